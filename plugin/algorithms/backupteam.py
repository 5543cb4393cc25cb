# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:backupteam: every map of a team as a file."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFolder,
    QgsProcessingParameterFile,
)

from ..host.texts import later, tr
from .base import OUTPUT, REPORT, TeamAlgorithm, report

FOLDER = "FOLDER"


class BackupTeam(TeamAlgorithm):
    NAME = "backupteam"
    TITLE = later("Back up all maps of a team")
    HELP = later(
        "Writes every map that the account sees, or those of one team, to a GeoJSON file each, "
        "named by title and id. Each opens again as a map to look at, and can be restored or made "
        "a new map of. Maps that cannot be had are told; the others go on."
    )
    COUNTS = (
        ("MAPS", later("Number of maps written")),
        ("FAILED", later("Number of maps that failed")),
    )

    WHOSE = TeamAlgorithm.ONE_OF_ALL

    def declare(self) -> None:
        self.addParameter(
            QgsProcessingParameterFile(
                FOLDER, tr("Folder"), QgsProcessingParameterFile.Behavior.Folder
            )
        )
        self.addParameter(self.team_parameter())
        self.addOutput(QgsProcessingOutputFolder(OUTPUT, tr("The folder")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        folder = self.parameterAsFile(parameters, FOLDER, context)

        def told(done: int, total: int, title: str) -> None:
            feedback.setProgress(100.0 * done / max(1, total))
            feedback.pushInfo(title)

        items = self.connection.backup_maps(
            folder, self.team(parameters, context), told, feedback.isCanceled
        )
        failed = [item for item in items if item["error"]]
        for item in failed:
            feedback.reportError(item["title"] + ": " + item["error"])
        return {
            OUTPUT: folder,
            "MAPS": len(items) - len(failed),
            "FAILED": len(failed),
            REPORT: report(items),
        }
