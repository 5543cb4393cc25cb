# SPDX-License-Identifier: GPL-2.0-or-later
"""Work that dies by SIGKILL at a chosen moment, in a process of its own.

A moment is a kind and a number: the n-th time a transaction is about to be committed or has just
been, in whatever SQLite file and by whomever (QGIS and GDAL included), the n-th time a request is
about to be sent or has just been answered, the n-th time a file is about to get another name.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import requests.adapters


class Moment(Enum):
    COMMITTING = "committing"
    COMMITTED = "committed"
    SENDING = "sending"
    ANSWERED = "answered"
    RENAMING = "renaming"


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


_ENTRY = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_HOOK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
_TRACE = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)
_STATEMENT_ENDED = 2  # SQLITE_TRACE_PROFILE
_kept: list[Any] = []  # what C calls must not be collected


def watch_commits(committing: Callable[[], None], committed: Callable[[], None]) -> None:
    """Be told of every commit that any SQLite connection of this process, opened from now on,
    makes to a file; for the rest of the process."""
    sqlite = ctypes.CDLL("libsqlite3.so.0")  # the one that Python and GDAL use
    in_commit: set[int] = set()

    @_HOOK
    def hook(db: int) -> int:
        committing()
        in_commit.add(db)
        return 0

    @_TRACE
    def traced(kind: int, db: int, statement: int, more: int) -> int:
        if db in in_commit:
            in_commit.discard(db)
            committed()
        return 0

    @_ENTRY
    def opened(db: int, message: int, routines: int) -> int:
        sqlite.sqlite3_commit_hook(ctypes.c_void_p(db), hook, ctypes.c_void_p(db))
        sqlite.sqlite3_trace_v2(ctypes.c_void_p(db), _STATEMENT_ENDED, traced, ctypes.c_void_p(db))
        return 0

    _kept.extend((hook, traced, opened))
    if sqlite.sqlite3_auto_extension(opened):
        raise RuntimeError("this SQLite takes no automatic extensions")


def _arm(clock: _Clock) -> None:
    watch_commits(
        lambda: clock.tick(Moment.COMMITTING),
        lambda: clock.tick(Moment.COMMITTED),
    )
    send = requests.adapters.HTTPAdapter.send

    def counted(self: Any, *args: Any, **named: Any) -> Any:
        clock.tick(Moment.SENDING)
        answer = send(self, *args, **named)
        clock.tick(Moment.ANSWERED)
        return answer

    requests.adapters.HTTPAdapter.send = counted  # type: ignore[method-assign]
    for name in ("rename", "replace"):
        setattr(Path, name, _renaming(getattr(Path, name), clock))


def _renaming(rename: Callable[..., Path], clock: _Clock) -> Callable[..., Path]:
    def counted(self: Path, target: Any) -> Path:
        clock.tick(Moment.RENAMING)
        return rename(self, target)

    return counted


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


def essence(there: Mapping[tuple[str, str], Any], known: Collection[str]) -> list[str]:
    """A map on the server without what differs between two runs: ids of new objects, stamps,
    order. ``known`` are the ids that do not."""
    titles = {id: feature["properties"].get("title") for (_, id), feature in there.items()}
    found = []
    for (cls, id), feature in there.items():
        said = {
            k: titles.get(v, v) if k == "folderId" else v
            for k, v in feature["properties"].items()
            if not k.startswith("-") and k not in ("updated", "creator")
        }
        name = id if id in known else "new"
        found.append(json.dumps([cls, name, said, feature.get("geometry")], sort_keys=True))
    return sorted(found)
