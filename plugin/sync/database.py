# SPDX-License-Identifier: GPL-2.0-or-later
"""The ledger's file: SQLite in WAL mode, its schema, its transactions, its meta values.

``synchronous=FULL``: a lost plan would be a doubled object.  Any thread may use it; every method
is one transaction or joins the one that ``with ledger:`` opened.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from ..caltopo.errors import CalTopoError
from .sql import damaged, not_now, unwritable

VERSION = 3

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- base: what the row was last made equal to.  server: the latest seen, NULL when it is the base.
-- gone: the server no longer has it.  An object without a place (tbl NULL) has no row yet. One with
-- a table but no fid has lost its row, whose place is another row's.
-- Known takes these columns in this order.
CREATE TABLE object (
    cls TEXT NOT NULL, id TEXT NOT NULL, base TEXT, server TEXT, gone INTEGER NOT NULL DEFAULT 0,
    tbl TEXT, fid INTEGER, hash INTEGER, first_seen INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, cls TEXT NOT NULL, id TEXT NOT NULL,
    tbl TEXT, fid INTEGER, title TEXT NOT NULL, body TEXT, mine TEXT,
    state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0,
    expires INTEGER, known INTEGER NOT NULL DEFAULT 0, made REAL NOT NULL, push INTEGER
);
CREATE UNIQUE INDEX outbox_object ON outbox (cls, id);
CREATE TABLE conflict (
    cls TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, properties TEXT NOT NULL,
    server TEXT, found REAL NOT NULL, PRIMARY KEY (cls, id)
) WITHOUT ROWID;
CREATE TABLE tombstone (
    cls TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, removed REAL NOT NULL,
    PRIMARY KEY (cls, id)
) WITHOUT ROWID;
CREATE TABLE alias (
    local TEXT PRIMARY KEY, cls TEXT NOT NULL, id TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE aside (
    cls TEXT NOT NULL, id TEXT NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (cls, id)
) WITHOUT ROWID;
CREATE TABLE push (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, started REAL NOT NULL, ended REAL,
    undoes INTEGER REFERENCES push
);
CREATE TABLE version (
    number INTEGER PRIMARY KEY AUTOINCREMENT, cls TEXT NOT NULL, id TEXT NOT NULL,
    size INTEGER NOT NULL, seen REAL NOT NULL, text TEXT NOT NULL
);
CREATE INDEX version_object ON version (cls, id);
-- Rows set back to former texts. aim: changes of rows that are decided and perhaps not done yet.
-- batch: what goes out under a push of its own. recalled: the former text, for what has no column,
-- and the one it took the place of. successor: an object added again goes on under a new id.
CREATE TABLE aim (seq INTEGER PRIMARY KEY AUTOINCREMENT, change TEXT NOT NULL);
CREATE TABLE batch (
    cls TEXT NOT NULL, id TEXT NOT NULL, push INTEGER NOT NULL, PRIMARY KEY (cls, id)
) WITHOUT ROWID;
CREATE TABLE recalled (
    cls TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, was TEXT, PRIMARY KEY (cls, id)
) WITHOUT ROWID;
CREATE TABLE successor (
    cls TEXT NOT NULL, id TEXT NOT NULL, local TEXT NOT NULL, PRIMARY KEY (cls, id)
) WITHOUT ROWID;
CREATE TABLE history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, push INTEGER NOT NULL REFERENCES push,
    kind TEXT NOT NULL, cls TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
    size INTEGER NOT NULL, at REAL NOT NULL, before TEXT, after TEXT
);
CREATE TABLE place (name TEXT PRIMARY KEY, cls TEXT NOT NULL, geometry TEXT NOT NULL);
-- These hold few objects, and none after a first load.
CREATE INDEX object_displaced ON object (tbl) WHERE tbl IS NOT NULL AND fid IS NULL;
CREATE INDEX object_pending ON object (cls, id)
    WHERE server IS NOT NULL OR gone = 1 OR tbl IS NULL;
CREATE INDEX object_seen ON object (first_seen) WHERE first_seen > 0;
"""

# What has to be done to a ledger of an older version, by the version it has then.
_STEPS = {
    2: """
CREATE INDEX history_push ON history (push, size);
CREATE INDEX version_size ON version (size);
""",
    # What a batch set rows to, and what they said before, until that is sent.
    3: """
CREATE TABLE drafted (
    push INTEGER NOT NULL, cls TEXT NOT NULL, id TEXT NOT NULL, was TEXT, target TEXT,
    PRIMARY KEY (push, cls, id)
) WITHOUT ROWID
""",
}

# Made after a first load: building them at once is several times cheaper than row by row.
_INDICES = """
CREATE UNIQUE INDEX IF NOT EXISTS object_key ON object (cls, id);
CREATE UNIQUE INDEX IF NOT EXISTS object_place ON object (tbl, fid) WHERE tbl IS NOT NULL;
"""


Self = TypeVar("Self", bound="Database")


class Database:
    """An open ledger file.  Raises CalTopoError where it cannot be read or is newer than this."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._depth = 0
        self._db = sqlite3.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=10
        )
        try:
            self._db.execute("PRAGMA journal_mode = wal")
            self._db.execute("PRAGMA synchronous = FULL")
            version = int(self.meta("version"))
        except CalTopoError:
            self.close()
            raise
        except (sqlite3.DatabaseError, ValueError) as error:
            self.close()
            if not_now(error):
                raise unwritable(path, error) from error
            raise damaged(path, error) from error
        if version > VERSION:
            self.close()
            raise CalTopoError(
                "The local copy " + path.name + " was written by a newer CalTopo Sync.",
                hint="Update the plugin to open it.",
            )
        try:
            self._bring_to_date(version)
        except CalTopoError:
            self.close()
            raise

    def _bring_to_date(self, version: int) -> None:
        for newer in range(version + 1, VERSION + 1):
            with self:
                for statement in _STEPS[newer].split(";"):
                    self._db.execute(statement)
                self.set_meta("version", str(newer))

    @classmethod
    def create(cls: type[Self], path: Path, meta: dict[str, str]) -> Self:
        """A new, empty ledger.  Its indices are made by ``index`` once it is filled."""
        os.close(os.open(str(path), os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        db = sqlite3.connect(str(path), isolation_level=None)
        try:
            db.execute("BEGIN")
            for statement in _SCHEMA.split(";"):
                db.execute(statement)
            db.executemany("INSERT INTO meta VALUES (?, ?)", {"version": "1", **meta}.items())
            db.execute("COMMIT")
        finally:
            db.close()
        return cls(path)

    def begin_load(self) -> None:
        """Fill a new ledger without journal and syncs: after a crash it is made anew anyway."""
        self._db.execute("PRAGMA journal_mode = off")
        self._db.execute("PRAGMA synchronous = off")
        self._db.execute("PRAGMA temp_store = memory")
        self._db.execute("BEGIN")
        self._depth = 1

    def end_load(self) -> None:
        """The ledger is full: from here on every commit is safe."""
        self._db.execute("COMMIT")
        self._depth = 0
        self._db.execute("PRAGMA journal_mode = wal")
        self._db.execute("PRAGMA synchronous = FULL")

    def index(self) -> None:
        """Make the indices of ``object``, after filling it."""
        with self:
            for statement in _INDICES.split(";"):
                self._db.execute(statement)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def __enter__(self: Self) -> Self:
        """Begin a transaction, or join the one that is open; all or nothing at the outer end."""
        self._lock.acquire()
        try:
            if self._depth == 0:
                self._db.execute("BEGIN IMMEDIATE")
        except BaseException as error:
            self._lock.release()
            if isinstance(error, sqlite3.OperationalError):
                raise unwritable(self.path, error) from error
            raise
        self._depth += 1
        return self

    def __exit__(self, kind: Any, value: Any, trace: Any) -> None:
        """Raises CalTopoError where the file cannot be written (a full disk)."""
        self._depth -= 1
        try:
            if self._depth == 0:
                self._end(kind is None)
        except sqlite3.OperationalError as error:
            raise unwritable(self.path, error) from error
        finally:
            self._lock.release()
        if isinstance(value, sqlite3.OperationalError):
            raise unwritable(self.path, value) from value

    def _end(self, good: bool) -> None:
        if good:
            try:
                self._db.execute("COMMIT")
            finally:
                # a commit that failed (a full disk) leaves nothing half done behind
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
        elif self._db.in_transaction:  # some errors make SQLite roll back by itself
            self._db.execute("ROLLBACK")

    def _read(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock:
            try:
                return self._db.execute(sql, values).fetchall()
            except sqlite3.DatabaseError as error:
                told = unwritable if not_now(error) else damaged
                raise told(self.path, error) from error

    def _write(self, sql: str, values: Sequence[Any] = ()) -> int:
        with self:
            return self._db.execute(sql, values).rowcount

    def meta(self, key: str, default: str = "") -> str:
        found = self._read("SELECT value FROM meta WHERE key = ?", (key,))
        return found[0][0] if found else default

    def metas(self, head: str) -> list[tuple[str, str]]:
        """The values whose keys begin with ``head``, with those keys."""
        found = self._read(
            "SELECT key, value FROM meta WHERE substr(key, 1, ?) = ? ORDER BY key",
            (len(head), head),
        )
        return [(key, value) for key, value in found]

    def set_meta(self, key: str, value: str) -> None:
        self._write("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def file_number(self) -> str:
        """The number that the disk gave this file, "" where it gives none: a copy of the file has
        another one, a file that is moved on the same disk keeps its own."""
        return str(self.path.stat().st_ino or "")

    def note_closed(self) -> None:
        """Mark a clean close.  A full disk keeps that from being done; all rows are then compared
        when the copy is opened again."""
        with suppress(CalTopoError):
            self.set_meta("open", "0")
