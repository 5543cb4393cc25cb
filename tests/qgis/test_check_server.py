# SPDX-License-Identifier: GPL-2.0-or-later
"""What a server does is found out on a scratch map, whatever its answers are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo import probe
from caltopo_sync.plugin.host import learned
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer
from standin import Behaviour, Fault, Kind, Standin
from standin.behaviour import AuditKeys, ClientId, DeletedEdit, FolderChildren, Shapes

GENEROUS = Behaviour(
    client_ids=ClientId.KEPT,
    keys_kept=frozenset({"Marker"}),
    holes=Shapes.KEPT,
    multi=Shapes.KEPT,
    folder_children=FolderChildren.CLEARED,
    folder_on_add_ignored=False,
    audit_keys=AuditKeys.STORED,
    deleted_edit=DeletedEdit.RECREATED,
    missing=200,
    empty_classes=True,
)
STRICT = Behaviour(
    client_ids=ClientId.REFUSED,
    holes=Shapes.FLATTENED,
    multi=Shapes.REFUSED,
    folder_children=FolderChildren.DELETED,
    folder_on_add_ignored=True,
    audit_keys=AuditKeys.REFUSED,
    deleted_edit=DeletedEdit.REFUSED,
    missing=404,
    empty_classes=False,
    visible_after=0.2,
    map_feature_ids_kept=False,
)


def asked(behaviour: Behaviour) -> tuple[dict[str, str], list[str]]:
    with Standin(behaviour=behaviour) as server:
        server.add_map("ABC12", features=[], team="TEAM01", title="Ours")
        key = server.add_credential()
        conn = api.connect(server.url, credential_id=key.id, secret=key.secret, team_id="TEAM01")
        found = {f.name: f.answer for f in conn.check_server()}
        assert conn.learned() == found
        written = {c.path.split("/")[4] for c in server.calls if "/api/v1/map/" in c.path}
        assert "ABC12" not in written  # only the scratch map was touched
        return found, sorted(server.maps())


def test_a_generous_server() -> None:
    found, left = asked(GENEROUS)
    assert left == ["ABC12"]
    assert {k: v for k, v in found.items() if k != "seen_after"} == {
        "client_ids_Marker": "yes",
        "client_ids_Shape": "yes",
        "client_ids_Assignment": "yes",
        "client_ids_Folder": "yes",
        "client_ids_OperationalPeriod": "yes",
        "missing_keys_Marker": "kept",
        "missing_keys_Shape": "emptied",
        "missing_keys_Assignment": "emptied",
        "holes": "yes",
        "multi_polygon": "yes",
        "multi_line": "yes",
        "folder_children": "moved out",
        "folder_on_add": "yes",
        "audit_keys": "stored",
        "edit_deleted": "made again",
        "delete_deleted": "accepted",
        "expired": "refused",
        "empty_classes": "yes",
        "third_element": "yes",
        "long_line": "yes",
        "sar_classes": "yes",
    }


def test_a_strict_server() -> None:
    found, left = asked(STRICT)
    assert left == ["ABC12"]
    wanted = {
        "client_ids_Marker": "no",
        "holes": "no",
        "multi_polygon": "no",
        "folder_children": "deleted",
        "folder_on_add": "no",
        "audit_keys": "refused",
        "edit_deleted": "refused",
        "delete_deleted": "refused",
        "empty_classes": "no",
    }
    assert {k: found[k] for k in wanted} == wanted
    assert float(found["seen_after"].split()[0]) >= 0.2
    assert found["missing_keys_Marker"] == "emptied"  # and not what was there before the edit


RING = [[-120.0, 39.0], [-120.0, 39.1], [-120.1, 39.1], [-120.0, 39.0]]
HOLE = [[-120.02, 39.03], [-120.02, 39.05], [-120.04, 39.05], [-120.02, 39.03]]
TWO = "MULTIPOLYGON(((0 0, 0 1, 1 1, 0 0)), ((2 2, 2 3, 3 3, 2 2)))"


@contextmanager
def worked(
    behaviour: Behaviour, folder: Path, check: bool
) -> Iterator[tuple[Standin, api.Map, api.PushReport]]:
    """A map made from a layer, opened, a marker and an area with a hole added, another edited."""
    areas = QgsVectorLayer("MultiPolygon?crs=EPSG:4326&field=name:string", "Burn", "memory")
    hot = QgsFeature(areas.fields())
    hot.setAttributes(["hot"])
    hot.setGeometry(QgsGeometry.fromWkt(TWO))
    areas.dataProvider().addFeatures([hot])
    with Standin(behaviour=behaviour) as server:
        key = server.add_credential()
        conn = api.connect(server.url, credential_id=key.id, secret=key.secret, team_id="TEAM01")
        if check:
            list(conn.check_server())
        info = conn.create_map("Work", layers=[areas])
        time.sleep(behaviour.visible_after)
        m = conn.open_map(info.id, folder, push_on_save=False)
        try:
            server.clear_calls()
            m.add("Marker", {"title": "new"}, {"type": "Point", "coordinates": [-120, 39]})
            m.add("Shape", {"title": "ring"}, {"type": "Polygon", "coordinates": [RING, HOLE]})
            (hot,) = [o for o in m.features("Shape") if o.title == "hot"]
            m.edit(hot, properties={"fill": "#00FF00"})
            yield server, m, m.push()
        finally:
            m.close()


@pytest.mark.parametrize("checked", [True, False])
def test_what_a_generous_server_can_is_used_once_it_was_seen(tmp_path: Path, checked: bool) -> None:
    with worked(GENEROUS, tmp_path, checked) as (server, m, report):
        assert (report.added, report.edited, report.failed) == (2, 1, 0)
        there = {f["properties"]["title"]: f for f in server.objects(m.id).values()}
        assert there["hot"]["geometry"]["type"] == ("MultiPolygon" if checked else "Polygon")
        assert ("hot:1" in there) is not checked
        assert len(there["ring"]["geometry"]["coordinates"]) == 2
        posts = [(c.cls, c.id) for c in server.calls if c.method == "POST"]
        for title in ("new", "ring"):
            cls = there[title]["properties"]["class"]
            assert ((cls, there[title]["id"]) in posts) is checked
            assert ((cls, None) in posts) is not checked


@pytest.mark.parametrize("checked", [True, False])
def test_a_strict_server_is_asked_for_what_it_can(tmp_path: Path, checked: bool) -> None:
    with worked(STRICT, tmp_path, checked) as (server, m, report):
        there = {f["properties"]["title"]: f for f in server.objects(m.id).values()}
        assert {"new", "hot", "hot:1"} <= there.keys()
        assert len(server.objects(m.id)) == (4 if checked else 5)  # nothing twice, with the folder
        assert (report.added, report.edited) == ((1, 1) if checked else (2, 0))
        # its own notes are refused in an edit, a hole is dropped: known, neither is sent
        assert ("ring" in there) is not checked
        assert (there["hot"]["properties"].get("fill") == "#00FF00") is checked
        (ring,) = [o for o in m.features("Shape") if o.title == "ring"]
        assert ring.geometry is not None and len(ring.geometry["coordinates"]) == 2  # here it stays
        assert any("hole" in c.reason for c in m.changes())
        assert learned.of(server.url)["holes"] == "no"  # also where only the push has shown it


def test_the_scratch_map_goes_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "PATIENCE", 0.5)
    with Standin() as server:
        key = server.add_credential()
        conn = api.connect(server.url, credential_id=key.id, secret=key.secret, team_id="TEAM01")
        server.fault(Fault(Kind.STATUS, status=400, method="POST", path="/Marker", times=None))
        found: list[Any] = list(conn.check_server())
        assert "unknown" in {f.answer for f in found}
        assert list(server.maps()) == []
