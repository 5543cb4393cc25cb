# SPDX-License-Identifier: GPL-2.0-or-later
"""How a layer's symbols draw a feature, in CalTopo's properties: colour, width, opacity, shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsExpressionContext,
    QgsFeature,
    QgsFeatureRenderer,
    QgsFields,
    QgsRenderContext,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsUnitTypes,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..host.texts import tr

PX_PT = 0.75  # points in a CalTopo pixel
DOT_PT = 9.0  # the dot of CalTopo's marker size 1: 12 pixels
_POINTS = {
    QgsUnitTypes.RenderUnit.RenderMillimeters: 72 / 25.4,
    QgsUnitTypes.RenderUnit.RenderPoints: 1.0,
    QgsUnitTypes.RenderUnit.RenderPixels: PX_PT,
    QgsUnitTypes.RenderUnit.RenderInches: 72.0,
}
# Symbol names that say no more than the shape does: a square must not become a command post.
_SHAPES = {
    QgsSimpleMarkerSymbolLayer.Shape.Star: "star",
    QgsSimpleMarkerSymbolLayer.Shape.Arrow: "a:1",
    QgsSimpleMarkerSymbolLayer.Shape.ArrowHead: "a:1",
    QgsSimpleMarkerSymbolLayer.Shape.ArrowHeadFilled: "a:1",
}
_DRAWN_SO = (
    QgsSimpleMarkerSymbolLayer.Shape.Circle,
    *_SHAPES,
)


class Looks:
    """Asks a renderer of its own, one that no layer draws with meanwhile.  One thread.

    ``opacity`` is the layer's.
    """

    def __init__(
        self,
        renderer: QgsFeatureRenderer,
        opacity: float,
        fields: QgsFields,
        context: QgsExpressionContext,
    ) -> None:
        self._renderer, self._opacity = renderer, opacity
        self._context = QgsRenderContext()
        self._context.setRendererScale(0)  # rules of every scale are in force
        self._context.setExpressionContext(context)
        renderer.startRender(self._context, fields)

    def stop(self) -> None:
        self._renderer.stopRender(self._context)

    def of(self, feature: QgsFeature) -> tuple[Mapping[str, Any], list[str]]:
        """CalTopo's properties of a feature's look, and what of it CalTopo has no form for."""
        self._context.expressionContext().setFeature(feature)
        symbol = self._renderer.symbolForFeature(feature, self._context)
        if symbol is None:
            return {}, [tr("The layer's symbols do not draw it; it is sent with the usual look.")]
        notes: list[str] = []
        opacity = self._opacity * symbol.opacity()
        kind = QgsWkbTypes.geometryType(feature.geometry().wkbType())
        if kind == QgsWkbTypes.GeometryType.PointGeometry:
            return self._marker(symbol, notes), notes
        if kind == QgsWkbTypes.GeometryType.LineGeometry:
            return self._line(symbol, opacity, notes), notes
        return self._fill(symbol, opacity, notes), notes

    def _marker(self, symbol: QgsSymbol, notes: list[str]) -> dict[str, Any]:
        layer = symbol.symbolLayer(0)
        if not isinstance(layer, QgsSimpleMarkerSymbolLayer):
            notes.append(_simpler(layer))
            return {"marker-color": symbol.color().name().upper(), "marker-symbol": "point"}
        colour = self._colour(layer, "FillColor", layer.fillColor())
        if not colour.alpha():
            colour = self._colour(layer, "StrokeColor", layer.strokeColor())
        if layer.shape() not in _DRAWN_SO:
            notes.append(tr("Its marker becomes a dot; CalTopo's other symbols have meanings."))
        said: dict[str, Any] = {
            "marker-symbol": _SHAPES.get(layer.shape(), "point"),
            "marker-color": colour.name().upper(),
        }
        points = self._points(self._number(layer, "Size", layer.size()), layer.sizeUnit())
        if points:
            said["marker-size"] = min(max(round(points / DOT_PT, 1), 0.5), 3)
        turned = self._number(layer, "Angle", layer.angle()) % 360
        if turned:
            said["marker-rotation"] = round(turned)
        return said

    def _line(self, symbol: QgsSymbol, opacity: float, notes: list[str]) -> dict[str, Any]:
        layer = symbol.symbolLayer(symbol.symbolLayerCount() - 1)
        if not isinstance(layer, QgsSimpleLineSymbolLayer):
            notes.append(_simpler(layer))
            colour = symbol.color()
            return {
                "stroke": colour.name().upper(),
                "stroke-opacity": _share(colour.alphaF() * opacity),
            }
        colour = self._colour(layer, "StrokeColor", layer.color())
        if layer.penStyle() != Qt.PenStyle.SolidLine or layer.useCustomDashPattern():
            notes.append(tr("Its dashes become a solid line."))
        said = {
            "stroke": colour.name().upper(),
            "stroke-opacity": _share(colour.alphaF() * opacity),
            "pattern": "solid",
        }
        width = self._number(layer, "StrokeWidth", layer.width())
        self._set_width(said, width, layer.widthUnit())
        return said

    def _fill(self, symbol: QgsSymbol, opacity: float, notes: list[str]) -> dict[str, Any]:
        layers = [symbol.symbolLayer(n) for n in range(symbol.symbolLayerCount())]
        said: dict[str, Any] = {}
        for layer in layers:
            if isinstance(layer, QgsSimpleFillSymbolLayer):
                self._simple_fill(layer, opacity, said, notes)
            elif isinstance(layer, QgsSimpleLineSymbolLayer):
                colour = self._colour(layer, "StrokeColor", layer.color())
                said["stroke"] = colour.name().upper()
                said["stroke-opacity"] = _share(colour.alphaF() * opacity)
                width = self._number(layer, "StrokeWidth", layer.width())
                self._set_width(said, width, layer.widthUnit())
                said.setdefault("fill-opacity", 0)
        if not said:
            notes.append(_simpler(layers[0]))
            colour = symbol.color()
            alpha = _share(colour.alphaF() * opacity * 0.5)
            return {
                "stroke": colour.name().upper(),
                "fill": colour.name().upper(),
                "fill-opacity": alpha,
            }
        said.setdefault("fill", said["stroke"])
        return said

    def _simple_fill(
        self,
        layer: QgsSimpleFillSymbolLayer,
        opacity: float,
        said: dict[str, Any],
        notes: list[str],
    ) -> None:
        fill = self._colour(layer, "FillColor", layer.fillColor())
        drawn = layer.brushStyle() != Qt.BrushStyle.NoBrush
        if drawn and layer.brushStyle() != Qt.BrushStyle.SolidPattern:
            notes.append(tr("Its hatching becomes an even fill."))
        said["fill"] = fill.name().upper()
        said["fill-opacity"] = _share(fill.alphaF() * opacity) if drawn else 0
        stroke = self._colour(layer, "StrokeColor", layer.strokeColor())
        seen = layer.strokeStyle() != Qt.PenStyle.NoPen
        said["stroke"] = stroke.name().upper() if seen else said["fill"]
        said["stroke-opacity"] = _share(stroke.alphaF() * opacity) if seen else 0
        width = self._number(layer, "StrokeWidth", layer.strokeWidth())
        self._set_width(said, width, layer.strokeWidthUnit())

    def _set_width(self, said: dict[str, Any], width: float, unit: Any) -> None:
        points = self._points(width, unit)
        if points is not None:  # a hairline of width 0 is drawn a pixel wide
            said["stroke-width"] = min(max(round(points / PX_PT, 1), 1), 20)

    def _points(self, size: float, unit: Any) -> float | None:
        """None for a size on the ground, which CalTopo has no form for."""
        factor = _POINTS.get(unit)
        return None if factor is None else size * factor

    def _colour(self, layer: QgsSymbolLayer, name: str, usual: QColor) -> QColor:
        found = self._override(layer, name)
        if found is None:
            return usual
        colour, good = found.valueAsColor(self._context.expressionContext(), usual)
        return colour if good else usual

    def _number(self, layer: QgsSymbolLayer, name: str, usual: float) -> float:
        found = self._override(layer, name)
        if found is None:
            return usual
        number, good = found.valueAsDouble(self._context.expressionContext(), usual)
        return float(number) if good else usual

    def _override(self, layer: QgsSymbolLayer, name: str) -> Any:
        keys = QgsSymbolLayer.Property
        # QGIS 3 knows the members by a prefix that QGIS 4 drops
        key = getattr(keys, "Property" + name, None)
        if key is None:
            key = getattr(keys, name)
        found = layer.dataDefinedProperties()
        return found.property(key) if found.isActive(key) else None


def _share(alpha: float) -> float:
    return round(min(max(alpha, 0.0), 1.0), 2)


def _simpler(layer: QgsSymbolLayer) -> str:
    return tr("Of its symbol ({kind}) only the colour can be sent.").format(kind=layer.layerType())
