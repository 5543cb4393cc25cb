# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map on bad days: links that come and go, closed maps, what a server loses or garbles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from qgis.core import QgsFeature, QgsVectorLayer
from standin import Standin

INCIDENT = Path(__file__).parents[1] / "data" / "incident.json"
MAP = "ABC12"


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin() as standin:
        standin.add_map(MAP, path=INCIDENT, title="Echo Lakes", team="TEAM01")
        yield standin


@pytest.fixture
def conn(server: Standin) -> api.Connection:
    key = server.add_credential()
    return api.connect(server.url, credential_id=key.id, secret=key.secret, team_id="TEAM01")


def retitle(layer: QgsVectorLayer, title: str) -> QgsFeature:
    """Change and save the title of a layer's first feature."""
    feature = next(layer.getFeatures())
    assert layer.startEditing()
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf("title"), title)
    assert layer.commitChanges(), layer.commitErrors()
    return feature


def test_a_push_goes_although_the_one_of_the_save_found_no_network(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    m = conn.open_map(MAP, workspace=tmp_path)
    server.stop()
    retitle(m.layers()["Marker"], "Saved in the dead zone")
    assert m.wait(30) and m.outbox()
    server.start()
    assert m.push().edited == 1
    assert m.changes() == []
    m.close()


ASKED: list[Callable[[api.Map], Any]] = [
    api.Map.changes,
    api.Map.outbox,
    api.Map.conflicts,
    api.Map.history,
    api.Map.counts,
    api.Map.set_aside,
    api.Map.layers,
    api.Map.push,
    api.Map.refresh,
]


@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.__name__)
def test_a_closed_map_says_so(
    conn: api.Connection, tmp_path: Path, ask: Callable[[api.Map], Any]
) -> None:
    m = conn.open_map(MAP, workspace=tmp_path)
    m.close()
    with pytest.raises(CalTopoError, match=r"The map is closed\."):
        ask(m)


def test_a_listing_without_an_account_says_what_is_missing() -> None:
    with pytest.raises(CalTopoError) as missing:
        api.connect("http://localhost:8080").maps()
    assert "team" in missing.value.hint
