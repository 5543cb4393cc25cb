# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of a narrow list: what it is about, and below it the rest, in as many lines as that needs.

Columns would be cut: in a dock of 300 pixels, with large letters, there is no room for two.
"""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QModelIndex, QRect, QSize, Qt
from qgis.PyQt.QtGui import QFont, QFontMetrics, QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
)


class TwoLines(QStyledItemDelegate):
    """Paints the rows of a tree, of whose columns one is shown; ``below`` tells the rest of a row
    from the texts of all."""

    def __init__(self, tree: QTreeWidget, column: int, below: Callable[[list[str]], str]) -> None:
        super().__init__(tree)
        self._tree, self._below = tree, below
        for each in range(tree.columnCount()):
            tree.setColumnHidden(each, each != column)
        tree.setItemDelegate(self)
        tree.header().sectionResized.connect(lambda *_: tree.doItemsLayout())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        title, own.text = own.text, ""
        style = own.widget.style() if own.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        selected = bool(own.state & QStyle.StateFlag.State_Selected)
        active = bool(own.state & QStyle.StateFlag.State_Active)
        group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        room, strong = self._room(own.rect), self._strong()
        line = QFontMetrics(strong)
        painter.save()
        painter.setPen(own.palette.color(group, role))
        painter.setFont(strong)
        shown = line.elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, shown)
        painter.setFont(self._tree.font())
        room.setTop(room.top() + line.height())
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self._rest(index))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        room = self._room(QRect(0, 0, self._tree.viewport().width(), 10_000))
        rest = self._tree.fontMetrics().boundingRect(
            room, Qt.TextFlag.TextWordWrap, self._rest(index) or " "
        )
        height = QFontMetrics(self._strong()).height() + rest.height()
        return QSize(room.width(), height + 2 * self._gap())

    def _rest(self, index: QModelIndex) -> str:
        columns = range(self._tree.columnCount())
        return self._below([index.sibling(index.row(), c).data() or "" for c in columns])

    def _strong(self) -> QFont:
        font = QFont(self._tree.font())
        font.setBold(True)
        return font

    def _gap(self) -> int:
        return self._tree.fontMetrics().height() // 6

    def _room(self, rect: QRect) -> QRect:
        gap = self._gap()
        return rect.adjusted(2 * gap, gap, -2 * gap, -gap)
