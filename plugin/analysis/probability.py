# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the missing person may be: a grid or areas with shares, and what searches take from them.

Both say how much lies in an area now, and take a searched area's share away in place, so that what
is searched twice counts once.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Union

from ..caltopo.errors import Rejected
from . import metric
from .outlines import GeoJson, Outline, shapely_needed

ToPlane = Callable[[float, float], "tuple[float, float]"]


class Grid:
    """A raster: ``rows`` from the north, each cell's value spread evenly in it.

    ``west`` and ``north`` are the outer corner and ``width`` and ``height`` the size of a cell, in
    the raster's own units; ``to_plane`` turns longitude and latitude into them.  Cells that an area
    covers in part count by the covered part.  Raises Rejected for negative values, or none above 0.
    """

    def __init__(
        self,
        rows: Sequence[Iterable[float]],
        west: float,
        north: float,
        width: float,
        height: float,
        to_plane: ToPlane,
    ) -> None:
        self._rows = [array("d", row) for row in rows]
        self._west, self._north, self._width, self._height = west, north, width, height
        self._to_plane = to_plane
        if any(row and not min(row) >= 0 for row in self._rows):
            raise Rejected("A probability of the raster is below 0.")
        self.total = _total(sum(row) for row in self._rows)

    def there(self, area: Any) -> float:
        """The share of all that lies in an area now (shapely, degrees)."""
        return self._searched(area, 0.0)

    def search(self, area: Any, pod: float) -> float:
        """Take what a search with that POD finds in an area; the share of all it was (its POS)."""
        return self._searched(area, pod) * pod

    def _searched(self, area: Any, pod: float) -> float:
        with shapely_needed():
            from shapely.prepared import prep

            try:
                from shapely import box  # from 2.0 on, where the other takes thrice as long
            except ImportError:
                from shapely.geometry import box
        plane = metric.moved(area, self._to_plane)
        prepared, parts = prep(plane), []
        whole = self._width * self._height
        blocks = [(0, len(self._rows), 0, len(self._rows[0]))]
        while blocks:
            top, bottom, left, right = blocks.pop()
            square = box(
                self._west + left * self._width,
                self._north - bottom * self._height,
                self._west + right * self._width,
                self._north - top * self._height,
            )
            if not prepared.intersects(square):
                continue
            covered = 1.0 if prepared.contains(square) else 0.0
            if not covered and (bottom - top) * (right - left) > 1:
                blocks += _halves(top, bottom, left, right)
                continue
            covered = covered or square.intersection(plane).area / whole
            for row in self._rows[top:bottom]:
                parts.append(covered * sum(row[left:right]))
                if pod:
                    row[left:right] = array("d", (v * (1 - covered * pod) for v in row[left:right]))
        return math.fsum(parts) / self.total


def _halves(top: int, bottom: int, left: int, right: int) -> Iterator[tuple[int, int, int, int]]:
    if bottom - top > right - left:
        middle = (top + bottom) // 2
        return iter(((top, middle, left, right), (middle, bottom, left, right)))
    middle = (left + right) // 2
    return iter(((top, bottom, left, middle), (top, bottom, middle, right)))


class Regions:
    """Areas (GeoJSON, WGS 84), each with a value that is spread evenly over it.

    Values are shares of their sum.  Raises Rejected for negative values, or none above 0.
    """

    def __init__(self, areas: Iterable[tuple[GeoJson, float]]) -> None:
        pieces = []
        near = None
        for geometry, value in areas:
            if not value >= 0:
                raise Rejected("A probability of the layer is below 0, or none.")
            outline = Outline(geometry, near)
            near = outline.near if near is None else near
            shape = outline.area()
            if value and shape.is_empty:
                raise Rejected("An area with a probability encloses nothing.")
            if value:
                pieces.append((shape, value))
        self.total = _total(value for _, value in pieces)
        bounds = [shape.bounds for shape, _ in pieces]
        self._local = metric.around(
            (
                min(b[0] for b in bounds),
                min(b[1] for b in bounds),
                max(b[2] for b in bounds),
                max(b[3] for b in bounds),
            )
        )
        self._pieces = [(self._local.to_metres(shape), value) for shape, value in pieces]

    def there(self, area: Any) -> float:
        """The share of all that lies in an area now (shapely, degrees)."""
        plane = self._local.to_metres(area)
        return math.fsum(value * _share(shape, plane) for shape, value in self._pieces) / self.total

    def search(self, area: Any, pod: float) -> float:
        """Take what a search with that POD finds in an area; the share of all it was (its POS)."""
        plane = self._local.to_metres(area)
        pieces, found = [], []
        for shape, value in self._pieces:
            share = _share(shape, plane)
            if share > 0:
                inside = value * share
                found.append(inside * pod)
                pieces.append((shape.intersection(plane), inside * (1 - pod)))
                if share < 1:
                    pieces.append((shape.difference(plane), value - inside))
            else:
                pieces.append((shape, value))
        self._pieces = [(s, v) for s, v in pieces if v > 0 and s.area > 0]
        return math.fsum(found) / self.total


Probability = Union[Grid, Regions]


def _share(shape: Any, plane: Any) -> float:
    if not shape.intersects(plane):
        return 0.0
    return min(1.0, float(shape.intersection(plane).area / shape.area))


def _total(values: Iterable[float]) -> float:
    total = math.fsum(values)
    if not (math.isfinite(total) and total > 0):
        raise Rejected("The probabilities are all 0; there is nothing to share out.")
    return total
