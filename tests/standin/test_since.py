# SPDX-License-Identifier: GPL-2.0-or-later
"""What the stand-in's since answers hold."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from standin import Caller, Ids, Standin

POINT = {"type": "Point", "coordinates": [-120.5, 39.25]}


def marker(id: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": id,
        "properties": {"class": "Marker", "title": id, **properties},
        "geometry": POINT,
    }


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin() as running:
        running.add_map("ABC12", [marker("a"), marker("b", updated=1700000000000)])
        yield running


class Asking:
    """Follows a map as a client does."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self.moment = 0

    def __call__(self, since: int | None = None) -> dict[str, Any]:
        moment = self.moment if since is None else since
        answer = self._caller.get(f"/api/v1/map/ABC12/since/{moment}").json
        assert answer["status"] == "ok"
        assert answer["timestamp"] == answer["result"]["timestamp"]
        assert answer["result"]["state"]["type"] == "FeatureCollection"
        self.moment = answer["timestamp"]
        return answer["result"]

    def features(self, since: int | None = None) -> list[dict[str, Any]]:
        return self(since)["state"]["features"]

    def ids(self, since: int | None = None) -> list[str]:
        return [feature["id"] for feature in self.features(since)]


@pytest.fixture
def ask(server: Standin) -> Iterator[Asking]:
    with Caller(server.url, server.add_credential()) as caller:
        yield Asking(caller)


@pytest.mark.parametrize("moment", [0, -1, -500])
def test_everything(ask: Asking, moment: int) -> None:
    result = ask(moment)
    assert [feature["id"] for feature in result["state"]["features"]] == ["a", "b"]
    assert result["ids"]["Marker"] == ["a", "b"]
    assert result["ids"]["Shape"] == []


def test_nothing_new(ask: Asking) -> None:
    ask()
    result = ask()
    assert result["state"]["features"] == []
    assert "ids" not in result


def test_each_change_comes_once_and_an_add_brings_no_ids(server: Standin, ask: Asking) -> None:
    colleague = server.colleague("ABC12")
    ask()
    for turn in range(20):
        added = colleague.add("Marker", {"title": str(turn)}, POINT)
        colleague.edit("Marker", added, {"title": "again"})
        result = ask()
        assert [feature["id"] for feature in result["state"]["features"]] == [added]
        assert "ids" not in result
        assert ask.ids() == []


def test_the_overlap_of_a_client_brings_repeats(server: Standin, ask: Asking) -> None:
    ask()
    server.colleague("ABC12").edit("Marker", "a", {"title": "c"})
    assert ask.ids() == ["a"]
    assert ask.ids(ask.moment - 500) == ["a"]


def test_objects_of_a_loaded_map_are_as_old_as_they_say(ask: Asking) -> None:
    assert ask.ids(1690000000000) == ["b", "a"]
    assert ask.ids(1710000000000) == ["a"]


def test_a_deletion_brings_ids(server: Standin, ask: Asking) -> None:
    ask()
    server.colleague("ABC12").delete("Marker", "a")
    result = ask()
    assert result["ids"]["Marker"] == ["b"]
    assert result["state"]["features"] == []
    assert "ids" not in ask()


def test_ids_always_never_and_after_a_long_time(server: Standin, ask: Asking) -> None:
    ask()
    server.behave(ids=Ids.ALWAYS)
    assert "ids" in ask()
    server.behave(ids=Ids.NEVER)
    server.colleague("ABC12").delete("Marker", "a")
    assert "ids" not in ask()
    assert "ids" in ask(0)
    server.behave(ids=Ids.AUTO, deletion_memory=60.0)
    assert "ids" not in ask(ask.moment - 30_000 + 60_000)
    assert "ids" in ask(ask.moment - 90_000)


def test_classes_without_objects_may_be_absent_from_ids(server: Standin, ask: Asking) -> None:
    server.behave(empty_classes=False)
    colleague = server.colleague("ABC12")
    colleague.delete("Marker", "a")
    colleague.delete("Marker", "b")
    assert ask()["ids"] == {}


def test_partial_updates(server: Standin, ask: Asking) -> None:
    server.behave(geometry_deltas=True, property_deltas=True)
    colleague = server.colleague("ABC12")
    ask()
    colleague.edit("Marker", "a", geometry={"type": "Point", "coordinates": [1, 2]})
    colleague.edit("Marker", "b", {"title": "c"})
    moved, renamed = ask.features()
    assert moved["properties"] == {"class": "Marker", "nop": True}
    assert moved["geometry"]["coordinates"] == [1, 2]
    assert "geometry" not in renamed
    assert renamed["properties"]["title"] == "c"
    colleague.edit("Marker", "a", {"title": "d"})
    colleague.edit("Marker", "a", geometry=POINT)
    (both,) = ask.features()
    assert (both["properties"]["title"], both["geometry"]) == ("d", POINT)


def test_a_track_grows_by_its_new_points(server: Standin, ask: Asking) -> None:
    server.behave(track_deltas=True)
    colleague = server.colleague("ABC12")
    colleague.add("AppTrack", {"title": "Team 1"}, id="t")
    ask()
    colleague.grow("AppTrack", "t", [[0, 0, 0, 1]])
    assert ask.features()[0]["geometry"]["type"] == "Point"
    colleague.grow("AppTrack", "t", [[1, 0, 0, 2], [2, 0, 0, 3]])
    assert len(ask.features()[0]["geometry"]["coordinates"]) == 3
    colleague.grow("AppTrack", "t", [[3, 0, 0, 4]])
    colleague.grow("AppTrack", "t", [[4, 0, 0, 5]])
    geometry = ask.features()[0]["geometry"]
    assert [position[3] for position in geometry["coordinates"]] == [4, 5]
    assert (geometry["size"], geometry["incremental"]) == (5, True)


def test_a_finished_track_goes_on_as_a_shape(server: Standin, ask: Asking) -> None:
    colleague = server.colleague("ABC12")
    colleague.add("AppTrack", {"title": "Team 1"}, id="t")
    ask()
    colleague.turn("AppTrack", "t", "Shape")
    result = ask()
    assert result["state"]["features"][0]["properties"]["class"] == "Shape"
    assert (result["ids"]["AppTrack"], result["ids"]["Shape"]) == ([], ["t"])


def test_order_and_repeats(server: Standin, ask: Asking) -> None:
    server.add_map("ABC12", [marker(str(n)) for n in range(50)])
    server.behave(shuffled=True, repeated=True)
    ids = ask.ids()
    assert sorted(ids) == sorted([str(n) for n in range(50)] * 2)
    assert ids != [str(n) for n in range(50)] * 2


def test_repeats_from_before_and_writes_that_show_late(server: Standin, ask: Asking) -> None:
    ask()
    server.colleague("ABC12").edit("Marker", "a", {"title": "c"})
    assert ask.ids() == ["a"]
    server.behave(overlap=5.0)
    assert ask.ids() == ["a"]
    server.behave(overlap=0.0, visible_after=0.3)
    server.colleague("ABC12").add("Marker", {"title": "d"}, POINT, id="d")
    assert "d" not in ask.ids(0)
    before = ask.moment - 1000
    time.sleep(0.35)
    assert ask.ids(before)[-1] == "d"


def test_assignment_titles_may_be_empty(server: Standin, ask: Asking) -> None:
    server.add_map("ABC12", [{"id": "s", "properties": {"class": "Assignment", "title": "AA 101"}}])
    server.behave(assignment_title_empty=True)
    assert ask.features()[0]["properties"]["title"] == ""


def test_a_map_may_hold_what_is_no_object(server: Standin, ask: Asking) -> None:
    nowhere = {"type": "Point", "coordinates": [float("nan"), "north"]}
    server.add_map("ABC12", [{**marker("n"), "geometry": nowhere}, {**marker("m"), "geometry": 7}])
    first, second = ask.features()
    assert str(first["geometry"]["coordinates"]) == "[nan, 'north']"
    assert second["geometry"] == 7


def test_answers_may_be_compressed(server: Standin) -> None:
    server.behave(compressed=True)
    server.change_map("ABC12", sharing="PUBLIC")
    reply = requests.get(f"{server.url}/api/v1/map/ABC12/since/0", timeout=10)
    assert reply.headers["Content-Encoding"] in ("gzip", "deflate")
    assert reply.json()["status"] == "ok"


def test_ten_changes_cost_the_same_in_a_large_map(server: Standin, ask: Asking) -> None:
    def fastest(count: int) -> float:
        server.add_map("ABC12", [marker(str(n)) for n in range(count)])
        ask(0)
        for n in range(10):
            server.colleague("ABC12").edit("Marker", str(n), {"title": "new"})
        since, times = ask.moment, []
        for _ in range(10):
            begun = time.perf_counter()
            assert len(ask.ids(since)) == 10
            times.append(time.perf_counter() - begun)
        return min(times)

    assert fastest(20_000) < 3 * fastest(200) + 0.002
