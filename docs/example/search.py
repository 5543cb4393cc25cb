# SPDX-License-Identifier: GPL-2.0-or-later
"""From a probability raster to segments, assignments and a coloured map; see ../example.md.

In QGIS's Python console:

    import runpy
    example = runpy.run_path("…/docs/example/search.py")
    m = api.connection("County SAR").open_map("ABC12")
    example["plan_search"](m, "…/docs/example/probability.asc", "a folder")
"""

from __future__ import annotations

import csv
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qgis.analysis import QgsZonalStatistics
from qgis.core import (
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsGraduatedSymbolRenderer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPalLayerSettings,
    QgsRasterLayer,
    QgsRectangle,
    QgsRendererRange,
    QgsSingleBandGrayRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

BLOCK = 1000.0  # metres, the side of a segment
ENOUGH = 0.8  # of the probability goes into segments
COLOURS = ((0.02, "#fef0d9"), (0.05, "#fdcc8a"), (0.08, "#fc8d59"), (1.0, "#d7301f"))


def segments(raster: QgsRasterLayer) -> QgsVectorLayer:
    """Square blocks with their probability, the best first, until there is enough."""
    extent, made = raster.extent(), []
    blocks = QgsVectorLayer("Polygon?field=block:string(8)&field=poa:double", "segments", "memory")
    blocks.setCrs(raster.crs())
    for column in range(int(extent.width() // BLOCK)):
        for row in range(int(extent.height() // BLOCK)):
            west, south = extent.xMinimum() + column * BLOCK, extent.yMinimum() + row * BLOCK
            feature = QgsFeature(blocks.fields())
            feature.setGeometry(
                QgsGeometry.fromRect(QgsRectangle(west, south, west + BLOCK, south + BLOCK))
            )
            feature["block"], feature["poa"] = f"{column}-{row}", zonal_sum(raster, feature)
            made.append(feature)
    made.sort(key=lambda feature: -feature["poa"])
    kept = 0.0
    for feature in made:
        if kept < ENOUGH:
            blocks.dataProvider().addFeatures([feature])
        kept += feature["poa"]
    return blocks


def zonal_sum(raster: QgsRasterLayer, feature: QgsFeature) -> float:
    (found,) = QgsZonalStatistics.calculateStatistics(
        raster.dataProvider(),
        feature.geometry(),
        raster.rasterUnitsPerPixelX(),
        raster.rasterUnitsPerPixelY(),
        1,
        QgsZonalStatistics.Statistic.Sum,
    ).values()
    return float(found)


def push(m: Any, blocks: QgsVectorLayer) -> Any:
    """The blocks as assignments; run again, nothing is doubled."""
    return m.push_assignments(
        blocks,
        fields={
            "status": "'DRAFT'",
            "resourceType": "'GROUND'",
            "teamSize": "4",
            "priority": "CASE WHEN poa >= 0.05 THEN 'HIGH' WHEN poa >= 0.03 "
            "THEN 'MEDIUM' ELSE 'LOW' END",
            "description": "'POA ' || format_number(100 * poa, 1) || ' %'",
        },
        key="block",
        operational_period="OP 1",
    )


def coloured(
    assignments: QgsVectorLayer, figures: list[Any], raster: QgsRasterLayer, to: Path
) -> None:
    """The assignments coloured by their POA over the raster, as a picture."""
    fields = "field=title:string&field=poa:double"
    shown = QgsVectorLayer("Polygon?crs=EPSG:4326&" + fields, "POA", "memory")
    known = {each.id: each for each in figures}
    for row in assignments.getFeatures():
        each = known.get(row["caltopo_id"])
        if each is not None and each.poa is not None:
            feature = QgsFeature(shown.fields())
            feature.setGeometry(row.geometry())
            feature["title"], feature["poa"] = each.title, each.poa
            shown.dataProvider().addFeature(feature)
    ranges, lower = [], 0.0
    for upper, colour in COLOURS:
        symbol = QgsFillSymbol.createSimple({"color": colour, "outline_color": "#404040"})
        ranges.append(QgsRendererRange(lower, upper, symbol, f"{lower:.0%} to {upper:.0%}"))
        lower = upper
    shown.setRenderer(QgsGraduatedSymbolRenderer("poa", ranges))
    shown.setOpacity(0.8)
    labels = QgsPalLayerSettings()
    labels.isExpression = True
    labels.fieldName = "title || '\\n' || format_number(100 * poa, 1) || ' %'"
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    text = QgsTextFormat()
    text.setSize(9)
    text.setBuffer(halo)
    labels.setFormat(text)
    shown.setLabeling(QgsVectorLayerSimpleLabeling(labels))
    shown.setLabelsEnabled(True)
    raster.renderer().setGradient(QgsSingleBandGrayRenderer.Gradient.WhiteToBlack)
    settings = QgsMapSettings()
    settings.setLayers([shown, raster])
    settings.setDestinationCrs(raster.crs())
    settings.setExtent(raster.extent())
    settings.setOutputSize(QSize(900, 750))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(to))


def plan_search(m: Any, probability: str, folder: str) -> dict[str, Any]:
    """All steps on an open map; figures.csv and map.png go into the folder."""
    raster = QgsRasterLayer(probability, "probability")
    blocks = segments(raster)
    report = push(m, blocks)
    ours = [item["object_id"] for item in report.items if item["object_id"]]
    figures, totals = m.search_figures(raster, targets=ours)
    with open(Path(folder) / "figures.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(asdict(figures[0])))
        table.writeheader()
        table.writerows(map(asdict, figures))
    coloured(m.layers()["Assignment_polygon"], figures, raster, Path(folder) / "map.png")
    return {"report": report, "figures": figures, "totals": totals}
