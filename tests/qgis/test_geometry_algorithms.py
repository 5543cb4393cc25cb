# SPDX-License-Identifier: GPL-2.0-or-later
"""cut, crop, expand, rangerings and searchfigures as Processing algorithms, and the formulas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.algorithms.provider import CalTopoProvider
from caltopo_sync.plugin.analysis import geodesy
from processingrun import Run
from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)
from standin import Standin

pytest.importorskip("shapely")


def box(x: float, y: float, x2: float, y2: float) -> dict[str, Any]:
    ring = [[-119 + a / 100, 38 + b / 100]
            for a, b in ((x, y), (x2, y), (x2, y2), (x, y2), (x, y))]  # fmt: skip
    return {"type": "Polygon", "coordinates": [ring]}


def titled(server: Standin, title: str) -> list[dict[str, Any]]:
    return [f for f in server.objects("ABC12").values() if f["properties"].get("title") == title]


@pytest.fixture
def drawn(server: Standin) -> None:
    web = server.colleague("ABC12")
    web.add("Shape", {"title": "Block"}, box(0, 0, 2, 2))
    web.add("Shape", {"title": "Lake"}, box(0.5, 0.5, 1, 1))
    web.add("Shape", {"title": "Annex"}, box(2, 0, 3, 2))
    web.add("Marker", {"title": "LKP 7"}, {"type": "Point", "coordinates": [-119, 38]})


def test_cut_crop_expand(run: Run, server: Standin, drawn: None) -> None:
    done = run("cut", TARGETS="Block", CUTTER="Lake", DELETE_CUTTER=True)
    assert (done["EDITED"], done["DELETED"], done["ADDED"], done["FAILED"]) == (1, 1, 0, 0)
    assert titled(server, "Lake") == []
    assert len(titled(server, "Block")[0]["geometry"]["coordinates"]) == 2
    done = run("expand", TARGETS="Block", OTHER="Annex", DELETE_OTHER=False)
    assert (done["EDITED"], done["DELETED"]) == (1, 0)
    done = run("crop", TARGETS="Block", BOUNDARY="Annex", BEYOND=0)
    assert done["EDITED"] == 1
    lons = [p[0] for p in titled(server, "Block")[0]["geometry"]["coordinates"][0]]
    assert (min(lons), max(lons)) == pytest.approx((-118.98, -118.97), abs=1e-9)
    assert json.loads(done["REPORT"])[0]["title"] == "Block"
    with pytest.raises(QgsProcessingException, match="nobody"):
        run("cut", TARGETS="nobody", CUTTER="Annex")


def test_an_open_map_is_left_to_its_owner(
    run: Run, server: Standin, drawn: None, tmp_path: Path
) -> None:
    conn = api.connection(str(tmp_path / "cts.ini") + "#team")
    m = conn.open_map("ABC12", workspace=tmp_path / "maps", push_on_save=False)
    try:
        run("cut", TARGETS="Block", CUTTER="Lake")
        assert [c.kind for c in m.changes()] == ["edit"]
        m.undo()
        assert m.changes() == []
    finally:
        m.close()


def test_rangerings(run: Run, server: Standin, drawn: None) -> None:
    done = run("rangerings", OBJECT="LKP 7", DISTANCES="1, 2.5", UNIT=1, BEARINGS="45",
               SECTORS="350-10", DECLINATION=-3, FOLDER="Rings", COLOUR="#00aa00")  # fmt: skip
    assert (done["ADDED"], done["FAILED"]) == (4, 0)
    assert titled(server, "2.5 km")[0]["properties"]["stroke"] == "#00AA00"
    assert len(titled(server, "045° M (declination 3° W), 2.5 km")) == 1
    done = run("rangerings", POINT="500000,4200000 [EPSG:32611]", DISTANCES="300", AREAS=True)
    (ring,) = titled(server, "300 m")
    lons = [p[0] for p in ring["geometry"]["coordinates"][0]]
    assert (min(lons) + max(lons)) / 2 == pytest.approx(-117, abs=1e-6)
    done = run("rangerings", OBJECT="Block", DISTANCES="100")
    assert len(titled(server, "Block 100 m")) == 1
    for wrong, text in (
        ({"DISTANCES": "far"}, "no number"),
        ({"DISTANCES": "1", "SECTORS": "90"}, "no sector"),
        ({"DISTANCES": "0"}, "cannot be drawn"),
    ):
        with pytest.raises(QgsProcessingException, match=text):
            run("rangerings", OBJECT="LKP 7", **wrong)
    with pytest.raises(QgsProcessingException, match="or give a point"):
        run("rangerings", DISTANCES="1")


def test_formulas_in_expressions(run: Run) -> None:
    def value(text: str, geometry: QgsGeometry | None = None) -> Any:
        expression, context, feature = QgsExpression(text), QgsExpressionContext(), QgsFeature()
        if geometry is not None:
            feature.setGeometry(geometry)
        context.setFeature(feature)
        found = expression.evaluate(context)
        return expression.evalErrorString() or found

    assert value("caltopo_track_length(1e6, 50)") == 20_000
    assert value("caltopo_coverage(40, 20000, 1e6)") == pytest.approx(0.8)
    assert value("caltopo_pod(0.8)") == pytest.approx(0.5506710358827784, abs=1e-12)
    assert value("caltopo_pos(0.6, caltopo_pod(0.8))") == pytest.approx(0.33040262152966703)
    assert value("caltopo_pod_together(0.5, 0.5, 0.2)") == pytest.approx(0.8)
    assert value("caltopo_poa_after(0.6, 0.5, 0.3)") == pytest.approx(0.3 / 0.7)
    assert value("caltopo_searcher_hours(20000, 2)") == 10
    assert value("caltopo_searchers(10, 4)") == 3
    QgsProject.instance().setEllipsoid("NONE")  # $area would be in square degrees
    corners = [(-119, 38), (-118.99, 38), (-118.99, 38.01), (-119, 38.01), (-119, 38)]
    sides = [geodesy.distance(*ends) for ends in zip(corners, corners[1:])]
    square = QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in corners]])
    line = QgsGeometry.fromPolylineXY([QgsPointXY(*corner) for corner in corners[:2]])
    assert value("caltopo_perimeter('m')", square) == pytest.approx(sum(sides))
    area = value("caltopo_area('m2')", square)
    assert area == pytest.approx(sides[0] * sides[1], rel=1e-3)
    assert value("caltopo_area()", square) == pytest.approx(area / 1e4)
    assert value("caltopo_length('m')", line) == pytest.approx(sides[0])
    assert value("caltopo_track_length(caltopo_area('m2'), 50)", square) == pytest.approx(area / 50)
    assert value("caltopo_area()", line) in (None, NULL)
    assert value("caltopo_area()") in (None, NULL)
    assert "none of ha, acres" in value("caltopo_area('rods')", square)
    assert value("caltopo_pod(NULL)") in (None, NULL)
    assert "0 or more" in value("caltopo_pod(-1)")
    assert "caltopo_pod" in value("caltopo_pod('much')")


def test_formulas_go_when_the_provider_is_withdrawn(qgis_app: Any) -> None:
    provider = CalTopoProvider()
    registry = QgsApplication.processingRegistry()
    assert registry.addProvider(provider)
    assert QgsExpression.isFunctionName("caltopo_pod")
    provider.withdraw()
    registry.removeProvider(provider)
    assert not QgsExpression.isFunctionName("caltopo_pod")


def probability_areas() -> QgsVectorLayer:
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=p:double", "areas", "memory")
    for shape, p in ((box(0, 0, 1, 2), 60), (box(1, 0, 2, 2), 30), (box(2, 0, 3, 2), 10)):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPolygonXY(
            [[QgsPointXY(*p) for p in shape["coordinates"][0]]]))  # fmt: skip
        feature["p"] = p
        assert layer.dataProvider().addFeature(feature)
    return layer


def probability_raster(path: Path) -> str:
    """The same areas as cells of half of one, two to the north."""
    row = " ".join(f"{p / 8}" for p in (60, 60, 30, 30, 10, 10))
    path.write_text(
        "ncols 6\nnrows 4\nxllcorner -119\nyllcorner 38\ncellsize 0.005\n" + 4 * (row + "\n")
    )
    path.with_suffix(".prj").write_text(QgsCoordinateReferenceSystem("EPSG:4326").toWkt())
    return str(path)


def test_searchfigures_from_areas_and_a_raster(run: Run, server: Standin, tmp_path: Path) -> None:
    web = server.colleague("ABC12")
    for key in [k for k in server.objects("ABC12") if k[0] == "Assignment"]:
        web.delete(*key)
    web.add("Assignment", {"letter": "W", "number": "1", "status": "COMPLETED", "teamSize": 5,
                           "timeAllocated": 4}, box(0, 0, 1, 2))  # fmt: skip
    web.add("Assignment", {"letter": "E", "number": "2", "status": "DRAFT"}, box(1, 0, 2, 2))
    done = run("searchfigures", POLYGONS=probability_areas(), FIELD="p",
               OUTPUT=str(tmp_path / "figures.csv"))  # fmt: skip
    pod = 0.5506710358827784
    assert done["COUNT"] == 2 and done["POS"] == pytest.approx(0.6 * pod, abs=1e-6)
    assert done["POS_PLANNED"] == pytest.approx(0.3 * pod, abs=1e-6)
    assert done["REMAINING"] == pytest.approx(1 - 0.6 * pod, abs=1e-6)
    table = QgsVectorLayer(done["OUTPUT"], "figures", "ogr")
    rows = {f["title"]: f for f in table.getFeatures()}
    assert set(rows) == {"W 1", "E 2"}
    assert float(rows["W 1"]["poa"]) == pytest.approx(0.6, abs=1e-6)
    assert float(rows["W 1"]["poa_left"]) == pytest.approx(0.6 * (1 - pod), abs=1e-6)
    assert float(rows["W 1"]["coverage"]) == pytest.approx(0.8)
    raster = probability_raster(tmp_path / "p.asc")
    done = run("searchfigures", RASTER=raster, OUTPUT=str(tmp_path / "raster.gpkg"))
    assert done["POS"] == pytest.approx(0.6 * pod, abs=1e-6)
    assert done["REMAINING"] == pytest.approx(1 - 0.6 * pod, abs=1e-6)
    with pytest.raises(QgsProcessingException, match="not both"):
        run("searchfigures", RASTER=raster, POLYGONS=probability_areas(), FIELD="p",
            OUTPUT="memory:")  # fmt: skip
    done = run("searchfigures", OUTPUT=str(tmp_path / "plain.gpkg"), POD_FROM=1)
    assert done["POS"] is None and done["SEARCHER_HOURS"] > 0
    with pytest.raises(QgsProcessingException, match="which field"):
        run("searchfigures", POLYGONS=probability_areas(), OUTPUT="memory:")
    with pytest.raises(QgsProcessingException, match="spacing must be above 0"):
        run("searchfigures", SPACING=0, OUTPUT="memory:")
