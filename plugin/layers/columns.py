# SPDX-License-Identifier: GPL-2.0-or-later
"""Attribute tables worth using: sizes, local times and folder paths as columns that QGIS computes.

They are expression fields of the layer: not in the file, never sent, read-only in forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    Qgis,
    QgsField,
    QgsFields,
    QgsProject,
    QgsRelation,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..host import fieldtypes
from ..host.texts import tr

FOLDER_PATH = "folder_path"
_AREA = "area(transform($geometry, 'EPSG:4326', 'EPSG:6933'))"  # equal-area everywhere on earth
_TIMED = "m({0}_point($geometry)) > 1000000000"


def add_columns(layer: QgsVectorLayer) -> None:
    """Add what can be computed from the layer's own columns and geometry.  Main thread."""
    kind = layer.geometryType()
    real, text = fieldtypes.REAL, fieldtypes.TEXT
    if kind == QgsWkbTypes.GeometryType.PolygonGeometry:
        _add(layer, "area_ha", tr("Area (ha)"), "round(" + _AREA + " / 10000, 2)", real)
        _add(
            layer, "area_acres", tr("Area (acres)"), "round(" + _AREA + " / 4046.8564224, 2)", real
        )
    if kind == QgsWkbTypes.GeometryType.LineGeometry:
        _add(layer, "length_km", tr("Length (km)"), "round($length / 1000, 3)", real)
        _add(layer, "length_mi", tr("Length (mi)"), "round($length / 1609.344, 3)", real)
    names = {field.name() for field in layer.fields()}
    for name, title, columns in (
        ("created_at", tr("Created (local time)"), ("_created_on",)),
        ("updated_at", tr("Updated (local time)"), ("_updated_on", "updated")),
    ):
        there = ", ".join('"' + column + '"' for column in columns if column in names)
        if there:
            expression = "datetime_from_epoch(coalesce(" + there + "))"
            _add(layer, name, title, expression, fieldtypes.MOMENT)
    if "folderId" in names:
        _add(layer, FOLDER_PATH, tr("Folder path"), "NULL", text)


def _add(layer: QgsVectorLayer, name: str, title: str, expression: str, kind: Any) -> None:
    if layer.fields().indexOf(name) >= 0:
        return  # the server has a property of that name
    index = layer.addExpressionField(expression, QgsField(name, kind))
    layer.setFieldAlias(index, title)


def set_folder_paths(layer: QgsVectorLayer, paths: Mapping[str, str]) -> None:
    """Tell a layer the folders' paths by id."""
    index = layer.fields().indexOf(FOLDER_PATH)
    if index < 0 or layer.fields().fieldOrigin(index) != QgsFields.FieldOrigin.OriginExpression:
        return
    known = ", ".join(_quoted(part) for item in sorted(paths.items()) for part in item)
    expression = "map_get(map(" + known + '), "folderId")' if known else "NULL"
    if layer.expressionField(index) != expression:
        layer.updateExpressionField(index, expression)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def set_up_times(layer: QgsVectorLayer) -> None:
    """Let QGIS's temporal controller show lines whose positions have times.

    A position's M is epoch milliseconds, its Z metres.  Lines without times always show: they are
    of whatever time the map is drawn for, and of none where QGIS asks for the layer's own range.
    """
    if layer.geometryType() != QgsWkbTypes.GeometryType.LineGeometry:
        return
    times = layer.temporalProperties()
    times.setMode(Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromExpressions)
    for which, otherwise, set_it in (
        ("start", "@map_start_time - to_interval('1 second')", times.setStartExpression),
        ("end", "@map_end_time + to_interval('1 second')", times.setEndExpression),
    ):
        condition = _TIMED.format(which)
        set_it(
            "if(coalesce(" + condition + ", false), datetime_from_epoch(m(" + which
            + "_point($geometry))), " + otherwise + ")"
        )  # fmt: skip
    times.setIsActive(True)


def relate(layers: Mapping[str, QgsVectorLayer], map_id: str) -> None:
    """Define which assignments belong to a period, which objects to a folder.

    For layers that are in the project; what is defined already stays.  Main thread.
    """
    manager = QgsProject.instance().relationManager()
    there = manager.relations()
    for parent, column in (("OperationalPeriod", "operationalPeriodId"), ("Folder", "folderId")):
        if parent not in layers:
            continue
        for name, layer in layers.items():
            if layer.fields().indexOf(column) < 0:
                continue
            relation = QgsRelation()
            relation.setId("caltopo_" + map_id + "_" + parent + "_" + name)
            relation.setName(layers[parent].name() + ": " + layer.name())
            relation.setReferencedLayer(layers[parent].id())
            relation.setReferencingLayer(layer.id())
            relation.addFieldPair(column, "caltopo_id")
            known = there.get(relation.id())
            if relation.isValid() and (known is None or not known.hasEqualDefinition(relation)):
                manager.addRelation(relation)
