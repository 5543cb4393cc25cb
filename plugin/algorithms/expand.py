# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:expand: an area joined to another."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterString,
)

from .. import api
from ..host.texts import later, tr
from ..session.cutting import Reshaped
from .reshaping import Reshaping

OTHER, DELETE_OTHER = "OTHER", "DELETE_OTHER"


class Expand(Reshaping):
    NAME = "expand"
    TITLE = later("Expand")
    HELP = later(
        "Joins another area to that of a shape or assignment. Holes are kept, and a gap that both "
        "enclose stays one. Areas that meet in a point only, or not at all, are left and reported."
    )

    def declare(self) -> None:
        super().declare()
        self.addParameter(QgsProcessingParameterString(OTHER, tr("Area to add, by title or id")))
        self.addParameter(
            QgsProcessingParameterBoolean(DELETE_OTHER, tr("Delete the added area's object"), False)
        )

    def reshape(
        self, m: api.Map, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> Reshaped:
        targets = self.targets(parameters, context)
        if len(targets) != 1:
            raise QgsProcessingException(tr("Name one object that is to be expanded."))
        return m.expand(
            targets[0],
            self.parameterAsString(parameters, OTHER, context),
            delete_other=self.parameterAsBoolean(parameters, DELETE_OTHER, context),
        )
