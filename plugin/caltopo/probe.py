# SPDX-License-Identifier: GPL-2.0-or-later
"""What a server does where CalTopo's documentation says nothing: tried out on a map of its own.

Every question works on objects that it makes itself, on a scratch map that is made for it and
deleted afterwards; nothing else of the account is touched.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from . import jsontext
from .client import Client
from .errors import (
    AuthError,
    CalTopoError,
    NotFound,
    PermissionDenied,
    Rejected,
    ServerError,
)

POINT = {"type": "Point", "coordinates": [-119.5, 38.5]}
LINE = {"type": "LineString", "coordinates": [[-119.5, 38.5], [-119.4, 38.6]]}
RING = [[-119.5, 38.5], [-119.4, 38.5], [-119.4, 38.6], [-119.5, 38.6], [-119.5, 38.5]]
HOLE = [[-119.48, 38.52], [-119.46, 38.52], [-119.46, 38.54], [-119.48, 38.54], [-119.48, 38.52]]
FAR = [[x + 0.5, y] for x, y in RING]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
SHAPES: Mapping[str, Mapping[str, Any]] = {
    "holes": {"type": "Polygon", "coordinates": [RING, HOLE]},
    "multi_polygon": {"type": "MultiPolygon", "coordinates": [[RING], [FAR]]},
    "multi_line": {"type": "MultiLineString", "coordinates": [LINE["coordinates"], RING[:2]]},
}
PATIENCE = 10.0  # seconds until what was written has to show
NOTHING = 0.1  # seconds that an answer itself may take
REFUSALS = (Rejected, NotFound, PermissionDenied, ServerError)  # others say nothing of the question

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Finding:
    """An answer: ``name`` is a stable key, ``answer`` a word or two, ``detail`` for people."""

    name: str
    question: str
    answer: str
    detail: str = ""


def probe(
    client: Client, map_id: str, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[Finding]:
    """Ask everything, on a map that nobody else uses.  A question that fails says so."""
    asking = _Probe(client, map_id)
    for name, question, ask in asking.questions():
        if cancelled():
            return
        try:
            answer, detail = ask()
        except CalTopoError as error:
            answer, detail = "unknown", " ".join(filter(None, (error.text, error.details)))
        yield Finding(name, question, answer, detail)


Answered = tuple[str, str]
Asked = tuple[str, str, Callable[[], Answered]]


class _Probe:
    def __init__(self, client: Client, map_id: str) -> None:
        self._client = client
        self._map = map_id
        self._lag = 0.0

    def questions(self) -> Iterator[Asked]:
        # first: all the others look at what they have written only after so long
        yield "seen_after", "How soon does what was written show in a refresh?", self._seen_after
        for cls in ("Marker", "Shape", "Assignment", "Folder", "OperationalPeriod"):
            yield (
                "client_ids_" + cls,
                "Does an object of class " + cls + " get the id of our choice that it is sent to?",
                partial(self._client_id, cls),
            )
        for cls in ("Marker", "Shape", "Assignment"):
            yield (
                "missing_keys_" + cls,
                "What becomes of properties that an edit leaves out (class " + cls + ")?",
                partial(self._missing_keys, cls),
            )
        for name, shape in SHAPES.items():
            yield (
                name,
                "Does a geometry with " + name.replace("_", " ") + " come back as it was sent?",
                partial(self._shape, shape),
            )
        yield (
            "folder_children",
            "What becomes of the objects in a folder that is deleted?",
            self._folder_children,
        )
        yield "folder_on_add", "Is the folder of a new object taken at once?", self._folder_on_add
        yield (
            "audit_keys",
            "What becomes of updated and creator in the body of an edit?",
            self._audit_keys,
        )
        yield "edit_deleted", "What does an edit of a deleted object do?", self._edit_deleted
        yield "delete_deleted", "What does a second delete do?", self._delete_deleted
        yield "expired", "How is a call refused whose signature has expired?", self._expired
        yield (
            "empty_classes",
            "Is a class without objects listed among the ids?",
            self._empty_classes,
        )
        yield "third_element", "Is the elevation of a point kept?", self._third_element
        yield "long_line", "Is a line of 5,000 positions taken?", self._long_line
        yield "sar_classes", "May operational periods be added?", self._sar_classes

    # -- questions ------------------------------------------------------------------------------

    def _client_id(self, cls: str) -> Answered:
        id = str(uuid.uuid4())
        try:
            stored = self._client.add_object(self._map, cls, _body(cls, id=id), id=id)
        except REFUSALS as error:
            return NO, "refused: " + error.text
        if stored.feature.get("id") != id:
            return NO, "it became " + str(stored.feature.get("id"))
        there = self._find(id) is not None
        return (YES, "the object is there under it") if there else (NO, "it is not on the map")

    def _missing_keys(self, cls: str) -> Answered:
        id = self._add(cls, title="before", description="kept?")
        self._edit(cls, id, {"class": cls, "title": "after"})
        said = self._object(id)["properties"]
        return ("kept", "") if said.get("description") == "kept?" else ("emptied", "")

    def _shape(self, shape: Mapping[str, Any]) -> Answered:
        try:
            id = self._add("Shape", shape)
        except REFUSALS as error:
            return NO, "refused: " + error.text
        got = self._object(id).get("geometry") or {}
        if got.get("type") != shape["type"]:
            return NO, "it became a " + str(got.get("type"))
        whole = _lengths(got["coordinates"]) == _lengths(shape["coordinates"])
        return (YES, "") if whole else (NO, "parts or rings are missing")

    def _folder_children(self) -> Answered:
        folder = self._add("Folder", None)
        id = self._add("Marker")
        self._edit("Marker", id, {"class": "Marker", "title": "child", "folderId": folder})
        self._client.delete_object(self._map, "Folder", folder)
        there = self._find(id)
        if there is None:
            return "deleted", ""
        left = there["properties"].get("folderId")
        return ("orphaned", "they still name it") if left == folder else ("moved out", "")

    def _folder_on_add(self) -> Answered:
        folder = self._add("Folder", None)
        id = self._add("Marker", folderId=folder)
        got = self._object(id)["properties"].get("folderId")
        return (YES, "") if got == folder else (NO, "a second call is needed")

    def _audit_keys(self) -> Answered:
        id = self._add("Marker")
        said = {"class": "Marker", "title": "t", "updated": 1, "creator": "NOBODY"}
        try:
            self._edit("Marker", id, said)
        except REFUSALS as error:
            return "refused", error.text
        now = self._object(id)["properties"]
        return ("stored", "") if now.get("creator") == "NOBODY" else ("ignored", "")

    def _edit_deleted(self) -> Answered:
        id = self._add("Marker")
        self._client.delete_object(self._map, "Marker", id)
        try:
            self._edit("Marker", id, {"class": "Marker", "title": "again"}, POINT)
        except REFUSALS as error:
            return "refused", _status(error)
        return ("made again", "") if self._find(id) else ("nothing", "")

    def _delete_deleted(self) -> Answered:
        id = self._add("Marker")
        self._client.delete_object(self._map, "Marker", id)
        try:
            self._client.delete_object(self._map, "Marker", id)
        except REFUSALS as error:
            return "refused", _status(error)
        return "accepted", ""

    def _expired(self) -> Answered:
        if not self._client.signed:
            return "not signed", ""
        try:
            self._client.add_object(self._map, "Marker", _body("Marker"), -60.0)
        except (AuthError, *REFUSALS) as error:
            return "refused", _status(error)
        return "accepted", "an expired signature is not checked"

    def _empty_classes(self) -> Answered:
        since = self._client.map_since(self._map, 0, lambda feature, text: None)
        if since.ids is None:
            return "no ids", "a whole answer lists none"
        empty = sorted(cls for cls, ids in since.ids.items() if not ids)
        return (YES, ", ".join(empty)) if empty else (NO, "")

    def _seen_after(self) -> Answered:
        since = self._client.map_since(self._map, 0, lambda feature, text: None).timestamp
        began = time.monotonic()
        id = self._add("Marker")
        while time.monotonic() - began < PATIENCE:
            if id in {str(feature.get("id")) for feature in self._all(since)}:
                took = time.monotonic() - began
                self._lag = took if took > NOTHING else 0.0
                return format(took, ".1f") + " s", ""
            time.sleep(0.1)
        self._lag = PATIENCE
        return "later than " + format(PATIENCE, ".0f") + " s", ""

    def _third_element(self) -> Answered:
        id = self._add("Marker", {"type": "Point", "coordinates": [-119.5, 38.5, 1234.5]})
        got = (self._object(id).get("geometry") or {}).get("coordinates") or []
        kept = len(got) > 2 and got[2] == 1234.5
        return (YES if kept else NO), "positions have " + str(len(got)) + " elements"

    def _long_line(self) -> Answered:
        positions = [[-119.5 + n * 1e-5, 38.5] for n in range(5000)]
        id = self._add("Shape", {"type": "LineString", "coordinates": positions})
        got = (self._object(id).get("geometry") or {}).get("coordinates") or []
        return (YES if len(got) == len(positions) else NO), str(len(got)) + " positions came back"

    def _sar_classes(self) -> Answered:
        try:
            self._add("OperationalPeriod", None)
        except REFUSALS as error:
            return NO, error.text
        return YES, ""

    # -- calls ----------------------------------------------------------------------------------

    def _add(self, cls: str, shape: Any = POINT, **properties: Any) -> str:
        body = _body(cls, shape, **properties)
        return str(self._client.add_object(self._map, cls, body).feature["id"])

    def _edit(self, cls: str, id: str, properties: dict[str, Any], shape: Any = None) -> None:
        body = {"type": "Feature", "id": id, "properties": properties}
        if shape is not None:
            body["geometry"] = shape
        self._client.edit_object(self._map, cls, id, jsontext.dumps(body))

    def _all(self, since: int = 0) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        self._client.map_since(self._map, since, lambda feature, text: found.append(feature))
        return found

    def _find(self, id: str) -> dict[str, Any] | None:
        time.sleep(self._lag)
        return next((f for f in self._all() if f.get("id") == id), None)

    def _object(self, id: str) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while True:
            found = self._find(id)
            if found is not None:
                return found
            if time.monotonic() > until:
                raise CalTopoError("What was added does not show on the map.")
            time.sleep(0.2)


def _body(cls: str, shape: Any = POINT, id: str | None = None, **properties: Any) -> str:
    said = {"class": cls, "title": "CalTopo Sync tries this out", "description": "", **properties}
    feature: dict[str, Any] = {"type": "Feature", "properties": said}
    if cls in ("Shape", "Assignment") and shape is POINT:
        shape = POLYGON
    if cls not in ("Folder", "OperationalPeriod") and shape is not None:
        feature["geometry"] = shape
    if id is not None:
        feature["id"] = id
    return jsontext.dumps(feature)


def _lengths(coordinates: Any) -> Any:
    """How many positions each ring or part has; rings may come back closed or not."""
    if coordinates and isinstance(coordinates[0], list) and isinstance(coordinates[0][0], list):
        return [_lengths(part) for part in coordinates]
    closed = len(coordinates) > 1 and coordinates[0][:2] == coordinates[-1][:2]
    return len(coordinates) - closed


def _status(error: CalTopoError) -> str:
    return "status " + str(error.status) if error.status is not None else error.text
