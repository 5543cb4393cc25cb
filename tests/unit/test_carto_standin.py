# SPDX-License-Identifier: GPL-2.0-or-later
"""The Maps API client and the stand-in server together: what every method gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from caltopo_sync.plugin.carto.client import MapsApi
from caltopo_sync.plugin.carto.errors import CartoError
from cartostandin import CartoStandin

PNG = b"\x89PNG\r\n\x1a\n"
ROWS = [{"cartodb_id": 7, "name": "Ridge é漢", "poa": None}]
BOX = (-120.2, 38.7, -120.0, 38.9)
PLACE = (8, 42, 98)  # a tile that the box is in
PIXEL = (152, 6)  # and a pixel of it

CSS = "#layer { polygon-fill: <%= color %>; }"


def layer(sql: str, css: str) -> dict[str, Any]:
    return {
        "type": "mapnik",
        "options": {
            "sql": sql,
            "cartocss": css,
            "cartocss_version": "2.1.1",
            "interactivity": ["cartodb_id", "name"],
            "attributes": {"id": "cartodb_id", "columns": ["name", "poa"]},
        },
    }


CONFIG = {
    "version": "1.3.0",
    "layers": [layer("select * from segments", CSS.replace("<%= color %>", "red"))],
}
TEMPLATE = {
    "version": "0.0.1",
    "name": "night",
    "auth": {"method": "token", "valid_tokens": ["one", "two"]},
    "placeholders": {
        "color": {"type": "css_color", "default": "red"},
        "who": {"type": "sql_literal", "default": "none"},
    },
    "layergroup": {
        "version": "1.3.0",
        "layers": [layer("select * from private_poi where name <> '<%= who %>'", CSS)],
    },
}


@pytest.fixture
def server() -> Iterator[CartoStandin]:
    with CartoStandin() as standin:
        standin.world.renderer_delay = 0.0
        standin.add_table("segments", ROWS, [BOX], changed=1795165200000)
        standin.add_table("private_poi", ROWS, [BOX], private=True)
        yield standin


@pytest.fixture
def api(server: CartoStandin) -> MapsApi:
    return MapsApi(server.url)


@pytest.fixture
def owner(server: CartoStandin) -> MapsApi:
    return MapsApi(server.url, "master_key")


def filled(url: str) -> str:
    z, x, y = PLACE
    return url.format(z=z, x=x, y=y)


def test_all_ways_make_the_same_map(api: MapsApi, server: CartoStandin) -> None:
    made = {api.instantiate(CONFIG, way).layergroupid for way in ("POST", "GET", "LZMA", "JSONP")}
    assert len(made) == 1 and made.pop().endswith(":1795165200000")
    assert [call.method for call in server.calls] == ["POST", "GET", "GET", "GET"]
    with pytest.raises(CartoError):
        api.instantiate(CONFIG, "PUT")


def test_tiles(api: MapsApi) -> None:
    made = api.instantiate(CONFIG)
    small, large = api.tile(made, *PLACE), api.tile(made, *PLACE, retina=True)
    assert small.startswith(PNG) and large.startswith(PNG) and small != large
    assert api.tile(made, *PLACE, [0]) == small
    assert requests.get(filled(api.tile_url(made)), timeout=5).content == small
    assert requests.get(filled(api.tile_url(made, retina=True)), timeout=5).content == large
    assert requests.get(filled(api.tile_url(made, [0])), timeout=5).content == small
    vector = requests.get(filled(api.tile_url(made, kind="mvt")), timeout=5)
    assert vector.headers["Content-Type"] == "application/x-protobuf"


def test_grid_and_attributes(api: MapsApi) -> None:
    made = api.instantiate(CONFIG)
    row = api.grid(made, 0, *PLACE)(*PIXEL)
    assert row == {"cartodb_id": 7, "name": "Ridge é漢"}
    assert api.grid(made, 0, 8, 0, 0)(1, 1) is None
    assert api.attributes(made, 0, row["cartodb_id"]) == {"name": "Ridge é漢", "poa": None}
    with pytest.raises(CartoError) as missing:
        api.attributes(made, 0, 99)
    assert missing.value.status == 404


def test_pictures(api: MapsApi, owner: MapsApi) -> None:
    made = api.instantiate(CONFIG)
    for where in ({"bbox": BOX}, {"center": (-120.1, 38.8), "zoom": 9}):
        assert api.picture(api.static_url(made, 64, 40, **where)).startswith(PNG)
    owner.create_named(TEMPLATE)
    url = api.named_static_url("night", 64, 40, auth_token="two")
    assert api.picture(url).startswith(PNG)
    with pytest.raises(CartoError) as refused:
        api.picture(api.named_static_url("night", 64, 40))
    assert refused.value.status == 403


def test_named_maps_from_their_making_to_their_end(api: MapsApi, owner: MapsApi) -> None:
    assert owner.named_maps() == []
    assert owner.create_named(TEMPLATE) == "night"
    assert owner.named_maps() == ["night"]
    assert owner.named_map("@night") == TEMPLATE
    with pytest.raises(CartoError, match="already exists"):
        owner.create_named(TEMPLATE)
    changed = {**TEMPLATE, "auth": {"method": "open"}}
    assert owner.update_named(changed) == "night"
    assert owner.named_map("night")["auth"] == {"method": "open"}
    for refused in (api.named_maps, lambda: api.delete_named("night")):
        with pytest.raises(CartoError) as error:
            refused()
        assert error.value.status == 403
    owner.delete_named("night")
    assert owner.named_maps() == []
    with pytest.raises(CartoError) as gone:
        owner.update_named(changed)
    assert gone.value.status == 404


def test_instances_of_named_maps(api: MapsApi, owner: MapsApi) -> None:
    owner.create_named(TEMPLATE)
    for tokens in (None, "three"):
        with pytest.raises(CartoError) as refused:
            api.instantiate_named("night", None, tokens)
        assert refused.value.status == 403
    plain = api.instantiate_named("night", {}, "one")
    blue = api.instantiate_named("night", {"color": "blue"}, ["three", "two"])
    jsonp = api.instantiate_named("night", {"color": "blue"}, "one", "JSONP")
    packed = api.instantiate_named("night", {"color": "blue"}, "one", "LZMA")
    assert plain.layergroupid != blue.layergroupid
    assert blue.layergroupid == jsonp.layergroupid == packed.layergroupid
    assert "blue" in blue.layers[0].cartocss
    assert api.tile(plain, *PLACE) != api.tile(blue, *PLACE)
    # what the server takes for a pattern arrives as it was meant
    odd = api.instantiate_named("night", {"who": "Ridge é漢"}, "one")
    assert api.grid(odd, 0, *PLACE).rows == []
    for text in ("$&", "a$$b", "it's <%= color %>"):
        assert (
            len(api.grid(api.instantiate_named("night", {"who": text}, "one"), 0, *PLACE).rows) == 1
        )


def test_tiles_of_a_named_map_that_never_expire(api: MapsApi, owner: MapsApi) -> None:
    owner.create_named(TEMPLATE)
    url = filled(api.named_tile_url("night", {"color": "blue"}, "one"))
    assert requests.get(url, timeout=5).content.startswith(PNG)
    assert requests.get(filled(api.named_tile_url("night")), timeout=5).status_code == 403


def test_an_expired_map_says_so(api: MapsApi, server: CartoStandin) -> None:
    made = api.instantiate(CONFIG)
    server.expire()
    for asked in (
        lambda: api.tile(made, *PLACE),
        lambda: api.grid(made, 0, *PLACE),
        lambda: api.attributes(made, 0, 7),
    ):
        with pytest.raises(CartoError) as error:
            asked()
        assert error.value.expired and error.value.status == 400
    assert api.instantiate(CONFIG).layergroupid == made.layergroupid
    assert api.tile(made, *PLACE).startswith(PNG)


def test_what_may_be_done_and_anything_else(api: MapsApi) -> None:
    assert api.allowed_methods() == ("GET", "HEAD", "POST")
    assert "DELETE" in api.allowed_methods("/named/x")
    made = api.instantiate(CONFIG)
    answer = api.request("HEAD", f"/{made.layergroupid}/{'/'.join(map(str, PLACE))}.png")
    assert (answer.status, answer.data) == (200, b"")


def test_an_error_names_its_layer(api: MapsApi) -> None:
    bad = {**CONFIG, "layers": [*CONFIG["layers"], layer("select * from segments", "#layer { ")]}
    with pytest.raises(CartoError) as error:
        api.instantiate(bad)
    assert (error.value.layer, error.value.status) == (1, 400)
    assert error.value.errors == ("style0:1:10 missing closing `}`",)
