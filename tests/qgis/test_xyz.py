# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS reads the address of tiles as it was meant."""

from __future__ import annotations

import pytest
from caltopo_sync.plugin.layers.xyz import xyz_source
from qgis.core import QgsDataSourceUri


@pytest.mark.parametrize(
    "url",
    [
        "https://tile.example.org/{z}/{x}/{y}.png",
        "http://127.0.0.1:8080/user/x/api/v1/map/0f:0/{z}/{x}/{y}@2x.png",
        "https://tile.example.org/{z}/{x}/{y}.png?key=a&style=b",
        "https://tile.example.org/a%2Fb/{z}/{x}/{y}.png?auth_token=c%3Dd",
    ],
)
def test_the_address_is_read_as_it_was_meant(url: str) -> None:
    uri = QgsDataSourceUri()
    uri.setEncodedUri(xyz_source(url, 17))
    assert uri.param("type") == "xyz"
    assert uri.param("zmin") == "0" and uri.param("zmax") == "17"
    # Newer QGIS takes the escape off an "=", which means the same there.
    assert uri.param("url") in (url, url.replace("%3D", "="))
