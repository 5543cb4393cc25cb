# SPDX-License-Identifier: GPL-2.0-or-later
"""Fetches a photo when the pointer rests on it or it is selected; tips and forms then show it."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QTimer

from .. import api
from ..caltopo.errors import CalTopoError
from ..host.texts import tr
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

    def remove(self) -> None:
        self._canvas.xyCoordinates.disconnect(self._moved)
        self._timer.stop()
        self._timer.deleteLater()

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
            Work(tr("Fetching a photo"), partial(opened.photo, media_id), lambda _: None, failed)
        )
