# SPDX-License-Identifier: GPL-2.0-or-later
"""A client nobody here wrote works against the stand-in: caltopo_python from PyPI.

It needs a newer shapely than the system's, so it lives in an environment of its own:

    python3 -m venv .venv-peer
    .venv-peer/bin/pip install caltopo_python==2.0.0 shapely==2.2.0
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from standin import RemoteStandin

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT / ".venv-peer" / "bin" / "python"


@pytest.fixture(scope="module")
def session() -> Any:
    """What caltopo_python saw, what it said, the calls it made, the map as it left it."""
    if not PEER.exists():
        pytest.skip(f"caltopo_python is not installed: {PEER} is missing (`make venv` makes it)")
    with RemoteStandin() as server:
        server.add_team("TEAM01", "Mountain Rescue")
        key = server.add_credential()
        server.add_map("ABC12", title="Lost Horse Canyon")
        run = subprocess.run(
            [
                PEER,
                Path(__file__).with_name("caltopo_python_session.py"),
                server.url,
                key.id,
                key.secret,
                key.account,
                "ABC12",
            ],
            capture_output=True,
            text=True,
            timeout=90,
        )
        assert run.returncode == 0, run.stderr[-3000:]
        yield json.loads(run.stdout.splitlines()[-1]), server.calls, server.objects("ABC12")


def test_every_call_was_signed_and_taken(session: Any) -> None:
    _, calls, _ = session
    positions = [call for call in calls if "/position/report/" in call.path]
    others = [call for call in calls if call not in positions]
    assert len(others) >= 20
    assert {call.account for call in others} == {"SVC001"}
    assert {call.status for call in calls} == {200}
    assert len(positions) == 2


def test_it_lists_the_maps(session: Any) -> None:
    seen, _, _ = session
    assert [(each["id"], each["title"]) for each in seen["maps"]] == [
        ("ABC12", "Lost Horse Canyon")
    ]
    assert seen["title"] == "Lost Horse Canyon"


def test_it_adds_and_edits(session: Any) -> None:
    seen, _, objects = session
    titles = {cls: [] for cls, _ in objects}
    for (cls, _), feature in objects.items():
        titles[cls].append(feature["properties"]["title"])
    assert titles["Folder"] == ["Day 1"]
    assert titles["OperationalPeriod"] == ["1"]
    assert titles["Assignment"] == ["AA 101"]
    assert sorted(titles["Marker"]) == ["Point last seen", "Queued"]
    moved = next(f for f in objects.values() if f["properties"]["title"] == "Point last seen")
    assert moved["geometry"]["coordinates"][:2] == [-120.25, 39.25]
    assert seen["title of the marker"] == "Point last seen"


def test_it_cuts(session: Any) -> None:
    seen, _, objects = session
    halves = [f for f in objects.values() if f["properties"]["title"].startswith("Basin")]
    assert len(seen["cut"]) == len(halves) == 2
    for half in halves:
        latitudes = {round(position[1], 6) for position in half["geometry"]["coordinates"][0]}
        assert latitudes in ({39.0, 39.1}, {39.1, 39.2})
    assert not [f for f in objects.values() if f["properties"]["title"] == "Ridge"]


def test_a_live_track_grows_and_becomes_a_shape(session: Any) -> None:
    _, _, objects = session
    (track,) = [f for f in objects.values() if f["properties"]["title"] == "Team 1"]
    assert track["properties"]["class"] == "Shape"
    assert [position[:2] for position in track["geometry"]["coordinates"]] == [
        [-120.4, 39.1],
        [-120.5, 39.2],
    ]


def test_it_follows_a_colleague(session: Any) -> None:
    seen, _, objects = session
    assert seen["colleague's"]["id"] == "by-colleague"
    assert not seen["deleted"]
    assert sorted(map(tuple, seen["cache"])) == sorted(objects)
