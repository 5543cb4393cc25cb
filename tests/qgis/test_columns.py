# SPDX-License-Identifier: GPL-2.0-or-later
"""What an attribute table shows beside the map's own properties: computed columns, relations."""

from __future__ import annotations

import pytest
from caltopo_sync.plugin import api
from qgis.core import QgsApplication, QgsFeature, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QDateTime, Qt
from standin import Standin

MAP = "ABC12"


def row(layer: QgsVectorLayer, title: str) -> QgsFeature:
    return next(f for f in layer.getFeatures() if f["title"] == title)


def test_computed_columns(m: api.Map) -> None:
    layers = m.layers()
    closure = row(layers["Shape_polygon"], "Burn closure (cabins open)")
    assert 50 < closure["area_ha"] < 500
    assert closure["area_acres"] == pytest.approx(closure["area_ha"] * 2.47105, rel=1e-3)
    trail = row(layers["Shape_line"], "Pacific Crest Trail")
    assert 3 < trail["length_km"] < 30
    assert trail["length_mi"] == pytest.approx(trail["length_km"] / 1.609344, rel=1e-2)
    camp = row(layers["Marker"], "Spike camp 1")
    assert camp["folder_path"] == "Command and logistics"
    moment = camp["created_at"]
    assert isinstance(moment, QDateTime)
    assert moment.toMSecsSinceEpoch() == camp["_created_on"]
    assert moment.timeSpec() == Qt.TimeSpec.LocalTime


def test_the_attribute_table_tells_who_and_when_and_where(m: api.Map) -> None:
    m.add_to_project()
    areas = m.layers()["Assignment_polygon"]
    config = areas.attributeTableConfig()
    config.update(areas.fields())  # as the table does when it opens
    shown = [areas.attributeDisplayName(areas.fields().indexOf(c.name)) for c in config.columns()
             if c.name and not c.hidden]  # fmt: skip
    for wanted in ("Operational period", "Folder", "Folder path", "Account", "Created by",
                   "Edited by", "Created (local time)", "Area (ha)", "Area (acres)"):  # fmt: skip
        assert wanted in shown
    assert not {"fid", "caltopo_id", "Created (ms)", "Edited (ms)"} & set(shown)
    first = next(areas.getFeatures())
    index = areas.fields().indexOf("operationalPeriodId")
    setup = areas.editorWidgetSetup(index)
    formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
    said = formatter.representValue(areas, index, setup.config(), None, first[index])
    assert said.startswith("OP "), "by its title, not its id"


def test_folder_paths_follow_the_folders(m: api.Map) -> None:
    markers = m.layers()["Marker"]
    m.edit("Command and logistics", "Folder", {"title": 'It\'s \\ "command"'})
    assert row(markers, "Spike camp 1")["folder_path"] == 'It\'s \\ "command"'


def test_computed_columns_are_never_sent(m: api.Map, server: Standin) -> None:
    markers = m.layers()["Marker"]
    markers.startEditing()
    there = row(markers, "Cornice")
    markers.changeAttributeValue(there.id(), markers.fields().indexOf("marker_color"), "#00AAFF")
    assert markers.commitChanges()
    assert m.push().edited == 1
    sent = server.objects(MAP)[("Marker", there["caltopo_id"])]["properties"]
    assert sent["marker-color"] == "#00AAFF"
    assert not {"folder_path", "created_at", "updated_at"} & set(sent)


def test_relations_of_the_project(m: api.Map) -> None:
    m.add_to_project()
    relations = QgsProject.instance().relationManager().relations()
    areas = m.layers()["Assignment_polygon"]
    relation = next(
        r for r in relations.values()
        if r.referencingLayer() is areas and r.fieldPairs() == {"operationalPeriodId": "caltopo_id"}
    )  # fmt: skip
    period = row(m.layers()["OperationalPeriod"], "OP 2: Sunday 0600-1800")
    letters = {f["letter"] for f in relation.getRelatedFeatures(period)}
    assert {"BA", "BB", "BC", "BD"} <= letters


def test_a_layer_that_comes_with_a_refresh_has_its_relations(m: api.Map, server: Standin) -> None:
    m.add_to_project()
    manager = QgsProject.instance().relationManager()
    mine = next(r for r in manager.relations().values() if r.referencingLayer().name() == "Markers")
    mine.setName("named by the user")
    manager.addRelation(mine)
    folder = next(f.id for f in m.folders() if f.title == "Hazards")
    place = {"type": "Point", "coordinates": [-120.1, 38.84]}
    said = {"class": "SmsLocationRequest", "title": "Sent 0415", "folderId": folder}
    server.colleague(MAP).add("SmsLocationRequest", said, place)
    m.refresh()
    new = m.layers()["SmsLocationRequest"]
    relation = next(r for r in manager.relations().values() if r.referencingLayer() is new)
    of = next(f for f in m.layers()["Folder"].getFeatures() if f["caltopo_id"] == folder)
    assert [f["title"] for f in relation.getRelatedFeatures(of)] == ["Sent 0415"]
    assert manager.relation(mine.id()).name() == "named by the user"
