# SPDX-License-Identifier: GPL-2.0-or-later
"""kill -9 at every commit and every request: afterwards all is as if nothing had happened."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.sync import undo
from caltopo_sync.plugin.sync.pace import Pace
from standin import Standin
from sync.crashing import Moment, dies, essence, numbers
from sync.localmap import (
    KEY,
    LINE,
    MAP,
    RING,
    LocalMap,
    expect_equal,
    folder,
    marker,
    point,
    shape,
)

# Signatures that expire soon, so that a look after that comes soon, too.
# Until the next commit or request nothing changes in any file or on the server, so that just after
# a commit is the moment before that, which has its turn: of these every third is enough, and all
# where CRASHES=all asks for them.
STEPS = {} if os.environ.get("CRASHES") == "all" else {Moment.COMMITTED: 3}
PLAIN = [moment for moment in Moment if moment is not Moment.RENAMING]  # nothing is renamed
PACE = Pace(expires=0.4, margin=0.15, look=0.03, pause=0.01)
START = [
    folder("f"),
    folder("inner", folderId="f"),
    marker("in", folderId="f", note="n"),
    marker("edited", description="d", folderId="inner"),
    marker("deleted"),
    marker("moved"),
    shape("line", LINE, stroke="#00FF00"),
    shape("turned", LINE),
    *(marker(f"m{n}") for n in range(12)),
]
KNOWN = {feature["id"] for feature in START} | {"theirs"}


@pytest.fixture(scope="module")
def server() -> Iterator[Standin]:
    with Standin() as standin:
        standin.add_credential(*KEY)
        yield standin


def start(server: Standin, folder: Path) -> None:
    """A map that is loaded, edited here and changed there, and not yet pushed."""
    if MAP in server.maps():
        server.remove_map(MAP)
    server.add_map(MAP, START)
    m = LocalMap(server.url, folder, pace=PACE)
    web = server.colleague(MAP)
    web.edit("Marker", "edited", {"description": "theirs"})
    web.edit("Shape", "turned", geometry=RING)
    web.delete("Marker", "m1")
    web.add("Marker", {"title": "theirs"}, point(-119, 38, 0, 0), id="theirs")
    m.edit("Marker", "edited", title="mine")
    m.edit("Shape_line", "line", geom={**LINE, "coordinates": LINE["coordinates"][:2]})
    m.delete("Marker", "deleted")
    m.delete("Folder", "f")
    m.delete("Marker", "moved")
    m.add("Marker", point(-121, 39), caltopo_id="moved", title="moved")
    m.add("Marker", point(-121, 40), caltopo_id="m2", title="a copy")
    m.add("Folder", caltopo_id="new-folder", title="new folder")
    m.add("Marker", point(-121, 41), title="new", folderId="new-folder")
    for _ in range(2):
        m.add("Marker", point(-121, 42), title="twins")
    m.add("Assignment_polygon", RING, letter="A", number="1", folderId="new-folder")
    m.crash()
    m.client.close()


def open_and_push(server: Standin, folder: Path) -> Callable[[], None]:
    def work() -> None:
        m = LocalMap(server.url, folder, pace=PACE)
        m.push()
        m.close()

    return work


@pytest.fixture(scope="module")
def undisturbed(server: Standin, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("undisturbed") / "copy"
    start(server, folder)
    open_and_push(server, folder)()
    return essence(server.objects(MAP), KNOWN)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("moment", PLAIN)
def test_a_push_that_dies(
    server: Standin, tmp_path: Path, undisturbed: list[str], moment: Moment
) -> None:
    assert len(undisturbed) == len(START) + 4
    for number in numbers(step=STEPS.get(moment, 1)):
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        start(server, copy)
        died = dies(open_and_push(server, copy), moment, number)
        if not died:
            assert number > 10
            break
        m = LocalMap(server.url, copy, pace=PACE)
        report = m.push()
        left: Any = (report.failed, report.unknown, report.conflicts, report.waiting, m.outbox())
        assert left == (0, 0, 0, 0, []), (moment, number)
        assert essence(server.objects(MAP), KNOWN) == undisturbed, (moment, number)
        expect_equal(m, server)
        assert m.changes() == []
        m.close()
    assert essence(server.objects(MAP), KNOWN) == undisturbed


@pytest.mark.timeout(120)
@pytest.mark.parametrize("moment", list(Moment))
def test_a_first_load_that_dies(server: Standin, tmp_path: Path, moment: Moment) -> None:
    if MAP in server.maps():
        server.remove_map(MAP)
    server.add_map(MAP, START)
    for number in numbers():
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)

        def work(copy: Path = copy) -> None:
            LocalMap(server.url, copy).close()

        if not dies(work, moment, number):
            break
        m = LocalMap(server.url, copy)
        m.pull()
        expect_equal(m, server)
        assert m.changes() == []
        m.close()
        assert not list(copy.glob("*.part"))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("moment", PLAIN)
def test_a_pull_that_dies(server: Standin, tmp_path: Path, moment: Moment) -> None:
    """Beside edits of the user, one of them in conflict."""
    for number in numbers():
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        if MAP in server.maps():
            server.remove_map(MAP)
        server.add_map(MAP, START)
        m = LocalMap(server.url, copy)
        web = server.colleague(MAP)
        for n in range(6):
            web.edit("Marker", f"m{n}", {"title": "theirs"})
        web.edit("Shape", "turned", geometry=RING)
        web.delete("Marker", "deleted")
        web.add("Marker", {"title": "new"}, point(-119, 38, 0, 0))
        m.edit("Marker", "m1", title="mine")
        m.edit("Marker", "m2", description="mine")
        m.delete("Marker", "m7")
        m.crash()
        m.client.close()

        def work(copy: Path = copy) -> None:
            m = LocalMap(server.url, copy)
            m.pull()
            m.close()

        died = dies(work, moment, number)
        m = LocalMap(server.url, copy)
        web.edit("Marker", "m3", {"title": "later"})
        web.edit("Shape", "turned", {"title": "later"})
        m.pull()
        assert [(c.cls, c.id) for c in m.ledger.conflicts()] == [("Marker", "m1")]
        changes = sorted((c.kind.value, c.id, c.columns) for c in m.changes())
        assert changes == [
            ("delete", "m7", ()), ("edit", "m1", ("title",)), ("edit", "m2", ("description",))
        ], (moment, number)  # fmt: skip
        report = m.push()
        assert (report.edited, report.deleted, report.added) == (1, 1, 0)
        expect_equal(m, server, but=[("Marker", "m1")])
        m.close()
        if not died:
            break


@pytest.mark.timeout(120)
@pytest.mark.parametrize("moment", PLAIN)
def test_an_undo_that_dies(server: Standin, tmp_path: Path, moment: Moment) -> None:
    """And the push that follows it: in the end the map is as it was before the push."""
    begun = [folder("f"), marker("in", folderId="f", note="n"), marker("edited"), marker("gone"),
             shape("line", LINE)]  # fmt: skip
    for number in numbers(step=STEPS.get(moment, 1)):
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        if MAP in server.maps():
            server.remove_map(MAP)
        server.add_map(MAP, begun)
        m = LocalMap(server.url, copy, pace=PACE)
        m.edit("Marker", "edited", title="mine")
        m.delete("Folder", "f")
        m.delete("Marker", "gone")
        m.add("Marker", point(-121, 40), title="new")
        m.push()
        m.crash()
        m.client.close()

        def work(copy: Path = copy) -> None:
            m = LocalMap(server.url, copy, pace=PACE)
            undo.undo_push(m.ledger, m.copy.rows)
            m.push()
            m.close()

        died = dies(work, moment, number)
        m = LocalMap(server.url, copy, pace=PACE)
        undo.undo_push(m.ledger, m.copy.rows)  # where it died before that was decided
        report = m.push()
        assert (report.failed, report.unknown, report.conflicts, report.waiting) == (0, 0, 0, 0)
        assert _told(server) == ["Folder f -", "Marker edited -", "Marker gone -", "Marker in f",
                                 "Shape line -"], (moment, number)  # fmt: skip
        assert m.ledger.undoable() is None and m.ledger.aims() == []
        expect_equal(m, server)
        assert m.changes() == [] and m.outbox() == []
        m.close()
        if not died:
            assert number > 3
            break


def _told(server: Standin) -> list[str]:
    there = server.objects(MAP)
    titles = {id: f["properties"]["title"] for (_, id), f in there.items()}
    return sorted(
        f"{cls} {titles[id]} {titles.get(f['properties'].get('folderId'), '-')}"
        for (cls, id), f in there.items()
    )
