# SPDX-License-Identifier: GPL-2.0-or-later
"""All maps of a team in one database: a GeoPackage, and a real PostGIS."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri, QgsVectorLayer
from standin import Behaviour, Fault, Kind, Standin

POINT = {"type": "Point", "coordinates": [-120.1, 38.8]}
LINE = {"type": "LineString", "coordinates": [[-120.1, 38.8], [-120.2, 38.9]]}
RING = {"type": "Polygon", "coordinates": [[[-120, 39], [-120, 39.1], [-120.1, 39.1], [-120, 39]]]}


def feature(cls: str, id: str, geometry: Any = None, **said: Any) -> dict[str, Any]:
    found = {"type": "Feature", "id": id, "properties": {"class": cls, **said}}
    return found if geometry is None else {**found, "geometry": geometry}


OLD = [
    feature("Folder", "f", title="Ridge"),
    feature("OperationalPeriod", "op", title="OP 1"),
    feature("Assignment", "a", RING, letter="A", number="1", operationalPeriodId="op",
            folderId="f", odd={"x": [1, None]}),
    feature("Marker", "m", POINT, title="x'); DROP TABLE map; --"),
    feature("LiveTrack", "t", LINE, title="t", deviceId="FLEET:planted-1"),
    feature("Shape", "multi", {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}, title="mp"),
]  # fmt: skip


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin(behaviour=Behaviour(geometry_deltas=True, property_deltas=True)) as standin:
        standin.add_map("ABC12", features=OLD, team="TEAM01", title="Search 2024")
        standin.add_map("DEF34", features=[feature("Marker", "m", POINT, title="other")],
                        team="TEAM01", title="Training")  # fmt: skip
        yield standin


@pytest.fixture
def conn(server: Standin) -> api.Connection:
    key = server.add_credential()
    return api.connect(server.url, credential_id=key.id, secret=key.secret, team_id="TEAM01")


class Archive:
    """Either database: brought up to date, asked by SQL, opened as layers."""

    def __init__(self, run: Callable[..., Any], ask: Callable[[str], list[Any]],
                 layer: Callable[[str], QgsVectorLayer]) -> None:  # fmt: skip
        self.run, self.ask, self.layer = run, ask, layer


@pytest.fixture(scope="module")
def postgres() -> Iterator[dict[str, str]]:
    """A PostgreSQL of our own on a free port."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("PostgreSQL with PostGIS is not installed")
    # not below pytest's own folder, which every other run shuts to other users
    bin, folder = found[-1].parent, Path(tempfile.mkdtemp(prefix="caltopo-sync-postgres-"))
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_postgres:
        folder.chmod(0o711)
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    (folder / "password").write_text("planted-password")
    (folder / "password").chmod(0o644)
    subprocess.run(
        [*as_postgres, bin / "initdb", "-D", folder / "data", "-U", "analyst", "-A",
         "scram-sha-256", "--pwfile", folder / "password", "-E", "UTF8"],
        check=True, capture_output=True, cwd="/",
    )  # fmt: skip
    start = ["-D", folder / "data", "-w", "-l", folder / "data" / "log"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    subprocess.run(
        [*as_postgres, bin / "pg_ctl", *start, "-o", options, "start"],
        check=True, stdout=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip
    yield {"host": "127.0.0.1", "port": port, "user": "analyst", "password": "planted-password"}
    subprocess.run(
        [*as_postgres, bin / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"],
        check=True, stdout=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip
    shutil.rmtree(folder)


@pytest.fixture(params=["geopackage", "postgis"])
def archive(
    request: pytest.FixtureRequest, conn: api.Connection, tmp_path: Path, qgis_app: Any
) -> Archive:
    if request.param == "geopackage":
        path = tmp_path / "team.gpkg"

        def ask(text: str) -> list[Any]:
            with sqlite3.connect(path) as db:
                return db.execute(text.replace("caltopo.", "")).fetchall()

        return Archive(
            lambda **more: conn.mirror_team(path, **more),
            ask,
            lambda name: QgsVectorLayer(f"{path}|layername={name}", name, "ogr"),
        )
    server = request.getfixturevalue("postgres")
    import psycopg2

    schema = "t" + os.urandom(4).hex()
    config = QgsAuthMethodConfig("Basic")
    config.setName("archive")
    config.setConfig("username", server["user"])
    config.setConfig("password", server["password"])
    manager = QgsApplication.authManager()
    assert manager.storeAuthenticationConfig(config)
    uri = QgsDataSourceUri()
    uri.setConnection(server["host"], server["port"], "postgres", "", "",
                      QgsDataSourceUri.SslMode.SslPrefer, config.id())  # fmt: skip
    text = uri.connectionInfo(False)
    assert server["password"] not in text

    def ask(text: str) -> list[Any]:
        with psycopg2.connect(dbname="postgres", **server) as db, db.cursor() as cursor:
            cursor.execute(text.replace("caltopo.", schema + "."))
            return list(cursor.fetchall())

    def layer(name: str) -> QgsVectorLayer:
        uri.setDataSource(schema, name, "geom", "", "id")
        return QgsVectorLayer(uri.uri(False), name, "postgres")

    return Archive(lambda **more: conn.mirror_team(uri=text, schema=schema, **more), ask, layer)


def test_first_run_and_news(server: Standin, archive: Archive) -> None:
    first = archive.run()
    assert (first.maps, first.changed, first.failed, first.objects) == (2, 2, 0, 7)
    [(title, op, folder, number, properties)] = archive.ask(
        "SELECT map_title, operational_period, folder, number, properties "
        "FROM caltopo.object_polygon"
    )
    assert (title, op, folder, number) == ("Search 2024", "OP 1", "Ridge", "1")
    said = properties if isinstance(properties, dict) else json.loads(properties)
    assert said["odd"] == {"x": [1, None]}
    layer = archive.layer("object_polygon")
    assert layer.isValid() and layer.featureCount() == 1
    [found] = layer.getFeatures()
    assert found.geometry().boundingBox().yMaximum() == pytest.approx(39.1)
    assert layer.extent().yMinimum() == pytest.approx(39.0)
    assert archive.ask("SELECT title FROM caltopo.object_point WHERE map_id = 'ABC12'") == [
        ("x'); DROP TABLE map; --",)
    ]
    assert "planted" not in str(archive.ask("SELECT * FROM caltopo.object_line"))
    assert "planted" not in str(archive.ask("SELECT * FROM caltopo.object_history"))
    server.clear_calls()
    quiet = archive.run()
    assert (quiet.changed, quiet.objects) == (0, 0)
    assert not [c for c in server.calls if "/map/" in c.path]  # the list says nothing is new
    web = server.colleague("ABC12")
    web.edit("Assignment", "a", {"number": "2"})
    web.edit("Marker", "m", geometry={**POINT, "coordinates": [-121, 38]})
    web.edit("Folder", "f", {"title": "Ridge north"})
    web.delete("Shape", "multi")
    news = archive.run()
    assert (news.changed, news.objects, news.gone) == (1, 3, 1)
    assert not [c for c in server.calls if c.path.endswith("/ABC12/since/0")]
    assert archive.ask("SELECT number, folder FROM caltopo.object_polygon") == [
        ("2", "Ridge north")
    ]
    assert archive.ask("SELECT gone IS NOT NULL FROM caltopo.object_other")[0][0] in (1, True)
    texts = archive.ask(
        "SELECT text FROM caltopo.object_history WHERE object_id = 'a' ORDER BY seen"
    )
    assert ['"1"' in t and '"2"' not in t for (t,) in texts] == [True, False]
    [marker] = [f for f in archive.layer("object_point").getFeatures() if f["map_id"] == "ABC12"]
    assert marker.geometry().asPoint().x() == -121 and marker["title"].startswith("x')")


def test_a_map_that_fails_is_left_for_the_next_run(server: Standin, archive: Archive) -> None:
    server.fault(Fault(Kind.TRUNCATED, path="/map/ABC12/", times=1))
    first = archive.run()
    assert (first.failed, first.objects) == (1, 1)
    assert archive.run().objects == 6
    assert archive.run().objects == 0


def test_a_run_that_is_stopped_goes_on(server: Standin, archive: Archive) -> None:
    asked = iter([False, True])
    first = archive.run(cancelled=lambda: next(asked, True))
    assert first.maps <= 1
    rest = archive.run()
    assert first.objects + rest.objects == 7
    # a run that was stopped has not seen all maps, and calls none of them gone
    assert archive.ask("SELECT count(*) FROM caltopo.map WHERE gone IS NOT NULL") == [(0,)]


def test_a_map_that_is_deleted_stays_marked(
    server: Standin, conn: api.Connection, archive: Archive
) -> None:
    archive.run()
    conn.delete_map("DEF34", confirm_title="Training")
    archive.run()
    assert archive.ask("SELECT map_id FROM caltopo.map WHERE gone IS NOT NULL") == [("DEF34",)]
    assert archive.ask("SELECT count(*) FROM caltopo.object_point WHERE map_id = 'DEF34'") == [(1,)]


def test_the_question_of_a_county(server: Standin, archive: Archive) -> None:
    archive.run()
    layer = archive.layer("object_polygon")
    layer.setSubsetString("\"class\" = 'Assignment'")
    from qgis.core import QgsFeatureRequest, QgsRectangle

    inside = QgsFeatureRequest(QgsRectangle(-120.2, 38.9, -119.9, 39.2))
    outside = QgsFeatureRequest(QgsRectangle(10, 10, 11, 11))
    assert len(list(layer.getFeatures(inside))) == 1
    assert len(list(layer.getFeatures(outside))) == 0


def test_other_files_and_servers(conn: api.Connection, tmp_path: Path) -> None:
    (tmp_path / "notes.gpkg").write_text("no database")
    with pytest.raises(CalTopoError):
        conn.mirror_team(tmp_path / "notes.gpkg")
    assert (tmp_path / "notes.gpkg").read_text() == "no database"
    with pytest.raises(CalTopoError):
        conn.mirror_team(uri="host=127.0.0.1 port=9 dbname=x connect_timeout=2")
