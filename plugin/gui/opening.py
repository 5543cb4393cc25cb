# SPDX-License-Identifier: GPL-2.0-or-later
"""Opening a map from the dialog to its layers in the project."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgsMessageBarItem

from ..caltopo.errors import CalTopoError
from ..host import settings
from .messages import Messages
from .work import Desk, Work


class Opening:
    """Opens maps in the background and keeps those that are open.  Main thread."""

    def __init__(self, desk: Desk, messages: Messages) -> None:
        self._desk, self._messages = desk, messages
        self._maps: list[Any] = []

    def open(self, conn: Any, reference: str, title: str) -> None:
        """Read a map (id or link) with a connection of the api and add its layers."""
        shown = title or reference
        push_on_save = settings.PUSH_ON_SAVE.get()
        work: Work[Any]

        def done(opened: Any) -> None:
            self._messages.close(item)
            self._add(opened, shown)

        def failed(error: CalTopoError) -> None:
            self._messages.close(item)
            self._messages.failure(error, again=lambda: self.open(conn, reference, title))

        def cancel() -> None:
            work.cancel()
            self._messages.close(item)

        work = Work(
            f"Opening the CalTopo map {shown}",
            lambda: conn.open_map(reference, push_on_save=push_on_save),
            done,
            failed,
            dropped=lambda opened: opened.close(),
        )
        item: QgsMessageBarItem = self._messages.progress(f"Opening {shown}…", cancel)
        self._desk.start(work)

    def close_all(self) -> None:
        """Close every map that was opened here; what is not pushed yet stays for the next time."""
        while self._maps:
            opened = self._maps.pop()
            try:
                opened.close()
            except CalTopoError as error:
                self._messages.failure(error)

    def _add(self, opened: Any, shown: str) -> None:
        self._maps.append(opened)
        try:
            opened.add_to_project()
        except CalTopoError as error:
            self._messages.failure(error)
            return
        project = QgsProject.instance()
        count = sum(project.mapLayer(layer.id()) is not None for layer in opened.layers().values())
        if opened.offline:
            self._messages.warning(
                f"{shown} is open as it was when the server was last reached: there is no answer "
                "from it now. Edits wait until there is."
            )
        else:
            self._messages.info(f"{shown} is open: {count} layers.")
        aside = opened.set_aside()
        if aside:
            self._messages.failure(_set_aside(shown, aside))


def _set_aside(shown: str, aside: list[dict[str, str]]) -> CalTopoError:
    objects = "1 object" if len(aside) == 1 else f"{len(aside)} objects"
    return CalTopoError(
        f"{objects} of {shown} cannot be shown and were put aside as the server sent them.",
        hint="The rest of the map is open.",
        details="\n".join(f"{each['cls']} {each['id']}: {each['reason']}" for each in aside),
    )
