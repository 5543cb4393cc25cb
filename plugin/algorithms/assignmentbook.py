# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:assignmentbook: a page for each assignment, as one PDF."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
)

from ..host.texts import later, tr
from . import choosing
from .base import OUTPUT, REPORT, MapAlgorithm, report, tell_offline

PAPER, TEMPLATE, BACKGROUND, DECLINATION = "PAPER", "TEMPLATE", "BACKGROUND", "DECLINATION"
_PAPERS = ("letter", "a4")


class AssignmentBook(MapAlgorithm):
    NAME = "assignmentbook"
    TITLE = later("Assignment book")
    HELP = later(
        "Writes a PDF with a page for each assignment: its map with neighbours, grid, scale and "
        "norths, and resource, PODs, frequencies and description under it. Magnetic north is by "
        "the World Magnetic Model 2025 for the place and today, or by the declination given."
    )
    COUNTS = (("PAGES", later("Number of assignments")),)

    def flags(self) -> Any:
        """Layouts are drawn on the main thread."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def declare(self) -> None:
        super().declare()
        self.addParameter(
            QgsProcessingParameterEnum(PAPER, tr("Paper"), ["Letter", "A4"], defaultValue=0)
        )
        for parameter in choosing.parameters():
            if parameter.name() in (choosing.PERIODS, choosing.STATUSES, choosing.IDS):
                self.addParameter(parameter)
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                BACKGROUND,
                tr("Layers below the map, the uppermost first"),
                QgsProcessing.SourceType.TypeMapLayer,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                DECLINATION,
                tr("Magnetic declination (degrees, east positive)"),
                QgsProcessingParameterNumber.Type.Double,
                optional=True,
                minValue=-180,
                maxValue=180,
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                TEMPLATE,
                tr("Layout template (the plugin's if empty)"),
                extension="qpt",
                optional=True,
            )
        )
        self.addParameter(QgsProcessingParameterFileDestination(OUTPUT, tr("Book"), "PDF (*.pdf)"))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        path = self.parameterAsFileOutput(parameters, OUTPUT, context)
        wanted = choosing.chosen(self, parameters, context)
        declination = None
        if parameters.get(DECLINATION) is not None:
            declination = self.parameterAsDouble(parameters, DECLINATION, context)
        with self.opened(parameters, context, refresh=True) as m:
            tell_offline(m, feedback)
            done = m.assignment_book(
                path,
                _PAPERS[self.parameterAsEnum(parameters, PAPER, context)],
                operational_periods=wanted["operational_periods"],
                statuses=wanted["statuses"],
                ids=wanted["ids"],
                template=self.parameterAsString(parameters, TEMPLATE, context) or None,
                background=self.parameterAsLayerList(parameters, BACKGROUND, context),
                declination=declination,
                cancelled=feedback.isCanceled,
                progress=lambda part: feedback.setProgress(100 * part),
            )
        return {
            "PAGES": done.counts["Assignment"]["page"],
            OUTPUT: path,
            REPORT: report({"counts": done.counts}),
        }
