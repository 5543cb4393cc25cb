# SPDX-License-Identifier: GPL-2.0-or-later
"""The dialog that sends a layer: preview, sending, and what it looks like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.send_layer import SendLayerPart
from gui.pictures import draw
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from standin import Standin

WKT = "POLYGON(({0} 39.2, {1} 39.2, {1} {2}, {0} 39.21, {0} 39.2))"


def segments() -> QgsVectorLayer:
    layer = QgsVectorLayer(
        "Polygon?crs=EPSG:4326&field=seg:string&field=priority:string&field=poa:double",
        "Segments, second night",
        "memory",
    )
    for n, priority in enumerate(("HIGH", "HIGH", "low", "urgent", "MEDIUM", "LOW")):
        west = round(-120.1 + 0.012 * n, 4)
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"seg {n + 1}", priority, 0.3 - 0.04 * n])
        wkt = WKT.format(west, round(west + 0.011, 4), 39.208 + 0.002 * (n % 3))
        feature.setGeometry(QgsGeometry.fromWkt(wkt) if n != 4 else QgsGeometry())
        layer.dataProvider().addFeatures([feature])
    layer.updateExtents()
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def part(plugin: Any) -> SendLayerPart:
    return next(p for p in plugin.parts if isinstance(p, SendLayerPart))


@pytest.fixture
def opened(plugin: Any, connection: Any, standin: Standin, tmp_path: Path) -> Iterator[Any]:
    conn = api.connection("County SAR")
    m = conn.open_map("ABC12", workspace=tmp_path, push_on_save=False)
    plugin.desktop.maps.show(m, "County SAR")
    wait_until(lambda: QgsProject.instance().mapLayers())
    settle()
    yield m


def grab(dialog: Any, name: str) -> None:
    settle()
    dialog.canvas.waitWhileRendering()
    draw(dialog, name)


def rows(dialog: Any) -> list[str]:
    tree = dialog.steps
    return [tree.topLevelItem(n).text(0) for n in range(tree.topLevelItemCount())]


def test_preview_then_send(
    part: SendLayerPart, opened: Any, standin: Standin, window: Window
) -> None:
    layer = segments()
    part.show(layer)
    dialog = part.dialog
    assert dialog is not None
    assert not dialog.send_button.isEnabled() and dialog.preview_button.isEnabled()
    dialog.key.setField("seg")
    dialog._properties.widgets["description"].setField("'POA ' || round(100 * \"poa\") || ' %'")
    dialog.period.setCurrentText("OP 2")
    dialog.preview()
    wait_until(lambda: not dialog.busy.isVisible())
    assert rows(dialog) == ["skipped", "skipped", *["to add"] * 4]
    assert dialog.send_button.isEnabled() and "OP 2" in dialog.summary.text()
    assert not [k for k in standin.objects("ABC12") if k[0] == "Assignment"]
    grab(dialog, "send_layer")
    dialog.tolerance.setValue(5)
    assert not dialog.send_button.isEnabled() and not rows(dialog), "only what was seen is sent"
    dialog.preview()
    wait_until(lambda: not dialog.busy.isVisible())
    dialog.send()
    wait_until(lambda: not dialog.busy.isVisible())
    assert rows(dialog) == ["skipped", "skipped", *["added"] * 4]
    assert not dialog.send_button.isEnabled()
    assert "4 added" in shown_in(window.messageBar())
    titles = sorted(
        f["properties"]["title"]
        for k, f in standin.objects("ABC12").items()
        if k[0] == "Assignment"
    )
    assert titles == ["AA 101", "AB 102", "AC 103", "AD 104"]
    dialog.tabs.setCurrentIndex(1)
    grab(dialog, "send_layer_how")
    dialog.close()
    settle()
    part.show(layer)
    again = part.dialog
    assert again is not None and again.key.currentText() in ("seg", '"seg"')
    again.preview()
    wait_until(lambda: not again.busy.isVisible())
    assert rows(again) == ["skipped", "skipped", *["unchanged"] * 4]
    assert not again.send_button.isEnabled()


def test_each_feature_may_have_a_folder_and_a_period_of_its_own(
    part: SendLayerPart, opened: Any, plugin: Any
) -> None:
    part.show(segments())
    dialog = part.dialog
    assert dialog is not None
    fields = dialog._properties.widgets
    fields["priority"].setField("")
    fields["folderId"].setField("if(poa > 0.2, 'Hot', NULL)")
    fields["operationalPeriodId"].setField("'OP ' || upper(priority)")
    dialog.folder.setCurrentText("Segments")
    dialog.preview()
    wait_until(lambda: not dialog.busy.isVisible())
    assert dialog.summary.text().splitlines()[1:] == [
        "New operational periods: “OP HIGH”, “OP LOW”, “OP URGENT”.",
        "New folders: “Hot”, “Segments”.",
    ]
    dialog.scroll.ensureWidgetVisible(fields["folderId"])
    grab(dialog, "send_layer_each")


def test_points_become_markers(part: SendLayerPart, opened: Any, plugin: Any) -> None:
    layer = QgsVectorLayer("Point?crs=EPSG:4326&field=title:string", "Clues", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["Boot print"])
    feature.setGeometry(QgsGeometry.fromWkt("POINT(-120.1 39.2)"))
    layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    part.show(layer)
    dialog = part.dialog
    assert dialog is not None and dialog.cls == "Marker"
    dialog.preview()
    wait_until(lambda: not dialog.busy.isVisible())
    assert rows(dialog) == ["to add"] and dialog.steps.topLevelItem(0).text(1) == "Boot print"
    grab(dialog, "send_layer_points")
    dialog.layer.setLayer(segments())
    assert dialog.cls == "Assignment"


def test_without_a_map_it_says_so(part: SendLayerPart, plugin: Any) -> None:
    part.show(segments())
    assert part.dialog is not None and "No CalTopo map is open" in part.dialog.summary.text()
    assert not part.dialog.preview_button.isEnabled()


def test_shapes_and_a_refused_expression(part: SendLayerPart, opened: Any, plugin: Any) -> None:
    part.show(segments())
    dialog = part.dialog
    assert dialog is not None
    dialog.become.setCurrentIndex(1)
    assert dialog.look.isVisibleTo(dialog) and not dialog.letters.isVisibleTo(dialog)
    assert dialog.missing.count() == 2
    dialog._properties.widgets["title"].setField('"nofield"')
    dialog.preview()
    wait_until(lambda: not dialog.busy.isVisible())
    assert "nofield" in shown_in(dialog.bar)
    dialog._properties.widgets["title"].setField("seg")
    dialog.preview()
    wait_until(lambda: not dialog.busy.isVisible())
    assert rows(dialog) == ["skipped", *["to add"] * 5]
    plugin.desktop.maps.close(opened)
    assert not dialog.send_button.isEnabled() and dialog.map.count() == 0
