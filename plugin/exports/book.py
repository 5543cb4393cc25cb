# SPDX-License-Identifier: GPL-2.0-or-later
"""A map book: a page for each assignment, made from a QGIS layout template with an atlas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsBearingUtils,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDistanceArea,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRuleBasedRenderer,
    QgsSymbol,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMarginsF, QRectF, QSizeF
from qgis.PyQt.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from qgis.PyQt.QtXml import QDomDocument

from ..analysis.magnetic import MODEL, declination
from ..caltopo.errors import CalTopoError
from ..host import fieldtypes
from ..host.texts import tr

WGS84 = "EPSG:4326"
SCALES = (2000, 3000, 4000, 5000, 6000, 8000, 10000, 12000, 15000, 20000, 24000, 30000, 40000,
          50000, 75000, 100000, 150000, 250000, 500000, 1000000)  # fmt: skip
_INTERVALS = (50, 100, 200, 250, 500, 1000, 2000, 5000, 10000, 20000, 50000)
_LINES = 8  # of the grid, across the map
_SIZES = (9.0, 8.0, 7.0, 6.5)  # points that long texts are set in, until they fit
_POINT_MM = 25.4 / 72
_MORE = " … (continued on the next page)"
_HALO = {
    QgsWkbTypes.GeometryType.LineGeometry: {"line_color": "255,214,0,170", "line_width": "2.2"},
    QgsWkbTypes.GeometryType.PolygonGeometry: {
        "style": "no", "outline_color": "255,214,0,190", "outline_width": "2.2",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """What is the same on every page.

    ``day`` is the day the norths are for; ``declination`` in degrees, east positive, takes the
    place of what the model of the magnetic field says of each page.
    """

    title: str
    map: str
    time: str
    crs: str
    day: date
    declination: float | None = None


class Book:
    """Pages one after another into a PDF.  Main thread; every method is one turn of it.

    ``assignments`` are layers with the API's property names as columns, each with those features
    that get a page, at least one; ``drawn`` all layers to draw, the uppermost first.
    """

    def __init__(
        self,
        template: Path,
        assignments: Sequence[tuple[QgsVectorLayer, Sequence[QgsFeature]]],
        drawn: Sequence[QgsVectorLayer],
        background: Sequence[QgsMapLayer],
        sheet: Sheet,
    ) -> None:
        self._sheet = sheet
        self._project = QgsProject()
        self._crs = QgsCoordinateReferenceSystem(sheet.crs)
        self._project.setCrs(self._crs)
        self._to_grid = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem(WGS84), self._crs, self._project.transformContext()
        )
        self._coverage = _coverage(assignments)
        halos = [_halo(layer) for layer, _ in assignments]
        for layer in (*drawn, *halos, self._coverage):
            self._project.addMapLayer(layer, False)
        self._layout = self._read(template)
        self._map = self._first_map()
        self._map.setCrs(self._crs)
        # the atlas goes on from a map that shows something
        self._map.zoomToExtent(self._to_grid.transformBoundingBox(self._coverage.extent()))
        self._map.setKeepLayerSet(True)
        self._map.setLayers([*drawn, *halos, *background])
        self._layout.renderContext().setPredefinedScales([float(s) for s in SCALES])
        atlas = self._atlas = self._layout.atlas()
        atlas.setCoverageLayer(self._coverage)
        atlas.setHideCoverage(True)
        atlas.setEnabled(True)
        for name, value in (
            ("caltopo_map_title", sheet.title),
            ("caltopo_map", sheet.map),
            ("caltopo_time", sheet.time),
        ):
            self._set(name, value)
        self._painter: QPainter | None = None
        self._writer: QPdfWriter | None = None

    @property
    def pages(self) -> int:
        return int(self._coverage.featureCount())

    def open(self, path: Path) -> None:
        """Begin the file.  Raises OSError."""
        size = self._layout.pageCollection().page(0).pageSize()
        writer = QPdfWriter(str(path))
        writer.setResolution(300)
        writer.setTitle(self._sheet.title)
        writer.setCreator("CalTopo Sync")
        millimetres = QSizeF(size.width(), size.height())
        writer.setPageSize(QPageSize(millimetres, QPageSize.Unit.Millimeter))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        painter = QPainter()
        if not painter.begin(writer):
            raise OSError("the PDF cannot be begun")
        self._writer, self._painter = writer, painter
        self._atlas.beginRender()

    def page(self, number: int) -> None:
        """Draw one page, and what of its texts finds no place on it on further ones.

        Raises OSError.
        """
        if number:
            self._new_page()
        feature = self._features[number]
        self._tell(feature)
        more = [
            part
            for part in (
                self._fit("description", feature["description"]),
                self._fit("efforts", feature["previousEfforts"]),
            )
            if part is not None
        ]
        self._atlas.seekTo(number)
        self._set_grid()
        self._layout.refresh()
        QgsLayoutExporter(self._layout).renderPage(self._painter, 0)
        for title, text in more:
            self._continue(str(feature["title"]) + ", " + title, text)

    def close(self) -> None:
        """End the file."""
        if self._painter is not None:
            self._atlas.endRender()
            self._painter.end()
        self._painter = self._writer = None

    def clear(self) -> None:
        """Let go of layers and files."""
        self.close()
        self._map.setLayers([])
        self._project.layoutManager().clear()
        self._project.clear()

    # -- the layout -----------------------------------------------------------------------------

    def _read(self, template: Path) -> QgsPrintLayout:
        document = QDomDocument()
        try:
            good = document.setContent(template.read_text(encoding="utf-8"))[0]
        except (OSError, ValueError):
            good = False
        layout = QgsPrintLayout(self._project)
        loaded = good and layout.loadFromTemplate(document, QgsReadWriteContext())
        if not loaded or not loaded[1]:
            raise CalTopoError(
                tr("“{name}” is no QGIS layout template that can be read.").format(
                    name=template.name
                ),
                hint=tr("Save a layout as template in QGIS (Layout > Save as Template)."),
            )
        layout.setName("assignments")
        self._project.layoutManager().addLayout(layout)
        return layout

    def _first_map(self) -> QgsLayoutItemMap:
        maps = [i for i in self._layout.items() if isinstance(i, QgsLayoutItemMap)]
        driven = [i for i in maps if i.atlasDriven()] or maps
        if not driven:
            raise CalTopoError(
                tr("The template has no map in it."), hint=tr("Add a map that the atlas controls.")
            )
        driven[0].setAtlasDriven(True)
        return driven[0]

    @property
    def _features(self) -> list[QgsFeature]:
        return list(self._coverage.getFeatures())

    def _set(self, name: str, value: Any) -> None:
        QgsExpressionContextUtils.setLayoutVariable(self._layout, name, value)

    def _tell(self, feature: QgsFeature) -> None:
        """What depends on where an assignment is."""
        place = feature.geometry().boundingBox().center()
        middle = self._to_grid.transform(place)
        turn = QgsBearingUtils.bearingTrueNorth(self._crs, self._project.transformContext(), middle)
        magnetic, source = self._sheet.declination, ""
        if magnetic is None:
            magnetic, source = declination(place.x(), place.y(), self._sheet.day), MODEL
        self._set("caltopo_norths", norths(turn, magnetic, source))
        self._set("caltopo_size", feature["caltopo_size"])

    def _set_grid(self) -> None:
        extent = self._map.extent()
        interval = next((i for i in _INTERVALS if extent.width() / i <= _LINES), _INTERVALS[-1])
        for grid in self._map.grids().asList():
            grid.setCrs(self._crs)
            grid.setIntervalX(interval)
            grid.setIntervalY(interval)

    # -- texts that are too long ----------------------------------------------------------------

    def _fit(self, id: str, value: Any) -> tuple[str, str] | None:
        """Set a text as large as it fits; (title, whole text) where it does not at all."""
        text = value if isinstance(value, str) else ""
        item = self._layout.itemById(id)
        if not isinstance(item, QgsLayoutItemLabel):
            self._set("caltopo_" + id, text)
            return None
        width, height = item.rect().width(), item.rect().height()
        for size in _SIZES:
            if _height(text, size, width) <= height:
                _set_size(item, size)
                self._set("caltopo_" + id, text)
                return None
        low, high = 0, len(text)
        while low < high:  # the longest beginning that fits
            middle = (low + high + 1) // 2
            fits = _height(text[:middle] + _MORE, _SIZES[-1], width) <= height
            low, high = (middle, high) if fits else (low, middle - 1)
        _set_size(item, _SIZES[-1])
        self._set("caltopo_" + id, text[:low].rstrip() + _MORE)
        return ("description" if id == "description" else "previous efforts"), text

    def _continue(self, title: str, text: str) -> None:
        """A whole text on pages of its own."""
        if self._painter is None or self._writer is None:
            return
        dots = self._writer.logicalDpiX() / 72.0
        paper = self._writer.pageLayout().fullRectPoints()
        margin = 36.0
        document = QTextDocument()
        document.setDefaultFont(_font(10.0))
        document.setPlainText(title + "\n\n" + text)
        room = QSizeF(paper.width() - 2 * margin, paper.height() - 2 * margin)
        document.documentLayout().setPaintDevice(None)
        document.setPageSize(room)
        for page in range(document.pageCount()):
            self._new_page()
            self._painter.save()
            self._painter.scale(dots, dots)
            self._painter.translate(margin, margin - page * room.height())
            document.drawContents(
                self._painter, QRectF(0, page * room.height(), room.width(), room.height())
            )
            self._painter.restore()

    def _new_page(self) -> None:
        if self._writer is None or not self._writer.newPage():
            raise OSError("a page of the PDF cannot be begun")


def opened_dressed(path: Path) -> QgsVectorLayer:
    """A file's only layer in the style that lies beside it."""
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    layer.loadNamedStyle(str(path.with_suffix(".qml")))
    return layer


def norths(turn: float, magnetic: float | None, source: str = "") -> str:
    """What the arrow means.  ``turn``: true north from grid north, degrees clockwise."""
    lines = ["Grid N is up.", "True N " + _angle(turn) + " of grid."]
    if magnetic is None:
        lines.append("Mag. N: not available.")
    else:
        by = " (" + source + ")" if source else ""
        lines.append("Mag. N " + _angle(magnetic) + " of true" + by + ".")
    return "\n".join(lines)


def _angle(degrees: float) -> str:
    return format(abs(degrees), ".1f") + "° " + ("E" if degrees >= 0 else "W")


def _coverage(assignments: Iterable[tuple[QgsVectorLayer, Sequence[QgsFeature]]]) -> QgsVectorLayer:
    """One feature for each assignment, areas as they are and lines as the box around them, in the
    order of their letters and numbers."""
    found: list[tuple[QgsFeature, str]] = []
    fields: Any = None
    measure = QgsDistanceArea()
    measure.setEllipsoid("WGS84")
    for layer, features in assignments:
        fields = fields or layer.fields()
        for feature in features:
            if feature.hasGeometry():
                found.append((feature, _size(feature.geometry(), measure)))
    coverage = QgsVectorLayer("Polygon?crs=" + WGS84, "assignments", "memory")
    provider = coverage.dataProvider()
    if fields is not None:
        provider.addAttributes([f for f in fields if f.name() != "fid"])
    provider.addAttributes([QgsField("caltopo_size", fieldtypes.TEXT)])
    coverage.updateFields()
    made = []
    for feature, size in sorted(found, key=lambda pair: natural(str(pair[0]["title"]))):
        copy = QgsFeature(coverage.fields())
        for name in coverage.fields().names():
            copy[name] = size if name == "caltopo_size" else feature[name]
        shape = feature.geometry()
        if shape.type() != QgsWkbTypes.GeometryType.PolygonGeometry:
            shape = QgsGeometry.fromRect(shape.boundingBox())
        copy.setGeometry(shape)
        made.append(copy)
    provider.addFeatures(made)
    return coverage


def natural(text: str) -> list[tuple[int, int, str]]:
    """A sort key by which "AA 9" comes before "AA 10"."""
    parts = re.findall(r"\d+|\D+", text.casefold())
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts]


def _size(shape: QgsGeometry, measure: QgsDistanceArea) -> str:
    if shape.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
        hectares = measure.measureArea(shape) / 10_000
        return format(hectares, ".0f" if hectares >= 10 else ".1f") + " ha"
    return format(measure.measureLength(shape) / 1000, ".1f") + " km"


def _halo(layer: QgsVectorLayer) -> QgsVectorLayer:
    """The page's own assignment, marked from beneath."""
    halo = layer.clone()
    symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    made = type(symbol).createSimple(_HALO[layer.geometryType()])
    root = QgsRuleBasedRenderer.Rule(None)
    mine = "\"caltopo_id\" = attribute(@atlas_feature, 'caltopo_id')"
    root.appendChild(QgsRuleBasedRenderer.Rule(made, 0, 0, mine))
    halo.setRenderer(QgsRuleBasedRenderer(root))
    halo.setLabelsEnabled(False)
    return halo


def _font(size: float) -> QFont:
    font = QFont("Sans Serif")
    font.setPointSizeF(size)
    return font


def _height(text: str, size: float, width: float) -> float:
    """Millimetres that a text takes at a width in millimetres."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(_pixel_font(size))
    document.setPlainText(text)
    document.setTextWidth(width / _POINT_MM * 10)
    return float(document.size().height()) / 10 * _POINT_MM


def _pixel_font(size: float) -> QFont:
    """Ten pixels to a point, whatever the screen's resolution."""
    font = QFont("Sans Serif")
    font.setPixelSize(round(size * 10))
    return font


def _set_size(item: QgsLayoutItemLabel, size: float) -> None:
    if hasattr(item, "setTextFormat"):  # from QGIS 3.24 on
        form = item.textFormat()
        form.setSize(size)
        form.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
        item.setTextFormat(form)
        return
    font = item.font()
    font.setPointSizeF(size)
    item.setFont(font)
