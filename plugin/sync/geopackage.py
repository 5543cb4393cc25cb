# SPDX-License-Identifier: GPL-2.0-or-later
"""The GeoPackage of a local copy while no layer is open on it: plain sqlite3, any thread.

While QGIS has its layers open the file is never touched from here: QGIS opens GeoPackages without
locks, and another connection of the same process writing or merely closing it gives torn reads.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from ..caltopo.errors import CalTopoError
from . import geometry, schema
from .rows import Change, Insert, Row, Touch, Update, still_holds
from .sql import Marks, damaged, quote, statement, unwritable
from .tables import FID, GEOMETRY, ID, Table, Tables
from .texts import MOST, Texts

VERSION = 1


class Label(NamedTuple):
    """What a GeoPackage says of itself; a hint only, the ledger and the connection decide."""

    pair: str
    server: str
    map: str
    version: int


def create(path: Path, tables: Tables, label: Label, sar: bool) -> sqlite3.Connection:
    """A new GeoPackage with its tables, but no triggers and indices before ``finish``.

    The connection is in one transaction; the file is worth nothing until that commits.
    """
    os.close(os.open(str(path), os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    db = sqlite3.connect(str(path), isolation_level=None)
    db.execute("PRAGMA application_id = 1196444487")  # the letters GPKG
    db.execute("PRAGMA user_version = 10200")
    # The file is made anew after a crash: journal and syncs would only cost time.
    db.execute("PRAGMA journal_mode = off")
    db.execute("PRAGMA synchronous = off")
    db.execute("BEGIN")
    for text in schema.BASE:
        db.execute(text)
    db.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", schema.SPATIAL_REFERENCES
    )
    db.execute(
        "INSERT INTO caltopo_state (fid, gate, sar, pair, server, map, version) "
        "VALUES (1, 0, ?, ?, ?, ?, ?)",
        (int(sar), label.pair, label.server, label.map, VERSION),
    )
    for table in tables:
        create_table(db, table)
    return db


def create_table(db: sqlite3.Connection, table: Table) -> None:
    for text in schema.create(table):
        db.execute(text)


def finish(db: sqlite3.Connection, table: Table) -> None:
    """Indices, counts and triggers of a table that has been filled."""
    for text in schema.finish(table):
        db.execute(text)


def insert_statement(table: Table, rows: int = 1) -> str:
    """INSERT of whole rows: fid, geometry (where there is one), id, columns."""
    return statement(
        "INSERT INTO $table ($columns) VALUES $marks",
        table=table.name,
        columns=(FID, *table.stored),
        marks=Marks(len(table.stored) + 1, rows),
    )


def _bounds(blob: Any) -> tuple[float, float, float, float] | None:
    if not isinstance(blob, bytes) or len(blob) < 13 or blob[3] & 0x10:
        return None
    if (blob[3] >> 1) & 7:
        return struct.unpack_from("<4d" if blob[3] & 1 else ">4d", blob, 8)
    order = "<" if blob[8] else ">"
    x, y = struct.unpack_from(order + "2d", blob, 13)
    return x, x, y, y


def add_spatial_functions(db: sqlite3.Connection) -> None:
    """What the triggers call: GDAL brings these functions, plain SQLite does not have them."""

    def is_empty(blob: Any) -> int | None:
        return None if blob is None else int(_bounds(blob) is None)

    db.create_function("ST_IsEmpty", 1, is_empty, deterministic=True)
    for i, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):

        def bound(blob: Any, i: int = i) -> float | None:
            found = _bounds(blob)
            return None if found is None else found[i]

        db.create_function(name, 1, bound, deterministic=True)


class ClosedRows:
    """Rows of a GeoPackage that nobody has open; see ``rows.Rows``."""

    def __init__(self, path: Path, tables: Tables) -> None:
        self.path = path
        self.tables = tables
        self.texts = Texts()  # kept by whoever has the rows after this
        self._lock = threading.RLock()  # jobs and the main thread may both read
        self._db = sqlite3.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=10
        )
        add_spatial_functions(self._db)
        self._db.execute("PRAGMA synchronous = FULL")

    def close(self) -> None:
        """Leave one file."""
        try:
            self.fold()
        finally:
            self._db.close()

    def fold(self) -> None:
        """What an earlier session left in a write-ahead log goes into the file; may take long."""
        with suppress(sqlite3.OperationalError):
            # someone reads it at this moment; a file with its log beside it is whole, too
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.execute("PRAGMA journal_mode = delete")

    def label(self) -> Label:
        row = self._db.execute(
            "SELECT pair, server, map, version FROM caltopo_state WHERE fid = 1"
        ).fetchone()
        return Label(*(row or ("", "", "", 0)))

    # -- schema ---------------------------------------------------------------------------------

    def check(self) -> None:
        """Raises CalTopoError where something else has a table's name: QGIS and we would wait for
        the rows of a view that has no end."""
        made = self._all("SELECT name FROM sqlite_master WHERE sql NOT LIKE 'CREATE TABLE%'")
        names = {table.name for table in self.tables} | {schema.STATE, schema.CHANGES}
        odd = sorted(names.intersection(name for (name,) in made))
        if odd:
            raise CalTopoError(
                "The GeoPackage " + self.path.name + " is not a local copy as this plugin makes "
                "them: " + ", ".join(odd) + " is no table.",
                hint="It is not opened. Ask who gave it to you for the map itself.",
            )

    def prepare(self, sar: bool) -> dict[Table, list[str]]:
        """Make the file fit: gate shut, tables and columns there, triggers as they should be.

        Returns the tables whose triggers were missing or changed, so that their log says nothing,
        each with the columns that another tool had dropped and that are empty now.
        """
        strange: dict[Table, list[str]] = {}
        with self._transaction():
            self._db.execute("UPDATE caltopo_state SET gate = 0, sar = ? WHERE fid = 1", (sar,))
            present = dict(
                self._db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            )
            names = {
                name
                for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type='table'")
            }
            for table in self.tables:
                if table.name not in names:
                    self._make(table)
                    strange[table] = []
                    continue
                lost = self._restore_columns(table)
                ours = {
                    name: text
                    for name, text in schema.triggers(table).items()
                    if name.startswith("caltopo_")
                }
                if lost or any(present.get(name) != text for name, text in ours.items()):
                    strange[table] = lost
                    for name, text in ours.items():
                        self._db.execute(statement("DROP TRIGGER IF EXISTS $name", name=name))
                        self._db.execute(text)
        return strange

    def _restore_columns(self, table: Table) -> list[str]:
        """Columns that a tool dropped with the table it put in this one's place."""
        info = self._db.execute("SELECT name FROM pragma_table_info(?)", (table.name,))
        there = {name for (name,) in info}
        lost = [column for column in table.stored if column not in there]
        srs = self._db.execute(
            "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?", (table.name,)
        ).fetchone()
        if FID not in there or GEOMETRY in lost or (table.spatial and srs != (4326,)):
            raise CalTopoError(
                "The table " + table.name + " of this local copy was replaced by one of another "
                "form (its fid, geom or WGS 84 is missing).",
                hint="Save what you need of it elsewhere, move the copy's files away and open the "
                "map again.",
            )
        for column in lost:
            kind = "TEXT" if column == ID else table.property(column).kind.value
            self._db.execute(
                " ".join(
                    (
                        statement("ALTER TABLE $t ADD COLUMN $c", t=table.name, c=column),
                        kind,
                    )
                )
            )
        if lost:
            self._db.execute(schema.id_index(table))
        return lost

    def _make(self, table: Table) -> None:
        for name in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions"):
            self._db.execute(
                statement("DELETE FROM $t WHERE table_name = ?", t=name), (table.name,)
            )
        create_table(self._db, table)
        finish(self._db, table)

    def add_table(self, table: Table) -> None:
        """A further table, for a class that the map did not have before."""
        with self._transaction():
            self._make(table)

    # -- rows -----------------------------------------------------------------------------------

    def touched(self) -> list[Touch]:
        rows = self._all("SELECT fid, tbl, row FROM caltopo_changes ORDER BY fid")
        return [Touch(*row) for row in rows]

    def note(self, table: Table, fids: Collection[int]) -> None:
        """Put rows into the log that the triggers did not see."""
        with self._transaction():
            self._db.executemany(
                "INSERT OR IGNORE INTO caltopo_changes (tbl, row) VALUES (?, ?)",
                [(table.name, fid) for fid in fids],
            )

    def _select(self, table: Table, where: str) -> str:
        head = statement(
            "SELECT $columns FROM $table", table=table.name, columns=(FID, *table.stored)
        )
        return " ".join((head, where))

    def _row(self, table: Table, values: Sequence[Any]) -> Row:
        if table.spatial:
            return Row(values[0], values[2], values[3:], geometry.wkb_of(values[1]))
        return Row(values[0], values[1], values[2:])

    def read(self, table: Table, fids: Collection[int]) -> dict[int, Row]:
        text = self._select(table, "WHERE fid = ?")
        found = {}
        for fid in fids:
            for values in self._all(text, (fid,)):
                found[fid] = self._row(table, values)
        return found

    def scan(self, table: Table) -> Iterator[Row]:
        """Every row of a table, by fid."""
        text = self._select(table, "WHERE fid > ? ORDER BY fid LIMIT 500")
        after = -(2**63)
        while batch := self._all(text, (after,)):
            for values in batch:
                yield self._row(table, values)
            after = batch[-1][0]

    def filled(self) -> set[str]:
        """The tables that hold at least one row."""
        there = {name for (name,) in self._all("SELECT name FROM sqlite_master")}
        return {
            table.name
            for table in self.tables
            if table.name in there  # a copy without its ledger, or damaged, may lack some
            and self._all(statement("SELECT 1 FROM $table LIMIT 1", table=table.name))
        }

    def gather_texts(self, columns: Collection[str]) -> None:
        """Find out which texts those columns hold; may take long."""
        for table in self.tables:
            found = {}
            for column in set(columns).intersection(table.column_names):
                text = statement(
                    # with its table's name, for SQLite takes an unknown one for a text
                    "SELECT DISTINCT $table.$column FROM $table WHERE typeof($table.$column) = "
                    "'text' LIMIT ?",
                    table=table.name,
                    column=column,
                )
                with suppress(sqlite3.OperationalError):  # a copy without its ledger may lack it
                    found[column] = [value for (value,) in self._all(text, (MOST,))]
            self.texts.begin(table, found)

    def find(self, table: Table, ids: Collection[str]) -> dict[str, list[int]]:
        text = statement(
            "SELECT fid FROM $table WHERE $id = ? ORDER BY fid", table=table.name, id=ID
        )
        found = {id: [fid for (fid,) in self._all(text, (id,))] for id in ids}
        return {id: fids for id, fids in found.items() if fids}

    def write(self, changes: Sequence[Change]) -> list[int | None]:
        with self._transaction():
            self._db.execute("UPDATE caltopo_state SET gate = 1 WHERE fid = 1")
            done = [self._write(change) for change in changes]
            self._db.execute("UPDATE caltopo_state SET gate = 0 WHERE fid = 1")
        return done

    def edit(self, changes: Sequence[Change]) -> list[int | None]:
        with self._transaction():
            return [self._edit(change) for change in changes]

    def _edit(self, change: Change) -> int | None:
        """One edit that a refusing trigger may stop, without stopping the others."""
        try:
            return self._write(change)
        except sqlite3.IntegrityError:
            return None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Raises CalTopoError where the file cannot be written (a full disk)."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except BaseException as error:
                if self._db.in_transaction:  # some errors make SQLite roll back by itself
                    self._db.execute("ROLLBACK")
                if isinstance(error, sqlite3.OperationalError):
                    raise unwritable(self.path, error) from error
                raise

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock:
            try:
                return self._db.execute(sql, values).fetchall()
            except sqlite3.OperationalError:  # what is not there, or not now
                raise
            except sqlite3.DatabaseError as error:
                raise damaged(self.path, error) from error

    def _write(self, change: Change) -> int | None:
        table = self.tables[change.table]
        self.texts.note_change(table, change)
        if isinstance(change, Insert):
            place = (geometry.blob_of(change.wkb),) if table.spatial else ()
            cursor = self._db.execute(
                insert_statement(table), (None, *place, change.id, *change.values)
            )
            return cursor.lastrowid
        fid = change.fid if isinstance(change, Update) else change.row.fid
        row = self.read(table, [fid]).get(fid)
        if row is None:
            return None
        if isinstance(change, Update):
            if not still_holds(table, row, change.old):
                return None
            values = [geometry.blob_of(v) if c == GEOMETRY else v for c, v in change.new.items()]
            if change.new:
                text = Template("UPDATE $table SET $columns WHERE fid = ?").substitute(
                    table=quote(table.name),
                    columns=", ".join(quote(c) + " = ?" for c in change.new),
                )
                self._db.execute(text, (*values, fid))
            return fid
        if row != change.row:
            return None
        self._db.execute(statement("DELETE FROM $table WHERE fid = ?", table=table.name), (fid,))
        return fid

    def forget(self, touches: Collection[Touch]) -> None:
        with self._transaction():
            self._db.executemany(
                "DELETE FROM caltopo_changes WHERE fid = ?", [(t.seq,) for t in touches]
            )

    def busy(self, table: Table) -> str | None:
        return None

    def unsaved(self, table: Table) -> bool:
        return False
