# SPDX-License-Identifier: GPL-2.0-or-later
"""What a connection's test says, files taken over, locked stores, and where links lead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import PermissionDenied
from caltopo_sync.plugin.caltopo.signing import Credential
from caltopo_sync.plugin.gui.connection_dialog import ConnectionDialog, Kind
from caltopo_sync.plugin.gui.connection_test import try_connection
from caltopo_sync.plugin.gui.connections import Destination, destination, recent_maps
from caltopo_sync.plugin.gui.connections_import import ImportDialog
from caltopo_sync.plugin.gui.open_dialog import OpenDialog
from caltopo_sync.plugin.gui.work import Desk
from caltopo_sync.plugin.host import credentials, settings
from caltopo_sync.plugin.host.credentials import Connection
from gui.objects import MARKER
from gui.window import Window, shown_in, wait_until
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from standin import Behaviour, Standin

LEFT = Qt.MouseButton.LeftButton
SAVE, OPEN, OK = (
    QDialogButtonBox.StandardButton.Save,
    QDialogButtonBox.StandardButton.Open,
    QDialogButtonBox.StandardButton.Ok,
)


def tried(connection: Connection) -> Any:
    return try_connection(api.Connection(connection))


# -- the test of a connection -------------------------------------------------------------------


def test_it_says_who_we_are_and_what_we_may(connection: Connection, standin: Standin) -> None:
    standin.add_team("TEAM02", "Dog unit", parent="TEAM01")
    standin.add_map("FAR11", team="TEAM99", title="Theirs")
    standin.add_bookmark("TEAM01", "FAR11", type=10)
    verdict = tried(connection)
    said = " ".join(verdict.sentences)
    assert verdict.works and "SVC001" in verdict.headline
    assert "Dog unit" in said and "Maps: 3, 1 of them bookmarks (1 read only)" in said
    assert "edit and delete" in said


def test_a_wrong_clock_is_named(connection: Connection, standin: Standin) -> None:
    standin.clock_offset = 3600
    verdict = tried(connection)
    assert "60 min behind" in " ".join(verdict.sentences)


def test_a_wrong_key_is_named(connection: Connection) -> None:
    wrong = Credential(connection.credential.id, "d3Jvbmctc2VjcmV0LXdyb25nLXNlY3JldA==")
    verdict = tried(replace(connection, credential=wrong))
    assert not verdict.works and "does not accept this credential" in verdict.headline
    cut = tried(replace(connection, credential=Credential(wrong.id, wrong.secret[:-3])))
    assert "secret cannot be used" in cut.headline


def test_a_missing_permission_is_named(connection: Connection, standin: Standin) -> None:
    standin.set_permission("SVC001", "UPDATE", team="TEAM01")
    verdict = tried(connection)
    assert not verdict.works and "credential is right" in verdict.headline


def test_network_and_proxy_are_named(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = replace(connection, server="http://127.0.0.1:9")
    verdict = tried(nobody)
    assert not verdict.works and "could not be reached" in verdict.headline
    assert "refused" in " ".join(verdict.sentences)
    monkeypatch.setattr(api.Connection, "proxy", "proxy.county.example:3128")
    assert "proxy.county.example:3128" in " ".join(tried(nobody).sentences)


def test_desktop_needs_its_address_alone() -> None:
    with Standin(behaviour=Behaviour(desktop=True)) as desktop:
        verdict = tried(Connection("Desktop", desktop.url))
        assert verdict.works and desktop.url in verdict.headline


# -- the form -----------------------------------------------------------------------------------


def test_a_locked_store_offers_this_session(
    qgis_app: Any, standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = standin.add_credential(team="TEAM01")
    form = ConnectionDialog(Desk(), Connection(""))
    form.show()
    QTest.keyClicks(form.name, "Field laptop")
    form.server.setText(standin.url)
    QTest.keyClicks(form.credential_id, key.id)
    QTest.keyClicks(form.secret, key.secret)
    manager = QgsApplication.authManager()
    manager.clearMasterPassword()
    try:
        QTest.mouseClick(form.buttons.button(SAVE), LEFT)
        assert form.isVisible() and form.store.isVisible()
        assert "locked" in form.store_trouble.text()
        assert credentials.names() == []
        QTest.mouseClick(form.for_session, LEFT)
    finally:
        manager.setMasterPassword("only for these tests", True)
    assert not form.isVisible() and "until QGIS is closed" in form.notice
    assert credentials.load("Field laptop").credential == Credential(key.id, key.secret)
    credentials.remove("Field laptop")


def test_each_kind_asks_for_what_it_needs(qgis_app: Any) -> None:
    form = ConnectionDialog(Desk(), Connection(""))
    form.show()
    assert form.secret.isVisible() and "Team Admin" in form.explanation.text()
    QTest.keyClick(form.kind, Qt.Key.Key_End)
    assert not form.secret.isVisible() and form.server.text() == "http://localhost:8080"
    QTest.keyClicks(form.name, "Desktop")
    QTest.mouseClick(form.buttons.button(SAVE), LEFT)
    assert credentials.load("Desktop") == Connection("Desktop", "http://localhost:8080")
    credentials.remove("Desktop")
    mine = Connection("Mine", team_id="ME0001", credential=Credential("a", "b"), personal=True)
    assert ConnectionDialog(Desk(), mine).kind.currentIndex() == Kind.PERSONAL


def test_connections_are_imported(qgis_app: Any, tmp_path: Path, standin: Standin) -> None:
    key = standin.add_credential(team="TEAM01")
    file = tmp_path / "cts.ini"
    file.write_text(
        f"[county]\nid={key.id}\nkey={key.secret} # shown once\naccountId=TEAM01\n"
        f"server={standin.url}\n[half]\nid={key.id}\n",
        encoding="utf-8",
    )
    file.chmod(0o600)
    dialog = ImportDialog()
    dialog.show()
    ok = dialog.buttons.button(OK)
    assert not ok.isEnabled()
    dialog.file.setFilePath(str(file))
    notes = [dialog.sections.topLevelItem(row).text(3) for row in range(2)]
    assert notes[0] == "" and "Half of a credential" in notes[1]
    QTest.mouseClick(ok, LEFT)
    assert credentials.names() == ["county"] == dialog.imported
    assert credentials.load("county").credential == Credential(key.id, key.secret)
    credentials.remove("county")


# -- links --------------------------------------------------------------------------------------


def test_where_links_lead(connection: Connection) -> None:
    credentials.save(Connection("Public", "https://caltopo.com"))
    here = connection.server
    assert destination("ABC12", "County SAR") == Destination("ABC12", "County SAR")
    assert destination(f"{here}/m/ABC12", "Public") == Destination("ABC12", "County SAR")
    assert destination("https://sartopo.com/m/ABC12", "County SAR") == Destination(
        "ABC12", "Public"
    )
    credentials.remove("Public")
    guest = Destination("ABC12", server="https://caltopo.com")
    assert destination("https://caltopo.com/m/ABC12", "County SAR") == guest
    assert destination("www.sartopo.com/m/ABC12", "") == guest
    assert destination("ABC12", "") == guest
    elsewhere = destination("https://caltopo.com.evil.example/m/ABC12", "County SAR")
    assert elsewhere.strange and elsewhere.server == "https://caltopo.com.evil.example"
    assert destination("https://caltopo.com@evil.example/m/ABC12", "").strange


def test_a_public_link_opens_read_only_without_any_connection(
    plugin: Any, window: Window, standin: Standin
) -> None:
    standin.add_map("PUB12", features=[MARKER], team="TEAM01", title="Open", sharing="URL")
    plugin.parts[0].show()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, OpenDialog)]
    QTest.keyClicks(dialog.chooser.link, f"{standin.url}/m/PUB12")
    QTest.mouseClick(dialog.buttons.button(OPEN), LEFT)
    assert standin.calls == []  # it is a stranger's server until somebody says otherwise
    (read,) = [b for b in dialog.findChildren(QPushButton) if b.text().startswith("Read from")]
    QTest.mouseClick(read, LEFT)
    wait_until(lambda: "read-only" in shown_in(window.messageBar()))
    (opened,) = plugin.desktop.maps.all()
    layers = opened.layers()
    assert layers["Marker"].featureCount() == 1
    assert all(layer.readOnly() for layer in layers.values())
    with pytest.raises(PermissionDenied):
        opened.push()
    assert not [call for call in standin.calls if call.method != "GET"]
    standin.colleague("PUB12").add("Marker", MARKER["properties"], MARKER["geometry"])
    opened.refresh()
    assert layers["Marker"].featureCount() == 2
    wait_until(recent_maps)  # noted in a turn of its own
    (recent,) = recent_maps()
    assert (recent.id, recent.server, recent.connection) == ("PUB12", standin.url, "")


def test_maps_opened_lately_are_offered(
    plugin: Any, window: Window, connection: Connection, standin: Standin
) -> None:
    plugin.desktop.maps.open(api.connection("County SAR"), "ABC12", "Ridge search")
    wait_until(lambda: plugin.desktop.maps.all())
    wait_until(recent_maps)
    plugin.desktop.maps.close_all()
    QgsProject.instance().clear()
    plugin.parts[0].show()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, OpenDialog)]
    chooser = dialog.chooser
    chooser.scope.setFocus()
    QTest.keyClick(chooser.scope, Qt.Key.Key_Down)
    assert chooser.scope.currentText() == "Opened lately"
    assert chooser.maps.model().rowCount() == 1
    chooser.maps.setCurrentIndex(chooser.maps.model().index(0, 0))
    QTest.mouseClick(dialog.buttons.button(OPEN), LEFT)
    wait_until(lambda: plugin.desktop.maps.all())
    assert credentials.names() == ["County SAR"]
    assert "CRED00000001" not in settings.RECENT_MAPS.get()


def test_teams_and_bookmarks_are_filters(
    plugin: Any, connection: Connection, standin: Standin
) -> None:
    standin.add_team("TEAM02", "Dog unit", parent="TEAM01")
    standin.add_map("DOG11", team="TEAM02", title="Dog training")
    standin.add_map("FAR11", team="TEAM99", title="Theirs")
    standin.add_bookmark("TEAM01", "FAR11", type=16, title="Neighbours")
    plugin.parts[0].show()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, OpenDialog)]
    chooser = dialog.chooser
    wait_until(lambda: chooser.maps.model().rowCount() == 4)

    def shown(scope: str) -> list[tuple[str, str]]:
        chooser.scope.setCurrentText(scope)
        model = chooser.maps.model()
        rows = range(model.rowCount())
        return [(model.index(row, 0).data(), model.index(row, 4).data()) for row in rows]

    assert shown("Dog unit") == [("Dog training", "")]
    assert shown("Bookmarks") == [("Neighbours", "read and edit")]
    assert len(shown("All maps")) == 4
