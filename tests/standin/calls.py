# SPDX-License-Identifier: GPL-2.0-or-later
"""A record of every call."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass
class Call:
    """A call as it came in; `status` is None while it is answered, and where it never was."""

    method: str
    path: str  # without the query
    map: str | None
    cls: str | None
    id: str | None
    json: str | None  # the text of the json parameter
    status: int | None
    at: float  # epoch seconds of the server's clock, at arrival
    account: str | None  # None where nothing valid was signed, or a fault came first
    expires: int | None
    fault: str | None
    reused: bool  # came over a connection that carried a call before
    connection: int
    in_flight: int  # calls under way when it came, itself included
    took: float | None = None  # seconds until the answer was ready
    done: bool = False  # the answer is out, or given up

    @property
    def body(self) -> dict[str, Any] | None:
        """The decoded json parameter."""
        return json.loads(self.json) if self.json else None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
