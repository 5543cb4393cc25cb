# SPDX-License-Identifier: GPL-2.0-or-later
"""Outlines of the made-up incident: search segments that share their borders, trails, tracks.

Segments are rings of edges between named junctions. Each edge is made once and used by both its
neighbours, so borders agree to the last digit and nothing overlaps.
"""

from __future__ import annotations

import math
import random

from .terrain import LAKES, METRES_LAT, METRES_LON, Position

JUNCTIONS: dict[str, Position] = {
    # the ridge south of the lakes, from the trailhead to the west
    "trailhead": (-120.0441, 38.8352),
    "becker": (-120.0605, 38.8288),
    "talking": (-120.0760, 38.8292),
    "saddle": (-120.0890, 38.8290),
    "ralston": (-120.1030, 38.8300),
    "shoulder": (-120.1135, 38.8385),
    "woods": (-120.1108, 38.8479),
    # the trail north of the lakes
    "bay": (-120.0528, 38.8428),
    "narrows": (-120.0640, 38.8466),
    "landing": (-120.0752, 38.8493),
    "tamarack": (-120.0890, 38.8538),
    "haypress": (-120.1000, 38.8578),
    "margery": (-120.1120, 38.8605),
    # the ridge north of them
    "east end": (-120.0472, 38.8472),
    "flagpole": (-120.0620, 38.8560),
    "echo peak": (-120.0750, 38.8622),
    "north gap": (-120.0880, 38.8650),
    "keiths": (-120.1020, 38.8690),
    "lucille": (-120.1150, 38.8680),
    # on the lakes
    "channel": (-120.0628, 38.8430),
    "inlet": (-120.0747, 38.8466),
    "knoll": (-120.0985, 38.8440),
}

# Points an edge passes between its ends; the other edges are free to wander by themselves.
_VIAS: dict[tuple[str, str], tuple[Position, ...]] = {
    ("trailhead", "bay"): ((-120.0436, 38.8380), (-120.0474, 38.8398), (-120.0500, 38.8408)),
    ("bay", "narrows"): ((-120.0555, 38.8432), (-120.0590, 38.8447), (-120.0612, 38.8451)),
    ("narrows", "landing"): ((-120.0675, 38.8468), (-120.0705, 38.8481)),
    ("landing", "tamarack"): ((-120.0790, 38.8497), (-120.0830, 38.8516), (-120.0858, 38.8521)),
    ("tamarack", "haypress"): ((-120.0925, 38.8548), (-120.0950, 38.8565)),
    ("haypress", "margery"): ((-120.1040, 38.8582), (-120.1085, 38.8600)),
    ("trailhead", "becker"): ((-120.0490, 38.8312), (-120.0550, 38.8300)),
    ("knoll", "saddle"): ((-120.0952, 38.8395), (-120.0935, 38.8340)),
    ("east end", "trailhead"): ((-120.0432, 38.8412), (-120.0428, 38.8375)),
}


def _shore(lake: str, first: int, last: int) -> tuple[Position, ...]:
    """Points of a lake's outline strictly between two of its corners."""
    corners = LAKES[lake]
    count = (last - first) % len(corners)
    return tuple(corners[(first + step) % len(corners)] for step in range(1, count))


# The lake's two shores have the same ends: the direction tells which is meant.
_VIAS[("channel", "trailhead")] = _shore("Lower Echo Lake", 8, 16)
_VIAS[("trailhead", "channel")] = _shore("Lower Echo Lake", 0, 8)
_VIAS[("inlet", "channel")] = (*_shore("Upper Echo Lake", 5, 10), (-120.0640, 38.8428))

SEGMENTS: dict[str, tuple[str, ...]] = {
    "north of Lower Echo": ("trailhead", "bay", "flagpole", "east end"),
    "Echo Peak slopes": ("bay", "narrows", "landing", "echo peak", "flagpole"),
    "Triangle Lake bowl": ("landing", "tamarack", "north gap", "echo peak"),
    "Haypress north": ("tamarack", "haypress", "keiths", "north gap"),
    "Lucille and Margery": ("haypress", "margery", "lucille", "keiths"),
    "Becker slopes": ("trailhead", "becker", "talking", "channel"),
    "Talking Mountain cirque": ("channel", "talking", "saddle", "inlet"),
    "Ralston and Cagwin lakes": ("inlet", "landing", "tamarack", "knoll", "saddle"),
    "Ralston Peak bowl": ("knoll", "saddle", "ralston", "shoulder", "woods"),
    "Haypress south": ("tamarack", "haypress", "margery", "woods", "knoll"),
}

TRAILS: dict[str, tuple[Position, ...]] = {
    "Ralston Lake trail": (
        (-120.0830, 38.8516), (-120.0838, 38.8499), (-120.0852, 38.8489), (-120.0868, 38.8472),
        (-120.0872, 38.8452), (-120.0884, 38.8436), (-120.0893, 38.8428),
    ),
    "Ralston Peak trail": (
        (-120.0968, 38.8181), (-120.0975, 38.8203), (-120.0992, 38.8218), (-120.0986, 38.8237),
        (-120.1003, 38.8252), (-120.1012, 38.8276), (-120.1030, 38.8300),
    ),
    "Lake of the Woods trail": (
        (-120.1000, 38.8578), (-120.1023, 38.8561), (-120.1041, 38.8549), (-120.1052, 38.8530),
        (-120.1066, 38.8515),
    ),
    "South shore path": (
        (-120.0441, 38.8349), (-120.0468, 38.8347), (-120.0499, 38.8361), (-120.0526, 38.8365),
        (-120.0552, 38.8382), (-120.0581, 38.8391), (-120.0604, 38.8407), (-120.0636, 38.8419),
        (-120.0672, 38.8428), (-120.0703, 38.8443), (-120.0735, 38.8452), (-120.0762, 38.8464),
    ),
}  # fmt: skip


def edge(start: str, end: str) -> list[Position]:
    """The one edge between two junctions, from ``start`` to ``end``."""
    if (start, end) in _VIAS:
        return _edge(start, end)
    if (end, start) in _VIAS or end < start:
        return _edge(end, start)[::-1]
    return _edge(start, end)


def _edge(start: str, end: str) -> list[Position]:
    corners = [JUNCTIONS[start], *_VIAS.get((start, end), ()), JUNCTIONS[end]]
    return wander(corners, seed=f"{start} to {end}", roughness=0.07 if len(corners) == 2 else 0.05)


def ring(segment: str) -> list[Position]:
    """A closed ring, counter-clockwise, of the segment's edges."""
    names = SEGMENTS[segment]
    points: list[Position] = []
    for start, end in zip(names, (*names[1:], names[0])):
        points += edge(start, end)[:-1]
    points.append(points[0])
    return points if area(points) > 0 else points[::-1]


def water_ring() -> list[Position]:
    """Lower Echo Lake as a segment: its southern shore is the Becker slopes' border."""
    points = path("trailhead", "channel", "trailhead")
    return points if area(points) > 0 else points[::-1]


def path(*junctions: str) -> list[Position]:
    """Edges one after another, as a trail."""
    points = [JUNCTIONS[junctions[0]]]
    for start, end in zip(junctions, junctions[1:]):
        points += edge(start, end)[1:]
    return points


def trail(name: str) -> list[Position]:
    return wander(list(TRAILS[name]), seed=name, roughness=0.06)


def lake(name: str) -> list[Position]:
    corners = LAKES[name]
    return wander([*corners, corners[0]], seed=name, roughness=0.15, step=30.0)


def circle(center: Position, radius: float, corners: int = 72) -> list[Position]:
    """A closed ring at ``radius`` metres."""
    points = []
    for step in range(corners):
        angle = 2 * math.pi * step / corners
        points.append(
            (
                round(center[0] + radius * math.cos(angle) / METRES_LON, 7),
                round(center[1] + radius * math.sin(angle) / METRES_LAT, 7),
            )
        )
    return [*points, points[0]]


def area(points: list[Position]) -> float:
    """Signed area in square degrees; positive for counter-clockwise rings."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:])) / 2


def wander(
    corners: list[Position], seed: str, roughness: float, step: float = 90.0
) -> list[Position]:
    """The corners and points between them, displaced sideways as on uneven ground.

    Halves each stretch until it is shorter than ``step`` metres; the same seed gives the same line.
    """
    chance = random.Random(seed)
    points = [corners[0]]
    for a, b in zip(corners, corners[1:]):
        points += _between(a, b, chance, roughness, step)
    return [(round(lon, 6), round(lat, 6)) for lon, lat in points]


def _between(
    a: Position, b: Position, chance: random.Random, roughness: float, step: float
) -> list[Position]:
    """Points after ``a`` up to and with ``b``."""
    dx, dy = (b[0] - a[0]) * METRES_LON, (b[1] - a[1]) * METRES_LAT
    if math.hypot(dx, dy) < step:
        return [b]
    aside = chance.uniform(-roughness, roughness)
    middle = (
        (a[0] + b[0]) / 2 - dy * aside / METRES_LON,
        (a[1] + b[1]) / 2 + dx * aside / METRES_LAT,
    )
    return [
        *_between(a, middle, chance, roughness, step),
        *_between(middle, b, chance, roughness, step),
    ]
