# SPDX-License-Identifier: GPL-2.0-or-later
"""The stand-in as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from standin import Behaviour, Caller, Fault, Ids, Key, Kind, RemoteStandin

TESTS = Path(__file__).resolve().parents[1]
POINT = {"type": "Point", "coordinates": [-120.5, 39.25]}
TEXT = '{ "type":"Feature","id":"a","properties":{"class":"Marker","n":1.0},"geometry":null}'


@pytest.fixture(scope="module")
def server() -> Iterator[RemoteStandin]:
    with RemoteStandin(Behaviour(ids=Ids.ALWAYS, keys_kept=frozenset({"Marker"}))) as running:
        yield running


def test_it_is_steered_as_one_in_the_process(server: RemoteStandin) -> None:
    key = server.add_credential(permission="UPDATE")
    assert isinstance(key, Key)
    server.add_map("ABC12", [TEXT], title="Far away")
    assert server.behaviour == Behaviour(ids=Ids.ALWAYS, keys_kept=frozenset({"Marker"}))
    server.fault(Fault(Kind.STATUS, status=503))
    assert server.waiting_faults() == [Fault(Kind.STATUS, status=503)]
    colleague = server.colleague("ABC12")
    added = colleague.add("Marker", {"title": "é"}, POINT)
    colleague.edit("Marker", added, {"title": "ü"}, {"type": "Point", "coordinates": [1, 2]})
    with Caller(server.url, key) as caller:
        assert caller.get("/api/v1/map/ABC12/since/0").status == 503
        assert caller.post("/api/v1/map/ABC12/Folder", {"properties": {}}).status == 200
        assert caller.delete(f"/api/v1/map/ABC12/Marker/{added}").status == 200
    assert server.text("ABC12", "Marker", "a") == TEXT
    assert [cls for cls, _ in server.objects("ABC12")] == ["Marker", "Folder"]
    assert [(call.method, call.status) for call in server.wait_for_calls(3)] == [
        ("GET", 503),
        ("POST", 200),
        ("DELETE", 200),
    ]
    server.clock_offset = 60.0
    server.latency = 0.01
    assert (server.clock_offset, server.latency) == (60.0, 0.01)
    with RemoteStandin(url=server.url) as second:
        assert second.maps()["ABC12"]["title"] == "Far away"
    assert server.maps()["ABC12"]["title"] == "Far away"


def test_its_errors_are_told(server: RemoteStandin) -> None:
    with pytest.raises(RuntimeError, match="no control named"):
        server._do("no_such_thing")
    with pytest.raises(RuntimeError, match="KeyError"):
        server.text("NONE1", "Marker", "a")


def test_a_map_from_a_file_keeps_its_text(server: RemoteStandin, tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text(
        '{"result":{"state":{"features": ['
        + TEXT
        + " ,\n"
        + TEXT.replace('"a"', '"b"')
        + '], "type": "FeatureCollection"}}}',
        encoding="utf-8",
    )
    server.add_map("ABC13", path=path)
    assert list(server.texts("ABC13").values()) == [TEXT, TEXT.replace('"a"', '"b"')]


def test_it_ends_when_its_parent_is_gone() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "standin", "--desktop", "--until-eof"],
        cwd=TESTS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdin is not None and running.stdout is not None
        url = json.loads(running.stdout.readline())["url"]
        assert url.startswith("http://127.0.0.1:")
        with RemoteStandin(url=url) as steering:
            assert steering.behaviour.desktop
        running.stdin.close()
        assert running.wait(10) == 0


def test_it_ends_when_told() -> None:
    with RemoteStandin() as server:
        url = server.url
    with Caller(url) as caller, pytest.raises(ConnectionRefusedError):
        caller.get("/")
