# SPDX-License-Identifier: GPL-2.0-or-later
"""Analysed layers as assignments on the team's map, once and again."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import LayerInEditMode, Rejected
from caltopo_sync.plugin.host import learned
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsVectorLayer
from standin import Fault, Standin

MAP = "ABC12"
SQUARE = "POLYGON(({0} 39.4, {1} 39.4, {1} 39.41, {0} 39.41, {0} 39.4))"


def square(n: int) -> str:
    west = -120.4 + n * 0.02
    return SQUARE.format(round(west, 4), round(west + 0.01, 4))


def made(
    rows: Iterable[tuple[Any, ...]],
    name: str = "Segments",
    kind: str = "Polygon",
    crs: str = "EPSG:4326",
) -> QgsVectorLayer:
    """A layer with the fields seg, prio, poa and a geometry each."""
    layer = QgsVectorLayer(
        f"{kind}?crs={crs}&field=seg:string&field=prio:string&field=poa:double", name, "memory"
    )
    if not crs:
        layer.setCrs(QgsCoordinateReferenceSystem())
    fill(layer, rows)
    return layer


def fill(layer: QgsVectorLayer, rows: Iterable[tuple[Any, ...]]) -> None:
    layer.dataProvider().truncate()
    for seg, prio, poa, wkt in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([seg, prio, poa])
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        assert layer.dataProvider().addFeatures([feature])[0]


def assignments(server: Standin) -> dict[str, Any]:
    return {id: o for (cls, id), o in server.objects(MAP).items() if cls == "Assignment"}


def names(server: Standin) -> list[str]:
    return sorted(
        (o["properties"]["letter"] + " " + o["properties"]["number"]).strip()
        for o in assignments(server).values()
    )


@pytest.fixture
def m(server: Standin, conn: api.Connection, tmp_path: Path) -> Any:
    server.add_map(MAP, features=[], title="Empty", team="TEAM01")
    opened = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    yield opened
    opened.close()


THREE = [
    ("one", "HIGH", 0.3, square(0)),
    ("two", "low", 0.2, square(1)),
    ("three", "MEDIUM", 0.1, square(2)),
]
FIELDS = {
    "priority": "prio",
    "description": "'POA ' || round(100 * poa) || ' %'",
    "teamSize": 4,
    "status": "PREPARED",
}


def counts(report: Any) -> tuple[int, ...]:
    return (report.added, report.edited, report.unchanged, report.deleted, report.skipped)


def test_a_layer_becomes_assignments(server: Standin, m: Any) -> None:
    server.colleague(MAP).add(
        "Assignment",
        {"letter": "AB", "number": "101"},
        {"type": "LineString", "coordinates": [[-120, 39], [-120.1, 39]]},
    )
    layer = made(THREE)
    first = m.push_assignments(
        layer, FIELDS, key="seg", operational_period="OP 1", folder="Segments", dry_run=True
    )
    assert counts(first) == (3, 0, 0, 0, 0) and m.changes() == []
    assert [item["title"] for item in first.items] == ["AA 102", "AC 103", "AD 104"]
    report = m.push_assignments(
        layer, FIELDS, key="seg", operational_period="OP 1", folder="Segments"
    )
    assert counts(report) == (3, 0, 0, 0, 0) and report.failed == 0
    assert names(server) == ["AA 102", "AB 101", "AC 103", "AD 104"]
    there = server.objects(MAP)
    for item in report.items:
        said = there["Assignment", item["object_id"]]["properties"]
        assert said["status"] == "PREPARED" and said["teamSize"] == 4
        assert said["priority"] in ("HIGH", "LOW", "MEDIUM")
        period = there["OperationalPeriod", said["operationalPeriodId"]]
        assert period["properties"]["title"] == "OP 1"
        assert there["Folder", said["folderId"]]["properties"]["title"] == "Segments"
    assert said["description"] == "POA 10 %" and said["title"] == "AD 104"


def test_again_nothing_happens_and_then_what_changed(server: Standin, m: Any) -> None:
    layer = made(THREE)
    m.push_assignments(layer, FIELDS, key="seg")
    server.clear_calls()
    assert counts(m.push_assignments(layer, FIELDS, key="seg")) == (0, 0, 3, 0, 0)
    assert not [c for c in server.calls if c.method == "POST"]
    fill(
        layer,
        [
            ("four", "LOW", 0.4, square(5)),
            ("two", "HIGH", 0.2, square(1)),
            ("one", "HIGH", 0.3, square(7)),
        ],
    )
    again = m.push_assignments(layer, FIELDS, key="seg", missing="delete")
    assert counts(again) == (1, 2, 0, 1, 0)
    assert {i["key"]: i["outcome"] for i in again.items} == {
        "one": "edited",
        "two": "edited",
        "three": "deleted",
        "four": "added",
    }
    assert names(server) == ["AA 101", "AB 102", "AD 104"]
    fill(layer, [("two", "HIGH", 0.2, square(1))])
    last = m.push_assignments(layer, FIELDS, key="seg", missing="Completed")
    assert counts(last) == (0, 2, 1, 0, 0)
    assert sorted(o["properties"]["status"] for o in assignments(server).values()) == [
        "COMPLETED",
        "COMPLETED",
        "PREPARED",
    ]


def test_what_a_colleague_changed_stays(server: Standin, m: Any) -> None:
    layer = made(THREE)
    report = m.push_assignments(layer, FIELDS, key="seg")
    id = report.items[0]["object_id"]
    server.colleague(MAP).edit("Assignment", id, {"status": "INPROGRESS"})
    again = m.push_assignments(layer, FIELDS, key="seg")
    assert counts(again) == (0, 0, 3, 0, 0)
    assert "status" in again.items[0]["reason"]
    assert assignments(server)[id]["properties"]["status"] == "INPROGRESS"
    other = m.push_assignments(layer, {**FIELDS, "status": "COMPLETED"}, key="seg")
    assert other.edited == 3
    assert assignments(server)[id]["properties"]["status"] == "COMPLETED"


@pytest.mark.parametrize("key", ["seg", None])
def test_never_a_double(
    server: Standin, conn: Any, m: Any, key: str | None, tmp_path: Path
) -> None:
    layer = made(THREE)
    m.push_assignments(layer, FIELDS, key=key)
    m.undo()
    m.push()
    assert names(server) == []
    assert m.push_assignments(layer, FIELDS, key=key).added == 3
    wider = "POLYGON((-120.4 39.4, -120.389 39.4, -120.39 39.41, -120.4 39.41))"
    changed = [(*THREE[0][:3], wider), *THREE[1:]]
    fill(layer, changed)
    assert m.push_assignments(layer, FIELDS, key=key).edited == 1
    m.undo()
    m.push()
    assert m.push_assignments(layer, FIELDS, key=key).edited == 1, "what was undone is done again"
    m.close()
    other = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    renewed = made(changed)
    assert counts(other.push_assignments(renewed, FIELDS, key=key)) == (0, 0, 3, 0, 0)
    other.close()
    fresh = conn.open_map(MAP, workspace=tmp_path / "new copy", push_on_save=False)
    assert counts(fresh.push_assignments(made(changed, "Renamed"), FIELDS, key=key)) == (
        0,
        0,
        3,
        0,
        0,
    )
    fresh.close()
    assert len(assignments(server)) == 3


def test_lost_answers_do_not_double(server: Standin, m: Any) -> None:
    layer = made(THREE)
    server.fault(Fault("lost", method="POST", path="/Assignment", times=2))
    m.push_assignments(layer, FIELDS, key="seg")
    last = m.push_assignments(layer, FIELDS, key="seg")
    assert last.added == 0 and len(assignments(server)) == 3


def test_without_network_it_waits(server: Standin, m: Any) -> None:
    layer = made(THREE)
    server.fault(Fault("drop", times=None))
    report = m.push_assignments(layer, FIELDS, key="seg")
    assert report.added == 3 and report.waiting == 3 and "waits" in " ".join(report.notes)
    server.clear_faults()
    again = m.push_assignments(layer, FIELDS, key="seg")
    assert again.added == 0 and len(assignments(server)) == 3


def test_parts_get_letters_of_their_own(server: Standin, m: Any) -> None:
    small, large = "((0 0, 1 0, 1 1, 0 1, 0 0))", "((2 0, 4 0, 4 2, 2 2, 2 0), {hole})"
    two = f"MULTIPOLYGON({small}, {large.format(hole='(2.5 .5, 3 .5, 3 1, 2.5 .5)')})"
    layer = made([("a", "LOW", 1, two), ("b", "LOW", 1, square(1))])
    report = m.push_assignments(layer, {"letter": "upper(seg)"}, key="seg", numbers_from=7)
    assert names(server) == ["A 7", "A:1 7", "B 8"]
    assert [i["reason"] for i in report.items] == [
        "It has 2 parts; each is an object.", "Part 2 of its feature.", "",
    ]  # fmt: skip
    first = assignments(server)[report.items[0]["object_id"]]
    assert len(first["geometry"]["coordinates"]) == 2, "the hole is kept, the largest part is first"
    assert counts(m.push_assignments(layer, {"letter": "upper(seg)"}, key="seg")) == (0, 0, 3, 0, 0)
    fill(layer, [("a", "LOW", 1, "POLYGON((2 0, 4 0, 4 3, 2 3, 2 0))"), ("b", "LOW", 1, square(1))])
    fewer = m.push_assignments(layer, {"letter": "upper(seg)"}, key="seg", missing="delete")
    assert counts(fewer) == (0, 1, 1, 1, 0) and names(server) == ["A 7", "B 8"]


BAD = [
    (None, "no geometry"),
    ("POLYGON EMPTY", "empty"),
    ("POLYGON((0 0, 1 0, 2 0, 0 0))", "no area"),
    ("POLYGON((0 91, 1 91, 1 92, 0 92, 0 91))", "latitude"),
    ("POLYGON((700 1, 701 1, 701 2, 700 1))", "longitude"),
]


@pytest.mark.parametrize(("wkt", "said"), BAD)
def test_a_bad_geometry_is_named_and_the_rest_goes(m: Any, wkt: str | None, said: str) -> None:
    layer = made([("bad", "LOW", 1, wkt), *THREE])
    report = m.push_assignments(layer, FIELDS, key="seg", dry_run=True)
    assert counts(report) == (3, 0, 0, 0, 1)
    (item,) = [i for i in report.items if i["outcome"] == "skipped"]
    assert said in item["reason"] and item["key"] == "bad"


def test_what_is_mended_says_so(m: Any) -> None:
    layer = made(
        [
            ("bow", "LOW", 1, "POLYGON((0 0, 2 2, 2 0, 0 2, 0 0))"),
            ("date", "LOW", 1, "POLYGON((179.9 0, -179.9 0, -179.9 1, 179.9 1, 179.9 0))"),
            ("past", "LOW", 1, "POLYGON((179.5 3, 180.5 3, 180.5 4, 179.5 4, 179.5 3))"),
        ]
    )
    report = m.push_assignments(layer, {}, key="seg")
    assert report.added == 6 and report.failed == 0
    reasons = {i["key"]: i["reason"] for i in reversed(report.items)}
    assert "Self-intersection" in reasons["bow"] and "antimeridian" in reasons["date"]
    for feature in m.features("Assignment"):
        lons = [p[0] for p in feature.geometry["coordinates"][0]]
        assert max(lons) - min(lons) < 3


def test_values_outside_the_lists_and_keys(server: Standin, m: Any) -> None:
    layer = made(
        [
            ("one", "Urgent", 1, square(0)),
            ("two", "in-Progress", 1, square(1)),
            ("two", "DRAFT", 1, square(2)),
        ]
    )
    report = m.push_assignments(
        layer, {"status": "prio", "teamSize": "seg"}, key="seg", dry_run=True
    )
    assert report.skipped == 3
    assert "“Urgent” is no value of status" in report.items[0]["reason"]
    assert "“two” is no number" in report.items[1]["reason"]
    report = m.push_assignments(layer, {"status": "prio"}, key="seg")
    assert (report.added, report.skipped) == (1, 2)
    assert "key “two”" in report.items[1]["reason"]
    (only,) = assignments(server).values()
    assert only["properties"]["status"] == "INPROGRESS"
    fill(layer, [("two", "nonsense", 1, square(1))])
    kept = m.push_assignments(layer, {"status": "prio"}, key="seg", missing="delete")
    assert kept.deleted == 0 and len(assignments(server)) == 1, "skipped is not missing"


def test_everything_wrong_with_a_feature_is_named_at_once(m: Any) -> None:
    fields = {
        "teamSize": "'four'",
        "timeAllocated": -3,
        "resourceType": "'Boat'",
        "folder": "'Never made'",
        "letter": "' ab '",
    }
    bad = m.push_assignments(made([("a", "LOW", 1, None)]), fields, dry_run=True)
    (item,) = bad.items
    for said in ("no geometry", "“four” is no number", "“-3” is below 0", "“Boat” is no value"):
        assert said in item["reason"]
    assert bad.notes == [], "for what is skipped no folder is made"
    two = made([("a", "LOW", 1, square(0)), ("b", "LOW", 1, square(1))])
    report = m.push_assignments(two, {"letter": "' ab '", "number": 5}, dry_run=True)
    assert [(i["title"], i["reason"]) for i in report.items] == [
        ("ab 5", ""), ("ab 5", "There is another “ab 5” on the map."),
    ]  # fmt: skip


def test_a_hole_that_the_server_would_drop_is_told_before(server: Standin, m: Any) -> None:
    ring = "POLYGON((0 0, 1 0, 1 1, 0 0), (.5 .2, .8 .2, .8 .5, .5 .2))"
    layer = made([("lake", "LOW", 1, ring), ("land", "LOW", 1, square(0))])
    report = m.push_assignments(layer, {}, key="seg", dry_run=True)
    assert "hole" not in report.items[0]["reason"]
    learned.keep(m.server, {"holes": "no"})
    try:
        report = m.push_assignments(layer, {}, key="seg", dry_run=True)
        assert "It waits here: It has a hole" in report.items[0]["reason"]
        assert report.items[1]["reason"] == ""
        report = m.push_assignments(layer, {}, key="seg")
        assert (report.added, report.waiting) == (2, 1) and len(assignments(server)) == 1
    finally:
        learned.keep(m.server, {"holes": "yes"})


def test_layers_that_cannot_be_used(m: Any) -> None:
    report = m.push_assignments(made(THREE, crs=""), FIELDS, dry_run=True)
    assert report.skipped == 3 and "coordinate reference system" in report.items[0]["reason"]
    grid = made(THREE)
    grid.setCrs(QgsCoordinateReferenceSystem.fromWkt('LOCAL_CS["site grid",UNIT["metre",1]]'))
    report = m.push_assignments(grid, FIELDS, dry_run=True)
    assert report.skipped == 3 and "no way from the layer's CRS" in report.items[0]["reason"]
    far = made([("x", "LOW", 1, "POLYGON((1e30 0, 2e30 0, 2e30 1e30, 1e30 0))")], crs="EPSG:32610")
    report = m.push_assignments(far, {}, dry_run=True)
    assert report.skipped == 1 and "WGS 84" in report.items[0]["reason"]
    for fields, told in (
        ({"nonsense": "1"}, "no property"),
        ({"letter": "seg ||"}, "letter"),
        ({"letter": '"nofield"'}, "nofield"),
    ):
        with pytest.raises(Rejected, match=told):
            m.push_assignments(made(THREE), fields, dry_run=True)
    with pytest.raises(Rejected, match="missing"):
        m.push_assignments(made(THREE), FIELDS, missing="burn")
    with pytest.raises(Rejected, match="no letter"):
        m.push_assignments(made(THREE), FIELDS, letters_from="1x")
    for number in ("x", -1, 1.5):
        with pytest.raises(Rejected, match="no number"):
            m.push_assignments(made(THREE), FIELDS, numbers_from=number)
    assert m.changes() == []


def test_a_long_outline_is_thinned_and_says_so(m: Any) -> None:
    turns = [i / 1e5 * math.tau for i in range(100_000)]
    ring = [(math.cos(t) * 0.02 - 120.2, math.sin(t) * 0.02 + 39) for t in turns]
    wkt = "POLYGON((" + ", ".join(f"{x} {y}" for x, y in [*ring, ring[0]]) + "))"
    report = m.push_assignments(made([("big", "LOW", 1, wkt)]), {}, max_vertices=500, dry_run=True)
    (item,) = report.items
    assert item["vertices_before"] == 100_001 and item["vertices_after"] <= 500
    assert "100001 vertices become" in item["reason"] and "area changes by -" in item["reason"]


def test_what_the_server_says_of_writing_is_told_before(
    server: Standin, conn: api.Connection, m: Any, tmp_path: Path
) -> None:
    server.change_map(MAP, locked=True)
    report = m.push_assignments(made(THREE), FIELDS, key="seg", dry_run=True)
    assert report.added == 3 and "locked on the server" in " ".join(report.notes)
    server.add_map("FAR11", features=[], team="OTHER1")
    server.add_bookmark("TEAM01", "FAR11", type=10)
    far = conn.open_map("FAR11", workspace=tmp_path, push_on_save=False)
    report = far.push_assignments(made(THREE), FIELDS, key="seg", dry_run=True)
    assert report.added == 3 and "only lets it be read" in " ".join(report.notes)
    far.close()
    server.change_map(MAP, locked=False)
    report = m.push_assignments(made(THREE), FIELDS, key="seg", dry_run=True)
    assert report.notes == []


def test_curves_and_projections(server: Standin, m: Any) -> None:
    circle = "CURVEPOLYGON(CIRCULARSTRING(700000 4370000, 701000 4371000, 700000 4370000))"
    layer = made([("c", "LOW", 1, circle)], kind="CurvePolygon", crs="EPSG:32610")
    report = m.push_assignments(layer, {}, key="seg")
    assert report.added == 1 and "arcs" in report.items[0]["reason"]
    (only,) = assignments(server).values()
    ring = only["geometry"]["coordinates"][0]
    assert len(ring) > 100 and all(-121 < x < -120 and 39 < y < 40 for x, y, *_ in ring)


def test_a_locked_map_says_so(server: Standin, m: Any, tmp_path: Path) -> None:
    m.layers()["Assignment_polygon"].startEditing()
    report = m.push_assignments(made(THREE), FIELDS, dry_run=True)
    assert report.added == 3 and "nothing is set" in " ".join(report.notes)
    with pytest.raises(LayerInEditMode):
        m.push_assignments(made(THREE), FIELDS, key="seg")
    m.layers()["Assignment_polygon"].rollBack()
    m._copy.ledger.set_denied("You may only read this map.")
    report = m.push_assignments(made(THREE), FIELDS, key="seg", dry_run=True)
    assert "You may only read this map." in " ".join(report.notes)
    assert "deleted" not in report.items[0]["reason"]


def test_shapes_take_the_look_of_the_layer(server: Standin, m: Any) -> None:
    from qgis.core import QgsCategorizedSymbolRenderer, QgsFillSymbol, QgsRendererCategory

    layer = made(THREE, "Perimeter")
    red, blue = (
        QgsFillSymbol.createSimple(
            {
                "color": c,
                "outline_color": "#102030",
                "outline_width": "3",
                "outline_width_unit": "Point",
            }
        )
        for c in ("255,0,0,128", "0,0,255,255")
    )
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "prio", [QgsRendererCategory("HIGH", red, ""), QgsRendererCategory(None, blue, "")]
        )
    )
    layer.setOpacity(0.5)
    done = m.add_objects(layer, "Shape", {"title": "seg"}, key="seg", folder="Fire")
    assert counts(done) == (3, 0, 0, 0, 0)
    said = [server.objects(MAP)["Shape", i["object_id"]]["properties"] for i in done.items]
    assert said[0]["fill"] == "#FF0000" and said[0]["fill-opacity"] == 0.25
    assert said[1]["fill"] == "#0000FF" and said[1]["fill-opacity"] == 0.5
    assert said[0]["stroke"] == "#102030" and said[0]["stroke-width"] == 4
    assert counts(m.add_objects(layer, "Shape", {"title": "seg"}, key="seg")) == (0, 0, 3, 0, 0)
    morning = made([("one", "HIGH", 1, square(3))], "Perimeter")
    look = {"stroke": "#00FF00", "fill": "navy", "fill-opacity": "poa / 4"}
    again = m.add_objects(morning, "Shape", {"title": "seg"}, look, key="seg", missing="delete")
    assert counts(again) == (0, 1, 0, 2, 0)
    (only,) = [o for (cls, _), o in server.objects(MAP).items() if cls == "Shape"]
    said = only["properties"]
    assert (said["stroke"], said["fill"], said["fill-opacity"]) == ("#00FF00", "#000080", 0.25)


def test_markers(server: Standin, m: Any) -> None:
    from qgis.core import QgsMarkerSymbol, QgsSingleSymbolRenderer

    layer = made([("ICP", "x", 1, "MULTIPOINT((-120 39), (-120.1 39))")], "Posts", "MultiPoint")
    layer.setRenderer(
        QgsSingleSymbolRenderer(
            QgsMarkerSymbol.createSimple(
                {"name": "circle", "color": "#00aa00", "size": "18", "size_unit": "Point"}
            )
        )
    )
    done = m.add_objects(
        layer, "Marker", {"title": "seg", "description": "'at ' || prio"}, key="seg"
    )
    assert done.added == 2
    found = [o["properties"] for (c, _), o in server.objects(MAP).items() if c == "Marker"]
    assert sorted(p["title"] for p in found) == ["ICP", "ICP:1"]
    assert {(p["marker-color"], p["marker-symbol"], p["marker-size"]) for p in found} == {
        ("#00AA00", "point", 2)
    }
    assert m.add_objects(made(THREE), "Marker", dry_run=True).skipped == 3
    with pytest.raises(Rejected, match="not Clue"):
        m.add_objects(layer, "Clue")


def test_only_what_is_selected(server: Standin, m: Any) -> None:
    layer = made(THREE)
    m.push_assignments(layer, FIELDS, key="seg")
    layer.selectByExpression("seg = 'two'")
    some = m.push_assignments(layer, {"priority": "'HIGH'"}, key="seg", only_selected=True)
    assert counts(some) == (0, 1, 0, 0, 0) and some.kept == 0
    with pytest.raises(Rejected, match="selection"):
        m.push_assignments(layer, FIELDS, key="seg", only_selected=True, missing="delete")
    assert counts(m.push_assignments(layer, FIELDS, key="seg", missing="delete"))[3] == 0


def test_a_map_that_may_only_be_read(server: Standin, tmp_path: Path) -> None:
    key = server.add_credential(permission="READ")
    server.add_map(MAP, features=[], title="Empty", team="TEAM01")
    conn = api.connect(server.url, credential_id=key.id, secret=key.secret, team_id="TEAM01")
    m = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    report = m.push_assignments(made(THREE), FIELDS, key="seg")
    assert assignments(server) == {} and report.failed + report.waiting == 3
    assert "waits here" in " ".join(report.notes)
    again = m.push_assignments(made(THREE), FIELDS, key="seg", dry_run=True)
    assert again.added == 0 and "may not be written" in " ".join(again.notes)
    m.close()


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_each_feature_is_there_once(
    server: Standin, conn: Any, tmp_path: Path, seed: int
) -> None:
    """Runs with a changing layer, over a bad link, with undos, restarts and a new copy between."""
    chance = Random(seed)
    server.add_map(MAP, features=[], title="Empty", team="TEAM01")
    layer, copies = made([]), 0
    m = conn.open_map(MAP, workspace=tmp_path / "0", push_on_save=False)
    for _ in range(8):
        chosen = chance.sample(range(8), chance.randint(2, 6))
        rows = [(f"s{n}", chance.choice(("LOW", "HIGH")), 0, square(n)) for n in chosen]
        fill(layer, rows)
        what = chance.choice(("", "lost", "undo", "restart", "new copy"))
        if what == "lost":  # every add of one run is done, and its answer does not come
            server.fault(Fault(what, method="POST", path="/Assignment", times=chance.randint(1, 3)))
        m.push_assignments(layer, {"priority": "prio"}, key="seg", missing="delete")
        server.clear_faults()
        if what == "undo":
            m.undo()
            m.push()
        elif what in ("restart", "new copy"):
            m.push()
            m.close()
            copies += what == "new copy"
            m = conn.open_map(MAP, workspace=tmp_path / str(copies), push_on_save=False)
        m.push_assignments(layer, {"priority": "prio"}, key="seg", missing="delete")
        there = assignments(server).values()
        assert sorted(min(p[0] for p in o["geometry"]["coordinates"][0]) for o in there) == sorted(
            round(-120.4 + n * 0.02, 4) for n in chosen
        ), what
        assert sorted(o["properties"]["priority"] for o in there) == sorted(r[1] for r in rows)
        assert len({o["properties"]["letter"] for o in there}) == len(rows)
    m.close()


def test_limits_that_are_none(m: Any) -> None:
    layer = made(THREE)
    for wrong in ({"max_vertices": 0}, {"tolerance": -1.0}, {"tolerance": math.nan}):
        with pytest.raises(Rejected):
            m.push_assignments(layer, key="seg", dry_run=True, **wrong)


def test_half_a_surrogate_pair_does_not_stop_the_run(server: Standin, m: Any) -> None:
    try:
        layer = made([("\ud83d", "HIGH", 0.1, square(0)), *THREE])
    except SystemError:
        pytest.skip("This PyQt lets no such text into a feature.")
    assert m.push_assignments(layer, {"description": "seg"}, key="seg").added == 4
    assert m.push_assignments(layer, {"description": "seg"}, key="seg").unchanged == 4


def test_a_preview_tells_what_an_earlier_run_could_not_send(server: Standin, m: Any) -> None:
    layer = made(THREE)
    server.fault(Fault("status", method="POST", path="Assignment", status=400, times=1))
    assert m.push_assignments(layer, FIELDS, key="seg").failed == 1
    report = m.push_assignments(layer, FIELDS, key="seg", dry_run=True)
    assert report.unchanged == 3
    told = [i["reason"] for i in report.items if i["reason"]]
    assert len(told) == 1 and told[0].startswith("It is set here, and waits to be sent. ")
    assert "(400)" in told[0]


def test_what_was_refused_is_counted_as_that_again(server: Standin, m: Any) -> None:
    server.fault(Fault("status", method="POST", path="/Assignment", status=400, times=1))
    layer = made(THREE[:1])
    for _ in range(2):
        report = m.push_assignments(layer, key="seg")
        assert counts(report) == (0, 0, 0, 0, 0) and report.failed == 1
        assert "Retry" in report.items[0]["reason"]
    m.retry(m.outbox()[0])
    assert m.push().added == 1
    assert m.push_assignments(layer, key="seg").unchanged == 1 and len(assignments(server)) == 1


def test_somebody_elses_marker_at_the_same_place_is_not_taken_over(server: Standin, m: Any) -> None:
    place = {"type": "Point", "coordinates": [-120.4, 39.4]}
    theirs = server.colleague(MAP).add("Marker", {"title": "IPP"}, place)
    layer = made([("Clue 1", "", 0.0, "POINT(-120.4 39.4)")], kind="Point")
    report = m.add_objects(layer, "Marker", {"title": "seg"}, key="seg")
    assert counts(report) == (1, 0, 0, 0, 0) and "IPP" in report.items[0]["reason"]
    assert server.objects(MAP)["Marker", theirs]["properties"]["title"] == "IPP"
    assert m.add_objects(layer, "Marker", {"title": "seg"}, key="seg").unchanged == 1


def test_parts_are_known_again_in_another_copy(
    server: Standin, conn: Any, m: Any, tmp_path: Path
) -> None:
    both = "MULTIPOLYGON" + str(tuple(square(n)[7:] for n in (0, 3))).replace("'", "")
    layer = made([("Fire", "", 0.0, both)], kind="MultiPolygon")
    assert m.add_objects(layer, "Shape", {"title": "seg"}, key="seg").added == 2
    other = conn.open_map(MAP, workspace=tmp_path / "other", push_on_save=False)
    report = other.add_objects(layer, "Shape", {"title": "seg"}, key="seg")
    other.close()
    assert counts(report) == (0, 0, 2, 0, 0)
