# SPDX-License-Identifier: GPL-2.0-or-later
"""What the user changed since rows and server were last equal.

The log of the tracking triggers is the hint that makes this cost what was edited; comparing a row
with its base is the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ..caltopo import objects
from ..caltopo.objects import Writing
from . import geometry
from .features import Feature, differing, parse, properties_of, title_of, with_recalled
from .ledger import Known, Ledger
from .rows import Row, Rows, Touch, Update, local_id
from .tables import GEOMETRY, ID, Table


class Kind(Enum):
    ADD = "add"
    EDIT = "edit"
    DELETE = "delete"


DONE = {Kind.ADD: "added", Kind.EDIT: "edited", Kind.DELETE: "deleted"}
NOT_WRITTEN = "Objects of class {cls} are not {done} from here."


@dataclass
class Changed:
    """One object whose row is not what its base says.

    ``columns`` are the differing ones (``geom`` among them); ``base`` is what the row was last
    made equal to, None for a new object; ``row`` is None for a deleted one.  ``reason`` says why
    it cannot be sent now, empty when it can.
    """

    kind: Kind
    cls: str
    id: str
    table: Table
    row: Row | None
    base: Feature | None = field(repr=False)
    known: Known | None = field(repr=False)
    columns: tuple[str, ...] = ()
    reason: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.cls, self.id

    @property
    def title(self) -> str:
        if self.row is None:
            return title_of(self.cls, self.base)
        said = {p.name: v for p, v in zip(self.table.columns, self.row.values)}
        return objects.display_title(self.cls, said) or title_of(self.cls, self.base)

    def fields(self) -> dict[str, tuple[Any, Any]]:
        """By CalTopo's property names: (old, new); ``geometry`` as GeoJSON."""
        if self.kind is Kind.DELETE:
            return {}
        old = properties_of(self.base) if self.base else {}
        found: dict[str, tuple[Any, Any]] = {}
        for column in self.columns:
            if column == GEOMETRY:
                was = self.base.get("geometry") if self.base else None
                found["geometry"] = (was, _shape(self.row))
            elif self.row is not None:
                name = self.table.property(column).name
                found[name] = (old.get(name), self.row.values[self.table.index(column)])
        return found


def _shape(row: Row | None) -> Any:
    if row is None or row.wkb is None:
        return None
    try:
        return geometry.unpack(row.wkb)
    except geometry.BrokenGeometry:
        return None


class Finder:
    """Finds local changes.  ``find`` also drops log lines that turn out to say nothing."""

    def __init__(self, ledger: Ledger, rows: Rows, sar: bool) -> None:
        self._ledger = ledger
        self._rows = rows
        self._sar = sar
        self._in_flight: dict[tuple[str, int], str] = {}
        self._unsaved: dict[str, bool] = {}

    def find(self) -> list[Changed]:
        """Every local change, in the order the rows were touched."""
        touches = self._rows.touched()
        self._unsaved = {}
        self._in_flight = self._ledger.adds_at()
        rows: dict[tuple[str, int], Row] = {}
        for name, fids in _by_table(touches).items():
            table = self._rows.tables.get(name)
            if table is not None:
                rows.update({(name, f): r for f, r in self._rows.read(table, fids).items()})
        found: list[Changed] = []
        nothing: list[Touch] = []
        moved = self._moved(touches, rows)
        for touch in touches:
            table = self._rows.tables.get(touch.table)
            row = rows.get((touch.table, touch.fid))
            change = self._change(table, touch.fid, row, moved) if table is not None else None
            if change is None:
                nothing.append(touch)
            else:
                found.append(change)
        found += [self._deleted(known) for known in self._ledger.displaced() if not known.gone]
        if nothing:
            self._rows.forget([t for t in nothing if not self._pending(t)])
        return self._distinct(found)

    def _pending(self, touch: Touch) -> bool:
        """Whether a log line is still needed although its row is gone (an add on its way)."""
        return (touch.table, touch.fid) in self._in_flight

    def _moved(
        self, touches: Iterable[Touch], rows: dict[tuple[str, int], Row]
    ) -> dict[tuple[str, str], tuple[str, int]]:
        """Objects whose own row is gone while another row carries their id: it moved there."""
        pasted: dict[tuple[str, str], tuple[Known, list[tuple[Table, Row]]]] = {}
        for touch in touches:
            row, table = rows.get((touch.table, touch.fid)), self._rows.tables.get(touch.table)
            if row is None or row.is_local or table is None:
                continue
            known = self._ledger.object(table.cls, row.id or "")
            if known is None or known.table is None:
                continue
            if (known.table, known.fid) == (touch.table, touch.fid):
                continue
            pasted.setdefault(known.key, (known, []))[1].append((table, row))
        moved: dict[tuple[str, str], tuple[str, int]] = {}
        for key, (known, found) in pasted.items():
            at = self._rows.tables[known.table or ""]
            fids = [known.fid] if known.fid is not None else []
            if not any(self._is(known, own) for own in self._rows.read(at, fids).values()):
                table, row = most_alike(known, found)
                moved[key] = (table.name, row.fid)
                self._ledger.move(*key, table.name, row.fid)
        return moved

    def _change(
        self,
        table: Table,
        fid: int,
        row: Row | None,
        moved: dict[tuple[str, str], tuple[str, int]],
    ) -> Changed | None:
        known = self._ledger.at(table.name, fid)
        if row is None:
            if known is None or known.gone or known.key in moved:
                return None
            return self._deleted(known)
        if known is not None and self._is(known, row):
            base = parse(known.base) or {}
            columns = tuple(differing(table, base, row))
            if not columns and not self._recalls(table, known):
                return None
            return self._judged(
                Changed(Kind.EDIT, known.cls, known.id, table, row, base, known, columns)
            )
        if known is not None:
            # Another row took its place (a tool may choose the fid): its own was deleted.
            self._ledger.displace(*known.key)
        if not row.is_local:
            owner = self._ledger.object(table.cls, row.id or "")
            if owner is not None and owner.table is None:
                return None  # its object is about to be brought up; this is its own row
        columns = tuple(
            p.column
            for p, value in zip(table.columns, row.values)
            if value not in (None, "") and not p.read_only
        )
        if row.wkb is not None:
            columns = (*columns, GEOMETRY)
        return self._judged(
            Changed(Kind.ADD, table.cls, row.id or "", table, row, None, None, columns)
        )

    def _recalls(self, table: Table, known: Known) -> bool:
        """Whether an object is to get back something that has no column."""
        recalled = self._ledger.recalled(*known.key)
        now = properties_of(parse(known.latest) or {})
        return recalled is not None and with_recalled(table, now, *recalled) != now

    def _deleted(self, known: Known) -> Changed:
        table = self._rows.tables[known.table or ""]
        return self._judged(
            Changed(Kind.DELETE, known.cls, known.id, table, None, parse(known.base), known)
        )

    def _is(self, known: Known, row: Row) -> bool:
        return row.id == known.id or (
            row.is_local and self._ledger.alias(row.id or "") == known.key
        )

    def _judged(self, change: Changed) -> Changed:
        if not may_be(change.kind, change.cls, self._sar):
            change.reason = NOT_WRITTEN.format(cls=change.cls, done=DONE[change.kind])
        elif self._has_unsaved(change.table):
            change.reason = "The layer has unsaved edits; save or discard them first."
        return change

    def _has_unsaved(self, table: Table) -> bool:
        if table.name not in self._unsaved:
            self._unsaved[table.name] = self._rows.unsaved(table)
        return self._unsaved[table.name]

    def _distinct(self, found: list[Changed]) -> list[Changed]:
        """Give copies an id of their own: the first row with an id is the one that has it."""
        taken: set[tuple[str, str]] = set()
        result = []
        for change in sorted(found, key=lambda c: (c.kind is Kind.ADD, not self._has_entry(c))):
            row = change.row
            if change.kind is Kind.ADD and row is not None:
                foreign = not row.is_local
                resolved = self._ledger.alias(change.id) is not None
                if foreign or not row.id or resolved or change.key in taken:
                    fresh = local_id()
                    update = Update(change.table.name, row.fid, {ID: row.id}, {ID: fresh})
                    if self._rows.busy(change.table) or self._rows.write([update]) == [None]:
                        change.reason = change.reason or "Its layer is being edited."
                    else:
                        change.row = row._replace(id=fresh)
                    change.id = fresh
            taken.add(change.key)
            result.append(change)
        return result

    def _has_entry(self, change: Changed) -> bool:
        fid = change.row.fid if change.row is not None else -1
        return self._in_flight.get((change.table.name, fid)) == change.id


def may_be(kind: Kind, cls: str, sar: bool) -> bool:
    """Whether objects of a class may be added, edited or deleted from here by editing rows.

    ``sar``: whether the option to write SAR objects is on.
    """
    writing = objects.object_class(cls).writing
    return (
        writing is Writing.FREE
        or (writing is Writing.SAR and sar)
        or (writing is Writing.PHOTO and kind is not Kind.ADD)
        or (writing is Writing.LIVE and kind is Kind.EDIT)
    )


def most_alike(known: Known, rows: Sequence[tuple[Table, Row]]) -> tuple[Table, Row]:
    """Of rows that carry an object's id, the one that is most like it: the others are copies."""
    base = parse(known.base) or {}
    return min(rows, key=lambda found: len(differing(found[0], base, found[1])))


def _by_table(touches: Iterable[Touch]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for touch in touches:
        found.setdefault(touch.table, []).append(touch.fid)
    return found
