# SPDX-License-Identifier: GPL-2.0-or-later
"""One run over a layer: what is asked for, what the layer says, and what it makes of the map."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..analysis.assignments import Outcome, Rules, Step, There, plan
from ..analysis.preparing import Limits, Prepared
from ..caltopo.errors import Rejected
from ..host.texts import tr
from ..layers.sources import LayerSource, SourceRecord
from ..sync.editing import Batch, MapObject, Objects, same_value
from .memory import Memory
from .wanted import KEY, Checking, Fields, Referred, made_fit

LAYER_STYLE = "layer"
FEWEST = 4  # vertices of a triangle, whose first is its last
_PERIOD, _FOLDER = "operationalPeriodId", "folderId"


@dataclass(frozen=True)
class Order:
    """One run: what of which layer becomes which objects, and how."""

    cls: str
    fields: Mapping[str, Any]
    key: str | None
    missing: str
    limits: Limits
    source: str
    style: str | None = None
    letters_from: str | None = None
    numbers_from: int | None = None
    period: str | None = None
    folder: str | None = None
    cancelled: Callable[[], bool] = lambda: False

    @property
    def name(self) -> str:
        return tr("{cls} from {layer}").format(cls=self.cls, layer=self.source)


def limits(tolerance: float, max_vertices: int) -> Limits:
    if not (math.isfinite(tolerance) and tolerance >= 0):
        raise Rejected(
            tr("{metres} m is no tolerance.").format(metres=tolerance),
            hint=tr("Give metres, 0 or more."),
        )
    if max_vertices < FEWEST:
        raise Rejected(
            tr("No outline can be drawn with {count} vertices.").format(count=max_vertices),
            hint=tr("Allow {count} or more.").format(count=FEWEST),
        )
    return Limits(tolerance, max_vertices)


class Run:
    """One run over a layer: read once, then held against the map."""

    def __init__(self, source: LayerSource, order: Order) -> None:
        self._order, self._partial = order, source.only_selected
        self.notes: list[str] = []
        if source.fault:
            self.notes.append(source.fault)
        self._fields = Fields(order.cls, order.fields, source)
        for name, said in ((_PERIOD, order.period), (_FOLDER, order.folder)):
            if said:
                self._fields.constants.setdefault(name, said)
        expressions = dict(self._fields.expressions)
        if order.key:
            expressions[KEY] = order.key
        self._records: list[SourceRecord] = []
        self._made: list[Prepared] = []
        styled = order.style == LAYER_STYLE
        for record in source.read(expressions, styled, order.cancelled):
            self._records.append(record)
            self._made.append(made_fit(record, order.cls, order.limits))
        if not self._records:
            self.notes.append(tr("The layer has no features."))
        self._there: dict[str, MapObject] = {}

    def steps(
        self, objects: Objects, memory: Memory, make: Callable[[str, str], str]
    ) -> list[Step]:
        """What is to be done; ``make`` adds a folder or operational period of a title."""
        order = self._order
        self._there = {each.id: each for each in objects.all(order.cls)}

        new: dict[str, list[str]] = {"OperationalPeriod": [], "Folder": []}

        def made(cls: str, title: str) -> str:
            new[cls].append("“" + title + "”")
            return make(cls, title)

        referred = {
            name: Referred(cls, objects.all(cls), made)
            for name, cls in ((_PERIOD, "OperationalPeriod"), (_FOLDER, "Folder"))
        }
        checking = Checking(order.cls, self._fields, referred, self._is_on_map)
        wanted = [checking.wanted(*pair) for pair in zip(self._records, self._made)]
        if new["OperationalPeriod"]:
            self.notes.append(
                tr("New operational periods: {titles}.").format(
                    titles=", ".join(new["OperationalPeriod"])
                )
            )
        if new["Folder"]:
            self.notes.append(tr("New folders: {titles}.").format(titles=", ".join(new["Folder"])))
        there = {id: There(id, each.properties, each.geometry) for id, each in self._there.items()}
        lettered = order.cls == "Assignment"
        rules = Rules(
            lambda name, one, other: same_value(order.cls, name, one, other),
            "letter" if lettered else "title",
            order.missing,
            order.letters_from,
            order.numbers_from,
            memory.elsewhere(there),
        )
        steps = plan(wanted, there, memory.remembered(there), rules)
        if self._partial:  # of what was not selected nothing is known
            steps = [step for step in steps if step.outcome is not Outcome.KEPT]
        return steps

    def _is_on_map(self, name: str, value: Any) -> bool:
        return any(each.properties.get(name) == value for each in self._there.values())

    def gather(self, batch: Batch, steps: list[Step]) -> None:
        """Put the steps into a batch; one that it does not take is skipped."""
        for step in steps:
            try:
                if step.outcome is Outcome.ADDED:
                    step.id = batch.add(self._order.cls, step.properties, step.shape)
                elif step.outcome is Outcome.DELETED:
                    batch.delete(self._there[step.id])
                elif step.outcome is Outcome.EDITED and step.shape is not None:
                    batch.edit(self._there[step.id], step.properties, step.shape)
                elif step.outcome is Outcome.EDITED:
                    batch.edit(self._there[step.id], step.properties)
            except Rejected as error:
                step.outcome = Outcome.SKIPPED
                step.reasons = [" ".join(filter(None, (error.text, error.hint)))]
