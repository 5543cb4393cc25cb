# SPDX-License-Identifier: GPL-2.0-or-later
"""What the analyst and a colleague do in the demo, in QGIS edit sessions and on the web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from data import outlines
from qgis.core import (
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from standin.interface import Colleague

Layers = Mapping[str, QgsVectorLayer]

WEST_OF_HAYPRESS = [(-120.1150, 38.8452), (-120.1215, 38.8472), (-120.1240, 38.8535),
                    (-120.1205, 38.8592)]  # fmt: skip
BIVOUAC = (-120.0941, 38.8371)
CAMP = (-120.0772, 38.8497)


@contextmanager
def edit_session(layer: QgsVectorLayer) -> Iterator[QgsVectorLayer]:
    """Edit a layer and save it, as the pencil and the disk button do."""
    if not layer.startEditing():
        raise RuntimeError(f"{layer.name()} cannot be edited")
    yield layer
    if not layer.commitChanges():
        raise RuntimeError("\n".join(layer.commitErrors()))


def find(layer: QgsVectorLayer, column: str, value: str) -> QgsFeature:
    wanted = QgsExpression.createFieldEqualityExpression(column, value)
    return next(layer.getFeatures(QgsFeatureRequest(QgsExpression(wanted))))


def change(layer: QgsVectorLayer, feature: QgsFeature, **values: Any) -> None:
    for name, value in values.items():
        layer.changeAttributeValue(feature.id(), layer.fields().indexOf(name), value)


def add(layer: QgsVectorLayer, geometry: QgsGeometry, **values: Any) -> None:
    """Add a feature as QGIS's own tools make it, with the layer's defaults."""
    given = {layer.fields().indexOf(name): value for name, value in values.items()}
    layer.addFeature(QgsVectorLayerUtils.createFeature(layer, geometry, given))


def analyst_edits(layers: Layers) -> None:
    """Six edit sessions; every one is saved."""
    with edit_session(layers["Assignment_polygon"]) as areas:
        change(
            areas,
            find(areas, "number", "103"),
            status="COMPLETED",
            unresponsivePOD="HIGH",
            description="Rope team out at 1430. Both gullies seen to the ground.",
        )
    with edit_session(layers["Marker"]) as markers:
        camp = find(markers, "title", "Spike camp 1")
        markers.changeGeometry(camp.id(), QgsGeometry.fromPointXY(QgsPointXY(*CAMP)))
    with edit_session(layers["Folder"]) as folders:
        add(folders, QgsGeometry(), title="Signs of the subject")
    with edit_session(layers["Marker"]) as markers:
        add(
            markers,
            QgsGeometry.fromPointXY(QgsPointXY(*BIVOUAC)),
            title="Bivouac? Flattened grass",
            marker_symbol="c:target1",
            marker_color="#FF0000",
            folderId=find(layers["Folder"], "title", "Signs of the subject")["caltopo_id"],
        )
    with edit_session(layers["Assignment_polygon"]) as areas:
        border = outlines.path("woods", "margery")
        outside = [border[0], *WEST_OF_HAYPRESS, border[-1]]
        ring = outlines.wander(outside, "BF 206", 0.07) + border[-2::-1]
        add(
            areas,
            QgsGeometry.fromPolygonXY([[QgsPointXY(*position) for position in ring]]),
            letter="BF",
            number="206",
            status="PREPARED",
            resourceType="DOG_AREA",
            priority="HIGH",
            operationalPeriodId=find(areas, "number", "201")["operationalPeriodId"],
        )
    with edit_session(layers["Shape_polygon"]) as shapes:
        shapes.deleteFeature(find(shapes, "title", "Cell sector, timing advance").id())


def colleague_edits(web: Colleague, objects: Mapping[tuple[str, str], dict[str, Any]]) -> None:
    """A colleague in the browser completes an assignment, adds a clue and deletes a marker."""

    def named(cls: str, name: str, value: str) -> str:
        return next(
            id
            for (kind, id), feature in objects.items()
            if kind == cls and feature["properties"].get(name) == value
        )

    web.edit("Assignment", named("Assignment", "letter", "AD"), {"status": "COMPLETED"})
    web.add(
        "Clue",
        {"title": "Clue 4 glove", "summary": "Grey glove, left", "instructions": "COLLECT"},
        {"type": "Point", "coordinates": [-120.0993, 38.8352, 0, 0]},
    )
    web.delete("Marker", named("Marker", "title", "Start 0800"))
