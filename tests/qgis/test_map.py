# SPDX-License-Identifier: GPL-2.0-or-later
"""The main job in real QGIS: open a map, edit its layers, and see the calls arrive."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo import errors
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QEventLoop, QTimer
from standin import Fault, Standin

MAP = "ABC12"


def writes(server: Standin) -> list[tuple[str, str, str]]:
    """The calls that change objects: method, class, title sent."""
    return [
        (c.method, c.cls, ((c.body or {}).get("properties") or {}).get("title", ""))
        for c in server.calls
        if c.method in ("POST", "DELETE") and c.cls and c.status == 200
    ]


def first(layer: QgsVectorLayer, **wanted: Any) -> QgsFeature:
    return next(f for f in layer.getFeatures() if all(f[k] == v for k, v in wanted.items()))


def set_value(layer: QgsVectorLayer, feature: QgsFeature, name: str, value: Any) -> None:
    assert layer.isEditable() or layer.startEditing()
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf(name), value)


def save(layer: QgsVectorLayer) -> None:
    assert layer.commitChanges(), layer.commitErrors()


def in_event_loop(seconds: float, until: Any = lambda: False) -> None:
    """Let QGIS live for a while, as it does on a desktop."""
    loop, timer = QEventLoop(), QTimer()
    end = time.monotonic() + seconds

    def look() -> None:
        if until() or time.monotonic() > end:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(5)
    loop.exec()


def test_every_object_is_a_row_of_its_class(m: api.Map, server: Standin) -> None:
    layers = m.layers()
    held: dict[str, int] = {}
    for layer in layers.values():
        cls = layer.customProperty("caltopo/class")
        assert layer.customProperty("caltopo/map") == MAP
        held[cls] = held.get(cls, 0) + layer.featureCount()
    there: dict[str, int] = {}
    for cls, _ in server.objects(MAP):
        there[cls] = there.get(cls, 0) + 1
    assert {cls: n for cls, n in held.items() if n} == there
    assert m.layers()["Marker"] is layers["Marker"]
    assert m.set_aside() == []


def test_an_edit_session_arrives_as_one_call_per_object(m: api.Map, server: Standin) -> None:
    before = server.texts(MAP)
    marker = m.layers()["Marker"]
    rows = list(marker.getFeatures())
    assert marker.startEditing()
    set_value(marker, rows[0], "title", "Renamed")
    assert marker.changeGeometry(rows[1].id(), QgsGeometry.fromPointXY(QgsPointXY(-120.1, 38.9)))
    assert marker.deleteFeature(rows[2].id())
    new = QgsFeature(marker.fields())
    new.setAttribute("title", "Drawn in QGIS")
    new.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(-120.05, 38.85)))
    assert marker.addFeature(new)
    save(marker)
    assert sorted((c.kind, c.cls) for c in m.changes()) == [
        ("add", "Marker"), ("delete", "Marker"), ("edit", "Marker"), ("edit", "Marker"),
    ]  # fmt: skip
    renamed = next(c for c in m.changes() if c.title == "Renamed")
    assert renamed.fields == {"title": (rows[0]["title"], "Renamed")}
    assert renamed.state == "ready"
    server.clear_calls()
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (1, 2, 1)
    assert report.failed == report.conflicts == report.unknown == report.waiting == 0
    assert len(writes(server)) == 4
    after = server.texts(MAP)
    changed = {k for k in before if before[k] != after.get(k)}
    assert changed == {("Marker", rows[i]["caltopo_id"]) for i in (0, 1, 2)}
    moved = json.loads(after["Marker", rows[1]["caltopo_id"]])
    assert moved["geometry"]["coordinates"] == [-120.1, 38.9, 0, 0]
    (added,) = after.keys() - before.keys()
    properties = json.loads(after[added])["properties"]
    assert properties["title"] == "Drawn in QGIS"
    assert (properties["marker-symbol"], properties["marker-color"]) == ("point", "#FF0000")
    # the row has the server's id and everything the server made of it
    assert first(marker, title="Drawn in QGIS")["caltopo_id"] == added[1]
    assert first(marker, title="Drawn in QGIS")["creator"] == properties["creator"]
    assert m.changes() == [] and m.outbox() == []
    server.clear_calls()
    assert m.push().edited == 0
    assert writes(server) == []


def test_saving_pushes_without_an_event_loop(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    m = conn.open_map(MAP, workspace=tmp_path)
    marker = m.layers()["Marker"]
    set_value(marker, next(marker.getFeatures()), "title", "Saved and sent")
    server.clear_calls()
    save(marker)
    assert m.wait(20)
    assert writes(server) == [("POST", "Marker", "Saved and sent")]
    # what saving has sent is told by the next push
    assert m.push().edited == 1
    assert m.push().edited == 0
    m.close()


def test_saving_pushes_in_the_background_of_a_desktop(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    m = conn.open_map(MAP, workspace=tmp_path)
    ended: list[Any] = []
    m.job_ended.connect(ended.append)
    marker = m.layers()["Marker"]
    set_value(marker, next(marker.getFeatures()), "title", "From the desktop")
    server.clear_calls()
    save(marker)
    in_event_loop(20, lambda: bool(ended))
    assert writes(server) == [("POST", "Marker", "From the desktop")]
    assert ended[0].error is None
    m.close()


def test_a_large_save_is_asked_about_first(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    server.add_map("BIG01", [_marker(i) for i in range(40)])
    m = conn.open_map("BIG01", workspace=tmp_path)
    marker = m.layers()["Marker"]
    marker.startEditing()
    assert marker.deleteFeatures([f.id() for f in marker.getFeatures()][:30])
    save(marker)
    assert m.wait(20)
    assert len(server.objects("BIG01")) == 40
    assert {c.state for c in m.changes()} == {"waiting"}
    assert m.push().deleted == 30
    assert len(server.objects("BIG01")) == 10
    m.close()


def _marker(i: int) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"marker-{i}",
        "geometry": {"type": "Point", "coordinates": [-120 + i / 1000, 39]},
        "properties": {"class": "Marker", "title": f"Marker {i}"},
    }


def test_edit_mode_left_open(m: api.Map, server: Standin) -> None:
    """Save without leaving edit mode: the push goes, the row follows once the layer is free."""
    marker = m.layers()["Marker"]
    new = QgsFeature(marker.fields())
    new.setAttribute("title", "Still editing")
    new.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(-120, 39)))
    marker.startEditing()
    assert marker.addFeature(new)
    assert marker.commitChanges(stopEditing=False)
    assert m.push().added == 1
    assert first(marker, title="Still editing")["caltopo_id"].startswith("new-")
    # a second saved edit of the same row is an edit of the object that is on the server by now
    set_value(marker, first(marker, title="Still editing"), "title", "Edited twice")
    assert marker.commitChanges(stopEditing=False)
    report = m.push()
    assert (report.added, report.edited) == (0, 1)
    assert marker.rollBack()
    assert m.wait(20)
    m.refresh()
    row = first(marker, title="Edited twice")
    assert ("Marker", row["caltopo_id"]) in server.objects(MAP)
    assert (
        sum(o["properties"].get("title") == "Edited twice" for o in server.objects(MAP).values())
        == 1
    )


def test_unsaved_edits_hold_their_layer_back_and_no_other(m: api.Map, server: Standin) -> None:
    layers = m.layers()
    marker, line = layers["Marker"], layers["Shape_line"]
    set_value(marker, next(marker.getFeatures()), "title", "saved")
    assert marker.commitChanges(stopEditing=False)
    set_value(marker, next(marker.getFeatures()), "title", "not saved yet")
    set_value(line, next(line.getFeatures()), "title", "line saved")
    save(line)
    server.clear_calls()
    report = m.push()
    assert (report.edited, report.waiting) == (1, 1)
    assert [title for _, _, title in writes(server)] == ["line saved"]
    assert "unsaved" in next(c for c in m.changes() if c.cls == "Marker").reason
    save(marker)
    assert m.push().edited == 1


def test_a_colleagues_edit_waits_for_edit_mode_to_end(m: api.Map, server: Standin) -> None:
    marker = m.layers()["Marker"]
    row = next(marker.getFeatures())
    marker.startEditing()
    server.colleague(MAP).edit("Marker", row["caltopo_id"], properties={"title": "From the web"})
    report = m.refresh()
    assert report.changed == 1 and list(report.waiting) == ["Marker"]
    assert marker.getFeature(row.id())["title"] == row["title"]
    assert marker.rollBack()
    assert m.wait(20)
    assert marker.getFeature(row.id())["title"] == "From the web"


def test_automatic_transactions(m: api.Map, server: Standin) -> None:
    """With this project option QGIS holds the file's write lock from the first edit on."""
    project = QgsProject.instance()
    if hasattr(project, "setTransactionMode"):
        from qgis.core import Qgis

        project.setTransactionMode(Qgis.TransactionMode.AutomaticGroups)
    else:
        project.setAutoTransaction(True)
    m.add_to_project()
    marker, line = m.layers()["Marker"], m.layers()["Shape_line"]
    row, other = next(marker.getFeatures()), next(line.getFeatures())
    set_value(marker, row, "title", "In a transaction")
    server.colleague(MAP).edit("Shape", other["caltopo_id"], properties={"title": "From the web"})
    begun = time.monotonic()
    assert list(m.refresh().waiting) == ["Shape_line"]
    assert m.push().edited == 0
    assert time.monotonic() - begun < 4  # QGIS gives up on a locked file after five
    save(marker)
    assert m.push().edited == 1
    assert line.getFeature(other.id())["title"] == "From the web"
    assert server.objects(MAP)["Marker", row["caltopo_id"]]["properties"]["title"] == (
        "In a transaction"
    )


def test_both_sides_edit_different_properties(m: api.Map, server: Standin) -> None:
    marker = m.layers()["Marker"]
    row = next(marker.getFeatures())
    server.colleague(MAP).edit("Marker", row["caltopo_id"], properties={"description": "web"})
    set_value(marker, row, "title", "qgis")
    save(marker)
    assert m.push().edited == 1
    there = server.objects(MAP)["Marker", row["caltopo_id"]]["properties"]
    assert (there["title"], there["description"]) == ("qgis", "web")
    assert marker.getFeature(row.id())["description"] == "web"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_conflict(m: api.Map, server: Standin, choice: str) -> None:
    marker = m.layers()["Marker"]
    row = next(marker.getFeatures())
    key = ("Marker", row["caltopo_id"])
    server.colleague(MAP).edit(*key, properties={"title": "web", "description": "web"})
    set_value(marker, row, "title", "qgis")
    save(marker)
    report = m.push()
    assert (report.edited, report.conflicts) == (0, 1)
    assert server.objects(MAP)[key]["properties"]["title"] == "web"
    assert marker.getFeature(row.id())["title"] == "qgis"
    (conflict,) = m.conflicts()
    assert dict(conflict.properties) == {"title": (row["title"], "qgis", "web")}
    assert [c.state for c in m.changes()] == ["conflict"]
    m.resolve(conflict, choice)
    assert m.conflicts() == []
    assert m.push().edited == (1 if choice == "mine" else 0)
    expected = {"mine": "qgis", "theirs": "web"}[choice]
    there = server.objects(MAP)[key]["properties"]
    assert (there["title"], there["description"]) == (expected, "web")
    now = marker.getFeature(row.id())
    assert (now["title"], now["description"]) == (expected, "web")


def test_copies_and_split_parts_are_new_objects(m: api.Map, server: Standin) -> None:
    area = m.layers()["Shape_polygon"]
    before = server.texts(MAP)
    row = max(area.getFeatures(), key=lambda f: f.geometry().area())
    box = row.geometry().boundingBox()
    middle = box.center().x()
    area.startEditing()
    line = [QgsPointXY(middle, box.yMinimum() - 1), QgsPointXY(middle, box.yMaximum() + 1)]
    area.selectByIds([row.id()])
    area.splitFeatures(line)
    copy = QgsFeature(row)
    copy.setId(-1)
    copy.setAttribute("fid", None)
    assert area.addFeature(copy)
    save(area)
    report = m.push()
    assert report.edited == 1 and report.added >= 2
    ids = [f["caltopo_id"] for f in area.getFeatures()]
    assert len(ids) == len(set(ids))
    assert len(server.texts(MAP)) == len(before) + report.added
    assert m.changes() == []


def test_read_only_classes_refuse_edits(m: api.Map) -> None:
    layers = m.layers()
    for name in ("AppTrack", "FieldTrack", "ConfiguredLayer"):
        assert not layers[name].startEditing()
    clue = layers["Clue"]
    set_value(clue, next(clue.getFeatures()), "title", "x")
    assert not clue.commitChanges()
    assert any("option to write SAR objects" in e for e in clue.commitErrors())
    assert clue.isEditable() and clue.isModified()
    clue.rollBack()


def test_what_the_server_must_never_get_is_refused_at_commit(m: api.Map) -> None:
    layers = m.layers()
    marker, areas = layers["Marker"], layers["Assignment_polygon"]
    row = next(marker.getFeatures())
    marker.startEditing()
    marker.changeGeometry(row.id(), QgsGeometry.fromPointXY(QgsPointXY(-200, 39)))
    assert not marker.commitChanges()
    assert any("longitude" in e for e in marker.commitErrors())
    marker.rollBack()
    set_value(areas, next(areas.getFeatures()), "status", "MAYBE")
    assert not areas.commitChanges()
    assert any("status must be one of" in e for e in areas.commitErrors())
    areas.rollBack()
    set_value(marker, row, "creator", "me")
    assert not marker.commitChanges()
    marker.rollBack()
    assert m.changes() == []


def test_a_new_assignment_gets_title_and_defaults(m: api.Map, server: Standin) -> None:
    areas = m.layers()["Assignment_polygon"]
    new = QgsFeature(areas.fields())
    new.setAttribute("letter", "ZZ")
    new.setAttribute("number", "999")
    new.setGeometry(QgsGeometry.fromWkt("Polygon((-120 39, -120 39.01, -119.99 39.01, -120 39))"))
    areas.startEditing()
    assert areas.addFeature(new)
    save(areas)
    assert m.push().added == 1
    there = next(
        o["properties"]
        for o in server.objects(MAP).values()
        if o["properties"].get("letter") == "ZZ"
    )
    assert there["title"] == "ZZ 999" and there["number"] == "999"
    assert (there["status"], there["resourceType"], there["cluePOD"]) == ("DRAFT", "GROUND", "LOW")
    assert first(areas, letter="ZZ")["title"] == "ZZ 999"


def test_offline_from_the_local_copy_and_back(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    conn.open_map(MAP, workspace=tmp_path).close()
    server.stop()
    m = conn.open_map(MAP, workspace=tmp_path)
    assert m.offline
    marker = m.layers()["Marker"]
    set_value(marker, next(marker.getFeatures()), "title", "Edited on the mountain")
    save(marker)
    m.wait(30)
    with pytest.raises(errors.NetworkError):
        m.push()
    assert [c.title for c in m.changes()] == ["Edited on the mountain"]
    m.close()
    server.start()
    m = conn.open_map(MAP, workspace=tmp_path)
    assert not m.offline
    assert [c.title for c in m.changes()] == ["Edited on the mountain"]
    assert m.push().edited == 1
    titles = [o["properties"].get("title") for o in server.objects(MAP).values()]
    assert titles.count("Edited on the mountain") == 1
    m.close()


def test_a_background_job_can_be_waited_for_and_cancelled(m: api.Map, server: Standin) -> None:
    marker = m.layers()["Marker"]
    marker.startEditing()
    rows = list(marker.getFeatures())
    for row in rows:
        set_value(marker, row, "description", "bulk")
    save(marker)
    server.latency = 0.2
    job = m.push(wait=False)
    with pytest.raises(TimeoutError):
        job.wait(0.3)
    assert not job.done
    in_event_loop(20, lambda: len(writes(server)) >= 2)
    job.cancel()
    report = job.wait(20)
    assert 0 < report.edited < len(rows)
    server.latency = 0
    assert m.push().edited == len(rows) - report.edited
    assert all(
        o["properties"]["description"] == "bulk"
        for (cls, _), o in server.objects(MAP).items()
        if cls == "Marker"
    )


def test_closing_in_mid_push_keeps_the_rest(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    m = conn.open_map(MAP, workspace=tmp_path)
    marker = m.layers()["Marker"]
    marker.startEditing()
    rows = list(marker.getFeatures())
    for row in rows:
        set_value(marker, row, "description", "bulk")
    server.latency = 0.2
    save(marker)
    in_event_loop(20, lambda: len(writes(server)) >= 3)
    m.close()
    server.latency = 0
    m = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    assert 0 < len(m.changes()) < len(rows)
    m.push()
    assert m.changes() == []
    m.close()


def test_a_lost_permission_is_known_until_a_call_passes(m: api.Map, server: Standin) -> None:
    marker = m.layers()["Marker"]
    server.set_permission("SVC001", "READ")
    for row in list(marker.getFeatures())[:5]:
        set_value(marker, row, "title", "May I?")
    save(marker)
    report = m.push()
    assert report.edited == 0 and report.denied
    assert m.read_only == report.denied
    assert {c.title for c in m.changes()} == {"May I?"}
    set_value(marker, next(marker.getFeatures()), "description", "saving goes on")
    save(marker)
    server.set_permission("SVC001", "ADMIN")
    for item in m.outbox():
        m.retry(item)
    m.push()
    m.push()
    assert m.read_only == ""
    assert m.changes() == []


def test_layers_leave_the_project_with_their_map(m: api.Map) -> None:
    m.add_to_project()
    (group,) = QgsProject.instance().layerTreeRoot().children()
    assert group.name() == "Echo Lakes"
    shown = {layer.name() for layer in QgsProject.instance().mapLayers().values()}
    assert {"Markers", "Lines", "Polygons", "Assignments (areas)", "Folders"} <= shown
    m.close()
    assert QgsProject.instance().mapLayers() == {}
    assert QgsProject.instance().layerTreeRoot().children() == []


def test_layers_that_the_user_removes_from_the_project(m: api.Map, server: Standin) -> None:
    m.add_to_project()
    marker = m.layers()["Marker"]
    set_value(marker, next(marker.getFeatures()), "title", "Saved before")
    save(marker)
    del marker
    QgsProject.instance().removeMapLayer(m.layers()["Marker"].id())
    assert m.push().edited == 1
    again = m.layers()["Marker"]
    assert first(again, title="Saved before").isValid()
    QgsProject.instance().clear()
    server.colleague(MAP).edit("Marker", next(again.getFeatures())["caltopo_id"], properties={})
    m.refresh()
    m.close()
    assert QgsProject.instance().mapLayers() == {}


def test_discard_and_retry(m: api.Map, server: Standin) -> None:
    marker = m.layers()["Marker"]
    rows = list(marker.getFeatures())
    set_value(marker, rows[0], "title", "to be discarded")
    set_value(marker, rows[1], "title", "to be refused")
    marker.deleteFeature(rows[2].id())
    save(marker)
    for change in m.changes():
        if change.title != "to be refused":
            m.discard(change)
    assert marker.getFeature(rows[0].id())["title"] == rows[0]["title"]
    assert first(marker, title=rows[2]["title"])["caltopo_id"] == rows[2]["caltopo_id"]
    server.fault(Fault("status", method="POST", status=400))
    assert m.push().failed == 1
    (waiting,) = m.outbox()
    assert waiting.state == "parked" and waiting.reason
    assert m.push().edited == 0
    m.retry(waiting)
    assert m.push().edited == 1
    assert m.outbox() == []
