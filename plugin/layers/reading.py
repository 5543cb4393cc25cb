# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS features as rows of the local copy, read a few at a time.  Main thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

from qgis.core import NULL, QgsFeature, QgsFeatureIterator, QgsFeatureRequest

from ..sync.rows import Row
from ..sync.tables import Table

Look = Callable[[Sequence[int]], "dict[int, Row]"]  # rows by fid as they are now
READING = 0.008  # seconds of a turn after which the rest of the rows waits for the next


class Looking:
    """Rows of a table as they are at the moment, for one slice after the other.

    After each write QGIS lets go of the connections it reads by, and opening one takes far longer
    than writing a slice.  An iterator over listed rows has its own, and asks the file for each row
    when that row's turn comes, by ascending fid: so it tells what another wrote a moment ago.
    """

    def __init__(
        self,
        reader: Callable[[QgsFeatureRequest], Generator[Row, None, None]],
        fids: Sequence[int],
    ) -> None:
        self._reader = reader
        self._rows = reader(QgsFeatureRequest().setFilterFids(list(fids))) if fids else None

    def at(self, fids: Sequence[int]) -> dict[int, Row]:
        """Those of the next slice; what is not there was deleted."""
        wanted = set(fids)
        found = {}
        for row in self._rows if self._rows is not None and wanted else ():
            found[row.fid] = row
            if row.fid >= max(wanted):
                break
        missing = wanted - found.keys()  # gone, or its turn has passed
        if missing:
            request = QgsFeatureRequest().setFilterFids(list(missing))
            found.update((row.fid, row) for row in self._reader(request))
        return found

    def close(self) -> None:
        if self._rows is not None:
            self._rows.close()


def rows_of(
    table: Table, features: QgsFeatureIterator, indices: Sequence[int]
) -> Generator[Row, None, None]:
    """Features as rows; closing it lets go of QGIS's connection."""
    try:
        for feature in features:
            yield _row(table, feature, indices)
    finally:
        features.close()


def for_a_while(rows: Iterator[Row]) -> list[Row]:
    """As many as a turn of the main thread is for."""
    end = time.perf_counter() + READING
    found = []
    for row in rows:
        found.append(row)
        if time.perf_counter() > end:
            break
    return found


def _row(table: Table, feature: QgsFeature, indices: Sequence[int]) -> Row:
    values = feature.attributes()
    id, *columns = (_plain(values[i]) if i >= 0 else None for i in indices)
    wkb = None
    if table.spatial and feature.hasGeometry():
        wkb = bytes(feature.geometry().asWkb())
    return Row(feature.id(), id, columns, wkb)


def _plain(value: Any) -> Any:
    """A QGIS value as SQLite holds it."""
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, (int, float, str)):
        return value
    return None if value == NULL else str(value)  # the comparison takes 5 µs, so it comes last
