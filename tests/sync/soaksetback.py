# SPDX-License-Identifier: GPL-2.0-or-later
"""Setting back in the soak: pushes undone, objects restored, unsent changes discarded.

What that did to the rows of an analyst's copy is told to the model as that analyst's own edits.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.sync import geometry, setback, undo
from caltopo_sync.plugin.sync.features import parse, properties_of
from sync.crashing import Moment, dies
from sync.localmap import LocalMap
from sync.soakedits import Edits
from sync.soakworld import CONTAINERS, TABLES, Thing


@dataclass
class Seen:
    """A row of a copy."""

    id: str
    values: dict[str, Any]
    shape: dict[str, Any] | None


class SettingBack(Edits):
    def set_back(self, who: str) -> None:
        what = self.random.choice((self.undo, self.undo, self.restore, self.discard))
        what(who)

    def undo(self, who: str) -> None:
        """The newest push, or any; now and then the program is killed meanwhile."""
        m = self.maps[who]
        pushes = [p["push"] for p in m.ledger.history()]
        if not pushes:
            return
        push = self.random.choice(pushes[:5]) if self.random.random() < 0.3 else None
        planned = undo.undo_push(m.ledger, m.copy.rows, push=push, dry_run=True)
        going = [i for i in planned.items if i["outcome"] == "deleted"]
        if any(self.is_copied(m, item["cls"], item["id"]) for item in going):
            return  # the copy, which carries its id, would take its place
        before = self.rows_of(who)

        if self.random.random() < 0.3:
            self.killed(who, lambda m: undo.undo_push(m.ledger, m.copy.rows, push=push))
        else:
            done = undo.undo_push(m.ledger, m.copy.rows, push=push)
            assert done == planned, (done, planned)
        self.counts["undos"] += 1
        self.counts["undone objects"] += planned.added + planned.edited + planned.deleted
        self.counts["undos refused"] += planned.refused
        self.account(who, before)

    def restore(self, who: str) -> None:
        """An object of their own, or one that was deleted on the web, as it was once."""
        m = self.maps[who]
        things = [t for t in self.things.values() if t.owner == who or (
                  t.owner == "web" and t.deleted and self.fid(who, t) is None)]  # fmt: skip
        known = []
        for thing in self.random.sample(things, len(things)):
            known = m.ledger._read(
                "SELECT cls, id, text FROM version WHERE instr(text, ?)", (f'"{thing.token}"',)
            )
            if known:
                break
        if not known:
            return
        cls, id, text = self.random.choice(known)
        before = self.rows_of(who)

        def work(m: LocalMap) -> object:
            return undo.set_to(m.ledger, m.copy.rows, {(cls, id): text}, "Restored", dry_run=False)

        if self.random.random() < 0.3:
            self.killed(who, work)
        else:
            work(m)
        thing.restored = True
        said = properties_of(parse(text) or {})
        for column in thing.ever:
            thing.ever[column].add(said.get(column.replace("_", "-"), said.get(column)))
        thing.titles.add(said.get("title") or "")
        self.counts["restores"] += 1
        self.counts["restores of what was deleted"] += thing.deleted
        if self.rows_of(who).get(thing.token) is not None:
            thing.owner = who
        self.account(who, before)

    def discard(self, who: str) -> None:
        m = self.maps[who]
        changes = [c for c in m.changes() if not self.is_copied(m, *c.key)
                   and c.table.name not in self.editing[who]]  # fmt: skip
        if not changes:
            return
        before = self.rows_of(who)
        with contextlib.suppress(setback.StillOnItsWay):
            self.counts["discards"] += setback.discard(
                m.ledger, m.copy.rows, self.random.choice(changes)
            )
        self.account(who, before)

    def killed(self, who: str, work: Callable[[LocalMap], object]) -> None:
        """The work in a process of its own that dies; the copy is opened again."""
        m = self.maps[who]
        self.editing[who].clear()  # nobody edits in a program that has ended
        m.crash()
        m.client.close()

        def child() -> None:
            own = self._open(who)
            with contextlib.suppress(CalTopoError):
                work(own)
            own.close()

        moment = self.random.choice((Moment.COMMITTING, Moment.COMMITTED))
        self.counts["killed while setting back"] += dies(
            child, moment, self.random.randrange(2, 9), seconds=60
        )
        self.maps[who] = self._open(who)  # what was decided is done now

    def is_copied(self, m: LocalMap, cls: str, id: str) -> bool:
        for table, (of, _) in TABLES.items():
            if of == cls:
                found = m.sql(f'SELECT description FROM "{table}" WHERE caltopo_id = ?', id)
                if any(self.things[token].copied for (token,) in found):
                    return True
        known = m.ledger.object(cls, id)
        token = properties_of(parse(known.base if known else None) or {}).get("description")
        return token in self.things and self.things[token].copied

    def rows_of(self, who: str) -> dict[str, Seen]:
        """The rows of an analyst's copy by token, but for objects that went on under another id."""
        found: dict[str, Seen] = {}
        for table, (_, own) in TABLES.items():
            names = ["title", *own.values()]
            names += [c for c in CONTAINERS if c in self.maps[who].copy.tables[table].stored]
            shape = "geom" if self.maps[who].copy.tables[table].spatial else "NULL"
            columns = ", ".join(f'"{name}"' for name in names)
            for token, id, blob, *values in self.maps[who].sql(
                f'SELECT description, caltopo_id, {shape}, {columns} FROM "{table}"'
            ):
                if id not in self.things[token].former:
                    assert token not in found, f"{token} twice in the copy of {who}"
                    shown = geometry.unpack(geometry.wkb_of(blob) or b"") if blob else None
                    found[token] = Seen(id, dict(zip(names, values)), shown)
        return found

    def account(self, who: str, before: dict[str, Seen]) -> None:
        """Tell the model what was set back in rows of this analyst."""
        after = self.rows_of(who)
        tokens = {row.id: token for token, row in after.items()}
        for token in before.keys() | after.keys():
            thing, was, now = self.things[token], before.get(token), after.get(token)
            if now is None:
                if thing.owner == who:
                    self.bury(thing)
                continue
            risen = was is None and thing.owner == who
            if risen:
                thing.deleted, thing.restored = False, True
                ids = self.maps[who].ledger._read(
                    "SELECT id FROM version WHERE instr(text, :text) "
                    "UNION SELECT id FROM tombstone WHERE instr(text, :text)",
                    {"text": f'"{token}"'},
                )
                thing.former |= {id for (id,) in ids} - {now.id}
                self.counts["risen"] += 1
            self._account_one(who, thing, was, now, risen, tokens)

    def _account_one(
        self,
        who: str,
        thing: Thing,
        was: Seen | None,
        now: Seen,
        risen: bool,
        tokens: dict[str, str],
    ) -> None:
        if was is None and not risen:
            return  # a colleague's, that a pull had brought
        changed = {c: v for c, v in now.values.items() if risen or (was and was.values[c] != v)}
        if "title" in changed:
            thing.titles.add(changed["title"] or "")
        for other, column in TABLES[thing.table][1].items():
            if column in changed:
                if other == who:
                    self.say(thing, column, changed[column])
                else:
                    thing.ever.setdefault(column, set()).add(changed[column])
        if thing.owner != who:
            return
        if risen or (was and was.shape != now.shape):
            thing.shape = now.shape and {
                "type": now.shape["type"], "coordinates": now.shape["coordinates"]
            }  # fmt: skip
        for column in CONTAINERS:
            if column in changed:
                id = changed[column]
                thing.inside[column] = tokens.get(id, "unknown") if id else None
                thing.was_inside.add(thing.inside[column] or "")
