# SPDX-License-Identifier: GPL-2.0-or-later
"""Taking back a local change that has not been sent: the row says again what its base says."""

from __future__ import annotations

from .changes import Changed, Kind
from .features import parse, values_of, wkb_of
from .ledger import Ledger
from .merge import BringUp
from .outbox import State
from .rows import Delete, Rows, Update, column_value
from .tables import GEOMETRY


class StillOnItsWay(Exception):  # noqa: N818
    """The change may be on the server already; it can be taken back once that is known."""


def discard(ledger: Ledger, rows: Rows, change: Changed) -> bool:
    """Set a row back; False where it cannot be written now (its layer is being edited).

    Raises StillOnItsWay when its call was sent and the outcome is unknown.
    """
    entries = [e for e in ledger.outbox() if e.key == change.key]
    if any(e.state in (State.UNKNOWN, State.SENDING) for e in entries):
        raise StillOnItsWay
    if not _set_back(ledger, rows, change):
        return False
    for entry in entries:
        ledger.take(entry)
    ledger.let_go(change.key)
    return True


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
