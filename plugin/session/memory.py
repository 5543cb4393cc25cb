# SPDX-License-Identifier: GPL-2.0-or-later
"""What runs with a source layer have sent, kept in the ledger of the local copy.

By it a later run knows each feature's object again, whatever became of its outline and its id.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from ..analysis.assignments import Outcome, Remembered, Step
from ..sync.ledger import Ledger
from ..sync.tables import LOCAL_PREFIX

_HEAD = "sent "  # of the ledger's meta keys: "sent <class> <source>"


class Memory:
    """The runs of one class with layers of one name."""

    def __init__(self, ledger: Ledger, cls: str, source: str) -> None:
        self._ledger, self._cls = ledger, cls
        self._key = _HEAD + cls + " " + source
        self._entries: list[dict[str, Any]] = json.loads(ledger.meta(self._key) or "[]")
        self._former = self._entries

    def remembered(self, there: Collection[str]) -> list[Remembered]:
        """By the ids that the objects have now; ``there`` are those of the objects on the map."""
        undone = self._ledger.undone()
        found = []
        for each in self._entries:
            id = self._now(each["id"], there)
            valid = each.get("push") is not None and each["push"] not in undone
            once = not id.startswith(LOCAL_PREFIX) or self._ledger.alias(id) is not None
            found.append(
                Remembered(
                    each["key"],
                    id,
                    each["said"] if valid else None,
                    each["outline"] if valid else "",
                    once and id not in there and valid,
                )
            )
        return found

    def _now(self, id: str, there: Collection[str]) -> str:
        if id in there:
            return id
        alias = self._ledger.alias(id)
        return self._ledger.present_id(self._cls, alias[1] if alias else id)

    def elsewhere(self, there: Collection[str]) -> dict[str, str]:
        """Ids that runs with layers of other names sent, with those names."""
        found = {}
        for key, text in self._ledger.metas(_HEAD + self._cls + " "):
            if key != self._key:
                for each in json.loads(text):
                    found[self._now(each["id"], there)] = key[len(_HEAD + self._cls) + 1 :]
        return found

    def keep(self, steps: Iterable[Step]) -> None:
        """Remember a run; before its rows are set, so that nothing is forgotten by a crash.

        ``push`` is the batch that set an object, 0 where none had to, None while that is not done.
        """
        undone = self._ledger.undone()
        former = {each["id"]: each["push"] for each in self._entries if each["push"] not in undone}
        ids = set()
        entries = []
        for step in steps:
            if not step.id or step.outcome is Outcome.SKIPPED:
                continue
            ids.add(step.id)
            set_now = step.outcome in (Outcome.ADDED, Outcome.EDITED)
            push = None if set_now else former.get(step.id) or 0
            entries.append(
                {
                    "key": step.key,
                    "id": step.id,
                    "said": dict(step.wanted),
                    "outline": step.outline,
                    "push": push,
                }
            )
        # what is not on the map may come back by an undo
        entries += [e for e in self._entries if self._now(e["id"], ids) not in ids]
        self._write(entries)

    def done(self, ids: Collection[str], push: int | None) -> None:
        """Those objects were set by that batch; an undo of it makes this run forgotten."""
        self._write([{**e, "push": push} if e["id"] in ids else e for e in self._entries])

    def put_back(self) -> None:
        """Nothing was set after all."""
        self._write(self._former)

    def _write(self, entries: list[dict[str, Any]]) -> None:
        self._entries = entries
        self._ledger.set_meta(self._key, json.dumps(entries, ensure_ascii=False))
