# SPDX-License-Identifier: GPL-2.0-or-later
"""Backups: letter for letter, restored as one batch, refused where they are none; versions."""

from __future__ import annotations

import json
import os
import resource
import shutil
import stat
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.caltopo.objects import MASKED
from caltopo_sync.plugin.sync import backup, undo
from caltopo_sync.plugin.sync.localcopy import LocalCopy, Paths, load_backup
from caltopo_sync.plugin.sync.pace import Hooks
from caltopo_sync.plugin.sync.undo import SetBackReport
from standin import Standin
from sync.localmap import LINE, MAP, LocalMap, expect_equal, folder, marker, point, writes
from sync.test_undo import START, counts, state

Open = Callable[..., LocalMap]
ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "data" / "maps"
MAPS = [ROOT / "ui/practice/incident.json", *sorted(REAL.glob("*.json"))]


def restore(m: LocalMap, path: Path, *, dry_run: bool = False) -> SetBackReport:
    saved = backup.read(path, m.ledger.meta("map"))
    return undo.restore_backup(m.ledger, m.copy.rows, saved, "Restored", dry_run=dry_run, sar=True)


@pytest.mark.parametrize("path", MAPS, ids=lambda p: p.name)
def test_real_maps_are_read_back_letter_by_letter(
    server: Standin, tmp_path: Path, path: Path
) -> None:
    server.add_map(MAP, path=path)
    m = LocalMap(server.url, tmp_path / "copy")
    saved = tmp_path / "b.geojson"
    assert backup.write(m.ledger, saved) == m.ledger.count()
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    aside = {(cls, id) for cls, id, _ in m.ledger.aside()}
    read = backup.read(saved, MAP)
    there = {k: t for k, t in server.texts(MAP).items() if k not in aside}
    assert read.texts.keys() == there.keys()
    for key, text in there.items():
        if any(name in text for name in MASKED):
            said = json.loads(text)["properties"]
            masked = json.loads(read.texts[key])["properties"]
            assert masked == {k: v for k, v in said.items() if k not in MASKED}
        else:
            assert read.texts[key] == text
    # it opens again as a map
    paths = Paths.of(tmp_path / "again", "test")
    paths.geopackage.parent.mkdir()
    assert load_backup(read, paths, server.url, False) == len(there)
    copy = LocalCopy.open(paths, False)
    assert {k.key for k in copy.ledger.objects()} == there.keys()
    assert copy.ledger.timestamp == m.ledger.timestamp
    copy.close()
    m.close()


def test_a_map_goes_back_to_its_backup(server: Standin, open_map: Open, tmp_path: Path) -> None:
    m = open_map(*START)
    was = state(server)
    saved = tmp_path / "b.geojson"
    backup.write(m.ledger, saved)
    web = server.colleague(MAP)
    web.delete("Marker", "a")
    web.delete("Folder", "f")
    web.edit("Marker", "c", {"title": "theirs", "unknown": {"deep": 1}})
    web.edit("Folder", "inner", {"note": "theirs"})
    web.edit("Shape", "line", {"stroke": "#0000FF"}, geometry={
        **LINE, "coordinates": LINE["coordinates"][:2]})  # fmt: skip
    web.add("Marker", {"title": "new"}, point(-119, 38, 0, 0))
    web.add("Folder", {"title": "new folder"})
    m.pull()
    rows = m.everything()
    planned = restore(m, saved, dry_run=True)
    assert m.everything() == rows and m.changes() == [] and m.ledger.aims() == []
    done = restore(m, saved)
    assert done.items == planned.items and counts(done) == counts(planned)
    # a and f come back; c, inner, line; the others that are in f; both new ones go
    assert counts(done) == (2, 4, 2, 0)
    report = m.push()
    assert (report.failed, report.waiting, report.conflicts) == (0, 0, 0)
    assert state(server) == was
    expect_equal(m, server)
    assert counts(restore(m, saved)) == (0, 0, 0, 0)  # what was added again is known as such
    assert m.changes() == []


def test_hidden_properties_that_change_meanwhile_stay(
    server: Standin, open_map: Open, tmp_path: Path
) -> None:
    m = open_map(marker("a", hidden="1", other="1"))
    saved = tmp_path / "b.geojson"
    backup.write(m.ledger, saved)
    web = server.colleague(MAP)
    web.edit("Marker", "a", {"hidden": "2", "other": "2"})
    m.pull()
    assert counts(restore(m, saved)) == (0, 1, 0, 0)
    web.edit("Marker", "a", {"other": "3"})
    assert m.push().edited == 1
    said = server.objects(MAP)[("Marker", "a")]["properties"]
    assert (said["hidden"], said["other"]) == ("1", "3")
    expect_equal(m, server)
    assert m.push().edited == 0


BROKEN = {
    "empty": "",
    "no json": "hello",
    "cut": '{"type": "FeatureCollection", "caltopo": {"map": "ABC12"}, "features": [',
    "another's": json.dumps({"type": "FeatureCollection", "features": [marker("a")]}),
    "another map": json.dumps({"caltopo": {"map": "XYZ99"}, "features": [marker("a")]}),
    "no class": json.dumps({"caltopo": {"map": MAP}, "features": [
        {"type": "Feature", "id": "x", "properties": {}}]}),
    "no feature": json.dumps({"caltopo": {"map": MAP}, "features": [None]}),
    "twice": json.dumps({"caltopo": {"map": MAP}, "features": [marker("a"), marker("a")]}),
    "geometry": json.dumps({"caltopo": {"map": MAP}, "features": [
        {**marker("a"), "geometry": {"type": "Point", "coordinates": ["w", "n"]}}]}),
    "a list": "[1, 2]",
    "deep": "[" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_broken_and_foreign_files_are_refused(open_map: Open, tmp_path: Path, text: str) -> None:
    m = open_map(marker("a"))
    path = tmp_path / "b.geojson"
    path.write_text(text)
    before = m.everything()
    with pytest.raises(CalTopoError):
        restore(m, path)
    assert m.everything() == before and m.changes() == []
    with pytest.raises(CalTopoError):
        backup.read(tmp_path / "absent")


def test_the_newest_twenty_are_kept(open_map: Open, tmp_path: Path) -> None:
    m = open_map(marker("a"))
    numbers = count(1)
    folder_ = tmp_path / "backups"
    keeper = backup.Keeper(folder_, "test", 20, lambda: f"20260101-{next(numbers):06}")
    other = folder_ / "test-other-20250101-000001.geojson"
    for n in range(25):
        keeper.backup(m.ledger)
        if not n:
            other.write_text("of another map")
    names = sorted(p.name for p in folder_.iterdir() if p != other)
    assert names == [f"test-20260101-{n:06}.geojson" for n in range(6, 26)]
    assert other.exists()


def test_before_the_first_call(server: Standin, open_map: Open, tmp_path: Path) -> None:
    m = open_map(marker("a"))
    saved = tmp_path / "b.geojson"
    m.edit("Marker", "a", title="A")

    def keep() -> None:
        assert writes(server) == []
        backup.write(m.ledger, saved)

    m.push(Hooks(before_sending=keep))
    assert json.loads(backup.read(saved).texts[("Marker", "a")])["properties"]["title"] == "a"

    def full() -> None:
        raise CalTopoError("no room")

    m.edit("Marker", "a", title="B")
    server.clear_calls()
    with pytest.raises(CalTopoError):
        m.push(Hooks(before_sending=full))
    assert writes(server) == []
    assert m.push().edited == 1


def test_any_version_can_be_had_again(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", extra=[1], nothing=None), folder("f"))
    web = server.colleague(MAP)
    web.edit("Marker", "a", {"title": "pulled", "folderId": "f"})
    m.pull()
    m.edit("Marker", "a", title="pushed")
    m.push()
    m.delete("Marker", "a")
    m.push()
    versions = m.ledger.versions("Marker", "a")
    assert [json.loads(v.text)["properties"]["title"] for v in versions] == [
        "a", "pulled", "pushed"
    ]  # fmt: skip
    assert sorted(v.seen for v in versions) == [v.seen for v in versions]
    for version in (versions[1], versions[0], versions[2]):
        report = undo.set_to(m.ledger, m.copy.rows, {("Marker", "a"): version.text}, "Restored",
                             dry_run=False)  # fmt: skip
        assert report.refused == 0
        m.push()
        (there,) = [f for (c, _), f in server.objects(MAP).items() if c == "Marker"]
        said = {
            k: v
            for k, v in json.loads(version.text)["properties"].items()
            if not k.startswith("-") and k not in ("updated", "creator")
        }
        assert {k: there["properties"].get(k) for k in said} == said
        expect_equal(m, server)
    assert len(server.objects(MAP)) == 2


def test_a_deleted_row_that_was_not_sent_comes_back_as_itself(
    server: Standin, open_map: Open
) -> None:
    m = open_map(marker("a", extra=[1]))
    server.colleague(MAP).edit("Marker", "a", {"title": "second"})
    m.pull()
    m.delete("Marker", "a")
    (version,) = m.ledger.versions("Marker", "a")
    report = undo.set_to(m.ledger, m.copy.rows, {("Marker", "a"): version.text}, "Restored",
                         dry_run=False)  # fmt: skip
    assert counts(report) == (1, 0, 0, 0)
    report2 = m.push()
    assert (report2.edited, report2.added, report2.deleted) == (1, 0, 0)
    assert server.objects(MAP)[("Marker", "a")]["properties"]["title"] == "a"
    expect_equal(m, server)


def test_former_texts_have_a_limit(server: Standin, open_map: Open) -> None:
    track = {"type": "Feature", "id": "t", "properties": {"class": "AppTrack", "title": "t"},
             "geometry": {"type": "LineString", "coordinates": [[-120, 39, 0, 1], [-120, 40, 0, 2]],
                          "incremental": True, "size": 2}}  # fmt: skip
    m = open_map(marker("a", description="x" * 1000), track)
    web = server.colleague(MAP)
    for n in range(3):
        web.grow("AppTrack", "t", [[-121, 39 + n, 0, 10 + n]])
        web.edit("Marker", "a", {"title": str(n)})
        m.pull()
    assert len(m.ledger.versions("AppTrack", "t")) == 1  # only its last text
    assert len(m.ledger.versions("Marker", "a")) == 3
    m.ledger.kept = 2800
    web.edit("Marker", "a", {"title": "last"})
    m.pull()
    titles = [json.loads(v.text)["properties"]["title"] for v in m.ledger.versions("Marker", "a")]
    assert titles == ["1", "2"]
    for n in range(4):
        m.edit("Marker", "a", title=f"push {n}")
        m.push()
    kept = m.ledger.history()
    assert [h["items"][0]["title"] for h in kept] == ["push 3"]
    undo.undo_push(m.ledger, m.copy.rows)
    m.push()
    assert server.objects(MAP)[("Marker", "a")]["properties"]["title"] == "push 2"


# -- a full disk --------------------------------------------------------------------------------


def in_a_small_place(work: Callable[[], None], limit: int) -> str:
    """Do work in a process whose files may not grow beyond so many bytes; how it ended.

    The caller must have nothing open that the work opens.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        said = "crashed"
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            work()
            said = "done"
        except CalTopoError as error:
            said = "said: " + error.text
        except BaseException as error:
            said = "crashed: " + repr(error)
        finally:
            os.write(write, said.encode())
            os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.parametrize("what", ["first load", "pull", "push", "undo", "backup"])
def test_a_full_disk_loses_nothing(server: Standin, tmp_path: Path, what: str) -> None:
    server.add_map(MAP, [marker(f"m{n}", description="d" * 200) for n in range(300)])
    copy = tmp_path / "copy"
    web = server.colleague(MAP)

    def work() -> None:
        m = LocalMap(server.url, copy)
        if what == "undo":
            undo.undo_push(m.ledger, m.copy.rows)
        elif what == "backup":
            backup.write(m.ledger, tmp_path / "b.geojson")
        elif what == "pull":
            m.pull()
        elif what == "push":
            m.push()
        m.close()

    if what != "first load":
        m = LocalMap(server.url, copy)
        for n in range(30):
            m.edit("Marker", f"m{n}", title="mine", description="e" * 2000)
        for n in range(20):
            m.add("Marker", point(-121, 40), title=f"new {n}", description="f" * 2000)
        if what == "undo":
            m.push()
        if what == "pull":
            for n in range(40, 80):
                web.edit("Marker", f"m{n}", {"description": "g" * 2000})
        m.close()
    sizes = [p.stat().st_size for p in copy.glob("*.gpkg")] if copy.exists() else [100_000]
    outcomes = set()
    for room in (0, 20_000, 60_000, 120_000, 12_000_000):
        said = in_a_small_place(work, (20_000 if what == "backup" else sizes[0] // 2) + room)
        outcomes.add(said.split(":")[0])
        assert not said.startswith("crashed"), said
    assert outcomes == {"said", "done"}, said
    assert not list(copy.glob("*.part")) and not list(tmp_path.glob("*.part"))
    m = LocalMap(server.url, copy)
    m.push()
    if what == "undo":
        while m.ledger.undoable() is not None:
            undo.undo_push(m.ledger, m.copy.rows)
        m.push()
        assert len(server.objects(MAP)) == 300
    elif what != "first load":
        titles = [f["properties"]["title"] for f in server.objects(MAP).values()]
        assert len(titles) == 320 and titles.count("mine") == 30
        assert len({t for t in titles if t.startswith("new")}) == 20
    assert m.outbox() == [] and m.changes() == []
    expect_equal(m, server)
    m.close()
    shutil.rmtree(copy)
