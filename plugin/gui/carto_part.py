# SPDX-License-Identifier: GPL-2.0-or-later
"""CARTO in QGIS's window: the manager, the identify tool, and layers that say they are lost."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

from qgis.core import QgsApplication, QgsLayerTreeNode, QgsProject
from qgis.gui import QgsLayerTreeViewIndicator
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt

from ..caltopo.errors import CalTopoError
from ..host.texts import tr
from ..layers.carto import CartoLayer
from ..session import cartolayers
from ..session.cartolayers import keeper
from .carto_identify import CartoIdentifyPanel, CartoIdentifyTool
from .carto_manager import CartoManager
from .desktop import Desktop
from .work import Work


class CartoPart:
    """Keeps the project's CARTO layers alive while the plugin is loaded."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._manager: CartoManager | None = None
        self._panel: CartoIdentifyPanel | None = None
        self._tool: CartoIdentifyTool | None = None
        self._canvas = desktop.iface.mapCanvas()
        self._keeper = keeper()
        self._keeper.background = self._start
        self._keeper.lost.connect(self._lost)
        self._keeper.drawn.connect(self._drawn)
        self._told: dict[str, Any] = {}  # messages about layers that are lost, by layer
        self._marks: dict[str, tuple[QgsLayerTreeNode, QgsLayerTreeViewIndicator]] = {}
        QgsProject.instance().layersWillBeRemoved.connect(self._leaving)
        self._actions = [
            desktop.add_action(tr("&CARTO reference maps…"), self.show, "carto"),
            desktop.add_action(tr("&Identify CARTO objects"), self.identify, "carto_identify"),
            desktop.add_action(tr("Make CARTO maps ane&w"), self._renew, "carto"),
        ]
        self._actions[1].setCheckable(True)
        self._keeper.adopt()

    def show(self) -> None:
        """Show the manager; one that is open already comes to the front."""
        if self._manager is None:
            self._manager = CartoManager(self._desktop.desk, self._desktop.window)
            self._manager.finished.connect(self._forget_manager)
        self._manager.show()
        self._manager.raise_()
        self._manager.activateWindow()

    def identify(self) -> None:
        """Take the identify tool into the canvas, or out of it."""
        if self._tool is None:
            self._tool = CartoIdentifyTool(self._canvas, self._desktop.desk, self.panel)
            self._tool.setAction(self._actions[1])
        if self._canvas.mapTool() is self._tool:
            self._canvas.unsetMapTool(self._tool)
        else:
            self._canvas.setMapTool(self._tool)

    def panel(self) -> CartoIdentifyPanel:
        """The panel of what was identified."""
        if self._panel is None:
            self._panel = CartoIdentifyPanel(self._desktop.window)
            self._desktop.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._panel)
        return self._panel

    @property
    def tool(self) -> CartoIdentifyTool | None:
        return self._tool

    @property
    def manager(self) -> CartoManager | None:
        return self._manager

    def remove(self) -> None:
        if self._manager is not None:
            self._manager.close()
        if self._tool is not None:
            self._tool.forget()
            self._canvas.unsetMapTool(self._tool)
            self._tool.deleteLater()
        if self._panel is not None:
            self._desktop.iface.removeDockWidget(self._panel)
            self._panel.deleteLater()
        QgsProject.instance().layersWillBeRemoved.disconnect(self._leaving)
        self._leaving(list(self._marks))
        self._keeper.lost.disconnect(self._lost)
        self._keeper.drawn.disconnect(self._drawn)
        cartolayers.dismiss()

    def _start(self, title: str, job: Any, done: Any, failed: Any) -> None:
        self._desktop.desk.start(Work(title, job, done, failed))

    def _renew(self) -> None:
        self._keeper.renew_all(allowed=True)

    def _lost(self, layer: CartoLayer, error: CalTopoError) -> None:
        """Say that a layer is not drawn, and offer to try again."""
        told = CalTopoError(
            tr("“{title}” is not drawn. {reason}").format(title=layer.name(), reason=error.text),
            details="\n".join(filter(None, (error.hint, error.details))),
        )
        again = partial(self._again, layer.id())
        self._told[layer.id()] = self._desktop.messages.failure(told, again=again)
        self._mark(layer.id(), told.text)

    def _drawn(self, layer: CartoLayer) -> None:
        """What was said of a layer is true no more."""
        item = self._told.pop(layer.id(), None)
        if item is not None:
            self._desktop.messages.close(item)
        self._leaving([layer.id()])

    def _mark(self, id: str, text: str) -> None:
        """A sign beside the layer's name, which stays when the message was closed."""
        self._leaving([id])
        node = QgsProject.instance().layerTreeRoot().findLayer(id)
        view = self._desktop.iface.layerTreeView()
        if node is None or view is None:
            return
        mark = QgsLayerTreeViewIndicator(view)
        mark.setIcon(QgsApplication.getThemeIcon("/mIconWarning.svg"))
        mark.setToolTip(escape(text) + "<br>" + tr("Click to try again."))
        mark.clicked.connect(lambda _index: self._again(id))
        view.addIndicator(node, mark)
        self._marks[id] = node, mark

    def _leaving(self, ids: list[str]) -> None:
        """Layers go, or draw again: their signs go first."""
        view = self._desktop.iface.layerTreeView()
        for id in ids:
            node, mark = self._marks.pop(id, (None, None))
            if node is None or sip.isdeleted(node) or sip.isdeleted(mark):
                continue  # the layer was moved in the tree, or the window is closing
            view.removeIndicator(node, mark)
            mark.deleteLater()

    def _again(self, id: str) -> None:
        layer = QgsProject.instance().mapLayer(id)
        if layer is not None:
            self._keeper.renew(layer, allowed=True)

    def _forget_manager(self, _result: int) -> None:
        self._manager = None
