# SPDX-License-Identifier: GPL-2.0-or-later
"""Search figures of assignments: sizes, effort, POA, POD, POS and what remains."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ..caltopo.errors import Rejected
from . import geodesy, theory
from .cutting import grown
from .outlines import Outline, square_metres
from .probability import Probability

# CalTopo's words are those of the SAR 104 form, which gives them no numbers: these are ours.
LEVELS: Mapping[str, float] = {"LOW": 0.2, "MEDIUM": 0.5, "HIGH": 0.8}
CORRIDOR_AT_LEAST = 1.0  # metres


class PodFrom(Enum):
    """Where an assignment's POD comes from: the effort, or what is written on it."""

    EFFORT = "effort"
    RESPONSIVE = "responsivePOD"
    UNRESPONSIVE = "unresponsivePOD"
    CLUE = "cluePOD"


@dataclass(frozen=True)
class Assumptions:
    """What CalTopo's objects do not say.

    Metres for ``sweep_width`` (effective sweep width) and ``spacing``, km/h for ``speed``;
    ``searchers`` where an assignment has no team size; ``levels`` are the PODs of LOW, MEDIUM and
    HIGH; ``searched`` the statuses of what has been searched; ``rest_of_world`` the probability
    that the missing person is outside of all that the probabilities cover.
    """

    sweep_width: float = 40.0
    spacing: float = 50.0
    speed: float = 2.0
    searchers: int = 4
    pod_from: PodFrom = PodFrom.EFFORT
    levels: Mapping[str, float] = field(default_factory=lambda: dict(LEVELS))
    searched: Collection[str] = ("COMPLETED",)
    rest_of_world: float = 0.0

    def __post_init__(self) -> None:
        for name in ("sweep_width", "spacing", "speed", "searchers"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise Rejected("The " + name.replace("_", " ") + " must be above 0.")
        if not 0 <= self.rest_of_world < 1:
            raise Rejected("The rest of the world must have a probability from 0 to below 1.")
        for name, value in self.levels.items():
            if not 0 <= value <= 1:
                raise Rejected("The POD of " + name + " must lie between 0 and 1.")


@dataclass
class Figures:
    """Of one assignment.  Metres, square metres, hours; probabilities from 0 to 1.

    ``track_m`` is what all searchers walk together; ``poa`` before any search, ``poa_left`` after
    all that was searched; ``pos`` of a searched one is what its search was worth when it was made,
    of another what it is worth now.  None where there is nothing to reckon with.
    """

    id: str
    title: str
    status: str
    searched: bool
    operational_period: str
    searchers: int
    area_m2: float | None = None
    perimeter_m: float | None = None
    length_m: float | None = None
    spacing_m: float | None = None
    track_m: float | None = None
    searcher_hours: float | None = None
    hours: float | None = None
    searchers_needed: int | None = None  # for the time that is allocated
    coverage: float | None = None
    pod: float | None = None
    poa: float | None = None
    poa_left: float | None = None
    pos: float | None = None
    remark: str = ""


@dataclass
class Totals:
    """Of all assignments; the rest of the world is in ``remaining``."""

    area_m2: float = 0.0
    searcher_hours: float = 0.0
    pos: float | None = None  # of what has been searched
    pos_planned: float | None = None  # what the others would add, one after the other
    remaining: float | None = None  # 1 - pos


def search_figures(
    assignments: Iterable[Any], probability: Probability | None, assumed: Assumptions
) -> tuple[list[Figures], Totals]:
    """The figures of assignments (objects with id, title, properties and geometry), in order.

    Searched ones are taken from ``probability`` one after the other in that order.
    """
    found: list[Figures] = []
    areas: dict[int, Any] = {}
    for each in assignments:
        figures = _head(each.id, each.title, each.properties, assumed)
        try:
            area = _sizes(figures, each.properties, each.geometry, assumed)
        except Rejected as error:
            figures.remark = error.text
        else:
            areas[len(found)] = area
            figures.pod = _pod(figures, each.properties, assumed)
        found.append(figures)
    totals = Totals(
        math.fsum(f.area_m2 or 0 for f in found), math.fsum(f.searcher_hours or 0 for f in found)
    )
    if probability is not None:
        _probabilities(found, areas, probability, assumed, totals)
    return found, totals


def _head(id: str, title: str, said: Mapping[str, Any], assumed: Assumptions) -> Figures:
    status = str(said.get("status") or "")
    team = _number(said.get("teamSize"))
    return Figures(
        id,
        title,
        status,
        status in assumed.searched,
        str(said.get("operationalPeriodId") or ""),
        int(team) if team and team >= 1 else assumed.searchers,
    )


def _sizes(figures: Figures, said: Mapping[str, Any], geometry: Any, assumed: Assumptions) -> Any:
    """Fills in sizes and effort; the area that is searched, as shapely geometry in degrees."""
    outline = Outline(geometry)
    figures.spacing_m = assumed.spacing
    if outline.is_area:
        area = outline.area()
        figures.area_m2 = square_metres(area)
        figures.perimeter_m = perimeter(outline)
        if not figures.area_m2:
            raise Rejected("It encloses nothing.")
        figures.track_m = theory.track_length(figures.area_m2, assumed.spacing)
    else:
        figures.length_m = length(outline)
        # the team walks along it side by side
        width = max(assumed.spacing * figures.searchers, CORRIDOR_AT_LEAST)
        area = grown(outline, width / 2)
        figures.area_m2 = square_metres(area)
        if not figures.length_m:
            raise Rejected("It has no length.")
        figures.track_m = figures.length_m * figures.searchers
    figures.searcher_hours = theory.searcher_hours(figures.track_m, assumed.speed)
    figures.hours = figures.searcher_hours / figures.searchers
    allocated = _number(said.get("timeAllocated"))
    if allocated and allocated > 0:
        figures.searchers_needed = theory.searchers_for(figures.searcher_hours, allocated)
    # side by side over the whole width: the round ends of a corridor are nobody's lane
    swept = figures.track_m * assumed.spacing
    figures.coverage = theory.coverage(assumed.sweep_width, figures.track_m, swept)
    return area


def perimeter(outline: Outline) -> float:
    """Metres around areas and their holes."""
    rings = [ring for part in outline.rings for ring in part]
    return math.fsum(geodesy.length([*ring, ring[0]]) for ring in rings)


def length(outline: Outline) -> float:
    """Metres along lines."""
    return math.fsum(map(geodesy.length, outline.lines))


def _pod(figures: Figures, said: Mapping[str, Any], assumed: Assumptions) -> float | None:
    if assumed.pod_from is PodFrom.EFFORT:
        return None if figures.coverage is None else theory.pod(figures.coverage)
    level = str(said.get(assumed.pod_from.value) or "").upper()
    if level not in assumed.levels:
        figures.remark = "It has no " + assumed.pod_from.value + "."
    return assumed.levels.get(level)


def _probabilities(
    found: list[Figures],
    areas: Mapping[int, Any],
    probability: Probability,
    assumed: Assumptions,
    totals: Totals,
) -> None:
    inside = 1 - assumed.rest_of_world
    for index, area in areas.items():
        found[index].poa = probability.there(area) * inside

    def search(chosen: Callable[[Figures], bool]) -> float:
        gained = []
        for index, area in areas.items():
            figures = found[index]
            if chosen(figures) and figures.pod is not None:
                gained.append(probability.search(area, figures.pod) * inside)
                if figures.searched:
                    figures.pos = gained[-1]
        return math.fsum(gained)

    totals.pos = search(lambda figures: figures.searched)
    for index, area in areas.items():
        figures = found[index]
        figures.poa_left = probability.there(area) * inside
        if not figures.searched and figures.pod is not None:
            figures.pos = theory.pos(min(1.0, figures.poa_left), figures.pod)
    totals.pos_planned = search(lambda figures: not figures.searched)
    totals.remaining = 1 - totals.pos


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
