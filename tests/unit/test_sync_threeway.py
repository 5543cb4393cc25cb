# SPDX-License-Identifier: GPL-2.0-or-later
"""The three-way merge of a row: every case of base, mine and theirs, per property and geometry."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle, product
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.objects import Kind, Property
from caltopo_sync.plugin.sync import geometry
from caltopo_sync.plugin.sync.features import differing, same_shape, values_of, wkb_of
from caltopo_sync.plugin.sync.rows import Row, same_wkb
from caltopo_sync.plugin.sync.tables import GEOMETRY, Table, Tables, same
from caltopo_sync.plugin.sync.threeway import Merged, merge, moved_on

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


def every_three(table: Table) -> Iterator[list[dict[str, Any]]]:
    """Base, mine and theirs as texts of one object, until every three values of a kind were beside
    each other in a column of it, and every three shapes.

    The columns are mixed at random, the same way each time; every other object mostly stays as it
    is, as objects do.
    """
    mixed = random.Random(table.name)
    threes = {kind: list(product(values, repeat=3)) for kind, values in VALUES.items()}
    shapes = list(product(SHAPES[table.name], repeat=3))
    for each in (*threes.values(), shapes):
        mixed.shuffle(each)
    kinds = [prop.kind for prop in table.columns]
    most = max(-(-len(threes[kind]) // kinds.count(kind)) for kind in kinds)
    left = {kind: cycle(each) for kind, each in threes.items()}
    for shaped, _ in zip(cycle(shapes), range(max(most, len(shapes)))):
        said = [next(left[kind]) for kind in kinds]
        yield _texts(table, said, shaped)
        stays = [tuple(mixed.choice((v, each[0])) for v in each) for each in said]
        yield _texts(table, stays, shaped)


def _texts(table: Table, said: list[Any], shaped: Any) -> list[dict[str, Any]]:
    texts: list[dict[str, Any]] = []
    for which, shape in enumerate(shaped):
        values = {p.name: each[which] for p, each in zip(table.columns, said)}
        known = {name: value for name, value in values.items() if value is not ABSENT}
        properties = {"class": table.cls, **known}
        texts.append({"type": "Feature", "id": "x", "properties": properties, "geometry": shape})
    return texts


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


@pytest.mark.parametrize("name", SHAPES)
def test_every_property_goes_where_it_belongs(name: str) -> None:
    table = TABLES[name]
    for base, mine, theirs in every_three(table):
        goes_where_it_belongs(table, base, mine, theirs)


def goes_where_it_belongs(table: Table, base: Any, mine: Any, theirs: Any) -> None:
    row = row_of(table, mine)
    merged = merge(table, base, row, theirs)
    now = after(table, row, merged)
    said = zip(*(values_of(table, text) for text in (base, mine, theirs)))
    for i, (prop, (was, here, there)) in enumerate(zip(table.columns, said)):
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


@pytest.mark.parametrize("name", SHAPES)
def test_merging_twice_is_merging_once(name: str) -> None:
    for texts in every_three(TABLES[name]):
        merges_once(TABLES[name], *texts)


@pytest.mark.parametrize(("mine", "theirs"), [({"number": "a"}, {}), ({}, {"number": "a"})])
def test_merging_letter_and_number_twice(mine: Any, theirs: Any) -> None:
    texts = [assignment(**said) for said in ({"letter": "a", "number": "a"}, mine, theirs)]
    merges_once(TABLES["Assignment_polygon"], *texts)


def merges_once(table: Table, base: Any, mine: Any, theirs: Any) -> None:
    """Also after a crash between the row and ``base``, and while a conflict stays open."""
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


@pytest.mark.parametrize("name", SHAPES)
def test_who_is_mine_and_who_is_theirs_makes_no_conflict(name: str) -> None:
    table = TABLES[name]
    for base, mine, theirs in every_three(table):
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
