# SPDX-License-Identifier: GPL-2.0-or-later
"""The icon font: a TrueType file in which every glyph has the width and height of the em square.

Such metrics put a glyph's middle on the marker's position and make its size that of the em.
"""

from __future__ import annotations

import io
from pathlib import Path

from caltopo_sync.plugin.layers.symbols import (
    FONT,
    HALO_OF_CIRCLE,
    HALO_OF_PLACEMARK,
    ICONS,
    Glyph,
    Plate,
)
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from . import outlines
from .drawing import halo, polygons

FILE = Path("ui/fonts/caltopo_sync_markers.ttf")
EM = 1000
FINE = 0.055  # units of 24; half a pixel in a marker of 200 pixels, and half the time to draw
_BORN = 3_849_984_000  # seconds since 1904: the file must not change with the clock


def drawings() -> dict[str, tuple[str, BaseGeometry]]:
    """Every glyph's name and drawing by its character."""
    found: dict[str, tuple[str, BaseGeometry]] = {}
    for icon in ICONS:
        drawn = outlines.ICONS[icon.name]
        for plate, shape in (
            (Plate.NONE, drawn),
            (Plate.CIRCLE, outlines.on_circle(drawn)),
            (Plate.PLACEMARK, outlines.on_placemark(drawn)),
        ):
            glyph = Glyph(icon, plate)
            found[glyph.character] = (icon.name + "." + plate.name.lower(), shape.simplify(FINE))
        found[Glyph(icon).halo] = (icon.name + ".halo", halo(drawn))
    found[HALO_OF_CIRCLE] = ("circlehalo", halo(outlines.CIRCLE))
    found[HALO_OF_PLACEMARK] = ("placemarkhalo", halo(outlines.PIN))
    return found


def build() -> bytes:
    """The font file."""
    drawn = drawings()
    names = {character: name.replace("-", "") for character, (name, _) in drawn.items()}
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(character): name for character, name in names.items()})
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    glyphs.update((names[character], _glyph(shape)) for character, (_, shape) in drawn.items())
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(
        {name: (EM, glyph.xMin if glyph.numberOfContours else 0) for name, glyph in glyphs.items()}
    )
    builder.setupHorizontalHeader(ascent=EM, descent=0)
    builder.setupNameTable(
        {
            "familyName": FONT,
            "styleName": "Regular",
            "uniqueFontIdentifier": FONT + " 1",
            "fullName": FONT,
            "psName": FONT.replace(" ", ""),
            "version": "Version 1.0",
            "licenseDescription": "GPL-2.0-or-later",
        }
    )
    builder.setupOS2(
        sTypoAscender=EM, sTypoDescender=0, sTypoLineGap=0, usWinAscent=EM, usWinDescent=0,
        achVendID="CTSY",
    )  # fmt: skip
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = _BORN
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _glyph(shape: BaseGeometry) -> object:
    pen = TTGlyphPen(None)
    for polygon in polygons(shape):
        # TrueType fills what is to the right of a contour
        polygon = orient(polygon, -1)
        for line in (polygon.exterior, *polygon.interiors):
            places = [_place(x, y) for x, y in list(line.coords)[:-1]]
            places = [p for i, p in enumerate(places) if p != places[i - 1]]
            if len(places) < 3:
                continue
            pen.moveTo(places[0])
            for place in places[1:]:
                pen.lineTo(place)
            pen.closePath()
    return pen.glyph()


def _place(x: float, y: float) -> tuple[int, int]:
    return round((x + 12) * EM / 24), round((y + 12) * EM / 24)
