# SPDX-License-Identifier: GPL-2.0-or-later
"""Icons as image files, for formats that carry pictures instead of symbols."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsRenderContext
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter

from .markers import SIZE_PT, MarkerLook, marker_symbol, picture_symbol, register_font
from .styles import marker_of
from .symbols import DOT, Glyph, color_in, glyph_of

PIXELS = 72  # the icon itself and room for its rim
_ICON = 60
_INCH = 39.37  # to a metre


@dataclass(frozen=True)
class Picture:
    """What an icon looks like: its symbol's name and its colour, as ``#RRGGBB``."""

    symbol: str
    color: str


def picture_of(cls: str, symbol: str, color: str) -> Picture:
    """The icon of an object as the map's layers show it; "" for what it does not have."""
    name, default = marker_of(cls, symbol)
    said = QColor("#" + color.replace("#", ""))
    if not (color and said.isValid()):
        said = QColor(color_in(name) or default)
    return Picture(name, said.name())


def draw(picture: Picture, custom: Path | None, path: Path) -> None:
    """Draw an icon as a PNG; ``custom`` is the file of an account's own icon, where it has one.

    Main thread.  Raises OSError.
    """
    register_font()
    look = MarkerLook(color="", size="", rotation="", default_color=picture.color)
    glyph = glyph_of(picture.symbol)
    if custom is not None and (glyph is None or glyph == Glyph(DOT)):
        symbol = picture_symbol(custom, look)
    else:
        symbol = marker_symbol(glyph or Glyph(DOT), look)
    image = QImage(PIXELS, PIXELS, QImage.Format.Format_ARGB32_Premultiplied)
    dots = round(72 * _ICON / SIZE_PT * _INCH)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    context = QgsRenderContext.fromQPainter(painter)
    symbol.startRender(context)
    symbol.renderPoint(QPointF(PIXELS / 2, PIXELS / 2), None, context)
    symbol.stopRender(context)
    painter.end()
    if not image.save(str(path)):
        raise OSError("the icon " + path.name + " could not be written")
