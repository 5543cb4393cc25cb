# SPDX-License-Identifier: GPL-2.0-or-later
"""What is new, changed and gone since a moment, told by the local copy."""

from __future__ import annotations

import time
from typing import Any

from standin import Standin

POINT = {"type": "Point", "coordinates": [-120.1, 38.8, 0, 0]}
ELSEWHERE = {"type": "Point", "coordinates": [-120.2, 38.9, 0, 0]}


def test_what_changed_since(server: Standin, m: Any) -> None:
    web = server.colleague(m.id)
    kept = web.add("Marker", {"title": "Kept"}, POINT)
    edited = web.add("Marker", {"title": "Before", "description": "old"}, POINT)
    doomed = web.add("Marker", {"title": "Doomed"}, POINT)
    m.refresh()
    time.sleep(0.01)  # stamps are milliseconds
    moment = server.now() / 1000
    time.sleep(0.01)
    assert m.changed_since(moment) == []
    web.edit("Marker", edited, {"title": "Between"})
    m.refresh()
    web.edit("Marker", edited, {"title": "After"}, ELSEWHERE)
    web.delete("Marker", doomed)
    new = web.add("Marker", {"title": "New"}, POINT)
    m.refresh()
    found = {each.id: each for each in m.changed_since(moment)}
    assert {id: each.kind for id, each in found.items()} == {
        edited: "changed", doomed: "gone", new: "new",
    }  # fmt: skip
    assert kept not in found
    told = found[edited]
    assert told.fields is not None and told.fields["title"] == ("Before", "After")
    assert told.fields["geometry"][0]["coordinates"][:2] == [-120.1, 38.8]
    assert set(told.fields) == {"title", "geometry"}
    assert told.by == "WEB001" and told.geometry["coordinates"][:2] == [-120.2, 38.9]
    assert (found[doomed].title, found[doomed].geometry["coordinates"][:2]) == (
        "Doomed", [-120.1, 38.8],
    )  # fmt: skip
    assert found[new].fields is None
    assert abs(m.refreshed - server.now() / 1000) < 60


def test_what_comes_back_is_not_gone(server: Standin, m: Any) -> None:
    web = server.colleague(m.id)
    id = web.add("Marker", {"title": "Again"}, POINT)
    m.refresh()
    moment = time.time() - 0.001
    web.delete("Marker", id)
    m.refresh()
    assert [each.kind for each in m.changed_since(moment)] == ["gone"]
    assert m.is_gone("Marker", id)
    assert m.seen("Marker", id)["properties"]["title"] == "Again"
    web.add("Marker", {"title": "Again"}, POINT, id=id)
    m.refresh()
    assert "gone" not in [each.kind for each in m.changed_since(moment)]
    assert not m.is_gone("Marker", id)


def test_a_moment_long_ago(m: Any) -> None:
    everything = {(each.cls, each.id) for each in m.changed_since(0)}
    known = sum(m.counts().values())
    assert 0 < len(everything) <= known
    assert m.seen("Marker", "nobody") is None
