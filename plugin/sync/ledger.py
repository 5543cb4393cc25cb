# SPDX-License-Identifier: GPL-2.0-or-later
"""The ledger of a local copy: what the server said and what rows were made equal to.

One SQLite file beside the GeoPackage; see ``database`` for how it is kept safe.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..caltopo import objects
from .history import History, Key
from .sql import Marks, insert_many, statement

MOST_OWED = 20  # beyond that the next full answer has to do


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


class Conflict(NamedTuple):
    """Both sides changed; ``properties`` maps names to (base, mine, theirs)."""

    cls: str
    id: str
    kind: str  # "edit" both edited, "deleted there" mine edited, "deleted here" theirs edited
    properties: dict[str, list[Any]]
    server: str | None


# Of a reference in a JSON text, the id.  No id has a colon.
_NAMES = sorted({p.name for c in objects.CLASSES.values() for p in c.properties if p.refers_to})
_REFERENCE = re.compile(r'"(?:' + "|".join(_NAMES) + r')"\s*:\s*"(?:[^":]*:)?([^":]*)"')


def _known(row: Sequence[Any]) -> Known:
    return Known(row[0], row[1], row[2], row[3], bool(row[4]), *row[5:])


class Ledger(History):
    """Open an existing ledger, or make one with ``Ledger.create``."""

    @property
    def timestamp(self) -> int:
        """The server's timestamp of the last answer that was stored whole."""
        return int(self.meta("timestamp", "0"))

    @property
    def looked(self) -> int:
        """The server's time, in ms, up to which calls of unknown outcome have been looked for."""
        return int(self.meta("looked", "0"))

    @property
    def whole_at(self) -> float:
        """When the whole map was read last, in epoch seconds of this computer."""
        return float(self.meta("whole", "0"))

    def owed(self) -> list[Key]:
        """Objects of which an answer told too little, and the server failed to give the rest."""
        return [(cls, id) for cls, id in json.loads(self.meta("owed") or "[]")]

    def set_owed(self, keys: Collection[Key]) -> None:
        if keys or self.meta("owed"):
            self.set_meta("owed", json.dumps(list(keys)[:MOST_OWED]) if keys else "")

    def denied(self) -> str:
        """Why this account may not write the map, "" while it may, as far as is known."""
        return self.meta("denied")

    def denied_calls(self) -> set[tuple[str, str]]:
        """The objects whose calls were refused for that."""
        return {(cls, id) for cls, id in json.loads(self.meta("denied calls", "[]"))}

    def set_denied(self, reason: str, calls: Collection[tuple[str, str]] = ()) -> None:
        with self:
            self.set_meta("denied", reason)
            self.set_meta("denied calls", json.dumps(sorted(calls)))

    # -- places ---------------------------------------------------------------------------------

    def places(self) -> list[tuple[str, str, str]]:
        """Tables beyond those of the start: name, class, geometry kind."""
        return [tuple(row) for row in self._read("SELECT name, cls, geometry FROM place")]

    def add_place(self, name: str, cls: str, geometry: str) -> None:
        self._write("INSERT OR IGNORE INTO place VALUES (?, ?, ?)", (name, cls, geometry))

    # -- objects --------------------------------------------------------------------------------

    def load(self, rows: Sequence[Sequence[Any]]) -> None:
        """First load: (cls, id, base, table, fid, hash) per object."""
        with self:
            insert_many(self._db, self._load_statement, rows)

    @staticmethod
    def _load_statement(rows: int) -> str:
        return statement(
            "INSERT INTO object (cls, id, base, tbl, fid, hash) VALUES $marks",
            marks=Marks(6, rows),
        )

    def count(self) -> int:
        return int(self._read("SELECT count(*) FROM object")[0][0])

    def object(self, cls: str, id: str) -> Known | None:
        rows = self._read(
            "SELECT * FROM object WHERE cls = ? AND id = ?",
            (cls, id),
        )
        return _known(rows[0]) if rows else None

    def of_class(self, cls: str) -> list[Known]:
        """The objects of a class that are on the server."""
        return [
            _known(row)
            for row in self._read("SELECT * FROM object WHERE cls = ? AND gone = 0", (cls,))
        ]

    def at(self, table: str, fid: int) -> Known | None:
        """The object whose row is at a place."""
        rows = self._read(
            "SELECT * FROM object WHERE tbl = ? AND fid = ?",
            (table, fid),
        )
        return _known(rows[0]) if rows else None

    def mentions(self, ids: Collection[str]) -> list[Known]:
        """Objects on the server whose text refers to one of those ids: by a property that names
        an object, by its id alone or at the end of the value (``Class:id``).

        One pass over all texts, whatever the number of ids.
        """
        wanted = {json.dumps(id, ensure_ascii=ascii)[1:-1] for id in ids for ascii in (True, False)}
        found: list[tuple[str, str]] = []
        after = 0
        while wanted:
            rows = self._read(
                "SELECT rowid, cls, id, coalesce(server, base, '') FROM object "
                "WHERE gone = 0 AND rowid > ? ORDER BY rowid LIMIT 2000",
                (after,),
            )
            if not rows:
                break
            after = rows[-1][0]
            found += [
                (cls, name)
                for _, cls, name, text in rows
                # of a few, most texts are told apart sooner by not having them at all
                if (len(wanted) > 8 or any(id in text for id in wanted))
                and not wanted.isdisjoint(_REFERENCE.findall(text))
            ]
        return [known for key in found if (known := self.object(*key)) is not None]

    def of_odd_numbers(self) -> list[Known]:
        """Objects on the server whose text may have NaN or an infinity for a number.

        One pass over all texts, in pieces, so that nobody waits for the ledger meanwhile.
        """
        last = self._read("SELECT coalesce(max(rowid), 0) FROM object")[0][0]
        found: list[Known] = []
        for after in range(0, last, 2000):
            rows = self._read(
                "SELECT * FROM object WHERE rowid > ? AND rowid <= ? AND gone = 0 AND "
                "(coalesce(server, base, '') GLOB '*NaN*' "
                "OR coalesce(server, base, '') GLOB '*Infinity*')",
                (after, after + 2000),
            )
            found += map(_known, rows)
        return found

    def seen_after(self, timestamp: int, cls: str) -> list[Known]:
        """Objects of a class first seen in an answer later than that server timestamp."""
        rows = self._read(
            "SELECT * FROM object INDEXED BY object_seen "
            "WHERE first_seen > ? AND first_seen > 0 AND cls = ? "
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

    def objects(self, cls: str | None = None) -> Iterator[Known]:
        """Every object, or every one of a class, in batches, in key order."""
        after = (cls or "", "")
        while True:
            rows = self._read(
                "SELECT * FROM object WHERE (cls, id) > (?, ?) ORDER BY cls, id LIMIT 500",
                after,
            )
            if not rows:
                return
            for row in rows:
                if cls is not None and row[0] != cls:
                    return
                yield _known(row)
            after = (rows[-1][0], rows[-1][1])

    def ids(self, cls: str) -> set[str]:
        """The ids of a class known to be on the server; from indices alone."""
        found = {id for (id,) in self._read("SELECT id FROM object WHERE cls = ?", (cls,))}
        # named, because the planner would rather read every object of the class
        gone = self._read(
            "SELECT id FROM object INDEXED BY object_pending WHERE gone = 1 AND cls = ?", (cls,)
        )
        return found.difference(id for (id,) in gone)

    def compare(self, listed: Mapping[str, Sequence[str]]) -> tuple[list[Key], list[Key]]:
        """What is known to be on the server and is not listed, and what is listed and not known.

        A class that is absent lists nothing.
        """
        unlisted: list[Key] = []
        unknown: list[Key] = []
        for cls in sorted({*listed, *self.counts()}):
            here, there = self.ids(cls), set(listed.get(cls, ()))
            if here != there:
                unlisted += [(cls, id) for id in sorted(here - there)]
                unknown += [(cls, id) for id in sorted(there - here)]
        return unlisted, unknown

    def counts(self) -> dict[str, int]:
        """How many objects there are known to be on the server, by class; from indices alone."""
        found = dict(self._read("SELECT cls, COUNT(*) FROM object GROUP BY cls"))
        for cls, gone in self._read("SELECT cls, COUNT(*) FROM object WHERE gone = 1 GROUP BY cls"):
            found[cls] -= gone
        return {cls: count for cls, count in found.items() if count}

    def hashes(self, table: str) -> dict[int, tuple[str, int | None]]:
        """Of a table's rows: fid to (id, hash as last written)."""
        rows = self._read(
            "SELECT fid, id, hash FROM object WHERE tbl = ? AND fid IS NOT NULL", (table,)
        )
        return {fid: (id, hash_) for fid, id, hash_ in rows}

    def displaced(self) -> list[Known]:
        """Objects whose row is gone and whose place another row has taken."""
        # named, because the planner would rather walk through the index of all places
        rows = self._read(
            "SELECT * FROM object INDEXED BY object_displaced WHERE tbl IS NOT NULL AND fid IS NULL"
        )
        return [_known(row) for row in rows]

    def displace(self, cls: str, id: str) -> None:
        """The object's place is another row's now; its own row was deleted."""
        self._write("UPDATE object SET fid = NULL WHERE cls = ? AND id = ?", (cls, id))

    def _make_room(self, cls: str, id: str, table: str | None, fid: int | None) -> None:
        """A place holds one object: one that is still noted there has lost its row."""
        self._db.execute(
            "UPDATE object SET fid = NULL WHERE tbl = ? AND fid = ? AND NOT (cls = ? AND id = ?)",
            (table, fid, cls, id),
        )

    def set_server(self, cls: str, id: str, text: str | None, seen: int) -> None:
        """The newest text of an object; one that is new has neither base nor place yet."""
        with self:
            former = self.object(cls, id)
            if former is not None and former.latest is not None and former.latest != text:
                self.keep_version(cls, id, former.latest)
            if not self._write(
                "UPDATE object SET server = ?, gone = 0 WHERE cls = ? AND id = ?", (text, cls, id)
            ):
                self._db.execute(
                    "INSERT INTO object (cls, id, server, first_seen) VALUES (?, ?, ?, ?)",
                    (cls, id, text, seen),
                )

    def set_gone(self, cls: str, id: str) -> None:
        self._write("UPDATE object SET gone = 1 WHERE cls = ? AND id = ?", (cls, id))

    def settle(
        self, known: Known, base: str, table: str, fid: int | None, hash_: int | None
    ) -> None:
        """The row at that place is now equal to ``base``; a newer ``server`` text stays."""
        with self:
            self._make_room(known.cls, known.id, table, fid)
            self._db.execute(
                "UPDATE object SET base = ?, tbl = ?, fid = ?, hash = ?, "
                "server = CASE WHEN server IS ? THEN NULL ELSE server END WHERE cls = ? AND id = ?",
                (base, table, fid, hash_, base, known.cls, known.id),
            )

    def claim(
        self, cls: str, id: str, base: str, table: str | None, fid: int | None, seen: int
    ) -> None:
        """An object of ours is on the server: ``base`` is what its row said when it was sent.

        It has no hash until its row has what the server made of it.
        """
        with self:
            self._make_room(cls, id, table, fid)
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
        with self:
            self._make_room(cls, id, table, fid)
            self._db.execute(
                "UPDATE object SET tbl = ?, fid = ? WHERE cls = ? AND id = ?",
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
            if known.latest is not None:
                self.keep_version(*known.key, known.latest)

    def removed_after(self, moment: float) -> list[tuple[str, str, str, float]]:
        """Objects seen to go after an epoch second, and not back: class, id, last text, when."""
        return [
            tuple(row)
            for row in self._read(
                "SELECT cls, id, text, removed FROM tombstone t WHERE removed > ? AND NOT EXISTS "
                "(SELECT 1 FROM object o WHERE o.cls = t.cls AND o.id = t.id AND o.gone = 0)",
                (moment,),
            )
        ]

    # -- objects set aside ----------------------------------------------------------------------

    def set_aside(self, cls: str, id: str, reason: str, text: str) -> None:
        self._write("INSERT OR REPLACE INTO aside VALUES (?, ?, ?, ?)", (cls, id, reason, text))

    def not_aside(self, cls: str, id: str) -> None:
        self._write("DELETE FROM aside WHERE cls = ? AND id = ?", (cls, id))

    def clear_aside(self) -> None:
        self._write("DELETE FROM aside")

    def aside_keys(self) -> list[tuple[str, str]]:
        return [(cls, id) for cls, id, _ in self.aside()]

    def aside(self) -> list[tuple[str, str, str]]:
        """Objects that could not be shown: class, id, reason."""
        return [tuple(r) for r in self._read("SELECT cls, id, reason FROM aside ORDER BY cls, id")]

    def aside_texts(self) -> list[str]:
        return [text for (text,) in self._read("SELECT text FROM aside ORDER BY cls, id")]

    # -- aliases --------------------------------------------------------------------------------

    def add_alias(self, local: str, cls: str, id: str) -> None:
        self._write("INSERT OR REPLACE INTO alias VALUES (?, ?, ?)", (local, cls, id))

    def alias(self, local: str) -> tuple[str, str] | None:
        """The (class, id) that the server gave a local id."""
        found = self._read("SELECT cls, id FROM alias WHERE local = ?", (local,))
        return (found[0][0], found[0][1]) if found else None

    def aliased(self, cls: str) -> set[str]:
        """The ids that objects added from here were given."""
        return {id for (id,) in self._read("SELECT id FROM alias WHERE cls = ?", (cls,))}

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
