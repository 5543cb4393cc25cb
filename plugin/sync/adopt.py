# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls whose answer never came, found again in what the server says.

An add of unknown outcome is not failed: it is looked for in every pull among the objects that the
copy did not know before the call, and taken over when one equals what was sent.  One that somebody
has changed altogether cannot be told by its looks: that it may be ours is told by when it was made,
and by whom, and people decide (``candidates``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ..caltopo import jsontext, objects
from . import geometry
from .features import Feature, parse, properties_of, values_of
from .ledger import Known, Ledger
from .outbox import Entry, State
from .tables import Tables, same

PERHAPS_DONE = (State.UNKNOWN, State.SENDING)
CLOCKS = 5000  # ms that the clocks of a server's machines, and ours of them, may differ


def adopt(ledger: Ledger, tables: Tables) -> list[Entry]:
    """Settle entries of unknown outcome that the server turns out to have, and return them.

    Runs inside the pull's transaction, before rows are made of new objects.
    """
    settled: list[Entry] = []
    adds: list[Entry] = []
    for entry in ledger.outbox(*PERHAPS_DONE, State.PARKED):
        if entry.kind == "add":
            adds.append(entry)
        elif entry.state is State.PARKED:
            continue
        elif _took_effect(ledger, tables, entry):
            finish_other(ledger, entry)
            settled.append(entry)
    try:
        for entry, found in _pairs(ledger, tables, adds):
            finish_add(ledger, entry, found.cls, found.id)
            settled.append(entry)
    finally:
        _parsed.cache_clear()
    return settled


@cache
def _parsed(text: str | None) -> Feature:
    """An object's text, not to be changed; every add is held against every new object."""
    return parse(text) or {}


def _pairs(ledger: Ledger, tables: Tables, adds: list[Entry]) -> Iterator[tuple[Entry, Known]]:
    """Adds and the objects they became, one to one: equal ones first, then those that somebody
    has changed since."""
    account = ledger.meta("account")
    taken: set[tuple[str, str]] = set()
    for entry in list(adds):
        own = ledger.object(entry.cls, entry.own_id) if entry.own_id is not None else None
        if own is not None and own.table is None:
            taken.add(own.key)
            adds.remove(entry)
            yield entry, own
    for fits in (matches, changed_since):
        for entry in list(adds):
            if entry.state not in PERHAPS_DONE:
                continue
            if fits is changed_since and entry.own_id is not None:
                continue  # ours has its own id, whatever was made of it
            found = [
                known
                for known in ledger.seen_after(entry.known, entry.cls)
                if known.table is None and known.key not in taken and fits(tables, entry, known)
            ]
            # a colleague may have made an equal one: ours is the one with our name on it
            found.sort(key=lambda known: not made_by(_said(known), account))
            if found and (fits is matches or made_by(_said(found[0]), account)):
                taken.add(found[0].key)
                adds.remove(entry)
                yield entry, found[0]


def candidates(ledger: Ledger, entry: Entry) -> list[Known]:
    """Objects that may be what an add of unknown outcome became before somebody changed all of it.

    First seen since the call, made while it could take effect, by our account and changed since,
    as far as the server says so; and not what another add of ours became.
    """
    account = ledger.meta("account")

    def may_be(known: Known) -> bool:
        said = properties_of(parse(known.latest) or {})
        by_us = not account or made_by(said, account)
        return by_us and _made_in_time(entry, said) and not _untouched(said)

    new = ledger.seen_after(entry.known, entry.cls)
    found = [known for known in new if not known.gone and may_be(known)]
    ours = ledger.aliased(entry.cls) if found else ()
    return [known for known in found if known.id not in ours]


def _said(known: Known) -> dict[str, Any]:
    return properties_of(_parsed(known.latest))


def made_by(said: dict[str, Any], account: str) -> bool:
    """Whether an account made an object; also where the server does not say who did."""
    names = {said[n] for n in ("creator", "-created-by") if said.get(n)}
    return not names or account in names


def _made_in_time(entry: Entry, said: dict[str, Any]) -> bool:
    """Whether an object was made while a call could take effect, by the server's stamps."""
    made, last = said.get("-created-on"), said.get("-updated-on", said.get("updated"))
    if isinstance(made, (int, float)):
        return entry.known - CLOCKS <= made <= (entry.expires or 0) + CLOCKS
    return not isinstance(last, (int, float)) or entry.known - CLOCKS <= last


def _untouched(said: dict[str, Any]) -> bool:
    """Whether an object is as it was made, by the server's stamps."""
    made, last = said.get("-created-on"), said.get("-updated-on", said.get("updated"))
    return made is not None and made == last and said.get("-updated-by") == said.get("-created-by")


def finish_add(ledger: Ledger, entry: Entry, cls: str, id: str) -> None:
    """The server has the object of an add under ``id``; its row is at the entry's place."""
    known = ledger.object(cls, id)
    after = known.latest if known is not None else None
    mine = _as_kept(entry, after)
    ledger.claim(cls, id, mine, entry.table, entry.fid, ledger.timestamp)
    ledger.add_alias(entry.id, cls, id)
    ledger.remember(entry, id, None, after)
    ledger.take(entry)


def _as_kept(entry: Entry, there: str | None) -> str:
    """What the row said, less what the server did not keep of it: references that it ignored on
    creation, holes and parts that it lost.

    Left out of ``base``, they differ from the row, which keeps them, and go out again as an edit.
    """
    sent, now = parse(entry.body) or {}, parse(there) or {}
    said, kept = properties_of(sent), properties_of(now)
    ignored = {
        prop.name: kept.get(prop.name)
        for prop in (objects.object_class(entry.cls).properties if entry.kind == "add" else ())
        if prop.refers_to and said.get(prop.name) and not kept.get(prop.name)
    }
    shape = now.get("geometry")
    shape_lost = geometry.lost(sent.get("geometry"), shape)
    if not ignored and not shape_lost:
        return entry.mine or "{}"
    mine = parse(entry.mine) or {}
    found = {**mine, "properties": {**properties_of(mine), **ignored}}
    return jsontext.dumps({**found, "geometry": shape} if shape_lost else found)


def finish_other(ledger: Ledger, entry: Entry) -> None:
    """An edit is on the server, or the object of a delete is gone there."""
    known = ledger.object(*entry.key)
    if known is not None:
        if entry.kind == "delete":
            ledger.remember(entry, entry.id, known.latest, None)
            ledger.remove(known)
        else:
            ledger.remember(entry, entry.id, _without(entry, known), known.latest)
            mine = _as_kept(entry, known.latest)
            ledger.claim(entry.cls, entry.id, mine, known.table, known.fid, 0)
    ledger.take(entry)


def _without(entry: Entry, known: Known) -> str | None:
    """What an object's text would be without an edit.

    Not the base: what a colleague has changed since may come with the outcome, and is no part of
    the push.
    """
    base, mine, latest = parse(known.base), parse(entry.mine), parse(known.latest)
    if base is None or mine is None or latest is None:
        return known.base
    was, said = properties_of(base), properties_of(mine)
    properties = dict(properties_of(latest))
    for name in was.keys() | said.keys():
        if name in was and (name not in said or was[name] != said[name]):
            properties[name] = was[name]
        elif name not in was:
            properties.pop(name, None)
    before = {**latest, "properties": properties}
    if base.get("geometry") != mine.get("geometry"):
        before["geometry"] = base.get("geometry")
    return jsontext.dumps(before)


def _took_effect(ledger: Ledger, tables: Tables, entry: Entry) -> bool:
    known = ledger.object(*entry.key)
    if entry.kind == "delete":
        return known is None or known.gone
    if known is None:
        return False
    sent, there = parse(entry.body) or {}, parse(known.latest) or {}
    differing = _differing(tables, sent, there, entry)
    # the rest of what was sent may have been changed by a colleague since
    said, now = properties_of(sent), properties_of(there)
    was = properties_of(parse(known.base) or {})
    ours = {name for name in said if name not in was or said[name] != was[name]}
    left_out = was.keys() - said.keys() - objects.AUDIT_NAMES
    if any(now.get(name) not in (None, "") for name in left_out):
        return False  # what the call was to take away is there
    return differing is not None and not differing & (ours | {"geometry"})


def matches(tables: Tables, entry: Entry, known: Known) -> bool:
    """Whether the server's text is what was sent, allowing for what the server makes of it."""
    sent, there = _parsed(entry.body), _parsed(known.latest)
    return _differing(tables, sent, there, entry) == set()


def changed_since(tables: Tables, entry: Entry, known: Known) -> bool:
    """Whether the server's text may be what was sent, after somebody else has changed it.

    It still says where, or what, and its last change is not its making.
    """
    sent, there = _parsed(entry.body), _parsed(known.latest)
    said = properties_of(sent)
    if _untouched(_said(known)) or not _made_in_time(entry, _said(known)):
        return False
    differing = _differing(tables, sent, there, entry)
    if differing is None:
        return False
    same_words = any(said.get(n) and n not in differing for n in ("title", "description"))
    return same_words or (sent.get("geometry") is not None and "geometry" not in differing)


def _differing(tables: Tables, sent: Feature, there: Feature, entry: Entry) -> set[str] | None:
    """The names of what was sent and is not there; None for a class without a table."""
    table = tables.find(entry.cls, sent.get("geometry") or there.get("geometry"))
    if table is None:
        return None
    said, now = properties_of(sent), properties_of(there)
    # Only what was said counts, the audit columns are the server's own, and a server may ignore
    # references when an object is made.
    found = {
        prop.name
        for prop, ours, theirs in zip(
            table.columns, values_of(table, sent), values_of(table, there)
        )
        if prop.name in said
        and not prop.read_only
        and not (prop.refers_to and entry.kind == "add")
        and not same(prop, ours, theirs)
    }
    known = {p.name for p in objects.object_class(entry.cls).properties}
    found |= {n for n in said.keys() - known if n in now and now[n] != said[n]}
    if "geometry" in sent:
        ours, theirs = sent["geometry"], there.get("geometry")
        if not (_same_geometry(ours, theirs) or geometry.lost(ours, theirs)):
            found.add("geometry")
    return found


def _same_geometry(one: Any, other: Any) -> bool:
    try:
        return geometry.same(one, other)
    except (KeyError, TypeError, IndexError):
        return False
