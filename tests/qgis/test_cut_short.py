# SPDX-License-Identifier: GPL-2.0-or-later
"""A program that is killed while a slow server still works on its call, and run again at once."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError, NetworkError
from caltopo_sync.plugin.session import appearing, live, photos
from standin import Fault, Kind, Standin

TESTS = Path(__file__).parents[1]
PHOTO = TESTS / "data" / "photo.jpg"
LIFE = 5.0  # seconds that a call is signed for here; 30 is a long time for a test
SLOW = 3.0  # seconds that the server takes for it
RUN = """
import sys
sys.path[:0] = sys.argv[1:2]
import qgisapp
app = qgisapp.start()
from caltopo_sync.plugin import api
from caltopo_sync.plugin.session import live, photos
live.EXPIRES = photos.EXPIRES = float(sys.argv[6])
conn = api.connect(sys.argv[2], credential_id=sys.argv[3], secret=sys.argv[4], team_id="TEAM01")
m = conn.open_map("ABC12", workspace=sys.argv[5], push_on_save=False)
if sys.argv[7:]:
    m.upload_photos(sys.argv[7:])
else:
    m.live_track("Team 1", "plantedKEY-T1")
"""
Again = Callable[..., Any]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (live, photos):
        monkeypatch.setattr(module, "EXPIRES", LIFE)
    monkeypatch.setattr(appearing, "MARGIN", 1.0)
    monkeypatch.setattr(appearing, "LOOK", 0.1)


@pytest.fixture
def killed_at(server: Standin, tmp_path: Path) -> Callable[[str, list[str]], None]:
    """Runs a program until the server has its call, and no longer."""
    key = server.add_credential()

    def kill(call: str, files: list[str]) -> None:
        given = [str(TESTS), server.url, key.id, key.secret, str(tmp_path / "work"), str(LIFE)]
        with subprocess.Popen([sys.executable, "-c", RUN, *given, *files]) as program:
            try:
                path = "/api/v1/map/ABC12/" + call
                server.wait_for_calls(1, timeout=60, method="POST", path=path)
            finally:
                program.kill()

    return kill


@pytest.fixture
def again(conn: Any, tmp_path: Path) -> Iterator[Any]:
    """The map, opened by the next run in the same folder."""
    opened: list[Any] = []

    def open_again() -> Any:
        opened.append(conn.open_map("ABC12", workspace=tmp_path / "work", push_on_save=False))
        return opened[-1]

    yield open_again
    for each in opened:
        each.close()


def late(server: Standin, call: str) -> None:
    """The server takes its time, with a call whose signature it found good."""
    server.fault(Fault(Kind.LATE, method="POST", path=call + "$", delay=SLOW, checked_first=True))


def done_by_now(begun: float) -> None:
    """Wait until the server is done with a call that came before a time."""
    time.sleep(max(0.0, begun + SLOW + 0.5 - time.monotonic()))


def titled(server: Standin, cls: str, title: str) -> list[str]:
    there = server.objects("ABC12").items()
    return [id for (c, id), f in there if c == cls and f["properties"]["title"] == title]


def test_a_photo_is_not_doubled(
    server: Standin, killed_at: Callable[[str, list[str]], None], again: Again
) -> None:
    late(server, "MapMediaObject")
    killed_at("MapMediaObject", [str(PHOTO)])
    assert titled(server, "MapMediaObject", "photo") == [], "the server is still at it"
    begun = time.monotonic()
    report = again().upload_photos([PHOTO])
    done_by_now(begun)
    assert (report.done, report.already, report.failed) == (0, 1, 0)
    assert len(titled(server, "MapMediaObject", "photo")) == 1


def test_a_live_track_is_not_doubled(
    server: Standin, killed_at: Callable[[str, list[str]], None], again: Again
) -> None:
    late(server, "LiveTrack")
    killed_at("LiveTrack", [])
    begun = time.monotonic()
    id = again().live_track("Team 1", "plantedKEY-T1")
    done_by_now(begun)
    assert titled(server, "LiveTrack", "Team 1") == [id]


def test_one_that_never_arrived_is_sent_once_that_is_sure(
    server: Standin, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "EXPIRES", 1.0)
    m = again()
    server.fault(Fault(Kind.DROP, method="POST", path="MapMediaObject$"))
    server.fault(Fault(Kind.DROP, path="/since/", times=None, after=1))  # and then the link is gone
    assert m.upload_photos([PHOTO]).failed == 1
    server.clear_faults()
    report = m.upload_photos([PHOTO])
    assert (report.done, report.already) == (1, 0)
    assert len(titled(server, "MapMediaObject", "photo")) == 1


def test_what_no_look_could_tell_stays_open(
    server: Standin, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link dies with the call, and comes back for the next run before the server is done."""
    m = again()
    late(server, "MapMediaObject")
    monkeypatch.setattr(m._wire._transport, "_read_timeout", 0.3)
    server.fault(Fault(Kind.STATUS, path="/since/", status=503, times=None, after=1))
    with monkeypatch.context() as cut:
        cut.setattr(appearing.Appearing, "_appears", _unreached)
        assert m.upload_photos([PHOTO]).failed == 1
    server.clear_faults()
    begun = time.monotonic()
    assert m.upload_photos([PHOTO]).already == 1
    done_by_now(begun)
    assert len(titled(server, "MapMediaObject", "photo")) == 1


def _unreached(*_: Any) -> bool:
    raise NetworkError("The server cannot be reached.")


def test_what_was_refused_is_tried_again_at_once(server: Standin, again: Again) -> None:
    m = again()
    server.fault(Fault(Kind.STATUS, method="POST", path="LiveTrack$", status=400))
    with pytest.raises(CalTopoError):
        m.live_track("Team 1", "plantedKEY-T1")
    begun = time.monotonic()
    m.live_track("Team 1", "plantedKEY-T1")
    assert time.monotonic() - begun < LIFE
