# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:searchfigures: a table of the assignments' sizes, effort, POA, POD and POS."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..analysis.figures import LEVELS, Assumptions, Figures, PodFrom
from ..analysis.probability import Probability
from ..host import fieldtypes
from ..host.texts import later, tr
from ..layers.probability import grid_of, regions_of
from .base import OUTPUT, REPORT, MapAlgorithm, report

RASTER, BAND, POLYGONS, FIELD = "RASTER", "BAND", "POLYGONS", "FIELD"
NUMBERS = (
    ("SWEEP_WIDTH", later("Effective sweep width, m"), "sweep_width"),
    ("SPACING", later("Spacing of searchers, m"), "spacing"),
    ("SPEED", later("Speed of searchers, km/h"), "speed"),
    ("SEARCHERS", later("Searchers where an assignment has no team size"), "searchers"),
    ("REST_OF_WORLD", later("Probability of being elsewhere (0 to 1)"), "rest_of_world"),
)
POD_FROM, SEARCHED = "POD_FROM", "SEARCHED"
SOURCES = list(PodFrom)
_TYPES = {"bool": fieldtypes.WHOLE, "int": fieldtypes.WHOLE, "str": fieldtypes.TEXT}


class SearchFigures(MapAlgorithm):
    NAME = "searchfigures"
    TITLE = later("Search figures")
    HELP = later(
        "Writes a table with a row per assignment: area, perimeter, length, effort at a spacing, "
        "coverage C = W·L/A, POD = 1 - exp(-C) or as written on the assignment, POA from a "
        "probability raster or polygon layer, POS = POA·POD, and the POA that is left after what "
        "has been searched. What is searched twice counts once. Formulas and their sources are in "
        "the plugin's documentation, docs/search-figures.md. The map is not changed."
    )
    COUNTS = (
        ("COUNT", later("Assignments")),
        ("AREA", later("Area of all, m²")),
        ("SEARCHER_HOURS", later("Searcher hours of all")),
        ("POS", later("POS of what has been searched")),
        ("POS_PLANNED", later("POS that the others would add")),
        ("REMAINING", later("Probability that remains")),
    )

    def group(self) -> str:
        return tr("Analysis")

    def groupId(self) -> str:  # noqa: N802 - QGIS's name
        return "analysis"

    def declare(self) -> None:
        super().declare()
        number = QgsProcessingParameterNumber
        self.addParameter(
            QgsProcessingParameterRasterLayer(RASTER, tr("Probability raster"), optional=True)
        )
        self.addParameter(
            number(BAND, tr("Band"), number.Type.Integer, 1, optional=True, minValue=1)
        )
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                POLYGONS,
                tr("Or probability areas"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterField(
                FIELD,
                tr("Their probability"),
                parentLayerParameterName=POLYGONS,
                type=QgsProcessingParameterField.DataType.Numeric,
                optional=True,
            )
        )
        usual = Assumptions()
        for name, text, attribute in NUMBERS:
            whole = attribute == "searchers"
            kind = number.Type.Integer if whole else number.Type.Double
            lowest = 1 if whole else 0
            self.addParameter(
                number(name, tr(text), kind, getattr(usual, attribute), False, lowest)
            )
        self.addParameter(
            QgsProcessingParameterEnum(
                POD_FROM, tr("POD from"), [each.value for each in SOURCES], defaultValue=0
            )
        )
        for level, value in LEVELS.items():
            text = tr("POD that {level} stands for").format(level=level)
            self.addParameter(number(level, text, number.Type.Double, value, False, 0, 1))
        self.addParameter(
            QgsProcessingParameterString(
                SEARCHED, tr("Statuses that count as searched"), ", ".join(usual.searched)
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Search figures"), QgsProcessing.SourceType.TypeVector
            )
        )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        searched = self.parameterAsString(parameters, SEARCHED, context)
        given: dict[str, Any] = {
            attribute: self.parameterAsDouble(parameters, name, context)
            for name, _, attribute in NUMBERS
        }
        given["searchers"] = int(given["searchers"])
        assumed = Assumptions(
            **given,
            pod_from=SOURCES[self.parameterAsEnum(parameters, POD_FROM, context)],
            levels={n: self.parameterAsDouble(parameters, n, context) for n in LEVELS},
            searched=tuple(filter(None, re.split(r"[,;\s]+", searched.upper()))),
        )
        probability = self._probability(parameters, context)
        columns, table = fields(Figures), QgsFields()
        for column in columns:
            kind = _TYPES.get(str(column.type).partition(" ")[0], fieldtypes.REAL)
            table.append(QgsField(column.name, kind))
        sink, destination = self.parameterAsSink(
            parameters, OUTPUT, context, table, QgsWkbTypes.Type.NoGeometry
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, OUTPUT))
        with self.opened(parameters, context, refresh=True) as m:
            found, totals = m.search_figures(probability, assumed=assumed)
        for each in found:
            feature = QgsFeature(table)
            values = asdict(each)
            feature.setAttributes([values[column.name] for column in columns])
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
            if each.remark:
                feedback.reportError((each.title or each.id) + ": " + each.remark)
        return {
            OUTPUT: destination,
            "COUNT": len(found),
            "AREA": totals.area_m2,
            "SEARCHER_HOURS": totals.searcher_hours,
            "POS": totals.pos,
            "POS_PLANNED": totals.pos_planned,
            "REMAINING": totals.remaining,
            REPORT: report([asdict(each) for each in found]),
        }

    def _probability(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> Probability | None:
        raster = self.parameterAsRasterLayer(parameters, RASTER, context)
        areas = self.parameterAsSource(parameters, POLYGONS, context)
        field = self.parameterAsString(parameters, FIELD, context)
        if raster is not None and areas is not None:
            raise QgsProcessingException(tr("Give a probability raster or areas, not both."))
        if raster is not None:
            return grid_of(raster, self.parameterAsInt(parameters, BAND, context) or 1)
        if areas is None:
            return None
        if not field:
            raise QgsProcessingException(tr("Say which field holds the areas' probability."))
        return regions_of(areas.getFeatures(), areas.sourceCrs(), field)
