# SPDX-License-Identifier: GPL-2.0-or-later
"""Metres on the ellipsoid, and the local projection to metres, against published figures."""

from __future__ import annotations

import math

import pytest
from caltopo_sync.plugin.analysis import geodesy
from caltopo_sync.plugin.analysis.metric import Metric, around
from hypothesis import given
from hypothesis import strategies as st

CENTRES = st.tuples(st.floats(-180, 180), st.floats(-75, 75))


def test_vincentys_own_line_in_australia() -> None:
    """Flinders Peak to Buninyong on GRS 80, which WGS 84 equals to 0.1 mm here (Geoscience
    Australia's worked example: 54972.271 m, 306 degrees 52' 05.37")."""
    peak = (144 + 25 / 60 + 29.52440 / 3600, -(37 + 57 / 60 + 3.72030 / 3600))
    town = (143 + 55 / 60 + 35.38390 / 3600, -(37 + 39 / 60 + 10.15610 / 3600))
    assert geodesy.distance(peak, town) == pytest.approx(54972.271, abs=1e-3)
    bearing = 306 + 52 / 60 + 5.37 / 3600
    there = geodesy.destination(*peak, bearing, 54972.271)
    assert there == pytest.approx(town, abs=2e-8)


@given(CENTRES, st.floats(0, 360), st.floats(0, 300_000))
def test_there_and_the_distance_back(
    centre: tuple[float, float], bearing: float, metres: float
) -> None:
    there = geodesy.destination(*centre, bearing, metres)
    assert geodesy.distance(centre, there) == pytest.approx(metres, abs=2e-4)


def test_known_lengths() -> None:
    assert geodesy.distance((0, 0), (1, 0)) == pytest.approx(math.radians(1) * geodesy.A, abs=1e-6)
    assert geodesy.distance((0, 0), (0, 90)) == pytest.approx(10_001_965.729, abs=1e-3)
    assert geodesy.distance((179.9, 10), (-179.9, 10)) == pytest.approx(
        geodesy.distance((0, 10), (0.2, 10)), abs=1e-6
    )
    assert geodesy.distance((7, 7), (7, 7)) == 0
    assert geodesy.distance((0, 0), (180, 0.1)) == pytest.approx(20_000_000, rel=0.01)


def test_the_area_of_the_earth() -> None:
    half = [(lon, lat) for lat, lons in ((0, (0, 90, 179.9)), (90, (179.9, 90, 0)))
            for lon in lons]  # fmt: skip
    # Simpson along a degree-long edge; the meridians of these edges are whole quarter circles
    assert geodesy.ring_area(half) == pytest.approx(510_065_621_724_088 / 4 * 179.9 / 180, rel=1e-9)


@given(CENTRES, st.floats(-0.6, 0.6), st.floats(-0.6, 0.6))
def test_forward_and_back(centre: tuple[float, float], east: float, north: float) -> None:
    metric = Metric(*centre)
    lon, lat = centre[0] + east, centre[1] + north
    assert metric.back(*metric.forward(lon, lat)) == pytest.approx((lon, lat), abs=1e-11)


@given(CENTRES, st.floats(0, 360), st.floats(0, 50_000), st.floats(0, 360), st.floats(1, 500))
def test_distances_within_fifty_kilometres(
    centre: tuple[float, float], bearing: float, away: float, turn: float, metres: float
) -> None:
    """What the module promises: 3 cm in a kilometre, in every direction."""
    one = geodesy.destination(*centre, bearing, away)
    other = geodesy.destination(*one, turn, metres)
    metric = Metric(*centre)
    assert math.dist(metric.forward(*one), metric.forward(*other)) == pytest.approx(
        metres, rel=3.5e-5, abs=1e-3
    )


def test_it_is_the_projection_of_utm() -> None:
    """EPSG's worked example for zone 30 (guidance note 7-2, OSGB's ellipsoid) has no WGS 84 twin;
    so the published UTM position of the CN Tower: 17N 630084 m E, 4833438 m N."""
    x, y = Metric(-81, 0).forward(-79.387139, 43.642567)
    assert (x * 0.9996 + 500_000, y * 0.9996) == pytest.approx((630_084, 4_833_439), abs=1)


@pytest.mark.parametrize("lat", [0, 39, 60, 75])
def test_a_buffer_is_as_wide_as_it_says(lat: float) -> None:
    shapely = pytest.importorskip("shapely.geometry")
    metric = around((-120.01, lat - 0.01, -119.99, lat + 0.01))
    ring = metric.to_degrees(metric.to_metres(shapely.Point(-120, lat)).buffer(1000, 64))
    for lon, there in ring.exterior.coords:
        assert geodesy.distance((-120, lat), (lon, there)) == pytest.approx(1000, abs=0.01)
    measured = geodesy.ring_area(ring.exterior.coords)
    assert measured == pytest.approx(math.pi * 1e6, rel=2e-4)
