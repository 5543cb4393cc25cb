# SPDX-License-Identifier: GPL-2.0-or-later
"""Marker symbols: the plugin's icon font, in each object's own colour, size and rotation.

The icon is a character, fixed for all markers of one symbol: QGIS draws it faster than a circle,
and far faster than SVG in many colours.  The rim below it has a colour or two and a few sizes, so
it is an SVG: QGIS keeps those as images.  To turn an image costs more than to draw a character, so
rims of what is turned are characters, too.  An icon of a name that is not known is a dot.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsFontMarkerSymbolLayer,
    QgsGenericNumericTransformer,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRasterMarkerSymbolLayer,
    QgsRendererCategory,
    QgsSvgMarkerSymbolLayer,
    QgsSymbolLayer,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import qVersion
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase, QImageReader, QPainterPath

from ..host.texts import tr
from .symbols import DOT, FONT, Glyph, color_in, glyph_of

FONT_FILE = Path(__file__).parents[2] / "ui" / "fonts" / "caltopo_sync_markers.ttf"
SIZE_PT = 18.0
"""The em square of a marker of CalTopo size 1: 24 pixels of 1/96 inch."""
WHITE, DARK = "#ffffff", "#3c3c3c"
_EM = 240
MOST_IMAGES = 600  # of rims: QGIS keeps about a thousand small images
MOST_PIXELS = 64  # that a picture of the server is wide on the map


def register_font() -> bool:
    """Let Qt know the icon font; False where it could not be had.  Main thread.

    To be called before a map is drawn: threads that drew without it keep another font's glyphs.
    QGIS from 3.30 on keeps a copy in the profile, so that a project is drawn right also while the
    plugin is off.
    """
    fonts = QFontDatabase if qVersion() >= "6" else QFontDatabase()  # noqa: QGS402 - Qt 5
    if FONT in fonts.families():
        return True
    manager: Any = getattr(QgsApplication, "fontManager", lambda: None)()
    if (
        hasattr(manager, "installFontsFromData")
        and (manager.installFontsFromData(FONT_FILE.read_bytes())[0])
    ):
        return True
    return QFontDatabase.addApplicationFont(str(FONT_FILE)) >= 0


@dataclass(frozen=True)
class MarkerLook:
    """What decides the look of a marker.

    ``color`` is a QGIS expression, evaluated per object, or a column where all colours begin with
    ``#``; ``dark_rims`` is whether there may be pale ones, which would vanish on white. ``size``
    and ``rotation`` are columns, "" for none: a factor, 1 for a marker of normal size, and degrees
    clockwise. What gives nothing leaves ``default_color``, normal size and no rotation.

    How fast it is drawn, and nothing else, hangs on ``sizes``, how many there are, and ``turned``,
    the symbol names of which some object is turned; None for all.
    """

    color: str
    size: str
    rotation: str
    default_color: str
    dark_rims: bool = True
    sizes: int = 1
    turned: Collection[str] | None = None


def marker_categories(
    look: MarkerLook, used: Collection[str], pictures: Mapping[str, Path]
) -> list[QgsRendererCategory]:
    """Categories of ``marker_symbol`` for a categorised renderer, the dot for all others last.

    ``used`` are the symbol names there are; ``pictures`` are files of custom icons by name.
    """
    by_glyph: dict[tuple[Glyph, str], list[str]] = {}
    categories = []
    for name in sorted(used):
        glyph = glyph_of(name)
        color = color_in(name) or look.default_color
        if glyph is not None and (glyph, color) != (Glyph(DOT), look.default_color):
            by_glyph.setdefault((glyph, color), []).append(name)
        elif name in pictures:
            categories.append(
                QgsRendererCategory(name, picture_symbol(pictures[name], look), tr("Custom icon"))
            )
    images = len(by_glyph) * look.sizes * (2 if look.dark_rims else 1) <= MOST_IMAGES
    categories += [
        QgsRendererCategory(
            names,
            marker_symbol(
                glyph,
                replace(look, default_color=color),
                images and not _turned(glyph, names, look),
            ),
            tr(glyph.title),
        )
        for (glyph, color), names in sorted(
            by_glyph.items(), key=lambda item: (item[0][0].title, item[0][1])
        )
    ]
    # A category without a value takes every object the others did not.
    categories.append(
        QgsRendererCategory(None, marker_symbol(Glyph(DOT), look, images), tr(DOT.title))
    )
    return categories


def _turned(glyph: Glyph, names: Collection[str], look: MarkerLook) -> bool:
    if not look.rotation or glyph.round_rim:
        return False
    return look.turned is None or any(name in look.turned for name in names)


def marker_symbol(glyph: Glyph, look: MarkerLook, image: bool = False) -> QgsMarkerSymbol:
    """An icon with a rim, in colour, size and rotation of the object.

    ``image``: QGIS may keep images of the rim. It shows the same either way.
    """
    on_plate = replace(look, rotation="") if glyph.round_rim else look
    if image or not (on_plate.size or on_plate.rotation):
        rim = _rim(glyph, on_plate)
    else:
        rim = _character(glyph.halo, glyph.scale, QColor(WHITE), on_plate)
        override(rim, "FillColor", _by_lightness(look, DARK, WHITE))
    flags = getattr(Qgis, "SymbolLayerUserFlag", None)
    if flags is not None:
        # A selected icon would be one yellow blob with its rim.
        rim.setUserFlags(flags.DisableSelectionRecoloring)
    itself = replace(look, rotation="") if glyph.round else look
    ink = _character(glyph.character, glyph.scale, QColor(look.default_color), itself)
    if look.color.isidentifier():  # half the time of an expression
        ink.setDataDefinedProperty(_key("FillColor"), QgsProperty.fromField(look.color))
    else:
        override(ink, "FillColor", look.color)
    symbol = QgsMarkerSymbol()
    symbol.changeSymbolLayer(0, rim)
    symbol.appendSymbolLayer(ink)
    return symbol


def _rim(glyph: Glyph, look: MarkerLook) -> QgsSvgMarkerSymbolLayer:
    """Drawn in its own color, not one that QGIS fills in: before 3.30 that would be the color of
    selection, and a selected icon one yellow blob."""
    white, dark = (_drawing(glyph.halo, color) for color in (WHITE, DARK))
    layer = QgsSvgMarkerSymbolLayer(white, SIZE_PT * glyph.scale)
    layer.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    override(layer, "Name", _by_lightness(look, dark, white))
    _turn_and_scale(layer, glyph.scale, look)
    return layer


def _by_lightness(look: MarkerLook, pale: str, other: str) -> str:
    """An expression for one of two texts; "" where no icon is pale."""
    if not (look.color and look.dark_rims):
        return ""
    color = f'"{look.color}"' if look.color.isidentifier() else look.color
    return f"if(color_part({color}, 'lightness') > 80, '{pale}', '{other}')"


@cache
def _drawing(character: str, color: str) -> str:
    """A character of the icon font as an SVG, within the style itself."""
    font = QFont(FONT)
    font.setPixelSize(_EM)
    path = QPainterPath()
    path.addText(0, _EM, font, character)
    steps = (path.elementAt(number) for number in range(path.elementCount()))
    line = "".join(("M" if s.isMoveTo() else "L") + f"{s.x:.1f} {s.y:.1f}" for s in steps)
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_EM} {_EM}"'
        f' width="{_EM}" height="{_EM}"><path fill="{color}" d="{line}"/></svg>'
    )
    return "base64:" + base64.b64encode(text.encode("ascii")).decode("ascii")


def _character(
    text: str, scale: float, color: QColor, look: MarkerLook
) -> QgsFontMarkerSymbolLayer:
    layer = QgsFontMarkerSymbolLayer(FONT, text, SIZE_PT * scale, color)
    layer.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    _turn_and_scale(layer, scale, look)
    return layer


def _turn_and_scale(layer: QgsSymbolLayer, scale: float, look: MarkerLook) -> None:
    """Columns with a transformer take half the time of expressions."""
    if look.size:
        size = QgsProperty.fromField(look.size)
        full = SIZE_PT * scale
        scaling = QgsGenericNumericTransformer(0.3, 6, 0.3 * full, 6 * full, full)
        # A copy is QGIS's alone: for one made by Python, each thread that draws waits for Python,
        # which may hold on to itself while QGIS waits for what is drawn.
        size.setTransformer(scaling.clone())
        layer.setDataDefinedProperty(_key("Size"), size)
    if look.rotation:
        layer.setDataDefinedProperty(_key("Angle"), QgsProperty.fromField(look.rotation))


def picture_symbol(path: Path, look: MarkerLook) -> QgsMarkerSymbol:
    """A picture that the server made, as it is and as large as it is."""
    width = QImageReader(str(path)).size().width()
    scale = min(max(width, 8), MOST_PIXELS) / 24 if width > 0 else 1.0
    layer = QgsRasterMarkerSymbolLayer(str(path), SIZE_PT * scale)
    layer.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    _turn_and_scale(layer, scale, look)
    symbol = QgsMarkerSymbol()
    symbol.changeSymbolLayer(0, layer)
    return symbol


def override(layer: QgsSymbolLayer, name: str, expression: str) -> None:
    """Let ``expression`` decide property ``name`` ("FillColor", "Size", …) of a symbol layer.

    An empty expression, and one that fails or gives NULL for an object, leaves what the layer has.
    """
    if not expression:
        return
    layer.setDataDefinedProperty(_key(name), QgsProperty.fromExpression(expression))


def _key(name: str) -> int:
    keys = QgsSymbolLayer.Property
    # QGIS 3 knows the members by a prefix that QGIS 4 drops.
    key = getattr(keys, f"Property{name}", None)
    return getattr(keys, name) if key is None else key
