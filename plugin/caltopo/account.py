# SPDX-License-Identifier: GPL-2.0-or-later
"""What an account listing says: maps, teams, folders, bookmarks; and ids of maps in links.

Official Teams API page: ``features`` of class CollaborativeMap with the team in ``accountId``,
``accounts`` and ``groups`` with the teams' titles. Seen in use by other clients: ``features`` of
class UserFolder, ``rels`` of class UserAccountMapRel (bookmarks, with a numeric ``type``), and in
CalTopo Desktop's listing the same under ``account`` by other names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .errors import CalTopoError

_BOOKMARK_LEVELS = {10: "READ", 16: "UPDATE", 20: "WRITE"}
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

# One server by several names.
CALTOPO_HOSTS = frozenset({"caltopo.com", "www.caltopo.com", "sartopo.com", "www.sartopo.com"})

_MAP_ID = re.compile(r"[A-Za-z0-9]{3,7}")
_MAP_PATH = re.compile(r"/m/([A-Za-z0-9]{3,7})/?")


@dataclass(unsafe_hash=True)  # a frozen one takes ten times as long to make, of 10,000 maps
class MapInfo:
    """A map an account sees.

    ``team_id`` is the account that owns the map or, for a bookmark, holds the bookmark; ``team``
    is its title. ``folder`` is the path of folder titles in the map list, joined by "/", or "".
    ``permission`` is READ, UPDATE or WRITE for a bookmark; for a team's own map "", because the
    listing does not say. ``folders`` are the titles in ``folder``, from the outermost on.
    """

    id: str
    title: str
    team_id: str
    team: str
    folder: str
    updated: datetime | None
    permission: str
    bookmark: bool
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Team:
    """A team an account sees; ``parent`` is the id of the team it is a subteam of, or ""."""

    id: str
    title: str
    parent: str = ""


@dataclass(frozen=True)
class MapFolder:
    """A folder in a team's list of maps; ``path`` are the titles down to it, joined by "/"."""

    id: str
    path: str
    team_id: str


@dataclass(frozen=True)
class OtherObject:
    """What an account holds beside maps and folders: a PDF, say."""

    cls: str
    id: str
    title: str
    team_id: str


@dataclass(frozen=True)
class Listing:
    """All a listing says; ``account`` is the title of the account that asked, or "".

    ``names`` are the titles of all accounts it mentions, by their ids.
    """

    account: str
    teams: list[Team]
    maps: list[MapInfo]
    names: Mapping[str, str] = field(default_factory=dict)
    others: Sequence[OtherObject] = ()


def listing(result: Mapping[str, Any]) -> Listing:
    """A listing (``Client.account_since``, ``Client.desktop_account``), read."""
    found = teams(result)
    known = {team.id for team in found}
    unlisted = {
        id: _text(properties, "title") or id
        for id, properties in _accounts(result)
        if id not in known
    }
    names = {id: _text(said, "title") for id, said in _accounts(result) if _text(said, "title")}
    return Listing(", ".join(unlisted.values()), found, maps(result), names, others(result))


def maps(result: Mapping[str, Any]) -> list[MapInfo]:
    """The maps of a listing (``Client.account_since``, ``Client.desktop_account``).

    Newest first, those without a date last. A bookmark of a map that is listed itself is left
    out. Entries that are no maps, or lack a map's id, are passed over.
    """
    titles = {id: _text(properties, "title") for id, properties in _accounts(result)}
    folders = dict(_entries(result, "UserFolder", "folders"))
    within = {id: _folder_titles(id, folders) for id in folders}
    found: dict[str, MapInfo] = {}
    for id, properties in _entries(result, "CollaborativeMap", "tenants"):
        if _MAP_ID.fullmatch(id):
            found[id] = _map_info(id, properties, titles, within, bookmark=False)
    for properties in _bookmarks(result):
        id = _text(properties, "mapId")
        if _MAP_ID.fullmatch(id) and id not in found:
            found[id] = _map_info(id, properties, titles, within, bookmark=True)
    return sorted(found.values(), key=_newest_first)


def others(result: Mapping[str, Any]) -> list[OtherObject]:
    """What a listing holds beside maps and folders, by class and title."""
    found = []
    for entry in listed(result, "features"):
        said = said_by(entry)
        cls = _text(said, "class")
        if cls not in ("CollaborativeMap", "UserFolder"):
            title = _text(said, "title") or _text(said, "name")
            found.append(OtherObject(cls, _text(entry, "id"), title, _text(said, "accountId")))
    return sorted(found, key=lambda each: (each.cls, each.title.casefold(), each.id))


def folders(result: Mapping[str, Any]) -> list[MapFolder]:
    """The folders of a listing, by path."""
    known = dict(_entries(result, "UserFolder", "folders"))
    found = [
        MapFolder(id, "/".join(_folder_titles(id, known)), _text(said, "accountId"))
        for id, said in known.items()
    ]
    return sorted(found, key=lambda each: each.path.casefold())


def teams(result: Mapping[str, Any]) -> list[Team]:
    """The teams of a listing, without personal and service accounts, by title."""
    groups = {_text(entry, "id") for entry in listed(result, "groups")}
    above = {
        _text(properties, "relatedId"): _text(properties, "accountId")
        for properties in map(said_by, listed(result, "rels"))
        if properties.get("class") == "UserAccountRel"
    }
    found: dict[str, Team] = {}
    for id, properties in _accounts(result):
        title, kind = _text(properties, "title"), _text(properties, "subscriptionType")
        if title and (id in groups or not kind or "team" in kind.lower()):
            found.setdefault(id, Team(id, title, above.get(id, "")))
    return sorted(found.values(), key=lambda team: (team.title.casefold(), team.id))


def map_id_from(text: str) -> str:
    """The id of a map, from the id itself or from a link to the map.

    Takes ``ABC12``, ``https://caltopo.com/m/ABC12`` and ``https://caltopo.com/map.html?id=ABC12``
    (or with ``#``), with blanks around. Which server a link leads to is not looked at: see
    ``link_host``. Raises CalTopoError for anything else.
    """
    text = text.strip()
    if _MAP_ID.fullmatch(text):
        return text
    id = _id_in_link(text)
    if not id:
        raise CalTopoError(
            f"{text[:60]!r} is neither the id of a map nor a link to one.",
            hint="Give the 3 to 7 letters and digits of the map's id, as ABC12, or the map's "
            "address in the browser, as https://caltopo.com/m/ABC12.",
        )
    return id


def link_host(text: str) -> str:
    """The host (and port) a link to a map leads to; "" for a plain id."""
    text = text.strip()
    return "" if _MAP_ID.fullmatch(text) else _split(text)[0]


def _id_in_link(text: str) -> str:
    host, path, query, fragment = _split(text)
    if not host:
        return ""
    in_path = _MAP_PATH.fullmatch(path)
    if in_path:
        return in_path.group(1)
    if path in ("/map.html", "/"):
        for parameters in (query, fragment):
            for id in parse_qs(parameters).get("id", []):
                if _MAP_ID.fullmatch(id):
                    return id
    return ""


def _split(link: str) -> tuple[str, str, str, str]:
    """Host, path, query and fragment of a web link, whose scheme may be missing; "" if none."""
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host = parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return "", "", "", ""
    if parts.scheme not in ("http", "https"):
        return "", "", "", ""
    return host, parts.path, parts.query, parts.fragment


def _map_info(
    id: str,
    properties: Mapping[str, Any],
    titles: Mapping[str, str],
    folders: Mapping[str, tuple[str, ...]],
    *,
    bookmark: bool,
) -> MapInfo:
    team_id = _text(properties, "accountId")
    level = properties.get("type") if bookmark else None
    within = folders.get(_text(properties, "folderId"), ())
    return MapInfo(
        id,
        _text(properties, "title"),
        team_id,
        titles.get(team_id, ""),
        "/".join(within),
        _moment(properties.get("mapUpdated" if bookmark else "updated")),
        _BOOKMARK_LEVELS.get(level, "") if isinstance(level, int) else "",
        bookmark,
        within,
    )


def _folder_titles(id: str, folders: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    titles: list[str] = []
    passed: set[str] = set()
    while id in folders and id not in passed:
        passed.add(id)
        titles.append(_text(folders[id], "title").strip())
        id = _text(folders[id], "folderId")
    return tuple(reversed(titles))


def _newest_first(info: MapInfo) -> tuple[float, str, str]:
    moment = info.updated.timestamp() if info.updated is not None else 0.0
    return -moment, info.title.casefold(), info.id


def _moment(milliseconds: Any) -> datetime | None:
    """A time of CalTopo's as an aware datetime; None where there is none."""
    try:
        return _EPOCH + timedelta(milliseconds=int(milliseconds)) if milliseconds else None
    except (TypeError, ValueError, OverflowError):
        return None


def _entries(
    result: Mapping[str, Any], cls: str, desktop_name: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Id and properties of the listing's entries of a class."""
    for entries, unsaid in (
        (listed(result, "features"), None),
        (listed(_desktop(result), desktop_name), cls),
    ):
        for entry in entries:
            properties = said_by(entry)
            if properties.get("class", unsaid) == cls:
                id = _text(entry, "id")
                if id:
                    yield id, properties


def _bookmarks(result: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for entry in listed(result, "rels"):
        if said_by(entry).get("class") == "UserAccountMapRel":
            yield said_by(entry)
    for entry in listed(_desktop(result), "bookmarks"):
        yield said_by(entry)


def _accounts(result: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for entry in (
        *listed(result, "accounts"),
        *listed(result, "groups"),
        *listed(_desktop(result), "groupAccounts"),
    ):
        if _text(entry, "id"):
            yield _text(entry, "id"), said_by(entry)


def _desktop(result: Mapping[str, Any]) -> Mapping[str, Any]:
    account = result.get("account")
    return account if isinstance(account, Mapping) else {}


def listed(holder: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The entries of a list in an answer; none where it is something else."""
    entries = holder.get(name)
    if not isinstance(entries, list):
        return []
    return [entry for entry in entries if isinstance(entry, dict)]


def said_by(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """An entry's properties; in the older listing the entry itself holds them."""
    properties = entry.get("properties")
    return properties if isinstance(properties, dict) else entry


def _text(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    return value if isinstance(value, str) else ""
