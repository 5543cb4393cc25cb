# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects as rows say them, and changes to them as one named batch."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import LayerInEditMode, NotFound, Rejected
from caltopo_sync.plugin.sync import undo
from caltopo_sync.plugin.sync.editing import Batch, MapObject, Objects
from standin import Standin
from sync.localmap import LINE, MAP, RING, LocalMap, expect_equal, folder, marker, point, shape

Open = Callable[..., LocalMap]


def there(m: LocalMap) -> Objects:
    return Objects(m.ledger, m.copy.rows, m.sar)


def titles(m: LocalMap, cls: str | None = None) -> list[str]:
    return sorted(o.title for o in there(m).all(cls))


def test_objects_are_what_the_rows_say(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", odd=[1]), marker("b"), marker("c"), shape("s", LINE))
    m.edit("Marker", "a", title="mine")
    m.delete("Marker", "b")
    m.add("Marker", point(-121, 40), title="new")
    assert titles(m) == ["c", "mine", "new", "s"]
    assert titles(m, "Marker") == ["c", "mine", "new"]
    mine = there(m).one("a")
    assert mine.properties["title"] == "mine" and mine.properties["odd"] == [1]
    assert mine.geometry is not None and mine.geometry["coordinates"][:2] == [-120.0, 39.0]
    with pytest.raises(NotFound):
        there(m).one("b")


def test_a_batch_adds_edits_and_deletes(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", odd=[1], **{"marker-size": "2"}), marker("b"), marker("c"))
    batch = Batch(there(m), "Tidying up")
    inside = batch.add("Folder", {"title": "new folder"}, None)
    new = batch.add("Marker", {"title": "n", "folderId": inside, "odd": {"k": 1}}, point(-121, 40))
    assert batch.edit(there(m).one("a"), {"title": "A", "folderId": inside})
    assert not batch.edit(there(m).one("c"), {"title": "c"})
    batch.delete(there(m).one("b"))
    looked = batch.apply(dry_run=True)
    assert (looked.added, looked.edited, looked.deleted) == (2, 1, 1)
    assert m.changes() == []
    done = batch.apply()
    assert (done.added, done.edited, done.deleted, done.refused) == (2, 1, 1, 0)
    assert there(m).one(new).properties["folderId"] == inside
    m.push()
    expect_equal(m, server)
    objects = {f["properties"]["title"]: (k, f) for k, f in server.objects(MAP).items()}
    assert sorted(objects) == ["A", "c", "n", "new folder"]
    folder_id = objects["new folder"][0][1]
    assert objects["n"][1]["properties"]["folderId"] == folder_id
    assert objects["n"][1]["properties"]["odd"] == {"k": 1}
    assert objects["n"][1]["properties"]["marker-color"] == "#FF0000"
    said = objects["A"][1]["properties"]
    assert (said["folderId"], said["odd"], said["marker-size"]) == (folder_id, [1], "2")
    assert m.ledger.history()[0]["name"] == "Tidying up"
    # the id it had before it was pushed still finds it
    assert there(m).one(new).id == objects["n"][0][1]


def test_an_edit_in_a_batch_leaves_unsent_edits_of_other_columns(open_map: Open) -> None:
    m = open_map(marker("a", description="d"))
    m.edit("Marker", "a", title="mine")
    batch = Batch(there(m), "b")
    assert batch.edit(there(m).one("a"), {"description": None})
    batch.apply()
    [change] = m.changes()
    assert change.fields() == {"title": ("a", "mine"), "description": ("d", "")}


@pytest.mark.parametrize(
    ("cls", "properties", "geometry", "words"),
    [
        ("Marker", {}, point(39, -120), "latitude"),
        ("Marker", {}, None, "needs a geometry"),
        ("Marker", {}, LINE, "cannot be a LineString"),
        ("Shape", {}, {"type": "LineString", "coordinates": []}, "broken"),
        ("Shape", {}, {"type": "Polygon", "coordinates": [[["x", 1]]]}, "broken"),
        ("Assignment", {"status": "LOST"}, RING, "no value of status"),
        ("Marker", {"creator": "me"}, point(1, 1), "kept by the server"),
        ("AppTrack", {}, LINE, "not added from here"),
        ("Clue", {}, point(1, 1), "not added from here"),
    ],
)
def test_what_the_server_must_never_get(
    open_map: Open, cls: str, properties: dict[str, Any], geometry: Any, words: str
) -> None:
    m = open_map(marker("a"))
    with pytest.raises(Rejected) as caught:
        Batch(there(m), "b").add(cls, properties, geometry)
    assert words in caught.value.text
    assert m.changes() == []


def test_a_value_that_the_map_has_is_welcome(open_map: Open) -> None:
    m = open_map(
        {"type": "Feature", "id": "x", "geometry": RING,
         "properties": {"class": "Assignment", "letter": "A", "status": "ODD"}}
    )  # fmt: skip
    assert Batch(there(m), "b").add("Assignment", {"status": "ODD"}, RING)


def test_an_object_keeps_its_kind_of_geometry(open_map: Open) -> None:
    m = open_map(shape("s", LINE))
    with pytest.raises(Rejected):
        Batch(there(m), "b").edit(there(m).one("s"), None, RING)


def test_a_layer_in_edit_mode_holds_the_whole_batch(
    open_map: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    m = open_map(marker("a"), shape("s", LINE))
    rows = m.copy.rows
    monkeypatch.setattr(
        rows, "busy", lambda table: "Being edited." if table.name == "Marker" else None
    )
    batch = Batch(there(m), "b")
    batch.edit(there(m).one("a"), {"title": "t"})
    batch.edit(there(m).one("s"), {"title": "t"})
    with pytest.raises(LayerInEditMode):
        batch.apply()
    assert titles(m) == ["a", "s"]


def test_two_classes_with_one_id(open_map: Open) -> None:
    m = open_map(marker("x"), folder("x"))
    with pytest.raises(Rejected):
        there(m).one("x")
    assert there(m).one("x", "Folder").cls == "Folder"


def test_masked_properties_stay_on_the_server(server: Standin, open_map: Open) -> None:
    track = shape("t", LINE, deviceId="planted")
    track["properties"]["class"] = "LiveTrack"
    m = open_map(track)
    found: MapObject = there(m).one("t")
    assert "deviceId" not in found.properties
    batch = Batch(there(m), "b")
    batch.edit(found, {"title": "renamed"})
    batch.apply()
    m.push()
    assert json.loads(server.text(MAP, "LiveTrack", "t"))["properties"]["deviceId"] == "planted"


def undone(m: LocalMap) -> tuple[int, int, int, int]:
    number = m.ledger.undoable(drafts=True)
    report = undo.undo_push(m.ledger, m.copy.rows, push=number)
    return report.added, report.edited, report.deleted, report.refused


def test_a_batch_is_taken_back_before_it_is_sent(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", description="d", odd=1), marker("b"))
    m.edit("Marker", "a", title="mine")
    batch = Batch(there(m), "first")
    batch.edit(there(m).one("a"), {"description": "batch", "odd": 2})
    batch.delete(there(m).one("b"))
    new = batch.add("Marker", {"title": "n"}, point(-121, 40))
    batch.apply()
    second = Batch(there(m), "second")
    second.edit(there(m).one(new), {"title": "n2"})
    second.apply()
    m.reopen(crashed=True)
    assert undone(m) == (0, 1, 0, 0)
    assert there(m).one(new).title == "n"
    assert undone(m) == (1, 1, 1, 0)
    a = there(m).one("a")
    assert (a.title, a.properties["description"], a.properties["odd"]) == ("mine", "d", 1)
    # what the user had edited before is still there to be sent, and nothing else
    [change] = m.changes()
    assert change.fields() == {"title": ("a", "mine")}
    assert m.push().edited == 1
    expect_equal(m, server)
    assert titles(m) == ["b", "mine"]


def test_what_was_edited_after_the_batch_stays(open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    batch = Batch(there(m), "first")
    batch.edit(there(m).one("a"), {"title": "batch"})
    batch.edit(there(m).one("b"), {"title": "batch"})
    batch.apply()
    m.edit("Marker", "a", title="later")
    assert undone(m) == (0, 1, 0, 1)
    assert titles(m) == ["b", "later"]


def test_a_batch_is_taken_back_after_it_was_sent(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    batch = Batch(there(m), "first")
    batch.edit(there(m).one("a"), {"title": "batch"})
    batch.delete(there(m).one("b"))
    batch.add("Marker", {"title": "n"}, point(-121, 40))
    batch.apply()
    m.push()
    assert undone(m) == (1, 1, 1, 0)
    m.push()
    assert sorted(f["properties"]["title"] for f in server.objects(MAP).values()) == ["a", "b"]
    assert m.ledger.undoable(drafts=True) is None


def test_rows_of_a_batch_are_read_together(open_map: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """One by one takes far longer through QGIS's layers."""
    m = open_map(*[marker(f"m{n}") for n in range(40)])
    reads: list[int] = []
    really = m.copy.rows.read

    def read(table: Any, fids: Any) -> Any:
        reads.append(len(fids))
        return really(table, fids)

    monkeypatch.setattr(m.copy.rows, "read", read)
    batch = Batch(there(m), "Many")
    for n in range(40):
        assert batch.edit(there(m).one(f"m{n}"), {"title": f"M{n}"})
    assert len(reads) == 40, "one is found by its own row alone"
    reads.clear()
    assert batch.apply().edited == 40
    assert reads[0] == 40, "all of them at once"
    reads.clear()
    assert there(m).one("m3").title == "M3" and sum(reads) == 1
