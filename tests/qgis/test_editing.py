# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects of an open map found and edited by scripts, through QGIS's layers."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import LayerInEditMode, NotFound, Rejected


def title(m: Any, id: str) -> str:
    return str(m.feature(id).title)


def test_add_edit_delete_and_undo(server: Any, m: Any) -> None:
    m.push_on_save = False
    m.layers()
    before = len(list(m.features()))
    folder = m.add("Folder", {"title": "Base"})
    id = m.add("Marker", {"title": "ICP", "folderId": folder},
               {"type": "Point", "coordinates": [-120.5, 39.5]})  # fmt: skip
    assert [o.id for o in m.features("Marker", folder="base")] == [id]
    assert m.edit("ICP", properties={"description": "moved"}).properties["description"] == "moved"
    report = m.push()
    assert (report.added, report.failed) == (2, 0)
    there = m.feature(id)
    assert there.id != id and server.objects(m.id)[("Marker", there.id)]
    assert m.delete(["ICP"]) == 1
    with pytest.raises(NotFound):
        m.feature(there.id)
    m.undo()
    assert title(m, "ICP") == "ICP" and m.changes() == []
    m.undo()
    m.undo()
    m.undo()
    m.push()
    assert len(list(m.features())) == before


def test_two_objects_of_one_title(m: Any) -> None:
    m.push_on_save = False
    for _ in range(2):
        m.add("Marker", {"title": "twin"}, {"type": "Point", "coordinates": [-120.5, 39.5]})
    with pytest.raises(Rejected) as caught:
        m.feature("twin")
    assert "2 objects" in caught.value.text


def test_properties_in_the_place_of_the_class(m: Any) -> None:
    target = next(m.features("Marker"))
    with pytest.raises(Rejected) as caught:
        m.edit(target.id, {"title": "x"})
    assert "no class" in caught.value.text and "properties=" in caught.value.hint
    assert m.changes() == []


def test_a_layer_in_edit_mode_is_left_alone(m: Any) -> None:
    layer = m.layers()["Marker"]
    layer.startEditing()
    with pytest.raises(LayerInEditMode):
        m.add("Marker", {"title": "x"}, {"type": "Point", "coordinates": [-120.5, 39.5]})
    layer.rollBack()
    assert m.changes() == []


def test_edits_are_pushed_as_a_save_is(server: Any, m: Any) -> None:
    m.push_on_save = True
    m.add("Marker", {"title": "at once"}, {"type": "Point", "coordinates": [-120.5, 39.5]})
    assert m.wait(20)
    assert any(f["properties"].get("title") == "at once" for f in server.objects(m.id).values())


def test_moving_and_bounds(server: Any, m: Any) -> None:
    id = m.add("Marker", {"title": "ICP"}, {"type": "Point", "coordinates": [-120.5, 39.5]})
    m.push()
    there = m.move("ICP", -119.5, 38.5)
    assert there.geometry["coordinates"][:2] == [-119.5, 38.5]
    assert m.push().edited == 1
    other = m.add("Marker", {"title": "x"}, {"type": "Point", "coordinates": [-119.0, 39.0]})
    assert m.bounds([id, other]) == (-119.5, 38.5, -119.0, 39.0)
    west, south, east, north = m.bounds([id], pad=1000.0)
    assert north - south == pytest.approx(2000 / 111195, rel=1e-6)
    assert (east - west) > (north - south)
    whole = m.bounds()
    assert whole[0] <= -119.5 and whole[2] >= -119.0
    with pytest.raises(NotFound):
        m.bounds([next(iter(m.features("Folder")))])
    with pytest.raises(Rejected):
        m.move("ICP", 38.5, -119.5)


def test_a_map_is_read_while_a_batch_is_gathered(m: Any) -> None:
    with m.batch("Renaming") as batch:
        for each in m.features("Marker"):
            batch.edit(m.feature(each), {"description": "x"})
    assert {c.kind for c in m.changes()} == {"edit"}
    m.undo()
    assert m.changes() == []
