# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's own forms and icons, from files."""

from __future__ import annotations

from qgis.PyQt import uic
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QWidget

from ..host import paths


def set_up(widget: QWidget, name: str) -> None:
    """Build the form ``ui/<name>.ui`` into a widget; its children become attributes."""
    uic.loadUi(str(paths.UI / f"{name}.ui"), widget)


def icon(name: str) -> QIcon:
    """The icon ``ui/icons/<name>.svg``."""
    return QIcon(str(paths.UI / "icons" / f"{name}.svg"))
