# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:exportshapefiles: a map, or part of it, for other agencies."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFolderDestination,
)

from ..host.texts import later, tr
from . import choosing
from .base import OUTPUT, REPORT, MapAlgorithm, report, tell_offline

CRS, UTM, Z, M, ZIP = "CRS", "UTM", "Z", "M", "ZIP"


class ExportShapefiles(MapAlgorithm):
    NAME = "exportshapefiles"
    TITLE = later("Export shapefiles")
    HELP = later(
        "Writes a map as shapefiles, one for each class and geometry, with styles, a README that "
        "lists fields, counts and everything the format could not hold, and a file of the texts "
        "that were too long. An earlier export in that folder is replaced; a failed one leaves it "
        "as it was."
    )
    COUNTS = (("OBJECTS", later("Number of records")), ("WARNINGS", later("Number of warnings")))

    def declare(self) -> None:
        super().declare()
        self.addParameter(QgsProcessingParameterCrs(CRS, tr("CRS"), defaultValue="EPSG:4326"))
        self.addParameter(
            QgsProcessingParameterBoolean(
                UTM, tr("Use the map's UTM zone instead"), defaultValue=False
            )
        )
        for parameter in choosing.parameters():
            self.addParameter(parameter)
        for name, title in (
            (Z, tr("With elevations (Z)")),
            (M, tr("With times (M)")),
            (ZIP, tr("As one zip")),
        ):
            self.addParameter(QgsProcessingParameterBoolean(name, title, defaultValue=False))
        self.addParameter(QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder")))
        self.addOutput(QgsProcessingOutputString("README", tr("The README's text")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        folder = self.parameterAsString(parameters, OUTPUT, context)
        given = self.parameterAsCrs(parameters, CRS, context)
        crs = given.authid() or given.toWkt()
        if self.parameterAsBool(parameters, UTM, context):
            crs = "UTM"
        with self.opened(parameters, context, refresh=True) as m:
            tell_offline(m, feedback)
            done = m.export_shapefiles(
                folder,
                crs=crs,
                z=self.parameterAsBool(parameters, Z, context),
                m=self.parameterAsBool(parameters, M, context),
                zip=self.parameterAsBool(parameters, ZIP, context),
                cancelled=feedback.isCanceled,
                progress=lambda part: feedback.setProgress(100 * part),
                **choosing.chosen(self, parameters, context),
            )
        for each in done.warnings:
            feedback.pushWarning("  ".join((each["cls"], each["id"], each["text"])))
        return {
            "OBJECTS": sum(n for kinds in done.counts.values() for n in kinds.values()),
            "WARNINGS": len(done.warnings),
            "README": done.readme,
            OUTPUT: folder,
            REPORT: report({"files": done.files, "counts": done.counts, "warnings": done.warnings}),
        }
