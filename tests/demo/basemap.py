# SPDX-License-Identifier: GPL-2.0-or-later
"""The background of the demo's map, made from the incident's ground: relief, contours, lakes."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from data import outlines, terrain
from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLineSymbol,
    QgsMapLayer,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsRasterLayer,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

WEST, SOUTH, EAST, NORTH = -120.165, 38.800, -120.020, 38.888
COLUMNS, ROWS = 480, 372
CONTOUR = 40
"""Metres between contours; every fifth is thicker."""

# Tints by height in metres, pale so that what the search drew stands out.
_TINTS = ((1850, (216, 226, 205)), (2250, (230, 233, 214)), (2500, (241, 236, 220)),
          (2650, (243, 238, 229)), (2850, (252, 251, 249)))  # fmt: skip


def layers(folder: Path) -> list[QgsMapLayer]:
    """The background's layers, topmost first; files go to ``folder``."""
    lon, lat = np.meshgrid(np.linspace(WEST, EAST, COLUMNS), np.linspace(NORTH, SOUTH, ROWS))
    heights = terrain.heights(lon, lat)
    found: list[QgsMapLayer] = [lakes(), contours(heights, folder)]
    found.append(relief(heights, folder))
    return found


def relief(heights: np.ndarray, folder: Path) -> QgsRasterLayer:
    """Tinted heights under light from the north-west."""
    across = (EAST - WEST) / (COLUMNS - 1) * terrain.METRES_LON
    down = (NORTH - SOUTH) / (ROWS - 1) * terrain.METRES_LAT
    to_south, to_east = np.gradient(heights, down, across)
    slope = np.arctan(1.3 * np.hypot(to_east, to_south))
    aspect = np.arctan2(to_south, -to_east)
    light, high = math.radians(135), math.radians(45)
    shade = np.sin(high) * np.cos(slope) + np.cos(high) * np.sin(slope) * np.cos(light - aspect)
    shade = np.clip(shade / math.sin(high), 0.0, 1.25)
    known = [height for height, _ in _TINTS]
    path = folder / "relief.tif"
    made = gdal.GetDriverByName("GTiff").Create(str(path), COLUMNS, ROWS, 3, gdal.GDT_Byte)
    _place(made)
    for band in range(3):
        tint = np.interp(heights, known, [color[band] for _, color in _TINTS])
        made.GetRasterBand(band + 1).WriteArray(
            np.clip(tint * (0.62 + 0.38 * shade), 0, 255).astype(np.uint8)
        )
    made = None  # writes the file
    layer = QgsRasterLayer(str(path), "Relief")
    layer.resampleFilter().setZoomedInResampler(_bilinear())
    return layer


def contours(heights: np.ndarray, folder: Path) -> QgsVectorLayer:
    """Contour lines, thicker and labelled every fifth."""
    raster = gdal.GetDriverByName("MEM").Create("", COLUMNS, ROWS, 1, gdal.GDT_Float32)
    _place(raster)
    raster.GetRasterBand(1).WriteArray(heights)
    path = folder / "contours.gpkg"
    path.unlink(missing_ok=True)
    package = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    lines = package.CreateLayer("contours", raster.GetSpatialRef(), ogr.wkbLineString)
    lines.CreateField(ogr.FieldDefn("height", ogr.OFTReal))
    gdal.ContourGenerate(raster.GetRasterBand(1), CONTOUR, 0, [], 0, 0, lines, -1, 0)
    lines = package = None  # writes the file
    layer = QgsVectorLayer(f"{path}|layername=contours", "Contours", "ogr")
    thin, thick = (
        QgsLineSymbol.createSimple({"line_color": "#b9a58a", "line_width": width})
        for width in ("0.12", "0.3")
    )
    every_fifth = f'"height" % {5 * CONTOUR} = 0'
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            every_fifth,
            [QgsRendererCategory(1, thick, "index"), QgsRendererCategory(0, thin, "")],
        )
    )
    settings = _labels(
        f'if({every_fifth}, format_number("height", 0, omit_group_separators:=true), NULL)',
        6.5,
        "#8a7355",
    )
    settings.placement = QgsPalLayerSettings.Placement.Curved
    settings.priority = 1
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    return layer


def lakes() -> QgsVectorLayer:
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=name:string", "Lakes", "memory")
    features = []
    for name in terrain.LAKES:
        feature = QgsFeature(layer.fields())
        ring = [QgsPointXY(*position) for position in outlines.lake(name)]
        feature.setGeometry(QgsGeometry.fromPolygonXY([ring]).smooth(2, 0.25))
        feature.setAttributes([name])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    layer.setRenderer(
        QgsSingleSymbolRenderer(
            QgsFillSymbol.createSimple(
                {"color": "#b5d3e7", "outline_color": "#7ba6c4", "outline_width": "0.25"}
            )
        )
    )
    settings = _labels('"name"', 7, "#3f6f91", italic=True)
    settings.placement = QgsPalLayerSettings.Placement.Horizontal
    settings.priority = 2
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    return layer


def _place(raster: gdal.Dataset) -> None:
    """Where the grid lies: its values are heights at the middle of cells."""
    across, down = (EAST - WEST) / (COLUMNS - 1), (NORTH - SOUTH) / (ROWS - 1)
    raster.SetGeoTransform((WEST - across / 2, across, 0, NORTH + down / 2, 0, -down))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    raster.SetProjection(reference.ExportToWkt())


def _bilinear() -> object:
    from qgis.core import QgsBilinearRasterResampler

    return QgsBilinearRasterResampler()


def _labels(expression: str, size: float, color: str, italic: bool = False) -> QgsPalLayerSettings:
    text = QgsTextFormat()
    font = text.font()
    font.setItalic(italic)
    text.setFont(font)
    text.setSize(size)
    text.setColor(QColor(color))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.6)
    halo.setColor(QColor(255, 255, 255, 150))
    text.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.setFormat(text)
    settings.fieldName = expression
    settings.isExpression = True
    obstacles = settings.obstacleSettings()
    obstacles.setIsObstacle(False)
    settings.setObstacleSettings(obstacles)
    return settings
