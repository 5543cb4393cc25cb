# SPDX-License-Identifier: GPL-2.0-or-later
"""The formulas of search theory, as land search uses them.

B. O. Koopman, "Search and Screening" (OEG Report 56, 1946): the exponential detection function
for a search without pattern.  J. R. Frost, "Principles of Search Theory", Response 17 (1999), and
"Compatibility of Land SAR Procedures with Search Theory" (Potomac Management Group for the US
Coast Guard, 2003): coverage, effective sweep width, POS = POA x POD, POA after a search.
"""

from __future__ import annotations

import math
from collections.abc import Iterable


def coverage(sweep_width: float, track_length: float, area: float) -> float:
    """C = W·L/A.  Metres, metres, square metres; raises ValueError where A is not above 0."""
    _check(sweep_width=sweep_width, track_length=track_length)
    if not area > 0:
        raise ValueError("the area must be above 0")
    return sweep_width * track_length / area


def pod(coverage: float) -> float:
    """POD = 1 - exp(-C): the probability of detection where the coverage is spread evenly."""
    _check(coverage=coverage)
    return -math.expm1(-coverage)


def pos(poa: float, pod: float) -> float:
    """POS = POA·POD: the probability that the object is there and is found."""
    _check_shares(poa, pod)
    return poa * pod


def together(pods: Iterable[float]) -> float:
    """POD of several searches of one place, each independent: 1 - (1 - POD1)(1 - POD2)…"""
    missed = 1.0
    for each in pods:
        _check_shares(each)
        missed *= 1 - each
    return 1 - missed


def after(poa: float, pod: float, pos: float = 0.0) -> float:
    """POA of a place after a search without a find: POA·(1 - POD)/(1 - POS).

    ``pos`` is that of the whole search, over all places; without it the POA that remains of the
    original total.  Raises ValueError where nothing remains.
    """
    _check_shares(poa, pod, pos)
    if pos == 1:
        raise ValueError("nothing remains where the POS is 1")
    return poa * (1 - pod) / (1 - pos)


def track_length(area: float, spacing: float) -> float:
    """L = A/S: metres walked in an area in lanes of that spacing, by all searchers together."""
    _check(area=area)
    if not spacing > 0:
        raise ValueError("the spacing must be above 0")
    return area / spacing


def searcher_hours(track_length: float, speed: float) -> float:
    """T = L/V: metres, kilometres per hour.  Breaks and the way there are not in it."""
    _check(track_length=track_length)
    if not speed > 0:
        raise ValueError("the speed must be above 0")
    return track_length / 1000 / speed


def searchers_for(searcher_hours: float, hours: float) -> int:
    """How many it takes to do that in so many hours."""
    _check(searcher_hours=searcher_hours)
    if not hours > 0:
        raise ValueError("the hours must be above 0")
    return math.ceil(searcher_hours / hours - 1e-9)


def _check(**values: float) -> None:
    for name, value in values.items():
        if not (math.isfinite(value) and value >= 0):
            raise ValueError("the " + name.replace("_", " ") + " must be 0 or more")


def _check_shares(*values: float) -> None:
    if not all(0 <= value <= 1 for value in values):
        raise ValueError("a probability must lie between 0 and 1")
