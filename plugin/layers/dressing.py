# SPDX-License-Identifier: GPL-2.0-or-later
"""The map's style for a file of other column names: a .qml for QGIS, an .sld for everybody else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from qgis.core import (
    QgsFeatureRenderer,
    QgsMapLayer,
    QgsReadWriteContext,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtXml import QDomDocument

from .assignments import ColorBy, Period
from .markers import FONT_FILE, register_font
from .sld import by_color, by_period, plain_labels
from .styles import MOST_CATEGORIES, Context, marker_of, style_layer, values
from .symbols import FONT

LOOKS = ("marker_symbol", "marker_color", "marker_size", "marker_rotation", "stroke", "pattern",
         "zIndexOffset", "operationalPeriodId")  # fmt: skip
"""Columns whose values decide how a style is made."""
_OF_A_FIELD = re.compile(r'<Option\b[^>]*\bname="field"[^>]*>')
_ORDER = re.compile(r"<orderByClause\b[^>]*>[^<]*<")
_VALUE = re.compile(r'\bvalue="([^"]*)"')
_MODELS = {
    QgsWkbTypes.GeometryType.PointGeometry: "Point",
    QgsWkbTypes.GeometryType.LineGeometry: "LineString",
    QgsWkbTypes.GeometryType.PolygonGeometry: "Polygon",
}


def dress(
    path: Path,
    cls: str,
    names: Mapping[str, str],
    periods: Sequence[Period],
    held: Mapping[str, Sequence[str]],
    pictures: Mapping[str, Path],
) -> None:
    """Write ``.qml`` and ``.sld`` beside a file that OGR reads, and the font of icons in it.

    ``names`` maps the columns of the map's layers to the file's fields; ``held`` are the values of
    the columns of ``LOOKS``, which take too long to read from a large file here; ``pictures`` are
    the files of custom icons by symbol.  Main thread.
    """
    register_font()  # a script may export a map whose layers it never opened
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    if layer.geometryType() not in _MODELS:
        return
    columns = "".join("&field=" + column + ":string" for column in names)
    model = QgsVectorLayer(_MODELS[layer.geometryType()] + "?crs=EPSG:4326" + columns, "", "memory")

    def present(column: str) -> Sequence[str]:
        found = held.get(column)
        if found is None:
            return values(layer, names.get(column, column))
        return found[:MOST_CATEGORIES]

    style_layer(model, cls, Context(periods=periods, values=present, pictures=pictures))
    category = QgsMapLayer.StyleCategory
    wanted = category.Symbology | category.Labeling
    style = QDomDocument()
    model.exportNamedStyle(style, QgsReadWriteContext(), wanted)
    text = style.toString()
    for column, field in names.items():
        if column != field:
            text = text.replace("&quot;" + column + "&quot;", "&quot;" + field + "&quot;")
            text = text.replace('attr="' + column + '"', 'attr="' + field + '"')
    text = _OF_A_FIELD.sub(lambda found: _renamed(found[0], names), text)
    order = names.get("zIndexOffset", "")
    text = _ORDER.sub(lambda found: found[0].replace("zIndexOffset", order), text)
    renamed = QDomDocument()
    renamed.setContent(text)
    layer.importNamedStyle(renamed)
    layer.saveNamedStyle(str(path.with_suffix(".qml")))
    if FONT in text:  # who has no CalTopo Sync would see boxes for icons
        shutil.copyfile(FONT_FILE, path.with_name(FONT_FILE.name))
    layer.setRenderer(_plain(layer, cls, names, periods, present))
    if isinstance(layer.labeling(), QgsVectorLayerSimpleLabeling):
        settings = layer.labeling().settings()
        titles = names.get("title", "") if settings.drawLabels else ""
        layer.setLabelsEnabled(bool(titles))
        layer.setLabeling(plain_labels(settings, titles, names.get("titleVisibility", "")))
    layer.saveSldStyle(str(path.with_suffix(".sld")))


def _renamed(option: str, names: Mapping[str, str]) -> str:
    """An override by a column, by the file's field."""
    return _VALUE.sub(lambda found: 'value="' + names.get(found[1], found[1]) + '"', option)


def _plain(
    layer: QgsVectorLayer,
    cls: str,
    names: Mapping[str, str],
    periods: Sequence[Period],
    present: Callable[[str], Sequence[str]],
) -> QgsFeatureRenderer:
    """What an SLD can say of the look."""
    kind = layer.geometryType()
    period, status = names.get(ColorBy.PERIOD.value), names.get(ColorBy.STATUS.value)
    if period and status:
        used = present(ColorBy.PERIOD.value)
        areas = kind == QgsWkbTypes.GeometryType.PolygonGeometry
        return by_period(areas, period, status, [p for p in periods if p.id in used])
    column = next((c for c in ("marker_color", "stroke", "fill") if c in names), "")
    _, default = marker_of(cls, "")
    return by_color(kind, names.get(column, ""), present(column) if column else (), default)
