# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:rangerings: range rings, bearing lines, sectors and buffers as shapes of a map."""

from __future__ import annotations

import re
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterColor,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
    QgsProcessingParameterString,
)

from ..analysis.rings import UNITS
from ..host.texts import later, tr
from .base import REPORT, MapAlgorithm, report

OBJECT, POINT, DISTANCES, UNIT, BEARINGS = "OBJECT", "POINT", "DISTANCES", "UNIT", "BEARINGS"
SECTORS, DECLINATION, AREAS, FOLDER = "SECTORS", "DECLINATION", "AREAS", "FOLDER"
COLOUR = "COLOUR"
_NUMBER = r"-?\d+(?:\.\d+)?"


class RangeRings(MapAlgorithm):
    NAME = "rangerings"
    TITLE = later("Range rings, bearings and buffers")
    HELP = later(
        "Draws shapes around a marker or a point: rings at distances, lines by bearings, sectors "
        "between bearings (clockwise, “350-10”). Around a line or an area it draws buffers. "
        "Bearings are from true north; with a declination (degrees, east positive) they are read "
        "as magnetic ones. The titles say which. Distances are true ones on the ellipsoid."
    )
    COUNTS = (("ADDED", later("Added shapes")), ("FAILED", later("Objects the server refused")))

    def group(self) -> str:
        return tr("Geometry")

    def groupId(self) -> str:  # noqa: N802 - QGIS's name
        return "geometry"

    def declare(self) -> None:
        super().declare()
        text, number = QgsProcessingParameterString, QgsProcessingParameterNumber
        self.addParameter(text(OBJECT, tr("Marker, line or area, by title or id"), optional=True))
        self.addParameter(QgsProcessingParameterPoint(POINT, tr("Or a point"), optional=True))
        self.addParameter(text(DISTANCES, tr("Distances, with commas between"), "500, 1000"))
        self.addParameter(QgsProcessingParameterEnum(UNIT, tr("Unit"), list(UNITS), defaultValue=0))
        self.addParameter(text(BEARINGS, tr("Bearings, with commas between"), optional=True))
        self.addParameter(text(SECTORS, tr("Sectors (“350-10, 90-120”)"), optional=True))
        self.addParameter(
            number(
                DECLINATION,
                tr("Declination, east positive, where bearings are magnetic"),
                number.Type.Double,
                optional=True,
                minValue=-180,
                maxValue=180,
            )
        )
        self.addParameter(QgsProcessingParameterBoolean(AREAS, tr("As filled areas"), False))
        self.addParameter(text(FOLDER, tr("Folder, made if there is none"), optional=True))
        self.addParameter(
            QgsProcessingParameterColor(COLOUR, tr("Colour"), "#FF0000", opacityEnabled=False)
        )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        unit = list(UNITS)[self.parameterAsEnum(parameters, UNIT, context)]
        distances = self._numbers(parameters, DISTANCES, context)
        colour = self.parameterAsColor(parameters, COLOUR, context).name().upper()
        areas = self.parameterAsBoolean(parameters, AREAS, context)
        look: dict[str, Any] = {
            "unit": unit,
            "areas": areas,
            "folder": self.parameterAsString(parameters, FOLDER, context).strip() or None,
            "style": {"stroke": colour, "fill": colour} if areas else {"stroke": colour},
        }
        named = self.parameterAsString(parameters, OBJECT, context).strip()
        if bool(named) == (parameters.get(POINT) is not None):
            raise QgsProcessingException(tr("Name an object of the map, or give a point."))
        shared = self.connection.opened(*self.map_and_folder(parameters, context)) is not None
        with self.opened(parameters, context, refresh=True) as m:
            there = m.feature(named) if named else None
            if there is not None and (there.geometry or {}).get("type") != "Point":
                ids = m.buffers(there, distances, **look)
            else:
                if there is None:
                    wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
                    point = self.parameterAsPoint(parameters, POINT, context, wgs84)
                    centre: Any = (point.x(), point.y())
                else:
                    centre = there
                declination = None
                if parameters.get(DECLINATION) is not None:
                    declination = self.parameterAsDouble(parameters, DECLINATION, context)
                ids = m.range_rings(
                    centre,
                    distances,
                    self._numbers(parameters, BEARINGS, context),
                    self._sectors(parameters, context),
                    declination=declination,
                    **look,
                )
            drawn = [m.feature(("Shape", id)) for id in ids]
            failed = 0 if shared else m.push().failed
        for each in drawn:
            feedback.pushInfo(each.title)
        said = [{"id": each.id, "title": each.title} for each in drawn]
        return {"ADDED": len(ids), "FAILED": failed, REPORT: report(said)}

    def _numbers(
        self, parameters: dict[str, Any], name: str, context: QgsProcessingContext
    ) -> list[float]:
        text = self.parameterAsString(parameters, name, context)
        found = []
        for part in filter(None, (p.strip() for p in re.split(r"[,;\n]", text))):
            if not re.fullmatch(_NUMBER, part):
                raise QgsProcessingException(tr("“{text}” is no number.").format(text=part))
            found.append(float(part))
        return found

    def _sectors(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> list[tuple[float, float]]:
        text = self.parameterAsString(parameters, SECTORS, context)
        found = []
        for part in filter(None, (p.strip() for p in re.split(r"[,;\n]", text))):
            ends = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[-\u2013]\s*(\d+(?:\.\d+)?)", part)
            if ends is None:
                raise QgsProcessingException(
                    tr("“{text}” is no sector; write two bearings, as in 350-10.").format(text=part)
                )
            found.append((float(ends[1]), float(ends[2])))
        return found
