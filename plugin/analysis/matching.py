# SPDX-License-Identifier: GPL-2.0-or-later
"""Which object on the map a geometry is: the same outline, or nearly the same.

All geometries are single GeoJSON geometries in WGS 84.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from .plane import Plane
from .preparing import DECIMALS, GeoJson, positions

NEARLY = 0.9  # of the area of both together; two analysts do not draw the same so closely
HALF = 0.5
_SAME_POINT = 2.0  # metres
_STEPS = 10 ** (DECIMALS - 1)  # in a degree, about 10 cm each


def outline(shape: GeoJson | None) -> str:
    """A text that is the same for the same outline: wherever its ring begins, whichever way round
    it goes, whether it is closed, to a position of about 10 cm.  "" for no geometry."""
    if not shape or shape.get("type") not in ("Point", "LineString", "Polygon"):
        return ""
    coordinates = shape["coordinates"]
    if shape["type"] == "Point":
        rows = [[coordinates]]
    elif shape["type"] == "LineString":
        rows = [coordinates]
    else:
        rows = coordinates
    said = []
    for row in rows:
        short = [(int(p[0] * _STEPS), int(p[1] * _STEPS)) for p in row]
        short = [p for n, p in enumerate(short) if not n or p != short[n - 1]]
        said.append(_ring(short) if shape["type"] == "Polygon" else min(short, short[::-1]))
    text = repr((shape["type"], said[:1] + sorted(said[1:])))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _ring(ring: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring = ring[:-1]
    first = ring.index(min(ring))
    ring = ring[first:] + ring[:first]
    back = ring[:1] + ring[:0:-1]
    return min(ring, back)


def same_outline(one: GeoJson | None, other: GeoJson | None) -> bool:
    """Whether positions agree to 2e-7 degrees (2 cm), in their order; or the outlines are one."""
    if one is None or other is None or one.get("type") != other.get("type"):
        return one is other
    mine, theirs = list(positions(one)), list(positions(other))
    if len(mine) == len(theirs) and all(
        abs(a[0] - b[0]) <= 2e-7 and abs(a[1] - b[1]) <= 2e-7 for a, b in zip(mine, theirs)
    ):
        return True
    return outline(one) == outline(other)


class Outlines:
    """Geometries by id, to find the one that a geometry is nearly the same as."""

    def __init__(self, shapes: Mapping[str, GeoJson | None]) -> None:
        self._shapes = {id: shape for id, shape in shapes.items() if shape and outline(shape)}
        self._boxes = {id: _box(shape) for id, shape in self._shapes.items()}

    @cached_property
    def by_outline(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id, shape in self._shapes.items():
            found.setdefault(outline(shape), []).append(id)
        return found

    def same(self, text: str) -> list[str]:
        """The ids that have exactly that ``outline``."""
        return self.by_outline.get(text, [])

    def near(self, shape: GeoJson, among: Iterable[str], least: float) -> list[tuple[float, str]]:
        """Ids and how like they are to the geometry (0 to 1), at least ``least``, most first."""
        west, south, east, north = _box(shape)
        found = []
        for id in among:
            there = self._boxes.get(id)
            if there is None or self._shapes[id]["type"] != shape["type"]:
                continue
            if there[0] > east or there[2] < west or there[1] > north or there[3] < south:
                continue
            like = likeness(shape, self._shapes[id])
            if like >= least:
                found.append((like, id))
        return sorted(found, key=lambda each: (-each[0], each[1]))


def _box(shape: Any) -> tuple[float, float, float, float]:
    all_of = list(positions(shape))
    lons, lats = [p[0] for p in all_of], [p[1] for p in all_of]
    margin = 2e-5 if shape["type"] == "Point" else 0.0
    return min(lons) - margin, min(lats) - margin, max(lons) + margin, max(lats) + margin


def likeness(one: GeoJson, other: GeoJson) -> float:
    """How much two geometries of one type are the same, 0 to 1.

    Areas: what they share of what they cover together.  Lines: 1 less their greatest distance as a
    share of their length.  Points: 1 within 2 m.
    """
    from shapely.geometry import shape as made_of
    from shapely.validation import make_valid

    plane = Plane.around(positions(one))
    a, b = (made_of(_flat(plane, each)) for each in (one, other))
    if one["type"] == "Point":
        return 1.0 if a.distance(b) <= _SAME_POINT else 0.0
    if one["type"] == "LineString":
        return float(max(0.0, 1 - a.hausdorff_distance(b) / max(a.length, b.length, 1e-9)))
    a, b = (each if each.is_valid else make_valid(each) for each in (a, b))
    together = a.union(b).area
    return float(a.intersection(b).area / together) if together else 0.0


def _flat(plane: Plane, shape: GeoJson) -> dict[str, Any]:
    kind, coordinates = shape["type"], shape["coordinates"]
    if kind == "Point":
        return {"type": kind, "coordinates": plane.flat([coordinates])[0]}
    if kind == "LineString":
        return {"type": kind, "coordinates": plane.flat(coordinates)}
    return {"type": kind, "coordinates": [plane.flat(_closed(ring)) for ring in coordinates]}


def _closed(ring: Any) -> Any:
    return ring if ring[0][:2] == ring[-1][:2] else [*ring, ring[0]]
