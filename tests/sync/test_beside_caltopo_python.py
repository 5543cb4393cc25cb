# SPDX-License-Identifier: GPL-2.0-or-later
"""Another real client on the same map at the same time: caltopo_python and this plugin each see
what the other does, and neither undoes it."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from standin import Standin
from sync.localmap import KEY, MAP, LocalMap, expect_equal, point

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT / ".venv-peer" / "bin" / "python"
PROGRAM = Path(__file__).with_name("caltopo_python_beside.py")
WITHIN = 60.0
SQUARE = [[-120.6, 39.0], [-120.4, 39.0], [-120.4, 39.2], [-120.6, 39.2]]


class Peer:
    """caltopo_python in a process of its own."""

    def __init__(self, server: Standin, log: Path) -> None:
        self._log = log.open("w+")
        self._process = subprocess.Popen(
            [str(PEER), str(PROGRAM), server.url, *KEY, "SVC001", MAP],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def __getattr__(self, method: str) -> Any:
        def call(*arguments: Any, **keywords: Any) -> Any:
            assert self._process.stdin is not None and self._process.stdout is not None
            self._process.stdin.write(json.dumps([method, arguments, keywords]) + "\n")
            self._process.stdin.flush()
            late = threading.Timer(WITHIN, self._process.kill)
            late.start()
            answer = self._process.stdout.readline()
            late.cancel()
            self._log.seek(0)
            assert answer, method + ": " + self._log.read()[-3000:]
            return json.loads(answer)

        return call

    def sees(self) -> list[tuple[str, str]]:
        """Class and title of each object, after it has asked the server."""
        self._doSync()
        return sorted((cls, title) for cls, title in self.titles())

    def close(self) -> None:
        self._process.kill()
        self._process.wait(WITHIN)
        for file in (self._process.stdin, self._process.stdout, self._log):
            if file is not None:
                file.close()


@pytest.fixture
def local(open_map: Any, server: Standin) -> LocalMap:
    made: LocalMap = open_map()
    return made


@pytest.fixture
def peer(server: Standin, local: LocalMap, tmp_path: Path) -> Iterator[Peer]:
    if not PEER.exists():
        pytest.skip(f"caltopo_python is not installed: {PEER} is missing (`make venv` makes it)")
    made = Peer(server, tmp_path / "peer.log")
    yield made
    made.close()


def seen(server: Standin) -> list[tuple[str, str]]:
    return sorted((cls, f["properties"]["title"]) for (cls, _), f in server.objects(MAP).items())


def test_what_one_adds_the_other_has(server: Standin, local: LocalMap, peer: Peer) -> None:
    assert peer.sees() == []
    folder = peer.addFolder("Day 1")
    clue = peer.addMarker(39.2, -120.2, "Clue", folderId=folder)
    peer.addAreaAssignment(SQUARE, letter="AA", number="101", priority="HIGH")
    local.add("Marker", point(-120.1, 39.1), title="ICP")
    report = local.push()  # it looks first, so their objects are here with it
    assert (report.added, report.failed, report.conflicts) == (1, 0, 0)
    assert local.row("Marker", clue)["folderId"] == folder
    assert [r["letter"] for r in local.rows("Assignment_polygon").values()] == ["AA"]
    assert peer.sees() == seen(server)
    assert ("Marker", "ICP") in peer.sees()
    expect_equal(local, server)


def test_different_properties_of_one_object(server: Standin, local: LocalMap, peer: Peer) -> None:
    id = peer.addMarker(39.2, -120.2, "Clue")
    local.pull()
    local.edit("Marker", id, description="seen by team 4")
    peer.editFeature(id=id, properties={"title": "Clue 1"})
    assert local.push().edited == 1
    there = server.objects(MAP)["Marker", id]["properties"]
    assert (there["title"], there["description"]) == ("Clue 1", "seen by team 4")
    peer._doSync()
    known = peer.getFeature("Marker", id=id)["properties"]
    assert (known["title"], known["description"]) == ("Clue 1", "seen by team 4")
    peer.moveMarker([-120.3, 39.3], id=id)
    local.pull()
    assert local.row("Marker", id)["geom"]["coordinates"][:2] == [-120.3, 39.3]
    expect_equal(local, server)


def test_the_same_property_is_a_conflict(server: Standin, local: LocalMap, peer: Peer) -> None:
    id = peer.addMarker(39.2, -120.2, "Clue")
    local.pull()
    local.edit("Marker", id, title="Clue, ours")
    peer.editFeature(id=id, properties={"title": "Clue, theirs"})
    report = local.push()
    assert (report.edited, report.conflicts) == (0, 1)
    assert server.objects(MAP)["Marker", id]["properties"]["title"] == "Clue, theirs"
    local.resolve("Marker", id, "mine")
    assert local.push().edited == 1
    assert peer.sees() == [("Marker", "Clue, ours")]


def test_what_one_deletes_is_gone_for_both(server: Standin, local: LocalMap, peer: Peer) -> None:
    theirs, ours = peer.addMarker(39.2, -120.2, "Theirs"), peer.addMarker(39.3, -120.3, "Ours")
    local.pull()
    local.delete("Marker", ours)
    peer.delMarker(theirs)
    assert local.push().deleted == 1
    assert local.rows("Marker") == {} and seen(server) == [] and peer.sees() == []


def test_a_cut_there_is_here_with_all_its_parts(
    server: Standin, local: LocalMap, peer: Peer
) -> None:
    line = {"type": "LineString", "coordinates": [[-120.7, 39.1], [-120.3, 39.1]]}
    local.add("Shape_line", line, title="Ridge")
    assert local.push().added == 1
    peer._doSync()
    peer.addPolygon(SQUARE, "Basin")
    assert len(peer.cut("Basin", "Ridge")) == 2
    local.pull()
    assert sorted(r["title"] for r in local.rows("Shape_polygon").values()) == [
        title for cls, title in seen(server)
    ]
    assert local.rows("Shape_line") == {}  # it deletes its cutter
    expect_equal(local, server)
