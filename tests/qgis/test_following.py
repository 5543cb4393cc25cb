# SPDX-License-Identifier: GPL-2.0-or-later
"""A map that is kept up to date by itself and tells what happens."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from standin import Fault, Kind, Standin

POINT = {"type": "Point", "coordinates": [-120.1, 38.8, 0, 0]}
WITHIN = 20.0


class Heard:
    """What callbacks were given, and on which thread."""

    def __init__(self, m: Any) -> None:
        self.m = m
        self.said: list[tuple[str, Any]] = []
        self.threads: set[int] = set()

    def to(self, *events: str) -> Heard:
        for event in events:
            self.m.on(event, self._callback(event))
        return self

    def _callback(self, event: str) -> Callable[[Any], None]:
        def heard(value: Any) -> None:
            self.said.append((event, value))
            self.threads.add(threading.get_ident())

        return heard

    def names(self) -> list[str]:
        return [event for event, _ in self.said]

    def until(self, event: str, count: int = 1) -> Any:
        end = time.monotonic() + WITHIN
        while self.names().count(event) < count:
            assert time.monotonic() < end, self.names()
            self.m.serve(0.05)
        return [value for name, value in self.said if name == event][count - 1]


def test_what_colleagues_do_is_told(server: Standin, m: Any) -> None:
    heard = Heard(m).to("added", "properties changed", "geometry changed", "deleted", "synced")
    web = server.colleague(m.id)
    id = web.add("Marker", {"title": "new"}, POINT)
    m.sync(0.1)
    assert heard.until("added")["title"] == "new"
    web.edit("Marker", id, {"title": "renamed"})
    changed = heard.until("properties changed")
    assert (changed["id"], changed["title"]) == (id, "renamed")
    assert "geometry changed" not in heard.names()
    web.edit("Marker", id, geometry={**POINT, "coordinates": [-120.2, 38.8, 0, 0]})
    assert heard.until("geometry changed")["id"] == id
    assert heard.names().count("properties changed") == 1
    web.delete("Marker", id)
    assert heard.until("deleted")["title"] == "renamed"
    assert heard.names().count("added") == 1
    assert heard.threads == {threading.get_ident()}


def test_pausing_and_stopping(server: Standin, m: Any) -> None:
    heard = Heard(m).to("synced")
    m.sync(0.05)
    heard.until("synced", 2)
    assert m.sync_interval == 0.05
    m.sync(0)
    m.serve(0.3)
    before = len(server.calls)
    m.serve(0.4)
    assert len(server.calls) == before and m.sync_interval == 0.0


def test_offline_and_online(server: Standin, m: Any) -> None:
    heard = Heard(m).to("offline", "online")
    server.fault(Fault(Kind.STATUS, status=503, times=3))
    m.sync(0.05)
    assert heard.until("offline")
    heard.until("online")
    assert heard.names() == ["offline", "online"]


def test_what_waits_and_what_is_refused(server: Standin, m: Any) -> None:
    heard = Heard(m).to("queue changed", "request failed")
    server.fault(Fault(Kind.STATUS, status=400, method="POST", times=1))
    m.add("Marker", {"title": "refused"}, POINT)
    m.push()
    assert heard.until("request failed")["title"] == "refused"
    assert [w.state for w in heard.until("queue changed")] == ["parked"]


def test_a_conflict_is_told_once(server: Standin, m: Any) -> None:
    heard = Heard(m).to("conflict", "synced")
    id = m.add("Marker", {"title": "mine"}, POINT)
    m.push()
    there = m.feature(id)
    m.edit(there, properties={"title": "mine again"})
    server.colleague(m.id).edit("Marker", there.id, {"title": "theirs"})
    m.refresh()
    assert heard.until("conflict").properties["title"] == ("mine", "mine again", "theirs")
    m.refresh()
    m.wait()
    assert heard.names().count("conflict") == 1


def test_an_error_in_a_callback_harms_nothing(server: Standin, m: Any) -> None:
    def fails(_: Any) -> None:
        raise ValueError("of the script")

    m.on("synced", fails)
    heard = Heard(m).to("synced")
    m.refresh()
    heard.until("synced")


def test_a_callback_that_has_ended(m: Any) -> None:
    said: list[Any] = []
    end = m.on("synced", said.append)
    m.refresh()
    m.wait()
    end()
    m.refresh()
    m.wait()
    assert len(said) == 1


def test_callbacks_of_another_thread(server: Standin, m: Any) -> None:
    found: list[int] = []

    def other() -> None:
        heard = Heard(m).to("added")
        ready.set()
        heard.until("added")
        found.extend(heard.threads)

    ready = threading.Event()
    thread = threading.Thread(target=other)
    thread.start()
    ready.wait(5)
    server.colleague(m.id).add("Marker", {"title": "new"}, POINT)
    m.refresh()
    end = time.monotonic() + WITHIN
    while thread.is_alive() and time.monotonic() < end:
        m.serve(0.05)
    assert found == [thread.ident]


def test_an_unknown_event(m: Any) -> None:
    with pytest.raises(CalTopoError) as caught:
        m.on("moved", print)
    assert "geometry changed" in caught.value.hint


@pytest.fixture
def refreshing(conn: api.Connection, tmp_path: Path) -> Iterator[Any]:
    opened = conn.open_map("ABC12", workspace=tmp_path, push_on_save=False)
    opened.layers()
    opened.sync(0.02)
    yield opened


def test_closing_while_it_refreshes(refreshing: Any) -> None:
    heard = Heard(refreshing).to("synced", "map closed")
    heard.until("synced")
    refreshing.close()
    refreshing.wait()
    assert "map closed" in heard.names()


@pytest.mark.parametrize("interval", ["often", -1, float("nan"), float("inf")])
def test_a_pause_that_is_none(m: Any, interval: Any) -> None:
    with pytest.raises(CalTopoError, match="no pause"):
        m.sync(interval)
    assert m.sync_interval == 0


def test_closing_is_told_without_an_event_loop(m: Any) -> None:
    heard = Heard(m).to("map closed")
    m.close()
    assert heard.said == [("map closed", m)]
