# SPDX-License-Identifier: GPL-2.0-or-later
"""Two analysts and the web at work on one map for long, over a bad link to a bad server:
``python -m sync.soak --edits 10000 --seed 1`` (with ``PYTHONPATH=tests``).

Every object carries a token in its description that nobody edits, and each property belongs to one
party; so the model knows what the server must hold in the end: nothing lost, nothing doubled.
Titles belong to all: the last one is one of those that were given.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # the package under the name it is installed by, as in the tests
    sys.path.insert(0, str(Path(__file__).parents[2]))
    import conftest  # noqa: F401

from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.sync import geometry
from caltopo_sync.plugin.sync.outbox import State
from caltopo_sync.plugin.sync.push import Pace
from standin import Behaviour, Fault, Kind, Standin
from sync.crashing import Moment, dies
from sync.localmap import KEY, MAP, RING, LocalMap, expect_equal, point

PACE = Pace(expires=0.3, margin=0.1, look=0.02, pause=0.001, longest=1.0)
KEYS = {"A": KEY, "B": ("CRED00000002", KEY[1][::-1].replace("=", "") + "=")}
FAULTY = 0.05
FAULTS: list[dict[str, Any]] = [
    {"kind": Kind.STATUS, "status": 500},
    {"kind": Kind.STATUS, "status": 502, "committed": True, "body": "html"},
    {"kind": Kind.STATUS, "status": 503, "retry_after": 0},
    {"kind": Kind.STATUS, "status": 429, "retry_after": 0},
    {"kind": Kind.STATUS, "status": 400},
    {"kind": Kind.STATUS, "status": 403},
    {"kind": Kind.ERROR},
    {"kind": Kind.EMPTY},
    {"kind": Kind.EMPTY, "committed": True},
    {"kind": Kind.HTML, "committed": True},
    {"kind": Kind.TRUNCATED},
    {"kind": Kind.CUT},
    {"kind": Kind.DROP},
    {"kind": Kind.DROP, "reset": True},
    {"kind": Kind.LOST},
    {"kind": Kind.LOST, "reset": True},
    {"kind": Kind.LATE, "delay": 0.05},
    {"kind": Kind.SLOW, "delay": 0.05},
    {"kind": Kind.HANG, "delay": 0.05},
    {"kind": Kind.NAN},
    {"kind": Kind.BROKEN},
    {"kind": Kind.CLOSED},
]
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
    deleted: bool = False
    copied: bool = False  # a copy carries its id: it is never deleted


class Soak:
    """One run.  ``counts`` says what was done."""

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

    def faults(self) -> None:
        share = FAULTY / len(FAULTS)
        for fault in FAULTS:
            path = "/since/" if fault["kind"] is Kind.BROKEN else None
            self.server.fault(Fault(**fault, times=None, chance=share, path=path))

    # -- edits ----------------------------------------------------------------------------------

    def run(self, edits: int) -> None:
        self.faults()
        steps = 0
        while self.counts["edits"] < edits:
            steps += 1
            self.step()
            self._age_edit_modes()
            if not self.random.randrange(12):
                self.sync(self.random.choice("AB"))
            if not self.random.randrange(60):
                self.misfortune(self.random.choice("AB"))
        self.settle()

    def step(self) -> None:
        who = self.random.choices(("A", "B", "web"), (45, 35, 20))[0]
        dice = self.random.random()
        if dice < 0.33:
            what = self.random.choice([self.add] * 4 + [self.copy, self.split])
        elif dice < 0.45:
            what = self.delete
        else:
            what = self.random.choice([self.change] * 3 + [self.retitle, self.move, self.put])
        if not what(who):
            self.add(who)
        self.counts["edits"] += 1

    def thing(self, table: str, owner: str, title: str, **more: Any) -> Thing:
        token = f"token {len(self.things) + 1}"
        self.things[token] = Thing(token, table, owner, {title}, **more)
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
            f'SELECT fid FROM "{thing.table}" WHERE description = ?', thing.token
        )
        return found[0][0] if found else None

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

    def add(self, who: str) -> bool:
        table = self.random.choices(list(TABLES), (6, 4, 3, 3, 2, 1))[0]
        cls, title, shape = TABLES[table][0], self.word(), self.place(table)
        thing = self.thing(table, who, title, shape=shape)
        if who == "web":
            self.web.add(cls, {"title": title, "description": thing.token}, shape)
        else:
            self.maps[who].add(table, shape, title=title, description=thing.token)
            if self.random.random() < 0.4:
                self.put(who, thing)
        return True

    def copy(self, who: str) -> bool:
        """Copied and pasted: with the id of the original, or without."""
        thing = self.pick(who, "Marker", "Shape_line", "Shape_polygon", "Assignment_polygon")
        fid = self.fid(who, thing) if thing is not None and who != "web" else None
        if thing is None or fid is None:
            return False
        keeps_id = self.random.random() < 0.5
        thing.copied = thing.copied or keeps_id
        m = self.maps[who]
        without = ("description",) if keeps_id else ("description", "caltopo_id")
        columns = [c for c in m.copy.tables[thing.table].stored if c not in without]
        names = ", ".join(f'"{c}"' for c in columns)
        own = list(TABLES[thing.table][1].values())
        (row,) = m.sql(
            f'SELECT title, geom, {", ".join(own)} FROM "{thing.table}" WHERE fid = ?', fid
        )
        new = self.thing(thing.table, who, row[0] or "", said=dict(zip(own, row[2:])))
        shape = geometry.unpack(geometry.wkb_of(row[1]) or b"")
        new.shape = {"type": shape["type"], "coordinates": shape["coordinates"]}
        new.inside = dict.fromkeys(CONTAINERS, "unknown")
        m.sql(
            f'INSERT INTO "{thing.table}" ({names}, description) SELECT {names}, ? '
            f'FROM "{thing.table}" WHERE fid = ?', new.token, fid,
        )  # fmt: skip
        self.counts["copies"] += 1
        return True

    def split(self, who: str) -> bool:
        """A line is cut in two: the row keeps one half, a new one, with all its columns, the
        other."""
        thing = self.pick(who, "Shape_line", own=True)
        if thing is None or thing.shape is None or not self.copy_of(who, thing):
            return False
        self.counts["splits"] += 1
        return True

    def copy_of(self, who: str, thing: Thing) -> bool:
        fid = self.fid(who, thing) if who != "web" else None
        line = thing.shape["coordinates"] if thing.shape else []
        if fid is None or len(line) < 3:
            return False
        m = self.maps[who]
        ((stroke, pattern, title),) = m.sql(
            "SELECT stroke, pattern, title FROM Shape_line WHERE fid = ?", fid
        )
        halves = [{"type": "LineString", "coordinates": part} for part in (line[:2], line[1:])]
        thing.shape = halves[0]
        new = self.thing("Shape_line", who, title or "",
                         said={"stroke": stroke, "pattern": pattern}, shape=halves[1])  # fmt: skip
        m.sql("UPDATE Shape_line SET geom = ? WHERE fid = ?", geometry.pack(halves[0]).blob, fid)
        ((id,),) = m.sql("SELECT caltopo_id FROM Shape_line WHERE fid = ?", fid)
        thing.copied = True
        m.add("Shape_line", halves[1], caltopo_id=id, title=title, stroke=stroke,
              pattern=pattern, description=new.token)  # fmt: skip
        return True

    def delete(self, who: str) -> bool:
        thing = self.pick(who, own=True)
        if thing is None or thing.copied:
            return False
        if who == "web":
            key = self.there(thing)
            if key is None or thing.table in CONTAINERS.values():
                return False
            self.web.delete(*key)
        else:
            fid = self.fid(who, thing)
            if fid is None:
                return False
            self.maps[who].sql(f'DELETE FROM "{thing.table}" WHERE fid = ?', fid)
        thing.deleted = True
        self.counts["deletes"] += 1
        return True

    def change(self, who: str) -> bool:
        """What belongs to one party alone."""
        thing = self.pick(who)
        if thing is None:
            return False
        value = self.random.choice(("#00FF00", "x y", f"v{self.counts['edits']}"))
        if who == "web":
            key = self.there(thing)
            if key is None:
                return False
            self.web.edit(*key, {"extra": value})
            thing.said["extra"] = value
            return True
        column = TABLES[thing.table][1].get(who)
        fid = self.fid(who, thing)
        if column is None or fid is None:
            return False
        self.maps[who].sql(f'UPDATE "{thing.table}" SET "{column}" = ? WHERE fid = ?', value, fid)
        thing.said[column] = value
        return True

    def retitle(self, who: str) -> bool:
        """What belongs to everybody."""
        thing, title = self.pick(who), self.word()
        if thing is None:
            return False
        if who == "web":
            key = self.there(thing)
            if key is None:
                return False
            self.web.edit(*key, {"title": title})
        else:
            fid = self.fid(who, thing)
            if fid is None:
                return False
            self.maps[who].sql(f'UPDATE "{thing.table}" SET title = ? WHERE fid = ?', title, fid)
        thing.titles.add(title)
        return True

    def move(self, who: str) -> bool:
        thing = self.pick(who, "Marker", "Shape_line", own=True)
        if thing is None:
            return False
        shape = self.place(thing.table)
        if who == "web":
            key = self.there(thing)
            if key is None:
                return False
            self.web.edit(*key, geometry=shape)
        else:
            fid = self.fid(who, thing)
            if fid is None:
                return False
            blob = geometry.pack(shape or {}).blob
            self.maps[who].sql(f'UPDATE "{thing.table}" SET geom = ? WHERE fid = ?', blob, fid)
        thing.shape = shape
        return True

    def put(self, who: str, thing: Thing | None = None) -> bool:
        """Into a folder or an operational period of those that this analyst sees, or out."""
        thing = thing or self.pick(who, *(set(TABLES) - {"Folder", "OperationalPeriod"}), own=True)
        if who == "web" or thing is None or thing.table in CONTAINERS.values():
            return False
        column = "folderId"
        if thing.table.startswith("Assignment") and self.random.random() < 0.5:
            column = "operationalPeriodId"
        into = self.pick(who, CONTAINERS[column])
        fid = self.fid(who, thing)
        if into is None or fid is None or self.fid(who, into) is None:
            return False
        ((id,),) = self.maps[who].sql(
            f'SELECT caltopo_id FROM "{into.table}" WHERE description = ?', into.token
        )
        self.maps[who].sql(f'UPDATE "{thing.table}" SET "{column}" = ? WHERE fid = ?', id, fid)
        thing.inside[column] = into.token
        thing.was_inside.add(into.token)
        return True

    # -- syncing --------------------------------------------------------------------------------

    def _age_edit_modes(self) -> None:
        for editing in self.editing.values():
            for table in [t for t, left in editing.items() if left <= 0]:
                del editing[table]
            for table in editing:
                editing[table] -= 1
            if not self.random.randrange(40):
                editing[self.random.choice(list(TABLES))] = self.random.randrange(5, 60)
                self.counts["edit modes"] += 1

    def sync(self, who: str) -> None:
        m, push = self.maps[who], self.random.random() < 0.6
        self.counts["pushes" if push else "pulls"] += 1
        try:
            m.push() if push else m.pull(full=self.random.random() < 0.05)
        except CalTopoError as error:
            self.counts["stopped: " + type(error).__name__] += 1
        self.resolve(m)

    def resolve(self, m: LocalMap) -> None:
        """Deleting wins; of two titles one is taken."""
        for conflict in m.ledger.conflicts():
            self.counts["conflicts"] += 1
            choice = self.random.choice(("mine", "theirs"))
            if conflict.kind != "edit":
                choice = "theirs" if conflict.kind == "deleted there" else "mine"
            m.resolve(conflict.cls, conflict.id, choice)
        for entry in m.outbox():  # as with Retry
            if entry.state is State.PARKED:
                self.counts["retries"] += 1
                entry.state, entry.attempts, entry.reason = State.READY, 0, ""
                m.ledger.put(entry)

    def misfortune(self, who: str) -> None:
        m = self.maps[who]
        self.editing[who].clear()  # nobody edits in a program that has ended
        dice = self.random.random()
        if dice < 0.35:
            self.counts["restarts"] += 1
            m.reopen()
        elif dice < 0.7:
            self.counts["crashes"] += 1
            m.reopen(crashed=True)
        else:
            self.counts["kills"] += 1
            m.crash()
            m.client.close()
            moment, number = self.random.choice(list(Moment)), self.random.randrange(1, 40)

            def work() -> None:
                own = LocalMap(self.server.url, self.folder / who, pace=PACE, key=KEYS[who])
                with contextlib.suppress(CalTopoError):
                    own.push()
                own.close()

            dies(work, moment, number, seconds=60)
            m = self.maps[who] = self._open(who)
        self._watch(who, m)

    def settle(self) -> None:
        """All goes well from now on: everybody pushes and pulls until nothing is left to do."""
        self.server.clear_faults()
        for editing in self.editing.values():
            editing.clear()
        for _ in range(20):
            for m in self.maps.values():
                self.resolve(m)
                m.push()
            for m in self.maps.values():
                m.pull(full=True)
            if not any(self._left(m) for m in self.maps.values()):
                return
        raise AssertionError(f"never quiet: {[self._left(m) for m in self.maps.values()]}")

    def _left(self, m: LocalMap) -> list[Any]:
        return [*m.changes(), *m.ledger.conflicts(), *m.outbox(), *m.ledger.pending(10)]

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
            emptied = any(self.things[t].deleted for t in thing.was_inside)
            assert expected == "unknown" or emptied or token == expected, (thing, said)

    def close(self) -> None:
        for m in self.maps.values():
            m.close()


def soak(edits: int, seed: int) -> Counter[str]:
    """One run; what was done.  Raises AssertionError where anything is lost or doubled."""
    folder = Path(tempfile.mkdtemp(prefix="caltopo-soak-"))
    with Standin() as server:
        server.add_credential(*KEY)
        server.add_credential(*KEYS["B"], account="SVC002")
        work = Soak(server, folder, seed)
        try:
            work.run(edits)
            work.judge()
        finally:
            calls = server.calls
            work.counts["calls"] = len(calls)
            work.counts["calls that failed"] = sum(
                1 for c in calls if not 200 <= (c.status or 0) < 300
            )
            work.close()
            shutil.rmtree(folder, ignore_errors=True)
    return work.counts


def main() -> int:
    parser = argparse.ArgumentParser(prog="sync.soak", description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=None, help="the same edits again")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}, {options.edits} edits", flush=True)
    started = time.monotonic()
    counts = soak(options.edits, seed)
    print(", ".join(f"{number} {name}" for name, number in sorted(counts.items())))
    print(f"nothing lost, nothing doubled, in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
