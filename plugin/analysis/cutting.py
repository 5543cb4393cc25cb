# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines and areas cut, cropped and joined.

Worked out in degrees, where edges are as straight as the map draws them, so that untouched corners
come back number for number; all that is a distance or an area is in metres.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ..caltopo.errors import Rejected
from . import metric, tracks
from .outlines import SMALLEST, GeoJson, Outline, polygons, shapely_needed, square_metres

POLEWARD = 85.0  # degrees


class Found(Enum):
    """What came of it; only CHANGED has parts."""

    CHANGED = "changed"
    APART = "apart"
    NOT_ACROSS = "not across"
    NOTHING_LEFT = "nothing left"
    INSIDE = "inside"
    OUTSIDE = "outside"
    ONLY_AREAS = "only areas"
    POINT_ONLY = "point only"
    ENCLOSES = "encloses"
    EMPTY = "empty"


@dataclass(frozen=True)
class Outcome:
    """The geometries that take the target's place: of a line in its course, of an area the
    largest first."""

    found: Found
    parts: list[dict[str, Any]] = field(default_factory=list)


def cut(target: GeoJson | None, cutter: GeoJson | None) -> Outcome:
    """The target without the cutter's area, or split along its line.

    A cutter inside an area leaves a hole; the target's holes are kept.
    """
    there = Outline(target)
    other = Outline(cutter, there.near)
    shape = other.shape()
    if not there.is_area:
        return _lines(there, shape, keep_inside=False)
    area = there.area()
    if area.is_empty or shape.is_empty:
        return Outcome(Found.EMPTY)
    if not area.intersects(shape):
        return Outcome(Found.APART)
    if not other.is_area:
        return _split(there, area, shape)
    return _areas(there, area, area.difference(shape), Found.APART, Found.NOTHING_LEFT)


def crop(target: GeoJson | None, boundary: GeoJson | None, beyond: float) -> Outcome:
    """What of the target lies in the boundary's area grown by ``beyond`` metres.

    Around a line that is a corridor ``beyond`` wide on each side.
    """
    there = Outline(target)
    region = grown(Outline(boundary, there.near), beyond)
    if region.is_empty:
        return Outcome(Found.EMPTY)
    if not there.is_area:
        return _lines(there, region, keep_inside=True)
    area = there.area()
    if area.is_empty:
        return Outcome(Found.EMPTY)
    return _areas(there, area, area.intersection(region), Found.INSIDE, Found.OUTSIDE)


def expand(target: GeoJson | None, other: GeoJson | None) -> Outcome:
    """Both areas as one; gaps they enclose between them stay holes."""
    there = Outline(target)
    more = Outline(other, there.near)
    if not (there.is_area and more.is_area):
        return Outcome(Found.ONLY_AREAS)
    one, two = there.area(), more.area()
    if one.is_empty or two.is_empty:
        return Outcome(Found.EMPTY)
    if not one.intersects(two):
        return Outcome(Found.APART)
    both = one.union(two)
    if len(polygons(both)) > 1:
        return Outcome(Found.POINT_ONLY)
    if square_metres(both) - square_metres(one) < SMALLEST:
        return Outcome(Found.ENCLOSES)
    return Outcome(Found.CHANGED, [there.polygon(polygons(both)[0], more)])


def grown(outline: Outline, metres: float) -> Any:
    """The area within so many metres of a line or area (shapely, degrees).

    Round at ends and corners, 32 segments to the quarter circle, at most 3e-4 too narrow there.
    Raises Rejected for a width that makes no area, and beyond 85 degrees of latitude.
    """
    if not (isinstance(metres, (int, float)) and math.isfinite(metres) and metres >= 0):
        raise Rejected("A width of " + str(metres) + " m is none.", hint="Give metres, 0 or more.")
    if not outline.is_area and not metres:
        raise Rejected(
            "A line encloses nothing to crop to.",
            hint="Say how many metres beyond the line are to be kept.",
        )
    shape = outline.shape()
    if shape.is_empty or not metres:
        return shape
    local = metric.around(shape.bounds)
    if max(abs(shape.bounds[1]), abs(shape.bounds[3])) > POLEWARD:
        raise Rejected("Distances cannot be drawn so near to a pole.")
    return local.to_degrees(local.to_metres(shape).buffer(metres, 32))


def _lines(there: Outline, region: Any, *, keep_inside: bool) -> Outcome:
    parts, touched = [], False
    for line, flat in zip(there.lines, there.flat):
        spans, points = tracks.meeting(flat, region)
        if region.geom_type.endswith("Polygon"):
            points = []  # it only touches the border there
        end = len(line) - 1
        kept = spans if keep_inside else tracks.rest(spans, points, end)
        pieces = [p for p in (tracks.piece(line, s) for s in kept) if tracks.long_enough(p)]
        untouched = len(pieces) == 1 and kept == [(0, end)]
        touched = touched or not untouched
        parts += pieces
    if not touched:
        return Outcome(Found.INSIDE if keep_inside else Found.APART)
    if not parts:
        return Outcome(Found.OUTSIDE if keep_inside else Found.NOTHING_LEFT)
    return Outcome(
        Found.CHANGED,
        [
            {"type": "LineString", "coordinates": [_as_it_came(there, p) for p in part]}
            for part in parts
        ],
    )


def _as_it_came(there: Outline, position: list[float]) -> list[float]:
    """A position of the line as it came, or a new one with its longitude within ±180."""
    return [there.position(position[0], position[1])[0], *position[1:]]


def _split(there: Outline, area: Any, line: Any) -> Outcome:
    with shapely_needed():
        from shapely.ops import polygonize, unary_union
    faces = polygonize(unary_union([area.boundary, line]))
    inside = [face for face in faces if area.contains(face.representative_point())]
    parts = [part for part in inside if square_metres(part) >= SMALLEST]
    if len(parts) <= len(polygons(area)):
        return Outcome(Found.NOT_ACROSS)
    return _parts(there, parts)


def _areas(there: Outline, area: Any, left: Any, same: Found, gone: Found) -> Outcome:
    parts = [part for part in polygons(left) if square_metres(part) >= SMALLEST]
    if not parts:
        return Outcome(gone)
    if square_metres(area) - square_metres(left) < SMALLEST:
        return Outcome(same)
    return _parts(there, parts)


def _parts(there: Outline, parts: list[Any]) -> Outcome:
    parts = sorted(parts, key=square_metres, reverse=True)
    return Outcome(Found.CHANGED, [there.polygon(part) for part in parts])
