# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:mirrorteam: all maps of a team in one database."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..host.texts import later, tr
from .base import OUTPUT, REPORT, TeamAlgorithm, report

DATABASE, SCHEMA = "DATABASE", "SCHEMA"


class MirrorTeam(TeamAlgorithm):
    NAME = "mirrorteam"
    TITLE = later("Mirror team")
    HELP = later(
        "Keeps all maps that the account sees, or those of one team, in one database: a "
        "GeoPackage, or a PostGIS schema for many people and years of maps. Run again, it asks "
        "only for what changed; a run that broke off goes on. Objects that are deleted on a map "
        "stay, marked with the time they were gone, and every former text is kept in "
        "object_history. The tables object_point, object_line and object_polygon load as layers."
    )
    COUNTS = (
        ("MAPS", later("Number of maps looked at")),
        ("CHANGED", later("Number of maps with news")),
        ("FAILED", later("Number of maps that failed")),
        ("OBJECTS", later("Number of new and changed objects")),
    )

    WHOSE = TeamAlgorithm.ONE_OF_ALL

    def declare(self) -> None:
        self.addParameter(
            QgsProcessingParameterFileDestination(
                OUTPUT,
                tr("GeoPackage"),
                "GeoPackage (*.gpkg)",
                optional=True,
                createByDefault=False,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                DATABASE,
                tr("Or PostGIS: host='…' dbname='…' authcfg=…"),
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(SCHEMA, tr("Schema in PostGIS"), defaultValue="caltopo")
        )
        self.addParameter(self.team_parameter())
        self.addOutput(QgsProcessingOutputString("WHERE", tr("Where the maps are")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        path = self.parameterAsFileOutput(parameters, OUTPUT, context)
        uri = self.parameterAsString(parameters, DATABASE, context)
        if bool(path) == bool(uri):
            raise QgsProcessingException(tr("Give a GeoPackage or a PostGIS database."))
        schema = self.parameterAsString(parameters, SCHEMA, context)
        team = self.team(parameters, context)

        def told(done: int, total: int, title: str) -> None:
            feedback.setProgress(100.0 * done / max(1, total))

        where = {"uri": uri, "schema": schema} if uri else {"path": path}
        found = self.connection.mirror_team(
            **where, team_id=team, told=told, cancelled=feedback.isCanceled
        )
        for item in found.items:
            if item["error"]:
                feedback.reportError(item["title"] + ": " + item["error"])
        return {
            OUTPUT: path or None,
            "WHERE": path or schema,
            "MAPS": found.maps,
            "CHANGED": found.changed,
            "FAILED": found.failed,
            "OBJECTS": found.objects,
            REPORT: report(found.items),
        }
