# SPDX-License-Identifier: GPL-2.0-or-later
"""The CARTO algorithms, run as Processing runs them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.host import carto_accounts
from caltopo_sync.plugin.host.carto_accounts import CartoAccount
from caltopo_sync.plugin.layers import carto as layers
from caltopo_sync.plugin.session import cartolayers
from cartostandin import CartoStandin
from processingrun import Run
from qgis.core import (
    QgsProcessingException,
    QgsProject,
)

SQL = "select * from segments"
CSS = "#layer { polygon-fill: red; }"


def template(
    color: str = "red", css: str = "#layer { polygon-fill: <%= color %>; }"
) -> dict[str, Any]:
    options = {"sql": SQL, "cartocss": css, "cartocss_version": "2.1.1"}
    return {
        "version": "0.0.1",
        "name": "night",
        "auth": {"method": "token", "valid_tokens": ["tok&1"]},
        "placeholders": {"color": {"type": "css_color", "default": color}},
        "layergroup": {"version": "1.3.0", "layers": [{"type": "mapnik", "options": options}]},
    }


@pytest.fixture
def server() -> Iterator[CartoStandin]:
    with CartoStandin() as standin:
        standin.add_table("segments", [{"cartodb_id": 7}], [(-120.2, 38.7, -120.0, 38.9)])
        carto_accounts.save(CartoAccount("County", standin.url, "master_key"))
        yield standin
        QgsProject.instance().clear()
        cartolayers.dismiss()
        carto_accounts.remove("County")


@pytest.fixture
def common(server: CartoStandin) -> dict[str, str]:
    return {"ACCOUNT": "County"}


def test_add_maps(run: Run, server: CartoStandin, tmp_path: Path) -> None:
    found = run("cartoaddmap", SQL=SQL, CARTOCSS=CSS, TITLE="Segments", RETINA=True)
    layer = QgsProject.instance().mapLayer(found["LAYER"])
    assert layer.name() == "Segments" and "@2x" in layer.source() and found["LAYERS"] == 1
    server.world.templates["open"] = {**template(), "auth": {"method": "open"}}
    found = run("cartoaddmap", NAME="open", PARAMS='{"color": "#00ff00"}')
    layer = QgsProject.instance().mapLayer(found["LAYER"])
    assert layers.recipe_of(layer).params == {"color": "#00ff00"}
    file = tmp_path / "map.json"
    file.write_text(json.dumps(template(css=CSS)["layergroup"]))
    assert run("cartoaddmap", CONFIG=str(file))["LAYERGROUP"]
    for wrong in ({}, {"NAME": "open", "SQL": SQL}, {"NAME": "nope"}, {"SQL": SQL}):
        with pytest.raises(QgsProcessingException):
            run("cartoaddmap", **wrong)


def test_named_maps(run: Run, server: CartoStandin, tmp_path: Path) -> None:
    assert run("cartonamedmaps")["COUNT"] == 0
    file, out = tmp_path / "night.json", tmp_path / "out.json"
    file.write_text(json.dumps(template()))
    made = run("cartonamedmaps", ACTION="create", TEMPLATE=str(file))
    assert json.loads(made["REPORT"]) == {"created": "night", "draws": "", "layer": None}
    assert json.loads(run("cartonamedmaps", ACTION="list")["REPORT"]) == ["night"]
    shown = run("cartonamedmaps", ACTION="export", NAME="night", OUTPUT=str(out))
    assert "tok&1" not in shown["REPORT"] and json.loads(out.read_text()) == template()

    file.write_text(json.dumps(template(css="#layer { polygon-fil: red; }")))
    saved = run("cartonamedmaps", ACTION="update", TEMPLATE=str(file))
    assert "Did you mean polygon-fill" in saved["DRAWS"]
    file.write_text(json.dumps({**template(), "placeholders": {}}))
    before = len(server.calls)
    with pytest.raises(QgsProcessingException, match="not declared"):
        run("cartonamedmaps", ACTION="update", TEMPLATE=str(file))
    assert len(server.calls) == before

    assert run("cartonamedmaps", ACTION="delete", NAME="night")["COUNT"] == 1
    with pytest.raises(QgsProcessingException, match="does not exist"):
        run("cartonamedmaps", ACTION="delete", NAME="night")


def test_an_update_reaches_the_layers(run: Run, server: CartoStandin, tmp_path: Path) -> None:
    file = tmp_path / "night.json"
    for action, color in (("create", "red"), ("update", "blue")):
        file.write_text(json.dumps({**template(color), "auth": {"method": "open"}}))
        run("cartonamedmaps", ACTION=action, TEMPLATE=str(file))
        if action == "create":
            added = run("cartoaddmap", NAME="night")
            layer = QgsProject.instance().mapLayer(added["LAYER"])
            before = layer.source()
    assert layer.source() != before
