# SPDX-License-Identifier: GPL-2.0-or-later
"""GeoPackage, GPX, KML and CSV read by nothing of GDAL's, and every object held against the map."""

from __future__ import annotations

import csv
import datetime
import sqlite3
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo import objects
from osgeo import ogr
from standin import Standin

GPX = "{http://www.topografix.com/GPX/1/1}"
KML = "{http://www.opengis.net/kml/2.2}"
TIMES = {"updated": "updated", "created": "-created-on", "edited": "-updated-on"}
NAMES = {p.column: p for cls in objects.CLASSES.values() for p in cls.properties}
DECIMALS = 6  # of GDAL's KML and GPX, at the least: a decimetre


@pytest.fixture
def m(conn: Any, server: Standin, tmp_path: Path) -> Iterator[Any]:
    """The made-up incident and geometries of several parts."""
    far = server.colleague("ABC12")
    said = {"class": "Shape", "stroke": "#123456", "stroke-opacity": 0.5, "stroke-width": 3}
    ring = [[7, 7], [8, 7], [8, 8], [7, 7]]
    hole = [[7.7, 7.1], [7.9, 7.1], [7.9, 7.3], [7.7, 7.1]]
    shapes = {
        "MultiLineString": [[[0, 0], [1, 1]], [[2, 2], [3, 4]]],
        "MultiPolygon": [[ring, hole], [[[0, 0], [1, 0], [1, 1], [0, 0]]]],
    }
    for kind, coordinates in shapes.items():
        shape = {"type": kind, "coordinates": coordinates}
        far.add("Shape", {**said, "title": kind, "description": '<b>&\n"two"'}, shape)
    opened = conn.open_map("ABC12", workspace=tmp_path / "ws", push_on_save=False)
    yield opened
    opened.close()


def geometry_of(blob: bytes) -> dict[str, Any]:
    """GeoJSON of a GeoPackage's geometry (OGC 12-128r18, 2.1.3; ISO WKB)."""
    assert blob[:2] == b"GP"
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    shape, end = _wkb(blob, 8 + envelope)
    assert end == len(blob)
    return shape


def _wkb(blob: bytes, at: int) -> tuple[dict[str, Any], int]:
    order = "<" if blob[at] else ">"
    (code,) = struct.unpack_from(order + "I", blob, at + 1)
    at += 5
    kind, width = code % 1000, (2, 3, 3, 4)[code // 1000]

    def number() -> int:
        nonlocal at
        (found,) = struct.unpack_from(order + "I", blob, at)
        at += 4
        return int(found)

    def positions(count: int) -> list[list[float]]:
        nonlocal at
        found = [list(struct.unpack_from(order + str(width) + "d", blob, at + 8 * width * n))
                 for n in range(count)]  # fmt: skip
        at += 8 * width * count
        return found

    if kind == 1:
        return {"type": "Point", "coordinates": positions(1)[0]}, at
    if kind == 2:
        return {"type": "LineString", "coordinates": positions(number())}, at
    if kind == 3:
        return {"type": "Polygon",
                "coordinates": [positions(number()) for _ in range(number())]}, at  # fmt: skip
    parts = []
    for _ in range(number()):
        part, at = _wkb(blob, at)
        parts.append(part["coordinates"])
    return {"type": {4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon"}[kind],
            "coordinates": parts}, at  # fmt: skip


def flat(coordinates: Any) -> list[list[float]]:
    """All positions, one after the other."""
    if not isinstance(coordinates[0], list):
        return [coordinates]
    return [position for part in coordinates for position in flat(part)]


def rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    """An object's lines, or its rings, closed."""
    kind, there = geometry["type"], geometry["coordinates"]
    parts = there if kind.startswith("Multi") else [there]
    lines = [ring for part in parts for ring in part] if kind.endswith("Polygon") else parts
    close = kind.endswith("Polygon")
    return [line if not close or line[0] == line[-1] else [*line, line[0]] for line in lines]


def utc(ms: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc)


def moment(text: str) -> datetime.datetime:
    """ISO 8601, and GDAL's own spelling in a CSV."""
    text = text.replace("/", "-").replace("Z", "+00:00")
    return datetime.datetime.fromisoformat(text + ":00" if text.endswith("+00") else text)


def same(row: dict[str, Any], object: Any, titles: dict[str, str], empty: Any) -> None:
    """Every column of a table but the geometry; ``empty`` is what nothing looks like."""
    said = object.properties
    for column, value in row.items():
        where = (object.key, column)
        if column == "caltopo_id":
            assert value == object.id
        elif column == "class":
            assert value == object.cls
        elif column in ("folder", "operationalPeriod"):
            of = said.get("folderId" if column == "folder" else "operationalPeriodId")
            assert (value or "") == titles.get(of, ""), where
        elif column in TIMES:
            ms = said.get(TIMES[column])
            assert (
                (value == empty)
                if ms is None
                else abs(moment(value) - utc(ms)) < datetime.timedelta(milliseconds=2)
            ), where
        elif column == "title" and object.cls == "Assignment":
            assert value == object.title
        else:
            prop = NAMES[column]
            wanted = said.get(prop.name)
            if prop.numeric or prop.kind is objects.Kind.REAL:
                number = None if wanted in (None, "", "None") else float(wanted)
                assert (value == empty) if number is None else float(value) == number, where
            elif prop.kind is objects.Kind.BOOLEAN:
                assert (value == empty) if wanted is None else bool(int(value)) is wanted, where
            else:
                assert value == (empty if wanted is None else wanted), where


def test_geopackage(m: Any, tmp_path: Path) -> None:
    m.export(tmp_path / "map.gpkg")
    there = {o.key: o for o in m.features()}
    titles = {o.id: o.title for o in there.values()}
    found = set()
    with closing(sqlite3.connect(tmp_path / "map.gpkg")) as db:
        db.row_factory = sqlite3.Row
        names = [name for (name,) in db.execute("SELECT table_name FROM gpkg_contents")]
        for name in names:
            for record in db.execute('SELECT * FROM "' + name + '"'):
                row = dict(record)
                object = there[row["class"], row["caltopo_id"]]
                blob = row.pop("geom", None)
                row.pop("fid")
                same(row, object, titles, None)
                found.add(object.key)
                if object.geometry is None:
                    assert blob is None
                    continue
                shape = geometry_of(blob)
                if shape["type"].startswith("Multi") and not object.geometry["type"].startswith(
                    "Multi"
                ):  # a table of both kinds
                    (part,) = shape["coordinates"]
                    shape = {"type": shape["type"][5:], "coordinates": part}
                assert shape["type"] == object.geometry["type"]
                here = flat(shape["coordinates"])
                wanted = flat(object.geometry["coordinates"])
                if shape["type"].endswith("Polygon"):
                    wanted = [p for ring in rings(object.geometry) for p in ring]
                assert [p[: len(w)] for p, w in zip(here, wanted)] == wanted, object.key
                assert len(here) == len(wanted)
    assert found == there.keys()


def test_csv(m: Any, tmp_path: Path) -> None:
    m.export(tmp_path / "map.csv")
    there = {o.id: o for o in m.features("Assignment")}
    titles = {o.id: o.title for o in m.features()}
    with (tmp_path / "map.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["caltopo_id"] for row in rows) == sorted(there)
    for row in rows:
        same(row, there[row["caltopo_id"]], titles, "")


def numbers(text: str) -> list[list[float]]:
    return [[float(n) for n in position.split(",")] for position in text.split()]


def alike(one: list[list[float]], other: list[list[float]]) -> bool:
    """Whether positions are equal, in as many dimensions as both have, to ten centimetres."""
    return len(one) == len(other) and all(
        a == pytest.approx(b, abs=10**-DECIMALS)
        for p, q in zip(one, other)
        for a, b in list(zip(p, q))[:3]
    )


@pytest.mark.skipif(ogr.GetDriverByName("LIBKML") is None, reason="this GDAL has no LIBKML driver")
def test_kml(m: Any, tmp_path: Path) -> None:
    m.export(tmp_path / "map.kml")
    root = ET.parse(tmp_path / "map.kml").getroot()
    everything = {o.key: o for o in m.features()}
    left = [o for o in everything.values() if o.geometry is not None]
    for folder in root.iter(KML + "Folder"):
        name = folder.findtext(KML + "name")
        for mark in folder.findall(KML + "Placemark"):
            lines = [numbers(e.text or "") for e in mark.iter(KML + "coordinates")]
            title = mark.findtext(KML + "name") or ""
            (object, *_) = [
                o for o in left
                if o.title == title and len(drawn(o)) == len(lines)
                and all(alike(a, b) for a, b in zip(lines, drawn(o)))
            ]  # fmt: skip
            left.remove(object)
            said = object.properties
            names: list[str] = []
            inside = everything.get(("Folder", said.get("folderId")))
            while inside is not None:
                names.insert(0, inside.title)
                inside = everything.get(("Folder", inside.properties.get("folderId")))
            assert name == (" / ".join(names) or "Not in a folder"), title
            assert (mark.findtext(KML + "description") or "") == (said.get("description") or "")
            kept = {d.get("name"): d.text or "" for d in mark.iter(KML + "SimpleData")}
            for of in ("status", "priority", "resourceType", "letter", "summary", "marker-symbol"):
                if said.get(of):
                    assert kept[of.replace("-", "_")] == said[of], (title, of)
            color = color_of(object, everything)
            if color:
                seen = [c.text.lower() for c in mark.iter(KML + "color") if c.text]
                opposite = color[5:7] + color[3:5] + color[1:3]
                assert opposite.lower() in {c[2:] for c in seen}, title
    assert not left


def drawn(object: Any) -> list[list[list[float]]]:
    """What of an object is one element of coordinates each."""
    if object.geometry["type"] == "Point":
        return [[object.geometry["coordinates"]]]
    return rings(object.geometry)


def color_of(object: Any, everything: dict[tuple[str, str], Any]) -> str:
    said = object.properties
    period = everything.get(("OperationalPeriod", said.get("operationalPeriodId")))
    if period is not None:
        said = period.properties
    is_point = object.geometry["type"] == "Point"
    color = str(said.get("marker-color" if is_point else "stroke") or "")
    return "#" + color.lstrip("#") if len(color.lstrip("#")) == 6 else ""


def test_gpx(m: Any, tmp_path: Path) -> None:
    m.export(tmp_path / "map.gpx")
    root = ET.parse(tmp_path / "map.gpx").getroot()
    there = [o for o in m.features() if o.geometry is not None]
    points = [o for o in there if o.geometry["type"] == "Point"]
    for mark in root.findall(GPX + "wpt"):
        at = [float(mark.get("lon", "")), float(mark.get("lat", ""))]
        texts = [mark.findtext(GPX + tag) or "" for tag in ("name", "desc", "type", "sym")]
        (object, *_) = [
            o for o in points
            if alike([at], [o.geometry["coordinates"][:2]]) and texts == [
                o.title, o.properties.get("description") or "", o.cls,
                o.properties.get("marker-symbol") or ""]
        ]  # fmt: skip
        points.remove(object)
    assert not points
    others = [o for o in there if o.geometry["type"] != "Point"]
    for track in root.findall(GPX + "trk"):
        segments = [segment.findall(GPX + "trkpt") for segment in track.findall(GPX + "trkseg")]
        places = [[[float(p.get("lon", "")), float(p.get("lat", ""))] for p in s] for s in segments]
        (object, *_) = [
            o for o in others
            if o.title == (track.findtext(GPX + "name") or "")
            and len(rings(o.geometry)) == len(places)
            and all(alike(a, b) for a, b in zip(places, rings(o.geometry)))
        ]  # fmt: skip
        others.remove(object)
        for segment, line in zip(segments, rings(object.geometry)):
            for at, position in zip(segment, line):
                z, ms = (*position[2:], None, None)[:2]
                assert float(at.findtext(GPX + "ele") or 0) == pytest.approx(z or 0)
                text = at.findtext(GPX + "time")
                assert abs(moment(text) - utc(ms)).total_seconds() < 0.002 if ms else text is None
    assert not others
