# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel and its windows draw themselves in a light and a dark theme, for people to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from caltopo_sync.plugin.gui.changed_since import ChangedSinceDialog
from caltopo_sync.plugin.gui.changes import ChangesDialog
from caltopo_sync.plugin.gui.conflicts import MINE, ConflictsDialog
from caltopo_sync.plugin.gui.history import HistoryDialog
from caltopo_sync.plugin.gui.panel import Panel
from caltopo_sync.plugin.gui.values import layers_of
from caltopo_sync.plugin.host import paths
from caltopo_sync.plugin.host.credentials import Connection
from gui.pictures import keep
from gui.test_changes import bands, rows_of, shown_by
from gui.test_panel import at_rest, click, click_item, open_in, part_of, says
from gui.window import Window, settle, wait_until
from qgis.core import QgsGeometry, QgsPointXY, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QWidget
from standin import Standin

INCIDENT = paths.UI / "practice" / "incident.json"


@pytest.fixture(params=["light", "dark"])
def theme(request: Any, qgis_app: Any) -> Iterator[str]:
    """A palette for all widgets made from now on."""
    before, style = QApplication.palette(), QApplication.style().objectName()
    QApplication.setStyle("Fusion")
    light = QApplication.style().standardPalette()
    if request.param == "dark":
        dark, role = QPalette(QColor("#353535")), QPalette.ColorRole
        for which, colour in (
            (role.Window, "#353535"), (role.WindowText, "#e8e8e8"), (role.Base, "#252525"),
            (role.AlternateBase, "#2e2e2e"), (role.Text, "#e8e8e8"), (role.Button, "#404040"),
            (role.ButtonText, "#e8e8e8"), (role.Highlight, "#2a6fb0"),
            (role.ToolTipBase, "#353535"),
            (role.HighlightedText, "#ffffff"), (role.ToolTipText, "#e8e8e8"),
        ):  # fmt: skip
            dark.setColor(which, QColor(colour))
            if which in (role.WindowText, role.Text, role.ButtonText):
                dark.setColor(QPalette.ColorGroup.Disabled, which, QColor("#808080"))
        QApplication.setPalette(dark)
    else:
        QApplication.setPalette(light)
    yield request.param
    QApplication.setStyle(style)
    QApplication.setPalette(before)


@pytest.fixture
def panel(
    theme: str, plugin: Any, connection: Connection, standin: Standin, window: Window
) -> Panel:
    """The panel with the made-up incident open, its layers on the canvas, edits kept for Push."""
    features = json.loads(INCIDENT.read_text(encoding="utf-8"))["features"]
    standin.add_map("ECHO1", features=features, team="TEAM01", title="Echo Lakes search")
    opened = open_in(plugin, connection, window, "ECHO1")
    opened.current().map.push_on_save = False
    main, dock = window.mainWindow(), part_of(plugin).dock
    main.resize(1180, 760)
    main.resizeDocks([dock], [400], Qt.Orientation.Horizontal)
    canvas = window.mapCanvas()
    canvas.setLayers([layer for layer in layers_of("ECHO1") if layer.isSpatial()])
    canvas.setDestinationCrs(layer_of("Marker").crs())
    canvas.setExtent(layer_of("Assignment").extent())
    return opened


def layer_of(cls: str) -> QgsVectorLayer:
    found = [each for each in layers_of("ECHO1") if each.customProperty("caltopo/class") == cls]
    return max(found, key=lambda each: each.featureCount())


def edit(cls: str, title: str, geometry: QgsGeometry | None = None, **values: Any) -> str:
    """An edit session on one object; its id."""
    layer = layer_of(cls)
    (row,) = [f for f in layer.getFeatures() if f["title"] == title]
    assert layer.startEditing()
    for name, value in values.items():
        layer.changeAttributeValue(row.id(), layer.fields().indexOf(name), value)
    if geometry is not None:
        layer.changeGeometry(row.id(), geometry)
    assert layer.commitChanges()
    return row["caltopo_id"]


def add(title: str, lon: float, lat: float) -> None:
    layer = layer_of("Marker")
    row = type(next(layer.getFeatures()))(layer.fields())
    row["title"] = title
    row.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(lon, lat)))
    assert layer.startEditing() and layer.addFeature(row) and layer.commitChanges()


def assignments() -> dict[str, Any]:
    return {row["title"]: row for row in layer_of("Assignment").getFeatures()}


def draw(widget: QWidget, name: str, theme: str) -> None:
    settle()
    keep(widget, f"{name}_{theme}")


def draw_window(window: Window, name: str, theme: str) -> None:
    canvas = window.mapCanvas()
    drawn: list[int] = []
    canvas.mapCanvasRefreshed.connect(lambda: drawn.append(1))
    canvas.refreshAllLayers()
    wait_until(lambda: drawn)
    draw(window.mainWindow(), name, theme)


def test_empty(plugin: Any, theme: str, window: Window) -> None:
    part = part_of(plugin)
    part.action.trigger()
    part.dock.resize(340, 420)
    draw(part.panel, "panel_empty", theme)


def test_panel_and_changes(panel: Panel, standin: Standin, window: Window, theme: str) -> None:
    draw(panel, "panel_up_to_date", theme)
    web = standin.colleague("ECHO1")
    names = sorted(assignments())
    known = assignments()
    web.edit("Assignment", known[names[0]]["caltopo_id"], {"status": "COMPLETED"})
    web.add("Marker", {"title": "Boot print, size 9"}, point(-120.09, 38.85))
    shape = QgsGeometry(known[names[1]].geometry())
    shape.translate(0.004, 0.002)
    edit("Assignment", names[1], shape, status="INPROGRESS", description="Two teams.\nRadio 3.")
    edit("Assignment", names[2], status="COMPLETED", resourceType="DOG")
    add("Cairn with red tape", -120.1, 38.86)
    layer = layer_of("Shape")
    assert layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures()).id())
    assert layer.commitChanges()
    at_rest(panel)
    click(panel.refresh)
    wait_until(lambda: panel.news.topLevelItemCount() == 2)
    wait_until(lambda: says(panel) == "4 changes to push")
    window.messageBar().clearWidgets()
    draw(panel, "panel_changes", theme)
    dialog = shown_by(panel, panel.changes, ChangesDialog)
    at_rest(panel)
    draw(dialog, "changes", theme)
    draw_window(window, "changes_canvas", theme)
    dialog.close()
    standin.stop()
    click(panel.push)
    wait_until(lambda: "offline" in says(panel))
    at_rest(panel)
    draw(window.mainWindow(), "panel_offline", theme)
    standin.start()
    standin.latency = 0.4
    window.messageBar().clearWidgets()
    click(panel.push)
    wait_until(lambda: says(panel).startswith("sending 2 of"))
    draw(window.mainWindow(), "panel_pushing", theme)
    standin.latency = 0
    wait_until(lambda: says(panel) == "up to date")


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def test_conflicts(panel: Panel, standin: Standin, window: Window, theme: str) -> None:
    known = assignments()
    names = sorted(known)
    row = known[names[1]]
    mine, theirs = QgsGeometry(row.geometry()), QgsGeometry(row.geometry())
    mine.translate(0.004, 0.002)
    theirs.translate(-0.003, 0.003)
    there = json.loads(theirs.asJson(6))
    there["coordinates"] = [[p[:2] for p in ring] for ring in there["coordinates"]]
    edit("Assignment", names[1], mine, priority="HIGH", description="Dog team first")
    edit("Assignment", names[2], status="COMPLETED")
    web = standin.colleague("ECHO1")
    web.edit(
        "Assignment", row["caltopo_id"],
        {"priority": "LOW", "description": "Ground team,\nfrom the north"}, there,
    )  # fmt: skip
    web.delete("Assignment", known[names[2]]["caltopo_id"])
    at_rest(panel)
    click(panel.refresh)
    wait_until(lambda: says(panel).startswith("2 conflicts"))
    at_rest(panel)
    draw(panel, "panel_conflicts", theme)
    dock = panel.parentWidget()
    window.mainWindow().resizeDocks([dock], [300], Qt.Orientation.Horizontal)
    standin.stop()
    click(panel.refresh)
    wait_until(lambda: "offline" in says(panel))
    at_rest(panel)
    settle()
    assert panel.minimumSizeHint().width() <= 320  # at 150 %, too
    draw(panel, "panel_narrow", theme)
    standin.start()
    click(panel.refresh)
    wait_until(lambda: "offline" not in says(panel))
    at_rest(panel)
    dialog = shown_by(panel, panel.conflicts, ConflictsDialog)
    for number in range(dialog.conflicts.count()):
        dialog.conflicts.setCurrentRow(number)
        if len(rows_of(dialog)) > 2:
            break
    click_item(dialog.properties, next(iter(rows_of(dialog).values())), MINE)
    click(dialog.zoom)
    draw(dialog, "conflicts", theme)
    window.messageBar().clearWidgets()
    settle()
    wait_until(lambda: len(bands(window)) == 6)  # what flashed is gone
    draw_window(window, "conflicts_canvas", theme)


def test_history_and_since(panel: Panel, standin: Standin, window: Window, theme: str) -> None:
    known = assignments()
    names = sorted(known)
    for status, title in (("INPROGRESS", "Dog team first"), ("COMPLETED", "Nothing found")):
        moved = QgsGeometry(known[names[1]].geometry())
        moved.translate(0.002, 0)
        edit("Assignment", names[1], moved, status=status, description=title)
        edit("Assignment", names[3], status=status)
        wait_until(lambda: says(panel).endswith("to push"))
        at_rest(panel)
        click(panel.push)
        wait_until(lambda: says(panel) == "up to date")
        at_rest(panel)
    dialog = shown_by(panel, panel.history, HistoryDialog)
    wait_until(lambda: dialog.pushes.topLevelItemCount() == 2)
    at_rest(panel)
    click_item(dialog.pushes, dialog.pushes.topLevelItem(0).child(0), 1)
    wait_until(lambda: dialog.versions.topLevelItemCount())
    draw(dialog, "history", theme)
    dialog.close()
    click(panel.undo)
    box = wait_until(
        lambda: next(
            (w for w in QApplication.topLevelWidgets()
             if isinstance(w, QMessageBox) and w.isVisible()), None,
        )
    )  # fmt: skip
    draw(box, "undo_push", theme)
    box.close()
    web = standin.colleague("ECHO1")
    web.add("Marker", {"title": "Boot print, size 9"}, point(-120.09, 38.85))
    web.delete("Assignment", known[names[4]]["caltopo_id"])
    at_rest(panel)
    click(panel.refresh)
    wait_until(lambda: panel.news.topLevelItemCount() == 2)
    at_rest(panel)
    since = shown_by(panel, panel.since, ChangedSinceDialog)
    wait_until(lambda: since.differences.topLevelItemCount() >= 4)
    click(since.zoom_all)
    draw(since, "changed_since", theme)
    window.messageBar().clearWidgets()
    wait_until(lambda: len(bands(window)) == 8)  # what flashed is gone
    draw_window(window, "changed_since_canvas", theme)
