# SPDX-License-Identifier: GPL-2.0-or-later
"""What forms have beside QGIS's own widgets, by mouse and keys, and that they write no more than
what is edited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.colour_button import ColourButton
from caltopo_sync.plugin.gui.editing_forms import NewButton
from caltopo_sync.plugin.host.credentials import Connection
from gui.objects import MARKER
from gui.pictures import draw
from gui.test_push import markers
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import NULL, QgsProject, QgsVectorLayer
from qgis.gui import (
    QgsAttributeDialog,
    QgsAttributeEditorContext,
    QgsAttributeForm,
    QgsGui,
)
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QInputDialog,
    QLineEdit,
    QTabWidget,
    QWidget,
)
from standin import Standin

LEFT = Qt.MouseButton.LeftButton
FOLDER: dict[str, Any] = {
    "type": "Feature",
    "id": "6c8f1a52-0000-4000-8000-00000000000f",
    "properties": {"class": "Folder", "title": "Old finds"},
    "geometry": None,
}


@pytest.fixture(autouse=True)
def editors(qgis_app: Any) -> None:
    """The widgets that forms are made of, as QGIS's window registers them."""
    registry = QgsGui.editorWidgetRegistry()
    if "TextEdit" not in registry.factories():
        registry.initEditors()


@pytest.fixture
def opened(
    plugin: Any, standin: Standin, connection: Connection, window: Window
) -> Iterator[api.Map]:
    """A map with a marker and a folder; each save is pushed."""
    standin.add_map("RDG41", features=[MARKER, FOLDER], team="TEAM01", title="Ridge")
    yield open_in(plugin, connection, window)


def open_in(plugin: Any, connection: Connection, window: Window) -> api.Map:
    plugin.desktop.maps.open(api.connection(connection.name), "RDG41", "Ridge")
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    window.messageBar().clearWidgets()
    found = plugin.desktop.maps.find("RDG41")
    found.wait(20)
    return found


@pytest.fixture
def shown() -> Iterator[list[QWidget]]:
    """Windows to close afterwards."""
    found: list[QWidget] = []
    yield found
    for each in found:
        each.close()
        each.deleteLater()
    settle()


def show(widget: QWidget) -> None:
    widget.show()
    widget.activateWindow()
    settle()


def dialog_of(layer: QgsVectorLayer, shown: list[QWidget]) -> QgsAttributeDialog:
    """The form of a layer's first object, as the identify tool opens it."""
    dialog = QgsAttributeDialog(layer, next(layer.getFeatures()), False)
    shown.append(dialog)
    show(dialog)
    return dialog


def box_of(window: QWidget, column: str = "folderId") -> QComboBox:
    (box,) = window.findChildren(QComboBox, column)
    return box


def button_of(window: QWidget, column: str = "folderId") -> NewButton:
    page = box_of(window, column).parent()
    found = wait_until(lambda: [b for b in window.findChildren(NewButton) if b.parent() is page])
    return found[0]


def texts_of(box: QComboBox) -> list[str]:
    return [box.itemText(n) for n in range(box.count())]


def typing(title: str, key: Any = Qt.Key.Key_Return) -> None:
    """What is typed into the question for a title, once it is on the screen."""

    def type_it(left: int = 100) -> None:
        asked = QApplication.activeModalWidget()
        if not isinstance(asked, QInputDialog):
            assert left, "nobody asked for a title"
            QTimer.singleShot(50, lambda: type_it(left - 1))
            return
        line = asked.findChild(QLineEdit)
        QTest.keyClicks(line, title)
        QTest.keyClick(line, key)

    QTimer.singleShot(0, type_it)


def put_into_a_new_folder(shown: list[QWidget]) -> QgsVectorLayer:
    """The layer of the marker that is in “New finds” then; not saved yet."""
    layer = markers()
    assert layer.startEditing()
    dialog = dialog_of(layer, shown)
    typing("New finds")
    QTest.mouseClick(button_of(dialog), LEFT)
    wait_until(lambda: box_of(dialog).currentText() == "New finds")
    dialog.accept()
    return layer


def folder_titles(server: Standin) -> set[str]:
    found = server.objects("RDG41").values()
    return {f["properties"]["title"] for f in found if f["properties"]["class"] == "Folder"}


def marker_on(server: Standin) -> dict[str, Any]:
    return dict(server.objects("RDG41")[("Marker", MARKER["id"])]["properties"])


def test_a_new_folder_is_chosen_and_goes_before_what_is_in_it(
    opened: api.Map, standin: Standin, window: Window, shown: list[QWidget]
) -> None:
    layer = markers()
    assert layer.startEditing()
    dialog = dialog_of(layer, shown)
    box, button = box_of(dialog), button_of(dialog)
    assert texts_of(box)[1:] == ["Old finds"] and button.isEnabled()
    standin.clear_calls()
    typing("New finds")
    QTest.mouseClick(button, LEFT)
    wait_until(lambda: box.currentText() == "New finds")
    assert texts_of(box)[1:] == ["New finds", "Old finds"]
    assert opened.unsent() == 1 and folder_titles(standin) == {"Old finds"}
    QTest.mouseClick(
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok), LEFT
    )
    assert layer.commitChanges()
    wait_until(lambda: "On the map" in shown_in(window.messageBar()))
    (folder,) = [
        id for (cls, id), f in standin.objects("RDG41").items()
        if cls == "Folder" and f["properties"]["title"] == "New finds"
    ]  # fmt: skip
    assert marker_on(standin)["folderId"] == folder
    sent = [call.path for call in standin.calls if call.method == "POST"]
    assert [path.split("/")[-1] for path in sent] == ["Folder", MARKER["id"]]
    opened.wait(20)
    assert next(layer.getFeatures())["folderId"] == folder and opened.unsent() == 0


def test_keys_alone_name_a_period_for_an_assignment(
    plugin: Any, window: Window, shown: list[QWidget]
) -> None:
    practice = open_practice(plugin, window)
    layer = practice.layers()["Assignment_polygon"]
    dialog = dialog_of(layer, shown)
    box = box_of(dialog, "operationalPeriodId")
    button = button_of(dialog, "operationalPeriodId")
    assert not button.isEnabled()  # as the list is, while nobody edits the layer
    assert layer.startEditing()
    settle()
    assert button.isEnabled() and button_of(dialog).isEnabled()
    count = box.count()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Tab)
    wait_until(button.hasFocus)
    typing("Never", Qt.Key.Key_Escape)
    QTest.keyClick(button, Qt.Key.Key_Space)
    typing("OP 9: Monday")
    QTest.keyClick(button, Qt.Key.Key_Space)
    wait_until(lambda: box.currentText() == "OP 9: Monday")
    assert box.count() == count + 1 and dialog.focusWidget() is box
    assert box.itemText(0) == "(no selection)"
    (change,) = practice.changes()
    assert (change.kind, change.cls) == ("add", "OperationalPeriod")
    draw(dialog, "form_new_period")
    report = practice.undo()
    assert report.deleted == 1 and practice.changes() == []
    layer.rollBack()


def open_practice(plugin: Any, window: Window) -> Any:
    plugin.desktop.open_practice()
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    window.messageBar().clearWidgets()
    return plugin.desktop.maps.find("EKL26")


def test_one_that_is_there_is_not_made_twice(
    opened: api.Map, window: Window, shown: list[QWidget]
) -> None:
    layer = markers()
    assert layer.startEditing()
    dialog = dialog_of(layer, shown)
    typing(" old FINDS ")
    QTest.mouseClick(button_of(dialog), LEFT)
    assert box_of(dialog).currentText() == "Old finds" and box_of(dialog).count() == 2
    assert opened.changes() == []
    with opened._lane.turn():  # as a push has it that waits for a slow server
        typing("New finds")
        QTest.mouseClick(button_of(dialog), LEFT)
        wait_until(lambda: "“New finds” is made as soon as" in shown_in(window.messageBar()))
    wait_until(lambda: box_of(dialog).currentText() == "New finds")
    layer.rollBack()


def test_an_edit_of_one_value_leaves_the_others_alone(
    plugin: Any, window: Window, shown: list[QWidget]
) -> None:
    """Colours without ``#``, values nobody documented, NULL: what real maps have."""
    practice = open_practice(plugin, window)
    edited = 0
    for layer in practice.layers().values():
        if layer.readOnly():
            continue
        assert layer.startEditing()
        for row in list(layer.getFeatures())[:3]:
            dialog = QgsAttributeDialog(layer, row, False)
            shown.append(dialog)
            show(dialog)
            line = next(
                e for e in dialog.findChildren(QLineEdit)
                if e.objectName() in ("title", "name", "letter") and not e.isReadOnly()
            )  # fmt: skip
            column = line.objectName()
            line.setText("Edited")
            dialog.accept()
            now = layer.getFeature(row.id())
            names = [field.name() for field in layer.fields()]
            differing = [name for name in names if now[name] != row[name]]
            assert differing == [column], (layer.name(), row["caltopo_id"])
            edited += 1
        layer.rollBack()
    assert edited > 10


def test_a_long_text_stays_as_it_was_written(
    opened: api.Map, standin: Standin, shown: list[QWidget]
) -> None:
    """QGIS's field for it knows one kind of line end and of blank; it gives back what is typed."""
    written = "Found by\u00a0dog\r\nat dusk"
    standin.colleague("RDG41").edit("Marker", MARKER["id"], {"description": written})
    opened.refresh()
    layer = markers()
    for edited in ({"title": "Boots"}, {"title": "Boot", "description": "Typed\nanew"}):
        assert layer.startEditing()
        dialog = dialog_of(layer, shown)
        for column, text in edited.items():
            dialog.attributeForm().changeAttribute(column, text)
        dialog.accept()
        assert layer.commitChanges()
        opened.push()
        expected = edited.get("description", written)
        assert next(layer.getFeatures())["description"] == expected
        assert marker_on(standin)["description"] == expected
        assert marker_on(standin)["title"] == edited["title"]


def test_a_colour_is_chosen_and_its_text_stays_until_then(
    opened: api.Map, standin: Standin, window: Window, shown: list[QWidget]
) -> None:
    layer = markers()
    dialog = dialog_of(layer, shown)
    (button,) = wait_until(lambda: dialog.findChildren(ColourButton))
    assert not button.isEnabled()
    assert layer.startEditing()
    settle()
    assert button.isEnabled()
    line = dialog.findChild(QLineEdit, "marker_color")
    for text, colour in (("2E7D32", "#2e7d32"), ("#FF0000", "#ff0000"), ("None", "")):
        line.setText(text)
        assert line.text() == text and button.color().isValid() == bool(colour)
        assert not colour or button.color().name() == colour
    button.setColor(QColor("#0b63b5"))  # as its menu and its window do
    assert line.text() == "#0B63B5"
    dialog.findChild(QTabWidget).setCurrentIndex(1)
    dialog.resize(dialog.sizeHint())
    draw(dialog, "form_colour")
    dialog.accept()
    assert layer.commitChanges()
    wait_until(lambda: "On the map" in shown_in(window.messageBar()))
    assert marker_on(standin)["marker-color"] == "#0B63B5"


def test_a_folder_is_hidden_on_the_map(
    opened: api.Map, standin: Standin, window: Window, shown: list[QWidget]
) -> None:
    layer = opened.layers()["Folder"]
    assert layer.startEditing()
    dialog = dialog_of(layer, shown)
    box = box_of(dialog, "visible")
    box.setFocus()
    QTest.keyClicks(box, "No")
    assert box.currentText() == "No"
    dialog.accept()
    assert layer.commitChanges()
    wait_until(lambda: "On the map" in shown_in(window.messageBar()))
    assert standin.objects("RDG41")[("Folder", FOLDER["id"])]["properties"]["visible"] is False


def test_only_forms_of_maps_have_it(opened: api.Map, window: Window, shown: list[QWidget]) -> None:
    other = QgsVectorLayer("Point?crs=EPSG:4326&field=folderId:string", "Other", "memory")
    QgsProject.instance().addMapLayer(other)
    setup = markers().editorWidgetSetup(markers().fields().indexOf("folderId"))
    other.setEditorWidgetSetup(0, setup)
    assert other.startEditing()
    folders = opened.layers()["Folder"]
    for layer in (other, folders):
        form = QgsAttributeForm(layer, next(folders.getFeatures()), QgsAttributeEditorContext())
        shown.append(form)
        show(form)
        wait_until(lambda form=form: form.isAncestorOf(QApplication.focusWidget()))
        settle()
        assert box_of(form) and not form.findChildren(NewButton)
    other.rollBack()


def test_many_at_once_and_the_search_in_a_form(
    opened: api.Map, standin: Standin, window: Window, shown: list[QWidget]
) -> None:
    layer = markers()
    layer.selectAll()
    assert layer.startEditing()
    form = QgsAttributeForm(layer, next(layer.getFeatures()), QgsAttributeEditorContext())
    shown.append(form)
    show(form)
    button, box = button_of(form), box_of(form)
    form.setMode(QgsAttributeEditorContext.Mode.SearchMode)
    settle()
    assert not button.isVisible()
    form.setMode(QgsAttributeEditorContext.Mode.MultiEditMode)
    settle()
    assert button.isVisible()
    typing("For all")
    QTest.mouseClick(button, LEFT)
    wait_until(lambda: box.currentText() == "For all")
    assert form.save() and layer.commitChanges()
    wait_until(lambda: "On the map" in shown_in(window.messageBar()))
    assert "For all" in folder_titles(standin) and marker_on(standin)["folderId"]


def test_taken_back_after_it_was_sent(
    opened: api.Map, standin: Standin, window: Window, shown: list[QWidget]
) -> None:
    layer = put_into_a_new_folder(shown)
    assert layer.commitChanges()
    wait_until(lambda: "On the map" in shown_in(window.messageBar()))
    opened.wait(20)
    assert [push["added"] for push in opened.history()] == [0, 1]  # the newest first
    for left in ({"Old finds", "New finds"}, {"Old finds"}):
        opened.undo_push()
        opened.wait(20)
        assert marker_on(standin).get("folderId") is None and folder_titles(standin) == left


def test_taken_back_before_the_object_is_saved(
    opened: api.Map, standin: Standin, window: Window, shown: list[QWidget]
) -> None:
    layer = put_into_a_new_folder(shown)
    opened.undo()
    assert layer.commitChanges()
    opened.wait(20)
    assert marker_on(standin)["folderId"] is None and folder_titles(standin) == {"Old finds"}
    assert next(layer.getFeatures())["folderId"] in (None, NULL) and opened.changes() == []
