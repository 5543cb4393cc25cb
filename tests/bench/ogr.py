# SPDX-License-Identifier: GPL-2.0-or-later
"""The yardstick of opening: ogr2ogr makes the same three tables from the same GeoJSON."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

TABLES = {
    "Marker": ("POINT", "class = 'Marker'"),
    "Shape_line": ("LINESTRING", "class = 'Shape' AND OGR_GEOMETRY = 'LINESTRING'"),
    "Shape_polygon": ("POLYGON", "class = 'Shape' AND OGR_GEOMETRY = 'POLYGON'"),
}


def three_tables(geojson: Path, folder: Path) -> Path:
    """One ogr2ogr for each table, into one GeoPackage; spatial indices as it makes them itself."""
    made = folder / "by-ogr2ogr.gpkg"
    made.unlink(missing_ok=True)
    for table, (kind, where) in TABLES.items():
        update = ["-update"] if made.exists() else []
        subprocess.run(
            ["ogr2ogr", "-q", "-f", "GPKG", *update, str(made), str(geojson),
             "-nln", table, "-nlt", kind, "-where", where],
            check=True,
        )  # fmt: skip
    return made


def counts(package: Path) -> dict[str, int]:
    db = sqlite3.connect(str(package))
    try:
        return {
            table: db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in TABLES
        }
    finally:
        db.close()
