# SPDX-License-Identifier: GPL-2.0-or-later
"""KML, KMZ and GPX: formats that programs for looking and GPS devices read, object by object."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr

from ..caltopo.errors import Cancelled, MissingDependency
from ..host.texts import tr
from ..sync import geometry
from ..sync.editing import MapObject
from ..sync.tables import storable
from .looks import style_of
from .staging import Warned, single_parts
from .translate import Progress, gdal_told

LOOSE = "Not in a folder"
EASTERNMOST = 179.9999999
"""GPX longitudes are less than 180 (longitudeType of its schema); a centimetre is nothing there."""
_SHOWN = (
    "letter", "number", "status", "priority", "resourceType", "teamSize", "timeAllocated",
    "responsivePOD", "unresponsivePOD", "cluePOD", "primaryFrequency", "secondaryFrequency",
    "transportation", "previousEfforts", "preparedBy", "summary", "location", "found",
    "instructions", "marker-symbol", "class",
)  # fmt: skip


def no_icon(_object: MapObject) -> str:
    """Dots."""
    return ""


class _Steps:
    """Progress and Cancel over objects."""

    def __init__(self, count: int, cancelled: Callable[[], bool], progress: Progress) -> None:
        self._count, self._cancelled, self._progress = max(1, count), cancelled, progress
        self._done = 0

    def step(self) -> None:
        self._done += 1
        if self._done % 50 == 0:
            self._progress(self._done / self._count)
            if self._cancelled():
                raise Cancelled(tr("The export was cancelled."))


def write_kml(
    objects: Sequence[MapObject],
    everything: Sequence[MapObject],
    folders: Mapping[str, str],
    path: Path,
    title: str,
    cancelled: Callable[[], bool],
    progress: Progress,
    icon_of: Callable[[MapObject], str] = no_icon,
) -> list[Warned]:
    """Write ``.kml``: a folder for each folder of the map, colours, widths, fills.

    ``everything`` is the whole map, whose periods the objects refer to; ``folders`` are the names
    of folders by id, with those around them, for in the file they lie side by side; ``icon_of``
    gives the address of a point's picture, "" for a dot.  Raises OSError, Cancelled, and
    MissingDependency where GDAL was built without KML.
    """
    steps = _Steps(len(objects), cancelled, progress)
    colors = {
        o.id: str(o.properties.get("stroke") or o.properties.get("fill") or "")
        for o in everything
        if o.cls == "OperationalPeriod"
    }
    inside: dict[str, list[MapObject]] = {}
    warned = []
    for each in objects:
        if each.geometry is None:
            if each.cls not in ("Folder", "OperationalPeriod"):
                warned.append(Warned(each.cls, each.id, "has no geometry and is left out"))
            continue
        inside.setdefault(str(each.properties.get("folderId") or ""), []).append(each)
    with gdal_told() as said:
        driver = gdal.GetDriverByName("LIBKML")
        if driver is None:
            raise MissingDependency(
                tr("This QGIS cannot write KML: its GDAL has no LIBKML driver."),
                hint=tr("Export as GeoJSON or GPX, or from another installation of QGIS."),
            )
        made = driver.Create(str(path), 0, 0, 0, gdal.GDT_Unknown, ["NAME=" + storable(title)])
        if made is None:
            raise OSError(said[0] if said else "GDAL gave no reason")
        for number, (folder, there) in enumerate(inside.items()):
            name = storable(folders.get(folder, LOOSE))
            layer = made.CreateLayer(
                "f" + str(number), None, ogr.wkbUnknown, ["NAME=" + name, "FOLDER=YES"]
            )
            for field in ("Name", "description", *(_plain(n) for n in _SHOWN)):
                layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
            for field in ("begin", "end"):
                layer.CreateField(ogr.FieldDefn(field, ogr.OFTDateTime))
            for each in there:
                steps.step()
                before = len(said)
                _placemark(layer, each, colors, icon_of(each))
                if said[before:]:  # such as for a line of one position
                    why = "has no place in the file: " + "; ".join(said[before:])
                    warned.append(Warned(each.cls, each.id, why))
                    del said[before:]
            layer = None
        made = None
        if said:
            raise OSError(said[0])
    return warned


def pack_kmz(kml: Path, icons: Mapping[str, Path], path: Path) -> None:
    """A KML and its icons, by their addresses in it, as one file.  Raises OSError."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(kml, "doc.kml")  # has to be the first
        for name, file in icons.items():
            packed.write(file, name)


def _plain(name: str) -> str:
    return name.replace("-", "_")


def _placemark(layer: Any, each: MapObject, colors: Mapping[str, str], icon: str) -> None:
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetField("Name", storable(each.title))
    feature.SetField("description", storable(str(each.properties.get("description") or "")))
    for name in _SHOWN:
        value = each.properties.get(name)
        if value not in (None, ""):
            feature.SetField(_plain(name), storable(str(value)))
    times = [t for t in map(_time, _positions(each)) if t]
    if times:
        _set_moment(feature, "begin", min(times))
        _set_moment(feature, "end", max(times))
    shape = _ogr(each.geometry)
    if not any(len(p) > 2 and p[2] for p in _positions(each)):
        shape.FlattenTo2D()  # a height of 0 would put it below the ground
    feature.SetGeometryDirectly(shape)
    feature.SetStyleString(style_of(each, colors, icon))
    _create(layer, feature)


def _create(layer: Any, feature: Any) -> None:
    """Write a feature as far as the format has a form for it, also where a script in this process
    has asked GDAL to raise what it otherwise only notes."""
    raising = ogr.GetUseExceptions()
    ogr.DontUseExceptions()
    try:
        layer.CreateFeature(feature)
    finally:
        if raising:
            ogr.UseExceptions()


def write_gpx(
    objects: Sequence[MapObject],
    path: Path,
    cancelled: Callable[[], bool],
    progress: Progress,
) -> list[Warned]:
    """Write waypoints and tracks, with elevations and times where there are.

    GPX has no areas: they go out as the tracks of their outlines.  Raises OSError, Cancelled.
    """
    steps = _Steps(2 * len(objects), cancelled, progress)
    warned = []
    with gdal_told() as said:
        driver = gdal.GetDriverByName("GPX")
        made = driver.Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        if made is None:
            raise OSError(said[0] if said else "GDAL gave no reason")
        layer = made.CreateLayer("waypoints", None, ogr.wkbPoint25D)
        for each in objects:
            steps.step()
            for shape in _parts(each):
                if shape["type"] == "Point":
                    _waypoint(layer, each, shape["coordinates"])
        layer = made.CreateLayer("track_points", None, ogr.wkbPoint25D)
        number = 0
        for each in objects:
            steps.step()
            if each.geometry is None:
                warned.append(Warned(each.cls, each.id, "has no geometry and is left out"))
                continue
            rows = list(_lines(each))
            if not rows:
                continue
            if each.geometry["type"].endswith("Polygon"):
                warned.append(Warned(each.cls, each.id, "is an area; its outline is a track"))
            elif each.properties.get("description"):
                warned.append(Warned(each.cls, each.id, "is a track; its description is left out"))
            for segment, row in enumerate(rows):
                for position in row:
                    _track_point(layer, each, number, segment, position)
            number += 1
        layer = None
        made = None
        if said:
            raise OSError(said[0])
    progress(1.0)
    return warned


def _waypoint(layer: Any, each: MapObject, position: Sequence[float]) -> None:
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetField("name", storable(each.title))
    feature.SetField("desc", storable(str(each.properties.get("description") or "")))
    feature.SetField("type", storable(each.cls))
    feature.SetField("sym", storable(str(each.properties.get("marker-symbol") or "")))
    _set_position(feature, position)
    _create(layer, feature)


def _track_point(
    layer: Any, each: MapObject, track: int, segment: int, position: Sequence[float]
) -> None:
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetField("track_fid", track)
    feature.SetField("track_seg_id", segment)
    feature.SetField("track_name", storable(each.title))
    _set_position(feature, position)
    _create(layer, feature)


def _set_position(feature: Any, position: Sequence[float]) -> None:
    point = ogr.Geometry(ogr.wkbPoint)
    point.AddPoint_2D(min(position[0], EASTERNMOST), position[1])
    if len(position) > 2 and position[2]:
        feature.SetField("ele", float(position[2]))
    moment = _time(position)
    if moment:
        _set_moment(feature, "time", moment)
    feature.SetGeometryDirectly(point)


def _set_moment(feature: Any, field: str, ms: float) -> None:
    days, rest = divmod(int(ms), 86_400_000)
    hours, rest = divmod(rest, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    year, month, day = _date(days)
    feature.SetField(
        feature.GetFieldIndex(field), year, month, day, hours, minutes, rest / 1000.0, 100
    )  # 100: UTC


def _date(days: int) -> tuple[int, int, int]:
    found = date.fromordinal(date(1970, 1, 1).toordinal() + days)
    return found.year, found.month, found.day


def _time(position: Sequence[float]) -> float:
    """A position's time in milliseconds, or 0; what is no time of this age is none."""
    value = position[3] if len(position) > 3 else 0
    return value if 0 < value < 32_503_680_000_000 else 0


def _positions(each: MapObject) -> Iterable[Sequence[float]]:
    return geometry.positions(each.geometry) if each.geometry else ()


def _parts(each: MapObject) -> Iterator[dict[str, Any]]:
    if each.geometry is not None:
        yield from single_parts(dict(each.geometry))


def _lines(each: MapObject) -> Iterator[list[Sequence[float]]]:
    """An object's lines, and its rings, closed."""
    for shape in _parts(each):
        if shape["type"] == "LineString":
            yield list(shape["coordinates"])
        elif shape["type"] == "Polygon":
            for ring in shape["coordinates"]:
                yield [*ring, ring[0]] if ring[0] != ring[-1] else list(ring)


def _ogr(shape: Mapping[str, Any] | None) -> Any:
    return ogr.CreateGeometryFromWkb(geometry.pack(shape or {}).wkb)
