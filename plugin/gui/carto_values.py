# SPDX-License-Identifier: GPL-2.0-or-later
"""Adding a named CARTO map: values for its placeholders, its token, and how it is drawn."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsColorButton
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from ..caltopo.errors import CalTopoError
from ..host.sayings import in_words
from ..host.texts import tr
from ..layers.carto import Recipe
from ..session import cartomaps
from . import resources

COLOR = "css_color"


class CartoValuesDialog(QDialog):
    """Asks for what a named map needs.

    With its template there is a field for each placeholder; without (that takes the master key) the
    name is typed and values are JSON. After OK, ``recipe``, ``layer_title`` and ``token_given`` are
    set.
    """

    # the children of ui/carto_values.ui
    name: Any
    title: Any
    auth: Any
    auth_label: Any
    placeholders: Any
    values: Any
    free: Any
    retina: Any
    vector: Any
    fault: Any
    buttons: Any

    def __init__(
        self, account: str, template: dict[str, Any] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        resources.set_up(self, "carto_values")
        self._account = account
        self._declared = cartomaps.placeholders_of(template or {})
        self._fields: dict[str, QLineEdit] = {}
        self.recipe: Recipe | None = None
        self.layer_title = ""
        self.token_given: str | None = None
        self.retina.setChecked(self.devicePixelRatioF() > 1)
        self.fault.hide()
        if template is not None:
            self.name.setText(str(template.get("name", "")))
            self.name.setReadOnly(True)
            self.title.setText(self.name.text())
            self.free.hide()
            self.placeholders.setVisible(bool(self._declared))
            wanted = cartomaps.wants_token(template)
            self.auth.setVisible(wanted)
            self.auth_label.setVisible(wanted)
            tokens = template["auth"].get("valid_tokens") if wanted else None
            if tokens:
                self.auth.setText(str(tokens[0]))
        for name, told in self._declared.items():
            self._add_field(name, str(told.get("type", "")), told.get("default"))
        self.vector.toggled.connect(lambda on: self.retina.setEnabled(not on))
        self.name.textChanged.connect(self._enable)
        self.buttons.accepted.connect(self.take)
        self.buttons.rejected.connect(self.reject)
        self._enable()
        self.adjustSize()

    def take(self) -> None:
        """Take the form's values and close; says so where one cannot be sent."""
        try:
            if self._declared:
                texts = {name: field.text().strip() for name, field in self._fields.items()}
                params = cartomaps.values_from(self._declared, texts)
            else:
                params = cartomaps.read_text(self.free.toPlainText() or "{}", tr("The text"))
            self.recipe = cartomaps.recipe_for(
                self._account,
                self.name.text().strip(),
                params,
                retina=self.retina.isChecked(),
                vector=self.vector.isChecked(),
            )
        except CalTopoError as error:
            self.say(error)
            return
        self.layer_title = self.title.text().strip()
        self.token_given = self.auth.text() or None
        self.accept()

    def say(self, error: CalTopoError) -> None:
        """Show why it does not go."""
        self.fault.setText(in_words(error))
        self.fault.show()

    def _add_field(self, name: str, kind: str, default: Any) -> None:
        field = QLineEdit(str("" if default is None else default))
        label = QLabel(tr("{name} ({kind})").format(name=name, kind=kind))
        label.setBuddy(field)
        self._fields[name] = field
        row = QHBoxLayout()
        row.addWidget(field)
        if kind == COLOR:
            button = QgsColorButton()
            button.setAllowOpacity(False)
            button.setColor(QColor(field.text()))
            button.colorChanged.connect(lambda colour: field.setText(colour.name()))
            row.addWidget(button)
        self.values.addRow(label, row)

    def _enable(self) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(self.name.text().strip()))
