# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialog “Open CalTopo map”, and its entry in the menu."""

from __future__ import annotations

import time
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QWidget

from ..host.texts import tr
from . import resources
from .connections import Accounts, Recent, remember
from .desktop import Desktop
from .map_chooser import Chosen, MapChooser


class OpenDialog(QDialog):
    """The chooser with buttons.

    ``chosen`` is called with a connection of the api, the map's id, and its title where it is
    known.
    """

    # the children of ui/open_map.ui
    main_layout: Any
    buttons: Any

    def __init__(self, accounts: Accounts, chosen: Chosen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        resources.set_up(self, "open_map")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chosen = chosen
        self.chooser = MapChooser(accounts, self._close_and_open, self)
        self.main_layout.insertWidget(0, self.chooser)
        open_button = self.buttons.button(QDialogButtonBox.StandardButton.Open)
        none = tr("Choose a map of the list, or give a link or an id.")
        self.chooser.ready.connect(
            lambda ready: resources.enable(open_button, "" if ready else none)
        )
        self.chooser.activated.connect(self.chooser.choose)
        self.buttons.accepted.connect(self.chooser.choose)
        self.buttons.rejected.connect(self.reject)
        self.chooser.start()

    def done(self, result: int) -> None:
        """Close, and expect no list any more."""
        self.chooser.let_go()
        super().done(result)

    def _close_and_open(self, conn: Any, map_id: str, title: str) -> None:
        self.accept()
        self._chosen(conn, map_id, title)


class OpenMapPart:
    """The entry “Open map…” and its dialog, of which there is one at a time."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._dialog: OpenDialog | None = None
        desktop.open_dialog = self.show
        desktop.add_action(tr("&Open map…"), self.show, in_toolbar=True)
        desktop.maps.opened.connect(self._remember)

    def show(self) -> None:
        """Show the dialog; one that is open already comes to the front."""
        if self._dialog is None:
            desktop = self._desktop
            self._dialog = OpenDialog(desktop.accounts, desktop.maps.open, desktop.window)
            self._dialog.finished.connect(self._forget)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def remove(self) -> None:
        self._desktop.maps.opened.disconnect(self._remember)
        if self._dialog is not None:
            self._dialog.close()

    def _forget(self, _result: int) -> None:
        self._dialog = None

    def _remember(self, opened: Any) -> None:
        name = self._desktop.maps.connection_of(opened)
        remember(Recent(opened.id, opened.title, opened.server, name, time.time()))
