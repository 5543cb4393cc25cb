# SPDX-License-Identifier: GPL-2.0-or-later
"""The calls of the ledger: what is on its way, and what past pushes did."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ..caltopo import jsontext
from .database import Database
from .sql import Marks, statement


class State(Enum):
    """Where an outbox entry stands."""

    READY = "ready"
    SENDING = "sending"  # perhaps sent
    UNKNOWN = "unknown"  # sent, and the answer never came
    WAITING = "waiting"  # for an object it refers to, or for the user's yes
    PARKED = "parked"  # refused by the server; stays until retried or discarded


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

    def renew(self) -> None:
        """Let it go with the next push, as if it had never been tried."""
        self.state, self.attempts, self.reason = State.READY, 0, ""

    @property
    def own_id(self) -> str | None:
        """The id that an add asks for, where the server lets us choose: sent again, it is the same
        object."""
        if self.kind != "add" or self.body is None or '"id":' not in self.body:
            return None
        body = jsontext.loads(self.body)
        found = body.get("id") if isinstance(body, dict) else None
        return found if isinstance(found, str) else None


_COLUMNS = (
    "kind", "cls", "id", "title", "tbl", "fid", "body", "mine", "state", "reason", "attempts",
    "expires", "known", "made", "push", "seq",
)  # fmt: skip


def _entry(*row: Any) -> Entry:
    entry = Entry(*row)
    entry.state = State(entry.state)
    return entry


class Outbox(Database):
    """The part of a ledger that knows calls: each is written down before it goes out."""

    def outbox(self, *states: State) -> list[Entry]:
        """What waits, oldest first; where states are given, only what is in one of them."""
        among = states or tuple(State)
        rows = self._read(
            statement(
                "SELECT $columns FROM outbox WHERE state IN $marks ORDER BY seq",
                columns=_COLUMNS,
                marks=Marks(len(among)),
            ),
            [state.value for state in among],
        )
        return [_entry(*row) for row in rows]

    def outbox_keys(self) -> set[tuple[str, str]]:
        """The objects that something in the outbox is about."""
        return {(cls, id) for cls, id in self._read("SELECT cls, id FROM outbox")}

    def adds_at(self) -> dict[tuple[str, int], str]:
        """The local ids of what is to be added, by the place of its row."""
        rows = self._read(
            "SELECT tbl, fid, id FROM outbox "
            "WHERE kind = 'add' AND tbl IS NOT NULL AND fid IS NOT NULL"
        )
        return {(table, fid): id for table, fid, id in rows}

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
