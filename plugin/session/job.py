# SPDX-License-Identifier: GPL-2.0-or-later
"""One thing after another on one map: jobs in the background, and calls that block."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from qgis.core import QgsApplication, QgsTask

from ..caltopo.errors import Cancelled
from ..caltopo.lines import Waiter
from ..host.tasks import CAN_CANCEL
from ..host.texts import tr
from .mainthread import MainThread

T = TypeVar("T")


class Job(QgsTask, Generic[T]):
    """Work beside the main thread: on a desktop in QGIS's task manager, in a script in a thread.

    ``wait`` gives its result or raises its error.
    """

    def __init__(
        self,
        title: str,
        work: Callable[[Job[T]], T],
        ended: Callable[[Job[T]], None],
        main: MainThread,
    ) -> None:
        super().__init__(title, CAN_CANCEL)
        self._work = work
        self._on_ended = ended
        self._main = main
        self._begin = threading.Lock()  # taken by run, or by a cancel that comes before it
        self._ended = threading.Event()
        self._waiter = Waiter()
        self._result: T | None = None
        self._error: BaseException | None = None
        self.so_far = (0, 0)  # calls done, of how many; (0, 0) where that is not known
        self.asked: Callable[[Any], T] = work  # to be begun again
        self.beside = False  # whether it takes its turns itself

    def run(self) -> bool:
        """Called in a thread of its own."""
        if not self._begin.acquire(blocking=False):
            return False
        try:
            with self._waiter.here():
                self._result = self._work(self)
        except BaseException as error:
            self._error = error
        self._ended.set()
        self._on_ended(self)
        return self._error is None

    def cancel(self) -> None:
        """Stop, after a call in flight that writes; what is not sent stays in the outbox."""
        super().cancel()
        self._waiter.give_up()
        if self._begin.acquire(blocking=False):
            self._error = Cancelled(tr("The job was cancelled before it began."))
            self._ended.set()
            self._on_ended(self)

    @property
    def done(self) -> bool:
        return self._ended.is_set()

    @property
    def error(self) -> BaseException | None:
        return self._error

    @property
    def result(self) -> T | None:
        return self._result

    def progress_of(self, done: int, total: int) -> None:
        first = total > 0 and not self.so_far[1]
        self.so_far = done, total
        self.setProgress(100.0 * done / total if total else 100.0)
        if first:  # none of so many is no progress to QGIS, but how many there are is known now
            self.progressChanged.emit(self.progress())

    def wait(self, timeout: float | None = None) -> T:
        """Block until it is done; raises its error, or TimeoutError."""
        if not self._main.wait_for(self._ended.is_set, timeout):
            raise TimeoutError(
                tr("The job is not done yet: {description}").format(description=self.description())
            )
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]


class Lane:
    """Lets one job at a time work on a map."""

    def __init__(self, main: MainThread) -> None:
        self._main = main
        self._turn = threading.Lock()
        self._whose: int | None = None  # the thread whose turn it is
        self._jobs: list[Job[Any]] = []

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn; on the main thread, others' row work goes on meanwhile.

        Who has the turn already goes on with it.
        """
        me = threading.get_ident()
        if self._whose == me:
            yield
            return
        self._main.wait_for(lambda: self._turn.acquire(blocking=False))
        self._whose = me
        try:
            yield
        finally:
            self._whose = None
            self._turn.release()

    def start(
        self,
        title: str,
        work: Callable[[Job[T]], T],
        ended: Callable[[Job[T]], None],
        beside: bool = False,
    ) -> Job[T]:
        """Begin a job in the background; ``ended`` is called in its thread when it is done.

        ``beside`` is for work that takes its turns itself, between which others go on.
        """

        def in_turn(job: Job[T]) -> T:
            with self.turn():
                return work(job)

        job = Job(title, work if beside else in_turn, ended, self._main)
        job.beside = beside
        return self._begin(job, work)

    def _begin(self, job: Job[T], work: Callable[[Job[T]], T]) -> Job[T]:
        job.asked = work
        self._jobs = [j for j in self._jobs if not j.done]
        self._jobs.append(job)  # QGIS forgets tasks whose Python side is gone
        if QgsApplication.platform() == "desktop":
            QgsApplication.taskManager().addTask(job)
        else:
            # In a script, exitQgis() would wait for the task while it keeps Python from running.
            threading.Thread(target=job.run, name=job.description(), daemon=True).start()
        return job

    def running(self) -> list[Job[Any]]:
        return [job for job in self._jobs if not job.done]

    def wait(self, timeout: float | None = None) -> bool:
        """Until no job is left; False when the time ran out."""
        return self._main.wait_for(lambda: not self.running(), timeout)

    def cancel(self) -> None:
        for job in self.running():
            job.cancel()
