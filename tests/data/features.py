# SPDX-License-Identifier: GPL-2.0-or-later
"""Features as CalTopo's map answer holds them: ids, audit keys, positions, recorded tracks."""

from __future__ import annotations

import uuid
from typing import Any

from .terrain import Position, height, metres_between

PEOPLE = {"planner": "PLN7Q2", "field": "FLD3K9"}
START = 1_789_225_200_000
"""12 September 2026, 08:00 in California, in milliseconds."""
MINUTE = 60_000

Feature = dict[str, Any]
ABSENT = object()


def identifier(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/echo-lakes/{name}"))


class Incident:
    """Collects features in the order they were made, each a little later than the one before."""

    def __init__(self) -> None:
        self.features: list[Feature] = []

    def add(
        self,
        cls: str,
        name: str,
        geometry: Any = ABSENT,
        /,
        *,
        id: str | None = None,
        by: str = "planner",
        audit: bool = True,
        **properties: Any,
    ) -> str:
        """Add an object; ``_`` in property names is ``-`` on the wire.  Returns its id."""
        made = START + len(self.features) * 7 * MINUTE
        changed = made + (len(self.features) * 37 % 50) * MINUTE
        person = PEOPLE[by]
        feature: Feature = {"type": "Feature", "id": id or identifier(f"{cls} {name}")}
        if geometry is not ABSENT:
            feature["geometry"] = geometry
        feature["properties"] = {
            **{key.replace("_", "-"): value for key, value in properties.items()},
            "class": cls,
            "creator": person,
            "updated": changed,
        }
        if audit:
            feature["properties"].update(
                {
                    "-created-by": person,
                    "-created-on": made,
                    "-updated-by": PEOPLE["planner"],
                    "-updated-on": changed,
                }
            )
        self.features.append(feature)
        return feature["id"]


def point(position: Position, *more: float) -> dict[str, Any]:
    """A Point as the server gives it: four elements, mostly with two zeros."""
    return {"type": "Point", "coordinates": [*position, *(more or (0, 0))]}


def flat_point(position: Position) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(position)}


def line(points: list[Position]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [list(p) for p in points]}


def polygon(*rings: list[Position]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(p) for p in ring] for ring in rings]}


def recorded(
    points: list[Position], start: int, speed: float, incremental: bool = True
) -> dict[str, Any]:
    """A recorded line: elevation and time at each position, slower where it is steep.

    ``start`` in epoch milliseconds, ``speed`` in metres a second on the flat.
    """
    at = start
    coordinates: list[list[float]] = []
    before: tuple[Position, float] | None = None
    for position in points:
        above = height(*position)
        if before is not None:
            run = metres_between(before[0], position)
            climb = abs(above - before[1])
            at += round((run / speed + climb / 0.35) * 1000)
        coordinates.append([*position, above, at])
        before = (position, above)
    geometry: dict[str, Any] = {"type": "LineString", "coordinates": coordinates}
    if incremental:
        geometry |= {"incremental": True, "size": len(coordinates)}
    return geometry
