# SPDX-License-Identifier: GPL-2.0-or-later
# ruff: noqa: N818 - these names are what scripts catch; they say what happened
"""Everything that can go wrong, as exceptions that are fit to be shown.

No exception here ever holds a credential id, a secret, a signature or a query string, nor keeps
the exception it was made from.
"""

from __future__ import annotations

_LOOK_FIRST = "It may have taken effect all the same: look at the map before sending it again."


class CalTopoError(Exception):
    """Base of all errors of the plugin.

    ``text`` says what happened and to what, in one sentence, and is also ``str(error)``.
    ``hint`` says what to do next. ``details`` are the server's own words, cleaned and cut.
    ``retryable``: the same call may succeed later without anybody changing anything.
    ``perhaps_done``: the call may have taken effect on the server, although it failed here; a
    repeat could double it.
    ``status``: the HTTP status, if there was an answer.
    ``retry_after``: seconds the server asked to wait, if it did.
    """

    def __init__(
        self,
        text: str,
        *,
        details: str = "",
        hint: str = "",
        retryable: bool = False,
        perhaps_done: bool = False,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(text)
        self.text = text
        self.details = details
        self.hint = f"{hint} {_LOOK_FIRST}".strip() if perhaps_done else hint
        self.retryable = retryable
        self.perhaps_done = perhaps_done
        self.status = status
        self.retry_after = retry_after


class AuthError(CalTopoError):
    """The server did not accept who we are (401), or the secret cannot be used at all.

    ``retryable`` here means that the signature's expiry may have been wrong by the server's clock,
    of which there is another reading: made anew, once, the call may pass.
    """


class PermissionDenied(CalTopoError):
    """The server knows us and does not allow this (403, or a 200 that says so)."""


class NotFound(CalTopoError):
    """There is no such map or object, or not for us (404)."""


class Rejected(CalTopoError):
    """The server refused what was sent (another 4xx, or a 200 whose status is not "ok")."""


class Throttled(CalTopoError):
    """Too many requests (429)."""


class ServerError(CalTopoError):
    """The server failed (5xx)."""


class NetworkError(CalTopoError):
    """There was no answer, or only a part of one."""


class BadAnswer(CalTopoError):
    """An answer came, but not one CalTopo gives: HTML, cut short, empty, no JSON, wrong shape."""


class Cancelled(CalTopoError):
    """The caller asked to stop."""


class MapInUse(CalTopoError):
    """Another QGIS has this map's local copy open."""


class MissingDependency(CalTopoError):
    """A Python library that this needs is not installed."""


class LayerInEditMode(CalTopoError):
    """The layer is being edited; rows cannot be written beside its edit buffer."""
