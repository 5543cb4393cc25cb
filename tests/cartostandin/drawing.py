# SPDX-License-Identifier: GPL-2.0-or-later
"""Tiles and grids: every row is a box, filled with the colour of its layer."""

from __future__ import annotations

import json
import math
import struct
import zlib
from typing import Any

from . import css
from .making import interactivity
from .world import GEOMETRY, Layer, World

MARKER = 8  # pixels from the middle of a point to its rim
Rectangle = tuple[int, int, int, int]


def picture(
    world: World, layers: list[Layer], bounds: tuple[float, float, float, float], w: int, h: int
) -> bytes:
    """A PNG of the world-pixel rectangle ``bounds`` (unit: the whole world is 1 by 1)."""
    lines = [bytearray(4 * w) for _ in range(h)]
    for layer in layers:
        if layer.kind != "mapnik" or "cartocss" not in layer.options:
            continue
        colour = bytes((*css.fill(layer.options["cartocss"]), 255))
        for row in world.rows(layer.options["sql"]):
            left, top, right, bottom = _placed(row, bounds, w, h, MARKER)
            for y in range(max(top, 0), min(bottom, h)):
                begin, end = max(left, 0), min(right, w)
                if begin < end:
                    lines[y][4 * begin : 4 * end] = colour * (end - begin)
    return _png(w, h, lines)


def grid(world: World, layer: Layer, z: int, x: int, y: int) -> dict[str, Any]:
    """The UTFGrid of a tile; keys count the rows of this tile as they are met."""
    columns = interactivity(layer.options)
    cells = [[0] * 64 for _ in range(64)]
    rows = world.rows(layer.options["sql"])
    for number, row in enumerate(rows, 1):
        left, top, right, bottom = _placed(row, tile_bounds(z, x, y), 64, 64, MARKER // 4)
        for line in range(max(top, 0), min(bottom, 64)):
            for column in range(max(left, 0), min(right, 64)):
                cells[line][column] = number
    met = [0]
    for line in cells:
        met += [number for number in dict.fromkeys(line) if number not in met]
    index = {number: place for place, number in enumerate(met)}
    return {
        "grid": ["".join(_encoded(index[number]) for number in line) for line in cells],
        "keys": ["", *(str(number) for number in met[1:])],
        "data": {str(n): {c: rows[n - 1][c] for c in columns} for n in met[1:]},
    }


def tile_bounds(z: int, x: int, y: int) -> tuple[float, float, float, float]:
    size = 1 / 2**z
    return (x * size, y * size, (x + 1) * size, (y + 1) * size)


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Degrees to the unit square, y downwards."""
    sine = math.sin(math.radians(max(-85.05, min(85.05, lat))))
    return (lon + 180) / 360, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def _placed(
    row: dict[str, Any], bounds: tuple[float, float, float, float], w: int, h: int, marker: int
) -> Rectangle:
    west, south, east, north = json.loads(row[GEOMETRY])
    (left, top), (right, bottom) = mercator(west, north), mercator(east, south)
    across, down = w / (bounds[2] - bounds[0]), h / (bounds[3] - bounds[1])
    box = (
        round((left - bounds[0]) * across),
        round((top - bounds[1]) * down),
        round((right - bounds[0]) * across),
        round((bottom - bounds[1]) * down),
    )
    if west == east:
        return (box[0] - marker, box[1] - marker, box[0] + marker, box[1] + marker)
    return box


def _encoded(index: int) -> str:
    code = index + 32
    code += code >= 34
    code += code >= 92
    return chr(code)


def _png(w: int, h: int, lines: list[bytearray]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    raw = b"".join(b"\0" + bytes(line) for line in lines)
    header = struct.pack(">IIBBBBB", w, h, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(raw, 1))
        + chunk(b"IEND", b"")
    )
