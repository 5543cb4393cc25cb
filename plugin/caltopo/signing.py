# SPDX-License-Identifier: GPL-2.0-or-later
"""The signature of a CalTopo request (official Teams API page, "caltopo_request")."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass

from .errors import AuthError


@dataclass(frozen=True, repr=False)
class Credential:
    """What a service account signs with: the id travels with each request, the secret never."""

    id: str
    secret: str

    def __repr__(self) -> str:
        return "Credential(hidden)"


def string_to_sign(method: str, path: str, expires_ms: int, payload: str) -> str:
    """The text a signature covers.

    ``path`` is the path alone as it stands in the request line: no host, no query string.
    ``payload`` is the exact text of the ``json`` parameter, or empty; the newline before it is
    always there.
    """
    return f"{method.upper()} {path}\n{expires_ms}\n{payload}"


def sign(secret: str, method: str, path: str, expires_ms: int, payload: str) -> str:
    """Base64 of the HMAC-SHA256 of ``string_to_sign`` under the base64-decoded secret.

    Raises AuthError when the secret is not base64, that is, not one CalTopo gave out.
    """
    key = _key(secret)
    if not key:
        raise AuthError(
            "The credential's secret cannot be used: it is not complete.",
            hint="Copy the secret again, whole, as CalTopo's team admin page showed it. It ends "
            "with '=' in most cases.",
        )
    message = string_to_sign(method, path, expires_ms, payload).encode("utf-8")
    return base64.b64encode(hmac.new(key, message, "sha256").digest()).decode("ascii")


def _key(secret: str) -> bytes:
    """The secret's bytes; empty where it is not base64."""
    try:
        return base64.b64decode(secret.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""
