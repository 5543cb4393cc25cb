# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:listmaps: the maps of a connection."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from ..host import fieldtypes
from ..host.texts import later, tr
from .base import OUTPUT, REPORT, CalTopoAlgorithm, report

COLUMNS = ("id", "title", "team_id", "team", "folder", "updated", "permission", "bookmark")


class ListMaps(CalTopoAlgorithm):
    NAME = "listmaps"
    TITLE = later("List maps")
    HELP = later(
        "Lists the maps that a connection sees: its own, its teams' and bookmarked ones, the "
        "latest changed first. The output is a table without geometry. What else the account "
        "holds (PDFs and more) is counted, and named in the log."
    )
    COUNTS = (
        ("COUNT", later("Number of maps")),
        ("OTHERS", later("Number of other objects of the account")),
    )

    def declare(self) -> None:
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                OUTPUT,
                tr("Maps"),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
                createByDefault=False,
            )
        )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        maps = self.connection.maps()
        others = self.connection.other_objects(refresh=False)
        fields = QgsFields()
        for name in COLUMNS:
            fields.append(QgsField(name, fieldtypes.TEXT))
        sink, destination = self.parameterAsSink(
            parameters, OUTPUT, context, fields, QgsWkbTypes.Type.NoGeometry
        )
        for info in maps:
            row = asdict(info)
            row["updated"] = info.updated.isoformat() if info.updated else None
            row["bookmark"] = "yes" if info.bookmark else "no"
            feedback.pushInfo("  ".join(filter(None, (info.id, info.title, info.team))))
            if sink is not None:
                feature = QgsFeature(fields)
                feature.setAttributes([row[name] for name in COLUMNS])
                sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        for each in others:
            feedback.pushInfo("  ".join(filter(None, (each.cls, each.id, each.title))))
        results: dict[str, Any] = {
            "COUNT": len(maps),
            "OTHERS": len(others),
            REPORT: report([asdict(info) for info in maps]),
        }
        if sink is not None:
            results[OUTPUT] = destination
        return results
