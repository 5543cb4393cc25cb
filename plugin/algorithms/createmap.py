# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:createmap: a new map, empty or with the objects of a map or a backup."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..caltopo.newmap import MODES, SHARING, NewMap
from ..host.texts import later, tr
from ..layers.sources import LayerSource
from .base import MAP, REPORT, TeamAlgorithm, report, told

TITLE, MODE, SHARED, FOLDER = "TITLE", "MODE", "SHARING", "FOLDER"
TEMPLATE, BACKUP, BASE_LAYERS = "TEMPLATE", "BACKUP", "BASE_LAYERS"
LAYERS = "LAYERS"


class CreateMap(TeamAlgorithm):
    NAME = "createmap"
    TITLE = later("Create map")
    HELP = later(
        "Makes a new map on CalTopo: empty, or with the objects of another map (a template), of a "
        "backup or of QGIS layers with their colours, all in one request. What CalTopo makes by "
        "itself, as tracks and photos, is left out and told."
    )
    COUNTS = (
        ("OBJECTS", later("Number of objects")),
        ("LEFT_OUT", later("Number of objects left out")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._sources: list[LayerSource] = []

    def prepareAlgorithm(  # noqa: N802 - QGIS's name
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> bool:
        with told():  # here, because a layer belongs to the main thread
            self._sources = [
                LayerSource(layer)
                for layer in self.parameterAsLayerList(parameters, LAYERS, context)
            ]
        return super().prepareAlgorithm(parameters, context, feedback)

    def declare(self) -> None:
        self.addParameter(QgsProcessingParameterString(TITLE, tr("Title")))
        self.addParameter(
            QgsProcessingParameterEnum(
                MODE, tr("Mode"), list(MODES), defaultValue="sar", usesStaticStrings=True
            )
        )
        self.addParameter(
            QgsProcessingParameterEnum(
                SHARED, tr("Sharing"), list(SHARING), defaultValue="SECRET", usesStaticStrings=True
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                TEMPLATE, tr("Objects of this map (id or link)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                BACKUP,
                tr("Objects of this backup"),
                optional=True,
                fileFilter="GeoJSON (*.geojson *.json)",
            )
        )
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                LAYERS,
                tr("Features of these layers, with their colours"),
                QgsProcessing.SourceType.TypeVectorAnyGeometry,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                BASE_LAYERS, tr("Base layers as on this map (id or link)"), optional=True
            )
        )
        folder = tr("Folder in the team's list of maps (id, or path as 2026/Training)")
        for parameter in (
            self.team_parameter(),
            QgsProcessingParameterString(FOLDER, folder, optional=True),
        ):
            parameter.setFlags(
                parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced
            )
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputString(MAP, tr("The new map's id")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        def text(name: str) -> str:
            return str(self.parameterAsString(parameters, name, context) or "")

        conn = self.connection
        backup = self.parameterAsFile(parameters, BACKUP, context)
        if text(TEMPLATE) and backup:
            raise QgsProcessingException(
                tr("Give a map or a backup to take objects from, not both.")
            )
        features = conn.features_of(text(TEMPLATE)) if text(TEMPLATE) else []
        if backup:
            features = conn.features_in(backup)
        drawn = conn.features_from(self._sources, feedback.isCanceled)
        features = [*features, *drawn.features]
        layers = conn.base_layers_of(text(BASE_LAYERS)) if text(BASE_LAYERS) else None
        mode = self.parameterAsEnumString(parameters, MODE, context)
        sharing = self.parameterAsEnumString(parameters, SHARED, context)
        wanted = NewMap(text(TITLE), features, mode, sharing, text(FOLDER) or None, layers)
        made = conn.make_map(wanted, self.team(parameters, context))
        made.left_out[:0] = drawn.left_out
        for left in made.left_out:
            feedback.reportError(left)
        feedback.pushInfo(conn.server + "/m/" + made.id)
        return {
            MAP: made.id,
            "OBJECTS": made.objects,
            "LEFT_OUT": len(made.left_out),
            REPORT: report({"map": made.id, "objects": made.objects, "left_out": made.left_out}),
        }
