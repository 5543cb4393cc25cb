# SPDX-License-Identifier: GPL-2.0-or-later
"""What both sides changed is merged, or waits; everything else of the object goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from caltopo_sync.plugin.sync import setback
from standin import Standin
from sync.localmap import (
    LINE,
    MAP,
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


def assignment(id: str, **said: Any) -> dict[str, Any]:
    return {**shape(id, RING), "properties": {"class": "Assignment", **said}}


def test_different_properties_merge(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", description="d"))
    m.edit("Marker", "a", title="mine")
    server.colleague(MAP).edit("Marker", "a", {"description": "theirs", "x": 1})
    report = m.pull()
    assert (report.changed, report.conflicts) == (1, 0)
    row = m.row("Marker", "a")
    assert (row["title"], row["description"]) == ("mine", "theirs")
    assert m.push().edited == 1
    there = server.objects(MAP)[("Marker", "a")]["properties"]
    assert (there["title"], there["description"], there["x"]) == ("mine", "theirs", 1)
    expect_equal(m, server)


def test_both_changed_alike_is_no_conflict(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.edit("Marker", "a", title="same", geom=point(-121, 39, 0, 0))
    server.colleague(MAP).edit("Marker", "a", {"title": "same"}, geometry=point(-121, 39))
    assert m.pull().conflicts == 0
    assert m.push().edited == 0
    expect_equal(m, server)


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_conflict_waits_for_a_decision(server: Standin, open_map: Open, choice: str) -> None:
    m = open_map(marker("a"), marker("b"))
    m.edit("Marker", "a", title="mine", description="only mine")
    m.edit("Marker", "b", title="B")
    server.colleague(MAP).edit("Marker", "a", {"title": "theirs"})
    report = m.push()
    assert (report.edited, report.conflicts) == (1, 1)
    (conflict,) = m.ledger.conflicts()
    assert conflict.properties == {"title": ["a", "mine", "theirs"]}
    assert m.row("Marker", "a")["title"] == "mine"
    assert server.objects(MAP)[("Marker", "a")]["properties"]["title"] == "theirs"
    m.reopen()
    m.pull()
    assert len(m.ledger.conflicts()) == 1
    m.resolve("Marker", "a", choice)
    assert m.push().edited == 1
    there = server.objects(MAP)[("Marker", "a")]["properties"]
    assert (there["title"], there["description"]) == (choice, "only mine")
    expect_equal(m, server)


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_deleted_there_edited_here(server: Standin, open_map: Open, choice: str) -> None:
    m = open_map(marker("a"), marker("b"))
    m.edit("Marker", "a", title="mine")
    server.colleague(MAP).delete("Marker", "a")
    assert m.push().conflicts == 1
    assert m.row("Marker", "a")["title"] == "mine"
    m.resolve("Marker", "a", choice)
    report = m.push()
    assert report.added == (1 if choice == "mine" else 0)
    assert len(server.objects(MAP)) == (2 if choice == "mine" else 1)
    expect_equal(m, server)


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_deleted_here_edited_there(server: Standin, open_map: Open, choice: str) -> None:
    m = open_map(marker("a"), marker("b"))
    m.delete("Marker", "a")
    server.colleague(MAP).edit("Marker", "a", {"title": "theirs"})
    assert m.push().conflicts == 1
    assert ("Marker", "a") in server.objects(MAP)
    m.resolve("Marker", "a", choice)
    assert m.push().deleted == (1 if choice == "mine" else 0)
    assert len(server.objects(MAP)) == (1 if choice == "mine" else 2)
    expect_equal(m, server)


def test_deleted_on_both_sides(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    m.delete("Marker", "a")
    server.colleague(MAP).delete("Marker", "a")
    report = m.push()
    assert (report.deleted, report.conflicts, report.failed) == (0, 0, 0)
    assert m.copy.rows.touched() == []
    expect_equal(m, server)


def test_a_conflict_that_dissolves(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    web = server.colleague(MAP)
    m.edit("Marker", "a", title="mine")
    web.edit("Marker", "a", {"title": "theirs"})
    assert m.pull().conflicts == 1
    web.edit("Marker", "a", {"title": "a"})
    assert m.pull().conflicts == 0
    assert m.push().edited == 1
    expect_equal(m, server)


def test_a_move_to_another_table_against_an_edit(server: Standin, open_map: Open) -> None:
    m = open_map(shape("s", LINE), shape("r", LINE), marker("a"))
    for id in ("s", "r"):
        m.edit("Shape_line", id, title="mine")
        server.colleague(MAP).edit("Shape", id, {"title": "theirs"}, geometry=RING)
    assert m.pull().conflicts == 2
    assert m.push().edited == 0
    m.resolve("Shape", "s", "theirs")
    m.resolve("Shape", "r", "mine")
    assert m.ledger.conflicts() == []
    m.push()
    assert server.objects(MAP)[("Shape", "s")]["geometry"]["type"] == "Polygon"
    assert server.objects(MAP)[("Shape", "s")]["properties"]["title"] == "theirs"
    there = server.objects(MAP)[("Shape", "r")]
    assert (there["properties"]["title"], there["geometry"]["type"]) == ("mine", "Polygon")
    assert m.rows("Shape_line") == {}
    expect_equal(m, server)


def test_what_only_they_changed_is_taken_beside_a_conflict(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", description="d", x="1"), marker("b"))
    m.edit("Marker", "a", title="mine", marker_size="2")
    theirs = {"title": "theirs", "description": "theirs", "x": "2"}
    server.colleague(MAP).edit("Marker", "a", theirs, geometry=point(-100, 35, 0, 0))
    assert m.pull().conflicts == 1
    row = m.row("Marker", "a")
    assert (row["title"], row["marker_size"], row["description"]) == ("mine", "2", "theirs")
    assert row["geom"]["coordinates"][0] == -100
    (change,) = m.changes()
    assert change.columns == ("title", "marker_size")  # theirs are no edits of the user's
    server.clear_calls()
    m.push()
    assert writes(server) == []  # what is in conflict is held back whole
    # an edit of what has been taken is an edit of theirs, and no conflict
    m.edit("Marker", "a", description="mine, later")
    m.reopen(crashed=True)
    m.pull()
    (conflict,) = m.ledger.conflicts()
    assert conflict.properties == {"title": ["a", "mine", "theirs"]}
    m.resolve("Marker", "a", "mine")
    assert m.push().edited == 1
    said = server.objects(MAP)[("Marker", "a")]["properties"]
    assert (said["title"], said["description"], said["x"]) == ("mine", "mine, later", "2")
    assert said["marker-size"] == 2
    expect_equal(m, server)


def test_they_go_on_while_a_conflict_waits(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", description="d"), marker("b"))
    web = server.colleague(MAP)
    m.edit("Marker", "a", geom=point(-121, 40))
    web.edit("Marker", "a", geometry=point(-100, 35, 0, 0))
    m.pull()
    for text in ("first", "second"):
        web.edit("Marker", "a", {"description": text})
        m.pull()
        assert m.row("Marker", "a")["description"] == text
        assert m.row("Marker", "a")["geom"]["coordinates"][0] == -121
    assert [list(c.properties) for c in m.ledger.conflicts()] == [["geometry"]]
    assert m.pull().items == []
    (change,) = m.changes()
    assert setback.discard(m.ledger, m.copy.rows, change)
    assert m.ledger.conflicts() == [] and m.changes() == []
    expect_equal(m, server)


def test_deleting_what_is_in_conflict(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    m.edit("Marker", "a", title="mine")
    server.colleague(MAP).edit("Marker", "a", {"title": "theirs", "description": "theirs"})
    m.pull()
    m.delete("Marker", "a")
    assert m.push().deleted == 0
    (conflict,) = m.ledger.conflicts()
    assert (conflict.kind, list(conflict.properties)) == ("deleted here", ["title"])
    m.resolve("Marker", "a", "mine")
    assert m.push().deleted == 1
    expect_equal(m, server)


def test_what_was_deleted_there_and_stays_keeps_what_has_no_column(
    server: Standin, open_map: Open
) -> None:
    m = open_map(marker("a", x={"kept": [1.50]}, description=None), marker("b"))
    m.edit("Marker", "a", title="mine")
    server.colleague(MAP).delete("Marker", "a")
    assert m.push().conflicts == 1
    m.resolve("Marker", "a", "mine")
    m.reopen(crashed=True)
    assert m.push().added == 1
    ((_, again),) = ((k, f) for k, f in server.objects(MAP).items() if k != ("Marker", "b"))
    assert again["id"] != "a"
    assert again["properties"]["title"] == "mine"
    assert again["properties"]["x"] == {"kept": [1.5]}
    assert again["properties"]["description"] is None
    expect_equal(m, server)


def test_the_title_of_an_assignment_without_letter_and_number(
    server: Standin, open_map: Open
) -> None:
    """It is a word as any other: not overwritten by what a colleague does beside it."""
    m = open_map(assignment("s", title="Ridge"), assignment("t", title="Creek"), shape("l", LINE))
    web = server.colleague(MAP)
    m.edit("Assignment_polygon", "s", title="North ridge")
    m.delete("Assignment_polygon", "t")
    web.edit("Assignment", "s", {"description": "theirs"})
    web.edit("Assignment", "t", {"title": "East creek"})
    report = m.push()
    assert (report.edited, report.deleted, report.conflicts) == (1, 0, 1)
    said = server.objects(MAP)[("Assignment", "s")]["properties"]
    assert (said["title"], said["description"]) == ("North ridge", "theirs")
    m.resolve("Assignment", "t", "theirs")
    expect_equal(m, server)


def test_the_title_of_an_assignment_follows_letter_and_number(
    server: Standin, open_map: Open
) -> None:
    m = open_map(assignment("s", title="A 1", letter="A", number="1"), shape("l", LINE))
    with pytest.raises(sqlite3.IntegrityError, match="CalTopo: the title of an assignment is its"):
        m.edit("Assignment_polygon", "s", title="North ridge")
    with pytest.raises(sqlite3.IntegrityError, match="edit those"):
        m.edit("Assignment_polygon", "s", title="North ridge", letter="B")
    assert m.changes() == []
    m.edit("Assignment_polygon", "s", letter="B")
    server.colleague(MAP).edit("Assignment", "s", {"number": "2", "title": "A 2"})
    m.pull()
    assert m.row("Assignment_polygon", "s")["title"] == "B 2"
    assert m.push().edited == 1
    assert server.objects(MAP)[("Assignment", "s")]["properties"]["title"] == "B 2"
    m.edit("Assignment_polygon", "s", letter="C", number=None, title="C")
    m.push()
    m.edit("Assignment_polygon", "s", letter=None, title="North ridge")
    m.push()
    said = server.objects(MAP)[("Assignment", "s")]["properties"]
    assert (said["letter"], said["title"]) == ("", "North ridge")
    expect_equal(m, server)


def test_what_came_with_a_new_folder_and_is_moved_on_meanwhile_is_no_conflict(
    server: Standin, open_map: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ids that the server gave are nobody's change, also while a layer keeps its rows."""
    m = open_map(folder("f"))
    m.add("Folder", caltopo_id="new-g", title="g")
    fid = m.add("Marker", point(-121, 40), title="a", folderId="new-g")
    busy = m.copy.rows.busy
    monkeypatch.setattr(m.copy.rows, "busy", lambda t: "is edited" if t.spatial else None)
    assert m.push().added == 2
    m.sql("UPDATE Marker SET folderId = 'f' WHERE fid = ?", fid)
    assert m.push().edited == 1
    monkeypatch.setattr(m.copy.rows, "busy", busy)
    m.push()
    assert m.ledger.conflicts() == []
    (there,) = (f for key, f in server.objects(MAP).items() if key[0] == "Marker")
    assert there["properties"]["folderId"] == "f"
    expect_equal(m, server)


def test_nothing_is_put_into_a_folder_that_a_colleague_has_deleted(
    server: Standin, open_map: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row stays while its layer is being edited; the reference would lead nowhere."""
    m = open_map(folder("f"), marker("a", folderId="f"), marker("b"))
    m.add("Marker", point(-121, 40), title="new", folderId="f")
    m.edit("Marker", "a", title="A")  # where it was, it may stay
    m.edit("Marker", "b", folderId="f")
    server.colleague(MAP).delete("Folder", "f")
    busy = m.copy.rows.busy
    monkeypatch.setattr(m.copy.rows, "busy", lambda t: None if t.spatial else "is edited")
    report = m.push()
    assert (report.added, report.edited, report.waiting) == (0, 1, 2)
    assert all("“f”" in entry.reason for entry in m.outbox())
    monkeypatch.setattr(m.copy.rows, "busy", busy)
    report = m.push()
    assert report.added == 1
    assert {f["properties"]["title"] for f in server.objects(MAP).values()} == {"A", "b", "new"}
    assert not any(
        f["properties"].get("folderId")
        for f in server.objects(MAP).values()
        if f["properties"]["title"] != "A"
    )
    assert m.changes() == [] and m.outbox() == []
