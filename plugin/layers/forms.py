# SPDX-License-Identifier: GPL-2.0-or-later
"""Editing forms: what a column is called, how it is edited, where it stands, what it starts with.

A form suggests and never writes by itself: what a widget cannot show (a colour without ``#``, a
value that nobody documented) stays in the row until somebody edits that field.
"""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsAttributeTableConfig,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsFeatureRequest,
    QgsFieldConstraints,
    QgsVectorLayer,
)

from ..caltopo import objects
from ..caltopo.objects import Geometry, Kind, Property, Writing
from ..host.texts import tr
from ..sync.tables import FID, ID, Table
from .labels import HIDDEN, VISIBLE
from .words import COLUMNS, VALUES

PICKED = ("Folder", "OperationalPeriod")  # classes that objects choose from a list
LayerOf = Callable[[str], QgsVectorLayer]

COLOURS = ("marker-color", "stroke", "fill")
_LISTED = ("marker-symbol", "pattern", "agency", "type")  # free, with what the map has to choose
_LONG = ("description", "previousEfforts", "transportation", "instructions", "summary")
_RECORD = ("creator", "-created-by", "-updated-by")
# Milliseconds since 1970 help nobody who fills in a form; the map tip shows them as times.
_HIDDEN = ("updated", "-created-on", "-updated-on", "backendMediaId")
_SEARCH = (
    "responsivePOD", "unresponsivePOD", "cluePOD", "previousEfforts", "transportation",
    "primaryFrequency", "secondaryFrequency", "preparedBy",
)  # fmt: skip
_LOOKS = (
    "marker-symbol", "marker-color", "marker-size", "marker-rotation", "stroke", "stroke-width",
    "stroke-opacity", "pattern", "fill", "fill-opacity", "titleVisibility",
    "zIndexOffset",
)  # fmt: skip
# What is asked first stands first; the rest follows as the class has it.
_FIRST = (
    "letter", "number", "name", "title", "summary", "status", "priority", "resourceType",
    "operationalPeriodId", "teamSize", "timeAllocated", "description", "folderId",
)  # fmt: skip
UNFIT = {Geometry.LINE: ("fill", "fill-opacity"), Geometry.POLYGON: ("pattern",)}
"""A line has no filling, and an area no pattern."""
_FRACTIONS = ("stroke-opacity", "fill-opacity")
_RETYPED = str.maketrans(dict.fromkeys("\r\u2028\u2029\ufdd0\ufdd1", "\n") | {"\u00a0": " "})
JOINED = "trim(trim(coalesce(\"letter\", '')) || ' ' || trim(coalesce(\"number\", '')))"


def set_up_form(layer: QgsVectorLayer, table: Table, layer_of: LayerOf) -> None:
    """Names, widgets, order, constraints and defaults of a layer's columns.

    ``layer_of`` gives the map's layer of a class whose objects are picked by title.  Main thread.
    """
    for prop in table.columns:
        index = layer.fields().indexOf(prop.column)
        if index < 0:
            continue
        layer.setFieldAlias(index, column_title(prop.name))
        layer.setEditorWidgetSetup(index, _widget(prop, table, layer, layer_of))
        _set_up_default(layer, index, prop, table)
        _set_up_constraint(layer, index, prop)
    for name in (FID, ID):
        index = layer.fields().indexOf(name)
        if index >= 0:
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("Hidden", {}))
    layer.setEditFormConfig(_form(layer, table))
    _set_up_table(layer)
    layer.setDisplayExpression(_shown_title(table))
    if objects.object_class(table.cls).writing is Writing.NONE:
        layer.setReadOnly(True)


def replace_unfit(layer: QgsVectorLayer, table: Table) -> None:
    """Other widgets in place of those that lose what they cannot show.  Main thread.

    For the form of a project, which else stays as its user has it.
    """
    for prop in table.columns:
        index = layer.fields().indexOf(prop.column)
        if index >= 0 and layer.editorWidgetSetup(index).type() in ("Color", "CheckBox"):
            layer.setEditorWidgetSetup(index, _plain(prop))


def give_back_texts(layer: QgsVectorLayer, *_: object) -> None:
    """Before edits are saved, take back what QGIS's field for long texts did to them by itself.

    It knows one kind of line end and of blank, so that any edit in a form, also of another value,
    would change a text with others.  Main thread.
    """
    buffer = layer.editBuffer()
    if buffer is None:
        return
    setups = {i: layer.editorWidgetSetup(i) for i in layer.attributeList()}
    long = {i for i, each in setups.items() if each.config().get("IsMultiline")}
    changed = {
        fid: {i: value for i, value in values.items() if i in long and isinstance(value, str)}
        for fid, values in buffer.changedAttributeValues().items()
    }
    fids = [fid for fid, values in changed.items() if values]
    request = QgsFeatureRequest().setFilterFids(fids)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes(sorted(long))
    for there in layer.dataProvider().getFeatures(request) if fids else ():
        for i, text in changed[there.id()].items():
            was = there[i]
            if isinstance(was, str) and was != text and _as_shown(was) == text:
                layer.changeAttributeValue(there.id(), i, was)


def _as_shown(text: str) -> str:
    """A text as Qt's QPlainTextEdit gives it back (QTextDocument::toPlainText)."""
    return text.replace("\r\n", "\n").translate(_RETYPED)


def column_title(name: str) -> str:
    """What people call a property, in their language; its own name where there is no word."""
    return tr(COLUMNS[name]) if name in COLUMNS else name


def _word(value: str) -> str:
    """A documented value in words, "" for one that has none."""
    if value in VALUES:
        return tr(VALUES[value])
    known = VALUES.get(value.replace("-", "_"), "")
    return tr("{value} (older spelling)").format(value=tr(known)) if known else ""


def _widget(
    prop: Property, table: Table, layer: QgsVectorLayer, layer_of: LayerOf
) -> QgsEditorWidgetSetup:
    if prop.values:
        choices = [{_word(v): v} for v in prop.values if _word(v)]
        return QgsEditorWidgetSetup("ValueMap", {"map": choices})
    if prop.name == "titleVisibility":
        choices = [{title: word} for word, title in shown_or_hidden().items()]
        return QgsEditorWidgetSetup("ValueMap", {"map": choices})
    if prop.refers_to in PICKED:
        picked = layer if prop.refers_to == table.cls else layer_of(prop.refers_to)
        return _pick_list(picked)
    if prop.name in _HIDDEN:
        return QgsEditorWidgetSetup("Hidden", {})
    if prop.name in _LISTED:
        return QgsEditorWidgetSetup("UniqueValues", {"Editable": True})
    return _plain(prop)


def _plain(prop: Property) -> QgsEditorWidgetSetup:
    # QGIS's widgets for colours and for yes and no would empty, or set to no, what they cannot show
    # (a colour without "#", a NULL) as soon as anything else of the object is edited.
    if prop.kind is Kind.BOOLEAN:
        choices = [{tr("Yes"): "true"}, {tr("No"): "false"}]
        return QgsEditorWidgetSetup("ValueMap", {"map": choices})
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": prop.name in _LONG, "UseHtml": False})


def shown_or_hidden() -> dict[str, str]:
    """Words of ``titleVisibility`` and what people call them."""
    return {VISIBLE: tr("Shown"), HIDDEN: tr("Hidden")}


def _pick_list(layer: QgsVectorLayer) -> QgsEditorWidgetSetup:
    config = {
        "Layer": layer.id(),
        "LayerName": layer.name(),
        "LayerProviderName": "ogr",
        "LayerSource": layer.source(),
        "Key": ID,
        "Value": "title",
        "AllowNull": True,
        "AllowMulti": False,
        "OrderByValue": True,
        "FilterExpression": "",
        "UseCompleter": False,
    }
    return QgsEditorWidgetSetup("ValueRelation", config)


def _set_up_default(layer: QgsVectorLayer, index: int, prop: Property, table: Table) -> None:
    default = objects.defaults(table.cls, table.geometry).get(prop.name)
    if default not in (None, ""):
        layer.setDefaultValueDefinition(index, QgsDefaultValue(_expression(default)))


def _set_up_constraint(layer: QgsVectorLayer, index: int, prop: Property) -> None:
    """What is refused at saving is marked while one types."""
    column = '"' + prop.column + '"'
    if prop.values:
        test = column + " IN (" + ", ".join(_quoted(v) for v in prop.values) + ")"
        said = tr("{name} must be one of {values}.")
    elif prop.name in _FRACTIONS:
        test = "try(to_real(" + column + "), -1) >= 0 AND try(to_real(" + column + "), -1) <= 1"
        said = tr("{name} is a number from 0 to 1.")
    elif prop.numeric and not prop.read_only:
        test = "try(to_real(" + column + ")) IS NOT NULL"
        said = tr("{name} is a number.")
    else:
        return
    text = said.format(name=column_title(prop.name), values=", ".join(prop.values))
    layer.setConstraintExpression(index, "coalesce(" + column + ", '') = '' OR " + test, text)
    layer.setFieldConstraint(
        index,
        QgsFieldConstraints.Constraint.ConstraintExpression,
        QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft,
    )


def _form(layer: QgsVectorLayer, table: Table) -> QgsEditFormConfig:
    form = layer.editFormConfig()
    form.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
    form.clearTabs()
    names = [p.name for p in table.columns if p.name not in _HIDDEN]
    order = {name: place for place, name in enumerate(_FIRST)}
    special = {*_SEARCH, *_LOOKS, *_RECORD}
    main = sorted((n for n in names if n not in special), key=lambda n: order.get(n, len(order)))
    if table.cls == "Assignment":
        names = [n for n in names if n not in _LOOKS]
    for title, wanted in (
        (tr("Object"), main),
        (tr("Search"), _SEARCH),
        (tr("Looks"), _LOOKS),
        (tr("Record"), _RECORD),
    ):
        there = [n for n in wanted if n in names and n not in UNFIT.get(table.geometry, ())]
        if there:
            form.addTab(_tab(layer, title, there))
    for prop in table.columns:
        derived = table.cls == "Assignment" and prop.name == "title"
        index = layer.fields().indexOf(prop.column)
        if index >= 0:
            form.setReadOnly(index, prop.read_only or derived)
    return form


def _tab(layer: QgsVectorLayer, title: str, names: list[str]) -> QgsAttributeEditorContainer:
    tab = QgsAttributeEditorContainer(title, None)
    if hasattr(tab, "setType"):  # QGIS 3.32 on
        tab.setType(Qgis.AttributeEditorContainerType.Tab)
    else:
        tab.setIsGroupBox(False)
    for name in names:
        column = name.replace("-", "_")
        index = layer.fields().indexOf(column)
        if index >= 0:
            tab.addChildElement(QgsAttributeEditorField(column, index, tab))
    return tab


def _set_up_table(layer: QgsVectorLayer) -> None:
    """In the attribute table, too, what only the plugin needs is out of the way."""
    config = QgsAttributeTableConfig()
    config.update(layer.fields())
    columns = config.columns()
    hidden = {FID, ID, *(name.replace("-", "_") for name in _HIDDEN)}
    for column in columns:
        column.hidden = column.hidden or column.name in hidden
    config.setColumns(columns)
    layer.setAttributeTableConfig(config)


def _shown_title(table: Table) -> str:
    """What QGIS calls an object in its lists."""
    names = ("title", "name", "summary", "label", "alias")
    there = ["nullif(" + '"' + n + "\", '')" for n in names if n in table.column_names]
    if table.cls == "Assignment":
        there.insert(0, "nullif(" + JOINED + ", '')")
    return "coalesce(" + ", ".join([*there, '"' + ID + '"']) + ")"


def _expression(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
