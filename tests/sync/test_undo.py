# SPDX-License-Identifier: GPL-2.0-or-later
"""Undoing pushes: rows go back, the ordinary push sends them, nobody else's work is touched."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.sync import undo
from caltopo_sync.plugin.sync.pace import Hooks
from caltopo_sync.plugin.sync.undo import SetBackReport
from standin import Fault, Kind, Standin
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
from sync.test_editing import Editing

Open = Callable[..., LocalMap]
AUDIT = ("updated", "creator")


def undone(m: LocalMap, **options: Any) -> SetBackReport:
    return undo.undo_push(m.ledger, m.copy.rows, **options)


def counts(report: SetBackReport) -> tuple[int, int, int, int]:
    return report.added, report.edited, report.deleted, report.refused


def state(server: Standin) -> list[str]:
    """The map without what a re-added object cannot keep: its id and its stamps."""
    there = server.objects(MAP)
    titles = {id: f["properties"].get("title") for (_, id), f in there.items()}

    def named(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        head, colon, id = value.rpartition(":")
        return head + colon + str(titles[id]) if id in titles else value

    found = []
    for (cls, _), feature in there.items():
        said = {
            k: named(v)
            for k, v in feature["properties"].items()
            if not k.startswith("-") and k not in AUDIT
        }
        found.append(json.dumps([cls, said, feature.get("geometry")], sort_keys=True))
    return sorted(found)


# letter for letter: numbers as a server may spell them
SPELLED: list[Any] = [
    json.dumps(marker("a", description="d", folderId="f", nothing=None, extra=[1, "?"])).replace(
        '"?"', "2.50"
    ),
    json.dumps(shape("poly", RING, pattern=None, **{"stroke-width": 2.0})),
]
START = [
    *SPELLED,
    folder("f", note="kept"),
    folder("inner", folderId="f"),
    folder("op", "OperationalPeriod"),
    marker("b", folderId="inner"),
    marker("c"),
    shape("line", LINE, stroke="#00FF00", folderId="inner"),
    {**shape("as", RING), "properties": {"class": "Assignment", "title": "A 1", "letter": "A",
     "number": 1, "operationalPeriodId": "op", "folderId": "f", "custom": 1.5}},
    {**marker("photo"), "properties": {"class": "MapMediaObject", "title": "photo",
     "parentId": "Assignment:as", "backendMediaId": "x"}},
]  # fmt: skip


def test_an_edit_goes_back_alone(server: Standin, open_map: Open) -> None:
    m = open_map(*START)
    was = state(server)
    m.edit("Marker", "a", title="x", geom=point(-121, 40, 0, 0))
    m.push()
    web = server.colleague(MAP)
    web.edit("Marker", "a", {"description": "theirs"})
    m.pull()
    report = undone(m)
    assert counts(report) == (0, 1, 0, 0)
    assert m.row("Marker", "a")["title"] == "a"
    assert m.push().edited == 1
    there = server.objects(MAP)[("Marker", "a")]
    assert there["properties"]["description"] == "theirs"  # only what the push had changed
    assert there["geometry"]["coordinates"][0] == -120
    web.edit("Marker", "a", {"description": "d"})
    assert state(server) == was
    m.pull()
    expect_equal(m, server)


def test_an_add_goes(server: Standin, open_map: Open) -> None:
    m = open_map(*START)
    was = state(server)
    m.add("Folder", caltopo_id="new-f", title="new folder")
    m.add("Marker", point(-121, 40), title="new", folderId="new-f")
    m.add("Assignment_polygon", RING, letter="B", operationalPeriodId="op")
    assert m.push().added == 3
    assert counts(undone(m)) == (0, 0, 3, 0)
    assert m.push().deleted == 3
    assert state(server) == was
    expect_equal(m, server)


@pytest.mark.parametrize("behaviour", [{}, {"folder_on_add_ignored": True},
                                       {"folder_children": "deleted"}], ids=str)  # fmt: skip
def test_deleted_objects_come_back_whole(
    server: Standin, open_map: Open, behaviour: dict[str, Any]
) -> None:
    server.behave(**behaviour)
    m = open_map(*START, sar=True)
    texts, was = server.texts(MAP), state(server)
    m.delete("Marker", "a")
    m.delete("Assignment_polygon", "as")
    m.delete("Shape_polygon", "poly")
    m.push()
    assert len(server.objects(MAP)) == len(START) - 3
    assert counts(undone(m)) == (3, 1, 0, 0)  # the photo is pointed to its assignment's new id
    m.push()
    assert state(server) == was
    new = next(i for c, i in server.objects(MAP) if c == "Assignment")
    assert new != "as"
    photo = server.objects(MAP)[("MapMediaObject", "photo")]["properties"]
    assert photo["parentId"] == "Assignment:" + new
    for cls, id, spelled in (("Marker", "a", "2.50"), ("Assignment", "as", "1.5"),
                             ("Shape", "poly", "2.0")):  # fmt: skip
        assert spelled in texts[(cls, id)]
        title = json.loads(texts[(cls, id)])["properties"]["title"]
        (back,) = [t for (c, _), t in server.texts(MAP).items()
                   if c == cls and json.loads(t)["properties"]["title"] == title]  # fmt: skip
        assert spelled in back and ('"nothing":null' in back) == (id == "a")
    assert m.changes() == [] and m.outbox() == []
    expect_equal(m, server)


@pytest.mark.parametrize("behaviour", [{}, {"folder_on_add_ignored": True}], ids=str)
def test_a_folder_comes_back_with_what_was_in_it(
    server: Standin, open_map: Open, behaviour: dict[str, Any]
) -> None:
    server.behave(**behaviour)
    m = open_map(*START)
    was = state(server)
    m.delete("Folder", "f")
    m.delete("Folder", "inner")
    m.delete("OperationalPeriod", "op")
    m.edit("Marker", "c", title="C")
    m.add("Marker", point(-121, 40), title="new")
    report = m.push()
    assert (report.deleted, report.waiting, m.outbox()) == (3, 0, [])
    there = server.objects(MAP)
    for f in there.values():
        assert f["properties"].get("folderId") is None
        assert f["properties"].get("operationalPeriodId") is None
    undone(m)
    m.push()
    assert state(server) == was
    assert m.changes() == [] and m.outbox() == []
    expect_equal(m, server)


def test_what_refers_to_it_since_is_repaired(server: Standin, open_map: Open) -> None:
    """Also objects that were no part of the push, of a colleague's and not sent yet."""
    m = open_map(folder("f"), folder("g"))
    m.delete("Folder", "f")
    m.push()
    web = server.colleague(MAP)
    theirs = web.add("Marker", {"title": "theirs", "folderId": "f"}, point(-119, 39))
    m.pull()
    m.add("Marker", point(-118, 39), title="mine", folderId="f")
    assert counts(undone(m)) == (1, 2, 0, 0)
    m.push()
    new = next(i for (c, i), f in server.objects(MAP).items() if f["properties"]["title"] == "f")
    for (cls, id), f in server.objects(MAP).items():
        assert cls == "Folder" or f["properties"]["folderId"] == new, (id, theirs)
    expect_equal(m, server)


def test_refused_where_a_colleague_changed_the_same(server: Standin, open_map: Open) -> None:
    m = open_map(*(marker(f"m{n}", description="d") for n in range(6)), folder("f"))
    for n in range(5):
        m.edit("Marker", f"m{n}", title="x")
    m.delete("Marker", "m5")
    m.add("Marker", point(-121, 40), title="new 1")
    m.add("Marker", point(-121, 40), title="new 2")
    m.add("Folder", title="new folder")
    m.push()
    ids = {f["properties"]["title"]: i for (_, i), f in server.objects(MAP).items()}
    web = server.colleague(MAP)
    web.edit("Marker", "m0", {"title": "theirs"})
    web.edit("Marker", "m1", {"description": "theirs"})
    web.delete("Marker", "m2")
    web.edit("Marker", "m3", {"title": "theirs"})
    web.edit("Marker", "m3", {"title": "x"})  # and back
    web.edit("Marker", ids["new 1"], {"unknown": "theirs"})
    web.add("Marker", {"title": "inside", "folderId": ids["new folder"]}, point(-119, 39))
    m.pull()
    m.edit("Marker", "m4", title="later, here")
    report = undone(m)
    refused = {i["title"]: i["reason"] for i in report.items if i["outcome"] == "refused"}
    assert refused == {
        "m0": "A colleague has changed its title since.",
        "m2": "It was deleted since.",
        "m4": "Its title was changed here since.",
        "new 1": "A colleague has changed it since.",
        "new folder": "Other objects belong to it now.",
    }
    assert counts(report) == (1, 2, 1, 5)
    m.push()
    said = {i: f["properties"] for (_, i), f in server.objects(MAP).items()}
    assert [said[f"m{n}"]["title"] for n in (0, 1, 3, 4)] == ["theirs", "m1", "m3", "later, here"]
    assert said["m1"]["description"] == "theirs"
    assert ids["new 1"] in said and ids["new 2"] not in said and ids["new folder"] in said
    expect_equal(m, server)


def test_twice_goes_one_push_further_back(server: Standin, open_map: Open) -> None:
    m = open_map(*START)
    start = state(server)
    m.edit("Marker", "c", title="1")
    m.edit("Marker", "a", folderId="inner")
    m.push()
    first = state(server)
    m.edit("Marker", "c", title="2")
    m.push()
    m.delete("Marker", "c")
    m.delete("Folder", "f")
    m.push()
    # with a push in between, or without
    undone(m)
    m.push()
    undone(m)
    m.push()
    assert state(server) == first
    undone(m)
    m.push()
    assert state(server) == start
    assert counts(undone(m)) == (0, 0, 0, 0)
    expect_equal(m, server)


def test_several_undos_before_the_next_push(server: Standin, open_map: Open) -> None:
    m = open_map(*START)
    start = state(server)
    m.edit("Marker", "c", title="1")
    m.push()
    m.edit("Marker", "c", title="2", description="2")
    m.push()
    m.delete("Marker", "c")
    m.push()
    for _ in range(3):
        assert undone(m).refused == 0
    m.push()
    assert state(server) == start
    assert len(server.objects(MAP)) == len(START)
    expect_equal(m, server)


def test_an_undo_can_be_undone(server: Standin, open_map: Open) -> None:
    m = open_map(*START)
    start = state(server)
    m.edit("Marker", "c", title="C")
    m.delete("Folder", "f")
    m.add("Marker", point(-121, 40), title="new")
    m.push()
    after = state(server)
    undone(m)
    m.push()
    assert state(server) == start
    again = m.ledger.history()[0]
    assert again["undoes"] is not None and again["name"].startswith("Undo of Push")
    assert undone(m, push=again["push"]).refused == 0  # the push is done again
    m.push()
    assert state(server) == after
    assert undone(m).refused == 0  # … and can be undone as any other
    m.push()
    assert state(server) == start
    expect_equal(m, server)


def test_other_edits_do_not_go_into_the_batch(server: Standin, open_map: Open) -> None:
    m = open_map(*START)
    m.edit("Marker", "a", title="A")
    m.push()
    undone(m)
    m.edit("Marker", "c", title="C")
    m.push()
    names = [(h["name"], [i["id"] for i in h["items"]]) for h in m.ledger.history()]
    assert sorted(names)[0] == ("Push", ["a"]) and ("Push", ["c"]) in names
    assert ("Undo of Push 1", ["a"]) in names
    undone(m)
    m.push()
    said = server.objects(MAP)
    assert said[("Marker", "c")]["properties"]["title"] == "c"
    assert said[("Marker", "a")]["properties"]["title"] == "a"


def test_a_dry_run_changes_nothing(server: Standin, open_map: Open) -> None:
    m = open_map(*START)
    m.delete("Marker", "a")
    m.edit("Marker", "c", title="C")
    m.push()
    before = m.everything()
    planned = undone(m, dry_run=True)
    assert counts(planned) == (1, 1, 0, 0)
    assert m.everything() == before and m.changes() == []
    done = undone(m)
    assert (counts(done), done.items) == (counts(planned), planned.items)


def test_a_layer_being_edited_holds_it_all_back(server: Standin, open_map: Open) -> None:
    m = open_map(*START)
    m.delete("Shape_line", "line")
    m.edit("Marker", "c", title="C")
    m.push()
    editing = Editing(m, "Marker")
    report = undone(m)
    assert counts(report) == (0, 0, 0, 2)
    assert all("being edited" in item["reason"] for item in report.items)
    assert m.changes() == []
    editing.end()
    assert counts(undone(m)) == (1, 1, 0, 0)
    m.push()
    expect_equal(m, server)


@pytest.mark.parametrize("kind", [Kind.LOST, Kind.DROP])
def test_before_the_push_was_acknowledged(server: Standin, open_map: Open, kind: Kind) -> None:
    m = open_map(*START)
    was = state(server)
    m.edit("Marker", "c", title="C")
    m.add("Marker", point(-121, 40), title="new")
    server.fault(Fault(kind, method="POST", times=2))
    stopped: list[int] = []
    m.push(Hooks(progress=lambda done, total: stopped.append(1), cancelled=lambda: bool(stopped)))
    before = m.everything()
    report = undone(m)
    assert report.refused >= 1 and report.edited + report.deleted + report.added == 0
    assert all("not known yet" in item["reason"] for item in report.items)
    assert m.everything() == before
    server.clear_faults()
    m.push()
    assert state(server) != was
    while undone(m).name:
        m.push()
    assert state(server) == was
    expect_equal(m, server)


def test_what_came_with_a_late_outcome_is_no_part_of_the_push(
    server: Standin, open_map: Open
) -> None:
    m = open_map(marker("a", description="d"), folder("f"))
    m.edit("Marker", "a", title="A", geom=point(-121, 40, 0, 0))
    server.fault(Fault(Kind.LOST, method="POST"))
    stopped: list[int] = []
    m.push(Hooks(progress=lambda done, total: stopped.append(1), cancelled=lambda: bool(stopped)))
    server.colleague(MAP).edit("Marker", "a", {"folderId": "f", "description": None, "new": 1})
    assert m.push().edited == 1  # found there
    assert counts(undone(m)) == (0, 1, 0, 0)
    m.push()
    there = server.objects(MAP)[("Marker", "a")]
    assert there["geometry"]["coordinates"][:2] == [-120, 39]
    said = there["properties"]
    assert (said["title"], said["folderId"], said["description"]) == ("a", "f", None)
    expect_equal(m, server)


def test_history_says_when_and_what(server: Standin, open_map: Open) -> None:
    m = open_map(*START)
    m.edit("Marker", "c", title="C")
    m.delete("Shape_line", "line")
    m.add("Marker", point(-121, 40), title="new")
    m.push()
    (push,) = m.ledger.history()
    assert (push["added"], push["edited"], push["deleted"]) == (1, 1, 1)
    assert push["started"] <= push["ended"]
    titles = {(i["kind"], i["cls"], i["title"]) for i in push["items"]}
    assert titles == {("edit", "Marker", "C"), ("delete", "Shape", "line"),
                      ("add", "Marker", "new")}  # fmt: skip
    m.push()
    assert len(m.ledger.history()) == 1  # a push of nothing is none
    assert len(writes(server)) == 3


def test_a_push_that_is_forgotten_cannot_be_undone(server: Standin, open_map: Open) -> None:
    m = open_map(*START)
    for title in ("1" * 400, "2" * 400):
        m.edit("Marker", "c", title=title)
        m.push()
    new, old = (push["push"] for push in m.ledger.history())
    m.ledger.kept = 50 + m.ledger._read("SELECT sum(size) FROM history")[0][0]
    m.edit("Marker", "c", title="3")
    m.push()
    assert old not in [push["push"] for push in m.ledger.history()]
    for number in (old, 99):
        with pytest.raises(CalTopoError, match=str(number)):
            undone(m, push=number)
    assert m.changes() == []
    assert undone(m, push=new).refused == 1  # its title was changed since


def test_versions_of_all_lives(server: Standin, open_map: Open) -> None:
    """Before our first push, under former ids, deleted by a colleague, after a restart."""
    m = open_map(marker("a", extra=1))
    web = server.colleague(MAP)
    web.edit("Marker", "a", {"title": "web"})
    m.pull()
    web.delete("Marker", "a")
    m.pull()
    m.reopen()

    def titles(id: str) -> list[str]:
        texts = (version.text for version in m.ledger.versions("Marker", id))
        return [json.loads(text)["properties"]["title"] for text in texts]

    def restore(id: str, title: str) -> str:
        text = m.ledger.versions("Marker", id)[titles(id).index(title)].text
        report = undo.set_to(m.ledger, m.copy.rows, {("Marker", id): text}, "R", dry_run=False)
        assert report.refused == 0
        m.push()
        ((_, there),) = server.objects(MAP)
        said = server.objects(MAP)[("Marker", there)]["properties"]
        assert (said["title"], said["extra"]) == (title, 1)
        expect_equal(m, server)
        return there

    assert titles("a") == ["a", "web"]
    second = restore("a", "a")
    m.edit("Marker", second, title="second")
    m.push()
    web.delete("Marker", second)
    m.pull()
    m.reopen(crashed=True)
    assert titles("a") == titles(second) == ["a", "web", "a", "second"]
    third = restore(second, "second")
    assert len({"a", second, third}) == 3
    assert restore(third, "web") == restore("a", "second") == third
    assert titles(third)[:4] == ["a", "web", "a", "second"] and len(titles("a")) == 6
