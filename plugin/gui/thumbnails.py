# SPDX-License-Identifier: GPL-2.0-or-later
"""A small picture of each map's local copy, drawn when it is open and nothing else goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QBuffer, QIODevice, QSize, QTimer
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPixmap

from .. import api
from ..caltopo.errors import CalTopoError
from ..host import log, paths
from ..session.practice import PracticeMap
from .desktop import Desktop
from .project import extent_of, measure

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


@dataclass(eq=False)
class _Drawing:
    """A picture that is being drawn, layer by layer; the last of ``left`` is the next."""

    settings: QgsMapSettings
    picture: QImage
    left: list[QgsVectorLayer]
    job: QgsMapRendererParallelJob | None = None


class ThumbnailsPart:
    """Draws a map once after it was opened, in threads of QGIS's own."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._drawings: dict[api.Map, _Drawing] = {}
        self._end = desktop.maps.follow(self._soon, self._stop)

    def remove(self) -> None:
        """Draw no more."""
        self._end()
        for opened in list(self._drawings):
            self._stop(opened)

    def _soon(self, opened: api.Map) -> None:
        if not isinstance(opened, PracticeMap):
            QTimer.singleShot(AFTER_MS, partial(self._begin, opened))

    def _begin(self, opened: api.Map) -> None:
        if opened not in self._desktop.maps.all():
            return
        if self._drawings or self._desktop.iface.mapCanvas().isDrawing():
            self._soon(opened)
            return
        measure(self._desktop.maps, opened, _visible(opened), self._draw)

    def _draw(self, opened: api.Map) -> None:
        layers, extent = _visible(opened), extent_of(opened)
        if not layers or extent.isEmpty() or self._drawings:
            return
        extent.scale(1.1)
        settings = QgsMapSettings()
        settings.setDestinationCrs(layers[0].crs())
        settings.setExtent(extent)
        settings.setOutputSize(SIZE)
        settings.setBackgroundColor(QColor(0, 0, 0, 0))
        settings.setFlag(Qgis.MapSettingsFlag.DrawLabeling, False)
        picture = QImage(SIZE, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(QColor("white"))
        drawing = self._drawings[opened] = _Drawing(settings, picture, layers)
        QTimer.singleShot(LONGEST_MS, partial(self._stop, opened, drawing))
        self._go_on(opened, drawing)

    def _go_on(self, opened: api.Map, drawing: _Drawing) -> None:
        """Draw the next layer on top: beginning with all at once would hold the window."""
        if self._drawings.get(opened) is not drawing:
            return
        if drawing.job is not None:
            painter = QPainter(drawing.picture)
            painter.drawImage(0, 0, drawing.job.renderedImage())
            painter.end()
            drawing.job = None
        while drawing.left:
            layer = drawing.left.pop()
            if not sip.isdeleted(layer):
                drawing.settings.setLayers([layer])
                job = drawing.job = QgsMapRendererParallelJob(drawing.settings)
                again = partial(self._go_on, opened, drawing)
                job.finished.connect(partial(QTimer.singleShot, 1, again))
                job.start()
                return
        del self._drawings[opened]
        self._keep(opened, drawing.picture)

    @staticmethod
    def _keep(opened: api.Map, picture: QImage) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        kept = path_of(opened.path)
        try:
            paths.private_folder(kept.parent)
            paths.write_private(kept, bytes(buffer.data()))
        except OSError as error:
            log.warning("The picture of a map could not be kept: " + str(error.strerror))

    def _stop(self, opened: api.Map, only: _Drawing | None = None) -> None:
        drawing = self._drawings.get(opened)
        if drawing is not None and only in (None, drawing):
            del self._drawings[opened]
            if drawing.job is not None:
                drawing.job.cancel()


def _visible(opened: api.Map) -> list[QgsVectorLayer]:
    """Its layers that are shown, topmost first."""
    own = {layer.id() for layer in opened.layers().values() if layer.isSpatial()}
    root = QgsProject.instance().layerTreeRoot()
    return [
        node.layer()
        for node in root.findLayers()
        if node.layerId() in own and node.isVisible() and node.layer() is not None
    ]
