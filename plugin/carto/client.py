# SPDX-License-Identifier: GPL-2.0-or-later
"""A client of the CARTO Maps API v1 (Windshaft): anonymous maps, named maps, and what they draw.

It sends what it is given: `mapconfig` and `template` have the checks to make before. Sources: the
Maps API documentation, and real answers of Windshaft-cartodb 9.0.0.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Union
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import requests

from .address import Address, address
from .answers import Layergroup, layergroup
from .errors import CartoError
from .grid import Grid
from .transport import Answer, KeyPlace, Query, Transport
from .wrapping import compressed

TIMEOUT = (10.0, 60.0)
_CALLBACK = "cb"

Tokens = Union[str, Sequence[str], None]
Bounds = tuple[float, float, float, float]


class MapsApi:
    """One account: ``https://{user}.{domain}`` or ``https://{host}/user/{user}``.  Any thread.

    ``api_key`` reads private tables and, the master key, manages named maps. ``new_session`` and
    ``timeout`` (connect, read; None where the session brings its own) come from QGIS's settings
    inside QGIS.  All calls raise CartoError. Wherever a layergroup is wanted, one from
    ``instantiate…`` will do, which brings its auth tokens along, or the text of a layergroupid.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str | None = None,
        *,
        key_place: KeyPlace = KeyPlace.HEADER,
        new_session: Callable[[], requests.Session] = requests.Session,
        timeout: tuple[float, float] | None = TIMEOUT,
    ) -> None:
        key = (api_key or "").strip() or None
        self.address: Address = address(base_url, with_key=key is not None)
        self._transport = Transport(self.address, key, key_place, new_session, timeout)

    def __repr__(self) -> str:
        return f"MapsApi({self.address.account!r})"

    def close(self) -> None:
        """Close the connections; the client may be used again."""
        self._transport.close()

    def request(
        self,
        method: str,
        path: str,
        query: Query = (),
        body: Any = None,
        content_type: str = "application/json",
    ) -> Answer:
        """Any request; ``path`` goes on from ``…/api/v1/map``."""
        return self._transport.send(
            method, path, f"{method} {path or '/'}", query, body, content_type
        )

    def allowed_methods(self, path: str = "") -> tuple[str, ...]:
        """What OPTIONS says may be done with an address."""
        answer = self._transport.send("OPTIONS", path, "Asking what is allowed")
        return tuple(word.strip() for word in answer.headers.get("Allow", "").split(","))

    # maps

    def instantiate(self, config: dict[str, Any], method: str = "POST") -> Layergroup:
        """Make a map from a MapConfig, or wake it: the same config gives the same map.

        ``method``: POST, GET (short maps only), LZMA (GET, compressed) or JSONP.
        """
        return self._instantiate("", "Making the map", config, method, ())

    def instantiate_named(
        self,
        name: str,
        params: dict[str, Any] | None = None,
        auth_token: Tokens = None,
        method: str = "POST",
    ) -> Layergroup:
        """Make a map from a named one, with values for its placeholders.

        In texts every ``$`` is doubled on the way: the server takes values for JavaScript
        replacement patterns and would else turn ``$&`` into the placeholder (seen in real answers).
        ``auth_token`` is one token or several; any one that fits is enough.
        ``method`` as in `instantiate`; GET there is, for named maps, only as JSONP.
        """
        values = {
            key: value.replace("$", "$$") if isinstance(value, str) else value
            for key, value in (params or {}).items()
        }
        path, what = f"/named/{_name(name)}", f"Making the named map “{name}”"
        tokens = _tokens(auth_token)
        if method == "POST":
            return self._instantiate(path, what, values, method, tokens)
        return self._instantiate(
            path + "/jsonp", what, values, "LZMA+JSONP" if method == "LZMA" else "JSONP", tokens
        )

    def named_maps(self) -> list[str]:
        """The names of all named maps, sorted.  Master key."""
        what = "Listing the named maps"
        answer = self._transport.send("GET", "/named", what).json(what)
        names = answer.get("template_ids") if isinstance(answer, dict) else None
        if not isinstance(names, list):
            raise CartoError(f"{what} failed: the answer holds no list.", status=200)
        return sorted((_plain(str(name)) for name in names), key=str.casefold)

    def named_map(self, name: str) -> dict[str, Any]:
        """The template of a named map.  Master key; its valid tokens are in it, in clear."""
        what = f"Reading the named map “{name}”"
        answer = self._transport.send("GET", f"/named/{_name(name)}", what).json(what)
        template = answer.get("template") if isinstance(answer, dict) else None
        if not isinstance(template, dict):
            raise CartoError(f"{what} failed: the answer holds no template.", status=200)
        # a key that came in the body when the map was made is kept there by the server
        return {key: value for key, value in template.items() if key != "api_key"}

    def create_named(self, template: dict[str, Any]) -> str:
        """Make a named map; returns its name.  Master key.  An existing one is not replaced."""
        what = f"Creating the named map “{template.get('name', '')}”"
        answer = self._transport.send("POST", "/named", what, body=template, changes=True)
        return self._template_id(answer, what)

    def update_named(self, template: dict[str, Any]) -> str:
        """Replace the named map of that name; returns the name.  Master key.

        Maps made from it before go on as they were, with the old tokens, until they expire (seen
        in real answers).
        """
        name = str(template.get("name", ""))
        what = f"Changing the named map “{name}”"
        path = f"/named/{_name(name)}"
        answer = self._transport.send("PUT", path, what, body=template, changes=True)
        return self._template_id(answer, what)

    def delete_named(self, name: str) -> None:
        """Delete a named map.  Master key.  Maps made from it draw on until they expire."""
        what = f"Deleting the named map “{name}”"
        self._transport.send("DELETE", f"/named/{_name(name)}", what, changes=True)

    # what they draw

    def tile_url(
        self,
        map_id: Layergroup | str,
        layers: Sequence[int | str] | str | None = None,
        retina: bool = False,
        *,
        kind: str = "png",
        cdn: bool = False,
    ) -> str:
        """The address of tiles with ``{z}``, ``{x}``, ``{y}`` in it; auth tokens are, a key never
        is.

        ``kind`` is png, png32, mvt or grid.json. ``cdn`` takes the server's network for delivery
        where it names one: the same for the same map, and https where the account is.
        """
        if retina and layers is not None:
            raise CartoError("The server has no @2x tiles of single layers.")
        scale = "@2x" if retina else ""
        path = f"/{_id(map_id)}{_filter(layers)}/{{z}}/{{x}}/{{y}}{scale}.{kind}"
        base = self._delivery(map_id) if cdn and isinstance(map_id, Layergroup) else None
        return (base or self.address.base) + path + _query(_tokens_of(map_id))

    def named_tile_url(
        self,
        name: str,
        params: dict[str, Any] | None = None,
        auth_token: Tokens = None,
        layers: Sequence[int | str] | str = "all",
        kind: str = "png",
    ) -> str:
        """The address of a named map's tiles that never expires; no @2x, no grids there."""
        query = [("config", json.dumps(params))] if params else []
        query += [("auth_token", token) for token in _tokens(auth_token)]
        path = f"/named/{_name(name)}{_filter(layers)}/{{z}}/{{x}}/{{y}}.{kind}"
        return self.address.base + path + _query(query)

    def tile(
        self,
        map_id: Layergroup | str,
        z: int,
        x: int,
        y: int,
        layers: Sequence[int | str] | str | None = None,
        *,
        retina: bool = False,
        kind: str = "png",
    ) -> bytes:
        """One tile; empty where a vector tile holds nothing."""
        where = f"/{z}/{x}/{y}{'@2x' if retina else ''}.{kind}"
        path = f"/{_id(map_id)}{_filter(layers)}{where}"
        return self._transport.send("GET", path, "Reading a tile", _tokens_of(map_id)).data

    def grid(self, map_id: Layergroup | str, layer: int | str, z: int, x: int, y: int) -> Grid:
        """What lies where in a tile of one layer that has ``interactivity``."""
        what = "Asking what is there"
        path = f"/{_id(map_id)}{_filter([layer])}/{z}/{x}/{y}.grid.json"
        answer = self._transport.send("GET", path, what, _tokens_of(map_id))
        return Grid.of(answer.json(what))

    def attributes(
        self, map_id: Layergroup | str, layer: int | str, feature_id: int
    ) -> dict[str, Any]:
        """The columns that a layer's ``attributes`` names, of one row.

        Only integers: the server puts the id into its SQL as it is (read in its source).
        """
        if isinstance(feature_id, bool) or not isinstance(feature_id, int):
            raise CartoError(f"The id of a row is a whole number, not {feature_id!r}.")
        what = "Reading the attributes"
        path = f"/{_id(map_id)}{_filter([layer])}/attributes/{feature_id}"
        answer = self._transport.send("GET", path, what, _tokens_of(map_id)).json(what)
        if not isinstance(answer, dict):
            raise CartoError(f"{what} failed: the answer is no object.", status=200)
        return answer

    def static_url(
        self,
        map_id: Layergroup | str,
        width: int,
        height: int,
        *,
        bbox: Bounds | None = None,
        center: tuple[float, float] | None = None,
        zoom: int = 0,
        layers: Sequence[int | str] | None = None,
        kind: str = "png",
    ) -> str:
        """The address of a picture: of ``bbox`` (west, south, east, north) or around ``center``
        (longitude, latitude); pixels, degrees, png or jpg."""
        return (
            self.address.base
            + self._static(map_id, width, height, bbox, center, zoom, kind)
            + (_query(_shown_layers(layers) + _tokens_of(map_id)))
        )

    def named_static_url(
        self,
        name: str,
        width: int,
        height: int,
        *,
        auth_token: Tokens = None,
        bbox: Bounds | None = None,
        center: tuple[float, float] | None = None,
        zoom: int = 0,
        layers: Sequence[int | str] | None = None,
        kind: str = "png",
    ) -> str:
        """The address of a picture of a named map, by its own ``view`` where nothing is given."""
        query: list[tuple[str, str]] = []
        if bbox is not None:
            query.append(("bbox", _numbers(bbox)))
        elif center is not None:
            query += [("zoom", str(zoom)), ("lat", str(center[1])), ("lon", str(center[0]))]
        query += _shown_layers(layers)
        query += [("auth_token", token) for token in _tokens(auth_token)]
        path = f"/static/named/{_name(name)}/{width}/{height}.{kind}"
        return self.address.base + path + _query(query)

    def picture(self, url: str) -> bytes:
        """The bytes behind a picture's or tile's address that this client made."""
        if not url.startswith(self.address.base):
            raise CartoError("This is an address of another account.")
        path, _, query = url[len(self.address.base) :].partition("?")
        what = "Reading a picture"
        answer = self._transport.send("GET", path, what, parse_qsl(query))
        if not answer.content_type.startswith("image/"):
            raise CartoError(f"{what} failed: the answer is no picture.", status=answer.status)
        return answer.data

    def _instantiate(
        self, path: str, what: str, config: dict[str, Any], method: str, tokens: tuple[str, ...]
    ) -> Layergroup:
        query = [("auth_token", token) for token in tokens]
        if method == "POST":
            answer = self._transport.send("POST", path, what, query, config).json(what)
            return layergroup(answer, tokens)
        text = json.dumps(config, ensure_ascii=False)
        jsonp = method in ("JSONP", "LZMA+JSONP")
        if jsonp:
            query = [("callback", _CALLBACK), *query]
        if method in ("LZMA", "LZMA+JSONP"):
            query.append(("lzma", compressed({"config": text})))
        elif method in ("GET", "JSONP"):
            if config or not path:
                query.append(("config", text))
        else:
            raise CartoError(f"“{method}” is no way to make a map: POST, GET, LZMA or JSONP.")
        found = self._transport.send("GET", path, what, query)
        return layergroup(found.jsonp(what) if jsonp else found.json(what), tokens)

    def _template_id(self, answer: Answer, what: str) -> str:
        found = answer.json(what)
        if not isinstance(found, dict) or "template_id" not in found:
            raise CartoError(f"{what} failed: the answer does not name it.", status=answer.status)
        return _plain(str(found["template_id"]))

    def _static(
        self,
        map_id: Layergroup | str,
        width: int,
        height: int,
        bbox: Bounds | None,
        center: tuple[float, float] | None,
        zoom: int,
        kind: str,
    ) -> str:
        size = f"{width}/{height}.{kind}"
        if bbox is not None:
            return f"/static/bbox/{_id(map_id)}/{_numbers(bbox)}/{size}"
        if center is None:
            raise CartoError("A picture needs a box or a centre.")
        return f"/static/center/{_id(map_id)}/{zoom}/{center[1]}/{center[0]}/{size}"

    def _delivery(self, made: Layergroup) -> str | None:
        """The base of the server's delivery network; one of its subdomains, always the same."""
        scheme = urlsplit(self.address.account).scheme
        templates = made.cdn.get("templates")
        found = templates.get(scheme) if isinstance(templates, dict) else None
        rest = f"/{quote(self.address.user)}/api/v1/map"
        if isinstance(found, dict) and isinstance(found.get("url"), str):
            subdomains = found.get("subdomains") or [""]
            chosen = subdomains[zlib.crc32(made.layergroupid.encode()) % len(subdomains)]
            return str(found["url"]).replace("{s}", str(chosen)) + rest
        host = made.cdn.get(scheme)
        return f"{scheme}://{host}{rest}" if isinstance(host, str) and host else None


def _tokens(auth_token: Tokens) -> tuple[str, ...]:
    if auth_token is None or isinstance(auth_token, str):
        return (auth_token,) if auth_token else ()
    return tuple(auth_token)


def _tokens_of(map_id: Layergroup | str) -> list[tuple[str, str]]:
    tokens = map_id.tokens if isinstance(map_id, Layergroup) else ()
    return [("auth_token", token) for token in tokens]


def _id(map_id: Layergroup | str) -> str:
    text = map_id.layergroupid if isinstance(map_id, Layergroup) else map_id
    return quote(text, safe=":@")


def _name(name: str) -> str:
    return quote(name, safe="@")


def _plain(name: str) -> str:
    """A template's name; old servers answer ``@name`` or ``user@name``."""
    return name.rpartition("@")[2]


def _filter(layers: Sequence[int | str] | str | None) -> str:
    if layers is None:
        return ""
    text = layers if isinstance(layers, str) else ",".join(str(layer) for layer in layers)
    return "/" + quote(text, safe=",")


def _shown_layers(layers: Sequence[int | str] | None) -> list[tuple[str, str]]:
    return [] if layers is None else [("layer", ",".join(str(layer) for layer in layers))]


def _numbers(values: Sequence[float]) -> str:
    return ",".join(repr(value) if isinstance(value, float) else str(value) for value in values)


def _query(pairs: Sequence[tuple[str, str]]) -> str:
    return "?" + urlencode(pairs, safe=",") if pairs else ""
