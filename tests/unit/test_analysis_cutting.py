# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines and areas cut, cropped and joined: right where another client fails, and in metres."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from caltopo_sync.plugin.analysis import geodesy
from caltopo_sync.plugin.analysis.cutting import Found, Outcome, crop, cut, expand
from caltopo_sync.plugin.caltopo.errors import MissingDependency, Rejected
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("shapely")

LON, LAT = -120.5, 39.5
EAST = geodesy.destination(LON, LAT, 90, 1000)[0] - LON  # degrees in a kilometre
NORTH = geodesy.destination(LON, LAT, 0, 1000)[1] - LAT


def at(x: float, y: float) -> list[float]:
    """Kilometres east and north as a position."""
    return [LON + x * EAST, LAT + y * NORTH]


def line(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [at(*c) for c in corners]}


def box(x: float, y: float, x2: float, y2: float) -> list[list[float]]:
    return [at(x, y), at(x2, y), at(x2, y2), at(x, y2), at(x, y)]


def area(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def km2(shape: dict[str, Any]) -> float:
    return geodesy.polygon_area(shape["coordinates"]) / 1e6


def total(outcome: Outcome) -> float:
    return sum(map(km2, outcome.parts))


SQUARE = area(box(0, 0, 2, 2))
WITH_HOLE = area(box(0, 0, 4, 4), box(0.5, 0.5, 1, 1))


# -- cut ------------------------------------------------------------------------------------------


def test_a_cutter_inside_leaves_a_hole() -> None:
    outcome = cut(SQUARE, area(box(0.5, 0.5, 1, 1)))
    assert outcome.found is Found.CHANGED
    (left,) = outcome.parts
    assert len(left["coordinates"]) == 2 and km2(left) == pytest.approx(3.75, rel=1e-3)


def test_holes_of_the_target_are_kept() -> None:
    for outcome in (
        cut(WITH_HOLE, area(box(3, -1, 5, 5))),
        cut(WITH_HOLE, line((3, -1), (3, 5))),
        crop(WITH_HOLE, area(box(-1, -1, 3, 5)), 0),
        expand(WITH_HOLE, area(box(3, 0, 5, 4))),
    ):
        assert outcome.found is Found.CHANGED
        assert sum(len(part["coordinates"]) - 1 for part in outcome.parts) == 1
        hole = next(p["coordinates"][1] for p in outcome.parts if len(p["coordinates"]) > 1)
        assert set(map(tuple, hole)) == set(map(tuple, box(0.5, 0.5, 1, 1)))


def test_holes_of_the_cutter_stay_land() -> None:
    outcome = cut(SQUARE, area(box(-1, -1, 3, 3), box(0.5, 0.5, 1, 1)))
    assert total(outcome) == pytest.approx(0.25, rel=1e-3)


@pytest.mark.parametrize(
    "short", [line((-1, 1), (1, 1)), line((0.5, 1), (1.5, 1)), line((-1, 0), (3, 0))]
)
def test_a_line_that_does_not_cross_fully_changes_nothing(short: dict[str, Any]) -> None:
    assert cut(SQUARE, short) == Outcome(Found.NOT_ACROSS)


def test_a_line_across_splits_and_the_largest_part_is_first() -> None:
    outcome = cut(SQUARE, line((-1, 1.5), (3, 1.5)))
    assert [km2(p) for p in outcome.parts] == pytest.approx([3, 1], rel=1e-3)


def test_a_line_that_crosses_itself_and_the_area_several_times() -> None:
    outcome = cut(SQUARE, line((-1, 0.5), (3, 0.5), (3, 1.5), (0, -1)))
    assert len(outcome.parts) == 4 and total(outcome) == pytest.approx(4, rel=1e-3)


def test_a_closed_line_inside_takes_its_area_out() -> None:
    ring = {"type": "LineString", "coordinates": box(0.5, 0.5, 1, 1)}
    outcome = cut(SQUARE, ring)
    assert [len(p["coordinates"]) for p in outcome.parts] == [2, 1]
    assert total(outcome) == pytest.approx(4, rel=1e-3)


def test_a_cutter_over_all_of_it() -> None:
    assert cut(SQUARE, area(box(-1, -1, 3, 3))) == Outcome(Found.NOTHING_LEFT)
    assert cut(line((0, 0), (1, 1)), SQUARE) == Outcome(Found.NOTHING_LEFT)


def test_what_does_not_meet_is_left() -> None:
    for far in (area(box(5, 5, 6, 6)), line((5, 5), (6, 6)), area(box(2, 0, 4, 2))):
        assert cut(SQUARE, far) == Outcome(Found.APART)
    assert cut(line((0, 3), (2, 3)), SQUARE) == Outcome(Found.APART)


def test_several_parts_of_target_and_cutter() -> None:
    two = {"type": "MultiPolygon", "coordinates": [[box(0, 0, 2, 2)], [box(3, 0, 5, 2)]]}
    assert len(cut(two, line((-1, 1), (6, 1))).parts) == 4
    assert len(cut(SQUARE, {"type": "MultiPolygon", "coordinates":
        [[box(0.5, -1, 1, 3)], [box(1.2, -1, 1.5, 3)]]}).parts) == 3  # fmt: skip
    across = [line((-1, 1), (3, 1))["coordinates"], line((1, -1), (1, 3))["coordinates"]]
    three = {"type": "MultiLineString", "coordinates": across}
    assert len(cut(SQUARE, three).parts) == 4
    assert len(cut(three, SQUARE).parts) == 4


def test_lines_by_lines() -> None:
    course = line((0, 0), (2, 0), (2, 2))
    outcome = cut(course, line((1, -1), (1, 1)))
    assert [geodesy.length(p["coordinates"]) for p in outcome.parts] == pytest.approx(
        [1000, 3000], rel=1e-3
    )
    # where they run along each other, that stretch goes
    outcome = cut(course, line((0.5, 0), (1, 0)))
    assert [geodesy.length(p["coordinates"]) for p in outcome.parts] == pytest.approx(
        [500, 3000], rel=1e-3
    )


# -- bow ties, positions of four elements ---------------------------------------------------------

BOW_TIE = area([at(0, 0), at(2, 2), at(2, 0), at(0, 2), at(0, 0)])


def test_bow_ties_everywhere() -> None:
    whole = 2.0
    assert total(cut(BOW_TIE, area(box(0.5, -1, 0.6, 3)))) < whole
    assert total(cut(BOW_TIE, line((-1, 1), (3, 1)))) == pytest.approx(whole, rel=1e-3)
    assert total(crop(BOW_TIE, area(box(0, 0, 1, 2)), 0)) == pytest.approx(1, rel=1e-3)
    assert total(cut(SQUARE, BOW_TIE)) == pytest.approx(2, rel=1e-3)
    assert total(crop(SQUARE, BOW_TIE, 0)) == pytest.approx(2, rel=1e-3)
    over = area(box(-0.1, -0.1, 2.1, 2.1))
    assert total(expand(over, BOW_TIE)) == 0  # all of it is inside
    bigger = expand(BOW_TIE, area(box(0.5, 0.5, 1.5, 3)))
    assert bigger.found is Found.CHANGED and total(bigger) > whole


def four(shape: dict[str, Any]) -> dict[str, Any]:
    """Elevations and times on every position."""
    rings = shape["coordinates"] if shape["type"] == "Polygon" else [shape["coordinates"]]
    made = [[[*p[:2], 1000.5 + i, 1_700_000_000_000 + 1000 * i] for i, p in enumerate(r)]
            for r in rings]  # fmt: skip
    return {**shape, "coordinates": made if shape["type"] == "Polygon" else made[0]}


def test_areas_of_four_elements() -> None:
    for outcome in (
        cut(four(SQUARE), four(area(box(1, -1, 3, 3)))),
        crop(four(SQUARE), four(area(box(-1, -1, 1, 3))), 10),
        expand(four(SQUARE), four(area(box(1, -1, 3, 3)))),
        cut(four(SQUARE), four(line((1, -1), (1, 3)))),
    ):
        assert outcome.found is Found.CHANGED
        corners = {tuple(p[:2]): p for part in outcome.parts for p in part["coordinates"][0]}
        # untouched corners as they came, new ones with what is known of them
        for corner in four(SQUARE)["coordinates"][0]:
            if tuple(corner[:2]) in corners:
                assert len(corners[tuple(corner[:2])]) == 4


TRACK = four(line(*[(x / 4, 0) for x in range(17)]))  # 4 km east


def expect_track(coordinates: list[list[float]]) -> None:
    """All on the track, with the elevation and time it had there."""
    for lon, _, elevation, time in coordinates:
        place = (lon - LON) / EAST * 4
        assert elevation == pytest.approx(1000.5 + place, abs=1e-4)
        assert time == pytest.approx(1_700_000_000_000 + 1000 * place, abs=1.01)
        assert isinstance(time, int)


def test_a_track_in_pieces_keeps_elevations_and_times() -> None:
    holes = area(box(0.6, -1, 1.1, 1))
    outcome = cut(TRACK, holes)
    assert len(outcome.parts) == 2
    for part in outcome.parts:
        expect_track(part["coordinates"])
    first, second = (part["coordinates"] for part in outcome.parts)
    assert first[0] == TRACK["coordinates"][0] and second[-1] == TRACK["coordinates"][-1]
    assert first[-1][3] < second[0][3]
    assert first[-1][2] == pytest.approx(1000.5 + 0.6 * 4, abs=1e-6)


def test_a_cropped_track_has_the_times_of_its_ends() -> None:
    outcome = crop(TRACK, area(box(0.6, -1, 1.1, 1)), 10)
    (part,) = outcome.parts
    expect_track(part["coordinates"])
    start, end = part["coordinates"][0], part["coordinates"][-1]
    assert start[0] == pytest.approx(at(0.59, 0)[0], abs=1e-6)
    assert end[0] == pytest.approx(at(1.11, 0)[0], abs=1e-6)
    assert start[3] == pytest.approx(1_700_000_000_000 + 4 * 590, abs=2)
    outcome = crop(TRACK, {"type": "MultiPolygon", "coordinates":
                           [[box(0.6, -1, 1.1, 1)], [box(2, -1, 3, 1)]]}, 0)  # fmt: skip
    assert len(outcome.parts) == 2
    for part in outcome.parts:
        expect_track(part["coordinates"])


def test_unknown_times_are_not_made_up() -> None:
    there = line((0, 0), (1, 0), (2, 0))
    for position, more in zip(there["coordinates"], ([0, 5000], [1000, 0], [1000])):
        position.extend(more)
    (part,) = crop(there, area(box(0.5, -1, 1.5, 1)), 0).parts
    assert [p[2:] for p in part["coordinates"]] == [[], [1000, 0], [1000]]


def test_the_size_of_a_recording_track_is_not_carried_over() -> None:
    (part,) = crop({**TRACK, "size": 17, "incremental": True}, area(box(1, -1, 2, 1)), 0).parts
    assert set(part) == {"type", "coordinates"}


# -- crop -----------------------------------------------------------------------------------------


def test_a_segment_across_a_concave_boundary_twice() -> None:
    comb = area([at(0, 0), at(3, 0), at(3, 2), at(2, 2), at(2, 1), at(1, 1), at(1, 2), at(0, 2),
                 at(0, 0)])  # fmt: skip
    outcome = crop(line((-1, 1.5), (4, 1.5)), comb, 0)
    assert [geodesy.length(p["coordinates"]) for p in outcome.parts] == pytest.approx(
        [1000, 1000], rel=1e-3
    )
    assert len(cut(line((-1, 1.5), (4, 1.5)), comb).parts) == 3


def test_a_line_that_crosses_itself_stays_whole() -> None:
    loop = line((0, 0), (2, 0), (2, 1), (1, 1), (1, -1), (0.5, -1), (0.5, 9))
    outcome = crop(loop, area(box(-1, -2, 3, 3)), 0)
    (part,) = outcome.parts
    assert part["coordinates"][:6] == loop["coordinates"][:6]
    assert len(part["coordinates"]) == 7


@pytest.mark.parametrize("lat", [0.0, 39.5, 60.0, 75.0])
@pytest.mark.parametrize("bearing", [0, 90, 45])
def test_beyond_is_in_metres_everywhere(lat: float, bearing: float) -> None:
    corners = [geodesy.destination(10, lat, b, 1000) for b in range(0, 360, 5)]
    disc = {"type": "Polygon", "coordinates": [[list(c) for c in corners]]}
    out = {"type": "LineString", "coordinates":
           [[10, lat], list(geodesy.destination(10, lat, bearing, 5000))]}  # fmt: skip
    (part,) = crop(out, disc, 250.0).parts
    assert geodesy.length(part["coordinates"]) == pytest.approx(1250, abs=0.1)


def test_a_corridor() -> None:
    outcome = crop(area(box(-2, -2, 2, 2)), line((-5, 0), (5, 0)), 100)
    assert total(outcome) == pytest.approx(4 * 0.2, rel=1e-3)
    with pytest.raises(Rejected, match="encloses nothing"):
        crop(SQUARE, line((-5, 0), (5, 0)), 0)
    for width in (-1.0, float("nan"), float("inf")):
        with pytest.raises(Rejected, match="width"):
            crop(SQUARE, SQUARE, width)


def test_nothing_to_crop() -> None:
    assert crop(SQUARE, area(box(-1, -1, 3, 3)), 0) == Outcome(Found.INSIDE)
    assert crop(SQUARE, SQUARE, 10) == Outcome(Found.INSIDE)
    assert crop(line((0, 0), (1, 1)), SQUARE, 10) == Outcome(Found.INSIDE)
    assert crop(SQUARE, area(box(5, 5, 6, 6)), 10) == Outcome(Found.OUTSIDE)
    assert crop(line((3, 3), (4, 4)), SQUARE, 10) == Outcome(Found.OUTSIDE)


def test_parts_of_an_area() -> None:
    comb = area([at(0, 0), at(3, 0), at(3, 2), at(2, 2), at(2, 1), at(1, 1), at(1, 2), at(0, 2),
                 at(0, 0)])  # fmt: skip
    assert len(crop(comb, area(box(-1, 1.5, 4, 3)), 0).parts) == 2


# -- expand ---------------------------------------------------------------------------------------


def test_touching_at_a_point_is_no_union() -> None:
    assert expand(SQUARE, area(box(2, 2, 3, 3))) == Outcome(Found.POINT_ONLY)
    assert expand(SQUARE, area(box(5, 5, 6, 6))) == Outcome(Found.APART)
    assert expand(SQUARE, area(box(0.5, 0.5, 1, 1))) == Outcome(Found.ENCLOSES)
    assert expand(SQUARE, line((0, 0), (1, 1))) == Outcome(Found.ONLY_AREAS)


def test_along_an_edge_and_around_a_gap() -> None:
    assert total(expand(SQUARE, area(box(2, 0, 3, 2)))) == pytest.approx(6, rel=1e-3)
    horseshoe = area([at(0, 0), at(3, 0), at(3, 3), at(2, 3), at(2, 1), at(1, 1), at(1, 3),
                      at(0, 3), at(0, 0)])  # fmt: skip
    (ring,) = expand(horseshoe, area(box(0, 2.5, 3, 3.5))).parts
    assert len(ring["coordinates"]) == 2


# -- corners, antimeridian, bad input -------------------------------------------------------------


def test_untouched_corners_come_back_number_for_number() -> None:
    jagged = area([[-120.51234567890123, 39.5], [-120.4, 39.51234567890123], [-120.4, 39.6],
                   [-120.51234567890123, 39.6], [-120.51234567890123, 39.5]])  # fmt: skip
    (part,) = cut(jagged, area([[-120.45, 39.55], [-120.3, 39.55], [-120.3, 39.7],
                                [-120.45, 39.7], [-120.45, 39.55]])).parts  # fmt: skip
    corners = {tuple(p) for p in part["coordinates"][0]}
    assert {(-120.51234567890123, 39.5), (-120.4, 39.51234567890123)} <= corners


@pytest.mark.parametrize("west", [179.95, -180.05])
def test_across_the_antimeridian(west: float) -> None:
    def ring(x: float, x2: float, y: float, y2: float) -> list[list[float]]:
        return [[(lon + 180) % 360 - 180, lat]
                for lon, lat in ((x, y), (x2, y), (x2, y2), (x, y2), (x, y))]  # fmt: skip

    across = area(ring(west, west + 0.1, 10, 10.1))
    outcome = cut(across, area(ring(west + 0.02, west + 0.06, 9, 10.2)))
    assert len(outcome.parts) == 2
    assert total(outcome) == pytest.approx(km2(across) * 0.6, rel=1e-6)
    outcome = crop(across, area(ring(west + 0.02, west + 0.06, 9, 10.2)), 0)
    assert total(outcome) == pytest.approx(km2(across) * 0.4, rel=1e-6)
    beside = area(ring(west + 0.05, west + 0.2, 10, 10.1))
    joined = expand(across, beside)
    assert len(joined.parts) == 1 and total(joined) == pytest.approx(km2(across) * 2, rel=1e-6)
    road = {"type": "LineString", "coordinates": [[179.9, 10], [-179.9, 10]]}
    (part,) = crop(road, across, 0).parts
    assert geodesy.length(part["coordinates"]) == pytest.approx(
        geodesy.distance((0, 10), (0.1, 10)), rel=1e-6
    )
    for each in (*outcome.parts[0]["coordinates"][0], *part["coordinates"]):
        assert -180 <= each[0] <= 180


@pytest.mark.parametrize(
    "broken",
    [
        None,
        {"type": "Point", "coordinates": [0, 0]},
        {"type": "LineString", "coordinates": []},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "GeometryCollection", "geometries": []},
    ],
)
def test_what_is_neither_line_nor_area_is_refused(broken: Any) -> None:
    with pytest.raises(Rejected):
        cut(broken, SQUARE)
    with pytest.raises(Rejected):
        crop(SQUARE, broken, 10)


def test_what_encloses_nothing() -> None:
    flat = area([at(0, 0), at(1, 1), at(0, 0)])
    assert cut(flat, SQUARE) == cut(SQUARE, flat) == Outcome(Found.EMPTY)
    assert crop(SQUARE, flat, 0) == expand(flat, SQUARE) == Outcome(Found.EMPTY)


def test_without_shapely_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.partition(".")[0] == "shapely"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingDependency) as caught:
        cut(SQUARE, SQUARE)
    assert "python3-shapely" in caught.value.hint


CORNERS = st.lists(
    st.tuples(st.integers(-8, 8), st.integers(-8, 8)), min_size=3, max_size=12, unique=True
)


@settings(max_examples=25)
@given(CORNERS, CORNERS)
def test_cut_and_crop_make_up_the_whole(one: Any, other: Any) -> None:
    """Of any two scribbles, bow ties and all, nothing is lost and nothing is there twice."""
    target, boundary = (area([at(*c) for c in [*s, s[0]]]) for s in (one, other))
    cuts, crops = cut(target, boundary), crop(target, boundary, 0)
    whole = total(cut(target, area(box(90, 90, 91, 91))))  # apart: no parts
    assert whole == 0
    if Found.EMPTY in (cuts.found, crops.found):
        return
    from caltopo_sync.plugin.analysis.outlines import square_metres, valid
    from shapely.geometry import Polygon

    there = square_metres(valid(Polygon(target["coordinates"][0]))) / 1e6
    outside = there if cuts.found is Found.APART else total(cuts)
    inside = there if crops.found is Found.INSIDE else total(crops)
    assert outside + inside == pytest.approx(there, rel=1e-6, abs=1e-5)


@settings(max_examples=25)
@given(CORNERS, CORNERS)
def test_a_line_cut_and_cropped_is_the_whole_line(one: Any, other: Any) -> None:
    course, boundary = line(*one), area([at(*c) for c in [*other, other[0]]])
    cuts, crops = cut(course, boundary), crop(course, boundary, 0)
    if Found.EMPTY in (cuts.found, crops.found):
        return
    there = geodesy.length(course["coordinates"])
    outside = there if cuts.found is Found.APART else sum(
        geodesy.length(p["coordinates"]) for p in cuts.parts)  # fmt: skip
    inside = there if crops.found is Found.INSIDE else sum(
        geodesy.length(p["coordinates"]) for p in crops.parts)  # fmt: skip
    assert outside + inside == pytest.approx(there, rel=1e-5, abs=1)
