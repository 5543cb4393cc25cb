# SPDX-License-Identifier: GPL-2.0-or-later
"""What the window says about the work of open maps: one message-bar item per job."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QMessageBox, QProgressBar, QWidget

from .. import api
from ..caltopo.errors import AuthError, CalTopoError, Cancelled
from ..host.sayings import said
from ..host.texts import tr
from ..session.practice import PracticeMap
from ..sync.pull import Gone
from .messages import Messages
from .questions import WARNING, question
from .values import counted, object_name, objects_in_words, pause_in_words

SOON_MS = 600  # what is done sooner needs no item


@dataclass(frozen=True)
class _Shown:
    """A job that goes on, and what shows it."""

    map: api.Map
    item: QgsMessageBarItem
    bar: QProgressBar


class Telling(QObject):
    """Shows how jobs go on and what became of them.  Main thread.

    ``show_changes`` opens the table of a map's changes, where there is one, and
    ``show_conflicts`` that of its conflicts.
    """

    def __init__(self, messages: Messages, window: QWidget | None) -> None:
        super().__init__()
        self._messages = messages
        self._window = window
        self._running: dict[Any, _Shown] = {}
        self._failed: dict[api.Map, QgsMessageBarItem] = {}
        self._offered: dict[api.Map, QgsMessageBarItem] = {}  # to push what is left
        self._asked: dict[api.Map, QMessageBox] = {}
        self._gone: dict[api.Map, QgsMessageBarItem] = {}  # asked about removals
        self._agreed: dict[api.Map, set[tuple[str, str]]] = {}  # to be removed
        self._slots: dict[api.Map, list[tuple[Any, Callable[..., None]]]] = {}
        self.show_changes: Callable[[api.Map], object] | None = None
        self.show_conflicts: Callable[[api.Map], object] | None = None

    def attend(self, opened: api.Map) -> None:
        """Tell of a map's jobs, and ask before a save that would send much."""
        slots: list[tuple[Any, Callable[..., None]]] = [
            (opened.job_started, partial(self._started, opened)),
            (opened.job_ended, partial(self._ended, opened)),
            (opened.put_off, partial(self._paused, opened)),
        ]
        for signal, slot in slots:
            signal.connect(slot)
        self._slots[opened] = slots
        opened.approve = partial(self._ask_to_send, opened)
        opened.approve_removal = partial(self._ask_to_remove, opened)

    def leave(self, opened: api.Map) -> None:
        """The map is about to be closed."""
        for signal, slot in self._slots.pop(opened, ()):
            signal.disconnect(slot)
        for items in (self._failed, self._offered, self._gone):
            self._take_back(opened, items)
        for job in [job for job, shown in self._running.items() if shown.map is opened]:
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
        self._running[job] = _Shown(opened, item, item.findChild(QProgressBar))
        job.progressChanged.connect(lambda _: self._show_progress(job))
        self._show_progress(job)

    def _show_progress(self, job: Any) -> None:
        shown = self._running.get(job)
        if shown is None:
            return
        waits = pause_in_words(shown.map.pause)
        shown.item.setText(escape(" ".join(filter(None, (job.description() + "…", waits)))))
        done, total = job.so_far
        if total:
            shown.bar.setRange(0, total)
            shown.bar.setValue(done)
            shown.bar.setFormat(tr("{done} of {total}").format(done=done, total=total))

    def _paused(self, opened: api.Map) -> None:
        """Say so, and no more when it is over."""
        for job, shown in self._running.items():
            if shown.map is opened:
                self._show_progress(job)
                left = opened.pause.until - time.time() if opened.pause is not None else 0.0
                QTimer.singleShot(int(1000 * left) + 100, partial(self._show_progress, job))

    def _close(self, job: Any) -> None:
        shown = self._running.pop(job, None)
        if shown is not None:
            self._messages.close(shown.item)

    # -- when it is over ------------------------------------------------------------------------

    def _ended(self, opened: api.Map, job: Any) -> None:
        self._close(job)
        if opened not in self._slots or isinstance(job.error, (Cancelled, AuthError)):
            return  # the latter is asked about by OpenMaps
        if job.error is not None:
            self._tell_failure(opened, job)
            return
        if isinstance(job.result, api.PushReport):
            for items in (self._failed, self._offered):
                self._take_back(opened, items)
            self._tell_pushed(opened, job.result)
        elif isinstance(job.result, api.PullReport):
            self._take_back(opened, self._failed)
            self._tell_pulled(opened, job.result)

    def _tell_failure(self, opened: api.Map, job: Any) -> None:
        error = job.error
        if not isinstance(error, CalTopoError):
            error = CalTopoError(
                tr("Something went wrong inside the plugin."),
                hint=tr("Nothing was lost. Please report it with the details."),
                details="".join(traceback.format_exception_only(type(error), error)),
            )
        again = partial(self._begin, lambda: opened.repeat(job))
        self.trouble(opened, self._messages.failure(error, again=again))

    def trouble(self, opened: api.Map, item: QgsMessageBarItem) -> None:
        """Of a map's troubles the last is shown, until its work passes again."""
        self._take_back(opened, self._failed)
        self._failed[opened] = item

    def _take_back(self, opened: api.Map, items: dict[api.Map, QgsMessageBarItem]) -> None:
        item = items.pop(opened, None)
        if item is not None:
            self._messages.close(item)

    def offer_push(self, opened: api.Map, left: str) -> None:
        """Say what is left to be sent, with a button that does it; "": nothing is any more."""
        self._take_back(opened, self._offered)
        if left:
            self._take_back(opened, self._failed)  # a failure of before
            push = partial(self._begin, lambda: opened.push(wait=False))
            self._offered[opened] = self._messages.warning(left, "", (tr("&Push"), push))

    def _tell_pushed(self, opened: api.Map, report: api.PushReport) -> None:
        done = counted(added=report.added, edited=report.edited, deleted=report.deleted)
        waiting = 0 if opened in self._asked else report.waiting  # they are asked about just now
        refused = [item for item in report.items if item["outcome"] == "parked"]  # now or before
        left = counted(
            refused=len(refused),
            in_conflict=report.conflicts,
            of_unknown_outcome=report.unknown,
            waiting=waiting,
        )
        if left:
            reasons = {_by_title(item) for item in report.items if item["reason"]}
            self._failed[opened] = self._messages.warning(
                tr("On the map: {done}. Not sent: {left}. {reasons}").format(
                    done=done or tr("nothing"), left=left, reasons=" ".join(sorted(reasons)[:2])
                ),
                in_full(report),
                *self._to_conflicts(opened, report.conflicts),
                *self._ways_on(opened, bool(refused), bool(waiting)),
            )
        elif done:
            self._messages.info(tr("On the map: {done}.").format(done=done), in_full(report))
        elif opened not in self._asked:
            self._messages.info(tr("A push would send nothing: everything here is on the map."))

    def _to_conflicts(self, opened: api.Map, conflicts: int) -> list[Any]:
        """A button that leads there."""
        if not conflicts or self.show_conflicts is None:
            return []
        return [(tr("Con&flicts…"), partial(self.show_conflicts, opened))]

    def _ways_on(self, opened: api.Map, looking: bool, again: bool) -> list[Any]:
        """Buttons for what a push has left: what is to be looked at, what may be sent again."""
        ways: list[Any] = []
        if looking and self.show_changes is not None:
            ways.append((tr("&Changes…"), partial(self.show_changes, opened)))
        if again and not isinstance(opened, PracticeMap):
            push = partial(self._begin, lambda: opened.push(wait=False))
            ways.append((tr("Retry"), push))
        return ways

    def _tell_pulled(self, opened: api.Map, report: api.PullReport) -> None:
        came = counted(new=report.added, changed=report.changed, gone=report.deleted)
        title = opened.title
        if report.conflicts:
            self._failed[opened] = self._messages.warning(
                tr("{title}: {came}. In conflict: {count}.").format(
                    title=title,
                    came=came or tr("nothing new"),
                    count=objects_in_words(report.conflicts),
                ),
                "",
                *self._to_conflicts(opened, report.conflicts),
            )
        elif opened not in self._gone:  # that question is to be seen
            text = (
                tr("{title}: {came}. {reasons} What is new there is shown when you stop editing.")
                if report.waiting
                else tr("{title} is up to date: {came}.")
            )
            self._messages.info(
                text.format(
                    title=title,
                    came=came or tr("nothing new"),
                    reasons=" ".join(sorted(set(report.waiting.values()))),
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
                    reason=said(left[0]["reason"]),
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
        send.clicked.connect(lambda: self._begin(lambda: opened.push(wait=False)))
        box.finished.connect(lambda _: self._asked.pop(opened, None))
        self._asked[opened] = box
        box.open()
        return False

    def _begin(self, job: Callable[[], object]) -> None:
        try:
            job()
        except CalTopoError as error:
            self._messages.failure(error)

    def _ask_to_remove(self, opened: api.Map, gone: list[Gone]) -> bool:
        """Not now; they stay until the user says otherwise, and nothing waits for that."""
        keys = {(each.cls, each.id) for each in gone}
        if keys <= self._agreed.pop(opened, set()):
            return True
        self._take_back(opened, self._gone)
        if opened in self._slots:
            self._gone[opened] = self._messages.warning(
                tr(
                    "{objects} of {title} are gone from the server, and still here. Removed here, "
                    "too, they can be restored from the history."
                ).format(objects=objects_in_words(len(gone)), title=opened.title),
                "\n".join(object_name(each.cls, each.title) for each in gone),
                (tr("&Remove them here"), partial(self._remove, opened, keys)),
                (tr("&Keep them here"), partial(self._gone.pop, opened, None)),
            )
        return False

    def _remove(self, opened: api.Map, keys: set[tuple[str, str]]) -> None:
        if opened in self._slots:
            self._gone.pop(opened, None)
            self._agreed[opened] = keys
            self._begin(lambda: opened.refresh(wait=False, whole=True))


def _after_click(act: Callable[[api.Map], object], opened: api.Map, _checked: bool) -> None:
    act(opened)


def _by_title(item: dict[str, str]) -> str:
    """Why something was not sent, its object by the name that people know it by."""
    named = object_name(item["cls"], item["title"])
    return said(item["reason"]).replace(f"{item['cls']} {item['id']}", named)


def in_full(report: api.PushReport) -> str:
    """Every object of a push with what became of it, to be copied."""
    lines = []
    for item in report.items:
        line = f"{item['outcome']}: {object_name(item['cls'], item['title'])}"
        lines.append(f"{line}: {item['reason']}" if item["reason"] else line)
    return "\n".join(lines)
