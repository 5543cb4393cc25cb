# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects that refer to others: by folder, operational period, assignment, or ``Class:id``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from ..caltopo import objects
from ..caltopo.objects import Property
from .ledger import Known, Ledger
from .rows import Row, Rows
from .tables import Table

Key = tuple[str, str]


def named(prop: Property, value: Any) -> Key | None:
    """The object that a property's value refers to."""
    if not prop.refers_to or not isinstance(value, str) or not value:
        return None
    head, _, id = value.rpartition(":")
    return head or prop.refers_to, id


def renamed(prop: Property, value: Any, new: Callable[[Key], str | None]) -> Any:
    """A value with the id in it replaced by what ``new`` gives; None where that gives none."""
    key = named(prop, value)
    if key is None:
        return value
    id = new(key)
    return None if id is None else str(value)[: len(str(value)) - len(key[1])] + id


def in_text(cls: str, properties: dict[str, Any], key: Key) -> bool:
    """Whether an object's properties refer to another."""
    return any(
        named(prop, properties.get(prop.name)) == key
        for prop in objects.object_class(cls).properties
    )


def columns_to(table: Table, row: Row, keys: Collection[Key]) -> list[str]:
    """The columns of a row that refer to one of those objects."""
    return [p.column for p, value in zip(table.columns, row.values) if named(p, value) in keys]


def place(rows: Rows, known: Known | None) -> tuple[Table, Row] | None:
    """The table and row of an object."""
    table = rows.tables.get(known.table) if known and known.table else None
    if table is None or known is None or known.fid is None:
        return None
    row = rows.read(table, [known.fid]).get(known.fid)
    if row is None or (row.id != known.id and not row.is_local):
        return None  # its place was taken by another row
    return table, row


def referring(
    ledger: Ledger, rows: Rows, keys: Collection[Key]
) -> Iterator[tuple[Key, Table, Row]]:
    """Rows that refer to one of those objects, with the keys of their own: those of the map and
    new ones."""
    seen: set[tuple[str, int]] = set()
    for known in ledger.mentions([id for _, id in keys]):
        at = place(rows, known)
        if at is not None:
            seen.add((at[0].name, at[1].fid))
            if columns_to(*at, keys):
                yield known.key, *at
    touched: dict[str, list[int]] = {}
    for touch in rows.touched():
        if (touch.table, touch.fid) not in seen and rows.tables.get(touch.table):
            touched.setdefault(touch.table, []).append(touch.fid)
    for name, fids in touched.items():
        table = rows.tables[name]
        for fid, row in rows.read(table, fids).items():
            if columns_to(table, row, keys):
                there = ledger.at(name, fid)
                yield there.key if there else (table.cls, row.id or ""), table, row
