# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls whose answer never came, found again in what the server says.

An add of unknown outcome is not failed: it is looked for in every pull among the objects that the
copy did not know before the call, and taken over when one equals what was sent.
"""

from __future__ import annotations

from typing import Any

from ..caltopo import objects
from . import geometry
from .features import parse, properties_of, values_of
from .ledger import Known, Ledger
from .outbox import Entry, State
from .tables import Tables, same


def adopt(ledger: Ledger, tables: Tables) -> list[tuple[str, str]]:
    """Settle entries of unknown outcome that the server turns out to have; their keys.

    Runs inside the pull's transaction, before rows are made of new objects.
    """
    settled: list[tuple[str, str]] = []
    taken: set[tuple[str, str]] = set()
    for entry in ledger.outbox():
        if entry.state not in (State.UNKNOWN, State.SENDING):
            continue
        if entry.kind == "add":
            found = _find_add(ledger, tables, entry, taken)
            if found is not None:
                taken.add(found.key)
                finish_add(ledger, entry, found.cls, found.id)
                settled.append(found.key)
        elif _took_effect(ledger, tables, entry):
            finish_other(ledger, entry)
            settled.append(entry.key)
    return settled


def finish_add(ledger: Ledger, entry: Entry, cls: str, id: str) -> None:
    """The server has the object of an add under ``id``; its row is at the entry's place."""
    known = ledger.object(cls, id)
    after = known.latest if known is not None else None
    ledger.claim(cls, id, entry.mine or "", entry.table, entry.fid, ledger.timestamp)
    ledger.add_alias(entry.id, cls, id)
    ledger.remember(entry, id, None, after)
    ledger.take(entry)


def finish_other(ledger: Ledger, entry: Entry) -> None:
    """An edit is on the server, or the object of a delete is gone there."""
    known = ledger.object(*entry.key)
    if known is not None:
        if entry.kind == "delete":
            ledger.remember(entry, entry.id, known.latest, None)
            ledger.remove(known)
        else:
            ledger.remember(entry, entry.id, known.base, known.latest)
            ledger.claim(entry.cls, entry.id, entry.mine or "", known.table, known.fid, 0)
    ledger.take(entry)


def _find_add(
    ledger: Ledger, tables: Tables, entry: Entry, taken: set[tuple[str, str]]
) -> Known | None:
    for known in ledger.seen_after(entry.known, entry.cls):
        if known.table is None and known.key not in taken and matches(tables, entry, known):
            return known
    return None


def _took_effect(ledger: Ledger, tables: Tables, entry: Entry) -> bool:
    known = ledger.object(*entry.key)
    if entry.kind == "delete":
        return known is None or known.gone
    return known is not None and matches(tables, entry, known)


def matches(tables: Tables, entry: Entry, known: Known) -> bool:
    """Whether the server's text is what was sent, allowing for what the server makes of it."""
    sent, there = parse(entry.body) or {}, parse(known.latest) or {}
    table = tables.find(entry.cls, sent.get("geometry") or there.get("geometry"))
    if table is None:
        return False
    said = properties_of(sent)
    for prop, ours, theirs in zip(table.columns, values_of(table, sent), values_of(table, there)):
        # Only what was said counts, the audit columns are the server's own, and a server may
        # ignore references when an object is made.
        if prop.name not in said or prop.read_only or (prop.refers_to and entry.kind == "add"):
            continue
        if not same(prop, ours, theirs):
            return False
    for name in said.keys() - {p.name for p in objects.object_class(entry.cls).properties}:
        if name in properties_of(there) and properties_of(there)[name] != said[name]:
            return False
    return "geometry" not in sent or _same_geometry(sent["geometry"], there.get("geometry"))


def _same_geometry(one: Any, other: Any) -> bool:
    try:
        return geometry.same(one, other)
    except (KeyError, TypeError, IndexError):
        return False
