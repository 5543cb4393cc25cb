# SPDX-License-Identifier: GPL-2.0-or-later
"""Live tracks of a map: begun, stopped, and fed with QGIS's GPS or a click on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsPointXY, QgsProject
from qgis.gui import QgsMapTool, QgsMapToolEmitPoint
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from .. import api
from ..host.texts import tr
from ..sync.editing import MapObject
from . import resources
from .canvas_marks import WGS84, go_to
from .desktop import Desktop
from .live_gps import GpsReporter
from .questions import ask, question
from .work import Work
from .working_dialog import WorkingDialog

TRACK = Qt.ItemDataRole.UserRole


class LiveDialog(WorkingDialog):
    """The live tracks of one map, and what can be done with the one that is chosen."""

    # the children of ui/live.ui
    map: Any
    tracks: Any
    stop: Any
    click: Any
    gps: Any
    title: Any
    device: Any
    folder: Any
    color: Any
    start: Any
    state: Any
    busy: Any
    buttons: Any

    def __init__(self, desktop: Desktop, reporter: GpsReporter) -> None:
        super().__init__(desktop, "live")
        self._reporter = reporter
        self._tool: QgsMapToolEmitPoint | None = None
        self._former: QgsMapTool | None = None
        self._maps = [m for m in desktop.maps.all() if not m.read_only]
        self.map.addItems([m.title for m in self._maps])
        self.tracks.setHeaderLabels([tr("Track"), tr("Positions")])
        self.color.setColor(QColor("#FF0000"))
        self.map.currentIndexChanged.connect(lambda _: self._on_map())
        self.tracks.itemSelectionChanged.connect(self._enable)
        self.tracks.itemActivated.connect(lambda item, _: self._go_to(item))
        self.stop.clicked.connect(lambda: self._ask_to_stop())
        self.click.clicked.connect(lambda: self._pick())
        self.gps.clicked.connect(self._on_gps)
        self.start.clicked.connect(lambda: self._begin_track())
        for edit in (self.title, self.device):
            edit.textChanged.connect(self._enable)
        self.buttons.rejected.connect(self.reject)
        reporter.said.connect(self._on_gps_said)
        desktop.maps.closing.connect(self._on_closing)
        self._on_map()

    # -- what is shown --------------------------------------------------------------------------

    @property
    def opened(self) -> api.Map | None:
        index = self.map.currentIndex()
        return self._maps[index] if 0 <= index < len(self._maps) else None

    @property
    def track(self) -> MapObject | None:
        """The track that is chosen."""
        rows = self.tracks.selectedItems()
        return rows[0].data(0, TRACK) if rows else None

    def _on_map(self) -> None:
        self.folder.clear()
        self.folder.addItem("")
        self.tracks.clear()
        if self.opened is not None:
            self.folder.addItems(self.opened.titles("Folder"))
            self._list()
        self._enable()

    def _list(self, chosen: str = "") -> None:
        """Read the tracks anew; that of the id is chosen."""
        opened = self.opened
        if opened is None:
            return
        before = self.track
        wanted = chosen or (before.id if before is not None else "")

        def show(found: list[MapObject]) -> None:
            if self._gone or opened is not self.opened:
                return
            self.tracks.clear()
            for each in found:
                row = QTreeWidgetItem([each.title, str(_positions(each))])
                row.setData(0, TRACK, each)
                self.tracks.addTopLevelItem(row)
                row.setSelected(each.id == wanted or len(found) == 1)
            self.tracks.resizeColumnToContents(0)
            self._enable()

        title = tr("Live tracks of {title}").format(title=opened.title)
        job = partial(_tracks, opened)
        self._desktop.desk.start(Work(title, job, show, self._fail))

    def _enable(self, *_: object) -> None:
        none = "" if self.track is not None else tr("Choose a live track first.")
        for widget in (self.stop, self.click, self.gps):
            resources.enable(widget, self.why_busy or none)
        self.gps.setChecked(_same(self.track, self._reporter.track))
        good = bool(self.title.text().strip() and self.device.text().strip())
        empty = "" if good else tr("Give a title and a device.")
        closed = "" if self.opened is not None else tr("No CalTopo map is open.")
        resources.enable(self.start, closed or self.why_busy or empty)

    def _go_to(self, item: QTreeWidgetItem) -> None:
        if not go_to(self._desktop.iface.mapCanvas(), [item.data(0, TRACK).geometry]):
            self.state.setText(tr("This track has not moved yet."))

    # -- what is done ---------------------------------------------------------------------------

    def _begin_track(self) -> None:
        opened = self.opened
        if opened is None:
            return
        title, device = self.title.text().strip(), self.device.text().strip()
        folder = self.folder.currentText() or None
        color = self.color.color().name().upper()

        def done(id: str) -> None:
            self._desktop.messages.info(tr("The live track “{title}” began.").format(title=title))
            if not self._gone:
                self.title.clear()
                self.device.clear()
                self._list(id)

        self._work(
            tr("Beginning the live track {title}").format(title=title),
            lambda: opened.live_track(title, device, folder, color),
            done,
        )

    def _ask_to_stop(self) -> None:
        track = self.track
        if track is None:
            return
        box = question(
            self,
            tr("Stop the live track “{title}”?").format(title=track.title),
            tr("It becomes a line with its times, and follows its device no longer."),
        )
        ask(box, tr("&Stop it"), lambda: self._stop_track(track))

    def _stop_track(self, track: MapObject) -> None:
        opened = self.opened
        if opened is None:
            return
        if _same(track, self._reporter.track):
            self._reporter.stop()

        def done(line: str | None) -> None:
            told = (
                tr("“{title}” is stopped; it is a line now.")
                if line
                else tr("“{title}” is stopped; it never moved, so that no line is left.")
            )
            self._desktop.messages.info(told.format(title=track.title))
            if not self._gone:
                self._list()

        title = tr("Stopping the live track {title}").format(title=track.title)
        self._work(title, lambda: opened.stop_live_track(track), done)

    def _on_gps(self, wanted: bool) -> None:
        if wanted and self.opened is not None and self.track is not None:
            self._reporter.begin(self.opened, self.track)
        else:
            self._reporter.stop()

    def _on_gps_said(self, text: str) -> None:
        self.state.setText(text)
        self._enable()

    def _pick(self) -> None:
        """The next click on the canvas is where the track's device is."""
        canvas = self._desktop.iface.mapCanvas()
        self._let_go()
        self._former = canvas.mapTool()
        self._tool = QgsMapToolEmitPoint(canvas)
        self._tool.canvasClicked.connect(self._on_canvas)
        canvas.setMapTool(self._tool)
        self.state.setText(tr("Click on the map where it is."))

    def _on_canvas(self, point: QgsPointXY, _button: Any = None) -> None:
        opened, track = self.opened, self.track
        canvas = self._desktop.iface.mapCanvas()
        self._let_go()
        if opened is None or track is None:
            return
        crs = canvas.mapSettings().destinationCrs()
        try:
            there = QgsCoordinateTransform(crs, WGS84, QgsProject.instance()).transform(point)
        except QgsCsException:
            self.state.setText(tr("This place cannot be told in degrees."))
            return
        lat, lon = round(there.y(), 7), round(there.x(), 7)

        def report() -> None:
            opened.report_position(track, lat, lon)
            opened.refresh()

        def done(_: None) -> None:
            if not self._gone:
                self.state.setText(
                    tr("“{title}” is reported at {lat}, {lon}.").format(
                        title=track.title, lat=format(lat, ".5f"), lon=format(lon, ".5f")
                    )
                )
                self._list()

        self._work(tr("Reporting a position"), report, done)

    def _let_go(self) -> None:
        """Give the canvas back the tool that it had."""
        canvas = self._desktop.iface.mapCanvas()
        if self._tool is not None:
            canvas.unsetMapTool(self._tool)
            if self._former is not None:
                canvas.setMapTool(self._former)
            self._tool.deleteLater()
        self._tool = self._former = None

    def _work(self, title: str, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        def finished(result: Any) -> None:
            if not self._gone:
                self._show(False, "")
            done(result)

        self._show(True, title + "…")
        self._desktop.desk.start(Work(title, job, finished, self._fail))

    def _on_closing(self, closing: api.Map) -> None:
        if closing in self._maps:
            self.reject()

    def done(self, result: int) -> None:
        """Close; GPS positions are reported on, until the message about it is cancelled."""
        if not self._gone:
            self._gone = True
            self._let_go()
            self._reporter.said.disconnect(self._on_gps_said)
            self._desktop.maps.closing.disconnect(self._on_closing)
        super().done(result)


class LivePart:
    """The entry “Live tracks…”, its window and the reporting that goes on without it."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.reporter = GpsReporter(desktop)
        self.dialog: LiveDialog | None = None
        desktop.add_action(tr("Li&ve tracks…"), self._show)

    def show(self) -> LiveDialog | None:
        """Show the window; without a map that may be written, say so."""
        there = self._desktop.maps.all()
        if not any(not m.read_only for m in there):
            self._desktop.messages.warning(
                tr("No CalTopo map is open.") if not there else tr("No open map may be written.")
            )
            return None
        if self.dialog is None:
            self.dialog = LiveDialog(self._desktop, self.reporter)
            self.dialog.finished.connect(self._forget)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        return self.dialog

    def remove(self) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.reporter.remove()

    def _show(self) -> None:
        self.show()

    def _forget(self, _result: int) -> None:
        self.dialog = None


def _tracks(opened: api.Map) -> list[MapObject]:
    return list(opened.features("LiveTrack"))


def _positions(track: MapObject) -> int:
    shape = track.geometry or {}
    if shape.get("type") == "Point":
        return 1
    return len(shape.get("coordinates") or ())


def _same(one: MapObject | None, other: MapObject | None) -> bool:
    return one is not None and other is not None and one.id == other.id
