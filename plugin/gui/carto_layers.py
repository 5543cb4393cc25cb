# SPDX-License-Identifier: GPL-2.0-or-later
"""The layers of a CARTO map as a form: SQL, CartoCSS, and what the identify tool shows."""

from __future__ import annotations

import copy
from typing import Any

from qgis.core import QgsApplication
from qgis.gui import QgsCodeEditor
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from ..host.texts import tr
from ..session.cartomaps import EMPTY_LAYER, new_template
from . import resources

STYLED = ("cartodb", "mapnik")


class CartoLayersEdit(QWidget):
    """Edits a MapConfig in place: what the form does not show of a map or layer stays as it is.

    Layers are listed as they are drawn, the topmost first; in a MapConfig it is the last.
    """

    # the children of ui/carto_layers.ui
    list: Any
    add: Any
    remove: Any
    up: Any
    down: Any
    sql: Any
    cartocss: Any
    columns: Any
    id_column: Any
    fault: Any

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        resources.set_up(self, "carto_layers")
        self._config: dict[str, Any] = {}
        self._fault: tuple[int | None, str] = (None, "")
        for editor in (self.sql, self.cartocss):
            editor.setFont(QgsCodeEditor.getMonospaceFont())
        self.list.currentRowChanged.connect(self._show)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.sql.textChanged.connect(self._take_texts)
        self.cartocss.textChanged.connect(self._take_texts)
        self.columns.textEdited.connect(self._take_columns)
        self.id_column.textEdited.connect(self._take_columns)
        self.show_config(new_template("", [copy.deepcopy(EMPTY_LAYER)])["layergroup"])

    def show_config(self, config: dict[str, Any]) -> None:
        """Edit a copy of this MapConfig."""
        self._config = copy.deepcopy(config)
        self._config["layers"] = [
            layer for layer in self._config.get("layers") or [] if isinstance(layer, dict)
        ]
        self._fill(0)
        self.mark(None, "")

    def config(self) -> dict[str, Any]:
        """The MapConfig as it is now."""
        return copy.deepcopy(self._config)

    def mark(self, layer: int | None, text: str) -> None:
        """Put an error at the layer it belongs to, and show that one; no text: no error."""
        self._fault = (layer, text)
        if layer is not None and 0 <= layer < len(self._layers):
            self.list.setCurrentRow(len(self._layers) - 1 - layer)
        warning = QgsApplication.getThemeIcon("/mIconWarning.svg")
        for row in range(self.list.count()):
            faulty = bool(text) and self._index(row) == layer
            self.list.item(row).setIcon(warning if faulty else QIcon())
        self._show_fault()

    @property
    def _layers(self) -> list[dict[str, Any]]:
        layers: list[dict[str, Any]] = self._config["layers"]
        return layers

    def _index(self, row: int) -> int:
        return len(self._layers) - 1 - row

    def _current(self) -> dict[str, Any] | None:
        row = self.list.currentRow()
        return self._layers[self._index(row)] if 0 <= row < len(self._layers) else None

    def _fill(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for number in range(len(self._layers)):
            self.list.addItem(QListWidgetItem(self._title(self._layers[self._index(number)])))
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, len(self._layers) - 1))
        self._show()

    def _show(self, _row: int = 0) -> None:
        layer = self._current()
        options = layer.get("options", {}) if layer is not None else {}
        styled = layer is not None and layer.get("type") in STYLED
        attributes = options.get("attributes") or {}
        values = {
            self.sql: options.get("sql", ""),
            self.cartocss: options.get("cartocss", ""),
        }
        for editor, text in values.items():
            editor.blockSignals(True)
            editor.setPlainText(str(text))
            editor.blockSignals(False)
        self.columns.setText(", ".join(attributes.get("columns") or []))
        self.id_column.setText(attributes.get("id") or "cartodb_id")
        for widget in (self.sql, self.cartocss, self.columns, self.id_column):
            widget.setEnabled(styled)
        row = self.list.currentRow()
        several = len(self._layers) > 1
        resources.enable(self.remove, "" if several else tr("A map has one layer at least."))
        resources.enable(self.up, "" if row > 0 else tr("It is the topmost layer."))
        below = 0 <= row < len(self._layers) - 1
        resources.enable(self.down, "" if below else tr("It is the lowest layer."))
        self._show_fault()

    def _show_fault(self) -> None:
        layer, text = self._fault
        row = self.list.currentRow()
        here = layer is None or (row >= 0 and self._index(row) == layer)
        self.fault.setText(text if here else "")
        self.fault.setVisible(bool(text) and here)

    def _take_texts(self) -> None:
        layer = self._current()
        if layer is None:
            return
        options = layer.setdefault("options", {})
        options["sql"] = self.sql.toPlainText().strip()
        options["cartocss"] = self.cartocss.toPlainText().strip()
        options.setdefault("cartocss_version", EMPTY_LAYER["options"]["cartocss_version"])
        self.list.currentItem().setText(self._title(layer))

    def _take_columns(self) -> None:
        layer = self._current()
        if layer is None:
            return
        options = layer.setdefault("options", {})
        columns = [word.strip() for word in self.columns.text().split(",") if word.strip()]
        if columns:
            id_column = self.id_column.text().strip()
            options["interactivity"] = [id_column]
            options["attributes"] = {"id": id_column, "columns": columns}
        else:
            options.pop("interactivity", None)
            options.pop("attributes", None)

    def _add(self) -> None:
        self._layers.append(copy.deepcopy(EMPTY_LAYER))
        self.mark(None, "")
        self._fill(0)
        self.sql.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        row = self.list.currentRow()
        del self._layers[self._index(row)]
        self.mark(None, "")
        self._fill(row)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        layer = self._layers.pop(self._index(row))
        self._layers.insert(len(self._layers) - (row + by), layer)
        self.mark(None, "")
        self._fill(row + by)

    @staticmethod
    def _title(layer: dict[str, Any]) -> str:
        sql = str(layer.get("options", {}).get("sql") or "").split()
        told = layer.get("id") or " ".join(sql)
        if layer.get("type") not in STYLED:
            told = f"{layer.get('type')} {told}"
        return str(told)[:60] or tr("(empty)")


def place_in(holder: QWidget) -> CartoLayersEdit:
    """The form inside an empty widget of another one."""
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    edit = CartoLayersEdit(holder)
    layout.addWidget(edit)
    return edit
