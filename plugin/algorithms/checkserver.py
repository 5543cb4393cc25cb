# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:checkserver: what a server does where its documentation says nothing."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from ..host.texts import later
from .base import REPORT, TeamAlgorithm, report


class CheckServer(TeamAlgorithm):
    NAME = "checkserver"
    TITLE = later("Check server")
    HELP = later(
        "Makes a scratch map on your own account, tries out what CalTopo's documentation leaves "
        "open, deletes the map again and lists the answers. What was learned is kept for this "
        "server, so that the plugin relies on an ability only where it was seen. Other maps are "
        "not touched."
    )
    COUNTS = (
        ("QUESTIONS", later("Number of questions")),
        ("UNKNOWN", later("Number without an answer")),
    )

    def declare(self) -> None:
        self.addParameter(self.team_parameter())

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        team = self.team(parameters, context)
        found = []
        for finding in self.connection.check_server(team, feedback.isCanceled):
            found.append(finding)
            feedback.pushInfo("  ".join((finding.question, finding.answer, finding.detail)))
        return {
            "QUESTIONS": len(found),
            "UNKNOWN": sum(f.answer == "unknown" for f in found),
            REPORT: report([f.__dict__ for f in found]),
        }
