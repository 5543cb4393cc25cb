# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:pushchanges: local changes to the server."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from .base import REPORT, MapAlgorithm, report, tell


class PushChanges(MapAlgorithm):
    NAME = "pushchanges"
    TITLE = "Push changes"
    HELP = (
        "Sends what has been added, edited and deleted in the local copy, one signed call per "
        "object, after bringing in what others have changed. What the server refuses stays in the "
        "outbox with its reason; conflicts are never sent."
    )
    COUNTS = (
        ("ADDED", "Objects added"),
        ("EDITED", "Objects edited"),
        ("DELETED", "Objects deleted"),
        ("FAILED", "Refused by the server"),
        ("CONFLICTS", "Conflicts"),
        ("UNKNOWN", "Calls of unknown outcome"),
        ("WAITING", "Changes that wait"),
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
        for text in (f"{pushed.failed} refused" if pushed.failed else "",
                     f"{pushed.unknown} of unknown outcome" if pushed.unknown else ""):  # fmt: skip
            if text:
                feedback.reportError(text)
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
