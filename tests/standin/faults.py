# SPDX-License-Identifier: GPL-2.0-or-later
"""What can go wrong with a call, on demand."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from enum import Enum
from random import Random
from typing import Any


class Kind(str, Enum):
    """How a call goes wrong."""

    STATUS = "status"  # `status` with a `body` of json, html, empty or text
    ERROR = "error"  # 200, but `status` is not ok, with `message`
    EMPTY = "empty"  # 200 without a byte
    HTML = "html"  # 200 with a web page
    TRUNCATED = "truncated"  # the real answer breaks off after `fraction`; the connection too
    CUT = "cut"  # the same with a matching Content-Length: only the JSON is incomplete
    DROP = "drop"  # the connection ends before anything is done
    LOST = "lost"  # everything is done, then the connection ends without an answer
    LATE = "late"  # nothing is done for `delay` seconds, then everything
    SLOW = "slow"  # the real answer comes in drops over `delay` seconds
    HANG = "hang"  # no answer for `delay` seconds, then the connection ends
    REDIRECT = "redirect"  # to `location`
    NAN = "nan"  # the real answer with a NaN among its coordinates, or as `named` properties
    BROKEN = "broken"  # the real answer with `features` in it that are none
    CLOSED = "closed"  # the real answer; the connection ends after it, unannounced
    WRONG_DATE = "wrong_date"  # the real answer with a Date `offset` seconds off


_REAL = {
    Kind.TRUNCATED,
    Kind.CUT,
    Kind.LOST,
    Kind.LATE,
    Kind.SLOW,
    Kind.NAN,
    Kind.BROKEN,
    Kind.CLOSED,
    Kind.WRONG_DATE,
}

BROKEN_FEATURES: tuple[Any, ...] = (
    {
        "type": "Feature",
        "id": "broken-words",
        "properties": {"class": "Marker", "title": "words for coordinates"},
        "geometry": {"type": "Point", "coordinates": ["west", "north"]},
    },
    {
        "type": "Feature",
        "id": "broken-ring",
        "properties": {"class": "Shape", "title": "an empty ring"},
        "geometry": {"type": "Polygon", "coordinates": [[]]},
    },
    {
        "type": "Feature",
        "id": "broken-string",
        "properties": {"class": "Shape", "title": "a string for coordinates"},
        "geometry": {"type": "LineString", "coordinates": "-120.1,39.2"},
    },
    {"type": "Feature", "id": "broken-bare"},
    None,
)


@dataclass
class Fault:
    """One thing going wrong, for `times` calls (None: until cleared) that fit.

    `method` and `path` (a regular expression, searched) choose the calls; the first `after` of
    them pass, and of the others a share of `chance` fails. `committed` carries a call out before
    its answer goes wrong; where the kind is about the real answer that is so anyway.
    """

    kind: Kind
    method: str | None = None
    path: str | None = None
    times: int | None = 1
    after: int = 0
    chance: float = 1.0
    committed: bool = False
    status: int = 500
    body: str = "json"
    message: str = "internal error"
    headers: dict[str, str] = field(default_factory=dict)
    retry_after: int | str | None = None
    delay: float = 2.0
    checked_first: bool = False  # late: the signature is checked before the wait, not after it
    reset: bool = False  # the connection is reset, not closed
    fraction: float = 0.5
    location: str = "http://127.0.0.1:9/elsewhere"
    features: tuple[Any, ...] = BROKEN_FEATURES
    named: str = ""  # nan: the property whose numbers it takes the place of
    offset: float = 3600.0

    def __post_init__(self) -> None:
        self.kind = Kind(self.kind)
        self.features = tuple(self.features)

    @property
    def commits(self) -> bool:
        """Whether the call is carried out."""
        return self.committed or self.kind in _REAL

    def fits(self, method: str, path: str) -> bool:
        if self.method is not None and self.method.upper() != method:
            return False
        return self.path is None or re.search(self.path, path) is not None

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "kind": self.kind.value}


class Faults:
    """The faults that wait for their call. The first that fits is used, and counted down."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def waiting(self) -> list[Fault]:
        return list(self._waiting)

    def take(self, method: str, path: str, random: Random) -> Fault | None:
        for fault in self._waiting:
            if not fault.fits(method, path):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            if fault.chance < 1.0 and random.random() >= fault.chance:
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
            return fault
        return None
