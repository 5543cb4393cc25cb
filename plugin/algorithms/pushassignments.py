# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:pushassignments: a polygon or line layer as assignments."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..host.texts import later, tr
from .sending import MISSING, SendingAlgorithm, send_results

LETTERS_FROM, NUMBERS_FROM, PERIOD = "LETTERS_FROM", "NUMBERS_FROM", "OPERATIONAL_PERIOD"


class PushAssignments(SendingAlgorithm):
    NAME = "pushassignments"
    TITLE = later("Push assignments")
    HELP = later(
        "Makes assignments of the polygons or lines of a layer, in any CRS, and sends them. Each "
        'property is an expression over the layer: a field is written "name", a text \'in single '
        "quotes'. Letters and numbers that are not given are dealt out, those on the map left out. "
        "Operational period and folder are titles or ids; a title that is not there is made.\n\n"
        "Run it again after the layer has changed: features are known by their key, or by their "
        "outline, so that nothing is doubled; what has not changed is left alone. What becomes of "
        "assignments whose feature is gone: keep, delete, or a status (DRAFT, PREPARED, "
        "INPROGRESS, COMPLETED).\n\nBy default it only says what it would do; switch that off to "
        "do it."
    )
    PROPERTIES = (
        ("LETTER", "letter", later("Letter (dealt out if empty)")),
        ("NUMBER", "number", later("Number (dealt out if empty)")),
        ("STATUS", "status", later("Status")),
        ("RESOURCE_TYPE", "resourceType", later("Resource type")),
        ("TEAM_SIZE", "teamSize", later("Team size")),
        ("PRIORITY", "priority", later("Priority")),
        ("RESPONSIVE_POD", "responsivePOD", later("POD of a responsive subject")),
        ("UNRESPONSIVE_POD", "unresponsivePOD", later("POD of an unresponsive subject")),
        ("CLUE_POD", "cluePOD", later("POD of clues")),
        ("TIME_ALLOCATED", "timeAllocated", later("Time allocated (hours)")),
        ("DESCRIPTION", "description", later("Description")),
        ("PREVIOUS_EFFORTS", "previousEfforts", later("Previous efforts")),
        ("TRANSPORTATION", "transportation", later("Transportation")),
        ("PRIMARY_FREQUENCY", "primaryFrequency", later("Primary frequency")),
        ("SECONDARY_FREQUENCY", "secondaryFrequency", later("Secondary frequency")),
        ("PREPARED_BY", "preparedBy", later("Prepared by")),
        ("PERIOD_OF_EACH", "operationalPeriodId", later("Operational period of each feature")),
        ("FOLDER_OF_EACH", "folderId", later("Folder of each feature")),
    )

    LAYERS = (
        QgsProcessing.SourceType.TypeVectorPolygon,
        QgsProcessing.SourceType.TypeVectorLine,
    )

    def declare(self) -> None:
        super().declare()
        self.declare_sending()
        self.addParameter(
            QgsProcessingParameterString(
                LETTERS_FROM, tr("Deal out letters from (none if empty)"), "AA", optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                NUMBERS_FROM,
                tr("Deal out numbers from"),
                QgsProcessingParameterNumber.Type.Integer,
                101,
                optional=True,
                minValue=0,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                PERIOD, tr("Operational period (title or id)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                MISSING, tr("Assignments whose feature is gone: keep, delete, or a status"), "keep"
            )
        )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        numbered = parameters.get(NUMBERS_FROM, 101) is not None
        with self.opened(parameters, context, refresh=True) as m:
            done = m.push_assignments(
                self.source,
                self.expressions(parameters, context),
                letters_from=self.text(parameters, LETTERS_FROM, context),
                numbers_from=(
                    self.parameterAsInt(parameters, NUMBERS_FROM, context) if numbered else None
                ),
                operational_period=self.text(parameters, PERIOD, context),
                **self.common(parameters, context, feedback),
            )
        return send_results(done, feedback)
