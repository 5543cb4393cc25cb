# SPDX-License-Identifier: GPL-2.0-or-later
"""What a program of the repository has made is what it makes now."""

from __future__ import annotations

from pathlib import Path

from data import make_incident
from fontTools.ttLib import TTFont
from icons import font, svg

ROOT = Path(__file__).parents[2]


def test_the_incident() -> None:
    assert make_incident.FILE.read_text(encoding="utf-8") == make_incident.text()


def test_the_icon_font() -> None:
    """Compared by outlines: other releases of GEOS round a circle a little differently."""
    drawn = font.drawings()
    kept = TTFont(ROOT / font.FILE)
    names = kept.getBestCmap()
    assert set(names) == {ord(character) for character in drawn}
    for character, (name, shape) in drawn.items():
        glyph = kept["glyf"][names[ord(character)]]
        left, bottom, right, top = (round((v + 12) * font.EM / 24) for v in shape.bounds)
        box = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
        assert max(abs(a - b) for a, b in zip(box, (left, bottom, right, top))) <= 4, name
    assert (ROOT / font.FILE).stat().st_size < 150_000


def test_the_icons_as_svg() -> None:
    made = svg.texts()
    kept = {path.stem for path in (ROOT / svg.FOLDER).glob("*.svg")}
    assert kept == set(made)
