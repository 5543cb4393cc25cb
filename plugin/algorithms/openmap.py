# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:openmap: a map as a local copy, and in QGIS as layers."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputString,
)

from .. import api
from ..host.texts import later, tr
from .base import REPORT, MapAlgorithm, report, tell_offline


class OpenMap(MapAlgorithm):
    NAME = "openmap"
    TITLE = later("Open map")
    HELP = later(
        "Opens a map from its local copy, loading it first where there is none, and brings it up "
        "to date. In QGIS its layers are added to the project and saving them sends the edits; "
        "elsewhere the local copy, a GeoPackage, is made ready and closed again."
    )
    COUNTS = (
        ("OBJECTS", later("Number of objects")),
        ("SET_ASIDE", later("Number of objects that could not be shown")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._opened: api.Map | None = None

    def declare(self) -> None:
        super().declare()
        self.addOutput(QgsProcessingOutputFile("GEOPACKAGE", tr("The local copy")))
        self.addOutput(QgsProcessingOutputString("TITLE", tr("The map's title")))
        self.addOutput(QgsProcessingOutputString("OFFLINE", tr("Why the server was not reached")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        reference, folder = self.map_and_folder(parameters, context)
        m = self.connection.opened(reference, folder)
        if m is None:
            m = self._opened = self.connection.open_map(
                reference, workspace=folder, cancelled=feedback.isCanceled
            )
        tell_offline(m, feedback)
        counts = m.counts()
        for name, count in counts.items():
            feedback.pushInfo(name + "  " + str(count))
        aside = m.set_aside()
        for item in aside:
            feedback.reportError("  ".join((item["cls"], item["id"], item["reason"])))
        odd = m.unreadable()
        for item in odd:
            feedback.pushWarning(
                tr("The server has no readable number as {properties} of “{title}”.").format(**item)
            )
        results = {
            "OBJECTS": sum(counts.values()),
            "SET_ASIDE": len(aside),
            "GEOPACKAGE": str(m.path),
            "TITLE": m.title,
            "OFFLINE": m.offline,
            REPORT: report({"counts": counts, "set_aside": aside, "unreadable": odd}),
        }
        if api.keep_open is None and self._opened is not None:
            self._opened.close()
        return results

    def postProcessAlgorithm(  # noqa: N802 - QGIS's name
        self, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        if api.keep_open is not None and self._opened is not None:
            api.keep_open(self._opened)
        return {}
