# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows set to former texts: undoing a push, restoring an object, restoring a backup.

All of them only set rows, as one batch on the user's behalf; plan, merge and send stay the one way
to the server.  What a colleague has changed since is left alone and reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..caltopo import jsontext, objects
from ..caltopo.objects import Writing
from . import geometry
from .features import differing, parse, properties_of, title_of, values_of, wkb_of
from .ledger import Known, Ledger
from .outbox import State
from .rows import Change, Delete, Insert, Row, Rows, Update, column_value, local_id
from .tables import GEOMETRY, Table, Value, same

Key = tuple[str, str]
Feature = dict[str, Any]


@dataclass
class SetBackReport:
    """What was set back, and what was not.  ``items``: cls, id, title, outcome, reason."""

    added: int = 0  # rows that are there again
    edited: int = 0
    deleted: int = 0
    unchanged: int = 0
    refused: int = 0
    name: str = ""
    items: list[dict[str, str]] = field(default_factory=list)

    def note(self, key: Key, title: str, outcome: str, reason: str = "") -> None:
        self.items.append(
            {"cls": key[0], "id": key[1], "title": title, "outcome": outcome, "reason": reason}
        )

    def refuse(self, key: Key, title: str, reason: str) -> None:
        self.refused += 1
        self.note(key, title, "refused", reason)


def undo_push(ledger: Ledger, rows: Rows, *, dry_run: bool = False) -> SetBackReport:
    """Set the rows of the last push that is not undone yet back to what they were before it."""
    report = SetBackReport()
    found = ledger.undoable()
    if found is None:
        return report
    push, name = found
    report.name = "Undo of " + name + " " + str(push)
    before: dict[Key, str | None] = {}
    after: dict[Key, str | None] = {}
    for step in ledger.steps(push):
        before.setdefault((step.cls, step.id), step.before)
        after[(step.cls, step.id)] = step.after
    targets: dict[Key, str | None] = {}
    for key, text in before.items():
        reason = _changed_since(ledger, rows, key, text, after[key])
        if reason:
            report.refuse(key, title_of(key[0], parse(text or after[key])), reason)
        else:
            targets[key] = text
    SetBack(ledger, rows, report, only_columns_of=after).apply(targets, dry_run)
    if not dry_run and targets:
        ledger.name_next_push(report.name, push)
    return report


def set_to(
    ledger: Ledger, rows: Rows, targets: Mapping[Key, str | None], name: str, *, dry_run: bool
) -> SetBackReport:
    """Set objects to those texts; None deletes them."""
    report = SetBackReport(name=name)
    SetBack(ledger, rows, report).apply(targets, dry_run)
    if not dry_run:
        ledger.name_next_push(name, None)
    return report


def _changed_since(
    ledger: Ledger, rows: Rows, key: Key, before: str | None, after: str | None
) -> str:
    """Why a step cannot be taken back, or ""."""
    if any(e.key == key and e.state is not State.READY for e in ledger.outbox()):
        return "A change of it is on its way or was refused; settle that first."
    known = ledger.object(*key)
    there = known is not None and not known.gone
    if after is None:
        return "It is there again." if there else ""
    if known is None or not there:
        return "It was deleted since."
    table = rows.tables.get(known.table) if known.table else None
    row = rows.read(table, [known.fid or 0]).get(known.fid or 0) if table else None
    if table is None or row is None:
        return "It was deleted here since."
    was, did, now = parse(before), parse(after) or {}, parse(known.latest) or {}
    columns = _differing(table, was, did)
    if was is None and geometry.same(did.get("geometry"), now.get("geometry")) is False:
        return "Its geometry was changed since."
    for column in columns:
        name = "geometry" if column == GEOMETRY else table.property(column).name
        if column in _differing(table, did, now):
            return "A colleague has changed its " + name + " since."
        if column in differing(table, did, row):
            return "Its " + name + " was changed here since."
    return ""


def _differing(table: Table, one: Feature | None, other: Feature) -> list[str]:
    """Columns, ``geom`` among them, in which two texts differ; all where the first is None."""
    if one is None:
        return [p.column for p in table.columns if not p.read_only] + [GEOMETRY] * table.spatial
    found = [
        prop.column
        for prop, a, b in zip(table.columns, values_of(table, one), values_of(table, other))
        if not prop.read_only and not same(prop, a, b)
    ]
    if table.spatial and not _same_shape(one, other):
        found.append(GEOMETRY)
    return found


def _same_shape(one: Feature, other: Feature) -> bool:
    try:
        return geometry.same(one.get("geometry"), other.get("geometry"))
    except (KeyError, TypeError, IndexError):
        return bool(one.get("geometry") == other.get("geometry"))


class SetBack:
    """Brings rows to former texts.

    An object that is no more is added again, under a new id: everything that referred to the old
    one is pointed to the new.  ``only_columns_of`` are texts: of an object that has one there,
    only the columns in which it differs from the target are set.
    """

    def __init__(
        self,
        ledger: Ledger,
        rows: Rows,
        report: SetBackReport,
        only_columns_of: Mapping[Key, str | None] | None = None,
    ) -> None:
        self._ledger = ledger
        self._rows = rows
        self._report = report
        self._after = only_columns_of or {}
        self._new_ids: dict[Key, str] = {}

    def apply(self, targets: Mapping[Key, str | None], dry_run: bool) -> None:
        """One batch.  With ``dry_run`` the report says what would be done."""
        for key, text in targets.items():
            known = self._ledger.object(*key)
            if text is not None and (known is None or known.gone):
                self._new_ids[key] = local_id()
        changes: list[tuple[Key, str, Change]] = []
        for key, text in targets.items():
            change = self._change(key, text)
            if change is not None:
                title = title_of(key[0], parse(text) or self._latest(key))
                changes.append((key, title, change))
        changes += self._references(set(targets))
        for key, title, change in changes:
            self._do(key, title, change, targets.get(key), dry_run)

    def _latest(self, key: Key) -> Feature | None:
        known = self._ledger.object(*key)
        return parse(known.latest) if known is not None else None

    def _change(self, key: Key, text: str | None) -> Change | None:
        known = self._ledger.object(*key)
        feature = parse(text) if text is not None else None
        title = title_of(key[0], feature or self._latest(key))
        reason = self._unwritable(key, again=key in self._new_ids)
        if reason:
            self._report.refuse(key, title, reason)
            return None
        if key in self._new_ids and feature is not None:
            table = self._rows.tables.find(key[0], feature.get("geometry"))
            if table is None:
                self._report.refuse(key, title, "Its geometry has no layer here.")
                return None
            values = self._with_new_ids(table, values_of(table, feature))
            return Insert(table.name, self._new_ids[key], values, wkb_of(table, feature))
        at = self._place(known)
        if at is None:
            self._report.unchanged += 1
            return None
        table, row = at
        if feature is None:
            return Delete(table.name, row)
        return self._update(key, table, row, feature)

    def _unwritable(self, key: Key, *, again: bool) -> str:
        writing = objects.object_class(key[0]).writing
        if writing in (Writing.NONE, Writing.SAR):
            return "Objects of class " + key[0] + " are not written from here."
        if again and writing in (Writing.PHOTO, Writing.LIVE):
            return "A " + key[0] + " cannot be added again from here."
        return ""

    def _place(self, known: Known | None) -> tuple[Table, Row] | None:
        table = self._rows.tables.get(known.table) if known and known.table else None
        if table is None or known is None or known.fid is None:
            return None
        row = self._rows.read(table, [known.fid]).get(known.fid)
        return None if row is None else (table, row)

    def _update(self, key: Key, table: Table, row: Row, feature: Feature) -> Change | None:
        values = self._with_new_ids(table, values_of(table, feature))
        wanted = dict(zip(table.column_names, values))
        if table.spatial:
            wanted[GEOMETRY] = wkb_of(table, feature)
        after = parse(self._after.get(key))
        columns = set(differing(table, feature, row))
        if after is not None:
            columns &= set(_differing(table, feature, after))
        # a reference to an object that comes back under a new id
        columns |= {
            p.column
            for p in table.columns
            if p.refers_to and wanted[p.column] != row.values[table.index(p.column)]
            and str(wanted[p.column] or "").rpartition(":")[2] in self._new_ids.values()
        }  # fmt: skip
        if not columns:
            self._report.unchanged += 1
            return None
        old = {c: column_value(table, row, c) for c in columns}
        return Update(table.name, row.fid, old, {c: wanted[c] for c in columns})

    def _with_new_ids(self, table: Table, values: list[Value]) -> list[Value]:
        return [
            self._new_reference(prop.refers_to, value) if prop.refers_to and value else value
            for prop, value in zip(table.columns, values)
        ]

    def _new_reference(self, cls: str, value: Value) -> Value:
        head, colon, id = str(value).rpartition(":")
        new = self._new_ids.get((head or cls, id))
        return value if new is None else head + colon + new

    def _references(self, targets: set[Key]) -> list[tuple[Key, str, Change]]:
        """Other objects that still refer to one that comes back under a new id."""
        found: list[tuple[Key, str, Change]] = []
        for key in self._new_ids:
            for other in self._ledger.mentions(key[1], but=key):
                known = self._ledger.object(*other)
                at = self._place(known) if other not in targets else None
                if at is None or self._unwritable(other, again=False):
                    continue
                table, row = at
                values = self._with_new_ids(table, list(row.values))
                new = {
                    c: v for c, v, was in zip(table.column_names, values, row.values) if v != was
                }
                if new:
                    old = {c: column_value(table, row, c) for c in new}
                    title = title_of(other[0], parse(known.latest) if known else None)
                    found.append((other, title, Update(table.name, row.fid, old, new)))
        return found

    def _do(self, key: Key, title: str, change: Change, text: str | None, dry_run: bool) -> None:
        table = self._rows.tables[change.table]
        outcome = {Insert: "added", Update: "edited", Delete: "deleted"}[type(change)]
        busy = self._rows.busy(table)
        if busy is not None:
            self._report.refuse(key, title, busy + " Save or stop editing it first.")
            return
        if not dry_run:
            if isinstance(change, Insert) and text is not None:
                self._ledger.recall(change.id, self._recalled(text))
            (fid,) = self._rows.write([change])
            if fid is None:
                self._report.refuse(key, title, "It was edited at this moment.")
                return
            self._rows.note(table, [fid])
        setattr(self._report, outcome, getattr(self._report, outcome) + 1)
        self._report.note(key, title, outcome)

    def _recalled(self, text: str) -> str:
        """The former text with references to what comes back pointed to where it comes."""
        feature = parse(text) or {}
        properties = dict(properties_of(feature))
        cls = objects.object_class(str(properties.get("class") or ""))
        for prop in cls.properties:
            value = properties.get(prop.name)
            if prop.refers_to and isinstance(value, str) and value:
                properties[prop.name] = self._new_reference(prop.refers_to, value)
        return jsontext.dumps({**feature, "properties": properties})
