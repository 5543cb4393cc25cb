# SPDX-License-Identifier: GPL-2.0-or-later
"""The three-way merge of a row: every case of base, mine and theirs, per property and geometry."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.objects import Kind, Property
from caltopo_sync.plugin.sync import geometry
from caltopo_sync.plugin.sync.features import differing, same_shape, values_of, wkb_of
from caltopo_sync.plugin.sync.rows import Row, same_wkb
from caltopo_sync.plugin.sync.tables import GEOMETRY, Table, Tables, same
from caltopo_sync.plugin.sync.threeway import Merged, merge, moved_on
from hypothesis import example, given, settings
from hypothesis import strategies as st

TABLES = Tables()
ABSENT = object()
# Spellings of one thing beside things that differ: what servers and rows are seen to say.
VALUES: dict[Kind, list[Any]] = {
    Kind.TEXT: [ABSENT, None, "", "a", "b", "1", "1.0", 1, "A\tB", "naïve ☃", "None"],
    Kind.REAL: [ABSENT, None, 1, 1.0, "1", 2, 0.5, "", float("nan")],
    Kind.INTEGER: [ABSENT, None, 1, "1", 2, 1763000000000],
    Kind.BOOLEAN: [ABSENT, None, True, False, "true", "false", 1],
}
SHAPES: dict[str, list[Any]] = {
    "Marker": [None, *({"type": "Point", "coordinates": c} for c in (
        [-120, 39], [-120, 39, 0, 0], [-120, 39 + 1e-10], [-120, 39, 5], [-121, 39]))],
    "Shape_line": [{"type": "LineString", "coordinates": c} for c in (
        [[0, 0], [1, 1]], [[0, 0, 0, 0], [1, 1, 0, 0]], [[0, 0], [1, 1], [2, 2]])],
    "Assignment_polygon": [{"type": "Polygon", "coordinates": [c]} for c in (
        [[0, 0], [1, 0], [1, 1], [0, 0]], [[0, 0], [1, 0], [1, 1]], [[0, 0], [2, 0], [2, 2]])],
    "Folder": [None],
}  # fmt: skip


@st.composite
def three(draw: st.DrawFn) -> tuple[Table, list[dict[str, Any]]]:
    """A table, and base, mine and theirs as texts of one object."""
    table = TABLES[draw(st.sampled_from(sorted(SHAPES)))]
    texts: list[dict[str, Any]] = []
    for _ in range(3):
        said = {"class": table.cls}
        for prop in table.columns:
            value = draw(st.sampled_from(VALUES[prop.kind]))
            if value is not ABSENT:
                said[prop.name] = value
        if texts:  # most of an object stays as it is
            for prop in table.columns:
                if draw(st.booleans()):
                    was = texts[0]["properties"].get(prop.name, ABSENT)
                    said.pop(prop.name, None)
                    said.update({} if was is ABSENT else {prop.name: was})
        shape = draw(st.sampled_from(SHAPES[table.name]))
        texts.append({"type": "Feature", "id": "x", "properties": said, "geometry": shape})
    return table, texts


def row_of(table: Table, text: dict[str, Any]) -> Row:
    return Row(1, "x", values_of(table, text), wkb_of(table, text))


def after(table: Table, row: Row, merged: Merged) -> Row:
    values = [merged.write.get(c, v) for c, v in zip(table.column_names, row.values)]
    return row._replace(values=values, wkb=merged.write.get(GEOMETRY, row.wkb))


def says(table: Table, one: Row, other: Row) -> bool:
    """Whether two rows say the same, however it is spelled."""
    values = zip(table.columns, one.values, other.values)
    return same_wkb(one.wkb, other.wkb) and all(same(prop, a, b) for prop, a, b in values)


def title_of_assignment(table: Table, prop: Property) -> bool:
    return table.cls == "Assignment" and prop.name == "title"


@settings(max_examples=100, deadline=None)
@given(three())
def test_every_property_goes_where_it_belongs(given: Any) -> None:
    table, (base, mine, theirs) = given
    row = row_of(table, mine)
    merged = merge(table, base, row, theirs)
    now = after(table, row, merged)
    for i, prop in enumerate(table.columns):
        was, here, there = (values_of(table, text)[i] for text in (base, mine, theirs))
        if title_of_assignment(table, prop):
            continue
        if prop.read_only or same(prop, here, was):
            assert now.values[i] == there and prop.name not in merged.conflicts
        elif same(prop, there, was) or same(prop, here, there):
            assert now.values[i] == here and prop.name not in merged.conflicts
        else:
            assert prop.name in merged.conflicts and prop.column not in merged.write
    if table.spatial:
        was, there = base["geometry"], theirs["geometry"]
        if same_shape(was, row.wkb):
            assert same_shape(there, now.wkb) and "geometry" not in merged.conflicts
        elif geometry.same(was, there) or same_shape(there, row.wkb):
            assert now.wkb == row.wkb and "geometry" not in merged.conflicts
        else:
            assert "geometry" in merged.conflicts and GEOMETRY not in merged.write


def assignment(**said: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": "x", "properties": {"class": "Assignment", **said},
            "geometry": SHAPES["Assignment_polygon"][0]}  # fmt: skip


def assignments(*said: dict[str, Any]) -> tuple[Table, list[dict[str, Any]]]:
    """As base, mine and theirs."""
    return TABLES["Assignment_polygon"], [assignment(**each) for each in said]


@settings(max_examples=100, deadline=None)
@given(three())
@example(assignments({"letter": "a", "number": "a"}, {"number": "a"}, {}))
@example(assignments({"letter": "a", "number": "a"}, {}, {"number": "a"}))
def test_merging_twice_is_merging_once(given: Any) -> None:
    """Also after a crash between the row and ``base``, and while a conflict stays open."""
    table, (base, mine, theirs) = given
    row = row_of(table, mine)
    merged = merge(table, base, row, theirs)
    now = after(table, row, merged)
    for then in (base, moved_on(base, theirs, merged.conflicts)):
        once_more = merge(table, then, now, theirs)
        assert says(table, after(table, now, once_more), now)
        assert once_more.conflicts.keys() == merged.conflicts.keys()
    left = set(differing(table, moved_on(base, theirs, merged.conflicts), now))
    title = {"title"} if table.cls == "Assignment" else set()
    assert left - title <= set(differing(table, base, row))  # nothing becomes the user's edit


@settings(max_examples=60, deadline=None)
@given(three())
def test_who_is_mine_and_who_is_theirs_makes_no_conflict(given: Any) -> None:
    table, (base, mine, theirs) = given
    one = merge(table, base, row_of(table, mine), theirs).conflicts
    other = merge(table, base, row_of(table, theirs), mine).conflicts
    assert one.keys() == other.keys()
    assert merge(table, base, row_of(table, base), theirs).conflicts == {}
    assert merge(table, base, row_of(table, mine), base).conflicts == {}


@pytest.mark.parametrize(("base", "mine", "theirs", "title", "conflicts"), [
    # a word of its own, where there is no letter and no number, is a property as any other
    ({"title": "t"}, {"title": "mine"}, {"title": "t", "description": "d"}, "mine", []),
    ({"title": "t"}, {"title": "t"}, {"title": "theirs"}, "theirs", []),
    ({"title": "t"}, {"title": "mine"}, {"title": "theirs"}, "mine", ["title"]),
    # else it is the letter and the number, whoever gave which
    ({"letter": "A", "number": "1"}, {"letter": "B", "number": "1"},
     {"letter": "A", "number": "2"}, "B 2", []),
    ({"letter": "A"}, {"letter": "B"}, {"letter": "C"}, "B", ["letter"]),
    ({"title": "t"}, {"title": "mine"}, {"title": "t", "letter": "C"}, "C", []),
    ({"letter": "A", "title": "A"}, {"title": "own"}, {"letter": "A", "title": "A"}, "own", []),
])  # fmt: skip
def test_an_assignments_title(
    base: Any, mine: Any, theirs: Any, title: str, conflicts: list[str]
) -> None:
    table = TABLES["Assignment_polygon"]
    row = row_of(table, assignment(**mine))
    merged = merge(table, assignment(**base), row, assignment(**theirs))
    assert list(merged.conflicts) == conflicts
    assert after(table, row, merged).values[table.index("title")] == title
