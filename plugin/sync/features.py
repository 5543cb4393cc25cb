# SPDX-License-Identifier: GPL-2.0-or-later
"""An object's text and its row, held against each other: what differs, and the text a row makes.

The object's text keeps everything the server said; a row only has its columns.  What a row does
not say stays in the text and goes back untouched, numbers letter for letter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Optional

from ..caltopo import jsontext, objects
from ..caltopo.errors import CalTopoError
from . import geometry
from .abilities import Abilities
from .rows import Row
from .tables import GEOMETRY, Table, Value, same, storable, to_property

Feature = dict[str, Any]
Resolve = Callable[[str, str], Optional[str]]


class Unsendable(ValueError):  # noqa: N818
    """A row that cannot become an object on the server; its text says why and what to do."""


def parse(text: str | None) -> Feature | None:
    """An object's text, numbers kept as they were written.  Raises CalTopoError for one that is
    none: the file that it was in is damaged."""
    if text is None:
        return None
    try:
        feature = jsontext.loads(text)
    except ValueError as error:
        raise CalTopoError(
            "The local copy of this map is damaged: what it keeps of an object cannot be read.",
            details=str(error),
            hint="Move it away together with its ledger and open the map again; unsent edits stay "
            "in the GeoPackage.",
        ) from error
    return feature if isinstance(feature, dict) else {}


def properties_of(feature: Feature) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def check_numbers(properties: Mapping[str, Any]) -> None:
    """Whether all numbers can be sent: NaN and infinities have no word in JSON, and null in their
    place would empty what the server has.  Raises Unsendable."""
    odd = jsontext.unreadable(properties)
    if odd:
        raise Unsendable(
            "The server has no readable number (NaN or infinite) as its " + ", ".join(odd) + ", "
            "and sending the object would empty that. Enter a value for it here, or on CalTopo's "
            "own page and refresh."
        )


def without_secrets(text: str) -> str:
    """An object's text less what must not leave the map; as it was where it has nothing of it."""
    if not any(name in text for name in objects.MASKED):
        return text
    feature = parse(text) or {}
    properties = {k: v for k, v in properties_of(feature).items() if k not in objects.MASKED}
    return jsontext.dumps({**feature, "properties": properties})


def values_of(table: Table, feature: Feature) -> list[Value]:
    """The columns of the row that an object's text describes."""
    values = table.project(properties_of(feature))
    if table.columns[0].name == "class":
        values[0] = properties_of(feature).get("class")
    return values


def wkb_of(table: Table, feature: Feature) -> bytes | None:
    """The geometry of the row that an object's text describes.  Raises BrokenGeometry."""
    shape = feature.get("geometry")
    return geometry.pack(shape).wkb if table.spatial and shape is not None else None


def title_of(cls: str, feature: Feature | None) -> str:
    return storable(objects.display_title(cls, properties_of(feature))) if feature else ""


def differing(table: Table, base: Feature, row: Row) -> list[str]:
    """The columns in which a row differs from an object's text, ``geom`` among them."""
    said = values_of(table, base)
    found = [
        prop.column
        for prop, was, now in zip(table.columns, said, row.values)
        if was != now and not same(prop, was, now) and not prop.read_only
    ]
    if "title" in found and table.cls == "Assignment" and _titled_by_letter(table, row):
        found.remove("title")
    if table.spatial and not same_shape(base.get("geometry"), row.wkb):
        found.append(GEOMETRY)
    return found


def _titled_by_letter(table: Table, row: Row) -> bool:
    """An assignment's title is its letter and number where it has them."""
    letter, number = row.values[table.index("letter")], row.values[table.index("number")]
    return bool(objects.assignment_title(letter, number))


def same_shape(shape: Mapping[str, Any] | None, wkb: bytes | None) -> bool:
    """Whether a GeoJSON geometry and a stored one say the same."""
    if shape is None or wkb is None:
        return shape is None and wkb is None
    try:
        return geometry.same(shape, geometry.unpack(wkb))
    except geometry.BrokenGeometry:
        return False


def said_by(table: Table, base: Feature, row: Row, columns: Collection[str]) -> Feature:
    """``base`` with those columns as the row has them.

    Raises Unsendable for a geometry that CalTopo has no form for.
    """
    properties = dict(properties_of(base))
    feature = {**base, "properties": properties}
    for column in columns:
        if column == GEOMETRY:
            feature["geometry"] = shape_of(row, base.get("geometry"))
            continue
        prop = table.property(column)
        properties[prop.name] = to_property(
            prop, row.values[table.index(column)], properties.get(prop.name)
        )
    return feature


def shape_of(row: Row, base: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A row's geometry as it is to be sent."""
    if row.wkb is None:
        return None
    try:
        shape = geometry.unpack(row.wkb)
    except geometry.BrokenGeometry as error:
        raise Unsendable("Its geometry cannot be sent: " + str(error) + ".") from error
    if base is None or base.get("type") != shape["type"]:
        shape = geometry.single(shape) or shape
    if geometry.out_of_range(shape):
        raise Unsendable(
            "A position lies outside longitude ±180 or latitude ±90. Check the layer's CRS."
        )
    kept = base if base is not None and base.get("type") == shape["type"] else None
    return geometry.merged_with(shape, kept)


def check_shape(
    cls: str, shape: Mapping[str, Any] | None, base: Mapping[str, Any] | None, able: Abilities
) -> None:
    """Whether the server keeps a geometry as it is.  Raises Unsendable.

    What the server has of the object already (``base``), it keeps.
    """
    if shape is None:
        return
    kind = shape.get("type")
    known = base is not None and base.get("type") == kind
    if geometry.single(shape) is None and not known and not (cls == "Shape" and kind in able.parts):
        raise Unsendable(
            "Its geometry has several parts, which CalTopo has no form for. "
            "Split it into single parts (Multipart to singleparts)."
        )
    if geometry.has_holes(shape) and not able.holes and not geometry.has_holes(base):
        raise Unsendable(
            "It has a hole, and this server drops the holes of areas. "
            "Divide it into areas without holes."
        )


def new_feature(table: Table, row: Row) -> Feature:
    """What a new row says, and nothing else.  Raises Unsendable."""
    properties: dict[str, Any] = {"class": table.cls}
    for prop, value in zip(table.columns, row.values):
        if value is not None and not prop.read_only:
            properties[prop.name] = to_property(prop, value, None)
    feature: Feature = {"type": "Feature", "properties": properties}
    if table.spatial:
        feature["geometry"] = shape_of(row, None)
        if feature["geometry"] is None:
            raise Unsendable("It has no geometry. Draw one, or delete the row.")
    return feature


def again(table: Table, former: Feature, row: Row) -> Feature:
    """A deleted object for adding it again: its former text as far as its row does not differ.

    It gets back its nulls and what has no column.  Raises Unsendable.
    """
    said = said_by(table, former, row, differing(table, former, row))
    properties = {k: v for k, v in properties_of(said).items() if k not in objects.AUDIT_NAMES}
    feature = {k: v for k, v in said.items() if k != "id"}
    return {**feature, "properties": titled(table.cls, properties)}


def row_says(
    table: Table, row: Row, base: Feature | None, recalled: tuple[str, str | None] | None
) -> Feature:
    """The object as its row has it, also where it cannot be sent like that.

    ``base`` is None for one that is not on the server; ``recalled`` a former text that goes along
    for what has no column, and the text it took the place of.
    """
    former = parse(recalled[0]) if recalled is not None else None
    columns = differing(table, base, row) if base is not None else table.column_names
    try:
        if base is None:
            return again(table, former, row) if former else new_feature(table, row)
        found = said_by(table, base, row, columns)
    except Unsendable:
        found = said_by(table, base or {}, row, [c for c in columns if c != GEOMETRY])
        found["geometry"] = geometry.unpack(row.wkb) if row.wkb is not None else None
    if recalled is not None:
        found["properties"] = with_recalled(table, found["properties"], *recalled)
    return found


def spelled_as(
    table: Table, feature: Feature, former: Feature, row: Row, columns: Collection[str]
) -> Feature:
    """An object with those columns that say what a former text said spelled as it spelled them:
    absent or null, a number or its text."""
    properties, then = dict(properties_of(feature)), properties_of(former)
    for prop, was, now in zip(table.columns, values_of(table, former), row.values):
        if prop.column not in columns or not same(prop, was, now):
            continue
        if prop.name in then:
            properties[prop.name] = then[prop.name]
        else:
            properties.pop(prop.name, None)
    spelled = {**feature, "properties": properties}
    if GEOMETRY in columns and same_shape(former.get("geometry"), row.wkb):
        spelled["geometry"] = former.get("geometry")
    return spelled


def hidden(table: Table, feature: Feature) -> dict[str, Any]:
    """Properties that have no column and are neither the server's own nor masked."""
    known = (
        {p.name for p in table.columns} | objects.AUDIT_NAMES | {*objects.MASKED, "class", "nop"}
    )
    return {k: v for k, v in properties_of(feature).items() if k not in known}


def with_recalled(
    table: Table, properties: dict[str, Any], text: str, was: str | None
) -> dict[str, Any]:
    """Properties with what has no column as a former text says it.

    What somebody has changed since the text ``was`` stays as it is.
    """
    former, then = hidden(table, parse(text) or {}), hidden(table, parse(was) or {})
    now = hidden(table, {"properties": properties})
    found = dict(properties)
    for name in {**then, **former}:
        if now.get(name) != then.get(name) or (name in now) != (name in then):
            continue
        if name in former:
            found[name] = former[name]
        else:
            found.pop(name, None)
    return found


def with_defaults(table: Table, feature: Feature) -> Feature:
    """The body of a new object: what its row says, and usable values for the rest."""
    properties = dict(properties_of(feature))
    for name, value in objects.defaults(table.cls, table.geometry).items():
        if properties.get(name) is None:
            properties[name] = value
    return {**feature, "properties": titled(table.cls, properties)}


def titled(cls: str, properties: dict[str, Any]) -> dict[str, Any]:
    """Properties for sending: an assignment's title goes with its letter and number."""
    if cls == "Assignment":
        title = objects.assignment_title(properties.get("letter"), properties.get("number"))
        if title and title != str(properties.get("title") or "").strip():
            return {**properties, "title": title}
    return properties


def resolved(cls: str, properties: dict[str, Any], resolve: Resolve) -> dict[str, Any]:
    """Properties with references to local ids replaced by what ``resolve`` gives for them.

    ``resolve`` is given class and id; "" empties the property.  Raises Unsendable where it gives
    None: that object is not on the server yet.
    """
    found = dict(properties)
    for prop in objects.object_class(cls).properties:
        value = found.get(prop.name)
        if not prop.refers_to or not isinstance(value, str) or not value:
            continue
        head, colon, id = value.rpartition(":")
        there = resolve(head or prop.refers_to, id)
        if there is None:
            raise Unsendable(
                "It refers to a new " + (head or prop.refers_to) + " that is not on the map yet."
            )
        found[prop.name] = head + colon + there if there else prop.cleared
    return found
