# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:pushassignments and caltopo:addobjects, as models and qgis_process run them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from processingrun import Run
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from standin import RemoteStandin


@pytest.fixture
def server() -> Iterator[RemoteStandin]:
    with RemoteStandin() as standin:
        standin.add_map("ABC12", features=[], title="Echo Lakes", team="TEAM01")
        yield standin


@pytest.fixture
def segments(tmp_path: Path) -> str:
    """A file of its own in UTM, as another program would leave it."""
    layer = QgsVectorLayer(
        "Polygon?crs=EPSG:32610&field=seg:string&field=poa:double", "s", "memory"
    )
    for n in range(3):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"S{n}", n / 10])
        x = 760000 + 1000 * n
        feature.setGeometry(
            QgsGeometry.fromWkt(
                f"POLYGON(({x} 4300000, {x + 900} 4300000, {x + 900} 4300900, {x} 4300000))"
            )
        )
        layer.dataProvider().addFeatures([feature])
    path = str(tmp_path / "segments.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    context = QgsProcessingContext().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, context, options)
    return path


def test_pushassignments(run: Run, server: RemoteStandin, segments: str) -> None:
    given = {
        "INPUT": segments,
        "KEY": '"seg"',
        "PRIORITY": "if(poa > 0.1, 'HIGH', 'LOW')",
        "OPERATIONAL_PERIOD": "OP 1",
        "LETTERS_FROM": "BA",
        "NUMBERS_FROM": 201,
    }
    said = run("pushassignments", **given)
    assert (said["ADDED"], said["SKIPPED"]) == (3, 0), "by default it only says what it would do"
    assert "BA 201" in said["log"] and not server.objects("ABC12")
    assert "Nothing was changed" in said["log"]
    done = run("pushassignments", **given, DRY_RUN=False)
    assert (done["ADDED"], done["FAILED"], done["WAITING"]) == (3, 0, 0)
    assert "Nothing was changed" not in done["log"]
    there = {k: o["properties"] for k, o in server.objects("ABC12").items()}
    assert sorted(
        (p["title"], p["priority"]) for (c, _), p in there.items() if c == "Assignment"
    ) == [("BA 201", "LOW"), ("BB 202", "LOW"), ("BC 203", "HIGH")]
    report = json.loads(done["REPORT"])
    assert report["items"][0]["source_id"] == "1" and "shapes" not in report
    assert ("Assignment", report["items"][0]["object_id"]) in there
    again = run("pushassignments", **given, DRY_RUN=False)
    assert (again["ADDED"], again["EDITED"], again["UNCHANGED"]) == (0, 0, 3)


def test_addobjects(run: Run, server: RemoteStandin, segments: str) -> None:
    given = {
        "INPUT": segments,
        "KEY": "seg",
        "TITLE": "'Unit ' || seg",
        "FOLDER": "Units",
        "STROKE": "'#123456'",
        "DRY_RUN": False,
    }
    assert run("addobjects", **given)["ADDED"] == 3
    shapes = [o["properties"] for (c, _), o in server.objects("ABC12").items() if c == "Shape"]
    assert {p["stroke"] for p in shapes} == {"#123456"}
    assert sorted(p["title"] for p in shapes) == ["Unit S0", "Unit S1", "Unit S2"]
    with pytest.raises(QgsProcessingException, match="no property of Marker"):
        run("addobjects", **{**given, "CLASS": 0})
    del given["STROKE"]
    assert run("addobjects", **{**given, "CLASS": 0})["SKIPPED"] == 3


def test_a_mistake_is_told(run: Run, segments: str, tmp_path: Path) -> None:
    with pytest.raises(QgsProcessingException, match="nofield"):
        run("pushassignments", INPUT=segments, LETTER='"nofield"')
    with pytest.raises(QgsProcessingException, match="burn"):
        run("pushassignments", INPUT=segments, MISSING="burn")
