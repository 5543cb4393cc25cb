# SPDX-License-Identifier: GPL-2.0-or-later
"""Dialogs that stay open while something is done beside the window, and tell how it went."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog

from ..caltopo.errors import CalTopoError
from ..host import log
from . import resources
from .desktop import Desktop


class WorkingDialog(QDialog):
    """A form of ui/ with a line ``state`` for what goes on.  Main thread.

    What fails is said in that line, and in the window's messages when the dialog is gone by then.
    """

    state: Any

    def __init__(self, desktop: Desktop, form: str) -> None:
        super().__init__(desktop.window)
        resources.set_up(self, form)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desktop = desktop
        self._gone = self._working = False

    def _enable(self, *_: object) -> None:
        """Let only that be pressed which can be done now."""
        raise NotImplementedError

    def _fail(self, error: CalTopoError) -> None:
        if self._gone:
            self._desktop.messages.failure(error)
            return
        log.error(error)
        self._working = False
        self._enable()
        self.state.setText(" ".join(filter(None, (error.text, error.hint))))
