# SPDX-License-Identifier: GPL-2.0-or-later
"""Accounts, rights, maps and photos at the stand-in."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from standin import Behaviour, Caller, Standin

MAP = "/api/v1/map/ABC12"
TEAM = "/api/v1/acct/TEAM01"
POINT = {"type": "Point", "coordinates": [-120.5, 39.25]}
FOLDER = {"properties": {"title": "a"}}


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin() as running:
        running.add_team("TEAM01", "Mountain Rescue")
        running.add_map("ABC12", title="Lost Horse Canyon", folder="F1")
        yield running


@pytest.fixture
def caller(server: Standin) -> Iterator[Caller]:
    with Caller(server.url, server.add_credential()) as calling:
        yield calling


def classes(features: list[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for feature in features:
        found.setdefault(feature["properties"]["class"], []).append(feature["id"])
    return found


def test_the_list_of_maps(server: Standin, caller: Caller) -> None:
    server.add_folder("F1", "2024")
    server.add_team("SUB001", "Dogs", parent="TEAM01")
    server.add_team("OTHER1", "Elsewhere")
    server.add_map("DOG11", team="SUB001")
    server.add_map("FAR11", team="OTHER1", title="Far")
    server.add_bookmark("TEAM01", "FAR11", type=10, folder="F1")
    result = caller.get(f"{TEAM}/since/0").result
    assert classes(result["features"]) == {
        "CollaborativeMap": ["ABC12", "DOG11"],
        "UserFolder": ["F1"],
    }
    first = result["features"][0]["properties"]
    assert (first["title"], first["accountId"], first["folderId"]) == (
        "Lost Horse Canyon",
        "TEAM01",
        "F1",
    )
    assert [group["id"] for group in result["groups"]] == ["TEAM01", "SUB001"]
    assert [account["id"] for account in result["accounts"]] == ["TEAM01", "SUB001", "SVC001"]
    (mark,) = [r for r in result["rels"] if r["properties"]["class"] == "UserAccountMapRel"]
    assert (mark["properties"]["mapId"], mark["properties"]["type"]) == ("FAR11", 10)
    assert result["ids"]["CollaborativeMap"] == ["ABC12", "DOG11"]


def test_the_list_of_maps_since(server: Standin, caller: Caller) -> None:
    moment = caller.get(f"{TEAM}/since/0").result["timestamp"]
    result = caller.get(f"{TEAM}/since/{moment}").result
    assert result["features"] == []
    assert "ids" not in result
    caller.post(f"{MAP}/Folder", FOLDER)
    result = caller.get(f"{TEAM}/since/{moment}").result
    assert classes(result["features"]) == {"CollaborativeMap": ["ABC12"]}
    server.remove_map("ABC12")
    assert caller.get(f"{TEAM}/since/{moment}").result["ids"]["CollaborativeMap"] == []


LEVELS = ["READ", "UPDATE", "WRITE", "MANAGE", "ADMIN"]


def allowed(server: Standin, caller: Caller) -> dict[str, bool]:
    """What the caller's account may do."""
    colleague = server.colleague("ABC12")
    edited, deleted = (colleague.add("Folder", {"title": "f"}) for _ in range(2))
    server.add_map("DEL11")
    feature = {**FOLDER, "geometry": POINT}
    new_map = {"properties": {"title": "n"}, "state": {"features": [feature]}}
    replies = {
        "read": caller.get(f"{MAP}/since/0"),
        "add": caller.post(f"{MAP}/Folder", FOLDER),
        "edit": caller.post(f"{MAP}/Folder/{edited}", FOLDER),
        "delete": caller.delete(f"{MAP}/Folder/{deleted}"),
        "new map": caller.post(f"{TEAM}/CollaborativeMap", new_map),
        "delete map": caller.delete(f"{TEAM}/CollaborativeMap/DEL11"),
        "list": caller.get(f"{TEAM}/since/0"),
    }
    return {name: reply.status == 200 for name, reply in replies.items()}


@pytest.mark.parametrize("level", [None, *LEVELS])
def test_levels(server: Standin, caller: Caller, level: str | None) -> None:
    needed = {
        "read": "READ",
        "add": "UPDATE",
        "edit": "UPDATE",
        "delete": "UPDATE",
        "new map": "UPDATE",
        "delete map": "MANAGE",
        "list": "ADMIN",
    }
    server.set_permission("SVC001", level)
    rank = -1 if level is None else LEVELS.index(level)
    expected = {name: LEVELS.index(lowest) <= rank for name, lowest in needed.items()}
    assert allowed(server, caller) == expected


def test_rights_change_in_mid_session(server: Standin, caller: Caller) -> None:
    assert caller.post(f"{MAP}/Folder", FOLDER).status == 200
    server.set_permission("SVC001", "READ", map_id="ABC12")
    assert caller.post(f"{MAP}/Folder", FOLDER).status == 403
    assert caller.get(f"{MAP}/since/0").status == 200
    server.behave(no_right=200)
    reply = caller.post(f"{MAP}/Folder", FOLDER)
    assert (reply.status, reply.json["status"]) == (200, "error")
    server.set_permission("SVC001", None, map_id="ABC12")
    assert caller.get(f"{MAP}/since/0").status == 401
    server.behave(delete_needs="WRITE", account_since_needs="WRITE")
    server.set_permission("SVC001", "UPDATE", team="TEAM01")
    assert caller.get(f"{TEAM}/since/0").json["status"] == "error"
    server.set_permission("SVC001", "WRITE", team="TEAM01")
    assert caller.get(f"{TEAM}/since/0").result["features"]
    server.remove_credential("CRED00000001")
    assert caller.get(f"{TEAM}/since/0").status == 401


def test_deleting_may_need_more_than_editing(server: Standin, caller: Caller) -> None:
    id = server.colleague("ABC12").add("Folder", {"title": "f"})
    server.set_permission("SVC001", "UPDATE")
    server.behave(delete_needs="WRITE")
    assert caller.post(f"{MAP}/Folder/{id}", FOLDER).status == 200
    assert caller.delete(f"{MAP}/Folder/{id}").status == 403


@pytest.mark.parametrize(
    ("type", "read", "write"), [(10, 200, 403), (16, 200, 200), (20, 200, 200)]
)
def test_a_bookmark_gives_its_level(
    server: Standin, caller: Caller, type: int, read: int, write: int
) -> None:
    server.add_map("FAR11", team="OTHER1")
    far = "/api/v1/map/FAR11"
    assert caller.get(f"{far}/since/0").status == 401
    server.add_bookmark("TEAM01", "FAR11", type=type)
    assert caller.get(f"{far}/since/0").status == read
    assert caller.post(f"{far}/Folder", FOLDER).status == write


def test_sharing(server: Standin) -> None:
    stranger = server.add_credential("CRED00000002", account="SVC002", team="OTHER1")
    with Caller(server.url) as unsigned, Caller(server.url, stranger) as signed:
        for sharing, status in (("PRIVATE", 401), ("SECRET", 401), ("URL", 200), ("PUBLIC", 200)):
            server.change_map("ABC12", sharing=sharing)
            assert unsigned.get(f"{MAP}/since/0").status == status
            assert signed.get(f"{MAP}/since/0").status == status
            assert unsigned.post(f"{MAP}/Folder", FOLDER).status == 401
            assert signed.post(f"{MAP}/Folder", FOLDER).status != 200


def test_desktop_asks_nobody() -> None:
    with Standin(Behaviour(desktop=True)) as server, Caller(server.url) as caller:
        server.add_map("RRR2", title="At home", team="LOCAL1")
        assert caller.get("/api/v1/map/RRR2/since/0").status == 200
        stored = caller.post("/api/v1/map/RRR2/Folder", FOLDER).result
        assert caller.delete(f"/api/v1/map/RRR2/Folder/{stored['id']}").status == 200
        account = caller.get("/sideload/account/LOCAL1.json", json='{"full":true}').result
        assert [each["id"] for each in account["account"]["tenants"]] == ["RRR2"]
        assert account["features"][0]["properties"]["title"] == "At home"


def new_map(*features: dict[str, Any], **properties: Any) -> dict[str, Any]:
    state = {"type": "FeatureCollection", "features": list(features)}
    return {"properties": {"title": "New", **properties}, "state": state}


DUMMY = {
    "type": "Feature",
    "id": "11111111-1111-1111-1111-111111111111",
    "geometry": POINT,
    "properties": {"title": "Dummy"},
}


def test_a_new_map(server: Standin, caller: Caller) -> None:
    config = json.dumps({"activeLayers": [["mbt", 1]]})
    body = new_map(DUMMY, mode="sar", sharing="SECRET", folderId="F1", mapConfig=config)
    made = caller.post(f"{TEAM}/CollaborativeMap", body).result
    path = f"/api/v1/map/{made['id']}"
    assert list(server.objects(made["id"])) == [("Marker", DUMMY["id"])]
    assert caller.delete(f"{path}/Marker/{DUMMY['id']}").status == 200
    properties = caller.get(f"{TEAM}/CollaborativeMap/{made['id']}").result["properties"]
    assert (properties["title"], properties["mode"], properties["sharing"]) == (
        "New",
        "sar",
        "SECRET",
    )
    assert (properties["folderId"], properties["config"]) == ("F1", config)
    edited = {"properties": {"title": "Renamed"}}
    caller.post(f"{TEAM}/CollaborativeMap/{made['id']}", edited)
    assert server.maps()[made["id"]]["title"] == "Renamed"
    assert caller.delete(f"{TEAM}/CollaborativeMap/{made['id']}").status == 200
    assert caller.get(f"{path}/since/0").status == 404


def test_traps_of_a_new_map(server: Standin, caller: Caller) -> None:
    path = f"{TEAM}/CollaborativeMap"
    assert caller.post(path, new_map()).status == 500
    (made,) = server.maps().keys() - {"ABC12"}
    assert server.objects(made) == {}
    server.behave(new_map_hidden=60.0, map_feature_ids_kept=False)
    hidden = caller.post(path, new_map(DUMMY, mapConfig={"activeLayers": []})).result
    assert "config" not in hidden["properties"]
    assert caller.get(f"/api/v1/map/{hidden['id']}/since/0").status == 401
    assert DUMMY["id"] not in str(server.objects(hidden["id"]))
    server.clock_offset = 61.0
    assert caller.get(f"/api/v1/map/{hidden['id']}/since/0").status == 200
    server.behave(new_map_redirects=True)
    reply = caller.post(path, new_map(DUMMY))
    assert (reply.status, reply.headers["Location"][:3]) == (302, "/m/")


def test_account_folders(caller: Caller) -> None:
    path = f"{TEAM}/UserFolder"
    made = caller.post(path, {"properties": {"title": "2025"}}).result
    caller.post(f"{path}/{made['id']}", {"properties": {"title": "2026"}})
    found = caller.get(f"{TEAM}/since/0").result["features"]
    assert [each["properties"]["title"] for each in found if each["id"] == made["id"]] == ["2026"]
    assert caller.delete(f"{path}/{made['id']}").status == 200
    assert caller.delete(f"{path}/{made['id']}").status == 404


JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9"


def test_a_photo(server: Standin, caller: Caller) -> None:
    media = str(uuid.uuid4())
    path = f"/api/v1/media/{media}"
    assert caller.post(path, {"properties": {"creator": "TEAM01"}}).status == 200
    data = {"data": base64.b64encode(JPEG).decode()}
    assert caller.get(f"{path}/original").status == 404
    assert caller.post(f"{path}/data", data).status == 200
    placed = {
        "type": "Feature",
        "id": None,
        "geometry": POINT,
        "properties": {"backendMediaId": media, "parentId": "", "title": "Photo"},
    }
    assert caller.post(f"{MAP}/MapMediaObject", placed).result["properties"]["title"] == "Photo"
    info = caller.get(path).result
    assert info["metadata"]["format"] == "jpg"
    original = caller.get(f"{path}/original")
    assert original.headers["Content-Type"] == "image/jpeg"
    assert original.data != JPEG
    assert (original.data[:2], original.data[-7:]) == (JPEG[:2], JPEG[-7:])
    assert info["metadata"]["filesize"] == len(original.data)
    server.behave(photos_rewritten=False)
    caller.post(f"{path}/data", data)
    assert caller.get(f"{path}/original").data == JPEG
    assert base64.b64decode(server.photo(media) or "") == JPEG


def test_traps_of_photos(server: Standin, caller: Caller) -> None:
    media = str(uuid.uuid4())
    path = f"/api/v1/media/{media}"
    assert caller.post(f"{path}/data", {"data": "AAAA"}).status == 404
    caller.post(path, {"properties": {}})
    assert caller.post(path, {"properties": {}}).status == 400
    assert caller.post(f"{path}/data", {"data": "no base64"}).status == 400
    assert caller.get(f"{path}.jpg").status == 400
    reply = caller.get(f"{MAP}/media/{media}")
    assert (reply.status, reply.data) == (200, b"")
    with Caller(server.url) as stranger:
        assert stranger.get(path).status == 401


def test_position_reports_feed_live_tracks(server: Standin) -> None:
    colleague = server.colleague("ABC12")
    track = colleague.add("LiveTrack", {"title": "Team 1", "deviceId": "FLEET:GRP-7"})
    with Caller(server.url) as device:
        assert device.get("/api/v1/position/report/GRP", id="7", lat="39.1", lng="x").status == 400
        assert device.get("/api/v1/position/report/GRP", id="8", lat="0", lng="0").status == 200
        for latitude in ("39.1", "39.2"):
            reply = device.get(
                "/api/v1/position/report/GRP", id="7", lat=latitude, lng="-120.5", ele="1500"
            )
            assert reply.status == 200
    geometry = server.objects("ABC12")[("LiveTrack", track)]["geometry"]
    assert geometry["type"] == "LineString"
    assert [position[:3] for position in geometry["coordinates"]] == [
        [-120.5, 39.1, 1500],
        [-120.5, 39.2, 1500],
    ]


def test_session_data_needs_a_signature(server: Standin, caller: Caller) -> None:
    assert (
        caller.post("/api/v0/userdata", {"map": {"center": [-120, 39], "zoom": 13}}).status == 200
    )
    with Caller(server.url) as stranger:
        assert stranger.post("/api/v0/userdata", {"map": {}}).status == 401
