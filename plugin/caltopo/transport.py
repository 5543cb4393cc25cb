# SPDX-License-Identifier: GPL-2.0-or-later
"""Sending signed requests, once each, and turning what fails on the way into errors.

Why requests and not Qt: QgsBlockingNetworkRequest sends a POST again, silently, when the server
closes without an answer. requests over urllib3 does not, and here it is told not to.
"""

from __future__ import annotations

import ipaddress
import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Callable
from urllib.parse import urlencode, urlsplit

import requests
import urllib3.exceptions

from .answers import Answer, Call, http_date, refusal
from .clock import ServerClock
from .errors import AuthError, BadAnswer, CalTopoError, Cancelled, NetworkError
from .failures import explained, was_dropped
from .lines import Line, Waiter, now
from .signing import Credential, sign

_CHUNK = 1 << 16
# One layer of these makes at most a thousand bytes of one; other ways, and several one upon the
# other, make gigabytes of a few bytes before anybody can count them.
_ENCODINGS = ("gzip", "deflate")
# Idle connections are closed by servers after a minute or so, and lost without a word when a
# laptop sleeps. A write on a connection that may be dead ends as "perhaps done", so a new one is
# made instead.
_MOST_IDLE = 20.0  # seconds

_FIRST_STAMP = 10**12  # ms; anything before 2001 is no server's clock

_Failure = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)


class Transport:
    """Sends calls to one server. Safe from several threads at once."""

    def __init__(
        self,
        server: str,
        credential: Credential | None,
        *,
        new_session: Callable[[], requests.Session],
        connect_timeout: float,
        read_timeout: float,
        clock: Callable[[], float],
        user_agent: str,
    ) -> None:
        self.server, self.host = _checked_server(server, credential is not None)
        self.clock = ServerClock()
        self._credential = credential
        self._new_session = new_session
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._now = clock
        self._user_agent = user_agent
        self._lock = threading.Lock()
        self._free: list[Line] = []
        self._closed = False
        self._waiter = Waiter()
        self._log_filter = _NoSecrets()
        for name in _URLLIB3_LOGS:
            logging.getLogger(name).addFilter(self._log_filter)

    @property
    def signed(self) -> bool:
        return self._credential is not None

    @contextmanager
    def send(self, call: Call) -> Iterator[Answer]:
        """Send a call once and give its answer, if that is HTTP 200; its body is not yet read.

        A GET is sent a second time where a kept-alive connection turns out to be dead, and where
        its signature may have been refused for a wrong idea of the server's clock.
        """
        with self._line(call) as line:
            response, answer = self._exchange(line, call)
            if answer.status == 401:
                error = self._refused(response, answer)
                if call.writes or not error.retryable:
                    raise error
                response, answer = self._exchange(line, call)
            with response:
                if answer.status != 200:
                    raise refusal(answer)
                yield answer

    def learn(self, answer: Answer, timestamp: Any) -> None:
        """Take in the timestamp of an answer, in epoch milliseconds, if it is one."""
        if isinstance(timestamp, int) and timestamp > _FIRST_STAMP:
            self.clock.learn_stamp(timestamp, answer.sent_at, self._now())

    def _refused(self, response: requests.Response, answer: Answer) -> CalTopoError:
        """What a 401 means; ``retryable`` where the clock may be to blame and is known better."""
        with response:
            error = refusal(answer)
        if self.signed and isinstance(error, AuthError):
            late = self._now() - answer.sent_at > answer.call.expires_in
            error.retryable = self.clock.refused(answer.signed_offset) or late
        return error

    def give_up(self, patience: float | None = None) -> None:
        """Wait for answers no longer; see ``lines.Waiter``."""
        self._waiter.give_up(patience)

    def close(self) -> None:
        """Close idle connections now and those in use when their call has ended."""
        with self._lock:
            self._closed = True
            lines, self._free = self._free, []
        for line in lines:
            line.close()
        for name in _URLLIB3_LOGS:
            logging.getLogger(name).removeFilter(self._log_filter)

    @contextmanager
    def _line(self, call: Call) -> Iterator[Line]:
        """A line for one call; whoever waits for it can cut it."""
        waiters = [each for each in (self._waiter, now()) if each is not None]
        if any(each.over for each in waiters):
            raise self._given_up(call, sent=False)
        with ExitStack() as stack:
            line = self._take()
            stack.callback(self._give_back, line)
            line.begin(call.writes)
            stack.callback(line.end)
            for each in waiters:
                stack.enter_context(each.waiting(line))
            yield line

    def _take(self) -> Line:
        with self._lock:
            if self._closed:
                raise CalTopoError("This connection was closed.", hint="Open it anew.")
            line = self._free.pop() if self._free else None
        if line is None:
            return Line(self._prepared_session())
        if line.used_at is not None and not 0 <= self._now() - line.used_at <= _MOST_IDLE:
            line.close()
        return line

    def _give_back(self, line: Line) -> None:
        if line.used_at is not None:
            line.used_at = self._now()
        with self._lock:
            if not self._closed:
                self._free.append(line)
                return
        line.close()

    def _prepared_session(self) -> requests.Session:
        session = self._new_session()
        session.trust_env = False
        session.headers["User-Agent"] = self._user_agent
        session.headers["Accept-Encoding"] = ", ".join(_ENCODINGS)
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        return session

    def _exchange(self, line: Line, call: Call) -> tuple[requests.Response, Answer]:
        kept_alive = line.used_at is not None
        outcome = self._try(line, call)
        if isinstance(outcome, _Dropped) and kept_alive and not call.writes:
            outcome = self._try(line, call)
        if isinstance(outcome, _Dropped):
            outcome = outcome.error
        if isinstance(outcome, CalTopoError):
            raise outcome
        return outcome

    def _try(
        self, line: Line, call: Call
    ) -> tuple[requests.Response, Answer] | CalTopoError | _Dropped:
        """Sign and send once. Failures are returned: raised from here, they would carry requests'
        own exception, and with it the URL and its signature."""
        sent_at, offset = self._now(), self.clock.offset
        parameters = self._parameters(call, sent_at + offset)
        form = call.method == "POST"
        url = self.server + call.path
        if parameters and not form:
            url += "?" + urlencode(parameters)
        read_timeout = max(self._read_timeout, call.read_timeout or 0.0)
        try:
            response = line.session.request(
                call.method,
                url,
                data=urlencode(parameters).encode("ascii") if form else None,
                headers={"Content-Type": "application/x-www-form-urlencoded"} if form else None,
                timeout=(self._connect_timeout, read_timeout),
                allow_redirects=False,
                stream=True,
            )
        except _Failure as error:
            line.used_at = None
            failure = explained(error, call, self.host, read_timeout)
            if line.is_cut:
                return self._given_up(call, sent=failure.perhaps_done)
            return _Dropped(failure) if was_dropped(error) else failure
        line.used_at = sent_at
        return response, self._answer(line, response, call, dict(parameters), sent_at, offset)

    def _parameters(self, call: Call, server_time: float) -> list[tuple[str, str]]:
        """Form fields of a POST, query of the others; signed if there is a credential."""
        parameters = [("json", call.payload)] if call.payload else []
        if self._credential is None or call.key:
            return parameters
        expires = int((server_time + call.expires_in) * 1000)
        signature = sign(self._credential.secret, call.method, call.path, expires, call.payload)
        return [
            ("id", self._credential.id),
            ("expires", str(expires)),
            ("signature", signature),
            *parameters,
        ]

    def _answer(
        self,
        line: Line,
        response: requests.Response,
        call: Call,
        sent: dict[str, str],
        sent_at: float,
        offset: float,
    ) -> Answer:
        date = http_date(response.headers.get("Date", ""))
        if date is not None:
            self.clock.learn_date(date, sent_at, self._now())
        hidden: tuple[str, ...] = (call.key,) if call.key else ()
        if self._credential is not None and not call.key:
            hidden = (self._credential.secret, sent["signature"], self._credential.id)
        return Answer(
            call=call,
            host=self.host,
            status=response.status_code,
            headers=response.headers,
            body=self._chunks(line, response, call),
            signed=self.signed,
            sent_at=sent_at,
            signed_offset=offset,
            clock_offset=self.clock.offset,
            hidden=hidden,
        )

    def _chunks(self, line: Line, response: requests.Response, call: Call) -> Iterator[bytes]:
        """The body as it comes from the socket, decompressed; a NetworkError if it breaks off."""
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in ("identity", *_ENCODINGS):
            raise BadAnswer(
                f"The answer of {self.host} to {call.what} is compressed in a way nobody asked "
                "for.",
                hint="A proxy of the local network may have changed it; try another network.",
                perhaps_done=call.writes,
                status=response.status_code,
            )
        pieces = response.iter_content(_CHUNK)
        arrived = 0
        while True:
            piece, failure = self._next_piece(pieces, call, arrived)
            if line.is_cut:
                raise self._given_up(call, sent=True)
            if failure is not None:
                raise failure
            if piece is None:
                break
            arrived += len(piece)
            yield piece
        told = response.headers.get("Content-Length", "")
        chunked = "chunked" in response.headers.get("Transfer-Encoding", "").lower()
        if told.isdecimal() and not chunked and response.raw.tell() != int(told):
            raise self._broken_off(call, response.raw.tell())

    def _next_piece(
        self, pieces: Iterator[bytes], call: Call, arrived: int
    ) -> tuple[bytes | None, CalTopoError | None]:
        try:
            return next(pieces, None), None
        except requests.exceptions.ContentDecodingError:
            return None, BadAnswer(
                f"The answer of {self.host} to {call.what} is compressed and damaged.",
                hint="The connection may be bad; try again.",
                retryable=True,
                perhaps_done=call.writes,
                status=200,
            )
        except _Failure:
            return None, self._broken_off(call, arrived)

    def _given_up(self, call: Call, sent: bool) -> CalTopoError:
        """What to raise for a call that nobody waits for any more."""
        if not call.writes:
            return Cancelled(f"Nobody waits any more for what {self.host} says to {call.what}.")
        if sent:
            return NetworkError(
                f"What {self.host} says to {call.what} was not waited for.",
                hint="It may have taken effect: look before it is sent again.",
                retryable=True,
                perhaps_done=True,
            )
        return NetworkError(
            f"Nobody waits any more for {self.host}, and {call.what} was not sent.",
            retryable=True,
        )

    def _broken_off(self, call: Call, arrived: int) -> NetworkError:
        return NetworkError(
            f"The connection to {self.host} broke off during {call.what}, after {arrived} bytes "
            "of the answer.",
            hint="The connection may be bad; try again.",
            retryable=True,
            perhaps_done=call.writes,
        )


@dataclass(frozen=True)
class _Dropped:
    """The connection was closed before the first byte of an answer."""

    error: CalTopoError


class _NoSecrets(logging.Filter):
    """Keeps queries, and so signatures, and the groups of devices, which are as good as keys, out
    of what urllib3 logs of requests and odd answers."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_without_secrets(argument) for argument in record.args)
        return True


_REPORT = "/position/report/"
_URLLIB3_LOGS = ("urllib3.connectionpool", "urllib3.connection")


def _without_secrets(argument: Any) -> Any:
    if not isinstance(argument, str):
        return argument
    path, asked, _ = argument.partition("?")
    before, report, _ = path.partition(_REPORT)
    return before + report + ("…" if report else "") + ("?…" if asked else "")


def _checked_server(server: str, signed: bool) -> tuple[str, str]:
    """The server's address without a slash at its end, and its host for texts.

    A signature does not cover the host, and plain http shows it to everybody on the way.
    """
    try:
        parts = urlsplit(server.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    whole = parts.path in ("", "/") and not (parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme not in ("http", "https") or not host or not whole:
        raise CalTopoError(
            "This is not the address of a server.",
            hint="Give it as https://caltopo.com, or http://localhost:8080 for CalTopo Desktop.",
        )
    if signed and parts.scheme == "http" and not _is_loopback(host):
        raise CalTopoError(
            f"Signed requests do not go to {host} over plain http.",
            hint="Use https, or no credential for a CalTopo Desktop on another computer.",
        )
    return f"{parts.scheme}://{parts.netloc}", host if port is None else f"{host}:{port}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
