# SPDX-License-Identifier: GPL-2.0-or-later
"""Geometries to rows and back; what the server wrote comes back as it was written."""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo import jsontext
from caltopo_sync.plugin.sync import geometry
from caltopo_sync.plugin.sync.geometry import (
    BrokenGeometry,
    merged_with,
    out_of_range,
    pack,
    same,
    single,
    unpack,
    wkb_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

lon = st.floats(-180, 180, allow_nan=False)
lat = st.floats(-90, 90, allow_nan=False)
more = st.one_of(st.integers(-500, 9000), st.floats(-500, 9000, allow_nan=False))
time = st.integers(0, 2_000_000_000_000)
position = st.one_of(
    st.tuples(lon, lat).map(list),
    st.tuples(lon, lat, more).map(list),
    st.tuples(lon, lat, more, time).map(list),
)
line = st.lists(position, min_size=1, max_size=12)
rings = st.lists(line, min_size=1, max_size=3)


def of(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


simple = st.one_of(
    position.map(lambda c: of("Point", c)),
    line.map(lambda c: of("LineString", c)),
    rings.map(lambda c: of("Polygon", c)),
    line.map(lambda c: of("MultiPoint", c)),
    rings.map(lambda c: of("MultiLineString", c)),
    st.lists(rings, min_size=1, max_size=3).map(lambda c: of("MultiPolygon", c)),
)
shapes = st.one_of(
    simple,
    st.lists(simple, min_size=1, max_size=3).map(
        lambda parts: {"type": "GeometryCollection", "geometries": parts}
    ),
)


@settings(max_examples=25)
@given(shapes)
def test_a_row_says_what_the_server_says(shape: dict[str, Any]) -> None:
    packed = pack(shape)
    back = unpack(packed.wkb)
    assert same(shape, back) and same(back, shape)
    assert wkb_of(packed.blob) == packed.wkb
    assert pack(back) == packed  # written again by a tool, it is the same


@settings(max_examples=25)
@given(simple)
def test_what_was_not_moved_goes_back_letter_by_letter(shape: dict[str, Any]) -> None:
    text = json.dumps(shape)
    base = jsontext.loads(text)
    back = merged_with(unpack(pack(base).wkb), base)
    if shape["type"] in ("Polygon", "MultiPolygon"):
        assert same(back, base)
        flat = {json.dumps(p) for p in geometry.positions(json.loads(jsontext.dumps(back)))}
        assert flat <= {json.dumps(p) for p in geometry.positions(shape)}
    else:
        assert jsontext.dumps(back) == jsontext.dumps(base)


@settings(max_examples=25)
@given(line, st.data())
def test_one_moved_vertex(coordinates: list[Any], data: Any) -> None:
    base = of("LineString", coordinates)
    row = unpack(pack(base).wkb)
    n = data.draw(st.integers(0, len(coordinates) - 1))
    moved = [data.draw(lon), data.draw(lat), *row["coordinates"][n][2:]]
    row["coordinates"][n] = moved
    back = merged_with(row, base)["coordinates"]
    assert same(of("LineString", back), row)
    assert [p for i, p in enumerate(back) if i != n] == [
        p for i, p in enumerate(coordinates) if i != n
    ]


def test_bounds_are_those_of_the_positions() -> None:
    shape = of("Polygon", [[[-120, 39], [-121, 40.5], [-119, 38]]])
    assert pack(shape).bounds == (-121, -119, 38, 40.5)
    assert pack(of("Point", [1, 2, 3])).bounds == (1, 1, 2, 2)


@pytest.mark.parametrize("n, code", [(2, 2), (3, 1002), (4, 3002)])
def test_dimensions_are_kept(n: int, code: int) -> None:
    shape = of("LineString", [[1, 2, 3, 4][:n], [5, 6, 7, 8][:n]])
    assert struct.unpack_from("<I", pack(shape).wkb, 1) == (code,)
    assert unpack(pack(shape).wkb)["coordinates"] == shape["coordinates"]


def test_mixed_dimensions_take_the_widest() -> None:
    shape = of("LineString", [[1, 2], [3, 4, 5], [6, 7, 8, 9]])
    back = unpack(pack(shape).wkb)
    assert back["coordinates"] == [[1, 2, 0, 0], [3, 4, 5, 0], [6, 7, 8, 9]]
    assert same(shape, back)
    assert merged_with(back, shape)["coordinates"] == shape["coordinates"]


def test_more_than_four_elements_are_kept_by_the_server_alone() -> None:
    shape = of("LineString", [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]])
    assert len(unpack(pack(shape).wkb)["coordinates"][0]) == 4
    assert merged_with(unpack(pack(shape).wkb), shape) == shape


def test_rings_are_closed_in_rows_and_equal_either_way() -> None:
    unclosed = of("Polygon", [[[0, 0], [0, 1], [1, 1]], [[0.1, 0.2], [0.1, 0.3], [0.2, 0.3]]])
    back = unpack(pack(unclosed).wkb)
    assert all(ring[0] == ring[-1] and len(ring) == 4 for ring in back["coordinates"])
    assert same(unclosed, back)


BROKEN: list[Any] = [
    {}, {"type": "Point"}, {"type": None, "coordinates": [1, 2]}, {"type": ["Point"]},
    of("Point", None), of("Point", []), of("Point", [1]), of("Point", ["1", "2"]),
    of("Point", [True, 2]), of("Point", [1, None]), of("Point", [math.nan, 1]),
    of("Point", [1, 2, math.inf]), of("Point", [[1, 2]]), of("Point", "12"), of("Point", 5),
    of("Point", {"0": 1, "1": 2}), of("Point", [10**400, 1]),
    of("LineString", []), of("LineString", None), of("LineString", [[1, 2], [3]]),
    of("LineString", [[1, 2], [3, "4"]]), of("LineString", [[1, 2], [False, 4]]),
    of("LineString", [1, 2]), of("LineString", [[1, 2], None]), of("LineString", "ab"),
    of("LineString", [[1, 2], [math.inf, -math.inf]]), of("LineString", [[[1, 2], [3, 4]]]),
    of("LineString", [["a", "b"], ["c", "d"]]), of("LineString", [{"a": 1, "b": 2}]),
    of("Polygon", []), of("Polygon", [[]]), of("Polygon", [[[1, 2], [3, 4]], []]),
    of("Polygon", [[1, 2], [3, 4]]), of("Polygon", [[[1, 2], [math.nan, 4]]]),
    of("Polygon", None), of("Polygon", [None]), of("Polygon", 7),
    of("MultiPoint", []), of("MultiLineString", [[]]), of("MultiPolygon", [[[[1, True]]]]),
    of("MultiPolygon", [[]]), of("Circle", [1, 2]), of("CircularString", [[1, 2], [3, 4]]),
    {"type": "GeometryCollection", "geometries": []}, {"type": "GeometryCollection"},
    {"type": "GeometryCollection", "geometries": [None]},
    {"type": "GeometryCollection", "geometries": [of("Point", ["x", 1])]},
]  # fmt: skip
deep: dict[str, Any] = of("Point", [1, 2])
for _ in range(50):
    deep = {"type": "GeometryCollection", "geometries": [deep]}
nested: Any = [1, 2]
for _ in range(500):
    nested = [nested]


@pytest.mark.parametrize(
    "shape", [*BROKEN, deep, of("MultiPolygon", nested)], ids=lambda s: str(s)[:60]
)
def test_broken_geometries_are_named_as_such(shape: Any) -> None:
    with pytest.raises(BrokenGeometry):
        pack(shape)


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=25)
@given(st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "GeometryCollection"]),
       anything, anything)  # fmt: skip
def test_anything_is_packed_or_broken(kind: str, coordinates: Any, parts: Any) -> None:
    shape = {"type": kind, "coordinates": coordinates, "geometries": parts}
    try:
        packed = pack(shape)
    except BrokenGeometry:
        return
    assert same(shape, unpack(packed.wkb))


@settings(max_examples=25)
@given(shapes, st.data())
def test_damaged_blobs_are_broken_not_worse(shape: dict[str, Any], data: Any) -> None:
    wkb = pack(shape).wkb
    cut = data.draw(st.integers(0, len(wkb) - 1))
    with pytest.raises(BrokenGeometry):
        unpack(wkb[:cut])


def test_tolerance_and_meridian() -> None:
    base = of("Point", [-120.123456789, 39])
    assert same(base, of("Point", [-120.123456789 + 6e-14, 39, 0, 0]))
    assert not same(base, of("Point", [-120.12345678, 39]))
    assert same(of("Point", [180, 1]), of("Point", [-180, 1]))
    assert same(of("Point", [1, 2]), of("Point", [1, 2, math.nan, math.nan]))
    assert not same(of("Point", [1, 2]), of("Point", [1, 2, 3]))
    assert not same(of("Point", [1, 2]), None) and same(None, None)
    assert not same(of("LineString", [[1, 2]]), of("MultiPoint", [[1, 2]]))


def test_new_positions_are_as_wide_as_most_and_integral() -> None:
    base = of("LineString", [[1, 2, 1449.0, 1700000000000], [3, 4, 5, 6]])
    row = of("LineString", [[1.0, 2.0, 1449.0, 1.7e12], [3.5, 4.0, 5.0, 6.0], [7.0, 8.0]])
    back = merged_with(row, base)["coordinates"]
    assert jsontext.dumps(back) == "[[1,2,1449.0,1700000000000],[3.5,4.0,5,6],[7.0,8.0,0,0]]"


def test_size_follows_and_bbox_goes() -> None:
    base = {**of("LineString", [[1, 2], [3, 4]]), "size": 2, "bbox": [0], "note": "kept"}
    back = merged_with(of("LineString", [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), base)
    assert back["size"] == 3 and back["note"] == "kept" and "bbox" not in back


def test_a_standing_phone_keeps_its_times() -> None:
    base = of("LineString", [[1, 2, 0, n] for n in range(3000)])
    assert merged_with(unpack(pack(base).wkb), base) == base


def test_single_parts() -> None:
    assert single(of("MultiPolygon", [[[[0, 0]]]])) == of("Polygon", [[[0, 0]]])
    assert single(of("MultiPoint", [[0, 0], [1, 1]])) is None
    inner = {"type": "GeometryCollection", "geometries": [of("MultiPoint", [[0, 0]])]}
    assert single(inner) == of("Point", [0, 0])
    assert out_of_range(of("LineString", [[0, 0], [181, 0]])) == [181, 0]
    assert out_of_range(of("Point", [180, -90])) is None


def test_other_writers_forms_are_read() -> None:
    big = struct.pack(">BI2d", 0, 1, 1.0, 2.0)
    assert unpack(big) == of("Point", [1.0, 2.0])
    old_z = struct.pack("<BI3d", 1, 0x80000001, 1, 2, 3)
    assert unpack(old_z) == of("Point", [1, 2, 3])
    measured = struct.pack("<BI3d", 1, 2001, 1, 2, 9)
    assert unpack(measured) == of("Point", [1, 2, 0, 9])
    with pytest.raises(BrokenGeometry):
        unpack(struct.pack("<BI2d", 1, 1, math.nan, math.nan))
    with pytest.raises(BrokenGeometry):
        unpack(struct.pack("<BII", 1, 2, 0))
    with pytest.raises(BrokenGeometry):
        unpack(struct.pack("<BII", 1, 8, 0))
