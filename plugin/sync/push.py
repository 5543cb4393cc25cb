# SPDX-License-Identifier: GPL-2.0-or-later
"""Pushing: one signed call per object, several at a time, each outcome written down at once.

In rounds: pull, plan, send for at most a few seconds (an edit must rest on a server text that is
not older), acknowledge, bring up.  A plan holds on while a pull brings nothing new and nobody edits
here.  Nothing is retried for ever; what cannot go stays visible in the outbox with its reason.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace

from ..caltopo import jsontext
from ..caltopo.errors import (
    AuthError,
    CalTopoError,
    Cancelled,
    NetworkError,
    NotFound,
    PermissionDenied,
    ServerError,
    Throttled,
)
from . import aims
from .abilities import UNTRIED, Abilities
from .adopt import finish_add, finish_other
from .changes import Changed, Finder, Kind
from .features import parse, properties_of
from .incoming import Broken, judge
from .learning import Learning
from .ledger import Ledger
from .merge import BringUp
from .outbox import Entry, State
from .pace import USUAL, Hooks, Pace
from .plan import ATTEMPTS, CONTAINERS, Plan, Planner, expired, rank
from .pull import Puller
from .pushreport import PushReport
from .references import columns_to, referring
from .rows import Rows, Update
from .wire import Stored, Wire

_DONE = {"add": "added", "edit": "edited", "delete": "deleted"}
WIDEST = 8  # calls under way at once
DENIALS = 3  # refusals for lack of permission, and no call taken, after which a push stops
DENIED = "You may not change this map any more; see the calls that were refused."
PUT_OFFS = 6  # times in a row that a server may put a push off before it gives up
ON_THE_WAY = (State.READY, State.SENDING, State.UNKNOWN)
REFUSALS = 2  # the same for signatures: with the clock as it was believed, and with another


class Pusher:
    """One push of one map."""

    def __init__(
        self,
        wire: Wire,
        ledger: Ledger,
        rows: Rows,
        map_id: str,
        puller: Puller,
        sar: bool,
        pace: Pace = USUAL,
        abilities: Abilities = UNTRIED,
    ) -> None:
        self._wire = wire
        self._ledger = ledger
        self._rows = rows
        self._map_id = map_id
        self._puller = puller
        self._finder = Finder(ledger, rows, sar)
        self._planner = Planner(ledger, wire.signed, abilities)
        self._pace = replace(pace, margin=pace.margin + abilities.lag)
        self.learning = Learning(abilities)  # what calls of this push show of the server
        self._width = 2.0
        self._not_before = 0.0
        self._put_offs = 0  # in a row
        self._tell_pause = Hooks().pause
        self._stop: CalTopoError | None = None
        self._push: int | None = None
        self._name = ""
        self._pushes: set[int] = set()  # what was set back goes out under a push of its own
        self._done = 0
        self._parked: set[tuple[str, str]] = set()
        self._parked_before = {e.key for e in ledger.outbox(State.PARKED)}
        self._denied: list[Entry] = []
        self._allowed = False  # a call of this push has taken effect
        self._clocks: dict[int | None, float] = {}  # the offset each call's expiry rests on

    def run(self, name: str, hooks: Hooks) -> PushReport:
        """Push until nothing more can go.

        Raises AuthError and NetworkError when the server cannot be had at all; everything unsent
        is then in the outbox.
        """
        aims.reach(self._ledger, self._rows)  # an undo that a full disk stopped goes out whole
        report = PushReport()
        self._name, self._tell_pause = name, hooks.pause
        for entry in self._refused_before()[:1]:
            self._again(entry)  # whether the right is there again, only a call can tell
        approved = False
        plan = Plan()
        while not hooks.cancelled():
            try:
                self._pull(hooks)
            except Cancelled:
                break
            self._note_adopted(report)
            changes = self._empty_containers(self._finder.find())
            until = self._looked_until()
            self._planner.abilities = self.learning.abilities
            plan = self._planner.plan(changes, until)
            if hooks.cancelled() or self._stop is not None:
                break
            if self._is_denied():
                self._hold(plan, DENIED)
                break
            if plan.ready:
                if not approved and not self._approved(plan, hooks):
                    self._hold(plan, "Waits for your yes: this is a large push.")
                    break
                if not approved:
                    hooks.before_sending()
                approved = True
                first = rank(plan.ready[0])
                self._send([e for e in plan.ready if rank(e) == first], report, hooks)
            elif self._unknown(until) and self._wire.signed:
                self._sleep(self._pace.look, hooks)
            elif not self._regained():
                break
        for push in sorted(self._pushes):
            self._ledger.end_push(push)
        self._note_permission(report)
        self._count(report, plan)
        if self._stop is not None and self._ledger.outbox(*ON_THE_WAY):
            raise self._stop
        return report

    def _pull(self, hooks: Hooks) -> None:
        """Pull, after the pause a server asked for; try again where that can help.

        Where the server cannot be had, what would be sent is in the outbox all the same; only one
        that cannot even be reached is not waited for before a push has begun.
        """
        for attempt in range(1, ATTEMPTS + 1):
            self._sleep(self._not_before - time.monotonic(), hooks)
            try:
                self._puller.run(cancelled=hooks.cancelled)
                return
            except CalTopoError as error:
                there = bool(self._pushes) or isinstance(error, (Throttled, ServerError))
                done = attempt == ATTEMPTS or not there or hooks.cancelled()
                if done or not error.retryable or self._too_long(error):
                    self._planner.plan(self._finder.find(), 0)
                    raise
                self._pause(error.retry_after, attempt)

    def _note_adopted(self, report: PushReport) -> None:
        """Calls without an answer that a pull has found done are done by this push."""
        adopted, self._puller.adopted = self._puller.adopted, []
        for entry in adopted:
            name = _DONE[entry.kind]
            setattr(report, name, getattr(report, name) + 1)
            report.note(entry, "done")

    def _too_long(self, error: CalTopoError) -> bool:
        return error.retry_after is not None and error.retry_after > self._pace.longest

    def _looked_until(self) -> int:
        """Server time, in ms, up to which expired calls would have been seen."""
        age = time.monotonic() - self._puller.last
        return int((time.time() - age + self._wire.clock_offset - self._pace.margin) * 1000)

    def _approved(self, plan: Plan, hooks: Hooks) -> bool:
        deletes = sum(1 for e in plan.ready if e.kind == "delete")
        return hooks.approve(len(plan.ready), deletes)

    def _hold(self, plan: Plan, reason: str) -> None:
        with self._ledger:
            for entry in plan.ready:
                entry.state, entry.reason = State.WAITING, reason
                self._ledger.put(entry)

    def _unknown(self, until: int) -> bool:
        """Whether time will tell what became of a call; what it has not told, people decide."""
        return any(not expired(e, until) for e in self._ledger.outbox(State.UNKNOWN, State.SENDING))

    def _empty_containers(self, changes: Sequence[Changed]) -> Sequence[Changed]:
        """Move what is in a deleted folder or period out of it, as edits of the user's rows.

        What a server does with the children of a deleted folder is not documented: so it never
        gets to decide.
        """
        deleted = {
            c.id: c
            for c in changes
            if c.kind is Kind.DELETE and c.cls in CONTAINERS and not c.reason
        }
        moved = False
        for change in deleted.values():
            parent = _folder_of(change)
            passed = {change.id}
            while parent in deleted:  # folders inside each other are no way out
                passed.add(parent)
                parent = _folder_of(deleted[parent])
                if parent in passed:
                    parent = None
            for _, table, row in list(referring(self._ledger, self._rows, [change.key])):
                if self._rows.busy(table):
                    continue
                old = dict.fromkeys(columns_to(table, row, [change.key]), change.id)
                new = {c: parent if c == "folderId" else None for c in old}
                moved = self._rows.edit([Update(table.name, row.fid, old, new)]) != [None] or moved
        return self._finder.find() if moved else changes

    # -- sending --------------------------------------------------------------------------------

    def _send(self, entries: Sequence[Entry], report: PushReport, hooks: Hooks) -> None:
        """Send entries side by side until they are done or the last pull is too old."""
        total = self._done + len(entries)
        queue = list(reversed(entries))
        under_way: dict[Future[Stored | None], Entry] = {}
        settled: list[tuple[str, str]] = []
        touched, fresh_until = self._last_touch(), self._fresh_until()
        with ThreadPoolExecutor(WIDEST, thread_name_prefix="caltopo-push") as pool:
            while True:
                open_ = self._stop is None and not hooks.cancelled() and not self._is_denied()
                fresh = time.monotonic() < fresh_until
                going = open_ and fresh
                if going and time.monotonic() >= self._not_before:
                    chosen = [
                        queue.pop() for _ in range(int(self._width) - len(under_way)) if queue
                    ]
                    self._mark(chosen)
                    under_way.update({pool.submit(self._call, entry): entry for entry in chosen})
                if not under_way:
                    if queue and open_ and not fresh and self._holds_on(touched, report, hooks):
                        fresh_until = self._fresh_until()
                        settled.clear()  # the pull has brought them up
                        continue
                    if not queue or not going:
                        break
                    self._sleep(min(0.2, max(0.01, self._not_before - time.monotonic())), hooks)
                    continue
                finished, _ = wait(under_way, timeout=0.2, return_when=FIRST_COMPLETED)
                with self._ledger:
                    for future in finished:
                        entry = under_way.pop(future)
                        key = self._settle(entry, future, report)
                        if key is not None:
                            settled.append(key)
                hooks.progress(self._done, total)
        BringUp(self._ledger, self._rows).only(settled)

    def _fresh_until(self) -> float:
        """Until when the last pull is young enough for calls.

        Where it took long to come here from there, on a slow link or with a large plan, calls go
        for as long again: else nothing would ever go.
        """
        now = time.monotonic()
        return max(self._puller.last + self._pace.fresh, now + (now - self._puller.last))

    def _last_touch(self) -> int:
        return max((touch.seq for touch in self._rows.touched()), default=0)

    def _holds_on(self, touched: int, report: PushReport, hooks: Hooks) -> bool:
        """Pull: whether what was planned is still right, for nobody has changed anything."""
        try:
            pulled = self._puller.run(cancelled=hooks.cancelled)
        except CalTopoError:
            return False  # the next round pulls again, and says what is wrong
        adopted = bool(self._puller.adopted)
        self._note_adopted(report)
        quiet = not (pulled.added or pulled.changed or pulled.deleted or adopted)
        alike = self._planner.abilities == self.learning.abilities
        return quiet and alike and self._last_touch() == touched

    def _mark(self, entries: Sequence[Entry]) -> None:
        """Before a call goes out, the ledger knows that it perhaps did."""
        if not entries:
            return
        with self._ledger:
            for entry in entries:
                entry.push = self._ledger.batch_of(entry.key) or self._own_push()
                self._pushes.add(entry.push)
                life = self._pace.expires if self._wire.signed else self._pace.unsigned
                offset = self._wire.clock_offset
                now = time.time() + offset
                entry.state, entry.reason = State.SENDING, ""
                entry.attempts += 1
                entry.expires = int((now + life) * 1000)
                entry.known = self._ledger.timestamp
                self._ledger.put(entry)
                self._clocks[entry.seq] = offset
                self._parked_before.discard(entry.key)

    def _own_push(self) -> int:
        if self._push is None:
            self._push = self._ledger.begin_push(self._name)
        return self._push

    def _call(self, entry: Entry) -> Stored | None:
        if entry.kind == "delete":
            self._wire.delete_object(self._map_id, entry.cls, entry.id, self._pace.expires)
            return None
        body = entry.body or ""
        if entry.kind == "add":
            return self._wire.add_object(
                self._map_id, entry.cls, body, self._pace.expires, entry.own_id
            )
        return self._wire.edit_object(self._map_id, entry.cls, entry.id, body, self._pace.expires)

    def _settle(
        self, entry: Entry, future: Future[Stored | None], report: PushReport
    ) -> tuple[str, str] | None:
        """Write down what became of a call; the key of the object it settled."""
        try:
            stored = future.result()
        except CalTopoError as error:
            if entry.kind == "delete" and isinstance(error, NotFound):
                return self._deleted(entry, report)
            self._failed(entry, error, report)
            return None
        self._allowed = True
        self._width = min(WIDEST, self._width + 1)
        self._put_offs = 0
        if stored is None:
            return self._deleted(entry, report)
        try:
            cls, id, *_ = judge(stored.feature)
        except Broken as error:
            self._unread(entry, error)
            return None
        self._done += 1
        self._ledger.set_server(cls, id, stored.text, self._ledger.timestamp)
        said = properties_of(stored.feature)
        self.learning.answered(entry, stored.feature)
        account = said.get("-updated-by") or (said.get("creator") if entry.kind == "add" else None)
        if isinstance(account, str):
            self._ledger.set_meta("account", account)
        if entry.kind == "add":
            finish_add(self._ledger, entry, cls, id)
            report.added += 1
        else:
            finish_other(self._ledger, entry)
            report.edited += 1
        report.note(entry, "done")
        return cls, id

    def _unread(self, entry: Entry, answer: Broken) -> None:
        """Done, by an answer that cannot be shown: what became of it, the next pull tells.

        An add goes by the id that it was told, and is not sent again by itself.
        """
        entry.state = State.UNKNOWN
        entry.reason = "The server's answer cannot be used: " + str(answer) + "."
        if entry.kind == "add" and entry.own_id is None and not answer.id.startswith("#"):
            entry.body = jsontext.dumps({**(parse(entry.body) or {}), "id": answer.id})
        self._ledger.put(entry)

    def _deleted(self, entry: Entry, report: PushReport) -> tuple[str, str]:
        self._done += 1
        finish_other(self._ledger, entry)
        report.deleted += 1
        report.note(entry, "done")
        return entry.key

    def _failed(self, entry: Entry, error: CalTopoError, report: PushReport) -> None:
        entry.reason = " ".join(filter(None, (error.text, error.details)))
        never_sent = isinstance(error, NetworkError) and not error.perhaps_done
        if never_sent or isinstance(error, (Throttled, AuthError)):
            entry.state = State.READY
            entry.attempts -= 1  # it says nothing about the call
            self._put_off(error)
        elif isinstance(error, PermissionDenied):
            entry.state = State.PARKED
            self._denied.append(entry)
        elif error.perhaps_done:
            entry.state = State.UNKNOWN
            # Signed with what was known of the clock by then, it may be valid for longer.
            ahead = self._wire.clock_offset - self._clocks.get(entry.seq, 0.0)
            entry.expires = (entry.expires or 0) + int(max(0.0, ahead) * 1000)
            self._rest(error, entry.attempts)
        elif error.retryable:
            entry.state = State.READY
            self._rest(error, entry.attempts)
        elif self.learning.refused(entry, error):
            entry.state = State.READY
        else:
            entry.state = State.PARKED
        if entry.state is State.READY and entry.attempts >= ATTEMPTS:
            entry.state = State.PARKED
        if entry.state is State.PARKED:
            self._parked.add(entry.key)
            report.failed += 1
            report.note(entry, "parked", entry.reason)
        self._ledger.put(entry)

    def _is_denied(self) -> bool:
        """Whether it is the map that may not be written, and not one object of it."""
        return len(self._denied) >= DENIALS and not self._allowed

    def _regained(self) -> bool:
        """Whether a right that was lost is there again; calls that were refused for the lack of it
        then go again by themselves."""
        if not (self._allowed and self._ledger.denied()):
            return False
        with self._ledger:
            for entry in self._refused_before():
                self._again(entry)
            self._ledger.set_denied("")
        return True

    def _refused_before(self) -> list[Entry]:
        refused = self._ledger.denied_calls()
        return [e for e in self._ledger.outbox(State.PARKED) if e.key in refused]

    def _again(self, entry: Entry) -> None:
        entry.renew()
        self._ledger.put(entry)
        self._parked.discard(entry.key)

    def _note_permission(self, report: PushReport) -> None:
        """A right that was lost, or is there again, is known from the last push that shows it."""
        with self._ledger as ledger:
            if not self._regained() and self._denied and not self._allowed:
                refused = ledger.denied_calls() | {entry.key for entry in self._denied}
                ledger.set_denied(self._denied[-1].reason, refused)
            report.denied = ledger.denied()

    def _put_off(self, error: CalTopoError) -> None:
        """The server, or the way to it, takes nothing now: wait, or stop the push."""
        if isinstance(error, Throttled):
            self._width = max(1.0, self._width // 2)
        if time.monotonic() >= self._not_before:  # else it was under way with one put off before
            self._put_offs += 1
        most = REFUSALS if isinstance(error, AuthError) else PUT_OFFS
        if not error.retryable or self._put_offs >= most:
            self._stop = error
        else:
            self._rest(error, self._put_offs)

    def _rest(self, error: CalTopoError, attempts: int) -> None:
        """Wait before the next call, or stop where the server asks for too long a wait."""
        if self._too_long(error):
            self._stop = error
        else:
            self._pause(error.retry_after, attempts)

    def _pause(self, seconds: float | None, attempts: int) -> None:
        """Wait before the next call: as asked, or longer with every try, never all at once."""
        asked = seconds is not None
        if seconds is None:
            seconds = min(20.0, self._pace.pause * 2**attempts) * (0.5 + _jitter())
        self._tell_pause(seconds, asked)
        self._not_before = max(self._not_before, time.monotonic() + seconds)

    def _sleep(self, seconds: float, hooks: Hooks) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not hooks.cancelled():
            time.sleep(min(0.1, max(0.0, end - time.monotonic())))

    def _count(self, report: PushReport, plan: Plan) -> None:
        entries = self._ledger.outbox()
        report.conflicts = len(self._ledger.conflicts())
        report.unknown = sum(e.state in (State.UNKNOWN, State.SENDING) for e in entries)
        listed = {e.key for e in entries if e.state in (State.WAITING, State.READY)}
        listed |= {c.key for c, state, _ in plan.held if state is State.WAITING}
        report.waiting = len(listed)
        for change, state, reason in plan.held:
            if change.key not in self._parked:
                if state is State.PARKED and change.key not in self._parked_before:
                    report.failed += 1  # tried too often, or nobody but a person can tell
                report.items.append(
                    {
                        "kind": change.kind.value,
                        "cls": change.cls,
                        "id": change.id,
                        "title": change.title,
                        "outcome": state.value,
                        "reason": reason,
                    }
                )


def _folder_of(change: Changed) -> str | None:
    found = properties_of(change.base).get("folderId") if change.base else None
    return found if isinstance(found, str) and found else None


def _jitter() -> float:
    return secrets.randbelow(1000) / 1000
