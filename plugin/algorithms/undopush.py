# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:undopush: the last push taken back."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
)

from ..host.texts import later, tr
from .base import MapAlgorithm
from .setback import COUNTS, DRY_RUN, set_back_results


class UndoPush(MapAlgorithm):
    NAME = "undopush"
    TITLE = later("Undo last push")
    HELP = later(
        "Takes back what the last push did to the map, as a push of its own. What a colleague has "
        "changed since is left alone and listed with the reason. A deleted object comes back under "
        "a new id; what belonged to it belongs to the new one."
    )
    COUNTS = COUNTS

    def declare(self) -> None:
        super().declare()
        self.addParameter(QgsProcessingParameterBoolean(DRY_RUN, tr("Only say what it would do")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        dry_run = self.parameterAsBoolean(parameters, DRY_RUN, context)
        with self.opened(parameters, context, refresh=True) as m:
            done = m.undo_push(dry_run=dry_run)
            pushed = None if dry_run else m.push()
        return set_back_results(done, pushed, feedback)
