# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialogs about connections and maps draw themselves, for people to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.gui.connection_dialog import ConnectionDialog
from caltopo_sync.plugin.gui.connections import Accounts
from caltopo_sync.plugin.gui.connections_import import ImportDialog
from caltopo_sync.plugin.gui.open_dialog import OpenDialog
from caltopo_sync.plugin.gui.work import Desk
from caltopo_sync.plugin.host import credentials
from caltopo_sync.plugin.host.credentials import Connection
from gui.pictures import draw
from gui.window import Window, settle, wait_until
from qgis.core import QgsApplication, QgsProviderRegistry
from qgis.gui import QgsBrowserDockWidget, QgsGui
from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtWidgets import QDialog, QTreeView
from standin import Standin

FOLDERS = {"F1": "Searches 2026", "F2": "Wildfire 2026", "F3": "Training"}
MAPS = {
    "RDG41": ("Ridge search, second night", "F1"),
    "RVR07": ("River corridor below the bridge", "F1"),
    "FIR12": ("Fire line, north flank", "F2"),
    "TRN30": ("Monthly training", "F3"),
    "TRN31": ("Night navigation, training", "F3"),
    "PLN02": ("County pre-plan", None),
}


@pytest.fixture
def full(standin: Standin, connection: Connection) -> Connection:
    """A connection to a server with a list of maps."""
    for id, title in FOLDERS.items():
        standin.add_folder(id, title, team=connection.team_id)
    for id in standin.maps():
        standin.remove_map(id)
    for id, (title, folder) in MAPS.items():
        standin.add_map(id, team=connection.team_id, title=title, folder=folder)
    standin.add_team("TEAM02", "Dog unit", parent=connection.team_id)
    standin.add_map("FAR11", team="TEAM99", title="Theirs")
    standin.add_bookmark(connection.team_id, "FAR11", type=10, title="Neighbours' search")
    return connection


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.clear()


@pytest.fixture
def shown(qgis_app: Any) -> Iterator[list[QDialog]]:
    """Dialogs to close afterwards."""
    dialogs: list[QDialog] = []
    yield dialogs
    for dialog in dialogs:
        dialog.close()
        dialog.deleteLater()
    settle()


@pytest.fixture
def accounts(desk: Desk) -> Iterator[Accounts]:
    made = Accounts(desk)
    yield made
    made.remove()


def test_first_time(accounts: Accounts, shown: list[QDialog]) -> None:
    dialog = OpenDialog(accounts, lambda *chosen: None)
    shown.append(dialog)
    draw(dialog, "open_map_first_time")


def test_open_map(accounts: Accounts, shown: list[QDialog], full: Connection) -> None:
    dialog = OpenDialog(accounts, lambda *chosen: None)
    shown.append(dialog)
    chooser = dialog.chooser
    wait_until(lambda: chooser.maps.model().rowCount() == len(MAPS) + 1)
    chooser.maps.setCurrentIndex(chooser.maps.model().index(1, 0))
    draw(dialog, "open_map")
    chooser.filter.setText("training")
    draw(dialog, "open_map_filtered")
    chooser.filter.clear()
    credentials.save(Connection("County SAR", "http://127.0.0.1:9", full.team_id))
    wait_until(lambda: not chooser.busy.isVisible())
    draw(dialog, "open_map_failed")


def as_of_caltopo(form: ConnectionDialog) -> None:
    """The picture's reader has another server; what was found out stays, unlike when one types."""
    form.server.blockSignals(True)
    form.server.setText("https://caltopo.com")
    form.server.blockSignals(False)


def test_connection(desk: Desk, shown: list[QDialog], full: Connection) -> None:
    form = ConnectionDialog(desk, full)
    shown.append(form)
    form.try_out()
    wait_until(lambda: "It works" in form.verdict.text())
    as_of_caltopo(form)
    draw(form, "connection")
    form.secret.setText("bm90IHRoZSBzZWNyZXQ=")
    form.server.setText(full.server)
    form.try_out()
    wait_until(lambda: "accept" in form.verdict.text())
    as_of_caltopo(form)
    draw(form, "connection_refused")
    assert form.verdict.text()
    form.kind.setCurrentIndex(2)
    draw(form, "connection_desktop")


def test_locked_store(desk: Desk, shown: list[QDialog], full: Connection) -> None:
    form = ConnectionDialog(desk, full)
    shown.append(form)
    manager = QgsApplication.authManager()
    manager.clearMasterPassword()
    try:
        form.save()
    finally:
        manager.setMasterPassword("only for these tests", True)
    as_of_caltopo(form)
    draw(form, "connection_locked")


def test_import(shown: list[QDialog], full: Connection, tmp_path: Path) -> None:
    file = tmp_path / "cts.ini"
    file.write_text(
        "[County SAR]\nid=A\nkey=B\naccountId=TEAM01\n[Night shift]\nid=A\nkey=B\n"
        "accountId=TEAM02\n[half]\nid=A\n[desktop]\nserver=localhost:8080\n"
    )
    file.chmod(0o600)
    dialog = ImportDialog()
    shown.append(dialog)
    dialog.file.setFilePath(str(file))
    dialog.file.lineEdit().setText("~/cts.ini")
    dialog.show_file(str(file))
    draw(dialog, "import_connections")


def test_browser(plugin: Any, window: Window, full: Connection) -> None:
    dock = QgsBrowserDockWidget("Browser", window.browserModel(), window.mainWindow())
    window.mainWindow().addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    dock.resize(380, 480)
    dock.show()
    view = wait_until(lambda: dock.findChild(QTreeView))
    settle()

    def expand(*path: str) -> bool:
        model, at = view.model(), QModelIndex()
        for name in path:
            rows = [model.index(row, 0, at) for row in range(model.rowCount(at))]
            at = next((row for row in rows if row.data() == name), QModelIndex())
            if not at.isValid():
                return False
            view.expand(at)
            settle()
        view.scrollTo(model.index(model.rowCount(at) - 1, 0, at))
        return True

    expand("CalTopo", "County SAR")
    wait_until(lambda: expand("CalTopo", "County SAR", "TEAM01"))
    expand("CalTopo", "County SAR", "TEAM01", "Dog unit")
    expand("CalTopo", "County SAR", "TEAM01", "Training")
    expand("CalTopo", "County SAR", "TEAM01", "Searches 2026")
    expand("CalTopo", "County SAR", "TEAM01")
    draw(dock, "browser")
    dock.close()
    dock.deleteLater()
    settle()


def test_data_source_tab(plugin: Any, full: Connection, shown: list[QDialog]) -> None:
    (provider,) = QgsGui.sourceSelectProviderRegistry().providersByKey("caltopo")
    tab = provider.createDataSourceWidget(
        None, Qt.WindowType.Widget, QgsProviderRegistry.WidgetMode.Embedded
    )
    shown.append(tab)
    tab.show()
    wait_until(lambda: tab.chooser.maps.model().rowCount() == len(MAPS) + 1)
    draw(tab, "data_source_tab")
