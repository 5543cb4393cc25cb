# SPDX-License-Identifier: GPL-2.0-or-later
"""Area, perimeter and length as expression functions, in the units that analysts use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionFunction,
    QgsExpressionNodeFunction,
    QgsGeometry,
)

from ..host.texts import tr
from .function_help import GROUP, help_of

AREAS = {"ha": 1e4, "acres": 4046.8564224, "km2": 1e6, "mi2": 2589988.110336, "m2": 1.0}
LENGTHS = {"km": 1e3, "mi": 1609.344, "m": 1.0, "ft": 0.3048, "nm": 1852.0}
_WGS84 = "EPSG:4326"


class Measure(QgsExpressionFunction):
    """A size of the feature's geometry on the WGS 84 ellipsoid, whatever the project's settings
    are.  Any thread."""

    def __init__(
        self,
        name: str,
        units: Mapping[str, float],
        measure: Callable[[QgsDistanceArea, QgsGeometry], float],
        text: str,
        examples: Sequence[str],
    ) -> None:
        usual = next(iter(units))
        unit = QgsExpressionFunction.Parameter("unit", True, usual)
        super().__init__(name, [unit], GROUP, help_of(text, {"unit": ", ".join(units)}, examples))
        self._units, self._measure = units, measure

    def func(
        self,
        values: Sequence[Any],
        context: QgsExpressionContext | None,
        parent: QgsExpression,
        node: QgsExpressionNodeFunction | None,
    ) -> Any:
        """Called by QGIS, in any thread."""
        unit = str(values[0])
        if unit not in self._units:
            parent.setEvalErrorString(
                tr("“{unit}” is none of {units}.").format(unit=unit, units=", ".join(self._units))
            )
            return None
        if context is None or not context.feature().hasGeometry():
            return None
        meter = QgsDistanceArea()
        crs = QgsCoordinateReferenceSystem(str(context.variable("layer_crs") or _WGS84))
        meter.setSourceCrs(crs, QgsCoordinateTransformContext())
        meter.setEllipsoid("WGS84")
        found = self._measure(meter, context.feature().geometry())
        return found / self._units[unit] if found else None

    def usesGeometry(self, node: QgsExpressionNodeFunction) -> bool:  # noqa: N802
        """It needs the feature's geometry."""
        return True


def measures() -> list[QgsExpressionFunction]:
    """One of each; whoever registers them keeps them."""
    return [
        Measure(
            "caltopo_area", AREAS, QgsDistanceArea.measureArea,
            tr("The area of the object on the WGS 84 ellipsoid; NULL where it has none."),
            ["caltopo_area()", "round(caltopo_area('acres')) || ' acres'"],
        ),
        Measure(
            "caltopo_perimeter", LENGTHS, QgsDistanceArea.measurePerimeter,
            tr("How long it is around an area and its holes, on the WGS 84 ellipsoid; NULL where "
               "it has none."),
            ["caltopo_perimeter('m')"],
        ),
        Measure(
            "caltopo_length", LENGTHS, QgsDistanceArea.measureLength,
            tr("The length of a line on the WGS 84 ellipsoid; NULL where it has none."),
            ["caltopo_length('mi')"],
        ),
    ]  # fmt: skip
