# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.account import (
    Listing,
    MapInfo,
    OtherObject,
    Team,
    link_host,
    listing,
    map_id_from,
    maps,
    teams,
)
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from hypothesis import given, settings
from hypothesis import strategies as st


def entry(id: str, cls: str, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": id, "properties": {"class": cls, **properties}}


def account(id: str, title: str, kind: str | None = None) -> dict[str, Any]:
    properties = {"title": title} if kind is None else {"title": title, "subscriptionType": kind}
    return {"id": id, "properties": properties}


LISTING: dict[str, Any] = {
    "features": [
        entry("OLD12", "CollaborativeMap", accountId="TEAM01", title="Old", updated=1_000),
        entry(
            "ABC12",
            "CollaborativeMap",
            accountId="TEAM02",
            folderId="f2",
            title="Lost hiker",
            updated=1_741_204_386_117,
        ),
        entry("NOD12", "CollaborativeMap", accountId="TEAM01", title="No date", updated=None),
        entry("f1", "UserFolder", accountId="TEAM02", folderId=None, title="2025 "),
        entry("f2", "UserFolder", accountId="TEAM02", folderId="f1", title="March"),
        entry("p1", "PDFLink", title="a print"),
    ],
    "accounts": [
        account("TEAM01", "County SAR", "team-sar"),
        account("TEAM02", "Dog unit", "team-sar"),
        account("SVC001", "Robot", "service"),
    ],
    "groups": [account("TEAM02", "Dog unit", "team-sar")],
    "rels": [
        entry("r1", "UserAccountRel", accountId="TEAM01", relatedId="TEAM02"),
        entry(
            "r2",
            "UserAccountMapRel",
            accountId="TEAM01",
            mapId="FAR12",
            title="Neighbours",
            mapUpdated=2_000,
            type=16,
            folderId="f1",
        ),
        entry("r3", "UserAccountMapRel", accountId="TEAM01", mapId="ABC12", title="x", type=20),
    ],
    "timestamp": 5,
}


def test_the_maps_of_a_listing() -> None:
    assert maps(LISTING) == [
        MapInfo(
            id="ABC12",
            title="Lost hiker",
            team_id="TEAM02",
            team="Dog unit",
            folder="2025/March",
            folders=("2025", "March"),
            updated=datetime(2025, 3, 5, 19, 53, 6, 117000, tzinfo=timezone.utc),
            permission="",
            bookmark=False,
        ),
        MapInfo(
            id="FAR12",
            title="Neighbours",
            team_id="TEAM01",
            team="County SAR",
            folder="2025",
            folders=("2025",),
            updated=datetime(1970, 1, 1, 0, 0, 2, tzinfo=timezone.utc),
            permission="UPDATE",
            bookmark=True,
        ),
        MapInfo(
            "OLD12", "Old", "TEAM01", "County SAR", "",
            datetime(1970, 1, 1, 0, 0, 1, tzinfo=timezone.utc), "", False,
        ),
        MapInfo("NOD12", "No date", "TEAM01", "County SAR", "", None, "", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("type", "level"), [(10, "READ"), (16, "UPDATE"), (20, "WRITE"), (7, "")])
def test_the_levels_of_bookmarks(type: int, level: str) -> None:
    rel = entry("r", "UserAccountMapRel", mapId="FAR12", type=type)
    assert [info.permission for info in maps({"rels": [rel]})] == [level]


def test_teams_are_teams_and_not_the_service_account() -> None:
    found = [Team("TEAM01", "County SAR"), Team("TEAM02", "Dog unit", parent="TEAM01")]
    assert teams(LISTING) == found
    names = {"TEAM01": "County SAR", "TEAM02": "Dog unit", "SVC001": "Robot"}
    others = [OtherObject("PDFLink", "p1", "a print", "")]
    assert listing(LISTING) == Listing("Robot", found, maps(LISTING), names, others)
    assert teams({"accounts": [account("TEAM03", "Untold")]}) == [Team("TEAM03", "Untold")]


def test_the_desktop_s_older_listing() -> None:
    tenants = [
        {"id": "RR2", "title": "Flat", "accountId": "LOCAL1", "folderId": "f1", "updated": 3000},
        entry("P68", "CollaborativeMap", accountId="LOCAL1", title="Nested"),
    ]
    bookmarks = [{"mapId": "FAR12", "title": "Far", "type": 10, "mapUpdated": 9}]
    folders = [{"id": "f1", "title": "Drills", "folderId": None}]
    listing = {"account": {"tenants": tenants, "bookmarks": bookmarks, "folders": folders}}
    assert [(info.id, info.title, info.folder, info.bookmark) for info in maps(listing)] == [
        ("RR2", "Flat", "Drills", False),
        ("FAR12", "Far", "", True),
        ("P68", "Nested", "", False),
    ]
    both = {**listing, "features": [tenants[1]]}
    assert len(maps(both)) == 3


def test_folders_in_a_ring_or_unknown_do_no_harm() -> None:
    listing = {
        "features": [
            entry("AAA12", "CollaborativeMap", folderId="a", title="ring"),
            entry("BBB12", "CollaborativeMap", folderId="nowhere", title="unknown"),
            entry("a", "UserFolder", folderId="b", title="A"),
            entry("b", "UserFolder", folderId="a", title="B"),
        ]
    }
    assert {info.id: info.folder for info in maps(listing)} == {"AAA12": "B/A", "BBB12": ""}


@pytest.mark.parametrize("updated", ["1741204386117", 1741204386117, 1741204386117.0])
def test_times_as_texts_too(updated: Any) -> None:
    listing = {"features": [entry("ABC12", "CollaborativeMap", updated=updated)]}
    (info,) = maps(listing)
    assert info.updated is not None and info.updated.tzinfo is not None
    assert info.updated.year == 2025


_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["id", "properties", "class", "title", "folderId", "accountId", "updated", "mapId",
             "type", "mapUpdated", "features", "rels", "accounts", "groups", "account", "tenants"]
        ),
        inner | st.sampled_from(["CollaborativeMap", "UserFolder", "UserAccountMapRel", "ABC12"]),
        max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=25)
@given(
    st.dictionaries(st.sampled_from(["features", "rels", "accounts", "groups", "account"]), _junk)
)
def test_whatever_a_listing_holds_it_reads(listing: dict[str, Any]) -> None:
    for info in maps(listing):
        assert 3 <= len(info.id) <= 7
        assert info.updated is None or info.updated.tzinfo is not None
    teams(listing)


@pytest.mark.parametrize(
    ("text", "id", "host"),
    [
        ("ABC12", "ABC12", ""),
        ("  rr2\n", "rr2", ""),
        ("ABC1234", "ABC1234", ""),
        ("https://caltopo.com/m/ABC12", "ABC12", "caltopo.com"),
        (" https://CalTopo.com/m/ABC12/ ", "ABC12", "caltopo.com"),
        ("https://caltopo.com/m/ABC12?x=1#ll=39,-120&z=12", "ABC12", "caltopo.com"),
        ("caltopo.com/m/ABC12", "ABC12", "caltopo.com"),
        ("https://caltopo.com/map.html?id=ABC12", "ABC12", "caltopo.com"),
        ("https://caltopo.com/map.html#ll=39,-120&z=12&b=mbt&id=ABC12", "ABC12", "caltopo.com"),
        ("https://caltopo.com/map.html#id=ABC12", "ABC12", "caltopo.com"),
        ("http://localhost:8080/m/RR2", "RR2", "localhost:8080"),
        ("http://localhost:8080/map.html?id=RR2#z=3", "RR2", "localhost:8080"),
        ("https://me:pw@caltopo.com/m/ABC12", "ABC12", "caltopo.com"),
    ],
)
def test_ids_and_links(text: str, id: str, host: str) -> None:
    assert map_id_from(text) == id
    assert link_host(text) == host


@pytest.mark.parametrize(
    "text",
    ["", "  ", "AB", "ABCDEFGH", "AB-12", "ÄBC12", "ABC 12", "caltopo.com", "https://caltopo.com",
     "https://caltopo.com/m/", "https://caltopo.com/m/AB", "https://caltopo.com/m/ABC12/x",
     "https://caltopo.com/p/ABC12", "https://caltopo.com/map.html?id=../x", "ftp://caltopo.com/m/ABC12",
     "file:///m/ABC12", "javascript://x/m/ABC12", "https:///m/ABC12", "https://[::1/m/ABC12",
     "/m/ABC12"],
)  # fmt: skip
def test_what_is_neither_says_what_is_taken(text: str) -> None:
    with pytest.raises(CalTopoError) as caught:
        map_id_from(text)
    assert "ABC12" in caught.value.hint and "neither" in caught.value.text


@settings(max_examples=25)
@given(st.text())
def test_any_text_is_an_id_or_an_error(text: str) -> None:
    try:
        found = map_id_from(text)
    except CalTopoError:
        return
    assert found.isascii() and found.isalnum() and 3 <= len(found) <= 7
