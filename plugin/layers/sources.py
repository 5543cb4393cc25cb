# SPDX-License-Identifier: GPL-2.0-or-later
"""Any vector layer of QGIS as plain records: values, and geometries in WGS 84 as GeoJSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime, QVariant

from ..caltopo.errors import CalTopoError, Cancelled, Rejected
from ..host.texts import tr
from ..sync import geometry
from .looks import Looks

WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class SourceRecord:
    """A feature of a source layer.

    ``values``: what each expression gave; None for NULL.  ``shape``: GeoJSON in WGS 84, x and y
    only, or None.  ``fault`` says why the feature cannot be used, or is ""; ``notes`` what was done
    to its geometry or look.
    """

    id: str
    values: Mapping[str, Any]
    shape: Mapping[str, Any] | None
    fault: str = ""
    look: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class LayerSource:
    """A vector layer as it is now, edits that are not saved included; made on the main thread,
    read in any.

    Raises Rejected for a layer that is not valid or has no geometry.
    """

    def __init__(self, layer: QgsVectorLayer, only_selected: bool = False) -> None:
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
            raise Rejected(
                tr("There is no such layer, or its data cannot be read."),
                hint=tr("Choose a vector layer that QGIS can show."),
            )
        if not layer.isSpatial():
            raise Rejected(tr("The layer “{layer}” has no geometry.").format(layer=layer.name()))
        self.name: str = layer.name()
        self.fields = layer.fields()
        self.display: str = layer.displayExpression()  # what QGIS calls a feature; may be ""
        self.only_selected = only_selected
        self.kind = layer.geometryType()
        self._features = QgsVectorLayerFeatureSource(layer)
        self._selected = layer.selectedFeatureIds() if only_selected else None
        self._context: QgsExpressionContext = layer.createExpressionContext()
        self._opacity = layer.opacity()
        renderer = layer.renderer()
        self._renderer = renderer.clone() if renderer is not None else None
        self._transform = QgsCoordinateTransform(
            layer.crs(), QgsCoordinateReferenceSystem(WGS84), QgsProject.instance()
        )
        self.fault = self._crs_fault(layer.crs())

    def _crs_fault(self, crs: QgsCoordinateReferenceSystem) -> str:
        """Why none of its positions can be used, or ""."""
        if not crs.isValid():
            return tr(
                "The layer has no coordinate reference system, so nobody knows where it lies; "
                "set it (Layer > Set CRS of Layer(s)) and run this again."
            )
        if not self._transform.isValid():
            name = crs.authid() or crs.description()
            return tr("There is no way from the layer's CRS ({crs}) to WGS 84.").format(crs=name)
        return ""

    def read(
        self,
        expressions: Mapping[str, str],
        looks: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[SourceRecord]:
        """Its features in their order; ``looks`` adds how its symbols draw them.

        Raises Rejected for an expression that cannot be understood, Cancelled when asked to stop.
        """
        context = QgsExpressionContext(self._context)
        context.setFields(self.fields)
        prepared = {n: self._prepared(n, e, context) for n, e in expressions.items()}
        look = None
        if looks and self._renderer is not None:
            look = Looks(self._renderer.clone(), self._opacity, self.fields, context)
        try:
            for number, feature in enumerate(self._features.getFeatures(self._request())):
                if number % 100 == 0 and cancelled():
                    raise Cancelled(tr("Reading the layer was cancelled."))
                yield self._record(feature, prepared, context, look)
        finally:
            if look is not None:
                look.stop()

    def _request(self) -> QgsFeatureRequest:
        request = QgsFeatureRequest()
        return request if self._selected is None else request.setFilterFids(self._selected)

    def _prepared(self, name: str, text: str, context: QgsExpressionContext) -> QgsExpression:
        expression = QgsExpression(text)
        error = expression.parserErrorString() if expression.hasParserError() else ""
        if not error:
            known = {f.name().casefold() for f in self.fields}
            unknown = [
                c
                for c in expression.referencedColumns()
                if c.casefold() not in known and c != QgsFeatureRequest.ALL_ATTRIBUTES
            ]
            if unknown:
                error = tr("the layer has no field “{field}”").format(field=sorted(unknown)[0])
        if not error and not expression.prepare(context) and expression.hasEvalError():
            error = expression.evalErrorString()
        if error:
            raise Rejected(
                tr("The expression for {name}, {text}, cannot be used: {error}.").format(
                    name=name, text=text, error=error
                ),
                hint=tr("A field is written \"name\", a text 'in single quotes'."),
            )
        return expression

    def _record(
        self,
        feature: QgsFeature,
        prepared: Mapping[str, QgsExpression],
        context: QgsExpressionContext,
        look: Looks | None,
    ) -> SourceRecord:
        context.setFeature(feature)
        values: dict[str, Any] = {}
        fault, notes = self.fault, []
        for name, expression in prepared.items():
            value = expression.evaluate(context)
            values[name] = plain(value)
            if isinstance(value, float) and not math.isfinite(value):
                notes.append(
                    tr("Its {name} is no finite number and is left out.").format(name=name)
                )
            if expression.hasEvalError():
                fault = fault or tr("The expression for {name} fails: {error}").format(
                    name=name, error=expression.evalErrorString()
                )
        drawn: Mapping[str, Any] = {}
        if look is not None:
            drawn, said = look.of(feature)
            notes += said
        shape = None
        if not fault:
            try:
                shape = self._shape(feature.geometry(), notes)
            except (CalTopoError, geometry.BrokenGeometry) as error:
                fault = str(error)
        return SourceRecord(str(feature.id()), values, shape, fault, drawn, tuple(notes))

    def _shape(self, there: QgsGeometry, notes: list[str]) -> dict[str, Any] | None:
        if there.isNull() or there.isEmpty():
            return None if there.isNull() else {"type": "MultiPolygon", "coordinates": []}
        made = QgsGeometry(there)
        if made.constGet().hasCurvedSegments():
            # QGIS's own measure: a vertex every degree of an arc
            made.convertToStraightSegment()
            notes.append(tr("Its arcs are drawn with straight pieces."))
        abstract = made.get()
        abstract.dropZValue()
        abstract.dropMValue()
        if not self._transform.isShortCircuited():
            try:
                made.transform(self._transform)
            except QgsCsException:
                raise CalTopoError(
                    tr("It cannot be projected to WGS 84; it lies outside the reach of its CRS.")
                ) from None
        if QgsWkbTypes.flatType(made.wkbType()) not in _FORMS:
            raise CalTopoError(
                tr("CalTopo has no form for a {type}.").format(
                    type=QgsWkbTypes.displayString(made.wkbType())
                )
            )
        return geometry.unpack(bytes(made.asWkb()))


_FORMS = {
    QgsWkbTypes.Type.Point,
    QgsWkbTypes.Type.LineString,
    QgsWkbTypes.Type.Polygon,
    QgsWkbTypes.Type.MultiPoint,
    QgsWkbTypes.Type.MultiLineString,
    QgsWkbTypes.Type.MultiPolygon,
    QgsWkbTypes.Type.GeometryCollection,
}


def plain(value: Any) -> Any:
    """A value of QGIS as Python's own: None for NULL and NaN, dates as ISO 8601."""
    if value is None or (isinstance(value, QVariant) and value.isNull()):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, (QDateTime, QDate, QTime)):
        return value.toString(Qt.DateFormat.ISODate) if value.isValid() else None
    if isinstance(value, (list, tuple)):
        return ", ".join(str(plain(each)) for each in value)
    if isinstance(value, str):  # half of a surrogate pair can be neither kept nor sent
        return value.encode("utf-8", "replace").decode("utf-8")
    return value
