# SPDX-License-Identifier: GPL-2.0-or-later
"""Saving a layer of an opened map, and what the window says of it."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.host.credentials import Connection
from gui.window import Window, shown_in, wait_until
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from standin import Fault, Standin


def markers() -> QgsVectorLayer:
    (layer,) = [
        layer
        for layer in QgsProject.instance().mapLayers().values()
        if layer.customProperty("caltopo/class") == "Marker"
    ]
    return layer


@pytest.fixture
def opened(plugin: Any, connection: Connection, window: Window) -> QgsVectorLayer:
    """The markers of a map that was opened in the window."""
    plugin.desktop.maps.open(api.connection(connection.name), "ABC12", "Ridge search")
    wait_until(lambda: "is open" in shown_in(window.messageBar()))
    window.messageBar().clearWidgets()
    return markers()


def rename(layer: QgsVectorLayer, title: str) -> str:
    row = next(layer.getFeatures())
    assert layer.startEditing()
    assert layer.changeAttributeValue(row.id(), layer.fields().indexOf("title"), title)
    assert layer.commitChanges()
    return row["caltopo_id"]


def test_saving_sends_and_says_so(opened: QgsVectorLayer, standin: Standin, window: Window) -> None:
    id = rename(opened, "Saved <b>here</b>")
    wait_until(lambda: "On the map: 1 edited" in shown_in(window.messageBar()))
    assert standin.objects("ABC12")["Marker", id]["properties"]["title"] == "Saved <b>here</b>"


def test_a_refusal_is_told_with_the_servers_words(
    opened: QgsVectorLayer, standin: Standin, window: Window
) -> None:
    standin.fault(Fault("status", method="POST", status=400))
    rename(opened, "Not wanted")
    wait_until(lambda: "Not sent: 1 refused" in shown_in(window.messageBar()))


def test_a_dead_link_is_told_and_nothing_is_lost(
    opened: QgsVectorLayer, standin: Standin, window: Window
) -> None:
    standin.stop()
    rename(opened, "Kept for later")
    wait_until(lambda: "could not be reached" in shown_in(window.messageBar()))
    assert "Nothing was sent" in shown_in(window.messageBar())
    assert next(opened.getFeatures())["title"] == "Kept for later"
    standin.start()


def test_a_map_opened_by_processing_is_shown(
    plugin: Any, connection: Connection, window: Window
) -> None:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("caltopo:openmap")
    values = {"CONNECTION": connection.name, "MAP": "ABC12"}
    _, good = algorithm.run(values, QgsProcessingContext(), QgsProcessingFeedback(False))
    assert good
    wait_until(lambda: "is open: 1 object" in shown_in(window.messageBar()))
    assert markers().featureCount() == 1
