# SPDX-License-Identifier: GPL-2.0-or-later
"""What the answers to a push's calls show of a server: that it does otherwise than was believed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..caltopo.errors import CalTopoError, NotFound
from .abilities import HOLES, MULTI, OWN_IDS, Abilities
from .features import Feature, parse
from .geometry import lost
from .outbox import Entry


class Learning:
    """``abilities`` as they are known by now; ``found``: findings (names and answers) to keep."""

    def __init__(self, abilities: Abilities) -> None:
        self.abilities = abilities
        self.found: dict[str, str] = {}

    def answered(self, entry: Entry, stored: Feature) -> None:
        """A call was done, and ``stored`` is what the server made of its body."""
        if entry.own_id not in (None, stored.get("id")):
            self._without_own_id(entry.cls, told=True)
        gone = lost((parse(entry.body) or {}).get("geometry"), stored.get("geometry"))
        if gone == HOLES:
            self._know(HOLES, holes=False)
        elif gone:
            self._know(MULTI[gone], parts=self.abilities.parts - {gone})

    def refused(self, entry: Entry, error: CalTopoError) -> bool:
        """A call was refused for good: whether it may have been for the id that an add asked for.

        Then the next one asks for none.
        """
        if entry.own_id is None:
            return False
        # one that was sent before may be there no more: that says nothing of ids
        self._without_own_id(entry.cls, isinstance(error, NotFound) and entry.attempts == 1)
        return True

    def _without_own_id(self, cls: str, told: bool) -> None:
        rest = self.abilities.own_ids - {cls}
        self.abilities = replace(self.abilities, own_ids=rest)
        if told:
            self.found[OWN_IDS + cls] = "no"

    def _know(self, name: str, **now: Any) -> None:
        self.found[name] = "no"
        self.abilities = replace(self.abilities, **now)
