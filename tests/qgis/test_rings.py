# SPDX-License-Identifier: GPL-2.0-or-later
"""Range rings, bearing lines, sectors and buffers on an open map."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import Rejected

POINT = {"type": "Point", "coordinates": [-120.5, 39.5]}


def test_drawn_in_a_new_folder_and_undone_as_one(server: Any, m: Any) -> None:
    m.add("Marker", {"title": "LKP 7"}, POINT)
    ids = m.range_rings(
        "LKP 7", [2, 1], bearings=[45], sectors=[(350, 10)], unit="km", declination=12.5,
        folder="Planning", style={"stroke": "#0000FF"},
    )  # fmt: skip
    titles = [m.feature(("Shape", id)).title for id in ids]
    assert titles == [
        "1 km",
        "2 km",
        "045° M (declination 12.5° E), 2 km",
        "350° M (declination 12.5° E) to 010° M (declination 12.5° E), 2 km",
    ]
    assert m.push().failed == 0
    drawn = [f for f in server.objects("ABC12").values() if f["properties"].get("title") in titles]
    (folder,) = {f["properties"]["folderId"] for f in drawn}
    assert server.objects("ABC12")["Folder", folder]["properties"]["title"] == "Planning"
    assert {f["properties"]["stroke"] for f in drawn} == {"#0000FF"}
    again = m.range_rings((-120.5, 39.5), [500], folder="planning", areas=True)
    assert m.feature(again[0]).properties["folderId"] == folder
    assert m.feature(again[0]).geometry["type"] == "Polygon"
    m.undo()
    m.undo()
    m.push()
    assert not any(f["properties"].get("title") in (*titles, "Planning")
                   for f in server.objects("ABC12").values())  # fmt: skip


def test_buffers(m: Any) -> None:
    pytest.importorskip("shapely")
    road = {"type": "LineString", "coordinates": [[-120.5, 39.5], [-120.48, 39.5]]}
    m.add("Shape", {"title": "FS 7"}, road)
    ids = m.buffers("FS 7", [100, 200], style={"fill": "#00FF00"})
    assert [m.feature(id).title for id in ids] == ["FS 7 100 m", "FS 7 200 m"]
    assert m.feature(ids[0]).properties["fill"] == "#00FF00"


def test_what_has_no_centre(m: Any) -> None:
    road = {"type": "LineString", "coordinates": [[-120, 39], [-119, 39]]}
    m.add("Shape", {"title": "FS 7"}, road)
    with pytest.raises(Rejected, match="is no point"):
        m.range_rings("FS 7", [100])
    with pytest.raises(Rejected, match="longitude and latitude"):
        m.range_rings((39.5, -120.5), [100])
    with pytest.raises(Rejected, match="No distance"):
        m.range_rings((-120.5, 39.5), [])
    before = len(list(m.features()))
    with pytest.raises(Rejected):
        m.range_rings((-120.5, 39.5), [100], unit="league")
    assert len(list(m.features())) == before


def test_distances_that_can_be_gone_through_once(m: Any) -> None:
    pytest.importorskip("shapely")
    road = {"type": "LineString", "coordinates": [[-120.5, 39.5], [-120.48, 39.5]]}
    m.add("Shape", {"title": "FS 7"}, road)
    m.add("Shape", {"title": "FS 8"}, road)
    assert len(m.buffers(["FS 7", "FS 8"], (d for d in (100, 200)))) == 4
    with pytest.raises(Rejected, match="No distance"):
        m.buffers("FS 7", [])


@pytest.mark.parametrize("centre", [None, 7, (-120.5, 39.5, 0), (-120.5, None), ("Marker",)])
def test_what_names_no_place(m: Any, centre: Any) -> None:
    with pytest.raises(Rejected):
        m.range_rings(centre, [100])
    with pytest.raises(Rejected, match="cannot be drawn"):
        m.range_rings([-120.5, 39.5], ["100"])
