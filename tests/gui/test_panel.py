# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel beside the map: how open maps stand, what colleagues do, and its buttons."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync import classFactory
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.panel import Panel, PanelPart
from caltopo_sync.plugin.gui.panel_state import MapState, waiting_since
from caltopo_sync.plugin.gui.values import when
from caltopo_sync.plugin.host import settings
from caltopo_sync.plugin.host.credentials import Connection
from gui.objects import MARKER
from gui.test_push import markers, rename
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsProject,
    QgsTask,
)
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QPushButton, QTreeWidget
from standin import Fault, Standin

LEFT = Qt.MouseButton.LeftButton
ID = MARKER["id"]


def part_of(plugin: Any) -> PanelPart:
    (part,) = [part for part in plugin.parts if isinstance(part, PanelPart)]
    return part


def open_in(plugin: Any, connection: Connection, window: Window, map_id: str = "ABC12") -> Panel:
    """The panel, with a map opened and looked at."""
    plugin.desktop.maps.open(api.connection(connection.name), map_id, "")
    panel = part_of(plugin).panel
    wait_until(lambda: panel.current() is not None and panel.current().map.id == map_id)
    at_rest(panel)
    window.messageBar().clearWidgets()
    return panel


def at_rest(panel: Panel) -> MapState:
    """The state of the chosen map when nothing goes on with it."""
    state = panel.current()
    assert state is not None
    wait_until(lambda: state.job is None and state._looking is None)
    settle()
    wait_until(lambda: state.job is None and state._looking is None)
    return state


def says(panel: Panel) -> str:
    return panel.maps.currentItem().text(1)


def click(button: Any) -> None:
    """By mouse, as far as it can be clicked."""
    assert button.isVisible() and button.isEnabled(), button.text()
    QTest.mouseClick(button, LEFT)


def click_item(tree: QTreeWidget, item: Any, column: int = 0) -> None:
    box = tree.visualItemRect(item)
    at = QPoint(tree.columnViewportPosition(column) + 30, box.center().y())
    QTest.mouseClick(tree.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def answer(title: str) -> None:
    """Press a button of the question that is on the screen."""
    box = wait_until(
        lambda: next(
            (
                w for w in QApplication.topLevelWidgets()
                if isinstance(w, QMessageBox) and w.isVisible()
            ),
            None,
        )
    )  # fmt: skip
    (button,) = [b for b in box.findChildren(QPushButton) if b.text().replace("&", "") == title]
    QTest.mouseClick(button, LEFT)


def like(feature: QgsFeature, title: str) -> QgsFeature:
    """A new one at the same place."""
    made = QgsFeature(feature.fields())
    made.setGeometry(feature.geometry())
    made["title"] = title
    return made


def centre(window: Window) -> tuple[float, float]:
    """Longitude and latitude in the middle of the canvas."""
    canvas, wgs84 = window.mapCanvas(), QgsCoordinateReferenceSystem("EPSG:4326")
    crs = canvas.mapSettings().destinationCrs()
    to_wgs84 = QgsCoordinateTransform(crs, wgs84, QgsProject.instance())
    found = to_wgs84.transform(canvas.extent().center())
    return round(found.x(), 3), round(found.y(), 3)


@pytest.fixture
def panel(plugin: Any, connection: Connection, window: Window) -> Panel:
    return open_in(plugin, connection, window)


def test_the_empty_panel_says_what_to_do_first(plugin: Any, window: Window) -> None:
    part = part_of(plugin)
    assert not part.dock.isVisible()
    part.action.trigger()
    assert part.dock.isVisible() and part.action.isChecked()
    panel = part.panel
    assert panel.pages.currentWidget() is panel.empty
    assert "paste the link" in panel.first_steps.text()
    click(panel.open_map)
    titles = [w.windowTitle() for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert "Open CalTopo map" in titles
    click(panel.practice)
    wait_until(lambda: panel.pages.currentWidget() is panel.full)
    assert panel.maps.topLevelItem(0).text(0).startswith("Practice")
    at_rest(panel)
    part.action.trigger()
    assert not part.dock.isVisible()


def test_the_panel_is_there_once_after_the_plugin_was_installed(window: Window) -> None:
    settings.PANEL_SHOWN.set(False)
    for visible in (True, False):
        loaded = classFactory(window)
        loaded.initGui()
        assert part_of(loaded).dock.isVisible() is visible
        assert part_of(loaded).action.isChecked() is visible
        loaded.unload()
        settle()


def test_an_edit_is_pushed_by_the_button(panel: Panel, standin: Standin, window: Window) -> None:
    assert panel.isVisible()
    assert says(panel) == "up to date"
    panel.current().map.push_on_save = False
    rename(markers(), "Moved to the road")
    wait_until(lambda: says(panel) == "1 change to push")
    assert panel.changes.text() == "&Changes… (1)"
    click(panel.push)
    wait_until(lambda: says(panel) == "up to date")
    assert standin.text("ABC12", "Marker", ID) is not None
    assert standin.objects("ABC12")["Marker", ID]["properties"]["title"] == "Moved to the road"
    assert "On the map: 1 edited" in shown_in(window.messageBar())


def test_a_look_is_nothing_that_closing_qgis_waits_for(panel: Panel) -> None:
    """QGIS asks about tasks, and cancels at once what needs no question; then one stays."""
    state, tasks = panel.current(), QgsApplication.taskManager()
    assert state is not None
    state.map.push_on_save = False
    rename(markers(), "Moved to the road")
    state.look_again()
    looks = tasks.activeTasks()
    assert looks and all(t.flags() & QgsTask.Flag.CancelWithoutPrompt for t in looks)
    tasks.cancelAll()
    wait_until(lambda: says(panel) == "1 change to push")
    at_rest(panel)


def test_offline_and_back(panel: Panel, standin: Standin, window: Window) -> None:
    standin.stop()
    rename(markers(), "Kept for later")
    wait_until(lambda: "offline since" in says(panel))
    at_rest(panel)
    assert says(panel).startswith("1 change to push, offline since")
    assert panel.reason.text()
    for title in ("Kept longer", "Kept"):
        rename(markers(), title)
        at_rest(panel)
    bar = window.messageBar()
    assert len(bar.items()) == 1, "of one map, one failure is shown"
    standin.start()
    (retry,) = [b for b in bar.findChildren(QPushButton) if b.text() == "Retry" and b.isVisible()]
    click(retry)
    wait_until(lambda: says(panel) == "up to date")
    assert standin.objects("ABC12")["Marker", ID]["properties"]["title"] == "Kept"


def test_what_waits_is_offered_when_the_server_is_back(
    panel: Panel, standin: Standin, window: Window
) -> None:
    standin.stop()
    for title in ("Kept for later", "Kept"):
        rename(markers(), title)
        wait_until(lambda: "offline since" in says(panel))
        state = at_rest(panel)
    since = "1 change waits since " + when(waiting_since("ABC12").get())
    said = since + " and is not sent by itself: press Push."
    assert panel.reason.text().endswith(said)
    assert "could not be reached" in shown_in(window.messageBar())
    standin.start()
    standin.clear_calls()
    state.map.sync(0.1)  # live refresh, quicker than the panel lets anybody choose
    bar = window.messageBar()
    moment = when(waiting_since("ABC12").get())
    back = f"Back online. Not sent since {moment}: 1 change of Ridge search."
    wait_until(lambda: back in shown_in(bar))
    assert "could not be reached" not in shown_in(bar)
    wait_until(lambda: len(standin.calls) > 3)
    state.map.sync(None)
    at_rest(panel)
    assert {call.method for call in standin.calls} == {"GET"}, "nothing goes by itself"
    assert says(panel) == "1 change to push" and panel.reason.text() == said
    assert len(bar.items()) == 1, "said once"
    (push,) = [b for b in bar.findChildren(QPushButton) if b.text() == "&Push" and b.isVisible()]
    click(push)
    wait_until(lambda: says(panel) == "up to date")
    assert standin.objects("ABC12")["Marker", ID]["properties"]["title"] == "Kept"
    at_rest(panel)
    assert panel.reason.text() == "" and "Not sent" not in shown_in(bar)
    assert waiting_since("ABC12").get() == 0.0


def test_a_refusal_shows_its_reason(panel: Panel, standin: Standin, window: Window) -> None:
    standin.fault(Fault("status", method="POST", status=400))
    rename(markers(), "Not wanted")
    wait_until(lambda: says(panel) == "1 refused" and panel.reason.isVisible())
    assert "Refused by the server: Not wanted (Marker)" in panel.reason.text()
    bar = window.messageBar()
    told = wait_until(lambda: shown_in(bar))
    assert "Not sent: 1 refused" in told and "Not wanted (Marker)" in told and ID not in told, told
    at_rest(panel)
    click(panel.push)  # which does not send it again, and says so
    at_rest(panel)
    wait_until(lambda: "On the map: nothing. Not sent: 1 refused" in shown_in(bar))
    (look,) = [b for b in bar.findChildren(QPushButton) if b.text() == "&Changes…"]
    click(look)
    wait_until(lambda: any(w.windowTitle() == "Changes of Ridge search" and w.isVisible()
                           for w in QApplication.topLevelWidgets()))  # fmt: skip


def test_a_push_of_nothing_says_so(panel: Panel, window: Window) -> None:
    click(panel.push)
    wait_until(lambda: "everything here is on the map" in shown_in(window.messageBar()))


def test_what_colleagues_change_is_listed_and_shown(
    panel: Panel, standin: Standin, window: Window
) -> None:
    far = standin.colleague("ABC12").add(
        "Marker", {"title": "Clue <b>7</b>"}, {"type": "Point", "coordinates": [-119.5, 38.9]}
    )
    standin.colleague("ABC12").edit("Marker", ID, {"title": "ICP, moved"})
    click(panel.refresh)
    wait_until(lambda: panel.news.topLevelItemCount() == 2)
    rows = [panel.news.topLevelItem(n) for n in range(2)]
    listed = {row.text(1): row.text(2) for row in rows}
    assert listed == {"Clue <b>7</b> (Marker)": "added", "ICP, moved (Marker)": "changed"}
    wait_until(lambda: "1 new, 1 changed" in shown_in(window.messageBar()))
    (row,) = [row for row in rows if row.text(2) == "added"]
    assert row.data(0, Qt.ItemDataRole.UserRole).id == far
    click_item(panel.news, row)
    wait_until(lambda: centre(window) == (-119.5, 38.9))
    # by keyboard, too
    panel.news.setFocus()
    panel.news.setCurrentItem(next(row for row in rows if row.text(2) == "changed"))
    QTest.keyClick(panel.news, Qt.Key.Key_Return)
    wait_until(lambda: centre(window) == (-120.1, 39.2), 60)


def test_what_waits_for_the_end_of_editing_is_not_called_up_to_date(
    panel: Panel, standin: Standin, window: Window
) -> None:
    layer, colleague = markers(), standin.colleague("ABC12")
    layer.startEditing()
    point = {"type": "Point", "coordinates": [-119.5, 38.9]}
    colleague.add("Marker", {"title": "Clue 7"}, point)
    colleague.edit("Marker", ID, {"title": "ICP, moved"})
    click(panel.refresh)
    wait_until(lambda: says(panel) == "2 not shown yet")
    assert "for 2 objects, since" in panel.reason.text() and "Markers" in panel.reason.text()
    assert panel.reason.isVisible()
    told = shown_in(window.messageBar())
    assert "1 new, 1 changed" in told and "up to date" not in told, told
    assert "when you stop editing" in told
    layer.rollBack()
    wait_until(lambda: says(panel) == "up to date" and not panel.reason.isVisible())
    assert {each["title"] for each in layer.getFeatures()} == {"Clue 7", "ICP, moved"}


def test_live_refresh(panel: Panel, standin: Standin) -> None:
    opened = panel.current().map
    assert panel.live.isChecked() and opened.sync_interval == 30
    click(panel.live)
    assert opened.sync_interval == 0
    opened.sync(0.1)  # quicker than the panel lets anybody choose
    standin.colleague("ABC12").edit("Marker", ID, {"title": "By itself"})
    wait_until(lambda: panel.news.topLevelItemCount() == 1)
    assert panel.news.topLevelItem(0).text(1) == "By itself (Marker)"
    opened.sync(None)
    click(panel.refresh)
    at_rest(panel)
    assert not panel.live.isChecked()
    click(panel.live)
    panel.interval.setFocus()
    panel.interval.selectAll()
    QTest.keyClicks(panel.interval, "7")
    QTest.keyClick(panel.interval, Qt.Key.Key_Return)
    assert opened.sync_interval == 7
    click(panel.live)


def test_undo_by_the_button(panel: Panel, standin: Standin, window: Window) -> None:
    rename(markers(), "Wrong")
    wait_until(lambda: "On the map: 1 edited" in shown_in(window.messageBar()))
    at_rest(panel)
    click(panel.undo)
    answer("Undo")
    wait_until(lambda: standin.objects("ABC12")["Marker", ID]["properties"]["title"] == "ICP")
    assert next(markers().getFeatures())["title"] == "ICP"


def test_a_large_save_is_asked_about(panel: Panel, standin: Standin, window: Window) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY

    layer = markers()
    assert layer.startEditing()
    for number in range(101):
        row = QgsFeature(layer.fields())
        row["title"] = f"Grid {number}"
        row.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(-120.1 + number / 1e4, 39.1)))
        assert layer.addFeature(row)
    assert layer.commitChanges()
    answer("Not now")
    state = at_rest(panel)
    assert len(standin.objects("ABC12")) == 1
    wait_until(lambda: says(panel) == "101 changes to push")
    rename_one = next(layer.getFeatures())
    assert layer.startEditing()
    layer.changeAttributeValue(rename_one.id(), layer.fields().indexOf("title"), "ICP 2")
    assert layer.commitChanges()
    seen: list[str] = []
    state.changed.connect(lambda: seen.append(says(panel)))
    answer("Send to the map")
    wait_until(lambda: says(panel) == "up to date", 60)
    assert len(standin.objects("ABC12")) == 102
    assert any(text.startswith("sending ") and text.endswith(" of 102") for text in seen), seen


def test_a_slow_push_has_one_item_with_progress(
    panel: Panel, standin: Standin, window: Window
) -> None:
    standin.latency = 0.7
    rename(markers(), "Slowly")
    bar = window.messageBar()
    wait_until(lambda: "Pushing Ridge search" in shown_in(bar))
    assert len(bar.items()) == 1
    assert {"Cancel"} <= {b.text() for b in bar.findChildren(QPushButton) if b.isVisible()}
    wait_until(lambda: "On the map: 1 edited" in shown_in(bar))
    assert "Pushing" not in shown_in(bar)
    standin.latency = 0


def test_a_cancelled_push_says_that_it_ends_and_offers_the_rest(
    panel: Panel, standin: Standin, window: Window
) -> None:
    layer, bar = markers(), window.messageBar()
    layer.startEditing()
    for number in range(12):
        layer.addFeature(like(next(layer.getFeatures()), f"Sign {number}"))
    standin.latency = 0.5
    assert layer.commitChanges()
    wait_until(lambda: "Pushing Ridge search" in shown_in(bar))
    (cancel,) = [b for b in bar.findChildren(QPushButton) if b.text() == "Cancel"]
    click(cancel)
    assert cancel.text() == "Cancelling…" and not cancel.isEnabled()
    wait_until(lambda: "waiting" in shown_in(bar), 60)
    standin.latency = 0
    at_rest(panel)
    (again,) = [b for b in bar.findChildren(QPushButton) if b.text() == "Retry"]
    click(again)
    wait_until(lambda: len(standin.objects("ABC12")) == 13, 60)
    at_rest(panel)


def test_two_maps_have_a_row_each(
    panel: Panel, plugin: Any, connection: Connection, window: Window
) -> None:
    open_in(plugin, connection, window, "DEF34")
    assert panel.maps.topLevelItemCount() == 2
    assert panel.maps.currentItem().text(0) == "Training <b>night</b>"
    panel.maps.setFocus()
    QTest.keyClick(panel.maps, Qt.Key.Key_Up)
    assert panel.current().map.id == "ABC12"
    QgsProject.instance().clear()
    assert panel.pages.currentWidget() is panel.empty
