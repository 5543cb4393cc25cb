# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps and projects in the window: first seen, saved, opened again, closed with unsent changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.values import when
from caltopo_sync.plugin.host import credentials, settings
from caltopo_sync.plugin.host.credentials import Connection
from caltopo_sync.plugin.layers import inproject
from gui.test_panel import part_of, says
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QMessageBox, QPushButton
from standin import Standin


@pytest.fixture(autouse=True)
def own_workspace(tmp_path: Path) -> Any:
    settings.WORKSPACE.set(str(tmp_path / "maps"))
    yield
    settings.WORKSPACE.set("")


def markers() -> QgsVectorLayer:
    (layer,) = [
        layer
        for layer in QgsProject.instance().mapLayers().values()
        if layer.customProperty("caltopo/class") == "Marker"
    ]
    return layer


def open_map(plugin: Any, connection: Connection, window: Window) -> api.Map:
    plugin.desktop.maps.open(api.connection(connection.name), "ABC12", "Ridge search")
    wait_until(
        lambda: plugin.desktop.maps.find("ABC12") and "is open" in shown_in(window.messageBar())
    )
    settle()
    window.messageBar().clearWidgets()
    return plugin.desktop.maps.find("ABC12")


def rename(layer: QgsVectorLayer, title: str) -> str:
    row = next(layer.getFeatures())
    assert layer.startEditing()
    assert layer.changeAttributeValue(row.id(), layer.fields().indexOf("title"), title)
    assert layer.commitChanges()
    return row["caltopo_id"]


def answer(label: str, seen: list[str]) -> None:
    """Press a button of the message box that comes up."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, press)
            return
        seen.append(box.text() + "\n" + box.informativeText())
        (button,) = [b for b in box.buttons() if b.text().replace("&", "").startswith(label)]
        button.click()

    QTimer.singleShot(20, press)


def test_the_first_map_is_zoomed_to_in_utm(
    plugin: Any, connection: Connection, window: Window
) -> None:
    open_map(plugin, connection, window)
    wait_until(lambda: QgsProject.instance().crs().authid() == "EPSG:32610")
    extent = window.mapCanvas().extent()
    assert 740_000 < extent.center().x() < 760_000 and 4_340_000 < extent.center().y() < 4_350_000
    assert extent.width() < 5_000


def test_a_project_brings_its_map_back_and_says_what_waits(
    plugin: Any, connection: Connection, window: Window, standin: Standin, tmp_path: Path
) -> None:
    opened = open_map(plugin, connection, window)
    opened.push_on_save = False
    id = rename(markers(), "Moved at night")
    before = markers().id()
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "night.qgz"))
    project.clear()
    assert "closed and not all is sent: 1 change." in shown_in(window.messageBar())
    assert plugin.desktop.maps.all() == []
    window.messageBar().clearWidgets()
    standin.clear_calls()
    settings.PUSH_ON_SAVE.set(False)
    try:
        assert project.read(str(tmp_path / "night.qgz"))
        again = wait_until(lambda: plugin.desktop.maps.find("ABC12"))
        wait_until(lambda: "1 change of Ridge search." in shown_in(window.messageBar()))
    finally:
        settings.PUSH_ON_SAVE.set(True)
    settle()
    assert standin.calls == [] and again.asleep
    assert markers().id() == before and next(markers().getFeatures())["title"] == "Moved at night"
    assert plugin.desktop.maps.connection_of(again) == connection.name
    # what was not asked for is not called up to date
    assert "is open as it was at" in shown_in(window.messageBar())
    panel = part_of(plugin).panel
    wait_until(lambda: says(panel).startswith("1 change to push, as it was at"))
    assert "Nobody has asked the server" in panel.reason.text()
    assert when(again.refreshed) in panel.refreshed.text()
    (refresh,) = [
        b for b in window.messageBar().findChildren(QPushButton) if b.text() == "&Refresh"
    ]
    refresh.click()
    wait_until(lambda: says(panel) == "1 change to push" and standin.calls)
    again.push()
    assert standin.objects("ABC12")["Marker", id]["properties"]["title"] == "Moved at night"


def test_a_strangers_project_is_only_looked_at(
    plugin: Any, connection: Connection, window: Window, tmp_path: Path
) -> None:
    open_map(plugin, connection, window)
    project = QgsProject.instance()
    project.write(str(tmp_path / "given.qgz"))
    project.clear()
    mine = settings.INSTALL.get()
    settings.INSTALL.set("another installation")
    try:
        project.read(str(tmp_path / "given.qgz"))
        settle()
        assert "another installation" in shown_in(window.messageBar())
        assert plugin.desktop.maps.all() == []
        assert all(each.layer.readOnly() for each in inproject.brought())
    finally:
        settings.INSTALL.set(mine)


def test_leaving_with_unsent_changes_is_asked(
    plugin: Any, connection: Connection, window: Window
) -> None:
    opened = open_map(plugin, connection, window)
    (blocker,) = window.blockers
    assert blocker.allowExit()
    opened.push_on_save = False
    rename(markers(), "Not sent")
    seen: list[str] = []
    answer("Stay", seen)
    assert not blocker.allowExit()
    answer("Close", seen)
    assert blocker.allowExit()
    assert "Ridge search: 1 change\n" in seen[0] and "kept" in seen[0]


def test_forgetting_a_map_asks_and_removes_its_files(
    plugin: Any, connection: Connection, window: Window, tmp_path: Path
) -> None:
    opened = open_map(plugin, connection, window)
    opened.push_on_save = False
    rename(markers(), "Lost")
    (tmp_path / "maps" / "backups").mkdir(exist_ok=True)
    kept = opened.path.parent / "backups" / (opened.path.stem + "-20260101-000000.geojson")
    kept.write_text("{}")
    other = opened.path.with_name(opened.path.stem + "3.gpkg")
    other.write_text("another map's")
    seen: list[str] = []
    window.active = markers()
    action = plugin.parts[-1].own["forget"]
    answer("Keep", seen)
    action.trigger()
    assert opened.path.exists() and "1 change that was never sent is lost" in seen[0]
    answer("Forget", seen)
    action.trigger()
    wait_until(lambda: "is forgotten" in shown_in(window.messageBar()))
    assert [p.name for p in (tmp_path / "maps").rglob("*") if p.is_file()] == [other.name]
    assert credentials.names() == [connection.name]


def test_layer_menu_copies_the_link_and_makes_a_folder(
    plugin: Any, connection: Connection, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_map(plugin, connection, window)
    part = plugin.parts[-1]
    assert markers().id() in window.layer_menu[part.own["push"]]
    window.active = markers()
    part.own["copy"].trigger()
    assert QApplication.clipboard().text() == connection.server + "/m/ABC12"
    for started in (True, False):
        window.messageBar().clearWidgets()
        opening: list[str] = []
        monkeypatch.setattr(
            QDesktopServices,
            "openUrl",
            lambda url, opening=opening, started=started: opening.append(url.toString()) or started,
        )
        part.own["open"].trigger()
        assert opening == [connection.server + "/m/ABC12"]
        assert ("No web browser could be started" in shown_in(window.messageBar())) is not started
    from qgis.PyQt.QtWidgets import QInputDialog

    monkeypatch.setattr(QInputDialog, "getText", lambda *given: ("Night shift", True))
    opened.push_on_save = False
    part.own["folder"].trigger()
    wait_until(lambda: "can be chosen" in shown_in(window.messageBar()))
    titles = [row["title"] for row in opened.layers()["Folder"].getFeatures()]
    assert titles == ["Night shift"]


def test_other_layers_are_offered_what_parts_give(window: Window) -> None:
    from caltopo_sync import classFactory

    plugin = classFactory(window)
    plugin.initGui()
    try:
        part = plugin.parts[-1]
        given: list[QgsVectorLayer] = []
        part._desktop.layer_tools["Send to CalTopo…"] = given.append
        type(part).remove(part)
        part.__init__(part._desktop)
        other = QgsVectorLayer("Point?crs=EPSG:4326", "Segments", "memory")
        QgsProject.instance().addMapLayer(other)
        (action,) = [a for a in window.layer_menu if a.text() == "Send to CalTopo…"]
        assert window.layer_menu[action] == [other.id()]
        window.active = other
        action.trigger()
        assert given == [other]
    finally:
        plugin.unload()
        settle()
    assert window.layer_menu == {} and window.options == [] and window.blockers == []


def test_symbols_of_a_legend_are_not_cut(plugin: Any, window: Window) -> None:
    tree, canvas = window.layerTreeView(), window.mapCanvas()
    model, root = tree.layerTreeModel(), QgsProject.instance().layerTreeRoot()
    model.setLegendMapViewData(0.0001, canvas.logicalDpiX(), 25_000)  # as of a map that is drawn
    dock = QDockWidget(window.mainWindow())
    dock.setWidget(tree)
    window.mainWindow().addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)

    def lines() -> list[tuple[int, int]]:
        """How high the line of each marker is, and its symbol."""
        found = []
        for node in model.layerLegendNodes(root.findLayer(markers().id())):
            index = model.legendNode2index(node)
            if hasattr(tree, "proxyModel"):
                index = tree.proxyModel().mapFromSource(index)
            symbol = node.data(Qt.ItemDataRole.DecorationRole)
            found.append((tree.visualRect(index).height(), symbol.height()))
        return found

    plugin.desktop.open_practice()
    wait_until(lambda: root.findLayers())
    tree.expandAll()
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    wait_until(lambda: any(symbol > 20 for _, symbol in lines()))
    wait_until(lambda: all(line >= symbol for line, symbol in lines()))
