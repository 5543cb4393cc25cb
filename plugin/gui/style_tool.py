# SPDX-License-Identifier: GPL-2.0-or-later
"""Gives the selected objects another look on the map: colour, width, opacity, symbol, pattern.

It changes the objects' properties, which are pushed; a layer's symbology is this project's own.
"""

from __future__ import annotations

from typing import Any

from qgis.core import QgsSymbolLayerUtils, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsColorButton
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QIcon
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from .. import api
from ..caltopo.objects import Geometry
from ..host.texts import tr
from ..layers.forms import UNFIT, shown_or_hidden
from ..layers.linepattern import parse
from ..layers.markers import DARK, MarkerLook, marker_symbol
from ..layers.patterns import line_symbol
from ..layers.styles import values
from ..layers.symbols import ICONS, Glyph
from . import help, resources
from .desktop import Desktop
from .work import Work

# Dashes and dots of our own making, in the grammar of patterns.
PATTERNS = (
    "solid", "M0 -4 L0 4,,16,F", "M0 -1 L0 1,,6,F", "M0 -5 L0 5,0,22,F;M0 -1 L0 1,11,22,F",
    "M-5 0 L5 0,,12,T", "M-4 5 L0 -3 L4 5,,24,T", "M-4 -4 L4 4 M-4 4 L4 -4,,18,F",
)  # fmt: skip
_ICON = QSize(24, 24)
_KINDS = {
    QgsWkbTypes.GeometryType.LineGeometry: Geometry.LINE,
    QgsWkbTypes.GeometryType.PolygonGeometry: Geometry.POLYGON,
}


class StyleTool(QDialog):
    """A window beside the canvas about what is selected in the layers of one map."""

    def __init__(self, desktop: Desktop, opened: api.Map) -> None:
        super().__init__(desktop.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Style objects of {title}").format(title=opened.title))
        self._desktop, self._map = desktop, opened
        self._fields: dict[str, tuple[QCheckBox, QWidget]] = {}
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, title, field in (
            ("marker-symbol", tr("&Symbol"), self._symbols()),
            ("marker-color", tr("&Marker color"), _color()),
            ("marker-size", tr("Marker si&ze"), _number(0.25, 6, 0.25, 1)),
            ("marker-rotation", tr("&Rotation (°)"), _number(0, 359, 5, 0)),
            ("stroke", tr("&Line color"), _color()),
            ("stroke-width", tr("Line &width (px)"), _number(0.5, 20, 0.5, 2)),
            ("stroke-opacity", tr("Line &opacity"), _number(0, 1, 0.1, 1)),
            ("pattern", tr("Line &pattern"), self._patterns()),
            ("fill", tr("&Fill color"), _color()),
            ("fill-opacity", tr("Fill op&acity"), _number(0, 1, 0.1, 0.1)),
            ("titleVisibility", tr("La&bel"), _label()),
        ):
            self._add(name, title, field)
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Apply | buttons.Close)
        self.buttons.button(buttons.Apply).clicked.connect(lambda: self.apply())
        self.buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.addWidget(self.said)
        outer.addLayout(self._form)
        outer.addStretch(1)
        outer.addWidget(self.buttons)
        help.offer(self, "style")
        self._followed: list[QgsVectorLayer] = []
        for layer in opened.layers().values():
            if layer.isSpatial():
                layer.selectionChanged.connect(self.look)
                self._followed.append(layer)
        desktop.maps.closing.connect(self._closing)
        self.look()

    def _add(self, name: str, title: str, field: QWidget) -> None:
        box = QCheckBox(title)
        box.setToolTip(tr("Change it for the selected objects"))
        field.setAccessibleName(title.replace("&", ""))
        field.setEnabled(False)
        box.toggled.connect(field.setEnabled)
        self._form.addRow(box, field)
        self._fields[name] = (box, field)

    def _symbols(self) -> QComboBox:
        look = MarkerLook("", "", "", DARK)  # on a white rim, which a light ink would vanish in
        box = QComboBox()
        box.setIconSize(_ICON)
        for icon in ICONS:
            symbol = marker_symbol(Glyph(icon), look)
            picture = QgsSymbolLayerUtils.symbolPreviewIcon(symbol, _ICON)
            box.addItem(picture, tr(icon.title), icon.symbols[0])
        for name, path in self._map.styling.custom_icons().items():
            box.addItem(QIcon(str(path)), tr("Custom icon"), name)
        return box

    def _patterns(self) -> QComboBox:
        box = QComboBox()
        box.setIconSize(QSize(96, 20))
        there = [
            pattern for layer in self._map.layers().values() for pattern in values(layer, "pattern")
        ]  # what colleagues have used can be used again
        color = self.palette().windowText().color().name()
        for pattern in dict.fromkeys((*PATTERNS, *there)):
            if parse(pattern) is not None:
                symbol = line_symbol(pattern, color, "", "")
                picture = QgsSymbolLayerUtils.symbolPreviewIcon(symbol, QSize(96, 20))
                box.addItem(QIcon(picture), "", pattern)
                box.setItemData(box.count() - 1, pattern, Qt.ItemDataRole.AccessibleTextRole)
        return box

    # -- what is selected -----------------------------------------------------------------------

    def _selected(self) -> list[tuple[QgsVectorLayer, list[int]]]:
        found = ((layer, layer.selectedFeatureIds()) for layer in self._followed)
        return [(layer, fids) for layer, fids in found if fids]

    def look(self, *_: object) -> None:
        """Offer what the selected objects have."""
        selected = self._selected()
        count = sum(len(fids) for _, fids in selected)
        offered = {name for layer, _ in selected for name in self._fitting(layer)}
        self.said.setText(
            tr("1 object is selected.")
            if count == 1
            else tr("{count} objects are selected.").format(count=count)
            if count
            else tr("Select objects of this map on the canvas or in a table.")
        )
        for name, (box, field) in self._fields.items():
            there = name in offered
            for widget in (box, field):
                widget.setVisible(there)
        apply = self.buttons.button(QDialogButtonBox.StandardButton.Apply)
        resources.enable(apply, "" if count else tr("Select objects first."))

    def _fitting(self, layer: QgsVectorLayer) -> set[str]:
        """The properties that decide how a layer's objects look."""
        there = {field.name() for field in layer.fields()}
        unfit = UNFIT.get(_KINDS.get(layer.geometryType(), Geometry.OTHER), ())
        return {n for n in self._fields if n.replace("-", "_") in there and n not in unfit}

    def properties(self) -> dict[str, Any]:
        """What was chosen, by CalTopo's names."""
        return {
            name: _value(field)
            for name, (box, field) in self._fields.items()
            if box.isChecked() and not box.isHidden()
        }

    def apply(self) -> None:
        """Change the objects: in the edit buffer of layers being edited, else as one batch."""
        chosen = self.properties()
        if not chosen:
            self.said.setText(tr("Tick what is to be changed."))
            return
        targets: list[tuple[str, str]] = []
        fitting: dict[tuple[str, str], dict[str, Any]] = {}
        for layer, fids in self._selected():
            offered = self._fitting(layer)
            fit = {n: v for n, v in chosen.items() if n in offered}
            if not fit:
                continue
            if layer.isEditable():
                self._in_buffer(layer, fids, fit)
                continue
            cls = str(layer.customProperty("caltopo/class"))
            for feature in layer.getSelectedFeatures():
                key = (cls, str(feature["caltopo_id"]))
                targets.append(key)
                fitting[key] = fit
        if targets:
            self._beside(targets, fitting)

    def _in_buffer(self, layer: QgsVectorLayer, fids: list[int], chosen: dict[str, Any]) -> None:
        layer.beginEditCommand(tr("Style of {count} objects").format(count=len(fids)))
        for fid in fids:
            for name, value in chosen.items():
                index = layer.fields().indexOf(name.replace("-", "_"))
                layer.changeAttributeValue(fid, index, value)
        layer.endEditCommand()

    def _beside(
        self, targets: list[tuple[str, str]], fitting: dict[tuple[str, str], dict[str, Any]]
    ) -> None:
        opened = self._map
        title = tr("Style of {count} objects").format(count=len(targets))

        def job() -> int:
            there = [opened.feature(key) for key in targets]
            with opened.batch(title) as batch:
                for each in there:
                    batch.edit(each, fitting[each.key])
            return len(targets)

        def done(count: int) -> None:
            self._desktop.messages.info(
                tr("{count} objects have another look.").format(count=count)
            )

        self._desktop.desk.start(Work(title, job, done, self._desktop.messages.failure))

    def _closing(self, opened: api.Map) -> None:
        if opened is self._map:
            self.close()

    def done(self, result: int) -> None:
        """Close, and follow nothing any more."""
        followed, self._followed = self._followed, []
        if followed:
            self._desktop.maps.closing.disconnect(self._closing)
        for layer in followed:
            layer.selectionChanged.disconnect(self.look)
        super().done(result)


def _color() -> QgsColorButton:
    button = QgsColorButton()
    button.setColor(QColor("#FF0000"))
    return button


def _label() -> QComboBox:
    box = QComboBox()
    for word, title in shown_or_hidden().items():
        box.addItem(title, word)
    return box


def _number(least: float, most: float, step: float, value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setDecimals(0 if step >= 1 else 2)
    box.setRange(least, most)
    box.setSingleStep(step)
    box.setValue(value)
    return box


def _value(field: QWidget) -> Any:
    if isinstance(field, QgsColorButton):
        return field.color().name().upper()
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, QDoubleSpinBox):
        value = field.value()
        return int(value) if value == int(value) else value
    raise TypeError(type(field).__name__)
