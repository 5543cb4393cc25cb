# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures of widgets in both themes, kept for people to look at.

They go to build/screenshots, or to the folder that the environment names in SCREENSHOTS: with
QT_FONT_DPI=144 a second set shows everything at 150 % beside the first.
"""

from __future__ import annotations

import os
from pathlib import Path

from gui.window import settle
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QApplication, QWidget

FOLDER = Path(os.environ.get("SCREENSHOTS") or Path(__file__).parents[2] / "build/screenshots")


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
    """Keep a widget's picture as it is now."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture = widget.grab()
    assert picture.save(str(FOLDER / f"{name}.png"))
    image = picture.toImage()
    columns = range(0, image.width(), 3)
    assert len({image.pixel(x, y) for x in columns for y in range(image.height())}) > 10


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
