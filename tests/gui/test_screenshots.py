# SPDX-License-Identifier: GPL-2.0-or-later
"""Every dialog draws itself; the pictures stay in build/screenshots for people to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.gui.connection_dialog import ConnectionDialog
from caltopo_sync.plugin.gui.open_dialog import OpenDialog
from caltopo_sync.plugin.gui.work import Desk
from caltopo_sync.plugin.host import credentials
from caltopo_sync.plugin.host.credentials import Connection
from gui.window import settle, wait_until
from qgis.PyQt.QtWidgets import QDialog
from standin import Standin

FOLDER = Path(__file__).parents[2] / "build/screenshots"

FOLDERS = {"F1": "Searches 2026", "F2": "Wildfire 2026", "F3": "Training"}
MAPS = {
    "RDG41": ("Ridge search, second night", "F1"),
    "RVR07": ("River corridor below the bridge", "F1"),
    "FIR12": ("Fire line, north flank", "F2"),
    "TRN30": ("Monthly training", "F3"),
    "TRN31": ("Night navigation, training", "F3"),
    "PLN02": ("County pre-plan", None),
}


def draw(dialog: QDialog, name: str) -> None:
    """Keep a dialog's picture; one colour alone would be no picture of it."""
    dialog.show()
    settle()
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture = dialog.grab()
    assert picture.save(str(FOLDER / f"{name}.png"))
    image = picture.toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(image.height())}
    assert len(colours) > 10


@pytest.fixture
def full(standin: Standin, connection: Connection) -> Connection:
    """A connection to a server with a list of maps."""
    for id, title in FOLDERS.items():
        standin.add_folder(id, title, team=connection.team_id)
    for id in standin.maps():
        standin.remove_map(id)
    for id, (title, folder) in MAPS.items():
        standin.add_map(id, team=connection.team_id, title=title, folder=folder)
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


def test_first_time(desk: Desk, shown: list[QDialog]) -> None:
    dialog = OpenDialog(desk, lambda *chosen: None)
    shown.append(dialog)
    draw(dialog, "open_map_first_time")


def test_open_map(desk: Desk, shown: list[QDialog], full: Connection) -> None:
    dialog = OpenDialog(desk, lambda *chosen: None)
    shown.append(dialog)
    wait_until(lambda: dialog.maps.model().rowCount() == len(MAPS))
    dialog.maps.setCurrentIndex(dialog.maps.model().index(1, 0))
    draw(dialog, "open_map")
    dialog.filter.setText("training")
    draw(dialog, "open_map_filtered")
    dialog.filter.clear()
    credentials.save(Connection("County SAR", "http://127.0.0.1:9"))
    dialog.list_maps("County SAR")
    wait_until(lambda: not dialog.busy.isVisible())
    draw(dialog, "open_map_failed")


def test_connection(desk: Desk, shown: list[QDialog], full: Connection) -> None:
    form = ConnectionDialog(desk, full)
    shown.append(form)
    form.try_out()
    wait_until(lambda: "It works" in form.verdict.text())
    form.server.setText("https://caltopo.com")
    draw(form, "connection")
