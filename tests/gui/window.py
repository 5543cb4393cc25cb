# SPDX-License-Identifier: GPL-2.0-or-later
"""A window of real QGIS widgets with what the plugin asks of QGIS's own, and bounded waiting."""

from __future__ import annotations

import time
from typing import Any, Callable

from qgis.core import QgsLayerTreeModel, QgsLocatorFilter, QgsProject
from qgis.gui import (
    QgsBrowserGuiModel,
    QgsCustomDropHandler,
    QgsLayerTreeView,
    QgsLocatorWidget,
    QgsMapCanvas,
    QgsMessageBar,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow, QMenu, QVBoxLayout, QWidget


class Window:
    """Stands where QGIS passes its ``iface``."""

    def __init__(self) -> None:
        self._window = QMainWindow()
        self._window.resize(1000, 700)
        self._bar, self._canvas = QgsMessageBar(), QgsMapCanvas()
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.addWidget(self._bar)
        layout.addWidget(self._canvas)
        self._window.setCentralWidget(centre)
        self._web = self._window.menuBar().addMenu("Web")
        self._tools = self._window.addToolBar("Web")
        self._menus: dict[str, QMenu] = {}
        self.options: list[Any] = []  # what was registered, as QGIS would hold it
        self.blockers: list[Any] = []
        self.layer_menu: dict[QAction, list[str]] = {}
        self.active: Any = None
        self.locator_bar = QgsLocatorWidget(self._window)
        self.locator = self.locator_bar.locator()
        self._window.statusBar().addWidget(self.locator_bar)
        self.drop_handlers: list[QgsCustomDropHandler] = []
        self._browser: QgsBrowserGuiModel | None = None
        self._tree: QgsLayerTreeView | None = None

    def mainWindow(self) -> QMainWindow:  # noqa: N802 - QGIS's name
        return self._window

    def messageBar(self) -> QgsMessageBar:  # noqa: N802 - QGIS's name
        return self._bar

    def mapCanvas(self) -> QgsMapCanvas:  # noqa: N802 - QGIS's name
        return self._canvas

    def addPluginToWebMenu(self, name: str, action: QAction) -> None:  # noqa: N802 - QGIS's name
        if name not in self._menus:
            self._menus[name] = self._web.addMenu(name)
        self._menus[name].addAction(action)

    def removePluginWebMenu(self, name: str, action: QAction) -> None:  # noqa: N802 - QGIS's name
        menu = self._menus[name]
        menu.removeAction(action)
        if not menu.actions():
            self._web.removeAction(menu.menuAction())
            menu.deleteLater()
            del self._menus[name]

    def addWebToolBarIcon(self, action: QAction) -> None:  # noqa: N802 - QGIS's name
        self._tools.addAction(action)

    def removeWebToolBarIcon(self, action: QAction) -> None:  # noqa: N802 - QGIS's name
        self._tools.removeAction(action)

    def addDockWidget(self, area: Qt.DockWidgetArea, dock: QDockWidget) -> None:  # noqa: N802
        self._window.addDockWidget(area, dock)

    def removeDockWidget(self, dock: QDockWidget) -> None:  # noqa: N802 - QGIS's name
        self._window.removeDockWidget(dock)

    def browserModel(self) -> QgsBrowserGuiModel:  # noqa: N802 - QGIS's name
        """QGIS's browser; made when it is first asked for, because it looks at the disk."""
        if self._browser is None:
            self._browser = QgsBrowserGuiModel(self._window)
            self._browser.initialize()
        return self._browser

    def layerTreeView(self) -> QgsLayerTreeView:  # noqa: N802 - QGIS's name
        """The project's layers; made when it is first asked for."""
        if self._tree is None:
            self._tree = QgsLayerTreeView(self._window)
            root = QgsProject.instance().layerTreeRoot()
            self._tree.setModel(QgsLayerTreeModel(root, self._tree))
        return self._tree

    def registerCustomDropHandler(self, handler: QgsCustomDropHandler) -> None:  # noqa: N802
        self.drop_handlers.append(handler)

    def unregisterCustomDropHandler(self, handler: QgsCustomDropHandler) -> None:  # noqa: N802
        self.drop_handlers.remove(handler)

    def registerLocatorFilter(self, locator_filter: QgsLocatorFilter) -> None:  # noqa: N802
        self.locator.registerFilter(locator_filter)

    def deregisterLocatorFilter(self, locator_filter: QgsLocatorFilter) -> None:  # noqa: N802
        self.locator.deregisterFilter(locator_filter)

    def locatorSearch(self, text: str) -> None:  # noqa: N802 - QGIS's name
        self.locator_bar.search(text)

    def registerOptionsWidgetFactory(self, factory: Any) -> None:  # noqa: N802 - QGIS's name
        self.options.append(factory)

    def unregisterOptionsWidgetFactory(self, factory: Any) -> None:  # noqa: N802 - QGIS's name
        self.options.remove(factory)

    def registerApplicationExitBlocker(self, blocker: Any) -> None:  # noqa: N802 - QGIS's name
        self.blockers.append(blocker)

    def unregisterApplicationExitBlocker(self, blocker: Any) -> None:  # noqa: N802
        self.blockers.remove(blocker)

    def addCustomActionForLayerType(  # noqa: N802 - QGIS's name
        self, action: QAction, menu: str, kind: Any, all_layers: bool
    ) -> None:
        self.layer_menu[action] = []

    def addCustomActionForLayer(self, action: QAction, layer: Any) -> None:  # noqa: N802
        self.layer_menu[action].append(layer.id())

    def removeCustomActionForLayerType(self, action: QAction) -> bool:  # noqa: N802 - QGIS's name
        return self.layer_menu.pop(action, None) is not None

    def activeLayer(self) -> Any:  # noqa: N802 - QGIS's name
        return self.active

    def close(self) -> None:
        """Take the window away."""
        self._window.close()
        self._window.deleteLater()


def settle() -> None:
    """Let Qt deliver what waits, also what is to be deleted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def wait_until(condition: Callable[[], Any], seconds: float = 20) -> Any:
    """Let Qt work until something is so; returns what the condition gave."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s")
        QCoreApplication.processEvents()
        time.sleep(0.005)
    return value


def shown_in(bar: QgsMessageBar) -> str:
    """All texts of a message bar."""
    return "\n".join(item.text() for item in bar.items())
