# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:pushchanges: local changes to the server."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..host.texts import later, tr
from .base import REPORT, MapAlgorithm, report, tell


class PushChanges(MapAlgorithm):
    NAME = "pushchanges"
    TITLE = later("Push changes")
    HELP = later(
        "Sends what has been added, edited and deleted in the local copy, one signed call per "
        "object, after bringing in what others have changed. What the server refuses stays in the "
        "outbox with its reason; conflicts are never sent."
    )
    COUNTS = (
        ("ADDED", later("Objects added")),
        ("EDITED", later("Objects edited")),
        ("DELETED", later("Objects deleted")),
        ("FAILED", later("Refused by the server")),
        ("CONFLICTS", later("Conflicts")),
        ("UNKNOWN", later("Calls of unknown outcome")),
        ("WAITING", later("Changes that wait")),
    )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        with self.opened(parameters, context, refresh=False) as m:
            pushed = m.push()
        tell(pushed.items, feedback)
        if pushed.failed:
            feedback.reportError(tr("{count} refused").format(count=pushed.failed))
        if pushed.unknown:
            feedback.reportError(tr("{count} of unknown outcome").format(count=pushed.unknown))
        return {
            "ADDED": pushed.added,
            "EDITED": pushed.edited,
            "DELETED": pushed.deleted,
            "FAILED": pushed.failed,
            "CONFLICTS": pushed.conflicts,
            "UNKNOWN": pushed.unknown,
            "WAITING": pushed.waiting,
            REPORT: report(asdict(pushed)),
        }
