# SPDX-License-Identifier: GPL-2.0-or-later
"""The map's folders with check marks for their objects and their labels."""

from __future__ import annotations

from html import escape
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from .. import api
from ..host.texts import tr

OBJECTS, LABELS = range(2)
ROLE = Qt.ItemDataRole.UserRole


class FoldersTree(QTreeWidget):
    """Shows and hides folders of one map in this project; nothing of it goes to the server.

    Main thread.  ``set_map`` gives it a map or none; ``fill`` looks at the folders again.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map: api.Map | None = None
        self._state: Any = None
        self.setColumnCount(2)
        self.setHeaderLabels([tr("Folder"), tr("Labels")])
        self.setAccessibleName(tr("Folders of the map"))
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(OBJECTS, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(LABELS, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._changed)

    def set_map(self, opened: api.Map | None) -> None:
        """Show the folders of a map whose layers are open."""
        self._map = opened
        self._state = None
        self.fill()

    def fill(self) -> None:
        """Show what there is now; nothing is built anew where nothing is new."""
        folders = self._map.folders() if self._map is not None else []
        if folders == self._state:
            return
        self._state = folders
        closed = {i.data(OBJECTS, ROLE) for i in self._items() if not i.isExpanded()}
        self.blockSignals(True)
        self.clear()
        items = {}
        for folder in folders:
            item = QTreeWidgetItem([folder.title or tr("(no title)"), ""])
            item.setData(OBJECTS, ROLE, folder.id)
            item.setToolTip(OBJECTS, "<p>" + escape(folder.title) + "</p>")  # as plain text
            item.setToolTip(LABELS, tr("Show labels of the objects in this folder"))
            item.setCheckState(OBJECTS, _mark(folder.visible))
            item.setCheckState(LABELS, _mark(folder.labels))
            items[folder.id] = item
        for folder in folders:
            above = items.get(folder.parent)
            item = items[folder.id]
            if above is None or _lies_in(folder.parent, folder.id, folders):
                self.addTopLevelItem(item)
            else:
                above.addChild(item)
        for item in self._items():
            item.setExpanded(item.data(OBJECTS, ROLE) not in closed)
        self.blockSignals(False)

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.topLevelItem(i) for i in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            found.append(item)
            waiting += [item.child(i) for i in range(item.childCount())]
        return found

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        if self._map is None:
            return
        checked = item.checkState(column) == Qt.CheckState.Checked
        id = item.data(OBJECTS, ROLE)
        styling = self._map.styling
        what = {"visible" if column == OBJECTS else "labels": checked}
        styling.step(styling.show_folder_each(id, **what))
        self._state = self._map.folders()


def _mark(checked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked


def _lies_in(id: str, inside: str, folders: list[Any]) -> bool:
    """Whether a folder is, by way of others, in one that it holds itself."""
    parents = {folder.id: folder.parent for folder in folders}
    seen = set()
    while id in parents and id not in seen:
        if id == inside:
            return True
        seen.add(id)
        id = parents[id]
    return False
