# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:crop: what of shapes and assignments lies within a boundary."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterDistance,
    QgsProcessingParameterString,
    QgsUnitTypes,
)

from .. import api
from ..host.texts import later, tr
from ..session.cutting import Reshaped
from .reshaping import Reshaping

BOUNDARY, BEYOND = "BOUNDARY", "BEYOND"


class Crop(Reshaping):
    NAME = "crop"
    TITLE = later("Crop")
    HELP = later(
        "Keeps of shapes and assignments what lies within a boundary and some metres beyond it; "
        "a line as boundary is a corridor. Tracks keep elevations and times, interpolated where "
        "they now begin and end. Several parts become several objects (“AC 103” and “AC:1 103”). "
        "What lies wholly outside is left as it is and reported."
    )

    def declare(self) -> None:
        super().declare()
        self.addParameter(QgsProcessingParameterString(BOUNDARY, tr("Boundary, by title or id")))
        beyond = QgsProcessingParameterDistance(
            BEYOND, tr("Metres beyond the boundary that are kept"), 10.0, minValue=0.0
        )
        beyond.setDefaultUnit(QgsUnitTypes.DistanceUnit.DistanceMeters)
        self.addParameter(beyond)

    def reshape(
        self, m: api.Map, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> Reshaped:
        return m.crop(
            self.targets(parameters, context),
            self.parameterAsString(parameters, BOUNDARY, context),
            beyond=self.parameterAsDouble(parameters, BEYOND, context),
        )
