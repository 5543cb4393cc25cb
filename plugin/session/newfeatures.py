# SPDX-License-Identifier: GPL-2.0-or-later
"""Any QGIS layers as the objects that a new map is made with: features, colours and folders."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Union

from qgis.core import QgsVectorLayer, QgsWkbTypes

from ..analysis.preparing import MAX_VERTICES, Limits
from ..host.texts import tr
from ..layers.sources import LayerSource
from .mainthread import main_thread
from .wanted import Checking, Fields, made_fit

Layers = Sequence[Union[QgsVectorLayer, LayerSource]]


@dataclass
class LayerFeatures:
    """GeoJSON features as ``create_map`` takes them, and what could not become one, with why."""

    features: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def features_from(
    layers: Layers,
    cancelled: Callable[[], bool] = lambda: False,
    parts: Collection[str] = (),
) -> LayerFeatures:
    """Points as Markers, lines and areas as Shapes, those of each layer in a folder of its name.

    An object's title is the layer's display name of the feature, its look what the layer's symbols
    draw.  Of a geometry of several parts each becomes an object: “Burn”, “Burn:1”, …; one object is
    made of it where the server keeps that GeoJSON type, which ``parts`` then holds.  Any thread but
    for the making of a LayerSource.  Raises Rejected for a layer that cannot be read at all.
    """
    found = LayerFeatures()
    for number, source in enumerate(sources_of(layers)):
        folder = "folder " + str(number)
        found.features.append(_feature("Folder", folder, {"title": source.name}, None))
        if source.fault:
            found.left_out.append(source.name + ": " + source.fault)
            continue
        _read(found, source, folder, cancelled, parts)
    return found


def sources_of(layers: Layers) -> list[LayerSource]:
    """Layers as they are now, for reading in any thread."""

    def made() -> list[LayerSource]:
        return [each if isinstance(each, LayerSource) else LayerSource(each) for each in layers]

    sources: list[LayerSource] = main_thread().call(made)
    return sources


def _read(
    found: LayerFeatures,
    source: LayerSource,
    folder: str,
    cancelled: Callable[[], bool],
    together: Collection[str],
) -> None:
    point = source.kind == QgsWkbTypes.GeometryType.PointGeometry
    cls = "Marker" if point else "Shape"
    fields = Fields(cls, {"title": source.display} if source.display else {}, source)
    checking = Checking(cls, fields, {}, lambda name, value: False)
    limits = Limits(0.0, MAX_VERTICES)
    for record in source.read(fields.expressions, True, cancelled):
        wanted = checking.wanted(record, made_fit(record, cls, limits))
        title = str(wanted.properties.get("title") or "")
        if wanted.fault:
            found.left_out.append(
                tr("{layer}, “{title}”: {why}").format(
                    layer=source.name, title=title or record.id, why=wanted.fault
                )
            )
            continue
        for part, shape in enumerate(_joined(wanted.made.parts, together)):
            said = {**wanted.properties, "folderId": folder}
            said["title"] = title + ":" + str(part) if title and part else title
            id = folder + " " + record.id + " " + str(part)
            found.features.append(_feature(cls, id, said, shape))


def _joined(parts: Sequence[Mapping[str, Any]], together: Collection[str]) -> Sequence[Any]:
    """Parts of one type as one geometry, where that may be."""
    kind = "Multi" + str(parts[0]["type"])
    if len(parts) < 2 or kind not in together:
        return parts
    return [{"type": kind, "coordinates": [part["coordinates"] for part in parts]}]


def _feature(
    cls: str, id: str, said: Mapping[str, Any], geometry: Mapping[str, Any] | None
) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "Feature", "id": id, "properties": {**said, "class": cls}}
    return made if geometry is None else {**made, "geometry": geometry}
