# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be done with one layer from its menu in the layer tree."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qgis.core import QgsApplication, QgsMapLayerType, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QAction

from .. import api
from ..caltopo.errors import CalTopoError
from ..host.texts import tr
from ..layers.inproject import MAP
from ..session.practice import PracticeMap
from . import resources
from .desktop import Desktop
from .forget import Forgetting
from .new_picked import new_picked

MENU = "CalTopo"


class LayerActionsPart:
    """A CalTopo menu for layers of open maps, and entries for all other vector layers.

    Other parts give those by ``desktop.layer_tools``: a title and what is done with the layer.
    """

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._forgetting = Forgetting(desktop)
        self._actions: list[QAction] = []
        self.own: dict[str, QAction] = {}
        for name, title, act in (
            ("push", tr("&Push"), self._push),
            ("refresh", tr("&Refresh"), self._refresh),
            ("open", tr("&Open in CalTopo"), self._open),
            ("copy", tr("Copy &link"), self._copy),
            ("folder", tr("New &folder…"), partial(self._new, "Folder")),
            ("period", tr("New operational &period…"), partial(self._new, "OperationalPeriod")),
            ("forget", tr("For&get this map…"), self._forgetting.ask),
        ):
            self.own[name] = self._add(title, partial(self._with_map, act))
        self.others = [
            self._add(title, partial(self._with_layer, act))
            for title, act in desktop.layer_tools.items()
        ]
        desktop.maps.opened.connect(self._on_opened)
        QgsProject.instance().layersAdded.connect(self._on_added)
        self._on_added(list(QgsProject.instance().mapLayers().values()))

    def remove(self) -> None:
        """Take the entries away."""
        self._desktop.maps.opened.disconnect(self._on_opened)
        QgsProject.instance().layersAdded.disconnect(self._on_added)
        for action in self._actions:
            self._desktop.iface.removeCustomActionForLayerType(action)
            action.deleteLater()
        self._actions.clear()

    def _add(self, title: str, act: Callable[[], None]) -> QAction:
        action = QAction(resources.icon("caltopo_sync"), title, self._desktop.window)
        action.triggered.connect(lambda: act())
        self._desktop.iface.addCustomActionForLayerType(
            action, MENU, QgsMapLayerType.VectorLayer, False
        )
        self._actions.append(action)
        return action

    # -- which layer has which ------------------------------------------------------------------

    def _on_opened(self, opened: api.Map) -> None:
        self._on_added(list(opened.layers().values()))

    def _on_added(self, layers: list[QObject]) -> None:
        iface, project = self._desktop.iface, QgsProject.instance()
        for layer in layers:
            if not isinstance(layer, QgsVectorLayer) or project.mapLayer(layer.id()) is None:
                continue
            for action in self.own.values() if layer.customProperty(MAP) else self.others:
                iface.addCustomActionForLayer(action, layer)

    def _with_map(self, act: Callable[[api.Map], None]) -> None:
        opened = self._desktop.maps.of_layer(self._desktop.iface.activeLayer())
        if opened is not None:
            act(opened)
        else:
            self._desktop.messages.warning(
                tr("The map of this layer is not open. Open it from the CalTopo menu first.")
            )

    def _with_layer(self, act: Callable[[QgsVectorLayer], None]) -> None:
        layer = self._desktop.iface.activeLayer()
        if isinstance(layer, QgsVectorLayer):
            act(layer)

    # -- what they do ---------------------------------------------------------------------------

    def _push(self, opened: api.Map) -> None:
        self._begin(lambda: opened.push(wait=False))

    def _refresh(self, opened: api.Map) -> None:
        self._begin(lambda: opened.refresh(wait=False))

    def _begin(self, job: Callable[[], object]) -> None:
        try:
            job()
        except CalTopoError as error:
            self._desktop.messages.failure(error)

    def _open(self, opened: api.Map) -> None:
        if isinstance(opened, PracticeMap):
            self._desktop.messages.warning(tr("The practice incident is on this computer only."))
        elif not QDesktopServices.openUrl(QUrl(opened.url)):
            QgsApplication.clipboard().setText(opened.url)
            self._desktop.messages.warning(
                tr("No web browser could be started. The link {url} is copied.").format(
                    url=opened.url
                )
            )

    def _copy(self, opened: api.Map) -> None:
        QgsApplication.clipboard().setText(opened.url)
        self._desktop.messages.info(tr("The link {url} is copied.").format(url=opened.url))

    def _new(self, cls: str, opened: api.Map) -> None:
        """What forms list by title: a folder or a period."""

        def made(_id: str, title: str) -> None:
            self._desktop.messages.info(
                tr("“{title}” can be chosen in forms now.").format(title=title)
            )

        new_picked(self._desktop, opened, cls, self._desktop.window, made)
