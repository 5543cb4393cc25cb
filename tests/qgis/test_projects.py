# SPDX-License-Identifier: GPL-2.0-or-later
"""A project with layers of a map is saved, and the map is open again when the project is."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import AuthError, CalTopoError, LayerInEditMode
from caltopo_sync.plugin.host import credentials, fieldtypes, settings
from caltopo_sync.plugin.host.credentials import Connection
from caltopo_sync.plugin.layers import inproject
from qgis.core import (
    QgsAction,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsField,
    QgsProject,
    QgsRenderContext,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtGui import QColor
from standin import Standin

MAP = "ABC12"


@pytest.fixture
def saved(server: Standin) -> Iterator[api.Connection]:
    key = server.add_credential()
    given = Connection(
        "County SAR", server.url, "TEAM01", credentials.Credential(key.id, key.secret)
    )
    credentials.save(given)
    yield api.connection("County SAR")
    credentials.remove("County SAR")


def layer_of(cls: str) -> QgsVectorLayer:
    (found,) = [
        each.layer
        for each in inproject.brought()
        if each.layer.customProperty("caltopo/class") == cls
    ]
    return found


def rename(layer: QgsVectorLayer, title: str) -> str:
    row = next(layer.getFeatures())
    assert layer.startEditing()
    assert layer.changeAttributeValue(row.id(), layer.fields().indexOf("title"), title)
    assert layer.commitChanges(), layer.commitErrors()
    return row["caltopo_id"]


def save_and_reopen(opened: api.Map, project: Path) -> Path:
    """Save the project, close everything, and read the project again; the local copy's path."""
    path = opened.path
    assert QgsProject.instance().write(str(project))
    opened.close()
    QgsProject.instance().clear()
    assert QgsProject.instance().read(str(project))
    return path


@pytest.fixture
def shown(saved: api.Connection, tmp_path: Path) -> Iterator[api.Map]:
    opened = saved.open_map(MAP, workspace=tmp_path, push_on_save=False)
    opened.add_to_project()
    yield opened
    opened.close()


def test_the_map_comes_back_without_network_or_credential(
    shown: api.Map, server: Standin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = rename(shown.layers()["Marker"], "Waits for the morning")
    symbol = QgsSymbol.defaultSymbol(shown.layers()["Marker"].geometryType())
    symbol.setSize(7.5)
    shown.layers()["Marker"].setRenderer(QgsSingleSymbolRenderer(symbol))
    names = [node.name() for node in QgsProject.instance().layerTreeRoot().findLayers()]
    path = save_and_reopen(shown, tmp_path / "search.qgz")
    server.clear_calls()
    monkeypatch.setattr(credentials, "load", lambda name: pytest.fail("a credential was read"))

    again = api.reopen(path, push_on_save=False)
    try:
        before = layer_of("Marker").id()
        again.add_to_project()
        assert again.layers()["Marker"].id() == before
        assert [n.name() for n in QgsProject.instance().layerTreeRoot().findLayers()] == names
        assert len(QgsProject.instance().layerTreeRoot().findGroups()) == 1
        assert again.layers()["Marker"].renderer().symbol().size() == 7.5
        assert again.asleep and server.calls == [] and again.offline == ""
        (change,) = again.changes()
        assert (change.kind, change.id) == ("edit", id)
        rename(again.layers()["Marker"], "Edited after reopening")
        monkeypatch.undo()
        report = again.push()
        assert (report.edited, report.failed) == (1, 0) and not again.asleep
    finally:
        again.close()
    assert server.objects(MAP)["Marker", id]["properties"]["title"] == "Edited after reopening"


def test_a_connection_that_is_gone_is_asked_for(shown: api.Map, tmp_path: Path) -> None:
    path = save_and_reopen(shown, tmp_path / "search.qgz")
    saved = credentials.load("County SAR")
    credentials.remove("County SAR")
    asked: list[tuple[str, str]] = []
    again = api.reopen(path, choose=lambda name, server: asked.append((name, server)) or "")
    with pytest.raises(AuthError, match="No connection"):
        again.refresh()
    assert asked == [(path.stem, saved.server)]
    assert again.asleep and "No connection" in again.offline
    again.close()
    credentials.save(saved)


def test_opening_by_hand_takes_the_projects_layers(
    shown: api.Map, saved: api.Connection, tmp_path: Path
) -> None:
    save_and_reopen(shown, tmp_path / "search.qgz")
    before = layer_of("Marker").id()
    again = saved.open_map(MAP, workspace=tmp_path, push_on_save=False)
    again.add_to_project()
    assert again.layers()["Marker"].id() == before
    assert len(QgsProject.instance().layerTreeRoot().findGroups()) == 1
    again.close()
    assert inproject.brought() == []


def test_a_layer_that_is_edited_is_not_pulled_away(
    shown: api.Map, saved: api.Connection, tmp_path: Path
) -> None:
    save_and_reopen(shown, tmp_path / "search.qgz")
    layer = layer_of("Marker")
    assert layer.startEditing()
    with pytest.raises(LayerInEditMode, match="Markers"):
        saved.open_map(MAP, workspace=tmp_path)
    assert layer.isValid() and layer.isEditable()
    layer.rollBack()


def test_a_copy_that_does_not_open_is_shown_read_only(
    shown: api.Map, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_and_reopen(shown, tmp_path / "search.qgz")
    path.with_suffix(".ledger").write_bytes(b"no database at all" * 100)
    with pytest.raises(CalTopoError):
        api.reopen(path)
    layer = layer_of("Marker")
    assert layer.isValid() and layer.readOnly() and layer.featureCount() > 0


def sent_by_somebody(path: Path) -> None:
    """The files of a copy as they arrive elsewhere: the same bytes in other files."""
    for each in (path, path.with_suffix(".ledger")):
        arrived = each.with_name(each.name + ".arrived")
        shutil.copy(each, arrived)
        arrived.replace(each)


def test_a_script_whose_profile_is_thrown_away_is_no_stranger(
    shown: api.Map, tmp_path: Path
) -> None:
    rename(shown.layers()["Marker"], "By a script of last night")
    path = save_and_reopen(shown, tmp_path / "search.qgz")
    settings.INSTALL.set(secrets.token_hex(8))
    again = api.reopen(path)
    assert not again.only_shown and [c.kind for c in again.changes()] == ["edit"]
    again.close()


def test_a_strangers_copy_is_looked_at_and_sends_nothing(
    shown: api.Map, server: Standin, saved: api.Connection, tmp_path: Path
) -> None:
    rename(shown.layers()["Marker"], "From somebody else")
    path = save_and_reopen(shown, tmp_path / "search.qgz")
    settings.INSTALL.set(secrets.token_hex(8))
    sent_by_somebody(path)
    server.clear_calls()
    again = api.reopen(path)
    again.add_to_project()
    assert "another installation" in again.read_only and again.only_shown
    assert again.outbox() == [] and again.changes() == []
    assert all(layer.readOnly() for layer in again.layers().values())
    assert not layer_of("Marker").startEditing()
    with pytest.raises(CalTopoError):
        again.push()
    assert server.calls == []
    again.close()


def test_a_strangers_project_does_not_dress_our_layers(
    shown: api.Map, saved: api.Connection, tmp_path: Path
) -> None:
    layer = shown.layers()["Marker"]
    form = layer.editFormConfig()
    form.setInitCode("raise SystemExit")
    layer.setEditFormConfig(form)
    layer.setCustomProperty(inproject.INSTALL, "of somebody else")
    save_and_reopen(shown, tmp_path / "search.qgz")
    again = saved.open_map(MAP, workspace=tmp_path, push_on_save=False)
    assert again.layers()["Marker"].editFormConfig().initCode() == ""
    assert again.layers()["Marker"].customProperty(inproject.INSTALL) == settings.install_mark()
    again.close()


def conditions(layer: QgsVectorLayer) -> set[str]:
    key = QgsSymbolLayer.Property.PropertyLayerEnabled
    return {
        part.dataDefinedProperties().property(key).expressionString()
        for symbol in layer.renderer().symbols(QgsRenderContext())
        for part in symbol.symbolLayers()
    }


def by_title(layer: QgsVectorLayer, title: str) -> Any:
    return next(f for f in layer.getFeatures() if f["title"] == title)


def test_a_saved_project_keeps_style_visibility_and_columns(
    shown: api.Map, server: Standin, tmp_path: Path
) -> None:
    symbol = QgsSymbol.defaultSymbol(shown.layers()["Shape_line"].geometryType())
    symbol.setColor(QColor("#00ff00"))
    shown.layers()["Shape_line"].setRenderer(QgsSingleSymbolRenderer(symbol))
    shown.color_by = "STATUS"
    shown.show_folder("Hazards", visible=False)
    shown.show_folder("Imported: hiker's own plan", visible=True)
    folders = {f.title: f.visible for f in shown.folders()}
    hidden = conditions(shown.layers()["Marker"])
    area = by_title(shown.layers()["Shape_polygon"], "Burn closure (cabins open)")["area_ha"]
    columns = {n: layer.fields().names() for n, layer in shown.layers().items()}
    path = save_and_reopen(shown, tmp_path / "search.qgz")
    again = api.reopen(path, push_on_save=False)
    try:
        again.add_to_project()
        layers = again.layers()
        for _ in range(2):
            assert layers["Shape_line"].renderer().symbol().color() == QColor("#00ff00")
            assert again.styling.is_own("Shape_line") and not again.styling.is_own("Marker")
            assert again.color_by == "STATUS"
            assert layers["Assignment_polygon"].renderer().classAttribute() == "status"
            assert {f.title: f.visible for f in again.folders()} == folders
            assert conditions(layers["Marker"]) == hidden
            closure = by_title(layers["Shape_polygon"], "Burn closure (cabins open)")
            assert closure["area_ha"] == area > 50
            camp = by_title(layers["Marker"], "Spike camp 1")
            assert camp["folder_path"] == "Command and logistics"
            there = {n: layer.fields().names() for n, layer in layers.items()}
            assert {n: there[n] for n in columns if n in there} == columns
            server.colleague(MAP).add(
                "Marker",
                {"title": "new", "marker-symbol": "skull"},
                {"type": "Point", "coordinates": [-120.05, 38.84]},
            )
            again.refresh()  # and all of it wins over a refresh
        labels = [c.label() for c in layers["Marker"].renderer().categories()]
        assert "Fatality, poison" in labels, "what is ours follows the map as before"
    finally:
        again.close()


def test_widgets_that_lose_values_do_not_come_back(shown: api.Map, tmp_path: Path) -> None:
    """As a project of an older release has them, or as its user chose; all other widgets stay."""
    lines = shown.layers()["Shape_line"]
    stroke, title = (lines.fields().indexOf(name) for name in ("stroke", "title"))
    lines.setEditorWidgetSetup(stroke, QgsEditorWidgetSetup("Color", {}))
    lines.setEditorWidgetSetup(title, QgsEditorWidgetSetup("UniqueValues", {"Editable": True}))
    path = save_and_reopen(shown, tmp_path / "search.qgz")
    again = api.reopen(path, push_on_save=False)
    try:
        lines = again.layers()["Shape_line"]
        kinds = [lines.editorWidgetSetup(i).type() for i in (stroke, title)]
        assert kinds == ["TextEdit", "UniqueValues"]
    finally:
        again.close()


def test_nothing_of_a_strangers_style_is_used(
    shown: api.Map, saved: api.Connection, tmp_path: Path
) -> None:
    areas = shown.layers()["Shape_polygon"]
    symbol = QgsSymbol.defaultSymbol(areas.geometryType())
    symbol.setColor(QColor("#00ff00"))
    areas.setRenderer(QgsSingleSymbolRenderer(symbol))
    areas.setOpacity(0.01)
    areas.setMapTipTemplate('<img src="http://example.org/x">')
    areas.setDisplayExpression("'not the title'")
    areas.setSubsetString("title = 'only this'")
    index = areas.fields().indexOf("area_ha")
    areas.updateExpressionField(index, "1")
    areas.addExpressionField("'theirs'", QgsField("more", fieldtypes.TEXT))
    title = areas.fields().indexOf("title")
    areas.setDefaultValueDefinition(title, QgsDefaultValue("layer_property('x', 'source')", True))
    shown.color_by = "STATUS"
    for layer in shown.layers().values():
        layer.setCustomProperty(inproject.INSTALL, "of somebody else")
    save_and_reopen(shown, tmp_path / "search.qgz")
    again = saved.open_map(MAP, workspace=tmp_path, push_on_save=False)
    areas = again.layers()["Shape_polygon"]
    assert areas.renderer().symbol().color() != QColor("#00ff00")
    assert not again.styling.is_own("Shape_polygon")
    assert areas.opacity() == 1 and areas.subsetString() == ""
    assert "example.org" not in areas.mapTipTemplate() and areas.mapTipTemplate() != ""
    assert "more" not in areas.fields().names()
    assert by_title(areas, "Burn closure (cabins open)")["area_ha"] > 50
    assert areas.defaultValueDefinition(areas.fields().indexOf("title")).expression() == ""
    assert areas.displayExpression() != "'not the title'"
    assert again.color_by == "PERIOD"
    again.close()


def test_distrust_leaves_nothing_of_what_a_project_says(shown: api.Map) -> None:
    layer, other = shown.layers()["Marker"], shown.layers()["Folder"]
    form = layer.editFormConfig()
    form.setInitCode("raise SystemExit")
    form.setUiForm("/theirs.ui")
    layer.setEditFormConfig(form)
    action = QgsAction(QgsAction.ActionType.GenericPython, "theirs", "raise SystemExit")
    layer.actions().addAction(action)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(other)
    join.setJoinFieldName("caltopo_id")
    join.setTargetFieldName("folderId")
    layer.addJoin(join)
    layer.addExpressionField("'theirs'", QgsField("more", fieldtypes.TEXT))
    layer.setSubsetString("title = 'only this'")
    layer.setMapTipTemplate("theirs")
    title = layer.fields().indexOf("title")
    layer.setDefaultValueDefinition(title, QgsDefaultValue("'theirs'"))
    layer.setConstraintExpression(title, "theirs()")
    assert "more" in layer.fields().names() and layer.vectorJoins()
    inproject.Brought(layer, shown.path, "Marker").distrust()
    form = layer.editFormConfig()
    assert (form.initCode(), form.uiForm()) == ("", "")
    assert "theirs" not in [each.name() for each in layer.actions().actions()]
    assert layer.vectorJoins() == [] and layer.subsetString() == ""
    assert "more" not in layer.fields().names()
    assert layer.mapTipTemplate() != "theirs"
    assert layer.defaultValueDefinition(title).expression() == ""
    assert layer.constraintExpression(title) != "theirs()"


@pytest.mark.parametrize("stranger", [True, False])
def test_a_style_in_the_file_is_not_used(
    saved: api.Connection, tmp_path: Path, stranger: bool
) -> None:
    opened = saved.open_map(MAP, workspace=tmp_path, push_on_save=False)
    opened.close()
    path = opened.path
    layer = QgsVectorLayer(f"{path}|layername=Marker", "theirs", "ogr")
    form = layer.editFormConfig()
    form.setInitCodeSource(QgsEditFormConfig.PythonInitCodeSource.CodeSourceDialog)
    form.setInitCode("raise SystemExit")
    layer.setEditFormConfig(form)
    layer.setMapTipTemplate('<img src="http://example.org/x">')
    layer.setOpacity(0.01)
    action = QgsAction(QgsAction.ActionType.GenericPython, "theirs", "raise SystemExit")
    layer.actions().addAction(action)
    layer.saveStyleToDatabase("theirs", "", True, "")
    del layer
    check = QgsVectorLayer(f"{path}|layername=Marker", "check", "ogr")
    assert check.opacity() == 0.01, "QGIS itself takes it"
    del check
    if stranger:
        settings.INSTALL.set(secrets.token_hex(8))
        sent_by_somebody(path)
    again = api.reopen(path)
    marker = again.layers()["Marker"]
    assert again.only_shown == stranger
    assert marker.editFormConfig().initCode() == "" and marker.opacity() == 1
    assert "example.org" not in marker.mapTipTemplate()
    assert "theirs" not in [each.name() for each in marker.actions().actions()]
    again.close()


def test_a_refresh_keeps_selection_and_order(shown: api.Map, server: Standin) -> None:
    tree = QgsProject.instance().layerTreeRoot()
    layer = shown.layers()["Marker"]
    layer.selectByIds([next(layer.getFeatures()).id()])
    group = tree.findGroups()[0]
    node = group.findLayers()[-1]
    group.insertChildNode(0, node.clone())
    group.removeChildNode(node)
    order = [each.name() for each in group.findLayers()]
    server.colleague(MAP).add(
        "Marker", {"title": "New camp"}, {"type": "Point", "coordinates": [-120.0, 38.8]}
    )
    assert shown.refresh().added == 1
    assert layer.selectedFeatureCount() == 1
    assert [each.name() for each in group.findLayers()] == order


def test_layers_that_were_empty_appear_with_their_first_object(
    saved: api.Connection, server: Standin, tmp_path: Path
) -> None:
    server.add_map("EMP01", features=[], team="TEAM01", title="Nothing yet")
    opened = saved.open_map("EMP01", workspace=tmp_path, push_on_save=False)
    opened.add_to_project()
    tree: Any = QgsProject.instance().layerTreeRoot()
    before = [node.name() for node in tree.findLayers()]
    assert "Clues" not in before and "Operational periods" not in before
    server.colleague("EMP01").add(
        "Clue", {"title": "Boot print"}, {"type": "Point", "coordinates": [-120.0, 38.8]}
    )
    opened.refresh()
    assert [node.name() for node in tree.findLayers()] == [*before[:1], "Clues", *before[1:]]
    QgsProject.instance().removeMapLayer(opened.layers()["Clue"].id())
    server.colleague("EMP01").add(
        "Clue", {"title": "Glove"}, {"type": "Point", "coordinates": [-120.1, 38.8]}
    )
    opened.refresh()
    assert "Clues" not in [node.name() for node in tree.findLayers()]
    opened.close()
