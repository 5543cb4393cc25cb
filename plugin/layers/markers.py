# SPDX-License-Identifier: GPL-2.0-or-later
"""Marker symbols: CalTopo's symbol names as simple shapes in the object's own colour.

A shape is drawn by QGIS itself, so it needs neither font nor files and a project opened elsewhere
looks the same. Several hundred symbol names share ten shapes; a name that is not known here is a
dot, which still shows colour, size and rotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase, digits

from qgis.core import (
    QgsFontMarkerSymbolLayer,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsSimpleMarkerSymbolLayer,
    QgsSymbolLayer,
)
from qgis.PyQt.QtGui import QColor

SIZE_PT = 9.0
"""A marker of CalTopo size 1: 12 pixels of 1/96 inch."""


@dataclass(frozen=True)
class MarkerLook:
    """What decides the look of a marker: QGIS expressions, evaluated per object.

    ``size`` is a factor, 1 for a marker of normal size; ``rotation`` is in degrees, clockwise. An
    expression that gives nothing leaves ``default_color``, normal size and no rotation.
    """

    color: str
    size: str
    rotation: str
    default_color: str


@dataclass(frozen=True)
class MarkerShape:
    """One shape and the CalTopo symbol names it stands for.

    ``names`` are base names; ``name$placemark`` and ``name$circle`` are the same symbol on a plate.
    ``scale`` makes shapes look equally big. A ``hollow`` shape is a ring in the object's colour.
    ``text`` is an expression for one white character on top, or None.
    """

    title: str
    shape: str
    names: tuple[str, ...]
    scale: float = 1.0
    hollow: bool = False
    text: str | None = None


DOT = MarkerShape("Marker", "circle", ("point", "placemark"))

SHAPES = (
    MarkerShape("Command post, base", "square", ("cp", "icp", "headquarters", "base"), 1.15),
    MarkerShape(
        "Camp, building",
        "pentagon",
        ("camping", "hut", "tent", "shelter", "house", "building", "cabin", "town", "village"),
        1.25,
    ),
    MarkerShape(
        "Medical",
        "cross_fill",
        ("medevac-site", "firstaid", "firstaidplus", "hospital", "lifepreserver"),
        1.3,
    ),
    MarkerShape(
        "Landing zone",
        "square",
        ("helispot", "heliport", "helicopter", "helipad", "lz"),
        1.25,
        text="'H'",
    ),
    MarkerShape(
        "Danger, fire",
        "triangle",
        ("danger", "fire", "heatsource", "avalanche", "rockfall", "skull", "warning"),
        1.35,
    ),
    MarkerShape(
        "Target, last known place",
        "circle",
        ("c:target", "c:target1", "c:target2", "c:target3", "c:ring", "ipp", "lkp", "pls"),
        1.2,
        hollow=True,
    ),
    MarkerShape("Clue, photo", "diamond", ("clue", "aperture", "camera", "viewpoint"), 1.25),
    MarkerShape(
        "Peak, climbing",
        "equilateral_triangle",
        ("peak", "summit", "climbing-1", "climbing-2", "scrambling", "cave"),
        1.2,
    ),
    MarkerShape("Flag", "filled_arrowhead", ("flag-1", "flag-2", "flag"), 1.2),
    MarkerShape("Star", "star", ("star", "star-1", "star-2", "star-3"), 1.4),
    MarkerShape("Arrow", "arrow", ("a:1", "a:2", "a:3", "a:4"), 1.6),
    MarkerShape(
        "Letter or digit",
        "circle",
        tuple(f"circle-{character}" for character in ascii_lowercase + digits),
        1.4,
        text='upper(right("marker_symbol", 1))',
    ),
)


def marker_categories(look: MarkerLook) -> list[QgsRendererCategory]:
    """Categories of ``marker_symbol`` for a categorised renderer, the dot for all others last."""
    categories = [
        QgsRendererCategory(
            [f"{name}{plate}" for name in shape.names for plate in ("", "$placemark", "$circle")],
            marker_symbol(shape, look),
            shape.title,
        )
        for shape in SHAPES
    ]
    # A category without a value takes every object the others did not.
    categories.append(QgsRendererCategory(None, marker_symbol(DOT, look), DOT.title))
    return categories


def marker_symbol(shape: MarkerShape, look: MarkerLook) -> QgsMarkerSymbol:
    """A marker of ``shape`` with a white outline, in colour, size and rotation of the object."""
    size = SIZE_PT * shape.scale
    symbol = QgsMarkerSymbol.createSimple(
        {
            "name": shape.shape,
            "color": "#ffffff" if shape.hollow else look.default_color,
            "outline_color": look.default_color if shape.hollow else "#ffffff",
            "outline_width": "2.2" if shape.hollow else "0.9",
            "outline_width_unit": "Point",
            "size": str(size),
            "size_unit": "Point",
        }
    )
    base = symbol.symbolLayer(0)
    override(base, "StrokeColor" if shape.hollow else "FillColor", look.color)
    override(base, "Size", f"{size} * ({look.size})")
    override(base, "Angle", look.rotation)
    if shape.hollow:
        dot = QgsSimpleMarkerSymbolLayer.create(
            {
                "name": "circle",
                "color": look.default_color,
                "outline_style": "no",
                "size": str(size * 0.3),
                "size_unit": "Point",
            }
        )
        override(dot, "FillColor", look.color)
        override(dot, "Size", f"{size * 0.3} * ({look.size})")
        symbol.appendSymbolLayer(dot)
    if shape.text is not None:
        letter = QgsFontMarkerSymbolLayer("Sans Serif", "", size * 0.75, QColor("white"))
        letter.setSizeUnit(base.sizeUnit())
        letter.setFontStyle("Bold")
        override(letter, "Character", shape.text)
        override(letter, "Size", f"{size * 0.75} * ({look.size})")
        symbol.appendSymbolLayer(letter)
    return symbol


def override(layer: QgsSymbolLayer, name: str, expression: str) -> None:
    """Let ``expression`` decide property ``name`` ("FillColor", "Size", …) of a symbol layer.

    An empty expression, and one that fails or gives NULL for an object, leaves what the layer has.
    """
    if not expression:
        return
    keys = QgsSymbolLayer.Property
    # QGIS 3 knows the members by a prefix that QGIS 4 drops.
    key = getattr(keys, f"Property{name}", None)
    if key is None:
        key = getattr(keys, name)
    layer.setDataDefinedProperty(key, QgsProperty.fromExpression(expression))
