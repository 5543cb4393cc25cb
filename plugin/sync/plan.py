# SPDX-License-Identifier: GPL-2.0-or-later
"""From local changes to calls: the outbox, written before the first call goes out.

Being in the outbox means "perhaps sent"; each entry holds the body and what its row says, so that
after any crash the outcome can be told from the server's state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..caltopo import jsontext, objects
from .abilities import UNTRIED, Abilities
from .adopt import candidates
from .changes import Changed, Kind
from .features import (
    Unsendable,
    again,
    check_numbers,
    check_shape,
    new_feature,
    parse,
    properties_of,
    resolved,
    said_by,
    spelled_as,
    title_of,
    titled,
    with_defaults,
    with_recalled,
)
from .ledger import Known, Ledger
from .outbox import Entry, State
from .references import in_text, named
from .rows import Row, own_id
from .tables import GEOMETRY, LOCAL_PREFIX
from .threeway import forget_own_words, merge

ATTEMPTS = 4  # tries of one call before it is parked
ASK = (
    "It was sent and no answer came; this server cannot say whether it took it. Look at the map: "
    "Retry sends it again, Discard takes it back here."
)
NOT_SHOWN = (
    "The server took it, and neither its answer nor a refresh shows what it made of it. Look at "
    "the map: Retry sends it again, Discard takes it back here."
)
CONTAINERS = ("Folder", "OperationalPeriod")
NAMED = 3  # objects that a question names


@dataclass
class Plan:
    """``ready`` may go out now; ``held`` may not, each with its reason."""

    ready: list[Entry] = field(default_factory=list)
    held: list[tuple[Changed, State, str]] = field(default_factory=list)


class Planner:
    """Makes the outbox say what the rows say.

    ``signed``: calls expire, so that one of unknown outcome becomes known with time.
    ``abilities``: what the server is known to do; to be set anew as more of it shows.
    """

    def __init__(self, ledger: Ledger, signed: bool, abilities: Abilities = UNTRIED) -> None:
        self._ledger = ledger
        self._signed = signed
        self.abilities = abilities
        self._coming: set[str] = set()  # the local ids of objects that are to be added

    def plan(self, changes: Sequence[Changed], clock_ms: int) -> Plan:
        """One transaction: entries for every change that can be sent; others held back.

        ``clock_ms`` is a server time up to which the map has been looked at: an unknown call
        that expired before it and was not found did not happen.
        """
        plan = Plan()
        conflicts = {(c.cls, c.id) for c in self._ledger.conflicts()}
        with self._ledger:
            self._ledger.set_meta("looked", str(max(clock_ms, self._ledger.looked)))
            waiting = {entry.key: entry for entry in self._ledger.outbox()}
            self._coming = {c.id for c in changes if c.kind is Kind.ADD} | {
                entry.id
                for entry in waiting.values()
                if entry.kind == "add" and entry.state in (State.UNKNOWN, State.SENDING)
            }
            for change in changes:
                entry = waiting.pop(change.key, None)
                if change.key in conflicts:
                    if entry is not None and entry.state in (State.READY, State.WAITING):
                        self._ledger.take(entry)  # once decided, it is planned anew
                    continue
                self._one(plan, change, entry, clock_ms)
            for entry in waiting.values():
                self._leftover(entry, clock_ms)
            self._ledger.keep_batches({c.key for c in changes} | self._ledger.outbox_keys())
            self._hold_parts(plan, changes)
            self._hold_deletes(plan, changes, conflicts)
        plan.ready.sort(key=rank)
        return plan

    def _hold_parts(self, plan: Plan, changes: Sequence[Changed]) -> None:
        """A part of what was cut goes only once that one is smaller on the map: ground that two
        objects cover looks like two tasks."""
        by_key = {c.key: c for c in changes}
        wholes = self._ledger.wholes(by_key.keys() | self._ledger.outbox_keys())
        going = {entry.key for entry in plan.ready}
        for entry in [e for e in plan.ready if e.kind == "add" and e.id in wholes]:
            whole = by_key.get(wholes[entry.id])
            if whole is None or whole.kind is Kind.DELETE:  # that one waits for its parts
                continue
            if whole.key in going:
                plan.ready.remove(entry)  # it is ready, and goes in the next round
                continue
            reason = (
                "It goes only once “" + whole.title + "”, which it was cut from, is changed on "
                "the map."
            )
            self._hold(plan, entry, by_key[entry.key], reason)

    def _hold_deletes(
        self, plan: Plan, changes: Sequence[Changed], conflicts: set[tuple[str, str]]
    ) -> None:
        """Of a batch, what is to go goes only once all the rest of it is on the map."""
        stuck = [c for c, _, _ in plan.held] + [c for c in changes if c.key in conflicts]
        batches = {
            self._ledger.batch_of(c.key): c.title for c in stuck if c.kind is not Kind.DELETE
        }
        batches.pop(None, None)
        if not batches:
            return
        by_key = {c.key: c for c in changes}
        for entry in [e for e in plan.ready if e.kind == "delete"]:
            title = batches.get(self._ledger.batch_of(entry.key))
            if title is not None:
                reason = (
                    "It goes only once “" + title + "” is on the map, which was changed with it."
                )
                self._hold(plan, entry, by_key[entry.key], reason)

    def _hold(self, plan: Plan, entry: Entry, change: Changed, reason: str) -> None:
        """What could go waits all the same."""
        entry.state, entry.reason = State.WAITING, reason
        self._ledger.put(entry)
        plan.ready.remove(entry)
        plan.held.append((change, State.WAITING, reason))

    def _one(self, plan: Plan, change: Changed, entry: Entry | None, clock_ms: int) -> None:
        if entry is not None and entry.state in (State.UNKNOWN, State.SENDING):
            if not expired(entry, clock_ms):
                plan.held.append((change, State.UNKNOWN, entry.reason))
                return
            sure = entry.own_id is not None  # sent again it is the same object, or an edit of it
            if entry.kind == "add" and sure and entry.own_id != self._own_id(entry.id):
                entry.state, entry.reason = State.PARKED, NOT_SHOWN
            elif entry.kind == "add" and not self._signed and not sure:
                entry.state, entry.reason = State.PARKED, ASK
            elif entry.kind == "add" and not sure and (found := candidates(self._ledger, entry)):
                entry.state, entry.reason = State.UNKNOWN, maybe(found)
                self._ledger.put(entry)
                plan.held.append((change, State.UNKNOWN, entry.reason))
                return
            elif entry.attempts >= ATTEMPTS:
                entry.state = State.PARKED
        if change.reason:
            plan.held.append((change, State.WAITING, change.reason))
            return
        made = Entry(
            change.kind.value,
            change.cls,
            change.id,
            change.title,
            change.table.name,
            change.row.fid if change.row is not None else None,
        )
        self._fill_or_hold(made, change)
        if entry is not None:
            made.seq, made.made = entry.seq, entry.made
            if (entry.kind, entry.mine) == (made.kind, made.mine):
                if entry.state is State.PARKED:
                    self._ledger.put(entry)
                    plan.held.append((change, State.PARKED, entry.reason))
                    return
                made.attempts = entry.attempts
        if made != entry:
            self._ledger.put(made)
        if made.state is State.WAITING:
            plan.held.append((change, State.WAITING, made.reason))
        else:
            plan.ready.append(made)

    def _fill_or_hold(self, entry: Entry, change: Changed) -> None:
        """Fill an entry, or say why that cannot be."""
        try:
            self._fill(entry, change)
        except Unsendable as error:
            entry.state, entry.reason = State.WAITING, str(error)

    def _fill(self, entry: Entry, change: Changed) -> None:
        if change.kind is Kind.DELETE:
            self._check_empty(change)
            return
        row = change.row
        if row is None:
            raise Unsendable("Its row is gone.")
        self._check_there(change, row)
        if change.kind is Kind.ADD:
            recalled = self._ledger.recalled(*change.key)
            former = parse(recalled.text) if recalled is not None else None
            mine = again(change.table, former, row) if former else new_feature(change.table, row)
            entry.mine = jsontext.dumps(mine)
            # what is added again the server had like that; what a script adds it never saw
            had = former is not None and not str(former.get("id", LOCAL_PREFIX)).startswith(
                LOCAL_PREFIX
            )
            was = former.get("geometry") if former and had else None
            check_shape(change.cls, mine.get("geometry"), was, self.abilities)
            new = mine if former else with_defaults(change.table, mine)
            new["properties"] = resolved(change.cls, new["properties"], self._resolve)
            check_numbers(new["properties"])
            if change.cls in self.abilities.own_ids:
                new["id"] = self._own_id(change.id)
            entry.body = jsontext.dumps(new)
            return
        base, known = change.base or {}, change.known
        if known is not None and known.gone:
            raise Unsendable("A colleague has deleted it; the conflict shows once the layer is no "
                             "longer being edited.")  # fmt: skip
        latest = (parse(known.server) if known is not None else None) or base
        if known is not None and latest is not base:
            merged = merge(change.table, base, row, latest)
            if known.hash is None:
                forget_own_words(change.cls, change.table, merged, self._resolve)
            if merged.conflicts:
                raise Unsendable("A colleague has changed the same; the conflict shows once the "
                                 "layer is no longer being edited.")  # fmt: skip
        mine = said_by(change.table, base, row, change.columns)
        new = said_by(change.table, latest, row, change.columns)
        recalled = self._ledger.recalled(*change.key)
        if recalled is not None:
            former = parse(recalled.text) or {}
            mine = spelled_as(change.table, mine, former, row, change.columns)
            new = spelled_as(change.table, new, former, row, change.columns)
        entry.mine = jsontext.dumps(mine)
        left_out = {"nop"} if self.abilities.audit_keys else {"nop", *objects.AUDIT_NAMES}
        properties = {k: v for k, v in properties_of(new).items() if k not in left_out}
        properties.setdefault("class", change.cls)
        if recalled is not None:
            properties = with_recalled(change.table, properties, recalled.text, recalled.was)
        body: dict[str, Any] = {
            "type": "Feature",
            "id": change.id,
            "properties": resolved(change.cls, titled(change.cls, properties), self._resolve),
        }
        check_numbers(properties)
        if GEOMETRY in change.columns:
            body["geometry"] = new["geometry"]
            check_shape(change.cls, new["geometry"], latest.get("geometry"), self.abilities)
        entry.body = jsontext.dumps(body)

    def _own_id(self, local: str) -> str:
        return own_id(self._ledger.meta("map"), local)

    def _check_there(self, change: Changed, row: Row) -> None:
        """What is put into a folder or a period must find it on the map."""
        for prop, value in zip(change.table.columns, row.values):
            key = named(prop, value) if prop.column in change.columns else None
            known = self._ledger.object(*key) if key is not None else None
            if known is not None and known.gone:
                title = title_of(known.cls, parse(known.base)) or known.id
                raise Unsendable(
                    "It was put into “" + title + "”, which a colleague has deleted. That shows "
                    "once layer " + known.cls + " is no longer being edited, or is a conflict "
                    "to decide first."
                )

    def _check_empty(self, change: Changed) -> None:
        """A folder or period goes only when nothing on the server is in it any more."""
        if change.cls not in CONTAINERS:
            return
        inside = [
            known
            for known in self._ledger.mentions([change.id])
            if in_text(known.cls, properties_of(parse(known.latest) or {}), change.key)
        ]
        if inside:
            raise Unsendable(
                str(len(inside)) + " objects on the map still belong to it; they have to be moved "
                "out of it first."
            )

    def _resolve(self, cls: str, id: str) -> str | None:
        """The id to refer to; "" for what has been deleted since, None for what is to come."""
        if id.startswith(LOCAL_PREFIX):
            there = self._ledger.alias(id)
            if there is None:
                return None if id in self._coming else ""
            cls, id = there
        buried = self._ledger.is_buried(cls, id) and self._ledger.object(cls, id) is None
        return "" if buried else id

    def _leftover(self, entry: Entry, clock_ms: int) -> None:
        """An entry whose row says nothing any more."""
        if entry.state in (State.UNKNOWN, State.SENDING) and not expired(entry, clock_ms):
            return
        self._ledger.take(entry)


def expired(entry: Entry, clock_ms: int) -> bool:
    """Whether a call can no longer take effect and would have been seen if it had."""
    return entry.expires is not None and clock_ms > entry.expires


def maybe(found: Sequence[Known]) -> str:
    """The question about an add that those objects on the map may be."""
    names = [title_of(known.cls, parse(known.latest)) or known.id for known in found[:NAMED]]
    more = len(found) - len(names)
    return (
        "It was sent and no answer came. "
        + " or ".join("“" + name + "”" for name in names)
        + (" or one of " + str(more) + " more" if more else "")
        + " on the map may be it, changed by somebody since. Retry sends it all the same; Discard "
        "drops it here and leaves what is on the map."
    )


def rank(entry: Entry) -> int:
    """Calls of one rank may go side by side; what others refer to goes before them."""
    if entry.kind == "delete":
        return 3 if entry.cls in CONTAINERS else 2
    return 0 if entry.kind == "add" and entry.cls in CONTAINERS else 1
