# SPDX-License-Identifier: GPL-2.0-or-later
"""Probability rasters and polygon layers of QGIS as plain records."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsProject,
    QgsRasterLayer,
)

from ..analysis.outlines import GeoJson
from ..analysis.probability import Grid, Regions
from ..caltopo.errors import Rejected
from ..host.texts import tr

LARGEST = 25_000_000  # cells
DIGITS = 12  # of degrees
_WGS84 = "EPSG:4326"


def grid_of(layer: QgsRasterLayer, band: int = 1) -> Grid:
    """A raster's band as a grid; cells without data are 0.  Any thread, if the layer is its own.

    Raises Rejected for a raster without coordinate system, of too many cells, or that cannot be
    read.
    """
    name = layer.name()
    if not layer.isValid():
        raise Rejected(tr("The raster “{name}” cannot be read.").format(name=name))
    crs = _known(layer.crs(), "raster", name)
    provider = layer.dataProvider().clone()  # the layer's own belongs to the main thread
    columns, rows, extent = provider.xSize(), provider.ySize(), provider.extent()
    if not 0 < columns * rows <= LARGEST:
        raise Rejected(
            tr("The raster “{name}” has {cells:,} cells.").format(name=name, cells=columns * rows),
            hint=tr("Up to {cells:,} can be reckoned with; use larger cells.").format(
                cells=LARGEST
            ),
        )
    if not 1 <= band <= provider.bandCount():
        raise Rejected(tr("The raster “{name}” has no band {band}.").format(name=name, band=band))
    block = provider.block(band, extent, columns, rows)
    missing = [
        (row, column)
        for row in range(rows if block.hasNoData() else 0)
        for column in range(columns)
        if block.isNoData(row, column)
    ]
    if not block.isValid() or not block.convert(_FLOAT64):
        raise Rejected(tr("The raster “{name}” cannot be read.").format(name=name))
    values = array("d", bytes(block.data()))
    for row, column in missing:
        values[row * columns + column] = 0.0
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem(_WGS84), crs, _context())

    def to_plane(lon: float, lat: float) -> tuple[float, float]:
        try:
            there = transform.transform(lon, lat)
        except QgsCsException:
            raise Rejected(
                tr(
                    "An assignment lies where the raster's coordinate system {authid} does "
                    "not reach."
                ).format(authid=crs.authid())
            ) from None
        return there.x(), there.y()

    return Grid(
        [values[at : at + columns] for at in range(0, columns * rows, columns)],
        extent.xMinimum(),
        extent.yMaximum(),
        extent.width() / columns,
        extent.height() / rows,
        to_plane,
    )


def regions_of(
    features: Iterable[QgsFeature], crs: QgsCoordinateReferenceSystem, field: str
) -> Regions:
    """Polygons with a probability in a field, each spread evenly over its polygon.

    Features without geometry are left out.  Raises Rejected for values that are no numbers.
    """
    transform = QgsCoordinateTransform(
        _known(crs, "layer", ""), QgsCoordinateReferenceSystem(_WGS84), _context()
    )
    areas: list[tuple[GeoJson, float]] = []
    for feature in features:
        shape = feature.geometry()
        if shape.isNull():
            continue
        try:
            value = float(feature[field])
            shape.transform(transform)
        except (TypeError, ValueError):
            raise Rejected(
                tr("The probability of feature {id} is no number.").format(id=feature.id())
            ) from None
        except QgsCsException:
            raise Rejected(
                tr("Feature {id} lies where its coordinate system does not reach.").format(
                    id=feature.id()
                )
            ) from None
        areas.append((json.loads(shape.asJson(DIGITS)), value))
    return Regions(areas)


def _known(crs: QgsCoordinateReferenceSystem, what: str, name: str) -> QgsCoordinateReferenceSystem:
    if not crs.isValid():
        raise Rejected(
            (
                tr("The {what} “{name}” has no coordinate system.").format(what=what, name=name)
                if name
                else tr("The {what} has no coordinate system.").format(what=what)
            ),
            hint=tr("Set it in the layer's properties."),
        )
    return crs


def _context() -> QgsCoordinateTransformContext:
    return QgsProject.instance().transformContext()


_FLOAT64 = Qgis.DataType.Float64
