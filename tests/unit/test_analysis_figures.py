# SPDX-License-Identifier: GPL-2.0-or-later
"""Search figures against an example worked by hand (docs/search-figures.md)."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest
from caltopo_sync.plugin.analysis import geodesy, theory
from caltopo_sync.plugin.analysis.figures import Assumptions, PodFrom, search_figures
from caltopo_sync.plugin.analysis.metric import Metric
from caltopo_sync.plugin.analysis.outlines import Outline
from caltopo_sync.plugin.analysis.probability import Grid, Regions
from caltopo_sync.plugin.caltopo.errors import Rejected
from caltopo_sync.plugin.sync.editing import MapObject
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("shapely")
LOCAL = Metric(-120.5, 39.5)


def ring(x: float, y: float, x2: float, y2: float) -> list[list[float]]:
    """A rectangle in metres east and north of the centre, in degrees."""
    return [list(LOCAL.back(*p)) for p in ((x, y), (x2, y), (x2, y2), (x, y2), (x, y))]


def area(*at: float) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [ring(*at)]}


def line(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [list(LOCAL.back(*p)) for p in corners]}


def assignment(id: str, geometry: Any, **said: Any) -> MapObject:
    return MapObject("Assignment", id, {"letter": id, "status": "PREPARED", **said}, geometry)


# Two areas of 1 km² with 60 % and 30 %, 10 % anywhere else; the west one searched with lanes of
# 50 m and a sweep width of 40 m: C = 40·20000/10⁶ = 0.8.
GRID_ROWS = [[0.3, 0.15], [0.3, 0.15], [0.05, 0.05]]


def grid() -> Grid:
    return Grid(GRID_ROWS, 0, 1000, 1000, 500, LOCAL.forward)


def regions() -> Regions:
    return Regions([(area(0, 0, 1000, 1000), 60), (area(1000, 0, 2000, 1000), 30),
                    (area(0, -500, 2000, 0), 10)])  # fmt: skip


WEST = assignment("W", area(0, 0, 1000, 1000), status="COMPLETED", teamSize="5", timeAllocated=4)
EAST = assignment("E", area(1000, 0, 2000, 1000), teamSize=4)
BY_HAND = {
    "coverage": 0.8,
    "pod": 0.5506710358827784,  # 1 - exp(-0.8)
    "pos_west": 0.33040262152966703,  # 0.6 · POD
    "pos_east": 0.1652013107648335,  # 0.3 · POD
    "left_west": 0.26959737847033294,  # 0.6 - POS
}


def test_the_formulas() -> None:
    assert theory.track_length(1e6, 50) == 20_000
    assert theory.coverage(40, 20_000, 1e6) == pytest.approx(BY_HAND["coverage"], abs=1e-12)
    assert theory.pod(0.8) == pytest.approx(BY_HAND["pod"], abs=1e-12)
    assert theory.pos(0.6, theory.pod(0.8)) == pytest.approx(BY_HAND["pos_west"], abs=1e-12)
    assert theory.together([0.5, 0.5, 0.2]) == pytest.approx(0.8, abs=1e-12)
    assert theory.after(0.6, 0.5, 0.3) == pytest.approx(0.3 / 0.7, abs=1e-12)
    assert theory.searcher_hours(20_000, 2) == 10
    assert theory.searchers_for(10, 4) == 3 and theory.searchers_for(10, 2.5) == 4
    for wrong in (
        lambda: theory.coverage(40, 20, 0),
        lambda: theory.pod(-1),
        lambda: theory.pod(float("nan")),
        lambda: theory.pos(1.1, 0.5),
        lambda: theory.track_length(5, 0),
        lambda: theory.searcher_hours(5, 0),
        lambda: theory.searchers_for(5, 0),
        lambda: theory.after(0.5, 0.5, 1),
        lambda: theory.together([0.5, -0.1]),
    ):
        with pytest.raises(ValueError):
            wrong()


@pytest.mark.parametrize("probability", [grid, regions])
def test_the_example_worked_by_hand(probability: Any) -> None:
    (west, east), totals = search_figures([WEST, EAST], probability(), Assumptions())
    near = 1e-6
    # the local projection's scale, and chords of its straight edges, are in the measured area
    assert west.area_m2 == pytest.approx(1e6, rel=1e-6)
    assert west.perimeter_m == pytest.approx(4000, rel=1e-6)
    assert west.track_m == pytest.approx(20_000, rel=1e-6)
    assert west.searcher_hours == pytest.approx(10, rel=1e-6)
    assert (west.hours, east.hours) == (pytest.approx(2, rel=1e-6), pytest.approx(2.5, rel=1e-6))
    assert (west.searchers_needed, east.searchers_needed) == (3, None)
    assert west.coverage == pytest.approx(BY_HAND["coverage"], abs=near)
    assert west.pod == pytest.approx(BY_HAND["pod"], abs=near)
    assert (west.poa, east.poa) == (pytest.approx(0.6, abs=near), pytest.approx(0.3, abs=near))
    assert west.pos == pytest.approx(BY_HAND["pos_west"], abs=near)
    assert east.pos == pytest.approx(BY_HAND["pos_east"], abs=near)
    assert west.poa_left == pytest.approx(BY_HAND["left_west"], abs=near)
    assert totals.pos == pytest.approx(BY_HAND["pos_west"], abs=near)
    assert totals.pos_planned == pytest.approx(BY_HAND["pos_east"], abs=near)
    assert totals.remaining == pytest.approx(1 - BY_HAND["pos_west"], abs=near)


@pytest.mark.parametrize("probability", [grid, regions])
def test_what_is_searched_twice_counts_once(probability: Any) -> None:
    again = assignment("W2", area(0, 0, 1000, 1000), status="COMPLETED")
    (first, second), totals = search_figures([WEST, again], probability(), Assumptions())
    both = theory.together([BY_HAND["pod"]] * 2) * 0.6
    assert totals.pos == pytest.approx(both, abs=1e-6)
    assert first.pos and second.pos == pytest.approx(both - first.pos, abs=1e-6)
    half = assignment("H", area(500, 0, 1500, 1000), status="COMPLETED")
    (_, over), totals = search_figures([WEST, half], probability(), Assumptions())
    pod = BY_HAND["pod"]
    assert over.pos == pytest.approx((0.3 * (1 - pod) + 0.15) * pod, abs=1e-4)


def test_the_rest_of_the_world() -> None:
    (west,), totals = search_figures([WEST], grid(), Assumptions(rest_of_world=0.2))
    assert west.poa == pytest.approx(0.48, abs=1e-6)
    assert totals.remaining == pytest.approx(1 - 0.8 * BY_HAND["pos_west"], abs=1e-6)


def test_pod_by_assignment() -> None:
    said = assignment("A", area(0, 0, 1000, 1000), responsivePOD="HIGH", cluePOD="LOW")
    for pod_from, pod in ((PodFrom.RESPONSIVE, 0.8), (PodFrom.CLUE, 0.2)):
        (figures,), _ = search_figures([said], grid(), Assumptions(pod_from=pod_from))
        assert figures.pod == pod and figures.pos == pytest.approx(0.6 * pod, abs=1e-6)
    (figures,), _ = search_figures([said], grid(), Assumptions(pod_from=PodFrom.UNRESPONSIVE))
    assert figures.pod is None and figures.pos is None and "unresponsivePOD" in figures.remark
    (figures,), _ = search_figures(
        [said], None, Assumptions(pod_from=PodFrom.CLUE, levels={"LOW": 0.35})
    )
    assert figures.pod == 0.35 and figures.poa is None


def test_a_line_is_a_corridor() -> None:
    trail = assignment("T", line((0, 250), (1000, 250)), teamSize=2)
    (figures,), _ = search_figures([trail], grid(), Assumptions())
    assert figures.length_m == pytest.approx(1000, rel=1e-6)
    assert figures.track_m == pytest.approx(2000, rel=1e-6)
    assert figures.hours == pytest.approx(0.5, rel=1e-6)
    assert figures.coverage == pytest.approx(0.8, abs=1e-12)
    # 100 m wide, with round ends; one of them in the eastern column, one outside
    expected = 0.3 * 100 * 1000 / 500_000 + 0.15 * math.pi * 2500 / 2 / 500_000
    assert figures.poa == pytest.approx(expected, rel=1e-3)


def test_holes_are_no_part_of_it() -> None:
    hole = {"type": "Polygon", "coordinates": [ring(0, 0, 1000, 1000), ring(250, 250, 750, 750)]}
    (figures,), _ = search_figures([assignment("A", hole)], grid(), Assumptions())
    assert figures.area_m2 == pytest.approx(750_000, rel=1e-6)
    assert figures.perimeter_m == pytest.approx(6000, rel=1e-6)
    assert figures.poa == pytest.approx(0.45, abs=1e-6)


def test_broken_ones_are_named_and_the_others_reckoned() -> None:
    flat = assignment("F", area(0, 0, 0, 0))
    figures, totals = search_figures([flat, assignment("N", None), WEST], grid(), Assumptions())
    assert [bool(f.remark) for f in figures] == [True, True, False]
    assert totals.area_m2 == pytest.approx(1e6, rel=1e-6)


@settings(max_examples=25)
@given(st.integers(1, 9), st.integers(1, 9), st.lists(st.floats(0, 1), min_size=4, max_size=4),
       st.floats(0, 1))  # fmt: skip
def test_segments_that_make_up_the_whole_have_all_of_it(
    east: int, north: int, values: list[float], pod: float
) -> None:
    """Whatever the cells, shares of a partition add up, also after searches."""
    if sum(values) == 0:
        return
    cells = [[*values[:2]], [*values[2:]]]
    x, y = east * 103.7, north * 97.3
    parts = [area(0, 0, x, y), area(x, 0, 2000, y), area(0, y, x, 2000), area(x, y, 2000, 2000)]
    from caltopo_sync.plugin.analysis.outlines import Outline

    shapes = [Outline(part).area() for part in parts]
    for made in (
        Grid(cells, 0, 2000, 1000, 1000, LOCAL.forward),
        Regions([(area(c * 1000, (1 - r) * 1000, c * 1000 + 1000, 2000 - r * 1000), v)
                 for r, row in enumerate(cells) for c, v in enumerate(row)]),
    ):  # fmt: skip
        assert sum(map(made.there, shapes)) == pytest.approx(1, abs=1e-6)
        taken = made.search(shapes[0], pod)
        assert sum(map(made.there, shapes)) == pytest.approx(1 - taken, abs=1e-6)


def test_probabilities_that_are_none() -> None:
    for rows in ([[0.0, 0.0]], [[0.1, -0.1]], [[float("nan")]]):
        with pytest.raises(Rejected):
            Grid(rows, 0, 0, 1, 1, LOCAL.forward)
    for value in (0.0, -1.0, float("nan")):
        with pytest.raises(Rejected):
            Regions([(area(0, 0, 9, 9), value)])
    for wrong in ({"spacing": 0}, {"speed": -1}, {"rest_of_world": 1}, {"levels": {"LOW": 2}}):
        with pytest.raises(Rejected):
            Assumptions(**wrong)


def look_under(rows: int, count: int) -> None:
    """A raster of so many rows and columns under segments side by side."""
    size, wide = 10_020 / rows, 10_000 / count
    cells = Grid([[1.0] * rows for _ in range(rows)], 0, 10_020, size, size, LOCAL.forward)
    shapes = [Outline(area(x * wide, 100, (x + 1) * wide, 9900)).area() for x in range(count)]
    assert sum(map(cells.there, shapes)) == pytest.approx(0.98 / 1.002**2, abs=1e-5)


def test_a_large_raster_is_quick() -> None:
    """10,000 cells under ten segments: the cells along borders are what costs."""
    start = time.process_time()
    look_under(100, 10)
    assert time.process_time() - start < 4
    assert geodesy.polygon_area([ring(0, 0, 500, 500)]) == pytest.approx(250_000, rel=1e-5)
