# SPDX-License-Identifier: GPL-2.0-or-later
"""Columns as people see them: aliases, value lists, what is hidden, defaults of new features."""

from __future__ import annotations

from qgis.core import (
    QgsDefaultValue,
    QgsEditorWidgetSetup,
    QgsFieldConstraints,
    QgsVectorLayer,
)

from ..caltopo import objects
from ..caltopo.objects import Kind, Property, Writing
from ..sync.tables import FID, ID, Table

_ALIASES = {
    "title": "Title",
    "description": "Description",
    "folderId": "Folder",
    "operationalPeriodId": "Operational period",
    "resourceType": "Resource type",
    "teamSize": "Team size",
    "responsivePOD": "POD responsive",
    "unresponsivePOD": "POD unresponsive",
    "cluePOD": "POD clue",
    "timeAllocated": "Time allocated (h)",
    "previousEfforts": "Previous efforts",
    "primaryFrequency": "Primary frequency",
    "secondaryFrequency": "Secondary frequency",
    "preparedBy": "Prepared by",
    "marker-symbol": "Symbol",
    "marker-color": "Color",
    "marker-size": "Size",
    "marker-rotation": "Rotation (°)",
    "stroke": "Line color",
    "stroke-width": "Line width (px)",
    "stroke-opacity": "Line opacity",
    "pattern": "Line pattern",
    "fill": "Fill color",
    "fill-opacity": "Fill opacity",
    "visible": "Visible",
    "labelVisible": "Labels visible",
    "parentId": "Belongs to",
    "gpstype": "Kind of track",
    "creator": "Created by",
    "updated": "Updated (ms)",
    "-created-on": "Created (ms)",
    "-created-by": "Creator",
    "-updated-on": "Edited (ms)",
    "-updated-by": "Editor",
}
_COLOURS = ("marker-color", "stroke", "fill")


def set_up_form(layer: QgsVectorLayer, table: Table) -> None:
    """Aliases, widgets, constraints and defaults of a layer's columns.  Main thread."""
    fields = layer.fields()
    for name in (FID, ID):
        index = fields.indexOf(name)
        if index >= 0:
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("Hidden", {}))
    defaults = objects.defaults(table.cls, table.geometry)
    for prop in table.columns:
        index = fields.indexOf(prop.column)
        if index < 0:
            continue
        layer.setFieldAlias(index, _ALIASES.get(prop.name, prop.name))
        layer.setEditorWidgetSetup(index, _widget(prop))
        if prop.read_only:
            _make_read_only(layer, index)
        default = defaults.get(prop.name)
        if default not in (None, ""):
            layer.setDefaultValueDefinition(index, QgsDefaultValue(_expression(default)))
        if prop.values:
            listed = ", ".join(_quoted(v) for v in prop.values)
            layer.setConstraintExpression(
                index,
                'coalesce("'
                + prop.column
                + "\", '') = '' OR \""
                + prop.column
                + '" IN ('
                + listed
                + ")",
                prop.name + " must be one of " + ", ".join(prop.values),
            )
            layer.setFieldConstraint(
                index,
                QgsFieldConstraints.Constraint.ConstraintExpression,
                QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft,
            )
    if objects.object_class(table.cls).writing is Writing.NONE:
        layer.setReadOnly(True)


def _widget(prop: Property) -> QgsEditorWidgetSetup:
    if prop.values:
        return QgsEditorWidgetSetup("ValueMap", {"map": [{v: v} for v in prop.values]})
    if prop.name == "description":
        return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": True, "UseHtml": False})
    if prop.name in _COLOURS:
        return QgsEditorWidgetSetup("Color", {})
    if prop.kind is Kind.BOOLEAN:
        return QgsEditorWidgetSetup("CheckBox", {})
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": False, "UseHtml": False})


def _make_read_only(layer: QgsVectorLayer, index: int) -> None:
    form = layer.editFormConfig()
    form.setReadOnly(index, True)
    layer.setEditFormConfig(form)


def _expression(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
