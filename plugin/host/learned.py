# SPDX-License-Identifier: GPL-2.0-or-later
"""What was found out of servers, kept in QGIS's settings.  Any thread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from ..caltopo.account import CALTOPO_HOSTS
from . import settings


def of(server: str) -> dict[str, str]:
    """What is known of a server: the findings' names and answers; empty before a check."""
    return _all().get(_name(server), {})


def keep(server: str, found: Mapping[str, str]) -> None:
    """Note findings of a server; what was found of it before stays where they do not say it."""
    if found:
        known = {**_all(), _name(server): {**of(server), **found}}
        settings.LEARNED.set(json.dumps(known, sort_keys=True))


def _name(server: str) -> str:
    """One name for a server that has several."""
    parts = urlsplit(server.strip().lower())
    return "caltopo.com" if parts.hostname in CALTOPO_HOSTS else parts.netloc


def _all() -> dict[str, dict[str, str]]:
    try:
        found = json.loads(settings.LEARNED.get() or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {server: said for server, said in found.items() if isinstance(said, dict)}
