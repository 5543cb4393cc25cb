# SPDX-License-Identifier: GPL-2.0-or-later
"""The tree in QGIS's own browser panel, with its menus, drops and faults."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.account import OtherObject
from caltopo_sync.plugin.gui.connection_dialog import ConnectionDialog
from caltopo_sync.plugin.host import credentials
from caltopo_sync.plugin.host.credentials import Connection
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import QgsMimeDataUtils, QgsProject
from qgis.gui import QgsBrowserDockWidget
from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMenu, QPushButton, QTreeView
from standin import Fault, Standin

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Browser:
    """QGIS's browser panel, as somebody at the screen sees and uses it."""

    def __init__(self, window: Window) -> None:
        self._dock = QgsBrowserDockWidget("Browser", window.browserModel(), window.mainWindow())
        window.mainWindow().addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self._dock)
        self._dock.show()
        self.view: QTreeView = wait_until(lambda: self._dock.findChild(QTreeView))
        settle()

    def rows(self, parent: QModelIndex) -> dict[str, QModelIndex]:
        model = self.view.model()
        found = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
        return {index.data(): index for index in found}

    def index(self, *path: str) -> QModelIndex | None:
        """An item by the names on the way to it, each opened."""
        at = QModelIndex()
        for name in path:
            if at.isValid():
                self.view.expand(at)
                settle()
            if name not in self.rows(at):
                return None
            at = self.rows(at)[name]
        return at

    def below(self, *path: str) -> list[str]:
        """The names of what is below an item, which is opened."""
        at = self.index(*path)
        if at is None:
            return []
        self.view.expand(at)
        settle()
        return list(self.rows(at))

    def click(self, button: Qt.MouseButton, *path: str) -> None:
        at = self.index(*path)
        assert at is not None
        self.view.scrollTo(at)
        where = self.view.visualRect(at).center()
        QTest.mouseClick(self.view.viewport(), LEFT, pos=where)
        if button == RIGHT:
            self.view.customContextMenuRequested.emit(where)
        else:
            QTest.mouseDClick(self.view.viewport(), LEFT, pos=where)

    def menu(self, *path: str) -> dict[str, Any]:
        """The entries of an item's context menu."""
        self.click(RIGHT, *path)
        menu = wait_until(QApplication.activePopupWidget)
        assert isinstance(menu, QMenu)
        return {action.text().replace("&", ""): action for action in menu.actions()}

    def choose(self, entry: str, *path: str) -> None:
        action = self.menu(*path)[entry]
        menu = QApplication.activePopupWidget()
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
        settle()

    def close(self) -> None:
        self._dock.close()
        self._dock.deleteLater()


@pytest.fixture
def incident(standin: Standin, connection: Connection) -> Connection:
    """Teams in teams, folders in folders, a bookmark."""
    standin.add_team("TEAM02", "Dog unit", parent="TEAM01")
    standin.add_folder("F1", "2026", team="TEAM01")
    standin.add_folder("F2", "March / April", team="TEAM01", parent="F1")
    standin.add_map("FLD11", team="TEAM01", title="In a folder", folder="F2")
    standin.add_map("DOG11", team="TEAM02", title="Dog training")
    standin.add_map("FAR11", team="TEAM99", title="Theirs")
    standin.add_bookmark("TEAM01", "FAR11", type=10, title="Neighbours")
    return connection


@pytest.fixture
def browser(window: Window, plugin: Any, incident: Connection) -> Iterator[Browser]:
    made = Browser(window)
    yield made
    made.close()
    settle()


HERE = ("CalTopo", "County SAR")


def test_teams_folders_maps_and_bookmarks(browser: Browser, standin: Standin) -> None:
    standin.latency = 0.3
    assert browser.below("CalTopo") == ["County SAR"]
    assert browser.below(*HERE) == ["Reading the list of maps…"]
    wait_until(lambda: browser.below(*HERE) == ["TEAM01"])
    gc.collect()
    team = browser.below(*HERE, "TEAM01")
    assert team[:2] == ["Dog unit", "2026"]
    assert set(team[2:]) == {"Neighbours", "Ridge search", "Training <b>night</b>"}
    assert browser.below(*HERE, "TEAM01", "Dog unit") == ["Dog training"]
    assert browser.below(*HERE, "TEAM01", "2026") == ["March / April"]
    assert browser.below(*HERE, "TEAM01", "2026", "March / April") == ["In a folder"]
    tip = browser.index(*HERE, "TEAM01", "Training <b>night</b>").data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip and "DEF34" in tip
    mark = browser.index(*HERE, "TEAM01", "Neighbours").data(Qt.ItemDataRole.ToolTipRole)
    assert "read" in mark


def test_what_else_an_account_holds_is_told(browser: Browser, plugin: Any) -> None:
    browser.below("CalTopo")
    browser.below(*HERE)
    accounts = plugin.desktop.accounts
    wait_until(lambda: accounts.state("County SAR").listing)
    wait_until(lambda: not accounts.state("County SAR").reading)
    state = accounts.state("County SAR")
    pdf = OtherObject("PDFLink", "P1", "Map <b>sheet</b>", "TEAM01")
    accounts._set("County SAR", replace(state, listing=replace(state.listing, others=[pdf])))
    wait_until(lambda: "Other objects (1)" in browser.below(*HERE, "TEAM01"))
    told = browser.below(*HERE, "TEAM01", "Other objects (1)")
    assert told == ["Map <b>sheet</b>, PDFLink"]


def ready(browser: Browser) -> None:
    wait_until(lambda: browser.below(*HERE, "TEAM01"))


def test_nothing_is_asked_until_a_connection_is_opened(browser: Browser, standin: Standin) -> None:
    browser.below("CalTopo")
    settle()
    assert standin.calls == []
    ready(browser)
    assert [call.path for call in standin.calls] == ["/api/v1/acct/TEAM01/since/0"]


def test_a_double_click_opens_a_map(browser: Browser, window: Window) -> None:
    ready(browser)
    browser.click(LEFT, *HERE, "TEAM01", "Ridge search")
    wait_until(lambda: QgsProject.instance().mapLayers())
    layers = QgsProject.instance().mapLayers().values()
    assert {layer.customProperty("caltopo/map") for layer in layers} == {"ABC12"}


def test_the_menu_of_a_map(browser: Browser, connection: Connection) -> None:
    ready(browser)
    assert {"Open", "Copy link", "Open in CalTopo"} <= set(
        browser.menu(*HERE, "TEAM01", "Ridge search")
    )
    QApplication.activePopupWidget().close()
    browser.choose("Copy link", *HERE, "TEAM01", "Ridge search")
    assert QApplication.clipboard().text() == f"{connection.server}/m/ABC12"
    browser.choose("Open", *HERE, "TEAM01", "Ridge search")
    wait_until(lambda: QgsProject.instance().mapLayers())


def test_a_refresh_shows_what_is_new_and_keeps_what_is_open(
    browser: Browser, standin: Standin
) -> None:
    ready(browser)
    browser.below(*HERE, "TEAM01", "Dog unit")
    standin.add_map("NEW11", team="TEAM02", title="New one")
    browser.choose("Refresh", *HERE)
    dogs = browser.index(*HERE, "TEAM01", "Dog unit")
    assert browser.view.isExpanded(dogs)
    wait_until(lambda: "New one" in browser.below(*HERE, "TEAM01", "Dog unit"))
    assert browser.below(*HERE, "TEAM01", "Dog unit")[0] == "New one"


def test_the_panel_s_own_refresh_asks_the_server(browser: Browser, standin: Standin) -> None:
    ready(browser)
    standin.add_map("NEW11", team="TEAM01", title="New one")
    model = browser.view.model().sourceModel()
    model.refresh(browser.view.model().mapToSource(browser.index(*HERE)))
    wait_until(lambda: "New one" in browser.below(*HERE, "TEAM01"))


def test_a_fault_is_an_item_and_goes_again(browser: Browser, standin: Standin) -> None:
    standin.fault(Fault("status", path="acct", status=403, times=1))
    wait_until(lambda: any("not allow" in name for name in browser.below(*HERE)))
    browser.choose("Refresh", *HERE)
    wait_until(lambda: browser.below(*HERE) == ["TEAM01"])


def test_without_network_the_last_list_is_shown(
    browser: Browser, standin: Standin, connection: Connection
) -> None:
    ready(browser)
    standin.fault(Fault("status", path="acct", status=503, times=9))
    browser.choose("Refresh", *HERE)
    wait_until(lambda: len(browser.below(*HERE)) == 2)
    fault, team = browser.below(*HERE)
    assert "503" in fault and team == "TEAM01"


def test_connections_are_edited_and_removed_here(browser: Browser, window: Window) -> None:
    ready(browser)
    browser.choose("Edit connection…", *HERE)
    form = wait_until(lambda: window.mainWindow().findChild(ConnectionDialog))
    assert form.name.text() == "County SAR" and form.isVisible()
    form.name.setText("Night shift")
    form.save()
    wait_until(lambda: browser.below("CalTopo") == ["Night shift"])
    browser.choose("Remove connection…", "CalTopo", "Night shift")
    (forget,) = [b for b in window.mainWindow().findChildren(QPushButton) if b.text() == "Forget"]
    QTest.mouseClick(forget, LEFT)
    wait_until(lambda: browser.below("CalTopo") == [])
    assert credentials.names() == []
    browser.choose("New connection…", "CalTopo")
    wait_until(
        lambda: [d for d in window.mainWindow().findChildren(ConnectionDialog) if not d.name.text()]
    )


def test_a_map_can_be_dragged_to_the_canvas(browser: Browser, window: Window) -> None:
    ready(browser)
    index = browser.index(*HERE, "TEAM01", "Ridge search")
    assert browser.view.model().flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    (uri,) = QgsMimeDataUtils.decodeUriList(browser.view.model().mimeData([index]))
    (handler,) = [h for h in window.drop_handlers if h.customUriProviderKey() == uri.providerKey]
    assert uri.layerType == "custom"
    assert handler.canHandleCustomUriCanvasDrop(uri, window.mapCanvas())
    handler.handleCustomUriDrop(uri)
    wait_until(lambda: QgsProject.instance().mapLayers())


def test_what_cannot_be_opened_is_told(browser: Browser, window: Window, standin: Standin) -> None:
    ready(browser)
    standin.remove_map("ABC12")
    browser.click(LEFT, *HERE, "TEAM01", "Ridge search")
    wait_until(lambda: "Opening" not in shown_in(window.messageBar()))
    assert shown_in(window.messageBar())
