# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines taken apart along their own course, so that recorded tracks keep what they recorded.

A place on a line is a number: 3.25 lies a quarter of the way from its fourth position to its
fifth.  Lines that cross themselves stay whole, unlike in an overlay.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from . import geodesy
from .outlines import Position, shapely_needed

SHORTEST = 0.1  # metres; shorter pieces come from rounding
_SAME = 1e-9

Span = tuple[float, float]


def meeting(line: Sequence[tuple[float, float]], region: Any) -> tuple[list[Span], list[float]]:
    """Where a line runs in, or along, a shapely geometry, and where it meets it in points only.

    Same plane for both.  Spans are in order and do not touch each other.
    """
    with shapely_needed():
        from shapely.prepared import prep
    walk = _Walk(line, region, prep(region))
    walk.over(0, len(line) - 1)
    spans = _merged(walk.spans)
    return spans, sorted(
        {p for p in walk.points if not any(a - _SAME <= p <= b + _SAME for a, b in spans)}
    )


class _Walk:
    """Halves a stretch until it lies inside or outside as a whole, or is one segment."""

    def __init__(self, line: Sequence[tuple[float, float]], region: Any, prepared: Any) -> None:
        self.line, self.region, self.prepared = line, region, prepared
        self.spans: list[Span] = []
        self.points: list[float] = []

    def over(self, first: int, last: int) -> None:
        from shapely.geometry import LineString, Point

        corners = self.line[first : last + 1]
        if len(set(corners)) == 1:  # somebody stood there
            if self.prepared.intersects(Point(corners[0])):
                self.spans.append((first, last))
            return
        stretch = LineString(corners)
        if not self.prepared.intersects(stretch):
            return
        if self.prepared.contains(stretch):
            self.spans.append((first, last))
        elif last - first == 1:
            self._segment(first, stretch.intersection(self.region))
        else:
            middle = (first + last) // 2
            self.over(first, middle)
            self.over(middle, last)

    def _segment(self, index: int, common: Any) -> None:
        (x, y), (x2, y2) = self.line[index : index + 2]
        dx, dy = x2 - x, y2 - y

        def place(at: Sequence[float]) -> float:
            along = ((at[0] - x) * dx + (at[1] - y) * dy) / (dx * dx + dy * dy)
            return index + min(1.0, max(0.0, along))

        for part in getattr(common, "geoms", [common]):
            if part.is_empty:
                continue
            places = [place(at) for at in part.coords]
            if len(places) == 1 or max(places) - min(places) < _SAME:
                self.points.append(places[0])
            else:
                self.spans.append((min(places), max(places)))


def _merged(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + _SAME:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def rest(spans: Sequence[Span], points: Sequence[float], end: float) -> list[Span]:
    """What is left of 0 … ``end`` without those spans, broken at those points."""
    found, start = [], 0.0
    for a, b in sorted([*spans, *((p, p) for p in points)]):
        if a > start:
            found.append((start, a))
        start = max(start, b)
    if end > start:
        found.append((start, end))
    return found


def piece(line: Sequence[Position], span: Span) -> list[list[float]]:
    """The positions of a span, with interpolated ones where it begins or ends between two.

    Elevation and time (milliseconds) are interpolated where both neighbours have them; 0 means
    that there is none.
    """
    start, end = span
    inner = range(math.floor(start + _SAME) + 1, math.ceil(end - _SAME))
    return [_at(line, start), *(list(line[i]) for i in inner), _at(line, end)]


def _at(line: Sequence[Position], place: float) -> list[float]:
    nearest = round(place)
    if abs(place - nearest) < _SAME:
        return list(line[nearest])
    before = math.floor(place)
    share = place - before
    made: list[float] = []
    for index, (a, b) in enumerate(zip(line[before], line[before + 1])):
        if index >= 2 and not (a and b and math.isfinite(a + b)):
            made.append(0)
            continue
        value = a + (b - a) * share
        made.append(round(value) if index == 3 else value)
    while len(made) > 2 and not made[-1]:
        made.pop()
    return made


def long_enough(line: Sequence[Position]) -> bool:
    return geodesy.length(line) >= SHORTEST
