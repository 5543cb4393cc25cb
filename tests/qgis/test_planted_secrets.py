# SPDX-License-Identifier: GPL-2.0-or-later
"""After a whole session no secret is in any file, log, error, project or history."""

from __future__ import annotations

import base64
import logging
import traceback
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.algorithms.provider import CalTopoProvider
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.caltopo.signing import Credential
from caltopo_sync.plugin.gui import diagnostics
from caltopo_sync.plugin.gui.connections import Accounts
from caltopo_sync.plugin.gui.work import Desk
from caltopo_sync.plugin.host import credentials
from caltopo_sync.plugin.host.credentials import Connection
from caltopo_sync.plugin.session import photos
from osgeo import ogr
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsSettings,
)
from standin import Fault, Kind, Standin
from standin.signatures import signature_of

INCIDENT = Path(__file__).parents[2] / "ui" / "practice" / "incident.json"
PHOTO = Path(__file__).parents[1] / "data" / "photo.jpg"
MAP = "ABC12"
ID = "PLANTEDID001"
SECRET = base64.b64encode(b"\xfb\xef\xbe a planted secret \xff\xfe").decode()
PASSWORD, GROUP = "plantedSPOT", "plantedGROUP"  # of a Resource, and of a LiveTrack's device
NAME = "Planted SAR"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "EXPIRES", 1.0)


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin() as standin:
        standin.add_map(MAP, path=INCIDENT, title="Echo Lakes", team="TEAM01")
        standin.colleague(MAP).add("Resource", {"title": "Radio", "spotPassword": PASSWORD})
        standin.add_credential(id=ID, secret=SECRET, team="TEAM01")
        yield standin


@pytest.fixture
def saved(server: Standin) -> Iterator[api.Connection]:
    credentials.save(Connection(NAME, server.url, "TEAM01", Credential(ID, SECRET)))
    yield api.connection(NAME)
    credentials.remove(NAME)


@pytest.fixture
def messages() -> Iterator[list[str]]:
    """What QGIS's log was told."""
    told: list[str] = []

    def note(text: str, tag: str, level: object) -> None:
        told.append(f"{tag}: {text}")

    log = QgsApplication.messageLog()
    log.messageReceived.connect(note)
    yield told
    log.messageReceived.disconnect(note)


def everything_about(error: BaseException) -> str:
    shown = [str(error), repr(error), repr(vars(error))]
    return "\n".join(shown + traceback.format_exception(type(error), error, error.__traceback__))


def rename(m: api.Map, title: str) -> None:
    layer = m.layers()["Marker"]
    row = next(layer.getFeatures())
    assert layer.startEditing()
    assert layer.changeAttributeValue(row.id(), layer.fields().indexOf("title"), title)
    assert layer.commitChanges()


def failing(server: Standin, do: Callable[[], object], *faults: Fault) -> str:
    """What is said where the link fails."""
    for fault in faults:
        server.fault(fault)
    try:
        report = do()
        said = repr(vars(report)) if hasattr(report, "__dict__") else repr(report)
    except CalTopoError as error:
        said = everything_about(error)
    server.clear_faults()
    return said


def a_whole_session(server: Standin, conn: api.Connection, folder: Path) -> list[str]:
    """Everything that writes files or says something; what was said."""
    said = [repr(conn), repr(vars(conn))]
    m = conn.open_map(MAP, workspace=folder / "maps", push_on_save=False)
    m.add_to_project()
    rename(m, "Sent")
    m.push()
    for kind in (Kind.LOST, Kind.DROP, Kind.HTML, Kind.EMPTY, Kind.CUT, Kind.REDIRECT):
        rename(m, f"Sent while {kind.value}")
        fault = Fault(kind, times=4, location="http://127.0.0.1:9/x")
        said += [failing(server, m.push, fault), failing(server, m.refresh, fault)]
    for status in (400, 401, 403, 404, 429, 500, 503):
        rename(m, f"Sent with {status}")
        fault = Fault(Kind.STATUS, status=status, times=3, retry_after=0)
        said += [failing(server, m.push, fault), failing(server, m.refresh, fault)]
    track = m.live_track("Team 1", GROUP + "-T1")
    lost = Fault(Kind.STATUS, path="position", status=500, times=5)
    said.append(failing(server, lambda: m.report_position(track, 38.8, -120.1), lost))
    m.report_position(track, 38.8, -120.1)
    m.report_position(track, 38.9, -120.1)
    m.refresh()
    said.append(repr([f.properties for f in m.features("LiveTrack")]))
    said.append(repr([f.properties for f in m.features("Resource")]))
    m.upload_photos([PHOTO])
    m.download_photos(folder / "photos")
    m.undo_push()
    m.backup(folder / "backup.json")
    m.export_shapefiles(folder / "shapes")
    m.export_shapefiles(folder / "zipped", zip=True)
    kmz = ["map.kmz"] if ogr.GetDriverByName("LIBKML") is not None else []
    for name in ("map.gpkg", "map.geojson", *kmz, "map.gpx"):
        m.export(folder / "exports" / name)
    conn.backup_maps(folder / "backups")
    conn.mirror_team(folder / "archive.gpkg")
    accounts = Accounts(Desk())
    said.append(diagnostics.report([m], accounts))
    accounts.remove()
    said += [repr(m.changes()), repr(m.outbox()), repr(m.history())]
    said += [layer.source() for layer in m.layers().values()]
    for name in ("search.qgz", "search.qgs"):
        assert QgsProject.instance().write(str(folder / name))
    m.close()
    given = {"CONNECTION": NAME, "MAP": MAP, "WORKSPACE": str(folder / "maps")}
    said += [by_processing("openmap", given), by_processing("listmaps", given)]
    QgsSettings().sync()
    return said


def by_processing(name: str, given: dict[str, str]) -> str:
    """What an algorithm says, and what Processing's history keeps of it."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("caltopo:" + name)
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    wanted = {d.name() for d in algorithm.parameterDefinitions()}
    values = {k: v for k, v in {**given, "OUTPUT": "memory:"}.items() if k in wanted}
    results, good = algorithm.run(values, context, feedback)
    assert good, feedback.textLog()
    return repr(results) + feedback.textLog() + algorithm.asPythonCommand(values, context)


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file, also what is packed."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as packed:
                    for name in packed.namelist():
                        yield path / name, packed.read(name)


def forms(value: str) -> set[bytes]:
    """A value in the forms it may take in a text."""
    texts = {value, quote(value), quote(value, safe=""), quote_plus(value)}
    return {form.encode() for text in texts for form in (text, text.lower())}


def test_after_a_whole_session(
    server: Standin,
    saved: api.Connection,
    profile: Path,
    messages: list[str],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    provider = CalTopoProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    caplog.set_level(logging.DEBUG)
    try:
        said = "\n".join(a_whole_session(server, saved, tmp_path)).encode()
    finally:
        QgsApplication.processingRegistry().removeProvider(provider)
    told = "\n".join([*messages, caplog.text]).encode()
    signatures = {
        signature_of(SECRET, call.method, call.path, str(call.expires), call.json or "")
        for call in server.calls
        if call.expires
    }
    assert len(signatures) > 50
    looked = {"said": said, "told": told}
    for path, data in [*contents(tmp_path), *contents(profile)]:
        looked[str(path)] = data
    assert len(looked) > 40, "a session leaves more than that"
    for value in {ID, SECRET, *signatures}:
        for form in forms(value):
            assert [name for name, data in looked.items() if form in data] == []
    # The ledger keeps objects as the server has them, or an edit would wipe what is masked.
    for value in (PASSWORD, GROUP):
        for form in forms(value):
            found = [name for name, data in looked.items() if form in data]
            assert [name for name in found if "ledger" not in Path(name).name] == []
