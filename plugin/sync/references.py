# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects that refer to others: by folder, operational period, assignment, or ``Class:id``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
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


def places(ledger: Ledger, rows: Rows, keys: Iterable[Key]) -> dict[Key, tuple[Table, Row] | None]:
    """The tables and rows of objects, also of those that the server does not have yet."""
    found: dict[Key, tuple[Table, Row] | None] = {}
    known: list[Known] = []
    new: dict[str, list[str]] = {}
    for key in keys:
        found[key], there = None, ledger.object(*key)
        if there is not None:
            known.append(there)
        else:
            new.setdefault(key[0], []).append(key[1])
    found.update(_rows_of(rows, known))
    for table in rows.tables:
        if table.cls in new:
            fids = rows.find(table, new[table.cls])
            at = {f[0]: (table.cls, id) for id, f in fids.items() if not found[(table.cls, id)]}
            read = rows.read(table, list(at)) if at else {}
            found.update((at[fid], (table, row)) for fid, row in read.items())
    return found


def _rows_of(rows: Rows, known: Iterable[Known]) -> dict[Key, tuple[Table, Row]]:
    """Of objects that are at their places, those and their rows."""
    at: dict[str, dict[int, Known]] = {}
    for each in known:
        if each.table is not None and each.fid is not None and rows.tables.get(each.table):
            at.setdefault(each.table, {})[each.fid] = each
    return {
        there[fid].key: (rows.tables[name], row)
        for name, there in at.items()
        for fid, row in rows.read(rows.tables[name], list(there)).items()
        if row.id == there[fid].id or row.is_local  # else another row took its place
    }


def referring(
    ledger: Ledger, rows: Rows, keys: Collection[Key]
) -> Iterator[tuple[Key, Table, Row]]:
    """Rows that refer to one of those objects, with the keys of their own: those of the map and
    new ones."""
    seen: set[tuple[str, int]] = set()
    for key, at in _rows_of(rows, ledger.mentions([id for _, id in keys])).items():
        seen.add((at[0].name, at[1].fid))
        if columns_to(*at, keys):
            yield key, *at
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
