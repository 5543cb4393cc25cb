# SPDX-License-Identifier: GPL-2.0-or-later
"""A layer in edit mode: its rows are read, but never written, until editing ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from caltopo_sync.plugin.sync.outbox import State
from standin import Standin
from sync.localmap import LINE, MAP, RING, LocalMap, expect_equal, folder, marker, point, shape

Open = Callable[..., LocalMap]


class Editing:
    """Puts tables of a copy into edit mode, as QGIS does; ``unsaved`` ones have edits in QGIS."""

    def __init__(self, m: LocalMap, *tables: str, unsaved: bool = False) -> None:
        rows = m.copy.rows
        write, edit = rows.write, rows.edit
        self.written: list[str] = []

        def watched(do: Callable[..., list[int | None]]) -> Callable[..., list[int | None]]:
            def done(changes: list[object]) -> list[int | None]:
                self.written += [c.table for c in changes if c.table in tables]  # type: ignore[attr-defined]
                return do(changes)

            return done

        rows.busy = lambda t: "is being edited" if t.name in tables else None  # type: ignore[method-assign]
        rows.unsaved = lambda t: unsaved and t.name in tables  # type: ignore[method-assign]
        rows.write, rows.edit = watched(write), watched(edit)  # type: ignore[method-assign]
        self._rows = rows

    def end(self) -> None:
        assert self.written == []
        for name in ("busy", "unsaved", "write", "edit"):
            delattr(self._rows, name)


def test_what_the_server_says_waits(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), marker("b"), shape("l", LINE))
    web = server.colleague(MAP)
    web.edit("Marker", "a", {"title": "A"})
    web.delete("Marker", "b")
    new = web.add("Marker", {"title": "new"}, point(-121, 39, 0, 0))
    web.edit("Shape", "l", {"title": "L"})
    editing = Editing(m, "Marker")
    report = m.pull()
    assert report.waiting == {"Marker": "is being edited"}
    assert m.row("Shape_line", "l")["title"] == "L"
    assert (m.row("Marker", "a")["title"], set(m.rows("Marker"))) == ("a", {"a", "b"})
    editing.end()
    m.pull()
    assert set(m.rows("Marker")) == {"a", new}
    expect_equal(m, server)


def test_saved_rows_go_out_with_what_a_colleague_did(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a", description="d"), marker("b"))
    m.edit("Marker", "a", title="mine")
    m.add("Marker", point(-121, 39), title="new")
    server.colleague(MAP).edit("Marker", "a", {"description": "theirs"}, geometry=point(-100, 40))
    editing = Editing(m, "Marker")
    report = m.push()
    assert (report.edited, report.added, report.waiting) == (1, 1, 0)
    there = server.objects(MAP)[("Marker", "a")]
    assert there["properties"]["title"] == "mine"
    assert there["properties"]["description"] == "theirs"
    assert there["geometry"]["coordinates"][0] == -100
    assert m.row("Marker", "a")["description"] == "d"
    assert m.push().edited == 0  # what waits for the row is no edit of the user's
    m.edit("Marker", "a", title="again")
    assert m.push().edited == 1
    assert server.objects(MAP)[("Marker", "a")]["properties"]["description"] == "theirs"
    editing.end()
    m.pull()
    assert m.changes() == []
    expect_equal(m, server)


@pytest.mark.parametrize("theirs", ["edit", "delete"])
def test_a_conflict_under_edit_mode_is_held_back(
    server: Standin, open_map: Open, theirs: str
) -> None:
    m = open_map(marker("a"), marker("b"))
    m.edit("Marker", "a", title="mine")
    if theirs == "edit":
        server.colleague(MAP).edit("Marker", "a", {"title": "theirs"})
    else:
        server.colleague(MAP).delete("Marker", "a")
    editing = Editing(m, "Marker")
    report = m.push()
    assert (report.edited, report.waiting) == (0, 1)
    (entry,) = m.outbox()
    assert entry.state is State.WAITING and "colleague" in entry.reason
    editing.end()
    report = m.push()
    assert (report.edited, report.conflicts) == (0, 1)
    m.resolve("Marker", "a", "theirs")
    m.push()
    expect_equal(m, server)


def test_a_layer_with_unsaved_edits_waits(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"), shape("l", LINE))
    m.edit("Marker", "a", title="A")
    m.edit("Shape_line", "l", title="L")
    editing = Editing(m, "Marker", unsaved=True)
    report = m.push()
    assert (report.edited, report.waiting) == (1, 1)
    editing.end()
    assert m.push().edited == 1
    expect_equal(m, server)


def test_a_folder_whose_children_are_being_edited(server: Standin, open_map: Open) -> None:
    m = open_map(folder("f"), marker("a", folderId="f"), shape("l", LINE, folderId="f"))
    m.delete("Folder", "f")
    editing = Editing(m, "Marker")
    report = m.push()
    assert (report.deleted, report.edited, report.waiting) == (0, 1, 1)
    assert ("Folder", "f") in server.objects(MAP)
    editing.end()
    assert m.push().deleted == 1
    expect_equal(m, server)


def test_a_copied_row_under_edit_mode(server: Standin, open_map: Open) -> None:
    m = open_map(marker("a"))
    m.add("Marker", point(-121, 39), caltopo_id="a", title="copy")
    editing = Editing(m, "Marker")
    assert m.push().added == 0
    editing.written.clear()
    editing.end()
    assert m.push().added == 1
    expect_equal(m, server)


def test_a_move_to_another_table_waits_for_both(server: Standin, open_map: Open) -> None:
    m = open_map(shape("s", LINE), marker("a"))
    server.colleague(MAP).edit("Shape", "s", geometry=RING)
    for table in ("Shape_line", "Shape_polygon"):
        editing = Editing(m, table)
        m.pull()
        assert set(m.rows("Shape_line")) == {"s"} and m.rows("Shape_polygon") == {}
        editing.end()
    m.pull()
    expect_equal(m, server)
