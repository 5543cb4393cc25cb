# SPDX-License-Identifier: GPL-2.0-or-later
"""The client replays exchanges recorded from a real Maps API server.

For every recording the client is asked for what was asked then; what it sends is compared with the
recorded request, and what it makes of the recorded answer with what that answer says.  The
recordings lie beside the repository; without them these tests are skipped.
"""

from __future__ import annotations

import base64
import json
import lzma
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from caltopo_sync.plugin.carto.answers import Layergroup
from caltopo_sync.plugin.carto.client import MapsApi
from caltopo_sync.plugin.carto.errors import CartoError
from caltopo_sync.plugin.carto.grid import Grid
from caltopo_sync.plugin.carto.transport import Answer, KeyPlace
from unit.rawserver import RawServer, Reply, Request, answer

FOLDER = Path(__file__).parents[3] / "shared/data/carto"
FILES = ("anon", "lzma", "misc", "named")
BASE = "/user/sarteam/api/v1/map"
TILE = re.compile(
    r"/(?P<id>[^/]+)(/(?P<layers>[^/]+))?/(?P<z>\d+)/(?P<x>-?\d+)/(?P<y>\d+)(?P<scale>@2x)?"
    r"\.(?P<kind>png|png32|jpg|mvt)"
)
GRID = re.compile(r"/(?P<id>[^/]+)/(?P<layer>[^/,]+)/(?P<z>\d+)/(?P<x>\d+)/(?P<y>\d+)\.grid\.json")
ATTRIBUTES = re.compile(r"/(?P<id>[^/]+)/(?P<layer>\d+)/attributes/(?P<feature>\d+)")
NAMED_STATIC = re.compile(r"/static/named/(?P<name>[^/]+)/(?P<w>\d+)/(?P<h>\d+)\.(?P<kind>\w+)")

Recording = dict[str, Any]


def recordings(name: str) -> list[Recording]:
    path = FOLDER / f"{name}.json"
    if not path.exists():
        pytest.skip("the recordings are not beside this repository")
    found: list[Recording] = json.loads(path.read_text(encoding="utf-8"))
    return found


def as_answered(recording: Recording) -> bytes:
    text = recording["text"]
    body = text.encode() if text is not None else b"\x89PNG" + bytes(recording["nbytes"])
    if recording["method"] == "HEAD" or recording["status"] in (204, 431):
        body = b""
    headers = tuple(f"{name}: {value}" for name, value in recording["headers"].items())
    return answer(body, f"{recording['status']} Recorded", headers)


def client(recording: Recording, url: str) -> MapsApi:
    """A client with the recording's key where the recording has it."""
    base = f"{url}/user/sarteam"
    query = dict(parse_qsl(urlsplit(recording["path"]).query))
    login = recording["request_headers"].get("Authorization", "")
    if login:
        _, _, key = base64.b64decode(login.split()[1]).decode().partition(":")
        return MapsApi(base, key)
    if isinstance(recording["request_body"], dict) and "api_key" in recording["request_body"]:
        return MapsApi(base, recording["request_body"]["api_key"], key_place=KeyPlace.BODY)
    return MapsApi(base, query.get("api_key"), key_place=KeyPlace.QUERY)


def ask(api: MapsApi, recording: Recording) -> tuple[str, Any]:
    """Ask for what was asked; returns the name of the method that did, and what it gave."""
    parts = urlsplit(recording["path"])
    method, path = recording["method"], parts.path
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != "api_key"]
    named = dict(query)
    tokens = [value for name, value in query if name in ("auth_token", "auth_token[]")]
    body = recording["request_body"]
    if isinstance(body, dict):
        body = {name: value for name, value in body.items() if name != "api_key"}
    if path.startswith("<dropped"):
        return "instantiate GET", api.instantiate(config_of("long"), "GET")
    if not path and method == "POST" and isinstance(body, dict):
        return "instantiate POST", api.instantiate(body)
    if isinstance(body, str) and body.startswith("<dropped"):
        return "instantiate POST", api.instantiate(config_of("long"))
    if not path and method == "GET" and recording["label"] not in ("lzma.bad", "lmza.typo"):
        if "lzma" in named and "callback" not in named:
            return "instantiate LZMA", api.instantiate(unpacked(named["lzma"]), "LZMA")
        config = decoded(named.get("config"))
        if config is not None and named.get("callback") == "cb":
            return "instantiate JSONP", api.instantiate(config, "JSONP")
        if config is not None and "callback" not in named:
            return "instantiate GET", api.instantiate(config, "GET")
    if method == "OPTIONS":
        return "allowed_methods", api.allowed_methods(path)
    if method == "GET" and path == "/named":
        return "named_maps", api.named_maps()
    if path.startswith("/named") and (
        template_call := ask_named(api, method, path, body, named, tokens)
    ):
        return template_call
    if "callback" not in named and method == "GET" and (picture := ask_drawn(api, path, query)):
        return picture
    headers = recording["request_headers"]
    content_type = headers.get("Content-Type", "application/json")
    sent = body.encode() if isinstance(body, str) else body
    return "request", api.request(method, path, query, sent, content_type)


def ask_named(
    api: MapsApi, method: str, path: str, body: Any, query: dict[str, str], tokens: list[str]
) -> tuple[str, Any] | None:
    name = path[len("/named/") :]
    if path == "/named" and method == "POST" and isinstance(body, dict):
        return "create_named", api.create_named(body)
    if name.endswith("/jsonp") and "callback" in query:
        params = decoded(query.get("config", "{}"))
        if params is not None:
            short = name[: -len("/jsonp")]
            return "instantiate_named JSONP", api.instantiate_named(short, params, tokens, "JSONP")
    if not name or "/" in name:
        return None
    if method == "GET":
        return "named_map", api.named_map(name)
    if method == "DELETE":
        return "delete_named", api.delete_named(name)
    if method == "PUT" and body.get("name") == name:
        return "update_named", api.update_named(body)
    texts = "".join(str(value) for value in body.values()) if isinstance(body, dict) else "$"
    if (
        method == "POST"
        and isinstance(body, dict)
        and not re.search(r"\$(?!\$)", texts.replace("$$", ""))
    ):
        params = {k: v.replace("$$", "$") if isinstance(v, str) else v for k, v in body.items()}
        return "instantiate_named POST", api.instantiate_named(name, params, tokens)
    return None


def ask_drawn(api: MapsApi, path: str, query: list[tuple[str, str]]) -> tuple[str, Any] | None:
    tokens = tuple(value for name, value in query if name.startswith("auth_token"))
    others = {name: value for name, value in query if not name.startswith("auth_token")}
    if found := NAMED_STATIC.fullmatch(path):
        where: dict[str, Any] = {}
        if "bbox" in others:
            where["bbox"] = tuple(float(value) for value in others["bbox"].split(","))
        elif others:
            where["center"] = (float(others["lon"]), float(others["lat"]))
            where["zoom"] = int(others["zoom"])
        url = api.named_static_url(
            found["name"], int(found["w"]), int(found["h"]), kind=found["kind"], **where
        )
        return "named_static_url", api.picture(url)
    if path.startswith(("/named", "/static", "/analyses")) or others:
        return None
    made = re.match(r"/([^/]+)", path)
    group = Layergroup(made[1], None, tokens=tokens) if made else None
    if group is None:
        return None
    if found := ATTRIBUTES.fullmatch(path):
        return "attributes", api.attributes(group, found["layer"], int(found["feature"]))
    if found := GRID.fullmatch(path):
        place = (int(found["z"]), int(found["x"]), int(found["y"]))
        return "grid", api.grid(group, found["layer"], *place)
    if found := TILE.fullmatch(path):
        place = (int(found["z"]), int(found["x"]), int(found["y"]))
        retina, kind = bool(found["scale"]), found["kind"]
        return "tile", api.tile(group, *place, found["layers"], retina=retina, kind=kind)
    return None


def config_of(word: str) -> dict[str, Any]:
    return {"version": "1.3.0", "layers": [{"type": "mapnik", "options": {"sql": word * 10}}]}


def decoded(text: str | None) -> Any:
    try:
        return json.loads(text) if text is not None else None
    except ValueError:
        return None


def unpacked(value: str) -> Any:
    """What a ``lzma`` parameter says, worked out without the client's code."""
    data = bytes((byte - 128) % 256 for byte in base64.b64decode(value))
    return json.loads(json.loads(lzma.decompress(data, lzma.FORMAT_ALONE))["config"])


def check_request(recording: Recording, sent: Request) -> None:
    """The request that went out is the recorded one: method, place, query, key, JSON."""
    parts, target = urlsplit(recording["path"]), urlsplit(sent.target)
    assert sent.method == recording["method"]
    if "dropped" in recording["path"] or "dropped" in str(recording["request_body"])[:20]:
        return  # too long for the recording; the answer is what is looked at
    assert target.path.replace("%3A", ":") == BASE + parts.path.rstrip("/") or (
        target.path == BASE + parts.path
    )
    assert comparable(target.query) == comparable(parts.query)
    login = recording["request_headers"].get("Authorization", "")
    if login:
        pair = base64.b64decode(sent.headers["authorization"].split()[1]).decode()
        assert pair.endswith(":master_key")
    else:
        assert "authorization" not in sent.headers
    body = recording["request_body"]
    if isinstance(body, str):
        assert sent.body.decode() == body
    elif body is None:
        assert not sent.body
    else:
        assert json.loads(sent.body) == body
        assert sent.headers["content-type"] == "application/json"


def comparable(query: str) -> list[tuple[str, Any]]:
    """A query with what may be written in several ways taken apart."""
    found: list[tuple[str, Any]] = []
    for name, value in parse_qsl(query):
        if name == "config":
            found.append((name, decoded(value) or value))
        elif name == "lzma" and len(value) > 10:
            found.append((name, unpacked(value)))
        else:
            found.append((name.replace("[]", ""), value))
    return sorted(found, key=repr)


def check_understood(recording: Recording, got: Any) -> None:
    """A success is understood as the answer says it."""
    text = recording["text"]
    if isinstance(got, Layergroup):
        told = json.loads(re.sub(r"^.*?&& \S+?\(|\);$", "", text) if text[0] == "/" else text)
        assert got.layergroupid == told["layergroupid"] == recording["headers"]["X-Layergroup-Id"]
        kinds = [(layer["type"], layer["id"]) for layer in told["metadata"]["layers"]]
        assert [(layer.kind, layer.id) for layer in got.layers] == kinds
        assert "api_key" not in repr(got)
        assert (got.last_updated is None) == told["last_updated"].startswith("1970")
    elif isinstance(got, Grid):
        told = json.loads(text)
        assert sorted(map(repr, got.rows)) == sorted(map(repr, told["data"].values()))
        drawn = {repr(got(x + 2, y + 2)) for x in range(0, 256, 4) for y in range(0, 256, 4)}
        assert drawn - {"None"} <= {repr(row) for row in told["data"].values()}
    elif isinstance(got, Answer):
        assert got.status == recording["status"]
    elif isinstance(got, bytes):
        assert len(got) >= (recording["nbytes"] if text is None else 0)
    elif isinstance(got, tuple):
        assert ",".join(got) == recording["headers"]["Allow"]
    elif isinstance(got, list):
        assert sorted(got) == sorted(json.loads(text)["template_ids"])
    elif isinstance(got, str):
        assert got == json.loads(text)["template_id"]
    elif isinstance(got, dict):
        told = json.loads(text)
        told = told.get("template", told)
        told.pop("api_key", None)
        assert got == told
    else:
        assert got is None and recording["status"] == 204


def check_refused(recording: Recording, error: CartoError) -> None:
    """A failure is understood as the answer says it."""
    assert error.status == recording["status"]
    if not recording["text"]:
        return
    text = recording["text"]
    told = json.loads(re.sub(r"^.*?&& \S+?\(|\);$", "", text) if text[0] == "/" else text)
    assert list(error.errors) == told["errors"]
    where = [c["layer"]["index"] for c in told.get("errors_with_context", []) if "layer" in c]
    assert error.layer == (where[0] if where else None)
    assert error.expired == ("nonexistent map configuration token" in text)
    assert "master_key" not in str(error)


@pytest.mark.parametrize("name", FILES)
def test_replay(name: str) -> None:
    asked: Counter[str] = Counter()
    found = recordings(name)
    refused = 0
    current: list[Recording] = []
    with RawServer(lambda request: Reply(as_answered(current[0]), close=True)) as server:
        for recording in found:
            current[:] = [recording]
            before = len(server.requests)
            api = client(recording, server.url)
            try:
                how, got = ask(api, recording)
            except CartoError as error:
                how = "refused"
                refused += 1
                check_refused(recording, error)
            else:
                bad = recording["status"] >= 400
                assert not bad, recording["label"]
                check_understood(recording, got)
            api.close()
            asked[how] += 1
            assert len(server.requests) == before + 1, recording["label"]
            check_request(recording, server.requests[-1])
    print(f"\n{name}: {len(found)} exchanges, {refused} refusals; {dict(asked)}")
