# SPDX-License-Identifier: GPL-2.0-or-later
# ruff: noqa: N818 - an answer, not a failure of the program
"""A request to the Maps API and its answer, without sockets."""

from __future__ import annotations

import base64
import json
import lzma
import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

from . import drawing, templates
from .making import Maker, readable
from .refusal import Refusal
from .world import Group, Layer, World

MOST_BODY = 100 * 1024
_INTEGER = re.compile(r"-?\d+")
_VERBS = {"POST": "create", "GET": "get", "PUT": "update", "DELETE": "delete"}


class NoAnswer(Exception):
    """The request is left to hang."""


@dataclass
class Reply:
    status: int
    body: bytes
    kind: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


class Answering:
    """Answers one request.  ``path`` goes on from ``/user/{user}/api/v1/map``."""

    def __init__(
        self, world: World, base: str, user: str, method: str, path: str, query: str,
        headers: dict[str, str], body: bytes,
    ) -> None:  # fmt: skip
        self._world, self._base, self._user = world, base, user
        self._method, self._path, self._body = method, path, body
        self._headers = headers
        pairs = parse_qsl(query, keep_blank_values=True)
        self._query = dict(pairs)
        self._tokens = [v for k, v in pairs if k in ("auth_token", "auth_token[]")]
        self._key = ""

    def reply(self) -> Reply:
        """The answer; NoAnswer where the server would leave the request hanging."""
        if self._method == "OPTIONS":
            named = self._path.startswith("/named")
            allowed = "POST,PUT,GET,HEAD,DELETE" if named else "GET,HEAD,POST"
            return Reply(200, allowed.encode(), "text/html; charset=utf-8", {"Allow": allowed})
        callback = re.sub(r"[^\w$.\[\]]", "", self._query.get("callback", ""))
        try:
            found = self._routed()
            status, value = (found.status, None) if isinstance(found, Reply) else (200, found)
        except Refusal as refusal:
            found, status, value = None, refusal.status, refusal.body
        if isinstance(found, Reply):
            return found
        text = json.dumps(value, ensure_ascii=False)
        headers = {}
        if isinstance(value, dict) and "layergroupid" in value:
            headers["X-Layergroup-Id"] = value["layergroupid"]
        if callback:
            wrapped = f"/**/ typeof {callback} === 'function' && {callback}({text});"
            return Reply(200, wrapped.encode(), "text/javascript; charset=utf-8", headers)
        return Reply(status, text.encode(), headers=headers)

    def _routed(self) -> Any:
        if self._user != self._world.user:
            raise Refusal(
                404, "DB host or name not found in redis (try CARTODB/script/restore_redis)"
            )
        parts = [unquote(part) for part in self._path.strip("/").split("/") if part]
        content = self._json_body() if self._method in ("POST", "PUT") else None
        role = self._role(content)
        maker = Maker(self._world, self._base, role, self._key)
        if parts == ["analyses", "catalog"]:
            raise Refusal(401, "Unauthorized")
        if not parts:
            return self._anonymous(maker, content)
        if parts[0] == "named" and len(parts) <= 2:
            return self._named(maker, parts[1:], content, role)
        if parts[0] == "named" and parts[-1] == "jsonp":
            if not re.sub(r"[^\w$.\[\]]", "", self._query.get("callback", "")):
                raise Refusal(400, "callback parameter should be present and be a function name")
            return maker.make_named(_plain(parts[1]), self._params(), self._tokens)
        if parts[0] == "named" and len(parts) > 5:
            return self._named_tile(parts, role)
        if parts[0] == "static":
            return self._static(parts[1:], role)
        return self._drawn(parts, role)

    def _anonymous(self, maker: Maker, content: Any) -> Any:
        if self._method == "POST":
            return maker.make(content)
        text = self._packed() or self._query.get("config")
        if text is None:
            raise Refusal(400, 'layergroup GET needs a "config" parameter')
        try:
            return maker.make(json.loads(text))
        except ValueError:
            raise Refusal(400, _no_json(text)) from None

    def _packed(self) -> str | None:
        """The config in the parameter ``lzma``, as the server unpacks it."""
        if "lzma" not in self._query:
            return None
        try:
            moved = base64.b64decode(self._query["lzma"])
            data = lzma.decompress(bytes((b - 128) % 256 for b in moved), lzma.FORMAT_ALONE)
            return str(json.loads(data)["config"])
        except (ValueError, KeyError, lzma.LZMAError):
            return None

    def _params(self) -> Any:
        text = self._packed() or self._query.get("config")
        try:
            return json.loads(text) if text is not None else {}
        except ValueError:
            raise Refusal(400, "Invalid config parameter, should be a valid JSON") from None

    def _named(self, maker: Maker, parts: list[str], content: Any, role: str) -> Any:
        world, user = self._world, self._world.user
        name = _plain(parts[0]) if parts else ""
        if parts and self._method == "POST":
            return maker.make_named(name, content, self._tokens)
        verb = "list" if not parts and self._method == "GET" else _VERBS[self._method]
        if role == "regular":
            raise Refusal(403, "Forbidden", kind="auth", subtype="api-key-does-not-grant-access")
        if role != "master":
            raise Refusal(403, f"Only authenticated users can {verb} templated maps")
        if verb == "list":
            return {"template_ids": list(world.templates)}
        if verb == "create":
            template = templates.checked(content)
            if template["name"] in world.templates:
                text = f"Template '{template['name']}' of user '{user}' already exists"
                raise Refusal(400, text)
            world.templates[template["name"]] = template
            return {"template_id": template["name"]}
        if verb == "update":
            template = templates.checked(content)
            if template["name"] != name:
                other = template["name"]
                text = f"Cannot update name of a map template ('{name}' != '{other}')"
                raise Refusal(400, text)
        if name not in world.templates:
            if verb == "get":
                raise Refusal(404, f"Cannot find template '{name}' of user '{user}'")
            raise Refusal(404, f"Template '{name}' of user '{user}' does not exist")
        if verb == "get":
            return {"template": world.templates[name]}
        if verb == "update":
            world.templates[name] = template
            return {"template_id": name}
        del world.templates[name]
        return Reply(204, b"")

    def _named_tile(self, parts: list[str], role: str) -> Any:
        name, chosen, z, x = _plain(parts[1]), *parts[2:5]
        y, kind = _numbers(z, x, parts[5], scales=False)[2:]
        key = ("named", name, chosen, self._query.get("config", ""), *self._tokens, kind)
        group = self._once(key, lambda: self._instance(name, role, self._params()))
        if kind == "grid.json":
            raise Refusal(400, "Missing interactivity parameter")
        layers = _filtered(group, None if chosen in ("all", "mapnik") else chosen)
        return self._tile(layers, int(z), int(x), y, kind, 256)

    def _instance(self, name: str, role: str, params: Any) -> Group:
        made = Maker(self._world, self._base, role, self._key).make_named(
            name, params, self._tokens
        )
        return self._world.group(made["layergroupid"].split("@")[2].split(":")[0])

    def _static(self, parts: list[str], role: str) -> Any:
        size, _, kind = parts[-1].rpartition(".")
        if parts[0] == "named":
            group = self._instance(_plain(parts[1]), role, self._params())
        else:
            group = self._signed(parts[1])[0]
        if kind not in ("png", "jpg"):
            raise Refusal(400, f'Unsupported image format "{kind}"')
        width, height = int(parts[-2]), int(size)
        box = self._query.get("bbox") or (parts[2] if parts[0] == "bbox" else None)
        if box is None and parts[0] == "named" and "zoom" not in self._query:
            view = self._world.templates[_plain(parts[1])].get("view") or {}
            box = "{west},{south},{east},{north}".format_map(
                view.get("bounds") or {"west": -123, "south": 38, "east": -120, "north": 39}
            )
        if box is not None:
            west, south, east, north = (float(value) for value in box.split(","))
        else:
            zoom, lat, lon = (
                (self._query["zoom"], self._query["lat"], self._query["lon"])
                if parts[0] == "named"
                else parts[2:5]
            )
            half = 360 / 2 ** float(zoom) / 2
            west, east = float(lon) - half, float(lon) + half
            south, north = float(lat) - half * 0.6, float(lat) + half * 0.6
        bounds = (*drawing.mercator(west, north), *drawing.mercator(east, south))
        picture = drawing.picture(self._world, group.layers, bounds, width, height)
        return Reply(200, picture, "image/png")

    def _drawn(self, parts: list[str], role: str) -> Any:
        shown, rest = parts[0], parts[1:]
        if len(rest) == 3 and rest[1] == "attributes":
            group, as_owner, md5 = self._signed(shown)
            return self._attributes(group, md5, rest[0], rest[2])
        chosen = rest[0] if len(rest) == 4 else None
        z, x, name = rest[-3:]
        zoom, column, y, kind = _numbers(z, x, name, scales=chosen is None)
        scale, _, kind = kind.rpartition("@")
        if kind == "grid.json":
            group, as_owner, _ = self._signed(shown)
            layers = _filtered(group, chosen)
            if len(layers) != 1:
                raise Refusal(400, "Tileset has no interactivity")
            if layers[0].kind != "mapnik":
                raise Refusal(400, f"Unsupported format {kind}")
            self._allowed(group, layers, as_owner, role)
            return drawing.grid(self._world, layers[0], zoom, column, y)
        key = (shown.split(":")[0], chosen or "", kind, scale, role, *self._tokens)
        if self._world.has_renderer(key):  # it outlives the map
            group = self._world.kept[key]
        else:
            if "@" in shown:  # the token is looked at first, and that reads the map
                self._signed(shown)
            group = self._once(key, lambda: self._rendered(shown, chosen, kind, scale, role))
        layers = _filtered(group, chosen)
        return self._tile(layers, zoom, column, y, kind, 512 if scale == "2" else 256)

    def _rendered(self, shown: str, chosen: str | None, kind: str, scale: str, role: str) -> Group:
        group, as_owner, _ = self._signed(shown)
        if scale not in ("", "1", "2"):
            raise Refusal(404, "Tile with specified resolution not found")
        layers = _filtered(group, chosen)
        if kind not in ("png", "png32", "mvt"):
            raise Refusal(400, f"Unsupported format {kind}")
        if not any(layer.kind == "mapnik" for layer in layers):
            raise Refusal(400, "No 'mapnik' layers in MapConfig")
        self._allowed(group, layers, as_owner, role)
        return group

    def _once(self, key: tuple[str, ...], make: Any) -> Group:
        """Make a renderer once; others that want it meanwhile wait. When making fails, only the
        first is told so: the others never get an answer (seen in the real server)."""
        world = self._world
        with world.lock:
            waits = key in world.pending
            world.pending.add(key)
        if waits:
            for _ in range(400):
                threading.Event().wait(0.01)
                with world.lock:
                    if key not in world.pending:
                        break
            if not world.has_renderer(key):
                raise NoAnswer
            return self._world.kept[key]
        try:
            threading.Event().wait(world.renderer_delay)
            group: Group = make()
            with world.lock:
                world.kept[key] = group
                world.renderers[key] = time.monotonic()
            return group
        finally:
            with world.lock:
                world.pending.discard(key)

    def _tile(self, layers: list[Layer], z: int, x: int, y: int, kind: str, size: int) -> Reply:
        if kind == "mvt":
            return Reply(200, b"\x1a\x08\x0a\x01l\x28\x80\x20\x78\x02", "application/x-protobuf")
        bounds = drawing.tile_bounds(z, x, y)
        picture = drawing.picture(self._world, layers, bounds, size, size)
        return Reply(200, picture, "image/png", {"Cache-Control": "no-store"})

    def _signed(self, shown: str) -> tuple[Group, bool, str]:
        """The map, whether it is drawn with its owner's rights, and its md5."""
        user, at, rest = shown.partition("@")
        md5 = (rest if at else shown).rpartition("@")[2].split(":")[0]
        if at and user != self._world.user:
            text = f'Cannot use map signature of user "{user}" on db of user "{self._world.user}"'
            raise Refusal(403, text, kind="auth")
        group = self._world.group(md5)
        if not at:
            return group, False, md5
        open_to_all = group.user is not None and group.tokens is None
        by_token = bool(set(self._tokens) & set(group.tokens or ()))
        if not (open_to_all or by_token or self._world.keys.get(self._key) == "master"):
            raise Refusal(403, "Sorry, you are unauthorized (permission denied)")
        return group, True, md5

    def _allowed(self, group: Group, layers: list[Layer], as_owner: bool, role: str) -> None:
        for layer in layers:
            if layer.kind == "mapnik":
                owned = as_owner or (layer.as_owner and group.user is None)
                read_as = "master" if owned else role
                readable(self._world, Layer(layer.kind, layer.id, True, layer.options), read_as)

    def _attributes(self, group: Group, md5: str, number: str, feature: str) -> Any:
        if not number.isdecimal() or int(number) >= len(group.layers):
            raise Refusal(400, f"Map {md5} has no layer number {number}")
        options = group.layers[int(number)].options
        told = options.get("attributes")
        if told is None:
            raise Refusal(400, f"Layer {number} has no exposed attributes")
        if not feature.isdecimal():
            raise Refusal(404, f'column "{feature}" does not exist')
        rows = [r for r in self._world.rows(options["sql"]) if str(r[told["id"]]) == feature]
        if len(rows) != 1:
            raise Refusal(
                404,
                f"Multiple features ({len(rows)}) identified by '{told['id']}' = {feature} in "
                f"layer {number}",
            )
        return {column: rows[0][column] for column in told["columns"]}

    def _json_body(self) -> Any:
        if len(self._body) > MOST_BODY:
            raise Refusal(400, "request entity too large", kind="entity.too.large")
        if not self._headers.get("content-type", "").startswith("application/json"):
            create = self._path.rstrip("/") == "/named"
            what = "POST template data" if create else "POST data"
            raise Refusal(400, f"{what} must be of type application/json")
        if not self._body:
            return {}
        try:
            return json.loads(self._body)
        except ValueError:
            text = _no_json(self._body.decode())
            raise Refusal(400, text, kind="entity.parse.failed") from None

    def _role(self, content: Any) -> str:
        """What the key may; it is looked for in the header, the query, then the body."""
        login = self._headers.get("authorization", "")
        if login.startswith("Basic "):
            self._key = base64.b64decode(login[6:]).decode().partition(":")[2]
        elif "api_key" in self._query or "map_key" in self._query:
            self._key = self._query.get("api_key") or self._query.get("map_key", "")
        elif isinstance(content, dict) and isinstance(content.get("api_key"), str):
            self._key = content["api_key"]
        if not self._key:
            return "anonymous"
        role = self._world.keys.get(self._key)
        if role is None:
            raise Refusal(401, "Unauthorized", kind="auth", subtype="api-key-not-found")
        if role == "nomaps":
            raise Refusal(403, "Forbidden", kind="auth", subtype="api-key-does-not-grant-access")
        return role


def _filtered(group: Group, chosen: str | None) -> list[Layer]:
    if chosen in (None, "all", "mapnik"):
        return [layer for layer in group.layers if layer.kind == "mapnik"]
    found = []
    for word in (chosen or "").split(","):
        by_id = [layer for layer in group.layers if layer.explicit_id and layer.id == word]
        if by_id:
            found.append(by_id[0])
        elif not word.isdecimal():
            raise Refusal(400, "Invalid layer filtering")
        elif int(word) >= len(group.layers):
            raise Refusal(400, f"Layer '{word}' not found in layergroup")
        else:
            found.append(group.layers[int(word)])
    return found


def _numbers(z: str, x: str, name: str, *, scales: bool) -> tuple[int, int, int, str]:
    """Zoom, column, line and what is wanted there (``2@png``: at double resolution)."""
    if not z.isdecimal():
        raise Refusal(
            400, f"Invalid zoom value ({z}). It should be an integer number greather than or equal "
            "to 0",
        )  # fmt: skip
    first, _, kind = name.partition(".")
    scale = ""
    if scales and "@" in first:
        first, _, times = first.partition("@")
        scale = times.rstrip("x") + "@"
    if scales and kind == "grid.json":
        first, kind = f"{first}.grid", "json"
    if not first.isdecimal() or not _INTEGER.fullmatch(x):
        raise Refusal(
            400, f"Invalid coodinate 'y' value ({first}). It should be an integer number greather "
            "than or equal to 0",
        )  # fmt: skip
    return int(z), int(x), int(first), scale + kind


def _plain(name: str) -> str:
    return name.rpartition("@")[2]


def _no_json(text: str) -> str:
    return "SyntaxError: Expected property name or '}' in JSON at position 1"
