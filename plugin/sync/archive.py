# SPDX-License-Identifier: GPL-2.0-or-later
"""All maps of a team in one database, brought up to date by what changed since.

What a store has to offer, and how it is filled: map by map, each in one transaction, so that a run
that breaks off goes on where it stood.  Nothing of the server's becomes a name in the database,
and what lets people into places (report keys, passwords) is left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from ..caltopo import jsontext, objects
from ..caltopo.errors import AuthError, CalTopoError, Cancelled
from ..caltopo.objects import Geometry
from . import geometry
from .features import parse, properties_of, without_secrets
from .incoming import Broken, judge
from .pull import ask_since, is_partial, whole_of
from .tables import as_number, storable
from .wire import Wire

Key = tuple[str, str]
KINDS = tuple(kind.value for kind in Geometry)  # a table each: none, point, line, polygon, other
ASKED = 7 * 24 * 3600.0  # seconds after which a map is asked although its list says nothing is new

# Columns of every table of objects, in the order of ``Record.values``.
COLUMNS = (
    "map_id", "class", "object_id", "title", "letter", "number", "status", "resource_type",
    "priority", "description", "folder_id", "operational_period_id", "created", "updated",
    "first_seen", "gone", "properties",
)  # fmt: skip
DATES = ("created", "updated", "first_seen", "gone")


class MapRecord(NamedTuple):
    """A map as a team's list tells of it.  ``updated``: epoch ms, 0 where the list has none."""

    id: str
    title: str
    team_id: str
    team: str
    folder: str
    updated: int


class Known(NamedTuple):
    """What a store knows of a map: the server's timestamp, and when it was asked (epoch s)."""

    timestamp: int
    updated: int
    asked: float


class Record(NamedTuple):
    """An object for a store: its table, the values of its columns (dates in epoch seconds), its
    geometry, and its whole text."""

    kind: str
    values: Sequence[Any]
    shape: geometry.Packed | None
    text: str


class Store(Protocol):
    """A database that holds an archive.  Used by one thread."""

    def maps(self) -> dict[str, Known]: ...

    def texts(self, map_id: str) -> dict[Key, str]:
        """The objects of a map that are not gone."""
        ...

    def put(
        self,
        info: MapRecord,
        timestamp: int,
        records: Iterable[Record],
        gone: Iterable[Key],
        now: float,
    ) -> None:
        """All that is new of a map, in one transaction, with its history."""
        ...

    def maps_gone(self, ids: Iterable[str], now: float) -> None:
        """Maps that are no longer listed; their objects stay."""
        ...

    def close(self) -> None: ...


@dataclass
class MirrorReport:
    """What a run did.  ``items``: map, title, outcome, objects changed and gone, error."""

    maps: int = 0
    changed: int = 0  # maps of which something was new
    failed: int = 0
    objects: int = 0  # objects that were new or changed
    gone: int = 0
    items: list[dict[str, Any]] = field(default_factory=list)


def mirror(
    wire: Wire,
    store: Store,
    maps: Sequence[MapRecord],
    told: Callable[[int, int, str], None] = lambda done, total, title: None,
    cancelled: Callable[[], bool] = lambda: False,
    lag: float = 0.0,
) -> MirrorReport:
    """Bring a store up to date.  A map that fails is told and left for the next run.

    ``lag``: seconds that the server is known to take to show what was written.
    Raises AuthError, and what the store raises.
    """
    report, known = MirrorReport(), store.maps()
    for number, info in enumerate(maps):
        if cancelled():
            break
        told(number, len(maps), info.title)
        report.maps += 1
        before, now = known.get(info.id), time.time()
        listed = before is not None and 0 < info.updated == before.updated
        if listed and before is not None and now - before.asked < ASKED:
            continue
        item: dict[str, Any] = {
            "map": info.id, "title": info.title, "outcome": "unchanged", "objects": 0, "gone": 0,
            "error": "",
        }  # fmt: skip
        report.items.append(item)
        try:
            _one(wire, store, info, before, now, item, cancelled, lag)
        except AuthError:
            raise
        except Cancelled:  # what is written of the others stays
            report.maps -= 1
            report.items.pop()
            break
        except CalTopoError as error:
            item.update(outcome="failed", error=error.text)
            report.failed += 1
            continue
        report.changed += item["outcome"] == "changed"
        report.objects += item["objects"]
        report.gone += item["gone"]
    else:
        store.maps_gone(known.keys() - {info.id for info in maps}, time.time())
    return report


def _one(
    wire: Wire,
    store: Store,
    info: MapRecord,
    before: Known | None,
    now: float,
    item: dict[str, Any],
    cancelled: Callable[[], bool],
    lag: float,
) -> None:
    since = ask_since(before.timestamp, lag) if before is not None else 0
    there = store.texts(info.id) if before is not None else {}
    news: dict[Key, str] = {}
    wanted: list[Key] = []

    def take(feature: Any, text: str) -> None:
        try:
            came = judge(feature, len(news) + 1)
        except Broken:
            return  # nobody can tell which object it is
        key = (came.cls, came.id)
        old = news.get(key) or there.get(key)
        if old is None and is_partial(came, feature) and since:
            wanted.append(key)
            return
        whole = text if old is None else whole_of(old, feature, text)
        if whole is None:
            wanted.append(key)
        else:
            news[key] = whole

    answer = wire.map_since(info.id, since, take, cancelled)
    gone: list[Key] = []
    if answer.ids is not None:
        listed = {(cls, id) for cls, ids in answer.ids.items() for id in ids}
        gone = [key for key in there if key not in listed and key not in news]
        wanted += [key for key in listed if key not in there and key not in news]
    for cls, id in dict.fromkeys(wanted):
        try:
            news[(cls, id)] = wire.get_object(info.id, cls, id).text
        except AuthError:
            raise
        except CalTopoError:
            continue  # the next whole answer has it
    clean = {key: without_secrets(text) for key, text in news.items()}
    changed = {k: t for k, t in clean.items() if there.get(k) is None or _differs(there[k], t)}
    records = [_record(info.id, key, text, now) for key, text in changed.items()]
    store.put(info, answer.timestamp, records, gone, now)
    item.update(objects=len(records), gone=len(gone))
    if records or gone:
        item["outcome"] = "changed"


def _differs(one: str, other: str) -> bool:
    return one != other and jsontext.loads(one) != jsontext.loads(other)


def _record(map_id: str, key: Key, text: str, now: float) -> Record:
    feature = parse(text) or {}
    said, shape = properties_of(feature), feature.get("geometry")
    kind = Geometry.NONE if shape is None else _KINDS.get(str(shape.get("type")), Geometry.OTHER)
    try:
        packed = geometry.pack(shape) if shape is not None else None
    except (geometry.BrokenGeometry, KeyError, TypeError, IndexError):
        kind, packed = Geometry.NONE, None  # the text still has it
    return Record(
        kind.value,
        (
            map_id,
            storable(key[0]),
            storable(key[1]),
            storable(objects.display_title(key[0], said)),
            *(_text(said.get(n)) for n in _TEXTS),
            _moment(said.get("-created-on")),
            _moment(said.get("-updated-on") or said.get("updated")),
            now,
            None,
            jsontext.strict({k: v for k, v in said.items() if not k.startswith("-")}),
        ),
        packed,
        text,
    )


_TEXTS = ("letter", "number", "status", "resourceType", "priority", "description", "folderId",
          "operationalPeriodId")  # fmt: skip
_KINDS: Mapping[str, Geometry] = {
    "Point": Geometry.POINT,
    "LineString": Geometry.LINE,
    "Polygon": Geometry.POLYGON,
}


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, (dict, list)):
        return None
    return storable(value if isinstance(value, str) else str(value))


def _moment(value: Any) -> float | None:
    """Milliseconds of the server's as epoch seconds."""
    number = as_number(value)
    return number / 1000 if number is not None and 0 < number < 32503680000000 else None
