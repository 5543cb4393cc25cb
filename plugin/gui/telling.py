# SPDX-License-Identifier: GPL-2.0-or-later
"""What the window says about the work of open maps: one message-bar item per job."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QMessageBox, QProgressBar, QWidget

from .. import api
from ..caltopo.errors import AuthError, CalTopoError, Cancelled
from ..host.texts import tr
from .messages import Messages
from .questions import WARNING, answer, question
from .values import counted, object_name, objects_in_words

SOON_MS = 600  # what is done sooner needs no item


class Telling(QObject):
    """Shows how jobs go on and what became of them.  Main thread.

    ``show_changes`` opens the table of a map's changes, where there is one.
    """

    def __init__(self, messages: Messages, window: QWidget | None) -> None:
        super().__init__()
        self._messages = messages
        self._window = window
        self._running: dict[Any, QgsMessageBarItem] = {}
        self._failed: dict[api.Map, QgsMessageBarItem] = {}
        self._asked: dict[api.Map, QMessageBox] = {}
        self._slots: dict[api.Map, list[tuple[Any, Callable[[Any], None]]]] = {}
        self.show_changes: Callable[[api.Map], object] | None = None

    def attend(self, opened: api.Map) -> None:
        """Tell of a map's jobs, and ask before a save that would send much."""
        slots: list[tuple[Any, Callable[[Any], None]]] = [
            (opened.job_started, partial(self._started, opened)),
            (opened.job_ended, partial(self._ended, opened)),
        ]
        for signal, slot in slots:
            signal.connect(slot)
        self._slots[opened] = slots
        opened.approve = partial(self._ask_to_send, opened)
        opened.approve_removal = self._ask_to_remove

    def leave(self, opened: api.Map) -> None:
        """The map is about to be closed."""
        for signal, slot in self._slots.pop(opened, ()):
            signal.disconnect(slot)
        self._take_back(opened)
        for job in list(self._running):
            self._close(job)
        box = self._asked.pop(opened, None)
        if box is not None:
            box.close()

    # -- while it goes on -----------------------------------------------------------------------

    def _started(self, opened: api.Map, job: Any) -> None:
        QTimer.singleShot(SOON_MS, partial(self._show, opened, job))

    def _show(self, opened: api.Map, job: Any) -> None:
        if job.done or opened not in self._slots or job in self._running:
            return
        item = self._messages.progress(job.description() + "…", job.cancel)
        self._running[job] = item
        bar = item.findChild(QProgressBar)

        def progressed(percent: float) -> None:
            done, total = job.so_far
            if total and job in self._running:
                bar.setRange(0, total)
                bar.setValue(done)
                bar.setFormat(tr("{done} of {total}").format(done=done, total=total))

        job.progressChanged.connect(progressed)
        progressed(0)

    def _close(self, job: Any) -> None:
        item = self._running.pop(job, None)
        if item is not None:
            self._messages.close(item)

    # -- when it is over ------------------------------------------------------------------------

    def _ended(self, opened: api.Map, job: Any) -> None:
        self._close(job)
        if opened not in self._slots or isinstance(job.error, (Cancelled, AuthError)):
            return  # the latter is asked about by OpenMaps
        if job.error is not None:
            self._tell_failure(opened, job)
            return
        if isinstance(job.result, api.PushReport):
            self._take_back(opened)
            self._tell_pushed(opened, job.result)
        elif isinstance(job.result, api.PullReport):
            self._take_back(opened)
            self._tell_pulled(opened, job.result)

    def _tell_failure(self, opened: api.Map, job: Any) -> None:
        error = job.error
        if not isinstance(error, CalTopoError):
            error = CalTopoError(
                tr("Something went wrong inside the plugin."),
                hint=tr("Nothing was lost. Please report it with the details."),
                details="".join(traceback.format_exception_only(type(error), error)),
            )
        self._take_back(opened)  # of a map, the last failure is enough
        again = partial(self._again, opened, job)
        self._failed[opened] = self._messages.failure(error, again=again)

    def _again(self, opened: api.Map, job: Any) -> None:
        try:
            opened.repeat(job)
        except CalTopoError as error:
            self._messages.failure(error)

    def _take_back(self, opened: api.Map) -> None:
        item = self._failed.pop(opened, None)
        if item is not None:
            self._messages.close(item)

    def _tell_pushed(self, opened: api.Map, report: api.PushReport) -> None:
        done = counted(added=report.added, edited=report.edited, deleted=report.deleted)
        waiting = 0 if opened in self._asked else report.waiting  # they are asked about just now
        left = counted(
            refused=report.failed,
            in_conflict=report.conflicts,
            of_unknown_outcome=report.unknown,
            waiting=waiting,
        )
        if left:
            reasons = {item["reason"] for item in report.items if item["reason"]}
            self._failed[opened] = self._messages.warning(
                tr("On the map: {done}. Not sent: {left}. {reasons}").format(
                    done=done or tr("nothing"), left=left, reasons=" ".join(sorted(reasons)[:2])
                ),
                details=in_full(report),
            )
        elif done:
            self._messages.info(tr("On the map: {done}.").format(done=done), in_full(report))

    def _tell_pulled(self, opened: api.Map, report: api.PullReport) -> None:
        came = counted(new=report.added, changed=report.changed, gone=report.deleted)
        title = opened.title
        if report.conflicts:
            self._failed[opened] = self._messages.warning(
                tr("{title}: {came}. In conflict: {count}.").format(
                    title=title,
                    came=came or tr("nothing new"),
                    count=objects_in_words(report.conflicts),
                )
            )
        else:
            self._messages.info(
                tr("{title} is up to date: {came}.").format(
                    title=title, came=came or tr("nothing new")
                )
            )

    def set_back(self, opened: api.Map, report: api.SetBackReport) -> None:
        """Tell what undoing or restoring did to the rows of a map."""
        done = counted(added_again=report.added, set_back=report.edited, taken_away=report.deleted)
        left = [item for item in report.items if item["outcome"] == "refused"]
        goes = tr("It is being sent.") if opened.push_on_save else tr("Push sends it.")
        if left:
            self._messages.warning(
                tr("{name}: {done}. Left as they are: {count}. {reason}").format(
                    name=report.name or tr("Set back"),
                    done=done or tr("nothing"),
                    count=objects_in_words(len(left)),
                    reason=left[0]["reason"],
                ),
                details="\n".join(
                    f"{object_name(item['cls'], item['title'])}: {item['reason']}" for item in left
                ),
            )
        elif done:
            text = tr("{name}: {done}. {goes}")
            name = report.name or tr("Set back")
            self._messages.info(text.format(name=name, done=done, goes=goes))
        else:
            self._messages.info(tr("There was nothing to set back."))

    # -- questions ------------------------------------------------------------------------------

    def _ask_to_send(self, opened: api.Map, asked: str) -> bool:
        """Not now; a push follows when the user says yes, and no job waits for that meanwhile."""
        if opened in self._asked or opened not in self._slots:
            return False
        buttons = QMessageBox.ButtonRole
        box = question(
            self._window,
            asked,
            tr(
                "Your edits are saved on this computer in any case. What is not sent now waits in "
                "the CalTopo panel and goes with the next push."
            ),
            title=opened.title,
            icon=WARNING,
        )
        send = box.addButton(tr("&Send to the map"), buttons.AcceptRole)
        if self.show_changes is not None:
            look = box.addButton(tr("&Look at the changes"), buttons.RejectRole)
            look.clicked.connect(partial(_after_click, self.show_changes, opened))
        later = box.addButton(tr("&Not now"), buttons.RejectRole)
        box.setDefaultButton(later)
        box.setEscapeButton(later)
        send.clicked.connect(lambda: self._send(opened))
        box.finished.connect(lambda _: self._asked.pop(opened, None))
        self._asked[opened] = box
        box.open()
        return False

    def _send(self, opened: api.Map) -> None:
        try:
            opened.push(wait=False)
        except CalTopoError as error:
            self._messages.failure(error)

    def _ask_to_remove(self, asked: str) -> bool:
        """Many objects are gone on the server; the pull waits for the answer."""
        box = question(
            self._window,
            asked,
            tr("Removed objects stay in the history of this copy and can be restored from there."),
            title=tr("Many objects are gone"),
            icon=WARNING,
        )
        remove = box.addButton(tr("&Remove them here"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(tr("&Keep them here"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        return answer(box) is remove


def _after_click(act: Callable[[api.Map], object], opened: api.Map, _checked: bool) -> None:
    act(opened)


def in_full(report: api.PushReport) -> str:
    """Every object of a push with what became of it, to be copied."""
    lines = []
    for item in report.items:
        line = f"{item['outcome']}: {object_name(item['cls'], item['title'])}"
        lines.append(f"{line}: {item['reason']}" if item["reason"] else line)
    return "\n".join(lines)
