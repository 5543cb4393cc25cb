# SPDX-License-Identifier: GPL-2.0-or-later
"""The maps of a connection as a table for views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qgis.PyQt.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from ..caltopo.account import MapInfo
from ..host.texts import tr

TITLE, FOLDER, TEAM, CHANGED, MAY, ID = range(6)
SORTED_BY = Qt.ItemDataRole.UserRole


class MapsModel(QAbstractTableModel):
    """One row per map; texts from the server are shown as they are and never as rich text."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._maps: list[MapInfo] = []

    def show(self, maps: Sequence[MapInfo]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._maps = list(maps)
        self.endResetModel()

    def map_at(self, row: int) -> MapInfo:
        """The map of a row."""
        return self._maps[row]

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else len(self._maps)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        return ID + 1

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            headings = (
                tr("Map"), tr("Folder"), tr("Team"), tr("Changed"), tr("You may"), tr("Id")
            )  # fmt: skip
            return headings[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        info = self._maps[index.row()]
        changed = info.updated.timestamp() if info.updated else 0.0
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                info.title or info.id,
                info.folder,
                info.team,
                when(changed),
                permission(info),
                info.id,
            )[index.column()]
        if role == SORTED_BY:
            texts = (info.title, info.folder, info.team, "", permission(info), info.id)
            return changed if index.column() == CHANGED else texts[index.column()].casefold()
        return None


class MapsFilter(QSortFilterProxyModel):
    """The rows that hold every word typed, in any column and in any case."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._accepts: Callable[[MapInfo], bool] = lambda info: True
        self.setSortRole(SORTED_BY)

    def show_matching(self, text: str, accepts: Callable[[MapInfo], bool]) -> None:
        """Show the rows with these words, of the maps that are accepted."""
        self._words, self._accepts = text.casefold().split(), accepts
        self.invalidateFilter()

    def filterAcceptsRow(  # noqa: N802 - Qt's name
        self, source_row: int, source_parent: QModelIndex
    ) -> bool:
        model = self.sourceModel()
        if not isinstance(model, MapsModel):
            return True
        info = model.map_at(source_row)
        if not self._accepts(info):
            return False
        text = f"{info.title} {info.folder} {info.team} {info.id}".casefold()
        return all(word in text for word in self._words)


def permission(info: MapInfo) -> str:
    """What a list says one may do with a map; of a team's own maps it says nothing."""
    known = {"READ": tr("read"), "UPDATE": tr("read and edit"), "WRITE": tr("read and edit")}
    return known.get(info.permission, "")


def when(seconds: float) -> str:
    """A time as people here write it."""
    if not seconds:
        return ""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
