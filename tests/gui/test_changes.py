# SPDX-License-Identifier: GPL-2.0-or-later
"""The windows of the panel: changes, conflicts, history, and what changed since a moment."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from caltopo_sync.plugin.gui.changed_since import ChangedSinceDialog, briefing_of
from caltopo_sync.plugin.gui.changes import ChangesDialog
from caltopo_sync.plugin.gui.conflicts import BASE, MINE, RESULT, THEIRS, ConflictsDialog
from caltopo_sync.plugin.gui.history import HistoryDialog
from caltopo_sync.plugin.gui.panel import Panel
from caltopo_sync.plugin.host.credentials import Connection
from gui.objects import MARKER
from gui.test_panel import answer, at_rest, centre, click, click_item, open_in, says
from gui.test_push import markers, rename
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import QgsGeometry, QgsPointXY
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel, QPushButton
from standin import Fault, Standin

ID = MARKER["id"]


@pytest.fixture
def panel(plugin: Any, connection: Connection, window: Window) -> Iterator[Panel]:
    """The panel with a map whose edits wait for Push."""
    opened = open_in(plugin, connection, window)
    opened.current().map.push_on_save = False
    yield opened
    settle()


def bands(window: Window) -> list[QgsRubberBand]:
    return [i for i in window.mapCanvas().scene().items() if isinstance(i, QgsRubberBand)]


def legend(window: Window) -> list[str]:
    found = window.mapCanvas().findChild(object, "caltopo_legend")
    return [] if found is None else [w.text() for w in found.findChildren(QLabel) if w.text()]


def move(lon: float, lat: float) -> None:
    layer = markers()
    row = next(layer.getFeatures())
    assert layer.startEditing()
    layer.changeGeometry(row.id(), QgsGeometry.fromPointXY(QgsPointXY(lon, lat)))
    assert layer.commitChanges()


def title_there(standin: Standin) -> str:
    return standin.objects("ABC12")["Marker", ID]["properties"]["title"]


def shown_by(panel: Panel, button: Any, kind: type) -> Any:
    click(button)
    (dialog,) = [d for d in panel._dialogs.values() if isinstance(d, kind)]
    assert dialog.isVisible()
    return dialog


# -- changes --------------------------------------------------------------------------------------


def test_an_edit_is_listed_with_old_and_new_and_pushed(
    panel: Panel, standin: Standin, window: Window
) -> None:
    dialog = shown_by(panel, panel.changes, ChangesDialog)
    assert "nothing" in dialog.summary.text() and not dialog.push.isEnabled()
    rename(markers(), "ICP & <b>camp</b>")
    wait_until(lambda: dialog.changes.topLevelItemCount() == 1)
    row = dialog.changes.topLevelItem(0)
    assert (row.text(0), row.text(1)) == ("ICP & <b>camp</b> (Marker)", "edited")
    line = row.child(0)
    assert [line.text(n) for n in (0, 2, 3)] == ["Title", "ICP", "ICP & <b>camp</b>"]
    assert bands(window) and "edited here" in legend(window)
    click(dialog.zoom)
    assert centre(window) == (-120.1, 39.2)
    at_rest(panel)
    click(dialog.push)
    wait_until(lambda: dialog.changes.topLevelItemCount() == 0)
    assert title_there(standin) == "ICP & <b>camp</b>"
    wait_until(lambda: not bands(window))  # what flashed has gone, too


def test_one_change_is_taken_back(panel: Panel, standin: Standin, window: Window) -> None:
    layer = markers()
    row = next(layer.getFeatures())
    rename(layer, "By mistake")
    assert layer.startEditing()
    copy = type(row)(layer.fields())
    copy["title"] = "Kept"
    copy.setGeometry(row.geometry())
    assert layer.addFeature(copy) and layer.commitChanges()
    wait_until(lambda: says(panel) == "2 changes to push")
    dialog = shown_by(panel, panel.changes, ChangesDialog)
    items = [dialog.changes.topLevelItem(n) for n in range(2)]
    (mistake,) = [item for item in items if item.text(1) == "edited"]
    click_item(dialog.changes, mistake, 1)
    at_rest(panel)
    click(dialog.discard)
    answer("Take it back")
    wait_until(lambda: says(panel) == "1 change to push")
    assert {f["title"] for f in layer.getFeatures()} == {"ICP", "Kept"}
    assert title_there(standin) == "ICP"
    dialog.close()
    assert not bands(window) and not legend(window)


def test_a_deleted_object_is_marked_where_it_was(panel: Panel, window: Window) -> None:
    layer = markers()
    assert layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures()).id())
    assert layer.commitChanges()
    dialog = shown_by(panel, panel.changes, ChangesDialog)
    wait_until(lambda: dialog.changes.topLevelItemCount() == 1)
    assert dialog.changes.topLevelItem(0).text(1) == "deleted"
    assert bands(window)
    dialog.on_map.setFocus()
    QTest.keyClick(dialog.on_map, Qt.Key.Key_Space)
    assert not bands(window)


def test_what_was_refused_is_tried_again(panel: Panel, standin: Standin) -> None:
    standin.fault(Fault("status", method="POST", status=400))
    rename(markers(), "Second try")
    wait_until(lambda: says(panel) == "1 change to push")
    dialog = shown_by(panel, panel.changes, ChangesDialog)
    at_rest(panel)
    click(dialog.push)
    wait_until(lambda: "refused" in dialog.changes.topLevelItem(0).text(4))
    at_rest(panel)
    assert says(panel) == "1 refused"
    assert "Retry what was refused" in dialog.summary.text()
    assert not dialog.push.isEnabled()  # it would send nothing
    click(dialog.retry)
    wait_until(lambda: says(panel) == "up to date")
    assert title_there(standin) == "Second try"


# -- conflicts ------------------------------------------------------------------------------------


def in_conflict(panel: Panel, standin: Standin) -> ConflictsDialog:
    """Both sides change title and place, and the panel tells."""
    rename(markers(), "Mine")
    move(-120.11, 39.21)
    standin.colleague("ABC12").edit(
        "Marker", ID, {"title": "Theirs"}, {"type": "Point", "coordinates": [-120.09, 39.19]}
    )
    at_rest(panel)
    click(panel.refresh)
    wait_until(lambda: says(panel).startswith("1 conflict"))
    at_rest(panel)
    assert panel.conflicts.text() == "Con&flicts… (1)"
    return shown_by(panel, panel.conflicts, ConflictsDialog)


def test_the_message_of_a_conflict_leads_to_it(
    panel: Panel, standin: Standin, window: Window
) -> None:
    in_conflict(panel, standin).close()
    (button,) = [
        b for b in window.messageBar().findChildren(QPushButton) if b.text() == "Con&flicts…"
    ]
    click(button)
    wait_until(lambda: any(isinstance(w, ConflictsDialog) and w.isVisible()
                           for w in QApplication.topLevelWidgets()))  # fmt: skip


def rows_of(dialog: ConflictsDialog) -> dict[str, Any]:
    tree = dialog.properties
    rows = map(tree.topLevelItem, range(tree.topLevelItemCount()))
    return {row.text(0): row for row in rows}


def test_a_conflict_is_resolved_property_by_property(
    panel: Panel, standin: Standin, window: Window
) -> None:
    dialog = in_conflict(panel, standin)
    header = dialog.properties.headerItem()
    titles = [header.text(n) for n in range(5)]
    assert titles == ["Property", "Before both", "Mine", "Theirs", "Result"]
    rows = rows_of(dialog)
    said = [rows["Title"].text(column) for column in (BASE, MINE, THEIRS, RESULT)]
    assert said == ["ICP", "Mine", "Theirs", "not decided"]
    assert legend(window) == ["before both", "mine", "theirs"]
    assert len(bands(window)) == 6
    assert not dialog.resolve.isEnabled()
    click_item(dialog.properties, rows["Title"], MINE)
    assert rows["Title"].text(RESULT) == "Mine"
    assert "what is decided" in dialog.resolve.text()
    # the other by keyboard
    dialog.properties.setFocus()
    dialog.properties.setCurrentItem(rows["Geometry"], THEIRS)
    QTest.keyClick(dialog.properties, Qt.Key.Key_Space)
    assert rows["Geometry"].text(RESULT) == rows["Geometry"].text(THEIRS)
    assert rows["Geometry"].text(BASE) == "39.20000, -120.10000"
    assert rows["Geometry"].text(THEIRS) == "moved by 1.4 km: 39.19000, -120.09000"
    click(dialog.resolve)
    wait_until(lambda: says(panel) == "1 change to push")
    assert dialog.what.text() == "There is no conflict." and not bands(window)
    at_rest(panel)
    click(panel.push)
    wait_until(lambda: says(panel) == "up to date")
    there = standin.objects("ABC12")["Marker", ID]
    assert there["properties"]["title"] == "Mine"
    assert there["geometry"]["coordinates"][:2] == [-120.09, 39.19]


def test_half_a_decision_leaves_the_rest_in_conflict(panel: Panel, standin: Standin) -> None:
    dialog = in_conflict(panel, standin)
    click_item(dialog.properties, rows_of(dialog)["Title"], THEIRS)
    click(dialog.resolve)
    wait_until(lambda: list(rows_of(dialog)) == ["Geometry"])
    at_rest(panel)
    click(dialog.mine)
    click(dialog.resolve)
    wait_until(lambda: says(panel) == "1 change to push")
    at_rest(panel)
    click(panel.push)
    wait_until(lambda: says(panel) == "up to date")
    there = standin.objects("ABC12")["Marker", ID]
    assert there["properties"]["title"] == "Theirs"
    assert there["geometry"]["coordinates"][:2] == [-120.11, 39.21]


def test_a_choice_is_taken_back_by_a_second_click(panel: Panel, standin: Standin) -> None:
    dialog = in_conflict(panel, standin)
    row = rows_of(dialog)["Title"]
    click_item(dialog.properties, row, MINE)
    click_item(dialog.properties, row, THEIRS)
    assert row.text(RESULT) == "Theirs"
    assert row.checkState(MINE) == Qt.CheckState.Unchecked
    settle()
    click_item(dialog.properties, row, THEIRS)
    assert row.text(RESULT) == "not decided"
    assert not dialog.resolve.isEnabled()


def test_theirs_everywhere(panel: Panel, standin: Standin) -> None:
    dialog = in_conflict(panel, standin)
    click(dialog.all_theirs)
    answer("Take theirs")
    wait_until(lambda: says(panel) == "up to date")
    assert next(markers().getFeatures())["title"] == "Theirs"
    assert title_there(standin) == "Theirs"


def test_edited_here_and_deleted_there(panel: Panel, standin: Standin) -> None:
    rename(markers(), "Still needed")
    standin.colleague("ABC12").delete("Marker", ID)
    at_rest(panel)
    click(panel.refresh)
    wait_until(lambda: says(panel).startswith("1 conflict"))
    at_rest(panel)
    dialog = shown_by(panel, panel.conflicts, ConflictsDialog)
    assert "a colleague deleted it" in dialog.what.text()
    assert rows_of(dialog)["Title"].text(THEIRS) == "(deleted)"
    click(dialog.mine)
    click(dialog.resolve)
    wait_until(lambda: says(panel) == "1 change to push")
    at_rest(panel)
    click(panel.push)
    wait_until(lambda: says(panel) == "up to date")
    titles = [each["properties"]["title"] for each in standin.objects("ABC12").values()]
    assert titles == ["Still needed"]


# -- history --------------------------------------------------------------------------------------


def test_a_push_is_undone_from_the_history(panel: Panel, standin: Standin, window: Window) -> None:
    for title in ("First", "Second"):
        rename(markers(), title)
        wait_until(lambda: says(panel) == "1 change to push")
        at_rest(panel)
        click(panel.push)
        wait_until(lambda: says(panel) == "up to date")
        at_rest(panel)
    dialog = shown_by(panel, panel.history, HistoryDialog)
    wait_until(lambda: dialog.pushes.topLevelItemCount() == 2)
    assert dialog.pushes.topLevelItem(0).text(2) == "1 edited"
    at_rest(panel)
    click_item(dialog.pushes, dialog.pushes.topLevelItem(0))
    click(dialog.undo)
    answer("Undo")
    wait_until(lambda: says(panel) == "1 change to push")
    at_rest(panel)
    click(panel.push)
    wait_until(lambda: title_there(standin) == "First")
    wait_until(lambda: dialog.pushes.topLevelItemCount() == 3)
    assert "(undone" in dialog.pushes.topLevelItem(1).text(1)


def test_a_version_is_restored(panel: Panel, standin: Standin) -> None:
    rename(markers(), "Edited")
    wait_until(lambda: says(panel) == "1 change to push")
    at_rest(panel)
    click(panel.push)
    wait_until(lambda: says(panel) == "up to date")
    at_rest(panel)
    dialog = shown_by(panel, panel.history, HistoryDialog)
    wait_until(lambda: dialog.pushes.topLevelItemCount() == 1)
    at_rest(panel)
    assert not dialog.restore.isEnabled()
    click_item(dialog.pushes, dialog.pushes.topLevelItem(0).child(0), 1)
    version = wait_until(lambda: dialog.versions.topLevelItem(0))
    fields = {version.child(n).text(0): version.child(n) for n in range(version.childCount())}
    assert (fields["Title"].text(1), fields["Title"].text(2)) == ("ICP", "Edited")
    click(dialog.restore)
    answer("Restore")
    wait_until(lambda: says(panel) == "1 change to push")
    assert next(markers().getFeatures())["title"] == "ICP"


# -- since ----------------------------------------------------------------------------------------


def test_what_changed_since_the_briefing(panel: Panel, standin: Standin, window: Window) -> None:
    web = standin.colleague("ABC12")
    doomed = web.add("Marker", {"title": "Old"}, {"type": "Point", "coordinates": [-120, 39]})
    click(panel.refresh)
    wait_until(lambda: panel.news.topLevelItemCount() == 1)
    at_rest(panel)
    dialog = shown_by(panel, panel.since, ChangedSinceDialog)
    time.sleep(1.1)  # the briefing is noted in whole seconds
    click(dialog.briefed)
    assert briefing_of("ABC12").get() > time.time() - 5
    wait_until(lambda: "Nothing changed" in dialog.summary.text())
    time.sleep(1.1)
    web.edit("Marker", ID, {"title": "Moved to the road"})
    web.add("Marker", {"title": "Clue 7"}, {"type": "Point", "coordinates": [-120.2, 39.1]})
    web.delete("Marker", doomed)
    click(panel.refresh)
    wait_until(lambda: dialog.differences.topLevelItemCount() == 3)
    tree = dialog.differences
    found = {tree.topLevelItem(n).text(0): tree.topLevelItem(n) for n in range(3)}
    assert {name: row.text(1) for name, row in found.items()} == {
        "Moved to the road (Marker)": "changed",
        "Clue 7 (Marker)": "new",
        "Old (Marker)": "gone",
    }
    assert found["Moved to the road (Marker)"].text(4) == "Title"
    assert found["Clue 7 (Marker)"].text(3) == "WEB001"
    assert legend(window) == ["new", "changed", "gone"]
    assert len(bands(window)) == 6
    assert "1 new, 1 changed, 1 gone" in dialog.summary.text()
    assert shown_in(window.messageBar())
    briefing_of("ABC12").set(0.0)
