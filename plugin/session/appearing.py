# SPDX-License-Identifier: GPL-2.0-or-later
"""What was sent without an answer, looked for on an open map."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..caltopo.errors import CalTopoError
from .editing import Editing

MARGIN = 3.0  # seconds after its expiry until a call that took effect has to show
LOOK = 2.0  # seconds between two looks


class Appearing(Editing):
    """For calls that go beside the rows: each is made once, whatever becomes of its answer."""

    def _appears(self, there: Callable[[], bool], expires: float) -> bool:
        """Whether what was just sent comes up on the map before it no longer can.

        ``there`` looks into the copy; ``expires``: seconds that the call was signed for.
        """
        until = time.monotonic() + expires + MARGIN + self._abilities().lag
        while True:
            late = time.monotonic() > until
            try:
                self.refresh()
                if there():
                    return True
            except CalTopoError:
                pass  # a bad link is why we are here
            if late:
                return False
            time.sleep(LOOK)
