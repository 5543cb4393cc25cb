# SPDX-License-Identifier: GPL-2.0-or-later
"""What a server was seen to do where CalTopo's documentation says nothing, as far as syncing may
rest on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MULTI = {"MultiPolygon": "multi_polygon", "MultiLineString": "multi_line"}
OWN_IDS = "client_ids_"  # the findings of this name tell of one class each
HOLES, AUDIT, SEEN_AFTER = "holes", "audit_keys", "seen_after"
LATER = 30.0  # seconds that stand for “later than anybody waited”


@dataclass(frozen=True)
class Abilities:
    """The defaults are those of a server that nobody has tried, and are right for every server.

    ``own_ids``: classes of which a new object gets the id it is sent to.
    ``holes``: False where areas lose theirs; they are then not sent.  Where nobody knows, they are
    sent and the answer is looked at.
    ``parts``: GeoJSON types of several parts that a Shape keeps.
    ``audit_keys``: False where the server's own notes must not come back with an edit.
    ``lag``: seconds that what was written may take to show in a refresh.
    """

    own_ids: frozenset[str] = frozenset()
    holes: bool = True
    parts: frozenset[str] = frozenset()
    audit_keys: bool = True
    lag: float = 0.0

    @classmethod
    def of(cls, learned: Mapping[str, str]) -> Abilities:
        """From what ``caltopo:checkserver`` has found out: the findings' names and answers."""
        kept = {name for name, answer in learned.items() if answer == "yes"}
        return cls(
            frozenset(n[len(OWN_IDS) :] for n in kept if n.startswith(OWN_IDS)),
            learned.get(HOLES) != "no",
            frozenset(kind for kind, name in MULTI.items() if name in kept),
            learned.get(AUDIT) not in ("refused", "stored"),
            _seconds(learned.get(SEEN_AFTER, "")),
        )


UNTRIED = Abilities()


def _seconds(answer: str) -> float:
    """Twice what was seen: one look at one moment is no upper bound."""
    found = re.search(r"[\d.]+", answer)
    if found is None:
        return 0.0
    return 2 * (LATER if answer.startswith("later") else float(found.group()))
