# SPDX-License-Identifier: GPL-2.0-or-later
"""GeoJSON geometries as the server sends them, and WKB as rows hold it.  WGS 84, lon before lat.

Positions have 2 to 4 elements (longitude, latitude, elevation, epoch milliseconds); Z is the third
and M the fourth.  A stored geometry has the dimension of its longest position; missing elements
are 0, and 0 or NaN compare equal to none, as on the server.  Rings are closed in a row whether or
not the server closed them.
"""

from __future__ import annotations

import math
import struct
import sys
from array import array
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any, NamedTuple

GeoJson = Mapping[str, Any]
TOLERANCE = 1e-9  # degrees; the server's rewriting of longitudes stays below 1e-13

_CODES = {
    "Point": 1, "LineString": 2, "Polygon": 3,
    "MultiPoint": 4, "MultiLineString": 5, "MultiPolygon": 6, "GeometryCollection": 7,
}  # fmt: skip
_NAMES = {code: name for name, code in _CODES.items()}
_PART = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}
_DIMENSION = {2: 0, 3: 1000, 4: 3000}  # ISO WKB: Z 1001 …, ZM 3001 …
_HEAD = struct.Struct("<BI")
_COUNT = struct.Struct("<I")
_GPB_POINT = struct.pack("<2sBBi", b"GP", 0, 0x01, 4326)
_GPB_XY = struct.pack("<2sBBi", b"GP", 0, 0x03, 4326)
_GPB_XYZ = struct.pack("<2sBBi", b"GP", 0, 0x05, 4326)
_XY, _XYZ = struct.Struct("<4d"), struct.Struct("<6d")
_POINTS = {n: struct.Struct("<BI" + "d" * n) for n in (2, 3, 4)}
_SWAP = sys.byteorder == "big"
_MAX_DEPTH = 8


class BrokenGeometry(ValueError):  # noqa: N818
    """A geometry that cannot be stored; its text says what is wrong."""


class Packed(NamedTuple):
    """A geometry ready for a row: ISO WKB, GeoPackage blob header and its XY bounds."""

    header: bytes
    wkb: bytes
    bounds: tuple[float, float, float, float]  # minx, maxx, miny, maxy

    @property
    def blob(self) -> bytes:
        return self.header + self.wkb


def pack(geometry: GeoJson) -> Packed:
    """A GeoJSON geometry as WKB, with the blob header that GDAL writes for it byte for byte.

    Raises BrokenGeometry for an unknown type, an empty line or ring, and for anything that is no
    finite number where a coordinate belongs.
    """
    kind = geometry.get("type")
    try:
        if kind == "Point":
            return _pack_point(geometry["coordinates"])
        if kind == "LineString":
            return _pack_line(geometry["coordinates"])
        if kind == "Polygon" and len(geometry["coordinates"]) == 1:
            return _pack_ring(geometry["coordinates"][0])
        return _pack_general(geometry)
    except BrokenGeometry:
        raise
    except (
        TypeError,
        ValueError,
        KeyError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        struct.error,
    ) as error:
        raise BrokenGeometry("its coordinates are not lists of numbers") from error


def _pack_point(position: Sequence[float]) -> Packed:
    n = min(len(position), 4)
    if n < 2 or bool in map(type, position) or not math.isfinite(sum(position)):
        raise BrokenGeometry("its position is not two to four finite numbers")
    x, y = position[0], position[1]
    wkb = _POINTS[n].pack(1, 1 + _DIMENSION[n], *position[:n])
    return Packed(_GPB_POINT, wkb, (x, x, y, y))


def _pack_line(coordinates: Sequence[Sequence[float]]) -> Packed:
    n, flat = _flat(coordinates)
    xs, ys = flat[0::n], flat[1::n]
    bounds = (min(xs), max(xs), min(ys), max(ys))
    head = _HEAD.pack(1, 2 + _DIMENSION[n]) + _COUNT.pack(len(xs))
    return Packed(_envelope(bounds, flat, n), head + _doubles(flat), bounds)


def _pack_ring(ring: Sequence[Sequence[float]]) -> Packed:
    n, flat = _flat(ring)
    if flat[:2] != flat[-n : len(flat) - n + 2]:
        flat += flat[:n]
    xs, ys = flat[0::n], flat[1::n]
    bounds = (min(xs), max(xs), min(ys), max(ys))
    head = _HEAD.pack(1, 3 + _DIMENSION[n]) + b"\1\0\0\0" + _COUNT.pack(len(xs))
    return Packed(_envelope(bounds, flat, n), head + _doubles(flat), bounds)


def _pack_general(geometry: GeoJson) -> Packed:
    n = _width(geometry)
    parts: list[bytes] = []
    numbers: list[list[float]] = []
    _write(geometry, n, parts, numbers, 0)
    flat = list(chain.from_iterable(numbers))
    xs, ys = flat[0::n], flat[1::n]
    bounds = (min(xs), max(xs), min(ys), max(ys))
    return Packed(_envelope(bounds, flat, n), b"".join(parts), bounds)


def _envelope(bounds: tuple[float, float, float, float], flat: Sequence[float], n: int) -> bytes:
    if n == 2:
        return _GPB_XY + _XY.pack(*bounds)
    zs = flat[2::n]
    return _GPB_XYZ + _XYZ.pack(*bounds, min(zs), max(zs))


def _flat(coordinates: Sequence[Sequence[float]], n: int = 0) -> tuple[int, list[float]]:
    """All numbers of a position list in a row, each position ``n`` (default: the widest) long."""
    widths = set(map(len, coordinates))
    if not widths:
        raise BrokenGeometry("it has an empty line or ring")
    if min(widths) < 2:
        raise BrokenGeometry("a position has fewer than two numbers")
    n = n or min(max(widths), 4)
    if widths == {n}:
        flat = list(chain.from_iterable(coordinates))
    else:
        flat = [v for p in coordinates for v in (*p[:n], *(0.0,) * (n - len(p)))]
    if bool in map(type, flat) or not math.isfinite(sum(flat)):
        raise BrokenGeometry("a coordinate is not a finite number")
    return n, flat


def _doubles(flat: Sequence[float]) -> bytes:
    numbers = array("d", flat)
    if _SWAP:
        numbers.byteswap()
    return numbers.tobytes()


def positions(geometry: GeoJson) -> Iterator[Sequence[float]]:
    """Every position of a geometry in order."""
    if geometry.get("type") == "GeometryCollection":
        for part in geometry.get("geometries") or ():
            yield from positions(part)
        return
    yield from _leaves(geometry.get("coordinates"), 0)


def _leaves(value: Any, depth: int) -> Iterator[Sequence[float]]:
    if not isinstance(value, (list, tuple)) or depth > _MAX_DEPTH:
        raise BrokenGeometry("its coordinates are not lists of numbers")
    if value and not isinstance(value[0], (list, tuple)):
        yield value
        return
    for part in value:
        yield from _leaves(part, depth + 1)


def _width(geometry: GeoJson) -> int:
    widths = {len(p) for p in positions(geometry)}
    if not widths:
        raise BrokenGeometry("it has no coordinates")
    return min(max(widths), 4)


def _write(
    geometry: GeoJson, n: int, out: list[bytes], numbers: list[list[float]], depth: int
) -> None:
    kind = geometry.get("type")
    if kind not in _CODES or depth > _MAX_DEPTH:
        raise BrokenGeometry("its type is not one of GeoJSON's")
    out.append(_HEAD.pack(1, _CODES[kind] + _DIMENSION[n]))
    if kind == "GeometryCollection":
        parts = geometry["geometries"]
        out.append(_COUNT.pack(len(parts)))
        for part in parts:
            _write(part, n, out, numbers, depth + 1)
        return
    coordinates = geometry["coordinates"]
    if kind in _PART:
        out.append(_COUNT.pack(len(coordinates)))
        for part in coordinates:
            _write({"type": _PART[kind], "coordinates": part}, n, out, numbers, depth + 1)
        return
    rings = [[coordinates]] if kind == "Point" else coordinates
    if kind == "LineString":
        rings = [coordinates]
    elif kind == "Polygon":
        if not coordinates:
            raise BrokenGeometry("it has no ring")
        out.append(_COUNT.pack(len(coordinates)))
    for ring in rings:
        flat = _flat(ring, n)[1]
        if kind == "Polygon" and flat[:2] != flat[-n : len(flat) - n + 2]:
            flat += flat[:n]
        if kind != "Point":
            out.append(_COUNT.pack(len(flat) // n))
        numbers.append(flat)
        out.append(_doubles(flat))


def wkb_of(blob: bytes | None) -> bytes | None:
    """The WKB inside a GeoPackage blob; None for NULL and for the empty geometry."""
    if blob is None or blob[3] & 0x10:
        return None
    return bytes(blob[8 + (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7] :])


def blob_of(wkb: bytes | None) -> bytes | None:
    """A GeoPackage blob around WKB, as GDAL writes it."""
    return None if wkb is None else pack(unpack(wkb)).blob


def unpack(wkb: bytes) -> dict[str, Any]:
    """WKB (ISO or the old 2.5D flags) as GeoJSON; positions are as long as the WKB's dimension.

    Raises BrokenGeometry for types GeoJSON has no name for (curves) and for empty geometries.
    """
    try:
        geometry, _ = _read(memoryview(wkb), 0, 0)
    except (struct.error, IndexError, ValueError) as error:
        if isinstance(error, BrokenGeometry):
            raise
        raise BrokenGeometry("its stored form is damaged") from error
    return geometry


def _read(view: memoryview, at: int, depth: int) -> tuple[dict[str, Any], int]:
    order = "<" if view[at] else ">"
    code = struct.unpack_from(order + "I", view, at + 1)[0]
    at += 5
    has_z, has_m = bool(code & 0x80000000), bool(code & 0x40000000)
    code &= 0x0FFFFFFF
    dimension, code = divmod(code, 1000)
    has_z, has_m = has_z or dimension in (1, 3), has_m or dimension in (2, 3)
    kind = _NAMES.get(code)
    if kind is None or depth > _MAX_DEPTH:
        raise BrokenGeometry("its geometry type is not one CalTopo knows")
    n = 2 + has_z + has_m

    def read_positions(count: int, at: int) -> tuple[list[Any], int]:
        end = at + 8 * n * count
        numbers = array("d")
        numbers.frombytes(view[at:end])
        if len(numbers) != n * count:
            raise BrokenGeometry("its stored form is damaged")
        if (order == "<") == _SWAP:
            numbers.byteswap()
        flat = numbers.tolist()
        if has_m and not has_z:  # XYM: elevation is none
            return [[flat[i], flat[i + 1], 0.0, flat[i + 2]] for i in range(0, len(flat), 3)], end
        return [flat[i : i + n] for i in range(0, len(flat), n)], end

    if kind == "Point":
        found, at = read_positions(1, at)
        if math.isnan(found[0][0]):
            raise BrokenGeometry("it is empty")
        return {"type": kind, "coordinates": found[0]}, at
    count = struct.unpack_from(order + "I", view, at)[0]
    at += 4
    if kind == "LineString":
        coordinates, at = read_positions(count, at)
    elif kind == "Polygon":
        rings: list[Any] = []
        for _ in range(count):
            size = struct.unpack_from(order + "I", view, at)[0]
            ring, at = read_positions(size, at + 4)
            rings.append(ring)
        coordinates = rings
    else:
        parts = []
        for _ in range(count):
            part, at = _read(view, at, depth + 1)
            parts.append(part)
        if kind == "GeometryCollection":
            return {"type": kind, "geometries": parts}, at
        coordinates = [part["coordinates"] for part in parts]
    if not coordinates:
        raise BrokenGeometry("it is empty")
    return {"type": kind, "coordinates": coordinates}, at


def _third(value: float) -> float:
    return 0.0 if math.isnan(value) else value


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= TOLERANCE


def same_position(one: Sequence[float], other: Sequence[float]) -> bool:
    """Equal within the tolerance; +180 and -180 are one meridian; 0, NaN and absent are none."""
    if not (_close(one[0], other[0]) or _close(abs(one[0] - other[0]), 360.0)):
        return False
    if not _close(one[1], other[1]):
        return False
    for i in (2, 3):
        a = _third(one[i]) if len(one) > i else 0.0
        b = _third(other[i]) if len(other) > i else 0.0
        if a != b and not _close(a, b):
            return False
    return True


def _rows(geometry: GeoJson) -> list[list[Sequence[float]]]:
    """A geometry's lines and rings (open), or its points, as position lists."""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return [row for part in geometry["geometries"] for row in _rows(part)]
    coordinates = geometry["coordinates"]
    if kind == "Point":
        return [[coordinates]]
    if kind in ("LineString", "MultiPoint"):
        return [list(coordinates)]
    if kind == "Polygon":
        return [_open(ring) for ring in coordinates]
    if kind == "MultiLineString":
        return [list(line) for line in coordinates]
    return [_open(ring) for polygon in coordinates for ring in polygon]


def _open(ring: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    """A ring without the positions at its end that only close it."""
    end = len(ring)
    while end > 1 and _close(ring[0][0], ring[end - 1][0]) and _close(ring[0][1], ring[end - 1][1]):
        end -= 1
    return list(ring[:end])


def same(one: GeoJson | None, other: GeoJson | None) -> bool:
    """Whether two geometries say the same; None is no geometry."""
    if one is None or other is None:
        return one is other
    if one.get("type") != other.get("type"):
        return False
    rows, others = _rows(one), _rows(other)
    return len(rows) == len(others) and all(
        len(a) == len(b) and (a == b or all(map(same_position, a, b))) for a, b in zip(rows, others)
    )


def merged_with(edited: GeoJson, base: GeoJson | None) -> dict[str, Any]:
    """``edited`` (from a row) for sending, with the server's own positions where they still are.

    A vertex that is where ``base`` has one is written exactly as the server wrote it; a new one
    has as many elements as most of ``base``'s.  Integral times and elevations stay integers.
    Further keys of ``base`` are kept, ``size`` follows the new count.
    """
    known: dict[tuple[float, float], deque[Sequence[float]]] = defaultdict(deque)
    widths: dict[int, int] = defaultdict(int)
    for position in positions(base) if base else ():
        known[_key(position)].append(position)
        widths[len(position)] += 1
    usual = max(widths, key=lambda n: widths[n]) if widths else 2

    def position_for(position: Sequence[float], beside: Any) -> Any:
        if _is_position(beside) and same_position(beside, position):
            return beside
        waiting = known.get(_key(position))
        if waiting:
            for candidate in waiting:
                if same_position(candidate, position):
                    # a ring's first position comes again as its last: use it as often as it is met
                    waiting.remove(candidate)
                    waiting.append(candidate)
                    return candidate
        return _new_position(position, usual)

    def walk(value: Any, beside: Any) -> Any:
        """``beside`` is what ``base`` has at the same index."""
        if _is_position(value):
            return position_for(value, beside)
        there = beside if isinstance(beside, list) else ()
        return [walk(part, old) for part, old in zip_longest(value, there[: len(value)])]

    kind = edited["type"]
    result: dict[str, Any] = {k: v for k, v in base.items() if k != "bbox"} if base else {}
    result["type"] = kind
    if kind == "GeometryCollection":
        result.pop("coordinates", None)
        result["geometries"] = [merged_with(part, None) for part in edited["geometries"]]
        return result
    result.pop("geometries", None)
    result["coordinates"] = walk(edited["coordinates"], base.get("coordinates") if base else None)
    if "size" in result:
        result["size"] = len(result["coordinates"])
    return result


def _is_position(value: Any) -> bool:
    return (
        bool(value) and isinstance(value, (list, tuple)) and not isinstance(value[0], (list, tuple))
    )


def _key(position: Sequence[float]) -> tuple[float, float]:
    return round(position[0], 8), round(position[1], 8)


def _new_position(position: Sequence[float], usual: int) -> list[Any]:
    z = _third(position[2]) if len(position) > 2 else 0.0
    m = _third(position[3]) if len(position) > 3 else 0.0
    n = max(usual, 4 if m else 3 if z else 2)
    return [position[0], position[1], _integral(z), _integral(m), *(0,) * (n - 4)][:n]


def _integral(value: float) -> Any:
    return int(value) if value == int(value) else value


def out_of_range(geometry: GeoJson) -> Sequence[float] | None:
    """The first position outside ±180 longitude or ±90 latitude, if there is one."""
    for position in positions(geometry):
        if not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90):
            return position
    return None


def lost(sent: GeoJson | None, there: GeoJson | None) -> str:
    """What a server has made of a geometry: "holes" where the holes are gone, the type that was
    sent where parts are, "" where neither, also for what is no geometry; the rest of it is as it
    was sent."""
    if sent is None or there is None:
        return ""
    kind, whole = str(sent.get("type")), sent.get("coordinates")
    if not isinstance(whole, list) or len(whole) < 2:
        return ""
    try:
        if kind == "Polygon" and same({**sent, "coordinates": whole[:1]}, there):
            return "holes"
        if kind in _PART:
            first = {"type": _PART[kind], "coordinates": whole[0]}
            if same(first, there) or same({"type": kind, "coordinates": whole[:1]}, there):
                return kind
    except (KeyError, TypeError, IndexError):
        pass
    return ""


def has_holes(geometry: GeoJson | None) -> bool:
    """Whether an area, or a part of one, has a ring inside."""
    if geometry is None or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return False
    whole = geometry["coordinates"]
    return any(len(p) > 1 for p in (whole if geometry["type"] == "MultiPolygon" else [whole]))


def single(geometry: GeoJson) -> dict[str, Any] | None:
    """The geometry without a wrapping of one part, or None when it has several parts.

    CalTopo's objects are single-part; QGIS and other tools hand over one-part collections.
    """
    kind = geometry["type"]
    if kind in _PART:
        parts = geometry["coordinates"]
        return {"type": _PART[kind], "coordinates": parts[0]} if len(parts) == 1 else None
    if kind == "GeometryCollection":
        return single(geometry["geometries"][0]) if len(geometry["geometries"]) == 1 else None
    return dict(geometry)
