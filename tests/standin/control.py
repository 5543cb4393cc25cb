# SPDX-License-Identifier: GPL-2.0-or-later
"""What tests may do to the server: by name, with JSON values, in the process and over HTTP."""

from __future__ import annotations

import base64
import hashlib
import uuid
from pathlib import Path
from typing import Any

from .accounts import Bookmark, Key, Level, Team
from .behaviour import Behaviour
from .calls import Call
from .exactjson import feature_texts
from .faults import Fault, Faults
from .mapstate import MapState
from .world import UserFolder, World

_MAP_PROPERTIES = ("title", "mode", "sharing", "folder", "config", "locked")


class ControlError(Exception):
    """There is no such control."""


class Control:
    """The world, and ways to arrange it. Every public method but `do` and `note` is a control.

    Over HTTP: POST /_standin/{name} with the arguments as a JSON object gives {"value": …}, or 400
    with {"error": …}. `stop` ends the server.
    """

    def __init__(self, behaviour: Behaviour) -> None:
        self.world = World(behaviour)
        self.faults = Faults()
        self.latency = 0.0
        self._calls: list[Call] = []

    def do(self, name: str, **arguments: Any) -> Any:
        if (
            name.startswith("_")
            or name in ("do", "note")
            or not callable(getattr(self, name, None))
        ):
            raise ControlError(f"no control named {name}")
        with self.world.lock:
            return getattr(self, name)(**arguments)

    def note(self, call: Call) -> None:
        self._calls.append(call)

    def add_credential(
        self,
        id: str,
        secret: str | None,
        account: str,
        team: str,
        permission: str | None,
    ) -> dict[str, str]:
        """A secret that is not given is made from the id, so that it is the same in every run."""
        secret = secret or base64.b64encode(hashlib.sha256(id.encode()).digest()).decode()
        base64.b64decode(secret, validate=True)
        people = self.world.people
        if team != account:
            people.teams.setdefault(team, Team(team, team, None))
            people.team_levels[(account, team)] = _level(permission)
        people.keys[id] = Key(id, secret, team, account)
        return {"id": id, "secret": secret, "team": team, "account": account}

    def remove_credential(self, id: str) -> None:
        del self.world.people.keys[id]

    def add_team(self, id: str, title: str, parent: str | None) -> None:
        self.world.people.teams[id] = Team(id, title, parent)

    def add_folder(self, id: str, title: str, team: str, parent: str | None) -> None:
        now = self.world.clock.tick()
        self.world.folders[id] = UserFolder(id, team, title, parent, now)

    def add_map(
        self,
        id: str,
        features: list[dict[str, Any] | str],
        path: str | None,
        team: str,
        title: str,
        mode: str,
        sharing: str,
        folder: str | None,
        creator: str | None,
    ) -> None:
        now = self.world.clock.tick()
        if path is not None:
            features = [*features, *feature_texts(Path(path).read_text(encoding="utf-8"))]
        self.world.people.teams.setdefault(team, Team(team, team, None))
        state = MapState(
            id=id,
            team=team,
            title=title,
            mode=mode,
            sharing=sharing,
            folder=folder,
            creator=creator or team,
            created=now,
            updated=None,
            changed=now,
        )
        self.world.loaded_map(state, features)

    def remove_map(self, id: str) -> None:
        self.world.delete_map(id)

    def change_map(self, id: str, **properties: Any) -> None:
        state = self.world.maps[id]
        for name, value in properties.items():
            if name not in _MAP_PROPERTIES:
                raise ControlError(f"a map has no {name}")
            setattr(state, name, value)
        state.changed = self.world.clock.tick()

    def maps(self) -> list[dict[str, Any]]:
        return [
            {
                "id": state.id,
                "team": state.team,
                **{name: getattr(state, name) for name in _MAP_PROPERTIES},
            }
            for state in self.world.maps.values()
        ]

    def add_bookmark(
        self, owner: str, map: str, type: int, title: str | None, folder: str | None
    ) -> str:
        mark = Bookmark(
            str(uuid.uuid4()),
            owner,
            map,
            title if title is not None else self.world.maps[map].title,
            Level(type),
            folder,
        )
        self.world.people.bookmarks[mark.id] = mark
        return mark.id

    def set_permission(
        self, account: str, level: str | None, map: str | None, team: str | None
    ) -> None:
        people = self.world.people
        if map is not None:
            people.map_levels[(account, map)] = _level(level)
        elif team is not None:
            people.team_levels[(account, team)] = _level(level)
        else:
            for who, joined in list(people.team_levels):
                if who == account:
                    people.team_levels[(who, joined)] = _level(level)

    def texts(self, map: str) -> list[list[str]]:
        """[class, id, text] of every object."""
        state = self.world.maps[map]
        return [[cls, id, text.decode("utf-8")] for (cls, id), text in state.texts.items()]

    def text(self, map: str, cls: str, id: str) -> str:
        return self.world.maps[map].texts[(cls, id)].decode("utf-8")

    def photo(self, id: str) -> str | None:
        """The bytes of a photo, base64."""
        data = self.world.photos[id].data
        return None if data is None else base64.b64encode(data).decode("ascii")

    def web_add(
        self,
        map: str,
        account: str,
        cls: str,
        id: str | None,
        properties: dict[str, Any],
        geometry: Any,
    ) -> str:
        state = self.world.maps[map]
        feature: dict[str, Any] = {"properties": properties}
        if geometry is not None:
            feature["geometry"] = geometry
        id = id or str(uuid.uuid4())
        self.world.writer(state, account).insert(cls, id, feature)
        return id

    def web_edit(
        self,
        map: str,
        account: str,
        cls: str,
        id: str,
        properties: dict[str, Any],
        geometry: list[Any],
    ) -> None:
        """`geometry` is a list of one, or of none where it stays."""
        writer = self.world.writer(self.world.maps[map], account)
        writer.change((cls, id), properties, geometry[0] if geometry else ...)

    def web_grow(
        self, map: str, account: str, cls: str, id: str, positions: list[list[float]]
    ) -> None:
        self.world.writer(self.world.maps[map], account).grow((cls, id), positions)

    def web_delete(self, map: str, account: str, cls: str, id: str) -> None:
        self.world.writer(self.world.maps[map], account).delete(cls, id)

    def web_turn(self, map: str, account: str, cls: str, id: str, into: str, keep: bool) -> None:
        """An object goes on under the same id in another class; `keep` leaves the old one too."""
        self.world.writer(self.world.maps[map], account).turn((cls, id), into, keep)

    def calls(self, after: int = 0) -> list[dict[str, Any]]:
        return [call.to_json() for call in self._calls[after:]]

    def clear_calls(self) -> None:
        self._calls.clear()

    def fault(self, **fault: Any) -> None:
        self.faults.add(Fault(**fault))

    def waiting_faults(self) -> list[dict[str, Any]]:
        return [fault.to_json() for fault in self.faults.waiting()]

    def clear_faults(self) -> None:
        self.faults.clear()

    def behaviour(self) -> dict[str, Any]:
        return self.world.behaviour.to_json()

    def behave(self, **changes: Any) -> None:
        self.world.behaviour = self.world.behaviour.with_changes(**changes)

    def seed(self, seed: int) -> None:
        """Start the dice anew: chances of faults, shuffling, map ids."""
        self.world.random.seed(seed)

    def get_latency(self) -> float:
        return self.latency

    def set_latency(self, seconds: float) -> None:
        self.latency = seconds

    def get_clock(self) -> float:
        return self.world.clock.offset

    def set_clock(self, seconds: float) -> None:
        self.world.clock.offset = seconds

    def now(self) -> int:
        """Server time in ms."""
        return self.world.clock.now()


def _level(name: str | None) -> Level | None:
    return None if name is None else Level[name]
