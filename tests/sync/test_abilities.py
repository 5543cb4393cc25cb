# SPDX-License-Identifier: GPL-2.0-or-later
"""What a server was seen to do is used, and nothing else is; an add arrives once in every case."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import Rejected
from caltopo_sync.plugin.sync.abilities import UNTRIED, Abilities
from caltopo_sync.plugin.sync.editing import Batch, Objects
from caltopo_sync.plugin.sync.outbox import State
from caltopo_sync.plugin.sync.pace import Hooks
from standin import Fault, Kind, Standin
from standin.behaviour import AuditKeys, ClientId, Shapes
from sync.localmap import MAP, RING, LocalMap, expect_equal, marker, point, shape, writes

Open = Callable[..., LocalMap]
OWN = Abilities(own_ids=frozenset({"Marker", "Shape"}))
HOLE = [[-120.02, 39.03], [-120.02, 39.05], [-120.04, 39.05], [-120.02, 39.03]]
WITH_HOLE = {"type": "Polygon", "coordinates": [RING["coordinates"][0], HOLE]}
PARTS = {"type": "MultiPolygon", "coordinates": [RING["coordinates"], [[[-121, 39], [-121, 39.1],
         [-121.1, 39.1], [-121, 39]]]]}  # fmt: skip


def stopped() -> Hooks:
    """A push that goes no further than its first calls."""
    seen: list[int] = []
    return Hooks(progress=lambda done, total: seen.append(1), cancelled=lambda: bool(seen))


def titles(server: Standin) -> list[str]:
    return sorted(f["properties"]["title"] for f in server.objects(MAP).values())


def test_answers_become_abilities() -> None:
    assert Abilities.of({}) == Abilities()
    found = Abilities.of(
        {"client_ids_Marker": "yes", "client_ids_Shape": "no", "holes": "no", "multi_line": "yes",
         "multi_polygon": "unknown", "audit_keys": "refused", "seen_after": "4.0 s"}
    )  # fmt: skip
    lines = frozenset({"MultiLineString"})
    assert found == Abilities(frozenset({"Marker"}), False, lines, False, 8.0)
    assert Abilities.of({"seen_after": "later than 10 s"}).lag == 60.0


def test_an_add_names_its_id_only_where_that_was_seen(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), abilities=OWN)
    m.add("Marker", point(-121, 40), title="named")
    m.add("Folder", title="unnamed")
    m.push()
    named, unnamed = (next(id for method, cls, id in writes(server) if cls == wanted)
                      for wanted in ("Marker", "Folder"))  # fmt: skip
    assert unnamed is None and ("Marker", named) in server.objects(MAP)
    expect_equal(m, server)


@pytest.mark.parametrize("kind", [Kind.LOST, Kind.DROP])
def test_an_add_without_an_answer_is_known_by_its_id(
    server: Standin, open_map: Open, kind: Kind
) -> None:
    """Also when all of it was changed meanwhile: nobody is asked, nothing is doubled."""
    m = open_map(marker("a"), abilities=OWN)
    m.add("Marker", point(-121, 40), title="lost")
    server.fault(Fault(kind, method="POST"))
    m.push(stopped())
    assert [e.state for e in m.outbox()] == [State.UNKNOWN]
    server.colleague(MAP).add("Marker", {"title": "lost"}, point(-121, 40, 0, 0))  # not ours
    for cls, id in [k for k in server.objects(MAP) if k == ("Marker", m.outbox()[0].own_id)]:
        server.colleague(MAP).edit(cls, id, {"title": "changed"}, geometry=point(-122, 41, 0, 0))
    m.reopen(crashed=True)
    report = m.push()
    assert (report.unknown, report.failed, report.added) == (0, 0, 1)
    assert titles(server) == ["a", *(["changed"] if kind is Kind.LOST else ["lost"]), "lost"]
    expect_equal(m, server)


def test_sent_twice_it_is_one_object(server: Standin, open_map: Open) -> None:
    """The server shows it later than we look for it: the second call lands on the first's."""
    server.behave(visible_after=3.0)
    m = open_map(marker("a"), abilities=OWN)
    m.add("Marker", point(-121, 40), title="late to show")
    server.fault(Fault(Kind.LOST, method="POST"))
    report = m.push()
    assert (report.unknown, report.failed) == (0, 0)
    assert len([w for w in writes(server) if w[0] == "POST"]) == 2
    assert titles(server) == ["a", "late to show"]


def test_a_server_that_shows_things_late_is_waited_for(server: Standin, open_map: Open) -> None:
    """The same without ids of our own, where the lag is known: one call, one object."""
    server.behave(visible_after=2.0)
    m = open_map(marker("a"), abilities=Abilities(lag=3.0))
    m.add("Marker", point(-121, 40), title="late to show")
    server.fault(Fault(Kind.LOST, method="POST"))
    report = m.push()
    assert (report.unknown, report.failed) == (0, 0)
    assert len([w for w in writes(server) if w[0] == "POST"]) == 1
    assert titles(server) == ["a", "late to show"]


def test_a_colleagues_edit_shown_late_is_not_missed(
    server: Standin, open_map: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caltopo_sync.plugin.sync.pull.OVERLAP", 0)
    short, long = open_map(marker("a")), open_map(copy="other", abilities=Abilities(lag=5.0))
    server.behave(visible_after=0.5)
    server.colleague(MAP).edit("Marker", "a", {"title": "A"})
    for m in (short, long):
        assert m.pull().changed == 0
    server.behave(visible_after=0.0)
    assert (short.pull().changed, long.pull().changed) == (0, 1)


@pytest.mark.parametrize("rule", [ClientId.REFUSED, ClientId.REPLACED])
def test_a_server_that_no_longer_lets_us_choose(
    server: Standin, open_map: Open, rule: ClientId
) -> None:
    m = open_map(marker("a"), abilities=OWN)
    server.behave(client_ids=rule)
    for n in range(5):
        m.add("Marker", point(-121, 40 + n / 10), title="n" + str(n))
    report = m.push()
    assert (report.added, report.failed, report.unknown) == (5, 0, 0)
    assert titles(server) == ["a", "n0", "n1", "n2", "n3", "n4"]
    assert m.learned == {"client_ids_Marker": "no"}
    expect_equal(m, server)


def test_a_lost_add_of_a_server_that_gives_another_id(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), abilities=OWN)
    server.behave(client_ids=ClientId.REPLACED)
    m.add("Marker", point(-121, 40), title="lost")
    server.fault(Fault(Kind.LOST, method="POST"))
    m.push()
    assert titles(server) == ["a", "lost"]
    expect_equal(m, server)


def test_an_object_that_is_refused_is_refused_under_any_id(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), abilities=OWN)
    m.add("Marker", point(-121, 40), title="bad")
    server.fault(Fault(Kind.STATUS, method="POST", status=400, times=None))
    report = m.push()
    assert (report.failed, report.added) == (1, 0)
    assert [e.state for e in m.outbox()] == [State.PARKED]
    assert m.learned == {}  # it says nothing about ids


def test_without_signatures_nobody_is_asked_where_ids_are_ours(
    server: Standin, open_map: Open
) -> None:
    server.behave(desktop=True)
    m = open_map(marker("a"), signed=False, abilities=OWN)
    m.add("Marker", point(-121, 40), title="lost")
    server.fault(Fault(Kind.DROP, method="POST"))
    m.push(stopped())
    assert [e.state for e in m.outbox()] == [State.UNKNOWN]
    until = time.monotonic() + 20
    while m.outbox() and time.monotonic() < until:
        m.push()
        time.sleep(0.2)
    assert titles(server) == ["a", "lost"]
    expect_equal(m, server)


@pytest.mark.parametrize("known", [True, False])
def test_a_hole_is_never_lost(server: Standin, open_map: Open, known: bool) -> None:
    """A server that drops holes: where that is known nothing is sent, else the answer is looked
    at; the row keeps its hole in both cases, as an edit that waits and says why."""
    server.behave(holes=Shapes.FLATTENED)
    m = open_map(marker("a"), shape("p", RING), abilities=Abilities(holes=not known))
    m.edit("Shape_polygon", "p", geom=WITH_HOLE)
    report = m.push()
    assert (report.edited, report.waiting) == (0 if known else 1, 1)
    assert m.learned == ({} if known else {"holes": "no"})
    assert "hole" in m.outbox()[0].reason
    assert len(m.row("Shape_polygon", "p")["geom"]["coordinates"]) == 2
    server.clear_calls()
    m.pull(full=True)
    m.push()
    if known:
        assert writes(server) == []
    assert len(m.row("Shape_polygon", "p")["geom"]["coordinates"]) == 2


def test_a_hole_that_is_kept(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.add("Shape_polygon", WITH_HOLE, title="p")
    m.push()
    assert m.learned == {} and m.outbox() == []
    expect_equal(m, server)


@pytest.mark.parametrize("lost", [False, True])
def test_a_new_area_whose_hole_is_dropped(server: Standin, open_map: Open, lost: bool) -> None:
    server.behave(holes=Shapes.FLATTENED)
    m = open_map(marker("a"))
    fid = m.add("Shape_polygon", WITH_HOLE, title="p")
    if lost:
        server.fault(Fault(Kind.LOST, method="POST"))
    m.push()
    assert titles(server) == ["a", "p"]
    (row,) = [r for r in m.rows("Shape_polygon").values() if r["fid"] == fid]
    assert len(row["geom"]["coordinates"]) == 2
    assert [c.kind.value for c in m.changes()] == ["edit"]


@pytest.mark.parametrize("known", [True, False])
def test_several_parts(server: Standin, open_map: Open, known: bool) -> None:
    able = Abilities(parts=frozenset({"MultiPolygon"})) if known else Abilities()
    m = open_map(marker("a"), shape("p", PARTS), abilities=able)
    m.add("Shape_other", PARTS, title="two")
    m.push()
    assert titles(server) == (["a", "p", "two"] if known else ["a", "p"])
    if known:
        expect_equal(m, server)
    else:
        assert "several parts" in m.outbox()[0].reason


def test_scripts_add_several_parts_where_they_are_kept(open_map: Open) -> None:
    m = open_map(shape("p", PARTS), shape("q", RING))
    for able in (UNTRIED, Abilities(parts=frozenset({"MultiPolygon"}))):
        batch = Batch(Objects(m.ledger, m.copy.rows, False, able), "test")
        if able is UNTRIED:
            with pytest.raises(Rejected, match="cannot be a MultiPolygon"):
                batch.add("Shape", {"title": "two"}, PARTS)
        else:
            assert batch.add("Shape", {"title": "two"}, PARTS)
        with pytest.raises(Rejected):
            batch.add("Assignment", {"title": "no"}, PARTS)


@pytest.mark.parametrize("known", [True, False])
def test_notes_of_the_servers_own(server: Standin, open_map: Open, known: bool) -> None:
    """A server that refuses them in an edit gets them only where that is not known."""
    server.behave(audit_keys=AuditKeys.REFUSED)
    noted = marker("a", description="d", creator="TEAM01", updated=1700000000000)
    m = open_map(noted, abilities=Abilities(audit_keys=not known))
    m.edit("Marker", "a", title="A")
    report = m.push()
    assert (report.edited, report.failed) == ((1, 0) if known else (0, 1))
    said: Any = server.objects(MAP)[("Marker", "a")]["properties"]
    assert (said["title"], said["description"]) == ("A" if known else "a", "d")
