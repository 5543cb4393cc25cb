# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:cut: shapes and assignments without an area, or split along a line."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterString,
)

from .. import api
from ..host.texts import later, tr
from ..session.cutting import Reshaped
from .reshaping import Reshaping

CUTTER, DELETE_CUTTER = "CUTTER", "DELETE_CUTTER"


class Cut(Reshaping):
    NAME = "cut"
    TITLE = later("Cut")
    HELP = later(
        "Takes an area out of shapes and assignments, or splits them along a line. An object stays "
        "the largest part of an area, or the first of a line; further parts become new objects "
        "(“AC 103” gives “AC:1 103”). Holes, elevations and times are kept. The cutter is deleted "
        "only if that is asked for and every object was cut."
    )

    def declare(self) -> None:
        super().declare()
        self.addParameter(QgsProcessingParameterString(CUTTER, tr("Cutter, by title or id")))
        self.addParameter(
            QgsProcessingParameterBoolean(DELETE_CUTTER, tr("Delete the cutter"), False)
        )

    def reshape(
        self, m: api.Map, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> Reshaped:
        return m.cut(
            self.targets(parameters, context),
            self.parameterAsString(parameters, CUTTER, context),
            delete_cutter=self.parameterAsBoolean(parameters, DELETE_CUTTER, context),
        )
