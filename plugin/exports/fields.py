# SPDX-License-Identifier: GPL-2.0-or-later
"""What an exported table holds: CalTopo's properties as fields of other formats.

A field is made by an SQL expression over a row ``r`` of the local copy, which is attached as
``src``; see ``staging``.  Shapefiles know names of 10 bytes and texts of 254, so each property has
a name of its own for them, which never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from string import Template

from ..caltopo.objects import Kind, ObjectClass, Property
from ..sync.sql import quote
from ..sync.tables import ID, Table

LONGEST_NAME = 10
LONGEST_TEXT = 254  # bytes, in a .dbf


class Type(Enum):
    """A field's type, by OGR's names."""

    TEXT = "String"
    INTEGER = "Integer64"
    BOOLEAN = "Integer"
    REAL = "Real"
    DATE = "Date"
    MOMENT = "DateTime"


@dataclass(frozen=True)
class Field:
    """One field of an exported table.

    ``property`` is CalTopo's name of what it holds, ``sql`` makes it, ``raw`` is the column it
    comes from where a value may not fit; ``width`` is in bytes, 0 for any.  Values are as long as
    they are; ``cut_to`` makes them fit.
    """

    name: str
    property: str
    type: Type
    sql: str
    width: int = 0
    raw: str = ""
    about: str = ""


# CalTopo's property: its name in a shapefile.
SHORT = {
    "title": "title",
    "description": "descript",
    "folderId": "folder_id",
    "letter": "letter",
    "number": "number",
    "operationalPeriodId": "op_id",
    "resourceType": "res_type",
    "teamSize": "team_size",
    "priority": "priority",
    "responsivePOD": "pod_resp",
    "unresponsivePOD": "pod_unresp",
    "cluePOD": "pod_clue",
    "timeAllocated": "time_alloc",
    "status": "status",
    "previousEfforts": "prev_effor",
    "transportation": "transport",
    "primaryFrequency": "freq_prim",
    "secondaryFrequency": "freq_sec",
    "preparedBy": "prepared",
    "marker-symbol": "mk_symbol",
    "marker-color": "mk_color",
    "marker-size": "mk_size",
    "marker-rotation": "mk_rotate",
    "stroke": "stroke",
    "stroke-width": "strk_width",
    "stroke-opacity": "strk_opac",
    "pattern": "pattern",
    "fill": "fill",
    "fill-opacity": "fill_opac",
    "gpstype": "gpstype",
    "visible": "visible",
    "labelVisible": "lbl_visibl",
    "titleVisibility": "lbl_show",
    "zIndexOffset": "draw_order",
    "parentId": "parent_id",
    "backendMediaId": "media_id",
    "heading": "heading",
    "summary": "summary",
    "location": "location",
    "found": "found",
    "instructions": "instruct",
    "assignmentId": "assign_id",
    "name": "name",
    "agency": "agency",
    "callsign": "callsign",
    "type": "type",
    "label": "label",
    "alias": "alias",
    "creator": "creator",
    "updated": "updated",
    "-created-on": "created",
    "-created-by": "created_by",
    "-updated-on": "edited",
    "-updated-by": "edited_by",
}
_TIMES = {"updated": "updated", "-created-on": "created", "-updated-on": "edited"}
_ABOUT = {
    "folderId": "id of the folder",
    "operationalPeriodId": "id of the operational period",
    "responsivePOD": "probability of detection, responsive subject",
    "unresponsivePOD": "probability of detection, unresponsive subject",
    "cluePOD": "probability of detection, clues",
    "timeAllocated": "hours",
    "marker-rotation": "degrees clockwise",
    "stroke-width": "pixels",
    "stroke-opacity": "0 to 1",
    "fill-opacity": "0 to 1",
    "heading": "degrees clockwise from north",
    "zIndexOffset": "the higher, the later drawn",
    "parentId": "Class:id of the object it belongs to",
}
# Narrower than 254 bytes; a longer value is treated as a long text is.
_WIDTHS = {
    "stroke": 16, "fill": 16, "marker-color": 16, "marker-symbol": 80, "creator": 16,
    "-created-by": 16, "-updated-by": 16, "folderId": 64, "operationalPeriodId": 64,
    "assignmentId": 64, "backendMediaId": 64, "parentId": 100, "status": 24, "priority": 24,
    "responsivePOD": 24, "unresponsivePOD": 24, "cluePOD": 24, "resourceType": 24, "letter": 40,
    "number": 40, "gpstype": 16, "titleVisibility": 40, "pattern": 100, "class": 40,
}  # fmt: skip
_ID_WIDTH = 64
_REFERRED_WIDTH = 100  # of a title that another file has whole

_TITLE_OF = Template(
    "(SELECT $title FROM src.$table o WHERE o.caltopo_id = r.$column AND r.$column <> '')"
)


def shapefile_fields(cls: ObjectClass, table: Table) -> list[Field]:
    """The fields of a class in a shapefile, names at most 10 bytes and unique."""
    taken: set[str] = set()
    found = []
    for field in _fields(cls, table, LONGEST_TEXT):
        name = SHORT.get(field.name, field.name)
        found.append(
            Field(
                short_name(name, taken),
                field.property,
                field.type,
                field.sql,
                field.width,
                field.raw,
                field.about,
            )
        )
    return found


def full_fields(cls: ObjectClass, table: Table) -> list[Field]:
    """The fields of a class where names and texts may be long; the API's names, ``-`` as ``_``."""
    return list(_fields(cls, table, 0))


def short_name(name: str, taken: set[str]) -> str:
    """A name of at most 10 letters, digits and ``_`` that is not in ``taken``; it is put in."""
    clean = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in name)
    short, n = clean[:LONGEST_NAME].lower(), 1
    while short in taken:
        tail = "_" + str(n)
        short, n = clean[: LONGEST_NAME - len(tail)].lower() + tail, n + 1
    taken.add(short)
    return short


def _fields(cls: ObjectClass, table: Table, longest: int) -> Iterator[Field]:
    id_width = min(longest, _ID_WIDTH)
    yield Field(ID, "id", Type.TEXT, "r." + ID, id_width, ID, "id on the map")
    there = {p.name for p in table.columns}
    yield Field("class", "class", Type.TEXT, _class_of(table), min(longest, _WIDTHS["class"]))
    for prop in cls.properties:
        if prop.name not in there:
            continue
        if prop.name in _TIMES:
            yield from _times(prop, bool(longest))
            continue
        yield _field(prop, longest)
        if prop.refers_to in ("Folder", "OperationalPeriod"):
            yield _title_of(prop, longest)


def _class_of(table: Table) -> str:
    return "r.class" if table.columns[0].name == "class" else "$class"


def _field(prop: Property, longest: int) -> Field:
    column = "r." + quote(prop.column)
    name = prop.name if longest else prop.column
    about = _ABOUT.get(prop.name, "")
    if prop.numeric:
        made = number_of(column)
        return Field(name, prop.name, Type.REAL, made, raw=prop.column, about=about)
    if prop.kind is Kind.REAL:
        return Field(name, prop.name, Type.REAL, column, about=about)
    if prop.kind is Kind.INTEGER:
        return Field(name, prop.name, Type.INTEGER, column, about=about)
    if prop.kind is Kind.BOOLEAN:
        return Field(name, prop.name, Type.BOOLEAN, column, about="1 is yes, 0 is no")
    width = min(longest, _WIDTHS.get(prop.name, LONGEST_TEXT))
    return Field(name, prop.name, Type.TEXT, column, width, prop.column, about)


def _title_of(prop: Property, longest: int) -> Field:
    """What a reference leads to, by its title."""
    table, name = str(prop.refers_to), "folder" if prop.refers_to == "Folder" else "op"
    width = min(longest, _REFERRED_WIDTH)
    title = cut_to("o.title", width)
    made = _TITLE_OF.substitute(table=quote(table), column=quote(prop.column), title=title)
    about = "title of the " + ("folder" if name == "folder" else "operational period")
    return Field(
        name if longest else ("folder" if name == "folder" else "operationalPeriod"),
        prop.name,
        Type.TEXT,
        made,
        width,
        about=about,
    )


def _times(prop: Property, short: bool) -> Iterator[Field]:
    """Milliseconds as a date, and where a date has no time of day, as text beside it.  UTC.

    SQLite's date and datetime take half the time of its strftime.
    """
    moment = "(r." + quote(prop.column) + " / 1000.0, 'unixepoch')"
    if not short:
        made = "strftime('%Y-%m-%dT%H:%M:%fZ', " + moment[1:]
        yield Field(_TIMES[prop.name], prop.name, Type.MOMENT, made)
        return
    yield Field(prop.name, prop.name, Type.DATE, "date" + moment, about="day, UTC")
    made = "datetime" + moment + " || 'Z'"
    yield Field(SHORT[prop.name] + "_t", prop.name, Type.TEXT, made, 20, about="day and time, UTC")


def number_of(column: str) -> str:
    """The number that a text spells, or NULL; Python is only asked where it is not all digits."""
    return Template(
        "CASE WHEN $column IS NULL THEN NULL "
        "WHEN $column NOT GLOB '*[^0-9]*' AND length($column) BETWEEN 1 AND 15 "
        "THEN CAST($column AS REAL) "
        "ELSE number_in($column) END"
    ).substitute(column=column)


def cut_to(value: str, width: int) -> str:
    """A text no longer than ``width`` bytes."""
    if not width:
        return value
    return Template(
        "CASE WHEN length(CAST($value AS BLOB)) > $width THEN text_cut($value, $width) "
        "ELSE $value END"
    ).substitute(value=value, width=width)


def cut(text: str, width: int) -> str:
    """The beginning of a text, at most ``width`` bytes of UTF-8, between two characters."""
    return text.encode("utf-8")[:width].decode("utf-8", "ignore")


def dictionary(fields: Iterable[Field]) -> list[tuple[str, str, str, str]]:
    """Name, property, type and meaning of each field, for people."""
    words = {
        Type.TEXT: "text", Type.INTEGER: "whole number", Type.BOOLEAN: "0 or 1",
        Type.REAL: "number", Type.DATE: "date", Type.MOMENT: "date and time",
    }  # fmt: skip
    return [
        (f.name, f.property, words[f.type] + (" " + str(f.width) if f.width else ""), f.about)
        for f in fields
    ]
