# SPDX-License-Identifier: GPL-2.0-or-later
"""From a map's id to an open map: its lock, its local copy, its first load or its refresh."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsProject

from ..caltopo.client import Client
from ..caltopo.errors import CalTopoError
from ..host import log
from ..sync import backup
from ..sync.localcopy import (
    LocalCopy,
    NotAPair,
    Paths,
    first_load,
    load_backup,
    look_only,
    move_aside,
)
from .lock import CopyLock
from .map import Map
from .reach import UNREACHED


@dataclass(frozen=True)
class Request:
    """What to open: a map, from which files, and how.

    ``sar`` lets Clue and Resource be written; ``push_on_save`` lets saving a layer begin a push;
    ``refresh`` brings an existing local copy up to date.
    """

    map_id: str
    paths: Paths
    team_id: str = ""
    sar: bool = False
    push_on_save: bool = True
    refresh: bool = True


def open_map(wire: Client, request: Request, cancelled: Callable[[], bool] | None = None) -> Map:
    """Open a map from its local copy, loading it first where there is none.  Any thread.

    The client is the map's from here on.  Raises MapInUse, and for a map without a local copy what
    the server's refusal says.  One that has a copy opens from it where the server cannot be had or
    does not let us in, and says so in ``offline``.  A copy without its ledger is only shown.
    """
    try:
        lock = CopyLock(request.paths.lock, request.map_id)
        try:
            _refuse_orphaned_layers(request.paths)
            fresh = not request.paths.geopackage.exists()
            if fresh:
                move_aside(request.paths)
                first_load(wire, request.map_id, request.paths, wire.server, request.sar, cancelled)
            found = _from_copy(wire, request, lock, _title(wire, request) if fresh else "")
        except BaseException:
            lock.release()
            raise
    except BaseException:
        wire.close()
        raise
    if request.refresh and not fresh and not found.only_shown:
        try:
            with suppress(*UNREACHED):  # the map says so in ``offline``
                found.refresh(whole=False)
        except BaseException:
            found.close()
            raise
    return found


def open_backup(wire: Client, path: Path) -> Map:
    """Open a backup as a map of its own, to look at and to copy from.  Any thread.

    It is a throw-away copy: nothing is fetched or sent, and closing it leaves nothing behind.
    Raises CalTopoError where the file is no backup.
    """
    try:
        saved = backup.read(path)
        scrap = TemporaryDirectory(prefix="caltopo-backup-")
        try:
            paths = Paths.of(Path(scrap.name), "backup")
            load_backup(saved, paths, wire.server, sar=False)
            copy = LocalCopy.open(paths, sar=False)
            copy.ledger.set_meta("title", (saved.title or saved.map) + " (" + path.name + ")")
            copy.rows.fold()
            lock = CopyLock(paths.lock, saved.map)
        except BaseException:
            scrap.cleanup()
            raise
    except BaseException:
        wire.close()
        raise
    reason = "this is a backup; restore it in the map itself."
    return Map(wire, saved.map, copy, lock, read_only=reason, scrap=scrap)


def _title(wire: Client, request: Request) -> str:
    """The map's title; a map answer has none.  The id where the account does not say."""
    try:
        info = wire.map_info(request.team_id, request.map_id) if request.team_id else {}
    except CalTopoError:
        return request.map_id
    return str((info.get("properties") or info).get("title") or request.map_id)


def _from_copy(wire: Client, request: Request, lock: CopyLock, title: str) -> Map:
    try:
        copy = LocalCopy.open(request.paths, request.sar)
    except NotAPair as error:
        reason = error.text + " " + error.hint
        log.warning(reason)
        scrap = TemporaryDirectory(prefix="caltopo-look-")
        copy = look_only(request.paths, scrap.name)
        return Map(wire, request.map_id, copy, lock, read_only=reason, scrap=scrap)
    copy.rows.fold()  # here and not on the main thread, which closes these rows for the layers
    if title:
        copy.ledger.set_meta("title", title)
    return Map(
        wire,
        request.map_id,
        copy,
        lock,
        sar=request.sar,
        push_on_save=request.push_on_save,
    )


def _refuse_orphaned_layers(paths: Paths) -> None:
    """Layers of this copy that are in the project without their map being open would be read
    while the copy is written."""
    for layer in QgsProject.instance().mapLayers().values():
        if layer.source().split("|")[0] == str(paths.geopackage):
            raise CalTopoError(
                "The project has layers of this map although the map is not open.",
                hint="Remove the layer group and open the map again; nothing is lost by that.",
            )
