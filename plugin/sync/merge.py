# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows brought up to what the server says, merged with what the user has changed meanwhile.

See ``threeway`` for one row.  What is in conflict is left alone.  ``base`` moves only after the row
was written, so a crash in between heals itself: the row then equals theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from ..caltopo import jsontext
from .changes import most_alike
from .features import differing, parse, properties_of, values_of, wkb_of
from .ledger import Conflict, Known, Ledger
from .rows import (
    SLICE,
    Change,
    Delete,
    Insert,
    Row,
    Rows,
    Touch,
    Update,
    column_value,
    local_id,
    row_hash,
)
from .tables import ID, Table, Value, same
from .threeway import (
    forget_own_words,
    merge,
    mine_of,
    moved_on,
    same_text,
    theirs_of,
    title_follows,
)

BATCH = 200


@dataclass
class _Step:
    """One object's way: the change its row needs, and what the ledger says once it is done."""

    known: Known
    change: Change | None
    done: Callable[[int | None], None]


Choose = Callable[[str], Optional[str]]  # a conflicting property: "mine", "theirs" or None


def undecided(name: str) -> str | None:
    """Nobody has decided: a conflict stays one."""
    return None


class BringUp:
    """Brings rows up to the ledger's ``server`` texts, batch by batch."""

    def __init__(self, ledger: Ledger, rows: Rows) -> None:
        self._ledger = ledger
        self._rows = rows
        self._strays: dict[tuple[str, str], list[tuple[Table, Row]]] = {}
        self.waiting: dict[str, str] = {}  # tables that may not be written now, and why

    def run(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Until nothing is pending but conflicts and what waits for a layer."""
        touched: dict[tuple[str, int], Touch] | None = None
        after = ("", "")
        while not cancelled():
            batch = self._ledger.pending(BATCH, after)
            if not batch:
                return
            if touched is None:
                touched = self._touched()
            after = batch[-1].key
            self._bring_up(batch, touched, undecided)

    def _touched(self) -> dict[tuple[str, int], Touch]:
        return {(t.table, t.fid): t for t in self._rows.touched()}

    def only(self, keys: Sequence[tuple[str, str]], choose: Choose = undecided) -> None:
        """The same for certain objects, their conflicts decided by ``choose``."""
        touched = self._touched() if keys else {}
        for start in range(0, len(keys), BATCH):
            found = (self._ledger.object(*key) for key in keys[start : start + BATCH])
            self._bring_up([known for known in found if known is not None], touched, choose)

    def _bring_up(
        self, batch: Sequence[Known], touched: dict[tuple[str, int], Touch], choose: Choose
    ) -> None:
        present = self._present(batch)
        batch = self._follow(batch, present)
        self._strays = self._find_strays([k for k in batch if k.table is None])
        steps = [
            step
            for known in batch
            for step in self._steps(known, present.get((known.table or "", known.fid or 0)), choose)
        ]
        for start in range(0, len(steps), SLICE):
            part = steps[start : start + SLICE]
            writes = [step.change for step in part if step.change is not None]
            fids = iter(self._rows.write(writes) if writes else [])
            with self._ledger:
                for step in part:
                    if step.change is None:
                        step.done(step.known.fid)
                        continue
                    fid = next(fids)
                    if fid is not None:  # else the user was faster; the next pull comes again
                        step.done(fid)
        self._forget(batch, touched)

    def _present(self, batch: Sequence[Known]) -> dict[tuple[str, int], Row]:
        wanted: dict[str, list[int]] = {}
        for known in batch:
            if known.table is not None and known.fid is not None:
                wanted.setdefault(known.table, []).append(known.fid)
        found = {}
        for name, fids in wanted.items():
            for fid, row in self._rows.read(self._rows.tables[name], fids).items():
                found[(name, fid)] = row
        return found

    def _follow(
        self, batch: Sequence[Known], present: dict[tuple[str, int], Row]
    ) -> Sequence[Known]:
        """Objects whose row was cut and pasted: they go on at its new place."""

        def lost(known: Known) -> bool:
            row = present.get((known.table or "", known.fid or 0))
            return known.table is not None and (row is None or not self._is(known, row))

        found = self._find_strays([known for known in batch if lost(known)])
        followed = []
        for known in batch:
            if known.key in found:
                table, row = most_alike(known, found[known.key])
                self._ledger.move(*known.key, table.name, row.fid)
                present[(table.name, row.fid)] = row
                known = known._replace(table=table.name, fid=row.fid)
            followed.append(known)
        return followed

    def _find_strays(self, unplaced: Sequence[Known]) -> dict[Any, list[tuple[Table, Row]]]:
        """Rows that carry the id of one of those objects and are no other object's: written before
        a crash, or pasted by the user."""
        found: dict[tuple[str, str], list[tuple[Table, Row]]] = {}
        ids: dict[str, list[str]] = {}
        for known in unplaced:
            ids.setdefault(known.cls, []).append(known.id)
        catch_all = self._rows.tables.catch_all
        for table in self._rows.tables:
            wanted = [k.id for k in unplaced] if table is catch_all else ids.get(table.cls, ())
            for id, fids in (self._rows.find(table, wanted) if wanted else {}).items():
                for fid, row in self._rows.read(table, fids).items():
                    if self._ledger.at(table.name, fid) is None:
                        cls = str(row.values[0]) if table is catch_all else table.cls
                        found.setdefault((cls, id), []).append((table, row))
        return found

    def _table_for(self, known: Known, server: dict[str, Any]) -> Table:
        tables = self._rows.tables
        return tables.find(known.cls, server.get("geometry")) or tables.catch_all

    def _blocked(self, *tables: Table | None) -> bool:
        for table in tables:
            why = self._rows.busy(table) if table is not None else None
            if table is not None and why is not None:
                self.waiting[table.name] = why
                return True
        return False

    def _steps(self, known: Known, row: Row | None, choose: Choose) -> Iterator[_Step]:
        at = self._rows.tables.get(known.table) if known.table is not None else None
        if row is not None and not self._is(known, row):
            row = None  # the place was taken by another row
        if known.gone:
            yield from self._remove(known, at, row, choose)
            return
        server = parse(known.latest)
        if server is None:
            return
        to = self._table_for(known, server)
        if self._blocked(at, to):
            return
        if at is None:
            yield from self._insert(known, to, server)
        elif row is None:
            yield from self._deleted_here(known, at, to, server, choose)
        elif at is not to:
            yield from self._move(known, at, row, to, server, choose)
        else:
            yield from self._update(known, at, row, server, choose)

    def _is(self, known: Known, row: Row) -> bool:
        return row.id == known.id or (
            row.is_local and self._ledger.alias(row.id or "") == known.key
        )

    def _settled(
        self, known: Known, table: Table, server: dict[str, Any]
    ) -> Callable[[int | None], None]:
        """What the ledger says once the row has everything of ``server`` that it is to have."""
        hash_ = row_hash(known.id, values_of(table, server), wkb_of(table, server))

        def done(fid: int | None) -> None:
            self._ledger.settle(known, known.latest or "", table.name, fid or 0, hash_)
            self._ledger.clear_conflict(*known.key)

        return done

    def _insert(self, known: Known, table: Table, server: dict[str, Any]) -> Iterator[_Step]:
        done = self._settled(known, table, server)
        kept = False
        for at, stray in self._strays.get(known.key, ()):
            if at is table and not kept:
                kept = True
                write = merge(table, server, stray, server).write
                yield _Step(known, Update(table.name, stray.fid, {}, write), done)
            elif self._rows.write([Delete(at.name, stray)]) == [None]:
                return  # edited at this moment: never two rows for one object
        if not kept:
            values, wkb = values_of(table, server), wkb_of(table, server)
            yield _Step(known, Insert(table.name, known.id, values, wkb), done)

    def _update(
        self, known: Known, table: Table, row: Row, server: dict[str, Any], choose: Choose
    ) -> Iterator[_Step]:
        merged = merge(table, parse(known.base) or {}, row, server)
        if known.hash is None:
            forget_own_words(known.cls, table, merged, self._there)
        open_ones = {n: v for n, v in merged.conflicts.items() if choose(n) is None}
        for name in merged.conflicts:
            if choose(name) == "theirs":
                column, value = theirs_of(table, name, server)
                merged.write[column] = value
        if open_ones:
            self._conflict(known, "edit", open_ones)
            yield from self._but(open_ones, known, table, row, server, merged.write)
            return
        if row.id != known.id:
            merged.write[ID] = known.id
        old = {column: column_value(table, row, column) for column in merged.write}
        change = Update(table.name, row.fid, old, merged.write) if merged.write else None
        yield _Step(known, change, self._settled(known, table, server))

    def _there(self, cls: str, id: str) -> str:
        """The id that the server knows an object by."""
        alias = self._ledger.alias(id)
        return alias[1] if alias is not None else id

    def _but(
        self,
        open_ones: Collection[str],
        known: Known,
        table: Table,
        row: Row,
        server: dict[str, Any],
        write: dict[str, Value],
    ) -> Iterator[_Step]:
        """What is in conflict stays as it is here and in ``base``; the rest moves on to theirs.

        So what was merged or decided stays so, and what the row keeps of mine is an edit of it.
        """
        base = parse(known.base) or {}
        moved = moved_on(base, server, open_ones)
        if not write and moved == base:
            return
        hash_ = row_hash(known.id, values_of(table, moved), wkb_of(table, moved))

        def done(fid: int | None) -> None:
            self._ledger.settle(known, jsontext.dumps(moved), table.name, row.fid, hash_)

        old = {column: column_value(table, row, column) for column in write}
        yield _Step(known, Update(table.name, row.fid, old, write) if write else None, done)

    def _move(
        self,
        known: Known,
        at: Table,
        row: Row,
        to: Table,
        server: dict[str, Any],
        choose: Choose,
    ) -> Iterator[_Step]:
        """The geometry became one of another kind: the row goes to another table."""
        base = parse(known.base) or {}
        mine, merged = mine_of(at, base, row, server), merge(at, base, row, server)
        alike = at.column_names == to.column_names
        conflicts = merged.conflicts if alike else mine
        if any(choose(name) is None for name in conflicts):
            self._conflict(known, "edit", conflicts)
            return
        own = [name for name in conflicts if choose(name) == "mine"]
        if "geometry" in own or (own and not alike):
            # Both rows cannot be kept as one: the user's stays, as an edit of the newest text.
            yield from self._update(known, at, row, server, choose)
            return
        strays = [(at, row)]
        if alike and mine:
            for name in conflicts:
                if choose(name) == "theirs":
                    merged.write.update([theirs_of(at, name, server)])
            carried = self._carry(known, at, row, to, merged.write, server)
            if carried is None:
                return
            strays.insert(0, (to, carried))
        # Without a place first: after a crash the old row is found as a stray and removed.
        self._ledger.unplace(known)
        self._strays[known.key] = strays
        yield from self._insert(known._replace(table=None, fid=None), to, server)

    def _carry(
        self,
        known: Known,
        at: Table,
        row: Row,
        to: Table,
        theirs: dict[str, Value],
        server: dict[str, Any],
    ) -> Row | None:
        """A row for the geometry of another kind, with what the user has changed besides.

        None where it could not be written.  One that was written before a crash is found again.
        """
        for table, there in self._find_strays([known]).get(known.key, ()):
            if table is to:
                return there
        values = [theirs.get(p.column, v) for p, v in zip(at.columns, row.values)]
        (fid,) = self._rows.write([Insert(to.name, known.id, values, wkb_of(to, server))])
        if fid is None:
            return None
        self._rows.note(to, [fid])
        return self._rows.read(to, [fid])[fid]

    def _deleted_here(
        self, known: Known, at: Table, to: Table, server: dict[str, Any], choose: Choose
    ) -> Iterator[_Step]:
        """The row is gone: the user deleted it.

        Of an object whose row never had what the server made of our own call, nothing is theirs.
        """
        base = (parse(known.base) or {}) if known.hash is not None else server
        old, new = values_of(to, base), values_of(to, server)
        changed = {
            p.name: [properties_of(base).get(p.name), None, properties_of(server).get(p.name)]
            for p, was, now in zip(to.columns, old, new)
            if not p.read_only
            and not (p.name == "title" and title_follows(to, new))
            and not same(p, was, now)
        }
        if to.spatial and not same_text(base.get("geometry"), server.get("geometry")):
            changed["geometry"] = [base.get("geometry"), None, server.get("geometry")]
        decisions = {choose(name) for name in changed}
        if None in decisions:
            self._conflict(known, "deleted here", changed)
        elif "theirs" in decisions:
            self._ledger.unplace(known)
            yield from self._insert(known._replace(table=None, fid=None), to, server)
        else:
            self._ledger.settle(known, known.latest or "", at.name, known.fid, known.hash)
            self._ledger.clear_conflict(*known.key)

    def _remove(
        self, known: Known, table: Table | None, row: Row | None, choose: Choose
    ) -> Iterator[_Step]:
        """The server no longer has it."""
        if row is None or table is None:
            yield _Step(known, None, lambda fid: self._ledger.remove(known))
            return
        if self._blocked(table):
            return
        mine = mine_of(table, parse(known.base) or {}, row, {})
        decisions = {choose(name) for name in mine}
        if None in decisions:
            self._conflict(known, "deleted there", mine)
        elif "mine" in decisions:
            # It stays as a new object: the log has its row, the plan makes an add of it.
            local = local_id()

            def done(fid: int | None) -> None:
                self._ledger.remove(known)
                self._ledger.come_back(known.key, local, known.latest or "{}")

            change = Update(table.name, row.fid, {ID: row.id}, {ID: local})
            yield _Step(known, change, done)
        else:
            yield _Step(known, Delete(table.name, row), lambda fid: self._ledger.remove(known))

    def _conflict(self, known: Known, kind: str, properties: dict[str, list[Any]]) -> None:
        self._ledger.set_conflict(Conflict(known.cls, known.id, kind, properties, known.latest))

    def _forget(self, batch: Sequence[Known], touched: dict[tuple[str, int], Touch]) -> None:
        """Drop log lines of rows that now say what their base says."""
        settled = []
        latest = [self._ledger.object(*known.key) for known in batch]
        rows = self._present([known for known in latest if known is not None])
        for known, now in zip(batch, latest):
            if now is None:  # gone on both sides
                touch = touched.get((known.table or "", known.fid or 0))
                if touch is not None and self._ledger.at(touch.table, touch.fid) is None:
                    table = self._rows.tables[touch.table]
                    if not self._rows.read(table, [touch.fid]):
                        settled.append(touch)
                continue
            touch = touched.get((now.table or "", now.fid or 0))
            if touch is None or now.server is not None:
                continue
            if self._ledger.recalled(*now.key) is not None:  # something without a column goes out
                continue
            table = self._rows.tables[touch.table]
            row = rows.get((touch.table, touch.fid))
            if row is not None and not differing(table, parse(now.base) or {}, row):
                settled.append(touch)
        if settled:
            self._rows.forget(settled)
