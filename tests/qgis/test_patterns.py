# SPDX-License-Identifier: GPL-2.0-or-later
"""Patterns on the picture: where there is ink on and beside a line, and in which colour."""

from __future__ import annotations

import pytest
from caltopo_sync.plugin.gui.style_tool import PATTERNS
from qgis.PyQt.QtGui import QColor, QImage
from qgisapp import ROOT

from .test_styles import SHAPE, SIDE, draw, layer

FOLDER = ROOT / "build" / "screenshots"


def picture(pattern: str | None, width: float = 2, color: str = "#0000FF",
            opacity: float = 1) -> QImage:  # fmt: skip
    """A line from left to right, at the middle of the picture, pixels 20 to 380."""
    rows = [("LineString(2 20, 38 20)", (None, color, width, opacity, None, None, pattern))]
    return draw(layer("LineString", SHAPE, rows, "Shape"))


def blue(image: QImage, x: int, above: int = 0) -> bool:
    color = image.pixelColor(x, SIDE // 2 - above)
    return color.blue() > 150 and color.red() < 120


def runs(image: QImage, above: int = 0) -> list[int]:
    """Lengths of inked runs, those at the ends left out."""
    found, length = [], 0
    for x in range(20, 380):
        if blue(image, x, above):
            length += 1
        elif length:
            found.append(length)
            length = 0
    return found[1:-1]


@pytest.mark.parametrize(("pattern", "ink", "count"), [
    ("M0 -1 L0 1,,8,F", 2, 45), ("M0 -3 L0 3,,12,F", 6, 30),
])  # fmt: skip
def test_dashes(pattern: str, ink: int, count: int) -> None:
    found = runs(picture(pattern))
    assert abs(len(found) + 2 - count) <= 2
    assert all(abs(length - ink) <= 1 for length in found)


def test_ticks_stand_on_the_line_at_their_interval() -> None:
    image = picture("M-5 0 L5 0,,20,T")
    assert all(blue(image, x) for x in range(30, 370)), "the line itself"
    for side in (4, -4):
        assert abs(len(runs(image, side)) + 2 - 18) <= 2
    assert not runs(image, 9)


def test_without_the_line_there_are_only_marks() -> None:
    image = picture("M-5 0 L5 0,,20,F")
    assert abs(len(runs(image)) + 2 - 18) <= 2


def test_an_arrow_at_the_end_points_forward() -> None:
    image = picture("M-6 12 L0 0 L6 12 Z,100%,,T")
    assert any(blue(image, x, 4) for x in range(365, 380))
    assert not any(blue(image, x, 4) for x in range(20, 360))
    widths = [sum(blue(image, x, up) for up in range(-8, 9)) for x in (370, 376)]
    assert widths[0] > widths[1], "wider behind"


def test_a_mark_on_one_side_is_on_the_right() -> None:
    image = picture("M2 0 L7 0,,20,T")
    assert runs(image, -5)
    assert not runs(image, 5)


def test_color_and_opacity_of_marks_are_the_objects() -> None:
    image = picture("M-5 0 L5 0,,20,F", width=4, opacity=0.5)
    shades = {image.pixelColor(x, SIDE // 2).name() for x in range(30, 370)}
    assert any(abs(QColor(s).red() - 128) < 8 and QColor(s).blue() > 240 for s in shades)
    assert "#0000ff" not in shades


@pytest.mark.parametrize("pattern", ["dash", "M0 0", "zig;zag", None, "solid"])
def test_what_is_not_understood_is_solid(pattern: str | None) -> None:
    image = picture(pattern)
    assert all(blue(image, x) for x in range(25, 375))


def test_a_sheet_of_patterns_to_look_at() -> None:
    more = ("M0 -1 L0 1,,8,F", "M0 -3 L0 3,,12,F",
            "M5 5M-5 -5M3 0A3 3 0 1 0 -3 0 A3 3 0 1 0 3 0,,15,F",
            "M-6 8 L0 -4 L6 8 Z,100%,,T", "M-8 4L0 -4L8 4,40,80,T")  # fmt: skip
    rows = []
    for place, pattern in enumerate((*PATTERNS, *more)):
        lat = 37 - 2.9 * place
        wkt = f"LineString(2 {lat}, 12 {lat - 1}, 20 {lat + 1}, 38 {lat})"
        rows.append((wkt, (None, f"#{(place * 0x2F1B37 + 0x103080) % 0xC0C0C0:06X}", 1 + place % 3,
                           1, None, None, pattern)))  # fmt: skip
    drawn = layer("LineString", SHAPE, rows, "Shape")
    labels = {category.label() for category in drawn.renderer().categories()}
    assert labels == {"Line", "Dashed line", "Line with marks", "Line of marks"}
    image = draw(drawn, 800)
    FOLDER.mkdir(parents=True, exist_ok=True)
    assert image.save(str(FOLDER / "patterns.png"))
