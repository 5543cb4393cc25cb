# SPDX-License-Identifier: GPL-2.0-or-later
"""A credential that is not accepted any more: asked about once, mended in the connection's form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from caltopo_sync.plugin import api
from caltopo_sync.plugin.host.credentials import Connection
from gui.test_push import markers, opened, rename
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtWidgets import QPushButton
from standin import Standin

__all__ = ["opened"]
TOLD = "does not accept this credential"
FIRST = "did not accept the signature"
OTHER = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="


def button(bar: QgsMessageBar, title: str) -> QPushButton:
    (found,) = [b for b in bar.findChildren(QPushButton) if b.text() == title and b.isVisible()]
    return found


def give(plugin: Any, secret: str) -> None:
    """Type another secret into the form that was opened, and save it."""
    dialog = plugin.desktop.maps._asking
    assert dialog.isVisible()
    dialog.secret.setText(secret)
    dialog.save()


def test_asked_once_and_mended(
    plugin: Any, opened: QgsVectorLayer, standin: Standin, window: Window
) -> None:
    bar = window.messageBar()
    standin.remove_credential("CRED00000001")
    rename(opened, "Waits")
    wait_until(lambda: TOLD in shown_in(bar))
    (m,) = plugin.desktop.maps.all()
    for title in ("Waits, too", "Waits again"):
        rename(opened, title)
        wait_until(lambda: m.wait(0.1))
        settle()
    assert shown_in(bar).count(TOLD) == 1
    standin.add_credential(secret=OTHER)
    button(bar, "Connection…").click()
    give(plugin, OTHER)
    wait_until(lambda: "On the map: 1 edited" in shown_in(bar))
    said = [each["properties"]["title"] for each in standin.objects("ABC12").values()]
    assert said == ["Waits again"]
    assert TOLD not in shown_in(bar) and m.offline == ""


def test_an_opening_that_is_refused(
    plugin: Any, connection: Connection, standin: Standin, window: Window
) -> None:
    bar = window.messageBar()
    standin.remove_credential("CRED00000001")
    plugin.desktop.maps.open(api.connection(connection.name), "ABC12", "Ridge search")
    wait_until(lambda: FIRST in shown_in(bar))
    standin.add_credential(secret=OTHER)
    button(bar, "Connection…").click()
    give(plugin, OTHER)
    wait_until(lambda: "is open" in shown_in(bar))
    plugin.desktop.maps.close_all()
    standin.remove_credential("CRED00000001")
    bar.clearWidgets()
    plugin.desktop.maps.open(api.connection(connection.name), "ABC12", "Ridge search")
    wait_until(lambda: "last let us in" in shown_in(bar))
    assert shown_in(bar).count(TOLD) == 1
    assert markers().featureCount() == 1


def test_a_locked_store_is_not_called_a_refusal(
    plugin: Any, opened: QgsVectorLayer, standin: Standin, window: Window, tmp_path: Path
) -> None:
    bar, project = window.messageBar(), QgsProject.instance()
    assert project.write(str(tmp_path / "night.qgz"))
    project.clear()
    manager = QgsApplication.authManager()
    manager.clearMasterPassword()
    try:
        assert project.read(str(tmp_path / "night.qgz"))
        m = wait_until(lambda: plugin.desktop.maps.find("ABC12"))
        wait_until(lambda: "is open as it was" in shown_in(bar))
        standin.clear_calls()
        bar.clearWidgets()
        m.refresh(wait=False)
        wait_until(lambda: "master password was not given" in shown_in(bar))
        assert TOLD not in shown_in(bar) and not standin.calls
        button(bar, "&Unlock…").click()  # and the question is cancelled again
        wait_until(lambda: "master password was not given" in shown_in(bar))
        again = button(bar, "&Unlock…")
    finally:
        manager.setMasterPassword("only for these tests", True)
    again.click()
    wait_until(lambda: standin.calls and m.offline == "" and m.wait(0.1))


def test_a_refusal_is_said_until_it_is_over(
    plugin: Any, opened: QgsVectorLayer, standin: Standin, window: Window
) -> None:
    bar = window.messageBar()
    (m,) = plugin.desktop.maps.all()
    key = standin.add_credential()
    standin.remove_credential(key.id)
    m.refresh(wait=False)
    wait_until(lambda: TOLD in shown_in(bar))
    standin.add_credential()
    m.refresh(wait=False)
    wait_until(lambda: "is up to date" in shown_in(bar))
    assert TOLD not in shown_in(bar)
