# SPDX-License-Identifier: GPL-2.0-or-later
"""Questions in a box of their own."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QLabel, QMessageBox, QWidget

from ..host.texts import tr

QUESTION, WARNING = QMessageBox.Icon.Question, QMessageBox.Icon.Warning
ACCEPT, DESTROY = QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole.DestructiveRole


def question(
    parent: QWidget,
    text: str,
    more: str = "",
    *,
    title: str = "",
    icon: QMessageBox.Icon = QUESTION,
) -> QMessageBox:
    """A box that is gone once it is answered; its buttons are the asker's to add.

    Texts are shown as they are, also what a server said.  Without a title it is the parent's.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(icon)
    box.setWindowTitle(title or parent.window().windowTitle() or tr("CalTopo"))
    box.setText(text)
    box.setInformativeText(more)
    for label in box.findChildren(QLabel):  # the box's own format is that of the first alone
        label.setTextFormat(Qt.TextFormat.PlainText)
    return box


def ask(
    box: QMessageBox,
    label: str,
    act: Callable[[], object],
    role: QMessageBox.ButtonRole = ACCEPT,
) -> None:
    """Open a question that stops nothing else: one button does something, the other is Cancel.

    The Enter key presses the button where its role is to accept.
    """
    box.addButton(QMessageBox.StandardButton.Cancel)
    button = box.addButton(label, role)
    if role == ACCEPT:
        box.setDefaultButton(button)
    button.clicked.connect(lambda: act())
    box.open()


def answer(box: QMessageBox) -> QAbstractButton:
    """Wait for a question that stops everything else; the button that was pressed."""
    # QDialog.exec() deletes a box of that attribute before it could tell the button
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    box.exec()
    pressed = box.clickedButton()
    box.deleteLater()
    return pressed
