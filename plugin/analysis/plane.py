# SPDX-License-Identifier: GPL-2.0-or-later
"""A flat sheet of metres around one geometry, for tolerances and for comparing sizes.

Degrees are scaled by the lengths of a degree at the geometry's middle latitude on WGS 84 (the
series of NIMA TR 8350.2).  Fit for outlines of some dozens of kilometres; not for measuring.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Plane:
    """``lon0``, ``lat0``: where the sheet touches; ``east``, ``north``: metres in a degree."""

    lon0: float
    lat0: float
    east: float
    north: float

    @classmethod
    def around(cls, positions: Iterable[Any]) -> Plane:
        lons, lats = [], []
        for position in positions:
            lons.append(position[0])
            lats.append(position[1])
        lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
        phi = math.radians(lat)
        north = 111132.954 - 559.822 * math.cos(2 * phi) + 1.175 * math.cos(4 * phi)
        east = 111412.84 * math.cos(phi) - 93.5 * math.cos(3 * phi) + 0.118 * math.cos(5 * phi)
        return cls(lon, lat, max(east, 1.0), north)

    def flat(self, line: Iterable[Any]) -> list[tuple[float, float]]:
        lon0, lat0, east, north = self.lon0, self.lat0, self.east, self.north
        return [((p[0] - lon0) * east, (p[1] - lat0) * north) for p in line]

    def back(self, line: Iterable[Any]) -> list[list[float]]:
        return [[p[0] / self.east + self.lon0, p[1] / self.north + self.lat0] for p in line]
