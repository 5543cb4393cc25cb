# SPDX-License-Identifier: GPL-2.0-or-later
"""Every test here runs in QGIS, with an empty project before and after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from processingrun import Run, provided
from standin import Standin

INCIDENT = Path(__file__).parents[2] / "ui" / "practice" / "incident.json"
MAP = "ABC12"


@pytest.fixture(autouse=True)
def empty_project(qgis_app: Any, raised_in_slots: list[BaseException]) -> Iterator[None]:
    from qgis.core import QgsProject

    QgsProject.instance().clear()
    yield
    QgsProject.instance().clear()


@pytest.fixture
def server() -> Iterator[Standin]:
    """A server with the made-up incident as map ABC12."""
    with Standin() as standin:
        standin.add_map(MAP, path=INCIDENT, title="Echo Lakes", team="TEAM01")
        yield standin


@pytest.fixture
def conn(server: Standin) -> api.Connection:
    """A connection to it that may do everything."""
    key = server.add_credential()
    return api.connect(server.url, credential_id=key.id, secret=key.secret, team_id="TEAM01")


@pytest.fixture
def m(conn: api.Connection, tmp_path: Path) -> Iterator[api.Map]:
    """That map, open; saving alone pushes nothing."""
    opened = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    yield opened
    opened.close()


@pytest.fixture
def common(server: Any, tmp_path: Path) -> dict[str, str]:
    """Parameters that every map algorithm takes; the connection is one of a cts.ini."""
    key = server.add_credential()
    ini = tmp_path / "cts.ini"
    ini.write_text(
        f"[team]  # ours\nid = {key.id}\nkey = {key.secret}\naccountId = TEAM01\n"
        f"server = {server.url}\n"
    )
    ini.chmod(0o600)
    return {"CONNECTION": f"{ini}#team", "MAP": MAP, "WORKSPACE": str(tmp_path / "maps")}


@pytest.fixture
def run(common: dict[str, str]) -> Iterator[Run]:
    """Runs an algorithm on the map, opened for it alone."""
    with provided(common) as call:
        yield call
