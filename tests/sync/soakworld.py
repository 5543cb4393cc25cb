# SPDX-License-Identifier: GPL-2.0-or-later
"""What the soak works on, and what its model knows: afterwards the server must hold that.

Every object carries a token in its description that nobody edits, and each property belongs to one
party; so the model knows what the server must hold in the end: nothing lost, nothing doubled.
Titles belong to all: the last one is one of those that were given.
"""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caltopo_sync.plugin.sync import geometry
from caltopo_sync.plugin.sync.pace import Pace
from standin import Behaviour, Standin
from sync.localmap import KEY, MAP, RING, LocalMap, expect_equal, point

PACE = Pace(expires=0.3, margin=0.1, look=0.02, pause=0.001, longest=1.0)
KEYS = {"A": KEY, "B": ("CRED00000002", KEY[1][::-1].replace("=", "") + "=")}
BEHAVIOURS: list[dict[str, Any]] = [
    {},
    {"repeated": True, "shuffled": True, "overlap": 30.0},
    {"property_deltas": True, "ids": "always", "empty_classes": False},
    {"points_padded": True, "rings_closed": True, "folder_on_add_ignored": True},
    {"folder_children": "cleared", "longitudes_rewritten": True},
]
# table: class, and the column that belongs to each analyst
TABLES = {
    "Marker": ("Marker", {"A": "marker_color", "B": "marker_symbol"}),
    "Shape_line": ("Shape", {"A": "stroke", "B": "pattern"}),
    "Shape_polygon": ("Shape", {"A": "stroke", "B": "fill"}),
    "Assignment_polygon": ("Assignment", {"A": "transportation", "B": "previousEfforts"}),
    "Folder": ("Folder", {}),
    "OperationalPeriod": ("OperationalPeriod", {}),
}
CONTAINERS = {"folderId": "Folder", "operationalPeriodId": "OperationalPeriod"}


@dataclass
class Thing:
    """What the model knows of one object."""

    token: str
    table: str
    owner: str
    titles: set[str]
    said: dict[str, Any] = field(default_factory=dict)
    shape: dict[str, Any] | None = None
    inside: dict[str, str | None] = field(default_factory=dict)  # column: token of the container
    was_inside: set[str] = field(default_factory=set)
    ever: dict[str, set[Any]] = field(default_factory=dict)  # all that was said so far
    former: set[str] = field(default_factory=set)  # ids it had before it was added again
    deleted: bool = False
    was_deleted: bool = False  # at some time
    restored: bool = False  # wholly: the columns of others, too, are what they were once
    copied: bool = False  # a copy carries its id: it is never deleted


class World:
    """The server, two analysts' copies, and the model.  ``counts`` says what was done."""

    def __init__(self, server: Standin, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.server = server
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.things: dict[str, Thing] = {}
        self.keys: dict[str, tuple[str, str]] = {}  # on the server, by token, perhaps outdated
        self.editing: dict[str, dict[str, int]] = {"A": {}, "B": {}}
        server.seed(seed)
        server.behaviour = Behaviour(**self.random.choice(BEHAVIOURS))
        if MAP in server.maps():
            server.remove_map(MAP)
        server.add_map(MAP, [])
        self.web = server.colleague(MAP)
        self.maps = {who: self._open(who) for who in KEYS}

    def _open(self, who: str) -> LocalMap:
        m = LocalMap(self.server.url, self.folder / who, pace=PACE, key=KEYS[who])
        self._watch(who, m)
        return m

    def _watch(self, who: str, m: LocalMap) -> None:
        """Tables in edit mode are not written by the plugin, whatever it does meanwhile."""
        rows, editing = m.copy.rows, self.editing[who]
        rows.busy = lambda t: "is being edited" if t.name in editing else None  # type: ignore[method-assign]
        write = rows.write

        def watched(changes: Any) -> list[int | None]:
            busy = [c.table for c in changes if c.table in editing]
            assert not busy, f"rows of {busy} were written while their layer is in edit mode"
            return write(changes)

        rows.write = watched  # type: ignore[method-assign]

    def thing(self, table: str, owner: str, title: str, **more: Any) -> Thing:
        token = f"token {len(self.things) + 1}"
        self.things[token] = Thing(token, table, owner, {title}, **more)
        for column, value in self.things[token].said.items():
            self.say(self.things[token], column, value)
        self.counts["adds"] += 1
        return self.things[token]

    def pick(self, who: str, *tables: str, own: bool = False) -> Thing | None:
        living = [
            t
            for t in self.things.values()
            if not t.deleted and (not tables or t.table in tables) and (not own or t.owner == who)
        ]
        return self.random.choice(living) if living else None

    def fid(self, who: str, thing: Thing) -> int | None:
        found = self.maps[who].sql(
            f'SELECT fid, caltopo_id FROM "{thing.table}" WHERE description = ?', thing.token
        )
        return next((fid for fid, id in found if id not in thing.former), None)

    def say(self, thing: Thing, column: str, value: Any) -> None:
        thing.said[column] = value
        thing.ever.setdefault(column, set()).add(value)

    def bury(self, thing: Thing) -> None:
        thing.deleted = thing.was_deleted = True

    def there(self, thing: Thing) -> tuple[str, str] | None:
        """The object on the server, for a web user to change."""
        for _ in range(2):
            key = self.keys.get(thing.token)
            with contextlib.suppress(KeyError):
                if key is not None and f'"{thing.token}"' in self.server.text(MAP, *key):
                    return key
            self.keys = {
                feature["properties"]["description"]: key
                for key, feature in self.server.objects(MAP).items()
            }
        return None

    def word(self) -> str:
        return self.random.choice(("", "a", "Camp 1", "naïve ☃", "7", f"t{self.counts['edits']}"))

    def place(self, table: str) -> dict[str, Any] | None:
        lon, lat = self.random.randrange(-1790, 1790) / 10, self.random.randrange(-800, 800) / 10
        if table == "Marker":
            return point(lon, lat, 0, 0)
        if table == "Shape_line":
            steps = self.random.randrange(2, 6)
            line = [[lon, round(lat + n / 10, 1)] for n in range(steps)]
            return {"type": "LineString", "coordinates": line}
        return RING if table.endswith("polygon") else None

    # -- judging --------------------------------------------------------------------------------

    def judge(self) -> None:
        """The server holds what the model says, and both copies what the server holds."""
        audit = not self.server.behaviour.property_deltas
        for m in self.maps.values():
            expect_equal(m, self.server, audit=audit)
        there: dict[str, tuple[str, dict[str, Any]]] = {}
        for (cls, id), feature in self.server.objects(MAP).items():
            token = feature["properties"]["description"]
            assert token not in there, f"doubled: {token} of {self.things[token]}"
            there[token] = (cls, {**feature, "id": id})
        living = {t.token for t in self.things.values() if not t.deleted}
        lost = [self.things[t] for t in sorted(living - there.keys())]
        risen = [self.things[t] for t in sorted(there.keys() - living)]
        assert not lost, f"{len(lost)} lost, of them {lost[:3]}"
        assert not risen, f"{len(risen)} deleted ones are there, of them {risen[:3]}"
        tokens = {f["id"]: token for token, (_, f) in there.items()}
        for token, (cls, feature) in there.items():
            self.judge_one(self.things[token], cls, feature, tokens)

    def judge_one(
        self, thing: Thing, cls: str, feature: dict[str, Any], tokens: dict[str, str]
    ) -> None:
        said = feature["properties"]
        assert cls == TABLES[thing.table][0], thing
        assert (said.get("title") or "") in {t or "" for t in thing.titles}, (thing, said)
        for column, value in thing.said.items():
            now = said.get(column.replace("_", "-"), said.get(column))
            if thing.restored and column not in (TABLES[thing.table][1].get(thing.owner),):
                assert now in (None, "") or now in thing.ever[column], (thing, column, said)
            else:
                assert value in (None, "") or now == value, (thing, column, said)
        if thing.shape is None or thing.table.endswith("polygon"):
            assert (feature.get("geometry") is None) == (thing.shape is None), thing
        else:
            assert geometry.same(feature["geometry"], thing.shape), (thing, feature)
        for column, cls_ in CONTAINERS.items():
            token = tokens.get(said.get(column) or "")
            dangling = said.get(column) and token is None
            assert not dangling, (thing, column, "leads nowhere", cls_)
            expected = thing.inside.get(column)
            emptied = any(self.things[t].was_deleted for t in thing.was_inside if t in self.things)
            assert expected == "unknown" or emptied or token == expected, (thing, said)

    def close(self) -> None:
        for m in self.maps.values():
            m.close()
