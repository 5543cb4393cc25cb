# SPDX-License-Identifier: GPL-2.0-or-later
"""Styles are judged by what is on the picture: drawn offscreen, looked up at known places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from caltopo_sync.plugin.layers.assignments import ColorBy, Period
from caltopo_sync.plugin.layers.labels import MANY, MIN_SCALE, MIN_SCALE_OF_MANY
from caltopo_sync.plugin.layers.markers import (
    DARK,
    MarkerLook,
    marker_categories,
    register_font,
)
from caltopo_sync.plugin.layers.styles import Context, style_layer
from caltopo_sync.plugin.layers.symbols import ICONS, Glyph, Plate, glyph_of, symbols
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRectangle,
    QgsSvgMarkerSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

MARKER = ("title:string", "marker_symbol:string", "marker_color:string", "marker_size:string",
          "marker_rotation:string")  # fmt: skip
SHAPE = ("title:string", "stroke:string", "stroke_width:double", "stroke_opacity:double",
         "fill:string", "fill_opacity:double", "pattern:string")  # fmt: skip
ASSIGNMENT = ("title:string", "letter:string", "number:string", "status:string",
              "operationalPeriodId:string")  # fmt: skip
SIDE = 400
"""Pictures are 400 by 400 pixels of 40 by 40 degrees: ten pixels to the degree."""


def layer(kind: str, columns: Sequence[str], rows: Sequence[tuple[str, tuple[Any, ...]]],
          cls: str, context: Context | None = None) -> QgsVectorLayer:  # fmt: skip
    """A styled layer of (WKT, attributes) rows."""
    assert register_font()
    fields = "".join(f"&field={column}" for column in columns)
    made = QgsVectorLayer(f"{kind}?crs=EPSG:4326{fields}", cls, "memory")
    assert made.isValid()
    features = []
    for wkt, attributes in rows:
        feature = QgsFeature(made.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes(list(attributes))
        features.append(feature)
    assert made.dataProvider().addFeatures(features)[0]
    style_layer(made, cls, context)
    return made


def draw(drawn: QgsVectorLayer, side: int = SIDE, degrees: float = 40.0,
         background: str = "white") -> QImage:  # fmt: skip
    settings = QgsMapSettings()
    settings.setLayers([drawn])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setExtent(QgsRectangle(0, 0, degrees, degrees))
    settings.setOutputSize(QSize(side, side))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor(background))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors()
    return job.renderedImage()


def at(image: QImage, lon: float, lat: float) -> tuple[int, int, int]:
    return image.pixelColor(round(lon * 10), round(SIDE - lat * 10)).getRgb()[:3]


def near(seen: tuple[int, int, int], wanted: tuple[int, int, int], tolerance: int = 8) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(seen, wanted))


def colors_around(image: QImage, lon: float, lat: float, reach: int = 14) -> set[str]:
    x, y = round(lon * 10), round(SIDE - lat * 10)
    return {
        image.pixelColor(x + dx, y + dy).name()
        for dx in range(-reach, reach + 1)
        for dy in range(-reach, reach + 1)
    }


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("#00AA33", (0, 0xAA, 0x33)),
        ("00AA33", (0, 0xAA, 0x33)),
        ("#00aa33", (0, 0xAA, 0x33)),
        ("#0A3", (0, 0xAA, 0x33)),
        ("None", (255, 0, 0)),
        ("", (255, 0, 0)),
        ("no colour at all", (255, 0, 0)),
        (None, (255, 0, 0)),
    ],
)
def test_marker_color_in_every_spelling(text: str | None, seen: tuple[int, int, int]) -> None:
    image = draw(
        layer("Point", MARKER, [("Point(10 10)", (None, "point", text, "1", None))], "Marker")
    )
    assert near(at(image, 10, 10), seen)
    # a halo of white, and nothing two marker widths away
    assert at(image, 13, 10) == (255, 255, 255)


@pytest.mark.parametrize(
    "symbol",
    [
        None,
        "",
        "None",
        "never-heard-of",
        "icon-3DS52KG5-16-0.5-0.5-ff",
        "https://example.org/x.png",
    ],
)
def test_unknown_symbol_is_a_dot_of_the_markers_color(symbol: str | None) -> None:
    image = draw(
        layer("Point", MARKER, [("Point(10 10)", (None, symbol, "#1234AB", None, None))], "Marker")
    )
    assert near(at(image, 10, 10), (0x12, 0x34, 0xAB))


@pytest.mark.parametrize("plate", list(Plate), ids=lambda plate: plate.name)
@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.name)
def test_every_icon_shows_the_markers_color_on_a_white_rim(icon: Any, plate: Plate) -> None:
    rows = [("Point(20 20)", (None, icon.symbols[0] + plate.value, "123456", 2, None))]
    image = draw(layer("Point", MARKER, rows, "Marker"))
    ink = sum(
        near(image.pixelColor(x, y).getRgb()[:3], (0x12, 0x34, 0x56), 3)
        for x in range(150, 250)
        for y in range(150, 250)
    )
    assert 60 < ink < 3000
    # nothing reaches beyond the square of 48 pixels, larger for pins
    assert colors_around(image, 16, 20, 10) <= {"#ffffff"} or plate is Plate.PLACEMARK


def ink_at(symbol: str, *offsets: tuple[int, int]) -> list[bool]:
    """Whether a black marker of 96 pixels has ink at places, pixels right of and above it."""
    rows = [("Point(20 20)", (None, symbol, "#000000", "4", None))]
    image = draw(layer("Point", MARKER, rows, "Marker"))
    return [image.pixelColor(200 + x, 200 - y).lightness() < 100 for x, y in offsets]


@pytest.mark.parametrize(
    ("symbol", "ink", "no_ink"),
    [
        ("point", [(0, 0), (16, 0)], [(24, 0), (0, 30)]),
        ("c:ring", [(25, 0), (0, 25), (-25, 0)], [(0, 0), (12, 0)]),
        ("c:target", [(0, 0), (30, 0)], [(18, 0)]),
        ("c:target3", [(0, 0), (28, 0), (0, -28)], [(20, 20)]),
        ("a:1", [(0, 35), (0, -30), (-18, 10)], [(18, -20), (-18, -20)]),
        ("cp", [(-20, -20), (30, 30)], [(15, 15), (40, 0)]),
        ("flag-1", [(-20, -30), (0, 18)], [(10, -20)]),
        ("flag-2", [(-18, -30), (0, 20)], [(20, 0), (20, -20)]),
        ("danger", [(-24, -24), (24, -24), (0, -28 + 60)], [(0, 0), (-24, 20)]),
        ("hut", [(0, 24), (-22, -20), (22, -20)], [(0, -25), (-30, 20)]),
        ("medevac-site", [(30, 20)], [(0, 0), (0, 20), (20, 0)]),
        ("firstaidplus$circle", [(35, 0), (25, 25)], [(0, 0), (0, 18)]),
        ("hut$placemark", [(0, 14)], [(0, -20), (30, 0)]),
        ("circle-l", [(-30, 0), (20, 10)], [(-14, 0), (5, -21)]),
        ("circle-7", [(-25, -15)], [(0, 20)]),
        ("camping", [(-28, -24), (28, -24)], [(0, -22)]),
    ],
)
def test_known_places_of_icons(
    symbol: str, ink: list[tuple[int, int]], no_ink: list[tuple[int, int]]
) -> None:
    assert ink_at(symbol, *ink) == [True] * len(ink)
    assert ink_at(symbol, *no_ink) == [False] * len(no_ink)


def test_icons_do_not_look_alike() -> None:
    """Any two differ by more than a hair; C and G by the least."""
    names = symbols()
    rows = [(f"Point({3 + 3 * (i % 12)} {3 + 3 * (i // 12)})", (None, name, "#000000", "1", None))
            for i, name in enumerate(names)]  # fmt: skip
    image = draw(layer("Point", MARKER, rows, "Marker"))
    pictures = {}
    for i, name in enumerate(names):
        x0, y0 = round((3 + 3 * (i % 12)) * 10) - 13, round(SIDE - (3 + 3 * (i // 12)) * 10) - 13
        pictures[name] = {
            (x, y)
            for x in range(27)
            for y in range(27)
            if image.pixelColor(x0 + x, y0 + y).lightness() < 128
        }
    for one in names:
        for other in names:
            if one < other:
                differing = len(pictures[one] ^ pictures[other])
                both = len(pictures[one] | pictures[other])
                assert differing > 0.03 * both, (one, other)


def test_pale_icons_have_a_dark_rim() -> None:
    rows = [("Point(20 20)", (None, "point", "#FFFFA0", "2", None))]
    image = draw(layer("Point", MARKER, rows, "Marker"))
    assert QColor(DARK).name() in colors_around(image, 20, 20)
    assert near(at(image, 20, 20), (255, 255, 0xA0))


def test_no_symbol_name_belongs_to_two_icons() -> None:
    names = [name for icon in ICONS for name in icon.symbols]
    assert len(names) == len(set(names))
    glyphs = [Glyph(icon, plate).character for icon in ICONS for plate in Plate]
    assert len(glyphs) == len(set(glyphs))


def test_names_with_and_without_plates() -> None:
    assert glyph_of("hut$circle") == Glyph(glyph_of("hut").icon, Plate.CIRCLE)
    assert glyph_of("circle-a$circle") == glyph_of("circle-a")
    for unknown in ("hut$nothing", "$circle", "", None, 7, "icon-3DS52KG5-16-0.5-0.5-ff"):
        assert glyph_of(unknown) is None


@pytest.mark.parametrize(
    ("symbol", "shape"),
    [("c:target,0000C8", "c:target"), ("#0000C8", "point"), ("t:GG,0000C8", "point")],
)
def test_names_of_old_say_their_color(symbol: str, shape: str) -> None:
    """Where the marker has none of its own."""

    def drawn(symbol: str, color: str | None) -> QImage:
        return draw(layer("Point", MARKER, [("Point(20 20)", (None, symbol, color, "2", None))],
                          "Marker"))  # fmt: skip

    assert drawn(symbol, None) == drawn(shape, "#0000C8") == drawn(symbol, "#0000C8")
    assert drawn(symbol, "#00A000") == drawn(shape, "#00A000")


def test_marker_size_and_rotation_as_number_text_or_none() -> None:
    rows = [
        ("Point(5 20)", (None, "point", "#000000", "0.5", None)),
        ("Point(15 20)", (None, "point", "#000000", "3", "None")),
        ("Point(25 20)", (None, "point", "#000000", "None", None)),
        ("Point(35 20)", (None, "a:1", "#000000", "3", "0")),
        ("Point(35 8)", (None, "a:1", "#000000", "3", "90")),
    ]
    image = draw(layer("Point", MARKER, rows, "Marker"))
    black = (0, 0, 0)

    def reach(lon: float, lat: float, dx: int, dy: int) -> int:
        steps = 0
        while near(at(image, lon + dx * steps / 10, lat + dy * steps / 10), black, 60):
            steps += 1
        return steps

    small, big, plain = (reach(lon, 20, 1, 0) for lon in (5, 15, 25))
    assert small < plain < big
    assert 2.4 <= big / plain <= 3.6
    # an arrow up is higher than wide, turned by 90 degrees it is the other way round
    assert reach(35, 20, 0, 1) > reach(35, 20, 1, 0)
    assert reach(35, 8, 1, 0) > reach(35, 8, 0, 1)


@pytest.mark.parametrize("symbol", ["a:2", "flag-1", "circle-r", "cp$circle", "hut$placemark"])
@pytest.mark.parametrize("color", ["#0000AA", "#FFFFA0"])
def test_rims_as_images_and_as_characters_are_alike(symbol: str, color: str) -> None:
    shapes = [("1", "0"), ("2", "40"), ("1.5", None), ("0.5", "270")]
    rows = [(f"Point({10 * n + 5} 20)", (None, symbol, color, *shape))
            for n, shape in enumerate(shapes)]  # fmt: skip
    drawn = layer("Point", MARKER, rows, "Marker")
    pictures = []
    for turned in (set(), None):
        look = MarkerLook("marker_color", "marker_size", "marker_rotation", "red", turned=turned)
        categories = marker_categories(look, [symbol], {})
        assert isinstance(categories[0].symbol().symbolLayer(0), QgsSvgMarkerSymbolLayer) == (
            turned is not None or symbol in ("circle-r", "cp$circle")
        )
        drawn.setRenderer(QgsCategorizedSymbolRenderer("marker_symbol", categories))
        pictures.append(draw(drawn, background="#307030"))
    boxes = [[bounds(picture, 100 * n, "#307030") for n in range(4)] for picture in pictures]
    for one, other in zip(*boxes):
        assert all(abs(a - b) <= 1 for a, b in zip(one, other)), boxes


def bounds(image: QImage, left: int, background: str) -> tuple[int, int, int, int]:
    """Where in a hundred pixels anything is drawn: left, right, top, bottom."""
    ground = QColor(background).lightness()
    inked = [
        (x, y) for x in range(left, left + 100) for y in range(150, 250)
        if abs(image.pixelColor(x, y).lightness() - ground) > 50
    ]  # fmt: skip
    xs, ys = {x for x, _ in inked}, {y for _, y in inked}
    return min(xs), max(xs), min(ys), max(ys)


def test_line_color_width_and_opacity() -> None:
    rows = [
        ("LineString(2 30, 38 30)", (None, "#0000FF", 8, 1, None, None, None)),
        ("LineString(2 20, 38 20)", (None, "#0000ff", 8, 0.5, None, None, None)),
        ("LineString(2 10, 38 10)", (None, None, None, None, None, None, None)),
    ]
    image = draw(layer("LineString", SHAPE, rows, "Shape"))
    assert near(at(image, 20, 30), (0, 0, 255))
    assert near(at(image, 20, 20), (128, 128, 255))
    assert near(at(image, 20, 10), (255, 0, 0), 20)
    # 8 CalTopo pixels are 8 pixels of a 96 dpi screen
    column = [at(image, 20, 30 + dy / 10) for dy in range(-10, 11)]
    assert 7 <= sum(near(pixel, (0, 0, 255), 90) for pixel in column) <= 9


def test_a_live_track_ends_where_somebody_was_last_seen() -> None:
    rows = [("LineString(5 20, 20 30, 30 20)", (None, "#00AA00", 2, 1, None, None, None))]
    image = draw(layer("LineString", SHAPE, rows, "LiveTrack"))

    def inked(lon: float, lat: float) -> int:
        spots = [(lon + i / 10, lat + j / 10) for i in range(-8, 9) for j in range(-8, 9)]
        return sum(near(at(image, *spot), (0, 0xAA, 0), 40) for spot in spots)

    first, bend, last = inked(5, 20), inked(20, 30), inked(30, 20)
    assert first > 5 and bend > 5, "the track itself"
    assert last > first + 25 and last > bend + 25, "a mark at its end alone"


def test_polygon_fill_is_seen_through_and_its_outline_is_not() -> None:
    square = "Polygon(({0} 10, {1} 10, {1} 30, {0} 30, {0} 10))"
    rows = [
        (square.format(2, 12), (None, "#008000", 4, 1, "#0000FF", 0.2, None)),
        (square.format(15, 25), (None, "#008000", 4, None, "0000FF", None, None)),
        (square.format(28, 38), (None, "#008000", 4, 1, "#0000FF", 0, None)),
    ]
    image = draw(layer("Polygon", SHAPE, rows, "Shape"))
    assert near(at(image, 7, 20), (204, 204, 255))
    assert near(at(image, 20, 20), (230, 230, 255))
    assert at(image, 33, 20) == (255, 255, 255)
    for lon in (2, 15, 28):
        assert near(at(image, lon, 20), (0, 128, 0))


def test_hole_stays_open() -> None:
    rows = [
        (
            "Polygon((5 5, 35 5, 35 35, 5 35, 5 5), (15 15, 25 15, 25 25, 15 25, 15 15))",
            (None, "#008000", 2, 1, "#0000FF", 0.5, None),
        )
    ]
    image = draw(layer("Polygon", SHAPE, rows, "Shape"))
    assert at(image, 20, 20) == (255, 255, 255)
    assert near(at(image, 10, 20), (128, 128, 255))


PERIODS = (Period("one", "Saturday", "#ff8800"), Period('it\'s "1"', "<b>Odd</b>", "#00aa00"))


def test_assignments_take_the_color_of_their_period() -> None:
    square = "Polygon(({0} 10, {1} 10, {1} 30, {0} 30, {0} 10))"
    rows = [
        (square.format(2, 12), (None, None, None, "INPROGRESS", "one")),
        (square.format(15, 25), (None, None, None, "INPROGRESS", 'it\'s "1"')),
        (square.format(28, 38), (None, None, None, "a status of tomorrow", None)),
    ]
    drawn = layer("Polygon", ASSIGNMENT, rows, "Assignment", Context(periods=PERIODS))
    image = draw(drawn)
    assert near(at(image, 2, 20), (0xFF, 0x88, 0), 20)
    assert near(at(image, 15, 20), (0, 0xAA, 0), 20)
    assert near(at(image, 28, 20), (0x1F, 0x4F, 0xD8), 20)
    assert at(image, 7, 20) != (255, 255, 255)
    labels = [category.label() for category in drawn.renderer().categories()]
    assert labels == ["Saturday", "<b>Odd</b>", "No operational period",
                      "Draft", "Prepared", "In progress", "Completed"]  # fmt: skip


@pytest.mark.parametrize("by", [by for by in ColorBy if by is not ColorBy.PERIOD])
def test_assignments_by_something_else(by: ColorBy) -> None:
    columns = [*ASSIGNMENT, "priority:string", "resourceType:string", "responsivePOD:string",
               "unresponsivePOD:string", "cluePOD:string"]  # fmt: skip
    values = {ColorBy.STATUS: ("DRAFT", "INPROGRESS", "COMPLETED"),
              ColorBy.RESOURCE: ("GROUND_1", "DOG-AREA", "WATER")}  # fmt: skip
    some = values.get(by, ("LOW", "MEDIUM", "HIGH"))
    rows = []
    for place, value in enumerate(some):
        row = {"status": "INPROGRESS", "priority": "LOW", by.value: value}
        attributes = tuple(row.get(column.split(":")[0]) for column in columns)
        rows.append((f"LineString(2 {10 + 10 * place}, 38 {10 + 10 * place})", attributes))
    drawn = layer("LineString", columns, rows, "Assignment", Context(color_by=by))
    image = draw(drawn)
    legend = {c.label(): c.symbol().color().getRgb()[:3] for c in drawn.renderer().categories()}
    seen = []
    for place in range(3):
        lats = (10.2 + 10 * place, 10 + 10 * place)  # a completed line is white in its middle
        inked = {at(image, 5 + x / 10, lat) for x in range(100) for lat in lats}
        seen.append(next(color for color in legend.values() if color in inked))
    assert len(set(seen)) == 3


def test_completed_is_hatched_and_draft_dotted_whatever_the_color() -> None:
    square = "Polygon(({0} 10, {1} 10, {1} 30, {0} 30, {0} 10))"
    rows = [
        (square.format(2, 18), (None, None, None, "INPROGRESS", "one")),
        (square.format(22, 38), (None, None, None, "COMPLETED", "one")),
    ]
    image = draw(layer("Polygon", ASSIGNMENT, rows, "Assignment", Context(periods=PERIODS)))
    assert len({at(image, 5 + x / 10, 20) for x in range(60)}) == 1
    assert len({at(image, 25 + x / 10, 20) for x in range(60)}) >= 2


@pytest.mark.parametrize("color", ["#1F4FD8", "#2040ff", "#B0008E", "#000000", ""])
def test_no_period_has_the_color_of_none(color: str) -> None:
    """An orange and one more: what has no period looks like neither of them."""
    periods = (Period("one", "Saturday", "#FF8800"), Period("two", "Sunday", color))
    square = "Polygon(({0} 10, {1} 10, {1} 30, {0} 30, {0} 10))"
    rows = [
        (square.format(2 + 12 * n, 12 + 12 * n), (None, None, None, "INPROGRESS", period))
        for n, period in enumerate(("one", "two", None))
    ]
    drawn = layer("Polygon", ASSIGNMENT, rows, "Assignment", Context(periods=periods))
    image = draw(drawn)
    one, two, none = (at(image, lon, 20) for lon in (2, 14, 26))
    for other in (one, two):
        assert sum(abs(a - b) for a, b in zip(none, other)) > 150


def test_a_completed_line_is_hollow() -> None:
    """Also in the legend: the core is of the line's own color but for what is completed."""
    rows = [
        (f"LineString(2 {lat}, 38 {lat})", (None, None, None, status, None))
        for lat, status in ((10, "INPROGRESS"), (20, "COMPLETED"))
    ]
    drawn = layer("LineString", ASSIGNMENT, rows, "Assignment")
    image = draw(drawn, background="#203020")

    def across(lat: float) -> list[int]:
        y = round(SIDE - lat * 10)
        return [image.pixelColor(200, y + dy).lightness() for dy in range(-4, 5)]

    assert max(across(20)) > max(across(10)) + 60
    legend = {c.label(): c.symbol().symbolLayerCount() for c in drawn.renderer().categories()}
    assert legend["Completed"] == 2 and legend["In progress"] == 1


def test_status_shows_in_the_line() -> None:
    rows = [
        (f"LineString(2 {lat}, 38 {lat})", (None, None, None, status, None))
        for lat, status in ((10, "DRAFT"), (20, "PREPARED"), (30, "INPROGRESS"))
    ]
    image = draw(layer("LineString", ASSIGNMENT, rows, "Assignment"))

    def inked(lat: float) -> int:
        return sum(at(image, 5 + x / 10, lat) != (255, 255, 255) for x in range(300))

    assert 60 < inked(10) < inked(20) < inked(30) == 300


def zoomed_in(drawn: QgsVectorLayer) -> QImage:
    """Six kilometres wide, where labels are on."""
    return draw(drawn, degrees=0.06)


def dark(image: QImage) -> int:
    """Pixels of label text, which is nearly black."""
    return sum(
        image.pixelColor(x, y).lightness() < 60
        for x in range(image.width())
        for y in range(image.height())
    )


def test_titles_are_labels_of_plain_text_when_zoomed_in() -> None:
    def labelled(title: str | None) -> QgsVectorLayer:
        rows = [("Point(0.02 0.03)", (title, "point", "#FF0000", None, None))]
        return layer("Point", MARKER, rows, "Marker")

    bare = dark(zoomed_in(labelled(None)))
    short = dark(zoomed_in(labelled("CAMP")))
    tagged = dark(zoomed_in(labelled("<i></i><b></b><i></i>CAMP")))
    assert bare == 0
    assert short > 10
    assert tagged > short * 1.5, "tags are letters like any others"
    assert dark(draw(labelled("CAMP"))) == 0, "no labels on small scales"


def test_many_objects_have_labels_when_zoomed_in_further() -> None:
    rows = [("Point(0.02 0.03)", ("CAMP", "point", "#FF0000", None, None))]
    layers = [layer("Point", MARKER, rows * count, "Marker") for count in (MANY, MANY + 1)]
    few, many = (each.labeling().settings() for each in layers)
    assert (few.minimumScale, many.minimumScale) == (MIN_SCALE, MIN_SCALE_OF_MANY)
    assert many.limitNumLabels and many.maxNumLabels == few.maxNumLabels == 250


@pytest.mark.parametrize(
    ("said", "seen"), [(None, True), ("", True), ("visible", True), ("hidden", False), ("?", False)]
)
def test_a_shape_says_whether_its_title_is_seen(said: str | None, seen: bool) -> None:
    attributes = ("TRAIL", "#FF0000", 2, 1, None, None, None, said)
    rows = [("LineString(0.01 0.01, 0.05 0.05)", attributes)]
    drawn = layer("LineString", [*SHAPE, "titleVisibility:string"], rows, "Shape")
    assert (dark(zoomed_in(drawn)) > 10) == seen


def test_assignments_are_labelled_by_letter_and_number_or_else_title() -> None:
    def text(*attributes: str | None) -> str:
        square = "Polygon((0.01 0.01, 0.05 0.01, 0.05 0.05, 0.01 0.05, 0.01 0.01))"
        drawn = layer("Polygon", ASSIGNMENT, [(square, (*attributes, "DRAFT", None))], "Assignment")
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(drawn))
        context.setFeature(next(drawn.getFeatures()))
        assert dark(zoomed_in(drawn)) > 20
        return QgsExpression(drawn.labeling().settings().fieldName).evaluate(context)

    assert text("stale", "AA", "101") == "AA 101"
    assert text("stale", "AA", None) == "AA"
    assert text("AB 102", "", None) == "AB 102"


@pytest.mark.parametrize("kind", ["Point", "LineString", "Polygon"])
@pytest.mark.parametrize("cls", ["Clue", "AppTrack", "MapMediaObject", "Locator", "NeverHeardOf"])
def test_a_class_without_style_columns_is_still_seen(cls: str, kind: str) -> None:
    wkt = {"Point": "Point(20 20)", "LineString": "LineString(10 20, 30 20)",
           "Polygon": "Polygon((19 19, 21 19, 21 21, 19 21, 19 19))"}[kind]  # fmt: skip
    image = draw(layer(kind, ["caltopo_id:string"], [(wkt, ("x",))], cls))
    assert colors_around(image, 20, 20) - {"#ffffff"}


def test_tables_without_geometry_are_left_alone() -> None:
    bare = QgsVectorLayer("NoGeometry?field=title:string", "Folder", "memory")
    style_layer(bare, "Folder")
    assert not bare.labelsEnabled()
