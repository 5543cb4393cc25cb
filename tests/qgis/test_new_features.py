# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS layers become a new map in one request, with their colours."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import Rejected
from caltopo_sync.plugin.session.newfeatures import features_from
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsRendererCategory,
    QgsVectorLayer,
)
from standin import Standin


def layer(kind: str, name: str, rows: list[tuple[str, str]], crs: str = "EPSG:4326") -> Any:
    """``rows``: name and geometry (WKT) of each feature."""
    made = QgsVectorLayer(f"{kind}?crs={crs}&field=name:string&field=kind:string", name, "memory")
    for title, wkt in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes([title, title])
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        made.dataProvider().addFeatures([feature])
    return made


@pytest.fixture
def layers(qgis_app: Any) -> list[Any]:
    square = "((0 0, 0 1, 1 1, 1 0, 0 0))"
    areas = layer(
        "MultiPolygon",
        "Burn",
        [
            ("hot", f"MULTIPOLYGON({square}, ((2 2, 2 2.5, 2.5 2.5, 2.5 2, 2 2)))"),
            ("cold", f"MULTIPOLYGON({square})"),
            ("lost", ""),
        ],
    )
    colours = (("hot", "#ff0000"), ("cold", "#0000ff"), ("lost", "#00ff00"))
    areas.setRenderer(
        QgsCategorizedSymbolRenderer(
            "kind",
            [
                QgsRendererCategory(v, QgsFillSymbol.createSimple({"color": c}), v)
                for v, c in colours
            ],
        )
    )
    points = layer("Point", "Camps", [("Camp", "POINT(-13358338 4720000)")], "EPSG:3857")
    return [areas, points]


def test_layers_become_a_map_in_one_request(server: Standin, layers: list[Any]) -> None:
    key = server.add_credential(permission="ADMIN")
    conn = api.connect(server.url, credential_id=key.id, secret=key.secret, team_id=key.team)
    server.clear_calls()
    info = conn.create_map("From layers", layers=layers)
    there = server.objects(info.id)
    posts = [c for c in server.calls if c.method == "POST"]
    assert len(posts) == 1
    said = {f["properties"]["title"]: (c, f) for (c, _), f in there.items()}
    assert set(said) == {"Burn", "Camps", "hot", "hot:1", "cold", "Camp"}
    folders = {id: f["properties"]["title"] for (c, id), f in there.items() if c == "Folder"}
    cls, hot = said["hot:1"]
    assert cls == "Shape" and hot["properties"]["fill"].upper() == "#FF0000"
    assert said["cold"][1]["properties"]["fill"].upper() == "#0000FF"
    assert folders[hot["properties"]["folderId"]] == "Burn"
    cls, camp = said["Camp"]
    assert cls == "Marker" and camp["geometry"]["coordinates"][0] == pytest.approx(-120, abs=0.01)
    assert folders[camp["properties"]["folderId"]] == "Camps"


def test_what_cannot_become_an_object_is_told(layers: list[Any]) -> None:
    found = features_from(layers)
    assert found.left_out == ["Burn, “lost”: It has no geometry."]
    nowhere = layer("Point", "Nowhere", [("a", "POINT(0 0)")], "")
    assert "coordinate reference system" in features_from([nowhere]).left_out[0]
    with pytest.raises(Rejected):
        features_from([QgsVectorLayer("None?field=a:string", "table", "memory")])
