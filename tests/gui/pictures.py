# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures of widgets in both themes, kept for people to look at.

They go to build/screenshots, or to the folder that the environment names in SCREENSHOTS: with
QT_FONT_DPI=144 a second set shows everything at 150 % beside the first.
"""

from __future__ import annotations

import os
from pathlib import Path

from gui.window import settle
from qgis.gui import QgsColorButton, QgsFileWidget, QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QKeySequence, QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)

FOLDER = Path(os.environ.get("SCREENSHOTS") or Path(__file__).parents[2] / "build/screenshots")

RICH = Qt.TextFormat.RichText


def draw(widget: QWidget, name: str) -> None:
    """Keep a widget's picture in both themes; one colour alone would be no picture of it."""
    app = QApplication.instance()
    light = app.palette()
    for palette, ending in ((light, ""), (dark(), "_dark")):
        app.setPalette(palette)
        try:
            widget.show()
            settle()
            keep(widget, name + ending)
        finally:
            app.setPalette(light)


def keep(widget: QWidget, name: str) -> None:
    """Keep a widget's picture as it is now, which must have no fault that a program can see."""
    assert not faults(widget), (name, faults(widget))
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture = widget.grab()
    assert picture.save(str(FOLDER / f"{name}.png"))
    image = picture.toImage()
    columns = range(0, image.width(), 3)
    assert len({image.pixel(x, y) for x in columns for y in range(image.height())}) > 10


def faults(widget: QWidget) -> list[str]:
    """Texts that are cut, keys that two things answer to, and buttons that are off without saying
    why."""
    found: list[str] = []
    keys: dict[str, str] = {}
    for each in widget.findChildren(QWidget):
        if each.window() is not widget.window() or not each.isVisibleTo(widget):
            continue
        if _is_of_qgis(each):
            continue
        if isinstance(each, QLabel):
            text, short = each.text(), not each.wordWrap() and each.textFormat() != RICH
            key = each.text() if each.buddy() is not None else ""
        elif isinstance(each, (QAbstractButton, QGroupBox)):
            text = key = each.title() if isinstance(each, QGroupBox) else each.text()
            short = not isinstance(each, QGroupBox)
        else:
            continue
        if short and text and each.width() < each.sizeHint().width():
            found.append(f"{text!r} is cut: {each.width()} of {each.sizeHint().width()}")
        mnemonic = QKeySequence.mnemonic(key).toString()
        if mnemonic and keys.setdefault(mnemonic, text) != text:
            found.append(f"{mnemonic} is of {keys[mnemonic]!r} and of {text!r}")
        if isinstance(each, QPushButton) and not each.isEnabled() and not each.toolTip():
            found.append(f"{text!r} is off and does not say why")
    return found


def _is_of_qgis(widget: QWidget) -> bool:
    """Whether it is a part of a ready-made widget, or of a window of Processing's."""
    if type(widget.window()).__module__.startswith("processing"):
        return True
    above = widget
    while above is not None:
        if isinstance(above, (QgsMessageBar, QgsFileWidget, QgsColorButton, QComboBox, QSpinBox)):
            return True
        above = above.parentWidget()
    return False


def dark() -> QPalette:
    """The colours of a dark desktop."""
    palette = QPalette(QColor("#3a3f44"))
    role = QPalette.ColorRole
    for each, colour in (
        (role.Window, "#31363b"), (role.Base, "#232629"), (role.AlternateBase, "#2d3136"),
        (role.Text, "#eff0f1"), (role.WindowText, "#eff0f1"), (role.ButtonText, "#eff0f1"),
        (role.Button, "#3a3f44"), (role.Highlight, "#3daee9"), (role.ToolTipText, "#eff0f1"),
        (role.PlaceholderText, "#9a9fa3"),
    ):  # fmt: skip
        palette.setColor(each, QColor(colour))
    return palette
