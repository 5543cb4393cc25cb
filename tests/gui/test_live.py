# SPDX-License-Identifier: GPL-2.0-or-later
"""Live tracks begin, move by a click and by QGIS's GPS, and are stopped, from their window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.live import LivePart
from gui.pictures import draw
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsNmeaConnection,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QIODevice, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from standin import Fault, Standin

LEFT = Qt.MouseButton.LeftButton
GROUP = "plantedKEY"


@pytest.fixture
def opened(plugin: Any, standin: Standin, connection: Any, tmp_path: Path) -> Iterator[api.Map]:
    m = api.connection("County SAR").open_map("ABC12", workspace=tmp_path, push_on_save=False)
    plugin.desktop.maps.show(m, "County SAR")
    wait_until(lambda: QgsProject.instance().mapLayersByName("Folders"))
    settle()
    yield m


class Receiver(QIODevice):
    """A GPS receiver on a wire; ``say`` is what comes out of it."""

    def __init__(self) -> None:
        super().__init__()
        self._said = b""
        self.open(QIODevice.OpenModeFlag.ReadOnly)

    def isSequential(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def bytesAvailable(self) -> int:  # noqa: N802 - Qt's name
        return len(self._said) + super().bytesAvailable()

    def readData(self, count: int) -> bytes:  # noqa: N802 - Qt's name
        given, self._said = self._said[:count], self._said[count:]
        return given

    def say(self, text: bytes) -> None:
        self._said += text
        self.readyRead.emit()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that QGIS is connected to and that has not said anything yet."""
    device = Receiver()
    connection = QgsNmeaConnection(device)
    registry = QgsApplication.gpsConnectionRegistry()
    registry.registerConnection(connection)
    yield device
    registry.unregisterConnection(connection)


def sentence(body: str) -> bytes:
    check = 0
    for character in body:
        check ^= ord(character)
    return f"${body}*{check:02X}\r\n".encode()


def move(receiver: Receiver, seconds: int, minutes: float) -> None:
    """A fix at 39° and some minutes north, 120° west."""
    lat = f"39{minutes:07.4f},N,12000.0000,W"
    receiver.say(
        sentence(f"GPGGA,1200{seconds:02}.00,{lat},1,08,0.9,2000.0,M,-20.0,M,,")
        + sentence("GPGSA,A,3,04,05,09,12,24,25,29,31,,,,,1.8,1.0,1.5")
        + sentence(f"GPRMC,1200{seconds:02}.00,A,{lat},0.0,0.0,211126,,,A")
    )


def part_of(plugin: Any) -> LivePart:
    return next(p for p in plugin.parts if isinstance(p, LivePart))


def window_of(plugin: Any) -> Any:
    dialog = part_of(plugin).show()
    settle()
    return dialog


def click(widget: Any) -> None:
    assert widget.isVisible() and widget.isEnabled(), widget.text()
    QTest.mouseClick(widget, LEFT, pos=QPoint(9, widget.height() // 2))


def begin(dialog: Any, title: str = "Team 1") -> None:
    QTest.keyClicks(dialog.title, title)
    QTest.keyClicks(dialog.device, GROUP + "-" + title.replace(" ", ""))
    click(dialog.start)
    wait_until(lambda: dialog.track is not None and dialog.track.title == title)


def tracks(standin: Standin, cls: str = "LiveTrack") -> list[dict[str, Any]]:
    return [f for (c, _), f in standin.objects("ABC12").items() if c == cls]


def test_from_beginning_to_stop(
    plugin: Any, opened: api.Map, standin: Standin, window: Window
) -> None:
    dialog = window_of(plugin)
    assert not dialog.start.isEnabled() and not dialog.stop.isEnabled()
    begin(dialog)
    (track,) = tracks(standin)
    assert track["properties"]["deviceId"] == "FLEET:" + GROUP + "-Team1"
    assert GROUP not in shown_in(window.messageBar())
    canvas = window.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setExtent(QgsRectangle(-120.2, 39.1, -120.0, 39.3))
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    for count in (1, 2):
        click(dialog.click)
        assert canvas.mapTool() is not pan and "Click on the map" in dialog.state.text()
        middle = canvas.viewport().rect().center() + QPoint(10 * count, 0)
        QTest.mouseClick(canvas.viewport(), LEFT, pos=middle)
        wait_until(
            lambda count=count: (
                dialog.tracks.topLevelItemCount() == 1
                and dialog.tracks.topLevelItem(0).text(1) == str(count)
            )
        )
        assert canvas.mapTool() is pan and "is reported at 39.2" in dialog.state.text()
    draw(dialog, "live")
    click(dialog.stop)
    box = wait_until(
        lambda: next((w for w in QApplication.topLevelWidgets()
                      if isinstance(w, QMessageBox) and w.isVisible()), None)
    )  # fmt: skip
    draw(box, "live_stop")
    QTest.mouseClick(box.defaultButton(), LEFT)
    wait_until(lambda: "it is a line now" in shown_in(window.messageBar()))
    assert not tracks(standin)
    assert [f["properties"]["title"] for f in tracks(standin, "Shape")] == ["Team 1"]
    wait_until(lambda: dialog.tracks.topLevelItemCount() == 0)


def test_gps_positions_are_reported_once_each_and_no_more_after_cancel(
    plugin: Any, opened: api.Map, standin: Standin, window: Window, receiver: Receiver
) -> None:
    dialog, reporter = window_of(plugin), part_of(plugin).reporter
    assert reporter.timer.interval() == 5000
    begin(dialog)
    click(dialog.gps)
    assert "no GPS position" in dialog.state.text() and dialog.gps.isChecked()
    standin.clear_calls()
    for seconds, minutes in ((1, 10.0), (2, 10.5)):
        move(receiver, seconds, minutes)
        for _ in range(2):  # the same fix twice
            reporter.timer.timeout.emit()
            wait_until(lambda: reporter._work is None)
    assert dialog.state.text() == "2 positions reported."
    reports = [c for c in standin.calls if "position/report" in c.path]
    assert len(reports) == 2
    opened.refresh()
    (shape,) = [f["geometry"] for f in tracks(standin)]
    assert shape["coordinates"][1][:3] == pytest.approx([-120, 39 + 10.5 / 60, 2000])
    dialog.close()
    settle()
    assert reporter.timer.isActive(), "it goes on without the window"
    assert "is reported for Team 1" in shown_in(window.messageBar())
    again = window_of(plugin)
    wait_until(lambda: again.track is not None)
    assert again.gps.isChecked()
    click(again.gps)
    assert not reporter.timer.isActive() and not again.gps.isChecked()
    assert "is reported for" not in shown_in(window.messageBar())


def test_reporting_ends_with_the_map_and_a_failure_is_said(
    plugin: Any, opened: api.Map, standin: Standin, receiver: Receiver
) -> None:
    dialog, reporter = window_of(plugin), part_of(plugin).reporter
    begin(dialog)
    standin.fault(Fault("status", path="position/report", status=400))
    move(receiver, 5, 11.0)
    click(dialog.gps)
    wait_until(lambda: "refused" in dialog.state.text())
    assert GROUP not in dialog.state.text() and reporter.timer.isActive()
    plugin.desktop.maps.close(opened)
    settle()
    assert not reporter.timer.isActive() and part_of(plugin).dialog is None


def test_a_wrong_device_is_said_in_the_window(plugin: Any, opened: api.Map) -> None:
    dialog = window_of(plugin)
    QTest.keyClicks(dialog.title, "Team 2")
    QTest.keyClicks(dialog.device, "nohyphen")
    click(dialog.start)
    wait_until(lambda: "hyphen" in dialog.state.text())
    assert dialog.title.text() == "Team 2"


def test_without_a_map_it_says_so(plugin: Any, window: Window) -> None:
    assert part_of(plugin).show() is None
    assert "No CalTopo map is open" in shown_in(window.messageBar())
