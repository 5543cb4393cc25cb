# SPDX-License-Identifier: GPL-2.0-or-later
"""The two files of a local copy: made whole or not at all, checked at opening, found again."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.sync.ledger import Conflict, Ledger
from caltopo_sync.plugin.sync.localcopy import LocalCopy, NotAPair, first_load, move_aside
from caltopo_sync.plugin.sync.outbox import Entry, State
from standin import Fault, Kind, Standin
from sync.localmap import LINE, MAP, RING, LocalMap, expect_equal, folder, marker, point, shape

Open = Callable[..., LocalMap]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.create(tmp_path / "x.ledger", {"pair": "p"})
    made.index()
    yield made
    made.close()


class TestLedger:
    def test_all_or_nothing(self, ledger: Ledger) -> None:
        with pytest.raises(KeyError), ledger:
            ledger.set_meta("a", "1")
            with ledger:
                ledger.set_server("Marker", "m", "{}", 1)
            raise KeyError
        assert ledger.meta("a") == "" and ledger.object("Marker", "m") is None
        with ledger:
            ledger.set_meta("a", "2")
        assert ledger.meta("a") == "2"

    def test_after_a_failed_commit_it_goes_on(self, ledger: Ledger, tmp_path: Path) -> None:
        ledger._db.execute("PRAGMA max_page_count = 60")
        with pytest.raises(CalTopoError, match="cannot be written"), ledger:
            for n in range(500):
                ledger.set_server("Marker", str(n), "x" * 4000, 1)
        assert ledger.count() == 0
        ledger.set_server("Marker", "m", "{}", 1)
        assert ledger.count() == 1

    def test_several_threads(self, ledger: Ledger) -> None:
        def work(name: str) -> None:
            for n in range(40):
                with ledger:
                    ledger.set_server(name, str(n), "{}", n)
                    ledger.outbox()

        threads = [threading.Thread(target=work, args=(f"C{n}",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert ledger.count() == 160

    def test_a_place_holds_one_object(self, ledger: Ledger) -> None:
        for id in ("a", "b"):
            ledger.set_server("Marker", id, "{}", 1)
            known = ledger.object("Marker", id)
            assert known is not None
            ledger.settle(known, "{}", "Marker", 1, 0)
        at = ledger.at("Marker", 1)
        assert at is not None and at.id == "b"
        assert [k.id for k in ledger.displaced()] == ["a"]
        ledger.move("Marker", "a", "Marker", 1)
        assert [k.id for k in ledger.displaced()] == ["b"]
        ledger.claim("Marker", "c", "{}", "Marker", 1, 1)
        assert [k.id for k in ledger.displaced()] == ["a", "b"]

    def test_entries_and_conflicts_come_back_as_they_were(self, ledger: Ledger) -> None:
        entry = Entry("add", "Marker", "new-1", "title", "Marker", 3, "{}", "{}", State.UNKNOWN,
                      "why", 2, 1234567890123, 17, 1.5, 1)  # fmt: skip
        ledger.put(entry)
        assert ledger.outbox() == [entry]
        entry.state = State.PARKED
        ledger.put(entry)
        assert ledger.outbox() == [entry]
        ledger.take(entry)
        assert ledger.outbox() == []
        conflict = Conflict("Marker", "m", "edit", {"title": ["a", None, 1.5]}, "{}")
        ledger.set_conflict(conflict)
        assert ledger.conflicts() == [conflict]

    def test_crash_and_reopen(self, ledger: Ledger, tmp_path: Path) -> None:
        ledger.set_meta("kept", "1")
        ledger._db.execute("BEGIN IMMEDIATE")
        ledger._db.execute("INSERT INTO meta VALUES ('lost', '1')")
        copy = tmp_path / "after.ledger"
        for suffix in ("", "-wal"):
            copy.with_name(copy.name + suffix).write_bytes(
                ledger.path.with_name(ledger.path.name + suffix).read_bytes()
            )
        ledger._db.execute("ROLLBACK")
        again = Ledger(copy)
        assert (again.meta("kept"), again.meta("lost")) == ("1", "")
        again.close()

    def test_it_is_private(self, ledger: Ledger) -> None:
        ledger.set_meta("a", "b")
        for suffix in ("", "-wal"):
            path = ledger.path.with_name(ledger.path.name + suffix)
            assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_a_newer_version_is_left_alone(self, ledger: Ledger) -> None:
        ledger.set_meta("version", "99")
        with pytest.raises(CalTopoError, match="newer"):
            Ledger(ledger.path)

    @pytest.mark.parametrize("content", [b"", b"not a database, but long enough to be one" * 99])
    def test_a_damaged_file(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "bad.ledger"
        path.write_bytes(content)
        with pytest.raises(CalTopoError, match="cannot be read"):
            Ledger(path)

    def test_what_is_looked_up_often_has_an_index(self, ledger: Ledger) -> None:
        seen: list[str] = []
        ledger._db.set_trace_callback(seen.append)
        ledger.object("Marker", "a")
        ledger.at("Marker", 5)
        ledger.pending(10)
        ledger.seen_after(5, "Marker")
        ledger.displaced()
        ledger.set_server("Marker", "a", "{}", 1)
        known = ledger.object("Marker", "a")
        assert known is not None
        ledger.settle(known, "{}", "Marker", 1, None)
        ledger.claim("Marker", "a", "{}", "Marker", 1, 1)
        ledger.move("Marker", "a", "Marker", 2)
        ledger.unplace(known)
        ledger.set_gone("Marker", "a")
        ledger.remove(known)
        ledger._db.set_trace_callback(None)
        asked = [sql for sql in seen if " object " in sql and not sql.startswith("INSERT")]
        assert len(asked) > 12
        for sql in asked:
            plan = " ".join(row[3] for row in ledger._db.execute("EXPLAIN QUERY PLAN " + sql))
            assert "USING INDEX object_" in plan and "SCAN object USING" not in plan.replace(
                "SCAN object USING INDEX object_pending", ""
            ).replace("SCAN object USING INDEX object_displaced", ""), (sql, plan)


class TestFirstLoad:
    def test_broken_objects_are_set_aside(self, server: Standin, open_map: Open) -> None:
        server.fault(Fault(Kind.BROKEN, path="/since/"))
        m = open_map(marker("a"), shape("l", LINE))
        assert len(m.ledger.aside()) == 5 and m.ledger.count() == 2
        assert set(m.rows("Marker")) == {"a"}

    def test_duplicates_in_one_answer(self, server: Standin, open_map: Open) -> None:
        server.behave(repeated=True, shuffled=True)
        m = open_map(marker("a"), marker("b"), folder("a"))
        m.pull()
        expect_equal(m, server)

    def test_odd_classes_and_geometries(self, server: Standin, open_map: Open) -> None:
        def odd(id: str, cls: str, geometry: Any = ...) -> dict[str, Any]:
            found = {"type": "Feature", "id": id, "properties": {"class": cls, "title": id}}
            return found if geometry is ... else {**found, "geometry": geometry}

        features = [
            odd("1", "Drone", point(1, 2)),
            odd("2", "drone", point(1, 2)),
            odd("3", "DRONE", LINE),
            odd("4", 'a"; DROP TABLE Marker; --', None),
            odd("5", "gpkg_x"),
            odd("6", "ü" * 90),
            odd("7", "Marker", RING),
            odd("8", "Marker", None),
            odd("9", "Marker"),
            odd("10", "Folder", point(1, 2)),
            odd("11", "Shape", None),
            odd("12", "Shape", point(1, 2)),
            odd(
                "13", "Shape", {"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 1], [2, 0]]]]}
            ),
            odd("14", "Shape", {"type": "GeometryCollection", "geometries": [point(1, 2), LINE]}),
            odd("15", "Assignment", point(1, 2)),
            odd("16", "MapMediaObject"),
            odd("17", "Other"),
            odd("18", "LiveTrack"),
            odd("19", "AppTrack", point(1, 2)),
            odd("20", "Locator", point(1, 2)),
            odd("21", "Marker", {"type": "Point", "coordinates": [1, 2, 3, 4, 5]}),
        ]
        m = open_map(*features)
        assert m.ledger.aside() == [] and len(m.everything()) == len(features)
        expect_equal(m, server)
        m.reopen()
        m.pull(full=True)
        assert m.changes() == []
        expect_equal(m, server)

    def test_huge_and_odd_values(self, server: Standin, open_map: Open) -> None:
        values = ["1e400", "9" * 400, "-0", "[[[[]]]]", '{"a":{}}', "true", '"\\u0000"', "1e-400"]
        names = [
            "title",
            "stroke-width",
            "updated",
            "visible",
            "marker-size",
            "folderId",
            "creator",
        ]
        texts = [
            f'{{"type":"Feature","id":"{i}-{j}-{cls}","geometry":null,'
            f'"properties":{{"class":"{cls}","{name}":{value}}}}}'
            for cls in ("Marker", "Folder")
            for i, name in enumerate(names)
            for j, value in enumerate(values)
        ]
        m = open_map(*texts)
        assert m.ledger.count() + len(m.ledger.aside()) == len(texts)
        assert m.changes() == []
        m.reopen(crashed=True)
        assert m.changes() == []

    @pytest.mark.parametrize("kind", [Kind.TRUNCATED, Kind.CUT, Kind.HTML, Kind.EMPTY, Kind.DROP])
    def test_a_bad_answer_leaves_nothing_behind(
        self, server: Standin, tmp_path: Path, open_map: Open, kind: Kind
    ) -> None:
        server.add_map(MAP, [marker(f"m{n}") for n in range(2000)])
        server.fault(Fault(kind, path="/since/", times=9))
        with pytest.raises(CalTopoError):
            open_map()
        assert list((tmp_path / "copy").iterdir()) == []
        server.clear_faults()
        assert len(open_map().rows("Marker")) == 2000

    def test_leftovers_of_a_killed_load(
        self, server: Standin, tmp_path: Path, open_map: Open
    ) -> None:
        (tmp_path / "copy").mkdir()
        for name in ("test.gpkg.part", "test.ledger.part", "test.ledger.part-wal"):
            (tmp_path / "copy" / name).write_bytes(b"half")
        m = open_map(marker("a"))
        assert sorted(p.name for p in (tmp_path / "copy").glob("*.part*")) == []
        expect_equal(m, server)

    def test_the_files_are_private(self, open_map: Open) -> None:
        m = open_map(marker("a"))
        for path in (m.paths.geopackage, m.paths.ledger):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_existing_files_are_moved_aside(self, server: Standin, open_map: Open) -> None:
        m = open_map(marker("a"))
        m.edit("Marker", "a", title="unsent")
        m.close()
        content = m.paths.geopackage.read_bytes()
        moved = move_aside(m.paths)
        assert not m.paths.geopackage.exists() and not m.paths.ledger.exists()
        assert content in [path.read_bytes() for path in moved]
        again = move_aside(m.paths)
        assert again == []
        first_load(LocalMap(server.url, m.paths.ledger.parent).client, MAP, m.paths, "s", False)
        twice = move_aside(m.paths)
        assert not set(twice) & set(moved)
        m.__init__(server.url, m.paths.ledger.parent)  # type: ignore[misc]


class TestOpening:
    def test_edits_nobody_logged_are_found_after_a_crash(
        self, server: Standin, open_map: Open
    ) -> None:
        m = open_map(marker("a"), marker("b"), marker("c"), shape("l", LINE))
        for event in ("added", "edited", "deleted"):
            m.sql(f"DROP TRIGGER caltopo_Marker_{event}")
        m.edit("Marker", "a", title="A", geom=point(-121, 40))
        m.delete("Marker", "b")
        m.add("Marker", point(-119, 39), caltopo_id="new-x", title="X")
        assert m.changes() == []
        m.reopen()  # closed cleanly, but the triggers are missing
        kinds = sorted((c.kind.value, c.id) for c in m.changes())
        assert kinds == [("add", "new-x"), ("delete", "b"), ("edit", "a")]
        report = m.push()
        assert (report.added, report.edited, report.deleted) == (1, 1, 1)
        expect_equal(m, server)

    def test_edits_under_an_open_gate_are_found_after_a_crash(self, open_map: Open) -> None:
        m = open_map(marker("a"), marker("b"))
        m.sql("UPDATE caltopo_state SET gate = 1")
        m.edit("Marker", "a", title="A")
        m.reopen(crashed=True)
        assert [(c.kind.value, c.id) for c in m.changes()] == [("edit", "a")]
        assert m.sql("SELECT gate FROM caltopo_state") == [(0,)]

    @pytest.mark.parametrize("deleted", [False, True])
    def test_many_rows_that_vanished(self, server: Standin, open_map: Open, deleted: bool) -> None:
        m = open_map(*(marker(f"m{n}") for n in range(40)), shape("l", LINE))
        m.sql("DROP TRIGGER caltopo_Marker_deleted")
        m.sql("DELETE FROM Marker WHERE fid > 5")
        asked: list[str] = []

        def ask(question: str) -> bool:
            asked.append(question)
            return deleted

        m.reopen(ask=ask)
        assert len(asked) == 1 and "35 objects of Marker" in asked[0]
        assert len(m.changes()) == (35 if deleted else 0)
        m.push()
        assert len(server.objects(MAP)) == (6 if deleted else 41)
        expect_equal(m, server)

    def test_a_dropped_table_comes_back(self, server: Standin, open_map: Open) -> None:
        m = open_map(*(marker(f"m{n}") for n in range(20)))
        m.sql("DROP TABLE rtree_Marker_geom")
        m.sql("DROP TABLE Marker")
        m.reopen()
        assert len(m.rows("Marker")) == 20 and m.changes() == []
        m.push()
        expect_equal(m, server)

    def test_another_maps_ledger(self, server: Standin, tmp_path: Path, open_map: Open) -> None:
        one, two = open_map(marker("a"), copy="one"), open_map(copy="two")
        one.close(), two.close()
        two.paths.ledger.replace(one.paths.ledger)
        with pytest.raises(NotAPair):
            LocalCopy.open(one.paths, False)
        one.paths.ledger.unlink()
        with pytest.raises(NotAPair, match="lost its ledger"):
            LocalCopy.open(one.paths, False)
        move_aside(one.paths), move_aside(two.paths)
        one.__init__(server.url, tmp_path / "one")  # type: ignore[misc]
        two.__init__(server.url, tmp_path / "two")  # type: ignore[misc]

    def test_a_crash_between_the_two_renames(self, server: Standin, open_map: Open) -> None:
        m = open_map(marker("a"))
        m._db.close()
        m.copy.close()
        m.paths.ledger.rename(m.paths.part(m.paths.ledger))
        m.copy = m._open()
        m.pull()
        expect_equal(m, server)

    @pytest.mark.parametrize("which", ["geopackage", "ledger"])
    def test_a_damaged_file_says_so(self, open_map: Open, server: Standin, which: str) -> None:
        m = open_map(*(marker(f"m{n}") for n in range(300)))
        m.close()
        path = getattr(m.paths, which)
        good = path.read_bytes()
        path.write_bytes(good[:8192] + os.urandom(len(good) - 8192))
        with pytest.raises(CalTopoError):
            copy = LocalCopy.open(m.paths, False)
            list(copy.ledger.objects())
            copy.close()
        path.write_bytes(good)
        m.copy = m._open()

    def test_a_disk_that_is_full(self, server: Standin, open_map: Open) -> None:
        m = open_map(*(marker(f"m{n}") for n in range(50)))
        m.edit("Marker", "m0", title="mine")
        for n in range(50):
            server.colleague(MAP).edit("Marker", f"m{n}", {"description": "x" * 5000})
        before = m.ledger.timestamp
        pages = m.ledger._db.execute("PRAGMA page_count").fetchone()[0]
        m.ledger._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(CalTopoError, match="cannot be written"):
            m.pull()
        assert m.ledger.timestamp == before
        m.ledger._db.execute("PRAGMA max_page_count = 1000000")
        report = m.push()
        assert report.edited == 1
        expect_equal(m, server)

    def test_sending_becomes_unknown(self, server: Standin, open_map: Open) -> None:
        m = open_map(marker("a"))
        push = m.ledger.begin_push("Push")
        m.ledger.put(Entry("edit", "Marker", "a", "a", state=State.SENDING, expires=1, push=push))
        m.reopen(crashed=True)
        assert [e.state for e in m.outbox()] == [State.UNKNOWN]
        m.push()
        assert m.outbox() == []


def test_finding_costs_what_was_edited(open_map: Open, server: Standin) -> None:
    """Ten changes need as many statements on a large map as on a small one."""
    counts = []
    for size in (30, 3000):
        if MAP in server.maps():
            server.remove_map(MAP)
        server.add_map(MAP, [marker(f"m{n}") for n in range(size)])
        m = open_map(copy=f"copy{size}")
        for n in range(10):
            m.edit("Marker", f"m{n}", title="x")
            server.colleague(MAP).edit("Marker", f"m{n + 10}", {"title": "y"})
        seen: list[str] = []
        for db in (m.ledger._db, m.copy.rows._db):
            db.set_trace_callback(seen.append)
        m.pull()
        assert len(m.changes()) == 10
        counts.append(len(seen))
        for db in (m.ledger._db, m.copy.rows._db):
            db.set_trace_callback(None)
            for sql in set(seen):
                if sql.startswith(("SELECT", "UPDATE", "DELETE")) and "caltopo_changes" not in sql:
                    try:
                        plan = db.execute("EXPLAIN QUERY PLAN " + sql).fetchall()
                    except sqlite3.OperationalError:
                        continue  # the other file's
                    whole = [r[3] for r in plan if r[3].startswith("SCAN Marker")]
                    assert whole == [], sql
    assert counts[0] == counts[1]


def test_texts_are_json(open_map: Open) -> None:
    m = open_map(marker("a"))
    known = m.ledger.object("Marker", "a")
    assert known is not None and json.loads(known.base or "")["id"] == "a"
