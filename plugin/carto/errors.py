# SPDX-License-Identifier: GPL-2.0-or-later
"""What can go wrong with a Maps API, fit to be shown; never with a key, a token or a query."""

from __future__ import annotations

EXPIRED = "nonexistent map configuration token"


class CartoError(Exception):
    """A call to a Maps API failed, or what was to be sent cannot be.

    ``text`` says what happened and is also ``str(error)``; ``hint`` what to do next.
    ``status`` is the HTTP status, None where there was no answer or nothing was sent. It is a hint
    only: the server derives it partly from the text of the error (seen in real answers).
    ``errors`` are the server's own texts. ``layer`` is the index of the map's layer they are about.
    ``retryable``: the same call may succeed later; ``retry_after`` seconds, where the server says.
    """

    def __init__(
        self,
        text: str,
        *,
        status: int | None = None,
        errors: tuple[str, ...] = (),
        layer: int | None = None,
        hint: str = "",
        retryable: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(text)
        self.text = text
        self.status = status
        self.errors = errors or (text,)
        self.layer = layer
        self.hint = hint
        self.retryable = retryable
        self.retry_after = retry_after

    @property
    def expired(self) -> bool:
        """Whether the map has to be instantiated again: the text says so, the status (400) does
        not (seen in real answers)."""
        return any(EXPIRED in text for text in self.errors)
