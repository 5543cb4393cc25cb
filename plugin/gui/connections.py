# SPDX-License-Identifier: GPL-2.0-or-later
"""What the saved connections show: their lists of maps, maps opened lately, where a link leads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from qgis.PyQt.QtCore import QObject, pyqtSignal

from .. import api
from ..caltopo import account
from ..caltopo.account import CALTOPO_HOSTS, Listing, map_id_from
from ..caltopo.errors import BadAnswer, CalTopoError, NetworkError, ServerError, Throttled
from ..host import credentials, settings
from ..host.texts import tr
from .work import Desk, Work

MOST_RECENT = 20
UNREACHED = (NetworkError, ServerError, Throttled, BadAnswer)


@dataclass(frozen=True)
class State:
    """What is known of a connection's maps.

    With both a listing and an error, the listing is the one kept from last time.
    """

    listing: Listing | None = None
    error: CalTopoError | None = None
    reading: bool = False


class Accounts(QObject):
    """The lists of maps of the saved connections, read in the background when asked for.

    ``changed`` tells the name of a connection of which more is known now, ``renewed`` that
    connections were added, changed or removed.  Main thread.
    """

    changed = pyqtSignal(str)
    renewed = pyqtSignal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._states: dict[str, State] = {}
        self._works: dict[str, Work[Any]] = {}
        self._names: dict[str, str] = {}  # titles of accounts, by their ids
        credentials.changes.happened.connect(self._renew)

    def state(self, name: str) -> State:
        """What is known now; nothing is asked for."""
        return self._states.get(name, State())

    def known(self) -> Iterator[tuple[str, Listing]]:
        """The lists that were read, by connection."""
        for name, state in self._states.items():
            if state.listing is not None:
                yield name, state.listing

    def called(self, account: str) -> str:
        """An account by its name where a list has told it, else by its id."""
        return self._names.get(account, account)

    def recall(self, name: str) -> None:
        """Learn the names of accounts from the list that a saved connection was given last."""
        if name in credentials.names() and self.state(name).listing is None:
            conn = api.Connection(credentials.without_credential(name))
            self.desk.start(
                Work(
                    tr("Listing the maps of {name}").format(name=name),
                    lambda: account.listing(conn.listing(refresh=False)),
                    lambda listing: self._names.update(listing.names),
                    lambda error: None,
                    by_itself=True,
                )
            )

    def ask(self, name: str) -> None:
        """Read a connection's list of maps, unless that is under way.

        The first time the list kept from last time is there at once, until the server has answered.
        """
        if name in self._works:
            return
        try:
            conn = api.connection(name)
        except CalTopoError as error:
            self._set(name, State(error=error))
            return
        before = self.state(name)

        def over(state: State) -> None:
            if self._works.get(name) is work:  # not forgotten meanwhile
                self._set(name, state)

        work = self._works[name] = Work(
            tr("Listing the maps of {name}").format(name=name),
            lambda: _read(conn),
            over,
            lambda error: over(State(error=error)),
            by_itself=True,
        )
        self._states[name] = State(before.listing, reading=True)
        if before.listing is None:
            self.desk.start(
                Work(
                    work.description(),
                    lambda: _kept(conn),
                    partial(self._meanwhile, name),
                    lambda _: None,
                    by_itself=True,
                )
            )
        self.desk.start(work)
        self.changed.emit(name)

    def _meanwhile(self, name: str, kept: Listing | None) -> None:
        state = self.state(name)
        if kept is not None and state.reading and state.listing is None:
            self._states[name] = State(kept, reading=True)
            self.changed.emit(name)

    def remove(self) -> None:
        """Expect nothing any more."""
        credentials.changes.happened.disconnect(self._renew)
        self._forget()

    def _set(self, name: str, state: State) -> None:
        self._works.pop(name, None)
        self._states[name] = state
        if state.listing is not None:
            self._names.update(state.listing.names)
        self.changed.emit(name)

    def _renew(self) -> None:
        self._forget()
        self.renewed.emit()

    def _forget(self) -> None:
        works, self._works, self._states = self._works, {}, {}
        for work in works.values():
            work.cancel()


def _read(conn: Any) -> State:
    """The list of maps; the one kept from last time where the server cannot be had."""
    try:
        return State(account.listing(conn.listing()))
    except UNREACHED as error:
        return State(_kept(conn), error)


def _kept(conn: Any) -> Listing | None:
    """The list of maps as it was given last."""
    kept = conn.listing(refresh=False)
    return account.listing(kept) if kept else None


@dataclass(frozen=True)
class Recent:
    """A map that was opened lately, and by which saved connection, "" for none."""

    id: str
    title: str
    server: str
    connection: str
    opened: float

    def connect(self) -> Any:
        """A connection to open it with.  Main thread; raises CalTopoError."""
        if self.connection in credentials.names():
            return api.connection(self.connection)
        return api.public(self.server)


def recent_maps() -> list[Recent]:
    """Maps opened lately, newest first."""
    try:
        return [Recent(**entry) for entry in json.loads(settings.RECENT_MAPS.get() or "[]")]
    except (ValueError, TypeError):
        return []


def remember(opened: Recent) -> None:
    """Put a map at the head of those opened lately."""
    others = [r for r in recent_maps() if (r.id, r.server) != (opened.id, opened.server)]
    kept = [opened, *others][:MOST_RECENT]
    settings.RECENT_MAPS.set(json.dumps([asdict(each) for each in kept]))


def forget_recent(map_id: str, server: str) -> None:
    """Take a map from those opened lately."""
    kept = [asdict(r) for r in recent_maps() if (r.id, r.server) != (map_id, server)]
    settings.RECENT_MAPS.set(json.dumps(kept))


@dataclass(frozen=True)
class Destination:
    """Where a link or id leads: a saved connection, or a ``server`` without an account.

    ``strange``: it is neither CalTopo's server nor that of a connection.
    """

    map_id: str
    connection: str = ""
    server: str = ""
    strange: bool = False

    def connect(self) -> Any:
        """A connection to open it with.  Main thread; raises CalTopoError."""
        return api.connection(self.connection) if self.connection else api.public(self.server)


def destination(text: str, chosen: str) -> Destination:
    """Where a link or id leads, preferring the connection ``chosen``.

    Requests go to the host of a saved connection or to CalTopo's own; any other is ``strange`` and
    asked about.  Raises CalTopoError where it is neither link nor id.
    """
    id, host = map_id_from(text), account.link_host(text)
    if not host and chosen:
        return Destination(id, chosen)
    names = [chosen, *credentials.names()] if chosen else credentials.names()
    for name in names:
        there = urlsplit(credentials.without_credential(name).server).netloc
        if host and _same_site(host, there):
            return Destination(id, name)
    if not host or host in CALTOPO_HOSTS:
        return Destination(id, server=credentials.CALTOPO)
    scheme = "http" if text.strip().lower().startswith("http://") else "https"
    return Destination(id, server=scheme + "://" + host, strange=True)


def _same_site(one: str, other: str) -> bool:
    return one == other or (one in CALTOPO_HOSTS and other in CALTOPO_HOSTS)
