# SPDX-License-Identifier: GPL-2.0-or-later
"""The other formats, opened again and held against the map."""

from __future__ import annotations

import csv
import json
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError, MissingDependency
from osgeo import ogr

GPX = "{http://www.topografix.com/GPX/1/1}"
KML = "{http://www.opengis.net/kml/2.2}"
WRITES_KML = ogr.GetDriverByName("LIBKML") is not None
needs_kml = pytest.mark.skipif(not WRITES_KML, reason="this GDAL has no LIBKML driver")


def test_geojson_comes_back_the_same(m: Any, conn: Any, server: Any, tmp_path: Path) -> None:
    file = tmp_path / "map.geojson"
    report = m.export(file)
    there = server.objects(m.id)
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    assert len(features) == len(there) == sum(n for k in report.counts.values() for n in k.values())
    for feature in features:
        on_map = there[feature["properties"]["class"], feature["id"]]
        masked = {"deviceId", "spotPassword"}
        assert feature["geometry"] == on_map.get("geometry")
        assert feature["properties"] == {
            k: v for k, v in on_map["properties"].items() if k not in masked
        }
    server.add_map("AGAIN", path=file, team="TEAM01", title="again")
    again = conn.open_map("AGAIN", workspace=tmp_path / "ws", push_on_save=False)
    assert {o.key: dict(o.properties) for o in again.features()} == {
        o.key: dict(o.properties) for o in m.features()
    }
    again.close()


def test_geopackage_holds_objects_and_nothing_else(m: Any, tmp_path: Path) -> None:
    file = tmp_path / "map.gpkg"
    report = m.export(file)
    there = {o.key: o for o in m.features()}
    source = ogr.Open(str(file))
    found = {}
    for layer in (source.GetLayer(i) for i in range(source.GetLayerCount())):
        for feature in layer:
            said = feature.items()
            found[said["class"], said["caltopo_id"]] = (said, feature.GetGeometryRef() is not None)
    assert found.keys() == there.keys()
    for key, (said, placed) in found.items():
        on_map = there[key].properties
        assert placed == (there[key].geometry is not None)
        for name in ("title", "description", "status", "marker-color", "stroke", "creator"):
            if name == "title" and key[0] == "Assignment":
                assert said["title"] == there[key].title
            elif name.replace("-", "_") in said:
                assert said[name.replace("-", "_")] == on_map.get(name), (key, name)
    with sqlite3.connect(file) as db:
        names = {name for (name,) in db.execute("SELECT table_name FROM gpkg_contents")}
        text = " ".join(str(row) for row in db.execute("SELECT sql FROM sqlite_master"))
    assert not [n for n in names if n.startswith("caltopo")] and "caltopo_changes" not in text
    assert len(report.files) == 1 and report.counts["Folder"] == {"none": 5}


def test_null_and_empty_are_two_things_in_a_geopackage(m: Any, tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [-120.5, 39.5]}
    id = m.add("Marker", {"title": "t", "description": ""}, point)
    m.export(tmp_path / "map.gpkg", ids=[id])
    with sqlite3.connect(tmp_path / "map.gpkg") as db:
        assert db.execute("SELECT description, folderId FROM markers").fetchall() == [("", None)]


def test_gpx_has_waypoints_and_tracks_with_times(m: Any, tmp_path: Path) -> None:
    m.export(tmp_path / "map.gpx")
    root = ET.parse(tmp_path / "map.gpx").getroot()
    points = [o for o in m.features() if o.geometry and o.geometry["type"] == "Point"]
    assert sorted(w.findtext(GPX + "name") or "" for w in root.findall(GPX + "wpt")) == sorted(
        o.title for o in points
    )
    tracks = {t.findtext(GPX + "name"): t for t in root.findall(GPX + "trk")}
    lines = [o for o in m.features() if o.geometry and o.geometry["type"] != "Point"]
    assert len(root.findall(GPX + "trk")) == len(lines)
    dog = next(o for o in m.features("AppTrack") if o.title == "Dog 4")
    positions = tracks["Dog 4"].findall(GPX + "trkseg/" + GPX + "trkpt")
    assert len(positions) == len(dog.geometry["coordinates"])
    for at, wanted in zip(positions, dog.geometry["coordinates"]):
        assert float(at.get("lon", "")) == pytest.approx(wanted[0], abs=1e-7)
        assert float(at.findtext(GPX + "ele") or 0) == pytest.approx(wanted[2])
    import datetime

    first = datetime.datetime.fromisoformat(
        (positions[0].findtext(GPX + "time") or "").replace("Z", "+00:00")
    )
    assert first.timestamp() == pytest.approx(dog.geometry["coordinates"][0][3] / 1000, abs=1)


@needs_kml
@pytest.mark.parametrize("ending", ["kml", "kmz"])
def test_kml_has_colours_and_folders(m: Any, tmp_path: Path, ending: str) -> None:
    file = tmp_path / ("map." + ending)
    report = m.export(file)
    if ending == "kmz":
        with zipfile.ZipFile(file) as packed:
            text = b"".join(packed.read(n) for n in packed.namelist() if n.endswith(".kml"))
            name = packed.namelist()
        assert name
        marks = [
            p
            for n in name
            if n.endswith(".kml")
            for p in ET.fromstring(zipfile.ZipFile(file).read(n)).iter(KML + "Placemark")
        ]
        assert b"Team tracks" in text
    else:
        root = ET.parse(file).getroot()
        marks = list(root.iter(KML + "Placemark"))
        folders = {f.findtext(KML + "name") for f in root.iter(KML + "Folder")}
        assert {"Team tracks", "Hazards", "Not in a folder"} <= folders
    placed = [o for o in m.features() if o.geometry is not None]
    assert sorted(p.findtext(KML + "name") or "" for p in marks) == sorted(o.title for o in placed)
    said = {p.findtext(KML + "name"): ET.tostring(p, encoding="unicode") for p in marks}
    if ending == "kml":
        assert "ffd4b800" in said["Rope 1"].lower()  # its stroke, #00B8D4, the other way round
        assert "ff025fd9" in said["AA 101"].lower()  # its period's, #D95F02
        assert "1a025fd9" in said["AA 101"].lower()
        assert "<ns0:begin>2026-09-12T16:00:00Z" in said["Dog 4"]
    tables = ("Folder", "OperationalPeriod")
    assert {w["id"] for w in report.warnings} == {
        o.id for o in m.features() if o.geometry is None and o.cls not in tables
    }


CUSTOM = "http://127.0.0.1/icon/own.png"


@needs_kml
def test_a_kmz_carries_the_icons_and_the_accounts_own(m: Any, tmp_path: Path) -> None:
    from qgis.PyQt.QtGui import QImage

    own = QImage(24, 24, QImage.Format.Format_ARGB32)
    own.fill(0xFF1234AB)
    file = m._icons.file(CUSTOM)
    file.parent.mkdir(exist_ok=True)
    assert own.save(str(file))
    point = {"type": "Point", "coordinates": [-120.5, 39.5]}
    looks = {
        "own": {"marker-symbol": CUSTOM},
        "camp": {"marker-symbol": "camping", "marker-color": "#00FF00"},
        "camp 2": {"marker-symbol": "camping", "marker-color": "00FF00"},
        "gone": {"marker-symbol": "http://127.0.0.1/never/seen.png", "marker-color": "#0000FF"},
    }
    ids = [m.add("Marker", {"title": title, **look}, point) for title, look in looks.items()]
    m.export(tmp_path / "map.kmz", ids=ids)
    with zipfile.ZipFile(tmp_path / "map.kmz") as packed:
        assert packed.namelist()[0] == "doc.kml"
        root = ET.fromstring(packed.read("doc.kml"))
        marks = {p.findtext(KML + "name"): p for p in root.iter(KML + "Placemark")}
        shown = {title: p.findtext(f".//{KML}IconStyle/{KML}Icon/{KML}href") or ""
                 for title, p in marks.items()}  # fmt: skip
        assert set(shown) == set(looks) and set(shown.values()) == set(packed.namelist()[1:])
        pictures = {title: QImage.fromData(packed.read(name)) for title, name in shown.items()}
    assert shown["camp"] == shown["camp 2"]
    middle = {title: p.pixelColor(p.width() // 2, p.height() // 2) for title, p in pictures.items()}
    assert middle["own"].name() == "#1234ab" and middle["gone"].name() == "#0000ff"
    colors = {pictures["camp"].pixelColor(x, y).name() for x in range(72) for y in range(72)}
    assert "#00ff00" in colors and "#0000ff" not in colors
    for p in pictures.values():  # a corner is seen through
        assert p.pixelColor(1, 1).alpha() == 0
    source = ogr.Open("/vsizip/" + str(tmp_path / "map.kmz") + "/doc.kml")
    assert source.GetLayer(0).GetFeatureCount() == 4


def test_longitude_180_is_valid_in_gpx(m: Any, tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[179.5, 10], [180, 10.5]]}
    ids = [m.add("Marker", {"title": "edge"}, {"type": "Point", "coordinates": [180, 10]}),
           m.add("Shape", {"title": "to the edge"}, line)]  # fmt: skip
    m.export(tmp_path / "map.gpx", ids=ids)
    root = ET.parse(tmp_path / "map.gpx").getroot()
    found = [float(p.get("lon", "")) for name in ("wpt", "trkpt") for p in root.iter(GPX + name)]
    assert sorted(found) == pytest.approx([179.5, 180, 180], abs=1.1e-7) and max(found) < 180


def test_csv_lists_the_assignments(m: Any, tmp_path: Path) -> None:
    m.export(tmp_path / "assignments.csv")
    with (tmp_path / "assignments.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["caltopo_id"]: row for row in csv.DictReader(file)}
    there = {o.id: o for o in m.features("Assignment")}
    assert rows.keys() == there.keys()
    titles = {o.id: o.title for o in m.features("OperationalPeriod")}
    for id, row in rows.items():
        said = there[id].properties
        assert row["title"] == there[id].title
        assert row["description"] == said["description"]
        assert row["operationalPeriod"] == titles[said["operationalPeriodId"]]
        assert float(row["timeAllocated"]) == float(said["timeAllocated"])


RUN_BY_SPREADSHEETS = ("=cmd|' /C calc'!A0", "+1 555", "-", "@SUM(1)", "\t=1+1")


def test_no_cell_of_a_csv_is_a_formula(m: Any, tmp_path: Path) -> None:
    long = "x" * 200_000
    texts = (*RUN_BY_SPREADSHEETS, long, "-120.5", "a=b")
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    ids = [m.add("Assignment", {"description": text}, square) for text in texts]
    m.export(tmp_path / "assignments.csv", ids=ids)
    csv.field_size_limit(10**6)
    with (tmp_path / "assignments.csv").open(encoding="utf-8-sig", newline="") as file:
        said = {row["caltopo_id"]: row["description"] for row in csv.DictReader(file)}
    csv.field_size_limit(131_072)
    expected = [*("'" + text for text in RUN_BY_SPREADSHEETS), long, "-120.5", "a=b"]
    assert [said[id] for id in ids] == expected
    m.export_shapefiles(
        tmp_path / "out", ids=[m.add("Assignment", {"previousEfforts": "=" + "1" * 300}, square)]
    )
    with (tmp_path / "out" / "long_values.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["'=" + "1" * 300]


@pytest.mark.parametrize(
    "ending", ["geojson", "gpkg", "gpx", pytest.param("kml", marks=needs_kml), "csv"]
)
def test_masked_properties_never_leave(m: Any, tmp_path: Path, ending: str) -> None:
    m.export(tmp_path / ("map." + ending))
    assert b"FLEET:EKL" not in (tmp_path / ("map." + ending)).read_bytes()


def test_gdal_without_kml_is_told(m: Any, tmp_path: Path) -> None:
    driver = ogr.GetDriverByName("LIBKML")
    if driver is not None:
        driver.Deregister()
    try:
        with pytest.raises(MissingDependency, match="cannot write KML") as told:
            m.export(tmp_path / "map.kml")
    finally:
        if driver is not None:
            driver.Register()
    assert "GPX" in told.value.hint and list(tmp_path.glob("*.kml")) == []


def test_a_file_is_replaced_only_when_allowed(m: Any, tmp_path: Path) -> None:
    file = tmp_path / "map.gpx"
    file.write_text("mine")
    with pytest.raises(CalTopoError, match="already"):
        m.export(file, overwrite=False)
    assert file.read_text() == "mine" and [p.name for p in tmp_path.glob("*.gpx")] == ["map.gpx"]
    with pytest.raises(CalTopoError, match="no format"):
        m.export(tmp_path / "map.dwg")
    m.export(file)
    assert "<gpx" in file.read_text(encoding="utf-8")


SHORT = {"type": "LineString", "coordinates": [[7, 7]]}
EMPTY: dict[str, Any] = {"type": "Polygon", "coordinates": []}
GOOD = {"type": "LineString", "coordinates": [[7, 7], [8, 8]]}


@pytest.fixture
def bad(conn: Any, server: Any, tmp_path: Path) -> Iterator[Any]:
    """A map of a line of one position, an area without corners, and a good line."""

    def shape(id: str, geometry: dict[str, Any]) -> dict[str, Any]:
        return {"type": "Feature", "id": id, "geometry": geometry,
                "properties": {"class": "Shape", "title": id, "deviceId": "HUNTER4"}}  # fmt: skip

    features = [shape("short", SHORT), shape("empty", EMPTY), shape("good", GOOD)]
    server.add_map("BAD01", features=features, team="TEAM01", title="Bad")
    opened = conn.open_map("BAD01", workspace=tmp_path / "ws", push_on_save=False)
    yield opened
    opened.close()


@needs_kml
def test_one_bad_object_does_not_keep_the_others_back_in_kml(bad: Any, tmp_path: Path) -> None:
    told = bad.export(tmp_path / "map.kml").warnings
    assert {w["id"] for w in told} == {"short", "empty"}
    assert "at least 2 points" in next(w["text"] for w in told if w["id"] == "short")
    marks = ET.parse(tmp_path / "map.kml").getroot().iter(KML + "Placemark")
    placed = {p.findtext(KML + "name"): p.find(KML + "LineString") is not None for p in marks}
    assert not placed.pop("short", False)  # newer GDAL leaves it out altogether
    assert placed == {"good": True}
    assert b"HUNTER" not in (tmp_path / "map.kml").read_bytes()


def test_one_bad_object_does_not_keep_the_others_back(bad: Any, tmp_path: Path) -> None:
    for ending in ("gpkg", "gpx"):
        told = bad.export(tmp_path / ("map." + ending)).warnings
        assert [w["id"] for w in told] == ["empty"], ending
    (told_shp,) = bad.export_shapefiles(tmp_path / "out").warnings
    assert told_shp["id"] == "empty" and "left out" in told_shp["text"]
    report = bad.export(tmp_path / "map.geojson")
    text = (tmp_path / "map.geojson").read_text(encoding="utf-8")
    kept = {f["id"]: f["geometry"] for f in json.loads(text)["features"]}
    assert kept == {"short": SHORT, "empty": EMPTY, "good": GOOD}
    assert "HUNTER" not in text and report.warnings == []
    for ending in ("geojson", "gpx", "csv"):
        with pytest.raises(CalTopoError, match="nothing to export"):
            bad.export(tmp_path / ("none." + ending), ids=["none"])
