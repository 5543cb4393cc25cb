# SPDX-License-Identifier: GPL-2.0-or-later
"""The ground of the made-up incident: Echo Lakes basin in the Sierra Nevada, roughly.

Peaks, ridges, lakes and streams are where public maps have them, to some hundred metres; heights
in between are invented from those lines. Good enough to look at, of no use for finding one's way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

Position = tuple[float, float]
Line = tuple[tuple[float, float, float], ...]

CENTER_LAT = 38.845
METRES_LAT = 111_000.0
METRES_LON = METRES_LAT * math.cos(math.radians(CENTER_LAT))
SOFTNESS = 90.0
"""Metres around a line of known heights within which it is rounded off."""

PLACES: dict[str, Position] = {
    "Echo Chalet": (-120.0441, 38.8349),
    "Becker Peak": (-120.0605, 38.8288),
    "Talking Mountain": (-120.0760, 38.8292),
    "Ralston Peak": (-120.1030, 38.8300),
    "Flagpole Peak": (-120.0620, 38.8560),
    "Echo Peak": (-120.0750, 38.8622),
    "Keiths Dome": (-120.1020, 38.8690),
    "Haypress Meadows": (-120.1000, 38.8578),
}

# Lines of known height (longitude, latitude, metres): ridges first, then the ground between them.
RIDGES: tuple[Line, ...] = (
    (
        (-120.0400, 38.8310, 2330),
        (-120.0520, 38.8298, 2440),
        (-120.0605, 38.8288, 2534),
        (-120.0680, 38.8286, 2560),
        (-120.0760, 38.8292, 2690),
        (-120.0825, 38.8284, 2600),
        (-120.0890, 38.8290, 2590),
        (-120.0960, 38.8288, 2700),
        (-120.1030, 38.8300, 2816),
        (-120.1090, 38.8345, 2680),
        (-120.1135, 38.8385, 2600),
        (-120.1170, 38.8440, 2560),
    ),
    (
        (-120.0400, 38.8430, 2320),
        (-120.0480, 38.8475, 2420),
        (-120.0550, 38.8520, 2470),
        (-120.0620, 38.8560, 2553),
        (-120.0690, 38.8590, 2600),
        (-120.0750, 38.8622, 2716),
        (-120.0815, 38.8632, 2680),
        (-120.0880, 38.8650, 2700),
        (-120.0950, 38.8668, 2660),
        (-120.1020, 38.8690, 2640),
        (-120.1090, 38.8690, 2600),
        (-120.1180, 38.8680, 2580),
        (-120.1300, 38.8720, 2640),
    ),
    ((-120.1030, 38.8300, 2816), (-120.1000, 38.8370, 2650), (-120.0985, 38.8440, 2570)),
    ((-120.0760, 38.8292, 2690), (-120.0700, 38.8350, 2480), (-120.0640, 38.8405, 2310)),
    ((-120.0985, 38.8440, 2570), (-120.1020, 38.8510, 2575), (-120.1060, 38.8560, 2560)),
)
VALLEYS: tuple[Line, ...] = (
    ((-120.0380, 38.8335, 2200), (-120.0441, 38.8355, 2261), (-120.0530, 38.8385, 2261),
     (-120.0625, 38.8430, 2262), (-120.0745, 38.8465, 2262), (-120.0835, 38.8462, 2380),
     (-120.0905, 38.8412, 2375)),
    ((-120.0745, 38.8465, 2262), (-120.0830, 38.8500, 2400), (-120.0920, 38.8545, 2490),
     (-120.1000, 38.8578, 2540)),
    ((-120.1000, 38.8578, 2540), (-120.1075, 38.8605, 2510), (-120.1180, 38.8612, 2490),
     (-120.1320, 38.8610, 2475)),
    ((-120.1115, 38.8495, 2462), (-120.1190, 38.8430, 2380), (-120.1250, 38.8360, 2325),
     (-120.1300, 38.8250, 2200)),
    ((-120.0350, 38.8200, 1990), (-120.0600, 38.8160, 1960), (-120.0850, 38.8140, 1930),
     (-120.1100, 38.8120, 1900), (-120.1350, 38.8100, 1860)),
    ((-120.0500, 38.8640, 2180), (-120.0660, 38.8655, 2270), (-120.0720, 38.8720, 2120),
     (-120.0900, 38.8760, 2080)),
)  # fmt: skip

LAKES: dict[str, tuple[Position, ...]] = {
    "Lower Echo Lake": (
        (-120.0441, 38.8352), (-120.0448, 38.8372), (-120.0475, 38.8387), (-120.0502, 38.8393),
        (-120.0528, 38.8409), (-120.0556, 38.8417), (-120.0583, 38.8433), (-120.0612, 38.8436),
        (-120.0628, 38.8430), (-120.0622, 38.8420), (-120.0601, 38.8412), (-120.0578, 38.8396),
        (-120.0549, 38.8387), (-120.0524, 38.8371), (-120.0497, 38.8368), (-120.0470, 38.8352),
    ),
    "Upper Echo Lake": (
        (-120.0634, 38.8433), (-120.0650, 38.8449), (-120.0678, 38.8458), (-120.0703, 38.8470),
        (-120.0731, 38.8476), (-120.0747, 38.8466), (-120.0729, 38.8456), (-120.0702, 38.8449),
        (-120.0676, 38.8436), (-120.0651, 38.8427),
    ),
    "Tamarack Lake": (
        (-120.0812, 38.8466), (-120.0829, 38.8475), (-120.0851, 38.8471), (-120.0858, 38.8458),
        (-120.0840, 38.8450), (-120.0820, 38.8454),
    ),
    "Cagwin Lake": (
        (-120.0852, 38.8428), (-120.0866, 38.8433), (-120.0876, 38.8425), (-120.0864, 38.8418),
    ),
    "Ralston Lake": (
        (-120.0884, 38.8422), (-120.0905, 38.8425), (-120.0925, 38.8412), (-120.0921, 38.8396),
        (-120.0902, 38.8392), (-120.0887, 38.8404),
    ),
    "Lake of the Woods": (
        (-120.1068, 38.8505), (-120.1090, 38.8518), (-120.1118, 38.8510), (-120.1139, 38.8494),
        (-120.1131, 38.8474), (-120.1108, 38.8479), (-120.1086, 38.8487),
    ),
    "Lake Aloha": (
        (-120.1225, 38.8608), (-120.1252, 38.8632), (-120.1290, 38.8640), (-120.1330, 38.8655),
        (-120.1352, 38.8636), (-120.1328, 38.8602), (-120.1285, 38.8592), (-120.1250, 38.8595),
    ),
    "Angora Lakes": (
        (-120.0648, 38.8640), (-120.0660, 38.8650), (-120.0675, 38.8643), (-120.0664, 38.8631),
    ),
}  # fmt: skip


def heights(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Metres above the sea at each position; arrays of one shape."""
    x, y = _metres(lon, lat)
    total = np.zeros_like(x)
    weights = np.zeros_like(x)
    for line in RIDGES + VALLEYS:
        for known_x, known_y, known in _points(line):
            weight = ((x - known_x) ** 2 + (y - known_y) ** 2 + SOFTNESS**2) ** -1.3
            total += weight * known
            weights += weight
    return total / weights + _unevenness(x, y)


def height(lon: float, lat: float) -> float:
    """Metres above the sea, to the decimetre."""
    return round(float(heights(np.array([lon]), np.array([lat]))[0]), 1)


def metres_between(a: Position, b: Position) -> float:
    return math.hypot((a[0] - b[0]) * METRES_LON, (a[1] - b[1]) * METRES_LAT)


def _metres(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return (lon + 120.0850) * METRES_LON, (lat - CENTER_LAT) * METRES_LAT


def _points(line: Line) -> Iterator[tuple[float, float, float]]:
    """Positions along a line in metres, a hundred metres apart, with their heights."""
    for (lon0, lat0, h0), (lon1, lat1, h1) in zip(line, line[1:]):
        steps = max(1, round(metres_between((lon0, lat0), (lon1, lat1)) / 100.0))
        for step in range(steps):
            part = step / steps
            x, y = _metres(
                np.float64(lon0 + part * (lon1 - lon0)), np.float64(lat0 + part * (lat1 - lat0))
            )
            yield float(x), float(y), h0 + part * (h1 - h0)


def _unevenness(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Spurs and gullies: waves of ever shorter length in directions spread by the golden angle."""
    total = np.zeros_like(x)
    for i in range(20):
        angle = i * 2.399963
        length = 1400.0 * 0.91**i
        phase = (x * math.cos(angle) + y * math.sin(angle)) * 2 * math.pi / length
        bend = 1.9 * np.sin((y * math.cos(angle) - x * math.sin(angle)) / length * 2.1 + i)
        total += 0.0045 * length * np.sin(phase + bend + i * i)
    return total
