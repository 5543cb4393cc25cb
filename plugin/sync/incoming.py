# SPDX-License-Identifier: GPL-2.0-or-later
"""One object as it comes from the server: judged, and set aside when it is broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from . import geometry


class Broken(ValueError):  # noqa: N818
    """An object that cannot be shown; the rest of the map is not touched by it."""

    def __init__(self, cls: str, id: str, reason: str) -> None:
        super().__init__(reason)
        self.cls = cls
        self.id = id
        self.reason = reason


class Incoming(NamedTuple):
    """An object of an answer.  ``geometry`` is None both for null and for absent."""

    cls: str
    id: str
    properties: Mapping[str, Any]
    geometry: Mapping[str, Any] | None
    packed: geometry.Packed | None


def judge(feature: Any, number: int = 0) -> Incoming:
    """Take an object of an answer apart.  Raises Broken, naming the object as well as it can.

    ``number`` names one that has no id: its place in the answer.
    """
    if not isinstance(feature, dict):
        raise Broken("", "#" + str(number), "it is not a GeoJSON feature")
    id, properties = feature.get("id"), feature.get("properties")
    if type(id) is not str:
        id = str(id) if isinstance(id, int) and not isinstance(id, bool) else None
    if not isinstance(properties, dict):
        raise Broken("", id or "#" + str(number), "it has no properties")
    cls = properties.get("class")
    if type(cls) is not str or not cls:
        raise Broken("", id or "#" + str(number), "it has no class")
    if not id:
        raise Broken(cls, "#" + str(number), "it has no id")
    if not id.isprintable() or not cls.isprintable():
        raise Broken(ascii(cls), ascii(id), "its id or class has characters that no id has")
    shape = feature.get("geometry")
    if shape is None:
        return Incoming(cls, id, properties, None, None)
    if not isinstance(shape, dict):
        raise Broken(cls, id, "its geometry is not a GeoJSON geometry")
    try:
        return Incoming(cls, id, properties, shape, geometry.pack(shape))
    except geometry.BrokenGeometry as error:
        raise Broken(cls, id, "its geometry cannot be shown: " + str(error)) from error
