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

from ..caltopo import jsontext
from ..caltopo.errors import CalTopoError
from .adopt import adopt
from .features import parse, properties_of, title_of
from .incoming import Broken, judge
from .ledger import Known, Ledger
from .merge import BringUp
from .rows import Rows
from .wire import Since, Wire

OVERLAP = 5000  # ms; a repeat costs nothing, a change missed between two servers' clocks is lost
FEW = 10  # objects that may vanish at once without a second look
MANY = 0.1  # share of the map that is asked about
SINGLY = 50  # objects fetched one by one before a full answer is the better way

Ask = Callable[[str], bool]


@dataclass
class PullReport:
    """What a pull brought.  ``items`` name the objects: kind, cls, id, title, reason."""

    added: int = 0
    changed: int = 0
    deleted: int = 0
    conflicts: int = 0
    items: list[dict[str, str]] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)  # layer tables that could not be written

    def note(self, kind: str, cls: str, id: str, title: str, reason: str = "") -> None:
        self.items.append({"kind": kind, "cls": cls, "id": id, "title": title, "reason": reason})


class _News(NamedTuple):
    cls: str
    id: str
    text: str  # the whole object, merged with what was known where only a part came


class Puller:
    """Pulls one map.  ``ask`` decides about removals that look too large; default: yes, after a
    second, full answer has confirmed them."""

    def __init__(self, wire: Wire, ledger: Ledger, rows: Rows, map_id: str) -> None:
        self._wire = wire
        self._ledger = ledger
        self._rows = rows
        self._map_id = map_id
        self.ask: Ask = lambda question: True
        self.last = 0.0  # time.monotonic() of the last answer that was stored

    def run(
        self, *, full: bool = False, cancelled: Callable[[], bool] = lambda: False
    ) -> PullReport:
        """One pull.  Raises CalTopoError; the copy is then as it was."""
        report = PullReport()
        since = 0 if full else max(0, self._ledger.timestamp - OVERLAP)
        answer, news, broken, begun = self._fetch(since, cancelled)
        gone = self._gone(answer)
        if len(gone) > FEW and len(gone) > MANY * self._ledger.count() and since:
            answer, news, broken, begun = self._fetch(0, cancelled)
            gone = self._gone(answer)
            if gone and not self.ask(
                str(len(gone)) + " objects are no longer on the map. Remove them here, too?"
            ):
                for known in gone:
                    title = title_of(known.cls, parse(known.latest))
                    report.note("kept", known.cls, known.id, title, "not removed here on request")
                gone = []
        news += self._missing(answer, news)
        self._store(answer, news, broken, gone, report)
        self.last = begun
        bring_up = BringUp(self._ledger, self._rows)
        bring_up.run(cancelled)
        report.waiting = bring_up.waiting
        report.conflicts = len(self._ledger.conflicts())
        return report

    def _fetch(
        self, since: int, cancelled: Callable[[], bool]
    ) -> tuple[Since, list[_News], list[tuple[str, str, str, str]], float]:
        news: dict[tuple[str, str], _News] = {}
        broken: list[tuple[str, str, str, str]] = []
        number = 0

        def take(feature: Any, text: str) -> None:
            nonlocal number
            number += 1
            try:
                found = self._news(feature, text, news, number)
            except Broken as error:
                broken.append((error.cls, error.id, error.reason, text))
                return
            if found is not None:
                news[(found.cls, found.id)] = found

        begun = time.monotonic()
        answer = self._wire.map_since(self._map_id, since, take, cancelled)
        return answer, list(news.values()), broken, begun

    def _news(
        self, feature: Any, text: str, news: Mapping[tuple[str, str], _News], number: int
    ) -> _News | None:
        """What an entry of the answer changes, or None when it only repeats what is known."""
        cls, id, properties, shape, _ = judge(feature, number)
        known = self._ledger.object(cls, id)
        before = news[(cls, id)].text if (cls, id) in news else known.latest if known else None
        if text == before and (known is None or not known.gone):
            return None
        partial = "nop" in properties or "geometry" not in feature
        if partial and before is None and "nop" in properties:
            return self._single(cls, id)
        if partial and before is not None:
            text = _completed(parse(before) or {}, parse(text) or {})
        elif before is not None and shape is not None:
            longer = self._grown(cls, id, parse(before) or {}, parse(text) or {})
            text = text if longer is None else longer
        if before is not None and jsontext.loads(before) == jsontext.loads(text):
            if known is None or not known.gone:
                return None
        return _News(cls, id, text)

    def _grown(self, cls: str, id: str, old: dict[str, Any], new: dict[str, Any]) -> str | None:
        """A growing track, of which only the new positions came; None where all came."""
        shape = grown_track(old.get("geometry") or {}, new.get("geometry") or {})
        if shape is None:
            return None
        size = shape.get("size")
        if isinstance(size, int) and size != len(shape["coordinates"]):
            return self._single(cls, id).text
        return jsontext.dumps({**new, "geometry": shape})

    def _single(self, cls: str, id: str) -> _News:
        """One object, whole.  Raises CalTopoError and Broken."""
        stored = self._wire.get_object(self._map_id, cls, id)
        judge(stored.feature)
        return _News(cls, id, stored.text)

    def _gone(self, answer: Since) -> list[Known]:
        if answer.ids is None:
            return []
        there = {cls: set(map(str, ids)) for cls, ids in answer.ids.items()}
        gone = []
        for cls, ids in self._ledger.ids().items():
            for id in sorted(ids - there.get(cls, set())):
                known = self._ledger.object(cls, id)
                if known is not None:
                    gone.append(known)
        return gone

    def _missing(self, answer: Since, news: list[_News]) -> list[_News]:
        """Objects that the answer lists but that never arrived."""
        if answer.ids is None:
            return []
        have = self._ledger.ids()
        for item in news:
            have.setdefault(item.cls, set()).add(item.id)
        for cls, id, _ in self._ledger.aside():
            have.setdefault(cls, set()).add(id)
        missing = [
            (cls, str(id))
            for cls, ids in answer.ids.items()
            for id in ids
            if str(id) not in have.get(cls, ())
        ]
        found = []
        for cls, id in missing[:SINGLY]:
            try:
                found.append(self._single(cls, id))
            except (CalTopoError, Broken):
                continue  # gone again, or not ours to read; the next full answer tells
        return found

    def _store(
        self,
        answer: Since,
        news: list[_News],
        broken: list[tuple[str, str, str, str]],
        gone: list[Known],
        report: PullReport,
    ) -> None:
        arrived = {(item.cls, item.id) for item in news}
        with self._ledger as ledger:
            for item in news:
                title = title_of(item.cls, parse(item.text))
                if ledger.object(item.cls, item.id) is None:
                    report.added += 1
                    report.note("added", item.cls, item.id, title)
                else:
                    report.changed += 1
                    report.note("changed", item.cls, item.id, title)
                ledger.set_server(item.cls, item.id, item.text, answer.timestamp)
                ledger.not_aside(item.cls, item.id)
            for cls, id, reason, text in broken:
                ledger.set_aside(cls, id, reason, text)
                report.note("set aside", cls, id, "", reason)
            for known in gone:
                if known.key not in arrived:
                    ledger.set_gone(*known.key)
                    report.deleted += 1
                    report.note("deleted", *known.key, title_of(known.cls, parse(known.latest)))
            adopt(ledger, self._rows.tables)
            ledger.set_meta("timestamp", str(max(answer.timestamp, ledger.timestamp)))


def _completed(old: dict[str, Any], new: dict[str, Any]) -> str:
    """An update that held only a part: an absent geometry is unchanged; with ``nop`` only the
    geometry came (seen in real answers)."""
    merged = {**old, **{k: v for k, v in new.items() if k != "properties"}}
    properties = properties_of(new)
    if "nop" in properties:
        merged["properties"] = properties_of(old)
        shape = grown_track(old.get("geometry") or {}, new.get("geometry") or {})
        if shape is not None:
            merged["geometry"] = shape
    else:
        merged["properties"] = properties
    return jsontext.dumps(merged)


def grown_track(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any] | None:
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


def _incremental(shape: Mapping[str, Any]) -> bool:
    return shape.get("type") == "LineString" and str(shape.get("incremental")).lower() == "true"
