# SPDX-License-Identifier: GPL-2.0-or-later
"""Magnetic declination by the World Magnetic Model 2025.

Formulas: "The US/UK World Magnetic Model for 2025-2030: Technical Report" (NOAA/NCEI and BGS),
chapter 1, "The coefficients and their use".  The model's own error of declination is some 0.2 to
0.5 degrees in middle latitudes; iron in the ground is not in it.
"""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache

from .geodesy import E2, A
from .wmm2025 import COEFFICIENTS, EPOCH, UNTIL

MODEL = "WMM2025"
DEGREE = 12
WEAKEST = 2000.0
"""Horizontal nanotesla below which the model's authors call a compass unreliable."""
_SPHERE = 6_371_200.0  # metres, the model's reference radius
_NEAR_POLE = 89.9999  # where east is no direction, formulas divide by nothing


def declination(lon: float, lat: float, day: date, height: float = 0.0) -> float | None:
    """Degrees from true to magnetic north, east positive, or None where there is none to be had:
    before 2025 and from 2030 on, and where the field has hardly a horizontal part.

    ``lon`` and ``lat`` in degrees (WGS 84), ``height`` in metres above the ellipsoid.
    """
    year = decimal_year(day)
    if not EPOCH <= year < UNTIL:
        return None
    north, east, _ = field(lon, lat, year, height)
    if math.hypot(north, east) < WEAKEST:
        return None
    return math.degrees(math.atan2(east, north))


def decimal_year(day: date) -> float:
    first = date(day.year, 1, 1)
    return day.year + (day - first).days / (date(day.year + 1, 1, 1) - first).days


def field(lon: float, lat: float, year: float, height: float = 0.0) -> tuple[float, float, float]:
    """The field's north, east and down parts in nanotesla; ``year`` is decimal."""
    lat = max(-_NEAR_POLE, min(_NEAR_POLE, lat))
    radius, below = _geocentric(math.radians(lat), height)
    sine, cosine = math.sin(below), math.cos(below)
    legendre = _legendre(sine, cosine)
    around = math.radians(lon)
    north = east = down = 0.0
    for n, m, g, h, g_rate, h_rate in _coefficients():
        g += (year - EPOCH) * g_rate
        h += (year - EPOCH) * h_rate
        scale = (_SPHERE / radius) ** (n + 2)
        along, across = math.cos(m * around), math.sin(m * around)
        p = legendre[n][m]
        slope = (math.sqrt(n * n - m * m) * legendre[n - 1][m] - n * sine * p) / cosine
        north -= scale * (g * along + h * across) * slope
        east += scale * m * (g * across - h * along) * p / cosine
        down -= scale * (n + 1) * (g * along + h * across) * p
    turn = below - math.radians(lat)
    return (
        north * math.cos(turn) - down * math.sin(turn),
        east,
        north * math.sin(turn) + down * math.cos(turn),
    )


def _geocentric(lat: float, height: float) -> tuple[float, float]:
    """Distance from the earth's centre in metres, and geocentric latitude, in radians as given."""
    curve = A / math.sqrt(1 - E2 * math.sin(lat) ** 2)
    out = (curve + height) * math.cos(lat)
    up = (curve * (1 - E2) + height) * math.sin(lat)
    radius = math.hypot(out, up)
    return radius, math.asin(up / radius)


def _legendre(sine: float, cosine: float) -> list[list[float]]:
    """Schmidt's half-normalised functions by degree and order, of a latitude."""
    found = [[0.0] * (DEGREE + 1) for _ in range(DEGREE + 1)]
    found[0][0] = 1.0
    for n in range(1, DEGREE + 1):
        shrink = 1.0 if n == 1 else math.sqrt((2 * n - 1) / (2 * n))
        found[n][n] = shrink * cosine * found[n - 1][n - 1]
        for m in range(n):
            before = math.sqrt((n - 1) ** 2 - m * m) * found[n - 2][m] if n - m > 1 else 0.0
            found[n][m] = ((2 * n - 1) * sine * found[n - 1][m] - before) / math.sqrt(n * n - m * m)
    return found


@lru_cache(maxsize=1)
def _coefficients() -> tuple[tuple[int, int, float, float, float, float], ...]:
    found = []
    for line in COEFFICIENTS.strip().splitlines():
        n, m, *values = line.split()
        g, h, g_rate, h_rate = map(float, values)
        found.append((int(n), int(m), g, h, g_rate, h_rate))
    return tuple(found)
