# SPDX-License-Identifier: GPL-2.0-or-later
"""An add whose answer was lost: found again, sent again, or asked about, but never doubled."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from caltopo_sync.plugin.sync import setback
from caltopo_sync.plugin.sync.adopt import adopt, changed_since, matches
from caltopo_sync.plugin.sync.features import new_feature, values_of, wkb_of
from caltopo_sync.plugin.sync.outbox import Entry, State
from caltopo_sync.plugin.sync.pace import Hooks, Pace
from caltopo_sync.plugin.sync.rows import Row
from standin import Fault, Kind, Standin
from sync.localmap import MAP, LocalMap, expect_equal, folder, marker, point, writes

Open = Callable[..., LocalMap]
PACE = Pace(expires=0.5, margin=0.2, look=0.03, pause=0.005)
MAPS = Path(__file__).parents[3] / "shared" / "data" / "maps"
OURS = "SVC001"  # the account of the key that the copies sign with


def stopped_after_sending() -> Hooks:
    """The laptop is shut before anybody looks for what became of the calls."""
    sent: list[int] = []
    return Hooks(progress=lambda done, total: sent.append(1), cancelled=lambda: bool(sent))


def lose(
    server: Standin, m: LocalMap, kind: Kind, *titles: str, table: str = "Marker"
) -> set[tuple[str, str]]:
    """Add objects, lose the answers to their calls, and give the keys of those that arrived."""
    before = server.objects(MAP).keys()
    for title in titles:
        where = None if table == "Folder" else point(-121, 40)
        m.add(table, where, title=title, description="" if table == "Folder" else "by us")
    server.fault(Fault(kind, method="POST", times=len(titles)))
    m.push(stopped_after_sending())
    assert [e.state for e in m.outbox()] == [State.UNKNOWN] * len(titles)
    return server.objects(MAP).keys() - before


def known_account(server: Standin, m: LocalMap) -> None:
    m.edit("Marker", "a", title="A")
    m.push()
    assert m.ledger.meta("account") == OURS


def changed_altogether(server: Standin, key: tuple[str, str]) -> None:
    web = server.colleague(MAP)
    web.edit(*key, {"title": "Base camp", "description": "moved"}, geometry=point(-100, 35, 0, 0))


def titles(server: Standin) -> list[str]:
    return sorted(f["properties"]["title"] for f in server.objects(MAP).values())


def decide_by_discard(m: LocalMap) -> None:
    (change,) = m.changes()
    assert setback.discard(m.ledger, m.copy.rows, change)


def expect_asked(m: LocalMap, *names: str) -> Entry:
    (entry,) = m.outbox()
    assert entry.state is State.UNKNOWN
    assert all(name in entry.reason for name in ("Retry", "Discard", *names))
    return entry


@pytest.fixture
def asked(server: Standin, open_map: Open) -> LocalMap:
    """An add that arrived, that a colleague has changed altogether, and that a push asks about."""
    m = open_map(marker("a"), pace=PACE)
    known_account(server, m)
    (key,) = lose(server, m, Kind.LOST, "lost")
    changed_altogether(server, key)
    server.clear_calls()
    report = m.push()
    assert (report.added, report.unknown, report.failed) == (0, 1, 0)
    (item,) = report.items
    assert (item["outcome"], item["title"]) == ("unknown", "lost")
    assert "“Base camp”" in item["reason"]
    assert writes(server) == []
    expect_asked(m, "“Base camp”")
    return m


def test_what_may_be_it_is_asked_about(server: Standin, asked: LocalMap) -> None:
    """Not sent by ourselves, however often, and through a restart."""
    for crashed in (False, True):
        asked.reopen(crashed=crashed)
        assert asked.push().unknown == 1
    assert writes(server) == []
    assert titles(server) == ["A", "Base camp"]
    expect_asked(asked, "“Base camp”")


def test_it_is_sent_all_the_same_on_request(server: Standin, asked: LocalMap) -> None:
    (entry,) = asked.outbox()
    setback.retry(asked.ledger, "add", entry.key)
    report = asked.push()
    assert (report.added, report.unknown) == (1, 0)
    assert titles(server) == ["A", "Base camp", "lost"]
    expect_equal(asked, server)


def test_the_same_lost_once_more_is_looked_for_again(server: Standin, asked: LocalMap) -> None:
    (entry,) = asked.outbox()
    setback.retry(asked.ledger, "add", entry.key)
    server.fault(Fault(Kind.DROP, method="POST"))
    assert asked.push().added == 1  # what was there before this call is not asked about again
    assert titles(server) == ["A", "Base camp", "lost"]
    expect_equal(asked, server)


def test_discarding_says_that_it_was_that_one(server: Standin, asked: LocalMap) -> None:
    decide_by_discard(asked)
    assert asked.outbox() == [] and asked.changes() == []
    asked.push()
    assert titles(server) == ["A", "Base camp"]
    expect_equal(asked, server)


def test_deleting_the_row_drops_the_question(server: Standin, asked: LocalMap) -> None:
    (entry,) = asked.outbox()
    asked.delete("Marker", entry.id)
    assert asked.push().unknown == 0
    assert asked.outbox() == []
    assert titles(server) == ["A", "Base camp"]
    expect_equal(asked, server)


def test_once_the_other_is_gone_it_is_sent(server: Standin, asked: LocalMap) -> None:
    (key,) = (k for k, f in server.objects(MAP).items() if f["properties"]["title"] == "Base camp")
    server.colleague(MAP).delete(*key)
    assert asked.push().added == 1
    assert titles(server) == ["A", "lost"]
    expect_equal(asked, server)


def test_a_renamed_folder_and_what_is_put_into_it(server: Standin, open_map: Open) -> None:
    """A folder has nothing but its title to be told by; its children wait, then go into it."""
    m = open_map(marker("a"), pace=PACE)
    known_account(server, m)
    (key,) = lose(server, m, Kind.LOST, "Team 1", table="Folder")
    server.colleague(MAP).edit(*key, {"title": "Team one"})
    (new,) = (e.id for e in m.outbox())
    m.edit("Marker", "a", folderId=new)
    report = m.push()
    assert (report.unknown, report.waiting, report.edited) == (1, 1, 0)
    for change in m.changes():
        if change.cls == "Folder":
            assert setback.discard(m.ledger, m.copy.rows, change)
    assert m.push().edited == 1
    assert server.objects(MAP)[("Marker", "a")]["properties"]["folderId"] == key[1]
    assert titles(server) == ["A", "Team one"]
    expect_equal(m, server)


def test_two_lost_and_one_on_the_map(server: Standin, open_map: Open) -> None:
    """Either may be it; once it is said which, the other goes."""
    m = open_map(marker("a"), pace=PACE)
    known_account(server, m)
    server.fault(Fault(Kind.DROP, method="POST"))
    lose(server, m, Kind.LOST, "one", "two")
    for key in server.objects(MAP):
        if key != ("Marker", "a"):
            changed_altogether(server, key)
    assert "Base camp" in titles(server)
    report = m.push()
    assert (report.unknown, report.added) == (2, 0)
    change = next(c for c in m.changes() if c.title == "one")
    assert setback.discard(m.ledger, m.copy.rows, change)
    report = m.push()
    assert (report.unknown, report.added) == (0, 1)
    assert titles(server) == ["A", "Base camp", "two"]
    expect_equal(m, server)


# -- what must not be asked about ---------------------------------------------------------------


def test_one_that_never_arrived_goes_by_itself(server: Standin, open_map: Open) -> None:
    """Beside others of this push, taken or found again, and changed by a colleague since."""
    m = open_map(marker("a"), pace=PACE)
    known_account(server, m)
    m.add("Marker", point(-119, 39), title="taken")
    m.push()
    found = lose(server, m, Kind.LOST, "found", "found too")
    m.pull()
    assert m.outbox() == []
    lose(server, m, Kind.DROP, "dropped")
    for key in found | {k for k in server.objects(MAP) if k[1] != "a"}:
        changed_altogether(server, key)
    report = m.push()
    assert (report.added, report.unknown) == (1, 0)
    assert titles(server) == ["A", *["Base camp"] * 3, "dropped"]
    expect_equal(m, server)


@pytest.mark.parametrize("theirs", ["untouched", "another account", "before", "another class"])
def test_what_cannot_be_it(server: Standin, open_map: Open, theirs: str) -> None:
    m = open_map(marker("a"), pace=PACE)
    known_account(server, m)
    web = server.colleague(MAP, "WEB001" if theirs == "another account" else OURS)
    cls = "Clue" if theirs == "another class" else "Marker"
    if theirs == "before":
        key = (cls, web.add(cls, {"title": "other"}, point(-100, 30)))
        m.pull()
    lose(server, m, Kind.DROP, "dropped")
    if theirs != "before":
        key = (cls, web.add(cls, {"title": "other"}, point(-100, 30)))
    if theirs != "untouched":
        server.colleague(MAP).edit(*key, {"title": "other still"})
    report = m.push()
    assert (report.added, report.unknown) == (1, 0)
    expect_equal(m, server)


def test_what_was_made_when_the_call_was_long_expired(server: Standin, open_map: Open) -> None:
    """A laptop opened in the afternoon: the same account has worked on from another one."""
    m = open_map(marker("a"), pace=PACE)
    known_account(server, m)
    lose(server, m, Kind.DROP, "dropped")
    server.clock_offset = 60.0
    other = server.colleague(MAP, OURS)
    key = ("Marker", other.add("Marker", {"title": "dropped"}, point(-100, 30)))
    other.edit(*key, {"description": "theirs"})
    report = m.push()
    assert (report.added, report.unknown) == (1, 0)
    assert titles(server) == ["A", "dropped", "dropped"]


def test_the_same_account_on_another_machine(server: Standin, open_map: Open) -> None:
    """Ours is found, theirs is theirs: nothing to ask."""
    m = open_map(marker("a"), pace=PACE)
    known_account(server, m)
    lose(server, m, Kind.LOST, "ours")
    other = server.colleague(MAP, OURS)
    key = ("Marker", other.add("Marker", {"title": "theirs"}, point(-100, 30)))
    other.edit(*key, {"title": "theirs, edited"})
    report = m.push()
    assert (report.added, report.unknown) == (1, 0)
    assert titles(server) == ["A", "ours", "theirs, edited"]
    expect_equal(m, server)


# -- what stays unknown does not hang a push ----------------------------------------------------


@pytest.mark.timeout(20)
def test_a_lost_edit_in_conflict_is_not_waited_for(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), pace=PACE)
    m.edit("Marker", "a", title="mine")
    server.fault(Fault(Kind.DROP, method="POST"))
    m.push(stopped_after_sending())
    server.colleague(MAP).edit("Marker", "a", {"title": "theirs"})
    report = m.push()
    assert (report.conflicts, report.edited) == (1, 0)
    m.resolve("Marker", "a", "mine")
    assert m.push().edited == 1
    assert titles(server) == ["mine"]
    expect_equal(m, server)


@pytest.mark.timeout(20)
def test_a_lost_add_whose_layer_has_unsaved_edits(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), pace=PACE)
    lose(server, m, Kind.DROP, "dropped")
    m.copy.rows.unsaved = lambda table: True  # type: ignore[method-assign]
    report = m.push()
    assert (report.added, report.waiting) == (0, 1)
    del m.copy.rows.unsaved  # type: ignore[method-assign]
    assert m.push().added == 1
    expect_equal(m, server)


def test_what_is_on_its_way_is_neither_repeated_nor_taken_back(
    server: Standin, open_map: Open
) -> None:
    m = open_map(marker("a"), folder("f"), pace=PACE)
    lose(server, m, Kind.LOST, "lost")
    (entry,) = m.outbox()
    setback.retry(m.ledger, "add", entry.key)
    assert m.outbox()[0].state is State.UNKNOWN
    (change,) = m.changes()
    with pytest.raises(setback.StillOnItsWay):
        setback.discard(m.ledger, m.copy.rows, change)
    m.push()
    assert titles(server) == ["a", "f", "lost"]
    expect_equal(m, server)


# -- what a real server makes of what is sent ---------------------------------------------------


@pytest.mark.parametrize("sent_as", ["it came", "rows say it"])
def test_a_real_map_before_and_after_the_server_had_it(open_map: Open, sent_as: str) -> None:
    """All 167 objects of one import, lost at once, are found one to one."""
    before, after = (MAPS / f"{name}-caltopo.json" for name in ("import-before", "export-after"))
    if not before.exists() or not after.exists():
        pytest.skip(f"there are no real maps at {MAPS}")
    m = open_map(marker("a"))
    sent = {f["id"]: f for f in json.loads(before.read_text(encoding="utf-8"))["features"]}
    there = {f["id"]: f for f in json.loads(after.read_text(encoding="utf-8"))["features"]}
    assert sent.keys() == there.keys() and len(sent) == 167
    with m.ledger as ledger:
        push = ledger.begin_push("Push")
        for id, feature in sent.items():
            cls, shape = feature["properties"]["class"], feature["geometry"]
            table = m.copy.tables.find(cls, shape)
            assert table is not None
            body = {key: value for key, value in feature.items() if key != "id"}
            if sent_as == "rows say it":
                row = Row(1, "new", values_of(table, feature), wkb_of(table, feature))
                body = new_feature(table, row)
            ledger.put(Entry("add", cls, "new-" + id, "", table.name, None, json.dumps(body),
                             json.dumps(body), State.UNKNOWN, expires=1, known=1,
                             push=push))  # fmt: skip
        for id, feature in reversed(there.items()):
            ledger.set_server(feature["properties"]["class"], id, json.dumps(feature), 2)
        entries = {e.id: e for e in ledger.outbox()}
        assert len(adopt(ledger, m.copy.tables)) == 167
    found = {}
    for local, entry in entries.items():
        alias = m.ledger.alias(local)
        assert alias is not None
        found[alias] = entry
        known = m.ledger.object(*alias)
        assert known is not None and matches(m.copy.tables, entry, known)
        # as it was made, it is what was sent or nothing of ours
        assert not changed_since(m.copy.tables, entry, known)
        if alias[1] != local[4:]:  # one that is said in the same words at the same place
            assert sent[alias[1]]["properties"] == sent[local[4:]]["properties"]
    assert len(found) == 167
