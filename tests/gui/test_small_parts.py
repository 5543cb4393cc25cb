# SPDX-License-Identifier: GPL-2.0-or-later
"""Options, expression functions, diagnostics, the practice incident and the editing forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.options import OptionsPage
from caltopo_sync.plugin.host import log, settings
from caltopo_sync.plugin.host.credentials import Connection
from gui.pictures import draw
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsAttributeEditorContext, QgsAttributeForm, QgsGui
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QPlainTextEdit,
    QSpinBox,
)


@pytest.fixture
def practice(plugin: Any, window: Window) -> api.Map:
    """The practice incident, open, as it came."""
    actions = [a for a in plugin.desktop._actions if "Practice" in a.text().replace("&", "")]
    actions[0].trigger()
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    window.messageBar().clearWidgets()
    return plugin.desktop.maps.find("EKL26")


def evaluate(text: str, layer: QgsVectorLayer, feature: QgsFeature) -> Any:
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    expression = QgsExpression(text)
    expression.prepare(context)
    found = expression.evaluate(context)
    assert not expression.hasParserError(), expression.parserErrorString()
    return expression.evalErrorString() or found


def test_options_are_kept_on_ok_alone(plugin: Any, window: Window) -> None:
    (factory,) = window.options
    page = factory.createWidget(None)
    assert isinstance(page, OptionsPage)
    page.resize(620, 560)
    draw(page, "options")
    save, backups = page.fields["push_on_save"], page.fields["backups"]
    assert isinstance(save, QCheckBox) and isinstance(backups, QSpinBox)
    carto = page.fields["carto_renew_minutes"]
    assert isinstance(carto, QSpinBox) and carto.value() == 4
    carto.setValue(2)
    save.setChecked(False)
    backups.setValue(3)
    assert settings.PUSH_ON_SAVE.get() and settings.BACKUPS.get() == 20
    page.apply()
    assert not settings.PUSH_ON_SAVE.get() and settings.BACKUPS.get() == 3
    settings.PUSH_ON_SAVE.set(True)
    settings.BACKUPS.set(20)
    assert settings.CARTO_RENEW.get() == 2
    settings.CARTO_RENEW.set(4)
    page.deleteLater()


def test_a_folder_that_cannot_be_used_is_named(
    plugin: Any, connection: Connection, window: Window, tmp_path: Path
) -> None:
    file = tmp_path / "a file"
    file.write_text("in the way")
    settings.WORKSPACE.set(str(file / "maps"))
    try:
        plugin.desktop.maps.open(api.connection(connection.name), "ABC12", "Ridge search")
        wait_until(lambda: "cannot be kept in" in shown_in(window.messageBar()))
    finally:
        settings.WORKSPACE.set("")
    assert "Choose another folder in Settings" in shown_in(window.messageBar())
    assert "Traceback" not in shown_in(window.messageBar())


def test_expressions(practice: api.Map, plugin: Any) -> None:
    areas = practice.layers()["Assignment_polygon"]
    titles = {
        f["caltopo_id"]: f["title"] for f in practice.layers()["OperationalPeriod"].getFeatures()
    }
    folders = {f["caltopo_id"]: f["title"] for f in practice.layers()["Folder"].getFeatures()}
    settle()
    wait_until(lambda: evaluate("caltopo_op_title()", areas, next(areas.getFeatures())))
    for feature in areas.getFeatures():
        assert evaluate("caltopo_op_title()", areas, feature) == titles.get(
            feature["operationalPeriodId"]
        )
        ha, acres = (evaluate(f"caltopo_area('{u}')", areas, feature) for u in ("ha", "acres"))
        assert acres == pytest.approx(ha * 2.47105381)
        utm = "area(transform($geometry, 'EPSG:4326', 'EPSG:32610')) / 10000"
        assert ha == pytest.approx(evaluate(utm, areas, feature), rel=2e-3)
    placed = [
        (layer, f)
        for layer in (practice.layers()["Marker"], practice.layers()["Shape_line"])
        for f in layer.getFeatures()
        if f["folderId"] in folders
    ]
    assert placed
    for layer, feature in placed:
        assert evaluate("caltopo_folder()", layer, feature) == folders[feature["folderId"]]
    lines = practice.layers()["Shape_line"]
    feature = next(lines.getFeatures())
    assert evaluate("caltopo_length('mi') * 1.609344", lines, feature) == pytest.approx(
        evaluate("caltopo_length()", lines, feature)
    )
    assert "none of ha, acres" in evaluate("caltopo_area('rods')", areas, next(areas.getFeatures()))
    assert evaluate("caltopo_url()", areas, feature) == practice.url
    for function in plugin.parts[
        [type(p).__name__ for p in plugin.parts].index("ExpressionsPart")
    ].functions:
        assert "<h4>Examples</h4>" in function.helpText()


def test_the_menu_is_in_order(plugin: Any, window: Window) -> None:
    """What one begins with on top, what is about the plugin itself at the end."""
    (web,) = window.mainWindow().menuBar().actions()
    (menu,) = (action.menu() for action in web.menu().actions())
    entries = [action.text().replace("&", "") for action in menu.actions()]
    assert entries[:2] == ["Open map…", "Practice incident"]
    assert entries[-3:] == ["Options…", "Copy diagnostics", "Help"]


def test_functions_go_with_the_plugin(window: Window) -> None:
    from caltopo_sync import classFactory

    plugin = classFactory(window)
    plugin.initGui()
    assert QgsExpression.isFunctionName("caltopo_area")
    plugin.unload()
    settle()
    assert not [f for f in QgsExpression.Functions() if f.name().startswith("caltopo_")]


def test_practice_sends_nothing_and_shows_what_it_would(
    practice: api.Map, plugin: Any, window: Window
) -> None:
    practice.push_on_save = False
    layer = practice.layers()["Marker"]
    row = next(layer.getFeatures())
    layer.startEditing()
    layer.changeAttributeValue(row.id(), layer.fields().indexOf("title"), "Practised")
    assert layer.commitChanges()
    practice.push(wait=False)
    part = next(p for p in plugin.parts if type(p).__name__ == "PracticePart")
    dialog = wait_until(lambda: part.dialog)
    wait_until(lambda: dialog.calls.topLevelItemCount() == 1)
    item = dialog.calls.topLevelItem(0)
    assert [item.text(i) for i in range(3)] == [
        "Practised",
        "POST",
        f"/api/v1/map/EKL26/Marker/{row['caltopo_id']}",
    ]
    body = json.loads(dialog.body.toPlainText())
    assert body["properties"]["title"] == "Practised"
    draw(dialog, "practice_calls")
    assert practice.offline == "" and [c.kind for c in practice.changes()] == ["edit"]
    report = practice.refresh()
    assert (report.added, report.changed, report.deleted) == (0, 0, 0)
    practice.discard(practice.changes()[0])
    assert practice.changes() == []
    dialog.close()


def test_diagnostics_hold_no_secret(plugin: Any, connection: Connection, window: Window) -> None:
    assert connection.credential is not None
    plugin.desktop.maps.open(api.connection(connection.name), "ABC12", "Ridge search")
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    log.info(f"the maps of account {connection.team_id} could not be listed")
    log.info(f"GET https://caltopo.com/api/v1/map?id=x&signature={connection.credential.secret}")
    (action,) = [a for a in plugin.desktop._actions if "diagnostics" in a.text()]
    action.trigger()
    text = QApplication.clipboard().text()
    assert "QGIS 3" in text or "QGIS 4" in text
    assert "requests 2" in text and "push_on_save = True" in text
    assert connection.server in text and "signature=…" in text
    for secret in (connection.credential.secret, connection.credential.id, connection.team_id):
        assert secret not in text
    for name in ("Ridge search", connection.name):
        assert name not in text
    assert "[map title] is open: 1 object." in text, "what happened is told all the same"
    assert str(Path.home()) + "/" not in text


@pytest.fixture(scope="module")
def editors(qgis_app: Any) -> None:
    """The widgets that forms are made of, as QGIS's window registers them."""
    QgsGui.editorWidgetRegistry().initEditors()


def form_of(layer: QgsVectorLayer) -> QgsAttributeForm:
    form = QgsAttributeForm(layer, next(layer.getFeatures()), QgsAttributeEditorContext())
    form.resize(520, 560)
    return form


@pytest.mark.parametrize(
    "table", ["Marker", "Shape_line", "Shape_polygon", "Assignment_polygon", "Folder",
              "OperationalPeriod", "Clue", "Resource", "AppTrack", "MapMediaObject"]
)  # fmt: skip
def test_forms(practice: api.Map, editors: None, table: str) -> None:
    layer = practice.layers()[table]
    form = form_of(layer)
    draw(form, f"form_{table}")
    index = layer.fields().indexOf
    for hidden in ("fid", "caltopo_id", "updated"):
        assert layer.editorWidgetSetup(index(hidden)).type() == "Hidden"
    for name in ("creator", "_created_by"):
        assert layer.editFormConfig().readOnly(index(name))
    if index("folderId") >= 0:
        folders = {f["title"] for f in practice.layers()["Folder"].getFeatures()}
        boxes = [{b.itemText(i) for i in range(b.count())} for b in form.findChildren(QComboBox)]
        assert any(folders <= texts for texts in boxes)
    form.deleteLater()


def test_assignment_form(practice: api.Map, editors: None) -> None:
    layer = practice.layers()["Assignment_polygon"]
    index = layer.fields().indexOf
    assert layer.editFormConfig().readOnly(index("title"))
    choices = layer.editorWidgetSetup(index("status")).config()["map"]
    assert [list(c.items()) for c in choices] == [
        [("Draft", "DRAFT")], [("Prepared", "PREPARED")], [("In progress", "INPROGRESS")],
        [("Completed", "COMPLETED")],
    ]  # fmt: skip
    layer.startEditing()
    form = form_of(layer)
    form.show()
    settle()
    assert form.findChildren(QPlainTextEdit), "a description has several lines"
    before = {f.id(): f.attributes() for f in layer.getFeatures()}
    assert form.save()  # nothing was touched, so nothing is written
    assert not layer.isModified()
    assert {f.id(): f.attributes() for f in layer.getFeatures()} == before
    layer.rollBack()
    form.deleteLater()


def test_pick_lists_stay_in_the_project(practice: api.Map) -> None:
    setup = practice.layers()["Assignment_polygon"].editorWidgetSetup(
        practice.layers()["Assignment_polygon"].fields().indexOf("operationalPeriodId")
    )
    assert setup.type() == "ValueRelation"
    assert QgsProject.instance().mapLayer(setup.config()["Layer"]) is not None
