# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines with fewer vertices, in a time that grows with their number and not with its square.

Douglas and Peucker's way, by shapely, in stretches: over a whole jagged outline of 100,000 vertices
it takes minutes.  Coordinates in metres; any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Flat = list[tuple[float, float]]

MOST_CROSSINGS = (
    1_000  # of an outline with itself that are mended; each takes more time than the last
)
_STRETCH = 500  # vertices that are simplified together
_SOME = 150  # sides that are looked at to tell whether counting crossings would take too long


def thinned(line: Flat, tolerance: float) -> Flat:
    """A line, or a closed ring, that no vertex of the former is further from than ``tolerance``.

    Ends stay, and of a ring at least three corners.
    """
    half = tolerance / 2
    once = _in_stretches(line, half, 0)
    found = _in_stretches(once, half, _STRETCH // 2)
    ring = line[0] == line[-1]
    return _three_corners(line) if ring and len(found) < 4 else found


def _in_stretches(line: Flat, tolerance: float, first: int) -> Flat:
    """Each stretch by itself; ``first`` is where the second one begins, so that the ends of an
    earlier run lie within others."""
    from shapely.geometry import LineString

    if len(line) < 3:
        return line
    cuts = [0, *range(first or _STRETCH, len(line) - 1, _STRETCH), len(line) - 1]
    found = [line[0]]
    for start, end in zip(cuts, cuts[1:]):
        stretch = LineString(line[start : end + 1])
        found += list(stretch.simplify(tolerance, preserve_topology=False).coords)[1:]
    return found


def _three_corners(ring: Flat) -> Flat:
    """A ring's first vertex, the furthest from it, and the furthest from the line of both."""

    def apart(a: Sequence[float], b: Sequence[float]) -> float:
        return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2

    first = ring[0]
    second = max(ring, key=lambda each: apart(each, first))
    dx, dy = second[0] - first[0], second[1] - first[1]
    third = max(ring, key=lambda p: abs((p[0] - first[0]) * dy - (p[1] - first[1]) * dx))
    return [first, second, third, first]


def crossings(ring: Flat) -> int:
    """How often a ring crosses itself; about, where the counting itself would take too long."""
    sides = list(zip(ring, ring[1:]))
    parts = -(-len(sides) // _SOME)
    if parts > 1:
        # some sides from everywhere tell of lines across each other, neighbours of tangles
        spread = _met(sides[::parts]) * parts * parts
        beside = [_met(sides[start:][:_SOME]) for start in range(0, len(sides), len(sides) // 4)]
        about = max(spread, sum(beside) * parts // len(beside))
        if about > MOST_CROSSINGS:
            return about
    return _met(sides)


def _met(sides: Sequence[Any]) -> int:
    """How often lines of two ends cross each other; more where several do at one place."""
    from shapely.geometry import MultiLineString
    from shapely.ops import unary_union

    noded = unary_union(MultiLineString(sides))
    return max(0, len(getattr(noded, "geoms", (noded,))) - len(sides)) // 2
