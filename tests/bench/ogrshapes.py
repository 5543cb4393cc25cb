# SPDX-License-Identifier: GPL-2.0-or-later
"""The yardsticks of exporting: what ogr2ogr does alone, in C, with no look at any object."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr

TABLES = {"Marker": "markers", "Shape_line": "shapes_lines", "Shape_polygon": "shapes_areas"}
_TITLE = "(SELECT o.title FROM Folder o WHERE o.caltopo_id = r.folderId)"
_COMMON = {
    "caltopo_id": "r.caltopo_id", "title": "r.title", "descript": "r.description",
    "folder_id": "r.folderId", "folder": _TITLE, "creator": "r.creator",
    "created_by": "r._created_by", "edited_by": "r._updated_by",
}  # fmt: skip
_TIMES = {"updated": "updated", "created": "_created_on", "edited": "_updated_on"}
_OWN = {
    "markers": {
        "mk_symbol": "r.marker_symbol", "mk_color": "r.marker_color",
        "mk_size": "CAST(r.marker_size AS REAL)", "mk_rotate": "CAST(r.marker_rotation AS REAL)",
    },
    "shapes": {
        "stroke": "r.stroke", "strk_width": "r.stroke_width", "strk_opac": "r.stroke_opacity",
        "pattern": "r.pattern", "fill": "r.fill", "fill_opac": "r.fill_opacity",
        "gpstype": "r.gpstype", "lbl_show": "r.titleVisibility", 
        "draw_order": "CAST(r.zIndexOffset AS REAL)",
    },
}  # fmt: skip


def plain(package: Path, folder: Path) -> None:
    """The tables as they are, by the program: raw columns, times as numbers, texts to 80 bytes."""
    subprocess.run(
        ["ogr2ogr", "-q", "-f", "ESRI Shapefile", str(folder), str(package), *TABLES,
         "-lco", "ENCODING=UTF-8"],
        stderr=subprocess.DEVNULL,
        check=True,
    )  # fmt: skip


def same_columns(package: Path, like: Path, folder: Path) -> None:
    """Shapefiles with the fields of the export in ``like``, each table by one SELECT.

    What the program ogr2ogr does, without the time it takes to start.  No side file, no styles, no
    README, no look for what is cut or lost.
    """
    folder.mkdir()
    source = gdal.OpenEx(str(package), gdal.OF_VECTOR)
    for table, name in TABLES.items():
        model = ogr.Open(str(like / (name + ".shp")))
        pattern = model.GetLayer(0)
        path = str(folder / (name + ".shp"))
        made = gdal.GetDriverByName("ESRI Shapefile").Create(path, 0, 0, 0, gdal.GDT_Unknown)
        layer = made.CreateLayer(
            name, pattern.GetSpatialRef(), pattern.GetGeomType(), ["ENCODING=UTF-8"]
        )
        definition = pattern.GetLayerDefn()
        names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
        for number in range(len(names)):
            layer.CreateField(definition.GetFieldDefn(number))
        del layer
        made_by = dict(_expressions(name))
        columns = ", ".join(f"{made_by[each]} AS {each}" for each in names)
        options = gdal.VectorTranslateOptions(
            options=["-append", "-nln", name, "-dim", "XY",
                     "-sql", f'SELECT r.geom, {columns} FROM "{table}" r'],
        )  # fmt: skip
        if not gdal.VectorTranslate(made, source, options=options):
            raise RuntimeError(f"GDAL could not write {name}")
        del made, model


def _expressions(name: str) -> Iterator[tuple[str, Any]]:
    kind = name.split("_")[0]
    yield "class", "'" + ("Marker" if kind == "markers" else "Shape") + "'"
    yield from _COMMON.items()
    yield from _OWN[kind].items()
    for short, column in _TIMES.items():
        yield short, f"date(r.{column} / 1000.0, 'unixepoch')"
        yield short + "_t", f"datetime(r.{column} / 1000.0, 'unixepoch') || 'Z'"
