# SPDX-License-Identifier: GPL-2.0-or-later
"""CalTopo's look as QGIS styles: what an object's own properties say, each kind in its categories.

Everything that differs between objects is a data-defined override on a plain column. Categories
are made only for the symbols and patterns there are, so that the legend shows no others; a
catch-all draws what comes in between. Sizes are in points: a CalTopo pixel is 1/96 inch or 0.75 pt,
which is exactly one pixel on a screen and stays readable on a printed page.

Symbols look only at the object itself. Functions that fetch from another layer while drawing
(get_feature, aggregate) wait for the main thread, which may itself be waiting for the drawing; seen
to hang for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

from . import assignments
from .assignments import ColorBy, Period
from .labels import label_text, labels
from .linepattern import parse
from .markers import MarkerLook, marker_categories, marker_symbol, override
from .patterns import PX, last_position, line_symbol, title
from .symbols import DOT, Glyph, glyph_of

MOST_CATEGORIES = 400
"""Beyond so many symbols or patterns the rest shares the catch-all."""
MOST_TURNED = 2000  # objects that are looked at for how to draw rims

ORDER = "coalesce(to_real(nullif(\"zIndexOffset\", '')), 0)"
"""What is drawn when: the higher, the later."""

_DEFAULT_COLORS = {
    "Clue": "#E0A100",
    "MapMediaObject": "#7A3E9D",
    "FieldWaypoint": "#0B6E99",
    "FieldTrack": "#0B6E99",
    "AppTrack": "#D4008F",
    "LiveTrack": "#D4008F",
    "Assignment": assignments.DEFAULT,
}
_CLASS_SYMBOLS = {"Clue": "clue", "MapMediaObject": "aperture", "LiveTrack": "a:3"}


@dataclass(frozen=True)
class Context:
    """What a style needs to know besides its layer.

    ``pictures`` are the files of custom icons by symbol name; ``values`` tells what a column
    holds, where that is not to be asked of the layer.
    """

    color_by: ColorBy = ColorBy.PERIOD
    periods: Sequence[Period] = ()
    pictures: Mapping[str, Path] = field(default_factory=dict)
    values: Callable[[str], Sequence[str]] | None = None

    def present(self, layer: QgsVectorLayer, column: str) -> Sequence[str]:
        return values(layer, column) if self.values is None else self.values(column)


def style_layer(layer: QgsVectorLayer, cls: str, context: Context | None = None) -> None:
    """Give a layer of CalTopo objects of class ``cls`` its symbols and labels.

    The layer has the API's property names as columns, ``-`` written ``_``; a column it lacks is not
    used. A layer without geometry, or of mixed geometry types, keeps what QGIS gave it.
    Main thread. Raises nothing of its own.
    """
    made = renderer(layer, cls, context or Context())
    if made is None:
        return
    layer.setRenderer(made)
    columns = _columns(layer)
    text = label_text(cls, columns)
    if text:
        settings = labels(text, cls, layer.geometryType(), layer.featureCount())
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
        layer.setLabelsEnabled(True)


def renderer(layer: QgsVectorLayer, cls: str, context: Context) -> QgsFeatureRenderer | None:
    """The renderer for what the layer holds now; None where QGIS's own stays."""
    style = _Style(cls, _columns(layer))
    kind = layer.geometryType()
    if kind == QgsWkbTypes.GeometryType.PointGeometry:
        return _markers(layer, style, context)
    if kind not in (
        QgsWkbTypes.GeometryType.LineGeometry,
        QgsWkbTypes.GeometryType.PolygonGeometry,
    ):
        return None
    areas = kind == QgsWkbTypes.GeometryType.PolygonGeometry
    if cls == "Assignment" and context.color_by.value in style.columns:
        present = context.present(layer, context.color_by.value)
        return assignments.renderer(context.color_by, areas, context.periods, present)
    made = _areas(style) if areas else _lines(layer, style, context)
    # To draw in an order QGIS first reads all that is in view, so only where there is one.
    if "zIndexOffset" in style.columns and _numbers(context.present(layer, "zIndexOffset")) - {0.0}:
        later = QgsFeatureRequest.OrderByClause(ORDER, True, True)
        made.setOrderBy(QgsFeatureRequest.OrderBy([later]))
        made.setOrderByEnabled(True)
    return made


def marker_of(cls: str, symbol: str) -> tuple[str, str]:
    """The name of the icon that an object shows, and its colour where it has none of its own."""
    return _CLASS_SYMBOLS.get(cls, symbol or "point"), _DEFAULT_COLORS.get(cls, "#FF0000")


def values(layer: QgsVectorLayer, column: str) -> list[str]:
    """The texts that a column holds, in alphabetical order."""
    index = layer.fields().indexOf(column)
    if index < 0:
        return []
    found = layer.uniqueValues(index, 10 * MOST_CATEGORIES)
    return sorted(value for value in found if isinstance(value, str))[:MOST_CATEGORIES]


def _columns(layer: QgsVectorLayer) -> frozenset[str]:
    return frozenset(f.name() for f in layer.fields())


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
        if len(found) > 1:
            return f"coalesce({', '.join(found)})"
        return "".join(found)

    def color_with_opacity(self, names: tuple[str, ...], opacity: str, default: float) -> str:
        color = self.color(*names)
        alpha = str(default)
        if opacity in self.columns:
            alpha = f'coalesce(clamp(0, "{opacity}", 1), {default})'
        base = f"coalesce({color}, '{self.default_color}')" if color else f"'{self.default_color}'"
        return f"set_color_part({base}, 'alpha', 255 * {alpha})"

    def width(self) -> str:
        return f'{PX} * clamp(0, "stroke_width", 40)' if "stroke_width" in self.columns else ""

    def marker(self, sizes: Sequence[str], rotations: Sequence[str]) -> MarkerLook:
        """Sizes and rotations there are none of need not be asked for: part of the drawing time."""
        return MarkerLook(
            color=self.color("marker_color", "stroke"),
            size="marker_size" if _numbers(sizes) - {1.0} else "",
            rotation="marker_rotation" if _numbers(rotations) - {0.0} else "",
            default_color=self.default_color,
            sizes=len(set(sizes)) + 1,
        )


def _numbers(texts: Sequence[str]) -> set[float]:
    found = set()
    for text in texts:
        with suppress(ValueError):
            found.add(float(text))
    return found


def _is_pale(text: str) -> bool:
    color = QColor("#" + text.replace("#", ""))
    return color.isValid() and color.lightnessF() > 0.75


def _has_bare_color(layer: QgsVectorLayer) -> bool:
    """Whether a colour is written without ``#``, which a plain column could not give."""
    request = QgsFeatureRequest().setFilterExpression("\"marker_color\" NOT LIKE '#%'")
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(1)
    return next(layer.getFeatures(request), None) is not None


def _turned(layer: QgsVectorLayer) -> Collection[str] | None:
    """The symbols of which some object is turned; None where that is not worth finding out."""
    columns = ("marker_symbol", "marker_rotation")
    if not all(layer.fields().indexOf(name) >= 0 for name in columns):
        return None
    request = QgsFeatureRequest().setSubsetOfAttributes(columns[:1], layer.fields())
    request.setFilterExpression("\"marker_rotation\" NOT IN ('0', '', 'None')")
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(MOST_TURNED)
    found = [str(feature["marker_symbol"]) for feature in layer.getFeatures(request)]
    return None if len(found) == MOST_TURNED else set(found)


def _markers(layer: QgsVectorLayer, style: _Style, context: Context) -> QgsFeatureRenderer:
    look = style.marker(
        context.present(layer, "marker_size"), context.present(layer, "marker_rotation")
    )
    if look.rotation:
        look = replace(look, turned=_turned(layer))
    if "marker_color" in style.columns:
        colors = context.present(layer, "marker_color")
        many = len(colors) >= MOST_CATEGORIES
        # Where there is every colour, dark rims for the pale ones are not worth their time.
        look = replace(look, dark_rims=not many and any(map(_is_pale, colors)))
        if all(c.startswith("#") for c in colors) and not (many and _has_bare_color(layer)):
            look = replace(look, color="marker_color")
    if style.cls in _CLASS_SYMBOLS or "marker_symbol" not in style.columns:
        glyph = glyph_of(_CLASS_SYMBOLS.get(style.cls, "point"))
        return QgsSingleSymbolRenderer(marker_symbol(glyph or Glyph(DOT), look))
    used = context.present(layer, "marker_symbol")
    categories = marker_categories(look, used, context.pictures)
    if len(categories) == 1:
        return QgsSingleSymbolRenderer(categories[0].symbol().clone())
    return QgsCategorizedSymbolRenderer("marker_symbol", categories)


def _lines(layer: QgsVectorLayer, style: _Style, context: Context) -> QgsFeatureRenderer:
    color = style.color_with_opacity(("stroke",), "stroke_opacity", 1)
    width = style.width()
    patterns = context.present(layer, "pattern")
    drawn = [p for p in patterns if parse(p)] if style.cls != "LiveTrack" else []
    solid = line_symbol(None, style.default_color, color, width)
    if style.cls == "LiveTrack":
        solid.appendSymbolLayer(last_position(style.default_color, style.color("stroke")))
    if not drawn:
        return QgsSingleSymbolRenderer(solid)
    categories = [
        QgsRendererCategory(p, line_symbol(p, style.default_color, color, width), title(p))
        for p in drawn
    ]
    categories.append(QgsRendererCategory(None, solid, title(None)))
    return QgsCategorizedSymbolRenderer("pattern", categories)


def _areas(style: _Style) -> QgsFeatureRenderer:
    opacity = 0.1
    red, green, blue, _ = QColor(style.default_color).getRgb()
    symbol = QgsFillSymbol.createSimple(
        {
            "color": f"{red},{green},{blue},{round(255 * opacity)}",
            "outline_color": style.default_color,
            "outline_width": str(2 * PX),
            "outline_width_unit": "Point",
            "joinstyle": "round",
        }
    )
    area = symbol.symbolLayer(0)
    override(
        area, "FillColor", style.color_with_opacity(("fill", "stroke"), "fill_opacity", opacity)
    )
    override(area, "StrokeColor", style.color_with_opacity(("stroke",), "stroke_opacity", 1))
    override(area, "StrokeWidth", style.width())
    return QgsSingleSymbolRenderer(symbol)
