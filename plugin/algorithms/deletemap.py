# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:deletemap: a map deleted for everybody, after its title was given and it was kept."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..host.texts import later, tr
from .base import MAP, OUTPUT, REPORT, TeamAlgorithm, report

TITLE, FOLDER = "TITLE", "FOLDER"


class DeleteMap(TeamAlgorithm):
    NAME = "deletemap"
    TITLE = later("Delete map")
    HELP = later(
        "Deletes a map on CalTopo, for everybody. Its title has to be given to confirm that it is "
        "the one that is meant, and the map is kept as a GeoJSON file first; without that file "
        "nothing is deleted."
    )

    def declare(self) -> None:
        self.addParameter(QgsProcessingParameterString(MAP, tr("Map (id or link)")))
        self.addParameter(QgsProcessingParameterString(TITLE, tr("Its title, to confirm")))
        self.addParameter(self.team_parameter())
        self.addParameter(
            QgsProcessingParameterFile(
                FOLDER,
                tr("Folder for its backup (that of the local copies if empty)"),
                QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            )
        )
        self.addOutput(QgsProcessingOutputFile(OUTPUT, tr("The backup")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        def text(name: str) -> str:
            return str(self.parameterAsString(parameters, name, context) or "")

        kept = self.connection.delete_map(
            text(MAP), text(TITLE), self.team(parameters, context), text(FOLDER) or None
        )
        feedback.pushInfo(tr("Kept as {path}").format(path=kept))
        return {OUTPUT: str(kept), REPORT: report({"map": text(MAP), "backup": kept})}
