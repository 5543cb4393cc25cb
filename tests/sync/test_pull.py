# SPDX-License-Identifier: GPL-2.0-or-later
"""What changes on the server arrives in the rows, whole and once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError, NetworkError
from caltopo_sync.plugin.sync.rows import Delete
from standin import Fault, Kind, Standin
from sync.localmap import LINE, MAP, RING, LocalMap, expect_equal, folder, marker, point, shape

Open = Callable[..., LocalMap]


def track(id: str, count: int, cls: str = "AppTrack") -> dict[str, Any]:
    positions = [[-120.0 - n / 1000, 39.0, 2000 + n, 1_700_000_000_000 + 1000 * n]
                 for n in range(count)]  # fmt: skip
    geometry = {"type": "LineString", "coordinates": positions, "incremental": True, "size": count}
    return {"type": "Feature", "id": id, "properties": {"class": cls, "title": id},
            "geometry": geometry}  # fmt: skip


def test_adds_edits_and_deletes_of_a_colleague(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"), folder("f"), shape("l", LINE))
    web = server.colleague(MAP)
    web.edit("Marker", "a", {"title": "A"})
    web.edit("Shape", "l", geometry={**LINE, "coordinates": LINE["coordinates"][:2]})
    web.delete("Marker", "b")
    new = web.add("Shape", {"title": "new"}, RING)
    report = m.pull()
    assert (report.added, report.changed, report.deleted, report.conflicts) == (1, 2, 1, 0)
    assert m.row("Shape_polygon", new)["title"] == "new"
    expect_equal(m, server)
    again = m.pull()
    assert (again.added, again.changed, again.deleted, again.items) == (0, 0, 0, [])
    assert m.changes() == [] and m.copy.rows.touched() == []


@pytest.mark.parametrize("behaviour", [
    {}, {"repeated": True}, {"shuffled": True}, {"repeated": True, "shuffled": True},
    {"overlap": 60.0}, {"geometry_deltas": True, "property_deltas": True, "track_deltas": True},
    {"ids": "always"}, {"ids": "always", "empty_classes": False}, {"empty_classes": False},
    {"visible_after": 0.05}, {"compressed": True, "keep_alive": False},
    {"assignment_title_empty": True},
], ids=str)  # fmt: skip
def test_whatever_way_the_server_tells_it(
    server: Standin, open_map: Open, behaviour: dict[str, Any]
) -> None:
    server.behave(**behaviour)
    m = open_map(marker("a"), marker("b", x=[1, {"y": 2}]), folder("f"), shape("l", LINE),
                 track("t", 3), shape("s", RING) | {"properties": {"class": "Assignment",
                 "letter": "A", "number": "1", "title": "A 1"}})  # fmt: skip
    web = server.colleague(MAP)
    for n in range(4):
        web.edit("Marker", "a", {"title": f"A {n}"})
        m.pull()
        web.edit("Marker", "b", geometry=point(-120 - n / 10, 39, 0, 0))
        web.edit("Folder", "f", {"title": f"F {n}", "visible": n % 2 == 0})
        web.grow("AppTrack", "t", [[-121, 39 + n / 10, 2100, 1_700_000_100_000 + 1000 * n]])
        new = web.add("Marker", {"title": f"new {n}"}, point(-121, 39, 0, 0))
        web.edit("Shape", "l", {"title": "L"}, geometry=LINE)
        web.edit("Assignment", "s", {"number": str(n)})
        m.pull()
        if n == 2:
            web.delete("Marker", new)
            web.delete("Folder", "f")
            web.add("Folder", {"title": "back"}, id="f")
    m.pull()
    if behaviour.get("visible_after"):
        time.sleep(0.1)
        m.pull()
    if not behaviour.get("assignment_title_empty"):
        # an answer with the geometry alone says nothing of who changed it when
        expect_equal(m, server, audit=not behaviour.get("geometry_deltas"))
    assert m.row("Marker", "b")["title"] == "b"
    assert len(m.row("AppTrack", "t")["geom"]["coordinates"]) == 7
    assert m.row("Assignment_polygon", "s")["title"] == "A 3"
    assert m.changes() == []


def test_deletions_nobody_tells_of_show_in_a_full_answer(server: Standin, open_map: Open) -> None:
    server.behave(ids="never")
    m = open_map(marker("a"), marker("b"))
    server.colleague(MAP).delete("Marker", "b")
    assert m.pull().deleted == 0
    assert m.pull(full=True).deleted == 1
    expect_equal(m, server)


def test_the_last_object_of_a_class(server: Standin, open_map: Open) -> None:
    server.behave(empty_classes=False)
    m = open_map(marker("a"), shape("l", LINE))
    server.colleague(MAP).delete("Shape", "l")
    assert m.pull().deleted == 1
    expect_equal(m, server)


def test_one_id_in_two_classes(server: Standin, open_map: Open) -> None:
    m = open_map(marker("0"), shape("0", LINE), folder("0"))
    web = server.colleague(MAP)
    web.edit("Shape", "0", {"title": "shape"})
    web.delete("Marker", "0")
    report = m.pull()
    assert (report.changed, report.deleted) == (1, 1)
    expect_equal(m, server)
    m.delete("Shape_line", "0")
    assert m.push().deleted == 1
    assert set(server.objects(MAP)) == {("Folder", "0")}


@pytest.mark.parametrize("keep", [False, True])
def test_a_finished_track_becomes_a_shape(server: Standin, open_map: Open, keep: bool) -> None:
    m = open_map(track("t", 3), marker("a"))
    server.colleague(MAP).turn("AppTrack", "t", "Shape", keep=keep)
    report = m.pull()
    assert (report.added, report.deleted) == (1, 0 if keep else 1)
    assert m.row("Shape_line", "t")["geom"]["coordinates"][2][3] == 1_700_000_002_000
    expect_equal(m, server)


def test_a_track_that_grows(server: Standin, open_map: Open) -> None:
    server.behave(track_deltas=True)
    live = {"type": "Feature", "id": "t", "properties": {"class": "LiveTrack", "title": "t"}}
    m = open_map(live, marker("a"))
    web = server.colleague(MAP)
    for n in range(5):
        web.grow("LiveTrack", "t", [[-120, 39 + n / 100, 0, 1_700_000_000_000 + 1000 * n]])
        m.pull()
        expect_equal(m, server, audit=False)
    assert len(m.row("LiveTrack", "t")["geom"]["coordinates"]) == 5


def test_track_positions_at_one_time_are_not_lost(server: Standin, open_map: Open) -> None:
    server.behave(track_deltas=True)
    m = open_map(track("t", 2), marker("a"))
    web = server.colleague(MAP)
    web.grow("AppTrack", "t", [[-121, 39, 0, 0], [-121.1, 39, 0, 0], [-121.2, 39, 0, 0]])
    m.pull()
    expect_equal(m, server)
    # a crop is not undone by what was known before
    web.edit("AppTrack", "t", geometry={**track("t", 2)["geometry"]})
    m.pull()
    expect_equal(m, server)


def test_a_line_that_becomes_a_polygon_changes_its_table(server: Standin, open_map: Open) -> None:
    m = open_map(shape("s", LINE, note="kept"), marker("a"))
    web = server.colleague(MAP)
    web.edit("Shape", "s", geometry=RING)
    assert m.pull().changed == 1
    assert m.rows("Shape_line") == {} and list(m.rows("Shape_polygon")) == ["s"]
    expect_equal(m, server)
    assert m.changes() == []
    web.edit("Shape", "s", geometry={"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]]]})
    m.pull()
    assert list(m.rows("Other")) == ["s"]  # until the next opening may make a table for it
    web.edit("Shape", "s", geometry=LINE)
    m.pull()
    expect_equal(m, server)
    assert m.changes() == []


def test_many_removals_are_confirmed_and_asked(server: Standin, open_map: Open) -> None:
    m = open_map(*(marker(f"m{n}") for n in range(40)))
    for n in range(15):
        server.colleague(MAP).delete("Marker", f"m{n}")
    asked: list[str] = []
    puller = m.puller()
    puller.ask = lambda question: bool(asked.append(question))
    server.clear_calls()
    report = puller.run()
    assert [c.path.rsplit("/")[-1] == "0" for c in server.calls] == [False, True]
    assert (report.deleted, len(asked), len(m.rows("Marker"))) == (0, 1, 40)
    assert m.pull(full=True).deleted == 15
    expect_equal(m, server)


def test_an_answer_that_wrongly_lists_nothing(server: Standin, open_map: Open) -> None:
    """Deletions are believed only after a full answer says the same."""
    m = open_map(*(marker(f"m{n}") for n in range(5)))

    class Lying:
        def __init__(self, client: Any) -> None:
            self.client, self.signed, self.clock_offset = client, True, 0.0

        def map_since(self, map_id: str, since: int, *rest: Any) -> Any:
            answer = self.client.map_since(map_id, since, *rest)
            return answer if since == 0 else type(answer)(answer.timestamp, {"Marker": []}, 0)

    puller = m.puller()
    puller._wire = Lying(m.client)  # type: ignore[assignment]
    assert puller.run().deleted == 0
    assert len(m.rows("Marker")) == 5


def test_listed_objects_that_never_came_are_fetched(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    timestamp = m.ledger.timestamp
    server.colleague(MAP).add("Marker", {"title": "missed"}, point(-120, 39), id="missed")
    m.ledger.set_meta("timestamp", str(server.now() + 60_000))
    server.behave(ids="always")
    report = m.pull()
    assert report.added == 1 and m.row("Marker", "missed")["title"] == "missed"
    assert m.ledger.timestamp > timestamp
    expect_equal(m, server)


def test_many_missed_objects_are_fetched_at_once(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    for _ in range(60):
        server.colleague(MAP).add("Marker", {"title": "x"}, point(-120, 39))
    m.ledger.set_meta("timestamp", str(server.now() + 60_000))
    server.behave(ids="always")
    server.clear_calls()
    assert m.pull().added == 60
    assert len(server.calls) == 2
    expect_equal(m, server)


def test_a_listed_object_that_cannot_be_read(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    server.colleague(MAP).add("Marker", {"title": "x"}, point(-120, 39), id="x")
    m.ledger.set_meta("timestamp", str(server.now() + 60_000))
    server.behave(ids="always")
    server.fault(Fault(Kind.STATUS, path="Marker/x", status=404, times=1))
    assert m.pull().added == 0
    server.fault(Fault(Kind.DROP, path="Marker/x", times=9))
    before = m.ledger.timestamp
    with pytest.raises(NetworkError):
        m.pull()
    assert m.ledger.timestamp == before
    server.clear_faults()
    assert m.pull().added == 1
    expect_equal(m, server)


@pytest.mark.parametrize("kind", [Kind.STATUS, Kind.ERROR, Kind.EMPTY, Kind.HTML, Kind.TRUNCATED,
                                  Kind.CUT, Kind.DROP, Kind.REDIRECT])  # fmt: skip
@pytest.mark.parametrize("full", [False, True])
def test_an_answer_that_is_not_whole_changes_nothing(
    server: Standin, open_map: Open, kind: Kind, full: bool
) -> None:
    m = open_map(marker("a"), marker("b"), shape("l", LINE))
    web = server.colleague(MAP)
    web.edit("Marker", "a", {"title": "A"})
    web.delete("Marker", "b")
    web.edit("Shape", "l", geometry=RING)
    before = (m.everything(), m.ledger.timestamp, list(m.ledger.objects()))
    server.fault(Fault(kind, path="/since/", times=9, fraction=0.8))
    with pytest.raises(CalTopoError):
        m.pull(full=full)
    assert (m.everything(), m.ledger.timestamp, list(m.ledger.objects())) == before
    server.clear_faults()
    m.pull()
    expect_equal(m, server)


def test_broken_objects_are_set_aside(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    web = server.colleague(MAP)
    web.edit("Marker", "a", {"title": "A"})
    server.fault(Fault(Kind.BROKEN, path="/since/"))
    report = m.pull(full=True)
    aside = {(cls, id) for cls, id, _ in m.ledger.aside()}
    assert {
        ("Marker", "broken-words"),
        ("Shape", "broken-ring"),
        ("Shape", "broken-string"),
    } < aside
    assert len(aside) == 5 and all(reason for _, _, reason in m.ledger.aside())
    assert [i["kind"] for i in report.items].count("set aside") == 5
    assert m.row("Marker", "a")["title"] == "A"
    m.pull(full=True)
    assert m.ledger.aside() == []
    expect_equal(m, server)


def test_a_broken_update_keeps_the_row(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", description="d"), marker("b"))
    broken = {**marker("a"), "geometry": {"type": "Point", "coordinates": ["x", 1]}}
    server.fault(Fault(Kind.BROKEN, path="/since/", features=(broken,)))
    m.pull()
    assert m.row("Marker", "a")["description"] == "d"
    ((cls, id, _),) = m.ledger.aside()
    assert (cls, id) == ("Marker", "a")
    server.colleague(MAP).edit("Marker", "a", {"title": "good again"})
    m.pull()
    assert m.row("Marker", "a")["title"] == "good again" and m.ledger.aside() == []


def test_an_unknown_class_that_arrives_while_tables_cannot_be_made(
    server: Standin, open_map: Open
) -> None:
    m = open_map(marker("a"))
    strange = {"type": "Feature", "id": "s", "geometry": point(-120, 39),
               "properties": {"class": "Drone", "title": "d"}}  # fmt: skip
    server.remove_map(MAP)
    server.add_map(MAP, [marker("a"), strange])
    m.pull(full=True)
    assert m.row("Other", "s")["class"] == "Drone"
    assert m.changes() == []
    m.reopen()
    assert m.rows("Other") == {} and m.row("Drone_point", "s")["title"] == "d"
    m.pull(full=True)
    expect_equal(m, server)
    m.reopen(crashed=True)
    assert m.changes() == []
    expect_equal(m, server)


def test_a_row_written_before_a_crash_is_found_again(server: Standin, open_map: Open) -> None:
    """The row was written, the ledger not yet told; a colleague edits before the next opening."""
    m = open_map(marker("a"), marker("b"))
    web = server.colleague(MAP)
    new = web.add("Marker", {"title": "v1"}, point(-120, 39, 0, 0))
    web.edit("Marker", "a", {"title": "v1"})

    class DiedError(Exception):
        pass

    def die(*_: Any) -> None:
        raise DiedError

    m.ledger.settle = die  # type: ignore[method-assign]
    with pytest.raises(DiedError):
        m.pull()
    assert m.row("Marker", new)["title"] == "v1"
    m.reopen(crashed=True)
    web.edit("Marker", new, {"title": "v2"})
    web.edit("Marker", "a", {"title": "v2"})
    report = m.push()
    assert (report.added, report.edited, report.conflicts) == (0, 0, 0)
    expect_equal(m, server)


def test_the_same_without_closing(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    web = server.colleague(MAP)
    new = web.add("Marker", {"title": "v1"}, point(-120, 39, 0, 0))
    settle = m.ledger.settle
    m.ledger.settle = lambda *_: 1 / 0  # type: ignore[method-assign]
    with pytest.raises(ZeroDivisionError):
        m.pull()
    m.ledger.settle = settle  # type: ignore[method-assign]
    web.edit("Marker", new, {"title": "v2"})
    m.pull()
    assert m.changes() == []
    expect_equal(m, server)


def test_a_row_changed_at_this_moment_is_not_overwritten(open_map: Open, server: Standin) -> None:
    m = open_map(marker("a"))
    (row,) = m.copy.rows.read(m.copy.tables["Marker"], [1]).values()
    m.edit("Marker", "a", title="newer")
    assert m.copy.rows.write([Delete("Marker", row)]) == [None]
    assert m.row("Marker", "a")["title"] == "newer"


def test_an_update_the_server_fails_to_complete_is_asked_for_again(
    server: Standin, open_map: Open
) -> None:
    """The timestamp has moved on by then: nothing else would tell of it."""
    m = open_map(marker("a"))
    id = server.colleague(MAP).add("Marker", {"title": "new"}, point(-121, 40, 0, 0))
    part = {"type": "Feature", "id": id, "properties": {"class": "Marker", "nop": True},
            "geometry": point(-121, 40, 0, 0)}  # fmt: skip
    parts = [part]

    class Telling:
        signed, clock_offset = True, 0.0
        get_object = m.client.get_object

        def map_since(self, map_id: str, since: int, take: Any, *rest: Any) -> Any:
            answer = m.client.map_since(map_id, since, lambda feature, text: None)
            while parts:
                said = parts.pop()
                take(said, json.dumps(said))
            return type(answer)(answer.timestamp, None, 0)

    puller = m.puller()
    puller._wire = Telling()  # type: ignore[assignment]
    for fault in (Fault(Kind.STATUS, status=500), Fault(Kind.HTML)):
        server.fault(Fault(**{**fault.to_json(), "path": "/Marker/" + id}))
        assert puller.run().added == 0
        assert m.ledger.owed() == [("Marker", id)]
    assert puller.run().added == 1 and m.ledger.owed() == []
    expect_equal(m, server)


@pytest.mark.parametrize("order", [1, -1])
def test_parts_of_one_change_in_one_answer(server: Standin, open_map: Open, order: int) -> None:
    """Its geometry with ``nop`` and its properties without: both are news, in any order."""
    m = open_map(marker("a", updated=1_700_000_000_000))

    class Telling:
        signed, clock_offset = True, 0.0

        def map_since(self, map_id: str, since: int, take: Any, *rest: Any) -> Any:
            answer = m.client.map_since(map_id, since, lambda feature, text: None)
            parts = [
                {"type": "Feature", "id": "a", "properties": {"class": "Marker", "nop": True},
                 "geometry": point(-121, 40)},
                {"type": "Feature", "id": "a", "properties": {
                    "class": "Marker", "title": "A", "updated": "1700000001000"}},
            ][::order]  # fmt: skip
            for part in parts:
                take(part, json.dumps(part))
            return answer

    puller = m.puller()
    puller._wire = Telling()  # type: ignore[assignment]
    puller.run()
    row = m.row("Marker", "a")
    assert row["title"] == "A" and row["geom"]["coordinates"] == [-121, 40]


def test_a_whole_answer_without_ids_tells_what_is_gone(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"), shape("l", LINE))

    class Silent:
        signed, clock_offset = True, 0.0

        def map_since(self, *asked: Any) -> Any:
            answer = m.client.map_since(*asked)
            return type(answer)(answer.timestamp, None, answer.count)

    def pull(full: bool) -> int:
        puller = m.puller()
        puller._wire = Silent()  # type: ignore[assignment]
        return puller.run(full=full).deleted

    server.colleague(MAP).delete("Marker", "b")
    assert pull(full=False) == 0 and pull(full=True) == 1
    server.colleague(MAP).delete("Shape", "l")
    server.fault(Fault(Kind.BROKEN))
    assert pull(full=True) == 0  # one of what came cannot be told: it may be the missing one
    assert pull(full=True) == 1
    expect_equal(m, server)
