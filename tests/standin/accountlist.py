# SPDX-License-Identifier: GPL-2.0-or-later
"""The answer to an account's since: maps, folders, teams, bookmarks."""

from __future__ import annotations

from typing import Any

from .mapstate import MapState
from .world import UserFolder, World


def account_since(world: World, account: str, asker: str, since: int) -> dict[str, Any]:
    """The `result` for a team or personal account and all below it, as `asker` gets it."""
    owners = visible_owners(world, account)
    maps = [state for state in world.maps.values() if state.team in owners]
    folders = [folder for folder in world.folders.values() if folder.team in owners]
    features = [map_feature(state) for state in maps if _touched(state) > since]
    features += [folder_feature(folder) for folder in folders if folder.changed > since]
    teams = [team for team in world.people.teams.values() if team.id in owners]
    groups = [_account(team.id, team.title, "team-sar") for team in teams]
    result: dict[str, Any] = {
        "features": features,
        "groups": groups,
        "accounts": [*groups, _account(asker, asker, "service")],
        "rels": _rels(world, owners),
        "timestamp": world.clock.now(),
    }
    if since <= 0 or world.last_account_deletion > since:
        result["ids"] = {
            "CollaborativeMap": [state.id for state in maps],
            "UserFolder": [folder.id for folder in folders],
        }
    return result


def sideload_account(world: World, account: str, asker: str) -> dict[str, Any]:
    """The older account answer CalTopo Desktop gives: the same lists, and `account` beside them."""
    result = account_since(world, account, asker, 0)
    own = {
        "id": account,
        "folders": [f for f in result["features"] if f["properties"]["class"] == "UserFolder"],
        "tenants": [
            f for f in result["features"] if f["properties"]["class"] == "CollaborativeMap"
        ],
        "bookmarks": result["rels"],
        "groupAccounts": result["groups"],
        "credentials": [],
        "layers": [],
        "icons": [],
        "tracks": [],
        "pdfs": [],
        "shortLinks": [],
    }
    return {**result, "account": own}


def visible_owners(world: World, account: str) -> list[str]:
    if world.behaviour.desktop:
        return [account, *(team for team in world.people.teams if team != account)]
    owners = world.people.below(account)
    return owners + [team for team in world.people.teams_of(account) if team not in owners]


def map_feature(state: MapState) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "class": "CollaborativeMap",
        "accountId": state.team,
        "folderId": state.folder,
        "title": state.title,
        "mode": state.mode,
        "sharing": state.sharing,
        "locked": state.locked,
        "creator": state.creator,
        "updated": state.updated or 0,  # a map that never held an object sorts last
        "-created-on": state.created,
    }
    if state.config is not None:
        properties["config"] = state.config
    return {"type": "Feature", "id": state.id, "properties": properties}


def folder_feature(folder: UserFolder) -> dict[str, Any]:
    properties = {
        "class": "UserFolder",
        "accountId": folder.team,
        "folderId": folder.parent,
        "title": folder.title,
        "updated": folder.changed,
    }
    return {"type": "Feature", "id": folder.id, "properties": properties}


def _rels(world: World, owners: list[str]) -> list[dict[str, Any]]:
    rels: list[dict[str, Any]] = []
    for team in world.people.teams.values():
        if team.parent is not None and team.id in owners:
            properties: dict[str, Any] = {
                "class": "UserAccountRel",
                "accountId": team.parent,
                "relatedId": team.id,
            }
            rels.append(
                {"type": "Feature", "id": f"{team.parent}-{team.id}", "properties": properties}
            )
    for mark in world.people.bookmarks.values():
        if mark.owner not in owners or mark.map not in world.maps:
            continue
        properties = {
            "class": "UserAccountMapRel",
            "accountId": mark.owner,
            "folderId": mark.folder,
            "mapId": mark.map,
            "title": mark.title,
            "mapUpdated": world.maps[mark.map].updated or 0,
            "type": int(mark.level),
        }
        rels.append({"type": "Feature", "id": mark.id, "properties": properties})
    return rels


def _account(account_id: str, title: str, kind: str) -> dict[str, Any]:
    properties = {"class": "UserAccount", "title": title, "subscriptionType": kind}
    return {"type": "Feature", "id": account_id, "properties": properties}


def _touched(state: MapState) -> int:
    return max(state.changed, state.updated or 0)
