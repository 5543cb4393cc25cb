# SPDX-License-Identifier: GPL-2.0-or-later
"""Work beside the window: QgsTasks whose results come back to the main thread."""

from __future__ import annotations

import threading
import traceback
from typing import Any, Callable, Generic, TypeVar

from qgis.core import QgsApplication, QgsTask

from ..caltopo.errors import CalTopoError, Cancelled
from ..caltopo.lines import PATIENCE, Waiter
from ..host.tasks import CAN_CANCEL
from ..host.texts import tr
from ..session.mainthread import main_thread

T = TypeVar("T")

WAIT_MS = 10_000


class Work(QgsTask, Generic[T]):
    """One job in a worker thread. ``done`` or ``failed`` is called on the main thread after it.

    ``dropped`` is called instead with the result of a job that nobody waits for any more.
    ``by_itself`` is for what only reads and nobody asked for: QGIS, when it is closed, cancels it
    without a question.  Where it then stays open after all, the result is handed over as ever; of
    a job that had not begun it is ``failed`` with Cancelled.
    """

    def __init__(
        self,
        title: str,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[CalTopoError], None],
        dropped: Callable[[T], None] | None = None,
        *,
        by_itself: bool = False,
    ) -> None:
        unasked = QgsTask.Flag.CancelWithoutPrompt
        super().__init__(title, CAN_CANCEL | unasked if by_itself else CAN_CANCEL)
        self._by_itself = by_itself
        self._job, self._done, self._failed, self._dropped = job, done, failed, dropped
        self._result: Any = None
        self._failure: CalTopoError | None = None
        self._has_result = self._settled = False
        self._waiter = Waiter()
        self.ran = threading.Event()
        self.among: set[Work[Any]] = set()  # the works of its desk, while it runs

    def run(self) -> bool:
        """Do the job; worker thread."""
        try:
            with self._waiter.here():
                self._result = self._job()
            self._has_result = True
        except CalTopoError as failure:
            self._failure = failure
        except Exception:  # a fault of the plugin itself still has to reach the user
            self._failure = CalTopoError(
                tr("Something went wrong inside the plugin."),
                hint=tr("Nothing was lost. Please report it with the details."),
                details=traceback.format_exc(),
            )
        self.ran.set()
        return self._failure is None

    def cancel(self) -> None:
        """Let its calls end; one that writes some seconds later."""
        super().cancel()
        self._waiter.give_up(PATIENCE)

    def finished(self, successful: bool) -> None:
        """Hand over what came of it, once; main thread."""
        if self._settled:
            return
        self._settled = True
        self.among.discard(self)
        if self.isCanceled() and not self._by_itself:
            if self._has_result and self._dropped is not None:
                self._dropped(self._result)
        elif self._failure is not None:
            self._failed(self._failure)
        elif successful:
            self._done(self._result)
        elif self.isCanceled():
            self._failed(Cancelled(tr("The job was cancelled before it began.")))


class Desk:
    """Starts works and knows those that run.  Main thread.

    QGIS drops a task that Python holds no reference to, so they are held here.
    """

    def __init__(self) -> None:
        self._running: set[Work[Any]] = set()

    def start(self, work: Work[Any]) -> None:
        """Let a work run."""
        work.among = self._running
        work.among.add(work)
        QgsApplication.taskManager().addTask(work)

    def clear(self) -> None:
        """Cancel what runs and wait for it; its results are dropped."""
        for work in list(self._running):
            work.cancel()
            if work.status() == QgsTask.TaskStatus.Running:
                # a job may wait for the main thread itself, which is served meanwhile
                main_thread().wait_for(work.ran.is_set, WAIT_MS / 1000)
                work.waitForFinished(WAIT_MS)
            work.finished(False)  # QGIS would call it only when its event loop turns again
