# SPDX-License-Identifier: GPL-2.0-or-later
"""Sending requests to a Maps API, and judging what comes back."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import urlencode

import requests
import urllib3.exceptions

from .address import Address
from .answers import failure, is_refusal, refusal
from .errors import CartoError
from .wrapping import unwrapped

_MOST_BYTES = 32 * 1024 * 1024
_CHUNK = 1 << 16
_ENCODINGS = ("gzip", "deflate")  # others, or several, make gigabytes of a few bytes
_Failures = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)

Query = Iterable[tuple[str, str]]


class KeyPlace(Enum):
    """Where the API key goes. A named map that is created with the key in its body keeps it there
    for every master key to read (seen in real answers), so the header is the place."""

    HEADER = "header"
    QUERY = "query"
    BODY = "body"


@dataclass(frozen=True)
class Answer:
    """A successful answer."""

    status: int
    content_type: str
    data: bytes
    headers: dict[str, str] = field(default_factory=dict, repr=False)

    def text(self) -> str:
        return self.data.decode("utf-8", "replace")

    def json(self, what: str) -> Any:
        """Its JSON; raises CartoError where it is none, or an error in spite of its status."""
        try:
            value = json.loads(self.data)
        except ValueError:
            raise self._odd(what) from None
        return self._accepted(value, what)

    def jsonp(self, what: str) -> Any:
        """The JSON in a call of a function; the status says nothing there, it is always 200."""
        try:
            value = unwrapped(self.text())
        except ValueError:
            raise self._odd(what) from None
        return self._accepted(value, what)

    def _accepted(self, value: Any, what: str) -> Any:
        if is_refusal(value):
            raise refusal(value, self.status, what)
        return value

    def _odd(self, what: str) -> CartoError:
        kind = self.content_type.split(";")[0] or "nothing"
        return CartoError(
            f"{what} failed: the answer is {kind} and not what a Maps API says.",
            status=self.status,
            hint="Check the account's address; a proxy or login page may stand in between.",
        )


class Transport:
    """Requests to one account.  Any thread; each has a session of its own.

    No redirection is followed. A request is repeated, once, only where a kept-alive connection
    turns out to be dead; what changes a named map goes over a new connection and never twice.
    """

    def __init__(
        self,
        address: Address,
        api_key: str | None,
        key_place: KeyPlace,
        new_session: Callable[[], requests.Session],
        timeout: tuple[float, float] | None,
    ) -> None:
        self._address = address
        self._key, self._key_place = api_key, key_place
        self._new_session = new_session
        self._timeout = timeout
        self._local = threading.local()
        self._lock = threading.Lock()
        self._sessions: list[requests.Session] = []

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for session in self._sessions:
                session.close()
            self._sessions.clear()
            self._local = threading.local()

    def send(
        self,
        method: str,
        path: str,
        what: str,
        query: Query = (),
        body: Any = None,
        content_type: str = "application/json",
        changes: bool = False,
    ) -> Answer:
        """Send.  ``path`` goes on from ``…/api/v1/map``; ``body`` is what becomes JSON, bytes go as
        they are; ``changes``: it must not be sent twice.  Raises CartoError for every status but
        2xx."""
        parameters, headers = list(query), {}
        if self._key is not None:
            if self._key_place is KeyPlace.HEADER:
                pair = f"{self._address.user}:{self._key}".encode()
                headers["Authorization"] = "Basic " + base64.b64encode(pair).decode("ascii")
            elif self._key_place is KeyPlace.BODY and isinstance(body, dict):
                body = dict(body, api_key=self._key)
            else:
                parameters.append(("api_key", self._key))
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else _as_json(body)
            headers["Content-Type"] = content_type
        url = self._address.base + path
        if parameters:
            url += "?" + urlencode(parameters)
        session, kept_alive = self._session(fresh=changes)
        outcome = self._sent(session, method, url, data, headers, what)
        if isinstance(outcome, _DroppedError) and kept_alive:
            outcome = self._sent(session, method, url, data, headers, what)
        self._local.used = isinstance(outcome, Answer)
        return self._judged(outcome, what)

    def _sent(
        self,
        session: requests.Session,
        method: str,
        url: str,
        data: bytes | None,
        headers: dict[str, str],
        what: str,
    ) -> Answer | CartoError:
        """What came of a request. Failures are returned: raised from here they would carry
        requests' own exception, and with it the URL and the key."""
        try:
            with session.request(
                method,
                url,
                data=data,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
                if encoding not in ("identity", *_ENCODINGS):
                    return CartoError(
                        f"{what} failed: the answer is compressed in a way nobody asked for.",
                        status=response.status_code,
                    )
                read = bytearray()
                for piece in response.iter_content(_CHUNK):
                    read += piece
                    if len(read) > _MOST_BYTES:
                        return CartoError(
                            f"{what} failed: the answer is larger than 32 MB.",
                            status=response.status_code,
                        )
                return Answer(
                    response.status_code,
                    response.headers.get("Content-Type", ""),
                    bytes(read),
                    dict(response.headers),
                )
        except _Failures as error:
            return self._unreached(error, what)

    def _judged(self, outcome: Answer | CartoError, what: str) -> Answer:
        if isinstance(outcome, CartoError):
            raise outcome
        if 200 <= outcome.status < 300:
            return outcome
        if 300 <= outcome.status < 400:
            raise CartoError(
                f"{what} failed: {self._address.host} sends requests elsewhere.",
                status=outcome.status,
                hint="Give the account the address it sends to, if that is trusted.",
            )
        text = outcome.text()
        if self._key:
            text = text.replace(self._key, "…")
        raise failure(outcome.status, text, what, outcome.headers.get("Retry-After", ""))

    def _unreached(self, error: Exception, what: str) -> CartoError:
        if isinstance(error, (requests.exceptions.SSLError, urllib3.exceptions.SSLError)):
            happened = f"{self._address.host} could not prove who it is"
            hint = "Add its certificate to those QGIS trusts, if it is to be trusted."
        elif isinstance(error, requests.exceptions.ProxyError):
            happened, hint = "the proxy did not let it through", "Check QGIS's proxy settings."
        elif isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError)):
            happened = f"{self._address.host} did not answer in time"
            hint = "The connection may be bad; try again."
        else:
            return _DroppedError(
                f"{what} failed: {self._address.host} cannot be reached, or the connection broke "
                "off.",
                hint="Check the network and the account's address, then try again.",
                retryable=True,
            )
        return CartoError(f"{what} failed: {happened}.", hint=hint, retryable=True)

    def _session(self, *, fresh: bool) -> tuple[requests.Session, bool]:
        """The thread's session, and whether it has a connection that was used before."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = self._new_session()
            session.trust_env = False
            session.headers["Accept-Encoding"] = ", ".join(_ENCODINGS)
            with self._lock:
                self._sessions.append(session)
            self._local.used = False
        if fresh:
            session.close()  # it stays usable; its connections are gone
            self._local.used = False
        return session, self._local.used


class _DroppedError(CartoError):
    """There was no connection, or no whole answer."""


def _as_json(body: Any) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError):
        raise CartoError(
            "The map holds something that JSON cannot say, such as NaN or a date.",
            hint="Give numbers, texts, lists and dictionaries only.",
        ) from None
