# SPDX-License-Identifier: GPL-2.0-or-later
"""A small picture of each map's local copy, drawn when it is open and nothing else goes on."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QBuffer, QIODevice, QSize, QTimer
from qgis.PyQt.QtGui import QColor, QPixmap

from .. import api
from ..caltopo.errors import CalTopoError
from ..host import log, paths
from ..session.practice import PracticeMap
from .desktop import Desktop
from .project import extent_of

FOLDER = "thumbnails"  # of a workspace; what is in it goes when its map is forgotten
SIZE = QSize(192, 144)
AFTER_MS = 4000  # opening, and again while there is something else to do
LONGEST_MS = 30_000  # of drawing, after which there is no picture


def path_of(geopackage: Path) -> Path:
    """Where the picture of a local copy is kept, if there is one."""
    return geopackage.parent / FOLDER / (geopackage.stem + ".png")


def picture_of(server: str, map_id: str) -> QPixmap:
    """The picture of a map's copy in the usual workspace; a null one where there is none."""
    picture = QPixmap()
    with suppress(CalTopoError):  # opening a map says it
        copy = paths.workspace() / (paths.copy_stem(server, map_id) + ".gpkg")
        picture.load(str(path_of(copy)))
    return picture


class ThumbnailsPart:
    """Draws a map once after it was opened, in threads of QGIS's own."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._jobs: dict[api.Map, QgsMapRendererParallelJob] = {}
        desktop.maps.opened.connect(self._soon)
        desktop.maps.closing.connect(self._stop)

    def remove(self) -> None:
        """Draw no more."""
        self._desktop.maps.opened.disconnect(self._soon)
        self._desktop.maps.closing.disconnect(self._stop)
        for opened in list(self._jobs):
            self._stop(opened)

    def _soon(self, opened: api.Map) -> None:
        if not isinstance(opened, PracticeMap):
            QTimer.singleShot(AFTER_MS, partial(self._begin, opened))

    def _begin(self, opened: api.Map) -> None:
        if opened not in self._desktop.maps.all():
            return
        if self._jobs or self._desktop.iface.mapCanvas().isDrawing():
            self._soon(opened)
            return
        layers = _visible(opened)
        extent = extent_of(opened)
        if not layers or extent.isEmpty():
            return
        extent.scale(1.1)
        settings = QgsMapSettings()
        settings.setLayers(layers)
        settings.setDestinationCrs(layers[0].crs())
        settings.setExtent(extent)
        settings.setOutputSize(SIZE)
        settings.setBackgroundColor(QColor("white"))
        settings.setFlag(Qgis.MapSettingsFlag.DrawLabeling, False)
        job = self._jobs[opened] = QgsMapRendererParallelJob(settings)
        job.finished.connect(partial(self._keep, opened))
        QTimer.singleShot(LONGEST_MS, partial(self._stop, opened, job))
        job.start()

    def _keep(self, opened: api.Map) -> None:
        job = self._jobs.pop(opened, None)
        if job is None:
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        job.renderedImage().save(buffer, "PNG")
        kept = path_of(opened.path)
        try:
            paths.private_folder(kept.parent)
            paths.write_private(kept, bytes(buffer.data()))
        except OSError as error:
            log.warning("The picture of a map could not be kept: " + str(error.strerror))

    def _stop(self, opened: api.Map, only: QgsMapRendererParallelJob | None = None) -> None:
        job = self._jobs.get(opened)
        if job is not None and only in (None, job):
            del self._jobs[opened]
            job.cancel()


def _visible(opened: api.Map) -> list[QgsVectorLayer]:
    """Its layers that are shown, topmost first."""
    own = {layer.id() for layer in opened.layers().values() if layer.isSpatial()}
    root = QgsProject.instance().layerTreeRoot()
    return [
        node.layer()
        for node in root.findLayers()
        if node.layerId() in own and node.isVisible() and node.layer() is not None
    ]
