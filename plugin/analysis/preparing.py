# SPDX-License-Identifier: GPL-2.0-or-later
"""Geometries made fit for a map: valid, in one part each, within ±180, not too many vertices.

All geometries are GeoJSON in WGS 84, positions [longitude, latitude].  Any thread.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .plane import Plane
from .thinning import MOST_CROSSINGS, crossings, thinned

GeoJson = Mapping[str, Any]

DECIMALS = 7  # about a centimetre; less than what two versions of PROJ differ by
MAX_VERTICES = 10_000
_MOST_MOVED = 0.1  # of an outline's diagonal; moved further, it is another outline
_TRIFLE = 0.01  # of an area, that may get lost where thinning made it cross itself
_NAMES = {"Point": "point", "LineString": "line", "Polygon": "area"}
_PARTS = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}


@dataclass(frozen=True)
class Limits:
    """How much detail goes to the map.

    ``tolerance``: metres by which an outline may be moved to save vertices; 0 keeps it as it is.
    ``vertices``: the most that one part may have; one with more is simplified until it has not.
    """

    tolerance: float = 0.0
    vertices: int = MAX_VERTICES


@dataclass
class Prepared:
    """What became of one geometry.

    ``parts``: single geometries, the largest first.  ``fault``: why there are none, or "".
    ``notes``: what was done to it.  ``before`` and ``after`` are counts of vertices; ``change`` is
    the share by which simplifying changed the area, or the length of a line.
    """

    parts: list[GeoJson] = field(default_factory=list)
    fault: str = ""
    notes: list[str] = field(default_factory=list)
    before: int = 0
    after: int = 0
    change: float = 0.0


def prepare(shape: GeoJson | None, kinds: frozenset[str], limits: Limits) -> Prepared:
    """Make a geometry fit for objects of those GeoJSON types (Point, LineString, Polygon)."""
    made = Prepared()
    singles = [one for one in _singles(shape) if one["coordinates"]]
    if not singles:
        made.fault = "It has no geometry." if shape is None else "Its geometry is empty."
        return made
    found = {one["type"] for one in singles}
    singles = [one for one in singles if one["type"] in kinds]
    if not singles:
        made.fault = (
            "Its type is "
            + "/".join(sorted(_NAMES.get(n, n) for n in found))
            + ", and what is needed is "
            + " or ".join(sorted(_NAMES[k] for k in kinds))
            + "."
        )
        return made
    made.before = sum(len(list(positions(one))) for one in singles)
    made.fault = _out_of_reach(singles)
    if made.fault:
        return made
    whole: list[GeoJson] = []
    for one in singles:
        made.fault = _tangle(one)
        if made.fault:
            return made
        cut = _within_180(one)
        if cut is None:
            made.fault = "It goes round a pole, which CalTopo has no form for."
            return made
        if len(cut) > 1:
            made.notes.append("It lies across the antimeridian and is cut there.")
        for piece in cut:
            whole += _valid(piece, made.notes)
    if not whole:
        made.fault = "It has no area." if "Polygon" in kinds else "It has no length."
        return made
    if len(whole) > 1:
        whole.sort(key=_size, reverse=True)
    made.parts = _slim(made, whole, limits)
    made.after = sum(len(list(positions(one))) for one in made.parts)
    if len(made.parts) > 1:
        made.notes.append("It has " + str(len(made.parts)) + " parts; each is an object.")
    return made


def positions(shape: GeoJson) -> Iterator[Any]:
    """All positions of a single geometry."""
    coordinates = shape["coordinates"]
    if shape["type"] == "Point":
        yield coordinates
    elif shape["type"] == "LineString":
        yield from coordinates
    else:
        for ring in coordinates:
            yield from ring


def _singles(shape: GeoJson | None) -> Iterator[GeoJson]:
    if shape is None:
        return
    kind = shape.get("type")
    if kind == "GeometryCollection":
        for part in shape["geometries"]:
            yield from _singles(part)
    elif kind in _PARTS:
        for coordinates in shape["coordinates"]:
            yield {"type": _PARTS[kind], "coordinates": coordinates}
    else:
        yield shape


def _out_of_reach(singles: list[GeoJson]) -> str:
    for one in singles:
        for lon, lat, *_ in positions(one):
            if -180 <= lon <= 180 and -90 <= lat <= 90:
                continue
            if not (math.isfinite(lon) and math.isfinite(lat)):
                return "A position of it cannot be expressed in WGS 84."
            if abs(lat) > 90:
                return (
                    "A position of it lies beyond latitude ±90; check the layer's coordinate "
                    "reference system, and whether latitude and longitude are swapped."
                )
            if abs(lon) > 540:
                return "A position of it lies beyond longitude ±180; check the layer's CRS."
    return ""


# -- the antimeridian -------------------------------------------------------------------------


def _within_180(shape: GeoJson) -> list[GeoJson] | None:
    """The geometry, cut where it crosses longitude ±180; None where it goes round a pole.

    A step of more than 180 degrees between neighbours is taken for one the short way round.
    """
    lons = [lon for lon, *_ in positions(shape)]
    if min(lons) >= -180 and max(lons) <= 180 and max(lons) - min(lons) <= 180:
        return [shape]
    if shape["type"] == "Point":
        return [{"type": "Point", "coordinates": [_turned(lons[0]), *shape["coordinates"][1:2]]}]
    if shape["type"] == "LineString":
        unrolled: Any = _unrolled(shape["coordinates"])
    else:
        unrolled = [_unrolled(ring) for ring in shape["coordinates"]]
        if any(abs(ring[0][0] - ring[-1][0]) > 180 for ring in unrolled):
            return None
        first = unrolled[0][0][0]
        unrolled[1:] = [_beside(ring, first) for ring in unrolled[1:]]
    return _cut_at_180({"type": shape["type"], "coordinates": unrolled})


def _turned(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def _unrolled(line: Any) -> list[list[float]]:
    """Positions without jumps: longitudes go on beyond ±180."""
    found: list[list[float]] = []
    for lon, lat in (position[:2] for position in line):
        if found:
            lon += 360 * round((found[-1][0] - lon) / 360)
        found.append([lon, lat])
    return found


def _beside(ring: list[list[float]], lon: float) -> list[list[float]]:
    shift = 360 * round((lon - ring[0][0]) / 360)
    return [[x + shift, y] for x, y in ring]


def _cut_at_180(shape: GeoJson) -> list[GeoJson]:
    from shapely.affinity import translate
    from shapely.geometry import box, mapping
    from shapely.geometry import shape as made_of

    whole = _mended(made_of(shape))
    west, _, east, _ = whole.bounds
    found: list[GeoJson] = []
    for turn in range(math.floor((west + 180) / 360), math.floor((east + 180) / 360) + 1):
        piece = whole.intersection(box(-180 + 360 * turn, -90, 180 + 360 * turn, 90))
        moved = translate(piece, xoff=-360 * turn)
        found += [one for one in _singles(mapping(moved)) if one["type"] == shape["type"]]
    return found


# -- validity ---------------------------------------------------------------------------------


def _tangle(shape: GeoJson) -> str:
    """Why no area can be told from an outline, or "": mending many crossings takes for ever."""
    if shape["type"] != "Polygon":
        return ""
    from shapely.geometry import Polygon

    for ring in shape["coordinates"]:
        flat = [(p[0], p[1]) for p in ring]
        if len(set(flat)) < 3 or Polygon(flat).is_valid:
            continue
        count = crossings(flat)
        if count > MOST_CROSSINGS:
            return (
                "Its outline crosses itself about "
                + str(count)
                + " times, so that no area can be told from it. Check the order of its corners, or "
                "simplify it."
            )
    return ""


def _mended(whole: Any) -> Any:
    from shapely.validation import make_valid

    return whole if whole.is_valid else make_valid(whole)


def _valid(shape: GeoJson, notes: list[str]) -> list[GeoJson]:
    """The geometry, or the valid ones that are made of it; none where nothing is left."""
    if shape["type"] == "Point":
        return [shape]
    if shape["type"] == "LineString":
        first = shape["coordinates"][0][:2]
        return [shape] if any(p[:2] != first for p in shape["coordinates"]) else []
    from shapely.geometry import mapping
    from shapely.geometry import shape as made_of
    from shapely.validation import explain_validity

    shape = _with_rings(shape)
    if not shape["coordinates"]:
        return []
    area = made_of(shape)
    if area.is_valid and area.area > 0:
        return [shape]
    why = explain_validity(area).split("[")[0]
    mended = [
        one
        for one in _singles(mapping(_mended(area)))
        if one["type"] == "Polygon" and made_of(one).area > 0
    ]
    if mended:
        notes.append("Its outline was not valid (" + why + ") and is mended.")
    return mended


def _with_rings(shape: GeoJson) -> GeoJson:
    """A polygon without rings of fewer than three corners."""
    rings = [r for r in shape["coordinates"] if len({(p[0], p[1]) for p in r}) > 2]
    outer = shape["coordinates"][0]
    return {"type": "Polygon", "coordinates": rings if rings and rings[0] is outer else []}


# -- how much detail --------------------------------------------------------------------------


def _size(shape: GeoJson) -> float:
    """Area in square metres, or length in metres, near enough to tell which part is larger."""
    if shape["type"] == "Point":
        return 0.0
    plane = Plane.around(positions(shape))
    if shape["type"] == "LineString":
        line = plane.flat(shape["coordinates"])
        return sum(math.dist(a, b) for a, b in zip(line, line[1:]))
    areas = [_ring_area(plane.flat(ring)) for ring in shape["coordinates"]]
    return areas[0] - sum(areas[1:])


def _ring_area(ring: list[tuple[float, float]]) -> float:
    """By the shoelace formula."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def _slim(made: Prepared, parts: list[GeoJson], limits: Limits) -> list[GeoJson]:
    found: list[GeoJson] = []
    was = now = moved = 0.0
    fewer = 0
    for part in parts:
        count = len(list(positions(part)))
        if part["type"] != "Point" and (limits.tolerance > 0 or count > limits.vertices):
            slim, tolerance = _simplified(part, count, limits)
            left = count - len(list(positions(slim)))
            if left:
                was, now = was + _size(part), now + _size(slim)
                moved, fewer, part = max(moved, tolerance), fewer + left, slim
            left = len(list(positions(part)))
            if left > limits.vertices:
                made.notes.append(
                    "It keeps "
                    + str(left)
                    + " vertices, more than "
                    + str(limits.vertices)
                    + ": with fewer it would be another outline. Simplify or divide it."
                )
        found.append(_rounded(part))
    if fewer:
        made.change = (now - was) / was if was else 0.0
        measure = "area" if parts[0]["type"] == "Polygon" else "length"
        made.notes.append(
            str(made.before)
            + " vertices become "
            + str(made.before - fewer)
            + ", moved by up to "
            + format(moved, ".3g")
            + " m; its "
            + measure
            + " changes by "
            + format(100 * made.change, "+.2g")
            + " %."
        )
    return found


def _simplified(part: GeoJson, count: int, limits: Limits) -> tuple[GeoJson, float]:
    """The part with fewer vertices, and the tolerance in metres that took.

    It has more than the limit where no outline of so few would still be this one.
    """
    plane = Plane.around(positions(part))
    area = part["type"] == "Polygon"
    rings = [plane.flat(ring) for ring in (part["coordinates"] if area else [part["coordinates"]])]
    xs, ys = [p[0] for ring in rings for p in ring], [p[1] for ring in rings for p in ring]
    widest = math.hypot(max(xs) - min(xs), max(ys) - min(ys))
    tolerance, found = limits.tolerance or 0.5, part
    while True:
        # Half of it each time: what was moved before counts, too.
        former, rings = rings, [thinned(ring, tolerance / 2) for ring in rings]
        left = sum(map(len, rings))
        last = tolerance > widest * _MOST_MOVED
        if last or left <= limits.vertices:
            for less in (1, 4, 16):  # what cannot be mended may still be thinned by less
                if less > 1:
                    rings = [thinned(ring, tolerance / 2 / less) for ring in former]
                whole = _whole(rings) if area else rings
                if whole is not None:
                    lines = [plane.back(ring) for ring in whole]
                    found = {"type": part["type"], "coordinates": lines if area else lines[0]}
                    break
            if last or whole is not None:
                return found, tolerance
        # where nothing much has gone, smaller steps only take time
        tolerance *= 2 if left < 0.9 * count else 4
        count = left


def _whole(rings: list[Any]) -> list[Any] | None:
    """The rings of a valid area, mended where thinning has made it cross itself; None where more
    than a trifle would be lost."""
    from shapely.geometry import Polygon, mapping
    from shapely.geometry import shape as made_of

    area = Polygon(rings[0], rings[1:])
    if area.is_valid:
        return rings if area.area > 0 else None
    if crossings(rings[0]) > MOST_CROSSINGS:
        return None
    pieces = [made_of(one) for one in _singles(mapping(_mended(area))) if one["type"] == "Polygon"]
    largest = max(pieces, key=lambda piece: float(piece.area), default=None)
    total = sum(float(piece.area) for piece in pieces)
    if largest is None or largest.area < (1 - _TRIFLE) * total:
        return None
    return [list(ring.coords) for ring in (largest.exterior, *largest.interiors)]


def _rounded(shape: GeoJson) -> GeoJson:
    kind, coordinates = shape["type"], shape["coordinates"]
    if kind == "Point":
        return {"type": kind, "coordinates": [round(c, DECIMALS) for c in coordinates[:2]]}
    lines = coordinates if kind == "Polygon" else [coordinates]
    short = [[[round(p[0], DECIMALS), round(p[1], DECIMALS)] for p in line] for line in lines]
    return {"type": kind, "coordinates": short if kind == "Polygon" else short[0]}
