# SPDX-License-Identifier: GPL-2.0-or-later
"""The Processing algorithms: in this QGIS, and by qgis_process without a display."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from caltopo_sync.plugin import api
from processingrun import Run
from qgis.core import (
    QgsProcessingException,
    QgsVectorLayer,
)
from standin import RemoteStandin

ROOT = Path(__file__).parents[2]
INCIDENT = ROOT / "ui" / "practice" / "incident.json"
SECRET_WORDS = ("secret", "signature")


@pytest.fixture
def server() -> Iterator[RemoteStandin]:
    with RemoteStandin() as standin:
        standin.add_map("ABC12", path=INCIDENT, title="Echo Lakes", team="TEAM01")
        yield standin


def test_listmaps(run: Run, tmp_path: Path) -> None:
    results = run("listmaps", OUTPUT=str(tmp_path / "maps.gpkg"))
    assert results["COUNT"] == 1
    assert json.loads(results["REPORT"])[0]["title"] == "Echo Lakes"
    table = QgsVectorLayer(results["OUTPUT"], "maps", "ogr")
    assert [f["id"] for f in table.getFeatures()] == ["ABC12"]


def test_a_nightly_run(run: Run, server: RemoteStandin, tmp_path: Path) -> None:
    opened = run("openmap")
    assert opened["OBJECTS"] == len(server.objects("ABC12")) and opened["SET_ASIDE"] == 0
    assert opened["TITLE"] == "Echo Lakes" and opened["OFFLINE"] == ""
    assert [path for path in api.Map._open_ones if tmp_path in path.parents] == []
    local = QgsVectorLayer(opened["GEOPACKAGE"] + "|layername=Marker", "markers", "ogr")
    row = next(local.getFeatures())
    assert local.startEditing()
    assert local.changeAttributeValue(row.id(), local.fields().indexOf("title"), "By night")
    assert local.commitChanges()
    del local
    listed = run("localchanges")
    assert (listed["COUNT"], listed["EDITED"]) == (1, 1)
    (change,) = json.loads(listed["REPORT"])
    assert change["fields"]["title"] == [row["title"], "By night"]
    pushed = run("pushchanges")
    assert (pushed["EDITED"], pushed["FAILED"], pushed["WAITING"]) == (1, 0, 0)
    assert server.objects("ABC12")["Marker", row["caltopo_id"]]["properties"]["title"] == "By night"
    server.colleague("ABC12").delete("Marker", row["caltopo_id"])
    refreshed = run("refreshmap")
    assert (refreshed["DELETED"], refreshed["CONFLICTS"]) == (1, 0)
    assert run("localchanges")["COUNT"] == 0


def test_undo_and_backup(run: Run, server: RemoteStandin, tmp_path: Path) -> None:
    opened = run("openmap")
    there = server.objects("ABC12")
    file = str(tmp_path / "kept.geojson")
    assert run("backupmap", OUTPUT=file)["OBJECTS"] == len(there)
    with sqlite3.connect(opened["GEOPACKAGE"]) as db:
        db.execute("UPDATE Folder SET title = 'Renamed'")
    db.close()
    folders = [key for key in there if key[0] == "Folder"]
    assert run("pushchanges")["EDITED"] == len(folders)
    assert run("undopush", DRY_RUN=True)["EDITED"] == len(folders)
    undone = run("undopush", DRY_RUN=False)
    assert (undone["EDITED"], undone["REFUSED"], undone["FAILED"]) == (len(folders), 0, 0)
    for key in folders:
        was = there[key]["properties"]["title"]
        assert server.objects("ABC12")[key]["properties"]["title"] == was
    server.colleague("ABC12").delete(*folders[0])
    assert run("restorebackup", INPUT=file)["ADDED"] == 1
    assert len(server.objects("ABC12")) == len(there) - 1
    assert run("restorebackup", INPUT=file, DRY_RUN=False)["ADDED"] == 1
    assert len(server.objects("ABC12")) == len(there)


def test_an_open_map_is_the_one_that_is_worked_on(
    run: Run, common: dict[str, str], server: RemoteStandin
) -> None:
    conn = api.connection(common["CONNECTION"])
    m = conn.open_map("ABC12", workspace=common["WORKSPACE"], push_on_save=False)
    marker = m.layers()["Marker"]
    marker.startEditing()
    row = next(marker.getFeatures())
    marker.changeAttributeValue(row.id(), marker.fields().indexOf("title"), "Open here")
    assert marker.commitChanges()
    assert run("pushchanges")["EDITED"] == 1
    assert m.changes() == []
    assert m.layers()["Marker"] is marker
    m.close()


def test_errors_say_what_to_do(run: Run, common: dict[str, str]) -> None:
    with pytest.raises(QgsProcessingException, match="NOPE1"):
        run("openmap", MAP="NOPE1")
    file = common["CONNECTION"].partition("#")[0]
    with pytest.raises(
        QgsProcessingException, match=r"has no section “nobody”\. Its sections: team"
    ):
        run("openmap", CONNECTION=file + "#nobody")


PROCESS = next((p for p in map(shutil.which, ("qgis_process.bin", "qgis_process")) if p), None)


@pytest.mark.timeout(900)  # QGIS starts nine times
@pytest.mark.skipif(PROCESS is None, reason="qgis_process is not installed")
def test_under_qgis_process(common: dict[str, str], server: RemoteStandin, tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    (plugins / "caltopo_sync").symlink_to(ROOT)
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        **os.environ,
        "HOME": str(home),
        "QGIS_PLUGINPATH": str(plugins),
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("QGIS_CUSTOM_CONFIG_PATH", None)
    said: list[str] = []

    def qgis_process(*words: str) -> str:
        done = subprocess.run(
            [str(PROCESS), *words],
            capture_output=True, text=True, timeout=100, env=environment,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        said.append(done.stdout + done.stderr)
        return done.stdout

    def run_algorithm(name: str, *keys: str) -> dict[str, str]:
        words = [f"{key}={common[key]}" for key in ("CONNECTION", *keys)]
        out = qgis_process("run", "caltopo:" + name, "--", *words)
        lines = [line.split(":\t", 1) for line in out.splitlines() if ":\t" in line]
        return dict(lines)

    qgis_process("plugins", "enable", "caltopo_sync")
    assert run_algorithm("listmaps")["COUNT"] == "1", said[-1]
    all_of_them = ("MAP", "WORKSPACE")
    opened = run_algorithm("openmap", *all_of_them)
    assert opened["OBJECTS"] == str(len(server.objects("ABC12"))), said[-1]
    with sqlite3.connect(opened["GEOPACKAGE"]) as db:
        db.execute("UPDATE Folder SET title = 'Renamed by SQL' WHERE fid = 1")
    db.close()
    assert run_algorithm("localchanges", *all_of_them)["EDITED"] == "1", said[-1]
    assert run_algorithm("pushchanges", *all_of_them)["EDITED"] == "1", said[-1]
    titles = [o["properties"].get("title") for o in server.objects("ABC12").values()]
    assert titles.count("Renamed by SQL") == 1
    assert run_algorithm("refreshmap", *all_of_them)["CONFLICTS"] == "0", said[-1]
    for text in said:
        assert not any(word in text.lower() for word in SECRET_WORDS)


def test_making_keeping_and_deleting_maps(run: Run, server: RemoteStandin, tmp_path: Path) -> None:
    made = run("createmap", TITLE="Copy", TEMPLATE="ABC12", SHARING="URL", MODE="cal")
    assert made["OBJECTS"] == len(server.objects(made["MAP"])) > 50
    assert server.maps()[made["MAP"]]["sharing"] == "URL"
    kept = run("backupteam", FOLDER=str(tmp_path / "all"))
    assert (kept["MAPS"], kept["FAILED"]) == (2, 0)
    again = run("createmap", TITLE="Again", BACKUP=json.loads(kept["REPORT"])[0]["path"])
    assert again["OBJECTS"] > 50
    with pytest.raises(QgsProcessingException):
        run("deletemap", MAP=made["MAP"], TITLE="Wrong")
    drawn = tmp_path / "areas.geojson"
    drawn.write_text(
        '{"type": "Feature", "properties": {"name": "North"}, "geometry": {"type": "LineString",'
        ' "coordinates": [[-120, 38], [-120.1, 38.1]]}}'
    )
    lines = run("createmap", TITLE="Lines", LAYERS=[str(drawn)])
    assert (lines["OBJECTS"], lines["LEFT_OUT"]) == (2, 0)  # and its folder
    titles = {f["properties"]["title"] for f in server.objects(lines["MAP"]).values()}
    assert titles == {"areas", "North"}
    gone = run("deletemap", MAP=made["MAP"], TITLE="Copy", FOLDER=str(tmp_path))
    assert made["MAP"] not in server.maps() and Path(gone["OUTPUT"]).exists()


def test_photos_there_and_back(run: Run, tmp_path: Path) -> None:
    photo = ROOT / "tests" / "data" / "photo.jpg"
    sent = run("uploadphotos", INPUT=[str(photo)])
    assert (sent["UPLOADED"], sent["FAILED"]) == (1, 0)
    assert run("uploadphotos", INPUT=[str(photo)])["ALREADY"] == 1
    back = run("downloadphotos", FOLDER=str(tmp_path / "photos"))
    assert back["DOWNLOADED"] >= 1 and QgsVectorLayer(back["OUTPUT"], "p", "ogr").isValid()
