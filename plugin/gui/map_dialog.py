# SPDX-License-Identifier: GPL-2.0-or-later
"""A window about one open map that stays open beside the canvas and points things out on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog

from ..caltopo.errors import CalTopoError
from ..host.texts import tr
from . import resources
from .canvas_marks import CanvasMarks, Shape, go_to
from .desktop import Desktop
from .panel_state import MapState
from .questions import ask, question
from .values import Wording
from .work import Work


class MapDialog(QDialog):
    """Base of the tables about a map; ``form`` names its file in ui/.  Main thread.

    Calls of the map that may wait for others run beside the main thread, one at a time.
    """

    form = ""
    title = ""

    def __init__(self, desktop: Desktop, state: MapState) -> None:
        super().__init__(desktop.window)
        resources.set_up(self, self.form)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(self.title).format(title=state.map.title))
        self.desktop, self.state = desktop, state
        self.canvas = desktop.iface.mapCanvas()
        self.marks = CanvasMarks(self.canvas)
        self.wording = Wording(state.map.id)
        self._work: Work[Any] | None = None

    def follow(self) -> None:
        """Something about the map is another than before."""
        raise NotImplementedError

    @property
    def why_busy(self) -> str:
        """Why nothing else can be begun now, or ""."""
        free = not self.busy and not self.state.closed
        return "" if free else tr("Wait until what was begun is done.")

    @property
    def busy(self) -> bool:
        return self._work is not None

    def beside(
        self, title: str, job: Callable[[], Any], done: Callable[[Any], None] | None = None
    ) -> None:
        """Do what may have to wait, and look at the map again after it."""

        def finished(result: Any) -> None:
            self._work = None
            if done is not None:
                done(result)
            self.state.look_again()

        def failed(error: CalTopoError) -> None:
            self._work = None
            if not self.state.closed:
                self.desktop.messages.failure(error)
                self.state.look_again()

        self._work = Work(title, job, finished, failed, lambda result: None)
        self.desktop.desk.start(self._work)
        self.state.changed.emit()

    def ask(self, title: str, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Find something out beside the main thread; nothing of the map is another after it."""

        def finished(result: Any) -> None:
            if not self.state.closed and self.isVisible():
                done(result)

        failed = self.desktop.messages.failure
        self.desktop.desk.start(Work(title, job, finished, failed, lambda result: None))

    def go_to(self, shapes: list[Shape | None]) -> None:
        if not go_to(self.canvas, shapes):
            self.desktop.messages.info(tr("This object has no place on the map."))

    def confirm(self, asked: str, what_then: str, button: str, act: Callable[[], None]) -> None:
        """Ask without standing in the way of the rest of the window."""
        ask(question(self, asked, what_then), button, act)

    def done(self, result: int) -> None:
        """Close, and leave nothing on the canvas."""
        self.marks.clear()
        super().done(result)
