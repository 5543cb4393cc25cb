# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of an object without a description: what is typed there, and nothing before it."""

from __future__ import annotations

from typing import Any

from caltopo_sync.plugin import api
from caltopo_sync.plugin.host.credentials import Connection
from gui.test_push import markers
from gui.window import Window, settle, shown_in, wait_until
from qgis.gui import QgsAttributeEditorContext, QgsAttributeForm, QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPlainTextEdit
from standin import Standin


def test_null_is_not_typed_behind(
    plugin: Any, connection: Connection, window: Window, standin: Standin
) -> None:
    plugin.desktop.maps.open(api.connection(connection.name), "ABC12", "Ridge search")
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    layer = markers()
    assert layer.startEditing()
    registry = QgsGui.editorWidgetRegistry()
    if "TextEdit" not in registry.factories():
        registry.initEditors()
    form = QgsAttributeForm(layer, next(layer.getFeatures()), QgsAttributeEditorContext())
    form.show()
    form.activateWindow()
    settle()
    text = form.findChild(QPlainTextEdit, "description")
    assert text.toPlainText() == "NULL"
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton)
    wait_until(lambda: text.textCursor().hasSelection())
    QTest.keyClicks(text, "Two teams")
    assert form.save() and layer.commitChanges()
    form.close()
    form.deleteLater()
    wait_until(lambda: "On the map: 1 edited" in shown_in(window.messageBar()))
    (marker,) = standin.objects("ABC12").values()
    assert marker["properties"]["description"] == "Two teams"
