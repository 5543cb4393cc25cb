# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects of an open map cut, cropped and joined, pushed and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import LayerInEditMode, NotFound, Rejected
from standin import Fault, Kind

pytest.importorskip("shapely")


def box(x: float, y: float, x2: float, y2: float) -> dict[str, Any]:
    """Hundredths of a degree from a corner where the incident has nothing."""
    ring = [[-119 + a / 100, 38 + b / 100]
            for a, b in ((x, y), (x2, y), (x2, y2), (x, y2), (x, y))]  # fmt: skip
    return {"type": "Polygon", "coordinates": [ring]}


def line(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [[-119 + x / 100, 38 + y / 100]
                                                  for x, y in corners]}  # fmt: skip


@pytest.fixture
def segment(m: Any) -> str:
    """An assignment QC 103 in a folder of its own."""
    folder = m.add("Folder", {"title": "Division C"})
    said = {"letter": "QC", "number": "103", "resourceType": "DOG", "teamSize": 3,
            "folderId": folder, "description": "along the creek"}  # fmt: skip
    return str(m.add("Assignment", said, box(0, 0, 2, 2)))


def state(server: Any) -> dict[Any, Any]:
    return {key: (f["properties"].get("title"), f["properties"].get("letter"), f.get("geometry"))
            for key, f in server.objects("ABC12").items()}  # fmt: skip


def test_cut_of_an_assignment_pushed_and_undone(server: Any, m: Any, segment: str) -> None:
    m.add("Shape", {"title": "creek"}, line((1, -1), (1, 3)))
    m.push()
    before = state(server)
    report = m.cut("QC 103", "creek", delete_cutter=True)
    assert (report.edited, report.added, report.deleted, report.unchanged) == (1, 1, 1, 0)
    assert [i["title"] for i in report.items] == ["QC 103", "QC:1 103", "creek"]
    m.undo()  # before the push
    assert m.changes() == []
    m.cut("QC 103", "creek", delete_cutter=True)
    pushed = m.push()
    assert (pushed.edited, pushed.added, pushed.deleted, pushed.failed) == (1, 1, 1, 0)
    parts = [f for key, f in server.objects("ABC12").items() if key[0] == "Assignment"
             and str(f["properties"].get("letter")).startswith("QC")]  # fmt: skip
    assert {f["properties"]["letter"] for f in parts} == {"QC", "QC:1"}
    said = [{k: f["properties"].get(k) for k in
             ("folderId", "resourceType", "teamSize", "description")} for f in parts]  # fmt: skip
    assert said[0] == said[1] and said[0]["resourceType"] == "DOG"
    assert not any(f["properties"].get("title") == "creek" for f in
                   server.objects("ABC12").values())  # fmt: skip
    m.undo()  # after it
    m.push()
    after = state(server)
    assert sorted(map(repr, after.values())) == sorted(map(repr, before.values()))


def test_parts_are_named_by_the_free_numbers(m: Any, segment: str) -> None:
    m.add("Shape", {"title": "across"}, line((-1, 1), (3, 1)))
    m.add("Assignment", {"letter": "QC:1", "number": "9"}, box(5, 5, 6, 6))
    road = m.add("Shape", {"title": "Road:2"}, line((0.5, 0), (0.5, 2), (1.5, 2), (1.5, 0)))
    report = m.cut([segment, ("Shape", road)], "across")
    assert [i["title"] for i in report.items] == [
        "QC 103", "QC:2 103", "Road:2", "Road:1", "Road:3"]  # fmt: skip
    nameless = m.add("Shape", {"title": ""}, line((0.2, 0), (0.2, 2)))
    report = m.cut(nameless, "across")
    assert (report.edited, report.added) == (1, 1) and report.items[1]["title"] == ""


def test_the_cutter_stays_unless_every_target_was_cut(m: Any, segment: str) -> None:
    far = m.add("Assignment", {"letter": "ZZ"}, box(8, 8, 9, 9))
    inside = m.add("Shape", {"title": "lake"}, box(0.5, 0.5, 1, 1))
    report = m.cut([segment, far], inside, delete_cutter=True)
    assert (report.edited, report.unchanged, report.deleted) == (1, 1, 0)
    assert m.feature("lake").id == inside
    assert [i["reason"] for i in report.items] == [
        "",
        "It does not meet “lake”.",
        "It was kept, because not every object could be changed.",
    ]
    assert len(m.feature("QC 103").geometry["coordinates"]) == 2  # the lake is a hole in it


def test_nothing_happens_where_nothing_can(m: Any, segment: str) -> None:
    m.add("Shape", {"title": "all"}, box(-1, -1, 9, 9))
    m.add("Shape", {"title": "short"}, line((-1, 1), (1, 1)))
    before = {o.key: o for o in m.features()}
    for cutter, reason in (("all", "nothing would be left"), ("short", "from edge to edge")):
        report = m.cut(segment, cutter, delete_cutter=True)
        assert report.unchanged == 1 and report.edited + report.added + report.deleted == 0
        assert reason in report.items[0]["reason"]
    assert {o.key: o for o in m.features()} == before


def cut_by_a_creek(m: Any, segment: str) -> Any:
    """What was cut, as it was before; the creek is to go with the push."""
    m.add("Shape", {"title": "creek"}, line((1, -1), (1, 3)))
    m.push()
    there = m.feature(segment)
    m.cut(segment, "creek", delete_cutter=True)
    return there


def test_the_cutter_stays_on_the_server_until_the_target_is_cut(
    server: Any, m: Any, segment: str
) -> None:
    there = cut_by_a_creek(m, segment)
    refused = Fault(Kind.STATUS, method="POST", path="Assignment/" + there.id, status=400, times=1)
    server.fault(refused)
    pushed = m.push()
    assert (pushed.added, pushed.edited, pushed.deleted) == (0, 0, 0), "no part without the cut"
    assert (pushed.failed, pushed.waiting) == (1, 2)
    there_now = [f["properties"].get("title") for f in server.objects("ABC12").values()]
    assert there_now.count("creek") == 1
    (part,) = [c for c in m.changes() if c.kind == "add"]
    assert part.state == "waiting" and "“QC 103”, which it was cut from" in part.reason
    (waits,) = [c for c in m.changes() if c.kind == "delete"]
    assert waits.state == "waiting" and "is on the map" in waits.reason
    m.retry(next(w for w in m.outbox() if w.kind == "edit"))
    pushed = m.push()
    assert (pushed.added, pushed.edited, pushed.deleted, pushed.failed) == (1, 1, 1, 0)
    assert m.changes() == []


def test_parts_wait_while_a_colleague_has_redrawn_what_was_cut(
    server: Any, m: Any, segment: str
) -> None:
    there = cut_by_a_creek(m, segment)
    server.colleague("ABC12").edit("Assignment", there.id, {}, geometry=box(0, 0, 2, 3))
    pushed = m.push()
    assert (pushed.added, pushed.edited, pushed.deleted, pushed.conflicts) == (0, 0, 0, 1)
    (conflict,) = m.conflicts()
    m.resolve(conflict, "mine")
    pushed = m.push()
    assert (pushed.added, pushed.edited, pushed.deleted, pushed.conflicts) == (1, 1, 1, 0)


def test_a_layer_in_edit_mode_keeps_cutter_and_target(m: Any, segment: str) -> None:
    m.add("Shape", {"title": "creek"}, line((1, -1), (1, 3)))
    layer = m.layers()["Assignment_polygon"]
    layer.startEditing()
    with pytest.raises(LayerInEditMode):
        m.cut(segment, "creek", delete_cutter=True)
    layer.rollBack()
    assert m.feature("creek") and len(list(m.features("Assignment", letter="QC:1"))) == 0


def test_a_cutter_that_may_not_go_stops_it_all(server: Any, m: Any, segment: str) -> None:
    track = next(o for o in m.features("AppTrack") if o.geometry)
    server.colleague("ABC12").edit("AppTrack", track.id, {}, geometry=line((1, -1), (1, 3)))
    m.refresh()
    before = {o.key: o for o in m.features()}
    with pytest.raises(Rejected):
        m.cut(segment, track, delete_cutter=True)
    assert {o.key: o for o in m.features()} == before
    report = m.cut(segment, track)
    assert (report.edited, report.added) == (1, 1)


def test_crop_and_expand(m: Any, segment: str) -> None:
    m.add("Shape", {"title": "zone"}, box(-1, -1, 1, 3))
    report = m.crop([segment], "zone", beyond=0)
    assert (report.edited, report.added) == (1, 0)
    assert max(p[0] for p in m.feature(segment).geometry["coordinates"][0]) == -118.99
    report = m.expand("QC 103", "zone", delete_other=True)
    assert (report.edited, report.deleted) == (1, 1)
    with pytest.raises(NotFound):
        m.feature("zone")
    m.undo()
    m.undo()
    assert m.feature("zone") and m.feature(segment).geometry == box(0, 0, 2, 2)


def test_a_track_cropped_to_parts_keeps_what_it_recorded(server: Any, m: Any) -> None:
    course = [[-119 + x / 100, 38.005, 1000.5 + x, 1_700_000_000_000 + 1000 * x]
              for x in range(-1, 7)]  # fmt: skip
    track = {"type": "LineString", "coordinates": course}
    server.colleague("ABC12").add("Shape", {"title": "Dog 2"}, track)
    m.refresh()
    teeth = line((0.5, 0), (2.5, 0), (2.5, 1), (2.25, 1), (2.25, 0.2), (1, 0.2), (1, 1), (0.5, 1),
                 (0.5, 0))["coordinates"]  # fmt: skip
    m.add("Shape", {"title": "comb"}, {"type": "Polygon", "coordinates": [teeth]})
    report = m.crop("Dog 2", "comb", beyond=0)
    assert [(i["kind"], i["title"]) for i in report.items] == [
        ("edit", "Dog 2"),
        ("add", "Dog 2:1"),
    ]
    assert m.push().failed == 0
    parts = {f["properties"]["title"]: f["geometry"]["coordinates"]
             for f in server.objects("ABC12").values()
             if str(f["properties"].get("title")).startswith("Dog 2")}  # fmt: skip
    for title, ends in (("Dog 2", (0.5, 1)), ("Dog 2:1", (2.25, 2.5))):
        for position, x in zip((parts[title][0], parts[title][-1]), ends):
            assert position == pytest.approx(
                [-119 + x / 100, 38.005, 1000.5 + x, 1_700_000_000_000 + 1000 * x], abs=1e-6
            )
            assert isinstance(position[3], int)


def test_a_folder_of_the_same_title_is_not_meant(m: Any, segment: str) -> None:
    m.add("Folder", {"title": "QC 103"})
    m.add("Folder", {"title": "creek"})
    m.add("Shape", {"title": "creek"}, line((1, -1), (1, 3)))
    report = m.cut("QC 103", "creek")
    assert (report.edited, report.added) == (1, 1)


def test_an_object_of_several_parts(server: Any, conn: Any, tmp_path: Path) -> None:
    parts = [box(0, 0, 1, 2)["coordinates"], box(3, 0, 5, 2)["coordinates"]]
    two = {"type": "MultiPolygon", "coordinates": parts}
    web = server.colleague("ABC12")
    web.add("Shape", {"title": "Two"}, two)
    web.add("Shape", {"title": "across"}, line((-1, 1), (9, 1)))
    m = conn.open_map("ABC12", workspace=tmp_path, push_on_save=False)
    try:
        report = m.cut("Two", "across")
        assert (report.added, report.deleted) == (4, 1)
        assert [i["title"] for i in report.items if i["kind"] == "add"] == [
            "Two", "Two:1", "Two:2", "Two:3"]  # fmt: skip
        assert m.push().failed == 0
        m.undo()
        assert m.push().failed == 0
    finally:
        m.close()
    (there,) = [f for f in server.objects("ABC12").values()
                if str(f["properties"].get("title")).startswith("Two")]  # fmt: skip
    assert there["geometry"]["coordinates"] == parts


def test_several_parts_that_came_while_the_map_was_open(server: Any, m: Any) -> None:
    m.layers()
    parts = [box(0, 0, 1, 2)["coordinates"], box(3, 0, 5, 2)["coordinates"]]
    web = server.colleague("ABC12")
    web.add("Shape", {"title": "Two"}, {"type": "MultiPolygon", "coordinates": parts})
    web.add("Shape", {"title": "across"}, line((-1, 1), (9, 1)))
    m.refresh()
    report = m.cut("Two", "across", delete_cutter=True)
    assert report.unchanged == 1 and "open the map again" in report.items[0]["reason"]
    assert m.changes() == []


def test_what_is_named_wrongly(m: Any, segment: str) -> None:
    with pytest.raises(NotFound):
        m.cut("nothing of that name", segment)
    with pytest.raises(Rejected, match="by itself"):
        m.cut([segment], "QC 103")
    with pytest.raises(Rejected, match="No object"):
        m.cut([], segment)
    m.add("Assignment", {"letter": "QC", "number": "103"}, box(5, 5, 6, 6))
    with pytest.raises(Rejected, match="2 objects"):
        m.crop("QC 103", "QC 103")
    marker = m.add("Marker", {"title": "ICP"}, {"type": "Point", "coordinates": [-119, 38]})
    with pytest.raises(Rejected, match=r"ICP.*Only lines and areas"):
        m.cut(segment, marker)
