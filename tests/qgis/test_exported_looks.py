# SPDX-License-Identifier: GPL-2.0-or-later
"""Exported shapefiles as somebody else sees them: in a QGIS that has no CalTopo Sync."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from standin import Standin

STRANGER = """
import json, os, sys
from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsMapRendererParallelJob,
    QgsMapSettings, QgsProject, QgsRectangle, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QFontDatabase
folder, pictures, font, style = sys.argv[1:]
app = QgsApplication([], False, pictures)
app.initQgis()
if font:
    assert QFontDatabase.addApplicationFont(font) >= 0
told = {}
for name in ("markers", "shapes_lines", "shapes_areas", "assignments_areas"):
    layer = QgsVectorLayer(os.path.join(folder, name + ".shp"), name, "ogr")
    if style == "sld":
        assert layer.loadSldStyle(os.path.join(folder, name + ".sld"))[1]
    for feature in layer.getFeatures():
        at = feature.geometry().boundingBox().center()
        settings = QgsMapSettings()
        settings.setLayers([layer])
        settings.setDestinationCrs(layer.crs())
        settings.setExtent(QgsRectangle(at.x() - 0.005, at.y() - 0.005, at.x() + 0.005,
                                        at.y() + 0.005))
        settings.setOutputSize(QSize(100, 100))
        settings.setOutputDpi(96)
        settings.setBackgroundColor(QColor("white"))
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        image = job.renderedImage()
        image.save(os.path.join(pictures, name + "_" + feature["title"] + ".png"))
        told[feature["title"]] = [
            [image.pixelColor(x, y).name() for x in range(100)] for y in range(100)]
assert not [name for name in sys.modules if "caltopo" in name]
with open(os.path.join(pictures, "told.json"), "w") as file:
    json.dump(told, file)
os._exit(0)
"""
Picture = list[list[str]]  # of colours, row by row


def box_of(picture: Picture, color: str) -> tuple[int, int, int, int]:
    """Left, top, width and height of what has that colour."""
    there = [(x, y) for y, row in enumerate(picture) for x, c in enumerate(row) if c == color]
    assert there, color
    (left, right), (top, bottom) = ((min(n), max(n)) for n in zip(*there))
    return left, top, right - left + 1, bottom - top + 1


@pytest.fixture
def exported(conn: Any, server: Standin, tmp_path: Path) -> Path:
    """Shapefiles of a map of a few objects, a hundredth of a degree and more apart."""
    features: list[dict[str, Any]] = []

    def add(cls: str, title: str, kind: str, shape: Any, **said: Any) -> None:
        said = {name.replace("_", "-"): value for name, value in said.items()}
        geometry = {"type": kind, "coordinates": shape} if kind else None
        features.append({"type": "Feature", "id": "id-" + str(len(features)), "geometry": geometry,
                         "properties": {"class": cls, "title": title, **said}})  # fmt: skip

    looks: dict[str, dict[str, Any]] = {
        "plain": {"marker_symbol": "point"}, "large": {"marker_size": 2, "marker_symbol": "point"},
        "up": {"marker_symbol": "a:1"}, "right": {"marker_symbol": "a:1", "marker_rotation": 90},
        "down": {"marker_symbol": "a:1", "marker_rotation": "180", "marker_size": "2"},
        "pale": {"marker_symbol": "point", "marker_color": "#FFFFA0"},
        "nobody knows": {"marker_symbol": "our-own-thing", "marker_color": "#00C000"},
        "none said": {"marker_symbol": "point", "marker_color": "None"},
    }  # fmt: skip
    for number, (title, look) in enumerate(looks.items()):
        look.setdefault("marker_color", "#0000C0")
        add("Marker", title, "Point", [-120 + number / 10, 38], **look)
    for number, (title, look) in enumerate(
        {"thin": {"stroke_width": 2}, "thick": {"stroke_width": 8, "stroke_opacity": 0.5},
         "dashed": {"stroke_width": 4, "pattern": "M0 -5L0 5,,16,F"}}.items()
    ):  # fmt: skip
        line = [[-120.01 + number / 10, 39], [-119.99 + number / 10, 39]]
        add("Shape", title, "LineString", line, stroke="#C00000", **look)
    crossing = [[-119.505, 39], [-119.495, 39]]
    for title, color, order in (("on top", "#008000", 2), ("beneath", "#C00000", None)):
        add("Shape", title, "LineString", crossing, stroke=color, stroke_width=8,
            zIndexOffset=order)  # fmt: skip
    ring = [[-0.003, -0.003], [0.003, -0.003], [0.003, 0.003], [-0.003, 0.003], [-0.003, -0.003]]
    add("Shape", "area", "Polygon", [[[x - 120, y + 40] for x, y in ring]], stroke="#008000",
        stroke_width=4, fill="#0000FF", fill_opacity=0.5)  # fmt: skip
    add("OperationalPeriod", "OP 1", "", None, stroke="#D95F02")
    features[-1]["id"] = "period-1"
    for number, (title, status, period) in enumerate(
        (("DRAFT", "DRAFT", "period-1"), ("INPROGRESS", "INPROGRESS", "period-1"),
         ("none", "INPROGRESS", None))
    ):  # fmt: skip
        add("Assignment", title, "Polygon", [[[x - 120 + number / 10, y + 41] for x, y in ring]],
            letter=title, operationalPeriodId=period, status=status)  # fmt: skip
    server.add_map("LOOK1", features=features, team="TEAM01", title="Looks")
    opened = conn.open_map("LOOK1", workspace=tmp_path / "ws", push_on_save=False)
    opened.export_shapefiles(tmp_path / "out")
    opened.close()
    return tmp_path / "out"


def seen_by_a_stranger(exported: Path, style: str, font: bool = True) -> dict[str, Picture]:
    pictures = exported.parent / ("seen_" + style + ("" if font else "_without_font"))
    pictures.mkdir()
    file = str(exported / "caltopo_sync_markers.ttf") if font else ""
    done = subprocess.run(
        [sys.executable, "-c", STRANGER, str(exported), str(pictures), file, style],
        capture_output=True, text=True, timeout=300, cwd=pictures,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Picture] = json.loads((pictures / "told.json").read_text())
    return told


def test_the_qml_draws_each_object_as_the_map_does(exported: Path) -> None:
    seen = seen_by_a_stranger(exported, "qml")
    left, top, width, height = box_of(seen["plain"], "#0000c0")
    assert abs(width - height) <= 1 and 6 <= width <= 16
    assert (left + width / 2, top + height / 2) == pytest.approx((50, 50), abs=1.5)
    assert box_of(seen["large"], "#0000c0")[2] == pytest.approx(2 * width, abs=3)
    up, right, down = (box_of(seen[name], "#0000c0") for name in ("up", "right", "down"))
    assert right[2:] == pytest.approx((up[3], up[2]), abs=2), "a quarter turned"
    assert down[2:] == pytest.approx((2 * up[2], 2 * up[3]), abs=4), "and twice as large"
    assert widest(seen["up"]) < 50 < widest(seen["down"]), "its head is at the other end"
    assert box_of(seen["pale"], "#3c3c3c")[2] > box_of(seen["pale"], "#ffffa0")[2], "a dark rim"
    assert box_of(seen["nobody knows"], "#00c000")[2:] == pytest.approx((width, height), abs=1)
    assert box_of(seen["thin"], "#c00000")[2:] == (100, 2)
    assert box_of(seen["thick"], "#df7f7f")[2:] == pytest.approx((100, 8), abs=1)
    assert seen["beneath"][50][40] == "#008000", "what is on top there is on top here"
    drawn = {column for row in seen["dashed"] for column, c in enumerate(row) if c == "#c00000"}
    assert 40 < len(drawn) < 80, "ink and gaps"
    assert box_of(seen["area"], "#7f7fff")[2:] == pytest.approx((56, 56), abs=3)
    assert box_of(seen["area"], "#008000")[2:] == pytest.approx((64, 64), abs=2)
    assert_periods_and_statuses(seen)


def assert_periods_and_statuses(seen: dict[str, Picture]) -> None:
    inked = {title: sum(row.count("#d95f02") for row in seen[title])
             for title in ("DRAFT", "INPROGRESS", "none")}  # fmt: skip
    assert 0 < inked["DRAFT"] < inked["INPROGRESS"], "dotted and solid, of its period's colour"
    assert inked["none"] == 0 and box_of(seen["none"], "#1f4fd8")[2] > 50


def widest(picture: Picture) -> float:
    """The row in which most of a marker lies."""
    counts = [row.count("#0000c0") for row in picture]
    return counts.index(max(counts))


def test_without_the_font_markers_keep_place_and_color(exported: Path) -> None:
    seen = seen_by_a_stranger(exported, "qml", font=False)
    for title, color in (("plain", "#0000c0"), ("nobody knows", "#00c000")):
        left, top, width, height = box_of(seen[title], color)
        assert left <= 50 <= left + width and top <= 50 <= top + height, title


SE, OGC = "{http://www.opengis.net/se}", "{http://www.opengis.net/ogc}"


def labels(path: Path) -> list[tuple[str, list[str]]]:
    """The property that each label says, and what decides whether it shows."""
    found = []
    for rule in ET.parse(path).getroot().iter(SE + "Rule"):
        for label in rule.iter(SE + "Label"):
            said = [e.text or "" for e in rule.iter(OGC + "Literal")]
            by = {e.text or "" for e in rule.findall(OGC + "Filter//" + OGC + "PropertyName")}
            text = "".join(label.itertext()).strip()
            assert label.findtext(OGC + "PropertyName") == text, text
            found.append((text, [*by, *said]))
    return found


def test_the_sld_has_the_colors_and_titles(exported: Path) -> None:
    names = {path.stem: labels(path) for path in exported.glob("*.sld")}
    assert names == {
        "markers": [("title", [])], "assignments_areas": [("title", [])],
        "shapes_lines": [("title", ["lbl_show", "", "visible"])],
        "shapes_areas": [("title", ["lbl_show", "", "visible"])],
    }  # fmt: skip
    seen = seen_by_a_stranger(exported, "sld")
    assert len(seen) == 17
    for title, color in (("plain", "#0000c0"), ("pale", "#ffffa0"), ("nobody knows", "#00c000"),
                         ("none said", "#ff0000")):  # fmt: skip
        assert box_of(seen[title], color)[2:] == pytest.approx((11, 11), abs=3), title
    assert box_of(seen["thin"], "#c00000")[2:] == pytest.approx((100, 2), abs=1)
    assert box_of(seen["area"], "#008000")[2:] == pytest.approx((62, 62), abs=3)
    assert_periods_and_statuses(seen)


def test_an_sld_of_many_colors_draws_every_object(
    conn: Any, server: Standin, tmp_path: Path
) -> None:
    from qgis.core import QgsRenderContext, QgsVectorLayer

    features = [
        {"type": "Feature", "id": str(n), "geometry": {"type": "Point", "coordinates": [n / 9, 1]},
         "properties": {"class": "Marker", "title": str(n), "marker-color": f"#0000{n:02X}"}}
        for n in range(61)
    ]  # fmt: skip
    server.add_map("MANY1", features=features, team="TEAM01", title="Many")
    opened = conn.open_map("MANY1", workspace=tmp_path / "ws", push_on_save=False)
    opened.export_shapefiles(tmp_path / "out")
    opened.close()
    layer = QgsVectorLayer(str(tmp_path / "out" / "markers.shp"), "markers", "ogr")
    assert layer.loadSldStyle(str(tmp_path / "out" / "markers.sld"))[1]
    context, renderer = QgsRenderContext(), layer.renderer()
    renderer.startRender(context, layer.fields())
    symbols = [renderer.symbolForFeature(each, context) for each in layer.getFeatures()]
    seen = {symbol.color().name() if symbol is not None else "" for symbol in symbols}
    renderer.stopRender(context)
    assert len(symbols) == 61 and seen == {"#ff0000"}
