# SPDX-License-Identifier: GPL-2.0-or-later
"""The server's clock."""

from __future__ import annotations

import time


class Clock:
    """Epoch milliseconds; `offset` seconds away from this machine's clock.

    No two changes share a moment, and no change is at or before a moment an answer has named.
    """

    def __init__(self) -> None:
        self.offset = 0.0
        self._last = 0

    def now(self) -> int:
        """The moment an answer names."""
        self._last = max(self._last, int((time.time() + self.offset) * 1000))
        return self._last

    def tick(self) -> int:
        """The moment of a change."""
        self._last = max(self._last + 1, int((time.time() + self.offset) * 1000))
        return self._last

    def date(self) -> float:
        """Epoch seconds for the Date header."""
        return time.time() + self.offset
