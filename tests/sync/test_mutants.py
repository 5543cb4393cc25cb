# SPDX-License-Identifier: GPL-2.0-or-later
"""The tests bite: with one rule of merging or adoption broken, a short session goes wrong."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.sync import adopt, merge, plan, pull, push, threeway
from caltopo_sync.plugin.sync.features import parse, properties_of, values_of
from caltopo_sync.plugin.sync.ledger import Ledger
from caltopo_sync.plugin.sync.pace import Hooks, Pace
from caltopo_sync.plugin.sync.setback import discard
from standin import Fault, Kind, Standin
from sync.localmap import KEY, LINE, MAP, LocalMap, expect_equal, folder, marker, point, shape

PACE = Pace(expires=0.6, margin=0.2, look=0.03, pause=0.005)
Patch = pytest.MonkeyPatch
real_merge, real_plan_fill = threeway.merge, plan.Planner._fill


def once() -> Hooks:
    """Stop after the first calls, before their outcome is looked for."""
    stopped: list[int] = []
    return Hooks(progress=lambda done, total: stopped.append(1), cancelled=lambda: bool(stopped))


def session(server: Standin, folder_: Path) -> None:
    """What happens in one evening, in small.  Raises AssertionError where a promise is broken."""
    if MAP in server.maps():
        server.remove_map(MAP)
    server.clear_faults()
    server.behaviour = type(server.behaviour)()
    said = {"class": "Assignment", "title": "Ridge"}
    server.add_map(
        MAP,
        [
            folder("f"),
            *(marker(f"m{n}", description="d") for n in range(14)),
            shape("line", LINE),
            {**shape("as", LINE), "properties": said},
        ],
    )

    m = LocalMap(server.url, folder_, pace=PACE)
    try:
        _session(server, m)
    finally:
        m.close()


def _session(server: Standin, m: LocalMap) -> None:
    web = server.colleague(MAP)
    # two people on the same object, on different things and on the same
    m.edit("Marker", "m0", title="mine")
    web.edit("Marker", "m0", {"description": "theirs"}, geometry=point(-100, 40, 0, 0))
    m.edit("Marker", "m1", title="mine")
    web.edit("Marker", "m1", {"title": "theirs", "description": "theirs"})
    m.edit("Assignment_line", "as", title="mine")
    web.edit("Assignment", "as", {"description": "theirs"})
    m.delete("Marker", "m2")
    web.edit("Marker", "m2", {"title": "theirs"})
    m.edit("Marker", "m3", title="mine")
    web.delete("Marker", "m3")
    m.push()
    assert sorted(c.id for c in m.ledger.conflicts()) == ["m1", "m2", "m3"]
    there = server.objects(MAP)
    said = there[("Marker", "m0")]
    assert (said["properties"]["title"], said["properties"]["description"]) == ("mine", "theirs")
    assert said["geometry"]["coordinates"][0] == -100
    assert there[("Marker", "m1")]["properties"]["title"] == "theirs"
    assert there[("Assignment", "as")]["properties"]["title"] == "mine"
    assert ("Marker", "m2") in there
    row = m.row("Marker", "m1")
    assert (row["title"], row["description"]) == ("mine", "theirs")
    for id in ("m1", "m2", "m3"):
        m.resolve("Marker", id, "theirs")
    server.behave(ids="never")  # a server that is sure that nothing was deleted
    # adds whose answer never came, beside equal ones of a colleague's
    for title in ("twin", "twin", "other"):
        m.add("Marker", point(-121, 40), title=title)
    server.fault(Fault(Kind.LOST, method="POST", times=3))
    m.push(once())
    web.add("Marker", {"title": "other"}, point(-80, 30))
    m.push()
    m.push()
    titles = [f["properties"]["title"] for f in server.objects(MAP).values()]
    assert (titles.count("twin"), titles.count("other")) == (2, 2)
    # one that never arrived, while a colleague adds one of that name elsewhere
    m.add("Marker", point(-121, 42), title="namesake")
    server.fault(Fault(Kind.DROP, method="POST"))
    m.push(once())
    web.add("Marker", {"title": "namesake"}, point(-80, 31))
    m.push()
    places = [f["geometry"]["coordinates"][0] for f in server.objects(MAP).values()
              if f["properties"]["title"] == "namesake"]  # fmt: skip
    assert sorted(places) == [-121, -80]
    # one that a colleague changes altogether before we see it: people say whether it was that one
    m.add("Marker", point(-121, 43), title="renamed", description="ours")
    server.fault(Fault(Kind.LOST, method="POST"))
    before = set(server.objects(MAP))
    m.push(once())
    (key,) = set(server.objects(MAP)) - before
    web.edit(*key, {"title": "new name", "description": "theirs"}, geometry=point(-81, 31))
    end = time.monotonic() + 3
    assert m.push(Hooks(cancelled=lambda: time.monotonic() > end)).unknown == 1
    assert time.monotonic() < end  # nobody waits for what time does not tell
    (entry,) = m.outbox()
    assert "“new name”" in entry.reason
    # meanwhile what was dropped goes by itself, whatever is made and changed beside it
    m.add("Shape_line", LINE, title="found")
    m.add("Shape_line", LINE, title="dropped")
    server.fault(Fault(Kind.LOST, method="POST"))
    server.fault(Fault(Kind.DROP, method="POST"))
    before = set(server.objects(MAP))
    m.push(once())
    m.pull()
    (key,) = set(server.objects(MAP)) - before
    web.edit(*key, geometry={**LINE, "coordinates": LINE["coordinates"][:2]})
    other = web.add("Shape", {"title": "not ours"}, LINE)
    web.edit("Shape", other, {"title": "not ours at all"})
    colleague = server.colleague(MAP, "SVC001")  # another machine of our account
    colleague.add("Shape", {"title": "as it was made"}, LINE)
    assert (m.push().added, len(m.outbox())) == (1, 1)
    change = next(c for c in m.changes() if c.key == entry.key)
    assert discard(m.ledger, m.copy.rows, change)
    m.push()
    titles = [f["properties"]["title"] for f in server.objects(MAP).values()]
    assert (titles.count("renamed"), titles.count("new name")) == (0, 1)
    assert (titles.count("dropped"), titles.count("found")) == (1, 1)
    # one that the server takes late, after we have stopped listening
    m.add("Marker", point(-122, 41), title="late")
    m.client.close()
    m.client = type(m.client)(server.url, m.client._transport._credential, read_timeout=0.1)
    server.fault(Fault(Kind.LATE, method="POST", delay=0.45))
    m.push()
    time.sleep(0.5)
    m.client = type(m.client)(server.url, m.client._transport._credential, read_timeout=2)
    m.push()
    # an answer that breaks off tells nothing; the next one tells it all
    web.edit("Marker", "m4", {"title": "later"})
    server.fault(Fault(Kind.TRUNCATED, path="/since/", fraction=0.9))
    with contextlib.suppress(CalTopoError):
        m.pull()
    m.pull()
    assert m.row("Marker", "m4")["title"] == "later"
    # a crash after the server's text is known and before the row has it
    web.edit("Marker", "m5", {"title": "theirs"})
    m.edit("Marker", "m6", title="mine")
    write = m.copy.rows.write
    m.copy.rows.write = _dies  # type: ignore[method-assign]
    with contextlib.suppress(KeyboardInterrupt):
        m.pull()
    m.copy.rows.write = write  # type: ignore[method-assign]
    m.reopen(crashed=True)
    m.pull()
    assert m.row("Marker", "m5")["title"] == "theirs"
    assert [c.id for c in m.changes()] == ["m6"]
    # an edit of the title leaves the geometry out, and says the same when it is sent again
    server.clear_calls()
    server.fault(Fault(Kind.LOST, method="POST"))
    m.push()
    sent = [c for c in server.calls if c.method == "POST"]
    assert sent and all("geometry" not in (c.body or {}) for c in sent)
    # what is delivered again is known already
    server.behave(overlap=60.0, repeated=True)
    assert (m.pull().changed, len(m.ledger.versions("Marker", "m5"))) == (0, 1)
    m.push()
    titles = [f["properties"]["title"] for f in server.objects(MAP).values()]
    assert titles.count("late") == 1
    assert m.changes() == [] and m.outbox() == []
    expect_equal(m, server)
    # one that was dropped, while our account works on elsewhere long after the call had expired
    m.add("Marker", point(-121, 44), title="in the morning")
    server.fault(Fault(Kind.DROP, method="POST"))
    m.push(once())
    server.clock_offset = 60.0 * next(_minutes)  # never back: the server's stamps only grow
    other = colleague.add("Marker", {"title": "in the afternoon"}, point(-121, 45))
    colleague.edit("Marker", other, {"title": "in the evening"})
    report = m.push()
    assert (report.added, report.unknown) == (1, 0)


def _dies(changes: Any) -> list[int | None]:
    raise KeyboardInterrupt


# -- rules, broken one at a time ----------------------------------------------------------------


def theirs_always_wins(patch: Patch) -> None:
    def broken(table: Any, base: Any, row: Any, server: Any) -> threeway.Merged:
        return threeway.Merged(write=dict(zip(table.column_names, values_of(table, server))))

    patch.setattr(merge, "merge", broken)


def mine_always_wins(patch: Patch) -> None:
    def broken(table: Any, base: Any, row: Any, server: Any) -> threeway.Merged:
        return threeway.Merged(write=real_merge(table, base, row, server).write)

    patch.setattr(merge, "merge", broken)
    patch.setattr(plan, "merge", broken)


def deleting_always_wins(patch: Patch) -> None:
    patch.setattr(merge, "mine_of", lambda *given: {})


def adoption_off(patch: Patch) -> None:
    patch.setattr(pull, "adopt", lambda ledger, tables: [])


def adoption_of_anything(patch: Patch) -> None:
    patch.setattr(adopt, "matches", lambda tables, entry, known: True)


def adoption_by_title(patch: Patch) -> None:
    def broken(tables: Any, entry: Any, known: Any) -> bool:
        sent, there = (properties_of(parse(t) or {}) for t in (entry.body, known.latest))
        return sent.get("title") == there.get("title")

    patch.setattr(adopt, "matches", broken)
    patch.setattr(adopt, "made_by", lambda said, account: True)


def changed_altogether_is_sent_again(patch: Patch) -> None:
    patch.setattr(plan, "candidates", lambda ledger, entry: [])


def whoever_made_it_may_be_us(patch: Patch) -> None:
    patch.setattr(adopt, "made_by", lambda said, account: True)


def what_nobody_touched_may_be_ours(patch: Patch) -> None:
    patch.setattr(adopt, "_untouched", lambda said: False)


def made_at_any_time(patch: Patch) -> None:
    patch.setattr(adopt, "_made_in_time", lambda entry, said: True)


def all_waits_beside_a_conflict(patch: Patch) -> None:
    patch.setattr(merge.BringUp, "_but", lambda self, *given: iter(()))


def a_title_is_always_theirs(patch: Patch) -> None:
    def broken(table: Any, base: Any, row: Any, server: Any) -> threeway.Merged:
        merged = real_merge(table, base, row, server)
        if table.cls == "Assignment":
            merged.write["title"] = properties_of(server).get("title")
        return merged

    patch.setattr(merge, "merge", broken)


def ours_may_be_ours_again(patch: Patch) -> None:
    patch.setattr(Ledger, "aliased", lambda self, cls: set())


def questions_are_waited_out(patch: Patch) -> None:
    """What is asked about never expires; a push waits for it as if time would tell."""
    patch.setattr(push, "expired", lambda entry, until: False)


def expiry_ignored(patch: Patch) -> None:
    patch.setattr(plan, "expired", lambda entry, clock: True)


def base_before_the_row(patch: Patch) -> None:
    real = merge.BringUp._steps

    def broken(self: Any, known: Any, row: Any, choose: Any) -> Iterator[Any]:
        for step in real(self, known, row, choose):
            if step.change is not None and row is not None:
                step.done(row.fid)
            yield step

    patch.setattr(merge.BringUp, "_steps", broken)


def timestamp_before_the_answer(patch: Patch) -> None:
    real = pull.Puller._fetch

    def broken(self: Any, since: int, cancelled: Any) -> Any:
        ahead = max(_stamp(k.latest or "{}") for k in self._ledger.objects())
        self._ledger.set_meta("timestamp", str(max(self._ledger.timestamp, ahead) + 60_000))
        return real(self, since, cancelled)

    patch.setattr(pull.Puller, "_fetch", broken)


def _stamp(text: str) -> int:
    return int(properties_of(parse(text) or {}).get("updated") or 0)


def no_ids_is_all_deleted(patch: Patch) -> None:
    real = pull.Puller._gone

    def broken(self: Any, found: Any) -> Any:
        if found.answer.ids is not None:
            return real(self, found)
        return list(self._ledger.objects())

    patch.setattr(pull.Puller, "_gone", broken)
    patch.setattr(pull.Puller, "_many", lambda self, gone: False)


def geometry_always_sent(patch: Patch) -> None:
    def broken(self: Any, entry: Any, change: Any) -> None:
        change.columns = (*change.columns, "geom")
        real_plan_fill(self, entry, change)

    patch.setattr(plan.Planner, "_fill", broken)


def repeats_are_news(patch: Patch) -> None:
    def broken(self: Any, came: Any, feature: Any, text: str, full: bool, news: Any,
               wanted: Any) -> None:  # fmt: skip
        key = (came.cls, came.id)
        news[key] = pull._News(*key, text + " " * (1 + next(_more) % 3), 0)

    patch.setattr(pull.Puller, "_sort", broken)


_more, _minutes = itertools.count(), itertools.count(1)


def plan_not_written_down(patch: Patch) -> None:
    """What is perhaps sent is not in the ledger: an answer that is lost is forgotten."""
    real = Ledger.put

    def broken(self: Any, entry: Any) -> None:
        if entry.state.value == "unknown":
            self.take(entry)
        else:
            real(self, entry)

    patch.setattr(Ledger, "put", broken)


MUTANTS: list[Callable[[Patch], None]] = [
    theirs_always_wins, mine_always_wins, deleting_always_wins, adoption_off,
    adoption_of_anything, adoption_by_title, changed_altogether_is_sent_again,
    whoever_made_it_may_be_us, what_nobody_touched_may_be_ours, ours_may_be_ours_again,
    made_at_any_time, questions_are_waited_out, all_waits_beside_a_conflict,
    a_title_is_always_theirs, expiry_ignored, base_before_the_row,
    timestamp_before_the_answer, no_ids_is_all_deleted, geometry_always_sent, repeats_are_news,
    plan_not_written_down,
]  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Standin]:
    with Standin() as standin:
        standin.add_credential(*KEY)
        yield standin


def test_the_session_goes_well(server: Standin, tmp_path: Path) -> None:
    session(server, tmp_path / "copy")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_broken_rule_is_caught(
    server: Standin, tmp_path: Path, mutant: Callable[[Patch], None], monkeypatch: Patch
) -> None:
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        session(server, tmp_path / "copy")
