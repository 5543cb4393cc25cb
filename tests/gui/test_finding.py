# SPDX-License-Identifier: GPL-2.0-or-later
"""Long lists of maps, what a map looked like here, and names instead of ids."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.account import Listing, MapInfo, Team
from caltopo_sync.plugin.gui import browser, thumbnails
from caltopo_sync.plugin.gui.connections import State
from caltopo_sync.plugin.gui.layer_actions import LayerActionsPart
from caltopo_sync.plugin.gui.map_chooser import MapChooser
from caltopo_sync.plugin.host.credentials import Connection
from caltopo_sync.plugin.session.forgetting import files_of, forget
from gui.objects import MARKER
from gui.test_open_dialog import open_dialog
from gui.test_panel import at_rest, open_in
from gui.test_push import markers, rename
from gui.window import Window, settle, wait_until
from qgis.core import QgsDataItem
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QApplication
from standin import Fault, Kind, Standin

MANY = 10_000
SLOWEST = 0.5  # seconds of work; through Qt's proxy model it was 5


def many() -> Listing:
    first = datetime(2026, 1, 1, tzinfo=timezone.utc)
    maps = [
        MapInfo(f"M{n:05}", f"Search {n % 97} of {n}", "TEAM01", "County", "All",
                first - timedelta(minutes=n), "", False, ("All",))
        for n in range(MANY)
    ]  # fmt: skip
    return Listing("", [Team("TEAM01", "County")], maps)


def work(act: Callable[[], object]) -> float:
    """Seconds of this process that something takes, with what the window does about it."""
    begun = time.process_time()
    act()
    settle()
    return time.process_time() - begun


@pytest.fixture
def chooser(plugin: Any, connection: Connection) -> MapChooser:
    plugin.desktop.accounts._states[connection.name] = State(many())
    plugin.parts[0].show()
    return open_dialog().chooser


def test_ten_thousand_maps_do_not_hold_the_window(
    chooser: MapChooser, plugin: Any, connection: Connection
) -> None:
    model, down = chooser.maps.model(), Qt.SortOrder.DescendingOrder
    took = {
        "listed": work(lambda: plugin.desktop.accounts.changed.emit(connection.name)),
        "filtered": work(lambda: chooser.filter.setText("search 7")),
        "all": work(chooser.filter.clear),
        "sorted": work(lambda: chooser.maps.sortByColumn(0, down)),
        "of a team": work(lambda: chooser.scope.setCurrentIndex(2)),
    }
    print({what: round(1000 * seconds) for what, seconds in took.items()}, "ms")
    assert max(took.values()) < SLOWEST, took
    assert chooser.state.text() == "10000 maps"
    assert model.rowCount() < 2000, "a page at a time"
    chooser.maps.verticalScrollBar().setValue(chooser.maps.verticalScrollBar().maximum())
    before = model.rowCount()
    wait_until(lambda: model.rowCount() > before)


def test_the_list_of_last_time_is_there_before_the_server_answers(
    plugin: Any, connection: Connection, standin: Standin
) -> None:
    api.connection(connection.name).listing()  # a former session
    standin.add_map("NEW01", team="TEAM01", title="Made since")
    standin.fault(Fault(Kind.LATE, path="/since/", delay=5.0, times=1))
    plugin.parts[0].show()
    chooser = open_dialog().chooser
    begun = time.monotonic()
    wait_until(lambda: chooser.maps.model().rowCount() > 0)
    assert time.monotonic() - begun < 4.5 and plugin.desktop.accounts.state(connection.name).reading
    before = chooser.maps.model().rowCount()
    wait_until(lambda: chooser.maps.model().rowCount() > before)  # the answer
    assert "NEW01" in [info.id for info in chooser.maps.model()._all]


def test_what_is_chosen_stays_chosen(chooser: MapChooser) -> None:
    chooser.filter.setText("m09000")
    assert chooser._selected().id == "M09000"
    chooser.filter.clear()
    assert chooser._selected().id == "M09000"
    assert chooser.maps.currentIndex().row() == 9000
    chooser.filter.setText("M00001")
    assert chooser._selected().id == "M00001"


def test_a_long_folder_of_the_browser_names_the_rest(plugin: Any, connection: Connection) -> None:
    accounts = plugin.desktop.accounts
    accounts._states[connection.name] = State(many())
    (item,) = browser.RootItem(accounts, None).make()
    found: list[QgsDataItem] = [item]

    def descend() -> None:
        while len(found) < 4:
            found.append(next(e for e in found[-1].make() if isinstance(e, browser.Item)))
            if found[-1].name() == "All":
                return

    assert work(descend) < SLOWEST
    made = found[-1].make()
    assert len(made) == browser.MOST + 1
    assert made[-1].name() == "9700 older ones are found by “Open map…”"
    assert made[0].name() == "Search 0 of 0"


def test_a_map_is_recognised_by_its_picture(
    plugin: Any, connection: Connection, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails, "AFTER_MS", 0)
    panel = open_in(plugin, connection, window)
    opened = at_rest(panel).map
    kept = thumbnails.path_of(opened.path)
    wait_until(kept.is_file)
    picture = QImage(str(kept))
    assert picture.size() == thumbnails.SIZE
    colours = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
    assert len(colours) > 3, "the marker is drawn"
    assert kept.stat().st_mode & 0o077 == 0
    plugin.parts[0].show()
    shown = open_dialog().chooser
    wait_until(lambda: shown.maps.model().rowCount() == 2)
    assert not shown.preview.isVisible()
    shown.filter.setText("ridge")
    assert shown.preview.isVisible() and not shown.preview.pixmap().isNull()
    shown.filter.setText("training")
    assert not shown.preview.isVisible(), "there is no copy of it here"
    shown.filter.clear()
    shown.scope.setCurrentIndex(shown.scope.findData("recent"))
    assert shown.maps.model().headerData(3, Qt.Orientation.Horizontal) == "Opened"
    where = opened.path
    assert kept in files_of(where)
    plugin.desktop.maps.close(opened)
    forget(where)
    assert not kept.exists()


def test_accounts_are_called_by_their_names(
    plugin: Any, connection: Connection, standin: Standin, window: Window
) -> None:
    standin.add_team("WEB001", "Dog unit", parent="TEAM01")
    plugin.desktop.accounts.ask(connection.name)
    wait_until(lambda: plugin.desktop.accounts.state(connection.name).listing)
    panel = open_in(plugin, connection, window)
    place = {"type": "Point", "coordinates": [-120.2, 39.2]}
    standin.colleague("ABC12").add("Marker", {"title": "Tracks"}, place)
    panel.refresh.click()
    wait_until(lambda: panel.news.topLevelItemCount())
    (row,) = (panel.news.topLevelItem(0),)
    assert row.text(3) == "Dog unit" and "WEB001" in row.toolTip(1)


def test_the_map_of_a_layer(plugin: Any, connection: Connection, window: Window) -> None:
    opened = at_rest(open_in(plugin, connection, window)).map
    maps = plugin.desktop.maps
    assert maps.of_layer(opened.layers()["Marker"]) is opened
    assert maps.of_layer(None) is None
    (part,) = [each for each in plugin.parts if isinstance(each, LayerActionsPart)]
    window.active = opened.layers()["Marker"]
    part.own["copy"].trigger()
    assert QApplication.clipboard().text() == opened.url


def test_a_layer_and_the_panel_say_where_they_are_from(
    plugin: Any, connection: Connection, standin: Standin, window: Window
) -> None:
    standin.add_map("OWN01", features=[], team="TEAM01", title="Search <b>two</b>")
    panel = open_in(plugin, connection, window, "OWN01")
    opened = at_rest(panel).map
    about = opened.layers()["Marker"].metadata()
    assert about.identifier() == opened.url and about.links()[0].url == opened.url
    assert "Search &lt;b&gt;two&lt;/b&gt;" in about.abstract(), "QGIS shows it as rich text"
    assert "class Marker" in about.abstract()
    tip = panel.maps.currentItem().toolTip(0)
    assert opened.url in tip and "by the connection “County SAR”" in tip
    assert "&lt;b&gt;" in tip and "<b>" not in tip


def test_undo_and_push_say_why_they_are_off(
    plugin: Any, connection: Connection, standin: Standin, window: Window
) -> None:
    panel = open_in(plugin, connection, window)
    at_rest(panel)
    assert not panel.undo.isEnabled()
    assert panel.undo.toolTip() == "Nothing was pushed from this computer yet."
    assert panel.push.isEnabled() and panel.push.toolTip().startswith("Send what was changed")
    rename(markers(), "Sent")
    wait_until(lambda: panel.undo.isEnabled())
    standin.add_map("PUB01", features=[MARKER], team="TEAM01", title="Public", sharing="URL")
    plugin.desktop.maps.open(api.public(standin.url), "PUB01", "")
    wait_until(lambda: panel.current().map.id == "PUB01")
    at_rest(panel)
    assert not panel.push.isEnabled() and "without an account" in panel.push.toolTip()
