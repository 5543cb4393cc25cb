# SPDX-License-Identifier: GPL-2.0-or-later
"""A server's answers as records and errors."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from .errors import CartoError

_HINTS = {
    401: "The API key is not known there: check it in the account.",
    403: "This wants another API key (for named maps the master key), or the map's auth token.",
    404: "Check the names of the account, the map and the tables.",
    409: "Delete named maps that are not needed any more.",
    413: "A map's texts may have 100 kB together.",
    429: "The account's limit is reached; wait a little.",
    431: "The map is too long for this way of asking: use POST.",
}


@dataclass(frozen=True)
class Layer:
    """A layer as the server understood it; ``kind`` is mapnik, torque, http or plain.

    ``id`` is made up by the server where the map gave none, and is then refused in requests (seen
    in real answers): the index is the safe way to name a layer.
    """

    index: int
    kind: str
    id: str
    cartocss: str
    grids: bool


@dataclass(frozen=True)
class Layergroup:
    """A map that was instantiated: what tiles, grids and attributes are asked of.

    ``layergroupid`` changes when the data or the map do and stays the same otherwise.
    ``tokens`` are the auth tokens it was made with, which every request for it must carry.
    ``cdn`` is the server's ``cdn_url``, often empty. The addresses of the answer itself are not
    kept: they may hold the API key (seen in real answers).
    """

    layergroupid: str
    last_updated: datetime | None
    layers: tuple[Layer, ...] = ()
    cdn: dict[str, Any] = field(default_factory=dict)
    tokens: tuple[str, ...] = field(default=(), repr=False)


def layergroup(answer: Any, tokens: tuple[str, ...] = ()) -> Layergroup:
    """The answer to an instantiation; all but the id may be missing."""
    if not isinstance(answer, dict) or not isinstance(answer.get("layergroupid"), str):
        raise CartoError(
            "The answer does not name a map.", hint="Is the address that of a Maps API?"
        )
    metadata = _dict(answer.get("metadata"))
    found = metadata.get("layers")
    layers = tuple(
        _layer(index, _dict(layer)) for index, layer in enumerate(found or []) if layer is not None
    )
    return Layergroup(
        answer["layergroupid"],
        _moment(answer.get("last_updated") or answer.get("updated_at")),
        layers,
        _dict(answer.get("cdn_url")),
        tokens,
    )


def failure(status: int, text: str, what: str, retry_after: str = "") -> CartoError:
    """The error of an answer that is not a success, by whatever the server says of it."""
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    return refusal(answer, status, what, retry_after)


def refusal(answer: Any, status: int, what: str, retry_after: str = "") -> CartoError:
    """``{"errors": […], "errors_with_context": […]}`` or, of old servers, ``{"error": "…"}``."""
    told = _dict(answer)
    listed = told.get("errors")
    texts = tuple(str(text) for text in listed) if isinstance(listed, list) else ()
    if not texts and told.get("error"):
        texts = (str(told["error"]),)
    contexts = told.get("errors_with_context")
    layer = None
    for context in contexts if isinstance(contexts, list) else ():
        index = _dict(_dict(context).get("layer")).get("index")
        if isinstance(index, int):
            layer = index
            break
    said = " ".join(texts) or f"the server answered {status} without a reason"
    where = "" if layer is None else f" (layer {layer + 1})"
    return CartoError(
        f"{what} failed{where}: {said}",
        status=status,
        errors=texts,
        layer=layer,
        hint=_HINTS.get(status, ""),
        retryable=status == 429 or status >= 500,
        retry_after=float(retry_after) if retry_after.isdecimal() else None,
    )


def is_refusal(answer: Any) -> bool:
    """Whether an answer is an error, whatever its status: with a callback it is always 200."""
    return isinstance(answer, dict) and (
        bool(answer.get("errors")) or (set(answer) == {"error"} and bool(answer["error"]))
    )


def _layer(index: int, told: dict[str, Any]) -> Layer:
    raster = _dict(_dict(told.get("tilejson")).get("raster"))
    return Layer(
        index,
        str(told.get("type", "")),
        str(told.get("id", "")),
        str(_dict(told.get("meta")).get("cartocss", "")),
        isinstance(raster.get("grids"), list),
    )


def _moment(text: Any) -> datetime | None:
    """When the data last changed; the server says 1970 where it does not know."""
    try:
        moment = datetime.strptime(str(text), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return moment if moment.timestamp() > 0 else None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
