# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of a local copy, and one object as one row of them: properties to columns and back.

A table is a class and a geometry kind.  Comparing is done in column space: what the two sides
would look like as rows, so that ``"1"``, ``1`` and ``1.0``, or NULL, ``""`` and an absent key,
are no differences by themselves.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..caltopo import objects
from ..caltopo.objects import Geometry, Kind, Property

Value = Any  # None, str, int or float: what a column holds
ID = "caltopo_id"
FID = "fid"
GEOMETRY = "geom"
LOCAL_PREFIX = "new-"

# Where an object of an unknown class or an odd geometry goes while layers are open and no table
# may be made; the next opening finds it a table of its own.
CATCH_ALL = "Other"


# Half a surrogate pair has no UTF-8, and QGIS ends a text at a NUL: a row shows a mark for them.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """A text as a row, a list or a file can hold it."""
    return _UNSTORABLE.sub("\ufffd", text)


def _text(value: Any) -> Value:
    if value is None:
        return None
    if isinstance(value, str):
        return storable(value)
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value) if as_number(value) is not None else None
    return None  # lists and objects have no column; they stay in the object's text


def _real(value: Any) -> Value:
    if type(value) is float or (type(value) is int and -(2**53) < value < 2**53):
        return float(value) if math.isfinite(value) else None
    number = as_number(value)
    return None if number is None else float(number)


def _integer(value: Any) -> Value:
    number = value if type(value) is int else as_number(value)
    # SQLite's integers have 64 bits
    if number is None or not -(2**63) <= number < 2**63 or number != int(number):
        return None
    return int(number)


_WORDS = {"true": 1, "false": 0, "1": 1, "0": 0}


def _boolean(value: Any) -> Value:
    if value is True or value is False:
        return int(value)
    if isinstance(value, str):
        return _WORDS.get(value.strip().lower())
    return int(value) if value in (0, 1) else None


_Converter = Callable[[Any], Value]
_Plan = tuple[list[int], list[tuple[int, _Converter]]]
# Per kind, the JSON type that is in the column's form already, and how others get there.
_CONVERTERS: dict[Kind, tuple[type, _Converter]] = {
    Kind.TEXT: (str, _text),
    Kind.REAL: (type(None), _real),  # a float may be NaN or infinite
    Kind.INTEGER: (type(None), _integer),
    Kind.BOOLEAN: (type(None), _boolean),
}


def as_number(value: Any) -> float | None:
    """The finite number that ``value`` is or spells, else None."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(value) if not isinstance(value, int) else value
        return number if math.isfinite(number) else None
    except (TypeError, ValueError, OverflowError):
        return None


def number_text(value: float) -> str:
    """A number as a person would write it: no ``.0``."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


@dataclass(frozen=True)
class Table:
    """A table of the local copy; ``columns`` come after ``fid``, ``geom`` and ``caltopo_id``."""

    name: str
    cls: str
    geometry: Geometry
    columns: tuple[Property, ...] = field(repr=False)

    @property
    def spatial(self) -> bool:
        return self.geometry is not Geometry.NONE

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        return tuple(p.column for p in self.columns)

    @cached_property
    def stored(self) -> tuple[str, ...]:
        """Every column but ``fid``, as rows are written: geometry first where there is one."""
        head = (GEOMETRY, ID) if self.spatial else (ID,)
        return (*head, *self.column_names)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.columns)

    @cached_property
    def _plans(self) -> dict[tuple[type, ...], _Plan]:
        return {}

    def _plan(self, types: tuple[type, ...]) -> _Plan:
        """For properties of those types: which are texts already, and which are to be converted."""
        if len(self._plans) > 1000:  # a map has a handful of combinations; a hostile one has not
            self._plans.clear()
        texts, others = [], []
        for i, (prop, found) in enumerate(zip(self.columns, types)):
            ready, convert = _CONVERTERS[prop.kind]
            if found is str and ready is str:
                texts.append(i)
            elif found is not ready and found is not type(None):
                others.append((i, convert))
        plan = self._plans[types] = (texts, others)
        return plan

    def index(self, column: str) -> int:
        return self.column_names.index(column)

    def property(self, column: str) -> Property:
        return self.columns[self.index(column)]

    def project(self, properties: Mapping[str, Any]) -> list[Value]:
        """An object's properties as this table's columns, each of its column's type."""
        # The load's inner loop: objects of a class are mostly alike, and most values are of the
        # column's own form already.
        found = list(map(properties.get, self._names))
        types = tuple(map(type, found))
        texts, others = self._plans.get(types) or self._plan(types)
        for i, convert in others:
            found[i] = convert(found[i])
        if not "".join([str(found[i]) for i in texts]).isprintable():
            for i in texts:
                found[i] = _text(found[i])
        if self.cls == "Assignment":
            title = objects.assignment_title(properties.get("letter"), properties.get("number"))
            if title:
                found[self.index("title")] = _text(title)
        return found


def same(prop: Property, one: Value, other: Value) -> bool:
    """Whether two values of a column say the same."""
    if one == other:
        return True
    if one in (None, "") or other in (None, ""):
        return one in (None, "") and other in (None, "")
    if prop.numeric or prop.kind is not Kind.TEXT:
        a, b = as_number(one), as_number(other)
        return a is not None and b is not None and math.isclose(a, b, rel_tol=1e-12, abs_tol=0.0)
    return False


def to_property(prop: Property, value: Value, was: Any) -> Any:
    """A column's value as the property it stands for, of the JSON type the object had before.

    ``was`` is the property's former JSON value (None when null or absent).
    """
    if value is None or value == "":
        # what was a text is emptied, not nulled, unless emptiness has a meaning of its own
        return prop.cleared if prop.cleared is not None or prop.refers_to else _emptied(was)
    if prop.kind is Kind.BOOLEAN:
        if isinstance(was, str):
            return "true" if value else "false"
        return bool(value)
    if prop.kind is Kind.TEXT and not prop.numeric and not isinstance(was, (int, float)):
        return value
    if isinstance(was, bool) and value in ("true", "false"):
        return value == "true"
    number = as_number(value)
    if number is None or isinstance(was, str):
        return number_text(number) if number is not None else value
    return int(number) if number == int(number) and abs(number) < 2**53 else number


def _emptied(was: Any) -> Any:
    return "" if isinstance(was, str) and was != "None" else None


def _table(cls_name: str, geometry: Geometry, name: str) -> Table:
    return Table(name, cls_name, geometry, objects.object_class(cls_name).properties)


def table_name(cls_name: str, geometry: Geometry) -> str:
    """``Marker``, ``Shape_line``, ``Shape_other``: the class alone where it has one kind."""
    cls = objects.object_class(cls_name)
    base = _clean(cls_name)
    if cls.home == (geometry,):
        return base
    return base + "_" + geometry.value


def _clean(cls_name: str) -> str:
    """A class name from the server as (part of) a table name."""
    name = re.sub(r"[^A-Za-z0-9_]", "_", cls_name)[:40]
    if not name or not name[0].isalpha() or name.lower().startswith(("gpkg", "sqlite", "caltopo")):
        name = "C_" + name
    return name


# The tables there are from the start: what users add to, and what appears while a search goes on.
# Others are made when a map turns out to need them; every table costs time at each opening.
_FROM_THE_START = (
    ("Marker", Geometry.POINT),
    ("Shape", Geometry.LINE),
    ("Shape", Geometry.POLYGON),
    ("Assignment", Geometry.LINE),
    ("Assignment", Geometry.POLYGON),
    ("Clue", Geometry.POINT),
    ("MapMediaObject", Geometry.POINT),
    ("LiveTrack", Geometry.LINE),
    ("LiveTrack", Geometry.POINT),  # its first fix comes as a point
    ("AppTrack", Geometry.LINE),
    ("AppTrack", Geometry.POINT),
    ("Folder", Geometry.NONE),
    ("OperationalPeriod", Geometry.NONE),
    ("Resource", Geometry.NONE),
)


class Tables:
    """The tables of one local copy, by name and by what they hold.

    Made with those there are from the start; ``place`` adds one for anything else while tables
    may be made.
    """

    def __init__(self, more: Iterable[tuple[str, str, str]] = ()) -> None:
        self._by_name: dict[str, Table] = {}
        self._by_place: dict[tuple[str, Geometry], Table] = {}
        for cls_name, geometry in _FROM_THE_START:
            self._add(_table(cls_name, geometry, table_name(cls_name, geometry)))
        self.catch_all = Table(
            CATCH_ALL,
            "",
            Geometry.OTHER,
            (Property("class", read_only=True), *objects.object_class("").properties),
        )
        self._by_name[CATCH_ALL] = self.catch_all
        for name, cls_name, kind in more:
            if name not in self._by_name:
                self._add(_table(cls_name, Geometry(kind), name))

    def _add(self, table: Table) -> Table:
        self._by_name[table.name] = table
        self._by_place[(table.cls, table.geometry)] = table
        return table

    def __iter__(self) -> Iterator[Table]:
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> Table:
        return self._by_name[name]

    def get(self, name: str) -> Table | None:
        return self._by_name.get(name)

    def find(self, cls_name: str, geometry: Mapping[str, Any] | None) -> Table | None:
        """The table an object belongs to, if it exists."""
        kind = objects.geometry_kind(objects.object_class(cls_name), geometry)
        return self._by_place.get((cls_name, kind))

    def place(self, cls_name: str, geometry: Mapping[str, Any] | None) -> Table:
        """The table an object belongs to, made if need be (its DDL is the caller's)."""
        kind = objects.geometry_kind(objects.object_class(cls_name), geometry)
        found = self._by_place.get((cls_name, kind))
        if found is not None:
            return found
        if len(self._by_name) >= 120:  # a server that invents classes does not fill the file
            return self.catch_all
        name = base = table_name(cls_name, kind)
        taken = {n.lower() for n in self._by_name}  # SQLite's table names have no case
        n = 2
        while name.lower() in taken:
            name, n = base + "_" + str(n), n + 1
        return self._add(_table(cls_name, kind, name))
