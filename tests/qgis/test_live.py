# SPDX-License-Identifier: GPL-2.0-or-later
"""Live tracks begin, move and end as lines."""

from __future__ import annotations

import json
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.client import Client
from caltopo_sync.plugin.caltopo.errors import CalTopoError, NetworkError, Rejected
from caltopo_sync.plugin.session import appearing, live
from standin import Fault, Kind, Standin

GROUP = "plantedKEY"


def tracks(server: Standin, m: Any, cls: str = "LiveTrack") -> list[dict[str, Any]]:
    return [f for (c, _), f in server.objects(m.id).items() if c == cls]


def begun(server: Standin, m: Any, **more: Any) -> str:
    return str(m.live_track("Team 1", GROUP + "-T1", **more))


def test_from_beginning_to_end(server: Standin, m: Any) -> None:
    lines = len(tracks(server, m, "Shape"))
    folder = next(iter(m.features("Folder")))
    id = begun(server, m, folder=folder.id)
    assert begun(server, m) == id  # not a second one for the same device
    m.edit(id, "LiveTrack", {"description": "with dog"})
    m.push()
    for n in range(3):
        m.report_position(id, round(38.8 + n / 100, 2), -120.1, 2000.0 + n)
    m.refresh()
    shape = m.feature(id, "LiveTrack").geometry
    assert [p[:3] for p in shape["coordinates"]] == [
        [-120.1, 38.8, 2000], [-120.1, 38.81, 2001], [-120.1, 38.82, 2002]
    ]  # fmt: skip
    line = m.stop_live_track(id)
    assert not [t for t in tracks(server, m) if t["id"] == id]
    there = server.objects(m.id)[("Shape", line)]
    assert there["geometry"]["coordinates"] == shape["coordinates"]
    said = there["properties"]
    assert (said["title"], said["description"]) == ("Team 1", "with dog")
    assert said["folderId"] == folder.id and "deviceId" not in said
    assert len(tracks(server, m, "Shape")) == lines + 1
    assert m.changes() == []


def test_one_that_never_moved(server: Standin, m: Any) -> None:
    id = begun(server, m)
    assert m.stop_live_track(id) is None
    assert not [t for t in tracks(server, m) if t["id"] == id]


def test_ending_goes_on_after_a_failure(server: Standin, m: Any) -> None:
    lines = len(tracks(server, m, "Shape"))
    id = begun(server, m)
    for n in range(2):
        m.report_position(id, 38.8 + n, -120.1)
    server.fault(Fault(Kind.STATUS, status=503, method="DELETE", times=1))
    with pytest.raises(CalTopoError):
        m.stop_live_track(id)
    m.report_position(id, 40.8, -120.1)  # the device goes on
    line = m.stop_live_track(id)
    there = server.objects(m.id)[("Shape", line)]
    assert [p[1] for p in there["geometry"]["coordinates"]] == [38.8, 39.8, 40.8]
    assert len(tracks(server, m, "Shape")) == lines + 1


def test_positions_that_come_while_the_line_is_made_are_in_it(
    server: Standin, m: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = begun(server, m)
    for n in range(2):
        m.report_position(id, 38.8 + n, -120.1)
    add = Client.add_object

    def moving(self: Client, *given: Any, **named: Any) -> Any:
        self.report_position(GROUP, "T1", 40.8, -120.1)
        return add(self, *given, **named)

    monkeypatch.setattr(Client, "add_object", moving)
    line = m.stop_live_track(id)
    there = server.objects(m.id)[("Shape", line)]
    assert [p[1] for p in there["geometry"]["coordinates"]] == [38.8, 39.8, 40.8]


def test_in_the_background(server: Standin, m: Any) -> None:
    id = m.live_track("Team 1", GROUP + "-T1", wait=False).wait(30)
    for n in range(2):
        m.report_position(id, 38.8 + n, -120.1, wait=False).wait(30)
    line = m.stop_live_track(id, wait=False).wait(30)
    there = server.objects(m.id)[("Shape", line)]
    assert [p[1] for p in there["geometry"]["coordinates"]] == [38.8, 39.8]


@pytest.mark.parametrize("late", [0.0, 1.0])
def test_an_answer_that_never_came_begins_no_second_one(
    server: Standin, m: Any, monkeypatch: pytest.MonkeyPatch, late: float
) -> None:
    """Also where the server shows it only after a while."""
    monkeypatch.setattr(appearing, "LOOK", 0.1)
    count = len(tracks(server, m))
    server.behave(visible_after=late, ids="never")
    server.fault(Fault(Kind.LOST, method="POST", path="/LiveTrack$", times=1))
    id = begun(server, m)
    assert begun(server, m) == id
    assert len(tracks(server, m)) == count + 1 and ("LiveTrack", id) in server.objects(m.id)


def test_the_group_is_told_to_nobody(
    server: Standin, m: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = begun(server, m)
    [call] = [c for c in server.calls if c.path.endswith("/LiveTrack") and c.method == "POST"]
    assert GROUP in json.dumps(call.body)
    for layer in m.layers().values():
        for feature in layer.getFeatures():
            assert GROUP not in str(feature.attributes())
    server.fault(Fault(Kind.DROP, path="position/report", times=2))
    with pytest.raises(NetworkError) as caught:
        m.report_position(id, 38.8, -120.1)
    error = caught.value
    assert GROUP not in " ".join((error.text, error.details, error.hint, repr(error)))
    assert error.__cause__ is None
    server.fault(Fault(Kind.STATUS, status=400, path="position/report", times=1,
                       body="text", message="no " + GROUP))  # fmt: skip
    with pytest.raises(CalTopoError) as refused:
        m.report_position(id, 38.8, -120.1)
    assert GROUP not in " ".join((refused.value.text, refused.value.details))


def test_a_report_is_not_signed(server: Standin, m: Any) -> None:
    id = begun(server, m)
    m.report_position(id, 38.8, -120.1)
    [call] = [c for c in server.calls if "position/report" in c.path]
    assert call.account is None and call.status == 200


@pytest.mark.parametrize(
    "position", [("39", -120.1), (-120.1, 38.8), (float("nan"), 1.0), (10.0, 200.0)]
)
def test_no_position(m: Any, position: tuple[float, float]) -> None:
    with pytest.raises(Rejected):
        m.report_position("whatever", *position)


def test_a_device_is_a_group_and_an_id(m: Any) -> None:
    with pytest.raises(Rejected):
        m.live_track("t", "nogroup")
    assert live.FLEET == "FLEET:"
