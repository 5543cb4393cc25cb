# SPDX-License-Identifier: GPL-2.0-or-later
"""Typing into a long text that is empty replaces the word QGIS shows for “empty”.

QGIS's multi-line widget shows NULL as text. Who clicks into it and types saves “NULLTwo teams”,
and that would go to the map. Its one-line widget selects the word; here the long one does, too.
"""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgsEditorWidgetWrapper
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QPlainTextEdit, QWidget

from .desktop import Desktop


class BlankTextsPart:
    """Watches which widget gets the focus."""

    def __init__(self, desktop: Desktop) -> None:
        QApplication.instance().focusChanged.connect(self._on_focus)

    def remove(self) -> None:
        """Watch no more."""
        QApplication.instance().focusChanged.disconnect(self._on_focus)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if not isinstance(now, QPlainTextEdit):
            return
        if now.toPlainText() == QgsApplication.nullRepresentation() and _is_of_a_map(now):
            QTimer.singleShot(0, now.selectAll)  # after the click, which places the cursor


def _is_of_a_map(widget: QWidget) -> bool:
    """In a form or in a cell of the attribute table.

    A form that QGIS itself made is to Python any widget, so its class says nothing.
    """
    wrapper = QgsEditorWidgetWrapper.fromWidget(widget)
    return wrapper is not None and bool(wrapper.layer().customProperty("caltopo/map"))
