# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:refreshmap: what changed on the server, into the local copy."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..host.texts import later
from .base import REPORT, MapAlgorithm, report, tell


class RefreshMap(MapAlgorithm):
    NAME = "refreshmap"
    TITLE = later("Refresh map")
    HELP = later(
        "Brings in what others have changed on the map since the last time. Own changes that are "
        "not sent yet are kept; where both sides changed the same, the object is a conflict and "
        "is left alone."
    )
    COUNTS = (
        ("ADDED", later("Objects added")),
        ("CHANGED", later("Objects changed")),
        ("DELETED", later("Objects deleted")),
        ("CONFLICTS", later("Conflicts")),
    )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        with self.opened(parameters, context, refresh=False) as m:
            pulled = m.refresh()
        tell(pulled.items, feedback)
        return {
            "ADDED": pulled.added,
            "CHANGED": pulled.changed,
            "DELETED": pulled.deleted,
            "CONFLICTS": pulled.conflicts,
            REPORT: report(asdict(pulled)),
        }
