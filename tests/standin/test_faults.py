# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls at the stand-in that go wrong on demand, and the record of calls."""

from __future__ import annotations

import email.utils
import http.client
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from standin import BROKEN_FEATURES, Caller, Fault, Kind, Reply, Standin

MAP = "/api/v1/map/ABC12"
BODY = {"properties": {"title": "a"}, "geometry": {"type": "Point", "coordinates": [-120.5, 39]}}


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin() as running:
        running.add_map("ABC12")
        yield running


@pytest.fixture
def caller(server: Standin) -> Iterator[Caller]:
    with Caller(server.url, server.add_credential()) as calling:
        yield calling


def add(caller: Caller) -> Reply:
    return caller.post(f"{MAP}/Marker", BODY)


def stored(server: Standin) -> int:
    return len(server.objects("ABC12"))


@pytest.mark.parametrize(
    ("fault", "status", "data"),
    [
        (Fault(Kind.STATUS, status=503, retry_after=3), 503, b'"internal error"'),
        (Fault(Kind.STATUS, status=502, body="html"), 502, b"<!DOCTYPE html>"),
        (Fault(Kind.STATUS, status=429, body="empty"), 429, b""),
        (Fault(Kind.STATUS, status=409, body="text", message="no"), 409, b"no"),
        (Fault(Kind.ERROR, message="error saving object"), 200, b'"error saving object"'),
        (Fault(Kind.EMPTY), 200, b""),
        (Fault(Kind.HTML), 200, b"<!DOCTYPE html>"),
        (Fault(Kind.REDIRECT), 302, b""),
    ],
)
@pytest.mark.parametrize("committed", [False, True])
def test_another_answer(
    server: Standin, caller: Caller, fault: Fault, status: int, data: bytes, committed: bool
) -> None:
    fault.committed = committed
    server.fault(fault)
    reply = add(caller)
    assert reply.status == status
    assert data in reply.data
    if not data:
        assert reply.data == b""
    assert stored(server) == int(committed)
    assert add(caller).status == 200


def test_what_goes_with_another_answer(server: Standin, caller: Caller) -> None:
    server.fault(Fault(Kind.STATUS, status=503, retry_after=3))
    server.fault(Fault(Kind.REDIRECT, location="http://example.org/"))
    assert add(caller).headers["Retry-After"] == "3"
    assert add(caller).headers["Location"] == "http://example.org/"


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize(("kind", "count"), [(Kind.DROP, 0), (Kind.LOST, 1), (Kind.HANG, 0)])
def test_a_lost_connection(
    server: Standin, caller: Caller, kind: Kind, count: int, reset: bool
) -> None:
    server.fault(Fault(kind, delay=0.05, reset=reset))
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        add(caller)
    assert stored(server) == count
    assert [(call.status, call.fault) for call in server.calls] == [(None, kind.value)]


def test_an_answer_that_breaks_off(server: Standin, caller: Caller) -> None:
    server.fault(Fault(Kind.TRUNCATED))
    with pytest.raises(http.client.IncompleteRead):
        add(caller)
    server.fault(Fault(Kind.CUT))
    with pytest.raises(json.JSONDecodeError):
        _ = add(caller).json
    assert stored(server) == 2


def test_a_slow_server_commits_after_the_clients_patience(server: Standin) -> None:
    key = server.add_credential()
    server.fault(Fault(Kind.LATE, delay=0.4))
    with Caller(server.url, key, timeout=0.1) as caller, pytest.raises(OSError, match="timed out"):
        add(caller)
    assert stored(server) == 0
    (call,) = server.calls
    assert not call.done
    end = time.monotonic() + 5
    while not server.calls[0].done:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert stored(server) == 1


@pytest.mark.parametrize(("checked_first", "status"), [(False, 401), (True, 200)])
def test_a_late_call_may_have_expired(
    server: Standin, caller: Caller, checked_first: bool, status: int
) -> None:
    server.fault(Fault(Kind.LATE, delay=0.3, checked_first=checked_first))
    assert caller.post(f"{MAP}/Marker", BODY, expires_in=0.15).status == status


def test_slow_bytes(server: Standin, caller: Caller) -> None:
    server.fault(Fault(Kind.SLOW, delay=0.3))
    begun = time.monotonic()
    assert add(caller).result["properties"]["title"] == "a"
    assert time.monotonic() - begun >= 0.25


def test_a_connection_that_ends_after_its_answer(server: Standin, caller: Caller) -> None:
    server.fault(Fault(Kind.CLOSED))
    reply = add(caller)
    assert reply.status == 200
    assert "Connection" not in reply.headers
    time.sleep(0.05)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        add(caller)
    server.behave(keep_alive=False)
    assert add(caller).headers["Connection"] == "close"
    assert add(caller).status == 200
    assert [call.reused for call in server.calls] == [False, False, False]


def test_nan_in_the_answer(server: Standin, caller: Caller) -> None:
    server.fault(Fault(Kind.NAN, times=2))
    assert b'"coordinates":[NaN,39]' in add(caller).data
    assert b'"coordinates":[NaN,39]' in caller.get(f"{MAP}/since/0").data
    server.fault(Fault(Kind.NAN, named="updated"))
    assert b'"updated":NaN' in caller.get(f"{MAP}/since/0").data
    assert "NaN" not in str(server.texts("ABC12"))


def test_broken_objects_in_the_answer(server: Standin, caller: Caller) -> None:
    add(caller)
    server.fault(Fault(Kind.BROKEN))
    result = caller.get(f"{MAP}/since/0").result
    assert len(result["state"]["features"]) == 1 + len(BROKEN_FEATURES)
    assert "broken-ring" in result["ids"]["Shape"]
    assert len(caller.get(f"{MAP}/since/0").result["state"]["features"]) == 1


def test_dates(server: Standin, caller: Caller) -> None:
    def ahead(reply: Reply) -> float:
        return email.utils.parsedate_to_datetime(reply.headers["Date"]).timestamp() - time.time()

    assert abs(ahead(add(caller))) < 2
    server.fault(Fault(Kind.WRONG_DATE, offset=-86400))
    assert ahead(add(caller)) == pytest.approx(-86400, abs=2)
    server.clock_offset = 600.0
    reply = caller.post(f"{MAP}/Marker", BODY, expires_in=1000)
    assert ahead(reply) == pytest.approx(600, abs=2)
    assert reply.json["timestamp"] / 1000 - time.time() == pytest.approx(600, abs=2)


def test_which_calls_a_fault_is_for(server: Standin, caller: Caller) -> None:
    server.fault(Fault(Kind.STATUS, method="POST", path="/Marker$", times=2, after=1))
    assert caller.post(f"{MAP}/Folder", {"properties": {}}).status == 200
    assert [add(caller).status for _ in range(4)] == [200, 500, 500, 200]
    server.fault(Fault(Kind.STATUS, times=None))
    assert [add(caller).status for _ in range(3)] == [500] * 3
    assert len(server.waiting_faults()) == 1
    server.clear_faults()
    assert add(caller).status == 200


def test_faults_by_chance_are_the_same_for_one_seed(server: Standin, caller: Caller) -> None:
    def run() -> list[int]:
        server.seed(7)
        return [caller.get(f"{MAP}/since/0").status for _ in range(60)]

    server.fault(Fault(Kind.STATUS, times=None, chance=0.3))
    first = run()
    assert first == run()
    assert 5 < first.count(500) < 35


def test_latency(server: Standin) -> None:
    key = server.add_credential()
    server.latency = 0.2

    def one() -> None:
        with Caller(server.url, key) as caller:
            add(caller)

    threads = [threading.Thread(target=one) for _ in range(6)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert 0.2 <= time.monotonic() - begun < 0.9
    assert max(call.in_flight for call in server.calls) > 1
    assert server.latency == 0.2


def test_the_record_of_calls(server: Standin, caller: Caller) -> None:
    id = add(caller).result["id"]
    caller.get(f"{MAP}/Marker/{id}")
    caller.delete(f"{MAP}/Marker/{id}")
    first, second, third = server.wait_for_calls(3, map="ABC12")
    assert (first.method, first.cls, first.id, first.body) == ("POST", "Marker", None, BODY)
    assert (first.account, first.status, first.done) == ("SVC001", 200, True)
    assert first.expires is not None and first.expires > server.now()
    assert (second.method, second.cls, second.id, second.body) == ("GET", "Marker", id, None)
    assert third.path == f"{MAP}/Marker/{id}"
    assert [call.reused for call in (first, second, third)] == [False, True, True]
    with Caller(server.url) as stranger:
        stranger.get(f"{MAP}/since/0")
    (fourth,) = server.calls_after(3)
    assert (fourth.account, fourth.status, fourth.reused) == (None, 401, False)
    server.clear_calls()
    assert server.calls == []


def test_waiting_for_calls_ends(server: Standin) -> None:
    with pytest.raises(TimeoutError):
        server.wait_for_calls(1, timeout=0.05)


def test_the_server_can_go_away_and_come_back(server: Standin) -> None:
    key = server.add_credential()
    url = server.url
    server.stop()
    with Caller(url, key) as caller, pytest.raises(ConnectionRefusedError):
        add(caller)
    server.start()
    assert server.url == url
    with Caller(url, key) as caller:
        assert add(caller).status == 200


def test_wrong_controls_are_errors(server: Standin) -> None:
    wrong: Any = {"no_such_thing": True}
    with pytest.raises(TypeError):
        server.behave(**wrong)
    with pytest.raises(ValueError, match="gone"):
        Fault("gone")  # type: ignore[arg-type]
