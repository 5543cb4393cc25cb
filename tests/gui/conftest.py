# SPDX-License-Identifier: GPL-2.0-or-later
"""Every test here runs in a QGIS with a window and an empty project."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.signing import Credential
from caltopo_sync.plugin.host import credentials, paths, settings
from caltopo_sync.plugin.host.credentials import Connection
from gui.objects import MARKER
from gui.window import Window, settle
from standin import Standin


@pytest.fixture(autouse=True)
def empty_project(qgis_app: Any, raised_in_slots: list[BaseException]) -> Iterator[None]:
    from qgis.core import QgsProject

    QgsProject.instance().clear()
    for name in ("maps", "listings", "practice"):  # another test had the same port
        shutil.rmtree(paths.own_folder() / name, ignore_errors=True)
    yield
    QgsProject.instance().clear()
    settings.RECENT_MAPS.set("")


@pytest.fixture
def window(qgis_app: Any) -> Iterator[Window]:
    """QGIS's window, as far as the plugin uses it."""
    made = Window()
    made.mainWindow().show()
    yield made
    made.close()
    settle()


@pytest.fixture
def plugin(window: Window) -> Iterator[Any]:
    """The plugin, loaded."""
    from caltopo_sync import classFactory

    settings.PANEL_SHOWN.set(True)
    loaded = classFactory(window)
    loaded.initGui()
    yield loaded
    loaded.unload()
    settle()


@pytest.fixture
def standin() -> Iterator[Standin]:
    """A server with one team, its credential and two maps."""
    with Standin() as server:
        server.add_map("ABC12", features=[MARKER], team="TEAM01", title="Ridge search")
        server.add_map("DEF34", features=[], team="TEAM01", title="Training <b>night</b>")
        yield server


@pytest.fixture
def connection(standin: Standin) -> Iterator[Connection]:
    """A saved connection to that server."""
    key = standin.add_credential(team="TEAM01")
    saved = Connection("County SAR", standin.url, key.team, Credential(key.id, key.secret))
    credentials.save(saved)
    yield saved
    for name in credentials.names():
        credentials.remove(name)
