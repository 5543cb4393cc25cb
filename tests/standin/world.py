# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything the server knows: people, maps, account folders, photos, its clock and behaviour."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .accounts import Level, People
from .behaviour import Behaviour
from .clock import Clock
from .errors import UNAUTHENTICATED, Refusal
from .exactjson import Number, dumps, loads
from .mapstate import MapState, ObjectKey
from .media import Photo
from .writes import Writer

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
_AGE = 24 * 3600 * 1000


@dataclass
class UserFolder:
    """A folder in the map list of a team."""

    id: str
    team: str
    title: str
    parent: str | None
    changed: int


@dataclass
class World:
    """The server's state. `lock` is held by whoever reads or writes it."""

    behaviour: Behaviour = field(default_factory=Behaviour)
    random: Random = field(default_factory=lambda: Random(20240229))
    clock: Clock = field(default_factory=Clock)
    people: People = field(default_factory=People)
    maps: dict[str, MapState] = field(default_factory=dict)
    folders: dict[str, UserFolder] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)
    last_account_deletion: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)

    def writer(self, state: MapState, account: str) -> Writer:
        return Writer(state, self.clock, self.behaviour, account)

    def map(self, map_id: str) -> MapState:
        if map_id not in self.maps:
            raise Refusal(self.behaviour.unknown_map, "map not found")
        return self.maps[map_id]

    def allowed_map(self, map_id: str, account: str | None, needed: Level) -> MapState:
        """The map, if the account (None: unsigned) has that level on it; else Refusal."""
        state = self.map(map_id)
        if self.behaviour.desktop:
            return state
        if self.clock.now() < state.opens:
            raise Refusal(401, UNAUTHENTICATED)
        if account is None:
            if needed is not Level.READ or state.sharing not in ("URL", "PUBLIC"):
                raise Refusal(401, UNAUTHENTICATED)
            return state
        level = self.people.map_level(account, map_id, state.team, state.sharing)
        if level is None:
            raise Refusal(self.behaviour.no_access, UNAUTHENTICATED)
        self._check(level, needed)
        return state

    def check_team(self, team: str, account: str | None, needed: Level) -> None:
        """Refuses where the account lacks that level in the team."""
        if self.behaviour.desktop:
            return
        if account is None:
            raise Refusal(401, UNAUTHENTICATED)
        level = self.people.team_level(account, team)
        if level is None:
            raise Refusal(self.behaviour.no_access, UNAUTHENTICATED)
        self._check(level, needed)

    def _check(self, level: Level, needed: Level) -> None:
        if level < needed:
            message = "error saving object" if self.behaviour.no_right == 200 else "no permission"
            raise Refusal(self.behaviour.no_right, message)

    def new_map(
        self,
        map_id: str | None,
        team: str,
        creator: str,
        properties: dict[str, Any],
        features: Iterable[dict[str, Any]],
    ) -> MapState:
        """A map as a client makes it: its features (exact values) are new objects."""
        now = self.clock.tick()
        state = MapState(
            id=map_id or self._free_map_id(),
            team=team,
            title=properties.get("title", ""),
            mode=properties.get("mode", "cal"),
            sharing=properties.get("sharing", "SECRET"),
            folder=properties.get("folderId"),
            creator=creator,
            created=now,
            updated=None,
            config=_config(properties),
            opens=now + int(self.behaviour.new_map_hidden * 1000),
            changed=now,
        )
        writer = self.writer(state, creator)
        for feature in features:
            if not isinstance(feature, dict):
                raise Refusal(400, "state holds something that is no feature")
            kept = self.behaviour.map_feature_ids_kept and isinstance(feature.get("id"), str)
            object_id = feature["id"] if kept else str(uuid.uuid4())
            writer.add(class_of(feature), object_id, feature)
        self.maps[state.id] = state
        return state

    def loaded_map(self, state: MapState, features: Iterable[dict[str, Any] | str]) -> None:
        """A map that was there before: texts stay as they are, dicts are written as json does."""
        now = self.clock.now()
        state.fill(_loaded(feature, now) for feature in features)
        loaded = state.changes_after(0, now).values()
        state.updated = max((change.at for change in loaded), default=state.created)
        self.maps[state.id] = state

    def delete_map(self, map_id: str) -> None:
        del self.maps[map_id]
        self.last_account_deletion = self.clock.tick()

    def report_position(self, device: str, position: list[float]) -> int:
        """Feed every LiveTrack that listens to this device (`FLEET:group-device`); how many did."""
        fed = 0
        for state in self.maps.values():
            for key in [key for key in state.texts if key[0] == "LiveTrack"]:
                properties = state.feature(key)["properties"]
                if properties.get("deviceId") == device:
                    account = str(properties.get("creator", ""))
                    self.writer(state, account).grow(key, [position])
                    fed += 1
        return fed

    def _free_map_id(self) -> str:
        while True:
            map_id = "".join(self.random.choices(_LETTERS, k=5))
            if map_id not in self.maps:
                return map_id


def class_of(feature: dict[str, Any]) -> str:
    """The class a feature names, or the one its geometry stands for."""
    properties = feature.get("properties") or {}
    geometry = feature.get("geometry") or {}
    return properties.get("class") or ("Marker" if geometry.get("type") == "Point" else "Shape")


def _config(properties: dict[str, Any]) -> str | None:
    """`config` as it is kept: JSON in a string. mapConfig counts as a string only."""
    config = properties.get("mapConfig", properties.get("config"))
    return config if isinstance(config, str) else None


def _loaded(feature: dict[str, Any] | str, now: int) -> tuple[int, ObjectKey, str]:
    if isinstance(feature, str):
        text, value = feature, json.loads(feature)
    else:
        value = feature
        text = json.dumps(feature, ensure_ascii=False, allow_nan=True, separators=(",", ":"))
    properties = value.get("properties")
    if (
        not isinstance(value.get("id"), str)
        or not isinstance(properties, dict)
        or "class" not in properties
    ):
        exact = loads(text)
        exact["properties"] = {"class": class_of(value), **(exact.get("properties") or {})}
        if not isinstance(exact.get("id"), str):
            exact["id"] = str(uuid.uuid4())
        text, value = dumps(exact), {**value, "id": exact["id"], "properties": exact["properties"]}
    updated = value["properties"].get("updated")
    if isinstance(updated, Number):
        updated = updated.plain()
    at = updated if isinstance(updated, int) and 0 < updated <= now else now - _AGE
    return at, (value["properties"]["class"], value["id"]), text
