# SPDX-License-Identifier: GPL-2.0-or-later
"""The practice incident in the menu, and the calls that a push of it would make."""

from __future__ import annotations

from qgis.PyQt.QtGui import QFontDatabase
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from .. import api
from ..host.sayings import said
from ..host.texts import tr
from ..session.practice import MAP_ID, Call, PracticeMap
from . import resources
from .desktop import Desktop
from .work import Work


class CallsDialog(QDialog):
    """Calls as they would go out; nothing can be done with them here but looking."""

    said: QLabel
    halves: QSplitter
    calls: QTreeWidget
    body: QPlainTextEdit
    buttons: QDialogButtonBox

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        resources.set_up(self, "practice_calls")
        self.body.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.calls.currentItemChanged.connect(self._show_body)
        self.buttons.rejected.connect(self.reject)
        self._bodies: list[str] = []

    def show_calls(self, calls: list[Call]) -> None:
        """Fill it anew."""
        self._bodies = [call.body for call in calls]
        self.calls.clear()
        for call in calls:
            item = QTreeWidgetItem([call.title, call.method, call.path, said(call.reason)])
            self.calls.addTopLevelItem(item)
        for column in range(3):
            self.calls.resizeColumnToContents(column)
        self.said.setText(
            tr("This is practice: nothing was sent. A push of a real map would make these calls.")
            if calls
            else tr("There is nothing to push. Edit a layer and save it, then push.")
        )
        self.calls.setCurrentItem(self.calls.topLevelItem(0))
        self.body.setPlainText(self._bodies[0] if self._bodies else "")

    def _show_body(self, item: QTreeWidgetItem | None) -> None:
        row = self.calls.indexOfTopLevelItem(item) if item is not None else -1
        self.body.setPlainText(self._bodies[row] if 0 <= row < len(self._bodies) else "")


class PracticePart:
    """CalTopo > Practice incident."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.dialog: CallsDialog | None = None
        desktop.add_action(tr("P&ractice incident"), self.open)
        desktop.open_practice = self.open
        self._end = desktop.maps.follow(self._on_opened, self._on_closing)

    def remove(self) -> None:
        """Close the dialog and listen no more."""
        self._end()
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()

    def open(self) -> None:
        """Open the incident, or say that it is open."""
        desktop = self._desktop
        if desktop.maps.find(MAP_ID) is not None:
            desktop.messages.info(tr("The practice incident is open already."))
            return
        desktop.desk.start(
            Work(
                tr("Opening the practice incident"),
                api.practice,
                desktop.maps.show,
                desktop.messages.failure,
                lambda opened: opened.close(),
            )
        )

    def _on_opened(self, opened: api.Map) -> None:
        if isinstance(opened, PracticeMap):
            opened.job_ended.connect(self._on_job)

    def _on_closing(self, opened: api.Map) -> None:
        if isinstance(opened, PracticeMap):
            opened.job_ended.disconnect(self._on_job)
            if self.dialog is not None:
                self.dialog.close()

    def _on_job(self, job: object) -> None:
        opened = self._desktop.maps.find(MAP_ID)
        pushed = isinstance(getattr(job, "result", None), api.PushReport)
        if pushed and isinstance(opened, PracticeMap):
            self.show(opened)

    def show(self, opened: PracticeMap) -> None:
        """What a push of it would send."""
        if self.dialog is None:
            self.dialog = CallsDialog(self._desktop.window)
        self.dialog.show_calls(opened.calls())
        self.dialog.show()
        self.dialog.raise_()
