# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls that were done, with an answer that cannot be read; and such as were not, without any."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from caltopo_sync.plugin.sync import undo
from caltopo_sync.plugin.sync.outbox import State
from caltopo_sync.plugin.sync.pace import Pace
from standin import Fault, Kind, Standin
from standin.behaviour import Shapes
from sync.localmap import MAP, LocalMap, expect_equal, folder, marker, point, shape

Open = Callable[..., LocalMap]
PACE = Pace(expires=0.5, margin=0.2, look=0.03, pause=0.005)
OUTLINE = [[-120, 39], [-120, 39.5], [-120.5, 39.5], [-120.5, 39], [-120, 39]]
HOLE = [[-120.1, 39.1], [-120.2, 39.1], [-120.2, 39.2], [-120.1, 39.2], [-120.1, 39.1]]
RINGS = {"type": "Polygon", "coordinates": [OUTLINE, HOLE]}


def marker_there(server: Standin) -> dict[str, Any]:
    (there,) = (f["properties"] for key, f in server.objects(MAP).items() if key[0] == "Marker")
    return there


@pytest.mark.parametrize("kind", [Kind.DROP, Kind.LOST])
def test_what_an_edit_takes_away_is_gone_whatever_became_of_the_call(
    server: Standin, open_map: Open, kind: Kind
) -> None:
    """An undo takes the folder out of the text; a call that never arrived was not done."""
    m = open_map(folder("f"), marker("a"), pace=PACE)
    m.edit("Marker", "a", folderId="f")
    m.push()
    assert marker_there(server)["folderId"] == "f"
    undo.undo_push(m.ledger, m.copy.rows)
    server.fault(Fault(kind, method="POST"))
    m.push()
    m.pull()
    assert not marker_there(server).get("folderId")
    assert m.row("Marker", "a")["folderId"] is None
    expect_equal(m, server)


@pytest.mark.parametrize("ignored", [True, False])
def test_a_folder_outlives_an_answer_that_cannot_be_read(
    server: Standin, open_map: Open, ignored: bool
) -> None:
    server.behave(folder_on_add_ignored=ignored)
    m = open_map(folder("f"), pace=PACE)
    m.add("Marker", point(-121, 39), title="child", folderId="f")
    server.fault(Fault(Kind.NAN, method="POST"))
    assert m.push().added == 1
    assert marker_there(server)["folderId"] == "f"
    assert marker_there(server)["marker-symbol"] == "point"  # the defaults of the add stay
    expect_equal(m, server)


@pytest.mark.parametrize("holes", [Shapes.FLATTENED, Shapes.KEPT])
@pytest.mark.parametrize("new", [True, False])
def test_holes_stay_in_the_row_when_the_answer_cannot_be_read(
    server: Standin, open_map: Open, holes: Shapes, new: bool
) -> None:
    server.behave(holes=holes)
    outline = {"type": "Polygon", "coordinates": [OUTLINE]}
    m = open_map(*([] if new else [shape("s", outline)]), pace=PACE)
    if new:
        m.add("Shape_polygon", RINGS, title="with a hole")
    else:
        m.edit("Shape_polygon", "s", geom=RINGS)
    server.fault(Fault(Kind.NAN, method="POST"))
    m.push()
    m.pull(full=True)
    (row,) = m.rows("Shape_polygon").values()
    assert len(row["geom"]["coordinates"]) == 2
    assert bool(m.changes()) is (holes is Shapes.FLATTENED)  # it waits, and says so


def test_an_object_that_no_answer_shows_is_not_doubled(server: Standin, open_map: Open) -> None:
    m = open_map(pace=PACE)
    m.add("Marker", point(-121, 39), title="new")
    server.fault(Fault(Kind.NAN, times=None))
    report = m.push()
    assert len(server.objects(MAP)) == 1
    (entry,) = m.outbox()
    assert entry.state is State.PARKED and "Look at the map" in entry.reason
    assert (report.added, report.failed) == (0, 1)
    server.clear_faults()
    m.pull(full=True)
    assert m.outbox() == [] and m.push().items == []
    assert len(server.objects(MAP)) == 1
    expect_equal(m, server)
