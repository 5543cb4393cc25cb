# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's page in QGIS's options: every setting that has a title, in the table's order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..host import settings
from ..host.settings import Setting
from ..host.texts import tr
from . import help, resources
from .desktop import Desktop


class OptionsPage(QgsOptionsPageWidget):
    """Nothing is kept before ``apply``, which QGIS calls for OK."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("CalTopoOptions")
        self.fields: dict[str, QWidget] = {}
        self._keep: list[Callable[[], None]] = []
        inside = QWidget()
        form = QFormLayout(inside)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for setting in settings.SETTINGS:
            if setting.title:
                self._add(form, setting)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        help.offer(self, "options")

    def _add(self, form: QFormLayout, setting: Setting[Any]) -> None:
        title, field = tr(setting.title), self._field(setting)
        field.setObjectName(setting.key)
        field.setToolTip(tr(setting.meaning))
        field.setAccessibleName(title)
        self.fields[setting.key] = field
        if isinstance(field, QCheckBox):
            field.setText(title)
            form.addRow(field)
        elif isinstance(field, QgsFileWidget):  # paths are long
            form.addRow(QLabel(title))
            form.addRow(field)
        else:
            form.addRow(title, field)
        said = QLabel(tr(setting.meaning))
        said.setWordWrap(True)
        small = said.font()
        small.setItalic(True)
        said.setFont(small)
        said.setContentsMargins(0, 0, 0, said.fontMetrics().height() // 2)
        form.addRow(said)

    def _field(self, setting: Setting[Any]) -> QWidget:
        if isinstance(setting.default, bool):
            box = QCheckBox()
            box.setChecked(setting.get())
            self._keep.append(lambda: setting.set(box.isChecked()))
            return box
        if isinstance(setting.default, (int, float)):
            number = QSpinBox()
            number.setRange(setting.least, max(setting.most, int(setting.get())))
            number.setValue(int(setting.get()))
            self._keep.append(lambda: setting.set(type(setting.default)(number.value())))
            return number
        folder = QgsFileWidget()
        folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        folder.setFilePath(setting.get())
        self._keep.append(lambda: setting.set(folder.filePath().strip()))
        return folder

    def apply(self) -> None:
        """Keep what the fields say."""
        for keep in self._keep:
            keep()


class _Factory(QgsOptionsWidgetFactory):
    def __init__(self) -> None:
        super().__init__("CalTopo", resources.icon("caltopo_sync"))
        self.pages: list[OptionsPage] = []

    def createWidget(self, parent: QWidget) -> OptionsPage:  # noqa: N802 - QGIS's name
        page = OptionsPage(parent)
        # QGIS owns the widget; without a Python reference its ``apply`` would be lost.
        self.pages.append(page)
        page.destroyed.connect(partial(_forget, self.pages, page))
        return page


def _forget(pages: list[OptionsPage], page: OptionsPage, _: QObject | None = None) -> None:
    if page in pages:
        pages.remove(page)


class OptionsPart:
    """Settings > Options > CalTopo, also from the CalTopo menu."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._factory = _Factory()
        desktop.iface.registerOptionsWidgetFactory(self._factory)
        desktop.add_action(tr("Op&tions…"), self.show)

    def show(self) -> None:
        """Open QGIS's options at this page."""
        self._desktop.iface.showOptionsDialog(self._desktop.window, "CalTopoOptions")

    def remove(self) -> None:
        """Take the page away."""
        self._desktop.iface.unregisterOptionsWidgetFactory(self._factory)
