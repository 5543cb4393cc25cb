# SPDX-License-Identifier: GPL-2.0-or-later
"""Takes connections over from a caltopo_python configuration file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTreeWidgetItem, QWidget

from ..caltopo.errors import CalTopoError
from ..host import credentials
from ..host.credentials import Connection, StoreUnavailable
from ..host.texts import tr
from . import resources
from .values import as_tip

NAME, SERVER, ACCOUNT, NOTE = range(4)


class ImportDialog(QDialog):
    """Shows a file's sections; those that are ticked become connections of the same names.

    ``imported`` are the names saved.
    """

    # the children of ui/import_connections.ui
    file: Any
    sections: Any
    verdict: Any
    for_session: Any
    buttons: Any

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        resources.set_up(self, "import_connections")
        self.imported: list[str] = []
        self._found: dict[str, Connection] = {}
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Import"))
        self.for_session.hide()
        self.file.fileChanged.connect(self.show_file)
        self.sections.itemChanged.connect(self._enable)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self._enable()

    def show_file(self, path: str) -> None:
        """Show what a file holds; a section that cannot be used says why."""
        self._found.clear()
        self.sections.clear()
        self.verdict.clear()
        try:
            names = credentials.ini_sections(Path(path)) if path else []
        except CalTopoError as error:
            self.verdict.setText(f"{error.text} {error.hint}".strip())
            names = []
        for name in names:
            self.sections.addTopLevelItem(self._row(path, name))
        for column in range(self.sections.columnCount()):
            self.sections.resizeColumnToContents(column)
        self._enable()

    def save(self) -> None:
        """Save what is ticked and close; says so where that is not possible."""
        try:
            for name in self._ticked():
                kept = self.for_session.isChecked()
                credentials.save(replace(self._found[name], name=name), for_session=kept)
                self.imported.append(name)
        except StoreUnavailable as error:
            self.verdict.setText(error.text)
            self.for_session.show()
            self.for_session.setFocus()
            return
        except CalTopoError as error:
            self.verdict.setText(f"{error.text} {error.hint}".strip())
            return
        self.accept()

    def _row(self, path: str, name: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem([name, "", "", ""])
        try:
            credentials.checked_name(name)
            found = credentials.load(f"{path}#{name}")
        except CalTopoError as error:
            row.setText(NOTE, error.text)
            row.setToolTip(NOTE, as_tip(error.text))
            row.setDisabled(True)
            return row
        self._found[name] = found
        row.setText(SERVER, found.server)
        row.setText(ACCOUNT, found.team_id)
        exists = name in credentials.names()
        row.setText(NOTE, tr("replaces the one you have") if exists else "")
        row.setCheckState(NAME, Qt.CheckState.Unchecked if exists else Qt.CheckState.Checked)
        return row

    def _ticked(self) -> list[str]:
        rows = [self.sections.topLevelItem(i) for i in range(self.sections.topLevelItemCount())]
        ticked = [r.text(NAME) for r in rows if r.checkState(NAME) == Qt.CheckState.Checked]
        return [name for name in ticked if name in self._found]

    def _enable(self, *_: object) -> None:
        none = "" if self._ticked() else tr("Choose a file, and tick connections in it.")
        resources.enable(self.buttons.button(QDialogButtonBox.StandardButton.Ok), none)
