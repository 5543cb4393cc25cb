# SPDX-License-Identifier: GPL-2.0-or-later
"""Bringing rows to former texts, whatever became of their objects since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..caltopo import jsontext, objects
from . import aims, geometry
from .changes import DONE, NOT_WRITTEN, Kind, may_be
from .features import (
    Feature,
    differing,
    hidden,
    parse,
    properties_of,
    row_says,
    title_of,
    values_of,
    wkb_of,
)
from .history import Key, Recalled
from .ledger import Ledger
from .references import columns_to, named, places, referring, renamed
from .rows import Change, Delete, Insert, Row, Rows, Update, column_value, local_id
from .tables import GEOMETRY, LOCAL_PREFIX, Table, same


@dataclass
class SetBackReport:
    """What was set back, and what was not.  ``items``: cls, id, title, outcome, reason."""

    added: int = 0  # rows that are there again
    edited: int = 0
    deleted: int = 0
    unchanged: int = 0
    refused: int = 0
    name: str = ""
    items: list[dict[str, str]] = field(default_factory=list)

    def note(self, key: Key, title: str, outcome: str, reason: str = "") -> None:
        self.items.append(
            {"cls": key[0], "id": key[1], "title": title, "outcome": outcome, "reason": reason}
        )

    def refuse(self, key: Key, title: str, reason: str) -> None:
        self.refused += 1
        self.note(key, title, "refused", reason)


def texts_differ(table: Table, one: Feature | None, other: Feature) -> list[str]:
    """Columns, ``geom`` among them, in which two texts differ; all where the first is None."""
    if one is None:
        return [p.column for p in table.columns if not p.read_only] + [GEOMETRY] * table.spatial
    found = [
        prop.column
        for prop, a, b in zip(table.columns, values_of(table, one), values_of(table, other))
        if not prop.read_only and not same(prop, a, b)
    ]
    if table.spatial and not _same_shape(one.get("geometry"), other.get("geometry")):
        found.append(GEOMETRY)
    return found


def _same_shape(one: Any, other: Any) -> bool:
    try:
        return geometry.same(one, other)
    except (KeyError, TypeError, IndexError):
        return bool(one == other)


@dataclass
class _Setting:
    """What is to become of one row, and under which key it goes out."""

    key: Key
    title: str
    change: Change
    goes_as: Key
    recalled: Recalled | None = None
    row: Row | None = None  # as it is now, where it is edited


class SetTo:
    """Brings rows to former texts, as one batch: all of it, or nothing where a layer is edited.

    An object that is no more is added again, under a new id: everything that referred to the old
    one is pointed to the new.  ``only_columns_of`` are texts: of an object that has one there,
    only the columns in which it differs from the target are set.
    """

    def __init__(
        self,
        ledger: Ledger,
        rows: Rows,
        report: SetBackReport,
        sar: bool,
        only_columns_of: Mapping[Key, str | None] | None = None,
    ) -> None:
        self._ledger = ledger
        self._rows = rows
        self._report = report
        self._sar = sar
        self._after = only_columns_of or {}
        self._again: dict[Key, str] = {}
        self._places: dict[Key, tuple[Table, Row] | None] = {}  # those looked up together

    # -- where things are now -------------------------------------------------------------------

    def present(self, key: Key) -> Key:
        """The object that goes on for one of a former text."""
        return key[0], self._ledger.present_id(*key)

    def place(self, now: Key) -> tuple[Table, Row] | None:
        """The row of an object, also of one that the server does not have yet."""
        if now not in self._places:
            self._places.update(places(self._ledger, self._rows, [now]))
        return self._places[now]

    def look_up(self, keys: Iterable[Key]) -> None:
        """Read the rows of objects together, for ``place``: one by one takes far longer in QGIS."""
        self._places.update(places(self._ledger, self._rows, map(self.present, keys)))

    def mapped(self, feature: Feature | None) -> Feature:
        """A former text with its references pointed to where those objects are now."""
        if feature is None:
            return {}
        properties = dict(properties_of(feature))
        cls = str(properties.get("class") or "")
        for prop in objects.object_class(cls).properties:
            if prop.refers_to and properties.get(prop.name):
                properties[prop.name] = renamed(prop, properties[prop.name], self._now)
        return {**feature, "properties": properties}

    def _now(self, key: Key) -> str | None:
        """The id of an object to refer to; None where it is gone for good."""
        if key in self._again:
            return self._again[key]
        now = self.present(key)
        buried = now == key and self._ledger.is_buried(*key)
        return None if buried and self._ledger.object(*key) is None else now[1]

    # -- deciding -------------------------------------------------------------------------------

    def apply(
        self, targets: Mapping[Key, str | None], name: str, undoes: int | None, dry_run: bool
    ) -> None:
        """One batch.  With ``dry_run`` the report says what would be done."""
        self.look_up(targets)
        for key, text in targets.items():
            if text is not None and self._is_to_be_added(key):
                # what is new altogether comes with a local id already
                self._again[key] = key[1] if key[1].startswith(LOCAL_PREFIX) else local_id()
        settings = []
        for key, text in targets.items():
            setting = self._setting(key, text)
            if setting is not None:
                settings.append(setting)
        settings += self._repairs(settings)
        if self._held_by_a_layer(settings):
            return
        if not dry_run and (settings or undoes is not None):
            self._ledger.decide(
                name,
                undoes,
                [s.goes_as for s in settings],
                {s.goes_as: s.recalled for s in settings if s.recalled is not None},
                self._again,
                [aims.as_json(s.change) for s in settings],
                {s.goes_as: self._draft(s) for s in settings},
            )
            outcomes = aims.reach(self._ledger, self._rows)
        else:
            outcomes = [True] * len(settings)
        for setting, done in zip(settings, outcomes):
            if done:
                self._count(setting)
            else:
                self._report.refuse(setting.key, setting.title, "It was edited at this moment.")

    def _draft(self, setting: _Setting) -> tuple[str | None, str | None]:
        """What the row says before, and after: None where it is not there."""
        change, cls = setting.change, setting.goes_as[0]
        table = self._rows.tables[change.table]
        known = self._ledger.object(*setting.goes_as)
        base = parse(known.base) if known is not None else None
        before = self._ledger.recalled(cls, setting.goes_as[1])
        after = setting.recalled or before

        def said(row: Row, recalled: Recalled | None) -> str:
            if base is not None and recalled is None and not differing(table, base, row):
                return (known.base if known is not None else None) or ""
            return jsontext.dumps(row_says(table, row, base, recalled))

        if isinstance(change, Insert):
            return None, said(Row(0, change.id, change.values, change.wkb), after)
        if isinstance(change, Delete):
            return said(change.row, before), None
        now = setting.row or self._rows.read(table, [change.fid])[change.fid]
        values = [change.new.get(c, v) for c, v in zip(table.column_names, now.values)]
        then = now._replace(values=values, wkb=change.new.get(GEOMETRY, now.wkb))
        return said(now, before), said(then, after)

    def _is_to_be_added(self, key: Key) -> bool:
        now = self.present(key)
        known = self._ledger.object(*now)
        if self._unwritable(key, Kind.ADD):
            return False
        return (known is None or known.gone) and self.place(now) is None

    def _held_by_a_layer(self, settings: list[_Setting]) -> bool:
        busy = {s.change.table: self._rows.busy(self._rows.tables[s.change.table])
                for s in settings}  # fmt: skip
        why = " ".join(sorted({reason for reason in busy.values() if reason}))
        for setting in settings if why else ():
            self._report.refuse(
                setting.key, setting.title,
                "A layer is being edited, so nothing was set back: " + why,
            )  # fmt: skip
        return bool(why)

    def _count(self, setting: _Setting) -> None:
        outcome = {Insert: "added", Update: "edited", Delete: "deleted"}[type(setting.change)]
        setattr(self._report, outcome, getattr(self._report, outcome) + 1)
        self._report.note(setting.key, setting.title, outcome)

    def _unwritable(self, key: Key, kind: Kind) -> str:
        if may_be(kind, key[0], self._sar):
            return ""
        return NOT_WRITTEN.format(cls=key[0], done=DONE[kind])

    def _setting(self, key: Key, text: str | None) -> _Setting | None:
        now = self.present(key)
        known, at = self._ledger.object(*now), self.place(now)
        alive = known is not None and not known.gone
        former = parse(text)
        latest = parse(known.latest) if known is not None else None
        title = title_of(key[0], former or latest)
        if at is None and (former is None or not (alive or key in self._again)):
            reason = self._unwritable(key, Kind.ADD) if former is not None else ""
            if reason:
                self._report.refuse(key, title, reason)
            else:
                self._report.unchanged += 1
            return None
        if former is None:
            change: Change | None = self._delete(key, title, at)
            return None if change is None else _Setting(key, title, change, now)
        target = self.mapped(former)
        wanted = text if target == former and text is not None else jsontext.dumps(target)
        if at is None:
            # a row that was deleted here comes back as itself, any other under an id of its own
            id = self._again.get(key, now[1])
            change = self._insert(key, title, id, target)
            recalled = Recalled(wanted, known.latest if known else None)
            return None if change is None else _Setting(key, title, change, (key[0], id), recalled)
        table, row = at
        update = self._update(key, table, row, former, target)
        unseen = None
        whole = key not in self._after and latest is not None
        if whole and hidden(table, target) != hidden(table, latest or {}):
            unseen = Recalled(wanted, known.latest if known else None)
        elif update.new:
            unseen = Recalled(wanted, wanted)
        if not update.new and unseen is None:
            self._report.unchanged += 1
            return None
        reason = self._unwritable(key, Kind.EDIT)
        if reason:
            self._report.refuse(key, title, reason)
            return None
        return _Setting(key, title, update, now, unseen, row)

    def _delete(self, key: Key, title: str, at: tuple[Table, Row] | None) -> Change | None:
        reason = self._unwritable(key, Kind.DELETE)
        if reason or at is None:
            self._report.refuse(key, title, reason)
            return None
        table, row = at
        return Delete(table.name, row)

    def _insert(self, key: Key, title: str, id: str, target: Feature) -> Change | None:
        table = self._rows.tables.find(key[0], target.get("geometry"))
        if table is None:
            self._report.refuse(key, title, "Its geometry has no layer here.")
            self._again.pop(key, None)
            return None
        return Insert(table.name, id, values_of(table, target), wkb_of(table, target))

    def _update(self, key: Key, table: Table, row: Row, former: Feature, target: Feature) -> Update:
        wanted = dict(zip(table.column_names, values_of(table, target)))
        if table.spatial:
            wanted[GEOMETRY] = wkb_of(table, target)
        columns = set(differing(table, target, row))
        after = parse(self._after.get(key))
        if after is not None:
            pushed = set(texts_differ(table, former, after))
            # a reference to what comes back under a new id is set, whoever changed it
            columns = {c for c in columns if c in pushed or self._comes_back(table, row, c)}
        old = {c: column_value(table, row, c) for c in columns}
        return Update(table.name, row.fid, old, {c: wanted[c] for c in columns})

    def _comes_back(self, table: Table, row: Row, column: str) -> bool:
        if column == GEOMETRY:
            return False
        return named(table.property(column), column_value(table, row, column)) in self._again

    def _repairs(self, settings: list[_Setting]) -> list[_Setting]:
        """What else refers to an object that comes back under a new id."""
        back = {key for key, id in self._again.items() if id != key[1]}
        if not back:
            return []
        done = {
            (s.change.table, s.change.fid): s.change for s in settings
            if isinstance(s.change, Update)
        }  # fmt: skip
        going = {
            (s.change.table, s.change.row.fid) for s in settings if isinstance(s.change, Delete)
        }
        found = []
        for other, table, row in referring(self._ledger, self._rows, back):
            update = done.get((table.name, row.fid))
            set_already = update.new.keys() if update is not None else ()
            columns = [c for c in columns_to(table, row, back) if c not in set_already]
            if not columns or (table.name, row.fid) in going:
                continue
            old = {c: column_value(table, row, c) for c in columns}
            title = objects.display_title(
                table.cls, dict(zip((p.name for p in table.columns), row.values))
            )
            if self._unwritable(other, Kind.EDIT):
                self._report.note(other, title, "left", "It refers to what comes back under "
                                  "another id and cannot be changed from here.")  # fmt: skip
                continue
            new = {c: renamed(table.property(c), v, self._now) for c, v in old.items()}
            update = Update(table.name, row.fid, old, new)
            found.append(_Setting(other, title, update, other, None, row))
        return found
