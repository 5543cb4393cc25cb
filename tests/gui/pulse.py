# SPDX-License-Identifier: GPL-2.0-or-later
"""How long the main thread is held: a timer on it ticks as often as it can."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from qgis.PyQt.QtCore import QElapsedTimer, QObject, QTimer


class Pulse(QObject):
    """Ticks on the main thread, and remembers the longest pauses."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._clock = QElapsedTimer()
        self._worked = 0.0
        self.pauses: list[float] = []  # milliseconds by the clock
        self.works: list[float] = []  # and those in which the main thread worked

    def _tick(self) -> None:
        worked = time.thread_time()
        self.pauses.append(self._clock.nsecsElapsed() / 1e6)
        self.works.append((worked - self._worked) * 1e3)
        self._worked = worked
        self._clock.restart()

    @contextmanager
    def measuring(self) -> Iterator[None]:
        gc.collect()
        self.pauses.clear()
        self.works.clear()
        self._worked = time.thread_time()
        self._clock.start()
        self._timer.start()
        try:
            yield
        finally:
            self._tick()
            self._timer.stop()

    @property
    def longest(self) -> tuple[float, float]:
        """By the clock, and at work."""
        return max(self.pauses), max(self.works)
