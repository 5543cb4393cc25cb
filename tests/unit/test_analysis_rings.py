# SPDX-License-Identifier: GPL-2.0-or-later
"""Range rings, bearing lines, sectors and buffers: as far, and whither, as they say."""

from __future__ import annotations

import math
from typing import Any

import pytest
from caltopo_sync.plugin.analysis import geodesy, rings
from caltopo_sync.plugin.analysis.rings import North
from caltopo_sync.plugin.caltopo.errors import Rejected

CENTRE = (-120.5, 39.5)


def distances(geometry: dict[str, Any]) -> list[float]:
    corners = geometry["coordinates"]
    return [geodesy.distance(CENTRE, p) for p in (corners[0] if geometry["type"] == "Polygon"
                                                  else corners)]  # fmt: skip


def test_rings() -> None:
    drawn = rings.ring(CENTRE, 2, "km", area=False)
    assert drawn.title == "2 km" and drawn.geometry["type"] == "LineString"
    assert distances(drawn.geometry) == pytest.approx([2000.0] * 145, abs=1e-3)
    corners = drawn.geometry["coordinates"]
    assert corners[0] == corners[-1]
    filled = rings.ring(CENTRE, 0.5, "mi", area=True)
    assert geodesy.polygon_area(filled.geometry["coordinates"]) == pytest.approx(
        math.pi * 804.672**2, rel=4e-4
    )


def test_bearing_lines_say_from_which_north() -> None:
    true = rings.bearing_line(CENTRE, 45, 1000, "ft", North())
    assert true.title == "045° T, 1000 ft"
    magnetic = rings.bearing_line(CENTRE, 32.5, 1000, "ft", North(12.5))
    assert magnetic.title == "032.5° M (declination 12.5° E), 1000 ft"
    assert magnetic.geometry == true.geometry
    lon, lat = geodesy.destination(*CENTRE, 45, 304.8)
    assert true.geometry["coordinates"] == [list(CENTRE), [lon, lat]]
    west = rings.bearing_line(CENTRE, 5, 1, "km", North(-10))
    assert "5° M (declination 10° W)" in west.title
    lon, lat = west.geometry["coordinates"][1]
    assert lon < CENTRE[0] and lat > CENTRE[1]


def test_sectors_run_clockwise() -> None:
    drawn = rings.sector(CENTRE, 350, 10, 1000, "m", North(), area=True)
    assert drawn.title == "350° T to 010° T, 1000 m"
    assert geodesy.polygon_area(drawn.geometry["coordinates"]) == pytest.approx(
        math.pi * 1e6 * 20 / 360, rel=4e-4
    )
    other = rings.sector(CENTRE, 10, 350, 1000, "m", North(), area=True)
    assert geodesy.polygon_area(other.geometry["coordinates"]) == pytest.approx(
        math.pi * 1e6 * 340 / 360, rel=4e-4
    )
    line = rings.sector(CENTRE, 0, 90, 1000, "m", North(), area=False).geometry
    assert line["coordinates"][0] == line["coordinates"][-1] == list(CENTRE)


def test_buffers() -> None:
    pytest.importorskip("shapely")
    road = {"type": "LineString", "coordinates":
            [list(CENTRE), list(geodesy.destination(*CENTRE, 60, 2000))]}  # fmt: skip
    (drawn,) = rings.buffers(road, 100, "m", area=True)
    assert geodesy.polygon_area(drawn.geometry["coordinates"]) == pytest.approx(
        2000 * 200 + math.pi * 1e4, rel=1e-3
    )
    loop = {"type": "LineString", "coordinates": rings.ring(CENTRE, 1, "km", False)
            .geometry["coordinates"]}  # fmt: skip
    (drawn,) = rings.buffers(loop, 100, "m", area=True)
    assert len(drawn.geometry["coordinates"]) == 2
    assert [d.geometry["type"] for d in rings.buffers(loop, 100, "m", area=False)] == [
        "LineString"] * 2  # fmt: skip


def test_across_the_antimeridian() -> None:
    lons = [p[0] for p in rings.ring((179.99, 10), 5, "km", False).geometry["coordinates"]]
    assert -180 <= min(lons) < -179.9 and 179.9 < max(lons) <= 180


def test_what_cannot_be_drawn() -> None:
    for distance in (0, -5, float("nan"), float("inf"), 2e6):
        with pytest.raises(Rejected, match="cannot be drawn"):
            rings.ring(CENTRE, distance, "m", False)
    with pytest.raises(Rejected, match="no unit"):
        rings.ring(CENTRE, 5, "furlongs", False)
    with pytest.raises(Rejected, match="pole"):
        rings.ring((0, 84.9), 50, "km", False)
    with pytest.raises(Rejected, match="two different"):
        rings.sector(CENTRE, 10, 370, 5, "km", North(), False)
    with pytest.raises(Rejected, match="number of degrees"):
        rings.bearing_line(CENTRE, float("nan"), 5, "km", North())
