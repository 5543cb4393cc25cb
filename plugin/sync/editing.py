# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects as the rows say them now, and changes to them as one named batch.

For scripts and tools: they say what objects shall be, rows are set to it, and plan, merge and send
stay the one way to the server.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..caltopo import jsontext, objects
from ..caltopo.errors import LayerInEditMode, NotFound, Rejected
from ..caltopo.objects import Writing
from . import geometry, undo
from .abilities import UNTRIED, Abilities
from .changes import DONE, NOT_WRITTEN, Changed, Finder, Kind, may_be
from .features import Feature, parse, properties_of, row_says, with_defaults
from .ledger import Ledger
from .references import Key, places
from .rows import Row, Rows, local_id
from .setto import SetBackReport
from .tables import LOCAL_PREFIX, Table, same

_SAME: Any = object()  # a geometry that is not to be changed


@dataclass(frozen=True)
class MapObject:
    """One object of a map: CalTopo's properties, and its geometry as GeoJSON (WGS 84) or None.

    ``id`` is the server's, or a local one (``new-…``) until it has been pushed.  What must not be
    known outside the map (report keys, passwords) is left out.
    """

    cls: str
    id: str
    properties: Mapping[str, Any] = field(repr=False)
    geometry: Mapping[str, Any] | None = field(repr=False)

    @property
    def key(self) -> Key:
        return self.cls, self.id

    @property
    def title(self) -> str:
        return objects.display_title(self.cls, self.properties)

    def feature(self) -> Feature:
        return {"type": "Feature", "properties": dict(self.properties), "geometry": self.geometry}


class Objects:
    """The map as its rows say it: what the server has, with what was changed here and saved."""

    def __init__(
        self, ledger: Ledger, rows: Rows, sar: bool, abilities: Abilities = UNTRIED
    ) -> None:
        self.ledger, self.rows, self.sar, self.abilities = ledger, rows, sar, abilities

    def all(self, cls: str | None = None) -> Iterator[MapObject]:
        """Every object, or every one of a class; those added here last."""
        changes = {c.key: c for c in Finder(self.ledger, self.rows, self.sar).find()}
        for known in self.ledger.objects(cls):
            change = changes.pop(known.key, None)
            feature = parse(known.base) if change is None else self._changed(change)
            if feature is not None:
                yield _object(known.cls, known.id, feature)
        for change in changes.values():
            if change.kind is Kind.ADD and cls in (None, change.cls):
                yield _object(change.cls, change.id, self._changed(change) or {})

    def one(self, id: str, cls: str | None = None) -> MapObject:
        """An object by its id, also by the local one it had before it was pushed.

        Raises NotFound, and Rejected where two classes have that id and none was given.
        """
        there = self.ledger.alias(id)
        if there is not None:
            cls, id = there
        if cls is not None:
            names = [cls]
        elif id.startswith(LOCAL_PREFIX):
            names = list({table.cls: None for table in self.rows.tables})
        else:
            names = list(self.ledger.counts())
        at = places(self.ledger, self.rows, [(name, id) for name in names])
        found = [each for key, place in at.items() for each in self._at(key, place)]
        if not found:
            raise NotFound(
                "There is no object " + id + (" of class " + cls if cls else "") + " on the map.",
                hint="It may have been deleted; refresh the map and look again.",
            )
        if len(found) > 1:
            raise Rejected(
                "Objects of the classes " + " and ".join(o.cls for o in found) + " have the id "
                + id + ".",
                hint="Say which class is meant.",
            )  # fmt: skip
        return found[0]

    def _at(self, key: Key, place: tuple[Table, Row] | None) -> list[MapObject]:
        """An object as its row says it; an empty list where there is none.

        Its row is looked at alone, for a script may ask for thousands, one by one.
        """
        known = self.ledger.object(*key)
        if known is None or known.gone or known.base is None:
            own, base = known is None, None
        else:
            id = place[1].id if place is not None else key[1]
            own, base = id == key[1] or self.ledger.alias(id or "") == key, parse(known.base)
        if place is not None and own:
            return [_object(*key, row_says(*place, base, self.ledger.recalled(*key)))]
        if known is None:
            return []
        for change in Finder(self.ledger, self.rows, self.sar).find():  # it went elsewhere
            if change.key == key:
                feature = self._changed(change)
                if feature is None:
                    raise NotFound("The object " + key[1] + " was deleted here.")
                return [_object(*key, feature)]
        return [_object(*key, base)] if base is not None else []

    def _changed(self, change: Changed) -> Feature | None:
        if change.kind is Kind.DELETE or change.row is None:
            return None
        return row_says(change.table, change.row, change.base, self.ledger.recalled(*change.key))


def _object(cls: str, id: str, feature: Feature) -> MapObject:
    said = {k: v for k, v in properties_of(feature).items() if k not in objects.MASKED}
    return MapObject(cls, id, {**said, "class": cls}, feature.get("geometry"))


class Batch:
    """Changes gathered under one name, then made to the rows all together.

    ``add``, ``edit`` and ``delete`` check what they are given at once and raise Rejected;
    ``apply`` sets the rows.
    """

    def __init__(self, there: Objects, name: str) -> None:
        self.name = name
        self._there = there
        self._targets: dict[Key, str | None] = {}
        self._parts: dict[Key, list[str]] = {}

    def __len__(self) -> int:
        return len(self._targets)

    def add(self, cls: str, properties: Mapping[str, Any], shape: Mapping[str, Any] | None) -> str:
        """A new object; the local id it has until it is pushed."""
        self._check_class(cls, Kind.ADD)
        self._check_properties(cls, properties, {})
        self._check_shape(cls, shape)
        feature: Feature = {"type": "Feature", "properties": {**properties, "class": cls}}
        if objects.object_class(cls).spatial:
            feature["geometry"] = shape
        table = self._there.rows.tables.find(cls, shape)
        if table is None:
            raise Rejected("There is no layer for such a " + cls + " here.")
        id = local_id()
        self._targets[(cls, id)] = jsontext.dumps(with_defaults(table, feature))
        return id

    def part(self, whole: MapObject, properties: Mapping[str, Any], shape: Any) -> str:
        """A new object of what is cut off another; it is sent once that one has been."""
        id = self.add(whole.cls, properties, shape)
        self._parts.setdefault(whole.key, []).append(id)
        return id

    def edit(
        self, object: MapObject, properties: Mapping[str, Any] | None = None, shape: Any = _SAME
    ) -> bool:
        """Other properties, the rest stays; another geometry where one is given.

        False where the object says all that already.  May be called again for the same object.
        """
        cls, pending = object.cls, parse(self._targets.get(object.key))
        feature = pending or object.feature()
        self._check_class(cls, Kind.EDIT)
        given = {k: _cleared(cls, k, v) for k, v in (properties or {}).items()}
        self._check_properties(cls, given, object.properties)
        said = {**properties_of(feature), **given}
        target: Feature = {**feature, "properties": said}
        if shape is not _SAME:
            self._check_shape(cls, shape)
            was, new = feature.get("geometry"), shape
            if was is not None and new is not None and was.get("type") != new.get("type"):
                raise Rejected(
                    "“" + object.title + "” is a " + str(was.get("type")) + " and cannot become a "
                    + str(new.get("type")) + ".",
                    hint="Add a new object with that geometry, and delete this one.",
                )  # fmt: skip
            target["geometry"] = shape
        if target == feature and pending is None:
            return False
        self._targets[object.key] = jsontext.dumps(target)
        return True

    def delete(self, object: MapObject) -> None:
        self._check_class(object.cls, Kind.DELETE)
        self._targets[object.key] = None

    def apply(self, dry_run: bool = False) -> SetBackReport:
        """Set the rows, all or none of them.  Raises LayerInEditMode."""
        there = self._there
        for table in dict.fromkeys(map(self._table, self._targets)):
            held = there.rows.busy(table) if table is not None else None
            if held:
                raise LayerInEditMode(
                    "Nothing was changed. " + held, hint="Save or stop editing that layer first."
                )
        for whole, parts in self._parts.items() if not dry_run else ():
            there.ledger.part_of(whole, parts)
        return undo.set_to(
            there.ledger, there.rows, self._targets, self.name, dry_run=dry_run, sar=there.sar
        )

    def _table(self, key: Key) -> Table | None:
        """Where an object's row is, or will be."""
        known = self._there.ledger.object(*key)
        if known is not None and known.table:
            return self._there.rows.tables.get(known.table)
        target = parse(self._targets[key]) or {}
        return self._there.rows.tables.find(key[0], target.get("geometry"))

    # -- what the server must never get ---------------------------------------------------------

    def _check_class(self, name: str, kind: Kind) -> None:
        if not may_be(kind, name, self._there.sar):
            sar = objects.object_class(name).writing is Writing.SAR
            raise Rejected(
                NOT_WRITTEN.format(cls=name, done=DONE[kind]),
                hint="They are written where the option to write SAR objects is on." * sar,
            )

    def _check_properties(self, cls: str, given: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        if given.get("class", cls) != cls:
            raise Rejected("An object's class cannot be changed.")
        for prop in objects.object_class(cls).properties:
            if prop.name not in given:
                continue
            value = given[prop.name]
            if prop.read_only and value != now.get(prop.name):
                raise Rejected(prop.name + " is kept by the server and cannot be set.")
            strange = prop.values and value not in (None, "", *prop.values)
            if strange and not self._on_the_map(cls, prop.name, value):
                raise Rejected(
                    "“" + str(value) + "” is no value of " + prop.name + ".",
                    hint="It must be one of " + ", ".join(prop.values) + ".",
                )

    def _on_the_map(self, cls: str, name: str, value: Any) -> bool:
        return any(o.properties.get(name) == value for o in self._there.all(cls))

    def _check_shape(self, name: str, shape: Mapping[str, Any] | None) -> None:
        cls = objects.object_class(name)
        if shape is None:
            if cls.spatial:
                raise Rejected("A " + name + " needs a geometry.")
            return
        kind = objects.geometry_kind(cls, shape)
        several = name == "Shape" and shape.get("type") in self._there.abilities.parts
        if kind not in cls.home and not several:
            raise Rejected(
                "A " + name + " cannot be a " + str(shape.get("type")) + ".",
                hint="It must be a " + " or a ".join(k.value for k in cls.home) + "."
                if cls.spatial
                else "It has no geometry.",
            )
        try:
            geometry.pack(shape)
            outside = geometry.out_of_range(shape)
        except (geometry.BrokenGeometry, KeyError, TypeError, IndexError, ValueError) as error:
            raise Rejected("Its geometry is broken: " + str(error) + ".") from None
        if outside:
            raise Rejected(
                "A position lies outside longitude ±180 or latitude ±90.",
                hint="Positions are [longitude, latitude] in degrees; are the two swapped?",
            )


def _cleared(cls: str, name: str, value: Any) -> Any:
    """What is sent for None: some properties are emptied, and not nulled."""
    if value is None:
        for prop in objects.object_class(cls).properties:
            if prop.name == name:
                return prop.cleared
    return value


def same_value(cls: str, name: str, one: Any, other: Any) -> bool:
    """Whether two values of a property say the same to a row: ``"1"`` and ``1``, None and ""."""
    for prop in objects.object_class(cls).properties:
        if prop.name == name:
            return same(prop, one, other)
    return bool(one == other)
