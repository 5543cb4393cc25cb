# SPDX-License-Identifier: GPL-2.0-or-later
"""A window that does one thing with objects of an open map, beside the canvas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from qgis.PyQt.QtWidgets import QDialogButtonBox

from .. import api
from ..caltopo.errors import CalTopoError
from ..host.texts import tr
from . import resources
from .canvas_marks import CanvasMarks
from .desktop import Desktop
from .tools_selection import Selected
from .values import object_name, objects_in_words
from .work import Work
from .working_dialog import WorkingDialog

MOST_NAMED = 4


@dataclass(frozen=True)
class Told:
    """What a tool did: in a line, and in full; ``changed``: whether anything is another now."""

    text: str
    details: str = ""
    changed: bool = True


class ToolDialog(WorkingDialog):
    """Base; ``form`` names its file in ui/, which also has said and buttons.

    It works beside the main thread, closes when that is done, and stays with the reason when it
    could not be.  Main thread.
    """

    form = ""

    said: Any
    buttons: Any

    def __init__(self, desktop: Desktop, opened: api.Map, title: str, button: str) -> None:
        super().__init__(desktop, self.form)
        self.setWindowTitle(title)
        self.map = opened
        self.marks = CanvasMarks(desktop.iface.mapCanvas())
        self.go = self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.go.setDefault(True)
        self.go.clicked.connect(lambda: self.start())
        self.buttons.rejected.connect(self.reject)
        desktop.maps.closing.connect(self._on_closing)

    def start(self) -> None:
        """Do it."""
        raise NotImplementedError

    def ready(self) -> str:
        """Why it cannot be done as the form stands, or ""."""
        return ""

    def _enable(self, *_: object) -> None:
        """Follow the form: the button, and the reason why it is off."""
        reason = self.ready()
        resources.enable(self.go, reason or self.why_busy)
        if not self._working:
            self.state.setText(reason)

    def begin(self, title: str, job: Callable[[], Any], told: Callable[[Any], Told]) -> None:
        """Do a job that sets rows of the map, tell what it did, and offer to take it back."""
        opened, desktop = self.map, self._desktop

        def work() -> tuple[Any, int | None]:
            before = opened.undoable(drafts=True)
            result = job()
            after = opened.undoable(drafts=True)
            return result, after if after != before else None

        def done(found: tuple[Any, int | None]) -> None:
            said, push = told(found[0]), found[1]
            if said.changed:
                tell_with_undo(desktop, opened, said, push)
                if not self._gone:
                    self.accept()
            elif not self._gone:
                self._show(False, said.text)

        self._show(True, tr("Working…"))
        desktop.desk.start(Work(title, job=work, done=done, failed=self._fail))

    def look_up(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Find out what the form needs, beside the main thread."""

        def finished(result: Any) -> None:
            if not self._gone:
                done(result)

        def failed(error: CalTopoError) -> None:
            if not self._gone:
                self._show(False, error.text)

        self._desktop.desk.start(Work(self.windowTitle(), job, finished, failed))

    def done(self, result: int) -> None:
        """Close, and leave nothing on the canvas; what runs goes on and is told."""
        if not self._gone:
            self._gone = True
            self._desktop.maps.closing.disconnect(self._on_closing)
            self.marks.clear()
        super().done(result)

    def _on_closing(self, closing: api.Map) -> None:
        if closing is self.map:
            self.reject()


def tell_with_undo(desktop: Desktop, opened: api.Map, said: Told, push: int | None) -> None:
    """One message, with a button that takes the batch of that number back."""

    def undo() -> None:
        desktop.desk.start(
            Work(
                tr("Taking back: {what}").format(what=said.text),
                lambda: opened.undo_push(push=push),
                lambda report: desktop.maps.telling.set_back(opened, report),
                desktop.messages.failure,
            )
        )

    act = None if push is None else (tr("Undo"), undo)
    desktop.messages.info(said.text, said.details, act)


def named(objects: Sequence[Selected]) -> str:
    """``AC 103 (Assignment), Road (Shape) and 2 more``."""
    names = [object_name(each.cls, each.title) for each in objects[:MOST_NAMED]]
    text = ", ".join(names)
    more = len(objects) - len(names)
    if more:
        text = tr("{names} and {objects} more").format(names=text, objects=objects_in_words(more))
    return text
