# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map kept up to date by itself, and telling what happens to it."""

from __future__ import annotations

import math
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

from ..caltopo.errors import CalTopoError
from ..host import log
from ..host.texts import tr
from ..sync.pace import Hooks
from ..sync.pull import Puller, PullReport
from ..sync.pushreport import PushReport
from .openmap import OpenMap


class Event(Enum):
    """What can be followed, and what a callback is given."""

    ADDED = "added"  # by others: the item of the PullReport
    PROPERTIES = "properties changed"  # likewise
    GEOMETRY = "geometry changed"  # likewise
    DELETED = "deleted"  # likewise
    CONFLICT = "conflict"  # the Conflict that is new
    QUEUE = "queue changed"  # what waits now: list of Waiting
    FAILED = "request failed"  # the item of the PushReport
    OFFLINE = "offline"  # why, as text
    ONLINE = "online"  # ""
    SYNCED = "synced"  # the PullReport, also of an empty pull
    CLOSED = "map closed"  # the map


Callback = Callable[[Any], None]


class Following(OpenMap):
    """Callbacks run on the thread that asked for them, one after the other.

    On the main thread that is when its event loop turns, in a script without one while a call to
    the map blocks; on another thread while that calls ``wait`` or ``serve``.
    An error in one is logged and harms nothing else.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._listeners: list[tuple[Event, Callback, int]] = []
        self._inboxes: dict[int, queue.Queue[Callable[[], None]]] = {}
        self._ticker: _Ticker | None = None
        self._in_conflict = {(c.cls, c.id) for c in self.conflicts()}
        self._queued = self._queue_now()

    # -- by itself ------------------------------------------------------------------------------

    def sync(self, interval: float | None = 10.0) -> None:
        """Refresh in the background, ``interval`` seconds after the last answer came.

        0 pauses, None stops.  While the server cannot be had the pauses grow up to two minutes;
        while it does not accept our credential nothing is tried.
        """
        self._check_writable()
        number = isinstance(interval, (int, float)) and math.isfinite(interval) and interval >= 0
        if interval is not None and not number:
            raise CalTopoError(
                tr("“{interval}” is no pause between two refreshes.").format(interval=interval),
                hint=tr("Give seconds, 0 to pause, None to stop."),
            )
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None
        if interval:
            self._ticker = _Ticker(self, interval)

    @property
    def sync_interval(self) -> float:
        """Seconds between refreshes; 0 while there are none."""
        return self._ticker.interval if self._ticker is not None else 0.0

    def tick(self, cancelled: Callable[[], bool]) -> float:
        """One refresh of the background; the seconds that a failing server asks to wait, or 0."""
        if self.refusal is not None or self.only_shown or self.asleep:
            return 0.0
        try:
            with self._lane.turn():
                self._pull(cancelled, None)
        except CalTopoError as error:  # ``offline`` says so, and is told
            return error.retry_after or 0.0
        return 0.0

    def sleeps(self, seconds: float, asked: bool) -> None:
        """The background tries again after so long; ``asked``: because the server said so."""
        if self.refusal is None:
            self._put_off(seconds, asked)

    # -- telling --------------------------------------------------------------------------------

    def on(self, event: Event | str, callback: Callback) -> Callable[[], None]:
        """Call ``callback`` with one value whenever that happens; the result ends it.

        ``event``: an Event or its name, "added", "properties changed", "geometry changed",
        "deleted", "conflict", "queue changed", "request failed", "offline", "online", "synced" or
        "map closed".
        """
        try:
            wanted = event if isinstance(event, Event) else Event(event.replace("_", " "))
        except ValueError:
            raise CalTopoError(
                tr("There is no event “{event}”.").format(event=event),
                hint=tr("There are {events}.").format(events=", ".join(e.value for e in Event)),
            ) from None
        thread = threading.get_ident()
        if not self._main.here():
            self._inboxes.setdefault(thread, queue.Queue())
        listener = (wanted, callback, thread)
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for what goes on in the background; False when ``timeout`` seconds were too few."""
        done = super().wait(timeout)
        self._deliver()
        return done

    def serve(self, seconds: float) -> None:
        """Let callbacks come for so long; for scripts without an event loop."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._main.wait_for(lambda: False, min(left, 0.1))
            self._deliver()

    def _deliver(self) -> None:
        self._main.serve()
        inbox = self._inboxes.get(threading.get_ident())
        while inbox is not None and not inbox.empty():
            inbox.get()()

    def _tell(self, event: Event, value: Any) -> None:
        for listener in list(self._listeners):
            wanted, _, thread = listener
            if wanted is not event:
                continue

            def call(listener: Any = listener) -> None:
                if listener not in self._listeners:
                    return  # ended meanwhile
                try:
                    listener[1](value)
                except Exception as error:
                    log.error("A callback for “" + event.value + "” failed: " + repr(error))

            if thread in self._inboxes:
                self._inboxes[thread].put(call)
            else:
                self._main.post(call)

    # -- what is told ---------------------------------------------------------------------------

    def _puller(self) -> Puller:
        puller = super()._puller()
        puller.told = self._tell_pulled
        return puller

    def _tell_pulled(self, report: PullReport) -> None:
        for item in report.items:
            if item["kind"] == "added":
                self._tell(Event.ADDED, item)
            elif item["kind"] == "deleted":
                self._tell(Event.DELETED, item)
            elif item["kind"] == "changed":
                if "properties" in item["what"]:
                    self._tell(Event.PROPERTIES, item)
                if "geometry" in item["what"]:
                    self._tell(Event.GEOMETRY, item)
        self._tell(Event.SYNCED, report)

    def _push(self, hooks: Hooks) -> PushReport:
        report = super()._push(hooks)
        for item in report.items:
            if item["outcome"] == "parked":
                self._tell(Event.FAILED, item)
        return report

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        was = self.offline
        try:
            with super()._reaching():
                yield
        finally:
            now = self.offline
            if now and not was:
                self._tell(Event.OFFLINE, now)
            elif was and not now:
                self._tell(Event.ONLINE, "")

    def _after_work(self) -> None:
        super()._after_work()
        found = self.conflicts()
        for conflict in found:
            if (conflict.cls, conflict.id) not in self._in_conflict:
                self._tell(Event.CONFLICT, conflict)
        self._in_conflict = {(c.cls, c.id) for c in found}
        queued = self._queue_now()
        if queued != self._queued:
            self._queued = queued
            self._tell(Event.QUEUE, self.outbox())

    def _queue_now(self) -> list[tuple[str, str, str, str]]:
        return [(e.kind, e.cls, e.id, e.state) for e in self.outbox()]

    def close(self) -> None:
        """Stop after the call in flight, take the layers away, let go of the files.

        What is not sent stays in the local copy and goes when the map is opened and pushed again.
        """
        if self._closed:
            return
        ticker, self._ticker = self._ticker, None
        if ticker is not None:
            ticker.stop()
            self._main.wait_for(lambda: not ticker.is_alive())
        super().close()
        self._tell(Event.CLOSED, self)
        self._deliver()  # a script without an event loop has no other call to make


LONGEST = 120.0  # seconds between two tries of a server that cannot be had


class _Ticker(threading.Thread):
    """Refreshes a map again and again, until ``stop``."""

    def __init__(self, followed: Following, interval: float) -> None:
        super().__init__(name="caltopo-sync " + followed.id, daemon=True)
        self.interval = interval
        self._followed = followed
        self._stopped = threading.Event()
        self.start()

    def stop(self) -> None:
        """No further refresh; one under way ends by itself."""
        self._stopped.set()

    def run(self) -> None:
        pause = self.interval
        while not self._stopped.wait(pause):
            try:
                asked = self._followed.tick(self._stopped.is_set)
            except Exception as error:  # a fault of ours must not end the refreshing unseen
                log.error("A refresh in the background failed: " + repr(error))
                asked = 0.0
            slower = min(LONGEST, pause * 2) if self._followed.offline else self.interval
            pause = max(self.interval, slower, asked)
            if self._followed.offline:
                self._followed.sleeps(pause, asked == pause)
