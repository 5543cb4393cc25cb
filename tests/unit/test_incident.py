# SPDX-License-Identifier: GPL-2.0-or-later
"""The made-up incident is what tests and the demo take it for."""

from __future__ import annotations

import itertools
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.objects import CLASSES
from data import make_incident
from data.terrain import METRES_LAT, METRES_LON


@pytest.fixture(scope="module")
def features() -> list[dict[str, Any]]:
    return json.loads(make_incident.FILE.read_text(encoding="utf-8"))["features"]


def test_every_class_is_there_and_one_that_nobody_knows(features: list[dict[str, Any]]) -> None:
    classes = Counter(feature["properties"]["class"] for feature in features)
    assert set(CLASSES) <= set(classes)
    assert set(classes) - set(CLASSES) == {"WeatherStation"}
    assert classes["Assignment"] == 14
    assert classes["OperationalPeriod"] == 2


def test_class_and_id_are_unique_but_an_id_is_not(features: list[dict[str, Any]]) -> None:
    keys = [(feature["properties"]["class"], feature["id"]) for feature in features]
    assert len(keys) == len(set(keys))
    ids = Counter(id for _, id in keys)
    assert ids["0"] == 2


def test_references_lead_somewhere(features: list[dict[str, Any]]) -> None:
    ids = {(feature["properties"]["class"], feature["id"]) for feature in features}
    for feature in features:
        given = feature["properties"]
        for name, cls in (("folderId", "Folder"), ("operationalPeriodId", "OperationalPeriod"),
                          ("assignmentId", "Assignment")):  # fmt: skip
            if given.get(name):
                assert (cls, given[name]) in ids
        if given.get("parentId"):
            assert tuple(given["parentId"].split(":", 1)) in ids


def test_odd_values_are_there(features: list[dict[str, Any]]) -> None:
    given = [feature["properties"] for feature in features]
    colors = [p["marker-color"] for p in given if "marker-color" in p]
    assert {"None", None} <= set(colors)
    assert any(color and color.startswith("#") and color != color.upper() for color in colors)
    assert any(color and len(color) == 6 and color != "None" for color in colors)
    assert {type(p["marker-size"]) for p in given if "marker-size" in p} == {int, float, str}
    assert {type(p.get("marker-rotation")) for p in given} == {int, str, type(None)}
    lengths = {
        len(position) for feature in features for position in positions(feature.get("geometry"))
    }
    assert lengths == {2, 3, 4}
    assert any("geometry" not in feature for feature in features)
    assert any(feature.get("geometry", 0) is None for feature in features)
    rings = [
        feature["geometry"]["coordinates"]
        for feature in features
        if (feature.get("geometry") or {}).get("type") == "Polygon"
    ]
    assert any(len(polygon) == 2 for polygon in rings)
    assert sum(polygon[0][0] != polygon[0][-1] for polygon in rings) == 1


def positions(geometry: dict[str, Any] | None) -> list[list[float]]:
    if not geometry:
        return []
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        return [coordinates]
    return coordinates if geometry["type"] == "LineString" else list(itertools.chain(*coordinates))


def test_everything_is_in_the_area_and_walked_at_a_persons_speed(
    features: list[dict[str, Any]],
) -> None:
    tracks = 0
    for feature in features:
        line = positions(feature.get("geometry"))
        for lon, lat, *_ in line:
            assert -120.15 < lon < -120.02 and 38.80 < lat < 38.90
        if len(line) < 2 or len(line[0]) != 4:
            continue
        tracks += 1
        for (lon0, lat0, _, t0), (lon1, lat1, _, t1) in zip(line, line[1:]):
            assert t1 > t0
            metres = math.hypot((lon1 - lon0) * METRES_LON, (lat1 - lat0) * METRES_LAT)
            assert metres / (t1 - t0) * 1000 < 2.5
    assert tracks == 4


def test_segments_share_borders_without_overlap(features: list[dict[str, Any]]) -> None:
    geometry = pytest.importorskip("shapely.geometry")
    areas = {
        feature["properties"]["letter"]: geometry.shape(feature["geometry"])
        for feature in features
        if feature["properties"]["class"] == "Assignment"
        and feature["geometry"]["type"] == "Polygon"
    }
    assert len(areas) == 11
    assert all(area.is_valid for area in areas.values())
    shared = 0.0
    for one, other in itertools.combinations(areas.values(), 2):
        assert one.intersection(other).area < 1e-12
        shared += one.boundary.intersection(other.boundary).length
    assert shared > 0.1


def test_the_photo_is_a_small_jpeg() -> None:
    data = Path(make_incident.__file__).with_name("photo.jpg").read_bytes()
    assert data[:3] == b"\xff\xd8\xff" and data[-2:] == b"\xff\xd9"
    assert len(data) < 30_000
