# SPDX-License-Identifier: GPL-2.0-or-later
"""Dialogs that stay open while something is done beside the window, and tell how it went."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog

from ..caltopo.errors import CalTopoError
from ..host import log
from ..host.sayings import in_words
from ..host.texts import tr
from . import resources
from .desktop import Desktop


class WorkingDialog(QDialog):
    """A form of ui/ with ``busy`` and a line ``state`` for what goes on.  Main thread.

    What fails is said in that line, and in the window's messages when the dialog is gone by then.
    """

    state: Any
    busy: Any

    def __init__(self, desktop: Desktop, form: str) -> None:
        super().__init__(desktop.window)
        resources.set_up(self, form)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desktop = desktop
        self._gone = self._working = False
        self.busy.hide()

    @property
    def why_busy(self) -> str:
        """Why nothing else can be begun now, or ""."""
        return tr("Wait until what was begun is done.") if self._working else ""

    def _enable(self, *_: object) -> None:
        """Let only that be pressed which can be done now."""
        raise NotImplementedError

    def _show(self, working: bool, text: str) -> None:
        """Say what goes on now, or what came of it."""
        self._working = working
        self.busy.setVisible(working)
        self._enable()
        self.state.setText(text)

    def _fail(self, error: CalTopoError) -> None:
        if self._gone:
            self._desktop.messages.failure(error)
            return
        log.error(error)
        self._show(False, in_words(error))
