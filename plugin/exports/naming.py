# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tables of an export are called; a class that is not known keeps its own name."""

from __future__ import annotations

import re

from ..caltopo.objects import Geometry

_STEMS = {
    "Marker": "markers",
    "Shape": "shapes",
    "Assignment": "assignments",
    "Clue": "clues",
    "Folder": "folders",
    "OperationalPeriod": "periods",
    "Resource": "resources",
    "MapMediaObject": "photos",
    "LiveTrack": "live_tracks",
    "AppTrack": "app_tracks",
    "FieldTrack": "field_tracks",
    "FieldWaypoint": "field_waypoints",
    "Locator": "locators",
    "SmsLocationRequest": "sms_locations",
    "ConfiguredLayer": "configured_layers",
}
_KINDS = {
    Geometry.POINT: "points",
    Geometry.LINE: "lines",
    Geometry.POLYGON: "areas",
    Geometry.NONE: "no_geometry",
}
# A class whose objects are mostly of one kind has a name without it.
_USUAL = {
    "Marker": Geometry.POINT,
    "Clue": Geometry.POINT,
    "MapMediaObject": Geometry.POINT,
    "FieldWaypoint": Geometry.POINT,
    "Locator": Geometry.POINT,
    "SmsLocationRequest": Geometry.POINT,
    "LiveTrack": Geometry.LINE,
    "AppTrack": Geometry.LINE,
    "FieldTrack": Geometry.LINE,
    "Folder": Geometry.NONE,
    "OperationalPeriod": Geometry.NONE,
    "Resource": Geometry.NONE,
    "ConfiguredLayer": Geometry.NONE,
}


class Names:
    """Gives each class and kind of geometry a name that is a file name and an SQL name, once."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, Geometry], str] = {}

    def __call__(self, cls: str, kind: Geometry) -> str:
        found = self._given.get((cls, kind))
        if found is not None:
            return found
        stem = _STEMS.get(cls)
        if stem is None:
            stem = "class_" + (re.sub(r"[^A-Za-z0-9]+", "_", cls)[:40].strip("_") or "unnamed")
        if _USUAL.get(cls) is not kind:
            stem += "_" + _KINDS[kind]
        name, n = stem, 2
        taken = {each.lower() for each in self._given.values()}
        while name.lower() in taken:
            name, n = stem + "_" + str(n), n + 1
        self._given[(cls, kind)] = name
        return name
