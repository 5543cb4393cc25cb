# SPDX-License-Identifier: GPL-2.0-or-later
"""What the CARTO algorithms share: the account."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterString,
)

from ..host.texts import later, tr
from .base import CalTopoAlgorithm, told

ACCOUNT = "ACCOUNT"


class CartoAlgorithm(CalTopoAlgorithm):
    """An algorithm over a CARTO account.

    Subclasses read account, key and token in ``prepare``, on the main thread. No key or token is a
    parameter: Processing keeps those in its history.
    """

    ACCOUNT_TEXT = later("CARTO account (saved name)")

    def group(self) -> str:
        return tr("CARTO reference maps")

    def groupId(self) -> str:  # noqa: N802 - QGIS's name
        return "carto"

    def declare_account(self) -> None:
        self.addParameter(QgsProcessingParameterString(ACCOUNT, tr(self.ACCOUNT_TEXT)))

    def prepareAlgorithm(  # noqa: N802 - QGIS's name
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> bool:
        with told():
            self.prepare(parameters, context)
        return True

    def prepare(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Read account and parameters; CalTopoError becomes Processing's error."""
        raise NotImplementedError
