# SPDX-License-Identifier: GPL-2.0-or-later
"""Edited rows become calls, and rows and server are equal afterwards."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from caltopo_sync.plugin.sync.outbox import State
from caltopo_sync.plugin.sync.pace import Hooks
from caltopo_sync.plugin.sync.plan import Planner
from standin import Fault, Kind, Standin
from sync.localmap import (
    LINE,
    MAP,
    QUICK,
    RING,
    LocalMap,
    expect_equal,
    folder,
    marker,
    point,
    shape,
    writes,
)

Open = Callable[..., LocalMap]


def test_nothing_changed_sends_nothing(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), folder("f"), shape("l", LINE))
    report = m.push()
    assert (report.added, report.edited, report.deleted, report.items) == (0, 0, 0, [])
    assert writes(server) == []


def test_an_edit_an_addition_and_a_deletion(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"), shape("l", LINE))
    m.edit("Marker", "a", title="A", geom=point(-121, 40))
    m.delete("Marker", "b")
    m.add("Shape_polygon", RING, title="new one")
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (1, 1, 1)
    assert (report.failed, report.conflicts, report.unknown, report.waiting) == (0, 0, 0, 0)
    texts = server.objects(MAP)
    assert len(texts) == 3
    assert texts[("Marker", "a")]["properties"]["title"] == "A"
    assert texts[("Marker", "a")]["geometry"]["coordinates"] == [-121.0, 40.0, 0, 0]
    assert m.changes() == [] and m.outbox() == []
    assert m.copy.rows.touched() == []
    expect_equal(m, server)
    server.clear_calls()
    m.push()
    assert writes(server) == []


def test_defaults_of_new_objects(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.add("Marker", point(-120, 39))
    m.add("Shape_line", LINE, stroke="#00FF00")
    m.add("Shape_polygon", RING)
    m.add("Folder", title="F")
    m.add("Assignment_polygon", RING, letter="AA", number="101")
    m.push()
    found = {
        (key[0], (feature.get("geometry") or {}).get("type")): feature["properties"]
        for key, feature in server.objects(MAP).items()
        if key[1] != "a"
    }
    new = found[("Marker", "Point")]
    assert (new["marker-symbol"], new["marker-color"], new["title"]) == ("point", "#FF0000", "")
    line = found[("Shape", "LineString")]
    assert (line["stroke"], line["stroke-width"], line["pattern"]) == ("#00FF00", 2, "solid")
    assert found[("Shape", "Polygon")]["fill-opacity"] == 0.1
    assert found[("Folder", None)]["visible"] is True
    assert found[("Folder", None)]["labelVisible"] is True
    assignment = found[("Assignment", "Polygon")]
    assert assignment["title"] == "AA 101"
    assert (assignment["status"], assignment["resourceType"], assignment["teamSize"]) == (
        "DRAFT", "GROUND", 0)  # fmt: skip
    # the row shows them, and they are no edits of the user's
    assert m.changes() == []
    (row,) = m.rows("Assignment_polygon").values()
    assert (row["title"], row["status"]) == ("AA 101", "DRAFT")
    expect_equal(m, server)


def test_an_assignment_is_retitled_by_letter_and_number(server: Standin, open_map: Open) -> None:
    told = {"letter": "AA", "number": "101", "title": ""}
    m = open_map(shape("s", RING) | {"properties": {"class": "Assignment", **told}})
    assert m.row("Assignment_polygon", "s")["title"] == "AA 101"
    assert m.changes() == []
    m.edit("Assignment_polygon", "s", number="102")
    m.push()
    properties = server.objects(MAP)[("Assignment", "s")]["properties"]
    assert (properties["letter"], properties["number"], properties["title"]) == (
        "AA", "102", "AA 102")  # fmt: skip
    assert m.row("Assignment_polygon", "s")["title"] == "AA 102"


def test_json_types_are_kept(server: Standin, open_map: Open) -> None:
    m = open_map(
        marker("text", **{"marker-size": "1", "marker-rotation": "None"}),
        marker("number", **{"marker-size": 1, "marker-rotation": 24}),
        marker("absent"),
        folder("words", visible="true"),
    )
    for id in ("text", "number", "absent"):
        m.edit("Marker", id, marker_size="2", title=id + "!")
    m.edit("Folder", "words", visible=0)
    m.push()
    there = {key[1]: f["properties"] for key, f in server.objects(MAP).items()}
    assert there["text"]["marker-size"] == "2" and there["text"]["marker-rotation"] == "None"
    assert there["number"]["marker-size"] == 2 and there["number"]["marker-rotation"] == 24
    assert there["absent"]["marker-size"] == 2 and "marker-rotation" not in there["absent"]
    assert there["words"]["visible"] == "false"
    expect_equal(m, server)


def test_a_copied_id_is_an_addition(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    m.add("Marker", point(-121, 39), caltopo_id="a", title="copy")
    m.edit("Marker", "b", title="B")
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (1, 1, 0)
    titles = sorted(f["properties"]["title"] for f in server.objects(MAP).values())
    assert titles == ["B", "a", "copy"]
    expect_equal(m, server)


def test_a_split_keeps_one_part_and_adds_the_others(server: Standin, open_map: Open) -> None:
    m = open_map(shape("l", LINE, title="trail"))
    m.edit("Shape_line", "l", geom={**LINE, "coordinates": LINE["coordinates"][:2]})
    for _ in range(2):
        m.add("Shape_line", {**LINE, "coordinates": LINE["coordinates"][1:]}, caltopo_id="l",
              title="trail")  # fmt: skip
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (2, 1, 0)
    assert len(server.objects(MAP)) == 3
    expect_equal(m, server)


def test_cut_and_paste_is_no_deletion(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", note="kept"), marker("b"))
    m.delete("Marker", "a")
    m.add("Marker", point(-121, 39), caltopo_id="a", title="a")
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (0, 1, 0)
    assert server.objects(MAP)[("Marker", "a")]["properties"]["note"] == "kept"
    expect_equal(m, server)


def test_cut_and_paste_into_another_table(server: Standin, open_map: Open) -> None:
    m = open_map(shape("l", LINE, note="kept"))
    m.delete("Shape_line", "l")
    m.add("Shape_polygon", RING, caltopo_id="l", title="l")
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (0, 1, 0)
    there = server.objects(MAP)[("Shape", "l")]
    assert there["geometry"]["type"] == "Polygon" and there["properties"]["note"] == "kept"
    expect_equal(m, server)


def test_a_fid_that_is_used_again(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    fid = m.row("Marker", "a")["fid"]
    m.delete("Marker", "a")
    m.add("Marker", point(-121, 39), fid=fid, title="another")
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (1, 0, 1)
    titles = sorted(f["properties"]["title"] for f in server.objects(MAP).values())
    assert titles == ["another", "b"]
    expect_equal(m, server)


def test_ids_foreign_to_the_map_are_additions(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.add("Marker", point(-121, 39), caltopo_id="0b7f1c52-2f5e-4a53-9c5b-5b6f5d0e7a11", title="x")
    m.add("Marker", point(-121, 39), caltopo_id="", title="y")
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (2, 0, 0)
    assert all(m == "POST" and id is None for m, _, id in writes(server))
    expect_equal(m, server)


def test_a_new_folder_and_what_is_in_it(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.add("Folder", title="outer", caltopo_id="new-outer")
    m.add("Folder", title="inner", caltopo_id="new-inner", folderId="new-outer")
    m.add("Marker", point(-121, 39), title="child", folderId="new-inner")
    m.edit("Marker", "a", folderId="new-outer")
    m.add("OperationalPeriod", title="OP 1", caltopo_id="new-op")
    m.add("Assignment_line", LINE, letter="A", operationalPeriodId="new-op", folderId="new-inner")
    report = m.push()
    assert (report.added, report.edited, report.waiting) == (5, 1, 0)
    there = {f["properties"]["title"]: f for f in server.objects(MAP).values()}
    assert there["inner"]["properties"]["folderId"] == there["outer"]["id"]
    assert there["child"]["properties"]["folderId"] == there["inner"]["id"]
    assert there["a"]["properties"]["folderId"] == there["outer"]["id"]
    assert there["A"]["properties"]["operationalPeriodId"] == there["OP 1"]["id"]
    assert m.changes() == []
    expect_equal(m, server)


@pytest.mark.parametrize("lost", [False, True])
def test_references_ignored_on_creation_are_sent_again(
    server: Standin, open_map: Open, lost: bool
) -> None:
    server.behave(folder_on_add_ignored=True)
    m = open_map(folder("f"))
    m.add("Marker", point(-121, 39), title="child", folderId="f")
    if lost:
        server.fault(Fault(Kind.LOST, method="POST"))
    m.push()
    (there,) = [f for key, f in server.objects(MAP).items() if key[0] == "Marker"]
    assert there["properties"]["folderId"] == "f"
    expect_equal(m, server)


def test_what_refers_to_something_that_is_not_there_yet_waits(
    server: Standin, open_map: Open
) -> None:
    m = open_map(marker("a"))
    m.add("Folder", caltopo_id="new-f", title="new folder")
    m.edit("Marker", "a", folderId="new-f")
    server.fault(Fault(Kind.STATUS, status=400, path="Folder$"))
    report = m.push()
    assert (report.edited, report.failed, report.waiting) == (0, 1, 1)
    waiting = [e for e in m.outbox() if e.state is State.WAITING]
    assert [e.id for e in waiting] == ["a"] and "Folder" in waiting[0].reason
    # deleted before it was sent, it holds nothing up
    m.delete("Folder", "new-f")
    assert m.push().edited == 1
    assert server.objects(MAP)[("Marker", "a")]["properties"]["folderId"] is None
    assert m.row("Marker", "a")["folderId"] is None
    assert m.outbox() == [] and m.changes() == []
    expect_equal(m, server)


def test_what_refers_to_something_deleted_meanwhile_is_sent_without(
    server: Standin, open_map: Open
) -> None:
    m = open_map(marker("a"), folder("f"))
    m.edit("Marker", "a", folderId="f", title="A")
    m.add("Marker", point(-121, 39), title="new", folderId="f")
    server.colleague(MAP).delete("Folder", "f")
    report = m.push()
    assert (report.edited, report.added, report.waiting) == (1, 1, 0)
    assert all(not f["properties"].get("folderId") for f in server.objects(MAP).values())
    expect_equal(m, server)


@pytest.mark.parametrize("children", ["orphaned", "cleared", "deleted"])
def test_deleting_a_folder_moves_what_is_in_it(
    server: Standin, open_map: Open, children: str
) -> None:
    server.behave(folder_children=children)
    m = open_map(
        folder("outer"),
        folder("f", folderId="outer"),
        marker("a", folderId="f"),
        shape("l", LINE, folderId="f", note="kept"),
        marker("b"),
    )
    m.delete("Folder", "f")
    report = m.push()
    assert (report.edited, report.deleted, report.waiting) == (2, 1, 0)
    there = server.objects(MAP)
    assert ("Folder", "f") not in there and len(there) == 4
    assert there[("Marker", "a")]["properties"]["folderId"] == "outer"
    assert there[("Shape", "l")]["properties"]["folderId"] == "outer"
    expect_equal(m, server)


def test_a_folder_with_something_read_only_in_it_stays(server: Standin, open_map: Open) -> None:
    track = {"class": "AppTrack", "title": "phone", "folderId": "f"}
    m = open_map(folder("f"), marker("a", folderId="f"), shape("t", LINE) | {"properties": track})
    m.delete("Folder", "f")
    report = m.push()
    assert (report.edited, report.deleted, report.waiting) == (1, 0, 1)
    assert ("Folder", "f") in server.objects(MAP)
    (entry,) = m.outbox()
    assert "1 object" in entry.reason


def test_read_only_classes_are_not_sent(server: Standin, open_map: Open) -> None:
    m = open_map(shape("t", LINE) | {"properties": {"class": "AppTrack", "title": "phone"}})
    with pytest.raises(sqlite3.IntegrityError, match="CalTopo: AppTrack is made by CalTopo itself"):
        m.edit("AppTrack", "t", title="mine")
    m.sql("DROP TRIGGER caltopo_AppTrack_no_update")
    m.edit("AppTrack", "t", title="mine")
    assert m.push().waiting == 1
    assert writes(server) == []


def test_emptied_fields(server: Standin, open_map: Open) -> None:
    m = open_map(
        folder("f"),
        marker("a", folderId="f", description="words", **{"marker-symbol": "fire", "x": "y"}),
    )
    m.edit("Marker", "a", folderId=None, description=None, marker_symbol="")
    m.push()
    properties = server.objects(MAP)[("Marker", "a")]["properties"]
    assert properties["folderId"] is None
    assert (properties["description"], properties["marker-symbol"]) == ("", "")
    expect_equal(m, server)


def test_a_large_push_is_asked_about(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    m.edit("Marker", "a", title="A")
    m.delete("Marker", "b")
    asked = []

    def no(calls: int, deletes: int) -> bool:
        asked.append((calls, deletes))
        return False

    report = m.push(Hooks(approve=no))
    assert asked == [(2, 1)] and report.waiting == 2
    assert {e.state for e in m.outbox()} == {State.WAITING}
    assert writes(server) == []
    assert m.push().edited == 1
    expect_equal(m, server)


def test_geometry_is_sent_only_where_it_changed(server: Standin, open_map: Open) -> None:
    m = open_map(shape("l", LINE))
    m.edit("Shape_line", "l", title="L")
    m.push()
    (call,) = [c for c in server.calls if c.method == "POST"]
    assert "geometry" not in json.loads(call.json or "")


def test_history_tells_of_pushes(open_map: Open) -> None:
    m = open_map(marker("a"))
    m.edit("Marker", "a", title="A")
    m.push()
    (push,) = m.ledger.history()
    assert push["items"] == [{"kind": "edit", "cls": "Marker", "id": "a", "title": "A"}]


def test_a_slow_link_sends_all_the_same(server: Standin, open_map: Open) -> None:
    """A pull that takes longer than a server text may be old leaves no time for calls, strictly."""
    m = open_map(*[marker(f"m{n}") for n in range(12)], pace=replace(QUICK, fresh=0.02))
    server.latency = 0.1
    for n in range(12):
        m.edit("Marker", f"m{n}", title=f"M{n}")
    until = time.monotonic() + 60
    assert m.push(Hooks(cancelled=lambda: time.monotonic() > until)).edited == 12
    expect_equal(m, server)


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many changes each plan of a push was made of."""
    found: list[int] = []
    really = Planner.plan

    def plan(self: Planner, changes: Any, clock_ms: int) -> Any:
        found.append(len(changes))
        return really(self, changes, clock_ms)

    monkeypatch.setattr(Planner, "plan", plan)
    return found


def forty_edits(server: Standin, open_map: Open) -> LocalMap:
    """On a server so slow that they take many pulls."""
    m = open_map(*[marker(f"m{n}") for n in range(40)], pace=replace(QUICK, fresh=0.05))
    server.latency = 0.03
    for n in range(40):
        m.edit("Marker", f"m{n}", title=f"M{n}")
    return m


def test_a_plan_holds_on_while_nobody_changes_anything(
    server: Standin, open_map: Open, planned: list[int]
) -> None:
    m = forty_edits(server, open_map)
    assert m.push().edited == 40
    assert planned == [40, 0]
    assert len([c for c in server.calls if "/since/" in c.path]) > 4
    expect_equal(m, server)


@pytest.mark.parametrize("who", ["a colleague", "the user"])
def test_a_plan_is_made_anew_when_somebody_changes_something(
    server: Standin, open_map: Open, planned: list[int], who: str
) -> None:
    m = forty_edits(server, open_map)
    done: list[int] = []

    def progress(number: int, total: int) -> None:
        if not done and number >= 8:
            done.append(number)
            if who == "the user":
                m.edit("Marker", "m39", title="later")
            else:
                server.colleague(MAP).edit("Marker", "m39", {"title": "theirs"})

    report = m.push(Hooks(progress=progress))
    assert len(planned) > 2
    there = server.objects(MAP)[("Marker", "m39")]["properties"]["title"]
    if who == "the user":
        assert (report.conflicts, there) == (0, "later")
        expect_equal(m, server)
    else:
        assert (report.edited, report.conflicts, there) == (39, 1, "theirs")
