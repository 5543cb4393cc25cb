# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures dropped on the dialog go to the map, and come back to a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.photos import PhotosPart
from gui.objects import MARKER
from gui.pictures import draw
from gui.window import Window, settle, shown_in, wait_until
from qgis.PyQt.QtCore import QMimeData, QPoint, Qt, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent, QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QPushButton
from standin import Fault, Kind, Standin

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def opened(plugin: Any, standin: Standin, connection: Any, tmp_path: Path) -> Iterator[api.Map]:
    m = api.connection("County SAR").open_map("ABC12", workspace=tmp_path, push_on_save=False)
    plugin.desktop.maps.show(m, "County SAR")
    wait_until(lambda: m in part_of(plugin)._slots)
    yield m


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    found = []
    for number, name in enumerate(("Track in snow", "Glove")):
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(0x336699 * (number + 1))
        found.append(tmp_path / (name + ".jpg"))
        assert image.save(str(found[-1]), "JPEG")
    found.append(tmp_path / "notes.txt")
    found[-1].write_text("no picture")
    return found


def part_of(plugin: Any) -> PhotosPart:
    return next(p for p in plugin.parts if isinstance(p, PhotosPart))


def choose(plugin: Any, action: Any) -> None:
    """Click an entry of the menu."""
    menu = part_of(plugin).menu
    menu.popup(QPoint(40, 40))
    settle()
    assert action.isEnabled(), action.toolTip()
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def drop(dialog: Any, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, copy = QPoint(50, 90), Qt.DropAction.CopyAction
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, copy, data, LEFT, none)
    dialog.dragEnterEvent(enter)
    assert enter.isAccepted()
    dialog.dropEvent(QDropEvent(where, copy, data, LEFT, none))


def photos(server: Standin) -> list[dict[str, Any]]:
    return [f for (cls, _), f in server.objects("ABC12").items() if cls == "MapMediaObject"]


def test_dropped_pictures_belong_to_the_selected_object(
    plugin: Any, opened: api.Map, standin: Standin, pictures: list[Path], window: Window
) -> None:
    opened.layers()["Marker"].selectAll()
    part = part_of(plugin)
    choose(plugin, part.send)
    dialog = wait_until(lambda: part.dialog)
    assert dialog.parent_object.currentText() == "ICP (Marker)"
    assert not dialog.send.isEnabled()
    drop(dialog, pictures)
    drop(dialog, pictures[:1])
    assert dialog.files.topLevelItemCount() == 3, "none is listed twice"
    dialog.longest.setValue(200)
    draw(dialog, "photos")
    QTest.mouseClick(dialog.send, LEFT)
    wait_until(lambda: "done" in dialog.state.text())
    assert dialog.state.text() == "2 done, 1 failed."
    became = [dialog.files.topLevelItem(n).text(1) for n in range(3)]
    assert became[:2] == ["done", "done"] and "not a picture" in became[2]
    draw(dialog, "photos_sent")
    assert {f["properties"]["title"] for f in photos(standin)} == {"Track in snow", "Glove"}
    assert {f["properties"]["parentId"] for f in photos(standin)} == {"Marker:" + MARKER["id"]}
    assert "Sending photos to Ridge search: 2 done, 1 failed." in shown_in(window.messageBar())
    QTest.mouseClick(dialog.send, LEFT)
    wait_until(lambda: "2 there already" in dialog.state.text())
    assert len(photos(standin)) == 2
    dialog.files.topLevelItem(2).setSelected(True)
    QTest.mouseClick(dialog.take, LEFT)
    assert dialog.files.topLevelItemCount() == 2
    plugin.desktop.maps.close(opened)
    settle()
    assert part.dialog is None


def test_a_failed_sending_is_tried_again_from_its_message(
    plugin: Any, opened: api.Map, standin: Standin, pictures: list[Path], window: Window
) -> None:
    part = part_of(plugin)
    dialog = part.show()
    dialog.add_files([str(pictures[0])])
    window.messageBar().clearWidgets()
    standin.fault(Fault(Kind.STATUS, path="/since/", times=100, status=400))
    QTest.mouseClick(dialog.send, LEFT)
    wait_until(lambda: dialog.send.isEnabled())
    assert dialog.state.text() and not photos(standin)
    standin.clear_faults()
    again = wait_until(
        lambda: [
            b
            for item in window.messageBar().items()
            for b in item.findChildren(QPushButton)
            if b.text() == "Retry"
        ]
    )
    again[-1].click()
    wait_until(lambda: "1 done" in shown_in(window.messageBar()))
    assert len(photos(standin)) == 1


def test_photos_come_back_to_a_folder(
    plugin: Any,
    opened: api.Map,
    pictures: list[Path],
    window: Window,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    part = part_of(plugin)
    part.look()
    assert not part.fetch.isEnabled() and "has photos" in part.fetch.toolTip()
    opened.upload_photos(pictures[:2])
    folder = tmp_path / "back"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    choose(plugin, part.fetch)
    wait_until(lambda: "Downloading photos of Ridge search: 2 done." in shown_in(
        window.messageBar()
    ))  # fmt: skip
    assert len(list(folder.glob("*.jpg"))) == 2 and (folder / "photos.csv").exists()


def test_without_a_map_nothing_can_be_sent(plugin: Any) -> None:
    part = part_of(plugin)
    part.look()
    assert not part.send.isEnabled() and "No CalTopo map" in part.send.toolTip()
