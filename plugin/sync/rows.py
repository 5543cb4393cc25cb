# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of a local copy, whoever holds the file: the closed GeoPackage, or QGIS's open layers."""

from __future__ import annotations

import hashlib
import marshal
import secrets
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, Union

from . import geometry
from .tables import GEOMETRY, ID, LOCAL_PREFIX, Table, Tables, Value, same

SLICE = 50  # rows written at a time, so that the main thread is not held for long


class Row(NamedTuple):
    """One row: ``values`` in the order of the table's columns, ``wkb`` its geometry as ISO WKB."""

    fid: int
    id: str | None
    values: Sequence[Value]
    wkb: bytes | None = None

    @property
    def is_local(self) -> bool:
        return not self.id or self.id.startswith(LOCAL_PREFIX)


class Touch(NamedTuple):
    """A line of the log that tracking triggers write; ``seq`` grows with every touch."""

    seq: int
    table: str
    fid: int


@dataclass(frozen=True)
class Update:
    """Set columns of a row, but only while each still holds what is expected of it.

    ``old`` and ``new`` map column names (``caltopo_id`` and ``geom``, as WKB, included).
    """

    table: str
    fid: int
    old: dict[str, Value]
    new: dict[str, Value]


@dataclass(frozen=True)
class Insert:
    """A new row of the server's."""

    table: str
    id: str
    values: Sequence[Value]
    wkb: bytes | None


@dataclass(frozen=True)
class Delete:
    """Remove a row, but only while it is as expected."""

    table: str
    row: Row = field(repr=False)


Change = Union[Update, Insert, Delete]


class Rows(Protocol):
    """What merging and pushing need of a local copy's rows.

    Methods may be called from the job's thread; an implementation brings them to where they
    belong.  A write is one slice: all of it happens with tracking off and without anything of the
    user's in between.
    """

    tables: Tables

    def touched(self) -> list[Touch]: ...

    def read(self, table: Table, fids: Collection[int]) -> dict[int, Row]: ...

    def find(self, table: Table, ids: Collection[str]) -> dict[str, list[int]]:
        """Rows that carry one of those ids: id to fids, ascending."""
        ...

    def write(self, changes: Sequence[Change]) -> list[int | None]:
        """Do Update, Insert and Delete; per change the row's fid, or None where it was not done."""
        ...

    def edit(self, changes: Sequence[Change]) -> list[int | None]:
        """The same on the user's behalf: noted in the log, and refused where the user's own
        edit would be."""
        ...

    def note(self, table: Table, fids: Collection[int]) -> None:
        """Put rows into the log, as if the user had touched them."""
        ...

    def forget(self, touches: Collection[Touch]) -> None:
        """Drop log lines that have not been touched again since."""
        ...

    def busy(self, table: Table) -> str | None:
        """Why the plugin may not write to a table now (it is being edited), or None."""
        ...

    def unsaved(self, table: Table) -> bool:
        """Whether edits of that table are in QGIS and not in the file yet."""
        ...


def local_id() -> str:
    """An id for a row that the server has not seen."""
    return LOCAL_PREFIX + secrets.token_hex(12)


def own_id(map_id: str, local: str) -> str:
    """The id that a new row's object asks the server for: always the same one for a row."""
    digest = hashlib.sha256((map_id + " " + local).encode("utf-8")).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def row_hash(id: str | None, values: Sequence[Value], wkb: bytes | None) -> int:
    """A fingerprint of a row, the same in every run and on every machine.

    marshal's version 2 has one form for each value; it is written here and never read.
    """
    text = marshal.dumps((id, list(values), wkb), 2)
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big", signed=True)


def column_value(table: Table, row: Row, column: str) -> Value:
    """A row's value by column name."""
    if column == GEOMETRY:
        return row.wkb
    if column == ID:
        return row.id
    return row.values[table.index(column)]


def still_holds(table: Table, row: Row, expected: Mapping[str, Value]) -> bool:
    """Whether a row still says what the plugin last knew of those columns."""
    for column, value in expected.items():
        now = column_value(table, row, column)
        if now == value:
            continue
        if column == GEOMETRY:
            if not same_wkb(now, value):
                return False
        elif column == ID or not same(table.columns[table.index(column)], now, value):
            return False
    return True


def same_wkb(one: bytes | None, other: bytes | None) -> bool:
    """Whether two stored geometries say the same, in whatever dimension they are stored."""
    if one == other or one is None or other is None:
        return one == other
    try:
        return geometry.same(geometry.unpack(one), geometry.unpack(other))
    except geometry.BrokenGeometry:
        return False
