# SPDX-License-Identifier: GPL-2.0-or-later
"""The locator finds maps and objects, in its own thread, quickly."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.locator import ObjectsFilter
from caltopo_sync.plugin.host.credentials import Connection
from gui.objects import MARKER
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import (
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeedback,
    QgsGeometry,
    QgsLocatorContext,
    QgsPointXY,
    QgsProject,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLineEdit, QTreeView
from standin import Standin

MANY = 100_000


class Bar:
    """QGIS's locator bar, typed into."""

    def __init__(self, window: Window) -> None:
        self._bar = window.locator_bar
        (self._edit,) = self._bar.findChildren(QLineEdit)
        views = window.mainWindow().findChildren(QTreeView)
        (self._list,) = [v for v in views if v.metaObject().className() == "QgsLocatorResultsView"]

    def search(self, text: str) -> list[str]:
        """What is shown for a text, group headings left out; an object's description after it."""
        self._edit.setFocus()
        self._edit.clear()
        if text.isascii():
            QTest.keyClicks(self._edit, text)
        else:  # which QTest has no keys for
            self._edit.insert(text)
        time.sleep(0.15)  # the bar waits for further keys
        settle()
        wait_until(lambda: not self._bar.locator().isRunning())
        for _ in range(20):
            settle()
            time.sleep(0.01)
        return self.shown()

    def shown(self) -> list[str]:
        model = self._list.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        flags = Qt.ItemFlag.ItemIsSelectable
        return [index.data() for index in rows if model.flags(index) & flags]

    def choose(self, text: str) -> None:
        """Take the row that begins with a text."""
        model = self._list.model()
        for row in range(model.rowCount()):
            if str(model.index(row, 0).data()).startswith(text):
                self._list.setCurrentIndex(model.index(row, 0))
        QTest.keyClick(self._edit, Qt.Key.Key_Return)
        settle()


@pytest.fixture
def bar(window: Window, plugin: Any) -> Bar:
    window.mainWindow().show()
    return Bar(window)


@pytest.fixture
def opened(plugin: Any, window: Window, connection: Connection, standin: Standin) -> Any:
    marks = [
        ("Böschung 50% _steep_", "rope needed"),
        ("boschung", ""),
        ('O\'Brien "camp"', "<b>food</b>"),
    ]
    features = [MARKER] + [
        {
            **MARKER,
            "id": MARKER["id"][:-1] + str(number + 2),
            "properties": {"class": "Marker", "title": title, "description": description},
        }
        for number, (title, description) in enumerate(marks)
    ]
    features.append(
        {
            "type": "Feature",
            "id": "6c8f1a52-0000-4000-8000-00000000000a",
            "properties": {"class": "Assignment", "letter": "AB", "number": "104", "title": ""},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[-120, 39], [-119.9, 39], [-119.9, 39.1], [-120, 39]]],
            },
        }
    )
    standin.add_map("LOC11", features=features, team="TEAM01", title="Search map")
    plugin.desktop.maps.open(api.connection("County SAR"), "LOC11", "Search map")
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    return plugin.desktop.maps.all()[0]


def test_objects_by_title_letter_and_description(bar: Bar, window: Window, opened: Any) -> None:
    assert bar.search("cto icp") == ["ICP"]
    assert bar.search("cto ab 104") == ["AB 104"]
    assert bar.search("cto rope") == ["Böschung 50% _steep_"]
    assert bar.search("cto BÖSCH") == ["Böschung 50% _steep_"]
    assert bar.search("cto 50% _st") == ["Böschung 50% _steep_"]
    assert bar.search("cto o'brien \"") == ['O\'Brien "camp"']
    assert bar.search("cto %ö") == bar.search("cto nowhere") == []


def test_unsaved_edits_are_found(bar: Bar, window: Window, opened: Any) -> None:
    layer = opened.layers()["Marker"]
    layer.startEditing()
    added = QgsFeature(layer.fields())
    added.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(-120, 39)))
    added["title"] = "Just drawn"
    assert layer.addFeature(added)
    assert bar.search("cto drawn") == ["Just drawn"]
    layer.rollBack()


def test_a_chosen_object_is_zoomed_to(bar: Bar, window: Window, opened: Any) -> None:
    canvas = window.mapCanvas()
    bar.search("cto ab 104")
    bar.choose("AB 104")
    shown = QgsCoordinateTransform(
        canvas.mapSettings().destinationCrs(),
        opened.layers()["Marker"].crs(),
        QgsProject.instance(),
    ).transformBoundingBox(canvas.extent())
    assert shown.contains(QgsPointXY(-119.95, 39.02)) and shown.width() < 0.5


def test_a_map_is_found_and_opened(bar: Bar, connection: Connection, standin: Standin) -> None:
    assert bar.search("ridge") == []  # without the prefix nobody is asked
    assert standin.calls == []
    bar.search("ctm ridge")
    wait_until(lambda: bar.shown() == ["Ridge search"])  # its list has arrived meanwhile
    assert bar.search("training") == ["Training <b>night</b>"]
    bar.search("ctm abc12")
    bar.choose("Ridge search")
    wait_until(lambda: QgsProject.instance().mapLayers())


def test_a_large_map_is_searched_in_a_fifth_of_a_second(
    plugin: Any, window: Window, connection: Connection, standin: Standin, tmp_path: Path
) -> None:
    features = (
        f'{{"type":"Feature","id":"{number:08x}-0000-4000-8000-000000000001","properties":'
        f'{{"class":"Marker","title":"Marker {number}","description":"Seen at {number * 7}"}},'
        f'"geometry":{{"type":"Point","coordinates":[{-120 + number / 1e6},39]}}}}'
        for number in range(MANY)
    )
    path = tmp_path / "many.json"
    path.write_text('{"type":"FeatureCollection","features":[' + ",".join(features) + "]}")
    standin.add_map("BIG11", path=path, team="TEAM01", title="Big")
    opened = api.connection("County SAR").open_map("BIG11", workspace=tmp_path)
    try:
        opened.add_to_project()
        times = []
        for text in ("99999", "marker 4321", "nowhere"):
            finder = ObjectsFilter(plugin.desktop)
            began = time.process_time()  # not what others do with the computer meanwhile
            finder.prepare(text, QgsLocatorContext())
            prepared = time.process_time() - began
            finder.fetchResults(text, QgsLocatorContext(), QgsFeedback())
            times.append(time.process_time() - began)
            assert prepared < 0.05
        print("seconds for 100,000 objects:", [round(each, 3) for each in times])
        assert min(times) < 0.2
    finally:
        opened.close()
