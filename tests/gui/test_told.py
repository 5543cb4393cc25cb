# SPDX-License-Identifier: GPL-2.0-or-later
"""What the window asks and tells while maps are refreshed and pushed, out of the user's way."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.gui.panel import Panel
from caltopo_sync.plugin.host.credentials import Connection
from gui.test_panel import at_rest, click, open_in, says
from gui.test_push import markers, rename
from gui.window import Window, settle, shown_in, wait_until
from qgis.PyQt.QtWidgets import QApplication, QPushButton, QTextBrowser
from standin import Fault, Standin

MANY = "MANY1"


def marker(number: int) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"6c8f1a52-0000-4000-8000-{number:012d}",
        "properties": {"class": "Marker", "title": f"Tape <b>{number}</b>"},
        "geometry": {"type": "Point", "coordinates": [-120.1 + number / 1000, 39.2]},
    }


def buttons(window: Window) -> dict[str, QPushButton]:
    found = window.messageBar().findChildren(QPushButton)
    return {b.text().replace("&", ""): b for b in found if b.isVisible()}


@pytest.fixture
def thinned(plugin: Any, connection: Connection, standin: Standin, window: Window) -> Panel:
    """A map of 40 markers, of which a colleague has deleted 15, refreshed by the button."""
    objects = [marker(number) for number in range(40)]
    standin.add_map(MANY, features=objects, team="TEAM01", title="Tapes")
    panel = open_in(plugin, connection, window, MANY)
    colleague = standin.colleague(MANY)
    for each in objects[:15]:
        colleague.delete("Marker", each["id"])
    click(panel.refresh)
    wait_until(lambda: "Remove them here" in buttons(window))
    return panel


def test_many_removals_are_asked_about_while_everything_goes_on(
    thinned: Panel, standin: Standin, window: Window
) -> None:
    state = at_rest(thinned)
    assert "15 objects of Tapes are gone" in shown_in(window.messageBar())
    assert QApplication.activeModalWidget() is None
    assert markers().featureCount() == 40 and state.map.kept == 15
    layer, there = markers(), ("Marker", marker(15)["id"])
    (row,) = [f for f in layer.getFeatures() if f["caltopo_id"] == there[1]]
    assert layer.startEditing()
    layer.changeAttributeValue(row.id(), layer.fields().indexOf("title"), "Still working")
    assert layer.commitChanges()
    wait_until(lambda: standin.objects(MANY)[there]["properties"]["title"] == "Still working")
    at_rest(thinned)
    window.messageBar().popWidget()  # what was pushed
    click(buttons(window)["Keep them here"])
    assert "Remove them here" not in buttons(window)
    assert "15 objects are gone from the server and kept here" in thinned.reason.text()
    window.messageBar().clearWidgets()
    standin.clear_calls()
    state.map.sync(0.2)
    wait_until(lambda: len(standin.calls) > 3)
    state.map.sync(None)
    at_rest(thinned)
    assert not [c for c in standin.calls if c.path.endswith("/since/0")], "not read whole again"
    assert "gone" not in shown_in(window.messageBar()), "asked once"
    assert markers().featureCount() == 40


def test_a_failure_is_read_whole(plugin: Any, window: Window) -> None:
    """What to do stands in the second line."""
    error = CalTopoError(
        "caltopo.com could not be reached for reading map ABC12 (Connection refused).",
        hint="Nothing was sent. Check the network and the proxy settings, then try again.",
    )
    item = plugin.desktop.messages.failure(error, again=lambda: None)
    (text,) = item.findChildren(QTextBrowser)
    for width in (1200, 560):
        window.mainWindow().resize(width, 700)
        settle()
        wait_until(lambda: text.verticalScrollBar().maximum() == 0)
    assert text.height() > 2 * text.fontMetrics().lineSpacing()


def test_what_is_gone_is_removed_by_a_button(
    thinned: Panel, standin: Standin, window: Window
) -> None:
    click(buttons(window)["Keep them here"])
    at_rest(thinned)
    click(thinned.refresh)  # asks again
    wait_until(lambda: "Remove them here" in buttons(window))
    at_rest(thinned)
    click(buttons(window)["Remove them here"])
    wait_until(lambda: markers().featureCount() == 25)
    state = at_rest(thinned)
    assert state.map.kept == 0 and thinned.reason.text() == ""
    assert "15 gone" in shown_in(window.messageBar())
    assert len(standin.objects(MANY)) == 25


def test_more_than_was_agreed_to_is_asked_about_again(
    thinned: Panel, standin: Standin, window: Window
) -> None:
    at_rest(thinned)
    colleague = standin.colleague(MANY)
    for number in range(15, 30):
        colleague.delete("Marker", marker(number)["id"])
    click(buttons(window)["Remove them here"])
    wait_until(lambda: "30 objects of Tapes are gone" in shown_in(window.messageBar()))
    at_rest(thinned)
    assert markers().featureCount() == 40


def test_a_wait_that_the_server_asks_for_is_seen(
    plugin: Any, connection: Connection, standin: Standin, window: Window
) -> None:
    panel = open_in(plugin, connection, window)
    standin.fault(Fault("status", method="POST", status=429, retry_after=4))
    rename(markers(), "Sent late")
    wait_until(lambda: says(panel).startswith("sending 0 of 1, the server asks to wait until"))
    assert panel.reason.text().startswith("The server asks to wait until")
    wait_until(lambda: "The server asks to wait until" in shown_in(window.messageBar()))
    wait_until(lambda: says(panel) == "up to date")
    assert panel.reason.text() == ""
    assert "On the map: 1 edited" in shown_in(window.messageBar())


def test_a_wait_too_long_for_a_push_is_seen_after_it(
    plugin: Any, connection: Connection, standin: Standin, window: Window
) -> None:
    panel = open_in(plugin, connection, window)
    standin.fault(Fault("status", method="POST", status=429, retry_after=3600))
    rename(markers(), "Sent much later")
    state = at_rest(panel)
    wait_until(lambda: state.look.changes and state.job is None)
    settle()
    assert says(panel).startswith("1 change to push, the server asks to wait until")
    assert "offline" not in says(panel)
