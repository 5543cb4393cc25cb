# SPDX-License-Identifier: GPL-2.0-or-later
"""An SQLite R-tree filled at once: sorted into tiles, its nodes written whole.

Row by row an R-tree takes as long as the rest of a first load.  The form of its shadow tables is
documented by SQLite (https://www.sqlite.org/rtree.html, "Shadow Tables"; the node format in
ext/rtree/rtree.c): a node is a 16-bit depth (of the root only) and a 16-bit count, then cells of
a 64-bit id and four 32-bit floats, all big-endian.  The tiling is Sort-Tile-Recursive
(Leutenegger, Lopez and Edgington, 1997).
"""

from __future__ import annotations

import math
import sqlite3
import struct
from collections.abc import Sequence

from .sql import statement

Bounds = tuple[int, float, float, float, float]  # id, minx, maxx, miny, maxy

_CELLS = 51  # SQLite's own maximum, and with it the size of its nodes
_CELL = struct.Struct(">q4f")
_HEAD = struct.Struct(">HH")
_SIZE = _HEAD.size + _CELLS * _CELL.size
_SLACK = 1.2e-7  # more than half a step of a 32-bit float: bounds may grow, never shrink
_ROOT = 1


def fill(db: sqlite3.Connection, tree: str, bounds: Sequence[Bounds]) -> None:
    """Fill an empty two-dimensional R-tree called ``tree``."""
    if not bounds:
        return
    level = [
        (
            id,
            minx - abs(minx) * _SLACK,
            maxx + abs(maxx) * _SLACK,
            miny - abs(miny) * _SLACK,
            maxy + abs(maxy) * _SLACK,
        )
        for id, minx, maxx, miny, maxy in bounds
    ]
    nodes: list[tuple[int, bytes]] = []
    rows: list[tuple[int, int]] = []
    parents: list[tuple[int, int]] = []
    node, depth = _ROOT, 0
    while len(level) > _CELLS:
        upper: list[Bounds] = []
        for tile in _tiles(level):
            node += 1
            nodes.append((node, _packed(0, tile)))
            (parents if depth else rows).extend((cell[0], node) for cell in tile)
            upper.append(
                (
                    node,
                    min(cell[1] for cell in tile),
                    max(cell[2] for cell in tile),
                    min(cell[3] for cell in tile),
                    max(cell[4] for cell in tile),
                )
            )
        level = upper
        depth += 1
    nodes.append((_ROOT, _packed(depth, level)))
    (parents if depth else rows).extend((cell[0], _ROOT) for cell in level)
    # SQLite has made an empty root already
    db.executemany(statement("INSERT OR REPLACE INTO $t VALUES (?, ?)", t=tree + "_node"), nodes)
    db.executemany(statement("INSERT INTO $t VALUES (?, ?)", t=tree + "_rowid"), rows)
    db.executemany(statement("INSERT INTO $t VALUES (?, ?)", t=tree + "_parent"), parents)


def _tiles(cells: list[Bounds]) -> list[list[Bounds]]:
    """Cells in groups of a node's size that lie close together."""
    count = math.ceil(len(cells) / _CELLS)
    strip = math.ceil(math.sqrt(count)) * _CELLS
    by_x = sorted(cells, key=lambda cell: cell[1] + cell[2])
    found = []
    for start in range(0, len(by_x), strip):
        by_y = sorted(by_x[start : start + strip], key=lambda cell: cell[3] + cell[4])
        found += [by_y[i : i + _CELLS] for i in range(0, len(by_y), _CELLS)]
    return found


def _packed(depth: int, cells: Sequence[Bounds]) -> bytes:
    packed = _HEAD.pack(depth, len(cells)) + b"".join(_CELL.pack(*cell) for cell in cells)
    return packed.ljust(_SIZE, b"\0")
