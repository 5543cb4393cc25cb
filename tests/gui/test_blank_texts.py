# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of an object without texts: what is typed there is saved, and nothing before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.host.credentials import Connection
from gui.test_push import markers
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import QgsVectorLayer
from qgis.gui import QgsAttributeDialog, QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from standin import Standin


@pytest.fixture
def form(
    plugin: Any, connection: Connection, window: Window
) -> Iterator[tuple[QgsAttributeDialog, QgsVectorLayer]]:
    """The form of a marker without title and description, as QGIS's window makes it: Python does
    not know it for a form."""
    plugin.desktop.maps.open(api.connection(connection.name), "ABC12", "Ridge search")
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    layer = markers()
    assert layer.startEditing()
    registry = QgsGui.editorWidgetRegistry()
    if "TextEdit" not in registry.factories():
        registry.initEditors()
    (marker,) = layer.getFeatures()
    assert layer.changeAttributeValue(marker.id(), layer.fields().indexOf("title"), None)
    dialog = QgsAttributeDialog(layer, layer.getFeature(marker.id()), False)
    dialog.show()
    dialog.activateWindow()
    settle()
    yield dialog, layer
    if layer.isEditable():
        layer.rollBack()


def saved(
    form: tuple[QgsAttributeDialog, QgsVectorLayer], window: Window, standin: Standin
) -> dict[str, Any]:
    """The marker on the server after OK and Save."""
    dialog, layer = form
    dialog.accept()
    assert layer.commitChanges()
    wait_until(lambda: "On the map: 1 edited" in shown_in(window.messageBar()))
    (marker,) = standin.objects("ABC12").values()
    return dict(marker["properties"])


def test_one_types_as_the_form_opens(
    form: tuple[QgsAttributeDialog, QgsVectorLayer], window: Window, standin: Standin
) -> None:
    title = form[0].findChild(QLineEdit, "title")
    assert title.text() == "NULL"
    form[0].setFocus()
    title.deselect()
    title.setFocus(Qt.FocusReason.OtherFocusReason)  # as when the window comes to the front
    wait_until(lambda: QApplication.focusWidget() is title and title.hasSelectedText())
    QTest.keyClicks(title, "Voices")
    QTest.keyClick(title, Qt.Key.Key_Tab)
    text = form[0].findChild(QPlainTextEdit, "description")
    assert text.toPlainText() == "NULL"
    wait_until(lambda: QApplication.focusWidget() is text and text.textCursor().hasSelection())
    QTest.keyClicks(text, "Two teams")
    properties = saved(form, window, standin)
    assert (properties["title"], properties["description"]) == ("Voices", "Two teams")


def test_one_clicks_and_types(
    form: tuple[QgsAttributeDialog, QgsVectorLayer], window: Window, standin: Standin
) -> None:
    text = form[0].findChild(QPlainTextEdit, "description")
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton)
    wait_until(lambda: text.textCursor().hasSelection())
    QTest.keyClicks(text, "Two teams")
    assert saved(form, window, standin)["description"] == "Two teams"
