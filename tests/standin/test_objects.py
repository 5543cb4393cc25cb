# SPDX-License-Identifier: GPL-2.0-or-later
"""Adding, editing and deleting objects at the stand-in, with both answers to what is not known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from standin import (
    AuditKeys,
    Caller,
    ClientId,
    DeletedEdit,
    FolderChildren,
    NoProperties,
    Shapes,
    Standin,
)

MAP = "/api/v1/map/ABC12"
POINT = {"type": "Point", "coordinates": [-120.5, 39.25]}
OLD = (
    '{"geometry": {"coordinates": [-120.10, 39.0, 0, 0], "type": "Point"}, "id": "0", '
    '"properties": {"class": "Marker", "title": "Café", "marker-size": "1", "ratio": 1.50, '
    '"creator": "ACCT01", "-created-on": 1600000000000}, "type": "Feature"}'
)


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin() as running:
        running.add_map("ABC12", [OLD])
        yield running


@pytest.fixture
def caller(server: Standin) -> Iterator[Caller]:
    with Caller(server.url, server.add_credential()) as calling:
        yield calling


def test_an_untouched_object_stays_letter_for_letter(server: Standin, caller: Caller) -> None:
    caller.post(f"{MAP}/Marker", {"properties": {"title": "new"}, "geometry": POINT})
    assert server.text("ABC12", "Marker", "0") == OLD
    assert OLD.encode() in caller.get(f"{MAP}/since/0").data


def test_an_add_is_stamped_and_keeps_its_numbers(server: Standin, caller: Caller) -> None:
    before = server.now()
    body = '{"properties":{"title":"a","n":1.0,"big":123456789012345678901,"updated":5},' + (
        '"geometry":{"type":"Point","coordinates":[-120.50,39.0]}}'
    )
    stored = caller.post(f"{MAP}/Marker", body).result
    properties = stored["properties"]
    assert properties["class"] == "Marker"
    assert properties["creator"] == properties["-created-by"] == "SVC001"
    assert properties["updated"] == properties["-created-on"] == properties["-updated-on"] > before
    text = server.text("ABC12", "Marker", stored["id"])
    assert '"coordinates":[-120.50,39.0]' in text
    assert '"n":1.0,"big":123456789012345678901' in text


def test_an_edit_replaces_the_properties_and_keeps_the_geometry(
    server: Standin, caller: Caller
) -> None:
    stored = caller.post(f"{MAP}/Marker/0", {"id": "0", "properties": {"title": "b"}}).result
    properties = stored["properties"]
    assert {name for name in properties if not name.startswith("-")} == {
        "title",
        "class",
        "creator",
        "updated",
    }
    assert properties["creator"] == "ACCT01"
    assert properties["-created-on"] == 1600000000000
    assert properties["-updated-by"] == "SVC001"
    assert '"coordinates":[-120.10,39.0,0,0]' in server.text("ABC12", "Marker", "0")


def test_one_id_in_two_classes_is_two_objects(server: Standin, caller: Caller) -> None:
    server.colleague("ABC12").add("Shape", {"title": "line"}, None, id="0")
    caller.delete(f"{MAP}/Marker/0")
    assert list(server.objects("ABC12")) == [("Shape", "0")]


def test_a_single_object_and_what_is_not_there(caller: Caller) -> None:
    assert caller.get(f"{MAP}/Marker/0").result == json.loads(OLD)
    assert caller.get(f"{MAP}/Shape/0").status == 404
    assert caller.delete(f"{MAP}/Marker/1").status == 404
    assert caller.get("/api/v1/map/NONE1/since/0").status == 404
    page = caller.get(f"{MAP}/features")
    assert page.status == 404
    assert page.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "body",
    [
        '{"geometry":null}',
        '{"properties":{"a":NaN}}',
        '{"properties":{}',
        "[]",
        '{"properties":{},"geometry":{"type":"Point","coordinates":["a","b"]}}',
        '{"properties":{},"geometry":{"type":"Circle","coordinates":[1,2]}}',
        '{"properties":{},"geometry":{"type":"LineString","coordinates":[1,2]}}',
    ],
)
def test_what_is_no_feature_is_refused(server: Standin, caller: Caller, body: str) -> None:
    assert caller.post(f"{MAP}/Marker", body).status == 400
    assert len(server.objects("ABC12")) == 1


def test_an_unknown_class_is_refused_unless_the_map_has_it(server: Standin, caller: Caller) -> None:
    body = {"properties": {"title": "a"}}
    assert caller.post(f"{MAP}/Apptrack", body).status == 400
    server.colleague("ABC12").add("Drone", {"title": "d"})
    assert caller.post(f"{MAP}/Drone", body).status == 200


@pytest.mark.parametrize(
    ("rule", "status", "kept"),
    [(ClientId.KEPT, 200, True), (ClientId.REPLACED, 200, False), (ClientId.REFUSED, 404, False)],
)
def test_ids_chosen_by_the_client(
    server: Standin, caller: Caller, rule: ClientId, status: int, kept: bool
) -> None:
    server.behave(client_ids=rule)
    reply = caller.post(f"{MAP}/Marker/mine", {"properties": {"title": "a"}, "geometry": POINT})
    assert reply.status == status
    assert (("Marker", "mine") in server.objects("ABC12")) is kept
    assert len(server.objects("ABC12")) == (2 if status == 200 else 1)


def test_an_id_in_the_body_of_an_add(server: Standin, caller: Caller) -> None:
    body = {"id": "mine", "properties": {"title": "a"}}
    assert caller.post(f"{MAP}/Folder", body).result["id"] != "mine"
    server.behave(body_id_kept=True)
    assert caller.post(f"{MAP}/Folder", body).result["id"] == "mine"
    assert caller.post(f"{MAP}/Marker/0", {"id": "1", "properties": {}}).status == 400


def test_an_edit_of_a_deleted_object(server: Standin, caller: Caller) -> None:
    server.colleague("ABC12").delete("Marker", "0")
    body = {"properties": {"title": "again"}}
    assert caller.post(f"{MAP}/Marker/0", body).status == 404
    server.behave(missing=400)
    assert caller.post(f"{MAP}/Marker/0", body).status == 400
    server.behave(deleted_edit=DeletedEdit.RECREATED)
    assert caller.post(f"{MAP}/Marker/0", body).result["id"] == "0"


def test_missing_keys_may_survive_in_some_classes(server: Standin, caller: Caller) -> None:
    server.behave(keys_kept={"Marker"})
    properties = caller.post(f"{MAP}/Marker/0", {"properties": {"title": "b"}}).result["properties"]
    assert (properties["title"], properties["marker-size"]) == ("b", "1")


@pytest.mark.parametrize(
    ("rule", "title"), [(NoProperties.KEPT, "Café"), (NoProperties.BLANKED, " ")]
)
def test_an_edit_without_properties(
    server: Standin, caller: Caller, rule: NoProperties, title: str
) -> None:
    body = {"geometry": POINT}
    assert caller.post(f"{MAP}/Marker/0", body).status == 400
    server.behave(no_properties=rule)
    assert caller.post(f"{MAP}/Marker/0", body).result["properties"]["title"] == title


def test_audit_keys_in_a_body(server: Standin, caller: Caller) -> None:
    body = {"properties": {"title": "b", "creator": "ME0001", "-created-on": 1}}
    ignored = caller.post(f"{MAP}/Marker/0", body).result["properties"]
    assert (ignored["creator"], ignored["-created-on"]) == ("ACCT01", 1600000000000)
    server.behave(audit_keys=AuditKeys.STORED)
    stored = caller.post(f"{MAP}/Marker/0", body).result["properties"]
    assert (stored["creator"], stored["-created-on"]) == ("ME0001", 1)
    assert stored["updated"] > 1600000000000
    server.behave(audit_keys=AuditKeys.REFUSED)
    assert caller.post(f"{MAP}/Marker/0", body).status == 400


def test_geometry_null_in_an_edit(server: Standin, caller: Caller) -> None:
    server.behave(null_geometry_removes=False)
    body = {"properties": {"title": "b"}, "geometry": None}
    assert caller.post(f"{MAP}/Marker/0", body).result["geometry"] is not None
    server.behave(null_geometry_removes=True)
    assert caller.post(f"{MAP}/Marker/0", body).result["geometry"] is None


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (FolderChildren.ORPHANED, {"child": "top", "grandchild": "inner", "inner": "top"}),
        (FolderChildren.CLEARED, {"child": None, "grandchild": "inner", "inner": None}),
        (FolderChildren.DELETED, {}),
    ],
)
def test_deleting_a_folder(
    server: Standin, caller: Caller, rule: FolderChildren, left: dict[str, Any]
) -> None:
    server.behave(folder_children=rule)
    colleague = server.colleague("ABC12")
    colleague.delete("Marker", "0")
    colleague.add("Folder", {"title": "top"}, id="top")
    colleague.add("Folder", {"title": "inner", "folderId": "top"}, id="inner")
    colleague.add("Marker", {"title": "child", "folderId": "top"}, POINT, id="child")
    colleague.add("Marker", {"title": "grandchild", "folderId": "inner"}, POINT, id="grandchild")
    assert caller.delete(f"{MAP}/Folder/top").status == 200
    objects = server.objects("ABC12")
    assert {id: each["properties"]["folderId"] for (_, id), each in objects.items()} == left


def test_the_folder_of_an_add_may_be_ignored(server: Standin, caller: Caller) -> None:
    body = {"properties": {"title": "a", "folderId": "f"}, "geometry": POINT}
    assert caller.post(f"{MAP}/Marker", body).result["properties"]["folderId"] == "f"
    server.behave(folder_on_add_ignored=True)
    assert "folderId" not in caller.post(f"{MAP}/Marker", body).result["properties"]


def test_what_is_stored_may_differ_from_what_was_sent(server: Standin, caller: Caller) -> None:
    server.behave(points_padded=True, longitudes_rewritten=True, integers_shortened=True)
    body = (
        '{"properties":{"title":"a"},"geometry":{"type":"Point","coordinates":[-119.9876543,46.0]}}'
    )
    stored = caller.post(f"{MAP}/Marker", body).result["geometry"]["coordinates"]
    assert stored[1:] == [46, 0, 0]
    assert stored[0] != -119.9876543
    assert stored[0] == pytest.approx(-119.9876543, abs=1e-12)


@pytest.mark.parametrize(
    ("rule", "rings", "kind"),
    [(Shapes.KEPT, 2, "MultiPolygon"), (Shapes.FLATTENED, 1, "Polygon"), (Shapes.REFUSED, 0, "")],
)
def test_holes_and_several_parts(
    server: Standin, caller: Caller, rule: Shapes, rings: int, kind: str
) -> None:
    server.behave(holes=rule, multi=rule)
    polygon = [[[0, 0], [9, 0], [9, 9], [0, 0]], [[4, 2], [5, 2], [5, 3], [4, 2]]]
    with_hole = {"properties": {}, "geometry": {"type": "Polygon", "coordinates": polygon}}
    in_parts = {"properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": [polygon]}}
    if not rings:
        assert caller.post(f"{MAP}/Shape", with_hole).status == 400
        assert caller.post(f"{MAP}/Shape", in_parts).status == 400
        return
    assert len(caller.post(f"{MAP}/Shape", with_hole).result["geometry"]["coordinates"]) == rings
    stored = caller.post(f"{MAP}/Shape", in_parts).result["geometry"]
    assert stored["type"] == kind


def test_open_rings_may_be_closed(server: Standin, caller: Caller) -> None:
    ring = [[0, 0], [9, 0], [9, 9]]
    body = {"properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    assert caller.post(f"{MAP}/Shape", body).result["geometry"]["coordinates"] == [ring]
    server.behave(rings_closed=True)
    closed = caller.post(f"{MAP}/Shape", body).result["geometry"]["coordinates"]
    assert closed == [[*ring, ring[0]]]


def test_a_growing_line_is_replaced_or_appended_to(server: Standin, caller: Caller) -> None:
    def line(*positions: list[int]) -> dict[str, Any]:
        geometry = {"type": "LineString", "incremental": True, "coordinates": list(positions)}
        return {"properties": {"title": "t"}, "geometry": geometry}

    path = (
        f"{MAP}/Shape/" + caller.post(f"{MAP}/Shape", line([0, 0, 0, 1], [1, 0, 0, 2])).result["id"]
    )
    server.behave(incremental_appends=True)
    grown = caller.post(path, line([1, 0, 0, 2], [2, 0, 0, 3])).result["geometry"]
    assert [position[3] for position in grown["coordinates"]] == [1, 2, 3]
    assert grown["size"] == 3
    server.behave(incremental_appends=False)
    assert len(caller.post(path, line([5, 0, 0, 9])).result["geometry"]["coordinates"]) == 1


def test_bulk_add(server: Standin, caller: Caller) -> None:
    feature = {"properties": {"title": "a"}, "geometry": POINT}
    reply = caller.post("/api/v0/map/ABC12/save", {"Marker": [feature, feature], "Folder": []})
    assert len(reply.result["Marker"]) == 2
    assert len(server.objects("ABC12")) == 3


def test_a_form_may_be_too_large_and_calls_too_many(server: Standin, caller: Caller) -> None:
    server.behave(form_limit=2000)
    body = {"properties": {"description": "x" * 2000}}
    assert caller.post(f"{MAP}/Folder", body).status == 413
    server.behave(form_limit=None, rate=0, retry_after=7)
    reply = caller.post(f"{MAP}/Folder", body)
    assert (reply.status, reply.headers["Retry-After"]) == (429, "7")
    assert len(server.objects("ABC12")) == 1


def test_an_empty_post_is_refused(caller: Caller) -> None:
    assert caller.post(f"{MAP}/Folder", "").status == 400
