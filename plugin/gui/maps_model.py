# SPDX-License-Identifier: GPL-2.0-or-later
"""The maps of a connection as a table for views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QDateTime, QLocale, QModelIndex, Qt

from ..caltopo.account import MapInfo
from ..host.texts import tr

TITLE, FOLDER, TEAM, CHANGED, MAY, ID = range(6)
PAGE = 500  # rows that views are given at a time


class MapsModel(QAbstractTableModel):
    """One row per map that holds every word typed, in any column and in any case.

    It sorts and filters itself: through a proxy of Qt's, 10,000 maps hold the window for seconds;
    and it gives views a page of rows at a time, as they are scrolled.  Texts from the server are
    shown as they are and never as rich text.
    """

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._all: Sequence[MapInfo] = ()
        self._maps: list[MapInfo] = []  # that match
        self._given = 0  # of them to views so far
        self._words: list[str] = []
        self._accepts: Callable[[MapInfo], bool] = lambda info: True
        self._sorted = CHANGED, True  # by which column, and whether downwards
        self._opened = False

    def show(
        self,
        maps: Sequence[MapInfo],
        text: str,
        accepts: Callable[[MapInfo], bool],
        *,
        opened: bool = False,
    ) -> None:
        """Replace all maps, and show those that match.

        ``opened``: their time is that of their last opening here.
        """
        self._all, self._opened = maps, opened
        self.show_matching(text, accepts)

    def show_matching(self, text: str, accepts: Callable[[MapInfo], bool]) -> None:
        """Show those with these words, of the maps that are accepted."""
        self._words, self._accepts = text.casefold().split(), accepts
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Called by views; a view without a sorted column asks for column -1."""
        before = self._sorted
        self._sorted = column, order == Qt.SortOrder.DescendingOrder
        if self._sorted != before:
            self._arrange()

    def _arrange(self) -> None:
        column, downwards = self._sorted
        self.beginResetModel()
        found = [info for info in self._all if self._accepts(info)]
        if self._words:
            found = [info for info in found if _holds(info, self._words)]
        if column >= 0:
            found.sort(key=_KEYS[column], reverse=downwards)
        self._maps, self._given = found, min(PAGE, len(found))
        self.endResetModel()

    def canFetchMore(self, parent: QModelIndex) -> bool:  # noqa: N802 - Qt's name
        return not parent.isValid() and self._given < len(self._maps)

    def fetchMore(self, parent: QModelIndex) -> None:  # noqa: N802 - Qt's name
        self._give(self._given + PAGE)

    def _give(self, rows: int) -> None:
        rows = min(rows, len(self._maps))
        if rows > self._given:
            self.beginInsertRows(QModelIndex(), self._given, rows - 1)
            self._given = rows
            self.endInsertRows()

    @property
    def total(self) -> int:
        """How many maps there are with those that are not shown."""
        return len(self._all)

    @property
    def matching(self) -> int:
        """How many maps match, also those that no view has asked for yet."""
        return len(self._maps)

    def map_at(self, row: int) -> MapInfo:
        """The map of a row."""
        return self._maps[row]

    def row_of(self, map_id: str) -> int:
        """The row a map is shown in, or -1."""
        row = next((row for row, info in enumerate(self._maps) if info.id == map_id), -1)
        self._give(row + 1)
        return row

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else self._given

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        return ID + 1

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            time = tr("Opened") if self._opened else tr("Changed")
            headings = tr("Map"), tr("Folder"), tr("Team"), time, tr("You may"), tr("Id")
            return headings[section]
        if role == Qt.ItemDataRole.ToolTipRole and section == MAY:
            return tr("CalTopo's list says this of bookmarks, and not of a team's own maps.")
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        info, column = self._maps[index.row()], index.column()
        if column == CHANGED:
            return when(_time(info))
        if column == MAY:
            return permission(info)
        return (info.title or info.id, info.folder, info.team, "", "", info.id)[column]


def _holds(info: MapInfo, words: Sequence[str]) -> bool:
    text = " ".join((info.title, info.folder, info.team, info.id)).casefold()
    return all(word in text for word in words)


def _time(info: MapInfo) -> float:
    return info.updated.timestamp() if info.updated else 0.0


_KEYS: dict[int, Callable[[MapInfo], Any]] = {
    TITLE: lambda info: (info.title or info.id).casefold(),
    FOLDER: lambda info: info.folder.casefold(),
    TEAM: lambda info: info.team.casefold(),
    CHANGED: _time,
    MAY: lambda info: info.permission,
    ID: lambda info: info.id,
}


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
