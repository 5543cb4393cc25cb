# SPDX-License-Identifier: GPL-2.0-or-later
"""What forms mark while one types: what would be refused, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import QgsExpression, QgsFeature, QgsVectorLayer, QgsVectorLayerUtils


def marked(layer: QgsVectorLayer, row: QgsFeature) -> list[str]:
    """The columns of a row whose constraint does not hold."""
    names = [field.name() for field in layer.fields()]
    return [n for i, n in enumerate(names)
            if not QgsVectorLayerUtils.validateAttribute(layer, row, i)[0]]  # fmt: skip


def test_every_constraint_is_one_that_this_qgis_understands(m: Any) -> None:
    found = 0
    for layer in m.layers().values():
        for field in layer.fields():
            text = field.constraints().constraintExpression()
            assert not QgsExpression(text).hasParserError() or not text, (field.name(), text)
            found += bool(text)
    assert found > 30


def test_what_maps_hold_is_not_marked(m: Any) -> None:
    """But for a number that is the word “None”, which the web has written there."""
    for name in ("Marker", "Shape_line", "Shape_polygon", "OperationalPeriod", "Folder"):
        for row in m.layers()[name].getFeatures():
            assert all(row[column] == "None" for column in marked(m.layers()[name], row))


@pytest.mark.parametrize(
    ("column", "good", "wrong"),
    [
        ("stroke_opacity", (0, 0.7, 1, "0.5", None), (1.5, -0.1)),
        ("fill_opacity", (0, 1, None), (2,)),
        ("stroke_width", (3, None), ()),
    ],
)
def test_numbers(m: Any, column: str, good: tuple[Any, ...], wrong: tuple[Any, ...]) -> None:
    layer = m.layers()["Shape_polygon"]
    row = next(layer.getFeatures())
    for value in (*good, *wrong):
        row[column] = value
        assert (column in marked(layer, row)) is (value in wrong), value
