# SPDX-License-Identifier: GPL-2.0-or-later
"""kill -9 of a QGIS that opens, edits, saves, refreshes, pushes and undoes: opened again, it ends
where it would have without.

The moments are commits by anybody (QGIS's own writing included), requests and renamed files. What
comes after a commit or an answer is left out: until the next commit, request or rename nothing
changes in any file or on the server, so that it is the moment before that.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from dyingqgis import KEY, MAP, STEPS, Order, Qgis, a_qgis
from standin import Standin
from sync.crashing import Moment, essence, numbers
from sync.localmap import LINE, RING, LocalMap, expect_equal, folder, marker, point, shape

# Of a day's work some moments, of opening every one; CRASHES=all asks for all.
STEP = {Moment.COMMITTING: 29, Moment.SENDING: 13, Moment.RENAMING: 1}
if os.environ.get("CRASHES") == "all":
    STEP = dict.fromkeys(STEP, 1)
START = [
    folder("f"),
    marker("in", folderId="f", note="n"),
    *(marker(id, description="d") for id in ("edited", "moved", "deleted", "kept")),
    shape("line", LINE, stroke="#00FF00"),
    shape("turned", LINE),
]
KNOWN = {feature["id"] for feature in START} | {"theirs"}


@pytest.fixture(scope="module")
def qgis(server: Standin) -> Iterator[Qgis]:
    with a_qgis(server.url) as program:
        yield program


@pytest.fixture(scope="module")
def server() -> Iterator[Standin]:
    with Standin() as standin:
        standin.add_credential(*KEY, team="TEAM01")
        yield standin


class Story:
    """A map on the server and the folder of its local copy, from the beginning each time."""

    def __init__(self, server: Standin, qgis: Qgis, folder: Path) -> None:
        self.server = server
        self.qgis = qgis
        self.folder = folder

    def begin(self, *, loaded: bool) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        if MAP in self.server.maps():
            self.server.remove_map(MAP)
        self.server.add_map(MAP, START, team="TEAM01")
        if not loaded:
            return
        assert self.until("open") == "done"
        (self.folder / "diary").unlink()
        web = self.server.colleague(MAP)
        web.edit("Marker", "edited", {"description": "theirs"})
        web.edit("Shape", "turned", geometry=RING)
        web.delete("Marker", "kept")
        web.add("Marker", {"title": "theirs"}, point(-119, 38, 0, 0), id="theirs")

    def until(self, step: str, moment: str = "", number: int = 0) -> str:
        order = Order(str(self.folder), step, moment, number)
        return self.qgis.does(order)

    def essence(self, known: Collection[str] = KNOWN) -> list[str]:
        return essence(self.server.objects(MAP), known)

    def expect_whole(self) -> None:
        """The rows are the server's objects, the gate is shut, nothing half made lies about."""
        assert not list(self.folder.glob("*.part"))
        (file,) = self.folder.glob("*.gpkg")
        with closing(sqlite3.connect(str(file))) as db:
            assert db.execute("SELECT gate FROM caltopo_state").fetchall() == [(0,)]
        seen = self.folder / "seen"
        seen.mkdir()
        for path in (file, file.with_suffix(".ledger")):
            shutil.copy(path, seen / ("test" + path.suffix))
        m = LocalMap(self.server.url, seen)
        expect_equal(m, self.server)
        assert m.changes() == [] and m.outbox() == []
        m.close()
        shutil.rmtree(seen)


@pytest.fixture
def story(server: Standin, qgis: Qgis, tmp_path: Path) -> Story:
    return Story(server, qgis, tmp_path / "copy")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("moment", list(STEP), ids=lambda moment: moment.value)
def test_an_opening_that_dies(story: Story, moment: Moment) -> None:
    for number in numbers():
        story.begin(loaded=False)
        said = story.until("open", moment.value, number)
        assert said in ("died", "done"), (moment, number)
        assert story.until("open") == "done", (moment, number)
        story.expect_whole()
        if said == "done":
            assert number > 1
            break


@pytest.fixture(scope="module")
def undisturbed(
    server: Standin, qgis: Qgis, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """What the map says after the steps that change it."""
    story = Story(server, qgis, tmp_path_factory.mktemp("undisturbed") / "copy")
    story.begin(loaded=True)
    before, found = story.essence(known=()), {}
    for step in ("push", STEPS[-1]):
        assert story.until(step) == "done"
        found[step] = story.essence()
        story.expect_whole()
    # what was deleted and is there again has another id
    assert story.essence(known=()) == before
    return found


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("moment", list(STEP), ids=lambda moment: moment.value)
def test_a_days_work_that_dies(
    story: Story, undisturbed: dict[str, list[str]], moment: Moment
) -> None:
    for number in numbers(step=STEP[moment]):
        story.begin(loaded=True)
        said = story.until(STEPS[-1], moment.value, number)
        assert said in ("died", "done"), (moment, number)
        if said == "done":
            assert number > 1
            break
        diary = story.folder / "diary"
        pushed = diary.exists() and "push" in diary.read_text().splitlines()
        if not pushed:
            assert story.until("push") == "done", (moment, number)
            assert story.essence() == undisturbed["push"], (moment, number)
            story.expect_whole()
        assert story.until(STEPS[-1]) == "done", (moment, number)
        assert story.essence() == undisturbed[STEPS[-1]], (moment, number)
        story.expect_whole()
