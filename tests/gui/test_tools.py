# SPDX-License-Identifier: GPL-2.0-or-later
"""What the menu does with selected objects: cut, crop, expand, rings, bearing lines, buffers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.tools import ToolsPart
from caltopo_sync.plugin.gui.tools_drawing import numbers, sectors
from gui.pictures import draw
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialogButtonBox, QMenu, QPushButton
from standin import Standin

LEFT = Qt.MouseButton.LeftButton
WEST, SOUTH = -120.10, 39.20


def feature(n: int, cls: str, kind: str, coordinates: Any, **said: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"6c8f1a52-0000-4000-8000-00000000010{n}",
        "properties": {"class": cls, **said},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def square(west: float, south: float, size: float) -> Any:
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


FEATURES = [
    feature(1, "Assignment", "Polygon", square(WEST, SOUTH, 0.02), letter="AC", number="103"),
    feature(2, "Shape", "LineString", [[WEST - 0.01, 39.21], [WEST + 0.03, 39.212]], title="Road"),
    feature(3, "Shape", "Polygon", square(WEST + 0.01, SOUTH + 0.01, 0.02), title="Burn <b>A</b>"),
    feature(4, "Marker", "Point", [WEST + 0.005, SOUTH + 0.005], title="IPP"),
    feature(5, "Shape", "Polygon", square(WEST + 0.5, SOUTH, 0.01), title="Far away"),
]


@pytest.fixture
def opened(plugin: Any, standin: Standin, connection: Any, tmp_path: Path) -> Iterator[api.Map]:
    standin.add_map("TLS01", features=FEATURES, team="TEAM01", title="Tools & more")
    m = api.connection("County SAR").open_map("TLS01", workspace=tmp_path, push_on_save=False)
    plugin.desktop.maps.show(m, "County SAR")
    wait_until(lambda: QgsProject.instance().mapLayersByName("Folders"))
    settle()
    yield m


def part_of(plugin: Any) -> ToolsPart:
    return next(p for p in plugin.parts if isinstance(p, ToolsPart))


def select(opened: api.Map, *titles: str) -> None:
    for layer in opened.layers().values():
        layer.removeSelection()
        for feature in layer.getFeatures() if layer.isSpatial() else ():
            names = feature.fields().names()
            said = feature["title"] if "title" in names else ""
            if said in titles or ("letter" in names and str(feature["letter"]) in titles):
                layer.select(feature.id())


def pop_up(plugin: Any) -> QMenu:
    menu = part_of(plugin).menu
    menu.popup(QPoint(40, 40))
    settle()
    assert menu.isVisible()
    return menu


def on(plugin: Any) -> set[str]:
    """The entries that are enabled when the menu comes up."""
    menu = pop_up(plugin)
    found = {name for name, action in part_of(plugin).actions.items() if action.isEnabled()}
    menu.hide()
    return found


def choose(plugin: Any, name: str) -> Any:
    """The dialog of an entry that is clicked in the menu."""
    menu = pop_up(plugin)
    action = part_of(plugin).actions[name]
    assert action.isEnabled(), action.toolTip()
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    return wait_until(lambda: part_of(plugin)._dialog)


def filled(dialog: Any) -> Any:
    wait_until(lambda: dialog.other.isEnabled())
    return dialog


def click(dialog: Any) -> None:
    assert dialog.go.isEnabled(), dialog.state.text()
    QTest.mouseClick(dialog.go, LEFT)


def finished(plugin: Any, window: Window) -> str:
    wait_until(lambda: part_of(plugin)._dialog is None)
    return shown_in(window.messageBar())


def press(window: Window, title: str) -> None:
    """The button of that title in the newest message that has it."""
    for item in reversed(window.messageBar().items()):
        for button in item.findChildren(QPushButton):
            if button.text() == title:
                button.click()
                return
    raise LookupError(title)


def titles(opened: api.Map, cls: str) -> list[str]:
    return sorted(o.title for o in opened.features(cls))


def test_entries_are_on_where_they_can_work_and_say_why_they_are_off(
    plugin: Any, opened: api.Map
) -> None:
    part = part_of(plugin)
    assert not on(plugin) and "Select objects" in part.head.text()
    select(opened, "IPP")
    assert on(plugin) == {"rings", "bearings"}
    assert "areas" in part.actions["cut"].toolTip()
    assert part.head.text() == "1 object of Tools && more"
    select(opened, "Road")
    assert on(plugin) == {"cut", "crop", "buffers"}
    select(opened, "AC", "Road", "IPP")
    assert on(plugin) == {"cut", "crop", "expand", "rings", "bearings", "buffers"}
    draw(pop_up(plugin), "tools_menu")
    part.menu.hide()
    opened.layers()["Shape_line"].startEditing()
    assert not on(plugin) and "Lines" in part.head.text()
    opened.layers()["Shape_line"].rollBack()
    plugin.desktop.maps.close(opened)
    assert not on(plugin) and "No CalTopo map" in part.head.text()


def test_cut_by_the_selected_line_and_undo(plugin: Any, opened: api.Map, window: Window) -> None:
    canvas = window.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setLayers(list(opened.layers().values())[:6])
    canvas.setExtent(QgsRectangle(WEST - 0.02, SOUTH - 0.01, WEST + 0.05, SOUTH + 0.04))
    select(opened, "AC", "Road")
    dialog = filled(choose(plugin, "cut"))
    assert dialog.other.currentText() == "Road (Shape)", "the line is taken for the cutter"
    assert dialog.said.text() == "AC 103 (Assignment)"
    draw(dialog, "tools_cut")
    canvas.waitWhileRendering()
    draw(window.mainWindow(), "tools_cut_canvas")
    click(dialog)
    said = finished(plugin, window)
    assert "Cut by Road: 1 changed, 1 added." in said
    assert titles(opened, "Assignment") == ["AC 103", "AC:1 103"]
    draw(window.mainWindow(), "tools_cut_done")
    press(window, "Undo")
    wait_until(lambda: "taken away" in shown_in(window.messageBar()))
    assert titles(opened, "Assignment") == ["AC 103"]
    assert not opened.changes()


def test_undo_takes_back_what_its_message_told(
    plugin: Any, opened: api.Map, window: Window
) -> None:
    select(opened, "AC", "Road")
    click(filled(choose(plugin, "cut")))
    finished(plugin, window)
    opened.add("Marker", {"title": "Later"}, {"type": "Point", "coordinates": [WEST, SOUTH]})
    press(window, "Undo")
    wait_until(lambda: titles(opened, "Assignment") == ["AC 103"])
    assert "Later" in titles(opened, "Marker")


def test_crop_by_a_title_typed(
    plugin: Any, opened: api.Map, window: Window, standin: Standin
) -> None:
    select(opened, "AC")
    dialog = filled(choose(plugin, "crop"))
    assert not dialog.go.isEnabled() and "Choose the other" in dialog.state.text()
    assert dialog.beyond.isVisible() and not dialog.delete.isVisible()
    QTest.keyClicks(dialog.other.lineEdit(), "burn")
    wait_until(lambda: dialog.other.completer().popup().isVisible())
    QTest.keyClick(dialog.other.completer().popup(), Qt.Key.Key_Down)
    QTest.keyClick(dialog.other.completer().popup(), Qt.Key.Key_Return)
    assert dialog.other.currentText() == "Burn <b>A</b> (Shape)"
    dialog.beyond.setValue(0)
    draw(dialog, "tools_crop")
    click(dialog)
    assert "1 changed" in finished(plugin, window)
    opened.push()
    (there,) = [f for (c, _), f in standin.objects("TLS01").items() if c == "Assignment"]
    assert min(p[0] for p in there["geometry"]["coordinates"][0]) == pytest.approx(WEST + 0.01)


def test_what_changes_nothing_keeps_the_dialog_with_the_reason(
    plugin: Any, opened: api.Map
) -> None:
    select(opened, "AC")
    dialog = filled(choose(plugin, "cut"))
    dialog.other.setCurrentText("Far away (Shape)")
    click(dialog)
    wait_until(lambda: "does not meet" in dialog.state.text())
    assert dialog.isVisible() and dialog.go.isEnabled()
    draw(dialog, "tools_cut_nothing")
    QTest.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel), LEFT)
    wait_until(lambda: part_of(plugin)._dialog is None)


def test_expand_takes_one_area_and_deletes_the_other(
    plugin: Any, opened: api.Map, window: Window
) -> None:
    select(opened, "AC", "Burn <b>A</b>")
    dialog = filled(choose(plugin, "expand"))
    dialog.other.setCurrentText("Far away (Shape)")
    assert "One area" in dialog.state.text() and not dialog.go.isEnabled()
    dialog.other.setCurrentText("Burn <b>A</b> (Shape)")
    QTest.mouseClick(dialog.delete, LEFT, pos=QPoint(8, dialog.delete.height() // 2))
    assert dialog.delete.isChecked()
    click(dialog)
    said = finished(plugin, window)
    assert "1 changed, 1 deleted" in said and "&lt;b&gt;" in said
    assert "Burn <b>A</b>" not in titles(opened, "Shape")


def test_rings_bearings_and_buffers_are_drawn(plugin: Any, opened: api.Map, window: Window) -> None:
    select(opened, "IPP")
    dialog = choose(plugin, "rings")
    dialog.sectors.setText("350")
    assert "no sector" in dialog.state.text() and not dialog.go.isEnabled()
    dialog.sectors.setText("350-10")
    dialog.folder.setCurrentText("Rings")
    draw(dialog, "tools_rings")
    click(dialog)
    assert "Range rings: 3 objects drawn." in finished(plugin, window)
    assert {"500 m", "1000 m"} < set(titles(opened, "Shape"))
    assert titles(opened, "Folder") == ["Rings"]
    dialog = choose(plugin, "bearings")
    assert not dialog.sectors.isVisible() and not dialog.areas.isVisible()
    QTest.keyClicks(dialog.bearings, "45")
    dialog.magnetic.setChecked(True)
    dialog.declination.setValue(12.5)
    draw(dialog, "tools_bearings")
    QTest.keyClick(dialog.bearings, Qt.Key.Key_Return)
    assert "Bearing lines: 1 object drawn." in finished(plugin, window)
    assert any("M (declination 12.5° E)" in t for t in titles(opened, "Shape"))
    select(opened, "Road")
    dialog = choose(plugin, "buffers")
    dialog.distances.setText("100")
    draw(dialog, "tools_buffers")
    click(dialog)
    assert "Buffers: 1 object drawn." in finished(plugin, window)
    assert any(t.startswith("Road ") for t in titles(opened, "Shape"))


def test_a_dialog_closes_with_its_map_and_an_edited_layer_is_said(
    plugin: Any, opened: api.Map
) -> None:
    select(opened, "AC")
    dialog = filled(choose(plugin, "cut"))
    dialog.other.setCurrentText("Road (Shape)")
    layer = opened.layers()["Assignment_polygon"]
    layer.startEditing()
    click(dialog)
    wait_until(lambda: "Nothing was changed" in dialog.state.text())
    layer.rollBack()
    plugin.desktop.maps.close(opened)
    settle()
    assert part_of(plugin)._dialog is None


def test_numbers_and_sectors_are_read() -> None:
    assert numbers("500, 1000;2 3.5") == [500, 1000, 2, 3.5]
    assert sectors("350-10; 90 \u2013 120") == [(350, 10), (90, 120)]
    with pytest.raises(ValueError, match="5oo"):
        numbers("5oo")
