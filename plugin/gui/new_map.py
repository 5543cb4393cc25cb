# SPDX-License-Identifier: GPL-2.0-or-later
"""Make a new map: empty, or with the objects of a map, a backup or layers, in one request."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialogButtonBox, QListWidgetItem

from .. import api
from ..caltopo.account import MapFolder, map_id_from
from ..caltopo.errors import CalTopoError
from ..caltopo.newmap import Made, NewMap
from ..host import credentials, settings
from ..host.texts import tr
from ..layers.sources import LayerSource
from . import resources
from .desktop import Desktop
from .values import objects_in_words
from .work import Work
from .working_dialog import WorkingDialog

NOTHING, MAP, BACKUP, LAYERS = range(4)
DATA = Qt.ItemDataRole.UserRole


def sharings() -> list[tuple[str, str]]:
    """CalTopo's ways of sharing, with words for them."""
    return [
        (tr("Secret: whoever has the link"), "SECRET"),
        (tr("Private: the team alone"), "PRIVATE"),
        (tr("URL: the link shows it"), "URL"),
        (tr("Public: everybody can find it"), "PUBLIC"),
    ]


class NewMapDialog(WorkingDialog):
    """A form; what is made is opened here if wanted.  Stays with the reason when it failed."""

    # the children of ui/new_map.ui
    connection: Any
    title: Any
    mode: Any
    sharing: Any
    team: Any
    folder: Any
    start_with: Any
    pages: Any
    template: Any
    backup: Any
    layers: Any
    base_layers: Any
    open_it: Any
    state: Any
    busy: Any
    buttons: Any

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop, "new_map")
        self._folders: list[MapFolder] = []
        self.mode.addItem(tr("Search and rescue"), "sar")
        self.mode.addItem(tr("Recreation"), "cal")
        for text, value in sharings():
            self.sharing.addItem(text, value)
        self.start_with.addItems(
            [tr("nothing"), tr("the objects of another map"), tr("the objects of a backup"),
             tr("layers of this project")]
        )  # fmt: skip
        self.backup.setFilter(tr("Backups") + " (*.geojson *.json)")
        self.backup.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self._list_layers()
        self.make = self.buttons.addButton(tr("&Make"), QDialogButtonBox.ButtonRole.ActionRole)
        self.make.setDefault(True)
        self.make.clicked.connect(lambda: self.start())
        self.buttons.rejected.connect(self.reject)
        self.connection.currentTextChanged.connect(self._on_connection)
        self.team.currentIndexChanged.connect(self._on_team)
        self.start_with.currentIndexChanged.connect(self.pages.setCurrentIndex)
        for signal in (
            self.title.textChanged,
            self.start_with.currentIndexChanged,
            self.template.editTextChanged,
            self.base_layers.editTextChanged,
            self.backup.fileChanged,
            self.layers.itemChanged,
        ):
            signal.connect(self._enable)
        desktop.accounts.changed.connect(self._on_listing)
        names = credentials.names()
        self.connection.addItems(names)
        if settings.LAST_CONNECTION.get() in names:
            self.connection.setCurrentText(settings.LAST_CONNECTION.get())
        self._on_connection()

    # -- the form -------------------------------------------------------------------------------

    def _list_layers(self) -> None:
        for layer in QgsProject.instance().layerTreeRoot().layerOrder():
            if isinstance(layer, QgsVectorLayer) and layer.isValid() and layer.isSpatial():
                item = QListWidgetItem(layer.name())
                item.setData(DATA, layer.id())
                item.setCheckState(Qt.CheckState.Unchecked)
                self.layers.addItem(item)

    def _chosen_layers(self) -> list[QgsVectorLayer]:
        items = map(self.layers.item, range(self.layers.count()))
        ids = [i.data(DATA) for i in items if i.checkState() == Qt.CheckState.Checked]
        found = (QgsProject.instance().mapLayer(id) for id in ids)
        return [layer for layer in found if isinstance(layer, QgsVectorLayer)]

    def _on_connection(self, *_: object) -> None:
        name = self.connection.currentText()
        accounts = self._desktop.accounts
        if name and accounts.state(name).listing is None:
            accounts.ask(name)
        self._on_listing(name)

    def _on_listing(self, name: str) -> None:
        """The list of a connection's maps is another than before."""
        if name != self.connection.currentText():
            return
        listing = self._desktop.accounts.state(name).listing
        teams = listing.teams if listing is not None else []
        there = sorted(listing.maps, key=lambda m: m.title.casefold()) if listing else []
        self.team.blockSignals(True)
        self.team.clear()
        self.team.addItem(tr("of the connection"), None)
        for team in teams:
            self.team.addItem(team.title, team.id)
        self.team.blockSignals(False)
        for box in (self.template, self.base_layers):
            said = box.currentText()
            box.clear()
            box.addItem("")
            box.addItems([m.title + "  (" + m.id + ")" for m in there])
            box.setCurrentText(said)
        self._folders = []
        self._on_team()
        if listing is not None:
            self._look_for_folders(name)
        self._enable()

    def _look_for_folders(self, name: str) -> None:
        try:
            conn = api.connection(name)
        except CalTopoError as error:
            self.state.setText(error.text)
            return

        def found(folders: list[MapFolder]) -> None:
            if not self._gone and name == self.connection.currentText():
                self._folders = folders
                self._on_team()

        self._start(tr("Folders of {name}").format(name=name), partial(conn.folders, False), found)

    def _on_team(self, *_: object) -> None:
        team, said = self.team.currentData(), self.folder.currentText()
        self.folder.clear()
        self.folder.addItem("", None)
        for each in self._folders:
            if team in (None, each.team_id):
                self.folder.addItem(each.path, each.id)
        self.folder.setCurrentIndex(max(0, self.folder.findText(said)))

    def ready(self) -> str:
        """Why no map can be made of the form as it stands, or ""."""
        if not self.connection.currentText():
            return tr("There is no connection yet; add one in “Open map…”.")
        if not self.title.text().strip():
            return tr("Give the map a title.")
        start = self.start_with.currentIndex()
        if start == MAP and not _map_id(self.template.currentText()):
            return tr("Choose the other map, or paste its id or link.")
        if start == BACKUP and not self.backup.filePath().strip():
            return tr("Choose the backup.")
        if start == LAYERS and not self._chosen_layers():
            return tr("Tick the layers.")
        if self.base_layers.currentText().strip() and not _map_id(self.base_layers.currentText()):
            return tr("The map to take base layers from is neither id nor link.")
        return ""

    def _enable(self, *_: object) -> None:
        reason = self.ready()
        resources.enable(self.make, reason or self.why_busy)
        if not self._working:
            self.state.setText(reason)

    # -- making ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Make it."""
        if self.ready() or self._working:
            return
        title, open_it = self.title.text().strip(), self.open_it.isChecked()
        desktop, name = self._desktop, self.connection.currentText()
        try:
            conn = api.connection(name)
            features = self._features(conn)
        except CalTopoError as error:
            self._fail(error)
            return
        like = _map_id(self.base_layers.currentText())
        mode, sharing = self.mode.currentData(), self.sharing.currentData()
        folder, team = self.folder.currentData(), self.team.currentData()

        def job() -> Made:
            found, left_out = features()
            layers = conn.base_layers_of(like) if like else None
            made = conn.make_map(NewMap(title, found, mode, sharing, folder, layers), team)
            made.left_out[:0] = left_out
            return made

        def done(made: Made) -> None:
            text = tr("The map “{title}” is made: {objects}, {server}/m/{id}").format(
                title=title, objects=objects_in_words(made.objects), server=conn.server, id=made.id
            )
            if made.left_out:
                count = len(made.left_out)
                text += " " + tr("{count} could not be taken over.").format(count=count)
                desktop.messages.warning(text, "\n".join(made.left_out))
            else:
                desktop.messages.info(text)
            desktop.accounts.ask(name)
            if open_it:
                desktop.maps.open(conn, made.id, title)
            if not self._gone:
                self.accept()

        self._show(True, tr("Making the map…"))
        self._start(tr("Making the map {title}").format(title=title), job, done)

    def _features(self, conn: api.Connection) -> Callable[[], tuple[list[Any], list[str]]]:
        """What reads the objects to begin with, for another thread."""
        start = self.start_with.currentIndex()
        if start == MAP:
            id = _map_id(self.template.currentText())
            return lambda: (conn.features_of(id), [])
        if start == BACKUP:
            path = self.backup.filePath().strip()
            return lambda: (conn.features_in(path), [])
        sources = [LayerSource(layer) for layer in self._chosen_layers()] if start == LAYERS else []

        def read() -> tuple[list[Any], list[str]]:
            drawn = conn.features_from(sources)
            return drawn.features, drawn.left_out

        return read

    def _start(self, title: str, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._desktop.desk.start(Work(title, job, done, self._fail))

    def done(self, result: int) -> None:
        """Close; a map that is being made is told of in the window."""
        if not self._gone:
            self._gone = True
            self._desktop.accounts.changed.disconnect(self._on_listing)
        super().done(result)


def _map_id(text: str) -> str:
    """Of ``Title  (ABC12)``, an id or a link; "" where it is none."""
    said = text.strip()
    if said.endswith(")") and "  (" in said:
        said = said.rpartition("  (")[2][:-1]
    try:
        return map_id_from(said)
    except CalTopoError:
        return ""
