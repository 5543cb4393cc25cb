# SPDX-License-Identifier: GPL-2.0-or-later
"""What cut, crop and expand share: objects named by title or id, and a report of what changed."""

from __future__ import annotations

import re
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterString,
)

from .. import api
from ..host.texts import later, tr
from ..session.cutting import Reshaped
from .base import REPORT, MapAlgorithm, report, tell

TARGETS = "TARGETS"


class Reshaping(MapAlgorithm):
    """Changes the outlines of objects of a map.

    A map opened for this run is pushed; one that is open already is pushed as its owner set it to
    be, so that the step can be looked at and undone first.
    """

    COUNTS = (
        ("ADDED", later("Added objects")),
        ("EDITED", later("Edited objects")),
        ("DELETED", later("Deleted objects")),
        ("UNCHANGED", later("Objects left as they were")),
        ("FAILED", later("Objects the server refused")),
    )

    def group(self) -> str:
        return tr("Geometry")

    def groupId(self) -> str:  # noqa: N802 - QGIS's name
        return "geometry"

    def declare(self) -> None:
        super().declare()
        self.addParameter(
            QgsProcessingParameterString(
                TARGETS, tr("Objects, by title or id (one a line, or with ; between them)"),
                multiLine=True,
            )
        )  # fmt: skip

    def targets(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[str]:
        text = self.parameterAsString(parameters, TARGETS, context)
        return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]

    def reshape(
        self, m: api.Map, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> Reshaped:
        """Do it to the map; what was changed."""
        raise NotImplementedError

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        shared = self.connection.opened(*self.map_and_folder(parameters, context)) is not None
        with self.opened(parameters, context, refresh=True) as m:
            done = self.reshape(m, parameters, context)
            failed = 0 if shared else m.push().failed
        tell(done.items, feedback)
        return {
            "ADDED": done.added,
            "EDITED": done.edited,
            "DELETED": done.deleted,
            "UNCHANGED": done.unchanged,
            "FAILED": failed,
            REPORT: report(done.items),
        }
