# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:backupmap: a map as one file."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
)

from ..host.texts import later, tr
from .base import OUTPUT, REPORT, MapAlgorithm, report, tell_offline


class BackupMap(MapAlgorithm):
    NAME = "backupmap"
    TITLE = later("Back up map")
    HELP = later(
        "Writes all objects of a map, as the server holds them now, to one GeoJSON file. Passwords "
        "and device ids are left out."
    )
    COUNTS = (("OBJECTS", later("Number of objects")),)

    def declare(self) -> None:
        super().declare()
        self.addParameter(
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Backup"), "GeoJSON (*.geojson *.json)"
            )
        )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        path = self.parameterAsFileOutput(parameters, OUTPUT, context)
        with self.opened(parameters, context, refresh=True) as m:
            tell_offline(m, feedback)
            count = m.backup(path)
            counts = m.counts()
        return {"OBJECTS": count, OUTPUT: path, REPORT: report({"counts": counts})}
