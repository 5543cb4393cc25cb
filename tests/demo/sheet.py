# SPDX-License-Identifier: GPL-2.0-or-later
"""The demo's map sheet: the open map over a background, with title, legend, grid and scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont

CRS = QgsCoordinateReferenceSystem("EPSG:32610")
AREA = QgsRectangle(-120.1345, 38.8155, -120.0325, 38.8745)
WIDTH, HEIGHT = 1600, 1100
DPI = 120.0
PANEL = 68.0
"""Millimetres at the right for title and legend."""

NAMES = {
    "Marker": "Markers",
    "Clue": "Clue",
    "MapMediaObject": "Photo",
    "FieldWaypoint": "Field waypoint",
    "AppTrack": "Recorded track",
    "LiveTrack_point": "Live position",
    "FieldTrack": "Field track",
    "Assignment_polygon": "Assignments",
}
"""What the legend shows, and under which name."""


@dataclass(frozen=True)
class Note:
    """Text beside the map; ``size`` in points."""

    text: str
    size: float = 8.5
    color: str = "#000000"
    bold: bool = False


def draw(
    layers: Mapping[str, QgsVectorLayer],
    background: Sequence[QgsMapLayer],
    title: str,
    notes: Sequence[Note],
    path: Path,
) -> None:
    """Write a PNG of 1600 by 1100 pixels; ``layers`` and ``background`` topmost first."""
    project = QgsProject.instance()
    project.setCrs(CRS, True)
    shown = [layer for _, layer in sorted(layers.items(), key=_order) if layer.isSpatial()]
    for layer in [*shown, *background]:
        if project.mapLayer(layer.id()) is None:
            project.addMapLayer(layer, False)
    page = (WIDTH / DPI * 25.4, HEIGHT / DPI * 25.4)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*page))
    margin = 5.0
    frame = QRectF(margin, margin, page[0] - PANEL - 3 * margin, page[1] - 2 * margin)
    sheet = _map(layout, frame, [*shown, *background])
    left = frame.right() + margin
    below = _text(layout, Note(title, 15, bold=True), QRectF(left, margin, PANEL, 15))
    for note in notes:
        lines = note.text.count("\n") + 1
        below = _text(layout, note, QRectF(left, below, PANEL, lines * note.size * 0.45))
    _legend(layout, sheet, layers, left, below)
    _scale(layout, sheet, frame.left() + 12, frame.bottom() - 5)  # the legend has the panel
    image = QgsLayoutExporter(layout).renderPageToImage(0, QSize(WIDTH, HEIGHT), DPI)
    if not image.save(str(path)):
        raise RuntimeError(f"the map could not be written to {path}")


def _order(named: tuple[str, QgsVectorLayer]) -> tuple[int, int, str]:
    """Points over lines over areas; assignments below what was drawn on them."""
    name, layer = named
    kinds = (
        QgsWkbTypes.GeometryType.PointGeometry,
        QgsWkbTypes.GeometryType.LineGeometry,
        QgsWkbTypes.GeometryType.PolygonGeometry,
    )
    kind = layer.geometryType()
    return (kinds.index(kind) if kind in kinds else 3, name.startswith("Assignment"), name)


def _map(layout: QgsPrintLayout, frame: QRectF, layers: Sequence[QgsMapLayer]) -> QgsLayoutItemMap:
    sheet = QgsLayoutItemMap(layout)
    sheet.attemptSetSceneRect(frame)
    sheet.setCrs(CRS)
    sheet.setLayers(list(layers))
    sheet.setKeepLayerSet(True)
    to_map = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"), CRS, QgsProject.instance()
    )
    sheet.zoomToExtent(to_map.transformBoundingBox(AREA))
    sheet.setFrameEnabled(True)
    sheet.setBackgroundColor(QColor("#eef0e6"))
    grid = QgsLayoutItemMapGrid("UTM", sheet)
    grid.setIntervalX(1000)
    grid.setIntervalY(1000)
    grid.setCrs(CRS)
    grid.setGridLineWidth(0.08)
    grid.setGridLineColor(QColor(60, 60, 60, 110))
    grid.setAnnotationEnabled(True)
    grid.setAnnotationPrecision(0)
    font = QFont()
    font.setPointSizeF(6.5)
    grid.setAnnotationFont(font)
    for side in (QgsLayoutItemMapGrid.BorderSide.Left, QgsLayoutItemMapGrid.BorderSide.Bottom):
        grid.setAnnotationPosition(QgsLayoutItemMapGrid.AnnotationPosition.InsideMapFrame, side)
    for side in (QgsLayoutItemMapGrid.BorderSide.Right, QgsLayoutItemMapGrid.BorderSide.Top):
        grid.setAnnotationDisplay(QgsLayoutItemMapGrid.DisplayMode.HideAll, side)
    sheet.grids().addGrid(grid)
    layout.addLayoutItem(sheet)
    return sheet


def _text(layout: QgsPrintLayout, note: Note, place: QRectF) -> float:
    """Put a note there; returns where the next one may begin."""
    label = QgsLayoutItemLabel(layout)
    label.setText(note.text)
    font = QFont()
    font.setPointSizeF(note.size)
    font.setBold(note.bold)
    label.setFont(font)
    label.setFontColor(QColor(note.color))
    label.setHAlign(Qt.AlignmentFlag.AlignLeft)
    label.attemptSetSceneRect(place)
    layout.addLayoutItem(label)
    return place.bottom() + 1.5


def _legend(
    layout: QgsPrintLayout,
    sheet: QgsLayoutItemMap,
    layers: Mapping[str, QgsVectorLayer],
    left: float,
    top: float,
) -> None:
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(sheet)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.clear()
    for name, title in NAMES.items():
        if name in layers and layers[name].featureCount():
            root.addLayer(layers[name]).setCustomProperty("legend/title-label", title)
    legend.setLegendFilterByMapEnabled(True)
    for style, size in (
        (QgsLegendStyle.Style.Subgroup, 8.5),
        (QgsLegendStyle.Style.SymbolLabel, 8.0),
    ):
        font = QFont()
        font.setPointSizeF(size)
        font.setBold(style == QgsLegendStyle.Style.Subgroup)
        legend.setStyleFont(style, font)
    legend.setSymbolHeight(3.2)
    legend.setSymbolWidth(6)
    layout.addLayoutItem(legend)
    legend.attemptMove(QgsLayoutPoint(left - 2, top))
    legend.adjustBoxSize()


def _scale(layout: QgsPrintLayout, sheet: QgsLayoutItemMap, left: float, bottom: float) -> None:
    bar = QgsLayoutItemScaleBar(layout)
    bar.setLinkedMap(sheet)
    bar.setStyle("Line Ticks Up")
    bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers)
    bar.setUnitLabel("km")
    bar.setUnitsPerSegment(1)
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    text = bar.textFormat()
    text.setSize(8)
    bar.setTextFormat(text)
    bar.setBackgroundEnabled(True)
    bar.setBackgroundColor(QColor(255, 255, 255, 200))
    layout.addLayoutItem(bar)
    bar.update()
    bar.attemptMove(QgsLayoutPoint(left - 1, bottom - 13))
