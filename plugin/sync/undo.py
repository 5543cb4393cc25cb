# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows set to former texts: undoing a push, restoring an object, restoring a backup.

All of them only set rows, as one batch on the user's behalf; plan, merge and send stay the one way
to the server.  What a colleague has changed since is left alone and reported.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..caltopo.errors import CalTopoError
from . import aims
from .backup import Backup
from .features import differing, hidden, parse, properties_of, title_of
from .history import Key
from .ledger import Known, Ledger
from .outbox import State
from .references import in_text
from .rows import Row, Rows
from .setto import SetBackReport, SetTo, texts_differ
from .tables import GEOMETRY, Table

__all__ = ["SetBackReport", "restore_backup", "set_to", "undo_push"]


def undo_push(
    ledger: Ledger,
    rows: Rows,
    *,
    push: int | None = None,
    dry_run: bool = False,
    sar: bool = False,
) -> SetBackReport:
    """Set the rows of a push back to what they were before it.

    ``push`` is a number of the history; without one it is the newest push that is not undone and
    is no undo itself, so that each call goes one push further back.  With the number of an undo,
    that is undone: its push is done again.  Of a batch that is not sent yet, or not all of it, the
    rows are set back all the same.

    Raises CalTopoError for the number of a push of which nothing is known (any more).
    """
    aims.reach(ledger, rows)
    report = SetBackReport()
    number = ledger.undoable() if push is None else push
    name = None if number is None else ledger.push_name(number)
    forgotten = push is not None and not ledger.steps(push) and not ledger.drafts(push)
    if forgotten and push not in ledger.undecided():
        raise CalTopoError(
            "The history no longer knows what push " + str(push) + " did, or never did.",
            hint="Nothing was set back. The history lists the pushes that can be undone.",
        )
    if number is None or name is None:
        return report
    report.name = "Undo of " + name + " " + str(number)
    if number in ledger.undecided():
        for entry in ledger.outbox():
            if entry.push == number and entry.state in (State.UNKNOWN, State.SENDING):
                report.refuse(
                    entry.key, entry.title, "It is not known yet whether the server has it. "
                    "Push or refresh first; nothing was set back."
                )  # fmt: skip
        return report
    before: dict[Key, str | None] = {}
    after: dict[Key, str | None] = {}
    for step in ledger.steps(number):
        before.setdefault((step.cls, step.id), step.before)
        after[(step.cls, step.id)] = step.after
    for key, was, target in ledger.drafts(number):
        before.setdefault(key, was)
        after[key] = target
    setting = SetTo(ledger, rows, report, sar, after)
    since = _Since(ledger, rows, setting, before)
    setting.look_up(before)
    unsent = {key for key, _, _ in ledger.drafts(number)}
    targets: dict[Key, str | None] = {}
    for key, text in before.items():
        if key in unsent and after[key] is None:  # the server has it still
            reason = since.there_again(key)
        else:
            reason = since.reason(key, text, after[key])
        if reason:
            report.refuse(key, title_of(key[0], parse(text or after[key])), reason)
        else:
            targets[key] = text
    setting.apply(targets, report.name, number, dry_run)
    return report


def set_to(
    ledger: Ledger,
    rows: Rows,
    targets: Mapping[Key, str | None],
    name: str,
    *,
    dry_run: bool,
    sar: bool = False,
) -> SetBackReport:
    """Set objects to those texts; None deletes them."""
    aims.reach(ledger, rows)
    report = SetBackReport(name=name)
    SetTo(ledger, rows, report, sar).apply(targets, name, None, dry_run)
    return report


def restore_backup(
    ledger: Ledger, rows: Rows, saved: Backup, name: str, *, dry_run: bool, sar: bool = False
) -> SetBackReport:
    """Set the whole map to a backup: what is missing is added, what differs is edited, what is
    new is deleted."""
    targets: dict[Key, str | None] = dict(saved.texts)
    # what was added again since the backup goes on under another id
    there = {(cls, ledger.present_id(cls, id)) for cls, id in saved.texts}
    for cls in sorted(ledger.counts()):
        for id in sorted(ledger.ids(cls)):
            if (cls, id) not in there:
                targets[(cls, id)] = None
    return set_to(ledger, rows, targets, name, dry_run=dry_run, sar=sar)


class _Since:
    """Says what keeps a step of a push from being taken back."""

    def __init__(
        self, ledger: Ledger, rows: Rows, setting: SetTo, before: Mapping[Key, str | None]
    ) -> None:
        self._ledger = ledger
        self._rows = rows
        self._setting = setting
        self._together = before.keys()
        self._added = [key for key, text in before.items() if text is None]
        self._holders: set[Key] | None = None  # of what was added, what holds other objects now
        self._conflicts = {(c.cls, c.id) for c in ledger.conflicts()}
        self._open = {e.key for e in ledger.outbox() if e.state in (State.UNKNOWN, State.SENDING)}

    def there_again(self, key: Key) -> str:
        """Why a deletion that was not sent cannot be taken back, or ""."""
        return "It is there again." if self._setting.place(key) is not None else ""

    def reason(self, key: Key, before: str | None, after: str | None) -> str:
        """Why the step from one text to the other cannot be taken back, or ""."""
        now = self._setting.present(key)
        if now in self._open:
            return "A later change of it is on its way; push or refresh first."
        if now in self._conflicts:
            return "A colleague has changed the same; resolve that conflict first."
        known = self._ledger.object(*now)
        alive = known is not None and not known.gone
        at = self._setting.place(now)
        if after is None:
            return "It is there again." if alive or at is not None else ""
        if at is None:
            if before is None:
                return ""  # it is gone, as it is to be
            return "It was deleted here since." if alive else "It was deleted since."
        if known is not None and known.gone:
            return "It was deleted since."
        return self._edited(key, known, *at, before, after)

    def _edited(
        self,
        key: Key,
        known: Known | None,
        table: Table,
        row: Row,
        before: str | None,
        after: str,
    ) -> str:
        did = self._setting.mapped(parse(after) or {})
        columns = texts_differ(table, parse(before), parse(after) or {})
        latest = parse(known.latest) if known is not None else None
        here = set(differing(table, did, row))
        there = set(texts_differ(table, did, self._setting.mapped(latest))) if latest else set()
        coming = self._coming(table, known)
        for column in columns:
            name = "geometry" if column == GEOMETRY else table.property(column).name
            if column in coming or (column in here and column in there):
                return "A colleague has changed its " + name + " since."
            if column in here:
                return "Its " + name + " was changed here since."
        if before is not None or latest is None:
            return ""
        unseen = hidden(table, latest) != hidden(table, did)
        if unseen:
            return "A colleague has changed it since."
        return self._filled(key)

    def _coming(self, table: Table, known: Known | None) -> set[str]:
        """Columns that a colleague has changed and whose row waits for its layer."""
        base = parse(known.base) if known is not None else None
        server = parse(known.server) if known is not None else None
        return set(texts_differ(table, base, server)) if base and server else set()

    def _filled(self, key: Key) -> str:
        """What was added since may hold other objects now."""
        if self._holders is None:
            self._holders = set()
            for known in self._ledger.mentions([id for _, id in self._added]):
                # what is set back already, and not sent yet, has no row any more
                if known.key not in self._together and self._setting.place(known.key):
                    said = properties_of(parse(known.latest) or {})
                    self._holders |= {k for k in self._added if in_text(known.cls, said, k)}
        return "Other objects belong to it now." if key in self._holders else ""
