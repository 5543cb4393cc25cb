# SPDX-License-Identifier: GPL-2.0-or-later
"""What CalTopo's answers mean, judged strictly.

Success is HTTP 200 and JSON and ``"status": "ok"`` and the expected ``result``. Anything else is
an error that says what happened, to what, and what to do next. Seen in real answers: a 200 that
carries an error's message, a 200 with no bytes, a 200 that is a web page.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

from .errors import (
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

_MOST_WORDS = 300  # characters of the server's own words that are kept
_MOST_READ = 1 << 16  # bytes of an error's body that are looked at
_CLOCK_WORTH_SAYING = 60.0  # seconds

_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_PARAMETER = re.compile(r"\b(expires|signature|json)=[^&\s\"'<>]+", re.IGNORECASE)
_NO_PERMISSION = re.compile(
    r"permission|not (allowed|authori[sz]ed)|unauthori[sz]ed|forbidden|access denied"
    r"|authentication required",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Call:
    """One request. ``what`` is told to people ("reading map ABC12").

    ``path`` is percent-encoded; with a ``key`` it has a query of its own. ``payload`` is JSON text
    or empty. ``expires_in`` and ``read_timeout`` are seconds; ``needs`` is the level the official
    page names.
    """

    method: str
    path: str
    what: str
    payload: str = field(default="", repr=False)
    expires_in: float = 120.0
    read_timeout: float | None = None
    needs: str = ""
    # Of a call that is never signed: what lets it in, and must not be told.
    key: str = field(default="", repr=False)

    @property
    def writes(self) -> bool:
        return self.method != "GET"


@dataclass(frozen=True)
class Answer:
    """The head of an answer and the way to its body. ``hidden`` never gets into a text.

    ``sent_at`` is epoch seconds by this computer's clock. ``clock_offset``: seconds the server's
    clock is ahead of it, as far as is known now; ``signed_offset``: the same when the call was
    signed.
    """

    call: Call
    host: str
    status: int
    headers: Mapping[str, str]
    body: Iterator[bytes] = field(repr=False)
    signed: bool
    sent_at: float
    signed_offset: float
    clock_offset: float
    hidden: tuple[str, ...] = field(repr=False)

    @property
    def subject(self) -> str:
        return f"The answer of {self.host} to {self.call.what}"

    def bad(self, what: str, *, details: str = "", hint: str = "") -> BadAnswer:
        return BadAnswer(
            f"{self.subject} {what}.",
            details=details,
            hint=hint or "Check that the server's address is that of a CalTopo server.",
            perhaps_done=self.call.writes,
            status=self.status,
        )

    def words(self, text: str) -> str:
        """Words of the server, fit to be shown: one line, plain, short, without secrets."""
        plain = html.unescape(_TAG.sub(" ", _SCRIPT.sub(" ", text)))
        plain = _TAG.sub(" ", plain)
        for value in filter(None, self.hidden):
            for form in {value, quote(value, safe=""), quote(value), quote_plus(value)}:
                plain = re.sub(re.escape(form), "…", plain, flags=re.IGNORECASE)
        plain = _PARAMETER.sub(r"\1=…", plain)
        shown = (" " if unicodedata.category(char)[0] == "C" else char for char in plain)
        line = " ".join("".join(shown).split())
        return line if len(line) <= _MOST_WORDS else f"{line[:_MOST_WORDS]}…"


def accepted(answer: Answer, envelope: Mapping[str, Any]) -> Any:
    """The ``result`` of an answer whose status is "ok" (None if it has none)."""
    status = envelope.get("status")
    if status == "ok":
        return envelope.get("result")
    message = envelope.get("message")
    if status is None and message is None:
        raise answer.bad("does not say that it is ok")
    details = answer.words(" ".join(str(said) for said in (status, message) if said is not None))
    if _NO_PERMISSION.search(details):
        raise _denied(answer, details)
    raise Rejected(
        f"{answer.host} refused {answer.call.what}.",
        details=details,
        hint="Often the account may only read this map. Read the server's own words.",
        status=answer.status,
    )


def refusal(answer: Answer) -> CalTopoError:
    """The error an answer other than HTTP 200 stands for."""
    call, host, status = answer.call, answer.host, answer.status
    if 300 <= status < 400:
        return _redirected(answer)
    details = answer.words(_message(_first_bytes(answer.body)))
    if status == 401:
        return _not_known(answer, details)
    if status == 403:
        return _denied(answer, details)
    if status == 404:
        return NotFound(
            f"{host} found nothing for {call.what}.",
            details=details,
            hint="It was deleted, the id is wrong, or this account does not see it.",
            status=status,
        )
    if status == 429:
        return _throttled(answer, details)
    if 400 <= status < 500:
        return Rejected(
            f"{host} refused {call.what} ({status}).",
            details=details,
            hint="Sent again unchanged it would be refused again. Read the server's own words.",
            status=status,
        )
    if status >= 500:
        return ServerError(
            f"{host} failed at {call.what} ({status}).",
            details=details,
            hint="The trouble is at the server; try again in a while.",
            retryable=True,
            perhaps_done=call.writes,
            status=status,
            retry_after=_retry_after(answer),
        )
    return answer.bad(f"has the unusual status {status}", details=details)


def _not_known(answer: Answer, details: str) -> AuthError:
    if not answer.signed:
        return AuthError(
            f"{answer.host} asks for a credential for {answer.call.what}.",
            details=details,
            hint="The map is not public, or not any more: use a connection with a credential.",
            status=answer.status,
        )
    hint = (
        "Either the credential's id or secret is wrong or was withdrawn, or the map has become "
        "private and this account has no access to it."
    )
    if abs(answer.clock_offset) > _CLOCK_WORTH_SAYING:
        side = "behind" if answer.clock_offset > 0 else "ahead of"
        hint += (
            f" This computer's clock is {_duration(abs(answer.clock_offset))} {side} the "
            "server's, which also makes a signature invalid: set the clock."
        )
    return AuthError(
        f"{answer.host} did not accept the signature of {answer.call.what}.",
        details=details,
        hint=hint,
        status=answer.status,
    )


def _denied(answer: Answer, details: str) -> PermissionDenied:
    needs = f"at least {answer.call.needs}" if answer.call.needs else "a higher level"
    return PermissionDenied(
        f"{answer.host} does not allow {answer.call.what} with this account.",
        details=details,
        hint=f"The service account needs {needs} in the team that owns the map: ask its admin.",
        status=answer.status,
    )


def _throttled(answer: Answer, details: str) -> Throttled:
    wait = _retry_after(answer)
    pause = "for a while" if wait is None else f"for {_duration(wait)}"
    return Throttled(
        f"{answer.host} gets too many requests and put off {answer.call.what}.",
        details=details,
        hint=f"Wait {pause}, then try again.",
        retryable=True,
        status=answer.status,
        retry_after=wait,
    )


def _redirected(answer: Answer) -> BadAnswer:
    """Redirects are never followed: the signed request would be shown to another server."""
    try:
        target = urlsplit(answer.headers.get("Location", "")).hostname or "another page"
    except ValueError:
        target = "another page"
    return answer.bad(
        f"points to {answer.words(target)} instead of giving data ({answer.status})",
        hint="A sign-in page of the local network may stand in between, or the server has "
        "moved: then change the connection's address.",
    )


def _retry_after(answer: Answer) -> float | None:
    """Seconds to wait by the Retry-After header (a number or an HTTP date), if there is one."""
    given = answer.headers.get("Retry-After", "").strip()
    if given.isdecimal():
        return float(given[:9])
    until, now = http_date(given), http_date(answer.headers.get("Date", ""))
    if until is None:
        return None
    if now is None:
        now = datetime.now(timezone.utc).timestamp() + answer.clock_offset
    return max(0.0, until - now)


def http_date(text: str) -> float | None:
    """Epoch seconds of an HTTP date; None where it is not one."""
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=timezone.utc)
        return moment.timestamp()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _first_bytes(body: Iterable[bytes]) -> bytes:
    """The beginning of an error's body; the error matters more than a body cut short."""
    held = b""
    try:
        for chunk in body:
            held += chunk
            if len(held) >= _MOST_READ:
                break
    except (NetworkError, BadAnswer):
        return held
    return held[:_MOST_READ]


def _message(raw: bytes) -> str:
    """The message in an error's body, or the body itself."""
    text = raw.decode("utf-8", "replace")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if isinstance(said, dict):
        for key in ("message", "error", "status"):
            if isinstance(said.get(key), str):
                return str(said[key])
    return text


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 2 * 3600:
        return f"{seconds / 60:.0f} minutes"
    if seconds < 48 * 3600:
        return f"{seconds / 3600:.0f} hours"
    return f"{seconds / 86400:.0f} days"
