# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows on their way to former texts: decided in one transaction, done slice by slice.

What was decided is done after a crash, too, at the latest when the copy is opened again.  Each
change says what the row held before, so that doing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .ledger import Ledger
from .rows import SLICE, Change, Delete, Insert, Row, Rows, Update
from .tables import GEOMETRY


def as_json(change: Change) -> dict[str, Any]:
    """A change of a row as a JSON value; geometries as hexadecimal WKB."""
    if isinstance(change, Insert):
        return {"do": "add", "table": change.table, "id": change.id,
                "values": list(change.values), "wkb": _hex(change.wkb)}  # fmt: skip
    if isinstance(change, Update):
        old, new = (
            {c: _hex(v) if c == GEOMETRY else v for c, v in side.items()}
            for side in (change.old, change.new)
        )
        return {"do": "edit", "table": change.table, "fid": change.fid, "old": old, "new": new}
    row = change.row
    return {"do": "delete", "table": change.table, "fid": row.fid, "id": row.id,
            "values": list(row.values), "wkb": _hex(row.wkb)}  # fmt: skip


def from_json(said: dict[str, Any]) -> Change:
    if said["do"] == "add":
        return Insert(said["table"], said["id"], said["values"], _wkb(said["wkb"]))
    if said["do"] == "edit":
        old, new = (
            {c: _wkb(v) if c == GEOMETRY else v for c, v in said[side].items()}
            for side in ("old", "new")
        )
        return Update(said["table"], said["fid"], old, new)
    return Delete(
        said["table"], Row(said["fid"], said["id"], tuple(said["values"]), _wkb(said["wkb"]))
    )


def _hex(wkb: bytes | None) -> str | None:
    return None if wkb is None else wkb.hex()


def _wkb(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)


def reach(ledger: Ledger, rows: Rows) -> list[bool]:
    """Do what was decided; per change whether it was done now."""
    outcomes: list[bool] = []
    aims = ledger.aims()
    for start in range(0, len(aims), SLICE):
        part = _as_read(rows, [(seq, from_json(said)) for seq, said in aims[start:][:SLICE]])
        there = _there(rows, [change for _, change in part])
        going = [c for _, c in part if not (isinstance(c, Insert) and c.id in there)]
        # Also what was written before: a full disk may have kept it from being noted.
        noted: dict[str, list[int]] = {}
        for _, change in part:
            if isinstance(change, Insert):
                noted.setdefault(change.table, []).extend(there.get(change.id, ()))
            else:
                at = change.fid if isinstance(change, Update) else change.row.fid
                noted.setdefault(change.table, []).append(at)
        for change, fid in zip(going, rows.write(going) if going else []):
            outcomes.append(fid is not None)
            if fid is not None and isinstance(change, Insert):
                noted.setdefault(change.table, []).append(fid)
        for name, touched in noted.items():
            if touched:
                rows.note(rows.tables[name], touched)
        ledger.reached(seq for seq, _ in part)
    return outcomes


def _as_read(rows: Rows, part: list[tuple[int, Change]]) -> list[tuple[int, Change]]:
    """A delete compares whole rows, and each kind of rows reads values in a form of its own."""
    going: dict[str, list[int]] = {}
    for _, change in part:
        if isinstance(change, Delete):
            going.setdefault(change.table, []).append(change.row.fid)
    read = {name: rows.read(rows.tables[name], fids) for name, fids in going.items()}

    def as_read(change: Change) -> Change:
        if not isinstance(change, Delete):
            return change
        now = read[change.table].get(change.row.fid)
        same = now is not None and now._replace(values=tuple(now.values)) == change.row
        return Delete(change.table, now) if now is not None and same else change

    return [(seq, as_read(change)) for seq, change in part]


def _there(rows: Rows, changes: Sequence[Change]) -> dict[str, list[int]]:
    """The rows that were added before a crash already, by id."""
    wanted: dict[str, list[str]] = {}
    for change in changes:
        if isinstance(change, Insert):
            wanted.setdefault(change.table, []).append(change.id)
    return {
        id: fids
        for name, ids in wanted.items()
        for id, fids in rows.find(rows.tables[name], ids).items()
    }
