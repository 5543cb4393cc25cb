# SPDX-License-Identifier: GPL-2.0-or-later
"""CARTO in the window: the manager, adding maps, named maps, identify, and lost layers."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.gui.carto_account import CartoAccountDialog
from caltopo_sync.plugin.gui.carto_part import CartoPart
from caltopo_sync.plugin.gui.carto_template import CartoTemplateDialog
from caltopo_sync.plugin.gui.carto_values import CartoValuesDialog
from caltopo_sync.plugin.host import carto_accounts
from caltopo_sync.plugin.host.carto_accounts import CartoAccount
from caltopo_sync.plugin.layers import carto as layers
from caltopo_sync.plugin.session import cartolayers
from cartostandin import CartoStandin
from gui.pictures import draw
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog

SEGMENTS = [
    {"cartodb_id": 1, "name": "Alder Fork", "state": "searched", "poa": 0.35},
    {"cartodb_id": 2, "name": "Bear Gulch", "state": "open", "poa": 0.2},
    {"cartodb_id": 3, "name": "O'Dell <b>Ridge</b>", "state": "open", "poa": None},
]
BOXES = [
    (-120.20, 38.75, -120.12, 38.85),
    (-120.12, 38.75, -120.04, 38.85),
    (-120.20, 38.85, -120.04, 38.90),
]
SQL = "select * from segments"
CSS = "#layer { polygon-fill: <%= color %>; }"


def template(name: str, color: str) -> dict[str, Any]:
    options = {
        "sql": SQL + " where poa >= <%= poa %> or poa is null",
        "cartocss": CSS,
        "cartocss_version": "2.1.1",
        "interactivity": ["cartodb_id", "name"],
        "attributes": {"id": "cartodb_id", "columns": ["name", "state", "poa"]},
    }
    return {
        "version": "0.0.1",
        "name": name,
        "auth": {"method": "open"},
        "placeholders": {
            "color": {"type": "css_color", "default": color},
            "poa": {"type": "number", "default": 0},
        },
        "layergroup": {"version": "1.3.0", "layers": [{"type": "mapnik", "options": options}]},
        "view": {"bounds": {"west": -120.24, "south": 38.74, "east": -120.0, "north": 38.91}},
    }


@pytest.fixture
def server() -> Iterator[CartoStandin]:
    with CartoStandin("county") as standin:
        standin.add_table("segments", SEGMENTS, BOXES)
        for name, color in (("segments_by_day", "orange"), ("segments_night", "blue")):
            standin.world.templates[name] = template(name, color)
        carto_accounts.save(CartoAccount("County GIS", standin.url, "master_key"))
        yield standin
        for name in carto_accounts.names():
            carto_accounts.remove(name)


@pytest.fixture
def part(plugin: Any, server: CartoStandin) -> CartoPart:
    return next(part for part in plugin.parts if isinstance(part, CartoPart))


def dialog_of(kind: type[QDialog]) -> Any:
    """The open dialog of a kind."""
    return wait_until(
        lambda: next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind)), None)
    )


def look_at(window: Window, rectangle: QgsRectangle) -> None:
    project = QgsProject.instance()
    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    there = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), mercator, project)
    canvas = window.mapCanvas()
    canvas.setDestinationCrs(mercator)
    canvas.setLayers(list(project.mapLayers().values()))
    canvas.setExtent(there.transformBoundingBox(rectangle))


def test_manager_lists_and_adds(part: CartoPart, server: CartoStandin, window: Window) -> None:
    part.show()
    manager = part.manager
    wait_until(lambda: manager.maps.count() == 2)
    pictures = lambda: [c for c in server.calls if "/static/named/" in c.path]  # noqa: E731
    wait_until(lambda: len(pictures()) == 2)
    wait_until(lambda: not manager._works)
    manager.maps.setCurrentRow(1)
    draw(manager, "carto_manager")

    manager.add_named.click()
    values = dialog_of(CartoValuesDialog)
    assert set(values._fields) == {"color", "poa"}
    draw(values, "carto_values")
    values._fields["poa"].setText("half")
    values.take()
    assert "no number" in values.fault.text()
    values._fields["poa"].setText("0.25")
    values._fields["color"].setText("#00aa00")
    values.take()
    layer = wait_until(lambda: next(iter(cartolayers.keeper().all()), None))
    assert layers.recipe_of(layer).params == {"color": "#00aa00", "poa": 0.25}
    assert layer.name() == "segments_night"
    manager.close()


def test_errors_are_shown_at_their_layer(part: CartoPart, server: CartoStandin) -> None:
    part.show()
    manager = part.manager
    manager.tabs.setCurrentIndex(1)
    edit = manager.edit
    edit.sql.setPlainText(SQL)
    edit.cartocss.setPlainText("#layer { polygon-fill: green; }")
    edit.columns.setText("name, state")
    edit.columns.textEdited.emit("name, state")
    edit.add.click()
    edit.sql.setPlainText(SQL)
    edit.cartocss.setPlainText("#layer { polygon-fil: red; }")
    edit.list.setCurrentRow(1)
    manager.title.setText("Segments")
    manager.add_own.click()
    wait_until(edit.fault.text)
    assert edit.list.currentRow() == 0 and "Did you mean polygon-fill" in edit.fault.text()
    assert not edit.list.item(0).icon().isNull() and edit.list.item(1).icon().isNull()
    draw(manager, "carto_own_map_error")
    edit.cartocss.setPlainText("#layer { polygon-fill: red; }")
    edit.columns.setText("name")
    edit.columns.textEdited.emit("name")
    manager.add_own.click()
    layer = wait_until(lambda: next(iter(cartolayers.keeper().all()), None))
    made = layers.recipe_of(layer).config["layers"]
    assert [each["options"]["attributes"]["columns"] for each in made] == [
        ["name", "state"],
        ["name"],
    ]
    assert not edit.fault.text()
    manager.close()


def test_named_maps_are_created_changed_and_deleted(
    part: CartoPart, server: CartoStandin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part.show()
    manager = part.manager
    wait_until(lambda: manager.maps.count() == 2)
    manager.create.click()
    form = dialog_of(CartoTemplateDialog)
    form.name.setText("_wrong")
    form.edit.add.click()
    form.edit.sql.setPlainText(SQL)
    form.edit.cartocss.setPlainText(CSS)
    form.save()
    wait_until(form.fault.text)
    assert "must begin with a letter" in form.fault.text()
    form.name.setText("night_two")
    form.save()
    wait_until(lambda: "not declared" in form.edit.fault.text())
    form.add_placeholder.click()
    form.placeholders.item(0, 0).setText("color")
    form.placeholders.cellWidget(0, 1).setCurrentText("css_color")
    form.placeholders.item(0, 2).setText("red")
    form.auth.setText("one two")
    draw(form, "carto_named_map")
    form.save()
    wait_until(lambda: "night_two" in server.world.templates)
    wait_until(lambda: manager.maps.count() == 3)
    kept = server.world.templates["night_two"]
    assert kept["auth"] == {"method": "token", "valid_tokens": ["one", "two"]}
    assert kept["placeholders"] == {"color": {"type": "css_color", "default": "red"}}

    manager.maps.setCurrentItem(
        manager.maps.findItems("segments_night", Qt.MatchFlag.MatchExactly)[0]
    )
    manager.change.click()
    form = wait_until(
        lambda: next(
            (
                w
                for w in QApplication.topLevelWidgets()
                if isinstance(w, CartoTemplateDialog) and w.name.text() == "segments_night"
            ),
            None,
        )
    )
    assert form.name.isReadOnly()
    form.placeholders.item(0, 2).setText("yellow")
    form.save()
    wait_until(
        lambda: (
            server.world.templates["segments_night"]["placeholders"]["color"]["default"] == "yellow"
        )
    )
    assert server.world.templates["segments_night"]["view"]["bounds"]  # what no field shows

    wait_until(lambda: manager.maps.count() == 3)
    file = tmp_path / "out.json"
    monkeypatch.setattr(
        "caltopo_sync.plugin.gui.carto_manager.QFileDialog.getSaveFileName",
        lambda *_: (str(file), ""),
    )
    manager.maps.setCurrentItem(manager.maps.findItems("night_two", Qt.MatchFlag.MatchExactly)[0])
    manager.save_to.click()
    wait_until(file.exists)
    assert json.loads(file.read_text())["name"] == "night_two"
    manager._delete("night_two")
    wait_until(lambda: "night_two" not in server.world.templates)
    manager.close()


def test_an_account_is_tested_and_saved(part: CartoPart, server: CartoStandin) -> None:
    part.show()
    part.manager.new_account.click()
    form = dialog_of(CartoAccountDialog)
    form.address.setText(server.url)
    for key, said in (
        ("", "public data"),
        ("wrong", "Unauthorized"),
        ("regular_key", "not the master key"),
        ("master_key", "2 named maps"),
    ):
        form.key.setText(key)
        form.verdict.setText("")
        form.try_out()
        wait_until(lambda said=said: said in form.verdict.text())
    form.name.setText("State GIS")
    form.address.setText("http://maps.example.org/user/team")
    form.save()
    assert "plain http" in form.verdict.text()
    form.address.setText("https://maps.example.org/user/team")
    draw(form, "carto_account")
    form.save()
    assert carto_accounts.load("State GIS").api_key == "master_key"
    part.manager.close()


def test_identify(part: CartoPart, server: CartoStandin, window: Window) -> None:
    config = {"version": "1.3.0", "layers": [template("x", "red")["layergroup"]["layers"][0]]}
    options = config["layers"][0]["options"]
    options.update(sql=SQL, cartocss="#layer { polygon-fill: red; }")
    errand = cartolayers.Errand.of(layers.Recipe("County GIS", config=config))
    cartolayers.keeper().add(errand, errand.run(), "Segments of the county")
    look_at(window, QgsRectangle(-120.25, 38.7, -120.0, 38.95))
    part.identify()
    assert window.mapCanvas().mapTool() is part.tool
    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsCoordinateReferenceSystem("EPSG:3857"),
        QgsProject.instance(),
    )
    part.tool.ask(there.transform(QgsPointXY(-120.12, 38.88)))
    panel = part.panel()
    wait_until(lambda: panel.count() == 1)
    branch = panel.tree.topLevelItem(0)
    rows = {branch.child(n).text(0): branch.child(n).text(1) for n in range(branch.childCount())}
    assert rows == {"cartodb_id": "3", "name": "O'Dell <b>Ridge</b>", "state": "open", "poa": ""}
    window.mainWindow().resize(1000, 600)
    settle()
    window.mapCanvas().refresh()
    wait_until(lambda: any(call.path.endswith(".png") for call in server.calls))
    wait_until(lambda: not window.mapCanvas().isDrawing())
    draw(window.mainWindow(), "carto_identify")
    part.tool.ask(there.transform(QgsPointXY(-119.0, 38.0)))
    wait_until(lambda: panel.state.text() == "Nothing found here.")
    server.stop()
    part.tool.ask(there.transform(QgsPointXY(-120.12, 38.88)))
    wait_until(lambda: "cannot be reached" in panel.state.text())
    QTest.keyClick(window.mapCanvas(), Qt.Key.Key_Escape)
    assert window.mapCanvas().mapTool() is not part.tool


def test_a_lost_layer_says_so_and_comes_back(
    part: CartoPart, server: CartoStandin, window: Window, tmp_path: Path
) -> None:
    errand = cartolayers.Errand.of(layers.Recipe("County GIS", name="segments_night"))
    cartolayers.keeper().add(errand, errand.run(), "Segments <i>tonight</i>")
    path = str(tmp_path / "night.qgs")
    assert QgsProject.instance().write(path)
    QgsProject.instance().clear()
    server.stop()
    QgsProject.instance().read(path)
    bar = window.messageBar()
    wait_until(lambda: "is not drawn" in shown_in(bar))
    assert "&lt;i&gt;tonight" in shown_in(bar)
    layer = cartolayers.keeper().all()[0]
    assert layers.is_out(layer)
    view = window.layerTreeView()
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    (mark,) = view.indicators(node)
    assert "&lt;i&gt;tonight" in mark.toolTip() and not mark.icon().isNull()
    draw(window.mainWindow(), "carto_lost")
    server.start()
    mark.clicked.emit(view.node2index(node))
    wait_until(lambda: not layers.is_out(layer))
    wait_until(lambda: "is not drawn" not in shown_in(bar))
    assert view.indicators(node) == []
    server.stop()
    cartolayers.keeper().renew(layer)
    wait_until(lambda: len(view.indicators(node)) == 1)
    QgsProject.instance().removeMapLayer(layer.id())
    server.start()


def test_yesterdays_project_opens_in_the_window(
    part: CartoPart, plugin: Any, server: CartoStandin, window: Window, tmp_path: Path
) -> None:
    errand = cartolayers.Errand.of(layers.Recipe("County GIS", name="segments_night"))
    cartolayers.keeper().add(errand, errand.run(), "Night")
    path = str(tmp_path / "night.qgz")
    assert QgsProject.instance().write(path)
    QgsProject.instance().clear()
    server.expire()
    server.clear_calls()
    begun = time.monotonic()
    QgsProject.instance().read(path)
    look_at(window, QgsRectangle(-120.25, 38.7, -120.0, 38.95))
    layer = cartolayers.keeper().all()[0]
    wait_until(lambda: not layers.is_out(layer))
    window.mapCanvas().refresh()
    wait_until(lambda: any(call.path.endswith(".png") for call in server.calls))
    wait_until(lambda: not window.mapCanvas().isDrawing())
    took = time.monotonic() - begun
    calls = [(call.method, call.path.rpartition("/")[2]) for call in server.calls]
    assert calls[0] == ("POST", "segments_night")
    assert [method for method, _ in calls].count("POST") == 1 and took < 2
    print(f"\nin the window: drawn after {took:.2f} s, requests: 1 POST, {len(calls) - 1} tiles")

    plugin.unload()  # as when the plugin is updated
    assert layers.is_out(layer)
    plugin.initGui()
    wait_until(lambda: not layers.is_out(layer))
