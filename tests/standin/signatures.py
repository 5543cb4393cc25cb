# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks signatures as the official Teams API page describes them.

Written from that page on purpose, not from the plugin: an error in the plugin's signing must show.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

from .behaviour import Behaviour
from .errors import UNAUTHENTICATED, Refusal


def text_to_sign(method: str, path: str, expires: str, payload: str) -> str:
    return f"{method.upper()} {path}\n{expires}\n{payload}"


def signature_of(secret: str, method: str, path: str, expires: str, payload: str) -> str:
    """The signature (base64) a client with this secret (base64) has to send."""
    key = base64.b64decode(secret, validate=True)
    text = text_to_sign(method, path, expires, payload).encode("utf-8")
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode("ascii")


def signer(
    parameters: Mapping[str, str],
    method: str,
    path: str,
    secrets: Mapping[str, str],
    now_ms: int,
    behaviour: Behaviour,
) -> str | None:
    """The credential id that signed this call, None if it is not signed at all.

    `path` is the path as it was sent, without the query. Raises Refusal where the signature is
    wrong or has expired.
    """
    given = [name for name in ("id", "expires", "signature") if parameters.get(name)]
    if "signature" not in given and "expires" not in given:
        return None
    if len(given) < 3 or parameters["id"] not in secrets:
        raise Refusal(401, UNAUTHENTICATED)
    expires = parameters["expires"]
    expected = signature_of(
        secrets[parameters["id"]], method, path, expires, parameters.get("json", "")
    )
    if not _same(expected, parameters["signature"]) or not expires.isdigit():
        raise Refusal(401, UNAUTHENTICATED)
    latest = float("inf")
    if behaviour.longest_expiry is not None:
        latest = now_ms + behaviour.longest_expiry * 1000
    if not now_ms <= int(expires) <= latest:
        raise Refusal(behaviour.expired, UNAUTHENTICATED)
    return parameters["id"]


def _same(expected: str, given: str) -> bool:
    try:
        raw = base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(base64.b64decode(expected), raw)
