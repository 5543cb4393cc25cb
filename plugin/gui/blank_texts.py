# SPDX-License-Identifier: GPL-2.0-or-later
"""Typing into a text that is empty replaces the word QGIS shows for “empty”.

QGIS's widgets show NULL as text. Who types saves “NULLTwo teams”, and that would go to the map.
The one-line widget selects the word where somebody clicks into it, not where a form opens with the
cursor in it; the long one never does. Here both always do.
"""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgsEditorWidgetWrapper
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ..layers.inproject import MAP
from .desktop import Desktop


class BlankTextsPart:
    """Watches which widget gets the focus."""

    def __init__(self, desktop: Desktop) -> None:
        QApplication.instance().focusChanged.connect(self._on_focus)

    def remove(self) -> None:
        """Watch no more."""
        QApplication.instance().focusChanged.disconnect(self._on_focus)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QPlainTextEdit):
            text = now.toPlainText()
        elif isinstance(now, QLineEdit):
            text = now.text()
        else:
            return
        if text == QgsApplication.nullRepresentation() and _is_of_a_map(now):
            QTimer.singleShot(0, now.selectAll)  # after the click, which places the cursor


def _is_of_a_map(widget: QWidget) -> bool:
    """In a form or in a cell of the attribute table.

    A form that QGIS itself made is to Python any widget, so its class says nothing.
    """
    wrapper = QgsEditorWidgetWrapper.fromWidget(widget)
    return wrapper is not None and bool(wrapper.layer().customProperty(MAP))
