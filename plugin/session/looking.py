# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be asked of an open map at any time, whatever goes on with it meanwhile."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..caltopo import jsontext
from ..sync import backup
from ..sync.features import parse, properties_of, title_of
from ..sync.history import Version
from ..sync.ledger import Ledger
from ..sync.merge import BATCH
from .records import Conflict, Waiting


class Looking:
    """The part of a map that reads its ledger and no rows.  Any thread; blocks for a moment."""

    @property
    def _ledger(self) -> Ledger:
        raise NotImplementedError

    def counts(self) -> dict[str, int]:
        """Objects of the map by class."""
        return dict(sorted(self._ledger.counts().items()))

    def outbox(self) -> list[Waiting]:
        """Every call that waits, is under way, or was refused."""
        return [
            Waiting(e.kind, e.cls, e.id, e.title, e.state.value, e.attempts, e.reason)
            for e in self._ledger.outbox()
        ]

    def conflicts(self) -> list[Conflict]:
        """Objects that both sides changed; neither sent nor overwritten until resolved."""
        return [
            Conflict(
                c.cls,
                c.id,
                title_of(c.cls, parse(c.server)),
                c.kind,
                {name: (v[0], v[1], v[2]) for name, v in c.properties.items()},
            )
            for c in self._ledger.conflicts()
        ]

    def not_shown(self) -> list[tuple[str, str]]:
        """Class and id of objects that are another on the server than their rows here say, because
        their layer is being edited; conflicts are not among them.  Not for the main thread."""
        asked = {(c.cls, c.id) for c in self._ledger.conflicts()}
        found: list[tuple[str, str]] = []
        after = ("", "")
        while batch := self._ledger.pending(BATCH, after):
            after = batch[-1].key
            found += [known.key for known in batch if known.key not in asked]
        return found

    def history(self) -> list[dict[str, Any]]:
        """Past pushes, newest first, with what they did to which objects."""
        return self._ledger.history()

    def versions(self, cls: str, id: str) -> list[Version]:
        """Former texts of an object, oldest first; that of a deleted one is the last."""
        return self._ledger.versions(cls, id)

    def set_aside(self) -> list[dict[str, str]]:
        """Objects of the map that could not be shown, each with the reason."""
        return [
            {"cls": cls, "id": id, "reason": reason} for cls, id, reason in self._ledger.aside()
        ]

    def unreadable(self) -> list[dict[str, str]]:
        """Objects with a number that the server gave as NaN or infinite: class, id, title, and the
        properties.

        They are shown without it; an edit of one is not sent until it has a value.  Reads every
        text, so not for the main thread of a window.
        """
        found = []
        for known in self._ledger.of_odd_numbers():
            feature = parse(known.latest) or {}
            odd = ", ".join(jsontext.unreadable(properties_of(feature)))
            if odd:
                title = title_of(known.cls, feature)
                found.append({"cls": known.cls, "id": known.id, "title": title, "properties": odd})
        return found

    def backup(self, path: str | os.PathLike[str]) -> int:
        """Write the map as one GeoJSON file; the number of objects."""
        return backup.write(self._ledger, Path(path))
