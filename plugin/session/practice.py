# SPDX-License-Identifier: GPL-2.0-or-later
"""The practice incident: a made-up map from a file, on which all works but sending."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..caltopo import jsontext
from ..caltopo.client import Client, Since
from ..caltopo.stream import OnFeature
from ..host import paths
from ..host.texts import tr
from ..sync.outbox import State
from ..sync.pace import Hooks
from ..sync.plan import Planner
from ..sync.pull import PullReport
from ..sync.pushreport import PushReport
from .map import Map

MAP_ID = "EKL26"
SERVER = "https://practice.invalid"  # RFC 6761: no such host will ever be
PATH = "/api/v1/map/{map}/{cls}"  # official Teams API page


def incident() -> Path:
    """The file of the made-up incident, as it ships."""
    return paths.UI / "practice" / "incident.json"


@dataclass(frozen=True)
class Call:
    """A call that a push would make; ``body`` is indented JSON, "" for a delete.

    ``reason`` says what holds it back, "" where it would go.
    """

    method: str
    path: str
    title: str
    body: str
    reason: str


class PracticeMap(Map):
    """Pulls bring nothing, and a push only plans: the calls are in ``calls``."""

    def _pull(self, cancelled: Callable[[], bool], whole: bool | None) -> PullReport:
        with self._reaching():
            return PullReport()

    def _push(self, hooks: Hooks) -> PushReport:
        with self._reaching():
            plan = Planner(self._copy.ledger, True).plan(self._finder().find(), 0)
        report = PushReport(waiting=len(plan.ready) + len(plan.held))
        for entry in plan.ready:
            report.note(entry, State.WAITING.value, tr("This is practice: nothing is sent."))
        return report

    @property
    def practice(self) -> bool:
        """Whether nothing of this map ever leaves the computer."""
        return True

    def missing_icons(self) -> list[str]:
        """There is nobody to draw them."""
        return []

    def unsent(self) -> int:
        """None, whatever was edited: nothing here waits for anything."""
        return 0

    def calls(self) -> list[Call]:
        """What a push would have sent when it was last asked for, in order."""
        found = []
        for entry in self._ledger.outbox():
            path = PATH.format(map=self.id, cls=entry.cls)
            if entry.kind != "add":
                path += "/" + entry.id
            method = "DELETE" if entry.kind == "delete" else "POST"
            body = _indented(entry.body) if entry.body else ""
            found.append(Call(method, path, entry.title, body, entry.reason))
        return found


class PracticeClient(Client):
    """A client whose map is a file.  Every other call goes to a host that cannot be."""

    def __init__(self, path: Path) -> None:
        super().__init__(SERVER)
        self._path = path

    def map_since(
        self,
        map_id: str,
        since_ms: int,
        on_feature: OnFeature,
        cancelled: Callable[[], bool] | None = None,
    ) -> Since:
        """Every object of the file, whatever ``since_ms``."""
        features = jsontext.loads(self._path.read_text(encoding="utf-8"))["features"]
        newest = 0
        for feature in features:
            on_feature(feature, jsontext.dumps(feature))
            newest = max(newest, int(feature["properties"].get("updated") or 0))
        return Since(newest, None, len(features))


def _indented(body: str) -> str:
    return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
