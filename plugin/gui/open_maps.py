# SPDX-License-Identifier: GPL-2.0-or-later
"""The maps that are open in this window, from the wish to open one to its closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from .. import api
from ..caltopo.errors import AuthError, CalTopoError
from ..host import credentials, settings
from ..host.sayings import said
from ..host.texts import tr
from ..session.practice import PracticeMap
from .connection_dialog import ConnectionDialog
from .messages import Messages
from .telling import Telling
from .values import objects_in_words, when
from .work import Desk, Work


class OpenMaps(QObject):
    """Opens maps in the background and keeps those that are open.  Main thread.

    ``opened`` tells of a map whose layers are in the project now, ``closing`` of one that is about
    to be closed: whoever holds on to it lets go.  ``telling`` speaks of their jobs.
    """

    opened = pyqtSignal(object)
    closing = pyqtSignal(object)

    def __init__(self, desk: Desk, messages: Messages, window: QWidget | None = None) -> None:
        super().__init__()
        self.telling = Telling(messages, window)
        self._desk, self._messages = desk, messages
        self._maps: list[api.Map] = []
        self._connections: dict[api.Map, str] = {}
        self._asking: ConnectionDialog | None = None

    def all(self) -> list[api.Map]:
        """The open maps, in the order they were opened."""
        return list(self._maps)

    def follow(
        self, opened: Callable[[api.Map], object], closing: Callable[[api.Map], object]
    ) -> Callable[[], None]:
        """Call ``opened`` with every map that is open or opens, ``closing`` with one before it
        closes, until what this returns is called."""
        self.opened.connect(opened)
        self.closing.connect(closing)
        for each in self.all():
            opened(each)

        def end() -> None:
            self.opened.disconnect(opened)
            self.closing.disconnect(closing)

        return end

    def connection_of(self, opened: api.Map) -> str:
        """The name of the saved connection a map came by, or ""."""
        return self._connections.get(opened, "")

    def find(self, map_id: str) -> api.Map | None:
        """The open map with that id."""
        return next((m for m in self._maps if m.id == map_id), None)

    def of_layer(self, layer: object) -> api.Map | None:
        """The open map a layer belongs to."""
        return next((m for m in self._maps if layer in m.layers().values()), None)

    def open(self, conn: Any, reference: str, title: str) -> None:
        """Read a map (id or link) with a connection of the api and add its layers."""
        shown = title or reference
        push_on_save = settings.PUSH_ON_SAVE.get()
        work: Work[Any]

        def done(opened: Any) -> None:
            self._messages.close(item)
            self.show(opened, conn.name)

        def failed(error: CalTopoError) -> None:
            self._messages.close(item)
            mend = None
            if isinstance(error, AuthError):
                mend = self._form(
                    conn.name, lambda name: self.open(api.connection(name), reference, title)
                )
            again = partial(self.open, conn, reference, title)
            self._messages.failure(error, again=again, mend=mend)

        def cancel() -> None:
            work.cancel()
            self._messages.close(item)

        work = Work(
            tr("Opening the CalTopo map {title}").format(title=shown),
            lambda: conn.open_map(reference, push_on_save=push_on_save),
            done,
            failed,
            dropped=lambda opened: opened.close(),
        )
        item: QgsMessageBarItem = self._messages.progress(
            tr("Opening {title}…").format(title=shown), cancel
        )
        self._desk.start(work)

    def close(self, opened: api.Map) -> None:
        """Close a map; what is not pushed yet stays for the next time."""
        self._maps.remove(opened)
        self._connections.pop(opened, None)
        self.closing.emit(opened)
        self.telling.leave(opened)
        opened.refused.disconnect()
        try:
            opened.close()
        except CalTopoError as error:
            self._messages.failure(error)

    def close_all(self) -> None:
        """Close every map that is open here."""
        for opened in reversed(self.all()):
            self.close(opened)

    def show(self, opened: api.Map, connection: str = "") -> None:
        """Take over a map that was just opened, and add its layers to the project.

        ``connection`` is the name of the saved one it came by.
        """
        self._maps.append(opened)
        self._connections[opened] = connection
        self.telling.attend(opened)
        opened.refused.connect(partial(self._ask_credential, opened, connection))
        if opened.refusal is not None:
            self._ask_credential(opened, connection, opened.refusal)
        showing = self._messages.lasting(
            tr("Adding the layers of {title}…").format(title=opened.title)
        )
        self._step(opened, opened.show_in_steps(), showing)

    def _step(self, opened: api.Map, steps: Iterator[None], showing: QgsMessageBarItem) -> None:
        """One layer, then let the window live."""
        if opened not in self._maps:  # closed meanwhile
            self._messages.close(showing)
            return
        try:
            next(steps)
        except StopIteration:
            self._messages.close(showing)
            QTimer.singleShot(1, partial(self._tell, opened))
        except CalTopoError as error:
            self._messages.close(showing)
            self._messages.failure(error)
        else:
            QTimer.singleShot(1, partial(self._step, opened, steps, showing))

    def _tell(self, opened: api.Map) -> None:
        """Say that a map is open, to the user and then, in a turn of its own, to the parts."""
        if opened in self._maps:
            self._tell_opened(opened)
            QTimer.singleShot(1, partial(self._emit_opened, opened))

    def _refresh(self, opened: api.Map) -> None:
        try:
            if opened in self._maps:
                opened.refresh(wait=False)
        except CalTopoError as error:
            self._messages.failure(error)

    def _emit_opened(self, opened: api.Map) -> None:
        if opened in self._maps:
            self.opened.emit(opened)

    def _tell_opened(self, opened: api.Map) -> None:
        if opened.read_only:
            self._messages.warning(
                tr("{title} is read-only. {reason}").format(
                    title=opened.title, reason=opened.read_only
                )
            )
        elif opened.offline and opened.refusal is None:
            self._messages.warning(
                tr(
                    "{title} is open as it was when the server was last reached: {reason} "
                    "Edits wait here until it can be had again."
                ).format(title=opened.title, reason=said(opened.offline))
            )
        elif opened.offline:
            self._messages.warning(
                tr(
                    "{title} is open as it was when the server last let us in. Edits wait here."
                ).format(title=opened.title)
            )
        elif opened.asleep and not isinstance(opened, PracticeMap):
            self._messages.info(
                tr("{title} is open as it was at {time}. The server was not asked.").format(
                    title=opened.title, time=when(opened.refreshed)
                ),
                act=(tr("&Refresh"), partial(self._refresh, opened)),
            )
        else:
            self._messages.info(
                tr("{title} is open: {objects}.").format(
                    title=opened.title, objects=objects_in_words(sum(opened.counts().values()))
                )
            )
        aside = opened.set_aside()
        if aside:
            self._messages.failure(_set_aside(opened.title, aside))
        self._desk.start(
            Work(
                tr("Reading {title}").format(title=opened.title),
                opened.unreadable,
                partial(self._tell_unreadable, opened),
                lambda error: None,  # closed meanwhile
                by_itself=True,
            )
        )

    def _tell_unreadable(self, opened: api.Map, found: list[dict[str, str]]) -> None:
        if found:
            self._messages.failure(_unreadable(opened.title, found))

    def _ask_credential(self, opened: api.Map, connection: str, error: AuthError) -> None:
        """Say once why nothing can be asked of the server, and offer what mends it: the store of
        passwords is unlocked, or the connection's form corrected."""
        go_on = partial(self._go_on, opened)
        if isinstance(error, credentials.StoreUnavailable):
            locked = tr("{reason} Edits of {title} wait here.")
            text = locked.format(reason=error.text, title=opened.title)
            mend = (tr("&Unlock…"), partial(go_on, connection))
            self.telling.trouble(opened, self._messages.failure(CalTopoError(text), mend=mend))
            return
        told = CalTopoError(
            tr("The server does not accept this credential for {title}. Edits wait here.").format(
                title=opened.title
            ),
            details="\n".join(filter(None, (error.text, error.hint, error.details))),
        )
        item = self._messages.failure(told, mend=self._form(connection, go_on))
        self.telling.trouble(opened, item)

    def _form(
        self, connection: str, go_on: Callable[[str], None]
    ) -> tuple[str, Callable[[], None]] | None:
        """A button that lets the user correct a saved connection, and what to do with it then."""
        if connection not in credentials.names():
            return None
        return tr("Connection…"), partial(self._change_connection, connection, go_on)

    def _change_connection(self, connection: str, go_on: Callable[[str], None]) -> None:
        try:
            dialog = ConnectionDialog(self._desk, credentials.load(connection))
        except CalTopoError as error:
            self._messages.failure(error)
            return

        def saved() -> None:
            if dialog.notice:
                self._messages.warning(dialog.notice)
            go_on(dialog.saved_name)

        dialog.accepted.connect(saved)
        self._asking = dialog
        dialog.open()

    def _go_on(self, opened: api.Map, connection: str) -> None:
        if opened not in self._maps:
            return  # closed meanwhile
        try:
            opened.reconnect(api.connection(connection).client())
            if opened.push_on_save:
                opened.push(wait=False)
            else:
                opened.refresh(wait=False)
        except credentials.StoreUnavailable as error:
            self._ask_credential(opened, connection, error)
        except CalTopoError as error:
            self._messages.failure(error)


def _set_aside(shown: str, aside: list[dict[str, str]]) -> CalTopoError:
    return CalTopoError(
        tr(
            "{objects} of {title} cannot be shown and were put aside as the server sent them."
        ).format(objects=objects_in_words(len(aside)), title=shown),
        hint=tr("The rest of the map is open."),
        details="\n".join(f"{each['cls']} {each['id']}: {each['reason']}" for each in aside),
    )


def _unreadable(shown: str, found: list[dict[str, str]]) -> CalTopoError:
    return CalTopoError(
        tr("{objects} of {title} came with a number that cannot be read.").format(
            objects=objects_in_words(len(found)), title=shown
        ),
        hint=tr("It is shown empty. An edit of such an object is not sent until it has a value."),
        details="\n".join(
            f"{each['cls']} “{each['title']}” {each['id']}: {each['properties']}" for each in found
        ),
    )
