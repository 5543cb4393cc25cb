# SPDX-License-Identifier: GPL-2.0-or-later
"""A map as shapefiles, with everything that the format cannot hold written beside them."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Generator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from osgeo import gdal, ogr, osr

from ..caltopo.errors import CalTopoError, Cancelled
from ..caltopo.objects import Geometry
from ..host.texts import tr
from . import fields, place, readme
from .cells import cell
from .staging import Stage, Staged, Warned
from .translate import Progress, copy_table, gdal_told

LONG = "long_values.csv"
WRITERS = 2  # tables that are written side by side
LOOK = 0.1  # seconds between two looks at whether it is to stop
_TYPES = {
    Geometry.POINT: ogr.wkbPoint,
    Geometry.LINE: ogr.wkbLineString,
    Geometry.POLYGON: ogr.wkbPolygon,
    Geometry.NONE: ogr.wkbNone,
}
_OGR = {
    fields.Type.TEXT: ogr.OFTString,
    fields.Type.INTEGER: ogr.OFTInteger64,
    fields.Type.BOOLEAN: ogr.OFTInteger,
    fields.Type.REAL: ogr.OFTReal,
    fields.Type.DATE: ogr.OFTDate,
}
_WIDTHS = {
    fields.Type.INTEGER: (18, 0),
    fields.Type.BOOLEAN: (1, 0),
    fields.Type.REAL: (20, 8),
    fields.Type.DATE: (10, 0),
}


@dataclass
class Report:
    """What was written.

    ``files`` are paths; ``counts`` are records by class and kind of geometry (point, line, polygon,
    none); ``warnings`` say per object (``cls``, ``id``) in ``text`` what is not as on the map.
    """

    files: list[str] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    warnings: list[dict[str, str]] = field(default_factory=list)
    readme: str = ""


@dataclass(frozen=True)
class Target:
    """How the shapefiles are to be."""

    crs: str  # "EPSG:4326", or WKT
    z: bool
    m: bool


# Given the path of a shapefile and what is in it, writes .qml and .sld beside it.
Dress = Callable[[Path, Staged], None]


def write(
    stage: Stage,
    folder: Path,
    target: Target,
    about: readme.About,
    dress: Dress,
    cancelled: Callable[[], bool],
    progress: Progress,
) -> Report:
    """Write a stage's tables as shapefiles into an empty folder.  Raises OSError, Cancelled."""
    report = Report()
    lost: dict[str, list[Warned]] = {}
    with closing(_written(stage, folder, target, cancelled, progress)) as written:
        for table in written:
            path = _path(folder, table)
            lost[table.name] = _lost(stage.path, table, path)
            counts = report.counts.setdefault(table.cls, {})
            counts[table.kind.value] = counts.get(table.kind.value, 0) + _records(path)
            if table.kind is not Geometry.NONE:
                dress(path, table)
    warned = [*stage.warned, *(each for t in stage.tables for each in lost[t.name])]
    report.counts = {t.cls: report.counts[t.cls] for t in stage.tables}
    if stage.whole:
        _write_long(folder / LONG, stage)
    report.warnings = [{"cls": w.cls, "id": w.id, "text": w.text} for w in warned]
    names = sorted(p.name for p in folder.iterdir() if p != stage.path)
    text = readme.text(about, target.crs, (target.z, target.m), stage, report.counts, warned,
                       [place.README, *names])  # fmt: skip
    (folder / place.README).write_text(text, encoding="utf-8", newline="\r\n")
    report.files = [place.README, *names]
    report.readme = text
    return report


def _path(folder: Path, table: Staged) -> Path:
    return folder / (table.name + (".dbf" if table.kind is Geometry.NONE else ".shp"))


def _written(
    stage: Stage,
    folder: Path,
    target: Target,
    cancelled: Callable[[], bool],
    progress: Progress,
) -> Generator[Staged, None, None]:
    """The tables, each when its file is there: some are written side by side, large ones first.

    GDAL lets go of Python's lock while it writes.  ``progress`` and ``cancelled`` are called in
    the thread that asks for the tables.
    """
    done = {table.name: 0.0 for table in stage.tables}
    whole = sum(table.count for table in stage.tables)
    stop = Event()

    def told() -> None:
        progress(sum(t.count * done[t.name] for t in stage.tables) / max(1, whole))
        if cancelled():
            raise Cancelled(tr("The export was cancelled."))

    def one(table: Staged) -> None:
        part = partial(done.__setitem__, table.name)
        _write_one(stage.path, table, _path(folder, table), target, stop.is_set, part)
        done[table.name] = 1.0

    with ThreadPoolExecutor(WRITERS) as pool:
        ordered = sorted(stage.tables, key=lambda table: -table.count)
        running = {pool.submit(one, table): table for table in ordered}
        try:
            while running:
                for each in wait(running, LOOK, FIRST_COMPLETED).done:
                    each.result()
                    yield running.pop(each)
                    told()
                told()
        finally:
            stop.set()
            for each in running:
                each.cancel()


def zipped(folder: Path, names: list[str], path: Path, cancelled: Callable[[], bool]) -> None:
    """Those files as one zip, all on its first level.  Raises OSError, Cancelled."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name in names:
            if cancelled():
                raise Cancelled(tr("The export was cancelled."))
            packed.write(folder / name, name)


def spatial_reference(text: str) -> Any:
    """A CRS by its code or WKT.  Raises CalTopoError."""
    found = osr.SpatialReference()
    try:
        with gdal_told():
            good = bool(text) and found.SetFromUserInput(text) == 0
    except RuntimeError:  # another program part has told GDAL to raise
        good = False
    if not good:
        raise CalTopoError(
            tr("“{text}” is no coordinate reference system that QGIS knows.").format(text=text),
            hint=tr("Give a code such as EPSG:4326 or EPSG:32610."),
        )
    found.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return found


def _write_one(
    stage: Path,
    table: Staged,
    path: Path,
    target: Target,
    cancelled: Callable[[], bool],
    progress: Progress,
) -> None:
    kind = _TYPES[table.kind]
    srs: Any = None
    if table.kind is not Geometry.NONE:
        srs = spatial_reference(target.crs)
        kind = ogr.GT_SetModifier(kind, int(target.z), int(target.m))
    with gdal_told() as said:
        driver = gdal.GetDriverByName("ESRI Shapefile")
        made = driver.Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        layer = made and made.CreateLayer(table.name, srs, kind, ["ENCODING=UTF-8"])
        if not layer:
            raise OSError(said[0] if said else "GDAL gave no reason")
        for each in table.fields:
            definition = ogr.FieldDefn(each.name, _OGR[each.type])
            width, precision = _WIDTHS.get(each.type, (each.width or fields.LONGEST_TEXT, 0))
            definition.SetWidth(width)
            definition.SetPrecision(precision)
            if layer.CreateField(definition) != 0:
                raise OSError(said[0] if said else "GDAL could not make the field " + each.name)
        layer = None
    options = ["-append", "-nln", table.name]
    if table.kind is not Geometry.NONE:
        options += ["-dim", "XY" + "Z" * target.z + "M" * target.m]
        if not srs.IsSame(spatial_reference("EPSG:4326")):
            options += ["-t_srs", target.crs, "-skipfailures"]  # what was is found and told
        if table.split:
            options += ["-explodecollections"]
    copy_table(stage, table.name, made, options, cancelled, progress)
    made = None


def _records(path: Path) -> int:
    opened = ogr.Open(str(path))
    return int(opened.GetLayer(0).GetFeatureCount()) if opened is not None else 0


def _lost(stage: Path, table: Staged, path: Path) -> list[Warned]:
    """Objects that the format did not take, such as positions that the CRS has no place for."""
    if _records(path) >= table.count:
        return []
    there = set(_ids(path, ""))
    text = "could not be written to " + table.name + "; its position may lie outside the CRS"
    return [Warned(table.cls, id, text) for id in _ids(stage, table.name) if id not in there]


def _ids(path: Path, table: str) -> list[str]:
    opened = ogr.Open(str(path))
    layer = opened.GetLayer(table) if table else opened.GetLayer(0)
    return [f.GetField("caltopo_id") or "" for f in layer]


def _write_long(path: Path, stage: Stage) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(("file", "caltopo_id", "class", "field", "property", "why", "value"))
        for each in stage.whole:
            out.writerow(map(cell, (each.table, each.id, each.cls, each.field, each.property,
                                    each.why, each.value)))  # fmt: skip
