# SPDX-License-Identifier: GPL-2.0-or-later
"""Shapefiles opened again by pyshp, which shares no code with GDAL, and held against the map."""

from __future__ import annotations

import csv
import datetime
import io
import sqlite3
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import shapefile
from caltopo_sync.plugin.caltopo import objects
from caltopo_sync.plugin.caltopo.errors import CalTopoError, Cancelled, NotFound
from caltopo_sync.plugin.caltopo.objects import Geometry
from caltopo_sync.plugin.exports import fields
from caltopo_sync.plugin.sync.tables import Tables
from osgeo import ogr, osr
from qgis.PyQt.QtCore import QCoreApplication

AUDIT = {"updated": "updated", "-created-on": "created", "-updated-on": "edited"}
NUMBERS = ("mk_size", "mk_rotate", "team_size", "time_alloc", "heading", "strk_width", "strk_opac",
           "fill_opac", "draw_order")  # fmt: skip


def opened(folder: Path, name: str) -> shapefile.Reader:
    parts: dict[str, Any] = {"dbf": io.BytesIO((folder / (name + ".dbf")).read_bytes())}
    for ending in ("shp", "shx"):
        file = folder / (name + "." + ending)
        if file.exists():
            parts[ending] = io.BytesIO(file.read_bytes())
    return shapefile.Reader(**parts, encoding="utf-8", encodingErrors="strict")


def records(folder: Path) -> dict[tuple[str, str], tuple[str, dict[str, Any], Any]]:
    """Every record of every file by class and id: its file, its fields, its shape."""
    found = {}
    for path in sorted(folder.glob("*.dbf")):
        reader = opened(folder, path.stem)
        shaped = path.with_suffix(".shp").exists()
        for number, record in enumerate(reader.iterRecords()):
            said = record.as_dict()
            key = said["class"], said["caltopo_id"]
            assert key not in found, key
            found[key] = (path.stem, said, reader.shape(number) if shaped else None)
    return found


def day(ms: Any) -> datetime.date | None:
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).date() if ms else None


def rings_of(shape: Any) -> list[list[tuple[float, float]]]:
    ends = [*shape.parts[1:], len(shape.points)]
    return [[(x, y) for x, y, *_ in shape.points[a:b]] for a, b in zip(shape.parts, ends)]


def area(ring: list[tuple[float, float]]) -> float:
    """Twice the signed area; negative where the ring runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))


@pytest.mark.parametrize("layers", [False, True], ids=["closed", "layers open"])
def test_every_object_is_there_as_on_the_map(m: Any, tmp_path: Path, layers: bool) -> None:
    if layers:
        m.layers()
    out = tmp_path / "out"
    report = m.export_shapefiles(out)
    found = records(out)
    there = {o.key: o for o in m.features()}
    assert found.keys() == there.keys()
    titles = {o.id: o.title for o in there.values()}
    for key, object in there.items():
        _, said, shape = found[key]
        on_map = object.properties
        for name, short in fields.SHORT.items():
            if short not in said:
                continue
            expected = on_map.get(name)
            if name in AUDIT:
                assert said[short] == day(expected), (key, name)
                assert said[short + "_t"][:10] == (str(day(expected)) if expected else "")
                continue
            if short in NUMBERS:
                number = None if expected in (None, "", "None") else float(expected)
                assert said[short] == (None if number is None else pytest.approx(number))
            elif name == "title" and object.cls == "Assignment":
                assert said["title"] == object.title
            elif isinstance(expected, bool):
                assert said[short] == int(expected)
            elif expected in (None, "", " "):
                assert said[short] in ("", None), (key, name, said[short])
            else:
                assert said[short] == str(expected).rstrip(), (key, name)
        if "folder" in said:
            assert said["folder"] == titles.get(on_map.get("folderId"), "")
        if "op" in said:
            assert said["op"] == titles.get(on_map.get("operationalPeriodId"), "")
        same_place(object.geometry, shape)
    assert sum(n for kinds in report.counts.values() for n in kinds.values()) == len(there)
    assert all(Path(file).is_file() for file in report.files)


def same_place(geometry: Any, shape: Any) -> None:
    if geometry is None:
        assert shape is None
        return
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        assert shape.points[0][:2] == pytest.approx(tuple(coordinates[:2]), abs=1e-9)
    elif geometry["type"] == "LineString":
        flat = [n for p in coordinates for n in p[:2]]
        assert [n for p in shape.points for n in p[:2]] == pytest.approx(flat, abs=1e-9)
    else:
        rings = rings_of(shape)
        assert len(rings) == len(coordinates)
        for number, (ring, expected) in enumerate(zip(rings, coordinates)):
            closed = [tuple(p[:2]) for p in expected]
            closed += [closed[0]] if closed[0] != closed[-1] else []
            ways = (closed, closed[::-1])
            assert any(sum(ring, ()) == pytest.approx(sum(way, ()), abs=1e-9) for way in ways)
            assert (area(ring) < 0) == (number == 0)  # outlines clockwise, holes not


def test_names_are_short_unique_and_fixed() -> None:
    for cls in objects.CLASSES.values():
        for table in Tables():
            if table.cls != cls.name:
                continue
            made = fields.shapefile_fields(cls, table)
            names = [f.name for f in made]
            assert len(set(names)) == len(names)
            assert all(len(n) <= 10 and n.isascii() and n == n.lower() for n in names)
            known = {*fields.SHORT.values(), "caltopo_id", "class", "folder", "op",
                     "updated_t", "created_t", "edited_t"}  # fmt: skip
            assert set(names) <= known
    for cls in objects.CLASSES.values():
        assert {p.name for p in cls.properties} <= fields.SHORT.keys()
    taken = {"resource_t"}
    assert fields.short_name("resource_type", taken) == "resource_1"
    assert fields.short_name("größe", taken) == "gr__e"


def test_a_long_text_is_cut_between_two_characters(m: Any, tmp_path: Path) -> None:
    long = "é" * 200 + "\nend"
    id = m.add("Marker", {"title": "x" + "日" * 100, "description": long}, POINT)
    report = m.export_shapefiles(tmp_path / "out", ids=[id])
    _, said, _ = records(tmp_path / "out")["Marker", id]
    assert said["descript"] == "é" * 127 and said["title"] == "x" + "日" * 84
    with (tmp_path / "out" / "long_values.csv").open(encoding="utf-8-sig", newline="") as file:
        kept = {row["property"]: row["value"] for row in csv.DictReader(file)}
    assert kept == {"title": "x" + "日" * 100, "description": long}
    assert [w["id"] for w in report.warnings] == [id, id]
    assert "254 bytes" in report.warnings[0]["text"]
    assert id in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")


POINT = {"type": "Point", "coordinates": [-120.5, 39.5]}


def test_what_is_no_number_is_told(m: Any, tmp_path: Path) -> None:
    id = m.add("Marker", {"title": "sizes", "marker-size": "big"}, POINT)
    report = m.export_shapefiles(tmp_path / "out", ids=[("Marker", id)])
    (warning,) = report.warnings
    assert warning["id"] == id and "marker-size is no number" in warning["text"]
    assert "big" in (tmp_path / "out" / "long_values.csv").read_text(encoding="utf-8-sig")


def test_elevation_and_time(m: Any, tmp_path: Path) -> None:
    m.export_shapefiles(tmp_path / "out", classes=["AppTrack"], z=True, m=True)
    track = next(o for o in m.features("AppTrack"))
    _, _, shape = records(tmp_path / "out")[track.key]
    assert shape.shapeTypeName == "POLYLINEZ"
    wanted = track.geometry["coordinates"]
    assert list(shape.z) == pytest.approx([p[2] for p in wanted])
    assert list(shape.m) == pytest.approx([p[3] for p in wanted])
    m.export_shapefiles(tmp_path / "flat", classes=["AppTrack"])
    assert records(tmp_path / "flat")[track.key][2].shapeTypeName == "POLYLINE"
    m.export_shapefiles(tmp_path / "times", classes=["AppTrack"], m=True)
    shape = records(tmp_path / "times")[track.key][2]
    assert shape.shapeTypeName == "POLYLINEM"
    assert list(shape.m) == pytest.approx([p[3] for p in wanted])


def test_what_is_selected(m: Any, tmp_path: Path) -> None:
    def keys(**chosen: Any) -> set[tuple[str, str]]:
        m.export_shapefiles(tmp_path / "out", **chosen)
        return set(records(tmp_path / "out"))

    everything = list(m.features())
    first = next(o for o in m.features("OperationalPeriod"))
    chosen = {
        o.key for o in everything
        if o.properties.get("operationalPeriodId") == first.id or o.key == first.key
    }  # fmt: skip
    theirs = {
        o.key for o in everything if ("Assignment", o.properties.get("assignmentId")) in chosen
    }
    photos = {
        o.key for o in everything
        if tuple(str(o.properties.get("parentId")).split(":")) in chosen | theirs
    }  # fmt: skip
    assert {cls for cls, _ in theirs} == {"Clue", "FieldTrack", "FieldWaypoint"} and photos
    assert keys(operational_periods=[first.title]) == chosen | theirs | photos
    assert keys(operational_periods=first.title, classes="assignment") == {
        key for key in chosen if key[0] == "Assignment"
    }
    assert keys(classes=["Clue", "Marker"]) == {
        o.key for o in everything if o.cls in ("Clue", "Marker")
    }
    done = {o.key for o in everything if o.properties.get("status") == "COMPLETED"}
    assert done and keys(statuses=["COMPLETED"]) == done
    tracks = next(o for o in m.features("Folder") if o.title == "Team tracks")
    inner = next(o for o in m.features("Folder") if o.properties.get("folderId") == tracks.id)
    assert keys(folders=["team tracks"]) == {
        o.key for o in everything
        if o.properties.get("folderId") in (tracks.id, inner.id) or o in (tracks, inner)
    }  # fmt: skip
    assert keys(ids=[("Shape", "0")]) == {("Shape", "0")}
    assert keys(classes=["WeatherStation"]) == {
        o.key for o in everything if o.cls == "WeatherStation"
    }
    with pytest.raises(NotFound):
        m.export_shapefiles(tmp_path / "out", folders=["nowhere"])
    with pytest.raises(NotFound, match="no class"):
        m.export_shapefiles(tmp_path / "out", classes=["Makers"])
    many = [o.key for o in m.features("Marker")]
    many += [("Marker", "x" + str(n)) for n in range(40_000)]
    assert keys(ids=many) == {o.key for o in everything if o.cls == "Marker"}


def test_an_empty_selection_replaces_nothing(m: Any, tmp_path: Path) -> None:
    m.export_shapefiles(tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    with pytest.raises(CalTopoError, match="nothing to export"):
        m.export_shapefiles(tmp_path / "out", ids=["not there"])
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_any_crs(m: Any, tmp_path: Path) -> None:
    assert m.utm_zone() == "EPSG:32610"
    m.export_shapefiles(tmp_path / "out", crs="UTM", classes=["Marker"])
    x, y = next(iter(records(tmp_path / "out").values()))[2].points[0][:2]
    assert 740_000 < x < 765_000 and 4_290_000 < y < 4_310_000
    assert "UTM" in (tmp_path / "out" / "markers.prj").read_text()
    raising = osr.GetUseExceptions()
    for tell in (osr.DontUseExceptions, osr.UseExceptions):  # as other plugins may have set it
        tell()
        with pytest.raises(CalTopoError, match="no coordinate reference system"):
            m.export_shapefiles(tmp_path / "out", crs="EPSG:1")
    if not raising:
        osr.DontUseExceptions()


def test_what_is_saved_here_and_not_pushed_goes_out(m: Any, tmp_path: Path) -> None:
    layer = m.layers()["Marker"]
    row = next(layer.getFeatures())
    layer.startEditing()
    index = layer.fields().indexOf("title")
    layer.changeAttributeValue(row.id(), index, "saved")
    assert layer.commitChanges()
    layer.startEditing()
    layer.changeAttributeValue(row.id(), index, "not saved")
    m.export_shapefiles(tmp_path / "out", classes=["Marker"])
    assert records(tmp_path / "out")["Marker", row["caltopo_id"]][1]["title"] == "saved"
    layer.rollBack()


def test_an_export_beside_saves_disturbs_neither(m: Any, tmp_path: Path) -> None:
    """A worker exports while the main thread saves one edit session after another: the export is
    the state after one save, and each save is there to the end."""
    layer = m.layers()["Marker"]
    index = layer.fields().indexOf("title")
    rows = sorted(f.id() for f in layer.getFeatures())
    before = {f["title"] or "" for f in layer.getFeatures()}
    layer.startEditing()
    done: list[Any] = []

    def work() -> None:
        try:
            done.append(m.export(tmp_path / "beside.gpkg", classes=["Marker"]))
        except BaseException as error:
            done.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    saves, end = 0, time.monotonic() + 60
    while (saves < 6 or not done) and time.monotonic() < end:
        for row in rows:
            layer.changeAttributeValue(row, index, "save " + str(saves))
        assert layer.commitChanges(saves % 2 == 0), layer.commitErrors()
        if not layer.isEditable():
            layer.startEditing()
        saves += 1
        for _ in range(10):
            QCoreApplication.processEvents()
    worker.join(60)
    layer.rollBack()
    last = {"save " + str(saves - 1)}
    assert not worker.is_alive() and done and not isinstance(done[0], BaseException), done
    with closing(sqlite3.connect(tmp_path / "beside.gpkg")) as db:
        seen = [title for (title,) in db.execute("SELECT coalesce(title, '') FROM markers")]
    assert len(seen) == len(rows)
    assert set(seen) == before or set(seen) in [{"save " + str(n)} for n in range(saves)]
    assert {f["title"] for f in layer.getFeatures()} == last
    m.close()
    with closing(sqlite3.connect(m.path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert {title for (title,) in db.execute("SELECT title FROM Marker")} == last


def test_masked_properties_never_leave(conn: Any, server: Any, tmp_path: Path) -> None:
    feature = {"type": "Feature", "id": "r1", "properties": {
        "class": "Resource", "title": "Radio", "spotPassword": "hunter2",
        "deviceId": "FLEET:HUNTER3"}}  # fmt: skip
    server.add_map("SEC01", features=[feature], team="TEAM01", title="../../CON: *")
    with_secret = conn.open_map("SEC01", workspace=tmp_path / "ws", push_on_save=False)
    with_secret.export_shapefiles(tmp_path / "out")
    report = with_secret.export_shapefiles(tmp_path / "out", zip=True)
    (packed,) = report.files
    assert Path(packed).parent == tmp_path / "out" and "/" not in Path(packed).name
    for file in (tmp_path / "out").iterdir():
        assert b"hunter" not in file.read_bytes().lower(), file
    with_secret.close()


def test_relative_paths(conn: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    opened = conn.open_map("ABC12", workspace="maps", push_on_save=False)
    opened.export_shapefiles("out", classes=["Clue"])
    opened.export("clues.gpkg", classes=["Clue"])
    opened.close()
    assert (tmp_path / "out" / "clues.shp").exists() and (tmp_path / "clues.gpkg").exists()


def test_a_zip_opens_in_qgis(m: Any, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    (file,) = m.export_shapefiles(tmp_path / "out", zip=True).files
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        assert all("/" not in name for name in packed.namelist())
    layer = QgsVectorLayer("/vsizip/" + file + "/markers.shp", "markers", "ogr")
    assert layer.isValid() and layer.featureCount() == len(list(m.features("Marker")))
    assert layer.dataProvider().encoding() == "UTF-8"


def test_styles_name_the_fields_of_the_file(m: Any, tmp_path: Path) -> None:
    from qgis.core import QgsRenderContext, QgsVectorLayer

    m.export_shapefiles(tmp_path / "out")
    for path in sorted((tmp_path / "out").glob("*.shp")):
        layer = QgsVectorLayer(str(path), path.stem, "ogr")
        assert (
            "CalTopo Sync Markers" not in path.with_suffix(".qml").read_text(encoding="utf-8")
            or (tmp_path / "out" / "caltopo_sync_markers.ttf").exists()
        )
        assert path.with_suffix(".qml").exists() and path.with_suffix(".sld").exists()
        context = QgsRenderContext()
        used = layer.renderer().usedAttributes(context)
        names = set(layer.fields().names())
        assert {name for name in used if name} <= names, path.stem
        assert layer.loadSldStyle(str(path.with_suffix(".sld")))[1], path.stem
    markers = QgsVectorLayer(str(tmp_path / "out" / "markers.shp"), "markers", "ogr")
    areas = QgsVectorLayer(str(tmp_path / "out" / "assignments_areas.shp"), "areas", "ogr")
    assert "op_id" in areas.renderer().usedAttributes(QgsRenderContext())
    assert "mk_color" in markers.renderer().usedAttributes(QgsRenderContext())


@pytest.fixture
def full(conn: Any, server: Any, tmp_path: Path) -> Iterator[Any]:
    """A map of geometries that shapefiles have no one place for."""
    shapes = {
        "two lines": {"type": "MultiLineString", "coordinates": [
            [[0, 0], [1, 1]], [[2, 2], [3, 3], [4, 2]]]},
        "two areas": {"type": "MultiPolygon", "coordinates": [
            [[[0, 0], [0, 1], [1, 1], [0, 0]]],
            [[[2, 2], [2, 6], [6, 6], [6, 2], [2, 2]], [[3, 3], [4, 3], [4, 4], [3, 3]]]]},
        "dots": {"type": "MultiPoint", "coordinates": [[5, 5], [6, 6]]},
        "mixed": {"type": "GeometryCollection", "geometries": [
            {"type": "Point", "coordinates": [7, 7]},
            {"type": "LineString", "coordinates": [[7, 7], [8, 8]]}]},
        "nothing": None,
    }  # fmt: skip
    features = [
        {"type": "Feature", "id": name, "geometry": shape,
         "properties": {"class": "Shape", "title": name}}
        for name, shape in shapes.items()
    ]  # fmt: skip
    server.add_map("MIX01", features=features, team="TEAM01", title="Mixed")
    opened = conn.open_map("MIX01", workspace=tmp_path / "ws", push_on_save=False)
    yield opened
    opened.close()


def test_mixed_geometries_are_split(full: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = full.export_shapefiles(out)
    assert report.counts == {"Shape": {"line": 2, "polygon": 1, "point": 3, "none": 1}}
    lines = {r["title"]: s for r, s in zip(opened(out, "shapes_lines").records(),
                                           opened(out, "shapes_lines").shapes())}  # fmt: skip
    assert list(lines["two lines"].parts) == [0, 2] and len(lines["mixed"].points) == 2
    area_rings = rings_of(opened(out, "shapes_areas").shape(0))
    assert sorted(round(area(r), 1) for r in area_rings) == [-32.0, -1.0, 1.0]
    dots = [r["title"] for r in opened(out, "shapes_points").records()]
    assert sorted(dots) == ["dots", "dots", "mixed"]
    assert opened(out, "shapes_no_geometry").record(0)["title"] == "nothing"
    told = {w["id"] for w in report.warnings}
    assert told == {"dots", "mixed"}
    assert not [w for w in report.warnings if w["id"] == "mixed" and "several points" in w["text"]]


def test_an_older_export_is_replaced_whole_and_only_when_allowed(m: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    m.export_shapefiles(out)
    (out / "notes.txt").write_text("mine")
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    asked: list[str] = []
    with pytest.raises(CalTopoError, match="already"):
        m.export_shapefiles(out, overwrite=lambda names: bool(asked.extend(names)))
    assert "markers.shp" in asked and "notes.txt" not in asked
    with pytest.raises(CalTopoError, match="already"):
        m.export_shapefiles(out, classes=["Marker"], overwrite=False)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    m.export_shapefiles(out, classes=["Marker"])
    assert {p.suffix for p in out.iterdir()} >= {".shp", ".dbf", ".shx", ".prj", ".cpg"}
    stems = {p.stem for p in out.iterdir() if p.suffix != ".ttf"}
    assert stems == {"markers", "README", "notes"}


def test_a_cancelled_or_failed_export_leaves_what_was_there(
    m: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    m.export_shapefiles(out)
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    told: list[float] = []
    with pytest.raises(Cancelled):
        m.export_shapefiles(out, progress=told.append, cancelled=lambda: len(told) > 3)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    import os

    from caltopo_sync.plugin.exports import place

    moved: list[str] = []
    real = os.replace

    def full_disk(a: Any, b: Any) -> None:
        moved.append(str(a))
        if len(moved) == len(before) + 9:
            raise OSError(28, "No space left on device")
        real(a, b)

    monkeypatch.setattr(place.os, "replace", full_disk)
    with pytest.raises(CalTopoError, match="No space left"):
        m.export_shapefiles(out)
    monkeypatch.undo()
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


def test_gdal_reads_them_as_valid(m: Any, tmp_path: Path) -> None:
    m.export_shapefiles(tmp_path / "out", crs="EPSG:3857")
    for path in sorted((tmp_path / "out").glob("*.shp")):
        source = ogr.Open(str(path))
        layer = source.GetLayer(0)
        assert layer.GetSpatialRef().GetAuthorityCode(None) == "3857", path
        for feature in layer:
            assert feature.GetGeometryRef().IsSimple() or path.stem.endswith(("tracks", "lines"))


def test_kinds_have_names() -> None:
    from caltopo_sync.plugin.exports.naming import Names

    names = Names()
    assert names("Marker", Geometry.POINT) == "markers"
    assert names("../a:b\U0001f600", Geometry.POINT) == "class_a_b_points"
    assert names("..a/b", Geometry.POINT) == "class_a_b_points_2"
    assert len(names("x" * 300, Geometry.LINE)) < 60
