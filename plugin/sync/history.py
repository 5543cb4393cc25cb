# SPDX-License-Identifier: GPL-2.0-or-later
"""What pushes did, and the texts that objects had before: what undoing and restoring rest on."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .outbox import Entry, Outbox

Key = tuple[str, str]

_WHOLES = "wholes"  # of the meta keys

# A track grows with every position: all its former texts together would dwarf the map.
TRACKS = ("AppTrack", "LiveTrack", "FieldTrack")


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


class Recalled(NamedTuple):
    """A former text that an object is to have again, and its text when that was decided."""

    text: str
    was: str | None


class History(Outbox):
    """The part of a ledger that looks back.

    ``kept``: characters of former texts, of versions and of pushes each; the oldest go first.
    """

    kept = 64 * 1024 * 1024

    # -- pushes ---------------------------------------------------------------------------------

    def begin_push(self, name: str, undoes: int | None = None) -> int:
        with self:
            cursor = self._db.execute(
                "INSERT INTO push (name, started, undoes) VALUES (?, ?, ?)",
                (name, time.time(), undoes),
            )
            return int(cursor.lastrowid or 0)

    def end_push(self, push: int) -> None:
        with self:
            self._db.execute("UPDATE push SET ended = ? WHERE seq = ?", (time.time(), push))
            self._trim_history()

    def remember(self, entry: Entry, id: str, before: str | None, after: str | None) -> None:
        """One line of history: what a call did to an object."""
        size = len(before or "") + len(after or "")
        with self:
            self._db.execute(
                "INSERT INTO history (push, kind, cls, id, title, size, at, before, after) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (entry.push, entry.kind, entry.cls, id, entry.title, size, time.time(), before,
                 after),
            )  # fmt: skip
            # what has to follow an add (a reference that was ignored) belongs to the same batch
            self._db.execute(
                "UPDATE OR REPLACE batch SET id = ? WHERE cls = ? AND id = ?",
                (id, entry.cls, entry.id),
            )
            self._db.execute("DELETE FROM recalled WHERE cls = ? AND id = ?", entry.key)
            self._db.execute("DELETE FROM drafted WHERE cls = ? AND id = ?", entry.key)

    def _trim_history(self) -> None:
        """Drop whole pushes, oldest first: half of one could not be undone."""
        total = self._read("SELECT coalesce(sum(size), 0) FROM history")[0][0]
        while total > self.kept:
            push, size = self._read(
                "SELECT push, sum(size) FROM history WHERE push = (SELECT min(push) FROM history)"
            )[0]
            self._db.execute("DELETE FROM history WHERE push = ?", (push,))
            total -= size

    def history(self) -> list[dict[str, Any]]:
        """Pushes, newest first: number, name, times, counts, and what they did to which objects.

        ``undoes`` and ``undone_by`` are numbers of pushes, or None.
        """
        items: dict[int, list[dict[str, Any]]] = {}
        for push, *row in self._read("SELECT push, kind, cls, id, title FROM history ORDER BY seq"):
            items.setdefault(push, []).append(dict(zip(("kind", "cls", "id", "title"), row)))
        pushes = self._read("SELECT seq, name, started, ended, undoes FROM push ORDER BY seq DESC")
        undone_by: dict[int, int] = {}
        for seq, *_, undoes in pushes:
            undone_by.setdefault(undoes, seq)
        found = []
        for seq, name, started, ended, undoes in pushes:
            if seq in items:
                kinds = [item["kind"] for item in items[seq]]
                found.append(
                    {
                        "push": seq,
                        "name": name,
                        "started": started,
                        "ended": ended,
                        "added": kinds.count("add"),
                        "edited": kinds.count("edit"),
                        "deleted": kinds.count("delete"),
                        "undoes": undoes,
                        "undone_by": undone_by.get(seq),
                        "items": items[seq],
                    }
                )
        return found

    def last_push(self) -> int | None:
        """The newest push that did something."""
        found = self._read("SELECT max(push) FROM history")[0][0]
        return int(found) if found is not None else None

    def undoable(self, drafts: bool = False) -> int | None:
        """The newest push that is not undone and is not an undo itself; with ``drafts`` also a
        batch of which nothing was sent yet.

        An undo that was undone is done again by the push that undid it, which counts as any other.
        """
        undoes = dict(self._read("SELECT seq, undoes FROM push"))
        undone = set(undoes.values())
        did: set[int] = {seq for (seq,) in self._read("SELECT DISTINCT push FROM history")}
        did |= set(self.undecided())
        if drafts:
            did |= {seq for (seq,) in self._read("SELECT DISTINCT push FROM drafted")}
        for seq in sorted(did & undoes.keys(), reverse=True):
            depth, back = 0, undoes[seq]
            while back is not None:
                depth, back = depth + 1, undoes.get(back)
            if seq not in undone and depth % 2 == 0:
                return seq
        return None

    def undone(self) -> set[int]:
        """Pushes and batches that are taken back now; one whose undo was undone is not."""
        undoes = dict(self._read("SELECT seq, undoes FROM push WHERE undoes IS NOT NULL"))
        found: set[int] = set()
        for seq in sorted(undoes, reverse=True):
            if seq not in found:
                found.add(undoes[seq])
        return found

    def undecided(self) -> list[int]:
        """Pushes of which a call may still turn out to have taken effect."""
        rows = self._read(
            "SELECT DISTINCT push FROM outbox WHERE push IS NOT NULL "
            "AND state IN ('sending', 'unknown')"
        )
        return [push for (push,) in rows]

    def push_name(self, push: int) -> str | None:
        found = self._read("SELECT name FROM push WHERE seq = ?", (push,))
        return found[0][0] if found else None

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

    def drafts(self, push: int) -> list[tuple[Key, str | None, str | None]]:
        """What a batch set rows to and has not sent yet: key, what the row said, what it says."""
        rows = self._read("SELECT cls, id, was, target FROM drafted WHERE push = ?", (push,))
        return [((cls, id), was, target) for cls, id, was, target in rows]

    # -- versions -------------------------------------------------------------------------------

    def keep_version(self, cls: str, id: str, text: str) -> None:
        """An object's text is about to be replaced."""
        with self:
            if cls in TRACKS:
                self._db.execute("DELETE FROM version WHERE cls = ? AND id = ?", (cls, id))
            self._db.execute(
                "INSERT INTO version (cls, id, size, seen, text) VALUES (?, ?, ?, ?, ?)",
                (cls, id, len(text), time.time(), text),
            )

    def trim_versions(self) -> None:
        """Drop the oldest versions beyond what is kept."""
        with self:
            total = self._read("SELECT coalesce(sum(size), 0) FROM version")[0][0]
            while total > self.kept:
                oldest = self._read("SELECT number, size FROM version ORDER BY number LIMIT 100")
                for number, size in oldest:
                    if total > self.kept:
                        self._db.execute("DELETE FROM version WHERE number = ?", (number,))
                        total -= size

    def versions(self, cls: str, id: str) -> list[Version]:
        """Former texts of an object, oldest first; that of a deleted one is the last.

        One that was added again has those, too, that it had under its former ids.
        """
        found = [
            Version(*row)
            for each in self._lives(cls, id)
            for row in self._read(
                "SELECT number, text, seen FROM version WHERE cls = ? AND id = ?", (cls, each)
            )
        ]
        return sorted(found, key=lambda version: version.number)

    def _lives(self, cls: str, id: str) -> set[str]:
        """All ids of an object that was deleted and added again."""
        lives, waiting = set(), [self.present_id(cls, id)]
        while waiting:
            each = waiting.pop()
            lives.add(each)
            former = self._read(
                "SELECT s.id FROM successor s LEFT JOIN alias a ON a.local = s.local "
                "WHERE s.cls = ? AND (s.local = ? OR (a.cls = ? AND a.id = ?))",
                (cls, each, cls, each),
            )
            waiting += [old for (old,) in former if old not in lives]
        return lives

    # -- rows set back --------------------------------------------------------------------------

    def decide(
        self,
        name: str,
        undoes: int | None,
        keys: Iterable[Key],
        recalled: dict[Key, Recalled],
        again: dict[Key, str],
        changes: Sequence[Any],
        drafted: Mapping[Key, tuple[str | None, str | None]],
    ) -> None:
        """Rows are to be set back, all of them, whatever happens in between.

        ``keys`` go out under a push called ``name``; ``again`` gives the local ids of objects
        that come back; ``changes`` are what is to be done to rows, as JSON values; ``drafted``
        what rows say before and after.
        """
        with self:
            push = self.begin_push(name, undoes)
            self._db.executemany(
                "INSERT INTO drafted VALUES (?, ?, ?, ?, ?)",
                [(push, *key, *texts) for key, texts in drafted.items()],
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO batch VALUES (?, ?, ?)", [(*key, push) for key in keys]
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO recalled VALUES (?, ?, ?, ?)",
                [(*key, *texts) for key, texts in recalled.items()],
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO successor VALUES (?, ?, ?)",
                [(*key, local) for key, local in again.items()],
            )
            self._db.executemany(
                "INSERT INTO aim (change) VALUES (?)", [(json.dumps(c),) for c in changes]
            )

    def come_back(self, key: Key, local: str, text: str) -> None:
        """An object that is gone on the server is to be added again, as the row of a local id, with
        what has no column as that text says it."""
        with self:
            self._db.execute(
                "INSERT OR REPLACE INTO recalled VALUES (?, ?, ?, NULL)", (key[0], local, text)
            )
            self._db.execute("INSERT OR REPLACE INTO successor VALUES (?, ?, ?)", (*key, local))

    def aims(self) -> list[tuple[int, Any]]:
        """Changes of rows that were decided and are not known to be done: number and change."""
        rows = self._read("SELECT seq, change FROM aim ORDER BY seq")
        return [(seq, json.loads(change)) for seq, change in rows]

    def reached(self, aims: Iterable[int]) -> None:
        with self:
            self._db.executemany("DELETE FROM aim WHERE seq = ?", [(seq,) for seq in aims])

    def part_of(self, whole: Key, parts: Iterable[str]) -> None:
        """Those local ids are of what is cut off an object."""
        known = json.loads(self.meta(_WHOLES) or "{}")
        self.set_meta(_WHOLES, json.dumps({**known, **dict.fromkeys(parts, whole)}))

    def wholes(self, waiting: Collection[Key]) -> dict[str, Key]:
        """What each part that waits to be added was cut off; others are forgotten."""
        said = self.meta(_WHOLES)
        if not said:
            return {}
        ids = {id for _, id in waiting}
        found = {id: (cls, of) for id, (cls, of) in json.loads(said).items() if id in ids}
        if not found:
            self.set_meta(_WHOLES, "")
        return found

    def batch_of(self, key: Key) -> int | None:
        """The push under which a row that was set back goes out."""
        found = self._read("SELECT push FROM batch WHERE cls = ? AND id = ?", key)
        return found[0][0] if found else None

    def keep_batches(self, keys: Collection[Key]) -> None:
        """Only those objects still wait to go out."""
        gone = [k for k in self._read("SELECT cls, id FROM batch") if tuple(k) not in keys]
        if gone:
            with self:
                for key in gone:
                    self.let_go(tuple(key))

    def let_go(self, key: Key) -> None:
        """A row that was set back is taken out of its batch."""
        with self:
            self._db.execute("DELETE FROM batch WHERE cls = ? AND id = ?", key)
            self._db.execute("DELETE FROM recalled WHERE cls = ? AND id = ?", key)
            self._db.execute("DELETE FROM drafted WHERE cls = ? AND id = ?", key)

    def recalled(self, cls: str, id: str) -> Recalled | None:
        """The former text that a row is to go out with, for what has no column."""
        found = self._read("SELECT text, was FROM recalled WHERE cls = ? AND id = ?", (cls, id))
        return Recalled(*found[0]) if found else None

    def _alias_of(self, local: str) -> str | None:
        found = self._read("SELECT id FROM alias WHERE local = ?", (local,))
        return found[0][0] if found else None

    def present_id(self, cls: str, id: str) -> str:
        """The id under which an object goes on; its own unless it was added again since."""
        seen = set()
        while id not in seen:
            seen.add(id)
            found = self._read("SELECT local FROM successor WHERE cls = ? AND id = ?", (cls, id))
            if found:
                id = self._alias_of(found[0][0]) or found[0][0]
        return id

    def is_buried(self, cls: str, id: str) -> bool:
        """Whether an object is known to have been deleted."""
        return bool(self._read("SELECT 1 FROM tombstone WHERE cls = ? AND id = ?", (cls, id)))
