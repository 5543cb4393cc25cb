# SPDX-License-Identifier: GPL-2.0-or-later
"""Range rings, bearing lines, sectors and buffers as GeoJSON, by distances on the ellipsoid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..caltopo.errors import Rejected
from . import geodesy
from .cutting import grown
from .outlines import GeoJson, Outline, polygons, rolled

UNITS = {"m": 1.0, "km": 1000.0, "ft": 0.3048, "mi": 1609.344}
STEP = 2.5  # degrees between corners of a circle: chords lie inside it by 2.4e-4 of the radius
FURTHEST = 1_000_000.0  # metres
POLEWARD = 85.0  # degrees


@dataclass(frozen=True)
class Drawing:
    """Something to be drawn: what it is called, and GeoJSON in WGS 84."""

    title: str
    geometry: dict[str, Any]


@dataclass(frozen=True)
class North:
    """What bearings are counted from: true north, or magnetic with its declination in degrees,
    east positive."""

    declination: float | None = None

    def true(self, bearing: float) -> float:
        """A bearing as read, as one from true north, 0 up to 360."""
        if not math.isfinite(bearing):
            raise Rejected("A bearing must be a number of degrees.")
        return (bearing + (self.declination or 0.0)) % 360

    def said(self, bearing: float) -> str:
        """``045° T``, or ``045° M (declination 12.5° E)``."""
        shown = _number(bearing % 360)
        whole, _, rest = shown.partition(".")
        text = whole.zfill(3) + ("." + rest if rest else "") + "°"
        if self.declination is None:
            return text + " T"
        side = "E" if self.declination >= 0 else "W"
        return text + " M (declination " + _number(abs(self.declination)) + "° " + side + ")"


def metres(distance: float, unit: str) -> float:
    """A distance in one of ``UNITS`` as metres.  Raises Rejected for one that cannot be drawn."""
    if unit not in UNITS:
        raise Rejected("“" + unit + "” is no unit.", hint="Use one of " + ", ".join(UNITS) + ".")
    found = distance * UNITS[unit] if isinstance(distance, (int, float)) else math.nan
    if not 0 < found <= FURTHEST:
        raise Rejected(
            "A distance of " + str(distance) + " " + unit + " cannot be drawn.",
            hint="It must be above 0 and at most 1000 km.",
        )
    return found


def ring(centre: Sequence[float], distance: float, unit: str, area: bool) -> Drawing:
    """A circle, as a closed line or an area."""
    corners = _arc(centre, metres(distance, unit), 0, 360)
    return Drawing(_number(distance) + " " + unit, _closed(corners, area))


def bearing_line(
    centre: Sequence[float], bearing: float, distance: float, unit: str, north: North
) -> Drawing:
    """A line from the centre by a bearing; its title says from which north."""
    end = _reached(centre, north.true(bearing), metres(distance, unit))
    title = north.said(bearing) + ", " + _number(distance) + " " + unit
    return Drawing(title, {"type": "LineString", "coordinates": [list(centre[:2]), end]})


def sector(
    centre: Sequence[float],
    start: float,
    end: float,
    distance: float,
    unit: str,
    north: North,
    area: bool,
) -> Drawing:
    """What lies between two bearings, clockwise from the first, and within a distance."""
    width = (end - start) % 360
    if not width:
        raise Rejected("A sector needs two different bearings.", hint="Draw a ring for all of it.")
    arc = _arc(centre, metres(distance, unit), north.true(start), width)
    tip = list(centre[:2])
    title = " to ".join((north.said(start), north.said(end))) + ", " + _number(distance) + " "
    return Drawing(title + unit, _closed([tip, *arc, tip], area))


def buffers(geometry: GeoJson | None, distance: float, unit: str, area: bool) -> list[Drawing]:
    """What lies within a distance of a line or area; one drawing per part of it."""
    outline = Outline(geometry)
    found = polygons(grown(outline, metres(distance, unit)))
    title = _number(distance) + " " + unit
    made = []
    for part in found:
        shape = outline.polygon(part)
        if area:
            made.append(Drawing(title, shape))
        else:
            made += [
                Drawing(title, {"type": "LineString", "coordinates": corners})
                for corners in shape["coordinates"]
            ]
    return made


def _arc(centre: Sequence[float], radius: float, start: float, width: float) -> list[list[float]]:
    pieces = max(1, math.ceil(width / STEP))
    return [_reached(centre, start + width * i / pieces, radius) for i in range(pieces + 1)]


def _reached(centre: Sequence[float], bearing: float, distance: float) -> list[float]:
    lon, lat = geodesy.destination(centre[0], centre[1], bearing, distance)
    if abs(lat) > POLEWARD:
        raise Rejected("That is too near to a pole to be drawn.")
    return [rolled(lon), lat]


def _closed(corners: list[list[float]], area: bool) -> dict[str, Any]:
    corners = [*corners[:-1], list(corners[0])]
    if area:
        # counterclockwise, as RFC 7946 has it; bearings run the other way
        return {"type": "Polygon", "coordinates": [corners[::-1]]}
    return {"type": "LineString", "coordinates": corners}


def _number(value: float) -> str:
    return format(round(value, 3), ".10g")
