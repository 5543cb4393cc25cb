# SPDX-License-Identifier: GPL-2.0-or-later
"""The tree of QGIS's browser panel: connections, teams, subteams, folders, maps, bookmarks.

Every item is made on the main thread from lists that are read in the background; an item that
waits for its list says so, and a list that could not be read is an item, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

from qgis.core import (
    Qgis,
    QgsDataCollectionItem,
    QgsDataItem,
    QgsDataItemProvider,
    QgsDataProvider,
    QgsErrorItem,
    QgsMimeDataUtils,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer

from ..caltopo.account import Listing, MapInfo, OtherObject
from ..host import credentials
from ..host.sayings import in_words
from ..host.texts import tr
from . import maps_model, resources
from .connections import Accounts

KEY = "caltopo"  # of our provider, and of what is dragged
ROOT = "caltopo:"
MOST = 300  # maps of one place; each item costs the window a moment
NEWEST = 1e11  # seconds; what is sorted newest first is sorted by how far it is from there


@dataclass(frozen=True)
class Place:
    """Where in a connection's tree something is: in a team ("" for none), below folders."""

    connection: str
    team_id: str = ""
    folders: tuple[str, ...] = ()

    def holds(self, info: MapInfo, listing: Listing) -> bool:
        """Whether a map is here or in a folder below."""
        return (
            team_of(info, listing) == self.team_id
            and info.folders[: len(self.folders)] == self.folders
        )


def team_of(info: MapInfo, listing: Listing) -> str:
    """The id of the team a map is shown in; "" where it is in none that is listed."""
    return info.team_id if any(team.id == info.team_id for team in listing.teams) else ""


class Item(QgsDataCollectionItem):
    """An item with others below it, which are made at once when it is opened."""

    def __init__(self, parent: QgsDataItem | None, name: str, path: str, icon: str) -> None:
        super().__init__(parent, name, path, KEY)
        self._kept: list[QgsDataItem] = []
        self.setIcon(resources.icon(icon))
        can = Qgis.BrowserItemCapability
        self.setCapabilitiesV2(Qgis.BrowserItemCapabilities(can.Fertile | can.Fast | can.Collapse))

    def make(self) -> list[QgsDataItem]:
        """The items below, as far as is known now."""
        raise NotImplementedError

    def createChildren(self) -> list[QgsDataItem]:  # noqa: N802 - QGIS's name
        # QGIS gives ownership back to Python, which would delete what the tree still shows; and of
        # an item that is there already, the tree keeps the former one.
        children = self.make()
        self._kept = [each for each in self._kept if not sip.isdeleted(each)] + children
        return children

    def renew(self) -> None:
        """Show what is known now, here and below."""
        self.refresh(self.createChildren())
        for child in self.opened():
            child.renew()

    def opened(self) -> list[Item]:
        """The items below that somebody has opened.

        Not by ``children``: PyQGIS makes owners of its result, and what they own goes with them.
        """
        self._kept = [each for each in self._kept if not sip.isdeleted(each)]
        populated = Qgis.BrowserItemState.Populated
        return [e for e in self._kept if isinstance(e, Item) and e.state() == populated]


class RootItem(Item):
    """“CalTopo”, with the saved connections below it."""

    def __init__(self, accounts: Accounts, parent: QgsDataItem | None) -> None:
        super().__init__(parent, "CalTopo", ROOT, "caltopo_sync")
        self._accounts = accounts

    def make(self) -> list[QgsDataItem]:
        return [ConnectionItem(self._accounts, self, name) for name in credentials.names()]


class ConnectionItem(Item):
    """A connection; its list of maps is asked for when it is opened, and again at a refresh."""

    def __init__(self, accounts: Accounts, parent: QgsDataItem, name: str) -> None:
        super().__init__(parent, name, f"{ROOT}{name}", "connection")
        self._accounts = accounts
        self.connection = name
        self._shown: object = None
        server = credentials.without_credential(name).server
        self.setToolTip(escape(server))

    def make(self) -> list[QgsDataItem]:
        state = self._accounts.state(self.connection)
        known = state.listing or state.error
        if not state.reading and (known is None or known is self._shown):
            # Beside this call: what comes of asking may be told at once, and changes this item.
            QTimer.singleShot(0, partial(self._accounts.ask, self.connection))
        elif not state.reading:
            self._shown = known
        children: list[QgsDataItem] = []
        if state.error is not None:
            text = in_words(state.error)
            children.append(note(self, text, error=True))
        if state.listing is None and state.error is None:
            children.append(note(self, tr("Reading the list of maps…")))
        if state.listing is not None:
            children += contents(self, Place(self.connection), self._accounts)
            if not children:
                children.append(note(self, tr("This account sees no map.")))
        return children


class BranchItem(Item):
    """A team, or a folder of the list of maps."""

    def __init__(self, accounts: Accounts, parent: QgsDataItem, name: str, place: Place) -> None:
        path = "/".join((parent.path(), place.team_id, name))
        super().__init__(parent, name, path, "folder" if place.folders else "team")
        self.setSortKey(f"{3 if place.folders else 2} {name.casefold()}")
        self._accounts = accounts
        self.place = place
        self.connection = place.connection

    def make(self) -> list[QgsDataItem]:
        return contents(self, self.place, self._accounts)


class OthersItem(Item):
    """What an account or team holds beside maps and folders, only told."""

    def __init__(self, parent: QgsDataItem, others: list[OtherObject]) -> None:
        name = tr("Other objects ({count})").format(count=len(others))
        super().__init__(parent, name, f"{parent.path()}/others {hash(tuple(others))}", "folder")
        self.setSortKey("6")
        self._others = others

    def make(self) -> list[QgsDataItem]:
        told = [", ".join(filter(None, (e.title or e.id, e.cls))) for e in self._others[:MOST]]
        if len(self._others) > MOST:
            told.append(tr("{count} more").format(count=len(self._others) - MOST))
        return [note(self, text) for text in told]


class MapItem(QgsDataItem):
    """A map, or a bookmark of one."""

    def __init__(self, parent: QgsDataItem, connection: str, info: MapInfo) -> None:
        name = info.title or info.id
        changed = info.updated.timestamp() if info.updated else 0.0
        # An item of the same path stays as it is when the list is read again.
        path = "/".join((parent.path(), info.id, str(changed), info.permission, name))
        super().__init__(Qgis.BrowserItemType.Custom, parent, name, path, KEY)
        self.connection, self.info = connection, info
        self.setIcon(resources.icon("bookmark" if info.bookmark else "map"))
        self.setState(Qgis.BrowserItemState.Populated)
        self.setSortKey(f"4 {NEWEST - changed:016.3f} {name}")
        self.setToolTip("<br>".join(escape(line) for line in _told(info, changed)))

    def hasDragEnabled(self) -> bool:  # noqa: N802 - QGIS's name
        return True

    def mimeUris(self) -> list[QgsMimeDataUtils.Uri]:  # noqa: N802 - QGIS's name
        uri = QgsMimeDataUtils.Uri()
        uri.layerType, uri.providerKey = "custom", KEY
        uri.name = self.name()
        uri.uri = json.dumps([self.connection, self.info.id, self.info.title])
        return [uri]


def _told(info: MapInfo, changed: float) -> Iterable[str]:
    yield info.title or info.id
    yield tr("Map {id}").format(id=info.id)
    if changed:
        yield tr("Changed {when}").format(when=maps_model.when(changed))
    if info.bookmark:
        yield tr("Bookmark: {permission}").format(permission=maps_model.permission(info))


def note(parent: QgsDataItem, text: str, *, error: bool = False) -> QgsDataItem:
    """A line that is no map: what is being done, or why there is nothing."""
    path = f"{parent.path()}/note {text}"
    if error:
        item: QgsDataItem = QgsErrorItem(parent, text, path)
        item.setSortKey("1")
        return item
    item = QgsDataItem(Qgis.BrowserItemType.Custom, parent, text, path, KEY)
    item.setIcon(resources.icon("caltopo_sync"))
    item.setState(Qgis.BrowserItemState.Populated)
    return item


def contents(parent: QgsDataItem, place: Place, accounts: Accounts) -> list[QgsDataItem]:
    """Teams, folders and maps at a place, in this order."""
    listing = accounts.state(place.connection).listing
    if listing is None:
        return []
    branch = partial(BranchItem, accounts, parent)
    children: list[QgsDataItem] = []
    if not place.folders:
        known = {team.id for team in listing.teams}
        for team in listing.teams:
            above = team.parent if team.parent in known and team.parent != team.id else ""
            if above == place.team_id:
                children.append(branch(team.title, Place(place.connection, team.id)))
    here = [info for info in listing.maps if place.holds(info, listing)]
    depth = len(place.folders)
    folders = {info.folders[depth] for info in here if len(info.folders) > depth}
    for title in sorted(folders, key=str.casefold):
        below = Place(place.connection, place.team_id, (*place.folders, title))
        children.append(branch(title, below))
    maps = [info for info in here if len(info.folders) == depth]  # newest first, as listed
    children += [MapItem(parent, place.connection, info) for info in maps[:MOST]]
    if len(maps) > MOST:
        older = note(
            parent,
            tr("{count} older ones are found by “Open map…”").format(count=len(maps) - MOST),
        )
        older.setSortKey("5")
        children.append(older)
    teams = {team.id for team in listing.teams}
    others = [
        each
        for each in listing.others
        if (each.team_id if each.team_id in teams else "") == place.team_id
    ]
    if others and not place.folders:
        children.append(OthersItem(parent, others))
    return children


class Tree(QgsDataItemProvider):
    """Gives the browser its root; ``on_root`` is told of each one made."""

    def __init__(self, accounts: Accounts) -> None:
        super().__init__()
        self._accounts = accounts
        self._roots: list[RootItem] = []

    def name(self) -> str:
        return "CalTopo"

    def dataProviderKey(self) -> str:  # noqa: N802 - QGIS's name
        return KEY

    def capabilities(self) -> Any:
        return QgsDataProvider.DataCapability.Net

    def createDataItem(  # noqa: N802 - QGIS's name
        self,
        path: str,
        parentItem: QgsDataItem | None,  # noqa: N803
    ) -> QgsDataItem | None:
        if path:
            return None
        root = RootItem(self._accounts, parentItem)
        self._roots = [each for each in self._roots if not sip.isdeleted(each)] + [root]
        return root

    def renew(self, connection: str = "") -> None:
        """Show what is known now of a connection, or of which there are."""
        for root in self._roots:
            if sip.isdeleted(root) or root.state() != Qgis.BrowserItemState.Populated:
                continue
            if not connection:
                root.renew()
            for child in root.opened():
                if isinstance(child, ConnectionItem) and child.connection == connection:
                    child.renew()
