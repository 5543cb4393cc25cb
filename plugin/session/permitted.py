# SPDX-License-Identifier: GPL-2.0-or-later
"""What a server says beforehand about writing a map, before anything is sent."""

from __future__ import annotations

from ..caltopo.account import maps
from ..caltopo.client import Client
from ..caltopo.errors import CalTopoError
from ..host.texts import tr


def hindrance(wire: Client, team_id: str, map_id: str) -> str:
    """Why a map will perhaps not take what is sent, or ""; two requests at most, any thread.

    A map's own object says whether it is locked (seen in account listings), a bookmark how far it
    goes.  What level a team's service account has is told nowhere but by a refused call.
    """
    try:
        said = wire.map_info(team_id, map_id)["properties"]
    except CalTopoError:
        said = {}  # a bookmarked map is another team's
    if said.get("locked") is True:
        return tr("The map is locked on the server, which may refuse what is sent.")
    if said and said.get("accountId") in (None, "", team_id):
        return ""
    try:
        listed = maps(wire.account_since(team_id))
    except CalTopoError:
        return ""
    if any(each.id == map_id and each.permission == "READ" for each in listed):
        return tr("The team has the map by a bookmark that only lets it be read.")
    return ""
