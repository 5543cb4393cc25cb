# SPDX-License-Identifier: GPL-2.0-or-later
"""What a push tells of itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from .outbox import Entry


@dataclass
class PushReport:
    """What a push did.  ``items``: kind, cls, id, title, outcome, reason for every object."""

    added: int = 0
    edited: int = 0
    deleted: int = 0
    failed: int = 0
    conflicts: int = 0
    unknown: int = 0
    waiting: int = 0
    denied: str = ""  # why the map cannot be written, in the server's words; see Ledger.denied
    items: list[dict[str, str]] = field(default_factory=list)

    def note(self, entry: Entry, outcome: str, reason: str = "") -> None:
        self.items.append(
            {
                "kind": entry.kind,
                "cls": entry.cls,
                "id": entry.id,
                "title": entry.title,
                "outcome": outcome,
                "reason": reason,
            }
        )
