# SPDX-License-Identifier: GPL-2.0-or-later
"""What icons are drawn with: a square of 24 by 24 units, its middle 0, 0, y upwards.

A drawing is a shapely area. Ink stays within 10.6 units of the middle in both directions, so that
a halo around it has room.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

Place = tuple[float, float]
REACH = 10.6
HALO = 1.3
SMOOTH = 12  # segments of a quarter of a circle


def disc(radius: float, at: Place = (0, 0)) -> BaseGeometry:
    return Point(at).buffer(radius, SMOOTH)


def ring(outer: float, inner: float, at: Place = (0, 0)) -> BaseGeometry:
    return disc(outer, at).difference(disc(inner, at))


def rect(left: float, bottom: float, right: float, top: float, round: float = 0) -> BaseGeometry:
    """A rectangle, its corners rounded off."""
    if not round:
        return box(left, bottom, right, top)
    return box(left + round, bottom + round, right - round, top - round).buffer(round, SMOOTH)


def area(*places: Place) -> BaseGeometry:
    return Polygon(places)


def stroke(width: float, *places: Place, flat: bool = False) -> BaseGeometry:
    """A line of that width, its ends round unless ``flat``."""
    return LineString(places).buffer(
        width / 2, SMOOTH, cap_style=2 if flat else 1, join_style=2 if flat else 1
    )


def arc(radius: float, start: float, end: float, at: Place = (0, 0)) -> list[Place]:
    """Places on a circle between two angles, degrees counterclockwise from the right."""
    steps = max(2, round(abs(end - start) / 7))
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(at[0] + radius * math.cos(a), at[1] + radius * math.sin(a)) for a in angles]


def curve(*controls: Place) -> list[Place]:
    """A smooth line through places (Catmull-Rom)."""
    ends = [controls[0], *controls, controls[-1]]
    found: list[Place] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:]):
        for step in range(8):
            t = step / 8
            found.append(
                tuple(  # type: ignore[arg-type]
                    0.5
                    * (
                        2 * b[i]
                        + (c[i] - a[i]) * t
                        + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t**2
                        + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
                    )
                    for i in (0, 1)
                )
            )
    return [*found, controls[-1]]


def star(points: int, outer: float, inner: float) -> BaseGeometry:
    return Polygon(
        [
            (r * math.sin(math.pi * i / points), r * math.cos(math.pi * i / points))
            for i in range(2 * points)
            for r in [outer if i % 2 == 0 else inner]
        ]
    )


def union(*parts: BaseGeometry) -> BaseGeometry:
    return unary_union(parts)


def moved(drawn: BaseGeometry, x: float, y: float) -> BaseGeometry:
    return affinity.translate(drawn, x, y)


def scaled(drawn: BaseGeometry, factor: float) -> BaseGeometry:
    """Larger or smaller around the middle of the square."""
    return affinity.scale(drawn, factor, factor, origin=(0, 0))


def turned(drawn: BaseGeometry, degrees: float) -> BaseGeometry:
    """Turned clockwise around the middle of the square."""
    return affinity.rotate(drawn, -degrees, origin=(0, 0))


def halo(drawn: BaseGeometry) -> BaseGeometry:
    """The drawing with a rim, its narrow holes closed."""
    grown = drawn.buffer(HALO, SMOOTH)
    return unary_union([Polygon(p.exterior, _wide(p)) for p in polygons(grown)]).simplify(0.1)


def _wide(polygon: Polygon) -> Iterable[object]:
    return [hole for hole in polygon.interiors if Polygon(hole).area > 12]


def polygons(drawn: BaseGeometry) -> list[Polygon]:
    """The parts of a drawing."""
    found = drawn.geoms if isinstance(drawn, MultiPolygon) else [drawn]
    return [part for part in found if isinstance(part, Polygon) and not part.is_empty]
