# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:restorebackup: a map set back to a backup."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
)

from ..host.texts import later, tr
from .base import INPUT, MapAlgorithm
from .setback import COUNTS, DRY_RUN, set_back_results


class RestoreBackup(MapAlgorithm):
    NAME = "restorebackup"
    TITLE = later("Restore backup")
    HELP = later(
        "Sets a map back to a backup: what is missing is added, what differs is edited, what is "
        "new is deleted. By default it only lists what it would do; switch that off to do it."
    )
    COUNTS = COUNTS

    def declare(self) -> None:
        super().declare()
        self.addParameter(
            QgsProcessingParameterFile(INPUT, tr("Backup"), fileFilter="GeoJSON (*.geojson *.json)")
        )
        self.addParameter(
            QgsProcessingParameterBoolean(
                DRY_RUN, tr("Only say what it would do"), defaultValue=True
            )
        )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        dry_run = self.parameterAsBoolean(parameters, DRY_RUN, context)
        path = self.parameterAsFile(parameters, INPUT, context)
        with self.opened(parameters, context, refresh=True) as m:
            done = m.restore_backup(path, dry_run=dry_run)
            pushed = None if dry_run else m.push()
        return set_back_results(done, pushed, feedback)
