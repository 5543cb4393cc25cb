# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether an open map's server can be had, and when somebody is asked for another credential."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..caltopo.errors import (
    AuthError,
    BadAnswer,
    CalTopoError,
    NetworkError,
    NotFound,
    PermissionDenied,
    Rejected,
    ServerError,
    Throttled,
)

REFUSALS = (AuthError, PermissionDenied, NotFound, Rejected)

# What is here can be worked with all the same: most of these say nothing about the map, and one
# that the server will not show us any more may hold edits that exist nowhere else.
UNREACHED = (NetworkError, ServerError, Throttled, BadAnswer, *REFUSALS)


@dataclass(frozen=True)
class Pause:
    """Nothing is asked of the server ``until`` then (``time.time()``); ``asked``: it said so."""

    until: float
    asked: bool


class Reach:
    """What came of the last try; ``ask`` is called once with a 401, until a run has passed.

    Used by one thread at a time, that whose turn it is to work on the map.
    """

    def __init__(self, ask: Callable[[AuthError], None]) -> None:
        self._ask = ask
        self._asked = False
        self.error: CalTopoError | None = None

    @property
    def reason(self) -> str:
        """Why the server could not be had when last tried; "" where it could."""
        if isinstance(self.error, REFUSALS):
            return " ".join(filter(None, (self.error.text, self.error.details, self.error.hint)))
        return self.error.text if self.error is not None else ""

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Around a run that talks to the server."""
        try:
            yield
        except UNREACHED as error:
            self.error = error
            if isinstance(error, AuthError) and not self._asked:
                self._asked = True
                self._ask(error)
            raise
        self.error, self._asked = None, False

    def ask_again(self) -> None:
        """Somebody wants to know now: the next 401 is asked about, too."""
        self._asked = False
