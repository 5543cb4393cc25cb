# SPDX-License-Identifier: GPL-2.0-or-later
"""An archive of maps in a GeoPackage; no layer should be open on it while it is filled."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path
from string import Template
from typing import Any

from ..caltopo.errors import CalTopoError
from . import schema
from .archive import COLUMNS, DATES, KINDS, Key, Known, MapRecord, Record
from .sql import literal, quote

_TYPES = {"point": "POINT", "line": "LINESTRING", "polygon": "POLYGON", "other": "GEOMETRY"}

_TABLES = """
CREATE TABLE map (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, map_id TEXT NOT NULL UNIQUE, title TEXT,
    team_id TEXT, team TEXT, folder TEXT, updated DATETIME, gone DATETIME,
    listed_updated INTEGER, timestamp INTEGER, asked REAL
);
CREATE TABLE object_history (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, map_id TEXT NOT NULL, class TEXT NOT NULL,
    object_id TEXT NOT NULL, seen DATETIME NOT NULL, text TEXT
);
CREATE INDEX object_history_object ON object_history (map_id, class, object_id);
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES
    ('map', 'attributes', 'map'), ('object_history', 'attributes', 'object_history')
"""


def table(kind: str) -> str:
    """``object_polygon``: the table of objects with that kind of geometry."""
    return "object_" + kind


class ArchiveFile:
    """See ``archive.Store``.  Made where it is not there; raises CalTopoError for another file."""

    def __init__(self, path: Path) -> None:
        fresh = not path.exists()
        if fresh:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(str(path), os.O_CREAT | os.O_RDWR, 0o600))
        self._db = sqlite3.connect(str(path), isolation_level=None, timeout=10)
        try:
            if fresh:
                self._create()
            self._db.execute("SELECT timestamp, asked FROM map LIMIT 1")
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise CalTopoError(
                path.name + " is no archive of maps: " + str(error) + ".",
                hint="Give another file, or one that is not there yet.",
            ) from None

    def _create(self) -> None:
        self._db.execute("PRAGMA application_id = 1196444487")  # the letters GPKG
        self._db.execute("PRAGMA user_version = 10200")
        with _Transaction(self._db):
            for text in schema.BASE:
                if "caltopo_" not in text:
                    self._db.execute(text)
            self._db.executemany(
                "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
                schema.SPATIAL_REFERENCES,
            )
            for text in _TABLES.split(";"):
                self._db.execute(text)
            for kind in KINDS:
                self._create_objects(kind)

    def _create_objects(self, kind: str) -> None:
        columns = [quote(c) + (" DATETIME" if c in DATES else " TEXT") for c in COLUMNS]
        columns += ['"folder" TEXT', '"operational_period" TEXT', '"map_title" TEXT']
        shape = [] if kind == "none" else ['"geom" ' + _TYPES[kind]]
        head = ['"fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL', *shape]
        name = quote(table(kind))
        self._db.execute(
            Template("CREATE TABLE $name ($columns)").substitute(
                name=name, columns=", ".join(head + columns)
            )
        )
        self._db.execute(
            Template("CREATE UNIQUE INDEX $index ON $name (map_id, class, object_id)").substitute(
                index=quote(table(kind) + "_key"), name=name
            )
        )
        self._db.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
            "VALUES (?, ?, ?, ?)",
            (table(kind), "features" if shape else "attributes", table(kind), 4326 if shape else 0),
        )
        if shape:
            self._db.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 2, 2)",
                (table(kind), _TYPES[kind]),
            )
            self._db.execute(
                Template(
                    "CREATE VIRTUAL TABLE $tree USING rtree(id, minx, maxx, miny, maxy)"
                ).substitute(tree=_tree(kind))
            )
            self._db.execute(
                Template(
                    "INSERT INTO gpkg_extensions VALUES ($name, 'geom', 'gpkg_rtree_index', "
                    "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')"
                ).substitute(name=literal(table(kind)))
            )

    # -- reading --------------------------------------------------------------------------------

    def maps(self) -> dict[str, Known]:
        rows = self._db.execute("SELECT map_id, timestamp, listed_updated, asked FROM map")
        return {id: Known(timestamp, updated, asked) for id, timestamp, updated, asked in rows}

    def texts(self, map_id: str) -> dict[Key, str]:
        rows = self._db.execute(
            "SELECT class, object_id, text FROM object_history WHERE fid IN (SELECT max(fid) FROM "
            "object_history WHERE map_id = ? GROUP BY class, object_id) AND text IS NOT NULL",
            (map_id,),
        )
        return {(cls, id): text for cls, id, text in rows}

    # -- writing --------------------------------------------------------------------------------

    def put(
        self,
        info: MapRecord,
        timestamp: int,
        records: Iterable[Record],
        gone: Iterable[Key],
        now: float,
    ) -> None:
        with _Transaction(self._db):
            self._db.execute(
                "INSERT INTO map (map_id, title, team_id, team, folder, updated, gone, "
                "listed_updated, timestamp, asked) VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?) "
                "ON CONFLICT (map_id) DO UPDATE SET title = excluded.title, "
                "team_id = excluded.team_id, team = excluded.team, folder = excluded.folder, "
                "updated = excluded.updated, gone = NULL, "
                "listed_updated = excluded.listed_updated, timestamp = excluded.timestamp, "
                "asked = excluded.asked",
                (info.id, info.title, info.team_id, info.team, info.folder,
                 _date(info.updated / 1000 or None), info.updated, timestamp, now),
            )  # fmt: skip
            for record in records:
                self._put(record)
                self._remember(info.id, (record.values[1], record.values[2]), record.text, now)
            for cls, id in gone:
                for kind in KINDS:
                    self._db.execute(
                        _for(kind, "UPDATE $table SET gone = ? WHERE map_id = ? AND class = ? "
                                   "AND object_id = ?"),
                        (_date(now), info.id, cls, id),
                    )  # fmt: skip
                self._remember(info.id, (cls, id), None, now)
            for kind in KINDS:
                self._db.execute(_for(kind, _TITLES), {"map": info.id})

    def _put(self, record: Record) -> None:
        values = [_date(v) if c in DATES else v for c, v in zip(COLUMNS, record.values)]
        first = values[COLUMNS.index("first_seen")]
        for kind in KINDS:  # an object may have been of another kind
            row = self._db.execute(
                _for(kind, "SELECT fid, first_seen FROM $table WHERE map_id = ? AND class = ? "
                           "AND object_id = ?"),
                record.values[:3],
            ).fetchone()  # fmt: skip
            if row is not None:
                first = row[1]
                self._db.execute(_for(kind, "DELETE FROM $table WHERE fid = ?"), row[:1])
                if kind != "none":
                    self._db.execute(_for(kind, "DELETE FROM $tree WHERE id = ?"), row[:1])
        values[COLUMNS.index("first_seen")] = first
        kind, marks = record.kind, ", ".join("?" * len(values))
        names = ", ".join(map(quote, COLUMNS))
        if record.shape is None:
            text = _for(kind, "INSERT INTO $table ($names) VALUES ($marks)", names, marks)
            self._db.execute(text, values)
            return
        text = _for(kind, "INSERT INTO $table (geom, $names) VALUES (?, $marks)", names, marks)
        fid = self._db.execute(text, (record.shape.blob, *values)).lastrowid
        self._db.execute(
            _for(kind, "INSERT INTO $tree VALUES (?, ?, ?, ?, ?)"), (fid, *record.shape.bounds)
        )

    def _remember(self, map_id: str, key: Key, text: str | None, now: float) -> None:
        self._db.execute(
            "INSERT INTO object_history (map_id, class, object_id, seen, text) "
            "VALUES (?, ?, ?, ?, ?)",
            (map_id, *key, _date(now), text),
        )

    def maps_gone(self, ids: Iterable[str], now: float) -> None:
        with _Transaction(self._db):
            self._db.executemany(
                "UPDATE map SET gone = ? WHERE map_id = ? AND gone IS NULL",
                [(_date(now), id) for id in ids],
            )

    def close(self) -> None:
        self._db.close()


_TITLES = """
UPDATE $table SET
    folder = (SELECT title FROM object_none f WHERE f.map_id = :map AND f.class = 'Folder'
              AND f.object_id = $table.folder_id),
    operational_period = (SELECT title FROM object_none p WHERE p.map_id = :map
              AND p.class = 'OperationalPeriod' AND p.object_id = $table.operational_period_id),
    map_title = (SELECT title FROM map m WHERE m.map_id = :map)
WHERE map_id = :map
"""


class _Transaction:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: Any, *_: Any) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def _tree(kind: str) -> str:
    return quote("rtree_" + table(kind) + "_geom")


def _for(kind: str, text: str, names: str = "", marks: str = "") -> str:
    return Template(text).substitute(
        table=quote(table(kind)), tree=_tree(kind), names=names, marks=marks
    )


def _date(moment: float | None) -> str | None:
    """Epoch seconds as GeoPackage writes a time (UTC)."""
    if moment is None:
        return None
    found = datetime.fromtimestamp(moment, timezone.utc)
    return found.strftime("%Y-%m-%dT%H:%M:%S.") + format(found.microsecond // 1000, "03d") + "Z"
