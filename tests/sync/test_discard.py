# SPDX-License-Identifier: GPL-2.0-or-later
"""Taking back what was not sent: the row says again what the server says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from caltopo_sync.plugin.sync.changes import Changed
from caltopo_sync.plugin.sync.pace import Hooks
from caltopo_sync.plugin.sync.setback import StillOnItsWay, discard
from standin import Fault, Kind, Standin
from sync.localmap import LINE, MAP, LocalMap, expect_equal, marker, point, shape, writes

Open = Callable[..., LocalMap]


def take_back(m: LocalMap, change: Changed) -> bool:
    return discard(m.ledger, m.copy.rows, change)


def test_every_kind_of_change(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", description="d"), marker("b"), marker("c"), shape("l", LINE))
    m.edit("Marker", "a", title="A", description=None, geom=point(-100, 40))
    m.delete("Marker", "b")
    fid = m.row("Marker", "c")["fid"]
    m.delete("Marker", "c")
    m.add("Marker", point(-121, 39), fid=fid, title="in its place")
    m.add("Shape_line", LINE, title="new")
    m.edit("Shape_line", "l", geom={**LINE, "coordinates": LINE["coordinates"][:2]})
    assert len(m.changes()) == 6
    for change in m.changes():
        assert take_back(m, change)
    assert m.changes() == []
    m.push()
    assert writes(server) == []
    expect_equal(m, server)


def test_a_parked_change(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.edit("Marker", "a", title="A")
    server.fault(Fault(Kind.STATUS, method="POST", status=400))
    m.push()
    (change,) = m.changes()
    assert take_back(m, change)
    assert m.outbox() == [] and m.changes() == []
    expect_equal(m, server)


def test_a_conflict(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.edit("Marker", "a", title="mine")
    server.colleague(MAP).edit("Marker", "a", {"title": "theirs"})
    m.pull()
    (change,) = m.changes()
    assert take_back(m, change)
    assert m.ledger.conflicts() == [] and m.row("Marker", "a")["title"] == "theirs"
    expect_equal(m, server)


def test_what_may_be_on_the_server_is_not_taken_back(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.add("Marker", point(-121, 39), title="new")
    server.fault(Fault(Kind.LOST, method="POST"))
    stopped: list[int] = []
    m.push(Hooks(progress=lambda done, total: stopped.append(1), cancelled=lambda: bool(stopped)))
    (change,) = m.changes()
    with pytest.raises(StillOnItsWay):
        take_back(m, change)
    m.push()
    expect_equal(m, server)
