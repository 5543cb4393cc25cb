# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines in CalTopo's patterns: dashes where a pattern is no more, else marks along the line."""

from __future__ import annotations

import base64

from qgis.core import (
    Qgis,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsSimpleLineSymbolLayer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbolLayer,
    QgsTemplatedLineSymbolLayerBase,
    QgsUnitTypes,
)
from qgis.PyQt.QtGui import QColor

from .linepattern import Command, Piece, dashes, parse
from .markers import override

PX = 0.75
"""Points in a CalTopo pixel."""
_POINTS = QgsUnitTypes.RenderUnit.RenderPoints


def line_symbol(pattern: object, default_color: str, color: str, width: str) -> QgsLineSymbol:
    """A line in ``pattern``; solid where that cannot be parsed.

    ``color`` and ``width`` are QGIS expressions for colour with opacity, and points.
    """
    pieces = parse(pattern) or []
    ink_and_gaps = dashes(pieces)
    symbol = QgsLineSymbol.createSimple(
        {
            "line_color": default_color,
            "line_width": str(2 * PX),
            "line_width_unit": "Point",
            "capstyle": "flat" if ink_and_gaps else "round",
            "joinstyle": "round",
        }
    )
    base = symbol.symbolLayer(0)
    _follow(base, color, width)
    if ink_and_gaps:
        base.setUseCustomDashPattern(True)
        base.setCustomDashVector([length * PX for length in ink_and_gaps])
        base.setCustomDashPatternUnit(_POINTS)
        return symbol
    for piece in pieces:
        symbol.appendSymbolLayer(_marks(piece, default_color, color, width))
    if pieces and not any(piece.on_line for piece in pieces):
        symbol.deleteSymbolLayer(0)
    return symbol


def title(pattern: object) -> str:
    """What a legend calls lines of that pattern; English, to be translated."""
    pieces = parse(pattern)
    if not pieces:
        return "Line"
    if dashes(pieces):
        return "Dashed line"
    return "Line with marks" if any(p.on_line for p in pieces) else "Line of marks"


def last_position(default_color: str, color: str) -> QgsSymbolLayer:
    """A dot at a line's last position."""
    dot = QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": default_color,
            "outline_color": "white",
            "outline_width": "1.2",
            "outline_width_unit": "Point",
            "size": "9",
            "size_unit": "Point",
        }
    )
    override(dot.symbolLayer(0), "FillColor", color)
    return _at(_Placement.LastVertex, dot)


_SEVERAL = hasattr(QgsMarkerLineSymbolLayer, "setPlacements")  # QGIS 3.24 on
_Placement = Qgis.MarkerLinePlacement if _SEVERAL else QgsTemplatedLineSymbolLayerBase.Placement


def _at(placement: int, marker: QgsMarkerSymbol) -> QgsMarkerLineSymbolLayer:
    line = QgsMarkerLineSymbolLayer(True)
    if _SEVERAL:
        line.setPlacements(placement)
    else:
        line.setPlacement(placement)
    line.setSubSymbol(marker)
    return line


def _marks(piece: Piece, default_color: str, color: str, width: str) -> QgsMarkerLineSymbolLayer:
    side = 2 * (piece.reach + 6)  # room for the pen
    layer = QgsSvgMarkerSymbolLayer("base64:" + _svg(piece.ink, side), side * PX)
    layer.setSizeUnit(_POINTS)
    layer.setStrokeWidthUnit(_POINTS)
    layer.setStrokeWidth(2 * PX)
    layer.setColor(QColor(default_color))
    layer.setStrokeColor(QColor(default_color))
    override(layer, "StrokeColor", color)
    override(layer, "FillColor", color)
    override(layer, "StrokeWidth", width)
    marker = QgsMarkerSymbol()
    marker.changeSymbolLayer(0, layer)
    if piece.relative:
        where = (
            _Placement.FirstVertex
            if piece.offset < 0.25
            else _Placement.LastVertex
            if piece.offset > 0.75
            else _Placement.CentralPoint
        )
        return _at(where, marker)
    if piece.interval is None:
        line = _at(_Placement.FirstVertex, marker)
    else:
        line = _at(_Placement.Interval, marker)
        line.setInterval(piece.interval * PX)
        line.setIntervalUnit(_POINTS)
    line.setOffsetAlongLine(piece.offset * PX)
    line.setOffsetAlongLineUnit(_POINTS)
    return line


def _follow(layer: QgsSimpleLineSymbolLayer, color: str, width: str) -> None:
    override(layer, "StrokeColor", color)
    override(layer, "StrokeWidth", width)


def _svg(path: tuple[Command, ...], side: float) -> str:
    """The path as an SVG picture of ``side`` pixels around its middle, forward to the right."""
    half = side / 2
    closed = any(command.letter == "Z" for command in path)
    fill = 'fill="param(fill)" fill-opacity="param(fill-opacity)"' if closed else 'fill="none"'
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-half} {-half} {side} {side}" '
        f'width="{side}" height="{side}"><path d="{_turned(path)}" {fill} '
        'stroke="param(outline)" stroke-opacity="param(outline-opacity)" '
        'stroke-width="param(outline-width)"/></svg>'
    )
    return base64.b64encode(text.encode("ascii")).decode("ascii")


def _turned(path: tuple[Command, ...]) -> str:
    """The path a quarter turned: QGIS points a mark's right side forward."""
    found = []
    for command in path:
        numbers = list(command.numbers)
        if numbers:
            x, y = numbers[-2:]
            numbers[-2:] = [-y, x]
        if command.letter == "A":
            numbers[2] += 90
        found.append(command.letter + " ".join(f"{n:g}" for n in numbers))
    return " ".join(found)
