# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a Maps API is: both forms of its address, and when a key may go there."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from .errors import CartoError

PATH = "/api/v1/map"
_USER = re.compile(r"/user/([^/]+)$")


@dataclass(frozen=True)
class Address:
    """``account`` is the account's own address, ``base`` that of its Maps API, without a slash at
    the end. ``user`` is the account's name, "" where an address without names does not tell it."""

    account: str
    user: str

    @property
    def base(self) -> str:
        return self.account + PATH

    @property
    def host(self) -> str:
        return urlsplit(self.account).netloc


def address(text: str, *, with_key: bool) -> Address:
    """Read ``https://{user}.{domain}`` or ``https://{host}/user/{user}``, with or without
    ``/api/v1/map``.

    A key goes over plain http to this computer alone.  Raises CartoError.
    """
    given = text.strip().rstrip("/")
    try:
        parts = urlsplit(given)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    path = parts.path.rstrip("/")
    if path.endswith(PATH):
        path = path[: -len(PATH)]
    named = _USER.search(path)
    odd = parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in ("http", "https") or not host or odd:
        raise CartoError(
            "This is not the address of a CARTO account.",
            hint="It looks like https://team.carto.com or https://maps.example.org/user/team.",
        )
    if with_key and parts.scheme == "http" and not is_loopback(host):
        raise CartoError(
            f"An API key does not go to {host} over plain http, where everybody on the way reads "
            "it.",
            hint="Use https.",
        )
    user = unquote(named.group(1)) if named else _first_label(host)
    shown = f"[{host}]" if ":" in host else host
    place = shown if port is None else f"{shown}:{port}"
    return Address(f"{parts.scheme}://{place}{quote(path, safe='/%')}", user)


def is_loopback(host: str) -> bool:
    """Whether a host is this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _first_label(host: str) -> str:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.split(".")[0]
    return ""
