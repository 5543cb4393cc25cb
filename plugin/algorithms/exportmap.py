# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:exportmap: a map, or part of it, as one file of a format that others read."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
)

from ..host.texts import later, tr
from . import choosing
from .base import OUTPUT, REPORT, MapAlgorithm, report, tell_offline

FILTER = (
    "GeoPackage (*.gpkg);;GeoJSON as CalTopo imports it (*.geojson *.json);;GPX (*.gpx);;"
    "KML (*.kml);;KMZ (*.kmz);;Table of assignments (*.csv)"
)


class ExportMap(MapAlgorithm):
    NAME = "exportmap"
    TITLE = later("Export map")
    HELP = later(
        "Writes a map as one file: GeoPackage, GeoJSON that CalTopo imports again with the same "
        "ids, GPX with waypoints and tracks, KML or KMZ with colours and folders, or a CSV of the "
        "assignments. The name's ending says which. What a format cannot hold is listed."
    )
    COUNTS = (("OBJECTS", later("Number of objects")), ("WARNINGS", later("Number of warnings")))

    def declare(self) -> None:
        super().declare()
        for parameter in choosing.parameters():
            self.addParameter(parameter)
        self.addParameter(QgsProcessingParameterFileDestination(OUTPUT, tr("File"), FILTER))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        path = self.parameterAsFileOutput(parameters, OUTPUT, context)
        with self.opened(parameters, context, refresh=True) as m:
            tell_offline(m, feedback)
            done = m.export(
                path,
                cancelled=feedback.isCanceled,
                progress=lambda part: feedback.setProgress(100 * part),
                **choosing.chosen(self, parameters, context),
            )
        for each in done.warnings:
            feedback.pushWarning("  ".join((each["cls"], each["id"], each["text"])))
        return {
            "OBJECTS": sum(n for kinds in done.counts.values() for n in kinds.values()),
            "WARNINGS": len(done.warnings),
            OUTPUT: path,
            REPORT: report({"counts": done.counts, "warnings": done.warnings}),
        }
