# SPDX-License-Identifier: GPL-2.0-or-later
"""What an SLD can say of a map's look: symbols by rules, nothing that each object has of its own.

QGIS writes no usable filters for categories of several values and for the category of all others,
and whoever reads such a file sees nothing; rules with conditions written out are read everywhere.
Labels can only say what a field holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qgis.core import (
    QgsAbstractVectorLayerLabeling,
    QgsExpression,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSymbol,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

from . import assignments
from .assignments import Period, Status
from .labels import VISIBLE
from .looks import DOT_PT, PX_PT
from .words import VALUES

MANY_COLORS = 60
"""Colours that are listed; where there are more, objects have the colour of their class."""


def by_color(
    kind: QgsWkbTypes.GeometryType, field: str, colors: Sequence[str], default: str
) -> QgsRuleBasedRenderer:
    """A symbol for each colour that a field holds, as the server spells it, and one for none."""
    known = [text for text in colors if QColor(_html(text)).isValid()]
    known = known if len(known) <= MANY_COLORS else []
    rules = [_rule(text, _is(field, text), _symbol(kind, _html(text))) for text in known]
    rules.append(_rule("other", _none_of(field, known), _symbol(kind, default)))
    return _rules(rules)


def by_period(
    areas: bool, period: str, status: str, periods: Sequence[Period]
) -> QgsRuleBasedRenderer:
    """Assignments in their periods' colours, with the lines and fills of their status; ``period``
    and ``status`` are fields."""
    states: tuple[Status | None, ...] = (*assignments.STATUSES, None)
    rules = []
    for each in (*periods, None):
        if each is None:
            title, color = "No operational period", assignments.color_of_none(periods)
            of_period = _none_of(period, [p.id for p in periods])
        else:
            title, color = each.title or each.id, each.color or assignments.DEFAULT
            of_period = _is(period, each.id)
        for state in states:
            of_state = (
                _is(status, state.value)
                if state is not None
                else _none_of(status, [s.value for s in assignments.STATUSES])
            )
            conditions = [condition for condition in (of_period, of_state) if condition]
            rules.append(
                _rule(
                    title + (", " + VALUES[state.value] if state is not None else ""),
                    "(" + ") AND (".join(conditions) + ")",
                    assignments.symbol_of(areas, color, state),
                )
            )
    return _rules(rules)


def plain_labels(
    settings: QgsPalLayerSettings, title: str, shown: str
) -> QgsAbstractVectorLayerLabeling:
    """The same labels saying what a field holds: an expression would be the word Placeholder.

    ``shown`` is the field of ``titleVisibility``, "" for none.
    """
    plain = QgsPalLayerSettings(settings)
    plain.fieldName, plain.isExpression = title, False
    if not shown:
        return QgsVectorLayerSimpleLabeling(plain)
    condition = " OR ".join(
        (QgsExpression.quotedColumnRef(shown) + " IS NULL", _is(shown, ""), _is(shown, VISIBLE))
    )
    root = QgsRuleBasedLabeling.Rule(QgsPalLayerSettings())
    root.appendChild(QgsRuleBasedLabeling.Rule(plain, 0, 0, condition))
    return QgsRuleBasedLabeling(root)


def _rule(title: str, condition: str, symbol: QgsSymbol) -> QgsRuleBasedRenderer.Rule:
    return QgsRuleBasedRenderer.Rule(symbol, 0, 0, condition, title)


def _rules(rules: Iterable[QgsRuleBasedRenderer.Rule]) -> QgsRuleBasedRenderer:
    root = QgsRuleBasedRenderer.Rule(None)
    for each in rules:
        root.appendChild(each)
    return QgsRuleBasedRenderer(root)


def _is(field: str, text: str) -> str:
    return QgsExpression.quotedColumnRef(field) + " = " + QgsExpression.quotedString(text)


def _none_of(field: str, texts: Sequence[str]) -> str:
    """A condition for rows whose field holds none of those texts, or nothing; "" for all rows."""
    if not texts:
        return ""
    column = QgsExpression.quotedColumnRef(field)
    others = " AND ".join(column + " <> " + QgsExpression.quotedString(text) for text in texts)
    return column + " IS NULL OR (" + others + ")"


def _html(text: str) -> str:
    return "#" + text.replace("#", "")


def _symbol(kind: QgsWkbTypes.GeometryType, color: str) -> QgsSymbol:
    width = {"outline_width": str(2 * PX_PT), "outline_width_unit": "Point"}
    if kind == QgsWkbTypes.GeometryType.PolygonGeometry:
        red, green, blue, _ = QColor(color).getRgb()
        fill = f"{red},{green},{blue},26"
        return QgsFillSymbol.createSimple({"color": fill, "outline_color": color, **width})
    if kind == QgsWkbTypes.GeometryType.LineGeometry:
        return QgsLineSymbol.createSimple(
            {"line_color": color, "line_width": str(2 * PX_PT), "line_width_unit": "Point"}
        )
    return QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": color,
            "outline_color": "#3c3c3c",
            "outline_width": str(PX_PT / 2),
            "outline_width_unit": "Point",
            "size": str(DOT_PT),
            "size_unit": "Point",
        }
    )
