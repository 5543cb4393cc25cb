# SPDX-License-Identifier: GPL-2.0-or-later
"""The Maps API client where no recording says what to do: addresses, keys, old servers, faults."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from caltopo_sync.plugin.carto import mapconfig, template
from caltopo_sync.plugin.carto.address import address
from caltopo_sync.plugin.carto.answers import Layergroup, failure, layergroup
from caltopo_sync.plugin.carto.client import MapsApi
from caltopo_sync.plugin.carto.errors import CartoError
from caltopo_sync.plugin.carto.grid import Grid
from caltopo_sync.plugin.carto.transport import KeyPlace
from caltopo_sync.plugin.carto.wrapping import unwrapped
from unit.rawserver import RawServer, Reply, answer

KEY = "not-a-real-key"
MADE = answer(b'{"layergroupid":"abc:7"}', headers=("Content-Type: application/json",))


@pytest.mark.parametrize(
    ("given", "base", "user"),
    [
        ("https://team.carto.com", "https://team.carto.com/api/v1/map", "team"),
        ("https://team.carto.com/api/v1/map/", "https://team.carto.com/api/v1/map", "team"),
        (
            "https://gis.example.org:8443/user/county",
            "https://gis.example.org:8443/user/county/api/v1/map",
            "county",
        ),
        ("http://127.0.0.1:8181", "http://127.0.0.1:8181/api/v1/map", ""),
    ],
)
def test_both_forms_of_an_address(given: str, base: str, user: str) -> None:
    found = address(given, with_key=False)
    assert (found.base, found.user) == (base, user)


@pytest.mark.parametrize("given", ["team.carto.com", "ftp://x", "https://u:p@x.org", "https://x?q"])
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(CartoError):
        MapsApi(given)


def test_a_key_does_not_go_over_plain_http_but_to_this_computer() -> None:
    with pytest.raises(CartoError, match="plain http"):
        MapsApi("http://team.carto.example", KEY)
    assert MapsApi("http://team.carto.example").address.user == "team"
    for host in ("localhost", "127.0.0.1:8181", "[::1]:8181"):
        MapsApi(f"http://{host}", KEY)


@pytest.mark.parametrize("place", KeyPlace)
@pytest.mark.parametrize("status", ["302 Found", "307 Temporary Redirect"])
def test_a_key_goes_nowhere_else(status: str, place: KeyPlace) -> None:
    with RawServer(lambda request: Reply(MADE)) as elsewhere:
        away = answer(b"", status, (f"Location: {elsewhere.url}/user/team/api/v1/map",))
        with RawServer(lambda request: Reply(away)) as server:
            api = MapsApi(f"{server.url}/user/team", KEY, key_place=place)
            for call in (lambda: api.instantiate({"layers": []}), api.named_maps):
                with pytest.raises(CartoError, match="sends requests elsewhere"):
                    call()
            assert len(server.requests) == 2
        assert elsewhere.requests == []


def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        RawServer(lambda request: Reply(MADE)) as server,
        RawServer(lambda request: Reply(MADE)) as proxy,
    ):
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        MapsApi(f"{server.url}/user/team", KEY).instantiate({"layers": []})
        assert len(server.requests) == 1 and proxy.requests == []


@pytest.mark.parametrize("place", KeyPlace)
def test_the_key_is_in_one_place_only(place: KeyPlace) -> None:
    with RawServer(lambda request: Reply(MADE, close=True)) as server:
        MapsApi(f"{server.url}/user/team", KEY, key_place=place).instantiate({"layers": []})
    sent = server.requests[0]
    assert ("authorization" in sent.headers) == (place is KeyPlace.HEADER)
    assert (f"api_key={KEY}" in sent.target) == (place is KeyPlace.QUERY)
    assert (json.loads(sent.body).get("api_key") == KEY) == (place is KeyPlace.BODY)


def test_auth_tokens_go_along_with_everything_a_map_is_asked() -> None:
    grid = b'{"grid":[" "],"keys":[""],"data":{}}'

    def handler(request: Any) -> Reply:
        if request.method == "POST":
            return Reply(MADE, close=True)
        return Reply(answer(grid if "grid" in request.target else b"{}"), close=True)

    with RawServer(handler) as server:
        api = MapsApi(f"{server.url}/user/team")
        made = api.instantiate_named("night", {"a": "x$&y"}, ["t&1", "é"])
        assert made.tokens == ("t&1", "é")
        api.grid(made, 0, 1, 0, 0)
        api.attributes(made, 0, 5)
        api.tile(made, 1, 0, 0)
        urls = [api.tile_url(made, retina=True), api.static_url(made, 9, 9, center=(-120.0, 38.0))]
    wanted = "auth_token=t%261&auth_token=%C3%A9"
    assert [wanted in request.target for request in server.requests] == [True] * 4
    assert all(url.endswith(wanted) for url in urls)
    assert json.loads(server.requests[0].body) == {"a": "x$$&y"}
    assert "t&1" not in repr(made)


def test_a_dead_connection_is_noticed_and_nothing_changed_twice() -> None:
    with RawServer(lambda request: Reply(MADE, close=True)) as server:  # closes without a word
        api = MapsApi(f"{server.url}/user/team", KEY)
        for _ in range(3):
            api.instantiate({"layers": []})
        for _ in range(2):
            with pytest.raises(CartoError, match="does not name it"):
                api.create_named({"name": "night"})
        assert len(server.requests) == 5
    with RawServer(lambda request: Reply(reset=True)) as server:
        api = MapsApi(f"{server.url}/user/team", KEY)
        with pytest.raises(CartoError):
            api.create_named({"name": "night"})
        assert len(server.requests) == 1


def test_lzma_and_jsonp_of_named_maps() -> None:
    body = b'cb({"layergroupid":"u@h@abc:7"})'
    with RawServer(lambda request: Reply(answer(body), close=True)) as server:
        api = MapsApi(f"{server.url}/user/team")
        for method in ("JSONP", "LZMA"):
            assert api.instantiate_named("n", {"a": 1}, "t", method).layergroupid == "u@h@abc:7"
    assert "/named/n/jsonp?callback=cb&auth_token=t&config=" in server.requests[0].target
    assert "&lzma=" in server.requests[1].target


def test_old_and_new_shapes_of_errors() -> None:
    assert failure(400, '{"error":"old words"}', "It").errors == ("old words",)
    new = failure(
        400,
        '{"errors":["a","b"],"errors_with_context":[{"type":"layer","layer":{"index":2}}]}',
        "It",
    )
    assert (new.errors, new.layer) == (("a", "b"), 2)
    page = failure(502, "<html>", "It")
    assert page.retryable and page.status == 502


def test_jsonp_old_and_new() -> None:
    for text in ('cb({"a":1})', "/**/ typeof a.b[0] === 'function' && a.b[0]({\"a\":1});"):
        assert unwrapped(text) == {"a": 1}
    for text in ('{"a":1}', "<html>", "cb({"):
        with pytest.raises(ValueError, match=r".*"):
            unwrapped(text)


def test_an_answer_may_lack_all_but_the_id() -> None:
    made = layergroup({"layergroupid": "x", "metadata": {"layers": [None, {}]}, "cdn_url": None})
    assert (made.layergroupid, made.cdn, len(made.layers)) == ("x", {}, 1)


def test_delivery_network() -> None:
    api = MapsApi("https://gis.example.org/user/county")
    plain = Layergroup("abc:7", None, cdn={"https": "cdn.example.org/user"})
    assert api.tile_url(plain, cdn=True) == (
        "https://cdn.example.org/user/county/api/v1/map/abc:7/{z}/{x}/{y}.png"
    )
    templates = {"https": {"url": "https://{s}.cdn.example.org/user", "subdomains": ["a", "b"]}}
    several = Layergroup("abc:7", None, cdn={"templates": templates})
    chosen = {api.tile_url(several, cdn=True) for _ in range(5)}
    assert len(chosen) == 1 and "{s}" not in chosen.pop()
    assert api.tile_url(several).startswith("https://gis.example.org/user/county/api/v1/map/")
    assert api.tile_url(Layergroup("abc:7", None), cdn=True).startswith("https://gis.example.org")


def test_what_the_server_cannot_do_is_not_asked() -> None:
    api = MapsApi("https://team.carto.com")
    with pytest.raises(CartoError):
        api.tile_url("abc", [0], retina=True)
    with pytest.raises(CartoError):
        api.attributes("abc", 0, "1; drop")  # type: ignore[arg-type]
    with pytest.raises(CartoError):
        api.picture("https://elsewhere.example/x.png")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(reset=True),
        Reply(answer(b"<html>login</html>", headers=("Content-Type: text/html",)), close=True),
        Reply(answer(b"", "302 Found", ("Location: http://evil.example/",)), close=True),
        Reply(answer(b'{"layergroupid":"ab', length=500), close=True),
        Reply(answer(f'{{"errors":["odd {KEY}"]}}'.encode(), "401 No"), close=True),
    ],
)
def test_faults_are_told_without_the_key(reply: Reply) -> None:
    with RawServer(lambda request: reply) as server:
        api = MapsApi(f"{server.url}/user/team", KEY, key_place=KeyPlace.QUERY)
        with pytest.raises(CartoError) as caught:
            api.instantiate({"layers": []})
        assert len(server.requests) == 1
    error = caught.value
    chain = [error, error.__cause__, error.__context__]
    assert not any(KEY in f"{part!s} {part!r} {vars(part)}" for part in chain if part)
    assert error.__context__ is None or error.__suppress_context__


def test_an_answer_without_end_is_refused() -> None:
    endless = answer(bytes(32 * 1024 * 1024 + 1), headers=("Content-Type: image/png",))
    with RawServer(lambda request: Reply(endless, close=True)) as server:
        api = MapsApi(f"{server.url}/user/team", KEY)
        with pytest.raises(CartoError, match="larger than"):
            api.picture(api.address.base + "/static/x.png")


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br"])
def test_compression_that_nobody_asked_for_is_not_taken_apart(encoding: str) -> None:
    head = ("Content-Type: image/png", "Content-Encoding: " + encoding)
    bomb = answer(gzip.compress(gzip.compress(bytes(1 << 20))), headers=head)
    with RawServer(lambda request: Reply(bomb)) as server:
        api = MapsApi(f"{server.url}/user/team", KEY)
        with pytest.raises(CartoError, match="compressed in a way nobody asked for"):
            api.picture(api.address.base + "/static/x.png")
        assert server.requests[0].headers["accept-encoding"] == "gzip, deflate"


def test_grid_reads_code_points_and_not_bytes() -> None:
    keys = ["", *(str(number) for number in range(1, 200))]
    data = {key: {"cartodb_id": int(key) * 10} for key in keys if key}

    def encoded(index: int) -> str:
        code = index + 32
        code += code >= 34
        code += code >= 92
        return chr(code)

    lines = ["".join(encoded(line * 8 + column) for column in range(8)) for line in range(8)]
    grid = Grid.of({"grid": lines, "keys": keys, "data": data})
    for line in range(8):
        for column in range(8):
            row = grid(column * 32 + 1, line * 32 + 31)
            expected = line * 8 + column
            assert row == (data[str(expected)] if expected else None)
    far = Grid.of({"grid": [chr(160)], "keys": keys, "data": data})  # two bytes in UTF-8
    assert far(0, 0) == data["126"]
    with pytest.raises(CartoError):
        Grid.of({"grid": ["ab"], "keys": []})


GOOD: dict[str, Any] = {
    "version": "0.0.1",
    "name": "night_map",
    "auth": {"method": "token", "valid_tokens": ["one"]},
    "placeholders": {"color": {"type": "css_color", "default": "red"}},
    "layergroup": {
        "version": "1.3.0",
        "layers": [
            {
                "type": "mapnik",
                "options": {
                    "sql": "select * from t",
                    "cartocss": "#l { polygon-fill: <%= color %>; }",
                    "cartocss_version": "2.1.1",
                },
            }
        ],
    },
}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"version": "1.0.0"}, "version"),
        ({"name": "_x"}, "name"),
        ({"name": "a b"}, "name"),
        ({"auth": {"method": "basic"}}, "open or token"),
        ({"auth": {"method": "token", "valid_tokens": []}}, "valid_tokens"),
        ({"placeholders": {}}, "not declared"),
        ({"placeholders": {"1a": {"type": "number", "default": 1}}}, "1a"),
        ({"placeholders": {"color": {"type": "date", "default": 1}}}, "type"),
        ({"placeholders": {"color": {"type": "css_color"}}}, "default"),
        ({"placeholders": {"color": {"type": "css_color", "default": "rgb(1,2,3)"}}}, "colour"),
        ({"placeholders": {"color": {"type": "number", "default": "1.5"}}}, "number"),
        ({"layergroup": None}, "layergroup"),
        ({"layergroup": {"layers": []}}, "no layers"),
        ({"layergroup": {"layers": [{"type": "mapnik"}]}}, "SQL"),
    ],
)
def test_templates_are_checked_before_they_go(changes: dict[str, Any], said: str) -> None:
    template.check_template(GOOD)
    with pytest.raises(CartoError) as caught:
        template.check_template({**GOOD, **changes})
    assert any(said in text for text in caught.value.errors)


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        ({"type": "wat"}, "type"),
        ({"type": "mapnik", "options": {"cartocss": "x", "cartocss_version": "2"}}, "SQL"),
        ({"type": "mapnik", "options": {"sql": "x"}}, "CartoCSS"),
        ({"type": "mapnik", "options": {"sql": "x", "cartocss": "y"}}, "cartocss_version"),
        ({"type": "mapnik", "id": "0bad id", "options": {"sql": "x"}}, "id"),
        (
            {"type": "mapnik", "options": {"sql": "x", "attributes": {"columns": ["a"]}}},
            "attributes",
        ),
    ],
)
def test_a_problem_is_put_at_its_layer(layer: dict[str, Any], said: str) -> None:
    good = mapconfig.style_layer("select 1", "#l {}", columns=["name"])
    mapconfig.check_config(mapconfig.map_config([good]))
    with pytest.raises(CartoError) as caught:
        mapconfig.check_config(mapconfig.map_config([good, layer]))
    assert caught.value.layer == 1
    assert any(said in text for text in caught.value.errors)


def test_a_map_that_draws_nothing_is_told() -> None:
    with pytest.raises(CartoError, match="none of its layers is drawn"):
        mapconfig.check_config({"layers": [{"type": "plain", "options": {"color": "red"}}]})
    with pytest.raises(CartoError, match="100 kB"):
        mapconfig.check_config(mapconfig.map_config([mapconfig.style_layer("x" * 100_000, "y")]))


def test_values_from_a_form() -> None:
    assert template.value_of("number", "1.5") == 1.5
    assert template.value_of("number", "12") == 12
    assert template.value_of("sql_literal", "5") == "5"
    for kind, text in (("number", "1;drop"), ("number", "nan"), ("css_color", "rgb(1,2,3)")):
        with pytest.raises(CartoError):
            template.value_of(kind, text)
    template.check_params(GOOD, {"color": "#fff"})
    for params in ({"colour": "red"}, {"color": "#ff00ff00"}, {"color": 7}):
        with pytest.raises(CartoError):
            template.check_params(GOOD, params)
