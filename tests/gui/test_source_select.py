# SPDX-License-Identifier: GPL-2.0-or-later
"""The tab in the Data Source Manager: the dialog's own chooser, with QGIS's buttons."""

from __future__ import annotations

from typing import Any

from caltopo_sync.plugin.gui.map_chooser import MapChooser
from caltopo_sync.plugin.host.credentials import Connection
from gui.window import settle, wait_until
from qgis.core import QgsProject, QgsProviderRegistry
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QStackedWidget, QWidget
from standin import Standin


def test_the_tab_opens_maps(plugin: Any, connection: Connection, standin: Standin) -> None:
    (provider,) = QgsGui.sourceSelectProviderRegistry().providersByKey("caltopo")
    holder = QStackedWidget()
    mode = QgsProviderRegistry.WidgetMode.Embedded
    tab = provider.createDataSourceWidget(holder, Qt.WindowType.Widget, mode)
    holder.addWidget(QWidget())
    holder.addWidget(tab)
    holder.show()
    settle()
    assert standin.calls == []  # nothing is asked before the tab is looked at
    holder.setCurrentWidget(tab)
    chooser = tab.findChild(MapChooser)
    wait_until(lambda: chooser.maps.model().rowCount() == 2)
    (add,) = [b for b in tab.buttons.buttons() if "Add" in b.text()]
    assert not add.isEnabled()
    QTest.keyClicks(chooser.filter, "ridge")
    assert add.isEnabled()
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    wait_until(lambda: QgsProject.instance().mapLayers())
    holder.close()
    holder.deleteLater()
    settle()
