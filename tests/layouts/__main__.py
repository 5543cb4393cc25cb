# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes ui/layouts/assignment_*.qpt: one page for an assignment, on Letter and on A4.

``python -m layouts`` with tests/ on the path.  One description serves both sizes; afterwards the
files are ordinary QGIS layout templates.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import qgisapp

FOLDER = Path(__file__).parents[2] / "ui" / "layouts"
SIZES = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
MARGIN = 10.0
INK, SOFT, RULE, BAND = "#1b1f24", "#59636e", "#c5ccd3", "#eef1f4"


ARROW = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 28">'
    b'<path d="M12 0 L12 22 L5 27 Z" fill="#1b1f24"/>'
    b'<path d="M12 0 L19 27 L12 22 Z" fill="#ffffff" stroke="#1b1f24" stroke-width="0.8" '
    b'stroke-linejoin="round"/></svg>'
)


class Page:
    """One layout, filled item by item; millimetres from the upper left corner."""

    def __init__(self, name: str, width: float, height: float) -> None:
        from qgis.core import QgsLayoutSize, QgsPrintLayout, QgsProject

        self.width, self.height = width, height
        self.project = QgsProject()
        self.layout = QgsPrintLayout(self.project)
        self.layout.initializeDefaults()
        self.layout.setName("CalTopo assignment, " + name)
        self.layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height))

    def place(self, item: Any, id: str, x: float, y: float, w: float, h: float) -> Any:
        from qgis.core import QgsLayoutPoint, QgsLayoutSize

        item.setId(id)
        self.layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(x, y))
        item.attemptResize(QgsLayoutSize(w, h))
        return item

    def text(self, id: str, words: str, x: float, y: float, w: float, h: float,
             size: float = 9, bold: bool = False, color: str = INK, right: bool = False,
             top: bool = False) -> Any:  # fmt: skip
        from qgis.core import QgsLayoutItemLabel, QgsTextFormat, QgsUnitTypes
        from qgis.PyQt.QtCore import Qt
        from qgis.PyQt.QtGui import QColor, QFont

        label = QgsLayoutItemLabel(self.layout)
        label.setText(words)
        font = QFont("Sans Serif")
        font.setBold(bold)
        form = QgsTextFormat()
        form.setFont(font)
        form.setSize(size)
        form.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
        form.setColor(QColor(color))
        if hasattr(label, "setTextFormat"):
            label.setTextFormat(form)
        else:
            font.setPointSizeF(size)
            label.setFont(font)
            label.setFontColor(QColor(color))
        label.setMarginX(0)
        label.setMarginY(0)
        flag = Qt.AlignmentFlag
        label.setHAlign(flag.AlignRight if right else flag.AlignLeft)
        label.setVAlign(flag.AlignTop if top else flag.AlignVCenter)
        return self.place(label, id, x, y, w, h)

    def box(self, id: str, x: float, y: float, w: float, h: float, fill: str, line: str) -> Any:
        from qgis.core import QgsFillSymbol, QgsLayoutItemShape

        shape = QgsLayoutItemShape(self.layout)
        shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        shape.setSymbol(
            QgsFillSymbol.createSimple(
                {"color": fill, "outline_color": line or fill, "outline_width": "0.2",
                 "outline_style": "solid" if line else "no"}
            )
        )  # fmt: skip
        return self.place(shape, id, x, y, w, h)

    def fact(self, id: str, title: str, words: str, x: float, y: float, w: float) -> None:
        """A small caption and what it says under it."""
        self.text(id + "_caption", title, x, y, w, 3.2, 6.5, color=SOFT)
        self.text(id, words, x, y + 3.4, w, 5.0, 9.5, bold=True)


def words(column: str) -> str:
    return '[% coalesce(nullif(trim("' + column + "\"), ''), '-') %]"


def make(name: str, width: float, height: float) -> None:
    from qgis.core import QgsReadWriteContext

    page = Page(name, width, height)
    inner = width - 2 * MARGIN
    head, foot = 18.0, 8.0
    facts, notes = 37.0, 42.0
    map_y = MARGIN + head + 2
    map_h = height - map_y - facts - notes - foot - MARGIN
    heading(page, inner, head)
    the_map(page, inner, map_y, map_h)
    the_facts(page, inner, map_y + map_h + 2)
    the_notes(page, inner, map_y + map_h + 2 + facts, notes - 2)
    y = height - MARGIN - foot + 2
    page.text("footer", "[% @caltopo_map_title %] · map [% @caltopo_map %] · as of "
              "[% @caltopo_time %] · made by CalTopo Sync", MARGIN, y, inner * 0.82, 4, 6.5,
              color=SOFT)  # fmt: skip
    page.text("pages", "[% @atlas_featurenumber %] of [% @atlas_totalfeatures %]",
              MARGIN + inner * 0.82, y, inner * 0.18, 4, 8, bold=True, right=True)  # fmt: skip
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / ("assignment_" + name + ".qpt")
    page.layout.saveAsTemplate(str(path), QgsReadWriteContext())
    print(path)


def heading(page: Page, inner: float, head: float) -> None:
    page.box("head", MARGIN, MARGIN, inner, head, INK, "")
    page.text("name", "[% \"title\" %]", MARGIN + 4, MARGIN + 1, inner * 0.34, head - 2, 28,
              bold=True, color="#ffffff")  # fmt: skip
    x = MARGIN + inner * 0.36
    page.text("period", "[% coalesce(nullif(\"operationalPeriod\", ''), "
              "'No operational period') %]",
              x, MARGIN + 2, inner * 0.62 - 4, 6.5, 12, bold=True, color="#ffffff",
              right=True)  # fmt: skip
    page.text("state", "[% array_to_string(array_filter(array(replace(\"resourceType\", '_', ' '), "
              "\"status\", nullif(\"priority\", '') || ' priority'), "
              "coalesce(@element, '') <> ''), '  ·  ') %]",
              x, MARGIN + 9.5, inner * 0.62 - 4, 6, 9.5, color="#d6dbe0", right=True)  # fmt: skip


def the_map(page: Page, inner: float, y: float, h: float) -> None:
    from qgis.core import (
        QgsLayoutItemMap,
        QgsLayoutItemMapGrid,
        QgsLayoutItemPicture,
        QgsLayoutItemScaleBar,
        QgsLayoutMeasurement,
        QgsLineSymbol,
        QgsRectangle,
        QgsUnitTypes,
    )
    from qgis.PyQt.QtGui import QColor, QFont

    edge = 4.5  # for the numbers of the grid
    shown = QgsLayoutItemMap(page.layout)
    page.place(shown, "map", MARGIN + edge, y + edge, inner - 2 * edge, h - 2 * edge)
    shown.setExtent(QgsRectangle(0, 0, 10_000, 10_000 * (h - 2 * edge) / (inner - 2 * edge)))
    shown.setFrameEnabled(True)
    shown.setFrameStrokeColor(QColor(INK))
    shown.setFrameStrokeWidth(QgsLayoutMeasurement(0.3))
    shown.setAtlasDriven(True)
    shown.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Predefined)
    shown.setAtlasMargin(0.2)
    grid = QgsLayoutItemMapGrid("grid", shown)
    grid.setIntervalX(1000)
    grid.setIntervalY(1000)
    grid.setLineSymbol(QgsLineSymbol.createSimple({"color": "0,0,0,70", "width": "0.12"}))
    grid.setAnnotationEnabled(True)
    grid.setAnnotationPrecision(0)
    grid.setAnnotationFrameDistance(0.6)
    font = QFont("Sans Serif")
    font.setPointSizeF(5.5)
    grid.setAnnotationFont(font)
    grid.setAnnotationFontColor(QColor(SOFT))
    for side in ("Left", "Right"):
        grid.setAnnotationDirection(
            QgsLayoutItemMapGrid.AnnotationDirection.Vertical,
            getattr(QgsLayoutItemMapGrid.BorderSide, side),
        )
    shown.grids().addGrid(grid)
    card(page, shown, MARGIN + edge + 2, y + h - edge - 13, QgsLayoutItemScaleBar, QgsUnitTypes)
    arrow(page, shown, MARGIN + inner - edge - 29, y + edge + 2, QgsLayoutItemPicture)


def card(page: Page, shown: Any, x: float, y: float, bar_class: Any, units: Any) -> None:
    """Scale and scale bar on white."""
    from qgis.PyQt.QtGui import QColor, QFont

    page.box("scale_card", x, y, 62, 11, "255,255,255,225", RULE)
    bar = bar_class(page.layout)
    bar.setLinkedMap(shown)
    bar.setStyle("Single Box")
    bar.setUnits(units.DistanceUnit.DistanceMeters)
    bar.setUnitLabel("m")
    bar.setSegmentSizeMode(bar_class.SegmentSizeMode.SegmentSizeFitWidth) if hasattr(
        bar_class, "SegmentSizeMode"
    ) else bar.setSegmentSizeMode(1)
    bar.setMinimumBarWidth(25)
    bar.setMaximumBarWidth(48)
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setHeight(1.4)
    font = QFont("Sans Serif")
    font.setPointSizeF(6.5)
    bar.setFont(font)
    bar.setFontColor(QColor(INK))
    bar.setBoxContentSpace(0.5)
    bar.setLabelBarSpace(0.8)
    page.place(bar, "scale_bar", x + 1, y + 0.8, 58, 9)
    page.text("scale",
              "1:[% format_number(round(map_get(item_variables('map'), "
        "'map_scale')), 0) %]", x + 40, y + 5.5, 20, 4.5, 8,
              bold=True, right=True)  # fmt: skip


def arrow(page: Page, shown: Any, x: float, y: float, picture_class: Any) -> None:
    """True north turns with the meridians; grid north is up."""
    page.box("north_card", x, y, 27, 25, "255,255,255,225", RULE)
    north = picture_class(page.layout)
    north.setPicturePath("base64:" + base64.b64encode(ARROW).decode())  # goes with the file
    north.setLinkedMap(shown)
    north.setNorthMode(picture_class.NorthMode.TrueNorth)
    page.place(north, "north", x + 7.5, y + 1, 12, 14)
    page.text("norths", "[% @caltopo_norths %]", x + 1.5, y + 15.6, 25, 9, 5.6, top=True)


def the_facts(page: Page, inner: float, y: float) -> None:
    page.box("facts", MARGIN, y, inner, 35, BAND, "")
    wide = inner / 4
    rows = (
        (
            ("resource", "RESOURCE", "[% coalesce(nullif(replace(\"resourceType\", '_', ' '), ''), "
             "'-') %]"),
            ("team", "TEAM SIZE", "[% coalesce(to_string(\"teamSize\"), '-') %]"),
            ("priority", "PRIORITY", words("priority")),
            ("time", "TIME ALLOCATED", "[% coalesce(to_string(\"timeAllocated\") || ' h', '-') %]"),
        ),
        (
            ("primary", "PRIMARY FREQUENCY", words("primaryFrequency")),
            ("secondary", "SECONDARY FREQUENCY", words("secondaryFrequency")),
            ("transport", "TRANSPORTATION", words("transportation")),
            ("prepared", "PREPARED BY", words("preparedBy")),
        ),
        (
            ("pod_responsive", "POD RESPONSIVE", words("responsivePOD")),
            ("pod_unresponsive", "POD UNRESPONSIVE", words("unresponsivePOD")),
            ("pod_clue", "POD CLUES", words("cluePOD")),
            ("size", "SIZE", "[% @caltopo_size %]"),
        ),
    )  # fmt: skip
    for number, row in enumerate(rows):
        for column, (id, title, said) in enumerate(row):
            page.fact(id, title, said, MARGIN + 3 + column * wide, y + 2 + number * 11, wide - 5)


def the_notes(page: Page, inner: float, y: float, h: float) -> None:
    wide = inner * 0.62
    x = MARGIN + wide + 4
    page.text("description_caption", "DESCRIPTION", MARGIN, y, wide, 3.2, 6.5, color=SOFT)
    page.text("description", "[% coalesce(@caltopo_description, \"description\") %]",
              MARGIN, y + 3.8, wide, h - 4, 9,
              top=True)  # fmt: skip
    page.text("efforts_caption", "PREVIOUS EFFORTS", x, y, inner - wide - 4, 3.2, 6.5, color=SOFT)
    page.text("efforts", "[% coalesce(@caltopo_efforts, \"previousEfforts\") %]",
              x, y + 3.8, inner - wide - 4, h - 4, 9,
              top=True)  # fmt: skip


if __name__ == "__main__":
    app = qgisapp.start()
    for name, (width, height) in SIZES.items():
        make(name, width, height)
    os._exit(0)
