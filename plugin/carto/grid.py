# SPDX-License-Identifier: GPL-2.0-or-later
"""UTFGrid: which row of a layer lies under a pixel of a tile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .errors import CartoError

TILE = 256  # pixels

Row = dict[str, Any]


class Grid:
    """Called with a pixel of its 256 px tile (x to the right, y down) it gives the row there, or
    None.

    A row holds the columns of the layer's ``interactivity``. Which object it is only its id column
    says: the grid's own keys are counters of this tile (seen in real answers).
    Cells are 4 px wide, so at the rim of an object the neighbouring row may come.
    """

    def __init__(self, cells: Sequence[str], keys: Sequence[str], data: dict[str, Row]) -> None:
        self._cells, self._keys, self._data = cells, keys, data

    @classmethod
    def of(cls, answer: Any) -> Grid:
        """From a server's answer; raises CartoError where it has not the shape of a grid."""
        if isinstance(answer, dict):
            cells, keys = answer.get("grid"), answer.get("keys")
            data = answer.get("data") or {}
            if (
                isinstance(cells, list)
                and isinstance(keys, list)
                and isinstance(data, dict)
                and cells
                and all(isinstance(line, str) and len(line) == len(cells) for line in cells)
            ):
                return cls(cells, [str(key) for key in keys], data)
        raise CartoError("The answer is not a UTFGrid.", hint="Ask whoever runs the server.")

    def __call__(self, x: float, y: float) -> Row | None:
        size = len(self._cells)
        column, line = int(x * size // TILE), int(y * size // TILE)
        if not (0 <= column < size and 0 <= line < size):
            raise ValueError(f"pixel {x}, {y} is outside the tile")
        return self._row(self._cells[line][column])

    @property
    def rows(self) -> list[Row]:
        """All rows that the tile shows, in the order of its keys."""
        return [self._data[key] for key in self._keys if key in self._data]

    def _row(self, cell: str) -> Row | None:
        # the encoding of the UTFGrid specification, which leaves out the quote and the backslash
        code = ord(cell)
        code -= (code >= 93) + (code >= 35) + 32
        key = self._keys[code] if 0 <= code < len(self._keys) else ""
        return self._data.get(key) if key else None
