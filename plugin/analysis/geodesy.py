# SPDX-License-Identifier: GPL-2.0-or-later
"""Distances, bearings and areas on the WGS 84 ellipsoid.  Degrees in, metres out.

Distances and bearings: T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid
with application of nested equations", Survey Review 23 (1975); good to 0.1 mm but for points that
are nearly antipodal.  Areas: equation 3-12 of J. P. Snyder, "Map Projections: A Working Manual",
USGS Professional Paper 1395 (1987).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

A = 6378137.0  # metres, the equatorial radius
F = 1 / 298.257223563
B = A * (1 - F)
E2 = F * (2 - F)
E = math.sqrt(E2)
_ENOUGH = 1e-12  # radians, 6 micrometres

Position = Sequence[float]  # longitude, latitude, and perhaps elevation and time


def destination(lon: float, lat: float, bearing: float, distance: float) -> tuple[float, float]:
    """Where one gets from a position by a true bearing (degrees) and a distance (metres).

    The longitude may lie beyond ±180, on the side one came to it.
    """
    azimuth = math.radians(bearing)
    tan_u1 = (1 - F) * math.tan(math.radians(lat))
    cos_u1 = 1 / math.sqrt(1 + tan_u1 * tan_u1)
    sin_u1 = tan_u1 * cos_u1
    sin_a, cos_a = math.sin(azimuth), math.cos(azimuth)
    sigma1 = math.atan2(tan_u1, cos_a)
    sin_alpha = cos_u1 * sin_a
    cos2_alpha = 1 - sin_alpha * sin_alpha
    big_a, big_b = _series(cos2_alpha)
    first = sigma = distance / (B * big_a)
    for _ in range(50):
        before = sigma
        sin_s, cos_s = math.sin(sigma), math.cos(sigma)
        cos_2m = math.cos(2 * sigma1 + sigma)
        sigma = first + _delta(big_b, sin_s, cos_s, cos_2m)
        if abs(sigma - before) < _ENOUGH:
            break
    sin_s, cos_s = math.sin(sigma), math.cos(sigma)
    cos_2m = math.cos(2 * sigma1 + sigma)
    across = sin_u1 * sin_s - cos_u1 * cos_s * cos_a
    phi = math.atan2(
        sin_u1 * cos_s + cos_u1 * sin_s * cos_a,
        (1 - F) * math.hypot(sin_alpha, across),
    )
    lam = math.atan2(sin_s * sin_a, cos_u1 * cos_s - sin_u1 * sin_s * cos_a)
    return lon + math.degrees(_longitude(lam, sin_alpha, cos2_alpha, sigma, cos_2m)), math.degrees(
        phi
    )


def distance(one: Position, other: Position) -> float:
    """Metres along the shortest line on the ellipsoid.

    For points nearly antipodal, where Vincenty's series does not end, the distance on a sphere.
    """
    lam = total = math.radians(math.remainder(other[0] - one[0], 360))
    u1 = math.atan((1 - F) * math.tan(math.radians(one[1])))
    u2 = math.atan((1 - F) * math.tan(math.radians(other[1])))
    sin_u1, cos_u1, sin_u2, cos_u2 = math.sin(u1), math.cos(u1), math.sin(u2), math.cos(u2)
    for _ in range(200):
        sin_l, cos_l = math.sin(lam), math.cos(lam)
        sin_s = math.hypot(cos_u2 * sin_l, cos_u1 * sin_u2 - sin_u1 * cos_u2 * cos_l)
        if sin_s == 0:
            return 0.0
        cos_s = sin_u1 * sin_u2 + cos_u1 * cos_u2 * cos_l
        sigma = math.atan2(sin_s, cos_s)
        sin_alpha = cos_u1 * cos_u2 * sin_l / sin_s
        cos2_alpha = 1 - sin_alpha * sin_alpha
        cos_2m = cos_s - 2 * sin_u1 * sin_u2 / cos2_alpha if cos2_alpha else 0.0
        before = lam
        lam = total + (lam - _longitude(lam, sin_alpha, cos2_alpha, sigma, cos_2m))
        if abs(lam - before) < _ENOUGH:
            big_a, big_b = _series(cos2_alpha)
            return B * big_a * (sigma - _delta(big_b, sin_s, cos_s, cos_2m))
    return sigma * (2 * A + B) / 3


def _series(cos2_alpha: float) -> tuple[float, float]:
    """Vincenty's A and B."""
    u2 = cos2_alpha * (A * A - B * B) / (B * B)
    return (
        1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2))),
        u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2))),
    )


def _delta(big_b: float, sin_s: float, cos_s: float, cos_2m: float) -> float:
    """Vincenty's delta sigma."""
    c2 = cos_2m * cos_2m
    inner = cos_s * (2 * c2 - 1) - big_b / 6 * cos_2m * (4 * sin_s * sin_s - 3) * (4 * c2 - 3)
    return big_b * sin_s * (cos_2m + big_b / 4 * inner)


def _longitude(
    lam: float, sin_alpha: float, cos2_alpha: float, sigma: float, cos_2m: float
) -> float:
    """The difference of longitudes on the ellipsoid, from that on the auxiliary sphere."""
    c = F / 16 * cos2_alpha * (4 + F * (4 - 3 * cos2_alpha))
    inner = cos_2m + c * math.cos(sigma) * (2 * cos_2m * cos_2m - 1)
    return lam - (1 - c) * F * sin_alpha * (sigma + c * math.sin(sigma) * inner)


def length(line: Sequence[Position]) -> float:
    """Metres along a line, from position to position."""
    return math.fsum(map(distance, line, line[1:]))


def ring_area(ring: Sequence[Position]) -> float:
    """Square metres inside a ring, closed or not, whose edges are straight on a map in degrees.

    Good to 1e-9 for edges below 100 km; rings around a pole are not for it.
    """
    parts, closed = [], [*ring, ring[0]]
    for one, other in zip(closed, closed[1:]):
        step = math.radians(math.remainder(other[0] - one[0], 360))
        # Simpson's rule along the edge
        below = _zone(one[1]) + 4 * _zone((one[1] + other[1]) / 2) + _zone(other[1])
        parts.append(step * below / 6)
    return abs(math.fsum(parts))


def _zone(lat: float) -> float:
    """Square metres from the equator to a latitude, per radian of longitude."""
    sine = math.sin(math.radians(lat))
    return B * B / 2 * (sine / (1 - E2 * sine * sine) + math.atanh(E * sine) / E)


def polygon_area(rings: Sequence[Sequence[Position]]) -> float:
    """Square metres of a polygon, its outer ring first, less its holes."""
    return ring_area(rings[0]) - math.fsum(map(ring_area, rings[1:]))
