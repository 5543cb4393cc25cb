# SPDX-License-Identifier: GPL-2.0-or-later
"""The answer to a map's since."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from .behaviour import Behaviour, Ids
from .exactjson import Number, dumps
from .mapstate import CLASSES, Change, MapState, ObjectKey, Parts


def since_answer(
    state: MapState, since: int, now: int, behaviour: Behaviour, random: Random
) -> bytes:
    """The whole answer. It costs what the changes cost; everything is one joined text."""
    until = now - int(behaviour.visible_after * 1000)
    plain = not (behaviour.shuffled or behaviour.repeated or behaviour.visible_after)
    if since <= 0 and plain and not behaviour.assignment_title_empty:
        features = state.all_features()
    else:
        features = b",".join(_features(state, since, until, behaviour, random))
    collection = b'{"type":"FeatureCollection","features":[%s]}' % features
    ids = b""
    if _ids_wanted(state, since, now, behaviour):
        ids = b'"ids":%s,' % _ids(state, behaviour)
    if behaviour.shuffled:
        inside = b'"timestamp":%d,%s"state":%s' % (now, ids, collection)
    else:
        inside = b'%s"state":%s,"timestamp":%d' % (ids, collection, now)
    return b'{"result":{%s},"status":"ok","timestamp":%d}' % (inside, now)


def _features(
    state: MapState, since: int, until: int, behaviour: Behaviour, random: Random
) -> list[bytes]:
    if since <= 0:
        young = set(state.changes_after(until, 1 << 62)) if behaviour.visible_after else set()
        texts = [_whole(state, key, behaviour) for key in state.texts if key not in young]
    else:
        changes = state.changes_after(since - int(behaviour.overlap * 1000), until)
        texts = [_delta(state, change, behaviour) for change in changes.values()]
    if behaviour.repeated:
        texts = texts * 2
    if behaviour.shuffled:
        random.shuffle(texts)
    return texts


def _whole(state: MapState, key: ObjectKey, behaviour: Behaviour) -> bytes:
    if behaviour.assignment_title_empty and key[0] == "Assignment":
        feature = state.feature(key)
        feature["properties"]["title"] = ""
        return dumps(feature).encode("utf-8")
    return state.texts[key]


def _delta(state: MapState, change: Change, behaviour: Behaviour) -> bytes:
    cut: dict[str, Any] | None = None
    if change.parts == Parts.GEOMETRY:
        grown = change.points is not None and behaviour.track_deltas
        if behaviour.geometry_deltas or grown:
            cut = state.feature(change.key)
            cut["properties"] = {"class": change.key[0], "nop": True}
        if grown and cut is not None and change.points is not None:
            fresh = cut["geometry"]["coordinates"][change.points :]
            size = cut["geometry"].get("size", Number(str(len(cut["geometry"]["coordinates"]))))
            cut["geometry"] = {**cut["geometry"], "coordinates": fresh, "size": size}
    elif change.parts == Parts.PROPERTIES and behaviour.property_deltas:
        cut = state.feature(change.key)
        cut.pop("geometry", None)
    return _whole(state, change.key, behaviour) if cut is None else dumps(cut).encode("utf-8")


def _ids_wanted(state: MapState, since: int, now: int, behaviour: Behaviour) -> bool:
    if since <= 0 or behaviour.ids is Ids.ALWAYS:
        return True
    if behaviour.ids is Ids.NEVER:
        return False
    if behaviour.deletion_memory is not None and since < now - behaviour.deletion_memory * 1000:
        return True
    return state.last_deletion > since - behaviour.overlap * 1000


def _ids(state: MapState, behaviour: Behaviour) -> bytes:
    ids = state.ids()
    if behaviour.empty_classes:
        ids = {**{cls: [] for cls in CLASSES}, **ids}
    return json.dumps(ids, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
