# SPDX-License-Identifier: GPL-2.0-or-later
"""A map: its objects as JSON text, and the log of what changed when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntFlag
from typing import Any

from .exactjson import loads

ObjectKey = tuple[str, str]  # class and id: an id may be used by several classes at once

CLASSES = [
    "CustomLayer",
    "Shape",
    "LiveTrack",
    "SmsLocationRequest",
    "FieldWaypoint",
    "FieldTrack",
    "Resource",
    "MapMediaObject",
    "GeoRef",
    "Marker",
    "Folder",
    "OperationalPeriod",
    "AppTrack",
    "Assignment",
    "Locator",
    "LocatorGroup",
    "Clue",
    "ConfiguredLayer",
    "MapObject",
    "MapGeoImage",
]


class Parts(IntFlag):
    """What of an object changed."""

    PROPERTIES = 1
    GEOMETRY = 2
    ALL = 3


@dataclass
class Change:
    """An entry of the log; `points` is a track's length before it grew."""

    at: int
    key: ObjectKey
    parts: Parts
    points: int | None = None


@dataclass
class MapState:
    """One map. The caller holds the world's lock."""

    id: str
    team: str
    title: str
    mode: str
    sharing: str
    folder: str | None
    creator: str
    created: int
    updated: int | None
    config: str | None = None
    locked: bool = False  # shown, and otherwise without effect
    opens: int = 0  # ms: before that a new map is not to be seen
    changed: int = 0  # ms: last change of the map's own properties
    texts: dict[ObjectKey, bytes] = field(default_factory=dict)
    deleted: dict[ObjectKey, int] = field(default_factory=dict)
    last_deletion: int = 0
    _log: list[Change] = field(default_factory=list)
    _times: list[int] = field(default_factory=list)
    _all: bytes | None = None
    _ids: dict[str, list[str]] | None = None

    def fill(self, objects: Iterable[tuple[int, ObjectKey, str]]) -> None:
        """Put in objects that were there before: (ms of their last change, key, text)."""
        entries = list(objects)
        for at, key, text in entries:
            self.texts[key] = text.encode("utf-8")
            self._log.append(Change(at, key, Parts.ALL))
        self._log.sort(key=lambda change: change.at)
        self._times = [change.at for change in self._log]
        self._forget()

    def put(
        self, at: int, key: ObjectKey, text: str, parts: Parts, points: int | None = None
    ) -> None:
        self.texts[key] = text.encode("utf-8")
        self.deleted.pop(key, None)
        self._note(Change(at, key, parts, points))

    def remove(self, at: int, key: ObjectKey) -> None:
        del self.texts[key]
        self.deleted[key] = at
        self.last_deletion = at
        self.updated = at
        self._forget()

    def feature(self, key: ObjectKey) -> dict[str, Any]:
        return loads(self.texts[key].decode("utf-8"))

    def changes_after(self, since: int, until: int) -> dict[ObjectKey, Change]:
        """What changed in (since, until], one merged entry per object still there."""
        merged: dict[ObjectKey, Change] = {}
        for change in self._log[
            bisect_right(self._times, since) : bisect_right(self._times, until)
        ]:
            if change.key not in self.texts:
                continue
            seen = merged.get(change.key)
            if seen is None:
                merged[change.key] = Change(change.at, change.key, change.parts, change.points)
                continue
            if change.parts & Parts.GEOMETRY:
                both_grew = seen.points is not None and change.points is not None
                untouched = not seen.parts & Parts.GEOMETRY
                seen.points = change.points if untouched else (seen.points if both_grew else None)
            seen.parts |= change.parts
        return merged

    def all_features(self) -> bytes:
        """All objects as one text, comma between them; kept until something changes."""
        if self._all is None:
            self._all = b",".join(self.texts.values())
        return self._all

    def ids(self) -> dict[str, list[str]]:
        if self._ids is None:
            self._ids = {}
            for cls, object_id in self.texts:
                self._ids.setdefault(cls, []).append(object_id)
        return self._ids

    def _note(self, change: Change) -> None:
        self._log.append(change)
        self._times.append(change.at)
        self.updated = change.at
        self._forget()

    def _forget(self) -> None:
        self._all = None
        self._ids = None
