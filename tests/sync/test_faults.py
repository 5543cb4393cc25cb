# SPDX-License-Identifier: GPL-2.0-or-later
"""A bad link and a bad server: nothing lost, nothing doubled, nothing waiting in the dark."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import (
    AuthError,
    CalTopoError,
    NetworkError,
    ServerError,
    Throttled,
)
from caltopo_sync.plugin.sync import undo
from caltopo_sync.plugin.sync.outbox import State
from caltopo_sync.plugin.sync.pace import Hooks, Pace
from standin import Fault, Kind, Standin
from sync.localmap import LINE, MAP, LocalMap, expect_equal, folder, marker, point, shape, writes

Open = Callable[..., LocalMap]

ANSWERS = [
    Fault(Kind.STATUS, status=500, committed=True),
    Fault(Kind.STATUS, status=500),
    Fault(Kind.STATUS, status=503, body="html", retry_after=0),
    Fault(Kind.STATUS, status=502, body="empty", committed=True),
    Fault(Kind.EMPTY, committed=True),
    Fault(Kind.EMPTY),
    Fault(Kind.HTML, committed=True),
    Fault(Kind.TRUNCATED),
    Fault(Kind.CUT),
    Fault(Kind.DROP),
    Fault(Kind.DROP, reset=True),
    Fault(Kind.LOST),
    Fault(Kind.LOST, reset=True),
    Fault(Kind.NAN),
    Fault(Kind.BROKEN),
    Fault(Kind.CLOSED),
    Fault(Kind.SLOW, delay=0.3),
    Fault(Kind.WRONG_DATE),
    Fault(Kind.STATUS, status=429, retry_after=0),
    Fault(Kind.STATUS, status=429, retry_after=1),
    Fault(Kind.STATUS, status=429),
]


def say(fault: Fault) -> str:
    return "-".join(
        str(v) for v in (fault.kind.value, fault.status, fault.body, fault.committed, fault.reset,
                         fault.retry_after)
    )  # fmt: skip


def with_fault(fault: Fault, **changes: Any) -> Fault:
    return Fault(**{**fault.to_json(), **changes})


@pytest.mark.parametrize("fault", ANSWERS, ids=say)
def test_a_call_that_goes_wrong(server: Standin, open_map: Open, fault: Fault) -> None:
    m = open_map(marker("edited"), marker("deleted"), marker("still"))
    m.edit("Marker", "edited", title="E")
    m.delete("Marker", "deleted")
    m.add("Marker", point(-121, 40), title="added")
    for method, path in (("POST", "Marker$"), ("POST", "Marker/edited"), ("DELETE", None)):
        server.fault(with_fault(fault, method=method, path=path))
    report = m.push()
    assert (report.failed, report.unknown, report.conflicts, report.waiting) == (0, 0, 0, 0)
    titles = sorted(f["properties"]["title"] for f in server.objects(MAP).values())
    assert titles == ["E", "added", "still"]
    assert m.outbox() == [] and m.changes() == []
    expect_equal(m, server)


@pytest.mark.parametrize("ignored", [False, True], ids=["kept", "folder ignored on add"])
@pytest.mark.parametrize("fault", ANSWERS, ids=say)
def test_an_undo_whose_calls_go_wrong(
    server: Standin, open_map: Open, fault: Fault, ignored: bool
) -> None:
    """It also takes properties away again, which a text that lacks them does not say by itself."""
    server.behave(folder_on_add_ignored=ignored)
    m = open_map(folder("f"), marker("edited"), marker("deleted", folderId="f"))
    m.edit("Marker", "edited", title="E", folderId="f", marker_color="#FF0000")
    m.delete("Marker", "deleted")
    m.add("Marker", point(-121, 40), title="added", folderId="f")
    assert m.push().failed == 0
    undo.undo_push(m.ledger, m.copy.rows)
    for method, path in (("POST", "Marker$"), ("POST", "Marker/edited"), ("DELETE", None)):
        server.fault(with_fault(fault, method=method, path=path))
    report = m.push()
    assert (report.failed, report.unknown, report.conflicts, report.waiting) == (0, 0, 0, 0)
    there = {f["properties"]["title"]: f["properties"] for f in server.objects(MAP).values()}
    assert sorted(there) == ["deleted", "edited", "f"]
    assert not there["edited"].get("folderId") and not there["edited"].get("marker-color")
    assert there["deleted"]["folderId"] == "f"
    assert m.outbox() == [] and m.changes() == []
    expect_equal(m, server)


def test_equal_adds_are_matched_one_to_one(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    for _ in range(4):
        m.add("Marker", point(-121, 40), title="same")
    server.fault(Fault(Kind.LOST, method="POST", times=2))
    server.fault(Fault(Kind.DROP, method="POST", times=1))
    report = m.push()
    assert (report.unknown, report.failed) == (0, 0)
    assert len(server.objects(MAP)) == 5
    expect_equal(m, server)


@pytest.mark.parametrize("behaviour", [
    {"points_padded": True}, {"longitudes_rewritten": True}, {"integers_shortened": True},
    {"rings_closed": True}, {"folder_on_add_ignored": True}, {"audit_keys": "stored"},
    {"visible_after": 0.1}, {"shuffled": True, "repeated": True}, {"assignment_title_empty": True},
], ids=str)  # fmt: skip
def test_a_lost_add_is_found_whatever_the_server_made_of_it(
    server: Standin, open_map: Open, behaviour: dict[str, Any]
) -> None:
    server.behave(**behaviour)
    m = open_map(folder("f"))
    ring = {"type": "Polygon", "coordinates": [[[-120.1234567, 39.1], [-120.3, 39.2],
            [-120.7654321, 39.3]]]}  # fmt: skip
    m.add("Marker", point(-120.1234567891234, 39.123456789), title="m", folderId="f")
    m.add("Shape_line", {**LINE, "coordinates": [[-120.1, 39.0, 1449.0], [-120.2, 39.1, 3]]})
    m.add("Shape_polygon", ring, title="p")
    m.add("Assignment_polygon", ring, letter="A", number="1")
    server.fault(Fault(Kind.LOST, method="POST", times=4))
    report = m.push()
    assert (report.unknown, report.failed) == (0, 0)
    assert len([c for c in server.calls if c.method == "POST" and c.id is None]) == 4
    assert len(server.objects(MAP)) == 5
    assert m.outbox() == []
    expect_equal(m, server, audit=not behaviour.get("assignment_title_empty"))


def test_a_late_commit_is_waited_for(server: Standin, open_map: Open) -> None:
    """The server commits after our read timeout, but before the signature expired."""
    m = open_map(marker("a"), pace=Pace(expires=4.0, margin=0.5, look=0.1, pause=0.01))
    m.client.close()
    m.client = type(m.client)(server.url, m.client._transport._credential, read_timeout=0.3)
    m.add("Marker", point(-121, 40), title="late")
    server.fault(Fault(Kind.LATE, method="POST", delay=1.5))
    started = time.monotonic()
    report = m.push()
    assert 1.0 < time.monotonic() - started < 5.0
    assert (report.unknown, report.failed) == (0, 0)
    assert len(server.objects(MAP)) == 2
    expect_equal(m, server)


def test_a_lost_add_whose_row_is_deleted_meanwhile(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    fid = m.add("Marker", point(-121, 40), title="gone again")
    server.fault(Fault(Kind.LOST, method="POST"))
    stopped: list[int] = []
    m.push(Hooks(progress=lambda done, total: stopped.append(1), cancelled=lambda: bool(stopped)))
    assert [e.state for e in m.outbox()] == [State.UNKNOWN]
    m.sql("DELETE FROM Marker WHERE fid = ?", fid)
    m.reopen(crashed=True)
    report = m.push()
    assert report.deleted == 1
    assert set(server.objects(MAP)) == {("Marker", "a")}
    expect_equal(m, server)


def test_a_lost_add_whose_row_is_edited_meanwhile(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    fid = m.add("Marker", point(-121, 40), title="first")
    server.fault(Fault(Kind.LOST, method="POST"))
    stopped: list[int] = []
    m.push(Hooks(progress=lambda done, total: stopped.append(1), cancelled=lambda: bool(stopped)))
    m.sql("UPDATE Marker SET title = 'second' WHERE fid = ?", fid)
    m.reopen()
    report = m.push()
    assert (report.edited, report.added) == (1, 1)  # the add is told by the push that found it
    titles = sorted(f["properties"]["title"] for f in server.objects(MAP).values())
    assert titles == ["a", "second"]
    expect_equal(m, server)


def test_a_lost_add_that_a_colleague_changes_before_we_see_it(
    server: Standin, open_map: Open
) -> None:
    m = open_map(marker("a"))
    m.edit("Marker", "a", title="A")
    m.push()  # by its answer the copy knows who we are
    m.add("Marker", point(-121, 40), title="lost", description="long enough to be told by")
    server.fault(Fault(Kind.LOST, method="POST"))
    stopped: list[int] = []
    m.push(Hooks(progress=lambda done, total: stopped.append(1), cancelled=lambda: bool(stopped)))
    ((cls, id),) = server.objects(MAP).keys() - {("Marker", "a")}
    server.colleague(MAP).edit(cls, id, {"title": "found"}, geometry=point(-122, 41, 0, 0))
    server.colleague(MAP).add("Marker", {"title": "theirs"}, point(-121, 40, 0, 0))
    report = m.push()
    assert (report.unknown, report.failed) == (0, 0)
    titles = sorted(f["properties"]["title"] for f in server.objects(MAP).values())
    assert titles == ["A", "found", "theirs"]
    expect_equal(m, server)


def test_a_lost_edit_beside_a_colleagues(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", description="d"))
    m.edit("Marker", "a", title="mine")
    server.fault(Fault(Kind.LOST, method="POST"))
    stopped: list[int] = []
    m.push(Hooks(progress=lambda done, total: stopped.append(1), cancelled=lambda: bool(stopped)))
    server.colleague(MAP).edit("Marker", "a", {"description": "theirs"})
    m.push()
    there = server.objects(MAP)[("Marker", "a")]["properties"]
    assert (there["title"], there["description"]) == ("mine", "theirs")
    expect_equal(m, server)


def test_a_server_without_signatures_waits_then_asks(server: Standin, open_map: Open) -> None:
    server.behave(desktop=True)
    m = open_map(marker("a"), marker("b"), signed=False)
    m.add("Marker", point(-121, 40), title="new")
    m.edit("Marker", "b", title="B")
    server.fault(Fault(Kind.DROP, method="POST", path="Marker$"))
    report = m.push()
    assert (report.edited, report.unknown) == (1, 1)
    time.sleep(m.pace.unsigned + m.pace.margin + 0.1)
    report = m.push()
    (entry,) = m.outbox()
    assert entry.state is State.PARKED and "Retry" in entry.reason
    assert m.push().added == 0
    entry.state, entry.attempts = State.READY, 0
    m.ledger.put(entry)
    assert m.push().added == 1
    expect_equal(m, server)


@pytest.mark.parametrize(
    "fault", [Fault(Kind.ERROR, message="error saving object"), Fault(Kind.STATUS, status=400),
              Fault(Kind.STATUS, status=403), Fault(Kind.STATUS, status=413)], ids=say)  # fmt: skip
def test_a_refusal_parks_one_object(server: Standin, open_map: Open, fault: Fault) -> None:
    m = open_map(marker("a"), marker("b"))
    m.edit("Marker", "a", title="A")
    m.edit("Marker", "b", title="B")
    m.add("Marker", point(-121, 40), title="new")
    server.fault(with_fault(fault, path="Marker/a", times=None))
    report = m.push()
    assert (report.edited, report.added, report.failed) == (1, 1, 1)
    (entry,) = m.outbox()
    assert entry.state is State.PARKED and fault.message in entry.reason
    server.clear_calls()
    assert m.push().failed == 0 and writes(server) == []  # not tried again by itself
    m.edit("Marker", "a", title="changed again")
    server.clear_faults()
    assert m.push().edited == 1
    assert m.outbox() == []
    expect_equal(m, server)


def test_a_parked_change_can_be_tried_again(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.edit("Marker", "a", title="A")
    server.fault(Fault(Kind.STATUS, status=400, path="Marker/a"))
    m.push()
    (entry,) = m.outbox()
    entry.renew()
    m.ledger.put(entry)
    assert m.push().edited == 1
    expect_equal(m, server)


@pytest.mark.parametrize("deleted_edit", ["refused", "recreated"])
def test_an_edit_of_what_was_just_deleted(
    server: Standin, open_map: Open, deleted_edit: str
) -> None:
    server.behave(deleted_edit=deleted_edit)
    m = open_map(marker("a"), marker("b"))
    m.edit("Marker", "a", title="mine")

    def between(calls: int, deletes: int) -> bool:
        server.colleague(MAP).delete("Marker", "a")
        return True

    report = m.push(Hooks(approve=between))
    if deleted_edit == "recreated":
        assert report.edited == 1
        expect_equal(m, server)
        return
    assert (report.edited, report.conflicts) == (0, 1)
    m.resolve("Marker", "a", "theirs")
    m.push()
    expect_equal(m, server)


def test_401_stops_and_says_so(server: Standin, open_map: Open) -> None:
    m = open_map(*(marker(f"m{n}") for n in range(12)))
    for n in range(12):
        m.edit("Marker", f"m{n}", title="x")
    server.fault(Fault(Kind.STATUS, method="POST", status=401, times=None, after=3))
    with pytest.raises(AuthError):
        m.push()
    assert len(writes(server)) < 12
    assert {e.state for e in m.outbox()} == {State.READY}
    for _ in range(5):  # being refused says nothing about the calls
        with pytest.raises(AuthError):
            m.push()
    server.clear_faults()
    m.push()
    assert m.outbox() == []
    expect_equal(m, server)


def test_a_clock_that_is_off(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    server.clock_offset = 3600.0
    m.edit("Marker", "a", title="A")
    m.add("Marker", point(-121, 40), title="new")
    server.fault(Fault(Kind.LOST, method="POST", path="Marker$"))
    assert m.push().edited == 1
    assert len(server.objects(MAP)) == 2
    expect_equal(m, server)


def test_a_server_that_is_always_too_busy(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.edit("Marker", "a", title="A")
    server.fault(Fault(Kind.STATUS, method="POST", status=429, times=None, retry_after=0))
    with pytest.raises(Throttled):
        m.push()
    assert 2 < len(writes(server)) < 20
    assert [e.state for e in m.outbox()] == [State.READY]
    server.clear_faults()
    assert m.push().edited == 1


def test_retry_after_is_honoured(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"))
    m.edit("Marker", "a", title="A")
    m.edit("Marker", "b", title="B")
    server.fault(Fault(Kind.STATUS, method="POST", status=429, retry_after=1))
    assert m.push().edited == 2
    refused = next(c for c in server.calls if c.status == 429)
    later = [c.at for c in server.calls if c.at > refused.at + 0.3]
    assert later and min(later) >= refused.at + 0.95


def test_a_server_that_asks_to_wait_too_long(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.edit("Marker", "a", title="A")
    server.fault(Fault(Kind.STATUS, method="POST", status=429, retry_after=3600))
    started = time.monotonic()
    with pytest.raises(Throttled):
        m.push()
    assert time.monotonic() - started < 2
    assert len(m.outbox()) == 1


def gaps(server: Standin, method: str = "POST") -> list[float]:
    """Seconds between the calls."""
    at = [call.at for call in server.calls if call.method == method]
    return [later - sooner for sooner, later in zip(at, at[1:])]


SLOWER = Pace(expires=0.2, margin=0.05, look=0.01, pause=0.1, longest=2.0)


def test_pauses_grow_and_are_never_alike(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), pace=SLOWER)
    server.fault(Fault(Kind.STATUS, method="POST", status=500, times=None))
    drawn = set()
    for n in range(3):
        m.edit("Marker", "a", title=f"A {n}")
        server.clear_calls()
        started = time.monotonic()
        assert m.push().failed == 1
        assert time.monotonic() - started < 1.5 * 0.1 * (2 + 4 + 8 + 16) + 2
        assert len(writes(server)) == 4 == m.outbox()[0].attempts
        for tries, gap in enumerate(gaps(server), 1):
            assert gap >= 0.5 * 0.1 * 2**tries
            drawn.add(round(gap / (0.1 * 2**tries), 2))
        assert len(server.calls) < 60  # also what is asked meanwhile has an end
    assert len(drawn) > 3


@pytest.mark.parametrize("status", [429, 503])
def test_a_schedule_of_refusals(server: Standin, open_map: Open, status: int) -> None:
    """As often as it is asked to wait, for as long as it is asked, and then it goes."""
    m = open_map(marker("a"), pace=SLOWER)
    m.edit("Marker", "a", title="A")
    for _ in range(2):
        server.fault(Fault(Kind.STATUS, method="POST", status=status, retry_after=1))
    server.fault(Fault(Kind.STATUS, method="GET", status=status, retry_after=1, after=2))
    started = time.monotonic()
    assert m.push().edited == 1
    assert 2.9 < time.monotonic() - started < 8
    assert len(writes(server)) == 3 and all(gap >= 0.95 for gap in gaps(server))
    expect_equal(m, server)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_wait_of_an_hour_is_not_sat_out(server: Standin, open_map: Open, status: int) -> None:
    m = open_map(marker("a"), pace=SLOWER)
    m.edit("Marker", "a", title="A")
    m.add("Marker", point(-121, 40), title="new")
    server.fault(Fault(Kind.STATUS, method="POST", status=status, retry_after=3600, times=None,
                       committed=status == 500))  # fmt: skip
    started = time.monotonic()
    if status == 500:  # every call took effect all the same, as the next look shows
        assert m.push().added == 1
    else:
        with pytest.raises((Throttled, ServerError)) as told:
            m.push()
        assert told.value.retry_after == 3600 and len(m.outbox()) == 2
    assert time.monotonic() - started < 3 and len(writes(server)) == 2
    assert {e.state for e in m.outbox()} <= {State.READY, State.UNKNOWN}
    server.clear_faults()
    m.push()
    assert sorted(each["properties"]["title"] for each in server.objects(MAP).values()) == [
        "A", "new",
    ]  # fmt: skip
    assert m.outbox() == []
    expect_equal(m, server)


def test_a_link_that_only_reads_is_not_asked_for_ever(server: Standin, open_map: Open) -> None:
    """Writes get no answer, and soon nothing does: the push ends, and tells why."""
    m = open_map(marker("a"), pace=SLOWER)
    m.add("Marker", point(-121, 40), title="new")
    server.fault(Fault(Kind.DROP, method="POST", times=None))
    server.fault(Fault(Kind.STATUS, method="GET", status=502, times=None, after=3))
    with pytest.raises(ServerError):
        m.push()
    assert len(writes(server)) <= 4 and len(server.calls) < 20
    (entry,) = m.outbox()
    assert entry.attempts >= 1 and "without an answer" in entry.reason
    server.clear_faults()
    while m.push().unknown:
        time.sleep(0.1)
    assert len(server.objects(MAP)) == 2
    expect_equal(m, server)


def test_a_clock_that_jumps_in_mid_push(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), pace=Pace(expires=2.0, margin=0.3, look=0.05, pause=0.01))
    m.add("Marker", point(-121, 40), title="new")

    def jump() -> None:
        server.clock_offset = 5.0

    server.fault(Fault(Kind.STATUS, method="POST", status=500))
    m.push(Hooks(before_sending=jump))
    assert len(server.objects(MAP)) == 2
    assert m.outbox() == []
    expect_equal(m, server)


def test_a_server_that_always_fails_parks_in_the_end(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"),
                 pace=Pace(expires=0.2, margin=0.1, look=0.05, pause=0.01))  # fmt: skip
    m.edit("Marker", "a", title="A")
    m.edit("Marker", "b", title="B")
    server.fault(Fault(Kind.STATUS, path="Marker/a", status=500, times=None))
    report = m.push()
    assert report.edited == 1
    (entry,) = m.outbox()
    assert entry.state is State.PARKED and entry.attempts == 4
    assert len([w for w in writes(server) if w[2] == "a"]) == 4


def test_offline_the_outbox_says_what_waits(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    server.stop()
    m.edit("Marker", "a", title="A")
    with pytest.raises(NetworkError):
        m.push()
    assert [(e.kind, e.id) for e in m.outbox()] == [("edit", "a")]
    m.reopen()
    m.add("Marker", point(-121, 40), title="offline")
    server.start()
    report = m.push()
    assert (report.edited, report.added) == (1, 1)
    expect_equal(m, server)


def test_the_link_breaks_in_mid_push(server: Standin, open_map: Open) -> None:
    m = open_map(*(marker(f"m{n}") for n in range(30)))
    for n in range(30):
        m.edit("Marker", f"m{n}", title="x")
        m.add("Marker", point(-121, 40), title=f"new {n}")
    server.fault(Fault(Kind.DROP, times=None, after=20))
    with pytest.raises(CalTopoError):
        m.push()
    assert m.outbox()
    server.clear_faults()
    m.reopen(crashed=True)
    report = m.push()
    assert (report.failed, report.unknown, report.waiting) == (0, 0, 0)
    assert len(server.objects(MAP)) == 60
    expect_equal(m, server)


def test_lost_permission(server: Standin, open_map: Open) -> None:
    m = open_map(*(marker(f"m{n}") for n in range(20)))
    for n in range(19):
        m.edit("Marker", f"m{n}", title="A")
    server.set_permission("SVC001", "READ")
    report = m.push()
    assert report.edited == 0 and 3 <= report.failed < 12
    assert report.failed + report.waiting == 19 == len(m.outbox())
    assert "allow" in report.denied and report.denied == m.ledger.denied()
    assert len(writes(server)) == report.failed  # the others were not tried
    parked = [e for e in m.outbox() if e.state is State.PARKED]
    assert all("allow" in e.reason for e in parked)
    assert m.row("Marker", "m0")["title"] == "A"
    m.reopen()
    assert m.ledger.denied()
    server.set_permission("SVC001", "ADMIN")
    m.edit("Marker", "m19", title="A")
    report = m.push()
    assert (report.denied, m.ledger.denied()) == ("", "")
    assert report.edited == 20  # what was refused goes by itself
    assert m.outbox() == [] and m.changes() == []
    expect_equal(m, server)


def test_a_permission_that_is_back_shows_by_a_push(server: Standin, open_map: Open) -> None:
    """Also where all that waits was refused."""
    m = open_map(marker("a"), marker("b"))
    m.edit("Marker", "a", title="A")
    m.edit("Marker", "b", title="B")
    server.set_permission("SVC001", "READ")
    assert (m.push().failed, m.push().failed) == (2, 1)  # one is tried again
    assert m.ledger.denied() and len(m.outbox()) == 2
    server.set_permission("SVC001", "ADMIN")
    assert m.push().edited == 2 and m.ledger.denied() == ""
    expect_equal(m, server)


def test_cancelling_keeps_the_rest(server: Standin, open_map: Open) -> None:
    m = open_map(*(marker(f"m{n}") for n in range(20)))
    for n in range(20):
        m.edit("Marker", f"m{n}", title="x")
    server.latency = 0.02
    done: list[int] = []
    report = m.push(
        Hooks(progress=lambda d, t: done.append(d), cancelled=lambda: bool(done and done[-1] > 2))
    )
    assert 0 < report.edited < 20
    assert report.waiting == 20 - report.edited == len(m.outbox())
    server.latency = 0
    assert m.push().edited == 20 - report.edited
    expect_equal(m, server)


def test_edits_of_one_object_after_a_lost_one(server: Standin, open_map: Open) -> None:
    """A later edit waits until the outcome of the earlier one is known."""
    m = open_map(marker("a"), shape("l", LINE))
    m.edit("Marker", "a", title="1")
    server.fault(Fault(Kind.DROP, method="POST"))
    stopped: list[int] = []
    m.push(Hooks(progress=lambda done, total: stopped.append(1), cancelled=lambda: bool(stopped)))
    assert [e.state for e in m.outbox()] == [State.UNKNOWN]
    m.edit("Marker", "a", title="2")
    assert m.push().edited >= 1
    assert server.objects(MAP)[("Marker", "a")]["properties"]["title"] == "2"
    expect_equal(m, server)
