# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of an object without a description: what is typed there, and nothing before it."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.host.credentials import Connection
from gui.test_push import markers
from gui.window import Window, settle, shown_in, wait_until
from qgis.gui import QgsAttributeDialog, QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPlainTextEdit
from standin import Standin


def click(text: QPlainTextEdit) -> None:
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton)


def tab(text: QPlainTextEdit) -> None:
    text.setFocus(Qt.FocusReason.TabFocusReason)


@pytest.mark.parametrize("came", [click, tab])
def test_null_is_not_typed_behind(
    came: Callable[[QPlainTextEdit], None],
    plugin: Any,
    connection: Connection,
    window: Window,
    standin: Standin,
) -> None:
    plugin.desktop.maps.open(api.connection(connection.name), "ABC12", "Ridge search")
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    layer = markers()
    assert layer.startEditing()
    registry = QgsGui.editorWidgetRegistry()
    if "TextEdit" not in registry.factories():
        registry.initEditors()
    # made by QGIS as the window makes it, where Python does not know the form for one
    dialog = QgsAttributeDialog(layer, next(layer.getFeatures()), False)
    dialog.show()
    dialog.activateWindow()
    settle()
    text = dialog.findChild(QPlainTextEdit, "description")
    assert text.toPlainText() == "NULL"
    came(text)
    wait_until(lambda: text.textCursor().hasSelection())
    QTest.keyClicks(text, "Two teams")
    dialog.accept()
    assert layer.commitChanges()
    wait_until(lambda: "On the map: 1 edited" in shown_in(window.messageBar()))
    (marker,) = standin.objects("ABC12").values()
    assert marker["properties"]["description"] == "Two teams"
