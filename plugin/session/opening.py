# SPDX-License-Identifier: GPL-2.0-or-later
"""From a map's id to an open map: its lock, its local copy, its first load or its refresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ..caltopo.client import Client
from ..caltopo.errors import CalTopoError
from ..host import log, settings
from ..host.texts import tr
from ..layers.inproject import Brought, brought_from, give_back, let_go_of
from ..layers.styling import CATEGORISED
from ..sync import backup
from ..sync.ledger import Ledger
from ..sync.localcopy import (
    LocalCopy,
    NotAPair,
    Paths,
    first_load,
    load_backup,
    look_only,
    move_aside,
)
from . import practice
from .lock import CopyLock
from .mainthread import main_thread
from .map import Map
from .reach import UNREACHED


class StrangersCopy(NotAPair):
    """A local copy that another installation made."""


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
    guest: bool = False
    connection: str = ""  # the saved one it is opened by, for when its project is opened again


@contextmanager
def _opening(
    wire: Client, paths: Paths, map_id: str
) -> Iterator[tuple[CopyLock, Sequence[Brought]]]:
    """The files for us alone; layers of the project let go of them, and are given them back as
    read-only ones where the map does not open."""
    main = main_thread()
    brought: Sequence[Brought] = ()
    try:
        lock = CopyLock(paths.lock, map_id)
        try:
            brought = main.call(partial(let_go_of, paths.geopackage))
            yield lock, brought
        except BaseException:
            lock.release()
            raise
    except BaseException as error:
        wire.close()
        if brought:
            main.call(partial(give_back, brought, str(error)))
        raise


def open_map(wire: Client, request: Request, cancelled: Callable[[], bool] | None = None) -> Map:
    """Open a map from its local copy, loading it first where there is none.  Any thread.

    The client is the map's from here on.  Raises MapInUse, and for a map without a local copy what
    the server's refusal says.  One that has a copy opens from it where the server cannot be had or
    does not let us in, and says so in ``offline``.  A copy without its ledger is only shown.
    """
    with _opening(wire, request.paths, request.map_id) as (lock, brought):
        fresh = not request.paths.geopackage.exists()
        if fresh:
            move_aside(request.paths)
            mark = settings.install_id()
            first_load(
                wire, request.map_id, request.paths, wire.server, request.sar, cancelled, mark
            )
        found = _from_copy(wire, request, lock, brought, _title(wire, request) if fresh else "")
        found.team_id = request.team_id
        if not found.only_shown:
            found.remember(request.connection, signed=wire.signed)
    if request.refresh and not fresh and not found.only_shown:
        try:
            with suppress(*UNREACHED):  # the map says so in ``offline``
                found.refresh(whole=False)
        except BaseException:
            found.close()
            raise
    return found


def open_practice(paths: Paths) -> Map:
    """Open the practice incident: made from its file the first time, then as it was left.

    Any thread.  Nothing of it is ever sent.  Raises MapInUse.
    """
    wire = practice.PracticeClient(practice.incident())
    request = Request(practice.MAP_ID, paths, sar=True, push_on_save=True)
    with _opening(wire, paths, practice.MAP_ID) as (lock, brought):
        fresh = not paths.geopackage.exists()
        if fresh:
            mark = settings.install_id()
            first_load(wire, practice.MAP_ID, paths, wire.server, True, None, mark)
        title = tr("Practice: Echo Lakes search") if fresh else ""
        return _from_copy(wire, request, lock, brought, title)


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
            copy.rows.gather_texts(CATEGORISED)
            lock = CopyLock(paths.lock, saved.map)
        except BaseException:
            scrap.cleanup()
            raise
    except BaseException:
        wire.close()
        raise
    reason = tr("this is a backup; restore it in the map itself.")
    return Map(wire, saved.map, copy, lock, read_only=reason, scrap=scrap)


def _title(wire: Client, request: Request) -> str:
    """The map's title; a map answer has none.  The id where the account does not say."""
    try:
        info = wire.map_info(request.team_id, request.map_id) if request.team_id else {}
    except CalTopoError:
        return request.map_id
    return str((info.get("properties") or info).get("title") or request.map_id)


def reopen(
    paths: Paths,
    waken: Callable[[str, str, bool], Client],
    *,
    sar: bool,
    push_on_save: bool,
) -> Map:
    """Open a local copy as it is: no network, no credential.  Any thread.

    ``waken(connection, server, signed)`` is asked on the main thread for the client when something
    needs the network first.  Raises MapInUse, and CalTopoError where there is no copy.
    """
    try:
        server, map_id, connection, signed, guest = _way_to(paths)
    except CalTopoError as error:
        why = error.text
        main_thread().call(lambda: give_back(brought_from(paths.geopackage), why))
        raise
    if server == practice.SERVER:
        return open_practice(paths)
    wire = Client(server)
    request = Request(map_id, paths, sar=sar, push_on_save=push_on_save, guest=guest)
    with _opening(wire, paths, map_id) as (lock, brought):
        return _from_copy(
            wire, request, lock, brought, "", lambda: waken(connection, server, signed)
        )


def _way_to(paths: Paths) -> tuple[str, str, str, bool, bool]:
    """Server, map, connection, whether calls are signed, and whether it is a guest's."""
    if not paths.geopackage.exists():
        raise CalTopoError(
            tr("The local copy {name} is not there any more.").format(name=paths.geopackage.name),
            hint=tr("Open the map again to load it."),
        )
    if not paths.ledger.exists():
        return "https://caltopo.com", paths.geopackage.stem.rpartition("_")[2], "", True, False
    ledger = Ledger(paths.ledger)
    try:
        return (
            ledger.meta("server"),
            ledger.meta("map"),
            ledger.meta("connection"),
            ledger.meta("signed", "1") == "1",
            ledger.meta("guest") == "1",
        )
    finally:
        ledger.close()


def _sign(ledger: Ledger) -> None:
    """Note that a copy is ours, and which file it is."""
    ledger.set_meta("install", settings.install_id())
    ledger.set_meta("file", ledger.file_number())


def _check_ours(paths: Paths) -> None:
    """Raises NotAPair for a copy that another installation made.

    A script's profile may be thrown away after each run: the very file that was signed here stays
    ours, while what somebody sends is another file.
    """
    if not paths.ledger.exists():
        return  # opening it says so
    ledger = Ledger(paths.ledger)
    try:
        same_file = ledger.meta("file") == ledger.file_number() != ""
        same_install = ledger.meta("install") == settings.install_id()
        if not same_file and not same_install:
            raise StrangersCopy(
                tr("The local copy {name} was made by another installation.").format(
                    name=paths.geopackage.name
                ),
                hint=tr("It is shown read-only; what waits in it is not sent."),
            )
        if not same_file or not same_install:
            _sign(ledger)
    finally:
        ledger.close()


def _from_copy(
    wire: Client,
    request: Request,
    lock: CopyLock,
    brought: Sequence[Brought],
    title: str,
    waken: Callable[[], Client] | None = None,
) -> Map:
    try:
        _check_ours(request.paths)
        copy = LocalCopy.open(request.paths, request.sar)
    except NotAPair as error:
        reason = error.text + " " + error.hint
        log.warning(reason)
        scrap = TemporaryDirectory(prefix="caltopo-look-")
        copy = look_only(request.paths, scrap.name)
        copy.rows.gather_texts(CATEGORISED)
        return Map(wire, request.map_id, copy, lock, read_only=reason, scrap=scrap, brought=brought)
    try:
        copy.rows.fold()  # here and not on the main thread, which closes these rows for the layers
        copy.rows.gather_texts(CATEGORISED)
        if title:
            copy.ledger.set_meta("title", title)
    except BaseException:
        copy.close()
        raise
    kind = practice.PracticeMap if wire.server == practice.SERVER else Map
    return kind(
        wire,
        request.map_id,
        copy,
        lock,
        sar=request.sar,
        push_on_save=request.push_on_save,
        guest=request.guest,
        brought=brought,
        waken=waken,
    )
