# SPDX-License-Identifier: GPL-2.0-or-later
"""The menu “Maps”: what is done with the maps of a team as a whole."""

from __future__ import annotations

from functools import partial

from qgis.PyQt.QtWidgets import QDialog

from ..caltopo.errors import MissingDependency
from ..host import settings
from ..host.texts import tr
from .desktop import Desktop
from .map_settings import MapSettingsDialog
from .new_map import NewMapDialog


class MapsPart:
    """Its windows, one of each kind at a time, and the algorithms that have one from QGIS."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.dialogs: dict[type[QDialog], QDialog] = {}
        self.menu = desktop.add_menu(tr("M&aps"))
        self.new = self.menu.addAction(tr("&New map…"))
        self.new.triggered.connect(lambda: self.show(NewMapDialog))
        self.settings = self.menu.addAction(tr("&Title and sharing, delete…"))
        self.settings.triggered.connect(lambda: self.show(MapSettingsDialog))
        self.menu.addSeparator()
        self.backup = self.menu.addAction(tr("&Back up all maps of a team…"))
        self.backup.triggered.connect(lambda: self.run("backupteam"))
        self.check = self.menu.addAction(tr("&Check server…"))
        self.check.triggered.connect(lambda: self.run("checkserver"))

    def show(self, kind: type[NewMapDialog] | type[MapSettingsDialog]) -> QDialog:
        """Show a dialog; one that is open already comes to the front."""
        dialog = self.dialogs.get(kind)
        if dialog is None:
            dialog = self.dialogs[kind] = kind(self._desktop)
            dialog.finished.connect(partial(self._forget, kind))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def run(self, name: str) -> QDialog | None:
        """Show QGIS's own window of one of our algorithms."""
        try:
            from processing import createAlgorithmDialog  # only where Processing is switched on
        except ImportError:
            self._desktop.messages.failure(
                MissingDependency(
                    tr("QGIS's Processing is needed for this and is switched off."),
                    hint=tr("Switch it on in Plugins > Manage and Install Plugins."),
                )
            )
            return None
        given = {"CONNECTION": settings.LAST_CONNECTION.get()}
        dialog: QDialog = createAlgorithmDialog("caltopo:" + name, given)
        dialog.show()
        return dialog

    def remove(self) -> None:
        for dialog in list(self.dialogs.values()):
            dialog.close()

    def _forget(self, kind: type[QDialog], _result: int) -> None:
        self.dialogs.pop(kind, None)
