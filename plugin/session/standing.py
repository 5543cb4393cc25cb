# SPDX-License-Identifier: GPL-2.0-or-later
"""How an open map stands: with its server, and with whoever wants to write it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from ..caltopo.client import Client
from ..caltopo.errors import AuthError, PermissionDenied
from ..host.texts import tr
from ..sync.localcopy import LocalCopy
from .reach import Pause, Reach


class Standing:
    """The part of a map that knows what came of the last tries.  Any thread; does not wait."""

    server: str  # the address of the server the map is from
    _copy: LocalCopy
    _reach: Reach
    _waken: Callable[[], Client] | None
    _pause: Pause | None
    _kept: set[tuple[str, str]]
    _look_only: str
    _guest: bool
    _closed: bool

    @property
    def only_shown(self) -> bool:
        """Whether the copy has lost its ledger: it is neither refreshed nor pushed."""
        return bool(self._look_only)

    @property
    def guest(self) -> bool:
        """Whether it is a public map, opened without an account: nothing is ever sent from it."""
        return self._guest

    @property
    def read_only(self) -> str:
        """Why nothing can be sent, or "": a copy without its ledger, or a lost permission.

        With the latter, saving stays possible; what is saved waits, and each push tries again.
        """
        if self._look_only or self._closed:
            return self._look_only
        if self._guest:
            return tr("It is opened without an account.")
        unseen = isinstance(self._reach.error, PermissionDenied)  # it may not even be read
        return self._copy.ledger.denied() or (self._reach.reason if unseen else "")

    @property
    def offline(self) -> str:
        """Why the server could not be had, or would not have us, when last tried; or ""."""
        return self._reach.reason

    @property
    def refusal(self) -> AuthError | None:
        """The 401 that the last try met, if it did; ``refused`` was emitted once for it."""
        error = self._reach.error
        return error if isinstance(error, AuthError) else None

    @property
    def asleep(self) -> bool:
        """Whether it was reopened with its project and nothing has needed the network since."""
        return self._waken is not None

    @property
    def pause(self) -> Pause | None:
        """What is waited for before the server is asked again, if anything."""
        pause = self._pause
        return pause if pause is not None and pause.until > time.time() else None

    @property
    def kept(self) -> int:
        """How many objects are gone from the server, but not removed here on request."""
        return len(self._kept)

    @property
    def path(self) -> Path:
        """The GeoPackage of the local copy."""
        return self._copy.paths.geopackage
