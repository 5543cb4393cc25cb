# SPDX-License-Identifier: GPL-2.0-or-later
"""What a test calls, the same for a server in this process and for one in a process of its own."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from .accounts import Key
from .behaviour import Behaviour
from .calls import Call
from .faults import Fault


class Interface(ABC):
    """A running server. Safe from any thread."""

    url: str

    @abstractmethod
    def _do(self, name: str, **arguments: Any) -> Any:
        """Have the server's `Control` do something."""

    def add_credential(
        self,
        id: str = "CRED00000001",
        secret: str | None = None,
        account: str = "SVC001",
        team: str = "TEAM01",
        permission: str | None = "ADMIN",
    ) -> Key:
        """A credential of an account with that level in a team.

        Where team == account it is a personal one.
        """
        made = self._do(
            "add_credential",
            id=id,
            secret=secret,
            account=account,
            team=team,
            permission=permission,
        )
        return Key(**made)

    def remove_credential(self, id: str) -> None:
        self._do("remove_credential", id=id)

    def add_team(self, id: str, title: str, parent: str | None = None) -> None:
        self._do("add_team", id=id, title=title, parent=parent)

    def add_folder(
        self, id: str, title: str, team: str = "TEAM01", parent: str | None = None
    ) -> None:
        """A folder of the map list."""
        self._do("add_folder", id=id, title=title, team=team, parent=parent)

    def add_map(
        self,
        id: str,
        features: Sequence[dict[str, Any] | str] = (),
        *,
        path: str | Path | None = None,
        team: str = "TEAM01",
        title: str = "A map",
        mode: str = "sar",
        sharing: str = "PRIVATE",
        folder: str | None = None,
        creator: str | None = None,
    ) -> None:
        """A map that was there before.

        Features are dicts, or JSON texts that are kept letter for letter; `path` names a GeoJSON
        file, or a saved map answer, that the server reads and keeps letter for letter too.
        """
        self._do(
            "add_map",
            id=id,
            features=list(features),
            path=None if path is None else str(path),
            team=team,
            title=title,
            mode=mode,
            sharing=sharing,
            folder=folder,
            creator=creator,
        )

    def remove_map(self, id: str) -> None:
        self._do("remove_map", id=id)

    def change_map(self, id: str, **properties: Any) -> None:
        """Any of title, mode, sharing, folder, config, locked."""
        self._do("change_map", id=id, **properties)

    def maps(self) -> dict[str, dict[str, Any]]:
        """{id: {id, team, title, mode, sharing, folder, config, locked}}"""
        return {each["id"]: each for each in self._do("maps")}

    def add_bookmark(
        self,
        owner: str,
        map_id: str,
        type: int = 20,
        title: str | None = None,
        folder: str | None = None,
    ) -> str:
        """A bookmark (10 read, 16 update, 20 write) of an account or team; gives its id."""
        return self._do(
            "add_bookmark", owner=owner, map=map_id, type=type, title=title, folder=folder
        )

    def set_permission(
        self, account: str, level: str | None, map_id: str | None = None, team: str | None = None
    ) -> None:
        """Change an account's level (None: no access) on a map, in a team, or in all its teams."""
        self._do("set_permission", account=account, level=level, map=map_id, team=team)

    def objects(self, map_id: str) -> dict[tuple[str, str], dict[str, Any]]:
        """A copy of the present state."""
        return {(cls, id): json.loads(text) for cls, id, text in self._do("texts", map=map_id)}

    def texts(self, map_id: str) -> dict[tuple[str, str], str]:
        """The stored JSON texts."""
        return {(cls, id): text for cls, id, text in self._do("texts", map=map_id)}

    def text(self, map_id: str, cls: str, id: str) -> str:
        """One stored JSON text; KeyError (remote: RuntimeError) where there is none."""
        return self._do("text", map=map_id, cls=cls, id=id)

    def photo(self, media_id: str) -> str | None:
        """A photo's bytes in base64, None before its upload."""
        return self._do("photo", id=media_id)

    def colleague(self, map_id: str, account: str = "WEB001") -> Colleague:
        return Colleague(self, map_id, account)

    @property
    def calls(self) -> list[Call]:
        return self.calls_after(0)

    def calls_after(self, count: int) -> list[Call]:
        """The calls beyond the first `count`."""
        return [Call(**each) for each in self._do("calls", after=count)]

    def clear_calls(self) -> None:
        self._do("clear_calls")

    def wait_for_calls(self, count: int, timeout: float = 10.0, **wanted: Any) -> list[Call]:
        """Wait until `count` calls with these attributes came in; TimeoutError if they do not."""
        end = time.monotonic() + timeout
        while True:
            found = [
                call
                for call in self.calls
                if all(getattr(call, name) == value for name, value in wanted.items())
            ]
            if len(found) >= count:
                return found
            if time.monotonic() > end:
                raise TimeoutError(f"{len(found)} calls of {count} with {wanted}")
            time.sleep(0.01)

    def fault(self, fault: Fault) -> None:
        self._do("fault", **fault.to_json())

    def waiting_faults(self) -> list[Fault]:
        return [Fault(**each) for each in self._do("waiting_faults")]

    def clear_faults(self) -> None:
        self._do("clear_faults")

    @property
    def behaviour(self) -> Behaviour:
        return Behaviour(**self._do("behaviour"))

    @behaviour.setter
    def behaviour(self, behaviour: Behaviour) -> None:
        self._do("behave", **behaviour.to_json())

    def behave(self, **changes: Any) -> None:
        """Change some answers."""
        known = {field.name for field in fields(Behaviour)}
        if not changes.keys() <= known:
            raise TypeError(f"no such behaviour: {sorted(changes.keys() - known)}")
        self.behaviour = self.behaviour.with_changes(**changes)

    def seed(self, seed: int) -> None:
        """Start the dice anew: chances of faults, shuffling, map ids."""
        self._do("seed", seed=seed)

    @property
    def latency(self) -> float:
        """Seconds each request waits before it is looked at."""
        return self._do("get_latency")

    @latency.setter
    def latency(self, seconds: float) -> None:
        self._do("set_latency", seconds=seconds)

    @property
    def clock_offset(self) -> float:
        """Seconds by which the server's clock is ahead."""
        return self._do("get_clock")

    @clock_offset.setter
    def clock_offset(self, seconds: float) -> None:
        self._do("set_clock", seconds=seconds)

    def now(self) -> int:
        """Server time, ms."""
        return self._do("now")


class Colleague:
    """Somebody who works on the map in the browser."""

    def __init__(self, server: Interface, map_id: str, account: str) -> None:
        self._server = server
        self._who = {"map": map_id, "account": account}

    def add(
        self,
        cls: str,
        properties: dict[str, Any],
        geometry: dict[str, Any] | None = None,
        id: str | None = None,
    ) -> str:
        """Gives the new object's id."""
        return self._server._do(
            "web_add", **self._who, cls=cls, id=id, properties=properties, geometry=geometry
        )

    def edit(
        self,
        cls: str,
        id: str,
        properties: dict[str, Any] | None = None,
        geometry: Any = ...,
    ) -> None:
        """Change these properties; the geometry only where it is given (None takes it away)."""
        given = [] if geometry is ... else [geometry]
        self._server._do(
            "web_edit", **self._who, cls=cls, id=id, properties=properties or {}, geometry=given
        )

    def delete(self, cls: str, id: str) -> None:
        self._server._do("web_delete", **self._who, cls=cls, id=id)

    def grow(self, cls: str, id: str, positions: list[list[float]]) -> None:
        """Add positions to a track, as a phone does that records."""
        self._server._do("web_grow", **self._who, cls=cls, id=id, positions=positions)

    def turn(self, cls: str, id: str, into: str, keep: bool = False) -> None:
        """A track is finished: the same id goes on under another class; `keep`: under both."""
        self._server._do("web_turn", **self._who, cls=cls, id=id, into=into, keep=keep)
