# SPDX-License-Identifier: GPL-2.0-or-later
"""First styles: colours, widths, opacities, rotations and labels taken from the objects.

Everything that differs between objects is a data-defined override on a plain column, so a style
need not be made again when the map changes. Sizes are in points: a CalTopo pixel is 1/96 inch or
0.75 pt, which is exactly one pixel on a screen and stays readable on a printed page.

Symbols look only at the object itself and at variables of the layer. Functions that fetch from
another layer while drawing (get_feature, aggregate) wait for the main thread, which may itself be
waiting for the drawing; seen to hang for ever.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Callable

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpressionContextUtils,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

from .markers import DOT, SHAPES, MarkerLook, marker_categories, marker_symbol, override

PX = 0.75
"""Points in a CalTopo pixel."""
LABEL_MIN_SCALE = 75_000
"""Labels are placed only when zoomed in further than this; they cost ten times the symbols."""
MAX_LABELS = 250
PERIOD_COLORS = "caltopo_period_colors"
"""Layer variable of assignments: JSON object, operational period id to colour."""

_DEFAULT_COLORS = {
    "Clue": "#E0A100",
    "MapMediaObject": "#7A3E9D",
    "FieldWaypoint": "#0B6E99",
    "FieldTrack": "#0B6E99",
    "AppTrack": "#D4008F",
    "LiveTrack": "#D4008F",
    "Assignment": "#1F4FD8",
}
_CLASS_SHAPES = {
    "Clue": next(shape for shape in SHAPES if "clue" in shape.names),
    "MapMediaObject": next(shape for shape in SHAPES if "camera" in shape.names),
}


@dataclass(frozen=True)
class _Status:
    """How an assignment of one status is drawn: line and fill styles by QGIS's names."""

    value: str | None
    title: str
    line: str
    fill: str


_STATUSES = (
    _Status("DRAFT", "Draft", "dot", "solid"),
    _Status("PREPARED", "Prepared", "dash", "solid"),
    _Status("INPROGRESS", "In progress", "solid", "solid"),
    _Status("COMPLETED", "Completed", "solid", "b_diagonal"),
    _Status(None, "Other status", "solid", "solid"),
)
_PLAIN = _Status(None, "", "solid", "solid")


def style_layer(layer: QgsVectorLayer, cls: str) -> None:
    """Give a layer of CalTopo objects of class ``cls`` its symbols and labels.

    The layer has the API's property names as columns, ``-`` written ``_``; a column it lacks is not
    used. Assignments take the colour of their operational period from ``set_period_colors``.
    A layer without geometry, or of mixed geometry types, keeps what QGIS gave it.
    Main thread. Raises nothing of its own.
    """
    style = _Style(cls, frozenset(field.name() for field in layer.fields()))
    kind = layer.geometryType()
    if kind == QgsWkbTypes.GeometryType.PointGeometry:
        layer.setRenderer(_markers(style))
    elif kind == QgsWkbTypes.GeometryType.LineGeometry:
        layer.setRenderer(_by_status(style, _line))
    elif kind == QgsWkbTypes.GeometryType.PolygonGeometry:
        layer.setRenderer(_by_status(style, _polygon))
    else:
        return
    title = style.title()
    if title:
        layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels(title, cls, kind)))
        layer.setLabelsEnabled(True)


def set_period_colors(layer: QgsVectorLayer, periods: QgsVectorLayer) -> None:
    """Tell an assignment layer the colours of the operational periods; it is redrawn on a change.

    ``periods`` is the map's OperationalPeriod layer (columns ``caltopo_id``, ``stroke``, ``fill``).
    The style itself is left alone, so this may follow every refresh. Main thread.
    """
    names = [name for name in ("stroke", "fill") if periods.fields().indexOf(name) >= 0]
    colors: dict[str, str] = {}
    for period in periods.getFeatures():
        for name in names:
            text = period[name]
            if isinstance(text, str) and QColor(_with_hash(text)).isValid():
                colors[str(period["caltopo_id"])] = _with_hash(text)
                break
    known = json.dumps(colors, sort_keys=True)
    if QgsExpressionContextUtils.layerScope(layer).variable(PERIOD_COLORS) != known:
        QgsExpressionContextUtils.setLayerVariable(layer, PERIOD_COLORS, known)
        layer.triggerRepaint()


def _with_hash(color: str) -> str:
    return "#" + color.replace("#", "")


@dataclass(frozen=True)
class _Style:
    """The expressions that read one class's looks from its columns."""

    cls: str
    columns: frozenset[str]

    @property
    def default_color(self) -> str:
        return _DEFAULT_COLORS.get(self.cls, "#FF0000")

    def color(self, *names: str) -> str:
        """The first colour that is there, as ``#…``; NULL for none.

        A word such as "None" gives "#None", which QGIS takes for no colour and shows its default.
        """
        found = [f"'#' || replace(\"{name}\", '#', '')" for name in names if name in self.columns]
        if self.cls == "Assignment":
            found.insert(0, f'map_get(json_to_map(@{PERIOD_COLORS}), "operationalPeriodId")')
        return f"coalesce({', '.join(found)})" if found else ""

    def color_with_opacity(self, names: tuple[str, ...], opacity: str, default: float) -> str:
        color = self.color(*names)
        alpha = str(default)
        if opacity in self.columns:
            alpha = f'coalesce(clamp(0, "{opacity}", 1), {default})'
        base = f"coalesce({color}, '{self.default_color}')" if color else f"'{self.default_color}'"
        return f"set_color_part({base}, 'alpha', 255 * {alpha})"

    def width(self) -> str:
        return f'{PX} * clamp(0, "stroke_width", 40)' if "stroke_width" in self.columns else ""

    def marker(self) -> MarkerLook:
        return MarkerLook(
            color=self.color("marker_color", "stroke"),
            size='clamp(0.3, "marker_size", 6)' if "marker_size" in self.columns else "1",
            rotation='"marker_rotation"' if "marker_rotation" in self.columns else "",
            default_color=self.default_color,
        )

    def title(self) -> str:
        """What the label says; an expression, or "" for no labels."""
        title = 'left("title", 60)' if "title" in self.columns else "NULL"
        if {"letter", "number"} <= self.columns:
            return f"coalesce(nullif(trim(concat(\"letter\", ' ', \"number\")), ''), {title})"
        # Photos are called by their file name, which tells nothing and hides the map.
        return "" if title == "NULL" or self.cls == "MapMediaObject" else title


def _markers(style: _Style) -> QgsFeatureRenderer:
    look = style.marker()
    if "marker_symbol" in style.columns and style.cls not in _CLASS_SHAPES:
        return QgsCategorizedSymbolRenderer("marker_symbol", marker_categories(look))
    return QgsSingleSymbolRenderer(marker_symbol(_CLASS_SHAPES.get(style.cls, DOT), look))


def _by_status(style: _Style, symbol: Callable[[_Style, _Status], QgsSymbol]) -> QgsFeatureRenderer:
    """One symbol, or for assignments one per status."""
    if style.cls != "Assignment" or "status" not in style.columns:
        return QgsSingleSymbolRenderer(symbol(style, _PLAIN))
    return QgsCategorizedSymbolRenderer(
        "status",
        [QgsRendererCategory(it.value, symbol(style, it), it.title) for it in _STATUSES],
    )


def _line(style: _Style, status: _Status) -> QgsLineSymbol:
    symbol = QgsLineSymbol.createSimple(
        {
            "line_color": style.default_color,
            "line_width": str(2 * PX),
            "line_width_unit": "Point",
            "line_style": status.line,
            "capstyle": "round",
            "joinstyle": "round",
        }
    )
    stroke = symbol.symbolLayer(0)
    override(stroke, "StrokeColor", style.color_with_opacity(("stroke",), "stroke_opacity", 1))
    override(stroke, "StrokeWidth", style.width())
    return symbol


def _polygon(style: _Style, status: _Status) -> QgsFillSymbol:
    opacity = 0.1 if status.fill == "solid" else 0.45
    red, green, blue, _ = QColor(style.default_color).getRgb()
    symbol = QgsFillSymbol.createSimple(
        {
            "color": f"{red},{green},{blue},{round(255 * opacity)}",
            "style": status.fill,
            "outline_color": style.default_color,
            "outline_width": str(2 * PX),
            "outline_width_unit": "Point",
            "outline_style": status.line,
            "joinstyle": "round",
        }
    )
    area = symbol.symbolLayer(0)
    override(
        area, "FillColor", style.color_with_opacity(("fill", "stroke"), "fill_opacity", opacity)
    )
    override(area, "StrokeColor", style.color_with_opacity(("stroke",), "stroke_opacity", 1))
    override(area, "StrokeWidth", style.width())
    return symbol


def _labels(title: str, cls: str, kind: int) -> QgsPalLayerSettings:
    """Labels of plain text with a white halo, few, and only when zoomed in."""
    text = QgsTextFormat()
    # Titles come from the server: never to be read as HTML.
    text.setAllowHtmlFormatting(False)
    font = text.font()
    font.setBold(cls == "Assignment")
    text.setFont(font)
    text.setSize(10 if cls == "Assignment" else 8.5)
    text.setColor(QColor("#1a1a1a"))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.8)
    halo.setColor(QColor(255, 255, 255, 220))
    text.setBuffer(halo)

    settings = QgsPalLayerSettings()
    settings.setFormat(text)
    settings.fieldName = title
    settings.isExpression = True
    settings.autoWrapLength = 24
    settings.scaleVisibility = True
    settings.minimumScale = LABEL_MIN_SCALE
    settings.maximumScale = 0
    settings.limitNumLabels = True
    settings.maxNumLabels = MAX_LABELS
    settings.priority = 8 if cls in ("Assignment", "Marker") else 4
    # Labels should not hide markers; on lines and areas there is nowhere else to put them.
    obstacles = settings.obstacleSettings()
    obstacles.setIsObstacle(kind == QgsWkbTypes.GeometryType.PointGeometry)
    settings.setObstacleSettings(obstacles)
    placements = QgsPalLayerSettings.Placement
    if kind == QgsWkbTypes.GeometryType.PointGeometry:
        # With few labels, trying several places around a point costs next to nothing.
        settings.placement = placements.OrderedPositionsAroundPoint
        settings.offsetType = QgsPalLayerSettings.OffsetType.FromSymbolBounds
        settings.dist = 0.4
    elif cls == "Assignment" and kind == QgsWkbTypes.GeometryType.PolygonGeometry:
        settings.placement = placements.Horizontal
    else:
        # Along the outline, also of areas: in the middle of a range ring a label tells nothing.
        settings.placement = placements.Line
        settings.autoWrapLength = 0
    return settings
