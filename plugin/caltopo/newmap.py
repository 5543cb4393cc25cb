# SPDX-License-Identifier: GPL-2.0-or-later
"""A new map with all its objects, in one request, and what became of it looked at afterwards.

Official Teams API page: the request, and that it is meant for markers, lines and polygons.  Seen in
use: a state without features makes the map and answers 500; ``mapConfig`` counts only as a JSON
string, and the team's own default goes before it unless ``state.upstream`` is false; a new map
answers 401 for about a second; ids in the state are kept by some accounts and replaced by others.
"""

from __future__ import annotations

import json
import math
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import account, jsontext, objects
from .client import Client
from .errors import (
    AuthError,
    BadAnswer,
    CalTopoError,
    NetworkError,
    NotFound,
    PermissionDenied,
    ServerError,
)
from .objects import AUDIT_NAMES, MASKED, Writing

MODES = ("cal", "sar")
SHARING = ("PRIVATE", "SECRET", "URL", "PUBLIC")
SETTLED = 3.0  # seconds after which what a new map does not show was left out of it
PLACEHOLDER = "CalTopo Sync: this map is being made"

Feature = Mapping[str, Any]
Key = tuple[str, str]


@dataclass(frozen=True)
class NewMap:
    """What is wanted.  ``features``: GeoJSON features with ``properties.class``; ids in them are
    only names to refer to, by ``folderId``, ``operationalPeriodId`` and the like.
    ``base_layers``: CalTopo's ``activeLayers``, as ``[["mbt", 1]]``; None for the team's default.
    """

    title: str
    features: Sequence[Feature] = ()
    mode: str = "sar"
    sharing: str = "SECRET"
    folder_id: str | None = None
    base_layers: Sequence[Any] | None = None


@dataclass
class Made:
    """The new map's id, how many objects it has, and what is not as it was wanted."""

    id: str
    objects: int = 0
    left_out: list[str] = field(default_factory=list)


def create(
    client: Client, team_id: str, wanted: NewMap, patience: float = 15.0, lag: float = 0.0
) -> Made:
    """Make a map, look at it, and add or correct what the server left out or renamed.

    ``patience``: seconds to wait until the new map can be read; ``lag``: those that the server is
    known to take to show what was written.  Where no answer came, the map is looked for by its
    title and objects before anything is said to have failed; it is never made twice.  Raises
    CalTopoError.
    """
    _check(wanted)
    made = Made("")
    state = [_fresh(feature) for feature in _writable(wanted.features, made.left_out)]
    _point_to_fresh(state)
    sent = [feature for _, feature in state] or [_placeholder()]
    began = int((time.time() + client.clock_offset) * 1000)
    try:
        made.id = client.create_map(team_id, _body(wanted, sent))
    except (NetworkError, ServerError, BadAnswer) as error:
        # Up to version 4214 CalTopo Desktop answers with a redirect to the map it has made.
        if not isinstance(error, ServerError) and not error.perhaps_done:
            raise
        made.id = _look_for(client, team_id, wanted.title, sent, began)
        if not made.id:
            raise
    there = _read_settled(client, made.id, sent, patience, SETTLED + lag)
    actual = _matched(sent, there)
    if not state:
        for key in actual.values():
            client.delete_object(made.id, *key)
        return made
    _note_lost(made, sent, there, actual)
    _complete(client, made, sent, actual)
    made.objects = len(actual)
    return made


def features_of(client: Client, map_id: str) -> list[dict[str, Any]]:
    """Every object of a map."""
    found: list[dict[str, Any]] = []
    client.map_since(map_id, 0, lambda feature, _: found.append(feature))
    return found


def active_layers(info: Mapping[str, Any]) -> list[Any] | None:
    """The base layers and overlays of a map (``Client.map_info``, or its entry in a listing)."""
    properties = info.get("properties")
    said = properties if isinstance(properties, Mapping) else info
    for name in ("mapConfig", "config"):
        config = said.get(name)
        try:
            config = json.loads(config) if isinstance(config, str) else config
        except ValueError:
            continue
        layers = config.get("activeLayers") if isinstance(config, Mapping) else None
        if isinstance(layers, list):
            return layers
    return None


def _check(wanted: NewMap) -> None:
    if not isinstance(wanted.title, str) or not wanted.title.strip():
        raise CalTopoError("A new map needs a title.")
    for number, feature in enumerate(wanted.features, 1):
        if not isinstance(feature, Mapping):
            raise CalTopoError("Object " + str(number) + " of the new map is no GeoJSON feature.")
        title = str(_properties(feature).get("title") or number)
        for lon, lat in _places(feature.get("geometry")):
            if not (abs(lon) <= 180 and abs(lat) <= 90):
                raise CalTopoError(
                    "A position of object “" + title + "” lies outside longitude ±180 or latitude "
                    "±90; no map was made.",
                    hint="Positions are [longitude, latitude] in degrees; are the two swapped?",
                )
    if wanted.mode not in MODES:
        raise CalTopoError("A map's mode is " + " or ".join(MODES) + ", not " + wanted.mode + ".")
    if wanted.sharing not in SHARING:
        raise CalTopoError(
            "“" + wanted.sharing + "” is no way of sharing a map.",
            hint="It is one of " + ", ".join(SHARING) + ".",
        )


def _places(said: Any) -> Iterator[tuple[float, float]]:
    """Longitude and latitude of each position in a geometry; not a number where it has none."""
    if isinstance(said, Mapping):
        for part in said.get("geometries") or [said.get("coordinates")]:
            yield from _places(part)
    elif isinstance(said, (list, tuple)) and said:
        if any(isinstance(part, (Mapping, list, tuple)) for part in said):
            for part in said:
                yield from _places(part)
        elif len(said) > 1 and all(isinstance(n, (int, float)) for n in said[:2]):
            yield said[0], said[1]
        else:
            yield math.nan, math.nan


def _body(wanted: NewMap, features: Sequence[Feature]) -> str:
    properties: dict[str, Any] = {
        "title": wanted.title, "mode": wanted.mode, "sharing": wanted.sharing
    }  # fmt: skip
    if wanted.folder_id:
        properties["folderId"] = wanted.folder_id
    state: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if wanted.base_layers is not None:
        properties["mapConfig"] = json.dumps({"activeLayers": list(wanted.base_layers)})
        state["upstream"] = False
    return jsontext.strict({"properties": properties, "state": state})


def _writable(features: Iterable[Feature], left_out: list[str]) -> list[Feature]:
    """Those that a map can be made with; what CalTopo makes itself is left out and said."""
    found = []
    for feature in features:
        properties = _properties(feature)
        cls = str(properties.get("class") or "")
        title = objects.display_title(cls, properties) or str(feature.get("id") or "")
        if objects.object_class(cls).writing in (Writing.FREE, Writing.SAR):
            found.append(feature)
            for name in jsontext.unreadable(properties):
                left_out.append("The " + name + " of “" + title + "” is no readable number.")
        else:
            left_out.append(
                (cls or "An object without a class") + " “" + title + "” cannot be made from here."
            )
    return found


def _fresh(feature: Feature) -> tuple[Key, dict[str, Any]]:
    """A feature under an id of its own, without what belongs to the former one."""
    former = _properties(feature)
    said = {k: v for k, v in former.items() if k not in AUDIT_NAMES and k not in MASKED}
    said.pop("nop", None)
    new = {"type": "Feature", "id": str(uuid.uuid4()), "properties": said}
    if feature.get("geometry") is not None:
        new["geometry"] = feature["geometry"]
    return (str(former.get("class")), str(feature.get("id") or new["id"])), new


def _point_to_fresh(state: Sequence[tuple[Key, dict[str, Any]]]) -> None:
    """References go to the new ids; those to objects that are not among them are emptied."""
    new = {key: feature["id"] for key, feature in state}
    for (cls, _), feature in state:
        _refer(cls, feature["properties"], new.get)


def _refer(cls: str, properties: dict[str, Any], now: Any) -> bool:
    """Replace the ids that properties refer to; whether one was another."""
    changed = False
    for prop in objects.object_class(cls).properties:
        value = properties.get(prop.name)
        if not prop.refers_to or not isinstance(value, str) or not value:
            continue
        head, colon, id = value.rpartition(":")
        there = now((head or prop.refers_to, id))
        new = head + colon + there if there else prop.cleared
        changed = changed or new != value
        properties[prop.name] = new
    return changed


def _placeholder() -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": str(uuid.uuid4()),
        "geometry": {"type": "Point", "coordinates": [0, 0]},
        "properties": {"class": "Marker", "title": PLACEHOLDER, "marker-symbol": "point"},
    }


def _look_for(client: Client, team_id: str, title: str, sent: Sequence[Feature], began: int) -> str:
    """The map that a request without an answer has made all the same, or ""."""
    since = max(0, began - 10_000)
    signed = client.signed
    said = client.account_since(team_id, since) if signed else client.desktop_account(team_id)
    for info in account.maps(said):
        old = info.updated is not None and info.updated.timestamp() * 1000 < since
        if info.title != title or old:
            continue
        try:
            if len(_matched(sent, _read(client, info.id, 5.0))) == len(sent):
                return info.id
        except CalTopoError:
            continue
    return ""


def _read(client: Client, map_id: str, patience: float) -> list[dict[str, Any]]:
    """The objects of a map that is just being made."""
    until = time.monotonic() + patience
    while True:
        try:
            return features_of(client, map_id)
        except (AuthError, NotFound, PermissionDenied) as error:
            if time.monotonic() > until:
                raise CalTopoError(
                    "The map " + map_id + " was made, but cannot be read yet: " + error.text,
                    hint="Open it by its id in a while; do not make it again.",
                ) from None
            time.sleep(0.5)


def _read_settled(
    client: Client, map_id: str, sent: Sequence[Feature], patience: float, settled: float
) -> list[dict[str, Any]]:
    """The same, but an object that does not show at once may yet: added again, it were twice."""
    there = _read(client, map_id, patience)
    until = time.monotonic() + settled
    while len(_matched(sent, there)) < len(sent) and time.monotonic() < until:
        time.sleep(0.5)
        there = _read(client, map_id, patience)
    return there


def _matched(sent: Sequence[Feature], there: Sequence[Feature]) -> dict[str, Key]:
    """Which object of the map each of those sent has become: sent id to class and id."""
    by_id = {str(f.get("id")): f for f in there}
    found: dict[str, Key] = {}
    rest: dict[Any, list[Key]] = {}
    for feature in there:
        key = (str(_properties(feature).get("class")), str(feature.get("id")))
        rest.setdefault(_looks(feature), []).append(key)
    for feature in sent:
        id = feature["id"]
        if id in by_id:
            found[id] = (str(_properties(by_id[id]).get("class")), id)
        elif rest.get(_looks(feature)):
            found[id] = rest[_looks(feature)].pop(0)
    return found


def _note_lost(
    made: Made, sent: Sequence[Feature], there: Sequence[Feature], actual: Mapping[str, Key]
) -> None:
    """Say of which objects the server has dropped holes or parts."""
    now = {str(f.get("id")): f.get("geometry") for f in there}
    for feature in sent:
        key = actual.get(feature["id"])
        if key is not None and _pieces(now.get(key[1])) < _pieces(feature.get("geometry")):
            title = objects.display_title(key[0], _properties(feature)) or key[0]
            made.left_out.append("The server has dropped holes or parts of “" + title + "”.")


def _pieces(geometry: Any) -> int:
    """How many rings, or lines, a geometry has."""
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind == "MultiPolygon":
        return sum(len(part) for part in geometry["coordinates"])
    return len(geometry["coordinates"]) if kind in ("Polygon", "MultiLineString") else 1


def _looks(feature: Feature) -> tuple[str, ...]:
    """What an object is known by where its id is another: class, title and place."""
    properties = _properties(feature)
    cls = str(properties.get("class"))
    geometry = feature.get("geometry")
    place: Any = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    while isinstance(place, list) and place and isinstance(place[0], list):
        place = place[0]
    numbers = place[:2] if isinstance(place, list) else []
    near = [format(n, ".6f") for n in numbers if isinstance(n, (int, float))]
    return (cls, objects.display_title(cls, properties), *near)


def _complete(
    client: Client, made: Made, sent: Sequence[Mapping[str, Any]], actual: dict[str, Key]
) -> None:
    """Add what the server left out, folders and periods first, and correct references."""
    wanted = {feature["id"]: dict(_properties(feature)) for feature in sent}
    classes = {id: str(said.get("class")) for id, said in wanted.items()}

    def now(key: Key) -> str | None:
        return actual[key[1]][1] if key[1] in actual else None

    missing = [feature for feature in sent if feature["id"] not in actual]
    missing.sort(key=lambda f: objects.object_class(classes[f["id"]]).spatial)
    for feature in missing:
        id, cls = feature["id"], classes[feature["id"]]
        said = dict(wanted[id])
        _refer(cls, said, now)
        body = {k: v for k, v in feature.items() if k != "id"}
        try:
            stored = client.add_object(made.id, cls, jsontext.dumps({**body, "properties": said}))
        except CalTopoError as error:
            title = objects.display_title(cls, said) or cls
            made.left_out.append("“" + title + "” was not added: " + error.text)
            continue
        actual[id] = (cls, str(stored.feature.get("id")))
    added = {feature["id"] for feature in missing}
    for id, key in list(actual.items()):
        said = dict(wanted[id])
        if id in added or not _refer(key[0], said, now):
            continue
        body = {"type": "Feature", "id": key[1], "properties": said}
        try:
            client.edit_object(made.id, key[0], key[1], jsontext.dumps(body))
        except CalTopoError as error:
            title = objects.display_title(key[0], said) or key[0]
            made.left_out.append("“" + title + "” is not in its folder: " + error.text)


def _properties(feature: Any) -> Mapping[str, Any]:
    found = feature.get("properties") if isinstance(feature, Mapping) else None
    return found if isinstance(found, Mapping) else {}
