# SPDX-License-Identifier: GPL-2.0-or-later
"""Two people at random work on one map, over a bad link: afterwards both see the same map.

Every object carries a token in its description that nobody edits; so it shows when an object is
lost or doubled.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.sync import geometry
from caltopo_sync.plugin.sync.pace import Pace
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from standin import Fault, Kind, Standin
from sync.localmap import KEY, LINE, MAP, RING, LocalMap, expect_equal, point

PACE = Pace(expires=0.2, margin=0.1, look=0.02, pause=0.001)
TABLES = {"Marker": point(-120, 39, 0, 0), "Shape_line": LINE, "Shape_polygon": RING,
          "Folder": None, "Assignment_line": LINE}  # fmt: skip
FAULTS = [
    Fault(Kind.LOST, method="POST"),
    Fault(Kind.DROP, method="POST"),
    Fault(Kind.LOST, method="DELETE"),
    Fault(Kind.STATUS, method="POST", status=500, committed=True),
    Fault(Kind.STATUS, method="POST", status=429, retry_after=0),
    Fault(Kind.STATUS, method="POST", status=400),
    Fault(Kind.TRUNCATED, path="/since/"),
    Fault(Kind.DROP, path="/since/", times=3),
]
BEHAVIOURS: list[dict[str, Any]] = [
    {},
    {"repeated": True, "shuffled": True, "overlap": 30.0},
    {"property_deltas": True, "ids": "always", "empty_classes": False},
    {"points_padded": True, "rings_closed": True, "folder_on_add_ignored": True},
    {"folder_children": "cleared", "longitudes_rewritten": True},
]
words = st.sampled_from(["", "a", "b", "Camp 1", "naïve ☃"])
choices = st.integers(0, 10_000)


@pytest.fixture(scope="module", autouse=True)
def one_server() -> Iterator[None]:
    with Standin() as Two.server:
        Two.server.add_credential(*KEY)
        yield


class Two(RuleBasedStateMachine):
    server: Standin  # one for all runs

    @initialize(behaviour=st.sampled_from(BEHAVIOURS))
    def begin(self, behaviour: dict[str, Any]) -> None:
        self.server.clear_faults()
        self.server.behaviour = type(self.server.behaviour)(**behaviour)
        if MAP in self.server.maps():
            self.server.remove_map(MAP)
        self.server.add_map(MAP, [])
        self.web = self.server.colleague(MAP)
        self.tokens = 0
        self.deleted: set[str] = set()
        self.titles: dict[str, dict[str, str]] = {}  # token: who gave it which title last
        for cls, shape in (("Marker", point(-120, 39, 0, 0)), ("Shape", LINE), ("Folder", None)):
            self.web.add(cls, {"title": "t", "description": self.token("web", "t")}, shape)
        self.folder = Path(tempfile.mkdtemp(prefix="caltopo-model-"))
        self.m = LocalMap(self.server.url, self.folder / "copy", pace=PACE)

    def token(self, who: str, title: str) -> str:
        self.tokens += 1
        token = f"token {self.tokens}"
        self.titles[token] = {who: title}
        return token

    def pick(self, number: int) -> tuple[str, int, str] | None:
        """A row by table, fid and token."""
        rows = [
            (name, fid, token)
            for name in TABLES
            for fid, token in self.m.sql(f'SELECT fid, description FROM "{name}" ORDER BY fid')
        ]
        return rows[number % len(rows)] if rows else None

    @rule(table=st.sampled_from(sorted(TABLES)), title=words)
    def add(self, table: str, title: str) -> None:
        self.m.add(table, TABLES[table], title=title, description=self.token("me", title))

    @rule(number=choices, title=words)
    def edit(self, number: int, title: str) -> None:
        row = self.pick(number)
        if row is not None:
            self.m.sql(f'UPDATE "{row[0]}" SET title = ? WHERE fid = ?', title, row[1])
            self.titles[row[2]]["me"] = title

    @rule(number=choices, lon=st.integers(-179, 179))
    def move(self, number: int, lon: int) -> None:
        row = self.pick(number)
        if row is not None and row[0] == "Marker":
            blob = geometry.pack(point(lon, 40, 0, 0)).blob
            self.m.sql("UPDATE Marker SET geom = ? WHERE fid = ?", blob, row[1])

    @rule(number=choices)
    def delete(self, number: int) -> None:
        row = self.pick(number)
        if row is not None:
            self.m.sql(f'DELETE FROM "{row[0]}" WHERE fid = ?', row[1])
            self.deleted.add(row[2])

    @rule(number=choices)
    def copy(self, number: int) -> None:
        row = self.pick(number)
        if row is not None:
            columns = [c for c in self.m.copy.tables[row[0]].stored if c != "description"]
            names = ", ".join(f'"{c}"' for c in columns)
            ((title,),) = self.m.sql(f'SELECT title FROM "{row[0]}" WHERE fid = ?', row[1])
            # once the original is deleted, the copy is taken for it: both titles may come from it
            self.titles[row[2]]["copied"] = title
            token = self.token("me", title)
            self.titles[token]["copied"] = title
            self.m.sql(
                f'INSERT INTO "{row[0]}" ({names}, description) SELECT {names}, ? FROM "{row[0]}" '
                "WHERE fid = ?",
                token,
                row[1],
            )

    @rule(number=choices)
    def cut_and_paste(self, number: int) -> None:
        row = self.pick(number)
        if row is not None:
            names = ", ".join(f'"{c}"' for c in self.m.copy.tables[row[0]].stored)
            self.m.sql(f'CREATE TEMP TABLE cut AS SELECT {names} FROM "{row[0]}" WHERE fid = ?',
                       row[1])  # fmt: skip
            self.m.sql(f'DELETE FROM "{row[0]}" WHERE fid = ?', row[1])
            self.m.sql(f'INSERT INTO "{row[0]}" ({names}) SELECT {names} FROM temp.cut')
            self.m.sql("DROP TABLE temp.cut")

    @rule(number=choices, into=choices)
    def put_into_folder(self, number: int, into: int) -> None:
        row, folders = self.pick(number), self.m.sql("SELECT caltopo_id FROM Folder ORDER BY fid")
        if row is not None and folders and row[0] != "Folder":
            id = folders[into % len(folders)][0]
            self.m.sql(f'UPDATE "{row[0]}" SET folderId = ? WHERE fid = ?', id, row[1])

    def pick_there(self, number: int) -> tuple[str, str, str] | None:
        there = sorted(
            (f["properties"]["description"], *key) for key, f in self.server.objects(MAP).items()
        )
        return there[number % len(there)] if there else None

    @rule(number=choices, title=words)
    def web_edit(self, number: int, title: str) -> None:
        found = self.pick_there(number)
        if found is not None:
            self.web.edit(found[1], found[2], {"title": title, "extra": title})
            self.titles[found[0]]["web"] = title

    @rule(number=choices, lon=st.integers(-179, 179))
    def web_move(self, number: int, lon: int) -> None:
        found = self.pick_there(number)
        if found is not None and found[1] == "Marker":
            self.web.edit(found[1], found[2], {}, geometry=point(lon, 41, 0, 0))
        elif found is not None and found[1] == "Shape":
            self.web.edit(found[1], found[2], {}, geometry=RING if lon % 2 else LINE)

    @rule(number=choices)
    def web_delete(self, number: int) -> None:
        found = self.pick_there(number)
        if found is not None and found[1] != "Folder":
            self.web.delete(found[1], found[2])
            self.deleted.add(found[0])

    @rule(title=words)
    def web_add(self, title: str) -> None:
        self.web.add("Marker", {"title": title, "description": self.token("web", title)},
                     point(-121, 39, 0, 0))  # fmt: skip

    @rule(fault=st.sampled_from(FAULTS))
    def something_goes_wrong(self, fault: Fault) -> None:
        self.server.fault(Fault(**fault.to_json()))

    @rule()
    def pull(self) -> None:
        self.tried(self.m.pull)

    @rule()
    def push(self) -> None:
        self.tried(self.m.push)

    @rule(crashed=st.booleans())
    def reopen(self, crashed: bool) -> None:
        self.m.reopen(crashed=crashed)

    @precondition(lambda self: self.m.ledger.conflicts())
    @rule(choice=st.sampled_from(["mine", "theirs"]))
    def resolve(self, choice: str) -> None:
        conflict = self.m.ledger.conflicts()[0]
        self.m.resolve(conflict.cls, conflict.id, choice)

    def tried(self, work: Any) -> None:
        with contextlib.suppress(CalTopoError):
            work()

    def teardown(self) -> None:
        if not hasattr(self, "m"):
            return
        try:
            self.settle()
        finally:
            self.m.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def settle(self) -> None:
        """Push and pull until quiet; then nothing is lost and nothing doubled."""
        self.server.clear_faults()
        for _ in range(12):
            for conflict in self.m.ledger.conflicts():
                self.m.resolve(conflict.cls, conflict.id, "mine")
            for entry in self.m.outbox():  # what a 400 parked is tried again
                entry.state, entry.attempts = type(entry.state)("ready"), 0
                self.m.ledger.put(entry)
            self.m.push()
            self.m.pull(full=True)
            if not (self.m.changes() or self.m.ledger.conflicts() or self.m.outbox()):
                break
        waiting = [(c.kind, c.cls, c.id, c.columns, c.reason) for c in self.m.changes()]
        assert (waiting, self.m.ledger.conflicts(), self.m.outbox()) == ([], [], [])
        audit = not self.server.behaviour.property_deltas
        expect_equal(self.m, self.server, audit=audit)
        there = [f["properties"]["description"] for f in self.server.objects(MAP).values()]
        assert len(there) == len(set(there)), "doubled"
        assert set(self.titles) - self.deleted <= set(there), "lost"
        for key, feature in self.server.objects(MAP).items():
            said = self.titles[feature["properties"]["description"]]
            if len(said) == 1:
                (title,) = said.values()
                assert feature["properties"]["title"] == title, (key, json.dumps(feature))


TestTwo = Two.TestCase
TestTwo.settings = settings(
    max_examples=int(os.environ.get("MODEL_EXAMPLES", "25")),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)
