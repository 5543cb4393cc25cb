# SPDX-License-Identifier: GPL-2.0-or-later
"""Undo, restore and backup of an open map, with its layers in real QGIS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer
from standin import Standin

MAP = "ABC12"
AUDIT = {"creator", "updated", "-created-on", "-created-by", "-updated-on", "-updated-by"}


def said(server: Standin) -> list[Any]:
    """What the map says, without the server's own bookkeeping and ids."""
    found = []
    for (cls, _), feature in server.objects(MAP).items():
        kept = {k: v for k, v in feature["properties"].items() if k not in AUDIT}
        found.append(json.dumps([cls, kept, feature.get("geometry")], sort_keys=True))
    return sorted(found)


def edit(m: api.Map) -> tuple[str, str]:
    """An edit, an add and a delete, saved and pushed; the ids edited and deleted."""
    marker: QgsVectorLayer = m.layers()["Marker"]
    rows = list(marker.getFeatures())
    marker.startEditing()
    marker.changeAttributeValue(rows[0].id(), marker.fields().indexOf("title"), "Changed")
    marker.deleteFeature(rows[1].id())
    new = QgsFeature(marker.fields())
    new.setAttribute("title", "New")
    new.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(-120.05, 38.85)))
    marker.addFeature(new)
    assert marker.commitChanges()
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (1, 1, 1)
    return rows[0]["caltopo_id"], rows[1]["caltopo_id"]


def test_undo_of_a_push(m: api.Map, server: Standin) -> None:
    before = said(server)
    edit(m)
    assert said(server) != before
    foreseen = m.undo_push(dry_run=True)
    assert (foreseen.added, foreseen.edited, foreseen.deleted) == (1, 1, 1)
    assert m.changes() == []
    done = m.undo_push()
    assert (done.added, done.edited, done.deleted, done.refused) == (1, 1, 1, 0)
    assert sorted(c.kind for c in m.changes()) == ["add", "delete", "edit"]
    m.push()
    assert said(server) == before
    assert m.changes() == []
    names = [push["name"] for push in m.history()]
    assert names[0].startswith("Undo of") and names[1] == "Push"
    assert (m.history()[0]["added"], m.history()[0]["edited"]) == (1, 1)


def test_undo_leaves_what_a_colleague_changed_since(m: api.Map, server: Standin) -> None:
    edited, _ = edit(m)
    server.colleague(MAP).edit("Marker", edited, properties={"title": "By a colleague"})
    m.refresh()
    report = m.undo_push()
    assert (report.added, report.edited, report.deleted, report.refused) == (1, 0, 1, 1)
    (refused,) = [item for item in report.items if item["outcome"] == "refused"]
    assert "colleague" in refused["reason"]
    m.push()
    assert server.objects(MAP)["Marker", edited]["properties"]["title"] == "By a colleague"


def test_undo_waits_for_a_layer_in_edit_mode(m: api.Map) -> None:
    edit(m)
    marker = m.layers()["Marker"]
    marker.startEditing()
    assert m.undo_push().refused == 3
    marker.rollBack()
    assert m.undo_push().refused == 0


def test_restore_of_a_former_version(m: api.Map, server: Standin) -> None:
    edited, deleted = edit(m)
    (former,) = m.versions("Marker", edited)
    title = json.loads(former.text)["properties"]["title"]
    assert m.restore("Marker", edited, former.number).edited == 1
    assert m.restore("Marker", deleted, m.versions("Marker", deleted)[-1].number).added == 1
    m.push()
    assert server.objects(MAP)["Marker", edited]["properties"]["title"] == title


def test_a_backup_and_back(m: api.Map, server: Standin, tmp_path: Path) -> None:
    before = said(server)
    file = tmp_path / "backup.geojson"
    assert m.backup(file) == len(before)
    unchanged = m.restore_backup(file)
    assert (unchanged.added, unchanged.edited, unchanged.deleted) == (0, 0, 0)
    edit(m)
    report = m.restore_backup(file)
    assert (report.added, report.edited, report.deleted) == (1, 1, 1)
    assert m.changes() == []
    m.restore_backup(file, dry_run=False)
    m.push()
    assert said(server) == before
    # the map was kept before the session's first call, too
    (dated,) = (tmp_path / "backups").iterdir()
    assert json.loads(dated.read_text())["features"] == json.loads(file.read_text())["features"]
    assert dated.stat().st_mode & 0o77 == 0


def test_a_backup_opens_as_a_map(
    m: api.Map, conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    file = tmp_path / "backup.geojson"
    m.backup(file)
    titles = {f["caltopo_id"]: f["title"] for f in m.layers()["Marker"].getFeatures()}
    edit(m)
    server.clear_calls()
    old = conn.open_backup(file)
    assert old.title == "Echo Lakes (backup.geojson)" and old.id == MAP
    markers = old.layers()["Marker"]
    assert {f["caltopo_id"]: f["title"] for f in markers.getFeatures()} == titles
    assert not markers.startEditing() and old.changes() == []
    for call in (old.push, old.refresh):
        with pytest.raises(CalTopoError, match="backup"):
            call()
    old.close()
    assert server.calls == [] and m.changes() == []  # the open map is another one
    with pytest.raises(CalTopoError, match="no backup"):
        conn.open_backup(Path(__file__).parents[2] / "ui" / "practice" / "incident.json")
