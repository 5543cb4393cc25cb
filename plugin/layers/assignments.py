# SPDX-License-Identifier: GPL-2.0-or-later
"""How assignments look: their colour by operational period or what else was chosen, their status
in line and fill.

Drafts are dotted, prepared ones dashed, those in progress solid; completed areas are hatched and
completed lines hollow.  Neighbours share their outlines, so the fill tells the status as well: the
further, the fuller.  In the legend the colours come first, then the four states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsRendererCategory,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtGui import QColor

from ..host.texts import later, tr
from .markers import override
from .patterns import PX
from .words import VALUES

OTHER = "#5A5A5A"
DEFAULT = "#1F4FD8"
_OF_NO_PERIOD = (DEFAULT, "#B0008E", "#00796B", "#E65100", "#111111")
_LEGEND = "caltopo: only in the legend: "
COMPLETED = "COMPLETED"
_COVER = 38  # of 255, by the fill of a status that is not known


class ColorBy(Enum):
    """What decides the colour of assignments; the value is the column."""

    PERIOD = "operationalPeriodId"
    STATUS = "status"
    PRIORITY = "priority"
    RESOURCE = "resourceType"
    POD_RESPONSIVE = "responsivePOD"
    POD_UNRESPONSIVE = "unresponsivePOD"
    POD_CLUE = "cluePOD"

    @property
    def title(self) -> str:
        return tr(_TITLES[self])


_TITLES = {
    ColorBy.PERIOD: later("Operational period"),
    ColorBy.STATUS: later("Status"),
    ColorBy.PRIORITY: later("Priority"),
    ColorBy.RESOURCE: later("Resource type"),
    ColorBy.POD_RESPONSIVE: later("Team POD, responsive subject"),
    ColorBy.POD_UNRESPONSIVE: later("Team POD, unresponsive subject"),
    ColorBy.POD_CLUE: later("Team POD, clue"),
}


@dataclass(frozen=True)
class Period:
    """An operational period: its colour as ``#rrggbb``, "" where it has none."""

    id: str
    title: str
    color: str


@dataclass(frozen=True)
class Status:
    """How an assignment of one status is drawn: line and fill styles by QGIS's names, and how
    much of 255 the fill covers."""

    value: str
    line: str
    fill: str
    cover: int
    color: str


STATUSES = (
    Status("DRAFT", "dot", "solid", 12, "#7A7A7A"),
    Status("PREPARED", "dash", "solid", 34, "#E08A00"),
    Status("INPROGRESS", "solid", "solid", 70, "#1F6FD8"),
    Status(COMPLETED, "solid", "b_diagonal", 140, "#1E8A3C"),
)
# From few to many: distinct also for eyes that do not tell red from green.
_LEVELS = (("LOW", "#2C7BB6"), ("MEDIUM", "#F0A000"), ("HIGH", "#C1121F"))
_PODS = (("LOW", "#C1121F"), ("MEDIUM", "#F0A000"), ("HIGH", "#2C7BB6"))
# One colour for a family of teams, dark to light.
_RESOURCES = (
    (later("Ground"), "#2E7D32", ("GROUND",)),
    (later("Ground, type 1"), "#1B5E20", ("GROUND_1",)),
    (later("Ground, type 2"), "#43A047", ("GROUND_2",)),
    (later("Ground, type 3"), "#8BC34A", ("GROUND_3",)),
    (later("Dog"), "#8D5524", ("DOG",)),
    (later("Dog, trailing"), "#B5651D", ("DOG_TRAIL", "DOG-TRAIL")),
    (later("Dog, area"), "#D9822B", ("DOG_AREA", "DOG-AREA")),
    (later("Dog, HRD"), "#5C3317", ("DOG_HRD", "DOG-HRD")),
    (later("OHV"), "#C2185B", ("OHV",)),
    (later("Bike"), "#7B1FA2", ("BIKE",)),
    (later("Water"), "#0277BD", ("WATER",)),
    (later("Mounted"), "#6D4C41", ("MOUNTED",)),
    (later("Air"), "#00ACC1", ("AIR",)),
)


def renderer(
    by: ColorBy, areas: bool, periods: Iterable[Period], present: Iterable[str]
) -> QgsCategorizedSymbolRenderer:
    """The renderer of an assignment layer, of areas or lines.

    ``present`` are the values of the column that the map has: the legend shows no others.
    """
    used = set(present)
    periods = list(periods)
    categories = [
        QgsRendererCategory(list(values), symbol_of(areas, color), title)
        for title, color, values in _colors(by, periods)
        if used.intersection(values)
    ]
    # A category without a value takes every object the others did not.
    title = tr("No operational period") if by is ColorBy.PERIOD else tr("Other")
    rest = color_of_none(periods) if by is ColorBy.PERIOD else OTHER
    categories.append(QgsRendererCategory(None, symbol_of(areas, rest), title))
    categories += [
        QgsRendererCategory(_LEGEND + it.value, symbol_of(areas, OTHER, it), tr(VALUES[it.value]))
        for it in STATUSES
        if by is not ColorBy.STATUS
    ]
    return QgsCategorizedSymbolRenderer(by.value, categories)


def _colors(by: ColorBy, periods: list[Period]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Title, colour and values of each category."""
    if by is ColorBy.PERIOD:
        return [(p.title or tr("(no title)"), p.color or DEFAULT, (p.id,)) for p in periods]
    if by is ColorBy.STATUS:
        return [(tr(VALUES[s.value]), s.color, (s.value,)) for s in STATUSES]
    if by is ColorBy.RESOURCE:
        return [(tr(title), color, values) for title, color, values in _RESOURCES]
    levels = _LEVELS if by is ColorBy.PRIORITY else _PODS
    return [(tr(VALUES[value]), color, (value,)) for value, color in levels]


def color_of_none(periods: Iterable[Period]) -> str:
    """The color of assignments without a period: one that no period looks like."""
    taken = [QColor(period.color or DEFAULT) for period in periods]

    def apart(color: str) -> int:
        rgb = QColor(color).getRgb()[:3]
        return min((sum(abs(a - b) for a, b in zip(rgb, t.getRgb())) for t in taken), default=999)

    return next((c for c in _OF_NO_PERIOD if apart(c) > 200), max(_OF_NO_PERIOD, key=apart))


def _case(column: str, values: Iterable[tuple[str, object]], otherwise: object) -> str:
    listed = " ".join(f"WHEN \"{column}\" = '{v}' THEN '{result}'" for v, result in values)
    return f"CASE {listed} ELSE '{otherwise}' END"


def symbol_of(areas: bool, color: str, status: Status | None = None) -> QgsSymbol:
    """A symbol of one colour; its line and fill follow the status unless one is given."""
    line = status.line if status else "solid"
    lines = _case("status", ((s.value, s.line) for s in STATUSES), "solid")
    if not areas:
        symbol: QgsSymbol = QgsLineSymbol.createSimple(
            {
                "line_color": color,
                "line_width": str((5 if status and status.value == COMPLETED else 3) * PX),
                "line_width_unit": "Point",
                "line_style": line,
                "capstyle": "flat" if line != "solid" else "round",
                "joinstyle": "round",
            }
        )
        if status is None:
            override(symbol.symbolLayer(0), "StrokeStyle", lines)
            width = f"if(\"status\" = '{COMPLETED}', {5 * PX}, {3 * PX})"
            override(symbol.symbolLayer(0), "StrokeWidth", width)
        if status is None or status.value == COMPLETED:
            symbol.appendSymbolLayer(_core(hidden=status is None))
        return symbol
    red, green, blue, _ = QColor(color).getRgb()
    fill = status.fill if status else "solid"
    symbol = QgsFillSymbol.createSimple(
        {
            "color": f"{red},{green},{blue},{status.cover if status else _COVER}",
            "style": fill,
            "outline_color": color,
            "outline_width": str(2 * PX),
            "outline_width_unit": "Point",
            "outline_style": line,
            "joinstyle": "round",
        }
    )
    if status is None:
        area = symbol.symbolLayer(0)
        override(area, "StrokeStyle", lines)
        fills = _case("status", ((s.value, s.fill) for s in STATUSES), "solid")
        override(area, "FillStyle", fills)
        alpha = _case("status", ((s.value, s.cover) for s in STATUSES), _COVER)
        override(area, "FillColor", f"color_rgba({red}, {green}, {blue}, {alpha})")
    return symbol


def _core(hidden: bool) -> QgsSymbolLayer:
    """What makes a line hollow; ``hidden`` but for what is completed."""
    symbol = QgsLineSymbol.createSimple(
        {
            "line_color": "#FFFFFF",
            "line_width": str(2 * PX),
            "line_width_unit": "Point",
            "line_style": "no" if hidden else "solid",
            "capstyle": "flat",
            "joinstyle": "round",
        }
    )
    core = symbol.takeSymbolLayer(0)
    if hidden:
        override(core, "StrokeStyle", _case("status", [(COMPLETED, "solid")], "no"))
    return core
