# SPDX-License-Identifier: GPL-2.0-or-later
"""GeoPackage and CSV: whole tables of a stage copied by GDAL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ..caltopo.objects import Geometry
from .cells import defuse
from .staging import Stage
from .translate import Progress, copy_table


def write_geopackage(
    stage: Stage, path: Path, cancelled: Callable[[], bool], progress: Progress
) -> None:
    """A GeoPackage of the map's objects and nothing else.  Raises OSError, Cancelled."""
    for number, table in enumerate(stage.tables):

        def part(done: float, number: int = number) -> None:
            progress((number + done) / len(stage.tables))

        options = ["-f", "GPKG", "-nln", table.name]
        options += ["-update"] if number else []
        options += ["-explodecollections"] if table.split else []
        if table.parts and table.kind is not Geometry.POINT:
            options += ["-nlt", "PROMOTE_TO_MULTI"]
        copy_table(stage.path, table.name, path, options, cancelled, part)
    with closing(sqlite3.connect(str(path))) as db, db:
        # elevation and time are there or not, object by object
        db.execute("UPDATE gpkg_geometry_columns SET z = 2, m = 2")


def write_csv(stage: Stage, path: Path, cancelled: Callable[[], bool], progress: Progress) -> None:
    """All tables of a stage, which have the same fields, as one CSV.  Raises OSError, Cancelled."""
    for number, table in enumerate(stage.tables):
        options = ["-f", "CSV", "-nln", path.stem]
        options += ["-append"] if number else ["-lco", "WRITE_BOM=YES"]
        copy_table(stage.path, table.name, path, options, cancelled, progress)
    if stage.tables:
        defuse(path, "utf-8-sig")
