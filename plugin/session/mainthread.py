# SPDX-License-Identifier: GPL-2.0-or-later
"""Work on rows belongs to the main thread; here others hand it over and wait.

A queue that a queued signal drains where there is an event loop, and every blocking call on the
main thread where there is none: so a waiting script and a push that needs rows do not deadlock.
"""

from __future__ import annotations

import atexit
import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext, suppress
from typing import Any, TypeVar

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QThreadPool, QTimer, pyqtSignal

from ..caltopo.errors import Cancelled
from ..host.texts import tr

T = TypeVar("T")
TURN = 0.005  # seconds of queued work after which the event loop gets its turn


class MainThread(QObject):
    """The main thread's inbox."""

    _posted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._queue: queue.Queue[tuple[Callable[[], Any], Future[Any]]] = queue.Queue()
        # Qt delivers signals that are queued meanwhile before it looks at anything else; a timer
        # lets the window live between two pieces of work.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(1)
        application = QCoreApplication.instance()
        if application is not None:
            self.moveToThread(application.thread())
        self._ending = False
        self._asking = threading.Lock()  # nothing is queued once the last has been let go
        if application is not None:
            application.aboutToQuit.connect(self.end)
        atexit.register(self.end)
        self._pause.timeout.connect(self._turn)  # after it is moved, to be called there
        self._posted.connect(self._soon, Qt.ConnectionType.QueuedConnection)

    @staticmethod
    def here() -> bool:
        """Whether the caller is on the main thread."""
        return threading.current_thread() is threading.main_thread()

    def call(self, work: Callable[[], T]) -> T:
        """Do work on the main thread and give back what it returns or raises."""
        if self.here():
            return work()
        answer = self._ask(work)
        with _room_for_others():
            return answer.result()

    def post(self, work: Callable[[], Any]) -> None:
        """Have work done on the main thread when it gets there; nobody waits for it."""
        with suppress(Cancelled):
            self._ask(work)

    def _ask(self, work: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        with self._asking:
            if self._ending:
                raise Cancelled(tr("QGIS is closing."))
            self._queue.put((work, future))
        self._posted.emit()
        return future

    def end(self) -> None:
        """QGIS or the script ends: whoever waits for the main thread is let go."""
        with self._asking:
            self._ending = True
        while True:
            try:
                _, future = self._queue.get(False)
            except queue.Empty:
                return
            future.set_exception(Cancelled(tr("QGIS is closing.")))

    def _soon(self) -> None:
        if not self._pause.isActive() and not self._queue.empty():
            self._pause.start()

    def _turn(self) -> None:
        end = time.monotonic() + TURN
        while self._next(0.0):
            if time.monotonic() > end:
                self._soon()
                return

    def serve(self) -> None:
        """Do what is queued; nothing where the caller is not on the main thread."""
        while self.here() and self._next(0.0):
            pass

    def wait_for(self, done: Callable[[], bool], timeout: float | None = None) -> bool:
        """Do queued work until ``done()``; False when the time ran out.  Any thread."""
        end = None if timeout is None else time.monotonic() + timeout
        with nullcontext() if self.here() else _room_for_others():
            while not done():
                if end is not None and time.monotonic() > end:
                    return False
                if not self.here():
                    time.sleep(0.01)
                else:
                    self._next(0.01)
        return True

    def _next(self, timeout: float) -> bool:
        try:
            work, future = self._queue.get(timeout=timeout) if timeout else self._queue.get(False)
        except queue.Empty:
            return False
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)
        return True


@contextmanager
def _room_for_others() -> Iterator[None]:
    """While a thread waits, tasks that are queued behind it begin: the main thread may be waiting
    for one of them, as QGIS does for the snapping index of a layer that it deletes."""
    pool = pool_of_tasks()
    pool.releaseThread()
    try:
        yield
    finally:
        pool.reserveThread()


def pool_of_tasks() -> QThreadPool:
    """The threads that QgsTasks run in: from QGIS 3.34 on the task manager has its own."""
    own = getattr(QgsApplication.taskManager(), "threadPool", None)
    return QThreadPool.globalInstance() if own is None else own()


_main: MainThread | None = None
_lock = threading.Lock()


def main_thread() -> MainThread:
    """The one inbox of this process."""
    global _main
    with _lock:
        if _main is None:
            _main = MainThread()
        return _main
