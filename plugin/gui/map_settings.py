# SPDX-License-Identifier: GPL-2.0-or-later
"""Give a map another title or way of sharing, or delete it after typing its title."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import api
from ..caltopo.account import MapInfo
from ..caltopo.errors import CalTopoError
from ..host import credentials, settings
from ..host.sayings import in_words
from ..host.texts import tr
from . import resources
from .desktop import Desktop
from .new_map import sharings
from .work import Work
from .working_dialog import WorkingDialog


class MapSettingsDialog(WorkingDialog):
    """About one map of a connection's list; nothing is sent before a button is pressed."""

    # the children of ui/map_settings.ui
    connection: Any
    map: Any
    title: Any
    sharing: Any
    save: Any
    typed: Any
    delete: Any
    state: Any
    busy: Any
    buttons: Any

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop, "map_settings")
        self._maps: list[MapInfo] = []
        self._wanted, name = _current(desktop)
        self.sharing.addItem(tr("as it is"), None)
        for text, value in sharings():
            self.sharing.addItem(text, value)
        self.connection.currentTextChanged.connect(self._on_connection)
        self.map.currentIndexChanged.connect(self._on_map)
        self.title.textChanged.connect(self._enable)
        self.sharing.currentIndexChanged.connect(self._enable)
        self.typed.textChanged.connect(self._enable)
        self.save.clicked.connect(lambda: self.start_saving())
        self.delete.clicked.connect(lambda: self.start_deleting())
        self.buttons.rejected.connect(self.reject)
        desktop.accounts.changed.connect(self._on_listing)
        names = credentials.names()
        self.connection.addItems(names)
        for wanted in (name, settings.LAST_CONNECTION.get()):
            if wanted in names:
                self.connection.setCurrentText(wanted)
                break
        self._on_connection()

    @property
    def info(self) -> MapInfo | None:
        """The map that is chosen."""
        index = self.map.currentIndex()
        return self._maps[index] if 0 <= index < len(self._maps) else None

    def _on_connection(self, *_: object) -> None:
        name = self.connection.currentText()
        accounts = self._desktop.accounts
        if name and accounts.state(name).listing is None:
            accounts.ask(name)
        self._on_listing(name)

    def _on_listing(self, name: str) -> None:
        if name != self.connection.currentText():
            return
        state = self._desktop.accounts.state(name)
        chosen = self.info.id if self.info is not None else self._wanted
        there = state.listing.maps if state.listing is not None else []
        self._maps = [m for m in there if not m.bookmark]  # those of others are theirs
        self.map.blockSignals(True)
        self.map.clear()
        self.map.addItems([m.title + "  (" + m.id + ")" for m in self._maps])
        ids = [m.id for m in self._maps]
        self.map.setCurrentIndex(ids.index(chosen) if chosen in ids else 0)
        self.map.blockSignals(False)
        self._on_map()
        if not name:
            self.state.setText(tr("There is no connection yet; add one in “Open map…”."))
        elif state.reading and not self._maps:
            self.state.setText(tr("Reading the list of maps…"))
        elif state.error is not None:
            self.state.setText(in_words(state.error))

    def _on_map(self, *_: object) -> None:
        info = self.info
        self.title.setText(info.title if info is not None else "")
        self.sharing.setCurrentIndex(0)
        self.typed.clear()
        self._enable()

    def _enable(self, *_: object) -> None:
        info, idle = self.info, not self._working
        title = self.title.text().strip()
        changed = info is not None and (
            title != info.title.strip() or self.sharing.currentData() is not None
        )
        why = "" if changed and title else tr("Give another title or sharing first.")
        resources.enable(self.save, self.why_busy or why)
        same = info is not None and self.typed.text().strip() == info.title.strip()
        why = "" if same and self.typed.text().strip() else tr("Type the map's title first.")
        resources.enable(self.delete, self.why_busy or why)
        for widget in (self.connection, self.map, self.title, self.sharing, self.typed):
            widget.setEnabled(idle and (info is not None or widget is self.connection))
        if idle:
            self.state.clear()

    def start_saving(self) -> None:
        """Send title and sharing, those that are others than before."""
        info, title = self.info, self.title.text().strip()
        if info is None:
            return
        sharing = self.sharing.currentData()
        new = title if title != info.title.strip() else None

        def done(_: Any) -> None:
            called = tr("The map {id} is now called “{title}”.").format(id=info.id, title=title)
            shared = tr("“{title}” is shared otherwise now.").format(title=title)
            self._tell(called if new else shared)

        self._begin(
            tr("Changing the map {title}").format(title=info.title),
            lambda conn: conn.edit_map(info.id, new, sharing, info.team_id or None),
            done,
        )

    def start_deleting(self) -> None:
        """Delete the map whose title was typed; it is kept as a file before."""
        info, typed = self.info, self.typed.text()
        if info is None:
            return
        desktop = self._desktop

        def done(kept: Any) -> None:
            opened = desktop.maps.find(info.id)
            if opened is not None:
                desktop.maps.close(opened)
            self._tell(
                tr("The map “{title}” is deleted. What it held is kept in {path}").format(
                    title=info.title, path=kept
                )
            )

        self._begin(
            tr("Deleting the map {title}").format(title=info.title),
            lambda conn: conn.delete_map(info.id, typed, info.team_id or None),
            done,
        )

    def _begin(
        self, title: str, job: Callable[[api.Connection], Any], done: Callable[[Any], None]
    ) -> None:
        name = self.connection.currentText()

        def finished(result: Any) -> None:
            self._working = False
            self._desktop.accounts.ask(name)
            done(result)

        try:
            conn = api.connection(name)
        except CalTopoError as error:
            self._fail(error)
            return
        self._show(True, title + "…")
        self._desktop.desk.start(Work(title, lambda: job(conn), finished, self._fail))

    def _tell(self, text: str) -> None:
        self._desktop.messages.info(text)
        if not self._gone:
            self.accept()

    def done(self, result: int) -> None:
        """Close; what was begun is told of in the window."""
        if not self._gone:
            self._gone = True
            self._desktop.accounts.changed.disconnect(self._on_listing)
        super().done(result)


def _current(desktop: Desktop) -> tuple[str, str]:
    """Id and connection of the open map that the active layer is of, or of the one opened last."""
    maps = desktop.maps
    opened = maps.of_layer(desktop.iface.activeLayer()) or next(reversed(maps.all()), None)
    return (opened.id, maps.connection_of(opened)) if opened is not None else ("", "")
