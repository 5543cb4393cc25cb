# SPDX-License-Identifier: GPL-2.0-or-later
"""An account's listing, kept and brought up to date."""

from __future__ import annotations

import json
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo import account, listing
from caltopo_sync.plugin.caltopo.errors import CalTopoError


def entry(cls: str, id: str, **said: Any) -> dict[str, Any]:
    return {"id": id, "properties": {"class": cls, **said}}


OLD = {
    "timestamp": 1,
    "features": [entry("CollaborativeMap", "A", title="a"), entry("UserFolder", "F"),
                 entry("PDFLink", "P", title="Sheet", accountId="T")],
    "rels": [entry("UserAccountMapRel", "R")],
    "groups": [entry("UserAccount", "T", title="Team", subscriptionType="team", apiKey="planted")],
    "accounts": [],
}  # fmt: skip


def ids(found: dict[str, Any], cls: str = "CollaborativeMap") -> list[str]:
    return [e["id"] for e in found["features"] if e["properties"]["class"] == cls]


def test_news_are_added_and_changed() -> None:
    news = {"timestamp": 2, "features": [entry("CollaborativeMap", "B"),
                                         entry("CollaborativeMap", "A", title="new")]}  # fmt: skip
    found = listing.merged(OLD, news)
    assert ids(found) == ["A", "B"] and found["timestamp"] == 2
    assert found["features"][0]["properties"]["title"] == "new"
    assert found["rels"] == OLD["rels"] and ids(found, "UserFolder") == ["F"]


def test_ids_tell_what_is_left_of_their_classes_only() -> None:
    found = listing.merged(OLD, {"features": [], "ids": {"CollaborativeMap": []}})
    assert ids(found) == [] and ids(found, "UserFolder") == ["F"]
    assert "ids" not in found


def test_other_objects_are_listed() -> None:
    assert account.others(OLD) == [account.OtherObject("PDFLink", "P", "Sheet", "T")]


def test_what_is_kept_holds_no_secret() -> None:
    desktop = {
        **OLD,
        "account": {
            "id": "X",
            "tenants": [],
            "credentials": ["planted"],
            "groupAccounts": [entry("UserAccount", "T", key="planted")],
        },
    }
    kept = listing.without_secrets(desktop)
    assert "planted" not in json.dumps(kept)
    assert kept["groups"][0]["properties"]["title"] == "Team"


@pytest.mark.parametrize(
    "text", ["ABC123", " ABC123 ", "https://caltopo.com/group/ABC123/admin/details"]
)
def test_a_team_s_id(text: str) -> None:
    assert listing.team_id_from(text) == "ABC123"


def test_what_is_no_team_s_id() -> None:
    with pytest.raises(CalTopoError):
        listing.team_id_from("https://caltopo.com/m/ABC12")
