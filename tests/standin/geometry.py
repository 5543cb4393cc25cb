# SPDX-License-Identifier: GPL-2.0-or-later
"""What the server makes of a geometry. Positions are lon, lat, metres, epoch milliseconds."""

from __future__ import annotations

from typing import Any, Callable

from .behaviour import Behaviour, Shapes
from .errors import Refusal
from .exactjson import Number, dumps

_DEPTH = {
    "Point": 0,
    "LineString": 1,
    "MultiPoint": 1,
    "Polygon": 2,
    "MultiLineString": 2,
    "MultiPolygon": 3,
}


def stored_geometry(geometry: Any, behaviour: Behaviour) -> Any:
    """The geometry as it is kept. Raises Refusal(400) where it is none, or is not taken."""
    if geometry is None:
        return None
    if not isinstance(geometry, dict) or geometry.get("type") not in _DEPTH:
        raise Refusal(400, "geometry of an unknown kind")
    geometry = _one_part(geometry, behaviour)
    kind = geometry["type"]
    if kind == "Polygon":
        geometry = _rings(geometry, behaviour)

    def position(given: Any) -> list[Any]:
        if not isinstance(given, list) or len(given) < 2:
            raise Refusal(400, "a position needs longitude and latitude")
        if not all(isinstance(number, Number) for number in given):
            raise Refusal(400, "a position holds something that is no number")
        return _position(given, kind, behaviour)

    return {**geometry, "coordinates": _walk(geometry.get("coordinates"), _DEPTH[kind], position)}


def grown_line(old: Any, new: Any) -> dict[str, Any]:
    """A track with the points appended that are newer than its last."""
    positions = list(old["coordinates"])
    last = positions[-1][3].plain() if positions and len(positions[-1]) > 3 else None
    for position in new["coordinates"]:
        if last is None or len(position) < 4 or position[3].plain() > last:
            positions.append(position)
    return {**old, "coordinates": positions, "size": Number(str(len(positions)))}


def _one_part(geometry: dict[str, Any], behaviour: Behaviour) -> dict[str, Any]:
    kind = geometry["type"]
    if not kind.startswith("Multi") or behaviour.multi is Shapes.KEPT:
        return geometry
    if behaviour.multi is Shapes.REFUSED or not geometry.get("coordinates"):
        raise Refusal(400, f"{kind} is not supported")
    return {**geometry, "type": kind[len("Multi") :], "coordinates": geometry["coordinates"][0]}


def _rings(geometry: dict[str, Any], behaviour: Behaviour) -> dict[str, Any]:
    rings = geometry.get("coordinates")
    if not isinstance(rings, list) or not all(isinstance(ring, list) for ring in rings):
        raise Refusal(400, "a polygon needs rings")
    if len(rings) > 1 and behaviour.holes is Shapes.REFUSED:
        raise Refusal(400, "holes are not supported")
    if behaviour.holes is Shapes.FLATTENED:
        rings = rings[:1]
    if behaviour.rings_closed:
        rings = [
            ring if ring and dumps(ring[0]) == dumps(ring[-1]) else ring + ring[:1]
            for ring in rings
        ]
    return {**geometry, "coordinates": rings}


def _position(given: list[Any], kind: str, behaviour: Behaviour) -> list[Any]:
    position = list(given)
    if behaviour.longitudes_rewritten:
        position[0] = Number(repr((float(position[0].text) + 540) % 360 - 180))
    if behaviour.integers_shortened:
        position = [_shortened(number) for number in position]
    if behaviour.points_padded and kind == "Point":
        position += [Number("0")] * (4 - len(position))
    return position


def _shortened(number: Number) -> Number:
    value = number.plain()
    return Number(str(int(value))) if value == int(value) else number


def _walk(value: Any, depth: int, position: Callable[[Any], list[Any]]) -> list[Any]:
    if depth == 0:
        return position(value)
    if not isinstance(value, list):
        raise Refusal(400, "coordinates of another shape than the geometry's type")
    return [_walk(item, depth - 1, position) for item in value]
