# SPDX-License-Identifier: GPL-2.0-or-later
"""Work that dies by SIGKILL at a chosen moment, in a process of its own.

A moment is a kind and a number: the n-th time a transaction is about to be committed or has just
been (in the ledger or the GeoPackage), the n-th time a request is about to be sent or has just
been answered.
"""

from __future__ import annotations

import functools
import os
import signal
import sqlite3
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

import requests.adapters


class Moment(Enum):
    COMMITTING = "committing"
    COMMITTED = "committed"
    SENDING = "sending"
    ANSWERED = "answered"


class _Clock:
    """Counts moments of one kind and kills the process at the one that was chosen."""

    def __init__(self, moment: Moment, number: int) -> None:
        self._moment = moment
        self._left = number
        self._lock = threading.Lock()

    def tick(self, moment: Moment) -> None:
        if moment is not self._moment:
            return
        with self._lock:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def _arm(clock: _Clock) -> None:
    class Connection(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> Any:  # type: ignore[override]
            ends = sql == "COMMIT" or (not self.in_transaction and sql[:6] in _WRITES)
            if ends:
                clock.tick(Moment.COMMITTING)
            done = super().execute(sql, *values)
            if ends:
                clock.tick(Moment.COMMITTED)
            return done

    sqlite3.connect = functools.partial(sqlite3.connect, factory=Connection)  # type: ignore[assignment]
    send = requests.adapters.HTTPAdapter.send

    def counted(self: Any, *args: Any, **named: Any) -> Any:
        clock.tick(Moment.SENDING)
        answer = send(self, *args, **named)
        clock.tick(Moment.ANSWERED)
        return answer

    requests.adapters.HTTPAdapter.send = counted  # type: ignore[method-assign]


_WRITES = ("INSERT", "UPDATE", "DELETE")


def dies(work: Callable[[], None], moment: Moment, number: int, seconds: float = 30.0) -> bool:
    """Do work in a child process that is killed at a moment; False where it ended before that.

    The caller must have nothing open that the work opens.
    """
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _arm(_Clock(moment, number))
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    end = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise TimeoutError(f"still at work after {seconds} s ({moment.value} {number})")
        time.sleep(0.002)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, f"the work failed by itself ({moment.value} {number})"
    return False


def numbers(first: int = 1, step: int = 1) -> Iterator[int]:
    """1, 2, 3, …: every moment there is, until the work ends before one."""
    number = first
    while True:
        yield number
        number += step
