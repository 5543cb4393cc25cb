# SPDX-License-Identifier: GPL-2.0-or-later
"""Taking a push back, after saying what that would do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from .. import api
from ..caltopo.errors import CalTopoError
from ..host.sayings import said
from ..host.texts import tr
from .desktop import Desktop
from .panel_state import MapState
from .questions import ask, question
from .values import counted, object_name, push_name, when
from .work import Work

MOST_NAMED = 8


class Undoing:
    """Asks what an undo would do, shows it, and does it when the user says yes.  Main thread."""

    def __init__(self, desktop: Desktop, window: QWidget) -> None:
        self._desktop, self._window = desktop, window

    def ask(self, state: MapState, push: int | None = None) -> None:
        """Undo the push of that number, or the newest that is not undone."""
        opened = state.map

        def look() -> tuple[dict[str, Any] | None, Any]:
            number = push if push is not None else opened.undoable()
            found = next((each for each in opened.history() if each["push"] == number), None)
            if found is None:
                return None, None
            return found, opened.undo_push(dry_run=True, push=number)

        self._start(
            tr("Looking at the pushes of {title}").format(title=opened.title),
            look,
            lambda found: self._confirm(state, *found),
        )

    def _confirm(self, state: MapState, push: dict[str, Any] | None, report: Any) -> None:
        if state.closed:
            return
        if push is None:
            self._desktop.messages.info(tr("There is no push of this copy to undo."))
            return
        done = report.added + report.edited + report.deleted
        name = tr("“{name}” of {time}").format(
            name=push_name(push["name"]), time=when(push["started"])
        )
        title = tr("Undo a push of {title}").format(title=state.map.title)
        if not done:
            box = question(
                self._window,
                tr("There is nothing of {push} left to undo.").format(push=name),
                _named(report, "refused"),
                title=title,
            )
            box.addButton(QMessageBox.StandardButton.Close)
            box.open()
            return
        asked = tr("Undo {push}?  {counts}.").format(
            push=name,
            counts=counted(
                added_again=report.added, set_back=report.edited, taken_away=report.deleted
            ),
        )
        parts = [_named(report, "added", "edited", "deleted")]
        if report.refused:
            parts.append("\n" + tr("Left as they are, with the reason:"))
            parts.append(_named(report, "refused"))
        parts.append("")
        parts.append(
            tr("It is sent to the map at once, and can be undone in turn.")
            if state.map.push_on_save
            else tr("It goes to the map with the next push, and can be undone in turn.")
        )
        box = question(self._window, asked, "\n".join(parts), title=title)
        ask(box, tr("&Undo"), partial(self._undo, state, push["push"]))

    def _undo(self, state: MapState, number: int) -> None:
        opened = state.map

        def done(report: api.SetBackReport) -> None:
            if not state.closed:
                self._desktop.maps.telling.set_back(opened, report)
                state.look_again()

        self._start(
            tr("Undoing a push of {title}").format(title=opened.title),
            lambda: opened.undo_push(push=number),
            done,
        )

    def _start(self, title: str, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        def failed(error: CalTopoError) -> None:
            self._desktop.messages.failure(error)

        self._desktop.desk.start(Work(title, job, done, failed, lambda result: None))


def _named(report: Any, *outcomes: str) -> str:
    found = [item for item in report.items if item["outcome"] in outcomes]
    lines = []
    for item in found[:MOST_NAMED]:
        line = f"• {object_name(item['cls'], item['title'])}"
        lines.append(f"{line}: {said(item['reason'])}" if item["reason"] else line)
    if len(found) > MOST_NAMED:
        lines.append(tr("… and {count} more").format(count=len(found) - MOST_NAMED))
    return "\n".join(lines)
