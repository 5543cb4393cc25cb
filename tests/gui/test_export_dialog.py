# SPDX-License-Identifier: GPL-2.0-or-later
"""The export dialog: what is ticked goes out, a file that is there is asked about, Cancel."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.export_dialog import ExportDialog, ExportPart
from gui.pictures import draw
from gui.window import settle, wait_until
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from standin import Standin

ROOT = Path(__file__).parents[2]


@pytest.fixture
def dialog(plugin: Any, standin: Standin, connection: Any, tmp_path: Path) -> Iterator[Any]:
    """On the made-up incident, opened from the window."""
    incident = ROOT / "ui" / "practice" / "incident.json"
    standin.add_map("EKL26", path=incident, team="TEAM01", title="Echo Lakes")
    m = api.connection("County SAR").open_map(
        "EKL26", workspace=tmp_path / "ws", push_on_save=False
    )
    plugin.desktop.maps.show(m, "County SAR")
    wait_until(lambda: m.layers().get("Marker"))
    part = next(p for p in plugin.parts if isinstance(p, ExportPart))
    part.show()
    shown = part.dialog
    wait_until(lambda: "folders" in shown._groups)
    yield shown
    shown.close()
    settle()


def tick(dialog: ExportDialog, group: str, text: str) -> None:
    item = dialog._groups[group]
    for child in (item.child(i) for i in range(item.childCount())):
        if child.text(0).startswith(text):
            child.setCheckState(0, Qt.CheckState.Checked)
            return
    raise LookupError(text)


def choose(dialog: ExportDialog, key: str) -> None:
    keys = [each.key for each in dialog._formats]
    dialog.format.setCurrentIndex(keys.index(key))


def finished(dialog: ExportDialog) -> str:
    wait_until(lambda: dialog._running is None, 60)
    return str(dialog.state.text())


def test_ticked_classes_go_out_as_shapefiles(dialog: Any, tmp_path: Path) -> None:
    tick(dialog, "classes", "Clue")
    dialog.utm.click()
    wait_until(lambda: dialog.crs.crs().authid() == "EPSG:32610")
    dialog.target.lineEdit().setText("~/shapefiles")
    draw(dialog, "export")
    dialog.target.setFilePath(str(tmp_path / "out"))
    dialog.export.click()
    assert "3 objects were written" in finished(dialog)
    written = [p for p in (tmp_path / "out").iterdir() if p.suffix != ".ttf"]
    assert {p.stem for p in written} == {"clues", "README"}
    assert "UTM" in (tmp_path / "out" / "clues.prj").read_text()


def press(label: str, asked: list[str]) -> None:
    """Press a button of the question that comes up."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, look)
            return
        asked.append(box.text())
        draw(box, "export_replace")
        (button,) = [b for b in box.buttons() if b.text().replace("&", "").startswith(label)]
        button.click()

    QTimer.singleShot(20, look)


def test_a_file_that_is_there_is_asked_about(dialog: Any, tmp_path: Path) -> None:
    file = tmp_path / "map.geojson"
    file.write_text("mine")
    asked: list[str] = []
    choose(dialog, "geojson")
    dialog.target.setFilePath(str(file))
    press("Cancel", asked)
    dialog.export.click()
    assert "already" in finished(dialog)
    assert file.read_text() == "mine" and "map.geojson" in asked[0]
    press("Replace", asked)
    tick(dialog, "operational_periods", "OP 2")
    dialog.export.click()
    assert "were written" in finished(dialog)
    assert len(asked) == 2
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    assert len(features) == 6  # five assignments, and the period itself


def test_the_selected_objects_and_a_book(dialog: Any, tmp_path: Path) -> None:
    layer = dialog.opened.layers()["Assignment_polygon"]
    wait_until(lambda: QgsProject.instance().mapLayer(layer.id()))
    rows = [f.id() for f in layer.getFeatures()][:2]
    layer.selectByIds(rows)
    dialog._show_map()
    assert "(2)" in dialog.selected.text() and dialog.selected.isEnabled()
    dialog.selected.setChecked(True)
    choose(dialog, "letter")
    dialog.target.setFilePath(str(tmp_path / "book"))
    dialog.export.click()
    assert "2 objects" in finished(dialog)
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_map_there_is_nothing_to_export(plugin: Any) -> None:
    part = next(p for p in plugin.parts if isinstance(p, ExportPart))
    part.show()
    shown = part.dialog
    assert not shown.export.isEnabled() and "No map is open" in shown.state.text()
    shown.close()
    settle()
