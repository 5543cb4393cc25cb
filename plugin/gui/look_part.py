# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock "CalTopo look": folders, colours of assignments, styles, layers of the web map."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QAction,
    QComboBox,
    QFormLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .. import api
from ..caltopo.errors import CalTopoError
from ..host.texts import tr
from ..layers.assignments import ColorBy
from ..layers.configured import BaseLayer, FreeMap
from ..layers.markers import register_font
from . import help
from .desktop import Desktop
from .folders_tree import FoldersTree
from .photo_tips import PhotoTips
from .style_tool import StyleTool
from .work import Work


class LookPanel(QWidget):
    """One map is chosen on top; the rest is about how that one looks here."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop
        self._tools: dict[api.Map, StyleTool] = {}
        self._fetching: set[api.Map] = set()  # whose icons are on their way
        self._follows: dict[api.Map, Any] = {}
        self.maps = QComboBox()
        self.color_by = QComboBox()
        for by in ColorBy:
            self.color_by.addItem(tr(by.title), by.name)
        for box in (self.maps, self.color_by):  # in a small window others need the room
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(10)
        self.folders = FoldersTree()
        self.web = QLabel()
        self.web.setTextFormat(Qt.TextFormat.PlainText)
        self.web.setWordWrap(True)
        self.web.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.base = QPushButton(tr("Add a free &base map like it"))
        self.base.setToolTip(
            tr("Drawn from its own free server; CalTopo's own tiles are never fetched.")
        )
        self.restyle = QPushButton(tr("&Style selected objects…"))
        self.reset = QPushButton(tr("&Reset CalTopo style"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(tr("&Map"), self.maps)
        form.addRow(tr("&Color assignments by"), self.color_by)
        outer = QVBoxLayout(self)
        outer.addLayout(form)
        outer.addWidget(self.folders, 1)
        outer.addWidget(self.web)
        outer.addWidget(self.base)
        outer.addWidget(self.restyle)
        outer.addWidget(self.reset)
        help.offer(self, "look")
        self.maps.currentIndexChanged.connect(lambda _: self._show())
        self.color_by.activated.connect(lambda _: self._color())
        self.restyle.clicked.connect(lambda: self.style_objects())
        self.reset.clicked.connect(lambda: self._reset())
        self._show()

    @property
    def current(self) -> api.Map | None:
        """The map that is chosen."""
        return self.maps.currentData()

    def add(self, opened: api.Map) -> None:
        """A map whose layers are in the project."""
        self._follows[opened] = partial(self._follow, opened)
        opened.job_ended.connect(self._follows[opened])
        self._fetch_icons(opened)
        self.maps.addItem(opened.title, opened)
        self.maps.setCurrentIndex(self.maps.count() - 1)

    def take(self, opened: api.Map) -> None:
        """A map that is about to be closed."""
        self._leave(opened)
        index = next((i for i in range(self.maps.count()) if self.maps.itemData(i) is opened), -1)
        if index >= 0:
            self.maps.removeItem(index)
        self._show()

    def let_go(self) -> None:
        """The panel is about to be gone, and maps may stay open."""
        for opened in list(self._follows):
            self._leave(opened)

    def _leave(self, opened: api.Map) -> None:
        follow = self._follows.pop(opened, None)
        if follow is not None:
            opened.job_ended.disconnect(follow)

    def _follow(self, opened: api.Map, _job: Any) -> None:
        if opened is self.current:
            self.folders.fill()
        self._fetch_icons(opened)

    def _fetch_icons(self, opened: api.Map) -> None:
        """Have custom icons drawn by the server that are new on the map."""
        if opened in self._fetching or not opened.missing_icons():
            return
        self._fetching.add(opened)

        def ended(_: Any) -> None:
            self._fetching.discard(opened)  # what could not be had is tried after the next refresh

        self._desktop.desk.start(
            Work(tr("Fetching icons"), opened.fetch_icons, ended, ended, by_itself=True)
        )

    def _show(self) -> None:
        opened = self.current
        for widget in (self.color_by, self.folders, self.restyle, self.reset):
            widget.setEnabled(opened is not None)
        self.folders.set_map(opened)
        self.web.setVisible(False)
        self.base.setVisible(False)
        if opened is not None:
            self.color_by.setCurrentIndex(self.color_by.findData(opened.color_by))
            if self.isVisible():
                self._ask_web(opened)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is asked of a server for a dock that nobody sees."""
        super().showEvent(event)
        if self.current is not None:
            self._ask_web(self.current)

    def _ask_web(self, opened: api.Map) -> None:
        self._desktop.desk.start(
            Work(
                tr("What the map shows on the web"),
                opened.base_layers,
                partial(self._tell_web, opened),
                lambda error: None,  # it is only for information
                by_itself=True,
            )
        )

    def _tell_web(self, opened: api.Map, layers: list[BaseLayer]) -> None:
        if opened is not self.current or not layers:
            return
        lines = []
        for active, heading in (
            (True, tr("On the web the map opens with:")),
            (False, tr("Configured on the web:")),
        ):
            listed = [each for each in layers if each.active == active]
            lines += [heading] if listed else []
            for each in listed:
                said = tr("{layer} ({percent} %)") if each.opacity < 1 else tr("{layer}")
                percent = round(100 * each.opacity)
                lines.append("• " + said.format(layer=each.shows, percent=percent))
        self.web.setText("\n".join(lines))
        self.web.setVisible(True)
        menu = QMenu(self.base)
        for free in dict.fromkeys(each.like for each in layers if each.like is not None):
            menu.addAction(free.name, partial(self._add_base, free))
        self.base.setMenu(menu)
        self.base.setVisible(not menu.isEmpty())

    def _add_base(self, free: FreeMap) -> None:
        """Below everything else in the project."""
        project = QgsProject.instance()
        layer = free.layer()
        project.addMapLayer(layer, False)
        project.layerTreeRoot().addLayer(layer)

    def _color(self) -> None:
        if self.current is not None:
            self.current.color_by = self.color_by.currentData()

    def _reset(self) -> None:
        opened = self.current
        if opened is None:
            return
        try:
            opened.reset_style()
        except CalTopoError as error:
            self._desktop.messages.failure(error)
        self.folders.set_map(opened)
        for remark in opened.styling.remarks:
            self._desktop.messages.warning(remark)

    def style_objects(self) -> StyleTool | None:
        """The window that changes the look of what is selected."""
        opened = self.current
        if opened is None:
            return None
        tool = self._tools.get(opened)
        if tool is None:
            tool = self._tools[opened] = StyleTool(self._desktop, opened)
            tool.destroyed.connect(partial(self._tools.pop, opened, None))
        tool.show()
        tool.raise_()
        return tool


class LookPart:
    """The dock, its entry in the menu, and what watches for photos."""

    def __init__(self, desktop: Desktop) -> None:
        register_font()  # before a map is drawn; see there
        self._desktop = desktop
        self.dock = QgsDockWidget(tr("CalTopo look"), desktop.window)
        self.dock.setObjectName("CalTopoLook")
        self.panel = LookPanel(desktop)
        self.dock.setWidget(self.panel)
        desktop.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.hide()
        self.action: QAction = desktop.add_action(tr("CalTopo &look"), self.toggle)
        self.action.setCheckable(True)
        self.dock.visibilityChanged.connect(self.action.setChecked)
        self.tips = PhotoTips(desktop)
        self._end = desktop.maps.follow(self.panel.add, self.panel.take)

    def toggle(self) -> None:
        """Show the dock, or hide it."""
        self.dock.setUserVisible(not self.dock.isUserVisible())

    def remove(self) -> None:
        self._end()
        self.panel.let_go()
        self.tips.remove()
        self.dock.visibilityChanged.disconnect(self.action.setChecked)
        self._desktop.remove_action(self.action)
        self._desktop.iface.removeDockWidget(self.dock)
        self.dock.deleteLater()
