# SPDX-License-Identifier: GPL-2.0-or-later
"""From the menu to layers in the project, against the stand-in server."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.signing import Credential
from caltopo_sync.plugin.gui.connection_dialog import ConnectionDialog, Kind
from caltopo_sync.plugin.gui.open_dialog import OpenDialog
from caltopo_sync.plugin.gui.work import Desk
from caltopo_sync.plugin.host import credentials
from caltopo_sync.plugin.host.credentials import Connection
from gui.objects import MARKER
from gui.window import Window, shown_in, wait_until
from qgis.core import QgsProject
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from standin import Fault, Standin
from standin import Kind as FaultKind

OPEN = QDialogButtonBox.StandardButton.Open
LEFT = Qt.MouseButton.LeftButton


def open_dialog() -> OpenDialog:
    """The dialog that is on the screen."""
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    (dialog,) = [widget for widget in shown if isinstance(widget, OpenDialog)]
    return dialog


def listed(dialog: OpenDialog) -> list[str]:
    model = dialog.chooser.maps.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def dialog(plugin: Any, connection: Connection) -> OpenDialog:
    """The dialog, its list read."""
    plugin.parts[0].show()
    shown = open_dialog()
    wait_until(lambda: listed(shown))
    return shown


def test_maps_are_listed_filtered_and_opened(dialog: OpenDialog, window: Window) -> None:
    assert set(listed(dialog)) == {"Ridge search", "Training <b>night</b>"}
    assert not dialog.buttons.button(OPEN).isEnabled()
    assert dialog.focusWidget() is dialog.chooser.filter  # one types at once
    QTest.keyClicks(dialog.chooser.filter, "RIDGE abc")
    assert listed(dialog) == ["Ridge search"]
    assert dialog.chooser.state.text() == "1 of 2 maps"
    QTest.mouseClick(dialog.buttons.button(OPEN), LEFT)
    wait_until(lambda: QgsProject.instance().mapLayers())
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    layers = QgsProject.instance().mapLayers().values()
    assert "Marker" in {layer.customProperty("caltopo/class") for layer in layers}
    assert {layer.customProperty("caltopo/map") for layer in layers} == {"ABC12"}


def test_a_link_opens_too(
    plugin: Any, dialog: OpenDialog, connection: Connection, window: Window
) -> None:
    QTest.keyClicks(dialog.chooser.link, "no map here!")
    assert not dialog.buttons.button(OPEN).isEnabled()
    dialog.chooser.link.clear()
    QTest.keyClicks(dialog.chooser.link, f"{connection.server}/m/ABC12")
    QTest.mouseClick(dialog.buttons.button(OPEN), LEFT)
    wait_until(lambda: QgsProject.instance().mapLayers())
    wait_until(lambda: "Ridge search is open" in shown_in(window.messageBar()))
    assert [each.title for each in plugin.desktop.maps.all()] == ["Ridge search"]


def test_titles_are_shown_as_they_are(dialog: OpenDialog, window: Window) -> None:
    dialog.chooser.link.setText("ZZZ99")
    dialog.chooser.choose()
    wait_until(lambda: "Opening" not in shown_in(window.messageBar()))
    shown = shown_in(window.messageBar())
    assert shown
    assert "Traceback" not in shown


def test_a_refused_secret_is_told_in_words(
    plugin: Any, connection: Connection, standin: Standin
) -> None:
    wrong = Credential(connection.credential.id, "d3Jvbmctc2VjcmV0LXdyb25nLXNlY3JldA==")
    credentials.save(replace(connection, credential=wrong))
    plugin.parts[0].show()
    (bar,) = open_dialog().findChildren(QgsMessageBar)
    text = wait_until(lambda: shown_in(bar))
    assert "could not be listed" in text
    assert "did not accept" in open_dialog().chooser.state.text()
    for said in (text, open_dialog().chooser.state.text()):
        assert wrong.secret not in said and wrong.id not in said
    assert not open_dialog().buttons.button(OPEN).isEnabled()


def test_an_unreachable_server_can_be_tried_again(
    plugin: Any, connection: Connection, standin: Standin, window: Window
) -> None:
    credentials.save(replace(connection, server="http://127.0.0.1:9"))
    plugin.parts[0].show()
    shown = open_dialog()
    (bar,) = shown.findChildren(QgsMessageBar)
    assert wait_until(lambda: shown_in(bar))
    shown.chooser.link.setText("ABC12")
    shown.chooser.choose()
    retry = wait_until(
        lambda: [b for b in window.messageBar().findChildren(QPushButton) if b.text() == "Retry"]
    )
    assert retry
    assert not QgsProject.instance().mapLayers()


def test_a_first_user_can_begin(plugin: Any, standin: Standin) -> None:
    key = standin.add_credential(team="TEAM01")
    plugin.parts[0].show()
    shown = open_dialog()
    assert "“New…” makes one" in shown.chooser.state.text()
    QTest.mouseClick(shown.chooser.new_connection, LEFT)
    form = wait_until(lambda: shown.findChild(ConnectionDialog))
    save = form.buttons.button(QDialogButtonBox.StandardButton.Save)
    assert not save.isEnabled()
    QTest.keyClicks(form.name, "First")
    form.server.setText(standin.url)
    QTest.keyClicks(form.credential_id, key.id)
    QTest.mouseClick(save, LEFT)
    assert "Give both" in form.verdict.text()
    QTest.keyClicks(form.secret, f" {key.secret} ")
    QTest.keyClicks(form.team_id, key.team)
    QTest.mouseClick(form.test, LEFT)
    wait_until(lambda: "It works" in form.verdict.text())
    assert "Maps: 2" in form.verdict.text() and key.account in form.verdict.text()
    QTest.keyClicks(form.team_id, "2")
    assert form.verdict.text() == ""  # that was about another team
    QTest.keyClick(form.team_id, Qt.Key.Key_Backspace)
    QTest.mouseClick(save, LEFT)
    wait_until(lambda: len(listed(shown)) == 2)
    assert shown.focusWidget() is shown.chooser.filter
    saved = credentials.load("First")
    assert saved.credential == Credential(key.id, key.secret)
    credentials.remove("First")


def test_what_was_said_of_a_secret_goes_when_it_is_saved_otherwise(dialog: OpenDialog) -> None:
    (bar,) = dialog.findChildren(QgsMessageBar)
    dialog.chooser._saved(dialog.chooser.connection.currentText(), "Kept until QGIS is closed.")
    assert "Kept until" in shown_in(bar)
    QTest.mouseClick(dialog.chooser.edit_connection, LEFT)
    form = wait_until(lambda: dialog.findChild(ConnectionDialog))
    QTest.mouseClick(form.buttons.button(QDialogButtonBox.StandardButton.Save), LEFT)
    wait_until(lambda: shown_in(bar) == "")


def test_a_renamed_connection_moves(qgis_app: Any, connection: Connection) -> None:
    form = ConnectionDialog(Desk(), credentials.load("County SAR"))
    form.name.setText("Night shift")
    form.save()
    assert credentials.names() == ["Night shift"]
    assert credentials.load("Night shift").credential == connection.credential


def test_a_name_is_not_taken_twice(qgis_app: Any, connection: Connection) -> None:
    form = ConnectionDialog(Desk(), Connection(""))
    form.name.setText("County SAR")
    form.kind.setCurrentIndex(Kind.UNSIGNED)
    form.save()
    assert "already" in form.verdict.text()
    assert credentials.load("County SAR") == connection


def test_forgetting_a_connection_is_asked(dialog: OpenDialog) -> None:
    QTest.mouseClick(dialog.chooser.remove_connection, LEFT)
    (forget,) = wait_until(
        lambda: [b for b in dialog.findChildren(QPushButton) if b.text() == "Forget"]
    )
    assert credentials.names() == ["County SAR"]
    QTest.mouseClick(forget, LEFT)
    assert credentials.names() == []
    assert listed(dialog) == []


def test_unload_closes_the_maps(plugin: Any, dialog: OpenDialog, window: Window) -> None:
    dialog.chooser.link.setText("ABC12")
    dialog.chooser.choose()
    wait_until(lambda: QgsProject.instance().mapLayers())
    plugin.unload()
    plugin.initGui()
    plugin.parts[0].show()
    again = open_dialog()
    wait_until(lambda: listed(again))
    again.chooser.link.setText("ABC12")
    again.chooser.choose()
    wait_until(lambda: "is open" in shown_in(window.messageBar()))


def test_a_cleared_project_closes_the_maps(plugin: Any, dialog: OpenDialog, window: Window) -> None:
    for _ in range(2):
        plugin.parts[0].show()
        shown = open_dialog()
        wait_until(lambda shown=shown: listed(shown))
        shown.chooser.link.setText("ABC12")
        shown.chooser.choose()
        wait_until(lambda: QgsProject.instance().mapLayers())
        assert "in use" not in shown_in(window.messageBar())
        QgsProject.instance().clear()
        assert not QgsProject.instance().mapLayers()


def test_what_cannot_be_shown_is_told(
    plugin: Any, dialog: OpenDialog, standin: Standin, window: Window
) -> None:
    broken = {**MARKER, "geometry": {"type": "Point", "coordinates": ["west", 39.2]}}
    whole = {**MARKER, "id": "6c8f1a52-0000-4000-8000-000000000002"}
    standin.add_map("BRK01", features=[broken, whole], team="TEAM01", title="Broken")
    dialog.chooser.link.setText("BRK01")
    dialog.chooser.choose()
    wait_until(lambda: "put aside" in shown_in(window.messageBar()))
    (marker,) = [
        layer
        for layer in QgsProject.instance().mapLayers().values()
        if layer.customProperty("caltopo/class") == "Marker"
    ]
    assert marker.featureCount() == 1


def test_a_number_that_cannot_be_read_is_told(
    plugin: Any, dialog: OpenDialog, standin: Standin, window: Window
) -> None:
    turned = {**MARKER, "properties": {**MARKER["properties"], "marker-rotation": 7}}
    standin.add_map("NAN01", features=[turned], team="TEAM01", title="Odd")
    standin.fault(Fault(FaultKind.NAN, path="NAN01/since/", times=None, named="marker-rotation"))
    dialog.chooser.link.setText("NAN01")
    dialog.chooser.choose()
    wait_until(lambda: "a number that cannot be read" in shown_in(window.messageBar()))
    assert "1 object of Odd" in shown_in(window.messageBar())
