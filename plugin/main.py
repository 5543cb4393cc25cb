# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin as QGIS sees it: registers things, and takes every one of them away again."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from . import api
from .algorithms.provider import CalTopoProvider
from .gui import resources
from .gui.messages import Messages
from .gui.open_dialog import OpenDialog
from .gui.opening import Opening
from .gui.work import Desk

MENU = "&CalTopo"


class CalTopoSyncPlugin:
    """One per QGIS; ``iface`` is QGIS's window, or None in qgis_process."""

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._provider: CalTopoProvider | None = None
        self._actions: list[QAction] = []
        self._desk: Desk | None = None
        self._opening: Opening | None = None
        self._dialog: OpenDialog | None = None

    def initProcessing(self) -> None:  # noqa: N802 - QGIS's name
        """Register the Processing provider; all that qgis_process wants."""
        self._provider = CalTopoProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:  # noqa: N802 - QGIS's name
        """Register everything with the window. Nothing is read from disk or network here."""
        self.initProcessing()
        self._desk = Desk()
        self._opening = Opening(self._desk, Messages(self._iface.messageBar()))
        icon = resources.icon("caltopo_sync")
        self._add_action(icon, "Open map…", self.show_open_dialog)
        self._iface.addWebToolBarIcon(self._actions[0])
        # A project that closes takes the layers along; their maps are closed before it does.
        QgsProject.instance().removeAll.connect(self._opening.close_all)
        api.keep_open = self._opening.show

    def unload(self) -> None:
        """Take everything away again and close the maps."""
        api.keep_open = None
        if self._dialog is not None:
            self._dialog.close()
        if self._opening is not None and self._desk is not None:
            QgsProject.instance().removeAll.disconnect(self._opening.close_all)
            self._desk.clear()
            self._opening.close_all()
        for action in self._actions:
            self._iface.removePluginWebMenu(MENU, action)
            self._iface.removeWebToolBarIcon(action)
            action.deleteLater()
        self._actions.clear()
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
        self._provider = self._desk = self._opening = self._dialog = None

    def show_open_dialog(self) -> None:
        """Show the dialog that opens a map; one that is open already comes to the front."""
        if self._dialog is None and self._desk is not None and self._opening is not None:
            self._dialog = OpenDialog(self._desk, self._opening.open, self._iface.mainWindow())
            self._dialog.finished.connect(self._forget_dialog)
        if self._dialog is not None:
            self._dialog.show()
            self._dialog.raise_()
            self._dialog.activateWindow()

    def _forget_dialog(self, _result: int) -> None:
        self._dialog = None

    def _add_action(self, icon: QIcon, text: str, triggered: Any) -> None:
        action = QAction(icon, text, self._iface.mainWindow())
        action.triggered.connect(lambda: triggered())
        self._iface.addPluginToWebMenu(MENU, action)
        self._actions.append(action)
