# SPDX-License-Identifier: GPL-2.0-or-later
"""A local copy on disk: made by a first load, opened and checked, closed cleanly.

Two files with one pair id.  The ledger's name is the last to appear, so a copy is whole when both
are there.  Existing files are moved aside, never overwritten.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..caltopo.errors import CalTopoError
from . import aims
from .backup import Backup
from .features import parse, values_of
from .geopackage import ClosedRows, Label
from .ledger import Ledger
from .load import Loader
from .merge import BringUp
from .outbox import State
from .rows import Update, row_hash
from .sql import unwritable
from .tables import ID, Table, Tables
from .wire import Wire

FEW, MANY = 10, 0.1  # rows that may be missing without a trace before it is asked about


@dataclass(frozen=True)
class Paths:
    """The files of one map in a workspace folder."""

    geopackage: Path
    ledger: Path
    lock: Path

    @classmethod
    def of(cls, folder: Path, name: str) -> Paths:
        return cls(
            folder / (name + ".gpkg"), folder / (name + ".ledger"), folder / (name + ".lock")
        )

    def part(self, path: Path) -> Path:
        return path.with_name(path.name + ".part")


class NotAPair(CalTopoError):  # noqa: N818
    """A GeoPackage whose ledger is missing or is another's: it can be looked at, not pushed."""


def move_aside(paths: Paths) -> list[Path]:
    """Give the files of a copy other names, so that the map can be loaded anew."""
    moved = []
    base = stamp = paths.geopackage.stem + ".aside-" + time.strftime("%Y%m%d-%H%M%S")
    number = 1
    while list(paths.geopackage.parent.glob(stamp + ".*")):  # twice in one second
        number += 1
        stamp = base + "-" + str(number)
    for path in (paths.geopackage, paths.ledger):
        for suffix in ("", "-wal", "-shm"):
            source = path.with_name(path.name + suffix)
            if source.exists():
                target = path.with_name(stamp + path.suffix + suffix)
                source.rename(target)
                moved.append(target)
    return moved


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def first_load(
    wire: Wire,
    map_id: str,
    paths: Paths,
    server: str,
    sar: bool,
    cancelled: Callable[[], bool] | None = None,
    install: str = "",
) -> int:
    """Load a map that has no local copy yet; the number of its objects.

    ``install`` is the mark of the installation that makes it; another one only looks at it.
    Raises CalTopoError and leaves nothing behind when the answer is not whole and good.
    """

    def fill(loader: Loader) -> int:
        return wire.map_since(map_id, 0, loader.add, cancelled).timestamp

    meta = {"server": server, "map": map_id, "whole": str(time.time()), "install": install}
    return _load(paths, meta, sar, fill)


def load_backup(saved: Backup, paths: Paths, server: str, sar: bool) -> int:
    """Make a local copy of a backup, as if the map had just been loaded; its objects' number."""

    def fill(loader: Loader) -> int:
        for text in saved.texts.values():
            loader.add(json.loads(text), text)
        return saved.timestamp

    meta = {"server": server, "map": saved.map, "title": saved.title}
    return _load(paths, meta, sar, fill)


def _load(paths: Paths, meta: dict[str, str], sar: bool, fill: Callable[[Loader], int]) -> int:
    """Make both files; ``fill`` gives the loader its objects and returns the timestamp."""
    pair = secrets.token_hex(16)
    gpkg, ledger_path = paths.part(paths.geopackage), paths.part(paths.ledger)
    for path in (gpkg, ledger_path):
        _remove(path)
    loader: Loader | None = None
    ledger: Ledger | None = None
    try:
        ledger = Ledger.create(ledger_path, {"pair": pair, "timestamp": "0", "open": "0", **meta})
        ledger.set_meta("file", ledger.file_number())
        loader = Loader(gpkg, ledger, Label(pair, meta["server"], meta["map"], 1), sar)
        loader.finish(fill(loader))
        ledger.close()
    except BaseException as error:
        if loader is not None:
            loader.abandon()
        if ledger is not None:
            ledger.close()
        for path in (gpkg, ledger_path):
            _remove(path)
        if isinstance(error, (sqlite3.DatabaseError, OSError)):
            raise unwritable(paths.geopackage, error) from error
        raise
    gpkg.rename(paths.geopackage)
    ledger_path.rename(paths.ledger)
    return loader.number


def look_only(paths: Paths, folder: str) -> LocalCopy:
    """A GeoPackage without its ledger, to look at: an empty one stands in, in ``folder``."""
    tables = Tables()
    rows = ClosedRows(paths.geopackage, tables)
    try:
        rows.check()
    except BaseException:
        rows.close()
        raise
    ledger = Ledger.create(Path(folder) / "look.ledger", {"pair": "", "timestamp": "0"})
    ledger.index()
    return LocalCopy(paths, ledger, tables, rows)


class LocalCopy:
    """An opened copy: its ledger, its tables and, while no layer is open, its rows."""

    def __init__(self, paths: Paths, ledger: Ledger, tables: Tables, rows: ClosedRows) -> None:
        self.paths = paths
        self.ledger = ledger
        self.tables = tables
        self.rows = rows

    @classmethod
    def open(
        cls, paths: Paths, sar: bool, ask: Callable[[str], bool] = lambda question: False
    ) -> LocalCopy:
        """Open both files and put right what a crash or another tool left.

        ``ask`` is asked about rows that vanished without a trace: yes takes them for deleted, no
        (the default) brings them back.  Raises NotAPair and CalTopoError.
        """
        cls._finish_renaming(paths)
        ledger = Ledger(paths.ledger)
        rows: ClosedRows | None = None
        try:
            tables = Tables(ledger.places())
            rows = ClosedRows(paths.geopackage, tables)
            copy = cls(paths, ledger, tables, rows)
            copy._check(sar, ask)
        except BaseException as error:
            if rows is not None:
                rows.close()
            ledger.close()
            if isinstance(error, sqlite3.DatabaseError):
                raise CalTopoError(
                    "The local copy " + paths.geopackage.name + " cannot be read or written.",
                    details=str(error),
                    hint="If the disk is not full and no other program holds the file, it is "
                    "damaged: move it and its ledger away and open the map again.",
                ) from error
            raise
        return copy

    @staticmethod
    def _finish_renaming(paths: Paths) -> None:
        part = paths.part(paths.ledger)
        if part.exists() and paths.geopackage.exists() and not paths.ledger.exists():
            part.rename(paths.ledger)
        if not paths.ledger.exists():
            raise NotAPair(
                "The local copy " + paths.geopackage.name + " has lost its ledger.",
                hint="It can be opened read-only; rebuild it to load the map anew.",
            )

    def _check(self, sar: bool, ask: Callable[[str], bool]) -> None:
        try:
            self.rows.check()
            label = self.rows.label()
        except sqlite3.DatabaseError:
            label = Label("", "", "", 0)
        if label.pair != self.ledger.meta("pair"):
            raise NotAPair(
                "The GeoPackage " + self.paths.geopackage.name + " does not belong to its ledger.",
                hint="It can be opened read-only; rebuild it to load the map anew.",
            )
        strange = self.rows.prepare(sar)
        for table, lost in strange.items():
            self._refill(table, lost)
        for table in self.tables if self.ledger.meta("open") == "1" else strange:
            self._compare(table, ask)
        self._move_from_catch_all()
        aims.reach(self.ledger, self.rows)  # rows that were being set back at a crash
        # Before anything newer is pulled: what a crash left half written is what the server said
        # then, not an edit of the user's.
        BringUp(self.ledger, self.rows).run()
        with self.ledger:
            for entry in self.ledger.outbox():
                if entry.state is State.SENDING:
                    entry.state = State.UNKNOWN
                    entry.reason = "The program ended before the answer came."
                    self.ledger.put(entry)
            self.ledger.set_meta("open", "1")

    def _compare(self, table: Table, ask: Callable[[str], bool]) -> None:
        """Put rows into the log that changed without the triggers seeing it."""
        known = self.ledger.hashes(table.name)
        touched, there = [], set()
        for row in self.rows.scan(table):
            there.add(row.id)
            id, hash_ = known.get(row.fid, (None, None))
            if row.is_local and self.ledger.alias(row.id or "") == (table.cls, id):
                there.add(id)
            if id != row.id or hash_ != row_hash(row.id, row.values, row.wkb):
                touched.append(row.fid)
        logged = {t.fid for t in self.rows.touched() if t.table == table.name}
        missing = [f for f, (id, _) in known.items() if id not in there and f not in logged]
        if len(missing) > max(FEW, MANY * len(known)) and not ask(
            str(len(missing)) + " objects of " + table.name + " have vanished from the local copy. "
            "Were they deleted on purpose?"
        ):
            for fid in missing:
                found = self.ledger.at(table.name, fid)
                if found is not None:
                    self.ledger.unplace(found)
            missing = []
        self.rows.note(table, [*touched, *missing])

    def _refill(self, table: Table, lost: list[str]) -> None:
        """Columns that a tool dropped say again what was known: dropping them is no edit."""
        columns = [column for column in lost if column != ID]
        updates = []
        for row in self.rows.scan(table) if columns else ():
            known = self.ledger.object(table.cls, row.id or "")
            base = parse(known.base) if known is not None else None
            if base is not None:
                said = dict(zip(table.column_names, values_of(table, base)))
                updates.append(Update(table.name, row.fid, {}, {c: said[c] for c in columns}))
        self.rows.write(updates)

    def _move_from_catch_all(self) -> None:
        """Objects that came while no table could be made for them get theirs now."""
        for row in list(self.rows.scan(self.tables.catch_all)):
            known = self.ledger.at(self.tables.catch_all.name, row.fid)
            feature = parse(known.latest) if known is not None else None
            if known is None or feature is None:
                continue
            table = self.tables.place(known.cls, feature.get("geometry"))
            if table is self.tables.catch_all:
                continue
            if table.name not in {name for name, _, _ in self.ledger.places()}:
                self.rows.add_table(table)
                self.ledger.add_place(table.name, table.cls, table.geometry.value)
            self.ledger.unplace(known)

    def close(self) -> None:
        """Close both files; what was not finished is found again at the next opening."""
        self.rows.close()
        self.ledger.note_closed()
        self.ledger.close()
