# SPDX-License-Identifier: GPL-2.0-or-later
"""The made-up incident drawn as a whole, its legend, and all icons, to be looked at in
build/screenshots/."""

from __future__ import annotations

import ctypes
import sys
import time
from pathlib import Path

from caltopo_sync.plugin import api
from caltopo_sync.plugin.layers.markers import register_font
from caltopo_sync.plugin.layers.styles import style_layer
from caltopo_sync.plugin.layers.symbols import symbols
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsLayerTree,
    QgsLayerTreeModel,
    QgsLegendRenderer,
    QgsLegendSettings,
    QgsMapRendererParallelJob,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize, QThreadPool
from qgis.PyQt.QtGui import QColor, QImage, QPainter

FOLDER = Path(__file__).parents[2] / "build" / "screenshots"
UTM = QgsCoordinateReferenceSystem("EPSG:32610")
AREA = QgsRectangle(-120.1345, 38.8155, -120.0325, 38.8745)
DPI = 96


def topmost_first(layers: dict[str, QgsVectorLayer]) -> list[QgsVectorLayer]:
    kinds = [
        QgsWkbTypes.GeometryType.PointGeometry,
        QgsWkbTypes.GeometryType.LineGeometry,
        QgsWkbTypes.GeometryType.PolygonGeometry,
    ]
    shown = [each for each in layers.values() if each.geometryType() in kinds]
    return sorted(shown, key=lambda each: kinds.index(each.geometryType()))


def transform_to_map() -> QgsCoordinateTransform:
    return QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"), UTM, QgsProject.instance()
    )


def map_settings(m: api.Map) -> QgsMapSettings:
    settings = QgsMapSettings()
    settings.setLayers(topmost_first(m.layers()))
    settings.setDestinationCrs(UTM)
    to_map = transform_to_map()
    settings.setExtent(to_map.transformBoundingBox(AREA))
    settings.setOutputSize(QSize(1500, 1100))
    settings.setOutputDpi(DPI)
    settings.setBackgroundColor(QColor("#eef0e6"))
    return settings


def test_a_styled_map(m: api.Map) -> None:
    settings, to_map = map_settings(m), transform_to_map()
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    place = settings.mapToPixel()
    for title, color in (("IPP, seen Fri 1640", "#ff0000"), ("Staging, lot B", "#2e7d32")):
        row = next(f for f in m.layers()["Marker"].getFeatures() if f["title"] == title)
        at = place.transform(to_map.transform(row.geometry().asPoint()))
        x, y = round(at.x()), round(at.y())
        around = {
            image.pixelColor(x + i, y + j).name() for i in range(-9, 10) for j in range(-9, 10)
        }
        assert color in around, title
    FOLDER.mkdir(parents=True, exist_ok=True)
    assert image.save(str(FOLDER / "styled_map.png"))


def test_drawing_does_not_need_python(m: api.Map) -> None:
    """Where Python closes a project, QGIS waits for what is drawn without letting Python go: an
    object of Python's in a style would have both wait for ever."""
    begun = time.monotonic()
    usual = QgsMapRendererSequentialJob(map_settings(m))
    usual.start()
    usual.waitForFinished()
    took = time.monotonic() - begun

    held = QgsMapRendererSequentialJob(map_settings(m))
    pool, interval = QThreadPool.globalInstance(), sys.getswitchinterval()
    assert pool.waitForDone(10_000)
    try:
        sys.setswitchinterval(3600)
        held.start()
        # what this calls does not let other threads have Python
        ctypes.PyDLL(None).usleep(round((1 + 3 * took) * 1e6))
        left = pool.activeThreadCount()
    finally:
        sys.setswitchinterval(interval)
    held.waitForFinished()
    assert not left


def test_a_legend(m: api.Map) -> None:
    tree = QgsLayerTree()
    for layer in topmost_first(m.layers()):
        if layer.featureCount():
            tree.addLayer(layer)
    legend = QgsLegendSettings()
    legend.setTitle(m.title)
    legend.setColumnCount(2)
    legend.setSplitLayer(True)
    model = QgsLayerTreeModel(tree)
    renderer = QgsLegendRenderer(model, legend)
    scale = DPI / 25.4
    context = QgsRenderContext()
    context.setScaleFactor(scale)
    size = renderer.minimumSize(context)
    image = QImage(
        round(size.width() * scale), round(size.height() * scale), QImage.Format.Format_RGB32
    )
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(scale, scale)  # a legend is drawn in millimetres
    context.setPainter(painter)
    renderer.drawLegend(context)
    painter.end()
    FOLDER.mkdir(parents=True, exist_ok=True)
    assert image.save(str(FOLDER / "legend.png"))
    colors = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    periods = m.layers()["Assignment_polygon"].renderer().categories()[:2]
    for category in periods:
        assert category.symbol().symbolLayer(0).strokeColor().name() in colors, category.label()


FORMS = ("", "$circle", "$placemark")
WAYS = (
    ("#0B3D91", "1", None),
    ("#C1121F", "2", "45"),
    ("#FFF3B0", "1.5", None),
)  # color, size, turn
COLUMNS, CELL, NAME = 3, 50, 150  # of icons, pixels


def test_a_sheet_of_all_icons() -> None:
    """Each plain, on a disc and on a pin, small, turned and pale."""
    names = ("title", "marker_symbol", "marker_color", "marker_size", "marker_rotation")
    fields = "".join("&field=" + name + ":string" for name in names)
    drawn = QgsVectorLayer("Point?crs=EPSG:3857" + fields, "icons", "memory")
    rows = -(-len(symbols()) // COLUMNS)
    block = NAME + CELL * len(FORMS) * len(WAYS)
    width, height = COLUMNS * block, rows * CELL
    cells = []
    for number, symbol in enumerate(symbols()):
        column, row = divmod(number, rows)
        for form, plate in enumerate(FORMS):
            for way, look in enumerate(WAYS):
                x = column * block + NAME + CELL * (form * len(WAYS) + way) + CELL // 2
                feature = QgsFeature(drawn.fields())
                at = QgsPointXY(x, height - row * CELL - CELL // 2)
                feature.setGeometry(QgsGeometry.fromPointXY(at))
                feature.setAttributes([symbol, symbol + plate, *look])
                drawn.dataProvider().addFeature(feature)
                cells.append((x, row * CELL + CELL // 2, look[0].lower(), symbol + plate))
    assert register_font()
    style_layer(drawn, "Marker")
    drawn.setLabelsEnabled(False)
    settings = QgsMapSettings()
    settings.setLayers([drawn])
    settings.setDestinationCrs(drawn.crs())
    settings.setExtent(QgsRectangle(0, 0, width, height))
    settings.setOutputSize(QSize(width, height))
    settings.setOutputDpi(DPI)
    settings.setBackgroundColor(QColor("#dfe3d8"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    plain = image.copy()
    painter = QPainter(image)
    painter.setPen(QColor("#222222"))
    for number, symbol in enumerate(symbols()):
        column, row = divmod(number, rows)
        painter.drawText(column * block + 8, row * CELL + CELL // 2 + 4, symbol)
    painter.end()
    FOLDER.mkdir(parents=True, exist_ok=True)
    assert image.save(str(FOLDER / "icons.png"))
    for x, y, color, name in cells:
        ink = QColor(color).getRgb()
        found = 0
        for i in range(x - CELL // 2, x + CELL // 2):
            for j in range(y - CELL // 2, y + CELL // 2):
                seen = plain.pixelColor(i, j).getRgb()
                found += sum(abs(a - b) for a, b in zip(seen, ink)) < 60
        assert found > 12, name
