# SPDX-License-Identifier: GPL-2.0-or-later
"""The SQL of a local copy's GeoPackage: its tables, its R-trees and its triggers.

The triggers are of two kinds.  *Tracking* ones note which rows were touched by anyone but the
plugin.  *Refusing* ones stop a commit that holds what the server must never get; QGIS shows their
text and keeps the edit buffer.  All of them look at the gate, which the plugin opens for its own
writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Template

from ..caltopo import objects
from ..caltopo.objects import Geometry, Writing
from .sql import literal, quote, statement
from .tables import FID, GEOMETRY, ID, LOCAL_PREFIX, Table

CHANGES = "caltopo_changes"
STATE = "caltopo_state"

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)

# The tables every GeoPackage has (OGC 12-128r15, annex C).  GDAL's own table of feature counts is
# left out: its two triggers a table cost more at every opening than counting does.
BASE = (
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, "
    "organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, "
    "definition TEXT NOT NULL, description TEXT)",
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, "
    "identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT "
    "(strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, "
    "max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES "
    "gpkg_spatial_ref_sys(srs_id))",
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
    "geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, "
    "m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), "
    "CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY "
    "(table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) "
    "REFERENCES gpkg_spatial_ref_sys (srs_id))",
    "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT "
    "NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, "
    "column_name, extension_name))",
    "CREATE TABLE caltopo_state (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, gate INTEGER, "
    "sar INTEGER, pair TEXT, server TEXT, map TEXT, version INTEGER)",
    # A row that is touched again moves to the end of the log.
    "CREATE TABLE caltopo_changes (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, tbl TEXT, "
    "row INTEGER, UNIQUE (tbl, row) ON CONFLICT REPLACE)",
    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES "
    "('caltopo_state', 'attributes', 'caltopo_state'), "
    "('caltopo_changes', 'attributes', 'caltopo_changes')",
)
SPATIAL_REFERENCES = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic"),
    ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude/latitude in decimal degrees"),
)

_TYPE_NAMES = {
    Geometry.POINT: "POINT",
    Geometry.LINE: "LINESTRING",
    Geometry.POLYGON: "POLYGON",
    Geometry.OTHER: "GEOMETRY",
}
GATE_SHUT = "coalesce((SELECT gate FROM caltopo_state WHERE fid = 1), 0) = 0"
SAR_OFF = "coalesce((SELECT sar FROM caltopo_state WHERE fid = 1), 0) = 0"


def rtree(table: Table) -> str:
    return "rtree_" + table.name + "_" + GEOMETRY


def create(table: Table) -> Iterator[str]:
    """The table, its registration and its empty R-tree."""
    columns = [quote(FID) + " INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    if table.spatial:
        columns.append(quote(GEOMETRY) + " " + _TYPE_NAMES[table.geometry])
    columns.append(quote(ID) + " TEXT")
    columns += [quote(p.column) + " " + p.kind.value for p in table.columns]
    names = Template("$name, $kind").substitute(
        name=literal(table.name), kind=literal("features" if table.spatial else "attributes")
    )
    yield statement("CREATE TABLE $table (", table=table.name) + ", ".join(columns) + ")"
    yield Template(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        "VALUES ($names, $name, $srs)"
    ).substitute(names=names, name=literal(table.name), srs="4326" if table.spatial else "0")
    if not table.spatial:
        return
    # Declared ZM: declared 2D, QGIS refuses to commit a copied 4-D feature; 2D ones stay 2D.
    yield Template(
        "INSERT INTO gpkg_geometry_columns VALUES ($name, 'geom', $type, 4326, 1, 1)"
    ).substitute(name=literal(table.name), type=literal(_TYPE_NAMES[table.geometry]))
    yield statement(
        "CREATE VIRTUAL TABLE $rtree USING rtree(id, minx, maxx, miny, maxy)", rtree=rtree(table)
    )
    yield Template(
        "INSERT INTO gpkg_extensions VALUES ($name, 'geom', 'gpkg_rtree_index', "
        "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')"
    ).substitute(name=literal(table.name))


def id_index(table: Table) -> str:
    return statement(
        "CREATE INDEX IF NOT EXISTS $index ON $table ($id)",
        index=table.name + "_id",
        table=table.name,
        id=ID,
    )


def finish(table: Table) -> Iterator[str]:
    """What follows the rows of a first load: the index on ids, the extent and every trigger."""
    yield id_index(table)
    if table.spatial:
        yield Template(
            "UPDATE gpkg_contents SET (min_x, max_x, min_y, max_y) = "
            "(SELECT min(minx), max(maxx), min(miny), max(maxy) FROM $rtree) "
            "WHERE table_name = $name"
        ).substitute(name=literal(table.name), rtree=quote(rtree(table)))
    yield from triggers(table).values()


def triggers(table: Table) -> dict[str, str]:
    """All triggers of a table by name."""
    found: dict[str, str] = {}
    makers = [_tracking, _refusing]
    if table.spatial:
        makers.append(_spatial_index)
    for maker in makers:
        for name, when, body in maker(table):
            found[name] = "CREATE TRIGGER " + quote(name) + " " + when + " BEGIN " + body + "; END"
    return found


_Trigger = Iterator[tuple[str, str, str]]


def _on(table: Table, event: str, when: str = "") -> str:
    return event + " ON " + quote(table.name) + (" WHEN " + when if when else "")


def _spatial_index(table: Table) -> _Trigger:
    """The GeoPackage R-tree triggers (OGC 12-128r15, annex F.3)."""
    tree = quote(rtree(table))
    there = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
    away = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    put = Template(
        "INSERT OR REPLACE INTO $tree VALUES (NEW.fid, ST_MinX(NEW.geom), "
        "ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom))"
    ).substitute(tree=tree)
    drop = Template("DELETE FROM $tree WHERE id = OLD.fid").substitute(tree=tree)
    both = Template("DELETE FROM $tree WHERE id IN (OLD.fid, NEW.fid)").substitute(tree=tree)
    same, other = "OLD.fid = NEW.fid AND ", "OLD.fid != NEW.fid AND "
    for name, event, when, body in (
        ("insert", "AFTER INSERT", there, put),
        ("update1", "AFTER UPDATE OF geom", same + there, put),
        ("update2", "AFTER UPDATE OF geom", same + away, drop),
        ("update3", "AFTER UPDATE", other + there, drop + "; " + put),
        ("update4", "AFTER UPDATE", other + away, both),
        ("delete", "AFTER DELETE", "OLD.geom NOTNULL", drop),
    ):
        yield rtree(table) + "_" + name, _on(table, event, when), body


def _differs(columns: tuple[str, ...]) -> str:
    old, new = (", ".join(side + quote(c) for c in columns) for side in ("OLD.", "NEW."))
    return Template("($old) IS NOT ($new)").substitute(old=old, new=new)


def _note(table: Table, row: str) -> str:
    """Log a row."""
    return Template("INSERT INTO caltopo_changes (tbl, row) VALUES ($table, $row.fid)").substitute(
        table=literal(table.name), row=row
    )


def _tracking(table: Table) -> _Trigger:
    prefix = "caltopo_" + table.name
    name_it = Template(
        "UPDATE $table SET caltopo_id = $prefix || lower(hex(randomblob(12))) "
        "WHERE fid = NEW.fid AND coalesce(caltopo_id, '') = ''"
    ).substitute(table=quote(table.name), prefix=literal(LOCAL_PREFIX))
    yield (
        prefix + "_added",
        _on(table, "AFTER INSERT", GATE_SHUT),
        name_it + "; " + _note(table, "NEW"),
    )
    yield (
        prefix + "_edited",
        _on(table, "AFTER UPDATE", GATE_SHUT + " AND " + _differs((FID, *table.stored))),
        _note(table, "OLD") + "; " + _note(table, "NEW"),
    )
    yield prefix + "_deleted", _on(table, "AFTER DELETE", GATE_SHUT), _note(table, "OLD")


def _refusing(table: Table) -> _Trigger:
    """One trigger per event: each costs time whenever a program opens the file."""
    rules: dict[str, list[tuple[str, str]]] = {"INSERT": [], "UPDATE": [], "DELETE": []}
    for events, when, text in _rules(table):
        for event in events:
            rules[event].append((when, text))
    for event, checks in rules.items():
        if not checks:
            continue
        cases = " ".join(
            Template("WHEN $when THEN RAISE(ABORT, $text)").substitute(
                when=when, text=literal("CalTopo: " + text)
            )
            for when, text in checks
        )
        yield (
            "caltopo_" + table.name + "_no_" + event.lower(),
            _on(table, "BEFORE " + event, GATE_SHUT),
            "SELECT CASE " + cases + " END",
        )


def _rules(table: Table) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """What is refused: at which events, under which condition, with which words."""
    cls = objects.object_class(table.cls)
    yield (
        ("UPDATE",),
        "coalesce(OLD.caltopo_id, '') <> '' AND NEW.caltopo_id IS NOT OLD.caltopo_id",
        "caltopo_id says which object of the map a row is and cannot be changed.",
    )
    for event, why in _forbidden(cls):
        yield (event,), SAR_OFF if cls.writing is Writing.SAR else "1", why
    if cls.writing is Writing.NONE:
        return
    yield (
        ("UPDATE",),
        _differs(tuple(p.column for p in table.columns if p.read_only)),
        "creator, updated and the other columns that the server keeps cannot be edited.",
    )
    if table.cls == "Assignment":
        joined = "trim(trim(coalesce(NEW.letter, '')) || ' ' || trim(coalesce(NEW.number, '')))"
        yield (
            ("UPDATE",),
            "NEW.title IS NOT OLD.title AND coalesce(NEW.title, '') <> "
            + joined + " AND " + joined + " <> ''",
            "the title of an assignment is its letter and number; edit those, or empty both first.",
        )  # fmt: skip
    if table.spatial:
        outside = (
            "NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom) AND (ST_MinX(NEW.geom) < -180 OR "
            "ST_MaxX(NEW.geom) > 180 OR ST_MinY(NEW.geom) < -90 OR ST_MaxY(NEW.geom) > 90)"
        )
        text = "a position lies outside longitude -180 to 180 or latitude -90 to 90."
        yield ("INSERT",), outside, text
        yield ("UPDATE",), "OLD.geom IS NOT NEW.geom AND " + outside, text
    for prop in table.columns:
        if not prop.values:
            continue
        new, column = "NEW." + quote(prop.column), quote(prop.column)
        # A value that the map already has came from the server: it is welcome.
        strange = Template(
            "coalesce($new, '') <> '' AND $new NOT IN ($values) AND NOT EXISTS "
            "(SELECT 1 FROM $table WHERE $column = $new)"
        ).substitute(
            new=new,
            values=", ".join(map(literal, prop.values)),
            table=quote(table.name),
            column=column,
        )
        text = prop.name + " must be one of " + ", ".join(prop.values) + "."
        yield ("INSERT",), strange, text
        yield ("UPDATE",), new + " IS NOT OLD." + column + " AND " + strange, text


def _forbidden(cls: objects.ObjectClass) -> Iterator[tuple[str, str]]:
    name = cls.name if cls.known else "objects of this class"
    if cls.writing is Writing.NONE:
        for event in ("INSERT", "UPDATE", "DELETE"):
            yield event, name + " is made by CalTopo itself and is read-only here."
    elif cls.writing is Writing.SAR:
        for event in ("INSERT", "UPDATE", "DELETE"):
            yield event, name + " is read-only unless the option to write SAR objects is on."
    elif cls.writing is Writing.PHOTO:
        yield "INSERT", "a photo is added by uploading it, not by drawing a point."
    elif cls.writing is Writing.LIVE:
        yield "INSERT", "a live track is started by its own command, not by drawing a line."
        yield "DELETE", "a live track is ended by its own command, which keeps its line."
