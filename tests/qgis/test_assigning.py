# SPDX-License-Identifier: GPL-2.0-or-later
"""Analysed layers as assignments on the team's map, once and again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import LayerInEditMode, Rejected
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsVectorLayer
from standin import Fault, Standin

MAP = "ABC12"
SQUARE = "POLYGON(({0} 39.4, {1} 39.4, {1} 39.41, {0} 39.41, {0} 39.4))"


def square(n: int) -> str:
    west = -120.4 + n * 0.02
    return SQUARE.format(round(west, 4), round(west + 0.01, 4))


def made(
    rows: Iterable[tuple[Any, ...]], name: str = "Segments", kind: str = "Polygon",
    crs: str = "EPSG:4326",
) -> QgsVectorLayer:  # fmt: skip
    """A layer with the fields seg, prio, poa and a geometry each."""
    layer = QgsVectorLayer(
        f"{kind}?crs={crs}&field=seg:string&field=prio:string&field=poa:double", name, "memory"
    )
    if not crs:
        layer.setCrs(QgsCoordinateReferenceSystem())
    fill(layer, rows)
    return layer


def fill(layer: QgsVectorLayer, rows: Iterable[tuple[Any, ...]]) -> None:
    layer.dataProvider().truncate()
    for seg, prio, poa, wkt in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([seg, prio, poa])
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        assert layer.dataProvider().addFeatures([feature])[0]


def assignments(server: Standin) -> dict[str, Any]:
    return {id: o for (cls, id), o in server.objects(MAP).items() if cls == "Assignment"}


def names(server: Standin) -> list[str]:
    return sorted(
        (o["properties"]["letter"] + " " + o["properties"]["number"]).strip()
        for o in assignments(server).values()
    )


@pytest.fixture
def m(server: Standin, conn: api.Connection, tmp_path: Path) -> Any:
    server.add_map(MAP, features=[], title="Empty", team="TEAM01")
    opened = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    yield opened
    opened.close()


THREE = [("one", "HIGH", 0.3, square(0)), ("two", "low", 0.2, square(1)),
         ("three", "MEDIUM", 0.1, square(2))]  # fmt: skip
FIELDS = {"priority": "prio", "description": "'POA ' || round(100 * poa) || ' %'", "teamSize": 4,
          "status": "PREPARED"}  # fmt: skip


def counts(report: Any) -> tuple[int, ...]:
    return (report.added, report.edited, report.unchanged, report.deleted, report.skipped)


def test_a_layer_becomes_assignments(server: Standin, m: Any) -> None:
    server.colleague(MAP).add("Assignment", {"letter": "AB", "number": "101"},
                              {"type": "LineString", "coordinates": [[-120, 39], [-120.1, 39]]})  # fmt: skip
    layer = made(THREE)
    first = m.push_assignments(
        layer, FIELDS, key="seg", operational_period="OP 1", folder="Segments", dry_run=True
    )
    assert counts(first) == (3, 0, 0, 0, 0) and m.changes() == []
    assert [item["title"] for item in first.items] == ["AA 102", "AC 103", "AD 104"]
    report = m.push_assignments(layer, FIELDS, key="seg", operational_period="OP 1",
                                folder="Segments")  # fmt: skip
    assert counts(report) == (3, 0, 0, 0, 0) and report.failed == 0
    assert names(server) == ["AA 102", "AB 101", "AC 103", "AD 104"]
    there = server.objects(MAP)
    for item in report.items:
        said = there["Assignment", item["object_id"]]["properties"]
        assert said["status"] == "PREPARED" and said["teamSize"] == 4
        assert said["priority"] in ("HIGH", "LOW", "MEDIUM")
        assert there["OperationalPeriod", said["operationalPeriodId"]]["properties"]["title"] == "OP 1"
        assert there["Folder", said["folderId"]]["properties"]["title"] == "Segments"
    assert said["description"] == "POA 10 %" and said["title"] == "AD 104"


def test_again_nothing_happens_and_then_what_changed(server: Standin, m: Any) -> None:
    layer = made(THREE)
    m.push_assignments(layer, FIELDS, key="seg")
    server.clear_calls()
    assert counts(m.push_assignments(layer, FIELDS, key="seg")) == (0, 0, 3, 0, 0)
    assert not [c for c in server.calls if c.method == "POST"]
    fill(layer, [("four", "LOW", 0.4, square(5)), ("two", "HIGH", 0.2, square(1)),
                 ("one", "HIGH", 0.3, square(7))])  # fmt: skip
    again = m.push_assignments(layer, FIELDS, key="seg", missing="delete")
    assert counts(again) == (1, 2, 0, 1, 0)
    assert {i["key"]: i["outcome"] for i in again.items} == {
        "one": "edited", "two": "edited", "three": "deleted", "four": "added"
    }  # fmt: skip
    assert names(server) == ["AA 101", "AB 102", "AD 104"]
    fill(layer, [("two", "HIGH", 0.2, square(1))])
    last = m.push_assignments(layer, FIELDS, key="seg", missing="COMPLETED")
    assert counts(last) == (0, 2, 1, 0, 0)
    assert sorted(o["properties"]["status"] for o in assignments(server).values()) == [
        "COMPLETED", "COMPLETED", "PREPARED"
    ]  # fmt: skip
