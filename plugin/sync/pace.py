# SPDX-License-Identifier: GPL-2.0-or-later
"""How long a push may take, and how it talks to whoever started it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How long things may take, in seconds."""

    fresh: float = 5.0  # that a server text may be old under a call
    expires: float = 30.0  # that a call may take effect after it was signed
    margin: float = 3.0  # beyond that, before it is taken for not done
    unsigned: float = 120.0  # the same wait where nothing expires (CalTopo Desktop)
    look: float = 2.0  # between looks for a call of unknown outcome
    pause: float = 0.5  # before the second try; doubled with each one
    longest: float = 120.0  # that a server may ask to wait before a push gives up


USUAL = Pace()


@dataclass
class Hooks:
    """How a push talks to whoever started it; may be called from its thread."""

    progress: Callable[[int, int], None] = lambda done, total: None
    cancelled: Callable[[], bool] = lambda: False
    approve: Callable[[int, int], bool] = lambda calls, deletes: True
    before_sending: Callable[[], None] = lambda: None
    pause: Callable[[float, bool], None] = lambda seconds, asked: None  # ``asked`` by the server
