# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map on bad days: links that come and go, closed maps, what a server loses or garbles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from qgis.core import QgsFeature, QgsVectorLayer
from standin import Fault, Standin

MAP = "ABC12"


def retitle(layer: QgsVectorLayer, title: str) -> QgsFeature:
    """Change and save the title of a layer's first feature."""
    feature = next(layer.getFeatures())
    assert layer.startEditing()
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf("title"), title)
    assert layer.commitChanges(), layer.commitErrors()
    return feature


def test_a_push_goes_although_the_one_of_the_save_found_no_network(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    m = conn.open_map(MAP, workspace=tmp_path)
    server.stop()
    retitle(m.layers()["Marker"], "Saved in the dead zone")
    assert m.wait(30) and m.outbox()
    server.start()
    assert m.push().edited == 1
    assert m.changes() == []
    m.close()


ASKED: list[Callable[[api.Map], Any]] = [
    api.Map.changes,
    api.Map.outbox,
    api.Map.conflicts,
    api.Map.history,
    api.Map.counts,
    api.Map.set_aside,
    api.Map.layers,
    api.Map.push,
    api.Map.refresh,
]


@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.__name__)
def test_a_closed_map_says_so(
    conn: api.Connection, tmp_path: Path, ask: Callable[[api.Map], Any]
) -> None:
    m = conn.open_map(MAP, workspace=tmp_path)
    m.close()
    with pytest.raises(CalTopoError, match=r"The map is closed\."):
        ask(m)


def test_a_listing_without_an_account_says_what_is_missing() -> None:
    with pytest.raises(CalTopoError) as missing:
        api.connect("http://localhost:8080").maps()
    assert "team" in missing.value.hint


def test_calls_whose_answers_were_lost_are_counted(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    m = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    markers, lines = m.layers()["Marker"], m.layers()["Shape_line"]
    retitle(markers, "Answer lost")
    assert markers.startEditing()
    added = QgsFeature(markers.fields())
    added["title"] = "Added, answer lost"
    added.setGeometry(next(markers.getFeatures()).geometry())
    assert markers.addFeature(added) and markers.commitChanges()
    assert lines.startEditing() and lines.deleteFeature(next(lines.getFeatures()).id())
    assert lines.commitChanges()
    server.fault(Fault("lost", method="POST", times=2))
    server.fault(Fault("lost", method="DELETE"))
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (1, 1, 1)
    assert sorted(item["outcome"] for item in report.items) == ["done"] * 3
    assert m.changes() == []
    m.close()


def test_half_a_surrogate_pair_in_a_title_holds_nothing_up(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    here = {"type": "Point", "coordinates": [-120.05, 38.85]}
    odd = server.colleague(MAP).add("Marker", {"title": "half \ud83d"}, here)
    m = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    markers = m.layers()["Marker"]
    assert markers.startEditing()
    column = markers.fields().indexOf("description")
    for feature in markers.getFeatures():
        markers.changeAttributeValue(feature.id(), column, "seen")
    assert markers.commitChanges()
    assert m.push().edited == markers.featureCount()
    said = server.objects(MAP)["Marker", odd]["properties"]
    assert (said["title"], said["description"]) == ("half \ud83d", "seen")
    m.close()


def test_an_object_that_no_address_can_name_does_not_end_pulling(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    m = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    here = {"type": "Point", "coordinates": [-120.05, 38.85]}
    colleague = server.colleague(MAP)
    kept = colleague.add("Marker", {"title": "Arrives"}, here)
    gone = next(id for cls, id in server.objects(MAP) if cls == "Marker" and id != kept)
    colleague.add("Marker", {"title": "Odd"}, here, id="..")
    colleague.delete("Marker", gone)
    report = m.refresh()
    assert (report.deleted, report.added) == (1, 2)
    m.close()


def test_counts_leave_out_what_a_colleague_has_deleted(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    m = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    before = m.counts()
    markers = m.layers()["Marker"]
    gone = retitle(markers, "Edited here, deleted there")
    server.colleague(MAP).delete("Marker", gone["caltopo_id"])
    m.refresh()
    assert m.conflicts()
    assert m.counts() == {**before, "Marker": before["Marker"] - 1}
    m.close()


def test_a_conflict_may_be_decided_one_property_at_a_time(
    m: api.Map, conn: api.Connection, server: Standin
) -> None:
    markers = m.layers()["Marker"]
    feature = next(markers.getFeatures())
    id = feature["caltopo_id"]
    assert markers.startEditing()
    for name in ("title", "description"):
        markers.changeAttributeValue(feature.id(), markers.fields().indexOf(name), "mine")
    assert markers.commitChanges()
    server.colleague(MAP).edit(
        "Marker", id, properties={"title": "theirs", "description": "theirs"}
    )
    m.refresh()
    m.resolve(m.conflicts()[0], {"title": "mine"})
    assert m.push().edited == 0  # what is half decided is not sent
    m.refresh()
    (left,) = m.conflicts()
    assert dict(left.properties).keys() == {"description"}
    m.resolve(left, {"description": "theirs"})
    assert m.conflicts() == [] and m.push().edited == 1
    said = server.objects(MAP)["Marker", id]["properties"]
    assert (said["title"], said["description"]) == ("mine", "theirs")
    assert m.changes() == []


def test_layers_keep_their_counts_while_another_one_is_edited(
    m: api.Map, capfd: pytest.CaptureFixture[str]
) -> None:
    layers = m.layers()
    assert layers["Marker"].startEditing()
    layers["Marker"].rollBack()
    retitle(layers["Marker"], "First edit of the day")
    counted = {name: layer.featureCount() for name, layer in layers.items()}
    assert "unable to open" not in capfd.readouterr().err  # what GDAL says of a reader left behind
    assert counted == {name: len(list(layer.getFeatures())) for name, layer in layers.items()}


def test_a_push_waits_as_long_as_a_busy_server_asks(m: api.Map, server: Standin) -> None:
    retitle(m.layers()["Marker"], "Saved in the rush")
    server.fault(Fault("status", method="GET", status=429, retry_after=1))
    assert m.push().edited == 1
    assert m.changes() == []


def test_an_edit_goes_along_when_a_colleague_makes_an_area_of_a_line(
    m: api.Map, server: Standin
) -> None:
    lines = m.layers()["Shape_line"]
    ids = [f["caltopo_id"] for f in lines.getFeatures()][:2]
    for id in ids:
        (row,) = (f for f in lines.getFeatures() if f["caltopo_id"] == id)
        assert lines.startEditing()
        lines.changeAttributeValue(row.id(), lines.fields().indexOf("description"), "mine")
        assert lines.commitChanges()
    ring = [[-120.1, 38.8], [-120.0, 38.8], [-120.0, 38.9], [-120.1, 38.8]]
    area = {"type": "Polygon", "coordinates": [ring]}
    colleague = server.colleague(MAP)
    colleague.edit("Shape", ids[0], geometry=area)
    colleague.edit("Shape", ids[1], geometry=area, properties={"description": "theirs"})
    m.refresh()
    (conflict,) = m.conflicts()
    assert conflict.id == ids[1] and conflict.properties.keys() == {"description"}
    assert m.push().edited == 1
    said = server.objects(MAP)["Shape", ids[0]]
    assert said["properties"]["description"] == "mine" and said["geometry"] == area
    m.resolve(conflict, "mine")
    assert m.push().edited == 1
    said = server.objects(MAP)["Shape", ids[1]]
    assert said["properties"]["description"] == "mine" and said["geometry"] == area
    areas = {f["caltopo_id"]: f["description"] for f in m.layers()["Shape_polygon"].getFeatures()}
    assert (areas[ids[0]], areas[ids[1]]) == ("mine", "mine")
    assert not {f["caltopo_id"] for f in lines.getFeatures()} & set(ids) and m.changes() == []


def test_what_comes_into_conflict_no_longer_waits_to_be_sent(m: api.Map, server: Standin) -> None:
    row = retitle(m.layers()["Marker"], "Saved in the dead zone")
    server.stop()
    with pytest.raises(CalTopoError):
        m.push()
    assert [waiting.state for waiting in m.outbox()] == ["ready"]
    server.start()
    server.colleague(MAP).edit("Marker", row["caltopo_id"], properties={"title": "From the web"})
    report = m.push()
    assert (report.conflicts, report.waiting, m.outbox()) == (1, 0, [])
    m.resolve(m.conflicts()[0], "mine")
    assert m.push().edited == 1
