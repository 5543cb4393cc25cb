# SPDX-License-Identifier: GPL-2.0-or-later
"""Taking back a local change that has not been sent: the row says again what its base says."""

from __future__ import annotations

from .adopt import candidates
from .changes import Changed, Kind
from .features import parse, values_of, wkb_of
from .ledger import Ledger
from .merge import BringUp
from .outbox import Entry, State
from .plan import expired
from .rows import Delete, Rows, Update, column_value
from .tables import GEOMETRY

UNDER_WAY = (State.UNKNOWN, State.SENDING)


class StillOnItsWay(Exception):  # noqa: N818
    """The change may be on the server already; it can be taken back once that is known."""


def discard(ledger: Ledger, rows: Rows, change: Changed) -> bool:
    """Set a row back; False where it cannot be written now (its layer is being edited).

    Of an add that an object on the map may be, that says: it is.  Raises StillOnItsWay when the
    call was sent and may yet take effect.
    """
    entries = [e for e in ledger.outbox() if e.key == change.key]
    if any(_on_its_way(ledger, entry) for entry in entries):
        raise StillOnItsWay
    if not _set_back(ledger, rows, change):
        return False
    with ledger:
        for entry in entries:
            found = candidates(ledger, entry) if entry.state in UNDER_WAY else []
            if entry.kind == "add" and len(found) == 1:
                # what refers to the row means that object from now on
                ledger.add_alias(entry.id, *found[0].key)
            ledger.take(entry)
    ledger.let_go(change.key)
    return True


def retry(ledger: Ledger, kind: str, key: tuple[str, str]) -> None:
    """Let a call that was refused, waits, or was not found on the server go with the next push.

    One that may yet take effect stays as it is: a push waits for its outcome and sends it again
    by itself if need be.
    """
    with ledger:
        for entry in ledger.outbox():
            if (entry.kind, entry.key) == (kind, key) and not _on_its_way(ledger, entry):
                entry.renew()
                ledger.put(entry)


def _on_its_way(ledger: Ledger, entry: Entry) -> bool:
    return entry.state in UNDER_WAY and not expired(entry, ledger.looked)


def _set_back(ledger: Ledger, rows: Rows, change: Changed) -> bool:
    known = change.known
    if change.kind is Kind.ADD and change.row is not None:
        return rows.write([Delete(change.table.name, change.row)]) != [None]
    if known is None:
        return False
    if change.kind is Kind.DELETE:
        if rows.busy(change.table):
            return False
        ledger.unplace(known)
    elif change.row is not None:
        base = parse(known.base) or {}
        values = dict(zip(change.table.column_names, values_of(change.table, base)))
        values[GEOMETRY] = wkb_of(change.table, base)
        old = {c: column_value(change.table, change.row, c) for c in change.columns}
        new = {c: values[c] for c in change.columns}
        if rows.write([Update(change.table.name, change.row.fid, old, new)]) == [None]:
            return False
    BringUp(ledger, rows).only([change.key])
    return True
