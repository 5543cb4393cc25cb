# SPDX-License-Identifier: GPL-2.0-or-later
"""Fetches a photo when the pointer rests on it or it is selected; tips and forms then show it.

*Open photo* among a photo's actions, where it was identified, in its form, or by the tool that runs
feature actions with a click, opens it in full.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsGui, QgsMapLayerAction
from qgis.PyQt.QtCore import QObject, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices

from .. import api
from ..caltopo.errors import CalTopoError
from ..host.texts import tr
from ..layers.inproject import CLASS
from . import resources
from .desktop import Desktop
from .work import Work

REST_MS = 250  # less than QGIS waits before it shows a tip
REACH_PX = 12
TABLE = "MapMediaObject"
MOST = 3  # photos under the pointer or selected that are fetched at once


class PhotoTips:
    """Watches the canvas.  Main thread; fetching is done beside it."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._canvas = desktop.iface.mapCanvas()
        self._at: QgsPointXY | None = None
        self._asked: set[str] = set()  # that came, or could not be had: not asked for again
        self._timer = QTimer(self._canvas)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._look)
        self._canvas.xyCoordinates.connect(self._moved)
        self.actions: dict[str, QgsMapLayerAction] = {}  # by the id of the layer
        QgsProject.instance().layersAdded.connect(self._on_added)
        self._on_added(list(QgsProject.instance().mapLayers().values()))

    def remove(self) -> None:
        self._canvas.xyCoordinates.disconnect(self._moved)
        QgsProject.instance().layersAdded.disconnect(self._on_added)
        for layer in list(self.actions):
            self._forget(layer)
        self._timer.stop()
        self._timer.deleteLater()

    # -- the layers of photos -------------------------------------------------------------------

    def _on_added(self, layers: list[QObject]) -> None:
        for layer in layers:
            if isinstance(layer, QgsVectorLayer) and layer.customProperty(CLASS) == TABLE:
                self._offer(layer)

    def _offer(self, layer: QgsVectorLayer) -> None:
        if layer.id() in self.actions:
            return
        targets = getattr(Qgis, "MapLayerActionTarget", None) or QgsMapLayerAction.Target
        action = QgsMapLayerAction(
            tr("Open photo"), self._canvas, layer, targets.SingleFeature,
            resources.icon("caltopo_sync"),
        )  # fmt: skip
        action.triggeredForFeature.connect(self._open)
        QgsGui.mapLayerActionRegistry().addMapLayerAction(action)
        QgsGui.mapLayerActionRegistry().setDefaultActionForLayer(layer, action)
        self.actions[layer.id()] = action
        layer.selectionChanged.connect(partial(self._selected, layer.id()))
        layer.willBeDeleted.connect(partial(self._forget, layer.id()))

    def _forget(self, layer: str) -> None:
        action = self.actions.pop(layer, None)
        if action is not None:
            QgsGui.mapLayerActionRegistry().removeMapLayerAction(action)
            action.deleteLater()

    def _selected(self, id: str, *_: object) -> None:
        layer = QgsProject.instance().mapLayer(id)
        opened = self._desktop.maps.of_layer(layer) if id in self.actions else None
        if opened is None or layer.selectedFeatureCount() > MOST:
            return
        for feature in layer.getSelectedFeatures():
            self.fetch(opened, feature["backendMediaId"])

    def _open(self, layer: QgsVectorLayer, feature: QgsFeature) -> None:
        opened = self._desktop.maps.of_layer(layer)
        if opened is None:
            self._desktop.messages.warning(
                tr("The map of this layer is not open. Open it from the CalTopo menu first.")
            )
            return
        id = feature["backendMediaId"]

        def show(path: Path) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._desktop.desk.start(
            Work(
                tr("Opening a photo"),
                partial(opened.photo, id if isinstance(id, str) else ""),
                show,
                self._desktop.messages.failure,
            )
        )

    # -- the canvas -----------------------------------------------------------------------------

    def _moved(self, at: QgsPointXY) -> None:
        self._at = at
        if self._desktop.maps.all():
            self._timer.start()

    def _look(self) -> None:
        if self._at is None:
            return
        reach = REACH_PX * self._canvas.mapUnitsPerPixel()
        around = QgsRectangle.fromCenterAndSize(self._at, 2 * reach, 2 * reach)
        try:
            to_earth = QgsCoordinateTransform(
                self._canvas.mapSettings().destinationCrs(),
                QgsCoordinateReferenceSystem("EPSG:4326"),
                QgsProject.instance(),
            )
            box = to_earth.transformBoundingBox(around)
        except QgsCsException:
            return  # the pointer is off the earth
        for opened in self._desktop.maps.all():
            layer = opened.layers().get(TABLE)
            if layer is None:
                continue
            request = QgsFeatureRequest(box).setLimit(MOST)
            request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
            for feature in layer.dataProvider().getFeatures(request):
                self.fetch(opened, feature["backendMediaId"])

    def fetch(self, opened: api.Map, media_id: Any) -> None:
        """Have a photo brought here, once."""
        if not isinstance(media_id, str) or not media_id or media_id in self._asked:
            return
        self._asked.add(media_id)

        def failed(error: CalTopoError) -> None:
            if error.retryable:
                self._asked.discard(media_id)  # the link may be back at the next look

        self._desktop.desk.start(
            Work(
                tr("Fetching a photo"),
                partial(opened.photo, media_id),
                lambda _: None,
                failed,
                by_itself=True,
            )
        )
