# SPDX-License-Identifier: GPL-2.0-or-later
"""Help opens at the right page without a network, from menu, F1, buttons and algorithms."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync.plugin.gui import help
from caltopo_sync.plugin.gui.connection_dialog import ConnectionDialog
from caltopo_sync.plugin.gui.options import OptionsPage
from caltopo_sync.plugin.gui.work import Desk
from caltopo_sync.plugin.host.credentials import Connection
from caltopo_sync.plugin.host.paths import DOCS, HELP_SCHEME
from gui.pictures import draw
from gui.window import Window, settle, wait_until
from qgis.core import QgsApplication, QgsProviderRegistry
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QKeySequence
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialogButtonBox, QDockWidget, QWidget


def shown(owner: QWidget) -> help.HelpWindow:
    """The help of a window, once it is open."""
    return wait_until(lambda: owner.findChild(help.HelpWindow))


def page_of(found: help.HelpWindow) -> str:
    return found.page.source().fileName()


def top_line(found: help.HelpWindow) -> str:
    """The heading that the page was opened at."""
    return found.page.textCursor().block().text()


def test_the_menu_opens_the_contents_and_links_lead_on(plugin: Any, window: Window) -> None:
    (entry,) = [a for a in plugin.desktop._actions if a.text() == "H&elp"]
    entry.trigger()
    found = shown(window.mainWindow())
    assert page_of(found) == "index.md"
    assert "CalTopo Sync" in found.windowTitle()
    found._follow(QUrl("start.md#practise-first"))
    assert (page_of(found), top_line(found)) == ("start.md", "Practise first")
    draw(found, "help")
    found.wanted.setText("Save Layer Edits")
    QTest.keyClick(found.wanted, Qt.Key.Key_Return)
    assert found.page.textCursor().selectedText() == "Save Layer Edits"
    found.page.backward()
    assert page_of(found) == "index.md"
    entry.trigger()
    assert len(window.mainWindow().findChildren(help.HelpWindow)) == 1
    plugin.unload()
    settle()
    assert not window.mainWindow().findChildren(help.HelpWindow)
    plugin.initGui()


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.stem)
def test_pages_and_their_pictures_are_drawn(page: Any, window: Window) -> None:
    found = help.HelpWindow(window.mainWindow())
    found.open(page.name)
    text = found.page.toPlainText()
    assert len(text) > 100
    assert "![" not in text
    pictures = found.page.document().toHtml().count("<img")
    assert pictures == page.read_text(encoding="utf-8").count("\n![")
    for name in page.parent.glob("images/*.png"):
        loaded = found.page.loadResource(2, QUrl(f"images/{name.name}"))
        assert loaded is not None
    found.close()


def test_f1_and_the_help_button_of_a_dialog(window: Window) -> None:
    desk = Desk()
    dialog = ConnectionDialog(desk, Connection("", "https://caltopo.com"), window.mainWindow())
    dialog.show()
    QApplication.setActiveWindow(dialog)
    settle()
    QTest.keyClick(dialog.name, Qt.Key.Key_F1)
    found = shown(window.mainWindow())
    assert (page_of(found), top_line(found)) == ("open.md", "Connections")
    found.close()
    settle()
    button = dialog.buttons.button(QDialogButtonBox.StandardButton.Help)
    assert not button.autoDefault()
    button.click()
    assert page_of(shown(window.mainWindow())) == "open.md"
    dialog.close()
    desk.clear()


def test_a_dialog_that_stops_everything_has_a_help_of_its_own(window: Window) -> None:
    """The window's help could not be read while it is open."""
    desk = Desk()
    dialog = ConnectionDialog(desk, Connection("", "https://caltopo.com"), window.mainWindow())
    dialog.setModal(True)
    dialog.show()
    settle()
    dialog.buttons.button(QDialogButtonBox.StandardButton.Help).click()
    assert shown(dialog).isVisible()
    dialog.close()
    desk.clear()


def test_f1_in_the_panel_and_the_options(plugin: Any, window: Window) -> None:
    dock = window.mainWindow().findChild(QDockWidget, "CalTopoPanel")
    dock.show()
    contents = QAction("Help Contents", window.mainWindow())  # as QGIS's main window has it
    contents.setShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents))
    window.mainWindow().addAction(contents)
    QApplication.setActiveWindow(window.mainWindow())
    settle()
    dock.widget().open_map.setFocus()
    QTest.keyClick(dock.widget().open_map, Qt.Key.Key_F1)
    found = shown(window.mainWindow())
    assert (page_of(found), top_line(found)) == ("push.md", "The panel")
    page = OptionsPage(None)
    page.show()
    QApplication.setActiveWindow(page)
    settle()
    QTest.keyClick(page, Qt.Key.Key_F1)
    assert page_of(shown(page)) == "options.md"
    page.close()


def test_the_help_of_an_algorithm(plugin: Any, window: Window) -> None:
    algorithm = QgsApplication.processingRegistry().algorithmById("caltopo:pushchanges")
    assert QUrl(algorithm.helpUrl()).toLocalFile() == str(DOCS / "algorithms.md")
    # as QGIS's own window, which this is not, would be told
    assert QDesktopServices.openUrl(QUrl(HELP_SCHEME + ":algorithms.md#caltopopushchanges"))
    found = shown(window.mainWindow())
    assert (page_of(found), top_line(found)) == ("algorithms.md", "caltopo:pushchanges")
    settle()
    assert 0 <= found.page.cursorRect().top() < 60  # it is the first line one sees
    found.close()
    settle()
    QDesktopServices.openUrl(QUrl(HELP_SCHEME + ":../../../../etc/passwd"))
    settle()
    assert window.mainWindow().findChild(help.HelpWindow) is None


def test_the_tab_of_the_data_source_manager(plugin: Any, window: Window) -> None:
    (provider,) = QgsGui.sourceSelectProviderRegistry().providersByKey("caltopo")
    mode = QgsProviderRegistry.WidgetMode.Embedded
    tab = provider.createDataSourceWidget(window.mainWindow(), Qt.WindowType.Widget, mode)
    (button,) = [each for each in tab.buttons.buttons() if "Help" in each.text()]
    assert not button.isHidden()
    button.click()
    assert page_of(shown(window.mainWindow())) == "open.md"
    tab.close()
