# SPDX-License-Identifier: GPL-2.0-or-later
"""Taking a map's files off this computer."""

from __future__ import annotations

from collections.abc import Iterator
from glob import escape
from pathlib import Path

from ..caltopo.errors import CalTopoError, Rejected
from ..host.texts import tr
from ..sync.localcopy import LocalCopy, NotAPair, Paths
from .lock import CopyLock
from .map import Map

SIDES = ("", "-wal", "-shm", "-journal", ".part")


def paths_of(geopackage: Path) -> Paths:
    return Paths.of(geopackage.parent, geopackage.stem)


def files_of(geopackage: Path) -> list[Path]:
    """Everything kept of a map: the copy, those moved aside, backups, pictures.

    What is kept of a map beside the copy lies in folders of the workspace and bears its name.
    """
    return sorted(_files(paths_of(geopackage)))


def _files(paths: Paths) -> Iterator[Path]:
    folder, stem = paths.geopackage.parent, paths.geopackage.stem
    named = escape(stem)
    for path in (paths.geopackage, paths.ledger):
        for side in SIDES:
            if path.with_name(path.name + side).exists():
                yield path.with_name(path.name + side)
    yield from folder.glob(named + ".aside-*")
    for inside in folder.iterdir():
        if inside.is_dir() and not inside.is_symlink() and inside.name != stem:
            yield from (f for f in inside.glob(named + "[-._]*") if f.is_file())
    if (folder / stem).is_dir():
        yield from (f for f in (folder / stem).rglob("*") if f.is_file())
    if paths.lock.exists():
        yield paths.lock


def unsent_in(paths: Paths, *, sar: bool) -> int:
    """How many changes of a map that is not open were never sent.  Raises CalTopoError."""
    try:
        copy = LocalCopy.open(paths, sar)
    except NotAPair:
        return 0
    try:
        return len({(t.table, t.fid) for t in copy.rows.touched()}) or len(copy.ledger.outbox())
    finally:
        copy.close()


def forget(geopackage: Path, *, sar: bool = False, unsent: bool = False) -> int:
    """Remove every file of a map that is not open here; how many there were.

    ``unsent``: also where changes were never sent, which are lost then.  Raises MapInUse, and
    Rejected for a map with such changes.
    """
    paths = paths_of(geopackage)
    if Map.opened(paths) is not None:
        raise CalTopoError(
            tr("The map is open."), hint=tr("Close it first, then it can be forgotten.")
        )
    lock = CopyLock(paths.lock, paths.geopackage.stem)
    try:
        waiting = unsent_in(paths, sar=sar) if paths.geopackage.exists() and not unsent else 0
        if waiting:
            raise Rejected(
                tr("{number} changes of this map were never sent.").format(number=waiting),
                hint=tr("Open the map and push them, or forget it with its changes."),
            )
        found = files_of(geopackage)
        for path in found:
            if path != paths.lock:
                path.unlink(missing_ok=True)
    finally:
        lock.release()
    paths.lock.unlink(missing_ok=True)
    left = paths.geopackage.parent / paths.geopackage.stem
    for folder in sorted(left.rglob("*"), reverse=True) if left.is_dir() else []:
        folder.rmdir()
    if left.is_dir():
        left.rmdir()
    return len(found)
