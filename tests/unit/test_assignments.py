# SPDX-License-Identifier: GPL-2.0-or-later
"""Letters dealt out, geometries made fit, features matched with objects: on plain records."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest
from caltopo_sync.plugin.analysis.assignments import (
    Outcome,
    Remembered,
    Rules,
    Step,
    There,
    Wanted,
    plan,
)
from caltopo_sync.plugin.analysis.lettering import Dealer, following
from caltopo_sync.plugin.analysis.matching import likeness, outline, same_outline
from caltopo_sync.plugin.analysis.plane import Plane
from caltopo_sync.plugin.analysis.preparing import Limits, Prepared, prepare

AREA = frozenset({"Polygon"})
DRAWN = frozenset({"Polygon", "LineString"})


def square(west: float, south: float = 39.0, side: float = 0.01) -> dict[str, Any]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_letters_follow_each_other() -> None:
    assert [following(x) for x in ("A", "Z", "AA", "AZ", "ZZ", "AZZ")] == [
        "B",
        "AA",
        "AB",
        "BA",
        "AAA",
        "BAA",
    ]
    dealer = Dealer(["AA", "AC:1", "ad"], ["101", "103"], "AA", 101)
    assert [dealer.letter() for _ in range(3)] == ["AB", "AE", "AF"]
    assert [dealer.number() for _ in range(2)] == ["102", "104"]
    assert [dealer.part("AC"), dealer.part("AC:1"), dealer.part("AB")] == ["AC:2", "AC:3", "AB:1"]
    assert Dealer([], [], None, None).letter() == Dealer([], [], "", None).number() == ""


def test_an_outline_is_known_however_it_is_written() -> None:
    one = square(-120)
    ring = one["coordinates"][0]
    turned = {"type": "Polygon", "coordinates": [[*ring[2:4], *ring[:3]]]}
    back = {"type": "Polygon", "coordinates": [ring[::-1]]}
    open_ended = {"type": "Polygon", "coordinates": [ring[:-1]]}
    raised = {"type": "Polygon", "coordinates": [[[*p, 0, 0] for p in ring]]}
    for other in (turned, back, open_ended, raised):
        assert outline(other) == outline(one) and same_outline(one, other)
    assert not same_outline(one, square(-120.0001))
    assert likeness(one, square(-120.005)) == pytest.approx(1 / 3)
    line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    assert same_outline(line, {"type": "LineString", "coordinates": [[1, 1], [0, 0]]})


def test_the_plane_is_metric() -> None:
    plane = Plane.around([[-120, 45]])
    assert plane.north == pytest.approx(111131.8, abs=1)  # published for 45 degrees
    assert plane.east == pytest.approx(78846.8, abs=1)
    assert plane.back(plane.flat([[-120.1, 45.2]]))[0] == pytest.approx([-120.1, 45.2])


def test_simplifying_keeps_to_its_tolerance() -> None:
    ring = [
        [-120 + 0.02 * math.cos(t / 2000 * math.tau), 39 + 0.02 * math.sin(t / 2000 * math.tau)]
        for t in range(2000)
    ]
    round_one = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    kept = prepare(round_one, AREA, Limits())
    assert kept.after == kept.before == 2001 and kept.notes == [] and kept.change == 0
    made = prepare(round_one, AREA, Limits(tolerance=10))
    assert made.before == 2001 and 20 < made.after < 200 and -0.02 < made.change < 0
    plane = Plane.around(ring)
    corners = plane.flat(made.parts[0]["coordinates"][0])
    for x, y in plane.flat(ring):
        assert min(_off((x, y), a, b) for a, b in zip(corners, corners[1:])) < 10.1
    assert prepare(round_one, AREA, Limits(vertices=50)).after <= 50


def _off(p: Any, a: Any, b: Any) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = max(0, min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy)))
    return math.dist(p, (a[0] + t * dx, a[1] + t * dy))


def test_the_antimeridian_and_the_poles() -> None:
    for ring in (
        [[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]],
        [[179, 0], [181, 0], [181, 1], [179, 1], [179, 0]],
        [[-181, 0], [-179, 0], [-179, 1], [-181, 1], [-181, 0]],
    ):
        made = prepare({"type": "Polygon", "coordinates": [ring]}, AREA, Limits())
        boxes = sorted(
            (min(p[0] for p in part["coordinates"][0]), max(p[0] for p in part["coordinates"][0]))
            for part in made.parts
        )
        assert boxes == [(-180, -179), (179, 180)] and "antimeridian" in made.notes[0]
    line = {"type": "LineString", "coordinates": [[170, 0], [-170, 10]]}
    made = prepare(line, DRAWN, Limits())
    assert sorted(part["coordinates"] for part in made.parts) == [
        [[-180, 5], [-170, 10]],
        [[170, 0], [180, 5]],
    ]
    around = [[lon, 80] for lon in (-180, -90, 0, 90, 180)] + [[-180, 80]]
    far = prepare(
        {
            "type": "Polygon",
            "coordinates": [[[-170, 80], [-60, 80], [60, 80], [170, 80], [-170, 80]]],
        },
        AREA,
        Limits(),
    )
    assert "pole" in far.fault
    assert prepare({"type": "Polygon", "coordinates": [around]}, AREA, Limits()).fault
    point = prepare({"type": "Point", "coordinates": [190, 10]}, frozenset({"Point"}), Limits())
    assert point.parts == [{"type": "Point", "coordinates": [-170, 10]}]


def test_holes_and_invalid_rings() -> None:
    holed = square(-120)
    holed["coordinates"].append(square(-119.997, 39.003, 0.002)["coordinates"][0])
    made = prepare(holed, AREA, Limits(tolerance=1))
    assert len(made.parts[0]["coordinates"]) == 2
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    made = prepare(bow, AREA, Limits())
    assert len(made.parts) == 2 and "Self-intersection" in made.notes[0]
    assert prepare({"type": "Point", "coordinates": [0, 0]}, DRAWN, Limits()).fault == (
        "Its type is point, and what is needed is area or line."
    )


# -- plans ------------------------------------------------------------------------------------

RULES = Rules(lambda name, a, b: (a or "") == (b or ""), "letter", "keep", "AA", 101)


def want(key: str | None, shape: dict[str, Any], **said: Any) -> Wanted:
    return Wanted("f" + str(key), key, said, Prepared([shape], before=5, after=5))


def outcomes(steps: list[Step]) -> list[tuple[str, str]]:
    return [(s.outcome.value, s.id) for s in steps]


def test_a_key_goes_before_the_outline() -> None:
    there = {"a": There("a", {"letter": "AA"}, square(0)), "b": There("b", {}, square(1))}
    memory = [Remembered("one", "a", {}, ""), Remembered("two", "b", {}, "")]
    steps = plan([want("one", square(1)), want("two", square(0))], there, memory, RULES)
    assert outcomes(steps) == [("edited", "a"), ("edited", "b")], "two segments changed places"


def test_without_a_key_the_most_alike_is_taken() -> None:
    there = {id: There(id, {}, square(x)) for id, x in (("a", 0), ("b", 0.006))}
    memory = [Remembered(None, "a", {}, ""), Remembered(None, "b", {}, "")]
    steps = plan([want(None, square(0.005)), want(None, square(0.001))], there, memory, RULES)
    assert outcomes(steps) == [("edited", "b"), ("edited", "a")]


def test_what_a_run_with_keys_sent_is_known_again_without() -> None:
    there = {id: There(id, {}, square(x)) for id, x in (("a", 0), ("b", 0.02))}
    memory = [Remembered("one", "a", {}, ""), Remembered("two", "b", {}, "")]
    steps = plan([want(None, square(0.002)), want(None, square(0.018))], there, memory, RULES)
    assert outcomes(steps) == [("edited", "a"), ("edited", "b")]
    steps = plan([want("three", square(0.002)), want(None, square(0.018))], there, memory, RULES)
    assert outcomes(steps)[:2] == [("added", ""), ("added", "")], "those have keys of their own"


def test_what_somebody_drew_is_not_taken_for_ours() -> None:
    there = {"a": There("a", {"letter": "AA", "number": "101"}, square(0))}
    (step,) = plan([want("one", square(0.003))], there, [], RULES)
    assert step.outcome is Outcome.ADDED and "It lies on “AA 101”" in step.reasons[0]
    (far,) = plan([want("one", square(0.006))], there, [], RULES)
    assert "(25 % agree)" in far.reasons[0]
    (beside,) = plan([want("one", square(0.009))], there, [], RULES)
    assert beside.reasons == []
    (same,) = plan([want("one", square(0))], there, [], RULES)
    assert outcomes([same]) == [("unchanged", "a")]
    (named,) = plan([want("one", square(5), letter="AA", number="101")], there, [], RULES)
    assert outcomes([named]) == [("edited", "a")] and "letter and number" in named.reasons[-1]


def test_three_ways() -> None:
    there = {"a": There("a", {"status": "INPROGRESS", "description": "x"}, square(0))}
    memory = [Remembered("one", "a", {"status": "DRAFT", "description": "x"}, outline(square(0)))]
    (step,) = plan([want("one", square(0), status="DRAFT", description="y")], there, memory, RULES)
    assert step.outcome is Outcome.EDITED and step.properties == {"description": "y"}
    undone = [Remembered("one", "a", None)]
    (step,) = plan([want("one", square(0), status="DRAFT")], there, undone, RULES)
    assert step.properties == {"status": "DRAFT"}


def test_another_geometry_type_is_not_forced() -> None:
    line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    there = {"a": There("a", {}, line)}
    (step,) = plan([want("one", square(0))], there, [Remembered("one", "a", {})], RULES)
    assert step.outcome is Outcome.SKIPPED


def test_a_limit_that_cannot_be_met_is_no_endless_search() -> None:
    """Small rings cannot be thinned further, nor be left out."""
    pytest.importorskip("shapely")
    holes = [
        [[x, y], [x + 0.004, y], [x + 0.004, y + 0.004], [x, y + 0.004], [x, y]]
        for x, y in ((-120 + i % 10 / 100, 39 + i // 10 / 100) for i in range(100))
    ]
    outer = [[-121, 38], [-119, 38], [-119, 40], [-121, 40], [-121, 38]]
    made = prepare(
        {"type": "Polygon", "coordinates": [outer, *holes]}, frozenset(["Polygon"]), Limits(0, 50)
    )
    assert not made.fault and len(made.parts) == 1
    assert made.after <= made.before == 505


def _comb(teeth: int, high: float) -> list[list[float]]:
    """A ring of teeth side by side on 0.2 degrees, each with its tip."""
    tips = [[-120 + 0.1 * n / teeth, 39 + (high if n % 2 else 0.0)] for n in range(2 * teeth)]
    return [*tips, [-119.8, 38.9], [-120, 38.9], tips[0]]


def thin_jagged(teeth: int, limits: Limits) -> None:
    """Rings of low teeth, of high ones, and a thin band of which none can be spared."""
    low = prepare({"type": "Polygon", "coordinates": [_comb(teeth, 1e-4)]}, AREA, limits)
    high = prepare({"type": "Polygon", "coordinates": [_comb(teeth, 0.1)]}, AREA, limits)
    band = [[x, y + 0.001] for x, y in reversed(_comb(teeth, 0.1)[:-3])]
    ring = [*_comb(teeth, 0.1)[:-3], *band]
    thin = prepare({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}, AREA, limits)
    most = limits.vertices
    assert not low.fault and low.after <= most and "vertices become" in low.notes[0]
    assert not high.fault and -0.6 < high.change <= 0.6 and high.after <= most
    assert not thin.fault and thin.after > most
    assert f"more than {most}: with fewer it would be another outline" in thin.notes[0]


def test_a_jagged_outline_is_thinned_in_a_time_that_grows_with_it() -> None:
    pytest.importorskip("shapely")
    begun = time.process_time()
    thin_jagged(2_000, Limits(vertices=2_500))
    assert time.process_time() - begun < 4  # half a second; by shapely alone seven times that


def test_an_outline_that_is_all_knots_is_named() -> None:
    pytest.importorskip("shapely")
    steps = range(3_000)
    across = [[-120 + 0.1 * math.sin(n * 2.4), 39 + 0.1 * math.cos(n * 2.2)] for n in steps]
    rough = [
        [-120 + r * math.sin(n / 3_000 * math.tau), 39 + r * math.cos(n / 3_000 * math.tau)]
        for n in steps
        for r in (0.1 + 0.01 * math.sin(n * 7.7),)
    ]
    knotted = [p for n, p in enumerate(rough) for p in (p, rough[n - 9])]
    begun = time.process_time()
    for ring in (across, knotted):
        made = prepare({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}, AREA, Limits())
        assert "crosses itself about" in made.fault and made.parts == []
    assert time.process_time() - begun < 20


def test_an_outline_that_thinning_makes_cross_itself_is_thinned_by_less() -> None:
    pytest.importorskip("shapely")
    from shapely.geometry import shape

    there = [[-120 + 0.0001 * n, 39 + 0.001 * math.sin(n / 7)] for n in range(300)]
    back = [[x + 0.00003, y - 0.0002] for x, y in reversed(there)]
    band = {"type": "Polygon", "coordinates": [[*there, *back, there[0]]]}
    made = prepare(band, AREA, Limits(tolerance=60))
    assert len(made.parts) == 1 and shape(made.parts[0]).is_valid
    assert made.after < 200 and abs(made.change) < 0.05
