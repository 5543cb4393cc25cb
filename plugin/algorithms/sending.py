# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that make objects of a layer have in common: parameters and outputs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterExpression,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ..host.texts import later, tr
from ..layers.sources import LayerSource
from ..session.assigning import SendReport
from .base import INPUT, REPORT, MapAlgorithm, report, told
from .setback import DRY_RUN

KEY, MISSING, FOLDER = "KEY", "MISSING", "FOLDER"
TOLERANCE, MAX_VERTICES = "TOLERANCE", "MAX_VERTICES"
SOURCE, SELECTED = "SOURCE", "SELECTED_ONLY"


class SendingAlgorithm(MapAlgorithm):
    """Features of a layer become objects of a map.  Subclasses say ``PROPERTIES``: parameter name,
    CalTopo's property, text shown; and which ``LAYERS`` are offered."""

    COUNTS = (
        ("ADDED", later("Objects added")),
        ("EDITED", later("Objects changed")),
        ("UNCHANGED", later("Objects left as they are")),
        ("DELETED", later("Objects deleted")),
        ("SKIPPED", later("Features skipped")),
        ("KEPT", later("Objects kept whose feature is gone")),
        ("FAILED", later("Refused by the server")),
        ("WAITING", later("Not sent yet")),
    )
    PROPERTIES: tuple[tuple[str, str, str], ...] = ()
    LAYERS: tuple[Any, ...] = (QgsProcessing.SourceType.TypeVectorAnyGeometry,)

    def __init__(self) -> None:
        super().__init__()
        self._source: LayerSource | None = None

    def declare_sending(self) -> None:
        """The parameters that all of them have."""
        self.addParameter(QgsProcessingParameterVectorLayer(INPUT, tr("Layer"), list(self.LAYERS)))
        self.addParameter(
            QgsProcessingParameterExpression(
                KEY, tr("Key, by which a feature is known again"), "", INPUT, optional=True
            )
        )
        for name, _, text in self.PROPERTIES:
            self.addParameter(
                QgsProcessingParameterExpression(name, tr(text), "", INPUT, optional=True)
            )
        self.addParameter(
            QgsProcessingParameterString(FOLDER, tr("Folder (title or id)"), optional=True)
        )
        number = QgsProcessingParameterNumber.Type
        for parameter in (
            QgsProcessingParameterNumber(
                TOLERANCE, tr("Simplify by up to (metres)"), number.Double, 0.0, minValue=0.0
            ),
            QgsProcessingParameterNumber(
                MAX_VERTICES, tr("Most vertices of an outline"), number.Integer, 10_000, minValue=4
            ),
            QgsProcessingParameterBoolean(
                SELECTED, tr("Selected features only"), defaultValue=False
            ),
            QgsProcessingParameterString(
                SOURCE,
                tr("Name under which runs are remembered (the layer's if empty)"),
                optional=True,
            ),
        ):
            parameter.setFlags(
                parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced
            )
            self.addParameter(parameter)
        self.addParameter(
            QgsProcessingParameterBoolean(
                DRY_RUN, tr("Only say what it would do"), defaultValue=True
            )
        )

    def prepareAlgorithm(  # noqa: N802 - QGIS's name
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> bool:
        layer = self.parameterAsVectorLayer(parameters, INPUT, context)
        selected = self.parameterAsBoolean(parameters, SELECTED, context)
        with told():  # here, because a layer belongs to the main thread
            self._source = LayerSource(layer, selected)
        return super().prepareAlgorithm(parameters, context, feedback)

    @property
    def source(self) -> LayerSource:
        if self._source is None:
            raise QgsProcessingException(tr("The layer has not been read."))
        return self._source

    def text(
        self, parameters: dict[str, Any], name: str, context: QgsProcessingContext
    ) -> str | None:
        return self.parameterAsString(parameters, name, context).strip() or None

    def expressions(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, str]:
        """What was given, by CalTopo's property names."""
        found = {}
        for name, prop, _ in self.PROPERTIES:
            said = self.parameterAsExpression(parameters, name, context).strip()
            if said:
                found[prop] = said
        return found

    def common(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """The keyword arguments that push_assignments and add_objects share."""
        return {
            "key": self.parameterAsExpression(parameters, KEY, context).strip() or None,
            "missing": self.text(parameters, MISSING, context) or "keep",
            "dry_run": self.parameterAsBoolean(parameters, DRY_RUN, context),
            "folder": self.text(parameters, FOLDER, context),
            "tolerance": self.parameterAsDouble(parameters, TOLERANCE, context),
            "max_vertices": self.parameterAsInt(parameters, MAX_VERTICES, context),
            "source": self.text(parameters, SOURCE, context),
            "cancelled": feedback.isCanceled,
        }


def send_results(done: SendReport, feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """The outputs, and a line per object in the log."""
    for note in done.notes:
        feedback.pushWarning(note)
    for item in done.items:
        words = (item["outcome"], item["title"] or item["source_id"], item["reason"])
        feedback.pushInfo("  ".join(filter(None, words)))
    if done.dry_run:
        feedback.pushWarning(
            tr(
                "Nothing was changed: this is what would be done. Switch “Only say what it would "
                "do” off to do it."
            )
        )
    said = {k: v for k, v in asdict(done).items() if k != "shapes"}
    counts = ("added", "edited", "unchanged", "deleted", "skipped", "kept", "failed", "waiting")
    return {**{name.upper(): getattr(done, name) for name in counts}, REPORT: report(said)}
