# SPDX-License-Identifier: GPL-2.0-or-later
"""The magnetic model against the values that its authors published to check it by."""

from __future__ import annotations

from datetime import date

import pytest
from caltopo_sync.plugin.analysis import magnetic

# WMM2025_TEST_VALUES.txt (NOAA/NCEI): year, km, latitude, longitude, X, Y, Z in nT, declination
PUBLISHED = """
2025.0   0  80   0   6521.6   145.9  54791.5   1.28
2025.0   0   0 120  39677.8  -109.6 -10580.2  -0.16
2025.0   0 -80 240   6117.5 15751.9 -52022.5  68.78
2025.0 100  80   0   6216.0    92.4  52598.8   0.85
2025.0 100   0 120  37688.6   -96.2 -10152.1  -0.15
2025.0 100 -80 240   5907.6 14780.3 -49540.7  68.21
2027.5   0  80   0   6500.8   294.5  54869.4   2.59
2027.5   0   0 120  39701.6  -167.4 -10381.8  -0.24
2027.5   0 -80 240   6200.7 15730.3 -51783.7  68.49
2027.5 100  80   0   6196.7   233.8  52670.5   2.16
2027.5 100   0 120  37711.5  -148.7  -9969.8  -0.23
2027.5 100 -80 240   5984.0 14760.1 -49317.7  67.93
"""


@pytest.mark.parametrize("line", PUBLISHED.strip().splitlines())
def test_the_field_is_as_published(line: str) -> None:
    year, km, lat, lon, x, y, z, _ = map(float, line.split())
    found = magnetic.field(lon, lat, year, 1000 * km)
    assert found == pytest.approx((x, y, z), abs=0.051)


@pytest.mark.parametrize(
    ("lon", "lat", "day", "height", "published"),
    [
        (0, 80, date(2025, 1, 1), 0, 1.28),
        (240, -80, date(2025, 1, 1), 0, 68.78),
        (-8, -59, date(2025, 1, 1), 39_000, -15.75),
        (109, -33, date(2025, 1, 1), 51_000, -5.49),
        (-5, -66, date(2027, 1, 1), 37_000, -17.22),
    ],
)
def test_declination_is_as_published(
    lon: float, lat: float, day: date, height: float, published: float
) -> None:
    assert magnetic.declination(lon, lat, day, height) == pytest.approx(published, abs=0.0051)


def test_there_is_none_outside_its_years_and_at_the_magnetic_pole() -> None:
    assert magnetic.declination(-120, 39, date(2024, 12, 31)) is None
    assert magnetic.declination(-120, 39, date(2030, 1, 1)) is None
    assert magnetic.declination(-120, 39, date(2029, 12, 31)) is not None
    assert magnetic.declination(139.3, 85.8, date(2025, 1, 1)) is None
    assert magnetic.declination(-121, 89, date(2025, 1, 1)) is None  # published: a blackout zone
    assert magnetic.declination(0, 90, date(2026, 1, 1)) == magnetic.declination(
        0, 89.99995, date(2026, 1, 1)
    )
    assert magnetic.decimal_year(date(2028, 7, 2)) == 2028.5
