# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of the dialog that says what each property of the objects is to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsVectorLayer
from qgis.gui import QgsFieldExpressionWidget
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QWidget

from ..caltopo import objects
from ..caltopo.objects import Property
from ..host.texts import tr

_PERIOD, _FOLDER = "operationalPeriodId", "folderId"


def _properties(cls: str) -> tuple[tuple[str, str], ...]:
    """The properties of a class in their order, and what people call them."""
    titled = (
        ("title", tr("Title")),
        ("description", tr("Description")),
        (_FOLDER, tr("Folder")),
    )
    if cls == "Shape":
        return (
            *titled,
            ("stroke", tr("Line colour")),
            ("stroke-width", tr("Line width (px)")),
            ("stroke-opacity", tr("Line opacity")),
            ("fill", tr("Fill colour")),
            ("fill-opacity", tr("Fill opacity")),
        )
    if cls == "Marker":
        return (
            *titled,
            ("marker-symbol", tr("Symbol")),
            ("marker-color", tr("Colour")),
            ("marker-size", tr("Size")),
        )
    return (
        ("letter", tr("Letter")),
        ("number", tr("Number")),
        ("status", tr("Status")),
        ("priority", tr("Priority")),
        ("resourceType", tr("Resource type")),
        ("teamSize", tr("Team size")),
        ("timeAllocated", tr("Time allocated (h)")),
        ("responsivePOD", tr("POD, responsive")),
        ("unresponsivePOD", tr("POD, unresponsive")),
        ("cluePOD", tr("POD, clues")),
        ("description", tr("Description")),
        ("previousEfforts", tr("Previous efforts")),
        ("transportation", tr("Transportation")),
        ("primaryFrequency", tr("Primary frequency")),
        ("secondaryFrequency", tr("Secondary frequency")),
        ("preparedBy", tr("Prepared by")),
        (_PERIOD, tr("Operational period")),
        (_FOLDER, tr("Folder")),
    )


class PropertyFields:
    """A row per property, each a field, an expression or a constant.  Main thread."""

    def __init__(self, parent: QWidget, changed: Callable[[], None]) -> None:
        self._parent, self._changed = parent, changed
        self._form = QFormLayout(parent)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.widgets: dict[str, QgsFieldExpressionWidget] = {}

    def set_class(self, cls: str, layer: QgsVectorLayer | None) -> None:
        """Rows for the properties of a class; a field of a property's name is taken for it."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self.widgets.clear()
        known = {p.name: p for p in objects.object_class(cls).properties}
        fields = {f.name().casefold(): f.name() for f in layer.fields()} if layer else {}
        for name, text in _properties(cls):
            widget = QgsFieldExpressionWidget(self._parent)
            widget.setAllowEmptyFieldName(True)
            widget.setAccessibleName(text)
            widget.setLayer(layer)
            prop = known[name]
            widget.setToolTip(_tip(prop))
            guess = fields.get(name.casefold()) or fields.get(prop.column.casefold())
            # an id means something on the map that it is of, and likely not on this one
            widget.setField(guess if guess and not prop.refers_to else "")
            widget.fieldChanged.connect(lambda *_: self._changed())
            label = QLabel(text)
            label.setBuddy(widget)
            self._form.addRow(label, widget)
            self.widgets[name] = widget

    def said(self) -> dict[str, str]:
        """What is filled in: property to expression."""
        found = {name: said_by(widget) for name, widget in self.widgets.items()}
        return {name: text for name, text in found.items() if text}

    def fill(self, said: dict[str, Any]) -> None:
        for name, widget in self.widgets.items():
            widget.setField(str(said.get(name, "")))


def _tip(prop: Property) -> str:
    if prop.refers_to:
        return tr(
            "The title or id of each feature's own, made if there is none; where it is empty, the "
            "one for all is taken"
        )
    if prop.values:
        return tr("A field, an expression, or one of {values}").format(
            values=", ".join(prop.values)
        )
    return tr("A field, an expression, a number, or a 'text in single quotes'")


def said_by(widget: QgsFieldExpressionWidget) -> str:
    """The expression in a widget, a field's name quoted; "" for none."""
    return str(widget.asExpression()).strip()
