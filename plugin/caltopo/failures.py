# SPDX-License-Identifier: GPL-2.0-or-later
"""Why a request got no answer, and whether it may have reached the server all the same.

The exceptions of requests and urllib3 carry URLs, and those carry signatures: nothing of their
text is passed on but the operating system's and the proxy's own words.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator

import requests
import urllib3.exceptions

from .answers import Call
from .errors import CalTopoError, MissingDependency, NetworkError


def explained(error: Exception, call: Call, host: str, read_timeout: float) -> CalTopoError:
    """The error to raise for a request that got no answer."""
    causes = list(_causes(error))
    if any("Missing dependencies for SOCKS" in str(cause) for cause in causes):
        return MissingDependency(
            "A SOCKS proxy is set, and the Python library for it is not installed.",
            hint="Install PySocks for QGIS's Python, or use an HTTP proxy.",
        )
    distrust = _distrust(causes)
    if distrust:
        return NetworkError(
            f"{host} could not prove that it is {host}: {distrust}.",
            hint="Nothing was sent. A proxy of the local network may read along; if it is "
            "trusted here, add its certificate to the ones QGIS trusts.",
        )
    if _never_sent(causes):
        return NetworkError(
            f"{host} could not be reached for {call.what} ({_reason(causes)}).",
            hint="Nothing was sent. Check the network and the proxy settings, then try again.",
            retryable=True,
        )
    if any(isinstance(c, urllib3.exceptions.ReadTimeoutError) for c in causes):
        happened = f"did not answer within {read_timeout:.0f} s"
    else:
        happened = "closed the connection without an answer"
    return NetworkError(
        f"{host} {happened} to {call.what}.",
        hint="The connection may be bad; try again.",
        retryable=True,
        perhaps_done=call.writes,
    )


def was_dropped(error: BaseException) -> bool:
    """Whether the connection was closed before an answer began."""
    return any(isinstance(c, (ConnectionError, ssl.SSLEOFError)) for c in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception of requests and those it was made from.

    Not by __context__: that may be an unrelated exception the caller is dealing with.
    """
    yield error
    inner = [*error.args, getattr(error, "reason", None), getattr(error, "original_error", None)]
    seen: list[BaseException] = []
    for cause in inner:
        if isinstance(cause, BaseException) and not any(cause is known for known in seen):
            seen.append(cause)
            yield from _causes(cause)


def _never_sent(causes: list[BaseException]) -> bool:
    """Whether no connection was made. A ProxyError alone does not say so: urllib3 also makes it
    from a connection that broke after sending."""
    never = (
        urllib3.exceptions.NewConnectionError,
        urllib3.exceptions.ConnectTimeoutError,
        urllib3.exceptions.LocationParseError,
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidSchema,
        requests.exceptions.InvalidProxyURL,
    )
    return any(isinstance(c, never) or "Tunnel connection failed" in str(c) for c in causes)


def _distrust(causes: list[BaseException]) -> str:
    """Why the server's certificate was not accepted; "" where that is not the trouble."""
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return str(cause.verify_message or "its certificate is not valid").rstrip(".")
        if type(cause).__name__ == "CertificateError":  # urllib3's, whose module moved
            return "its certificate is made out to another name"
        if isinstance(cause, urllib3.exceptions.SSLError) and "ingerprint" in str(cause):
            return "its certificate is not the one that was accepted here"
        if isinstance(cause, ssl.SSLError) and cause.reason == "WRONG_VERSION_NUMBER":
            return "it does not speak https"
    return ""


def _reason(causes: list[BaseException]) -> str:
    """The operating system's or the proxy's word for why no connection was made."""
    for cause in causes:
        if isinstance(cause, urllib3.exceptions.ConnectTimeoutError) and not isinstance(
            cause, urllib3.exceptions.NewConnectionError
        ):
            return "no answer in time"
        found = re.search(r"Tunnel connection failed: (\d+[ \w]*)", str(cause))
        if found:
            return f"the proxy says {found.group(1).strip()}"
        if isinstance(cause, urllib3.exceptions.NewConnectionError):
            system = re.search(r"\[\w+ -?\d+\] ([^\]]+)$", str(cause))
            return system.group(1).strip() if system else "no connection"
    return "no connection"
