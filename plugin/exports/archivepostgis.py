# SPDX-License-Identifier: GPL-2.0-or-later
"""An archive of maps in PostGIS, for many people and years of maps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any

from qgis.core import QgsDataSourceUri

from ..caltopo.errors import CalTopoError, MissingDependency
from ..host.texts import tr
from ..sync.archive import COLUMNS, DATES, KINDS, Key, Known, MapRecord, Record

_TYPES = {"point": "PointZM", "line": "LineStringZM", "polygon": "PolygonZM", "other": "GeometryZM"}

_TABLES = """
CREATE TABLE IF NOT EXISTS {map} (
    map_id text PRIMARY KEY, title text, team_id text, team text, folder text,
    updated timestamptz, gone timestamptz, listed_updated bigint NOT NULL,
    "timestamp" bigint NOT NULL, asked double precision NOT NULL
);
CREATE TABLE IF NOT EXISTS {object_history} (
    id bigserial PRIMARY KEY, map_id text NOT NULL, class text NOT NULL, object_id text NOT NULL,
    seen timestamptz NOT NULL, text text
);
CREATE INDEX IF NOT EXISTS object_history_object
    ON {object_history} (map_id, class, object_id)
"""

_MAP = """
INSERT INTO {map} (map_id, title, team_id, team, folder, updated, gone, listed_updated,
    "timestamp", asked)
VALUES (%s, %s, %s, %s, %s, %s, NULL, %s, %s, %s)
ON CONFLICT (map_id) DO UPDATE SET title = excluded.title, team_id = excluded.team_id,
    team = excluded.team, folder = excluded.folder, updated = excluded.updated, gone = NULL,
    listed_updated = excluded.listed_updated, "timestamp" = excluded."timestamp",
    asked = excluded.asked
"""

_TITLES = """
UPDATE {table} o SET
    folder = (SELECT f.title FROM {object_none} f WHERE f.map_id = o.map_id
              AND f.class = 'Folder' AND f.object_id = o.folder_id),
    operational_period = (SELECT p.title FROM {object_none} p WHERE p.map_id = o.map_id
              AND p.class = 'OperationalPeriod' AND p.object_id = o.operational_period_id),
    map_title = (SELECT m.title FROM {map} m WHERE m.map_id = o.map_id)
WHERE o.map_id = %s
"""

_TEXTS = """
SELECT DISTINCT ON (class, object_id) class, object_id, text FROM {object_history}
WHERE map_id = %s ORDER BY class, object_id, id DESC
"""


class PostgisArchive:
    """See ``sync.archive.Store``.  Its tables are made in a schema of their own.

    ``uri``: a connection as QGIS writes it, ``host='…' dbname='…' authcfg=…``; login and password
    come from the authentication database.  Raises CalTopoError, and MissingDependency.
    """

    def __init__(self, uri: str, schema: str = "caltopo") -> None:
        try:
            import psycopg2
            from psycopg2 import sql
        except ImportError:
            raise MissingDependency(
                tr("The Python package psycopg2 is missing; PostGIS cannot be used without it."),
                hint=tr("QGIS for Windows and macOS brings it; on Debian it is python3-psycopg2."),
            ) from None
        self._sql, self._error, self._schema = sql, psycopg2.Error, schema
        try:
            self._db = psycopg2.connect(QgsDataSourceUri(uri).connectionInfo(True))
        except psycopg2.Error as error:
            # the library's words may hold the login
            reason = str(error).strip().splitlines()[:1]
            raise CalTopoError(
                tr("The database cannot be reached."), details=" ".join(reason),
                hint=tr("Try the same connection in QGIS's Browser."),
            ) from None  # fmt: skip
        try:
            with self._db, self._db.cursor() as cursor:
                self._create(cursor)
        except psycopg2.Error as error:
            self._db.close()
            raise self._refused(error) from None

    def _create(self, cursor: Any) -> None:
        """Tables where they are not there yet; names are ours, and the schema is quoted."""
        sql = self._sql
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE EXTENSION postgis")
        cursor.execute(
            sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(self._schema))
        )
        cursor.execute(self._text(_TABLES))
        for kind in KINDS:
            columns = [self._column(name) for name in COLUMNS]
            columns += [sql.SQL("folder text, operational_period text, map_title text")]
            if kind != "none":
                columns.append(sql.SQL("geom geometry({}, 4326)").format(sql.SQL(_TYPES[kind])))
            cursor.execute(
                sql.SQL(
                    "CREATE TABLE IF NOT EXISTS {} (id bigserial PRIMARY KEY, {}, "
                    "UNIQUE (map_id, class, object_id))"
                ).format(self._table("object_" + kind), sql.SQL(", ").join(columns))
            )
            if kind != "none":
                cursor.execute(
                    sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} USING gist (geom)").format(
                        sql.Identifier("object_" + kind + "_geom"), self._table("object_" + kind)
                    )
                )
        cursor.execute(
            sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} USING gin (properties)").format(
                sql.Identifier("object_polygon_properties"), self._table("object_polygon")
            )
        )

    def _column(self, name: str) -> Any:
        kind = "timestamptz" if name in DATES else "jsonb" if name == "properties" else "text"
        return self._sql.SQL("{} {}").format(self._sql.Identifier(name), self._sql.SQL(kind))

    def _table(self, name: str) -> Any:
        return self._sql.Identifier(self._schema, name)

    def _text(self, text: str, **more: Any) -> Any:
        names = {n: self._table(n) for n in ("map", "object_history", "object_none")}
        return self._sql.SQL(text).format(**names, **more)

    def _refused(self, error: Exception) -> CalTopoError:
        return CalTopoError(
            tr("The database refused to take the maps."),
            details=str(error).strip(),
            hint=tr("The login needs the right to make a schema, and PostGIS to be there."),
        )

    # -- reading --------------------------------------------------------------------------------

    def maps(self) -> dict[str, Known]:
        rows = self._rows('SELECT map_id, "timestamp", listed_updated, asked FROM {map}')
        return {id: Known(timestamp, updated, asked) for id, timestamp, updated, asked in rows}

    def texts(self, map_id: str) -> dict[Key, str]:
        rows = self._rows(_TEXTS, map_id)
        return {(cls, id): text for cls, id, text in rows if text is not None}

    def _rows(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            with self._db, self._db.cursor() as cursor:
                cursor.execute(self._text(text), values)
                return list(cursor.fetchall())
        except self._error as error:
            raise self._refused(error) from None

    # -- writing --------------------------------------------------------------------------------

    def put(
        self,
        info: MapRecord,
        timestamp: int,
        records: Iterable[Record],
        gone: Iterable[Key],
        now: float,
    ) -> None:
        try:
            with self._db, self._db.cursor() as cursor:
                cursor.execute(
                    self._text(_MAP),
                    (info.id, info.title, info.team_id, info.team, info.folder,
                     _date(info.updated / 1000 or None), info.updated, timestamp, now),
                )  # fmt: skip
                for record in records:
                    self._put(cursor, record)
                    self._remember(cursor, record.values[:3], record.text, now)
                for cls, id in gone:
                    for kind in KINDS:
                        cursor.execute(
                            self._text(
                                "UPDATE {table} SET gone = %s WHERE map_id = %s AND class = %s "
                                "AND object_id = %s",
                                table=self._table("object_" + kind),
                            ),
                            (_date(now), info.id, cls, id),
                        )
                    self._remember(cursor, (info.id, cls, id), None, now)
                for kind in KINDS:
                    table = self._table("object_" + kind)
                    cursor.execute(self._text(_TITLES, table=table), (info.id,))
        except self._error as error:
            raise self._refused(error) from None

    def _put(self, cursor: Any, record: Record) -> None:
        # a NUL has no place in PostgreSQL's texts
        values = [
            _date(v) if c in DATES else v.replace("\\u0000", "\ufffd") if v else v
            for c, v in zip(COLUMNS, record.values)
        ]
        first = values[COLUMNS.index("first_seen")]
        for kind in KINDS:  # an object may have been of another kind
            cursor.execute(
                self._text(
                    "DELETE FROM {table} WHERE map_id = %s AND class = %s AND object_id = %s "
                    "RETURNING first_seen",
                    table=self._table("object_" + kind),
                ),
                record.values[:3],
            )
            was = cursor.fetchone()
            first = was[0] if was is not None else first
        values[COLUMNS.index("first_seen")] = first
        sql = self._sql
        names, marks = list(map(sql.Identifier, COLUMNS)), [sql.Placeholder()] * len(COLUMNS)
        if record.shape is not None:
            names.append(sql.Identifier("geom"))
            marks.append(sql.SQL("ST_Force4D(ST_GeomFromWKB(%s, 4326))"))
            values.append(record.shape.wkb)
        cursor.execute(
            sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
                self._table("object_" + record.kind),
                sql.SQL(", ").join(names),
                sql.SQL(", ").join(marks),
            ),
            values,
        )

    def _remember(self, cursor: Any, key: Any, text: str | None, now: float) -> None:
        cursor.execute(
            self._text(
                "INSERT INTO {object_history} (map_id, class, object_id, seen, text) "
                "VALUES (%s, %s, %s, %s, %s)"
            ),
            (*key, _date(now), text),
        )

    def maps_gone(self, ids: Iterable[str], now: float) -> None:
        try:
            with self._db, self._db.cursor() as cursor:
                for id in ids:
                    cursor.execute(
                        self._text("UPDATE {map} SET gone = %s WHERE map_id = %s AND gone IS NULL"),
                        (_date(now), id),
                    )
        except self._error as error:
            raise self._refused(error) from None

    def close(self) -> None:
        self._db.close()


def _date(moment: float | None) -> datetime | None:
    return None if moment is None else datetime.fromtimestamp(moment, timezone.utc)
