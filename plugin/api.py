# SPDX-License-Identifier: GPL-2.0-or-later
"""CalTopo Sync for scripts: in QGIS's Python console and in headless PyQGIS.

    from caltopo_sync.plugin import api

    conn = api.connect("https://caltopo.com", credential_id=…, secret=…, team_id="ABC123")
    m = conn.open_map("ABC12")
    layer = m.layers()["Marker"]            # an ordinary, editable QgsVectorLayer
    …edit and save it…
    print(m.push())
    m.close()

Calls block unless said otherwise and raise CalTopoError (``caltopo/errors.py``), which has
``text``, ``details``, ``hint`` and ``retryable``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .caltopo import account
from .caltopo.account import MapInfo, map_id_from
from .caltopo.client import Client
from .caltopo.errors import AuthError, CalTopoError
from .caltopo.signing import Credential
from .host import credentials, network, paths, settings
from .host.carto_accounts import CartoMapError
from .host.texts import tr
from .layers.carto import CartoLayer, is_out
from .session import cartolayers, cartomaps, opening
from .session.map import Map
from .session.opening import Request
from .session.practice import MAP_ID, SERVER
from .session.records import Change, Conflict, Waiting
from .session.teammaps import TeamMaps
from .sync.localcopy import Paths, move_aside
from .sync.pull import PullReport
from .sync.pushreport import PushReport
from .sync.undo import SetBackReport

# Set by the plugin's window: takes over a map that an algorithm has opened and shows its layers.
keep_open: Callable[[Map], None] | None = None

__all__ = [
    "CartoMapError",
    "Change",
    "Conflict",
    "Connection",
    "Map",
    "MapInfo",
    "PullReport",
    "PushReport",
    "SetBackReport",
    "Waiting",
    "add_carto_map",
    "connect",
    "connection",
    "keep_open",
    "practice",
    "public",
    "renew_carto_maps",
    "reopen",
]


def connect(
    server: str,
    *,
    credential_id: str | None = None,
    secret: str | None = None,
    team_id: str = "",
) -> Connection:
    """A connection that is not saved.

    Without a credential it reaches CalTopo Desktop (``http://localhost:8080``) and public maps.
    Main thread: QGIS's network settings are read here.
    """
    if bool(credential_id) != bool(secret):
        raise CalTopoError(tr("A credential has two parts: its id and its secret."))
    found = Credential(credential_id, secret) if credential_id and secret else None
    address = credentials.checked_server(server, signed=found is not None)
    return Connection(credentials.Connection("", address, team_id, found))


def connection(name: str) -> Connection:
    """A saved connection by name, or ``path/to/cts.ini#section``.  Main thread."""
    if "#" in name or name.lower().endswith(".ini"):
        return Connection(credentials.from_ini(name))
    return Connection(credentials.load(name))


def public(server: str = credentials.CALTOPO) -> Connection:
    """A connection that reads public maps of a server and never sends anything.  Main thread."""
    address = credentials.checked_server(server, signed=False)
    return Connection(credentials.Connection("", address), guest=True)


def reopen(
    geopackage: str | os.PathLike[str],
    push_on_save: bool = True,
    choose: Callable[[str, str], str] | None = None,
) -> Map:
    """Open a local copy as it is, without network and without its credential.  Any thread.

    Layers of it that the project has become the map's.  What needs the network first reads the
    credential of the connection that the map was opened by last; where that is not known,
    ``choose(map, server)`` is asked on the main thread for the name of a saved one.
    """
    path = Path(geopackage)

    def waken(name: str, server: str, signed: bool) -> Client:
        if not signed and not name:
            return connect(server).client()
        if name not in credentials.names() and "#" not in name:
            name = choose(path.stem, server) if choose is not None else ""
        if not name:
            raise AuthError(
                tr("No connection to {server} is chosen for this map.").format(server=server),
                hint=tr("Open the map by a connection once; it is remembered."),
            )
        return connection(name).client()

    return opening.reopen(
        Paths.of(path.parent, path.stem),
        waken,
        sar=settings.WRITE_SAR.get(),
        push_on_save=push_on_save,
    )


def practice() -> Map:
    """Open the practice incident: a made-up map on which all works and nothing is sent.

    It is kept as it was left.  Raises MapInUse.
    """
    folder = paths.private_folder(paths.own_folder() / "practice")
    stem = paths.copy_stem(SERVER, MAP_ID)
    return opening.open_practice(Paths.of(folder, stem))


def add_carto_map(
    account: str,
    config_or_name: dict[str, Any] | str,
    params: dict[str, Any] | None = None,
    auth_token: str | None = None,
    *,
    title: str = "",
    retina: bool = False,
    vector: bool = False,
) -> CartoLayer:
    """Add a CARTO map to the project as a layer below the team's maps.

    ``account`` is the name of a saved CARTO account or, for public data, an address. The map is a
    MapConfig, or the name of a named map with values for its placeholders and, where it asks for
    one, an auth token. ``retina``: tiles of double resolution; ``vector``: vector tiles.
    Main thread.  Raises CalTopoError; what the server says, and what the checks before find, as
    CartoMapError, which is also a ``carto.errors.CartoError`` (``status``, ``errors``, ``layer``).
    """
    recipe = cartomaps.recipe_for(account, config_or_name, params, retina=retina, vector=vector)
    return cartomaps.add_map(recipe, title, auth_token)


def renew_carto_maps() -> list[CartoLayer]:
    """Make the maps of all CARTO layers of the project anew, as the window does by itself; returns
    the layers that had to be taken out of drawing.  Main thread.

    For scripts that read a project: its CARTO layers draw nothing until then.
    """
    keeper = cartolayers.keeper()
    keeper.renew_all(allowed=True)
    return [layer for layer in keeper.all() if is_out(layer)]


class Connection(TeamMaps):
    """A server, and who we are there.  Its methods may be called from any thread.

    A ``guest`` has no account and opens maps to look at; so does who comes to CalTopo's own server
    without a credential.
    """

    def __init__(self, saved: credentials.Connection, guest: bool = False) -> None:
        self._saved = saved
        unknown = saved.credential is None
        at_caltopo = urlsplit(saved.server).hostname in account.CALTOPO_HOSTS
        self._guest = guest or (unknown and at_caltopo)
        self._network = network.network_settings(saved.server)

    def __repr__(self) -> str:
        return "Connection(" + repr(self._saved.server) + ", team " + self._saved.team_id + ")"

    @property
    def name(self) -> str:
        """The name it is saved under, or ""."""
        return self._saved.name

    @property
    def server(self) -> str:
        return self._saved.server

    @property
    def team_id(self) -> str:
        return self._saved.team_id

    @property
    def proxy(self) -> str:
        """The proxy that QGIS has requests go through, without its login, or ""."""
        return urlsplit(self._network.proxy).netloc.rpartition("@")[2]

    def client(self) -> Client:
        """A client of the wire of its own; close it after use."""
        return Client(
            self._saved.server,
            self._saved.credential,
            new_session=self._network.new_session,
            connect_timeout=self._network.connect_timeout,
            read_timeout=self._network.read_timeout,
            user_agent=self._network.user_agent,
        )

    def open_map(
        self,
        map_id: str,
        workspace: str | os.PathLike[str] | None = None,
        push_on_save: bool = True,
        refresh: bool = True,
        cancelled: Callable[[], bool] | None = None,
    ) -> Map:
        """Open a map by its id or a link to it.

        ``workspace`` is the folder of the local copy, the profile's by default.  Saving a layer
        begins a push, unless ``push_on_save`` is off.  Without network a map that has a local copy
        opens from it and says so in ``Map.offline``.  Raises MapInUse when another program, or
        this one, has it open.
        """
        id = self._id(map_id, workspace)
        request = Request(
            id,
            self._paths(id, workspace),
            team_id=self._saved.team_id,
            sar=settings.WRITE_SAR.get(),
            push_on_save=push_on_save,
            refresh=refresh,
            guest=self._guest,
            connection=self._saved.name,
        )
        return opening.open_map(self.client(), request, cancelled)

    def open_backup(self, path: str | os.PathLike[str]) -> Map:
        """Open a file that ``Map.backup`` has written as a map to look at and copy from.

        Nothing is fetched or sent, and editing is off; ``Map.restore_backup`` brings a backup
        back.  Raises CalTopoError where the file is no backup.
        """
        return opening.open_backup(self.client(), Path(path))

    def opened(self, map_id: str, workspace: str | os.PathLike[str] | None = None) -> Map | None:
        """The map, if this process has it open."""
        return Map.opened(self._paths(self._id(map_id, workspace), workspace))

    def rebuild_map(self, map_id: str, workspace: str | os.PathLike[str] | None = None) -> Map:
        """Move a map's local copy aside, under another name, and load the map anew."""
        id = self._id(map_id, workspace)
        move_aside(self._paths(id, workspace))
        return self.open_map(id, workspace)

    def _id(self, text: str, workspace: str | os.PathLike[str] | None) -> str:
        """A map's id; spelled as that of its local copy where there is one.

        Other clients do not tell small from capital letters; two copies of one map would not know
        of each other.
        """
        id = map_id_from(text)
        host = account.link_host(text)
        if host and host != urlsplit(self._saved.server).netloc:
            raise CalTopoError(
                tr("The link leads to {host}, this connection to {server}.").format(
                    host=host, server=urlsplit(self._saved.server).netloc
                ),
                hint=tr("Choose the connection of that server."),
            )
        wanted = self._paths(id, workspace).geopackage
        if not wanted.exists():
            for there in wanted.parent.glob("*" + wanted.suffix):
                if there.stem.casefold() == wanted.stem.casefold():
                    return there.stem[-len(id) :]
        return id

    def _paths(self, map_id: str, workspace: str | os.PathLike[str] | None) -> Paths:
        return Paths.of(paths.workspace(workspace), paths.copy_stem(self._saved.server, map_id))
