# SPDX-License-Identifier: GPL-2.0-or-later
"""A colour to choose, beside the text that a map has for it.

CalTopo's own pages write colours with and without ``#``, and words.  The text stays what it is
until somebody chooses another colour.
"""

from __future__ import annotations

from qgis.gui import QgsColorButton, QgsFilterLineEdit
from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QLineEdit, QWidget

from ..host.texts import tr


class ColourButton(QgsColorButton):
    """Shows the colour that a line says, and writes the one that is chosen as ``#RRGGBB``."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line.parentWidget(), tr("Color"))
        self._line = line
        self.setAllowOpacity(False)
        self.setShowNull(True)
        put_beside(line, self)
        self._show()
        self._follow()
        line.textChanged.connect(self._show)
        line.installEventFilter(self)
        self.colorChanged.connect(self._write)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.ReadOnlyChange, QEvent.Type.EnabledChange):
            self._follow()
        return False

    def _follow(self) -> None:
        self.setEnabled(self._line.isEnabled() and not self._line.isReadOnly())

    def _show(self, _text: str = "") -> None:
        blocked = self.blockSignals(True)
        self.setColor(QColor("#" + self._line.text().replace("#", "")))
        self.blockSignals(blocked)

    def _write(self, colour: QColor) -> None:
        if colour.isValid():
            self._line.setText(colour.name().upper())
        elif isinstance(self._line, QgsFilterLineEdit):
            self._line.clearValue()


def put_beside(editor: QWidget, button: QWidget) -> None:
    """Behind a form's widget, for the eye and for the Tab key."""
    layout = editor.parentWidget().layout()
    layout.insertWidget(layout.indexOf(editor) + 1, button)
    QWidget.setTabOrder(editor, button)
