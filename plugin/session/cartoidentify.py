# SPDX-License-Identifier: GPL-2.0-or-later
"""What lies at a place of a CARTO map: by its grids, then its attributes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..carto.answers import Layergroup
from ..carto.errors import CartoError
from ..carto.grid import TILE, Row
from ..host.carto_accounts import CartoMapError
from .cartolayers import Errand
from .cartomaps import told

# A grid's cells are 4 pixels wide; two zooms deeper that is one pixel of the screen.
DEEPER, MOST_ZOOM = 2, 20
_ID = "cartodb_id"
_AROUND = ((0, 0), (-4, 0), (4, 0), (0, -4), (0, 4))


@dataclass(frozen=True)
class Found:
    """An object: the index and id of its layer, and its columns."""

    layer: int
    layer_id: str
    columns: dict[str, Any]


def identify(errand: Errand, made: Layergroup, lon: float, lat: float, zoom: int) -> list[Found]:
    """The topmost object of each layer at a place (degrees), seen at a zoom.  Any thread.

    A map that was forgotten is made anew, once.  Raises CartoMapError.
    """
    place = _Place.at(lon, lat, min(max(zoom + DEEPER, 0), MOST_ZOOM))
    try:
        try:
            return list(_found(errand, made, place))
        except CartoError as error:
            if not error.expired:
                raise CartoMapError(error) from None
        with told():
            return list(_found(errand, errand.run(), place))
    finally:
        errand.client.close()


@dataclass(frozen=True)
class _Place:
    """A tile and a pixel in it."""

    z: int
    x: int
    y: int
    across: float
    down: float

    @classmethod
    def at(cls, lon: float, lat: float, z: int) -> _Place:
        size = 2.0**z
        sine = math.sin(math.radians(max(-85.05, min(85.05, lat))))
        x = (lon + 180) / 360 * size
        y = (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * size
        return cls(z, int(x), int(y), (x - int(x)) * TILE, (y - int(y)) * TILE)


def _found(errand: Errand, made: Layergroup, place: _Place) -> Iterator[Found]:
    for layer in reversed(made.layers):
        if not layer.grids:
            continue
        grid = errand.client.grid(made, layer.index, place.z, place.x, place.y)
        around = [(place.across + x, place.down + y) for x, y in _AROUND]
        rows = [grid(x, y) for x, y in around if 0 <= x < TILE and 0 <= y < TILE]
        row = next((row for row in rows if row is not None), None)
        if row is not None:
            more = _attributes(errand, made, layer.index, row)
            yield Found(layer.index, layer.id, {**row, **more})


def _attributes(errand: Errand, made: Layergroup, index: int, row: Row) -> dict[str, Any]:
    """The columns a layer exposes; none where it exposes none, or the grid holds no id."""
    id_column = _ID
    if errand.recipe.config is not None:
        layers = errand.recipe.config.get("layers", [])
        options = layers[index].get("options", {}) if index < len(layers) else {}
        if "attributes" not in options:
            return {}
        id_column = options["attributes"].get("id", _ID)
    id = row.get(id_column)
    if isinstance(id, bool) or not isinstance(id, int):
        return {}
    try:
        return errand.client.attributes(made, index, id)
    except CartoError as error:
        if error.expired or error.status not in (400, 404):
            raise
        return {}  # a named map does not say beforehand whether a layer exposes any
