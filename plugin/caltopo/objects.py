# SPDX-License-Identifier: GPL-2.0-or-later
"""CalTopo's object classes: their properties, geometry kinds, and what may be written.

Sources: the official Teams API page (Marker, Shape, MapMediaObject), real map answers (value
types, ``None`` words, colours without ``#``) and what public clients send (Assignment,
OperationalPeriod, Folder, LiveTrack).  Clue, Resource, FieldTrack, FieldWaypoint, Locator and
SmsLocationRequest have no published schema: their lists are what their open ancestor used, and
they are read-only unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Kind(Enum):
    """How a property is held in a column.  Properties seen with two JSON types are TEXT."""

    TEXT = "TEXT"
    REAL = "REAL"
    INTEGER = "INTEGER"
    BOOLEAN = "BOOLEAN"


class Geometry(Enum):
    """The places an object can have: one table for each class and kind."""

    NONE = "none"
    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"
    OTHER = "other"  # null where the class expects one, multi-part, collections


@dataclass(frozen=True)
class Property:
    """One property of a class under CalTopo's own name.

    ``numeric`` marks TEXT columns whose values are numbers as often as strings on the wire;
    ``values`` are the documented ones (others are refused unless the map already has them);
    ``default`` goes into the body of a new object that says nothing else;
    ``cleared`` is what is sent when the user empties the field.
    """

    name: str
    kind: Kind = Kind.TEXT
    read_only: bool = False
    numeric: bool = False
    values: tuple[str, ...] = ()
    default: Any = None
    cleared: Any = None
    refers_to: str | None = None  # a class name, or "*" for "Class:id" references

    @property
    def column(self) -> str:
        """The column's name: a hyphen is not welcome in SQL and QGIS expressions."""
        return self.name.replace("-", "_")


class Writing(Enum):
    """What may be done to objects of a class."""

    FREE = "free"  # add, edit, delete
    SAR = "sar"  # as FREE, but only behind the option "write SAR objects"
    PHOTO = "photo"  # added by photo upload only; edit and delete are free
    LIVE = "live"  # added and stopped by commands of their own; title, style and folder editable
    NONE = "none"


@dataclass(frozen=True)
class ObjectClass:
    """A class of map objects.  ``home`` are the geometry kinds that have a table from the start."""

    name: str
    home: tuple[Geometry, ...]
    writing: Writing
    properties: tuple[Property, ...]
    known: bool = True

    @property
    def spatial(self) -> bool:
        return self.home != (Geometry.NONE,)


COLOUR_RED = "#FF0000"
LEVELS = ("LOW", "MEDIUM", "HIGH")
STATUSES = ("DRAFT", "PREPARED", "INPROGRESS", "COMPLETED")
RESOURCE_TYPES = (
    "GROUND", "GROUND_1", "GROUND_2", "GROUND_3", "DOG", "DOG_TRAIL", "DOG_AREA", "DOG_HRD",
    "OHV", "BIKE", "WATER", "MOUNTED", "AIR",
    # the hyphenated spellings of older clients; found on real maps
    "DOG-TRAIL", "DOG-AREA", "DOG-HRD",
)  # fmt: skip

TITLE = Property("title", cleared="")
DESCRIPTION = Property("description", cleared="")
# An empty folderId makes an unnamed folder on the server: clearing sends null.
FOLDER = Property("folderId", refers_to="Folder")
HEAD = (TITLE, DESCRIPTION, FOLDER)
AUDIT = (
    Property("creator", read_only=True),
    Property("updated", Kind.INTEGER, read_only=True),
    Property("-created-on", Kind.INTEGER, read_only=True),
    Property("-created-by", read_only=True),
    Property("-updated-on", Kind.INTEGER, read_only=True),
    Property("-updated-by", read_only=True),
)
# Whoever knows these can follow or imitate a device: they have no column, leave the map in no file,
# and are left as the server has them.
MASKED = ("spotPassword", "deviceId", "reportKey", "connectKey")
AUDIT_NAMES = frozenset(p.name for p in AUDIT)


def _marker(symbol: str | None, colour: str | None) -> tuple[Property, ...]:
    return (
        Property("marker-symbol", default=symbol),
        Property("marker-color", default=colour),
        Property("marker-size", numeric=True, default=1 if symbol else None),
        Property("marker-rotation", numeric=True),
    )


def _line(colour: str | None = None, width: int | None = None) -> tuple[Property, ...]:
    return (
        Property("stroke", default=colour),
        Property("stroke-width", Kind.REAL, default=width),
        Property("stroke-opacity", Kind.REAL, default=1 if colour else None),
        Property("pattern"),
    )


def _fill(colour: str | None = None) -> tuple[Property, ...]:
    return (
        Property("fill", default=colour),
        Property("fill-opacity", Kind.REAL, default=0.1 if colour else None),
    )


_ASSIGNMENT = (
    Property("letter", cleared=""),
    Property("number", cleared=""),
    Property("operationalPeriodId", refers_to="OperationalPeriod"),
    Property("resourceType", values=RESOURCE_TYPES, default="GROUND"),
    Property("teamSize", numeric=True, default=0),
    Property("priority", values=LEVELS, default="LOW"),
    Property("responsivePOD", values=LEVELS, default="LOW"),
    Property("unresponsivePOD", values=LEVELS, default="LOW"),
    Property("cluePOD", values=LEVELS, default="LOW"),
    Property("timeAllocated", numeric=True, default=0),
    Property("status", values=STATUSES, default="DRAFT"),
    Property("previousEfforts", cleared="", default=""),
    Property("transportation", cleared="", default=""),
    Property("primaryFrequency", cleared="", default=""),
    Property("secondaryFrequency", cleared="", default=""),
    Property("preparedBy", cleared="", default=""),
)

_POINT, _TRACK = (Geometry.POINT,), (Geometry.LINE,)
_DRAWN, _NOWHERE = (Geometry.LINE, Geometry.POLYGON), (Geometry.NONE,)

CLASSES: Mapping[str, ObjectClass] = {
    c.name: c
    for c in (
        ObjectClass("Marker", _POINT, Writing.FREE, (*HEAD, *_marker("point", COLOUR_RED), *AUDIT)),
        ObjectClass(
            "Shape",
            _DRAWN,
            Writing.FREE,
            (
                *HEAD,
                *_line(COLOUR_RED, 2),
                *_fill(),
                Property("titleVisibility"),
                Property("zIndexOffset", numeric=True),
                Property("gpstype"),
                *AUDIT,
            ),
        ),
        ObjectClass("Assignment", _DRAWN, Writing.FREE, (*HEAD, *_ASSIGNMENT, *AUDIT)),
        ObjectClass(
            "Folder",
            _NOWHERE,
            Writing.FREE,
            (
                *HEAD,
                # without them the folder's children are not drawn until someone toggles it
                Property("visible", Kind.BOOLEAN, default=True),
                Property("labelVisible", Kind.BOOLEAN, default=True),
                *AUDIT,
            ),
        ),
        ObjectClass(
            "OperationalPeriod",
            _NOWHERE,
            Writing.FREE,
            (TITLE, DESCRIPTION, *_line(COLOUR_RED, 2)[:3], *_fill(COLOUR_RED), *AUDIT),
        ),
        ObjectClass(
            "Clue",
            _POINT,
            Writing.SAR,
            (
                *HEAD,
                Property("summary", cleared=""),
                Property("location", cleared=""),
                Property("found"),
                Property("instructions"),
                Property("assignmentId", refers_to="Assignment"),
                *AUDIT,
            ),
        ),
        ObjectClass(
            "Resource",
            _NOWHERE,
            Writing.SAR,
            (
                *HEAD,
                Property("name"),
                Property("agency"),
                Property("callsign"),
                Property("type"),
                *AUDIT,
            ),
        ),
        ObjectClass(
            "MapMediaObject",
            _POINT,
            Writing.PHOTO,
            (
                *HEAD,
                Property("parentId", refers_to="*", cleared=""),
                Property("backendMediaId", read_only=True),
                Property("heading", numeric=True),
                *_marker(None, None),
                *AUDIT,
            ),
        ),
        ObjectClass("LiveTrack", _TRACK, Writing.LIVE, (*HEAD, *_line(), *AUDIT)),
        ObjectClass("AppTrack", _TRACK, Writing.NONE, (*HEAD, *_line(), *AUDIT)),
        ObjectClass(
            "FieldTrack",
            _TRACK,
            Writing.NONE,
            (*HEAD, Property("label"), Property("assignmentId"), *_line(), *AUDIT),
        ),
        ObjectClass(
            "FieldWaypoint",
            _POINT,
            Writing.NONE,
            (*HEAD, Property("label"), Property("assignmentId"), *_marker(None, None), *AUDIT),
        ),
        ObjectClass("Locator", _POINT, Writing.NONE, (*HEAD, *_marker(None, None), *AUDIT)),
        ObjectClass("SmsLocationRequest", _POINT, Writing.NONE, (*HEAD, *AUDIT)),
        ObjectClass("ConfiguredLayer", _NOWHERE, Writing.NONE, (TITLE, Property("alias"), *AUDIT)),
    )
}


def object_class(name: str) -> ObjectClass:
    """The class of that name; one that nobody knows is carried through and shown read-only."""
    known = CLASSES.get(name)
    if known is not None:
        return known
    return ObjectClass(name, (), Writing.NONE, (*HEAD, *AUDIT), known=False)


_GEOMETRY_KINDS = {
    "Point": Geometry.POINT,
    "LineString": Geometry.LINE,
    "Polygon": Geometry.POLYGON,
}


def geometry_kind(cls: ObjectClass, geometry: Mapping[str, Any] | None) -> Geometry:
    """The kind of table an object's geometry needs.

    A null geometry fits the only table of a class that has one kind (a fresh LiveTrack, a photo
    without position); where a class has several, or none is known, it is OTHER.
    """
    if geometry is None:
        return cls.home[0] if len(cls.home) == 1 else Geometry.OTHER
    return _GEOMETRY_KINDS.get(str(geometry.get("type")), Geometry.OTHER)


def assignment_title(letter: Any, number: Any) -> str:
    """An assignment's title: its letter and number, those that are not empty, with a blank.

    The server does not compute it and sometimes holds an empty one, so clients do.
    """
    return " ".join(str(v).strip() for v in (letter, number) if v is not None and str(v).strip())


def display_title(cls: str, properties: Mapping[str, Any]) -> str:
    """What an object is called in lists, reports and errors; plain text, possibly empty."""
    if cls == "Assignment":
        joined = assignment_title(properties.get("letter"), properties.get("number"))
        if joined:
            return joined
    for name in ("title", "name", "summary", "label", "alias"):
        value = properties.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def defaults(cls: str, geometry: Geometry) -> dict[str, Any]:
    """What a new object of a class is given where the user said nothing."""
    found: dict[str, Any] = {
        p.name: "" if p.default is None else p.default
        for p in object_class(cls).properties
        # a null title or description upsets other clients
        if p.default is not None or p in (TITLE, DESCRIPTION)
    }
    if cls == "Shape":
        if geometry is Geometry.POLYGON:
            found.update({"fill": COLOUR_RED, "fill-opacity": 0.1})
        else:
            found["pattern"] = "solid"
    return found
