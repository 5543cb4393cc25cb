# SPDX-License-Identifier: GPL-2.0-or-later
"""A new folder or operational period, asked for by its title."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtWidgets import QInputDialog, QWidget

from .. import api
from ..host.texts import tr
from ..layers.forms import PICKED
from .desktop import Desktop
from .work import Work

Made = Callable[[str, str], None]  # told the id it has here until it is pushed, and its title


def new_picked(
    desktop: Desktop, opened: api.Map, cls: str, parent: QWidget, made: Made, send: bool = True
) -> None:
    """Ask for a title and add an object of one of the classes ``PICKED``.  Main thread.

    Without ``send`` it goes to the map with the next push, even where saving pushes.
    """
    heading = tr("New folder") if cls == PICKED[0] else tr("New operational period")
    typed, good = QInputDialog.getText(parent, heading, tr("Title:"))
    title = typed.strip()
    if not good or not title:
        return

    def add() -> str:
        with opened.batch(heading + ": " + title, send) as batch:
            return batch.add(cls, {"title": title}, None)

    desktop.desk.start(
        Work(heading, add, lambda id: made(id, title), desktop.messages.failure, lambda id: None)
    )
