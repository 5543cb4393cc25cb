# SPDX-License-Identifier: GPL-2.0-or-later
"""MapConfigs: made from SQL and CartoCSS, and checked before they are sent.

What the server would take without a word and draw nothing of is a problem here too. Source of the
rules: the MapConfig documentation, and which of them a real server holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import CartoError

VERSION = "1.3.0"
CARTOCSS_VERSION = "2.1.1"
MOST_BYTES = 100_000
DRAWN = {"cartodb", "mapnik", "named"}
KNOWN = DRAWN | {"torque", "http", "plain"}
_VERSION = re.compile(r"1\.[0-8]\.0")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_COLUMN = re.compile(r"[^\s,]+")


@dataclass(frozen=True)
class Problem:
    """What the server would refuse or silently not draw; ``layer`` counts from 0, None where it is
    about the map."""

    text: str
    layer: int | None = None


def style_layer(
    sql: str,
    cartocss: str,
    *,
    id_column: str = "cartodb_id",
    columns: Sequence[str] = (),
    cartocss_version: str = CARTOCSS_VERSION,
) -> dict[str, Any]:
    """A layer by SQL and CartoCSS.  Where ``columns`` are named, objects can be identified: the id
    column is in the grid, which else cannot say which object it shows, and the columns are
    attributes."""
    options: dict[str, Any] = {
        "sql": sql,
        "cartocss": cartocss,
        "cartocss_version": cartocss_version,
    }
    if columns:
        options["interactivity"] = [id_column]
        options["attributes"] = {"id": id_column, "columns": list(columns)}
    return {"type": "mapnik", "options": options}


def map_config(layers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A MapConfig of layers, the first at the bottom."""
    return {"version": VERSION, "layers": list(layers)}


def parsed(text: str, what: str) -> dict[str, Any]:
    """A map or template from the text of a file; raises CartoError where it is none."""
    try:
        value = json.loads(text)
    except ValueError as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise CartoError(
            f"{what} is no JSON{place}.", hint="It has to be one JSON object: {…}."
        ) from None
    if not isinstance(value, dict):
        raise CartoError(
            f"{what} is no map: it holds no object.", hint="It has to be one JSON object: {…}."
        )
    return value


def check_config(config: Any) -> None:
    """Raise CartoError with all problems; ``layer`` is that of the first."""
    raise_for(list(problems(config)), "This map cannot be sent")


def raise_for(found: list[Problem], what: str) -> None:
    """CartoError where there are problems."""
    if not found:
        return
    texts = tuple(
        problem.text if problem.layer is None else f"Layer {problem.layer + 1}: {problem.text}"
        for problem in found
    )
    raise CartoError(f"{what}: {texts[0]}", errors=texts, layer=found[0].layer)


def problems(config: Any) -> Iterator[Problem]:
    """All that is wrong with a MapConfig."""
    if not isinstance(config, dict):
        yield Problem("a map is an object with a version and layers.")
        return
    version = config.get("version", "1.0.0")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        yield Problem(f"the version is {version!r}; servers know 1.0.0 to 1.8.0.")
    if len(json.dumps(config, ensure_ascii=False).encode()) > MOST_BYTES:
        yield Problem("it is larger than 100 kB, more than the server takes.")
    layers = config.get("layers")
    if not isinstance(layers, list) or not layers:
        yield Problem("it has no layers.")
        return
    yield from _layers(layers)


def _layers(layers: list[Any]) -> Iterator[Problem]:
    styled = any(_options(layer).get("cartocss") for layer in layers)
    seen: set[str] = set()
    drawn = False
    for index, layer in enumerate(layers):
        kind = layer.get("type") if isinstance(layer, dict) else None
        if kind not in KNOWN:
            yield Problem(f"the type {kind!r} is none of {', '.join(sorted(KNOWN))}.", index)
            continue
        drawn = drawn or kind in DRAWN
        id = layer.get("id")
        if id is not None and (not isinstance(id, str) or not _ID.fullmatch(id)):
            yield Problem(f"the id {id!r} must begin with a letter and hold no blank.", index)
        elif id in seen:
            yield Problem(f"the id {id!r} is taken by a layer below.", index)
        elif id is not None:
            seen.add(id)
        if kind in ("cartodb", "mapnik"):
            yield from _mapnik(_options(layer), styled, index)
        elif kind == "named" and not _options(layer).get("name"):
            yield Problem("it names no named map.", index)
    if not drawn:
        yield Problem(
            "none of its layers is drawn in tiles; that are mapnik (cartodb) and named layers."
        )


def _mapnik(options: dict[str, Any], styled: bool, index: int) -> Iterator[Problem]:
    if not options.get("sql") and not options.get("source"):
        yield Problem("the SQL is missing.", index)
    if styled and not options.get("cartocss"):
        yield Problem("the CartoCSS is missing; all layers have it or none.", index)
    if options.get("cartocss") and not options.get("cartocss_version"):
        yield Problem("cartocss_version is missing, for instance 2.1.1.", index)
    attributes = options.get("attributes")
    if attributes is not None:
        told = attributes if isinstance(attributes, dict) else {}
        columns = told.get("columns")
        if not told.get("id") or not isinstance(columns, list) or not columns:
            yield Problem("attributes needs an id column and a list of columns.", index)
    interactivity = options.get("interactivity")
    if interactivity is not None:
        listed = interactivity.split(",") if isinstance(interactivity, str) else interactivity
        if not isinstance(listed, list) or not all(
            isinstance(column, str) and _COLUMN.fullmatch(column.strip()) for column in listed
        ):
            yield Problem("interactivity is a list of column names.", index)


def _options(layer: Any) -> dict[str, Any]:
    options = layer.get("options") if isinstance(layer, dict) else None
    return options if isinstance(options, dict) else {}
