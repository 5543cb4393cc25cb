# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of a named CARTO map: name, tokens, layers, placeholders."""

from __future__ import annotations

import copy
from typing import Any, Callable

from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidgetItem,
    QWidget,
)

from ..caltopo.errors import CalTopoError
from ..host.sayings import in_words
from ..host.texts import tr
from ..session import cartomaps
from ..session.cartomaps import Trial
from . import resources
from .carto_layers import place_in
from .work import Desk, Work

Save = Callable[[dict[str, Any]], Trial]


class CartoTemplateDialog(QDialog):
    """Edits a template and has it saved; stays open while the server does not like it.

    ``save`` runs beside the window. Once saved the dialog closes; ``trial`` is what came of it.
    What the form does not show (``view``, other versions' keys) stays as it is.
    """

    # the children of ui/carto_template.ui
    name: Any
    auth: Any
    layers: Any
    placeholders: Any
    add_placeholder: Any
    remove_placeholder: Any
    fault: Any
    buttons: Any

    def __init__(
        self,
        desk: Desk,
        template: dict[str, Any],
        save: Save,
        *,
        exists: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        resources.set_up(self, "carto_template")
        self._desk, self._save = desk, save
        self._template = copy.deepcopy(template)
        self._work: Work[Trial] | None = None
        self.trial: Trial | None = None
        self.edit = place_in(self.layers)
        self.fault.hide()
        self.name.setText(str(template.get("name", "")))
        self.name.setReadOnly(exists)  # the server refuses another name
        auth = template.get("auth")
        tokens = auth.get("valid_tokens") if isinstance(auth, dict) else None
        self.auth.setText(" ".join(str(each) for each in tokens or []))
        group = template.get("layergroup")
        if isinstance(group, dict):
            self.edit.show_config(group)
        self._fill_placeholders()
        self.add_placeholder.clicked.connect(lambda: self._add_row("", "number", ""))
        self.remove_placeholder.clicked.connect(
            lambda: self.placeholders.removeRow(self.placeholders.currentRow())
        )
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)

    def template(self) -> dict[str, Any]:
        """What the form holds; raises CalTopoError for a default that does not fit its type."""
        made = copy.deepcopy(self._template)
        made["name"] = self.name.text().strip()
        tokens = self.auth.text().split()
        made["auth"] = {"method": "token", "valid_tokens": tokens} if tokens else {"method": "open"}
        made["layergroup"] = self.edit.config()
        declared, texts = {}, {}
        for row in range(self.placeholders.rowCount()):
            name, default = (
                self.placeholders.item(row, column).text().strip() for column in (0, 2)
            )
            kind = self.placeholders.cellWidget(row, 1).currentText()
            if name:
                declared[name], texts[name] = {"type": kind}, default
        values = cartomaps.values_from(declared, texts)
        made["placeholders"] = {
            name: {**told, "default": values[name]} for name, told in declared.items()
        }
        return made

    def save(self) -> None:
        """Have it checked and saved in the background."""
        self.edit.mark(None, "")
        self.fault.hide()
        try:
            made = self.template()
        except CalTopoError as error:
            self._failed(error)
            return
        self._enable(False)
        self._work = Work(
            tr("Saving the named map {name}").format(name=made["name"]),
            lambda: self._save(made),
            self._saved,
            self._failed,
        )
        self._desk.start(self._work)

    def done(self, result: int) -> None:
        """Close, and expect no answer any more."""
        if self._work is not None:
            self._work.cancel()
        super().done(result)

    def _saved(self, trial: Trial) -> None:
        self._work = None
        self.trial = trial
        self.accept()

    def _failed(self, error: CalTopoError) -> None:
        self._work = None
        self._enable(True)
        text = in_words(error)
        layer = getattr(error, "layer", None)
        self.edit.mark(layer, text if layer is not None else "")
        self.fault.setText(text)
        self.fault.setVisible(layer is None)

    def _enable(self, on: bool) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(on)

    def _fill_placeholders(self) -> None:
        table = self.placeholders
        table.setColumnCount(3)
        table.setHorizontalHeaderLabels([tr("Name"), tr("Type"), tr("Default")])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        for name, told in cartomaps.placeholders_of(self._template).items():
            default = told.get("default", "") if isinstance(told, dict) else ""
            self._add_row(name, str(told.get("type", "")), str(default))

    def _add_row(self, name: str, kind: str, default: str) -> None:
        row = self.placeholders.rowCount()
        self.placeholders.insertRow(row)
        self.placeholders.setItem(row, 0, QTableWidgetItem(name))
        self.placeholders.setItem(row, 2, QTableWidgetItem(default))
        kinds = QComboBox()
        kinds.addItems(cartomaps.KINDS)
        kinds.setCurrentText(kind)
        self.placeholders.setCellWidget(row, 1, kinds)
