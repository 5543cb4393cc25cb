# SPDX-License-Identifier: GPL-2.0-or-later
"""How QGIS writes down where the tiles of a layer are."""

from __future__ import annotations

from urllib.parse import quote

from qgis.core import QgsDataSourceUri


def xyz_source(url: str, most_zoom: int) -> str:
    """The source of a layer of tiles from an address with ``{z}``, ``{x}`` and ``{y}``.

    Escaped is what would part the source's own items, and no more: newer QGIS (3.40 does) leaves
    ``%3A``, ``%2F`` and ``%25`` as they are, and then asks nobody for tiles; older takes every
    escape off, so that those of the address itself need a second one.  See ``can_ask``.
    """
    address = url.replace("%", "%25") if _takes_all_off() else url
    return f"type=xyz&url={quote(address, safe='%:/?@,;!$()*~')}&zmin=0&zmax={most_zoom}"


def can_ask(url: str) -> bool:
    """Whether this QGIS asks for an address as it is.

    There is no way to write ``%26`` for newer QGIS: it asks with an ``&`` in its place.
    """
    return "%26" not in url or _takes_all_off()


def _takes_all_off() -> bool:
    uri = QgsDataSourceUri()
    uri.setEncodedUri("url=%25")
    return bool(uri.param("url") == "%")
