# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls under way, and how not to wait for their answers any longer.

A thread that waits for a server cannot be told to stop.  But its connection can be shut down by
another thread, and then it has met the end of the answer.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, InvalidStateError, wait
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Callable

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError
from urllib3.util.retry import Retry

PATIENCE = 5.0  # seconds that a call which writes is waited for when somebody closes


class Line:
    """A session that one call at a time uses; ``used_at`` is when its connection was, if it has
    one."""

    def __init__(self, session: requests.Session) -> None:
        self.session = session
        self.used_at: float | None = None
        self.writes = False
        self._connection: Any = None
        # A socket of its own for the same connection: TLS takes the first one away.
        self._hold: socket.socket | None = None
        self._cut: Future[None] = Future()
        for adapter in session.adapters.values():
            if isinstance(adapter, HTTPAdapter):
                adapter.max_retries = Retry(0, read=False)
                self._attend(adapter)

    @property
    def is_cut(self) -> bool:
        return self._cut.done()

    def begin(self, writes: bool) -> None:
        """A call has the line now."""
        self.writes = writes
        self._cut = Future()

    def end(self) -> None:
        """The call is over."""
        if self._connection is not None and (self.is_cut or self._connection.sock is None):
            self.close()

    def cut(self) -> None:
        """Let the call end now, wherever it is.  Any thread."""
        with suppress(InvalidStateError):  # somebody has cut it already
            self._cut.set_result(None)
        self._shut()

    def close(self) -> None:
        """Close the connection; the session stays usable."""
        self.session.close()
        self.used_at = self._connection = None
        hold, self._hold = self._hold, None
        if hold is not None:
            hold.close()

    def _shut(self) -> None:
        hold = self._hold
        if hold is not None:
            with suppress(OSError):  # it has ended by itself
                hold.shutdown(socket.SHUT_RDWR)

    def _attend(self, adapter: Any) -> None:
        """Make this adapter's connections, also those by a proxy, ours."""
        attended: list[Any] = []

        def attend(manager: Any) -> Any:
            if manager not in attended:
                attended.append(manager)
                manager.pool_classes_by_scheme = self._pools(manager.pool_classes_by_scheme)
            return manager

        by_proxy = adapter.proxy_manager_for
        adapter.proxy_manager_for = lambda *given, **named: attend(by_proxy(*given, **named))
        attend(adapter.poolmanager)

    def _pools(self, classes: Mapping[str, Any]) -> dict[str, Any]:
        """urllib3's pools, of connections that are made by ``_connected``."""
        found = {}
        for scheme, pool in classes.items():
            base = pool.ConnectionCls

            def connect(connection: Any, base: Any = base) -> socket.socket:
                return self._connected(connection, partial(base._new_conn, connection))

            kind = type(base.__name__, (base,), {"_new_conn": connect})
            found[scheme] = type(pool.__name__, (pool,), {"ConnectionCls": kind})
        return found

    def _connected(self, connection: Any, connect: Callable[[], socket.socket]) -> socket.socket:
        """A connection's socket, made in a thread: nothing ends the search for a name."""
        made: Future[socket.socket] = Future()

        def make() -> None:
            try:
                made.set_result(connect())
            except BaseException as error:
                made.set_exception(error)

        threading.Thread(target=make, daemon=True).start()
        either: list[Future[Any]] = [made, self._cut]
        wait(either, return_when=FIRST_COMPLETED)
        if not made.done():
            made.add_done_callback(_thrown_away)
            raise NewConnectionError(connection, "nobody waits for it any more")
        found = made.result()
        if self._hold is not None:
            self._hold.close()
        self._connection, self._hold = connection, found.dup()
        if self.is_cut:
            self._shut()
        return found


class Waiter:
    """Whoever waits for calls, and may be told to wait no longer.  Any thread."""

    def __init__(self) -> None:
        self.over = False
        self._lock = threading.Lock()
        self._lines: set[Line] = set()

    @contextmanager
    def here(self) -> Iterator[None]:
        """All calls that this thread makes are waited for by this one, too."""
        former, _here.waiter = now(), self
        try:
            yield
        finally:
            _here.waiter = former

    @contextmanager
    def waiting(self, line: Line) -> Iterator[None]:
        """Around a call."""
        with self._lock:
            self._lines.add(line)
            if self.over:
                line.cut()
        try:
            yield
        finally:
            with self._lock:
                self._lines.discard(line)

    def give_up(self, patience: float | None = None) -> None:
        """Let no call begin any more, and end those that read.

        One that writes is waited for, with ``patience`` for so many seconds at most: without its
        answer it has perhaps taken effect.
        """
        with self._lock:
            self.over = True
            lines = set(self._lines)
            for line in lines:
                if not line.writes:
                    line.cut()
        if patience is not None and any(line.writes for line in lines):
            timer = threading.Timer(patience, self._cut_all)
            timer.daemon = True
            timer.start()

    def _cut_all(self) -> None:
        with self._lock:
            for line in self._lines:
                line.cut()


def now() -> Waiter | None:
    """Who waits for the calls of this thread, if anybody says so."""
    return getattr(_here, "waiter", None)


def _thrown_away(made: Future[socket.socket]) -> None:
    if made.exception() is None:
        made.result().close()


_here = threading.local()
