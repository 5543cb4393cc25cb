# SPDX-License-Identifier: GPL-2.0-or-later
"""The main thread's inbox lets go of whoever waits for it when QGIS ends, at whatever moment."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import Cancelled
from caltopo_sync.plugin.session.mainthread import MainThread, pool_of_tasks
from qgis.core import QgsApplication, QgsTask


class Caller(threading.Thread):
    """Wants something of the main thread, and notes what came of it."""

    def __init__(self, main: MainThread) -> None:
        super().__init__(daemon=True)
        self._main = main
        self.came: Any = None
        self.start()

    def run(self) -> None:
        try:
            self.came = self._main.call(lambda: "done")
        except Cancelled as error:
            self.came = error


def test_who_waits_when_qgis_ends_is_let_go(qgis_app: Any) -> None:
    main = MainThread()
    caller = Caller(main)
    caller.join(0.3)
    assert caller.is_alive()  # nobody serves
    main.end()
    caller.join(5)
    assert isinstance(caller.came, Cancelled)
    late = Caller(main)
    late.join(5)
    assert isinstance(late.came, Cancelled)


def test_who_asks_while_qgis_ends_is_let_go(qgis_app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """QGIS ends between its look at whether it does, and its place in the queue."""
    main = MainThread()
    put = main._queue.put

    def late(item: Any) -> None:
        ending = threading.Thread(target=main.end, daemon=True)
        ending.start()
        ending.join(0.5)  # it may have to wait for this very call
        put(item)

    monkeypatch.setattr(main._queue, "put", late)
    caller = Caller(main)
    caller.join(5)
    assert isinstance(caller.came, Cancelled)


def test_tasks_that_wait_for_the_main_thread_leave_room_for_what_that_waits_for(
    qgis_app: Any,
) -> None:
    """As many wait as there are threads; QGIS blocks the main thread until another task is done."""
    main, came = MainThread(), threading.Event()
    waiting = threading.Semaphore(0)

    def wait(task: QgsTask, turn: bool) -> None:
        waiting.release()
        if turn:
            main.wait_for(came.is_set, 20)
        else:
            main.call(lambda: None)

    tasks = [
        QgsTask.fromFunction("waits", wait, turn=number % 2 == 0)
        for number in range(pool_of_tasks().maxThreadCount())
    ]
    tasks.append(QgsTask.fromFunction("is waited for", lambda task: came.set()))
    for task in tasks[:-1]:
        QgsApplication.taskManager().addTask(task)
        assert waiting.acquire(timeout=10)
    QgsApplication.taskManager().addTask(tasks[-1])
    try:
        assert came.wait(5)  # the main thread does nothing else
    finally:
        came.set()
        main.end()
        for task in tasks:
            task.waitForFinished(10_000)
