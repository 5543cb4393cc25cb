# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects pointed out on the map canvas, in colours that a legend explains."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel

from ..session.since import wkb_of

Shape = Mapping[str, Any]  # GeoJSON in WGS 84
TURN = 0.015  # seconds of drawing in one turn of the event loop


@dataclass(frozen=True)
class Ink:
    """How one kind of thing is drawn.

    The colours are told apart by people who do not see red or green, too (the palette of Okabe and
    Ito, 2008, and a red as dark as their blue), and the lines differ besides, for a print without
    colours.
    """

    colour: str
    line: Qt.PenStyle
    point: QgsRubberBand.IconType

    def icon(self) -> QIcon:
        """A stroke of it, for headings and legends."""
        picture = QPixmap(22, 14)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("white"), 5))
        painter.drawLine(1, 7, 21, 7)
        painter.setPen(QPen(QColor(self.colour), 3, self.line))
        painter.drawLine(1, 7, 21, 7)
        painter.end()
        return QIcon(picture)


_LINE, _ICON = Qt.PenStyle, QgsRubberBand.IconType
BLUE = Ink("#0072b2", _LINE.SolidLine, _ICON.ICON_FULL_BOX)
ORANGE = Ink("#e69f00", _LINE.DashLine, _ICON.ICON_FULL_DIAMOND)
RED = Ink("#b2182b", _LINE.DotLine, _ICON.ICON_X)
GREY = Ink("#56b4e9", _LINE.DashDotLine, _ICON.ICON_CIRCLE)


class CanvasMarks:
    """Shapes drawn over a canvas until ``clear``.  Main thread."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._bands: list[QgsRubberBand] = []
        self._legend: _Legend | None = None
        self._drawing: Iterator[tuple[Ink, Shape | None]] | None = None

    def show(self, drawn: Iterable[tuple[Ink, Shape | None]], legend: Mapping[str, Ink]) -> None:
        """Draw these and nothing else, some in each turn of the event loop.

        ``legend`` says what the inks mean.
        """
        self.clear()
        self._drawing = iter(drawn)
        self._draw_some(self._drawing, legend)

    def _draw_some(
        self, drawing: Iterator[tuple[Ink, Shape | None]], legend: Mapping[str, Ink]
    ) -> None:
        if self._drawing is not drawing:
            return  # something else is drawn meanwhile, or nothing
        end = time.monotonic() + TURN
        for ink, shape in drawing:
            found = to_geometry(shape)
            if found is not None:
                self._draw(ink, found)
            if time.monotonic() > end:
                QTimer.singleShot(0, partial(self._draw_some, drawing, legend))
                break
        else:
            self._drawing = None
        if self._bands and legend and self._legend is None:
            self._legend = _Legend(self._canvas, legend)

    def clear(self) -> None:
        """Take everything away."""
        self._drawing = None
        scene = self._canvas.scene()
        for band in self._bands:
            scene.removeItem(band)
        self._bands.clear()
        if self._legend is not None:
            self._legend.setParent(None)
            self._legend.deleteLater()
            self._legend = None

    def _draw(self, ink: Ink, found: QgsGeometry) -> None:
        for colour, width, line in (
            (QColor(255, 255, 255, 200), 6, Qt.PenStyle.SolidLine),  # seen on any ground
            (QColor(ink.colour), 3, ink.line),
        ):
            band = QgsRubberBand(self._canvas, found.type())
            band.setStrokeColor(colour)
            fill = QColor(ink.colour)
            fill.setAlpha(38 if colour.alpha() == 255 else 0)
            band.setFillColor(fill)
            band.setWidth(width)
            band.setLineStyle(line)
            if found.type() == QgsWkbTypes.GeometryType.PointGeometry:
                band.setIcon(ink.point)
                band.setIconSize(16 if colour.alpha() == 255 else 20)
                band.setFillColor(colour)
            band.setToGeometry(found, WGS84)
            self._bands.append(band)


def go_to(canvas: QgsMapCanvas, wanted: Iterable[Shape | None]) -> bool:
    """Show shapes in the middle of a canvas and let them flash; False where there are none."""
    found = [each for each in map(to_geometry, wanted) if each is not None]
    if not found:
        return False
    box = QgsRectangle()
    for each in found:
        box.combineExtentWith(each.boundingBox())
    target = canvas.mapSettings().destinationCrs()
    try:
        to_map = QgsCoordinateTransform(WGS84, target, QgsProject.instance())
        box = to_map.transformBoundingBox(box)
    except QgsCsException:
        return False  # outside what the project's CRS can show
    if not box.isFinite():
        return False
    if box.width() == 0 and box.height() == 0:
        around = 0.003 if target.isGeographic() else 300.0
        box = box.buffered(around)
    else:
        box.scale(1.5)
    canvas.setExtent(box)
    canvas.refresh()
    canvas.flashGeometries(found, WGS84)
    return True


def to_geometry(shape: Shape | None) -> QgsGeometry | None:
    """A GeoJSON geometry for QGIS; None for none and for one that cannot be drawn."""
    wkb = wkb_of(shape)
    if wkb is None:
        return None
    found = QgsGeometry()
    found.fromWkb(wkb)
    return None if found.isNull() or found.isEmpty() else found


WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")


class _Legend(QFrame):
    """In the corner of the canvas, above the map and below no window."""

    def __init__(self, canvas: QgsMapCanvas, entries: Mapping[str, Ink]) -> None:
        super().__init__(canvas)
        self.setObjectName("caltopo_legend")
        # It lies on the map, whose ground a dark theme leaves light, and takes its own with it.
        self.setStyleSheet(
            "#caltopo_legend { background: white; border: 1px solid gray } QLabel { color: black }"
        )
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        for row, (text, ink) in enumerate(entries.items()):
            stroke, words = QLabel(), QLabel(text)
            stroke.setPixmap(ink.icon().pixmap(22, 14))
            words.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(stroke, row, 0)
            layout.addWidget(words, row, 1)
        canvas.installEventFilter(self)
        self._settle()
        self.show()

    def _settle(self) -> None:
        self.adjustSize()
        room = self.parentWidget().rect()
        self.move(QPoint(8, max(8, room.height() - self.height() - 8)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return False
