# SPDX-License-Identifier: GPL-2.0-or-later
"""Choose a connection and one of its maps, or give a link: one widget for dialog and tab."""

from __future__ import annotations

from datetime import datetime, timezone
from functools import partial
from typing import Any, Callable
from urllib.parse import urlsplit

from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QPixmap
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from .. import api
from ..caltopo.account import Listing, MapInfo, map_id_from
from ..caltopo.errors import AuthError, CalTopoError
from ..host import credentials, settings
from ..host.credentials import Connection
from ..host.sayings import in_words
from ..host.texts import tr
from . import maps_model, resources, thumbnails
from .connection_dialog import ConnectionDialog
from .connections import Accounts, Destination, Recent, destination, recent_maps
from .connections_import import ImportDialog
from .messages import Messages
from .questions import DESTROY, ask, question

Chosen = Callable[[Any, str, str], None]
MEASURED = 30  # rows by which columns get their widths
ALL, RECENT, BOOKMARKS = "all", "recent", "bookmarks"
TEAM = "team:"


class MapChooser(QWidget):
    """Lists the maps of saved connections and the maps opened lately.

    ``ready`` tells whether something is chosen, ``activated`` that a row was double-clicked.
    ``choose`` hands a connection of the api, the map's id and its title to ``chosen``.
    """

    ready = pyqtSignal(bool)
    activated = pyqtSignal()

    # the children of ui/map_chooser.ui
    main_layout: Any
    connection: Any
    new_connection: Any
    edit_connection: Any
    remove_connection: Any
    import_connections: Any
    filter: Any
    scope: Any
    reload: Any
    maps: Any
    preview: Any
    link: Any
    state: Any
    busy: Any

    def __init__(self, accounts: Accounts, chosen: Chosen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        resources.set_up(self, "map_chooser")
        self._accounts, self._chosen = accounts, chosen
        self.bar = QgsMessageBar(self)
        self.main_layout.insertWidget(0, self.bar)
        self._messages = Messages(self.bar)
        self._recent: dict[str, Recent] = {}
        self._told: CalTopoError | None = None
        self._notice: Any = None  # what the bar says of the connection that was saved last
        self._selected_id = ""  # of the map that was chosen before the list changed
        self._wanted = ""  # a connection made or changed here, to be shown next
        self._model = maps_model.MapsModel(self)
        self.maps.setModel(self._model)
        self.maps.header().setResizeContentsPrecision(MEASURED)
        self.maps.sortByColumn(maps_model.CHANGED, Qt.SortOrder.DescendingOrder)
        self.connection.currentTextChanged.connect(self._choose_connection)
        self.new_connection.clicked.connect(lambda: self._edit(Connection("")))
        self.edit_connection.clicked.connect(self._edit_chosen)
        self.remove_connection.clicked.connect(self._remove_chosen)
        self.import_connections.clicked.connect(self._import)
        self.filter.textChanged.connect(self._filter)
        self.scope.currentIndexChanged.connect(self._show_scope)
        self.reload.clicked.connect(self.list_maps)
        self.link.textChanged.connect(self._enable)
        self.maps.selectionModel().selectionChanged.connect(self._on_selected)
        self._model.modelAboutToBeReset.connect(self._before_reset)
        self._model.modelReset.connect(self._after_reset)
        self.maps.doubleClicked.connect(lambda _: self.activated.emit())
        accounts.changed.connect(self._on_changed)
        accounts.renewed.connect(self._fill_connections)

    def start(self) -> None:
        """Show the connections, and ask for the list of the one used last."""
        if not self.connection.count():
            self._fill_connections()
        if self._name():
            self.filter.setFocus()

    def let_go(self) -> None:
        """Expect no list any more."""
        self._accounts.changed.disconnect(self._on_changed)
        self._accounts.renewed.disconnect(self._fill_connections)

    @property
    def is_ready(self) -> bool:
        """Whether something is chosen."""
        typed = self.link.text().strip()
        if not typed:
            return self._selected() is not None
        try:
            map_id_from(typed)
        except CalTopoError:
            return False
        return True

    def list_maps(self) -> None:
        """Read the maps of the chosen connection anew, in the background."""
        self._told = None
        name = self.connection.currentText()
        if name:
            self._accounts.ask(name)

    def choose(self) -> bool:
        """Hand over what is chosen, a link before a row of the list; whether that was possible."""
        if not self.is_ready:
            return False
        typed, info = self.link.text().strip(), self._selected()
        if typed:
            there = destination(typed, self.connection.currentText())
            if there.strange:
                self._ask(there)
                return False
            return self._hand_over(there.connect, there.map_id, self._title_of(there))
        if info is None:
            return False
        recent = self._recent.get(info.id)
        connect = recent.connect if recent else partial(api.connection, self._name())
        return self._hand_over(connect, info.id, info.title)

    def _title_of(self, there: Destination) -> str:
        """As the chosen connection lists it; a map itself does not say how it is called."""
        listing = self._accounts.state(self._name()).listing
        if listing is None or there.connection != self._name():
            return ""
        return next((info.title for info in listing.maps if info.id == there.map_id), "")

    def _hand_over(self, connect: Callable[[], Any], map_id: str, title: str) -> bool:
        try:
            conn = connect()
        except CalTopoError as error:

            def again() -> None:
                self._hand_over(connect, map_id, title)

            self._messages.failure(error, again, self._mend(error))
            return False
        self._chosen(conn, map_id, title)
        return True

    def _ask(self, there: Destination) -> None:
        """A link may lead anywhere; nothing goes there without a yes."""
        host = urlsplit(there.server).netloc
        box = question(
            self,
            tr(
                "{host} is neither CalTopo's server nor that of one of your connections. Read "
                "the map {id} from there, without an account?"
            ).format(host=host, id=there.map_id),
        )
        read, role = tr("Read from {host}").format(host=host), QMessageBox.ButtonRole.YesRole
        ask(box, read, lambda: self._hand_over(there.connect, there.map_id, ""), role)

    # -- the list ---------------------------------------------------------------------------------

    def _name(self) -> str:
        return str(self.connection.currentText())

    def _selected(self) -> MapInfo | None:
        rows = self.maps.selectionModel().selectedRows()
        return self._model.map_at(rows[0].row()) if rows else None

    def _before_reset(self) -> None:
        info = self._selected()
        self._selected_id = info.id if info is not None else ""

    def _after_reset(self) -> None:
        row = self._model.row_of(self._selected_id) if self._selected_id else -1
        if row >= 0:
            self.maps.setCurrentIndex(self._model.index(row, 0))
        else:
            self._on_selected()

    def _on_selected(self, *_: object) -> None:
        """Show what the chosen map looked like here."""
        info = self._selected()
        recent = self._recent.get(info.id) if info is not None else None
        picture = QPixmap()
        if info is not None and (recent is not None or self._name()):
            server = recent.server if recent is not None else self._server()
            picture = thumbnails.picture_of(server, info.id)
        self.preview.setPixmap(picture)
        self.preview.setVisible(not picture.isNull())
        self._enable()

    def _server(self) -> str:
        return credentials.without_credential(self._name()).server

    def _choose_connection(self, name: str) -> None:
        if name:
            settings.LAST_CONNECTION.set(name)
            self.scope.setCurrentIndex(0)  # its maps, not those that were opened before it was made
        state = self._accounts.state(name)
        if name and state.listing is None and not state.reading:
            self.list_maps()
        self._show_state()

    def _on_changed(self, name: str) -> None:
        if name == self._name():
            self._show_state()

    def _show_state(self) -> None:
        """Show what is known of the chosen connection now."""
        state = self._accounts.state(self._name())
        self.busy.setVisible(state.reading)
        if state.error is not None and state.error is not self._told:
            self._told = state.error
            told = CalTopoError(
                tr("The maps of {name} could not be listed.").format(name=self._name()),
                details="\n".join((state.error.text, state.error.hint, state.error.details)),
            )
            self._messages.failure(told, again=self.list_maps, mend=self._mend(state.error))
        self._fill_scope(state.listing)
        self._show_scope()

    def _mend(self, error: CalTopoError) -> tuple[str, Callable[[], None]] | None:
        """What can be done here about a credential that is not accepted or cannot be read."""
        if isinstance(error, AuthError) and self._name():
            return tr("Connection…"), self._edit_chosen
        return None

    def _fill_scope(self, listing: Listing | None) -> None:
        before = self.scope.currentData()
        self.scope.blockSignals(True)
        self.scope.clear()
        self.scope.addItem(tr("All maps"), ALL)
        self.scope.addItem(tr("Opened lately"), RECENT)
        if listing is not None:
            if any(info.bookmark for info in listing.maps):
                self.scope.addItem(tr("Bookmarks"), BOOKMARKS)
            for team in listing.teams:
                self.scope.addItem(team.title, TEAM + team.id)
        found = self.scope.findData(before)
        if found < 0:  # without a list, what was opened before is all there is
            found = 1 if listing is None and not self._name() and recent_maps() else 0
        self.scope.setCurrentIndex(found)
        self.scope.blockSignals(False)

    def _show_scope(self, *_: object) -> None:
        listing = self._accounts.state(self._name()).listing
        self._recent, maps = {}, listing.maps if listing else []
        opened = self.scope.currentData() == RECENT
        if opened:
            self._recent = {each.id: each for each in recent_maps()}
            maps = [_as_info(each) for each in self._recent.values()]
        self._model.show(maps, self.filter.text(), self._accepted(), opened=opened)
        for column in range(self._model.columnCount()):
            self.maps.resizeColumnToContents(column)
        widest = self.maps.fontMetrics().averageCharWidth() * 45
        self.maps.setColumnWidth(0, min(max(self.maps.columnWidth(0), widest * 2 // 3), widest))
        self._say_matching()

    def _accepted(self) -> Callable[[MapInfo], bool]:
        """Which maps are of the chosen scope."""
        scope = self.scope.currentData() or ALL
        if scope == BOOKMARKS:
            return lambda info: info.bookmark
        if scope.startswith(TEAM):
            team = scope[len(TEAM) :]
            return lambda info: info.team_id == team
        return lambda info: True

    def _filter(self, text: str) -> None:
        self._model.show_matching(text, self._accepted())
        self._say_matching()

    def _say_matching(self) -> None:
        self.state.setText(self._said())
        if self._model.matching == 1 and self.filter.text():
            self.maps.setCurrentIndex(self._model.index(0, 0))
        self._enable()

    def _said(self) -> str:
        """The line below the list."""
        state, name = self._accounts.state(self._name()), self._name()
        listed, shown = self._model.total, self._model.matching
        if self.scope.currentData() != RECENT:
            if not name:
                return tr(
                    "There is no connection yet. “New…” makes one: it takes the credential of a "
                    "service account of your team, or the address of CalTopo Desktop. The link "
                    "of a public map opens without one."
                )
            if state.reading:
                return tr("Reading the list of maps…")
            if state.listing is None:
                error = state.error
                return in_words(error) if error else ""
        count = tr("1 map") if listed == 1 else tr("{count} maps").format(count=listed)
        if shown != listed:
            count = tr("{shown} of {count}").format(shown=shown, count=count)
        if state.error is not None and self.scope.currentData() != RECENT:
            count += tr(", as last listed")
        return count

    def _enable(self, *_: object) -> None:
        none = "" if self._name() else tr("There is no connection yet.")
        for button in (self.edit_connection, self.remove_connection):
            resources.enable(button, none)
        reading = self._accounts.state(self._name()).reading
        resources.enable(self.reload, none or (tr("Reading the list of maps…") if reading else ""))
        self.ready.emit(self.is_ready)

    # -- connections ------------------------------------------------------------------------------

    def _fill_connections(self) -> None:
        names = credentials.names()
        chosen = self._wanted or self._name() or settings.LAST_CONNECTION.get()
        self._wanted = ""
        self.connection.blockSignals(True)
        self.connection.clear()
        self.connection.addItems(names)
        if chosen in names:
            self.connection.setCurrentText(chosen)
        self.connection.blockSignals(False)
        self._choose_connection(self._name())
        if not names:
            self.new_connection.setFocus()

    def _edit_chosen(self) -> None:
        name = self._name()
        try:
            self._edit(credentials.load(name))
        except AuthError as error:  # the form is where the credential can be entered again
            self._messages.failure(error)
            self._edit(credentials.without_credential(name))

    def _edit(self, connection: Connection) -> None:
        dialog = ConnectionDialog(self._accounts.desk, connection, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._saved(dialog.saved_name, dialog.notice))
        dialog.open()

    def _import(self) -> None:
        dialog = ImportDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._saved(dialog.imported[0], ""))
        dialog.open()

    def _saved(self, name: str, notice: str) -> None:
        self._wanted = name
        self._fill_connections()
        self.filter.setFocus()
        if self._notice is not None:
            self._messages.close(self._notice)  # of how it was saved before
        self._notice = self._messages.warning(notice) if notice else None

    def _remove_chosen(self) -> None:
        name = self._name()
        box = question(self, tr("Forget the connection “{name}” and its secret?").format(name=name))
        ask(box, tr("Forget"), lambda: credentials.remove(name), DESTROY)


def _as_info(recent: Recent) -> MapInfo:
    opened = datetime.fromtimestamp(recent.opened, timezone.utc)
    where = recent.connection or urlsplit(recent.server).netloc
    return MapInfo(recent.id, recent.title, "", where, "", opened, "", False)
