# SPDX-License-Identifier: GPL-2.0-or-later
"""A number that the server gives as NaN, in what scripts do with a map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from standin import Fault, Kind, Standin
from sync.localmap import marker


def strict(path: Path) -> Any:
    """JSON as other programs read it."""

    def refuse(word: str) -> None:
        raise ValueError(word)

    return json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)


def test_it_is_told_kept_and_never_sent(server: Standin, conn: Any, tmp_path: Path) -> None:
    server.fault(Fault(Kind.NAN, path="NAN01/since/", times=None, named="x"))
    server.add_map("NAN01", features=[marker("a", deep={"x": 5})], team="TEAM01", title="Odd")
    m = conn.open_map("NAN01", workspace=tmp_path / "ws", push_on_save=False)
    try:
        told = [{"cls": "Marker", "id": "a", "title": "a", "properties": "deep"}]
        assert m.unreadable() == told
        m.edit("a", properties={"title": "Hat"})
        assert m.push().waiting == 1 and "deep" in m.outbox()[0].reason
        m.edit("a", properties={"deep": {"x": 6}})
        assert m.push().edited == 1 and m.outbox() == []
        said = server.objects("NAN01")[("Marker", "a")]["properties"]
        assert (said["title"], said["deep"]) == ("Hat", {"x": 6})
        m.refresh()
        assert m.unreadable() == [{**told[0], "title": "Hat"}]
        m.export(tmp_path / "map.geojson")
        (found,) = strict(tmp_path / "map.geojson")["features"]
        assert found["properties"]["deep"] == {"x": None}
    finally:
        m.close()


def test_a_map_made_of_it_says_what_is_left_out(server: Standin, conn: Any) -> None:
    server.fault(Fault(Kind.NAN, path="NAN01/since/", times=None, named="x"))
    server.add_map("NAN01", features=[marker("a", x=5)], team="TEAM01", title="Odd")
    from caltopo_sync.plugin.caltopo.newmap import NewMap

    made = conn.make_map(NewMap("Copy", conn.features_of("NAN01")))
    assert made.left_out == ["The x of “a” is no readable number."]
    (copy,) = server.objects(made.id).values()
    assert copy["properties"]["title"] == "a" and copy["properties"].get("x") is None
