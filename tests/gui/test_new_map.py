# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps made, renamed, shared otherwise and deleted from the window; algorithms have their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.map_settings import MapSettingsDialog
from caltopo_sync.plugin.gui.new_map import NewMapDialog
from caltopo_sync.plugin.gui.new_map_part import MapsPart
from caltopo_sync.plugin.host import paths
from gui.pictures import draw
from gui.window import Window, settle, shown_in, wait_until
from qgis import utils
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from standin import Fault, Standin

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Local copies and backups of these tests go where tests may write."""
    there = tmp_path / "workspace"
    there.mkdir()
    monkeypatch.setattr(paths, "workspace", lambda given=None: Path(given or there))
    return there


@pytest.fixture
def admin(standin: Standin, connection: Any) -> Iterator[Any]:
    standin.add_folder("F1", "Searches 2026", team="TEAM01")
    yield connection


def part_of(plugin: Any) -> MapsPart:
    return next(p for p in plugin.parts if isinstance(p, MapsPart))


def choose(plugin: Any, action: Any, kind: Any) -> Any:
    """The dialog of an entry that is clicked in the menu."""
    menu = part_of(plugin).menu
    menu.popup(QPoint(40, 40))
    settle()
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    dialog = wait_until(lambda: part_of(plugin).dialogs.get(kind))
    wait_until(lambda: not plugin.desktop.accounts.state("County SAR").reading)
    settle()
    return dialog


def click(button: Any) -> None:
    assert button.isVisible() and button.isEnabled(), button.text()
    QTest.mouseClick(button, LEFT)


def closed(plugin: Any, kind: Any) -> None:
    wait_until(lambda: part_of(plugin).dialogs.get(kind) is None)


def made_id(standin: Standin, title: str) -> str:
    return next(id for id, said in standin.maps().items() if said["title"] == title)


def test_an_empty_map_in_a_folder(
    plugin: Any, admin: Any, standin: Standin, window: Window
) -> None:
    dialog = choose(plugin, part_of(plugin).new, NewMapDialog)
    assert not dialog.make.isEnabled() and "title" in dialog.state.text()
    QTest.keyClicks(dialog.title, "Night <two>")
    wait_until(lambda: dialog.folder.findText("Searches 2026") > 0)
    dialog.folder.setCurrentIndex(dialog.folder.findText("Searches 2026"))
    dialog.sharing.setCurrentIndex(dialog.sharing.findData("PRIVATE"))
    draw(dialog, "new_map")
    click(dialog.make)
    closed(plugin, NewMapDialog)
    id = made_id(standin, "Night <two>")
    said = standin.maps()[id]
    assert (said["sharing"], said["mode"]) == ("PRIVATE", "sar")
    assert standin.objects(id) == {}
    wait_until(lambda: plugin.desktop.maps.find(id))
    wait_until(lambda: "Night &lt;two&gt;” is made: 0 objects" in shown_in(window.messageBar()))
    listed = api.connection("County SAR").maps()
    assert next(m for m in listed if m.id == id).folder == "Searches 2026"


def test_a_map_of_layers_and_one_of_a_template(
    plugin: Any, admin: Any, standin: Standin, window: Window
) -> None:
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=name:string", "Segments", "memory")
    for name, wkt in (("A", "POLYGON((0 0, 0 1, 1 1, 0 0))"), ("B", "")):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([name])
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    settle()
    dialog = choose(plugin, part_of(plugin).new, NewMapDialog)
    QTest.keyClicks(dialog.title, "Of layers")
    dialog.open_it.setChecked(False)
    dialog.start_with.setCurrentIndex(3)
    assert not dialog.make.isEnabled() and "Tick" in dialog.state.text()
    dialog.layers.item(0).setCheckState(Qt.CheckState.Checked)
    draw(dialog, "new_map_layers")
    click(dialog.make)
    closed(plugin, NewMapDialog)
    there = standin.objects(made_id(standin, "Of layers")).values()
    assert {f["properties"]["title"] for f in there} == {"Segments", "A"}
    wait_until(lambda: "1 could not be taken over" in shown_in(window.messageBar()))
    dialog = choose(plugin, part_of(plugin).new, NewMapDialog)
    QTest.keyClicks(dialog.title, "Of a map")
    dialog.open_it.setChecked(False)
    dialog.start_with.setCurrentIndex(1)
    wait_until(lambda: dialog.template.findText("Ridge search  (ABC12)") > 0)
    dialog.template.setCurrentText("nonsense, surely")
    assert not dialog.make.isEnabled()
    dialog.template.setCurrentText("Ridge search  (ABC12)")
    draw(dialog, "new_map_template")
    click(dialog.make)
    closed(plugin, NewMapDialog)
    (copied,) = standin.objects(made_id(standin, "Of a map")).values()
    assert copied["properties"]["title"] == "ICP"


def test_a_refused_map_keeps_the_form(plugin: Any, admin: Any, standin: Standin) -> None:
    dialog = choose(plugin, part_of(plugin).new, NewMapDialog)
    QTest.keyClicks(dialog.title, "Refused")
    standin.fault(Fault("status", method="POST", path="CollaborativeMap", status=400))
    click(dialog.make)
    wait_until(lambda: "refused" in dialog.state.text())
    assert dialog.isVisible() and dialog.title.text() == "Refused" and dialog.make.isEnabled()
    dialog.close()
    settle()


def test_another_title_and_sharing(
    plugin: Any, admin: Any, standin: Standin, window: Window
) -> None:
    dialog = choose(plugin, part_of(plugin).settings, MapSettingsDialog)
    wait_until(lambda: dialog.map.count() == 2)
    dialog.map.setCurrentText("Ridge search  (ABC12)")
    assert not dialog.save.isEnabled() and not dialog.delete.isEnabled()
    dialog.title.clear()
    QTest.keyClicks(dialog.title, "Ridge search, day 2")
    dialog.sharing.setCurrentIndex(dialog.sharing.findData("URL"))
    click(dialog.save)
    closed(plugin, MapSettingsDialog)
    said = standin.maps()["ABC12"]
    assert (said["title"], said["sharing"]) == ("Ridge search, day 2", "URL")
    assert "is now called “Ridge search, day 2”" in shown_in(window.messageBar())


def test_a_map_is_deleted_once_its_title_is_typed(
    plugin: Any, admin: Any, standin: Standin, window: Window, workspace: Path
) -> None:
    opened = api.connection("County SAR").open_map("ABC12", push_on_save=False)
    plugin.desktop.maps.show(opened, "County SAR")
    wait_until(lambda: QgsProject.instance().mapLayersByName("Folders"))
    dialog = choose(plugin, part_of(plugin).settings, MapSettingsDialog)
    wait_until(lambda: dialog.map.count() == 2)
    assert dialog.info.id == "ABC12", "the open map is meant"
    QTest.keyClicks(dialog.typed, "Ridge")
    assert not dialog.delete.isEnabled()
    QTest.keyClicks(dialog.typed, " search")
    draw(dialog, "map_settings")
    click(dialog.delete)
    closed(plugin, MapSettingsDialog)
    assert "ABC12" not in standin.maps()
    assert plugin.desktop.maps.find("ABC12") is None
    (kept,) = workspace.rglob("Ridge*ABC12.geojson")
    assert "ICP" in kept.read_text(encoding="utf-8")
    assert "is deleted" in shown_in(window.messageBar()) and kept.name in shown_in(
        window.messageBar()
    )


def test_without_a_connection_the_forms_say_so(plugin: Any) -> None:
    dialog = part_of(plugin).show(NewMapDialog)
    assert "no connection" in dialog.state.text() and not dialog.make.isEnabled()
    other = part_of(plugin).show(MapSettingsDialog)
    assert "no connection" in other.state.text() and not other.save.isEnabled()
    dialog.close()
    other.close()
    settle()


def test_algorithms_have_their_window(
    plugin: Any, monkeypatch: pytest.MonkeyPatch, window: Window
) -> None:
    monkeypatch.syspath_prepend(QgsApplication.pkgDataPath() + "/python/plugins")
    monkeypatch.setattr(utils, "iface", window)
    for name in ("backupteam", "checkserver"):
        dialog = part_of(plugin).run(name)
        assert dialog is not None and dialog.isVisible()
        assert dialog.algorithm().id() == "caltopo:" + name
        draw(dialog, name)
        dialog.close()
        settle()
