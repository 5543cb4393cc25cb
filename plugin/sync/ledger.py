# SPDX-License-Identifier: GPL-2.0-or-later
"""The ledger of a local copy: what the server said, what rows were made equal to, what is on its way.

One SQLite file beside the GeoPackage, in WAL mode with ``synchronous=FULL``: a lost plan would be
a doubled object.  Any thread may use it; every method is one transaction or joins the one that
``with ledger:`` opened.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from ..caltopo.errors import CalTopoError

VERSION = 1

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- base: what the row was last made equal to.  server: the latest seen, NULL when it is the base.
-- gone: the server no longer has it.  An object without a place (tbl NULL) has no row yet.
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
    seq INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, started REAL NOT NULL, ended REAL
);
CREATE TABLE history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, push INTEGER NOT NULL REFERENCES push,
    kind TEXT NOT NULL, cls TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
    before TEXT, after TEXT, at REAL NOT NULL
);
CREATE TABLE place (name TEXT PRIMARY KEY, cls TEXT NOT NULL, geometry TEXT NOT NULL);
"""

# Made after a first load: building them at once is several times cheaper than row by row.
_INDICES = """
CREATE UNIQUE INDEX IF NOT EXISTS object_key ON object (cls, id);
CREATE UNIQUE INDEX IF NOT EXISTS object_place ON object (tbl, fid) WHERE tbl IS NOT NULL;
CREATE INDEX IF NOT EXISTS object_pending ON object (cls, id)
    WHERE server IS NOT NULL OR gone = 1 OR tbl IS NULL;
CREATE INDEX IF NOT EXISTS object_seen ON object (first_seen) WHERE first_seen > 0;
"""


class State(Enum):
    """Where an outbox entry stands."""

    READY = "ready"
    SENDING = "sending"  # perhaps sent
    UNKNOWN = "unknown"  # sent, and the answer never came
    WAITING = "waiting"  # for an object it refers to, or for the user's yes
    PARKED = "parked"  # refused by the server; stays until retried or discarded


class Known(NamedTuple):
    """An object as the ledger holds it; ``latest`` is the newest text seen."""

    cls: str
    id: str
    base: str | None
    server: str | None
    gone: bool
    table: str | None
    fid: int | None
    hash: int | None
    first_seen: int

    @property
    def latest(self) -> str | None:
        return self.server if self.server is not None else self.base

    @property
    def key(self) -> tuple[str, str]:
        return self.cls, self.id


@dataclass
class Entry:
    """One call of the outbox.

    ``body`` is the text to be sent; ``mine`` the object's text as its row says it, which becomes
    ``base`` once the server has it.  ``expires`` is on the server's clock in epoch milliseconds;
    ``known`` is the server timestamp up to which the copy knew the map before the call.
    """

    kind: str  # add, edit or delete
    cls: str
    id: str
    title: str
    table: str | None = None
    fid: int | None = None
    body: str | None = None
    mine: str | None = None
    state: State = State.READY
    reason: str = ""
    attempts: int = 0
    expires: int | None = None
    known: int = 0
    made: float = field(default_factory=time.time)
    push: int | None = None
    seq: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.cls, self.id


class Conflict(NamedTuple):
    """Both sides changed; ``properties`` maps names to (base, mine, theirs)."""

    cls: str
    id: str
    kind: str  # "edit" both edited, "deleted there" mine edited, "deleted here" theirs edited
    properties: dict[str, list[Any]]
    server: str | None


def _known(row: Sequence[Any]) -> Known:
    return Known(row[0], row[1], row[2], row[3], bool(row[4]), *row[5:])


class Ledger:
    """Open an existing ledger, or make one with ``Ledger.create``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._depth = 0
        self._db = sqlite3.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=10
        )
        self._db.execute("PRAGMA journal_mode = wal")
        self._db.execute("PRAGMA synchronous = FULL")
        try:
            version = int(self.meta("version", "0"))
        except (sqlite3.DatabaseError, ValueError) as error:
            self.close()
            raise CalTopoError(
                "The ledger " + path.name + " of this local copy cannot be read.",
                details=str(error),
                hint="Move it away together with its GeoPackage and open the map again; "
                "unsent edits stay in the GeoPackage.",
            ) from error
        if version > VERSION:
            self.close()
            raise CalTopoError(
                "The local copy " + path.name + " was written by a newer CalTopo Sync.",
                hint="Update the plugin to open it.",
            )

    @classmethod
    def create(cls, path: Path, meta: dict[str, str]) -> Ledger:
        """A new, empty ledger.  Its indices are made by ``index`` once it is filled."""
        db = sqlite3.connect(str(path), isolation_level=None)
        try:
            db.execute("BEGIN")
            for statement in _SCHEMA.split(";"):
                db.execute(statement)
            db.executemany(
                "INSERT INTO meta VALUES (?, ?)", {"version": str(VERSION), **meta}.items()
            )
            db.execute("COMMIT")
        finally:
            db.close()
        path.chmod(0o600)
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

    # -- transactions ---------------------------------------------------------------------------

    def __enter__(self) -> Ledger:
        """Begin a transaction, or join the one that is open; all or nothing at the outer end."""
        self._lock.acquire()
        try:
            if self._depth == 0:
                self._db.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._lock.release()
            raise
        self._depth += 1
        return self

    def __exit__(self, kind: Any, value: Any, trace: Any) -> None:
        self._depth -= 1
        try:
            if self._depth == 0:
                self._db.execute("COMMIT" if kind is None else "ROLLBACK")
        finally:
            self._lock.release()

    def _read(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def _write(self, sql: str, values: Sequence[Any] = ()) -> int:
        with self:
            return self._db.execute(sql, values).rowcount

    # -- meta -----------------------------------------------------------------------------------

    def meta(self, key: str, default: str = "") -> str:
        found = self._read("SELECT value FROM meta WHERE key = ?", (key,))
        return found[0][0] if found else default

    def set_meta(self, key: str, value: str) -> None:
        self._write("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def timestamp(self) -> int:
        """The server's timestamp of the last answer that was stored whole."""
        return int(self.meta("timestamp", "0"))

    # -- places ---------------------------------------------------------------------------------

    def places(self) -> list[tuple[str, str, str]]:
        """Tables beyond the home tables: name, class, geometry kind."""
        return [tuple(row) for row in self._read("SELECT name, cls, geometry FROM place")]

    def add_place(self, name: str, cls: str, geometry: str) -> None:
        self._write("INSERT OR IGNORE INTO place VALUES (?, ?, ?)", (name, cls, geometry))

    # -- objects --------------------------------------------------------------------------------

    def load(self, rows: Iterable[Sequence[Any]]) -> None:
        """First load: (cls, id, base, table, fid, hash) per object."""
        with self:
            self._db.executemany(
                "INSERT INTO object (cls, id, base, tbl, fid, hash) VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )

    def count(self) -> int:
        return int(self._read("SELECT count(*) FROM object")[0][0])

    def object(self, cls: str, id: str) -> Known | None:
        rows = self._read(
            "SELECT * FROM object WHERE cls = ? AND id = ?",
            (cls, id),
        )
        return _known(rows[0]) if rows else None

    def at(self, table: str, fid: int) -> Known | None:
        """The object whose row is at a place."""
        rows = self._read(
            "SELECT * FROM object WHERE tbl = ? AND fid = ?",
            (table, fid),
        )
        return _known(rows[0]) if rows else None

    def mentions(self, id: str, but: tuple[str, str]) -> list[tuple[str, str]]:
        """Objects on the server whose text has that id as a value, ``but`` one: (class, id)."""
        rows = self._read(
            "SELECT cls, id FROM object WHERE gone = 0 AND NOT (cls = ? AND id = ?) "
            "AND instr(coalesce(server, base), ?) > 0",
            (*but, json.dumps(id)),
        )
        return [(cls, id) for cls, id in rows]

    def seen_after(self, timestamp: int, cls: str) -> list[Known]:
        """Objects of a class first seen in an answer later than that server timestamp."""
        rows = self._read(
            "SELECT * FROM object WHERE first_seen > ? AND first_seen > 0 AND cls = ? "
            "ORDER BY first_seen, id",
            (timestamp, cls),
        )
        return [_known(row) for row in rows]

    def pending(self, limit: int, after: tuple[str, str] = ("", "")) -> list[Known]:
        """Objects whose row is behind the server, in key order, beyond ``after``."""
        rows = self._read(
            "SELECT * FROM object WHERE (server IS NOT NULL OR gone = 1 OR tbl IS NULL) "
            "AND (cls, id) > (?, ?) ORDER BY cls, id LIMIT ?",
            (*after, limit),
        )
        return [_known(row) for row in rows]

    def objects(self) -> Iterator[Known]:
        """Every object, in batches, in key order."""
        after = ("", "")
        while True:
            rows = self._read(
                "SELECT * FROM object WHERE (cls, id) > (?, ?) ORDER BY cls, id LIMIT 500",
                after,
            )
            if not rows:
                return
            yield from map(_known, rows)
            after = (rows[-1][0], rows[-1][1])

    def ids(self) -> dict[str, set[str]]:
        """The ids known to be on the server, by class."""
        found: dict[str, set[str]] = {}
        for cls, id in self._read("SELECT cls, id FROM object WHERE gone = 0"):
            found.setdefault(cls, set()).add(id)
        return found

    def hashes(self, table: str) -> dict[int, tuple[str, int | None]]:
        """Of a table's rows: fid to (id, hash as last written)."""
        rows = self._read("SELECT fid, id, hash FROM object WHERE tbl = ?", (table,))
        return {fid: (id, hash_) for fid, id, hash_ in rows}

    def set_server(self, cls: str, id: str, text: str | None, seen: int) -> None:
        """The newest text of an object; one that is new has neither base nor place yet."""
        with self:
            if not self._write(
                "UPDATE object SET server = ?, gone = 0 WHERE cls = ? AND id = ?", (text, cls, id)
            ):
                self._db.execute(
                    "INSERT INTO object (cls, id, server, first_seen) VALUES (?, ?, ?, ?)",
                    (cls, id, text, seen),
                )

    def set_gone(self, cls: str, id: str) -> None:
        self._write("UPDATE object SET gone = 1 WHERE cls = ? AND id = ?", (cls, id))

    def settle(self, known: Known, base: str, table: str, fid: int, hash_: int | None) -> None:
        """The row at that place is now equal to ``base``; a newer ``server`` text stays."""
        self._write(
            "UPDATE object SET base = ?, tbl = ?, fid = ?, hash = ?, "
            "server = CASE WHEN server IS ? THEN NULL ELSE server END WHERE cls = ? AND id = ?",
            (base, table, fid, hash_, base, known.cls, known.id),
        )

    def claim(
        self, cls: str, id: str, base: str, table: str | None, fid: int | None, seen: int
    ) -> None:
        """An object of ours is on the server: ``base`` is what its row said when it was sent."""
        with self:
            if not self._write(
                "UPDATE object SET base = ?, tbl = ?, fid = ?, hash = NULL, gone = 0 "
                "WHERE cls = ? AND id = ?",
                (base, table, fid, cls, id),
            ):
                self._db.execute(
                    "INSERT INTO object (cls, id, base, tbl, fid, first_seen) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (cls, id, base, table, fid, seen),
                )

    def move(self, cls: str, id: str, table: str, fid: int) -> None:
        """The object's row is found elsewhere (cut and pasted, renumbered by a tool)."""
        self._write(
            "UPDATE object SET tbl = ?, fid = ?, hash = NULL WHERE cls = ? AND id = ?",
            (table, fid, cls, id),
        )

    def unplace(self, known: Known) -> None:
        """The object has no row (any more); one will be made."""
        self._write(
            "UPDATE object SET tbl = NULL, fid = NULL, hash = NULL WHERE cls = ? AND id = ?",
            known.key,
        )

    def remove(self, known: Known) -> None:
        """The object is gone here and there; its last text stays as a tombstone."""
        with self:
            self._db.execute("DELETE FROM object WHERE cls = ? AND id = ?", known.key)
            self._db.execute("DELETE FROM conflict WHERE cls = ? AND id = ?", known.key)
            self._db.execute(
                "INSERT OR REPLACE INTO tombstone VALUES (?, ?, ?, ?)",
                (*known.key, known.latest or "", time.time()),
            )

    # -- objects set aside ----------------------------------------------------------------------

    def set_aside(self, cls: str, id: str, reason: str, text: str) -> None:
        self._write("INSERT OR REPLACE INTO aside VALUES (?, ?, ?, ?)", (cls, id, reason, text))

    def not_aside(self, cls: str, id: str) -> None:
        self._write("DELETE FROM aside WHERE cls = ? AND id = ?", (cls, id))

    def aside(self) -> list[tuple[str, str, str]]:
        """Objects that could not be shown: class, id, reason."""
        return [tuple(r) for r in self._read("SELECT cls, id, reason FROM aside ORDER BY cls, id")]

    # -- aliases --------------------------------------------------------------------------------

    def add_alias(self, local: str, cls: str, id: str) -> None:
        self._write("INSERT OR REPLACE INTO alias VALUES (?, ?, ?)", (local, cls, id))

    def alias(self, local: str) -> tuple[str, str] | None:
        """The (class, id) that the server gave a local id."""
        found = self._read("SELECT cls, id FROM alias WHERE local = ?", (local,))
        return (found[0][0], found[0][1]) if found else None

    # -- conflicts ------------------------------------------------------------------------------

    def set_conflict(self, conflict: Conflict) -> None:
        self._write(
            "INSERT OR REPLACE INTO conflict VALUES (?, ?, ?, ?, ?, ?)",
            (
                conflict.cls,
                conflict.id,
                conflict.kind,
                json.dumps(conflict.properties),
                conflict.server,
                time.time(),
            ),
        )

    def clear_conflict(self, cls: str, id: str) -> None:
        self._write("DELETE FROM conflict WHERE cls = ? AND id = ?", (cls, id))

    def conflicts(self) -> list[Conflict]:
        rows = self._read("SELECT cls, id, kind, properties, server FROM conflict")
        return [Conflict(c, i, kind, json.loads(p), server) for c, i, kind, p, server in rows]

    # -- outbox ---------------------------------------------------------------------------------

    def outbox(self) -> list[Entry]:
        """What waits, oldest first."""
        rows = self._read(
            "SELECT kind, cls, id, title, tbl, fid, body, mine, state, reason, attempts, expires, "
            "known, made, push, seq FROM outbox ORDER BY seq"
        )
        return [Entry(*row[:8], State(row[8]), *row[9:]) for row in rows]

    def put(self, entry: Entry) -> None:
        """Add an entry, or write the present state of one that is there."""
        values = (
            entry.kind, entry.cls, entry.id, entry.title, entry.table, entry.fid, entry.body,
            entry.mine, entry.state.value, entry.reason, entry.attempts, entry.expires,
            entry.known, entry.made, entry.push,
        )  # fmt: skip
        with self:
            cursor = self._db.execute(
                "INSERT OR REPLACE INTO outbox (kind, cls, id, title, tbl, fid, body, mine, state,"
                " reason, attempts, expires, known, made, push, seq) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, entry.seq),
            )
            entry.seq = cursor.lastrowid

    def take(self, entry: Entry) -> None:
        """Remove an entry: its outcome is known."""
        self._write("DELETE FROM outbox WHERE seq = ?", (entry.seq,))

    # -- pushes and history ---------------------------------------------------------------------

    def begin_push(self, name: str) -> int:
        with self:
            cursor = self._db.execute(
                "INSERT INTO push (name, started) VALUES (?, ?)", (name, time.time())
            )
            return int(cursor.lastrowid or 0)

    def end_push(self, push: int) -> None:
        self._write("UPDATE push SET ended = ? WHERE seq = ?", (time.time(), push))

    def remember(self, entry: Entry, id: str, before: str | None, after: str | None) -> None:
        """One line of history: what a call did to an object."""
        self._write(
            "INSERT INTO history (push, kind, cls, id, title, before, after, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (entry.push, entry.kind, entry.cls, id, entry.title, before, after, time.time()),
        )

    def history(self) -> list[dict[str, Any]]:
        """Pushes, newest first, with what they did."""
        found = []
        for seq, name, started, ended in self._read(
            "SELECT seq, name, started, ended FROM push ORDER BY seq DESC"
        ):
            items = self._read(
                "SELECT kind, cls, id, title FROM history WHERE push = ? ORDER BY seq", (seq,)
            )
            if items:
                found.append(
                    {
                        "push": seq,
                        "name": name,
                        "started": started,
                        "ended": ended,
                        "items": [dict(zip(("kind", "cls", "id", "title"), i)) for i in items],
                    }
                )
        return found
