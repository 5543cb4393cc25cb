# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows that came through QGIS, as a database that a stage can be built from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from ..caltopo.errors import Cancelled
from ..host.texts import tr
from ..sync.rows import Row
from ..sync.sql import Marks, statement
from ..sync.tables import FID, GEOMETRY, ID, Table

# flags 0x01: little-endian, no envelope; WGS 84
_HEAD = b"GP\x00\x01" + (4326).to_bytes(4, "little")


def write(
    path: Path, rows: Iterable[tuple[Table, Iterable[list[Row]]]], cancelled: Callable[[], bool]
) -> None:
    """Write tables with the columns of a local copy, and nothing else of one.

    Any thread.  Raises Cancelled, sqlite3.Error.
    """
    with closing(sqlite3.connect(str(path), isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = off")
        db.execute("PRAGMA journal_mode = off")
        db.execute("BEGIN")
        for table, parts in rows:
            geometry = (GEOMETRY,) if table.spatial else ()
            columns = (FID, *geometry, ID, *table.column_names)
            db.execute(statement("CREATE TABLE $table ($columns)", table=table.name,
                                 columns=columns))  # fmt: skip
            insert = statement("INSERT INTO $table ($columns) VALUES $marks", table=table.name,
                               columns=columns, marks=Marks(len(columns)))  # fmt: skip
            for part in parts:
                if cancelled():
                    raise Cancelled(tr("The export was cancelled."))
                db.executemany(insert, ((r.fid, *_blob(table, r), r.id, *r.values) for r in part))
            index = table.name + "_id"
            db.execute(statement("CREATE INDEX $index ON $table ($id)", index=index,
                                 table=table.name, id=ID))  # fmt: skip
        db.execute("COMMIT")


def _blob(table: Table, row: Row) -> tuple[bytes | None, ...]:
    if not table.spatial:
        return ()
    return (None if row.wkb is None else _HEAD + row.wkb,)
