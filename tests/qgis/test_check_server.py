# SPDX-License-Identifier: GPL-2.0-or-later
"""What a server does is found out on a scratch map, whatever its answers are."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo import probe
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
    visible_after=0.5,
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
    assert float(found["seen_after"].split()[0]) >= 0.4


def test_the_scratch_map_goes_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "PATIENCE", 0.5)
    with Standin() as server:
        key = server.add_credential()
        conn = api.connect(server.url, credential_id=key.id, secret=key.secret, team_id="TEAM01")
        server.fault(Fault(Kind.STATUS, status=400, method="POST", path="/Marker", times=None))
        found: list[Any] = list(conn.check_server())
        assert "unknown" in {f.answer for f in found}
        assert list(server.maps()) == []
