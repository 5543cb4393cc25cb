# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps as a whole: listed, made in one request, renamed, deleted, kept as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo import account
from caltopo_sync.plugin.caltopo.errors import CalTopoError, NotFound, Rejected, ServerError
from caltopo_sync.plugin.host import paths
from standin import Behaviour, Fault, Kind, Standin

POINT = {"type": "Point", "coordinates": [-120.1, 38.8]}
LINE = {"type": "LineString", "coordinates": [[-120.1, 38.8], [-120.2, 38.9]]}


def feature(cls: str, id: str, geometry: Any = None, **properties: Any) -> dict[str, Any]:
    found = {"type": "Feature", "id": id, "properties": {"class": cls, **properties}}
    return found if geometry is None else {**found, "geometry": geometry}


WANTED = [
    feature("Marker", "m", POINT, title="ICP", folderId="inner", **{"marker-color": "#00FF00"}),
    feature("Folder", "inner", title="Inner", folderId="outer"),
    feature("Folder", "outer", title="Outer"),
    feature("OperationalPeriod", "op", title="OP 1"),
    feature("Assignment", "a", LINE, letter="A", number="1", operationalPeriodId="op"),
    feature("AppTrack", "t", LINE, title="a track"),
]


def connection(server: Standin, permission: str = "ADMIN") -> api.Connection:
    key = server.add_credential(permission=permission)
    return api.connect(server.url, credential_id=key.id, secret=key.secret, team_id=key.team)


def tree(server: Standin, map_id: str) -> dict[str, str]:
    """Titles of objects and of what they are in."""
    there = server.objects(map_id)
    titles = {id: api_title(f) for (_, id), f in there.items()}
    found = {}
    for feature in there.values():
        said = feature["properties"]
        inside = said.get("folderId") or said.get("operationalPeriodId")
        found[api_title(feature)] = titles.get(inside, "-") if inside else ""
    return found


def api_title(feature: dict[str, Any]) -> str:
    said = feature["properties"]
    return str(said.get("title") or f"{said.get('letter')} {said.get('number')}")


WHOLE = {"ICP": "Inner", "Inner": "Outer", "Outer": "", "OP 1": "", "A 1": "OP 1"}


@pytest.mark.parametrize("ids_kept", [True, False])
@pytest.mark.parametrize("hidden", [0.0, 1.0])
def test_a_map_is_made_in_one_request(ids_kept: bool, hidden: float) -> None:
    behaviour = Behaviour(map_feature_ids_kept=ids_kept, new_map_hidden=hidden)
    with Standin(behaviour=behaviour) as server:
        conn = connection(server)
        info = conn.create_map("New", WANTED, mode="sar", sharing="URL", folder_id=None)
        assert tree(server, info.id) == WHOLE
        posts = [c for c in server.calls if c.method == "POST"]
        assert len([c for c in posts if c.path.endswith("CollaborativeMap")]) == 1
        if ids_kept:
            assert len(posts) == 1
        said = server.maps()[info.id]
        assert (said["title"], said["mode"], said["sharing"]) == ("New", "sar", "URL")
        assert info.id in {m.id for m in conn.maps()}


def test_a_map_without_objects_is_empty_and_no_error(server: Standin) -> None:
    info = connection(server).create_map("Empty")
    assert server.objects(info.id) == {}


@pytest.mark.parametrize("kind", [Kind.LOST, Kind.DROP])
def test_an_answer_that_never_came_makes_no_second_map(server: Standin, kind: Kind) -> None:
    conn = connection(server)
    server.fault(Fault(kind, method="POST", path="CollaborativeMap$", times=1))
    if kind is Kind.LOST:
        info = conn.create_map("Once", WANTED)
        assert tree(server, info.id) == WHOLE
    else:
        with pytest.raises(CalTopoError):
            conn.create_map("Once", WANTED)
    made = [m for m in server.maps().values() if m["title"] == "Once"]
    assert len(made) == (1 if kind is Kind.LOST else 0)


def test_an_equal_map_of_yesterday_is_not_taken_for_the_new_one(server: Standin) -> None:
    conn = connection(server)
    server.add_map("OLD12", features=[], team="TEAM01", title="Twice")
    server.fault(Fault(Kind.STATUS, status=500, method="POST", path="CollaborativeMap$", times=1))
    with pytest.raises(ServerError):
        conn.create_map("Twice", WANTED)


def test_from_a_template_and_from_a_backup(server: Standin, tmp_path: Path) -> None:
    conn = connection(server)
    first = conn.create_map("First", WANTED)
    server.change_map(first.id, config=json.dumps({"activeLayers": [["mbt", 1], ["fire", 0.5]]}))
    copy = conn.create_map("Copy", conn.features_of(first.id), base_layers=first.id)
    assert tree(server, copy.id) == WHOLE
    assert not set(server.objects(copy.id)) & set(server.objects(first.id))
    config = json.loads(server.maps()[copy.id]["config"])
    assert config["activeLayers"] == [["mbt", 1], ["fire", 0.5]]
    [item] = [i for i in conn.backup_maps(tmp_path) if i["id"] == first.id]
    assert item["error"] == ""
    again = conn.create_map("Again", conn.features_in(item["path"]))
    assert tree(server, again.id) == WHOLE


def test_base_layers_go_as_text_and_before_the_teams_default(server: Standin) -> None:
    connection(server).create_map("L", WANTED, base_layers=[["mbt", 1]])
    [call] = [c for c in server.calls if c.path.endswith("CollaborativeMap")]
    assert call.body is not None
    assert json.loads(call.body["properties"]["mapConfig"]) == {"activeLayers": [["mbt", 1]]}
    assert call.body["state"]["upstream"] is False


def test_another_title_and_sharing(server: Standin, conn: api.Connection) -> None:
    before = server.maps()["ABC12"]
    conn.edit_map("ABC12", title="Renamed", sharing="URL")
    now = server.maps()["ABC12"]
    assert (now["title"], now["sharing"], now["mode"]) == ("Renamed", "URL", before["mode"])
    with pytest.raises(Rejected):
        conn.edit_map("ABC12", sharing="EVERYBODY")


def test_deleting_needs_the_title_and_keeps_a_file(
    server: Standin, conn: api.Connection, tmp_path: Path
) -> None:
    count = len(server.objects("ABC12"))
    with pytest.raises(Rejected):
        conn.delete_map("ABC12", confirm_title="Echo lakes?")
    assert "ABC12" in server.maps()
    kept = conn.delete_map("ABC12", confirm_title="Echo Lakes", folder=tmp_path)
    assert "ABC12" not in server.maps()
    assert len(json.loads(kept.read_text(encoding="utf-8"))["features"]) == count
    with pytest.raises(NotFound):
        conn.delete_map("ABC12", confirm_title="Echo Lakes")


def test_nothing_is_deleted_where_the_file_cannot_be_written(
    server: Standin, conn: api.Connection, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises((CalTopoError, OSError)):
        conn.delete_map("ABC12", confirm_title="Echo Lakes", folder=tmp_path / "file")
    assert "ABC12" in server.maps()


def test_a_team_as_files(server: Standin, conn: api.Connection, tmp_path: Path) -> None:
    server.add_map("DEF34", features=WANTED, team="TEAM01", title="a/b: <night>")
    server.fault(Fault(Kind.STATUS, status=500, path="/map/ABC12/", times=9))
    told: list[tuple[int, int, str]] = []
    items = conn.backup_maps(tmp_path, told=lambda *given: told.append(given))
    errors = {i["id"]: i["error"] for i in items}
    assert errors["DEF34"] == "" and "500" in errors["ABC12"]
    [path] = [Path(i["path"]) for i in items if i["id"] == "DEF34"]
    assert path.parent == tmp_path and len(conn.features_in(path)) == len(WANTED)
    assert [(done, total) for done, total, _ in told] == [(0, 2), (1, 2)]


def test_a_folder_is_named_by_id_or_path(server: Standin, conn: api.Connection) -> None:
    server.add_folder("F2026", "2026", team="TEAM01")
    server.add_folder("FTRAIN", "Training", team="TEAM01", parent="F2026")
    server.add_folder("FOTHER", "Training", team="TEAM02")
    for given, wanted in (("FTRAIN", "FTRAIN"), ("2026/training", "FTRAIN"), ("2026", "F2026")):
        info = conn.create_map("New", WANTED[:1], folder_id=given)
        assert server.maps()[info.id]["folder"] == wanted
    with pytest.raises(Rejected, match="no folder"):
        conn.create_map("New", WANTED[:1], folder_id="2026/Searches")


def test_the_list_is_kept_and_brought_up_to_date(server: Standin, conn: api.Connection) -> None:
    assert [m.id for m in conn.maps()] == ["ABC12"]
    server.clear_calls()
    assert [m.id for m in conn.maps(refresh=False)] == ["ABC12"] and not server.calls
    server.add_map("DEF34", features=[], team="TEAM01", title="Another")
    conn.edit_map("ABC12", title="Renamed")
    assert {m.id: m.title for m in conn.maps()} == {"ABC12": "Renamed", "DEF34": "Another"}
    assert "/since/0" not in server.calls[-1].path
    conn.delete_map("DEF34", confirm_title="Another")
    assert [m.id for m in conn.maps()] == ["ABC12"]
    assert [t.title for t in conn.teams()]


def test_an_admin_page_names_the_team(server: Standin) -> None:
    key = server.add_credential()
    address = f"https://caltopo.com/group/{key.team}/admin/details"
    conn = api.connect(server.url, credential_id=key.id, secret=key.secret, team_id=address)
    assert [m.id for m in conn.maps()] == ["ABC12"]


def test_what_else_an_account_holds(server: Standin, conn: api.Connection, tmp_path: Path) -> None:
    assert conn.other_objects() == []  # this server's account has maps and folders only
    listing = dict(conn.listing(refresh=False))
    pdf = {"id": "P", "properties": {"class": "PDFLink", "title": "Sheet", "accountId": "TEAM01"}}
    listing["features"] = [*listing["features"], pdf]
    port = conn.server.rpartition(":")[2]
    [kept] = (paths.own_folder() / "listings").glob("*" + port + "*.json")
    kept.write_text(json.dumps(listing), encoding="utf-8")
    assert [o.title for o in conn.other_objects(refresh=False)] == ["Sheet"]
    assert [o.title for o in account.listing(conn.listing(refresh=False)).others] == ["Sheet"]
    kept.unlink()


@pytest.mark.parametrize(
    "features",
    [
        [5],
        [feature("Marker", "m", {"type": "Point", "coordinates": [38.8, -120.1]}, title="m")],
        [feature("Shape", "s", {"type": "LineString", "coordinates": [[-120, 39], ["x", 1]]})],
    ],
)
def test_no_map_is_made_of_what_is_nowhere(server: Standin, features: list[Any]) -> None:
    before = set(server.maps())
    with pytest.raises(CalTopoError, match=r"no GeoJSON|lies outside"):
        connection(server).create_map("New", features)
    assert set(server.maps()) == before


def test_an_older_desktop_answers_with_the_new_map_s_page() -> None:
    behaviour = Behaviour(desktop=True, new_map_redirects=True)
    with Standin(behaviour=behaviour) as desktop:
        made = api.connect(desktop.url, team_id="TEAM01").create_map("New", WANTED[:1])
        assert set(desktop.maps()) == {made.id}
        assert [cls for cls, _ in desktop.objects(made.id)] == ["Marker"]
