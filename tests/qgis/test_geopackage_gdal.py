# SPDX-License-Identifier: GPL-2.0-or-later
"""The local copy in the hands of GDAL: the same bytes, and every tool's writes are noticed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.sync import geometry
from osgeo import ogr
from standin import Standin
from sync.localmap import KEY, LINE, MAP, RING, LocalMap, expect_equal, folder, marker, point, shape

ogr.UseExceptions()
Open = Callable[..., LocalMap]


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin() as standin:
        standin.add_credential(*KEY)
        yield standin


@pytest.fixture
def open_map(server: Standin, tmp_path: Path) -> Iterator[Callable[..., LocalMap]]:
    opened: list[LocalMap] = []

    def make(*features: Any) -> LocalMap:
        server.add_map(MAP, features=features)
        opened.append(LocalMap(server.url, tmp_path / "copy"))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def run(*command: str) -> None:
    subprocess.run(command, check=True, timeout=60, capture_output=True)


SHAPES: list[dict[str, Any]] = [
    point(-120.5, 39.25), point(-120.5, 39.25, 1500.5), point(-120.5, 39.25, 0, 0),
    LINE, {**LINE, "coordinates": [[-120, 39, 5], [-121, 40, -7]]},
    {**LINE, "coordinates": [[-120, 39, 5, 1.7e12], [-121, 40, 6, 1.8e12]]},
    RING, {**RING, "coordinates": [[[0, 0], [4, 0], [4, 4]], [[1, 1], [2, 1], [2, 2], [1, 1]]]},
    {**RING, "coordinates": [[[0, 0, 1], [4, 0, 2], [4, 4, 3], [0, 0, 1]]]},
    {"type": "MultiPoint", "coordinates": [[0, 0], [1, 1]]},
    {"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]], [[2, 2, 3], [3, 3]]]},
    {"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 1], [2, 0]]]]},
    {"type": "GeometryCollection", "geometries": [point(1, 2), LINE]},
]  # fmt: skip


@pytest.mark.parametrize("given", SHAPES, ids=lambda s: s["type"])
def test_blobs_are_gdals_byte_for_byte(tmp_path: Path, given: dict[str, Any]) -> None:
    packed = geometry.pack(given)
    made = ogr.CreateGeometryFromWkb(packed.wkb)
    assert bytes(made.ExportToIsoWkb()) == packed.wkb
    path = tmp_path / "t.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    spatial = ogr.osr.SpatialReference()
    spatial.ImportFromEPSG(4326)
    layer = source.CreateLayer("t", spatial, ogr.wkbUnknown)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(made)
    layer.CreateFeature(feature)
    del feature, layer, source
    db = sqlite3.connect(str(path))
    ((blob,),) = db.execute("SELECT geom FROM t").fetchall()
    db.close()
    assert blob == packed.blob


@pytest.fixture
def m(open_map: Open) -> LocalMap:
    return open_map(
        marker("a"), marker("b"), shape("l", LINE), shape("p", RING), folder("f"),
        {"type": "Feature", "id": "s", "properties": {"class": "Assignment", "letter": "A"},
         "geometry": RING},
    )  # fmt: skip


def geojson(path: Path, *features: dict[str, Any]) -> str:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return str(path)


def test_gdal_reads_it(m: LocalMap) -> None:
    source = ogr.Open(str(m.paths.geopackage))
    layer = source.GetLayerByName("Marker")
    assert layer.GetFeatureCount() == 2 and layer.GetSpatialRef().GetAuthorityCode(None) == "4326"
    assert sorted(f["caltopo_id"] for f in layer) == ["a", "b"]
    layer.SetSpatialFilterRect(-120.1, 38.9, -119.9, 39.1)
    assert len(list(layer)) == 2
    assert {p.GetName() for p in [source.GetLayer(i) for i in range(source.GetLayerCount())]} >= {
        table.name for table in m.copy.tables
    }
    del layer, source


def test_ogr2ogr_append(server: Standin, m: LocalMap, tmp_path: Path) -> None:
    new = {"type": "Feature", "properties": {"title": "from a tool", "marker_symbol": "fire"},
           "geometry": point(-121, 40)}  # fmt: skip
    run(
        "ogr2ogr",
        "-append",
        "-nln",
        "Marker",
        str(m.paths.geopackage),
        geojson(tmp_path / "x.json", new),
    )
    report = m.push()
    assert report.added == 1
    assert sorted(f["properties"].get("title", "") for k, f in server.objects(MAP).items()
                  if k[0] == "Marker") == ["a", "b", "from a tool"]  # fmt: skip
    expect_equal(m, server)


def test_ogrinfo_sql(server: Standin, m: LocalMap) -> None:
    path = str(m.paths.geopackage)
    run("ogrinfo", path, "-sql", "UPDATE Marker SET title = 'A' WHERE caltopo_id = 'a'")
    run("ogrinfo", path, "-sql", "DELETE FROM Marker WHERE caltopo_id = 'b'")
    report = m.push()
    assert (report.edited, report.deleted) == (1, 1)
    expect_equal(m, server)
    refused = subprocess.run(
        ["ogrinfo", path, "-sql", "UPDATE Marker SET caltopo_id = 'x'"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "CalTopo: caltopo_id" in refused.stderr
    assert m.changes() == []


def test_gdal_writes_are_noticed(server: Standin, m: LocalMap) -> None:
    source = ogr.Open(str(m.paths.geopackage), 1)
    layer = source.GetLayerByName("Shape_line")
    feature = next(iter(layer))
    feature["title"] = "L"
    feature.SetGeometry(ogr.CreateGeometryFromWkt("LINESTRING (-120 39, -121 39)"))
    layer.SetFeature(feature)
    del feature, layer, source
    assert [(c.kind.value, c.columns) for c in m.changes()] == [("edit", ("title", "geom"))]
    m.push()
    expect_equal(m, server)


def test_an_attribute_edit_by_gdal_is_no_move(server: Standin, m: LocalMap) -> None:
    source = ogr.Open(str(m.paths.geopackage), 1)
    for name in ("Shape_line", "Shape_polygon", "Marker", "Assignment_polygon"):
        layer = source.GetLayerByName(name)
        for feature in layer:
            feature["description"] = "d"
            layer.SetFeature(feature)
        del feature, layer
    del source
    changes = m.changes()
    assert {c.columns for c in changes} == {("description",)} and len(changes) == 5
    m.push()
    expect_equal(m, server)


def test_an_overwritten_table(server: Standin, m: LocalMap, tmp_path: Path) -> None:
    """``ogr2ogr -overwrite`` drops the table with its triggers and columns."""
    new = {"type": "Feature", "properties": {"title": "only this"}, "geometry": point(-121, 40)}
    path = str(m.paths.geopackage)
    run("ogr2ogr", "-overwrite", "-nln", "Marker", path, geojson(tmp_path / "x.json", new))
    m.reopen(ask=lambda question: False)
    m.push()
    titles = {
        f["properties"].get("title") for k, f in server.objects(MAP).items() if k[0] == "Marker"
    }
    assert titles >= {"only this"}
    expect_equal(m, server)


def test_a_table_overwritten_with_itself(server: Standin, m: LocalMap, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gpkg"
    path = str(m.paths.geopackage)
    run("ogr2ogr", "-f", "GPKG", str(copy), path, "Marker")
    run("ogr2ogr", "-overwrite", "-nln", "Marker", path, str(copy), "Marker",
        "-sql", "SELECT caltopo_id, title || '!' AS title, geom FROM Marker")  # fmt: skip
    m.reopen()
    m.push()
    assert server.objects(MAP)[("Marker", "a")]["properties"]["title"] == "a!"
    expect_equal(m, server)
