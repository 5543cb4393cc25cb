# SPDX-License-Identifier: GPL-2.0-or-later
"""An account's listing kept, and brought up to date by what changed since.

A whole listing takes minutes for a big account (104 s were measured on CalTopo Desktop); one since
a timestamp takes none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .account import listed, said_by
from .errors import CalTopoError

Listing = dict[str, Any]

_TEAM_ID = re.compile(r"[A-Za-z0-9]{4,12}")
_TEAM_PATH = re.compile(r"/group/([A-Za-z0-9]{4,12})(?:/|$)")
_DESKTOP = ("id", "folders", "tenants", "bookmarks", "groupAccounts")


def team_id_from(text: str) -> str:
    """The id of a team, from itself or from the address of its admin page.

    Takes ``ABC123`` and ``https://caltopo.com/group/ABC123/admin/details`` (official Teams API
    page).  Raises CalTopoError for anything else.
    """
    text = text.strip()
    if _TEAM_ID.fullmatch(text):
        return text
    found = _TEAM_PATH.search(text)
    if found is None:
        raise CalTopoError(
            "“" + text[:60] + "” is neither the id of a team nor a link to its admin page.",
            hint="Open the team's admin page on CalTopo and copy its address.",
        )
    return found.group(1)


def without_secrets(listing: Mapping[str, Any]) -> Listing:
    """A listing fit to be kept in a file: CalTopo Desktop's tells credentials, too."""
    found = {
        name: listing[name]
        for name in ("features", "rels", "timestamp", "read_whole")
        if name in listing
    }
    for name in ("groups", "accounts"):
        found[name] = [_titled(entry) for entry in listed(listing, name)]
    desktop = listing.get("account")
    if isinstance(desktop, Mapping):
        found["account"] = {name: desktop[name] for name in _DESKTOP if name in desktop}
        found["account"]["groupAccounts"] = [_titled(e) for e in listed(desktop, "groupAccounts")]
    return found


def _titled(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An account without what only it should know."""
    whole = said_by(entry)
    said = {k: whole[k] for k in ("title", "subscriptionType", "class") if k in whole}
    return {"id": entry.get("id"), "properties": said}


def merged(old: Mapping[str, Any], news: Mapping[str, Any]) -> Listing:
    """The listing ``old`` with an answer that holds only what changed since.

    Entries go by class and id.  ``ids``, where the answer has it, names all that are left of the
    classes in it.  Bookmarks and subteams (``rels``) and teams carry no deletions: an answer that
    lists any lists all.
    """
    found: Listing = {**old, **news}
    features = {_key(entry): entry for entry in listed(old, "features")}
    features.update({_key(entry): entry for entry in listed(news, "features")})
    ids = news.get("ids")
    if isinstance(ids, Mapping):
        left = {cls: set(map(str, there)) for cls, there in ids.items() if isinstance(there, list)}
        features = {k: e for k, e in features.items() if k[0] not in left or k[1] in left[k[0]]}
    found["features"] = list(features.values())
    for name in ("rels", "groups", "accounts"):
        found[name] = listed(news, name) or listed(old, name)
    found.pop("ids", None)
    return found


def _key(entry: Mapping[str, Any]) -> tuple[str, str]:
    return str(said_by(entry).get("class") or ""), str(entry.get("id") or "")
