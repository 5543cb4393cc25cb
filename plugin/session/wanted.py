# SPDX-License-Identifier: GPL-2.0-or-later
"""From a source layer's records to what objects are to say: values checked, references found."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from qgis.PyQt.QtGui import QColor

from ..analysis.assignments import Wanted
from ..analysis.preparing import Limits, Prepared, prepare
from ..caltopo import objects
from ..caltopo.errors import MissingDependency, Rejected
from ..caltopo.objects import Geometry, Kind, Property
from ..host.texts import tr
from ..layers.sources import LayerSource, SourceRecord

KEY = "key"
# What people write for properties that hold an id.
OTHER_NAMES = {
    "operational_period": "operationalPeriodId",
    "operationalPeriod": "operationalPeriodId",
    "folder": "folderId",
}
GEOJSON_TYPES = {
    Geometry.POINT: "Point",
    Geometry.LINE: "LineString",
    Geometry.POLYGON: "Polygon",
}
_COLOURS = ("stroke", "fill", "marker-color")
_SHARES = ("stroke-opacity", "fill-opacity")
_SYMBOL = "marker-symbol"
_SIZES = ("teamSize", "timeAllocated", "stroke-width", "marker-size")
_NAMES = ("letter", "number", "title")
_HEX = re.compile(r"#?[0-9a-fA-F]{6}\Z")
_WORD = re.compile(r"[\w:$.-]+\Z")
_ID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\Z")


class Fields:
    """What each property is to be: an expression, or a constant.

    A text is a QGIS expression, a number or a truth value a constant; a text that is one of a
    property's own values, a colour (#RRGGBB or its name) or a marker symbol's name, and no field
    of the layer, is that value.  Raises Rejected for a name that the class does not have or that
    cannot be set.
    """

    def __init__(self, cls: str, given: Mapping[str, Any], source: LayerSource) -> None:
        known = {p.name: p for p in objects.object_class(cls).properties}
        columns = {p.column: p.name for p in known.values()}
        fields = {f.name().casefold() for f in source.fields}
        self.constants: dict[str, Any] = {}
        self.expressions: dict[str, str] = {}
        for said, value in given.items():
            name = OTHER_NAMES.get(said, columns.get(said, said))
            prop = known.get(name)
            if prop is None or prop.read_only:
                raise Rejected(
                    tr("“{name}” is no property of {cls} that can be set.").format(
                        name=said, cls=cls
                    ),
                    hint=tr("Properties are {names}.").format(
                        names=", ".join(n for n, p in known.items() if not p.read_only)
                    ),
                )
            if not isinstance(value, str):
                self.constants[name] = value
            elif value.casefold() not in fields and one_of(prop, value) is not None:
                self.constants[name] = one_of(prop, value)
            elif value.casefold() not in fields and _is_look(name, value):
                self.constants[name] = value
            elif value.strip():
                self.expressions[name] = value


def _is_look(name: str, text: str) -> bool:
    """A colour or the name of a symbol, which mean nothing as an expression."""
    if name in _COLOURS:
        return bool(_HEX.match(text)) or QColor(text).isValid()
    return name == _SYMBOL and bool(_WORD.match(text))


def one_of(prop: Property, value: Any) -> str | None:
    """The documented value that is meant: “in progress” is INPROGRESS; None where it is none."""
    if value in prop.values:
        return str(value)
    wanted = _squeezed(str(value))
    # the underscore spellings come before the hyphenated ones of older clients
    return next((v for v in prop.values if _squeezed(v) == wanted), None)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text).casefold()


class Referred:
    """Operational periods, or folders, by id or title; one that is not there is made by ``make``,
    once, when it is first wanted."""

    def __init__(self, cls: str, there: Iterable[Any], make: Callable[[str, str], str]) -> None:
        self._cls, self._make = cls, make
        self._ids: dict[str, str] = {}
        self._titles: dict[str, list[str]] = {}
        for each in there:
            self._ids[each.id] = each.id
            self._titles.setdefault(each.title.strip().casefold(), []).append(each.id)

    def id(self, said: str) -> str:
        """Raises Rejected where a title is that of several, or an id that of none."""
        text = said.strip()
        if text in self._ids:
            return text
        found = self._titles.get(text.casefold(), [])
        if len(found) > 1:
            raise Rejected(
                tr("{count} of class {cls} are called “{title}”; give the id of one.").format(
                    count=len(found), cls=self._cls, title=text
                )
            )
        if not found and _ID.match(text):
            raise Rejected(
                tr("There is no {cls} with the id {id} on the map.").format(cls=self._cls, id=text)
            )
        if not found:
            found = [self._make(self._cls, text)]
            self._titles[text.casefold()] = found
        return found[0]


def made_fit(record: SourceRecord, cls: str, limits: Limits) -> Prepared:
    """A record's geometry, made fit for objects of a class.  Raises MissingDependency."""
    if record.fault:
        return Prepared(fault=record.fault, notes=list(record.notes))
    kinds = frozenset(GEOJSON_TYPES[kind] for kind in objects.object_class(cls).home)
    try:
        found = prepare(record.shape, kinds, limits)
    except ImportError:
        raise MissingDependency(
            tr("The Python library shapely is needed for this and is not installed."),
            hint=tr("Install the package python3-shapely, then start QGIS again."),
        ) from None
    found.notes[:0] = record.notes
    return found


class Checking:
    """Turns records into what is wanted; ``on_map`` are values that other objects have already."""

    def __init__(
        self,
        cls: str,
        fields: Fields,
        referred: Mapping[str, Referred],
        on_map: Callable[[str, Any], bool],
    ) -> None:
        self._fields, self._referred, self._on_map = fields, referred, on_map
        self._known = {p.name: p for p in objects.object_class(cls).properties}

    def wanted(self, record: SourceRecord, made: Prepared) -> Wanted:
        look = {n: v for n, v in record.look.items() if n in self._known}  # an area has a fill
        values = {**look, **self._fields.constants}
        values.update({n: v for n, v in record.values.items() if n != KEY and v is not None})
        said: dict[str, Any] = {}
        faults = [each for each in (record.fault or made.fault,) if each]
        # references last: for what is skipped no folder is made
        for name in sorted(values, key=self._referred.__contains__):
            value = values[name]
            if value is None or (faults and name in self._referred):
                continue
            try:
                said[name] = self._value(self._known[name], value)
            except Rejected as error:  # all are named, so that they can be put right at once
                faults += filter(None, (error.text, error.hint))
        key = record.values.get(KEY)
        if isinstance(key, float) and key == int(key):
            key = int(key)  # the same key, whatever type its field has in today's file
        text = None if key is None else str(key)
        return Wanted(record.id, text, said, made, " ".join(faults))

    def _value(self, prop: Property, value: Any) -> Any:
        if prop.name in self._referred:
            return self._referred[prop.name].id(str(value)) if str(value).strip() else prop.cleared
        if prop.values:
            found = one_of(prop, value)
            if found is None and not self._on_map(prop.name, value):
                raise Rejected(
                    tr("“{value}” is no value of {name}.").format(value=value, name=prop.name),
                    hint=tr("It must be one of {values}.").format(values=", ".join(prop.values)),
                )
            return found if found is not None else value
        if prop.name in _COLOURS:
            return _colour(prop, str(value))
        if prop.numeric or prop.kind in (Kind.REAL, Kind.INTEGER):
            return _number(prop, value)
        if prop.kind is Kind.BOOLEAN:
            return bool(value)
        if isinstance(value, float) and value == int(value):
            return str(int(value))  # a number from a table: 101.0 is meant to be 101
        return str(value).strip() if prop.name in _NAMES else str(value)


def _number(prop: Property, value: Any) -> Any:
    try:
        number = float(str(value).strip())
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Rejected(
            tr("“{value}” is no number, and {name} is one.").format(value=value, name=prop.name)
        )
    if prop.name in _SHARES and not 0 <= number <= 1:
        raise Rejected(
            tr("“{value}” is no opacity; {name} is 0 to 1.").format(value=value, name=prop.name)
        )
    if prop.name in _SIZES and number < 0:
        raise Rejected(
            tr("“{value}” is below 0, which {name} cannot be.").format(value=value, name=prop.name)
        )
    return int(number) if number == int(number) else number


def _colour(prop: Property, text: str) -> str:
    """``#RRGGBB``, also of a name and of QGIS's own red,green,blue."""
    parts = text.split(",")
    if _HEX.match(text.strip()):
        colour = QColor("#" + text.strip().lstrip("#"))
    elif len(parts) in (3, 4) and all(part.strip().isdigit() for part in parts):
        colour = QColor(*(int(part) for part in parts[:3]))
    else:
        colour = QColor(text.strip())
    if not colour.isValid():
        raise Rejected(
            tr("“{value}” is no colour, and {name} is one.").format(value=text, name=prop.name),
            hint=tr("Colours are written #RRGGBB."),
        )
    return str(colour.name().upper())
