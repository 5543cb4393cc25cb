# SPDX-License-Identifier: GPL-2.0-or-later
"""Positions of QGIS's own GPS connection, reported for a live track."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .. import api
from ..caltopo.errors import CalTopoError
from ..host.sayings import in_words
from ..host.texts import tr
from ..sync.editing import MapObject
from .desktop import Desktop
from .work import Work

EVERY_MS = 5000  # CalTopo's own clients report no more often


@dataclass(frozen=True)
class Fix:
    """A position: degrees in WGS 84, metres or None; ``at`` tells one fix from the next."""

    lat: float
    lon: float
    ele: float | None
    at: Any


def fix() -> Fix | None:
    """Where the first GPS connection of QGIS that knows says it is.  Main thread."""
    for connection in QgsApplication.gpsConnectionRegistry().connectionList():
        said = connection.currentGPSInformation()
        lat, lon = said.latitude, said.longitude
        # QGIS calls a receiver valid that has not said anything yet, and that is at 0, 0
        told = said.isValid() and said.utcDateTime.isValid() and bool(lat or lon)
        if told and math.isfinite(lat) and math.isfinite(lon):
            ele = said.elevation if math.isfinite(said.elevation) else None
            return Fix(lat, lon, ele, (said.utcDateTime.toMSecsSinceEpoch(), lat, lon))
    return None


class GpsReporter(QObject):
    """Reports one track's positions until it is stopped or its map is closed.

    A fix is reported once; while a report is under way, or the link is down, no others pile up.
    ``said`` tells how it goes, "" when it has ended.  Main thread.
    """

    said = pyqtSignal(str)

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop
        self._map: api.Map | None = None
        self.track: MapObject | None = None
        self._last: Any = None
        self._work: Work[None] | None = None
        self._item: Any = None
        self.reported = 0
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self._report)
        desktop.maps.closing.connect(self._on_closing)

    def begin(self, opened: api.Map, track: MapObject) -> None:
        """Report for this track from now on."""
        self.stop()
        self._map, self.track, self._last, self.reported = opened, track, None, 0
        self._item = self._desktop.messages.progress(
            tr("The GPS position is reported for {title}").format(title=track.title), self.stop
        )
        self.timer.start()
        self._report()

    def stop(self) -> None:
        """Report no more."""
        if self._map is None:
            return
        self.timer.stop()
        self._map = self.track = self._work = None
        self._desktop.messages.close(self._item)
        self.said.emit("")

    def remove(self) -> None:
        """Stop, and follow nothing any more."""
        self.stop()
        self._desktop.maps.closing.disconnect(self._on_closing)

    def _report(self) -> None:
        opened, track, there = self._map, self.track, fix()
        if opened is None or track is None or self._work is not None:
            return
        if there is None:
            self.said.emit(tr("QGIS has no GPS position. Connect a receiver in its GPS panel."))
            return
        if there.at == self._last:
            return
        work: Work[None]

        def done(_: None) -> None:
            if self._work is work:
                self._work, self._last = None, there.at
                self.reported += 1
                self.said.emit(tr("{count} positions reported.").format(count=self.reported))

        def failed(error: CalTopoError) -> None:
            if self._work is work:
                self._work = None
                self.said.emit(in_words(error))

        def report() -> None:
            opened.report_position(track, there.lat, there.lon, there.ele)

        work = self._work = Work(tr("Reporting a position"), report, done, failed)
        self._desktop.desk.start(work)

    def _on_closing(self, closing: api.Map) -> None:
        if closing is self._map:
            self.stop()
