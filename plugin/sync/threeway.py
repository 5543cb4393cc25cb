# SPDX-License-Identifier: GPL-2.0-or-later
"""The three-way merge of one row: base, mine and theirs, per property and for the geometry.

*Mine* is row minus base, *theirs* is server minus base.  What only one side changed is taken; what
both changed alike is no difference; what both changed differently is a conflict.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..caltopo import objects
from . import geometry
from .features import (
    Feature,
    Resolve,
    differing,
    properties_of,
    resolved,
    same_shape,
    values_of,
    wkb_of,
)
from .rows import Row, column_value
from .tables import GEOMETRY, Table, Value, same


@dataclass
class Merged:
    """What merging one row comes to: columns to write, and properties both sides changed."""

    write: dict[str, Value] = field(default_factory=dict)
    conflicts: dict[str, list[Any]] = field(default_factory=dict)


def merge(table: Table, base: dict[str, Any], row: Row, server: dict[str, Any]) -> Merged:
    """Three-way merge of a row.  Raises BrokenGeometry when the server's cannot be stored."""
    merged = Merged()
    olds, news = values_of(table, base), values_of(table, server)
    for prop, was, mine, theirs in zip(table.columns, olds, row.values, news):
        if mine == theirs:
            continue
        if prop.read_only or same(prop, mine, was):
            merged.write[prop.column] = theirs
        elif not same(prop, theirs, was) and not same(prop, mine, theirs):
            merged.conflicts[prop.name] = [
                properties_of(base).get(prop.name),
                mine,
                properties_of(server).get(prop.name),
            ]
    if table.cls == "Assignment":
        _retitle(table, row, news, merged)
    if table.spatial:
        _merge_shape(base, row, server, wkb_of(table, server), merged)
    return merged


def _retitle(table: Table, row: Row, theirs: Sequence[Value], merged: Merged) -> None:
    """An assignment's title follows its letter and number, where it has them, once merged.

    Nor is one that followed them on either side a word of that side's.
    """
    letter, number, now = (column_value(table, row, c) for c in ("letter", "number", "title"))
    title = objects.assignment_title(
        merged.write.get("letter", letter), merged.write.get("number", number)
    )
    if title or merged.conflicts.keys() & {"letter", "number"}:
        # where those are to be decided, so is the title with them
        merged.conflicts.pop("title", None)
        merged.write.pop("title", None)
    elif "title" in merged.conflicts and title_follows(table, row.values):
        del merged.conflicts["title"]
        merged.write["title"] = theirs[table.index("title")]
    elif title_follows(table, theirs):
        merged.conflicts.pop("title", None)
    if title and title != now:
        merged.write["title"] = title


def _merge_shape(
    base: dict[str, Any],
    row: Row,
    server: dict[str, Any],
    theirs: bytes | None,
    merged: Merged,
) -> None:
    if theirs == row.wkb:
        return
    was, now = base.get("geometry"), server.get("geometry")
    if same_shape(was, row.wkb):
        merged.write[GEOMETRY] = theirs
    elif not same_text(was, now) and not same_shape(now, row.wkb):
        merged.conflicts["geometry"] = [was, _readable(row.wkb), now]


def same_text(one: Any, other: Any) -> bool:
    """Whether the geometries of two texts say the same."""
    try:
        return geometry.same(one, other)
    except (KeyError, TypeError, IndexError):
        return bool(one == other)


def _readable(wkb: bytes | None) -> Any:
    if wkb is None:
        return None
    try:
        return geometry.unpack(wkb)
    except geometry.BrokenGeometry:
        return None


def title_follows(table: Table, values: Sequence[Value]) -> bool:
    """Whether a row's title is its letter and number, and no word of its own."""
    if table.cls != "Assignment":
        return False
    return bool(objects.assignment_title(*(values[table.index(c)] for c in ("letter", "number"))))


def moved_on(base: Feature, server: Feature, open_ones: Collection[str]) -> Feature:
    """``base`` moved on to ``server`` in all but what is in conflict."""
    properties = {**properties_of(server)}
    moved = {**server, "properties": properties}
    for name in open_ones:
        if name == "geometry":
            _as_in(base, name, moved)
        else:
            _as_in(properties_of(base), name, properties)
    return moved


def _as_in(source: dict[str, Any], name: str, target: dict[str, Any]) -> None:
    """Give a key the value that it has elsewhere, or take it away where it has none there."""
    if name in source:
        target[name] = source[name]
    else:
        target.pop(name, None)


def forget_own_words(cls: str, table: Table, merged: Merged, resolve: Resolve) -> None:
    """Of an object whose row never had what the server made of our own call: what that call said
    beyond the row is nobody's change, and the user's edit since is no conflict with it.

    Those are the usual values, and the ids that the server gave to what was new with it
    (``resolve`` as for ``resolved``).
    """
    defaults = objects.defaults(cls, table.geometry)
    for name, (base, _, theirs) in list(merged.conflicts.items()):
        usual = base is None and name in defaults and str(defaults[name]) == str(theirs)
        if usual or resolved(cls, {name: base}, resolve) == {name: theirs}:
            del merged.conflicts[name]


def mine_of(
    table: Table, base: dict[str, Any], row: Row, server: dict[str, Any]
) -> dict[str, list[Any]]:
    """What the user changed, by property name, as (base, mine, theirs)."""
    found: dict[str, list[Any]] = {}
    for column in differing(table, base, row):
        if column == GEOMETRY:
            found["geometry"] = [base.get("geometry"), _readable(row.wkb), server.get("geometry")]
            continue
        name = table.property(column).name
        found[name] = [
            properties_of(base).get(name),
            column_value(table, row, column),
            properties_of(server).get(name),
        ]
    return found


def theirs_of(table: Table, name: str, server: dict[str, Any]) -> tuple[str, Value]:
    """The column of a property, and what the server says in it."""
    if name == "geometry":
        return GEOMETRY, wkb_of(table, server)
    column = name.replace("-", "_")
    return column, values_of(table, server)[table.index(column)]
