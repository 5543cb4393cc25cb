# SPDX-License-Identifier: GPL-2.0-or-later
"""Properties and their values as people read them: by the alias and value list of a form."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from qgis.core import QgsApplication, QgsDistanceArea, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QDateTime, QLocale

from ..caltopo import objects
from ..host.texts import later, tr
from ..layers.maplayers import CLASS, MAP
from ..session.reach import Pause
from .canvas_marks import to_geometry

PUSH = "Push"  # the name that a push has by itself
_IN_MS = {p.name for p in objects.AUDIT if p.kind is objects.Kind.INTEGER}


def layers_of(map_id: str) -> list[QgsVectorLayer]:
    """The layers of a map that are in the project.  Main thread."""
    layers = QgsProject.instance().mapLayers().values()
    return [layer for layer in layers if layer.customProperty(MAP) == map_id]


class Wording:
    """Names and values of one map's objects, as its forms show them.  Main thread."""

    def __init__(self, map_id: str) -> None:
        self._layers: dict[str, QgsVectorLayer] = {}
        for layer in layers_of(map_id):
            self._layers.setdefault(layer.customProperty(CLASS), layer)

    def name(self, cls: str, name: str) -> str:
        """A property's alias; CalTopo's own name where the form has none."""
        if name == "geometry":
            return tr("Geometry")
        layer, index = self._field(cls, name)
        return (layer.attributeAlias(index) if layer is not None else "") or name

    def value(self, cls: str, name: str, value: Any, before: Any = None) -> str:
        """One value in plain text, "—" for none; ``before`` is what a geometry was."""
        if value in (None, ""):
            return "—"
        if name == "geometry":
            return geometry_in_words(value, before)
        if name in _IN_MS and isinstance(value, (int, float)):
            return when(value / 1000)
        layer, index = self._field(cls, name)
        if layer is not None:
            setup = layer.editorWidgetSetup(index)
            if setup.type() in ("ValueMap", "ValueRelation"):
                registry = QgsApplication.fieldFormatterRegistry()
                shown = registry.fieldFormatter(setup.type()).representValue(
                    layer, index, setup.config(), None, value
                )
                if shown and shown != f"({value})":
                    return str(shown)
        return str(value)

    def _field(self, cls: str, name: str) -> tuple[QgsVectorLayer | None, int]:
        layer = self._layers.get(cls)
        index = layer.fields().indexOf(name.replace("-", "_")) if layer is not None else -1
        return (layer, index) if index >= 0 else (None, -1)


def geometry_in_words(geometry: Any, before: Any = None) -> str:
    """How large a shape is: "12.3 ha, 34 vertices"; of a point where it is.  Then how far that is
    from where it was: "moved by 480 m: 12.3 ha, 34 vertices"."""
    if not isinstance(geometry, Mapping):
        return "—"
    kind = str(geometry.get("type") or "?")
    count = _positions(geometry.get("coordinates"))
    vertices = tr("{count} vertices").format(count=count)
    found = to_geometry(geometry)
    was = to_geometry(before if isinstance(before, Mapping) else None)
    if found is None:
        return f"{kind}, {vertices}"
    measure = QgsDistanceArea()
    measure.setEllipsoid("WGS84")
    if count == 1 and kind == "Point":
        lon, lat = geometry["coordinates"][:2]
        words = f"{lat:.5f}, {lon:.5f}"
    elif "Polygon" in kind:
        words = f"{measure.measureArea(found) / 10_000:.1f} ha, {vertices}"
    else:
        words = f"{measure.measureLength(found) / 1000:.2f} km, {vertices}"
    if was is None:
        return words
    way = measure.measureLine(was.centroid().asPoint(), found.centroid().asPoint())
    if way < 1:
        return words
    far = f"{way:.0f} m" if way < 1000 else f"{way / 1000:.1f} km"
    return tr("moved by {distance}: {size}").format(distance=far, size=words)


def _positions(value: Any) -> int:
    if not isinstance(value, list) or not value:
        return 0
    return sum(map(_positions, value)) if isinstance(value[0], list) else 1


_CLASSES = later(
    {
        "Marker": "Marker",
        "Shape": "Shape",
        "Assignment": "Assignment",
        "Clue": "Clue",
        "MapMediaObject": "Photo",
        "LiveTrack": "Live track",
        "AppTrack": "App track",
        "FieldTrack": "Field track",
        "FieldWaypoint": "Field waypoint",
        "Locator": "Locator",
        "SmsLocationRequest": "SMS location request",
        "Folder": "Folder",
        "OperationalPeriod": "Operational period",
        "Resource": "Resource",
        "ConfiguredLayer": "Configured layer",
    }
)


def class_name(cls: str) -> str:
    """A class of objects in words, where it is one that is known."""
    return tr(_CLASSES[cls]) if cls in _CLASSES else cls


def object_name(cls: str, title: str) -> str:
    """An object by title and class: "AC 103 (Assignment)"."""
    title = " ".join(title.split())
    kind = class_name(cls)
    return f"{title} ({kind})" if title else tr("untitled {cls}").format(cls=kind)


def push_name(name: str) -> str:
    """A push by its name, which is one of its own where a batch or a script gave it."""
    return tr("Push") if name == PUSH else name


def as_tip(text: str) -> str:
    """A text as it is for a tool tip, which takes what looks like rich text for that."""
    return "<span>" + escape(text).replace("\n", "<br>") + "</span>" if text else ""


def objects_in_words(count: int) -> str:
    return tr("1 object") if count == 1 else tr("{count} objects").format(count=count)


_COUNTED = later(
    {
        "new": "{count} new",
        "added": "{count} added",
        "edited": "{count} edited",
        "changed": "{count} changed",
        "deleted": "{count} deleted",
        "gone": "{count} gone",
        "done": "{count} done",
        "there_already": "{count} there already",
        "failed": "{count} failed",
        "refused": "{count} refused",
        "in_conflict": "{count} in conflict",
        "of_unknown_outcome": "{count} of unknown outcome",
        "waiting": "{count} waiting",
        "added_again": "{count} added again",
        "set_back": "{count} set back",
        "taken_away": "{count} taken away",
        "skipped": "{count} skipped",
        "kept": "{count} kept",
        "unchanged": "{count} unchanged",
        "to_add": "{count} to add",
        "to_change": "{count} to change",
        "to_delete": "{count} to delete",
    }
)


def changes_in_words(count: int) -> str:
    return tr("1 change") if count == 1 else tr("{count} changes").format(count=count)


def counted(**counts: int) -> str:
    """Counts that are not zero, by the names of ``_COUNTED``: "2 added, 1 deleted"."""
    return ", ".join(
        tr(_COUNTED[word]).format(count=count) for word, count in counts.items() if count
    )


def pause_in_words(pause: Pause | None) -> str:
    """What a map waits for before it asks the server again, "" for nothing."""
    if pause is None:
        return ""
    said = tr("The server asks to wait until {time}.") if pause.asked else tr("Next try at {time}.")
    return said.format(time=when(pause.until))


def when(seconds: float) -> str:
    """A moment: the time alone where it is today's, with the day otherwise."""
    if not seconds:
        return "—"
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    if moment.date() == QDateTime.currentDateTime().date():
        return str(QLocale().toString(moment.time(), "HH:mm:ss"))
    return str(QLocale().toString(moment, QLocale.FormatType.ShortFormat))
