# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock about a map's look, the tool that styles objects, photos under the pointer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.folders_tree import LABELS, OBJECTS
from caltopo_sync.plugin.gui.look_part import LookPart
from caltopo_sync.plugin.gui.style_tool import PATTERNS, StyleTool
from caltopo_sync.plugin.layers.linepattern import parse
from data import make_incident
from gui.pictures import draw
from gui.window import Window, settle, wait_until
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QColor, QDesktopServices, QImage
from standin import Standin

MAP = "EKL26"


@pytest.fixture
def opened(plugin: Any, standin: Standin, connection: Any, tmp_path: Path) -> Iterator[api.Map]:
    """The made-up incident, open in the window."""
    standin.add_map(MAP, path=make_incident.FILE, team="TEAM01", title="Echo Lakes")
    conn = api.connection("County SAR")
    made = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    plugin.desktop.maps.show(made, "County SAR")
    part = look(plugin)
    wait_until(lambda: part.panel.current is made)
    yield made


def look(plugin: Any) -> LookPart:
    return next(part for part in plugin.parts if isinstance(part, LookPart))


def item(part: LookPart, title: str) -> Any:
    found = part.panel.folders.findItems(
        title, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    )
    assert len(found) == 1
    return found[0]


def test_check_marks_of_folders_show_and_hide(plugin: Any, opened: api.Map) -> None:
    part = look(plugin)
    part.toggle()
    settle()
    assert item(part, "Imported: hiker's own plan").checkState(OBJECTS) == Qt.CheckState.Unchecked
    assert item(part, "Hazards").checkState(LABELS) == Qt.CheckState.Unchecked
    assert item(part, "Sunday").parent() is item(part, "Team tracks")
    item(part, "Hazards").setCheckState(OBJECTS, Qt.CheckState.Unchecked)
    hazards = next(f for f in opened.folders() if f.title == "Hazards")
    assert not hazards.visible
    item(part, "Hazards").setCheckState(LABELS, Qt.CheckState.Checked)
    assert next(f for f in opened.folders() if f.title == "Hazards").labels
    part.panel.reset.click()
    assert item(part, "Hazards").checkState(OBJECTS) == Qt.CheckState.Checked
    wait_until(lambda: part.panel.web.isVisible())
    part.dock.resize(320, 560)
    settle()
    draw(part.dock, "look")


def test_what_the_map_opens_with_and_a_free_map_like_it(
    plugin: Any, opened: api.Map, standin: Standin
) -> None:
    config = {"activeLayers": [["mbt", 1], ["imagery", 0.4]]}
    standin.change_map(MAP, config=json.dumps(config))
    part = look(plugin)
    settle()
    asked = len(standin.calls)
    part.toggle()
    wait_until(lambda: part.panel.base.isVisible())
    assert len(standin.calls) == asked + 1, "nothing is asked for a dock that nobody sees"
    assert "MapBuilder Topo" in part.panel.web.text()
    assert "Aerial imagery (40 %)" in part.panel.web.text()
    names = [action.text() for action in part.panel.base.menu().actions()]
    assert names == ["USGS Topo", "USGS Imagery"]
    before = len(QgsProject.instance().mapLayers())
    part.panel.base.menu().actions()[0].trigger()
    layers = QgsProject.instance().mapLayers()
    assert len(layers) == before + 1
    lowest = QgsProject.instance().layerTreeRoot().layerOrder()[-1]
    assert lowest.name() == "USGS Topo" and "nationalmap.gov" in lowest.source()
    part.dock.resize(320, 640)
    settle()
    draw(part.dock, "look_web")


def test_custom_icons_come_with_the_map(plugin: Any, opened: api.Map, standin: Standin) -> None:
    symbol = "icon-3DS52KG5-16-0.5-0.5-ff"
    standin.colleague(MAP).add(
        "Marker",
        {"title": "ours", "marker-symbol": symbol},
        {"type": "Point", "coordinates": [-120.05, 38.845]},
    )
    assert not [c for c in standin.calls if c.path == "/icon.png"]
    opened.refresh(wait=False).wait(60)
    renderer = opened.layers()["Marker"].renderer

    def shown() -> bool:
        return any(c.value() == symbol for c in renderer().categories())

    wait_until(shown)
    settle()
    assert len([c for c in standin.calls if c.path == "/icon.png"]) == 1
    tool = tool_for(plugin, opened, "Marker", "Cornice")
    choose(tool, "marker-symbol", symbol)
    tool.apply()
    wait_until(lambda: opened.feature("Cornice").properties["marker-symbol"] == symbol)
    tool.close()


def test_assignments_are_colored_by_what_is_chosen(plugin: Any, opened: api.Map) -> None:
    part = look(plugin)
    box = part.panel.color_by
    box.setCurrentIndex(box.findData("STATUS"))
    box.activated.emit(box.currentIndex())
    assert opened.layers()["Assignment_polygon"].renderer().classAttribute() == "status"


def test_the_dock_lets_go_of_a_closed_map(plugin: Any, opened: api.Map) -> None:
    part = look(plugin)
    tool = part.panel.style_objects()
    assert tool is not None
    plugin.desktop.maps.close(opened)
    settle()
    assert part.panel.current is None
    assert part.panel.folders.topLevelItemCount() == 0
    assert not part.panel.reset.isEnabled()


def tool_for(plugin: Any, opened: api.Map, table: str, title: str) -> StyleTool:
    layer = opened.layers()[table]
    layer.selectByExpression(f"\"title\" = '{title}'")
    assert layer.selectedFeatureCount() == 1
    tool = look(plugin).panel.style_objects()
    assert tool is not None
    return tool


def choose(tool: StyleTool, name: str, value: Any) -> None:
    box, field = tool._fields[name]
    assert box.isVisible()
    box.setChecked(True)
    if isinstance(value, QColor):
        field.setColor(value)
    elif hasattr(field, "findData"):
        field.setCurrentIndex(field.findData(value))
    else:
        field.setValue(value)


def test_the_style_tool_changes_the_object_and_it_is_pushed(
    plugin: Any, opened: api.Map, standin: Standin
) -> None:
    tool = tool_for(plugin, opened, "Marker", "Cornice")
    assert not tool._fields["stroke"][0].isVisible(), "a marker has no line"
    choose(tool, "marker-symbol", "rockfall")
    choose(tool, "marker-color", QColor("#123456"))
    choose(tool, "marker-size", 1.5)
    tool.resize(380, 420)
    draw(tool, "style_tool")
    tool.apply()
    markers = opened.layers()["Marker"]
    wait_until(lambda: next(markers.getSelectedFeatures())["marker_symbol"] == "rockfall")
    assert opened.push().edited == 1
    said = standin.objects(MAP)[("Marker", opened.feature("Cornice").id)]["properties"]
    assert said["marker-symbol"] == "rockfall"
    assert said["marker-color"] == "#123456"
    assert float(said["marker-size"]) == 1.5
    tool.close()


def test_the_label_of_a_shape_is_hidden_and_it_is_pushed(
    plugin: Any, opened: api.Map, standin: Standin
) -> None:
    tool = tool_for(plugin, opened, "Shape_polygon", "Burn closure (cabins open)")
    assert not tool._fields["pattern"][0].isVisible(), "an area has no pattern"
    choose(tool, "titleVisibility", "hidden")
    choose(tool, "fill-opacity", 0.4)
    tool.resize(380, 420)
    settle()
    draw(tool, "style_tool_area")
    tool.apply()
    areas = opened.layers()["Shape_polygon"]
    wait_until(lambda: next(areas.getSelectedFeatures())["titleVisibility"] == "hidden")
    assert opened.push().edited == 1
    closure = opened.feature("Burn closure (cabins open)")
    said = standin.objects(MAP)[("Shape", closure.id)]["properties"]
    assert (said["titleVisibility"], said["fill-opacity"]) == ("hidden", 0.4)
    tool.close()


def test_a_layer_being_edited_is_styled_in_its_buffer(plugin: Any, opened: api.Map) -> None:
    lines = opened.layers()["Shape_line"]
    lines.startEditing()
    tool = tool_for(plugin, opened, "Shape_line", "Pacific Crest Trail")
    choose(tool, "pattern", PATTERNS[1])
    choose(tool, "stroke-width", 5)
    tool.apply()
    feature = next(lines.getSelectedFeatures())
    assert (feature["pattern"], feature["stroke_width"]) == (PATTERNS[1], 5)
    assert opened.changes() == []
    lines.undoStack().undo()
    assert next(lines.getSelectedFeatures())["pattern"] == "solid"
    lines.rollBack()
    tool.close()


def test_the_tools_patterns_are_patterns() -> None:
    for pattern in PATTERNS:
        assert parse(pattern) is not None
        assert (pattern == "solid") == (parse(pattern) == [])


def test_a_photo_under_the_pointer_is_fetched(
    plugin: Any, opened: api.Map, standin: Standin, window: Window
) -> None:
    opened.upload_photos([Path(make_incident.__file__).with_name("photo.jpg")], "Cornice")
    photos = opened.layers()["MapMediaObject"]
    newest = next(f for f in photos.getFeatures() if "photo" in str(f["title"]).lower())
    at = newest.geometry().asPoint()
    canvas = window.mapCanvas()
    settle()  # opening a map may give the project another CRS
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32610"))
    canvas.setExtent(QgsRectangle(740_000, 4_290_000, 760_000, 4_310_000))
    at = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        canvas.mapSettings().destinationCrs(),
        QgsProject.instance(),
    ).transform(at)
    standin.clear_calls()
    canvas.xyCoordinates.emit(QgsPointXY(at.x() + 20_000, at.y()))
    canvas.xyCoordinates.emit(QgsPointXY(at.x(), at.y()))
    path = opened._photo_cache() / (newest["backendMediaId"] + ".jpg")
    wait_until(path.is_file)
    canvas.xyCoordinates.emit(QgsPointXY(at.x(), at.y()))
    settle()
    assert len([c for c in standin.calls if c.path.endswith("/original")]) == 1


def test_a_click_opens_a_photo_in_full(
    plugin: Any, opened: api.Map, standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the tool that runs feature actions does, and the form, and identified results."""
    opened.upload_photos([Path(make_incident.__file__).with_name("photo.jpg")], "Cornice")
    photos = opened.layers()["MapMediaObject"]
    newest = next(f for f in photos.getFeatures() if "photo" in str(f["title"]).lower())
    path = opened._photo_cache() / (newest["backendMediaId"] + ".jpg")
    shown: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", staticmethod(lambda url: shown.append(url.toLocalFile()))
    )
    registry = QgsGui.mapLayerActionRegistry()
    action = registry.defaultActionForLayer(photos)
    assert action.text() == "Open photo" and action in registry.mapLayerActions(photos)
    assert not path.exists()
    action.triggerForFeature(photos, newest)
    wait_until(lambda: shown == [str(path)])
    assert not QImage(str(path)).isNull()
    form = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(photos))
    form.setFeature(photos.getFeature(newest.id()))
    tip = QgsExpression.replaceExpressionText(photos.mapTipTemplate(), form)
    assert f'<a href="{QUrl.fromLocalFile(str(path)).toString()}"><img ' in tip
    assert photos.getFeature(newest.id())["photo"] == str(path), "the form shows it"
    others = registry.mapLayerActions(opened.layers()["Marker"])
    assert "Open photo" not in [each.text() for each in others]
    plugin.desktop.maps.close(opened)
    settle()
    assert not look(plugin).tips.actions


def test_a_selected_photo_is_fetched(plugin: Any, opened: api.Map, standin: Standin) -> None:
    opened.upload_photos([Path(make_incident.__file__).with_name("photo.jpg")], "Cornice")
    photos = opened.layers()["MapMediaObject"]
    newest = next(f for f in photos.getFeatures() if "photo" in str(f["title"]).lower())
    photos.select(newest.id())
    path = opened._photo_cache() / (newest["backendMediaId"] + ".jpg")
    wait_until(path.is_file)
