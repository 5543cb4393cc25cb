# SPDX-License-Identifier: GPL-2.0-or-later
"""What adding, editing and deleting an object does to a map."""

from __future__ import annotations

import re
import uuid
from typing import Any

from .behaviour import AuditKeys, Behaviour, ClientId, DeletedEdit, FolderChildren, NoProperties
from .clock import Clock
from .errors import Refusal
from .exactjson import Number, dumps, loads
from .geometry import grown_line, stored_geometry
from .mapstate import CLASSES, MapState, ObjectKey, Parts

_ID = re.compile(r"[\w.:\- ]{1,100}")


def is_audit(name: str) -> bool:
    """Keys only the server writes."""
    return name in ("updated", "creator") or name.startswith("-")


class Writer:
    """Writes of one account to one map. The caller holds the lock and has checked the right."""

    def __init__(self, state: MapState, clock: Clock, behaviour: Behaviour, account: str) -> None:
        self._state = state
        self._clock = clock
        self._behaviour = behaviour
        self._account = account

    def post(self, cls: str, object_id: str | None, body: str) -> bytes:
        """Add (no id) or edit. Gives the stored feature's text; raises Refusal."""
        self._check_class(cls)
        feature = _feature(body)
        if object_id is None:
            kept = self._behaviour.body_id_kept and isinstance(feature.get("id"), str)
            return self.add(cls, feature["id"] if kept else str(uuid.uuid4()), feature)
        if not _ID.fullmatch(object_id):
            raise Refusal(400, "not an id")
        if feature.get("id") not in (None, object_id):
            raise Refusal(400, "the id in the body is another than in the address")
        key = (cls, object_id)
        if key in self._state.texts:
            return self.edit(key, feature)
        if key in self._state.deleted:
            if self._behaviour.deleted_edit is DeletedEdit.REFUSED:
                raise Refusal(self._behaviour.missing, "object not found")
            return self.add(cls, object_id, feature)
        if self._behaviour.client_ids is ClientId.REFUSED:
            raise Refusal(self._behaviour.missing, "object not found")
        replaced = self._behaviour.client_ids is ClientId.REPLACED
        return self.add(cls, str(uuid.uuid4()) if replaced else object_id, feature)

    def add(self, cls: str, object_id: str, feature: dict[str, Any]) -> bytes:
        properties = feature.get("properties")
        if not isinstance(properties, dict):
            raise Refusal(400, "properties are missing")
        now = self._clock.tick()
        named = self._audit_keys_of(properties)
        given = {name: value for name, value in properties.items() if not is_audit(name)}
        given.pop("nop", None)
        if self._behaviour.folder_on_add_ignored:
            given.pop("folderId", None)
        stamp = Number(str(now))
        stored: dict[str, Any] = {"type": "Feature", "id": object_id}
        stored["properties"] = {
            **given,
            "class": cls,
            "creator": self._account,
            "updated": stamp,
            "-created-by": self._account,
            "-created-on": stamp,
            "-updated-by": self._account,
            "-updated-on": stamp,
            **named,
        }
        if feature.get("geometry") is not None:
            stored["geometry"] = stored_geometry(feature["geometry"], self._behaviour)
        return self._put(now, (cls, object_id), stored, Parts.ALL)

    def insert(self, cls: str, object_id: str, feature: dict[str, Any]) -> bytes:
        """Add an object given in plain Python values."""
        return self.add(cls, object_id, loads(dumps(feature)))

    def edit(self, key: ObjectKey, feature: dict[str, Any]) -> bytes:
        old = self._state.feature(key)
        properties = self._edited_properties(key, old["properties"], feature)
        stored = {**old, "properties": properties}
        points: int | None = None
        if "geometry" in feature:
            geometry = feature["geometry"]
            if geometry is not None:
                geometry = stored_geometry(geometry, self._behaviour)
                if self._grows(old.get("geometry"), geometry):
                    points = len(old["geometry"]["coordinates"])
                    geometry = grown_line(old["geometry"], geometry)
                stored["geometry"] = geometry
            elif self._behaviour.null_geometry_removes:
                stored["geometry"] = None
        parts = Parts(0)
        if _own(stored["properties"]) != _own(old["properties"]):
            parts |= Parts.PROPERTIES
        if dumps(stored.get("geometry")) != dumps(old.get("geometry")):
            parts |= Parts.GEOMETRY
        now = self._clock.tick()
        stamps = {"updated": Number(str(now)), "-updated-on": Number(str(now))}
        properties.update({**stamps, "-updated-by": self._account})
        properties.update(self._audit_keys_of(feature.get("properties") or {}))
        return self._put(now, key, stored, parts or Parts.PROPERTIES, points)

    def change(self, key: ObjectKey, properties: dict[str, Any], geometry: Any) -> bytes:
        """As a person in the browser: some properties, perhaps the geometry (Ellipsis: not)."""
        self._require(key)
        old = self._state.feature(key)
        kept = {name: value for name, value in old["properties"].items() if not is_audit(name)}
        feature = {"properties": {**kept, **loads(dumps(properties))}}
        if geometry is not ...:
            feature["geometry"] = loads(dumps(geometry))
        return self.edit(key, feature)

    def grow(self, key: ObjectKey, positions: list[list[float]]) -> bytes:
        """Append positions to a track; one without geometry starts as a Point."""
        self._require(key)
        feature = self._state.feature(key)
        fresh = loads(dumps(positions))
        old = feature.get("geometry")
        points: int | None = None
        if old is not None and old["type"] == "LineString":
            points = len(old["coordinates"])
            coordinates = old["coordinates"] + fresh
        else:
            coordinates = ([old["coordinates"]] if old is not None else []) + fresh
        if len(coordinates) == 1:
            feature["geometry"] = {"type": "Point", "coordinates": coordinates[0]}
        else:
            size = Number(str(len(coordinates)))
            feature["geometry"] = {
                "type": "LineString",
                "coordinates": coordinates,
                "incremental": True,
                "size": size,
            }
        now = self._clock.tick()
        stamp = Number(str(now))
        feature["properties"]["updated"] = feature["properties"]["-updated-on"] = stamp
        return self._put(now, key, feature, Parts.GEOMETRY, points)

    def turn(self, key: ObjectKey, into: str, keep: bool) -> None:
        """The object goes on as another class under its id; `keep` leaves the old one as well."""
        self._require(key)
        feature = self._state.feature(key)
        feature["properties"]["class"] = into
        self._put(self._clock.tick(), (into, key[1]), feature, Parts.ALL)
        if not keep:
            self._state.remove(self._clock.tick(), key)

    def delete(self, cls: str, object_id: str) -> None:
        key = (cls, object_id)
        if key not in self._state.texts:
            if self._behaviour.missing == 200:
                return
            raise Refusal(self._behaviour.missing, "object not found")
        if cls == "Folder" and self._behaviour.folder_children is not FolderChildren.ORPHANED:
            self._leave_folder(object_id)
        self._state.remove(self._clock.tick(), key)

    def _leave_folder(self, folder_id: str) -> None:
        for child in list(self._state.texts):
            if child not in self._state.texts:  # went with a folder inside this one
                continue
            if self._state.feature(child)["properties"].get("folderId") != folder_id:
                continue
            if self._behaviour.folder_children is FolderChildren.DELETED:
                self.delete(*child)
            else:
                self.change(child, {"folderId": None}, ...)

    def _edited_properties(
        self, key: ObjectKey, old: dict[str, Any], feature: dict[str, Any]
    ) -> dict[str, Any]:
        given = feature.get("properties")
        if given is None:
            rule = self._behaviour.no_properties
            if rule is NoProperties.REFUSED:
                raise Refusal(400, "properties are missing")
            given = old if rule is NoProperties.KEPT else {"title": " "}
        if not isinstance(given, dict):
            raise Refusal(400, "properties are no object")
        fresh = dict(old) if key[0] in self._behaviour.keys_kept else {}
        fresh.update(given)
        fresh.pop("nop", None)
        fresh = {name: value for name, value in fresh.items() if not is_audit(name)}
        fresh.update({name: value for name, value in old.items() if is_audit(name)})
        fresh["class"] = key[0]
        return fresh

    def _audit_keys_of(self, properties: dict[str, Any]) -> dict[str, Any]:
        """The audit keys of a body that are to be stored."""
        named = {name: value for name, value in properties.items() if is_audit(name)}
        if named and self._behaviour.audit_keys is AuditKeys.REFUSED:
            raise Refusal(400, f"{next(iter(named))} cannot be written")
        return named if self._behaviour.audit_keys is AuditKeys.STORED else {}

    def _grows(self, old: Any, new: dict[str, Any]) -> bool:
        return (
            self._behaviour.incremental_appends
            and new.get("incremental") in (True, "true")
            and isinstance(old, dict)
            and old["type"] == new["type"] == "LineString"
        )

    def _put(
        self,
        now: int,
        key: ObjectKey,
        feature: dict[str, Any],
        parts: Parts,
        points: int | None = None,
    ) -> bytes:
        self._state.put(now, key, dumps(feature), parts, points)
        return self._state.texts[key]

    def _require(self, key: ObjectKey) -> None:
        if key not in self._state.texts:
            raise Refusal(404, "object not found")

    def _check_class(self, cls: str) -> None:
        if cls not in CLASSES and not any(cls == known for known, _ in self._state.texts):
            raise Refusal(400, f"{cls} is not a class")


def _feature(body: str) -> dict[str, Any]:
    try:
        feature = loads(body)
    except ValueError as error:
        raise Refusal(400, f"json cannot be read: {error}") from None
    if not isinstance(feature, dict):
        raise Refusal(400, "json is no feature")
    if feature.get("type", "Feature") != "Feature":
        raise Refusal(400, "json is no feature")
    return feature


def _own(properties: dict[str, Any]) -> str:
    return dumps({name: value for name, value in sorted(properties.items()) if not is_audit(name)})
