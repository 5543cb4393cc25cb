# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:localchanges: what a push would send."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..host.texts import later
from .base import REPORT, MapAlgorithm, report


class LocalChanges(MapAlgorithm):
    NAME = "localchanges"
    TITLE = later("List local changes")
    HELP = later(
        "Lists what has been added, edited and deleted in the local copy and is not on the map "
        "yet, with old and new values. Nothing is sent and nothing is fetched."
    )
    COUNTS = (
        ("COUNT", later("Changes")),
        ("ADDED", later("Objects added")),
        ("EDITED", later("Objects edited")),
        ("DELETED", later("Objects deleted")),
    )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        with self.opened(parameters, context, refresh=False) as m:
            changes = m.changes()
        for change in changes:
            words = [change.kind, change.cls, change.title or change.id]
            words += [", ".join(change.fields), change.state, change.reason]
            feedback.pushInfo("  ".join(filter(None, words)))
        kinds = [change.kind for change in changes]
        return {
            "COUNT": len(changes),
            "ADDED": kinds.count("add"),
            "EDITED": kinds.count("edit"),
            "DELETED": kinds.count("delete"),
            REPORT: report([asdict(change) for change in changes]),
        }
