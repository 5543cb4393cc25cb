# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's own forms and icons, from files."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt import uic
from qgis.PyQt.QtGui import QGuiApplication, QIcon
from qgis.PyQt.QtWidgets import QLabel, QTreeView, QWidget

from ..host import paths
from . import help
from .values import as_tip

USUAL_TIP = "caltopo_usual_tip"  # property of a widget: what it says while it can be used


def set_up(widget: QWidget, name: str) -> None:
    """Build the form ``ui/<name>.ui`` into a widget; its children become attributes.  F1 in it,
    and a Help button where it has buttons, open its page.  A window is as large as its letters
    want it, within the screen."""
    uic.loadUi(str(paths.UI / f"{name}.ui"), widget)
    for label in widget.findChildren(QLabel):
        if label.buddy() is not None and not label.wordWrap():
            # an underlined letter makes a text wider than Qt believes
            spare = label.fontMetrics().height() // 6
            label.setMinimumWidth(label.sizeHint().width() + spare)
    if widget.isWindow() and scale(widget) > 1:
        screen = QGuiApplication.primaryScreen().availableSize()
        widget.resize((widget.size() * scale(widget)).boundedTo(screen))
    help.offer(widget, name)


def scale(widget: QWidget) -> float:
    """How many times larger than usual the desktop wants letters, where it does not let Qt do the
    rest: 1.5 at 144 dots per inch."""
    return max(1.0, widget.logicalDpiX() / 96)


def set_widths(view: QTreeView, widths: Mapping[int, int]) -> None:
    """The widths of columns, in dots of a usual screen."""
    for column, width in widths.items():
        view.setColumnWidth(column, round(width * scale(view)))


def enable(widget: QWidget, why_not: str) -> None:
    """Let a widget be used, or say in its tool tip why it cannot be now."""
    if widget.property(USUAL_TIP) is None:
        widget.setProperty(USUAL_TIP, widget.toolTip())
    why = as_tip(why_not) if "<" in why_not else why_not  # it may have words of a server
    widget.setToolTip(why or widget.property(USUAL_TIP))
    widget.setEnabled(not why_not)


def icon(name: str) -> QIcon:
    """The icon ``ui/icons/<name>.svg``."""
    return QIcon(str(paths.UI / "icons" / f"{name}.svg"))
