# SPDX-License-Identifier: GPL-2.0-or-later
"""Making a map of a MapConfig: checks in the server's order, and its answer."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import time
from datetime import datetime, timezone
from typing import Any

from . import css, templates
from .refusal import Refusal, at_layer
from .world import GEOMETRY, Group, Layer, World


class Maker:
    """Makes maps for one request: its key's role and its tokens."""

    def __init__(self, world: World, base: str, role: str, api_key: str) -> None:
        self._world = world
        self._base = base
        self._role, self._key = role, api_key

    def make(self, config: Any) -> dict[str, Any]:
        """An anonymous map; the answer."""
        return self._made(config, None, "", None)

    def make_named(self, name: str, params: Any, tokens: list[str]) -> dict[str, Any]:
        """A map of a named one."""
        user = self._world.user
        template = self._world.templates.get(name)
        if template is None:
            raise Refusal(404, f"Template '{name}' of user '{user}' not found")
        if not templates.may_make(template, tokens):
            raise Refusal(403, "Unauthorized template instantiation")
        config = templates.filled(template, params if isinstance(params, dict) else {})
        digest = hashlib.sha256(json.dumps(template, sort_keys=True).encode()).hexdigest()[:8]
        auth = template["auth"]
        held = list(auth["valid_tokens"]) if auth["method"] == "token" else None
        return self._made(config, user, digest, held)

    def _made(
        self, config: Any, user: str | None, digest: str, tokens: list[str] | None
    ) -> dict[str, Any]:
        layers = self._layers(config, user is not None)
        self._check(layers, user is not None)
        stored = json.dumps([config, self._role, user], sort_keys=True)
        md5 = hashlib.sha256(stored.encode()).hexdigest()[:32]
        changed = self._changed(layers)
        shown = f"{user}@{digest}@{md5}:{changed}" if user else f"{md5}:{changed}"
        world = self._world
        with world.lock:
            world.groups[md5] = Group(layers, self._role, user, digest, tokens, time.monotonic())
        return self._answer(shown, layers, changed)

    def _layers(self, config: Any, named: bool) -> list[Layer]:
        if not isinstance(config, dict) or not isinstance(config.get("layers"), list):
            raise Refusal(400, "Missing layers array from layergroup config")
        version = config.get("version", "1.0.0")
        if not re.fullmatch(r"1\.[0-8]\.[01]", version):
            raise Refusal(400, f"Unsupported layergroup configuration version {version}")
        found: list[Layer] = []
        for told in config["layers"]:
            kind, options = told.get("type"), told.get("options") or {}
            if kind == "named":
                found += self._of_named(options)
                continue
            kind = {"cartodb": "mapnik"}.get(kind, kind)
            if kind not in ("mapnik", "plain", "http", "torque"):
                continue
            given = told.get("id") or None
            prefix = "" if kind == "mapnik" else f"{kind}-"
            numbered = sum(layer.kind == kind for layer in found)
            id = given or f"{prefix}layer{numbered}"
            found.append(Layer(kind, id, given is not None, options, named))
        return found

    def _of_named(self, options: dict[str, Any]) -> list[Layer]:
        name, user = str(options.get("name")), self._world.user
        template = self._world.templates.get(name)
        if template is None:
            raise Refusal(400, f"Template '{name}' of user '{user}' not found")
        if not templates.may_make(template, list(options.get("auth_tokens") or [])):
            raise Refusal(403, f"Unauthorized '{name}' template instantiation")
        config = templates.filled(template, options.get("config") or {})
        return self._layers(config, True)

    def _check(self, layers: list[Layer], named: bool) -> None:
        def refuse(status: int, text: str, index: int, **context: Any) -> Refusal:
            return at_layer(status, text, index, layers[index].id, **context)

        mapnik = [(i, layer) for i, layer in enumerate(layers) if layer.kind == "mapnik"]
        styled = any("cartocss" in layer.options for _, layer in mapnik)
        for index, layer in mapnik:
            if layer.id.isdecimal():
                text = (
                    f"Zero-based layer index '{layer.id}' not valid, only '1' layers exist in map"
                )
                raise refuse(400, text, index)
            for key in ("sql", *(("cartocss", "cartocss_version") if styled else ())):
                if key not in layer.options:
                    raise refuse(400, f"Missing {key} for layer {index} options", index)
        for _, layer in mapnik:
            for table in self._world.read_tables(layer.options["sql"]):
                if table not in self._world.tables and self._is_select(layer):
                    raise Refusal(404, f'relation "{table}" does not exist')
        for index, layer in mapnik:
            self._check_attributes(layer, index, refuse)
        for index, layer in mapnik:
            self._check_drawing(layer, index, named, refuse)

    def _is_select(self, layer: Layer) -> bool:
        return bool(re.match(r"\s*select\b", layer.options["sql"], re.IGNORECASE))

    def _check_attributes(self, layer: Layer, index: int, refuse: Any) -> None:
        attributes = layer.options.get("attributes")
        if attributes is None:
            return
        if "columns" not in attributes:
            raise Refusal(400, "Cannot read properties of undefined (reading 'map')")
        if "id" not in attributes:
            raise Refusal(400, "Cannot read properties of undefined (reading 'length')")
        try:
            rows = self._world.rows(layer.options["sql"])
        except sqlite3.Error:
            return  # told when the style is looked at
        for column in attributes["columns"]:
            if rows and column not in rows[0]:
                raise refuse(404, f'column "{column}" does not exist', index)

    def _check_drawing(self, layer: Layer, index: int, named: bool, refuse: Any) -> None:
        options = layer.options
        version = options.get("cartocss_version")
        if version is not None and not re.match(r"[12]\.\d", str(version)):
            raise refuse(400, f"Invalid Version: {version}", index)
        if "cartocss" in options:
            try:
                css.check(options["cartocss"], layer.id if layer.explicit_id else None)
            except css.CssError as error:
                if named:
                    raise Refusal(400, str(error)) from None
                raise refuse(400, str(error), index) from None
        try:
            readable(self._world, layer, self._role)
        except Refusal as error:
            if named:
                raise
            text = error.texts[0]
            raise refuse(error.status, text, index, **_query_error(text)) from None
        rows = self._world.rows(options["sql"])
        columns = rows[0] if rows else None
        for column in [GEOMETRY, *interactivity(options)]:
            if columns is not None and column not in columns:
                text = f'Postgis Plugin: ERROR:  column "{column}" does not exist\nLINE 1: …'
                raise refuse(400, text, index, **_query_error(text))

    def _changed(self, layers: list[Layer]) -> int:
        named = {
            table
            for layer in layers
            if "sql" in layer.options
            for table in self._world.read_tables(layer.options["sql"])
        }
        return max((self._world.tables[name].changed for name in named), default=0)

    def _answer(self, shown: str, layers: list[Layer], changed: int) -> dict[str, Any]:
        mapnik = [layer for layer in layers if layer.kind == "mapnik"]
        raster = any("cartocss" in layer.options for layer in mapnik)
        kinds = [("vector", "mvt")] * bool(mapnik) + [("raster", "png")] * raster
        moment = datetime.fromtimestamp(changed / 1000, timezone.utc)
        return {
            "layergroupid": shown,
            "metadata": {
                "layers": [self._layer(shown, layer) for layer in layers],
                "dataviews": {},
                "analyses": [],
                "tilejson": {
                    kind: {"tilejson": "2.2.0", "tiles": self._tiles(shown, "", ending)}
                    for kind, ending in kinds
                },
                "url": {
                    kind: {
                        "urlTemplate": self._template(shown, ending),
                        "subdomains": self._subdomains("https") if self._world.cdn else [],
                    }
                    for kind, ending in kinds
                },
            },
            "cdn_url": self._world.cdn,
            "last_updated": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        }

    def _layer(self, shown: str, layer: Layer) -> dict[str, Any]:
        meta: dict[str, Any] = {"stats": {}}
        place = f"/{layer.id}"
        tilejson: dict[str, Any] = {}
        if layer.kind == "mapnik":
            meta["stats"] = {"estimatedFeatureCount": len(self._world.rows(layer.options["sql"]))}
            tilejson["vector"] = {"tilejson": "2.2.0", "tiles": self._tiles(shown, place, "mvt")}
        if "cartocss" in layer.options:
            meta = {"cartocss": layer.options["cartocss"], **meta, "cartocss_meta": {"rules": []}}
        elif layer.kind == "mapnik":
            meta["aggregation"] = {"png": False, "mvt": False}
        if layer.kind != "mapnik" or "cartocss" in layer.options:
            tiles = self._tiles(shown, place, "png")
            tilejson["raster"] = {"tilejson": "2.2.0", "tiles": tiles}
            if interactivity(layer.options):
                grids = self._tiles(shown, place, "grid.json")
                tilejson["raster"]["grids"] = grids
        return {"type": layer.kind, "id": layer.id, "meta": meta, "tilejson": tilejson}

    def _tiles(self, shown: str, place: str, ending: str) -> list[str | None]:
        template = self._world.cdn.get("templates", {}).get("https")
        if template is None:
            return [None]
        path = f"/{self._world.user}/api/v1/map/{shown}{place}/{{z}}/{{x}}/{{y}}.{ending}"
        hosts = [template["url"].replace("{s}", s) for s in template["subdomains"]]
        return [host + path + self._leak() for host in hosts]

    def _template(self, shown: str, ending: str) -> str:
        template = self._world.cdn.get("templates", {}).get("https")
        base = (
            f"{template['url']}/{self._world.user}/api/v1/map"
            if template is not None
            else self._base
        )
        return f"{base}/{shown}/{{z}}/{{x}}/{{y}}.{ending}{self._leak()}"

    def _subdomains(self, scheme: str) -> list[str]:
        return list(self._world.cdn["templates"][scheme]["subdomains"])

    def _leak(self) -> str:
        """The server puts the key it was given into the addresses it answers."""
        return f"?api_key={self._key}" if self._key else ""


def readable(world: World, layer: Layer, role: str) -> None:
    """Refusal where a layer's SQL is wrong, or not for this role."""
    sql = layer.options["sql"]
    wrapped = f"SELECT * FROM ({sql}) as cdbq LIMIT 0"
    tail = f"in executeQuery Full sql was: '{wrapped}'\n  encountered during parsing of layer "
    tail += f"'{layer.id}' in Layer"
    for table in world.read_tables(sql):
        known = world.tables.get(table)
        if known is not None and known.private and role != "master" and not layer.as_owner:
            raise Refusal(
                403, f"Postgis Plugin: ERROR:  permission denied for table {table}\n{tail}"
            )
    try:
        world.rows(sql)
    except sqlite3.Error:
        word = sql.split()[2] if len(sql.split()) > 2 else sql
        raise Refusal(
            400, f'Postgis Plugin: ERROR:  syntax error at or near "{word}"\n{tail}'
        ) from None


def interactivity(options: dict[str, Any]) -> list[str]:
    told = options.get("interactivity") or []
    return told.split(",") if isinstance(told, str) else list(told)


def _query_error(text: str) -> dict[str, Any]:
    return {"subtype": "query"} if text.startswith("Postgis Plugin") else {}
