# SPDX-License-Identifier: GPL-2.0-or-later
"""What real maps hold and nobody would expect: how it is shown, edited, sent, and left alone.

Every case is on the map twice, letter for letter; one is edited, the other never.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.sync.outbox import State
from standin import Fault, Kind, Standin
from sync.localmap import LINE, MAP, LocalMap, expect_equal, folder, marker, point, shape, writes
from sync.test_fidelity import AUDIT, exactly

Open = Callable[..., LocalMap]


@dataclass(frozen=True)
class Quirk:
    """``shown``: columns of the row; ``edit``: a change to the odd place, and ``said``: what the
    server's properties are then, as JSON; ``other``: a column that has nothing to do with it."""

    name: str
    table: str
    properties: str
    geometry: str = '{"type":"Point","coordinates":[-120.5,39.25,0,0]}'
    shown: dict[str, Any] = field(default_factory=dict)
    edit: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    other: str = "description"

    @property
    def cls(self) -> str:
        return self.table.partition("_")[0]

    def text(self, id: str) -> str:
        shape = f',"geometry":{self.geometry}' if self.geometry else ""
        inside = f'"class":"{self.cls}"' + (f",{self.properties}" if self.properties else "")
        return f'{{"type":"Feature","id":"{id}","properties":{{{inside}}}{shape}}}'


MIXED = '{"type":"LineString","coordinates":[[-120.0,39],[-120.10,39.1,1449.0],[-120.2,39,3,5]]}'
UNCLOSED = '{"type":"Polygon","coordinates":[[[-120,39],[-120,39.10],[-120.1,39.1]]]}'
HOLED = (
    '{"type":"Polygon","coordinates":[[[-120,39],[-120,40],[-121,40],[-121,39]],'
    "[[-120.4,39.4],[-120.4,39.6],[-120.6,39.6]]]}"
)
OVER = '{"type":"LineString","coordinates":[[179.9,51.0],[180.1,51.1],[200,51]]}'
ACROSS = '{"type":"LineString","coordinates":[[179.9,51.0],[-179.9,51.1]]}'

QUIRKS = [
    Quirk("title null", "Marker", '"title":null', shown={"title": None},
          edit={"title": "t"}, said={"title": '"t"'}),
    Quirk("title missing", "Marker", "", shown={"title": None},
          edit={"title": "t"}, said={"title": '"t"'}),
    Quirk("title blank", "Marker", '"title":" "', shown={"title": " "},
          edit={"title": "t"}, said={"title": '"t"'}),
    Quirk("title empty", "Shape_line", '"title":""', MIXED, shown={"title": ""},
          edit={"title": "t"}, said={"title": '"t"'}),
    Quirk("letter and number null", "Assignment_line",
          '"letter":null,"number":null,"title":null', MIXED, shown={"letter": None},
          edit={"letter": "A"}, said={"letter": '"A"', "number": "null", "title": '"A"'}),
    Quirk("letter and number missing", "Assignment_line", '"title":"Trail"', MIXED,
          shown={"letter": None, "title": "Trail"},
          edit={"number": "7"}, said={"number": '"7"', "title": '"7"'}),
    Quirk("number as a number", "Assignment_polygon", '"letter":"A","number":101,"title":""',
          UNCLOSED, shown={"title": "A 101"},
          edit={"number": "102"}, said={"number": "102", "title": '"A 102"'}),
    Quirk("title with a blank behind", "Assignment_polygon",
          '"letter":"AA","number":"","title":"AA "', UNCLOSED, shown={"title": "AA"},
          edit={"priority": "HIGH"}, said={"priority": '"HIGH"', "title": '"AA "'}),
    Quirk("colour without #", "Marker", '"title":"m","marker-color":"FF0000"',
          edit={"marker_color": "00FF00"}, said={"marker-color": '"00FF00"'}),
    Quirk("colour with #", "Shape_line", '"title":"l","stroke":"#ff0000"', MIXED,
          edit={"stroke": "#00FF00"}, said={"stroke": '"#00FF00"'}),
    Quirk("size as text", "Marker", '"title":"m","marker-size":"1"', shown={"marker_size": "1"},
          edit={"marker_size": "2"}, said={"marker-size": '"2"'}),
    Quirk("size as number", "Marker", '"title":"m","marker-size":1.0',
          edit={"marker_size": "2"}, said={"marker-size": "2"}),
    Quirk("opacity as text", "Shape_line", '"title":"l","stroke-opacity":"0.50"', MIXED,
          edit={"stroke_opacity": 0.75}, said={"stroke-opacity": '"0.75"'}),
    Quirk("visible as text", "Folder", '"title":"f","visible":"true"', "",
          edit={"visible": False}, said={"visible": '"false"'}),
    Quirk("updated as text", "Marker", '"title":"m","updated":"1467312000000"',
          shown={"updated": 1467312000000}, edit={"title": "t"}, said={"title": '"t"'}),
    Quirk("4-element points", "Marker", '"title":"m"', edit={"geom": point(-121, 40)}),
    Quirk("mixed positions", "Shape_line", '"title":"l"', MIXED),
    Quirk("geometry null", "MapMediaObject", '"title":"p","parentId":""', "null",
          shown={"geom": None}, edit={"title": "t"}, said={"title": '"t"'}),
    Quirk("geometry absent", "MapMediaObject", '"title":"p","parentId":null', "",
          shown={"geom": None}, edit={"title": "t"}, said={"title": '"t"'}),
    Quirk("geometry null in a folder", "Folder", '"title":"f"', "null",
          edit={"title": "t"}, said={"title": '"t"'}),
    Quirk("open rings", "Shape_polygon", '"title":"p"', UNCLOSED),
    Quirk("open rings with a hole", "Shape_polygon", '"title":"p"', HOLED),
    Quirk("folder not known", "Marker", '"title":"m","folderId":"gone"',
          shown={"folderId": "gone"}, edit={"folderId": None}, said={"folderId": "null"}),
    Quirk("parent with its class", "MapMediaObject", '"title":"p","parentId":"Marker:x:1"',
          shown={"parentId": "Marker:x:1"}, edit={"parentId": None}, said={"parentId": '""'}),
    Quirk("HTML", "Marker",
          '"title":"<i>m</i>","description":"<b>b</b><script>x()</script>\\u00e9\\n&amp;"',
          shown={"title": "<i>m</i>", "description": "<b>b</b><script>x()</script>é\n&amp;"},
          edit={"title": "<b>"}, said={"title": '"<b>"'}, other="marker_symbol"),
    Quirk("beyond the antimeridian", "Shape_line", '"title":"l"', OVER,
          edit={"title": "t"}, said={"title": '"t"'}),
    Quirk("across the antimeridian", "Shape_line", '"title":"l"', ACROSS),
    Quirk("unknown keys", "Marker", '"title":"m","x":{"y":[1.0,1e3,null]},"-z":"\\u2028"',
          edit={"title": "t"}, said={"title": '"t"'}),
]  # fmt: skip


def changed(before: str, after: str) -> dict[str, Any]:
    """The properties in which two texts differ, as the second has them; ``...`` where not."""
    was, now = exactly(before)["properties"], exactly(after)["properties"]
    names = {n for n in was.keys() | now.keys() if was.get(n, ...) != now.get(n, ...)}
    return {name: now.get(name, ...) for name in names - AUDIT}


@pytest.mark.parametrize("quirk", QUIRKS, ids=lambda quirk: quirk.name)
def test_what_real_maps_hold(server: Standin, open_map: Open, quirk: Quirk) -> None:
    key, beside = (quirk.cls, "one"), (quirk.cls, "other")
    m = open_map(quirk.text("one"), quirk.text("other"))
    before = server.texts(MAP)
    assert m.changes() == [] and m.ledger.aside() == []
    row = m.row(quirk.table, "one")
    assert {name: row[name] for name in quirk.shown} == quirk.shown

    # an edit beside it, here and by a colleague, leaves it as it is
    if quirk.other == "description":
        server.colleague(MAP).edit(*key, {"gpstype": "theirs"})
    m.edit(quirk.table, "one", **{quirk.other: "mine"})
    assert (m.push().edited, m.outbox(), m.changes()) == (1, [], [])
    after = server.texts(MAP)
    prop = quirk.other.replace("_", "-")
    # an assignment's title goes along with its letter and number
    derived = {"title"} if quirk.cls == "Assignment" else set()
    assert changed(before[key], after[key]).keys() <= {prop, "gpstype"} | derived
    assert exactly(after[key])["properties"][prop] == "mine"
    was, now = exactly(before[key]), exactly(after[key])
    assert was.get("geometry") == now.get("geometry") and ("geometry" in was) == ("geometry" in now)

    # an edit of the odd place itself
    if quirk.edit:
        m.edit(quirk.table, "one", **quirk.edit)
        assert (m.push().edited, m.outbox(), m.changes()) == (1, [], [])
        last = changed(after[key], server.texts(MAP)[key])
        assert last.keys() <= quirk.said.keys()
        there = exactly(server.texts(MAP)[key])["properties"]
        assert {n: there[n] for n in quirk.said} == {n: exactly(v) for n, v in quirk.said.items()}

    # its neighbour is as it was, and nothing of all this looks like an edit later
    assert server.texts(MAP)[beside] == before[beside]
    server.clear_calls()
    m.pull(full=True)
    assert m.push().items == [] and writes(server) == []
    m.reopen(crashed=True)
    assert m.changes() == []
    m.delete(quirk.table, "one")
    assert m.push().deleted == 1
    assert server.texts(MAP) == {beside: before[beside]}
    expect_equal(m, server)


def test_a_neighbour_of_every_quirk(server: Standin, open_map: Open) -> None:
    """All of them on one map, told again, in any order and in parts: none is ever sent."""
    m = open_map(*(quirk.text(str(n)) for n, quirk in enumerate(QUIRKS)), marker("mine"))
    before = server.texts(MAP)
    server.behave(repeated=True, shuffled=True, overlap=60.0, geometry_deltas=True,
                  property_deltas=True)  # fmt: skip
    for n in range(3):
        m.edit("Marker", "mine", title=f"edit {n}", geom=point(-121 - n, 39))
        assert m.push().edited == 1
        m.pull(full=n == 2)
    assert {call.id for call in server.calls if call.method != "GET"} == {"mine"}
    after = server.texts(MAP)
    assert {k: v for k, v in after.items() if k[1] != "mine"} == {
        k: v for k, v in before.items() if k[1] != "mine"
    }


@pytest.mark.parametrize("cls", ["LiveTrack", "AppTrack"])
def test_a_track_from_nothing_to_a_point_to_a_line(
    server: Standin, open_map: Open, cls: str
) -> None:
    """A fresh track has no geometry, then a point, then a line, and ends as a shape."""
    m = open_map(folder("t", cls), marker("a"))
    web = server.colleague(MAP)
    first = [-120.5, 39.25, 2000, 1_700_000_000_000]
    shapes: list[tuple[str, dict[str, Any]]] = [
        ("", {"type": "Point", "coordinates": first}),
        (f"{cls}_line", {"type": "LineString", "incremental": True, "size": 2,
                         "coordinates": [first, [-120.6, 39.3, 2001, 1_700_000_001_000]]}),
    ]  # fmt: skip
    for _, geometry in shapes:
        web.edit(cls, "t", geometry=geometry)
        m.edit("Marker", "a", title=geometry["type"])
        assert m.push().edited == 1
        expect_equal(m, server)
        (found,) = [name for (c, i), (name, _, _) in m.everything().items() if c == cls]
        assert m.copy.tables[found].spatial
        assert m.changes() == []
    web.turn(cls, "t", "Shape", keep=True)  # a server that forgets to remove the track
    m.pull()
    expect_equal(m, server)
    m.edit("Shape_line", "t", title="finished")
    assert m.push().edited == 1
    assert server.objects(MAP)[(cls, "t")]["properties"]["title"] == "t"
    web.delete(cls, "t")
    m.pull()
    expect_equal(m, server)
    assert set(server.texts(MAP)) == {("Shape", "t"), ("Marker", "a")}


def test_one_id_in_two_classes_is_two_objects(server: Standin, open_map: Open) -> None:
    m = open_map(marker("x"), shape("x", LINE), folder("x"))
    m.edit("Marker", "x", title="marker")
    m.delete("Shape_line", "x")
    server.colleague(MAP).edit("Folder", "x", {"title": "folder"})
    report = m.push()
    assert (report.edited, report.deleted, report.conflicts) == (1, 1, 0)
    said = {key: each["properties"]["title"] for key, each in server.objects(MAP).items()}
    assert said == {("Marker", "x"): "marker", ("Folder", "x"): "folder"}
    expect_equal(m, server)


def test_a_child_that_comes_before_its_folder(server: Standin, open_map: Open) -> None:
    m = open_map(marker("child", folderId="late"))
    before = server.text(MAP, "Marker", "child")
    m.pull()
    server.colleague(MAP).add("Folder", {"title": "Late"}, id="late")
    m.pull()
    assert m.row("Marker", "child")["folderId"] == "late" and m.changes() == []
    assert server.text(MAP, "Marker", "child") == before
    m.edit("Folder", "late", title="Here")
    assert m.push().edited == 1
    assert server.text(MAP, "Marker", "child") == before
    expect_equal(m, server)


@pytest.mark.parametrize("fault", [
    Fault(Kind.EMPTY), Fault(Kind.EMPTY, committed=True),
    Fault(Kind.ERROR, message="error saving object"),
], ids=lambda fault: f"{fault.kind.value}-{fault.committed}")  # fmt: skip
@pytest.mark.parametrize("call", ["add", "edit", "delete", "since"])
def test_a_200_that_is_none(server: Standin, open_map: Open, fault: Fault, call: str) -> None:
    m = open_map(marker("a"), marker("b"), marker("c"))
    calls = {"add": ("POST", "/Marker$"), "edit": ("POST", "/Marker/a$"),
             "delete": ("DELETE", None), "since": ("GET", "/since/")}  # fmt: skip
    method, path = calls[call]
    server.fault(Fault(**{**fault.to_json(), "method": method, "path": path}))
    m.edit("Marker", "a", title="A")
    m.delete("Marker", "b")
    m.add("Marker", point(-121, 40), title="new")
    before = server.text(MAP, "Marker", "c")
    if call == "since":
        with pytest.raises(CalTopoError):
            m.push()
        assert len(m.outbox()) == 3 and writes(server) == []
    else:
        report = m.push()
        refused = fault.kind is Kind.ERROR
        assert report.failed == refused and report.unknown == 0
        assert [e.state for e in m.outbox()] == [State.PARKED] * refused
        for entry in m.outbox():
            assert "error saving object" in entry.reason
            entry.state = State.READY
            m.ledger.put(entry)
    m.push()
    said = sorted(each["properties"]["title"] for each in server.objects(MAP).values())
    assert said == ["A", "c", "new"] and m.outbox() == [] and m.changes() == []
    assert server.text(MAP, "Marker", "c") == before
    expect_equal(m, server)


def test_an_edit_of_a_moved_row_beyond_the_antimeridian_is_held_back(
    server: Standin, open_map: Open
) -> None:
    """What came from there stays; a place that nobody can draw is not sent from here."""
    m = open_map(shape("over", json.loads(OVER)), marker("a"))
    before = server.text(MAP, "Shape", "over")
    with pytest.raises(Exception, match="CalTopo"):
        m.edit("Shape_line", "over", geom={**LINE, "coordinates": [[181.0, 1], [182, 1]]})
    m.edit("Marker", "a", title="A")
    assert m.push().edited == 1
    assert server.text(MAP, "Shape", "over") == before
    m.edit("Shape_line", "over", geom={**LINE, "coordinates": [[179.0, 1], [-179, 1]]})
    assert m.push().edited == 1
    expect_equal(m, server)


def test_the_ways_of_a_desktop(server: Standin, open_map: Open) -> None:
    """Unsigned, empty titles of assignments, rings closed, points padded, tracks that answer
    nothing to an edit."""
    server.behave(desktop=True, assignment_title_empty=True, rings_closed=True, points_padded=True,
                  track_edit_empty=True)  # fmt: skip
    ring = json.loads(UNCLOSED)
    said = {"class": "Assignment", "letter": "A", "number": "1", "title": "A 1"}
    there = {**shape("s", ring), "properties": said}
    m = open_map(there, {**there, "id": "beside"}, marker("a"), signed=False)
    before = server.text(MAP, "Assignment", "beside")
    assert m.row("Assignment_polygon", "s")["title"] == "A 1"
    m.edit("Assignment_polygon", "s", number="2")
    m.add("Assignment_polygon", ring, letter="B")
    m.add("Marker", point(-121, 40), title="new")
    m.delete("Marker", "a")
    report = m.push()
    assert (report.added, report.edited, report.deleted, report.failed) == (2, 1, 1, 0)
    assert m.row("Assignment_polygon", "s")["title"] == "A 2"
    assert server.text(MAP, "Assignment", "beside") == before
    server.clear_calls()
    m.pull(full=True)
    assert m.push().items == [] and writes(server) == [] and m.changes() == []
