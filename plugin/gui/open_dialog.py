# SPDX-License-Identifier: GPL-2.0-or-later
"""Choose a connection and one of its maps, or give a link."""

from __future__ import annotations

from typing import Any, Callable

from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QWidget

from .. import api
from ..caltopo.account import MapInfo, map_id_from
from ..caltopo.errors import AuthError, CalTopoError
from ..host import credentials, settings
from ..host.credentials import Connection
from . import maps_model, resources
from .connection_dialog import ConnectionDialog
from .desktop import Desktop
from .messages import Messages
from .work import Desk, Work

NO_CONNECTION = (
    "There is no connection yet. “New connection…” makes one: it takes the credential of a "
    "service account of your team, or the address of CalTopo Desktop."
)


class OpenDialog(QDialog):
    """Hands the chosen connection, map (id or link) and its title to ``chosen``, and closes."""

    # the children of ui/open_map.ui
    main_layout: Any
    connection: Any
    new_connection: Any
    edit_connection: Any
    remove_connection: Any
    filter: Any
    reload: Any
    maps: Any
    state: Any
    busy: Any
    link: Any
    buttons: Any

    def __init__(
        self, desk: Desk, chosen: Callable[[Any, str, str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        resources.set_up(self, "open_map")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._chosen = desk, chosen
        bar = QgsMessageBar(self)
        self.main_layout.insertWidget(0, bar)
        self._messages = Messages(bar)
        self._conn: Any = None
        self._listing: Work[list[MapInfo]] | None = None
        self._model = maps_model.MapsModel(self)
        self._shown = maps_model.MapsFilter(self)
        self._shown.setSourceModel(self._model)
        self.maps.setModel(self._shown)
        self.maps.sortByColumn(maps_model.CHANGED, Qt.SortOrder.DescendingOrder)
        self.connection.currentTextChanged.connect(self.list_maps)
        self.new_connection.clicked.connect(lambda: self._edit(Connection("")))
        self.edit_connection.clicked.connect(self._edit_chosen)
        self.remove_connection.clicked.connect(self._remove_chosen)
        self.filter.textChanged.connect(self._filter)
        self.reload.clicked.connect(lambda: self.list_maps(self.connection.currentText()))
        self.link.textChanged.connect(self._enable)
        self.maps.selectionModel().selectionChanged.connect(self._enable)
        self.maps.doubleClicked.connect(self.open_chosen)
        self.buttons.accepted.connect(self.open_chosen)
        self.buttons.rejected.connect(self.reject)
        self._fill_connections(settings.LAST_CONNECTION.get())

    def list_maps(self, name: str) -> None:
        """Read the maps of a connection in the background."""
        self._forget_listing()
        if not name:
            return
        settings.LAST_CONNECTION.set(name)
        try:
            self._conn = api.connection(name)
        except CalTopoError as error:
            self._failed(error)
            return
        self.state.setText("Reading the list of maps…")
        self.busy.show()
        self._listing = Work(
            f"Listing the maps of {name}", self._conn.maps, self._list, self._failed
        )
        self._desk.start(self._listing)
        self._enable()

    def show_maps(self, maps: list[MapInfo]) -> None:
        """Show a list of maps, newest change first."""
        self._model.show(maps)
        for column in range(self._model.columnCount()):
            self.maps.resizeColumnToContents(column)
        self.maps.setColumnWidth(0, min(max(self.maps.columnWidth(0), 220), 320))
        self._filter(self.filter.text())

    def open_chosen(self) -> None:
        """Hand over what is chosen; a link goes before a row of the list."""
        if self._conn is None or not self._reference():
            return
        conn, reference, title = self._conn, self._reference(), self._title()
        self.accept()
        self._chosen(conn, reference, title)

    def done(self, result: int) -> None:
        """Close, and expect no list any more."""
        self._forget_listing()
        super().done(result)

    def _reference(self) -> str:
        typed = self.link.text().strip()
        if typed:
            return typed
        info = self._selected()
        return info.id if info else ""

    def _title(self) -> str:
        info = self._selected()
        return info.title if info and not self.link.text().strip() else ""

    def _selected(self) -> MapInfo | None:
        rows = self.maps.selectionModel().selectedRows()
        return self._model.map_at(self._shown.mapToSource(rows[0]).row()) if rows else None

    def _enable(self, *_: object) -> None:
        usable = bool(self._reference())
        if self.link.text().strip():
            try:
                map_id_from(self.link.text())
            except CalTopoError:
                usable = False
        open_button = self.buttons.button(QDialogButtonBox.StandardButton.Open)
        open_button.setEnabled(usable and self._conn is not None)
        chosen = bool(self.connection.currentText())
        for button in (self.edit_connection, self.remove_connection, self.reload):
            button.setEnabled(chosen)

    def _filter(self, text: str) -> None:
        self._shown.show_matching(text)
        listed, shown = self._model.rowCount(), self._shown.rowCount()
        count = f"{listed}" if shown == listed else f"{shown} of {listed}"
        self.state.setText(f"{count} map{'' if listed == 1 else 's'}")
        if shown == 1 and text:
            self.maps.setCurrentIndex(self._shown.index(0, 0))
        self._enable()

    def _list(self, maps: list[MapInfo]) -> None:
        self._listing = None
        self.busy.hide()
        self.show_maps(maps)

    def _failed(self, error: CalTopoError) -> None:
        self._listing = None
        self.busy.hide()
        self.state.setText("")
        self._messages.failure(error)
        self._enable()

    def _forget_listing(self) -> None:
        if self._listing is not None:
            self._listing.cancel()
        self._listing, self._conn = None, None
        self.busy.hide()
        self._model.show([])
        self.state.setText("")
        self._enable()

    def _fill_connections(self, chosen: str) -> None:
        names = credentials.names()
        self.connection.blockSignals(True)
        self.connection.clear()
        self.connection.addItems(names)
        if chosen in names:
            self.connection.setCurrentText(chosen)
        self.connection.blockSignals(False)
        self.list_maps(self.connection.currentText())
        if not names:
            self.state.setText(NO_CONNECTION)
            self.new_connection.setFocus()

    def _edit_chosen(self) -> None:
        name = self.connection.currentText()
        try:
            self._edit(credentials.load(name))
        except AuthError as error:  # the form is where the credential can be entered again
            self._messages.failure(error)
            self._edit(credentials.without_credential(name))

    def _edit(self, connection: Connection) -> None:
        dialog = ConnectionDialog(self._desk, connection, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._saved(dialog.saved_name, dialog.notice))
        dialog.open()

    def _saved(self, name: str, notice: str) -> None:
        self._fill_connections(name)
        if notice:
            self._messages.warning(notice)

    def _remove_chosen(self) -> None:
        name = self.connection.currentText()
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.windowTitle())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"Forget the connection “{name}” and its secret?")
        box.addButton(QMessageBox.StandardButton.Cancel)
        forget = box.addButton("Forget", QMessageBox.ButtonRole.DestructiveRole)
        forget.clicked.connect(lambda: self._remove(name))
        box.open()

    def _remove(self, name: str) -> None:
        credentials.remove(name)
        self._fill_connections("")


class OpenMapPart:
    """The entry “Open map…” and its dialog, of which there is one at a time."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._dialog: OpenDialog | None = None
        desktop.open_dialog = self.show
        desktop.add_action("Open map…", self.show, in_toolbar=True)

    def show(self) -> None:
        """Show the dialog; one that is open already comes to the front."""
        if self._dialog is None:
            desktop = self._desktop
            self._dialog = OpenDialog(desktop.desk, desktop.maps.open, desktop.window)
            self._dialog.finished.connect(self._forget)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def remove(self) -> None:
        if self._dialog is not None:
            self._dialog.close()

    def _forget(self, _result: int) -> None:
        self._dialog = None
