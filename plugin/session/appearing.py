# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls that go beside the rows: each is made once, whatever becomes of its answer, and of us."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from ..caltopo.errors import CalTopoError
from ..sync.pace import USUAL
from .editing import Editing

MARGIN = USUAL.margin  # seconds after its expiry until a call that took effect has to show
LOOK = USUAL.look  # seconds between two looks
_SENT = "sent beside"  # in the ledger: names of calls, and until when each may take effect
_FORGOTTEN = 24 * 3600.0  # seconds after that


class Appearing(Editing):
    """Makes calls that the outbox does not hold."""

    def _make_once(
        self, name: str, there: Callable[[], bool], make: Callable[[], object], expires: float
    ) -> bool:
        """Make a call, unless one of this name, of a run that was cut short, turns out done.

        ``there`` looks for its object in the copy, which is up to date; ``expires``: seconds that
        the call is signed for.  Whether the call was made by this run.  Raises CalTopoError.
        """
        life = expires if self._wire.signed else max(expires, USUAL.unsigned)
        noted = self._sent().get(name)
        if noted is not None and self._appears(there, min(noted - self._now(), life)):
            self._note(name, None)
            return False
        self._note(name, self._now() + life)
        try:
            make()
        except CalTopoError as error:
            if error.perhaps_done and self._appears(there, life):
                self._note(name, None)
                return True
            self._note(name, None)
            raise
        self._note(name, None)
        return True

    def _appears(self, there: Callable[[], bool], expires: float) -> bool:
        """Whether what was sent comes up on the map before it no longer can, ``expires`` seconds
        from now.  Raises CalTopoError where the last look, which would tell, is not possible."""
        until = time.monotonic() + expires + MARGIN + self._abilities().lag
        while True:
            late = time.monotonic() > until
            try:
                self.refresh()
            except CalTopoError:
                if late:
                    raise
            else:
                if there():
                    return True
                if late:
                    return False
            time.sleep(LOOK)

    def _now(self) -> float:
        """The server's time, in epoch seconds, as far as its answers have told it."""
        return time.time() + self._wire.clock_offset

    def _sent(self) -> dict[str, float]:
        found: dict[str, float] = json.loads(self._ledger.meta(_SENT) or "{}")
        return found

    def _note(self, name: str, until: float | None) -> None:
        """Note until when a call may take effect; None once its outcome is known."""
        with self._ledger as ledger:
            oldest = self._now() - _FORGOTTEN
            sent = {n: t for n, t in self._sent().items() if n != name and t > oldest}
            if until is not None:
                sent[name] = until
            ledger.set_meta(_SENT, json.dumps(sent))
