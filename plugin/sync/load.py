# SPDX-License-Identifier: GPL-2.0-or-later
"""The first load: an answer's objects, one after another, straight into two new files.

The hot path of opening a map: 100,000 objects in seconds, with the memory of one batch.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from . import geopackage, rtree, schema
from .geopackage import Label
from .incoming import Broken, judge
from .ledger import Ledger
from .rows import row_hash
from .sql import insert_many
from .tables import Table, Tables

_BATCH = 500


class _Filling:
    """Rows of one table on their way into the file."""

    def __init__(self, db: sqlite3.Connection, table: Table) -> None:
        self._db = db
        self.table = table
        self.name = table.name
        self.project = table.project
        self.count = 0
        self.rows: list[tuple[Any, ...]] = []
        self.bounds: list[rtree.Bounds] = []

    def flush(self) -> None:
        insert_many(self._db, partial(geopackage.insert_statement, self.table), self.rows)
        self.rows.clear()

    def finish(self) -> None:
        if self.table.spatial:
            rtree.fill(self._db, schema.rtree(self.table), self.bounds)


class Loader:
    """Makes a GeoPackage and its ledger from a since/0 answer.

    ``add`` is the callback for the answer's features.  Both files are under names that do not
    count yet; ``finish`` completes them and the caller gives them their names.
    """

    def __init__(self, path: Path, ledger: Ledger, label: Label, sar: bool) -> None:
        self._ledger = ledger
        ledger.begin_load()
        self._tables = Tables()
        self._db = geopackage.create(path, self._tables, label, sar)
        self._filling: dict[str, _Filling] = {}
        self._by_kind: dict[Any, _Filling] = {}
        self._objects: list[tuple[Any, ...]] = []
        self._seen: set[tuple[str, str]] = set()
        self._again: list[tuple[str, str, str]] = []
        self.number = 0

    def add(self, feature: Any, text: str) -> None:
        """One feature and the exact text it was decoded from."""
        self.number += 1
        try:
            cls, id, properties, shape, packed = judge(feature, self.number)
        except Broken as broken:
            self._ledger.set_aside(broken.cls, broken.id, broken.reason, text)
            return
        if (cls, id) in self._seen:  # told twice in one answer: the later one is the newer
            self._again.append((cls, id, text))
            return
        self._seen.add((cls, id))
        kind = (cls, shape and shape["type"])
        filling = self._by_kind.get(kind)
        if filling is None:
            filling = self._by_kind[kind] = self._filling_for(cls, shape)
        filling.count = fid = filling.count + 1
        values = filling.project(properties)
        if filling.table.cls == "" and filling.table.columns[0].name == "class":
            values[0] = cls
        if packed is not None and filling.table.spatial:
            wkb = packed.wkb
            filling.rows.append((fid, packed.header + wkb, id, *values))
            filling.bounds.append((fid, *packed.bounds))
        else:
            wkb = None
            place = (None,) if filling.table.spatial else ()
            filling.rows.append((fid, *place, id, *values))
        self._objects.append((cls, id, text, filling.name, fid, row_hash(id, values, wkb)))
        if len(self._objects) >= _BATCH:
            self._flush()

    def _filling_for(self, cls: str, shape: Any) -> _Filling:
        table = self._tables.find(cls, shape)
        if table is None:
            table = self._tables.place(cls, shape)
            if table.name not in self._filling and table is not self._tables.catch_all:
                geopackage.create_table(self._db, table)
                self._ledger.add_place(table.name, table.cls, table.geometry.value)
        filling = self._filling.get(table.name)
        if filling is None:
            filling = self._filling[table.name] = _Filling(self._db, table)
        return filling

    def _flush(self) -> None:
        self._ledger.load(self._objects)
        self._objects.clear()
        for filling in self._filling.values():
            if filling.rows:
                filling.flush()

    def finish(self, timestamp: int) -> None:
        """Complete both files.  The answer was whole and good, or this is not called."""
        self._flush()
        for filling in self._filling.values():
            filling.finish()
        for table in self._tables:
            geopackage.finish(self._db, table)
        self._db.execute("COMMIT")
        self._db.close()
        self._ledger.index()
        for cls, id, text in self._again:
            self._ledger.set_server(cls, id, text, timestamp)
        self._ledger.set_meta("timestamp", str(timestamp))
        self._ledger.end_load()

    def abandon(self) -> None:
        """Close what is open; the caller removes the files."""
        self._db.close()
