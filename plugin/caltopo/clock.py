# SPDX-License-Identifier: GPL-2.0-or-later
"""How far the server's clock is ahead of this computer's.

Signatures expire by the server's clock. Answers tell it twice: in their own ``timestamp``, and in
the Date header, which a proxy on the way may have written by a clock of its own.
"""

from __future__ import annotations

import threading

CLOCK_MATTERS = 10.0  # seconds by which a signature's expiry may be wrong without harm

_STAMP, _DATE, _LOCAL = "timestamp", "Date", "local"  # in the order in which they are believed


class ServerClock:
    """Learns from every answer. Safe from several threads.

    A reading was written some time between sending and receiving, so each answer gives an
    interval the offset must lie in; an estimate moves only as far as it has to.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._estimates = {_LOCAL: 0.0}
        self._doubted: set[str] = set()

    @property
    def offset(self) -> float:
        """Server minus local clock, in seconds; 0 before the first answer."""
        with self._lock:
            return self._believed()

    def learn_date(self, date: float, sent_at: float, received_at: float) -> None:
        """Take in the Date of an answer, in whole epoch seconds."""
        self._learn(_DATE, date - received_at, date + 1.0 - sent_at)

    def learn_stamp(self, milliseconds: int, sent_at: float, received_at: float) -> None:
        """Take in the timestamp of an answer."""
        stamp = milliseconds / 1000
        self._learn(_STAMP, stamp - received_at, stamp - sent_at)
        with self._lock:
            self._estimates.pop(_LOCAL, None)  # stands for a server's clock nobody has told of

    def refused(self, used: float) -> bool:
        """A signature made with the offset ``used`` was refused: whether another one is worth a
        try. It is then the one in use.
        """
        with self._lock:
            if abs(self._believed() - used) <= CLOCK_MATTERS:
                self._doubted |= {
                    name
                    for name, offset in self._estimates.items()
                    if abs(offset - used) <= CLOCK_MATTERS
                }
                if self._doubted >= self._estimates.keys():
                    self._doubted.clear()
            return abs(self._believed() - used) > CLOCK_MATTERS

    def _believed(self) -> float:
        for name in (_STAMP, _DATE, _LOCAL):
            if name in self._estimates and name not in self._doubted:
                return self._estimates[name]
        return 0.0

    def _learn(self, name: str, lowest: float, highest: float) -> None:
        if lowest > highest:
            return  # the local clock was set back in between
        with self._lock:
            before = self._estimates.get(name, 0.0)
            now = self._estimates[name] = min(max(before, lowest), highest)
            if abs(now - before) > CLOCK_MATTERS:
                self._doubted.discard(name)  # a new reading is no longer the one that was refused
