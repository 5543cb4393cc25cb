# SPDX-License-Identifier: GPL-2.0-or-later
"""What one measurement found, against what it has to be."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Measure:
    """A ratio with its target; ``at_most`` tells on which side of the target it must be.

    ``own``: the limit is our own, for a case that nobody has asked for.
    """

    name: str
    value: float
    target: float
    at_most: bool
    details: dict[str, Any] = field(default_factory=dict)
    own: bool = False

    @property
    def passed(self) -> bool:
        return self.value <= self.target if self.at_most else self.value >= self.target

    def line(self) -> str:
        sign = "at most" if self.at_most else "at least"
        verdict = "pass" if self.passed else "FAIL"
        return f"{verdict}  {self.name:<58} {self.value:8.2f}   {sign} {self.target:g}"

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "passed": self.passed}


def timed(work: Callable[[], Any]) -> float:
    """Seconds of wall time."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def memory_now() -> int:
    """Resident bytes of this process (Linux)."""
    return _status("VmRSS:")


def memory_peak() -> int:
    """The most resident bytes this process ever had (Linux); a parent's peak does not count."""
    return _status("VmHWM:")


def _status(name: str) -> int:
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    raise RuntimeError(f"/proc/self/status has no {name}")
