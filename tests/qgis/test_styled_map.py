# SPDX-License-Identifier: GPL-2.0-or-later
"""The made-up incident drawn as a whole, and its legend: build/screenshots/, to be looked at."""

from __future__ import annotations

from pathlib import Path

from caltopo_sync.plugin import api
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerTree,
    QgsLayerTreeModel,
    QgsLegendRenderer,
    QgsLegendSettings,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize
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


def test_a_styled_map(m: api.Map) -> None:
    settings = QgsMapSettings()
    settings.setLayers(topmost_first(m.layers()))
    settings.setDestinationCrs(UTM)
    to_map = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"), UTM, QgsProject.instance()
    )
    settings.setExtent(to_map.transformBoundingBox(AREA))
    settings.setOutputSize(QSize(1500, 1100))
    settings.setOutputDpi(DPI)
    settings.setBackgroundColor(QColor("#eef0e6"))
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
