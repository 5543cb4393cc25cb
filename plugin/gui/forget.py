# SPDX-License-Identifier: GPL-2.0-or-later
"""Forget this map: its files go, after a question."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtWidgets import QMessageBox

from .. import api
from ..caltopo.errors import CalTopoError
from ..host import settings
from ..host.texts import tr
from ..session.forgetting import forget
from .changed_since import briefing_of
from .connections import forget_recent
from .desktop import Desktop
from .panel_state import waiting_since
from .questions import WARNING, answer, question
from .work import Work


class Forgetting:
    """Asks, closes the map, removes its files beside the window."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop

    def ask(self, opened: api.Map) -> None:
        """Forget an open map if the user says so; unsent changes are named."""
        where = opened.path
        waiting = opened.unsent()
        said = tr("Its local copy, backups and pictures in {folder} are removed. ")
        said = said.format(folder=str(where.parent))
        if waiting == 1:
            said += tr("1 change that was never sent is lost.")
        elif waiting:
            said += tr("{number} changes that were never sent are lost.").format(number=waiting)
        else:
            said += tr("The map on the server stays as it is.")
        box = question(
            self._desktop.window,
            tr("Forget {title} on this computer?").format(title=opened.title),
            said,
            title=tr("CalTopo"),
            icon=WARNING,
        )
        label = tr("&Forget, and lose the changes") if waiting else tr("&Forget")
        yes = box.addButton(label, QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(tr("&Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        if answer(box) is yes:
            self._forget(opened, where, lose=bool(waiting))

    def _forget(self, opened: api.Map, where: Path, *, lose: bool) -> None:
        title, sar = opened.title, settings.WRITE_SAR.get()
        id, server = opened.id, opened.server
        self._desktop.maps.close(opened)

        def done(_: int) -> None:
            forget_recent(id, server)
            for kept in (briefing_of(id), waiting_since(id)):
                kept.set(0.0)
            # QGIS 3.22 may go on showing the last picture when no layer is left
            self._desktop.iface.mapCanvas().refresh()
            self._desktop.messages.info(
                tr("{title} is forgotten: nothing of it is left on this computer.").format(
                    title=title
                )
            )

        def failed(error: CalTopoError) -> None:
            self._desktop.messages.failure(error)

        self._desktop.desk.start(
            Work(
                tr("Forgetting {title}").format(title=title),
                lambda: forget(where, sar=sar, unsent=lose),
                done,
                failed,
            )
        )
