# SPDX-License-Identifier: GPL-2.0-or-later
"""A map's rows brought into the form of an export, in a GeoPackage of their own.

From there GDAL copies whole tables into any format in one go; row by row from Python that takes
three times as long.  The rows come from a database attached as ``src``, which has the tables and
columns of a local copy: the copy itself while nothing has it open, or a snapshot of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

from osgeo import ogr

from ..caltopo.errors import Cancelled
from ..caltopo.objects import Geometry, object_class
from ..host.texts import tr
from ..sync import geometry
from ..sync.sql import literal, quote, statement
from ..sync.tables import FID, GEOMETRY, ID, Table, as_number, storable
from .fields import Field, Type, cut, cut_to
from .selection import Selection

FieldsOf = Callable[[Any, Table], "list[Field]"]
_KINDS = (Geometry.POINT, Geometry.LINE, Geometry.POLYGON, Geometry.NONE)
_GEOMETRY_TYPES = {
    Geometry.POINT: ogr.wkbPointZM,
    Geometry.LINE: ogr.wkbLineStringZM,
    Geometry.POLYGON: ogr.wkbPolygonZM,
    Geometry.NONE: ogr.wkbNone,
}
_PLAIN = {
    "Point": Geometry.POINT, "MultiPoint": Geometry.POINT,
    "LineString": Geometry.LINE, "MultiLineString": Geometry.LINE,
    "Polygon": Geometry.POLYGON, "MultiPolygon": Geometry.POLYGON,
}  # fmt: skip
_TYPES = {
    Type.TEXT: (ogr.OFTString, ogr.OFSTNone),
    Type.INTEGER: (ogr.OFTInteger64, ogr.OFSTNone),
    Type.BOOLEAN: (ogr.OFTInteger, ogr.OFSTBoolean),
    Type.REAL: (ogr.OFTReal, ogr.OFSTNone),
    Type.DATE: (ogr.OFTDate, ogr.OFSTNone),
    Type.MOMENT: (ogr.OFTDateTime, ogr.OFSTNone),
}
STEPS = 20_000  # SQLite's steps between two looks at whether it is to stop


@dataclass(frozen=True)
class Warned:
    """What is not as it was on the map, by object."""

    cls: str
    id: str
    text: str


@dataclass(frozen=True)
class Whole:
    """A value that did not go into its field as it is."""

    table: str
    cls: str
    id: str
    field: str
    property: str
    value: str
    why: str


@dataclass
class Staged:
    """One table of the export: what it holds, and how it is to be called."""

    name: str
    cls: str
    kind: Geometry
    fields: list[Field]
    count: int = 0
    parts: bool = False  # whether multi-part geometries are in it
    split: bool = False  # whether they are points, which become records of their own


@dataclass
class Stage:
    """All of it, with what did not fit."""

    path: Path
    tables: list[Staged] = field(default_factory=list)
    whole: list[Whole] = field(default_factory=list)
    warned: list[Warned] = field(default_factory=list)
    periods: list[tuple[str, str, str]] = field(default_factory=list)  # id, title, colour or ""


def build(
    path: Path,
    source: Path,
    tables: Iterable[Table],
    selection: Selection,
    fields_of: FieldsOf,
    name_of: Callable[[str, Geometry], str],
    cancelled: Callable[[], bool],
) -> Stage:
    """Stage the selected rows of ``tables``.  Any thread; raises Cancelled, sqlite3.Error.

    ``fields_of`` gives a class's fields, ``name_of`` what its table of a kind is called.
    """
    stage = Stage(path)
    source = source.absolute()
    with closing(sqlite3.connect(source.as_uri() + "?mode=ro", uri=True)) as db:
        found = list(_found(db, tables, selection))
    plan: dict[tuple[str, Geometry], Staged] = {}
    steps: list[_Step] = []
    for step in found:
        key = (step.cls, step.kind)
        if key not in plan:
            fields = fields_of(object_class(step.cls), step.table)
            plan[key] = Staged(name_of(*key), step.cls, step.kind, fields)
        steps.append(step)
    stage.tables = list(plan.values())
    _create(path, stage.tables)
    with closing(sqlite3.connect(str(path), isolation_level=None, uri=True)) as db:
        db.set_progress_handler(cancelled, STEPS)
        try:
            _fill(db, source, steps, plan, selection, stage)
        except sqlite3.OperationalError as error:
            if cancelled():
                raise Cancelled(tr("The export was cancelled.")) from None
            raise error
    stage.tables = [t for t in stage.tables if t.count]
    return stage


@dataclass(frozen=True)
class _Step:
    """Rows of one table of the copy that go into one table of the export."""

    table: Table
    cls: str
    kind: Geometry


def _found(db: sqlite3.Connection, tables: Iterable[Table], chosen: Selection) -> Iterator[_Step]:
    """Which rows there are, by class and kind of geometry."""
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    for table in tables:
        if table.name not in there:
            continue
        where, values = chosen.where(table)
        mixed = table.geometry is Geometry.OTHER
        classes = [table.cls]
        if table.columns[0].name == "class":
            text = statement("SELECT DISTINCT class FROM $table r WHERE ", table=table.name)
            classes = [str(name) for (name,) in db.execute(text + where, values) if name]
        for cls in classes:
            if mixed:
                yield from (_Step(table, cls, kind) for kind in _KINDS)
                continue
            if table.geometry is not Geometry.NONE:
                yield _Step(table, cls, table.geometry)
            yield _Step(table, cls, Geometry.NONE)


def distinct(stage: Stage, table: Staged, field: str, most: int) -> list[str]:
    """What a field of a staged table holds, as texts, at most so many.  Any thread."""
    text = statement("SELECT DISTINCT CAST($field AS TEXT) FROM $table WHERE $field IS NOT NULL",
                     field=field, table=table.name)  # fmt: skip
    with closing(sqlite3.connect(str(stage.path))) as db:
        return sorted(value for (value,) in db.execute(text + " LIMIT " + str(most)))


def _create(path: Path, tables: Iterable[Staged]) -> None:
    """The empty tables, as GDAL makes them."""
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    if made is None:
        raise OSError("no file could be made in " + path.parent.name)
    wgs84 = _wgs84()
    for table in tables:
        options = ["SPATIAL_INDEX=NO", "GEOMETRY_NAME=" + GEOMETRY, "FID=" + FID]
        srs = wgs84 if table.kind is not Geometry.NONE else None
        layer = made.CreateLayer(table.name, srs, _GEOMETRY_TYPES[table.kind], options)
        for each in table.fields:
            kind, subtype = _TYPES[each.type]
            definition = ogr.FieldDefn(each.name, kind)
            definition.SetSubType(subtype)
            definition.SetWidth(each.width)
            layer.CreateField(definition)
    del made


def _wgs84() -> Any:
    from osgeo import osr

    found = osr.SpatialReference()
    found.ImportFromEPSG(4326)
    found.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return found


def _fill(
    db: sqlite3.Connection,
    source: Path,
    steps: Iterable[_Step],
    plan: dict[tuple[str, Geometry], Staged],
    selection: Selection,
    stage: Stage,
) -> None:
    db.create_function("text_cut", 2, cut, deterministic=True)
    db.create_function("number_in", 1, as_number, deterministic=True)
    db.create_function("part_of", 2, _part_of, deterministic=True)
    db.execute("PRAGMA synchronous = off")
    db.execute("PRAGMA journal_mode = off")
    db.execute("PRAGMA cache_size = -65536")  # pages that need not be written twice
    db.execute("ATTACH ? AS src", (source.as_uri() + "?mode=ro",))
    names = db.execute("SELECT name FROM main.sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        db.execute(statement("DROP TRIGGER $name", name=name))  # they count, one row at a time
    db.execute("BEGIN")
    for step in steps:
        _fill_one(db, step, plan[(step.cls, step.kind)], selection, stage)
    for staged in plan.values():  # GDAL tells progress where it need not count
        db.execute(
            "UPDATE main.gpkg_ogr_contents SET feature_count = ? WHERE table_name = ?",
            (staged.count, staged.name),
        )
    db.execute("COMMIT")
    stage.periods = sorted(_periods(db), key=lambda each: (each[1].casefold(), each[0]))
    db.execute("DETACH src")


def _periods(db: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    there = db.execute("SELECT 1 FROM src.sqlite_master WHERE name = 'OperationalPeriod'")
    if there.fetchone() is None:
        return
    rows = db.execute("SELECT caltopo_id, title, stroke, fill FROM src.OperationalPeriod")
    for id, title, *colors in rows:
        color = next((c for c in colors if c), "")
        if id:
            yield id, title or "", "#" + color.replace("#", "") if color else ""


def _fill_one(
    db: sqlite3.Connection, step: _Step, staged: Staged, selection: Selection, stage: Stage
) -> None:
    where, values = selection.where(step.table)
    shape, condition = _shape(step)
    if step.table.columns[0].name == "class":
        condition += " AND r.class = " + literal(step.cls)
    cls = literal(storable(step.cls))
    origin = statement(" FROM src.$table r WHERE ", table=step.table.name)
    origin += "(" + where + ") AND " + condition
    odd = _note_whole(db, step, staged, origin, values, stage)
    made = [
        Template(cut_to(f.sql, f.width) if f.name in odd else f.sql).safe_substitute({"class": cls})
        for f in staged.fields
    ]
    columns = [f.name for f in staged.fields]
    if staged.kind is not Geometry.NONE:
        columns, made = [GEOMETRY, *columns], [shape, *made]
    insert = statement("INSERT INTO main.$table ($columns) SELECT ", table=staged.name,
                       columns=columns)  # fmt: skip
    count = db.execute(insert + ", ".join(made) + origin + " ORDER BY r.fid", values).rowcount
    staged.count += count
    if count and step.table.geometry is Geometry.OTHER and staged.kind is not Geometry.NONE:
        _note_split(db, step, staged, origin, values, stage)


def _shape(step: _Step) -> tuple[str, str]:
    """The geometry's expression, and the condition that there is one of that kind."""
    if not step.table.spatial:
        return "NULL", "1"
    if step.table.geometry is not Geometry.OTHER:
        there = " IS NULL" if step.kind is Geometry.NONE else " IS NOT NULL"
        return "r.geom", "r.geom" + there
    made = "part_of(r.geom, " + literal(step.kind.value) + ")"
    return made, made + " IS NOT NULL"


def _part_of(blob: bytes | None, kind: str) -> bytes | None:
    """What of a geometry is of one kind; for "none", something where it has no geometry at all."""
    wkb = geometry.wkb_of(blob)
    if kind == Geometry.NONE.value:
        return b"" if wkb is None else None
    if wkb is None:
        return None
    parts = [p for p in single_parts(geometry.unpack(wkb)) if _PLAIN[p["type"]].value == kind]
    if not parts:
        return None
    shape = parts[0]
    if len(parts) > 1:
        coordinates = [p["coordinates"] for p in parts]
        shape = {"type": "Multi" + shape["type"], "coordinates": coordinates}
    return geometry.pack(shape).blob


def single_parts(shape: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A GeoJSON geometry's points, lines and polygons, each of its own."""
    kind = shape["type"]
    if kind == "GeometryCollection":
        for part in shape["geometries"]:
            yield from single_parts(part)
    elif kind.startswith("Multi"):
        for coordinates in shape["coordinates"]:
            yield {"type": kind[5:], "coordinates": coordinates}
    else:
        yield shape


def _note_whole(
    db: sqlite3.Connection,
    step: _Step,
    staged: Staged,
    origin: str,
    values: list[str],
    stage: Stage,
) -> set[str]:
    """What has to be cut, or is no number although its field is one; one look at each row.

    The fields in which there is any: cutting all the others would find nothing to cut.
    """
    tests: list[tuple[Field, str, str]] = []
    for each in staged.fields:
        column = "r." + quote(each.raw)
        if each.raw and each.type is Type.REAL:
            # older clients write the word None where there is no value
            test = "(coalesce(" + column + ", '') NOT IN ('', 'None')"
            tests.append((each, test + " AND " + each.sql + " IS NULL)", "is no number"))
        elif each.raw and each.width:
            test = "coalesce(length(CAST(" + column + " AS BLOB)) > " + str(each.width) + ", 0)"
            tests.append((each, test, "is longer than " + str(each.width) + " bytes"))
    if not tests:
        return set()
    columns = ["CASE WHEN " + t + " THEN r." + quote(f.raw) + " END" for f, t, _ in tests]
    select = statement("SELECT r.$id, ", id=ID) + ", ".join(columns)
    where = " AND (" + " OR ".join(test for _, test, _ in tests) + ")"
    found = db.execute(select + origin + where, values).fetchall()
    odd = set()
    for number, (each, _, why) in enumerate(tests, 1):
        for row in found:
            if row[number] is None:
                continue
            odd.add(each.name)
            id, value = row[0] or "", str(row[number])
            stage.whole.append(
                Whole(staged.name, step.cls, id, each.name, each.property, value, why)
            )
            did = "was left empty" if each.type is Type.REAL else "was cut"
            text = (
                each.property + " " + why + " and " + did + "; the whole text is in the side file"
            )
            stage.warned.append(Warned(step.cls, id, text))
    return odd


def _note_split(
    db: sqlite3.Connection,
    step: _Step,
    staged: Staged,
    origin: str,
    values: list[str],
    stage: Stage,
) -> None:
    select = statement("SELECT r.$id, r.geom", id=ID)
    for id, blob in db.execute(select + origin, values):
        shape = geometry.unpack(geometry.wkb_of(blob) or b"")
        every = [_PLAIN[p["type"]] for p in single_parts(shape)]
        kinds = set(every)
        staged.parts = True
        if len(kinds) > 1:
            text = "its geometry has several kinds; its " + staged.kind.value + "s are in "
            stage.warned.append(Warned(step.cls, id or "", text + staged.name))
        if every.count(Geometry.POINT) > 1 and staged.kind is Geometry.POINT:
            staged.split = True
            text = "has several points; each is a record of its own with the same id"
            stage.warned.append(Warned(step.cls, id or "", text))
