# SPDX-License-Identifier: GPL-2.0-or-later
"""What a program of the repository has made is what it makes now."""

from __future__ import annotations

from pathlib import Path

import pytest
from caltopo_sync.plugin.layers.symbols import ICONS, Glyph, Plate
from data import make_incident
from fontTools.ttLib import TTFont
from icons import font, svg
from shapely import affinity

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
        assert max(abs(a - b) for a, b in zip(box, (left, bottom, right, top))) <= 8, name
    assert (ROOT / font.FILE).stat().st_size < 150_000


@pytest.mark.parametrize("plate", list(Plate))
def test_what_is_called_round_is_round(plate: Plate) -> None:
    """QGIS need not turn it."""
    drawn = font.drawings()
    for icon in ICONS:
        glyph = Glyph(icon, plate)
        for said, character in ((glyph.round, glyph.character), (glyph.round_rim, glyph.halo)):
            if not said:
                continue
            shape = drawn[character][1]
            turned = (affinity.rotate(shape, angle, origin=(0, 0)) for angle in (37, 90, 171))
            apart = max(shape.symmetric_difference(t).area for t in turned) / shape.area
            assert apart < 0.02, (icon.name, round(apart, 3))


def test_the_icons_as_svg() -> None:
    made = svg.texts()
    kept = {path.stem for path in (ROOT / svg.FOLDER).glob("*.svg")}
    assert kept == set(made)
