# SPDX-License-Identifier: GPL-2.0-or-later
"""Pulling: what the server has changed since its own last timestamp, into the ledger, then rows.

The ledger takes an answer whole or not at all: texts, tombstones and the timestamp in one
transaction.  Rows follow; see ``merge``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..caltopo import jsontext, objects
from ..caltopo.errors import (
    AuthError,
    BadAnswer,
    CalTopoError,
    Cancelled,
    NetworkError,
    ServerError,
    Throttled,
)
from .adopt import adopt
from .features import parse, properties_of, title_of
from .incoming import Broken, Incoming, judge
from .ledger import Known, Ledger
from .merge import BringUp
from .outbox import Entry
from .rows import Rows
from .wire import Since, Wire

OVERLAP = 5000  # ms; a repeat costs nothing, a change missed between two servers' clocks is lost
FEW = 10  # objects that may vanish at once without a second look
MANY = 0.1  # share of the map that is asked about
SINGLY = 50  # objects fetched one by one before a full answer is the better way


class Gone(NamedTuple):
    """An object that is no longer on the map."""

    cls: str
    id: str
    title: str


Ask = Callable[[list[Gone]], bool]


@dataclass
class PullReport:
    """What a pull brought.  ``items`` name the objects: kind, cls, id, title, reason; where they
    were added or changed also ``by``, the account that did it where the server says so, and
    ``what`` of them is another than before: "properties", "geometry" or "properties, geometry"."""

    added: int = 0
    changed: int = 0
    deleted: int = 0
    conflicts: int = 0
    items: list[dict[str, str]] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)  # layer tables that could not be written

    def note(self, kind: str, cls: str, id: str, title: str, reason: str = "", **more: str) -> None:
        said = {"kind": kind, "cls": cls, "id": id, "title": title, "reason": reason}
        self.items.append({**said, **more})


class _News(NamedTuple):
    cls: str
    id: str
    text: str  # the whole object, merged with what was known where only a part came
    updated: int  # the server's stamp, 0 where it gave none


@dataclass
class _Fetched:
    """One answer, sorted: what it changes, what is broken, what has to be fetched singly."""

    since: int
    begun: float  # time.monotonic() of the request
    answer: Since
    news: dict[tuple[str, str], _News]
    broken: dict[tuple[str, str], tuple[str, str]]  # reason and text
    wanted: dict[tuple[str, str], None]
    unlisted: list[tuple[str, str]]  # known to be on the server, but not among its ids
    unknown: list[tuple[str, str]]  # among its ids, but not known
    owed: list[tuple[str, str]] = field(default_factory=list)  # the server failed at them


class Puller:
    """Pulls one map.

    ``ask`` decides about removals that look too large; default: yes, after a second, full answer
    has confirmed them.  What is not removed then is put into ``kept``, and not asked about again
    by whoever hands the same set to the next pull.
    """

    def __init__(self, wire: Wire, ledger: Ledger, rows: Rows, map_id: str) -> None:
        self._wire = wire
        self._ledger = ledger
        self._rows = rows
        self._map_id = map_id
        self.ask: Ask = lambda gone: True
        self.kept: set[tuple[str, str]] = set()
        self.told: Callable[[PullReport], None] = lambda report: None  # after each pull
        self.lag = 0.0  # seconds that the server is known to take to show what was written
        self.last = 0.0  # time.monotonic() of the last answer that was stored
        self.adopted: list[Entry] = []  # calls of unknown outcome that pulls have found done

    def run(
        self, *, full: bool = False, cancelled: Callable[[], bool] = lambda: False
    ) -> PullReport:
        """One pull.  Raises CalTopoError; the copy is then as it was."""
        report = PullReport()
        # What an earlier pull could not finish must not be mistaken for the user's edits now.
        BringUp(self._ledger, self._rows).run(cancelled)
        since = 0 if full else ask_since(self._ledger.timestamp, self.lag)
        found = self._fetch(since, cancelled)
        gone = self._gone(found)
        many = self._many(gone)
        if since and (many or len(found.wanted) + len(self._missing(found)) > SINGLY):
            found = self._fetch(0, cancelled)
            gone = self._gone(found)
        if many and gone:
            named = [Gone(*k.key, title_of(k.cls, parse(k.latest))) for k in gone]
            if not self.ask(named):
                for each in named:
                    report.note("kept", *each, "not removed here on request")
                self.kept.update(known.key for known in gone)
                gone = []
        self._fetch_singly(found, cancelled)
        self._store(found, gone, report)
        self.last = found.begun
        bring_up = BringUp(self._ledger, self._rows)
        bring_up.run(cancelled)
        report.waiting = bring_up.waiting
        report.conflicts = len(self._ledger.conflicts())
        self.told(report)
        return report

    def _fetch(self, since: int, cancelled: Callable[[], bool]) -> _Fetched:
        news: dict[tuple[str, str], _News] = {}
        broken: dict[tuple[str, str], tuple[str, str]] = {}
        wanted = dict.fromkeys(self._ledger.owed()) if since else {}
        came_whole: dict[str, list[str]] = {}
        number = 0

        def take(feature: Any, text: str) -> None:
            nonlocal number
            number += 1
            try:
                came = judge(feature, number)
            except Broken as error:
                key = (error.cls, error.id)
                broken[key] = (error.reason, text)
            else:
                key = (came.cls, came.id)
                self._sort(came, feature, text, not since, news, wanted)
            if not since:
                came_whole.setdefault(key[0], []).append(key[1])

        begun = time.monotonic()
        answer = self._wire.map_since(self._map_id, since, take, cancelled)
        listed = answer.ids
        if listed is None and not since and not any(_nameless(key) for key in broken):
            listed = came_whole  # a whole answer is a list of what there is
        differ = ([], []) if listed is None else self._ledger.compare(listed)
        if listed is not None:
            self.kept.intersection_update(differ[0])
        return _Fetched(since, begun, answer, news, broken, wanted, *differ)

    def _sort(
        self,
        came: Incoming,
        feature: Mapping[str, Any],
        text: str,
        full: bool,
        news: dict[tuple[str, str], _News],
        wanted: dict[tuple[str, str], None],
    ) -> None:
        """What an entry of the answer changes, nothing where it only repeats what is known."""
        key, updated = (came.cls, came.id), _stamp(came.properties)
        known, sooner = self._ledger.object(*key), news.get(key)
        if sooner is not None and 0 < updated < sooner.updated:
            return  # the answer tells of it twice, in no order
        before = sooner.text if sooner is not None else known.latest if known else None
        gone = known is not None and known.gone and sooner is None
        if before is None:
            if not full and is_partial(came, feature):
                wanted[key] = None
            else:
                news[key] = _News(*key, text, updated)
            return
        if text == before and not gone:
            return
        whole = whole_of(before, feature, text)
        if whole is None:
            wanted[key] = None
        elif gone or jsontext.loads(before) != jsontext.loads(whole):
            stamp = updated if sooner is None else max(updated, sooner.updated)
            news[key] = _News(*key, whole, stamp)

    def _gone(self, found: _Fetched) -> list[Known]:
        """Objects that the answer no longer lists, and that nobody wants to be kept."""
        gone = (self._ledger.object(*key) for key in found.unlisted if key not in self.kept)
        return [known for known in gone if known is not None]

    def _many(self, gone: list[Known]) -> bool:
        """Whether so much is gone that it may be the answer that is wrong."""
        if len(gone) < 2:
            return False
        known = sum(self._ledger.counts().values())
        return len(gone) == known or len(gone) > max(FEW, MANY * known)

    def _missing(self, found: _Fetched) -> list[tuple[str, str]]:
        """Objects that the answer lists but that never arrived."""
        if not found.unknown:
            return []
        have = {*found.news, *found.broken, *self._ledger.aside_keys()}
        return [key for key in found.unknown if key not in have]

    def _fetch_singly(self, found: _Fetched, cancelled: Callable[[], bool]) -> None:
        """The objects of which the answer gave too little, one by one.

        Where it is the connection that fails, the timestamp must not move on.  Where the server
        fails at one object, that is owed and asked for again with the next pull.  Any other that
        cannot be had is left to the next full answer, and so is one whose class or id no address
        can hold.
        """
        for cls, id in dict.fromkeys((*found.wanted, *self._missing(found))):
            if cancelled():
                raise Cancelled("Stopped.")
            try:
                stored = self._wire.get_object(self._map_id, cls, id)
                came = judge(stored.feature)
            except (AuthError, NetworkError, Throttled, Cancelled):
                raise
            except (ServerError, BadAnswer):
                found.owed.append((cls, id))
                continue
            except CalTopoError:
                continue
            except Broken as error:
                found.broken[(cls, id)] = (error.reason, stored.text)
                continue
            found.news[(cls, id)] = _News(cls, id, stored.text, _stamp(came.properties))

    def _store(self, found: _Fetched, gone: list[Known], report: PullReport) -> None:
        timestamp = found.answer.timestamp
        with self._ledger as ledger:
            for item in found.news.values():
                new, known = parse(item.text) or {}, ledger.object(item.cls, item.id)
                title, by = title_of(item.cls, new), _account(properties_of(new))
                if known is None:
                    report.added += 1
                    report.note("added", item.cls, item.id, title, by=by)
                else:
                    report.changed += 1
                    what = _changed(parse(known.latest) or {}, new)
                    report.note("changed", item.cls, item.id, title, by=by, what=what)
                odd = jsontext.unreadable(properties_of(new))
                if odd:
                    report.note("unreadable", item.cls, item.id, title, ", ".join(odd))
                ledger.set_server(item.cls, item.id, item.text, timestamp)
                ledger.not_aside(item.cls, item.id)
            if not found.since:  # a whole answer names everything that is broken
                ledger.clear_aside()
            for (cls, id), (reason, text) in found.broken.items():
                ledger.set_aside(cls, id, reason, text)
                report.note("set aside", cls, id, "", reason)
            for known in gone:
                if known.key not in found.news:
                    ledger.set_gone(*known.key)
                    report.deleted += 1
                    report.note("deleted", *known.key, title_of(known.cls, parse(known.latest)))
            self.adopted += adopt(ledger, self._rows.tables)
            ledger.set_meta("timestamp", str(max(timestamp, ledger.timestamp)))
            ledger.set_owed(found.owed)
            if not found.since:
                ledger.set_meta("whole", str(time.time()))
            if found.news or gone:
                ledger.trim_versions()


def ask_since(timestamp: int, lag: float) -> int:
    """Since when to ask for changes, in ms, where all was seen up to ``timestamp`` of a server that
    takes ``lag`` seconds to show what was written."""
    return max(0, timestamp - OVERLAP - int(1000 * lag))


def _stamp(properties: Mapping[str, Any]) -> int:
    """When an object was changed, in ms; old dumps have it as text."""
    try:
        return int(float(properties.get("updated") or 0))
    except (TypeError, ValueError, OverflowError):
        return 0


def _account(properties: Mapping[str, Any]) -> str:
    """Who changed an object last, as far as the server says."""
    said = properties.get("-updated-by") or properties.get("creator")
    return said if isinstance(said, str) else ""


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """What of an object is another; what the server notes by itself is none of it."""
    was, now = (
        {k: v for k, v in properties_of(dict(each)).items() if k not in objects.AUDIT_NAMES}
        for each in (old, new)
    )
    found = ["properties"] if was != now else []
    if old.get("geometry") != new.get("geometry"):
        found.append("geometry")
    return ", ".join(found)


def _nameless(key: tuple[str, str]) -> bool:
    """Whether an object is so broken that it cannot be told which one it is."""
    return not key[0] or key[1].startswith("#")


def is_partial(came: Incoming, feature: Mapping[str, Any]) -> bool:
    """Whether an object that is new here may have come with less than it has."""
    if "nop" in came.properties:
        return True
    if "geometry" not in feature:
        return objects.object_class(came.cls).spatial
    return _incremental(came.geometry) and not _complete(came.geometry)


def whole_of(before: str, feature: Mapping[str, Any], text: str) -> str | None:
    """The whole object where an update may hold only a part of it; None where it must be fetched.

    An absent geometry is unchanged; with ``nop`` only the geometry came; of a growing track only
    the new positions (all seen in real answers).
    """
    old, new = parse(before) or {}, parse(text) or {}
    whole = text
    if "nop" in properties_of(new):
        new = {**old, **new, "properties": properties_of(old)}
        whole = ""
    elif "geometry" not in feature and "geometry" in old:
        new = {**old, **new}
        whole = ""
    shape = new.get("geometry")
    if "geometry" in feature and _incremental(shape) and not _complete(shape):
        grown = grown_track(old.get("geometry"), shape)
        if grown is None or not _complete(grown):
            return None
        new = {**new, "geometry": grown}
        whole = ""
    return whole or jsontext.dumps(new)


def grown_track(old: Any, new: Any) -> dict[str, Any] | None:
    """Two pieces of a track that the server sends in increments, merged by time.

    None unless both are lines marked ``incremental``.  Positions are [lon, lat, ele, epoch ms].
    """
    if not (_incremental(old) and _incremental(new)):
        return None
    by_time: dict[float, Any] = {}
    for position in (*old["coordinates"], *new["coordinates"]):
        if len(position) < 4:
            return None
        by_time[position[3]] = position
    return {**new, "coordinates": [by_time[t] for t in sorted(by_time)]}


def _incremental(shape: Any) -> bool:
    return (
        isinstance(shape, dict)
        and shape.get("type") == "LineString"
        and str(shape.get("incremental")).lower() == "true"
    )


def _complete(shape: Any) -> bool:
    """Whether a track has as many positions as the server says it has."""
    return bool(shape.get("size") == len(shape["coordinates"]))
