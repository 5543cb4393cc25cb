# SPDX-License-Identifier: GPL-2.0-or-later
"""What pushes did, and the texts that objects had before: what undoing and restoring rest on."""

from __future__ import annotations

import json
import time
from typing import Any, NamedTuple

from .outbox import Entry, Outbox

_KEPT = 64 * 1024 * 1024  # characters of former texts that are kept; the oldest go first
# A track grows with every position: all its former texts together would dwarf the map.
_TRACKS = ("AppTrack", "LiveTrack", "FieldTrack")


class Step(NamedTuple):
    """What one call did to an object: its text before and after; None where it was not there."""

    kind: str
    cls: str
    id: str
    title: str
    before: str | None
    after: str | None


class Version(NamedTuple):
    """A former text of an object; ``number`` names it, ``seen`` is when it was replaced."""

    number: int
    text: str
    seen: float


class History(Outbox):
    """The part of a ledger that looks back."""

    def name_next_push(self, name: str, undoes: int | None) -> None:
        """The rows that were just set back go out under a name of their own."""
        self.set_meta("next push", json.dumps({"name": name, "undoes": undoes}))

    def begin_push(self, name: str) -> int:
        with self:
            given = json.loads(self.meta("next push") or "{}")
            self._db.execute("DELETE FROM meta WHERE key = 'next push'")
            cursor = self._db.execute(
                "INSERT INTO push (name, started, undoes) VALUES (?, ?, ?)",
                (given.get("name", name), time.time(), given.get("undoes")),
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
        """Pushes, newest first: number, name, times, counts, and what they did to which objects."""
        found = []
        for seq, name, started, ended in self._read(
            "SELECT seq, name, started, ended FROM push ORDER BY seq DESC"
        ):
            items = [
                dict(zip(("kind", "cls", "id", "title"), row))
                for row in self._read(
                    "SELECT kind, cls, id, title FROM history WHERE push = ? ORDER BY seq", (seq,)
                )
            ]
            if items:
                kinds = [item["kind"] for item in items]
                found.append(
                    {
                        "push": seq,
                        "name": name,
                        "started": started,
                        "ended": ended,
                        "added": kinds.count("add"),
                        "edited": kinds.count("edit"),
                        "deleted": kinds.count("delete"),
                        "items": items,
                    }
                )
        return found

    def undoable(self) -> tuple[int, str] | None:
        """The newest push that did something, undid nothing and is not undone yet."""
        found = self._read(
            "SELECT seq, name FROM push WHERE undoes IS NULL "
            "AND seq NOT IN (SELECT undoes FROM push WHERE undoes IS NOT NULL) "
            "AND EXISTS (SELECT 1 FROM history WHERE push = push.seq) ORDER BY seq DESC LIMIT 1"
        )
        return (found[0][0], found[0][1]) if found else None

    def steps(self, push: int) -> list[Step]:
        """What a push did, in its order."""
        return [
            Step(*row)
            for row in self._read(
                "SELECT kind, cls, id, title, before, after FROM history WHERE push = ? "
                "ORDER BY seq",
                (push,),
            )
        ]

    def keep_version(self, cls: str, id: str, text: str) -> None:
        """An object's text is about to be replaced."""
        with self:
            if cls in _TRACKS:
                self._db.execute("DELETE FROM version WHERE cls = ? AND id = ?", (cls, id))
            self._db.execute(
                "INSERT INTO version (cls, id, text, seen) VALUES (?, ?, ?, ?)",
                (cls, id, text, time.time()),
            )
            size = int(self.meta("version size", "0")) + len(text)
            while size > _KEPT:
                oldest = self._read("SELECT number, length(text) FROM version ORDER BY 1 LIMIT 100")
                if not oldest:
                    break
                self._db.execute("DELETE FROM version WHERE number <= ?", (oldest[-1][0],))
                size -= sum(length for _, length in oldest)
            self.set_meta("version size", str(size))

    def versions(self, cls: str, id: str) -> list[Version]:
        """Former texts of an object, oldest first; that of a deleted one is the last."""
        return [
            Version(*row)
            for row in self._read(
                "SELECT number, text, seen FROM version WHERE cls = ? AND id = ? ORDER BY number",
                (cls, id),
            )
        ]

    def recall(self, local: str, text: str) -> None:
        """A new row is an old object again: what has no column goes out with it."""
        self._write("INSERT OR REPLACE INTO recalled VALUES (?, ?)", (local, text))

    def recalled(self, local: str) -> str | None:
        found = self._read("SELECT text FROM recalled WHERE local = ?", (local,))
        return found[0][0] if found else None
