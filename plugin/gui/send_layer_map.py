# SPDX-License-Identifier: GPL-2.0-or-later
"""The picture of a run's preview: what is added, changed, kept and deleted, over the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProject,
    QgsRectangle,
    QgsRendererCategory,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt

from ..session.assigning import SendReport
from .canvas_marks import BLUE, GREY, ORANGE, RED, WGS84, Ink, to_geometry

SKIPPED = Ink("#cc79a7", Qt.PenStyle.DashDotDotLine, QgsRubberBand.IconType.ICON_CROSS)
INKS: dict[str, Ink] = {
    "skipped": SKIPPED,
    "added": BLUE,
    "edited": ORANGE,
    "deleted": RED,
    "failed": RED,
    "unchanged": GREY,
    "kept": GREY,
}
_KINDS = {
    QgsWkbTypes.GeometryType.PolygonGeometry: "Polygon",
    QgsWkbTypes.GeometryType.LineGeometry: "LineString",
    QgsWkbTypes.GeometryType.PointGeometry: "Point",
}
_DASHES = {
    Qt.PenStyle.SolidLine: "solid",
    Qt.PenStyle.DashLine: "dash",
    Qt.PenStyle.DotLine: "dot",
    Qt.PenStyle.DashDotLine: "dash dot",
    Qt.PenStyle.DashDotDotLine: "dash dot dot",
}


class PreviewMap:
    """Draws on a canvas of the dialog's own.  Main thread."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._layers: list[QgsVectorLayer] = []

    def show(self, report: SendReport, ground: Sequence[QgsMapLayer]) -> None:
        """The objects of a report, above the layers of the project."""
        canvas = self._canvas
        found: dict[str, list[QgsFeature]] = {}
        for item, shape in zip(report.items, report.shapes):
            geometry = to_geometry(shape)
            if geometry is None or item["outcome"] not in INKS:
                continue
            feature = QgsFeature()
            feature.setGeometry(geometry)
            feature.setAttributes([item["outcome"], item["title"]])
            found.setdefault(_KINDS[geometry.type()], []).append(feature)
        self._layers = [
            _layer(kind, found[kind])
            for kind in ("Point", "LineString", "Polygon")
            if kind in found
        ]
        canvas.setDestinationCrs(QgsProject.instance().crs())
        if not canvas.mapSettings().destinationCrs().isValid():
            canvas.setDestinationCrs(WGS84)
        canvas.setLayers([*self._layers, *ground])
        self.whole()

    def whole(self) -> None:
        """Show all of it."""
        box = QgsRectangle()
        box.setMinimal()
        for layer in self._layers:
            box.combineExtentWith(layer.extent())
        if not self._layers:
            self._canvas.refresh()
            return
        if not box.width() or not box.height():
            box = box.buffered(0.003)  # degrees, some hundred metres around a point
        to_map = QgsCoordinateTransform(
            WGS84, self._canvas.mapSettings().destinationCrs(), QgsProject.instance()
        )
        try:
            box = to_map.transformBoundingBox(box)
        except QgsCsException:
            return  # outside what the project's CRS can show
        box.scale(1.15)
        self._canvas.setExtent(box)
        self._canvas.refresh()

    def clear(self) -> None:
        """Nothing is known any more."""
        self._canvas.setLayers([])
        self._layers = []


def _layer(kind: str, features: list[QgsFeature]) -> QgsVectorLayer:
    layer = QgsVectorLayer(
        kind + "?crs=EPSG:4326&field=outcome:string&field=title:string", "preview", "memory"
    )
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    make = _SYMBOLS[kind]
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "outcome", [QgsRendererCategory(name, make(ink), name) for name, ink in INKS.items()]
        )
    )
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels()))
    layer.setLabelsEnabled(True)
    return layer


def _polygon(ink: Ink) -> QgsSymbol:
    symbol = QgsFillSymbol.createSimple(
        {
            "color": ink.colour,
            "outline_color": ink.colour,
            "outline_width": "0.6",
            "outline_style": _DASHES[ink.line],
        }
    )
    fill = symbol.color()
    fill.setAlpha(50)
    symbol.setColor(fill)
    return symbol


def _line(ink: Ink) -> QgsSymbol:
    return QgsLineSymbol.createSimple(
        {"line_color": ink.colour, "line_width": "0.8", "line_style": _DASHES[ink.line]}
    )


def _point(ink: Ink) -> QgsSymbol:
    return QgsMarkerSymbol.createSimple(
        {"name": "circle", "color": ink.colour, "outline_color": "#ffffff", "size": "3"}
    )


_SYMBOLS: dict[str, Callable[[Ink], QgsSymbol]] = {
    "Polygon": _polygon,
    "LineString": _line,
    "Point": _point,
}


def _labels() -> QgsPalLayerSettings:
    text = QgsTextFormat()
    text.setAllowHtmlFormatting(False)  # titles are what strangers wrote
    text.setSize(8)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    text.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.setFormat(text)
    settings.fieldName = "title"
    return settings
