# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes probability.asc and its .prj: a made-up probability raster.

It is 6 by 5 km, in cells of 100 m (UTM 10 N).

Somebody was last seen at a trailhead and meant to walk up the valley to the north-east: most of the
probability lies around the trailhead and along the valley, some at a lake.  Run it again and the
file is the same.
"""

from __future__ import annotations

import math
from pathlib import Path

WEST, SOUTH, CELL, COLUMNS, ROWS = 714_000, 4_373_000, 100, 60, 50
TRAILHEAD, VALLEY_END, LAKE = (715_800, 4_374_300), (718_600, 4_376_900), (719_000, 4_374_200)
CRS = (
    'PROJCS["WGS_1984_UTM_Zone_10N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",'
    'SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",-123.0],PARAMETER["Scale_Factor",0.9996],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def bell(distance: float, width: float) -> float:
    return math.exp(-((distance / width) ** 2) / 2)


def beside(x: float, y: float) -> float:
    """Metres from the line between trailhead and valley's end."""
    (x1, y1), (x2, y2) = TRAILHEAD, VALLEY_END
    dx, dy = x2 - x1, y2 - y1
    along = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
    return math.hypot(x - x1 - along * dx, y - y1 - along * dy)


def weight(x: float, y: float) -> float:
    return (
        0.5 * bell(math.hypot(x - TRAILHEAD[0], y - TRAILHEAD[1]), 700)
        + 0.35 * bell(beside(x, y), 350)
        + 0.25 * bell(math.hypot(x - LAKE[0], y - LAKE[1]), 450)
    )


def rows() -> list[list[float]]:
    """Cells from the north, summing up to 1."""
    cells = [
        [weight(WEST + (c + 0.5) * CELL, SOUTH + (ROWS - r - 0.5) * CELL) for c in range(COLUMNS)]
        for r in range(ROWS)
    ]
    total = math.fsum(map(math.fsum, cells))
    return [[value / total for value in row] for row in cells]


def text() -> str:
    head = (
        f"ncols {COLUMNS}\nnrows {ROWS}\nxllcorner {WEST}\nyllcorner {SOUTH}\ncellsize {CELL}\n"
        "NODATA_value -9999\n"
    )
    return head + "".join(" ".join(f"{v:.7f}" for v in row) + "\n" for row in rows())


if __name__ == "__main__":
    file = Path(__file__).with_name("probability.asc")
    file.write_text(text(), encoding="ascii")
    file.with_suffix(".prj").write_text(CRS + "\n", encoding="ascii")
