# SPDX-License-Identifier: GPL-2.0-or-later
"""What scripts and windows are told of an open map: changes, conflicts, what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..host.texts import tr
from ..sync.changes import Changed
from ..sync.outbox import Entry, State
from ..sync.pushreport import PushReport


@dataclass(frozen=True)
class Change:
    """A local change that a push would send.

    ``kind`` is add, edit or delete; ``fields`` maps CalTopo's property names to (old, new), the
    geometry as GeoJSON under ``geometry``; ``state`` is ready, waiting, conflict, parked or
    unknown, and ``reason`` says why it is not ready.
    """

    kind: str
    cls: str
    id: str
    title: str
    fields: Mapping[str, tuple[Any, Any]]
    state: str
    reason: str


@dataclass(frozen=True)
class Conflict:
    """An object that both sides changed; ``properties`` maps names to (base, mine, theirs)."""

    cls: str
    id: str
    title: str
    kind: str
    properties: Mapping[str, tuple[Any, Any, Any]]


@dataclass(frozen=True)
class Waiting:
    """A call in the outbox: what it is, how it stands, how often it was tried, the last error."""

    kind: str
    cls: str
    id: str
    title: str
    state: str
    attempts: int
    reason: str


def change_of(change: Changed, entry: Entry | None, conflict: bool) -> Change:
    state, reason = "ready", ""
    if conflict:
        state, reason = "conflict", tr("A colleague has changed the same.")
    elif change.reason:
        state, reason = "waiting", change.reason
    elif entry is not None and entry.state is not State.READY:
        state = "unknown" if entry.state is State.SENDING else entry.state.value
        reason = entry.reason
    return Change(
        change.kind.value, change.cls, change.id, change.title, change.fields(), state, reason
    )


def sum_of(reports: list[PushReport]) -> PushReport:
    """One report for several pushes: what was done adds up, what waits is the last one's."""
    total = reports[-1]
    for report in reports[:-1]:
        for name in ("added", "edited", "deleted", "failed"):
            setattr(total, name, getattr(total, name) + getattr(report, name))
        total.items = [i for i in report.items if i["outcome"] == "done"] + total.items
    return total
