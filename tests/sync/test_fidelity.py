# SPDX-License-Identifier: GPL-2.0-or-later
"""An edit of one property changes that property and nothing else, letter by letter.

On the made-up incident always, on real maps where their files are at hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.objects import Writing, object_class
from standin import Standin
from sync.localmap import MAP, LocalMap, expect_equal, marker, same_json, writes

Open = Callable[..., LocalMap]
ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "data" / "maps"
MAPS = [ROOT / "ui" / "practice" / "incident.json", *sorted(REAL.glob("*.json"))]


@pytest.fixture(params=[p.name for p in MAPS] + ([] if REAL.is_dir() else ["real maps"]))
def map_file(request: pytest.FixtureRequest) -> Path:
    found = {p.name: p for p in MAPS}.get(request.param)
    if found is None:
        pytest.skip(f"there are no real maps at {REAL}")
    return found


class Exact(str):
    """A number as it is written."""


def exactly(text: str) -> Any:
    return json.loads(text, parse_float=Exact, parse_int=Exact)


AUDIT = {"updated", "-updated-on", "-updated-by"}


def test_every_object_keeps_what_was_not_edited(
    server: Standin, open_map: Open, map_file: Path
) -> None:
    server.add_map(MAP, path=map_file)
    before = server.texts(MAP)
    m = open_map()
    assert m.ledger.aside() == []
    assert m.ledger.count() == len(before) > 0
    assert m.changes() == []
    untouched = {key for n, key in enumerate(sorted(before)) if n % 5 == 0}
    edited = set()
    for table in list(m.copy.tables):
        if object_class(table.cls).writing in (Writing.NONE, Writing.SAR):
            continue
        column = "letter" if table.cls == "Assignment" else "title"
        for id, row in m.rows(table.name).items():
            if (table.cls, id) not in untouched:
                m.edit(table.name, id, **{column: f"{row[column] or ''} +"})
                edited.add((table.cls, id))
    assert edited
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (0, len(edited), 0)
    assert (report.failed, report.unknown, report.waiting, report.conflicts) == (0, 0, 0, 0)
    after = server.texts(MAP)
    assert after.keys() == before.keys()
    for key, text in before.items():
        if key not in edited:
            assert after[key] == text
            continue
        was, now = exactly(text), exactly(after[key])
        assert was.get("geometry") == now.get("geometry")
        assert ("geometry" in was) == ("geometry" in now)
        old, new = was["properties"], now["properties"]
        changed = {n for n in old.keys() | new.keys() if old.get(n, ...) != new.get(n, ...)}
        allowed = {"title", "letter"} if key[0] == "Assignment" else {"title"}
        assert changed - AUDIT <= allowed, key
    assert m.changes() == []
    expect_equal(m, server)
    server.clear_calls()
    m.pull(full=True)
    assert m.push().items == [] and writes(server) == []


def test_a_moved_vertex_leaves_the_others_as_they_were(
    server: Standin, open_map: Open, map_file: Path
) -> None:
    server.add_map(MAP, path=map_file)
    before = server.texts(MAP)
    m = open_map()
    moved = {}
    for name in ("Shape_line", "Shape_polygon"):
        for id, row in m.rows(name).items():
            shape = row["geom"]
            ring = shape["coordinates"] if name == "Shape_line" else shape["coordinates"][0]
            n = len(ring) // 2
            ring[n] = [round(ring[n][0] + 0.001, 6), *ring[n][1:]]
            if n == 0:
                continue
            m.edit(name, id, geom=shape)
            moved[("Shape", id)] = n
    report = m.push()
    assert (report.edited, report.failed) == (len(moved), 0)
    after = server.texts(MAP)
    for key, n in moved.items():
        was, now = exactly(before[key])["geometry"], exactly(after[key])["geometry"]
        old, new = was.pop("coordinates"), now.pop("coordinates")
        if was["type"] == "Polygon":
            assert len(old) == len(new)
            old, new = old[0], new[0]
        assert [i for i, (a, b) in enumerate(zip(old, new)) if a != b] == [n]
        assert len(new) - len(old) in (0, 1)
        assert new[len(old) :] in ([], [old[0]])  # an unclosed ring is closed
        assert old[n][1:2] == new[n][1:2] and len(old[n]) == len(new[n])
        was.pop("size", None), now.pop("size", None)
        assert was == now
    for key in before.keys() - moved.keys():
        assert after[key] == before[key]
    expect_equal(m, server)


ODD = (
    '{"type":"Feature","id":"odd","geometry":{"type":"LineString","coordinates":'
    '[[-120.10000000000000001,39.0,1.0,1.7e12],[-120.2,39],[-1.203e2,39.10,0,0.0]],"size":3},'
    '"properties":{"class":"Shape","title":"t","n":1.0,"e":1e5,"big":12345678901234567890123,'
    '"neg":-0,"half":"\\ud83d","pair":"\\ud83d\\ude00","nul":"a\\u0000b","esc":"\\u00e9\\/",'
    '"deep":{"a":[1.50,null,{"b":[]}],"":{}},"stroke":"ff0000","stroke-width":2.0,'
    '"stroke-opacity":1.00,"folderId":null,"none":null,"marker-size":1e0}}'
)


def test_odd_spellings_go_back_as_they_came(server: Standin, open_map: Open) -> None:
    m = open_map(ODD, marker("a"))
    m.edit("Shape_line", "odd", title="T")
    assert m.push().edited == 1
    was, now = exactly(ODD), exactly(server.texts(MAP)[("Shape", "odd")])
    assert now["geometry"] == was["geometry"]
    assert {k: v for k, v in now["properties"].items() if k in was["properties"]} == {
        **was["properties"], "title": "T"}  # fmt: skip
    m.edit("Shape_line", "odd", stroke_width=3.5)
    assert m.push().edited == 1
    now = exactly(server.texts(MAP)[("Shape", "odd")])["properties"]
    assert now["stroke-width"] == "3.5" and now["stroke-opacity"] == "1.00"
    assert now["n"] == "1.0" and now["e"] == "1e5" and now["neg"] == "-0"
    expect_equal(m, server)


def test_texts_that_sqlite_or_qgis_cannot_hold(server: Standin, open_map: Open) -> None:
    """Half a surrogate pair has no UTF-8; QGIS ends a text at a NUL."""
    odd = json.dumps(marker("odd", description="a\0b", title="\ud83d!"))
    m = open_map(odd, marker("a"))
    row = m.row("Marker", "odd")
    assert row["title"] == "�!" and row["description"] == "a�b"
    m.edit("Marker", "odd", marker_symbol="fire")
    assert m.push().edited == 1
    now = server.objects(MAP)[("Marker", "odd")]["properties"]
    assert (now["title"], now["description"], now["marker-symbol"]) == ("\ud83d!", "a\0b", "fire")
    assert same_json(m.ledger.object("Marker", "odd").base, server.texts(MAP)[("Marker", "odd")])
    expect_equal(m, server)


@pytest.mark.parametrize("audit", ["ignored", "stored"])
def test_audit_keys(server: Standin, open_map: Open, audit: str) -> None:
    server.behave(audit_keys=audit)
    m = open_map(marker("a", creator="ABC123", updated=5, **{"-created-on": 4}))
    m.edit("Marker", "a", title="A")
    assert m.push().edited == 1
    now = server.objects(MAP)[("Marker", "a")]["properties"]
    assert (now["creator"], now["-created-on"]) == ("ABC123", 4)
    expect_equal(m, server)
