# SPDX-License-Identifier: GPL-2.0-or-later
"""A new folder or operational period, asked for by its title."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QInputDialog, QWidget

from .. import api
from ..host.texts import tr
from ..layers.forms import PICKED
from ..sync.tables import ID
from .desktop import Desktop
from .work import Work

LONG_MS = 2000  # a push may be under way
Made = Callable[[str, str], None]  # told the id it has here until it is pushed, and its title


def new_picked(
    desktop: Desktop, opened: api.Map, cls: str, parent: QWidget, made: Made, send: bool = True
) -> None:
    """Ask for a title and add an object of one of the classes ``PICKED``, or find the one that has
    that title.  Main thread.

    Without ``send`` it goes to the map with the next push, even where saving pushes.
    """
    heading = tr("New folder") if cls == PICKED[0] else tr("New operational period")
    typed, good = QInputDialog.getText(parent, heading, tr("Title:"))
    title = typed.strip()
    if not good or not title:
        return
    for row in opened.layers()[cls].getFeatures():
        if str(row["title"]).strip().casefold() == title.casefold():
            made(row[ID], row["title"])  # there is one; a second would be taken for it
            return

    def add() -> str:
        with opened.batch(heading + ": " + title, send) as batch:
            return batch.add(cls, {"title": title}, None)

    def tell() -> None:
        if not work.ran.is_set():
            said = tr("“{title}” is made as soon as what goes on with the map is done.")
            desktop.messages.info(said.format(title=title))

    work = Work(heading, add, lambda id: made(id, title), desktop.messages.failure)
    QTimer.singleShot(LONG_MS, tell)
    desktop.desk.start(work)
