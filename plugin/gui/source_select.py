# SPDX-License-Identifier: GPL-2.0-or-later
"""The tab “CalTopo” of QGIS's Data Source Manager, around the same chooser as the dialog."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProviderRegistry
from qgis.gui import QgsAbstractDataSourceWidget, QgsGui, QgsSourceSelectProvider
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon, QShowEvent
from qgis.PyQt.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from ..host.texts import tr
from . import help, resources
from .desktop import Desktop
from .map_chooser import MapChooser

KEY = "caltopo"


class SourceSelect(QgsAbstractDataSourceWidget):
    """The chooser with the Data Source Manager's buttons; it asks nobody until it is shown."""

    def __init__(self, desktop: Desktop, parent: QWidget | None, flags: Any, mode: Any) -> None:
        super().__init__(parent, flags, mode)
        self._desktop = desktop
        layout = QVBoxLayout(self)
        self.chooser = MapChooser(desktop.accounts, desktop.maps.open, self)
        layout.addWidget(self.chooser)
        self.buttons = QDialogButtonBox(self)
        layout.addWidget(self.buttons)
        self.setupButtons(self.buttons)
        help.offer(self, "open_map")
        self.chooser.ready.connect(self.enableButtons)
        self.chooser.activated.connect(self.chooser.choose)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the maps of the connection used last."""
        super().showEvent(event)
        self.chooser.start()

    def addButtonClicked(self) -> None:  # noqa: N802 - QGIS's name
        """Open what is chosen."""
        self.chooser.choose()


class SourceSelects(QgsSourceSelectProvider):
    """Makes the tab."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop
        self.made: list[SourceSelect] = []

    def providerKey(self) -> str:  # noqa: N802 - QGIS's name
        return KEY

    def name(self) -> str:
        return KEY

    def text(self) -> str:
        return "CalTopo"

    def toolTip(self) -> str:  # noqa: N802 - QGIS's name
        return tr("Open a CalTopo map")

    def icon(self) -> QIcon:
        return resources.icon("caltopo_sync")

    def ordering(self) -> int:
        return int(QgsSourceSelectProvider.Ordering.OrderRemoteProvider)

    def createDataSourceWidget(  # noqa: N802 - QGIS's name
        self,
        parent: QWidget | None = None,
        fl: Any = Qt.WindowType.Widget,
        widgetMode: Any = QgsProviderRegistry.WidgetMode.Embedded,  # noqa: N803
    ) -> QgsAbstractDataSourceWidget:
        made = SourceSelect(self._desktop, parent, fl, widgetMode)
        self.made.append(made)
        return made


class SourceSelectPart:
    """Registers the tab."""

    def __init__(self, desktop: Desktop) -> None:
        self._provider = SourceSelects(desktop)
        QgsGui.sourceSelectProviderRegistry().addProvider(self._provider)

    def remove(self) -> None:
        QgsGui.sourceSelectProviderRegistry().removeProvider(self._provider)
