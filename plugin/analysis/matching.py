# SPDX-License-Identifier: GPL-2.0-or-later
"""Which object on the map a geometry is: the same outline, or nearly the same.

All geometries are single GeoJSON geometries in WGS 84.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Container, Iterable, Mapping
from typing import Any

from .plane import Plane
from .preparing import DECIMALS, GeoJson, positions
from .thinning import MOST_CROSSINGS, crossings

NEARLY = 0.9  # of the area of both together; two analysts do not draw the same so closely
HALF = 0.5
SOME = 0.2  # neighbouring areas share less
_CELL = 0.02  # degrees
_TYPES = ("Point", "LineString", "Polygon")
_SAME_POINT = 2.0  # metres
_STEPS = 10 ** (DECIMALS - 1)  # in a degree, about 10 cm each


def outline(shape: GeoJson | None) -> str:
    """A text that is the same for the same outline: wherever its ring begins, whichever way round
    it goes, whether it is closed, to a position of about 10 cm.  "" for no geometry."""
    if not shape or shape.get("type") not in _TYPES:
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
    """Geometries by id, to find the one that a geometry is, or nearly is.

    Of most only the bounds are looked at: a map may hold many more objects than the layer.
    """

    def __init__(self, shapes: Mapping[str, GeoJson | None]) -> None:
        self._shapes = {
            id: shape for id, shape in shapes.items() if shape and shape.get("type") in _TYPES
        }
        self._boxes = {id: _box(shape) for id, shape in self._shapes.items()}
        self._outlines: dict[str, str] = {}
        self._by_box: dict[Any, list[str]] = {}
        self._cells: dict[tuple[int, int], list[str]] = {}
        self._wide: list[str] = []
        for id, box in self._boxes.items():
            self._by_box.setdefault(_short(box), []).append(id)
            cells = _cells(box)
            for cell in cells or ():
                self._cells.setdefault(cell, []).append(id)
            if cells is None:
                self._wide.append(id)

    def same(self, shape: GeoJson, text: str) -> list[str]:
        """The ids of exactly that outline; ``text`` is the geometry's ``outline``."""
        return [id for id in self._by_box.get(_short(_box(shape)), ()) if self._outline(id) == text]

    def _outline(self, id: str) -> str:
        if id not in self._outlines:
            self._outlines[id] = outline(self._shapes[id])
        return self._outlines[id]

    def near(self, shape: GeoJson, among: Container[str], least: float) -> list[tuple[float, str]]:
        """Ids and how like they are to the geometry (0 to 1), at least ``least``, most first."""
        west, south, east, north = box = _box(shape)
        cells = _cells(box)
        beside: Iterable[str] = self._boxes
        if cells is not None:
            # in the order of their ids, so that a run does the same each time
            beside = sorted({*self._wide, *(i for c in cells for i in self._cells.get(c, ()))})
        found = []
        for id in beside:
            there = self._boxes[id]
            if there[0] > east or there[2] < west or there[1] > north or there[3] < south:
                continue
            if id not in among or self._shapes[id]["type"] != shape["type"]:
                continue
            like = likeness(shape, self._shapes[id])
            if like >= least:
                found.append((like, id))
        return sorted(found, key=lambda each: (-each[0], each[1]))


def _short(box: tuple[float, ...]) -> tuple[int, ...]:
    return tuple(int(each * _STEPS) for each in box)


def _cells(box: tuple[float, float, float, float]) -> list[tuple[int, int]] | None:
    """The cells of a grid that bounds lie in; None for too many."""
    west, south, east, north = (math.floor(each / _CELL) for each in box)
    if (east - west + 1) * (north - south + 1) > 100:
        return None
    return [(x, y) for x in range(west, east + 1) for y in range(south, north + 1)]


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
    if any(not each.is_valid and _is_tangled(each) for each in (a, b)):
        return 0.0
    a, b = (each if each.is_valid else make_valid(each) for each in (a, b))
    together = a.union(b).area
    return float(a.intersection(b).area / together) if together else 0.0


def _is_tangled(area: Any) -> bool:
    return crossings(list(area.exterior.coords)) > MOST_CROSSINGS


def _flat(plane: Plane, shape: GeoJson) -> dict[str, Any]:
    kind, coordinates = shape["type"], shape["coordinates"]
    if kind == "Point":
        return {"type": kind, "coordinates": plane.flat([coordinates])[0]}
    if kind == "LineString":
        return {"type": kind, "coordinates": plane.flat(coordinates)}
    return {"type": kind, "coordinates": [plane.flat(_closed(ring)) for ring in coordinates]}


def _closed(ring: Any) -> Any:
    return ring if ring[0][:2] == ring[-1][:2] else [*ring, ring[0]]
