# SPDX-License-Identifier: GPL-2.0-or-later
"""The formulas of search theory as expression functions of QGIS.

They work on numbers alone, in any thread; NULL gives NULL.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qgis.core import (
    NULL,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionFunction,
    QgsExpressionNodeFunction,
)

from ..analysis import theory
from ..host.texts import tr
from .function_help import GROUP
from .measure_functions import measures


class Formula(QgsExpressionFunction):
    """A function of ``analysis.theory`` by names of its arguments; None takes any number."""

    def __init__(
        self, name: str, work: Callable[..., float], arguments: Sequence[str] | None, text: str
    ) -> None:
        given = "any" if arguments is None else ", ".join(arguments)
        help_text = "<h3>" + name + "(" + given + ")</h3><p>" + text + "</p>"
        super().__init__(name, -1 if arguments is None else len(arguments), GROUP, help_text)
        self._work, self._listed = work, arguments is None

    def func(
        self,
        values: Sequence[Any],
        context: QgsExpressionContext,
        parent: QgsExpression,
        node: QgsExpressionNodeFunction,
    ) -> Any:
        if any(value is None or value == NULL for value in values):
            return NULL
        try:
            numbers = [float(value) for value in values]
            return self._work(numbers) if self._listed else self._work(*numbers)
        except (TypeError, ValueError) as error:
            parent.setEvalErrorString(self.name() + ": " + str(error))
            return NULL


def formulas() -> list[QgsExpressionFunction]:
    """One of each; whoever registers them keeps them."""
    return [
        *measures(),
        Formula(
            "caltopo_track_length", theory.track_length, ("area", "spacing"),
            tr("L = A/S: metres walked in an area (m²) in lanes of that spacing (m)."),
        ),
        Formula(
            "caltopo_searcher_hours", theory.searcher_hours, ("track_length", "speed"),
            tr("T = L/V: hours of one searcher for so many metres at so many km/h."),
        ),
        Formula(
            "caltopo_searchers", theory.searchers_for, ("searcher_hours", "hours"),
            tr("How many searchers it takes to do that in so many hours."),
        ),
        Formula(
            "caltopo_coverage", theory.coverage, ("sweep_width", "track_length", "area"),
            tr("C = W·L/A, in metres, metres and square metres."),
        ),
        Formula("caltopo_pod", theory.pod, ("coverage",), "POD = 1 - exp(-C)."),
        Formula(
            "caltopo_pod_together", theory.together, None,
            tr("POD of several searches of one place: 1 - (1 - POD1)·(1 - POD2)…"),
        ),
        Formula("caltopo_pos", theory.pos, ("poa", "pod"), "POS = POA·POD."),
        Formula(
            "caltopo_poa_after", theory.after, ("poa", "pod", "pos"),
            tr("POA of a place after a search without a find: POA·(1 - POD)/(1 - POS); POS is that "
               "of the whole search, 0 keeps shares of the original total."),
        ),
    ]  # fmt: skip


_registered: list[QgsExpressionFunction] = []  # QGIS does not own them


def register() -> None:
    """Let expressions use them; nothing where they can already.  Main thread."""
    for formula in formulas() if not _registered else ():
        QgsExpression.registerFunction(formula)
        _registered.append(formula)


def unregister() -> None:
    """Expressions cannot use them any more.  Main thread, and not while QGIS ends."""
    for formula in _registered:
        QgsExpression.unregisterFunction(formula.name())
    _registered.clear()  # not before QGIS has let go of all of them
