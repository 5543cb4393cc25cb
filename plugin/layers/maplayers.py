# SPDX-License-Identifier: GPL-2.0-or-later
"""The QGIS layers of one local copy: opened, dressed, grouped in the project, refreshed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path

from qgis.core import QgsLayerTreeGroup, QgsProject, QgsVectorLayer

from ..caltopo.errors import CalTopoError
from ..caltopo.objects import Geometry, Writing, object_class
from ..sync import schema
from ..sync.tables import Table, Tables
from .forms import set_up_form
from .styles import set_period_colors, style_layer

MAP, CLASS = "caltopo/map", "caltopo/class"
ALWAYS_SHOWN = ("Marker", "Shape_line", "Shape_polygon", "Assignment_polygon", "Folder")
_TITLES = {
    "Marker": "Markers",
    "Shape_line": "Lines",
    "Shape_polygon": "Polygons",
    "Assignment_line": "Assignments (lines)",
    "Assignment_polygon": "Assignments (areas)",
    "Clue": "Clues",
    "MapMediaObject": "Photos",
    "LiveTrack": "Live tracks",
    "AppTrack": "App tracks",
    "FieldTrack": "Field tracks",
    "FieldWaypoint": "Field waypoints",
    "Locator": "Locators",
    "SmsLocationRequest": "SMS location requests",
    "Folder": "Folders",
    "OperationalPeriod": "Operational periods",
    "Resource": "Resources",
    "ConfiguredLayer": "Configured layers",
}
# points above lines above areas, tables at the bottom
_ORDER = (Geometry.POINT, Geometry.LINE, Geometry.POLYGON, Geometry.OTHER, Geometry.NONE)


class MapLayers:
    """Layers over a GeoPackage that nothing else has open.  Main thread.

    Tables that something can be added to are layers from the start; others are once they hold
    an object.  ``on_open`` is told of every layer.
    """

    def __init__(
        self,
        path: Path,
        tables: Tables,
        map_id: str,
        on_open: Callable[[QgsVectorLayer], None],
    ) -> None:
        self._path = path
        self._tables = tables
        self._map_id = map_id
        self._on_open = on_open
        self._layers: dict[str, QgsVectorLayer] = {}

    @cached_property
    def state(self) -> QgsVectorLayer:
        """The one-row table of the gate."""
        return self._open(schema.STATE)

    @cached_property
    def changes(self) -> QgsVectorLayer:
        """The log of the tracking triggers."""
        return self._open(schema.CHANGES)

    def _open(self, table: str) -> QgsVectorLayer:
        options = QgsVectorLayer.LayerOptions(QgsProject.instance().transformContext())
        options.loadDefaultStyle = False  # a style in the file is a stranger's
        layer = QgsVectorLayer(
            str(self._path) + "|layername=" + table, _TITLES.get(table, table), "ogr", options
        )
        if not layer.isValid():
            raise CalTopoError(
                "QGIS cannot open the layer " + table + " of " + self._path.name + ".",
                details=layer.error().summary(),
            )
        return layer

    def layer(self, table: Table) -> QgsVectorLayer:
        """The layer of a table; opened now if it was not yet."""
        found = self._layers.get(table.name)
        if found is None:
            found = self._open(table.name)
            found.setCustomProperty(MAP, self._map_id)
            found.setCustomProperty(CLASS, table.cls)
            set_up_form(found, table)
            style_layer(found, table.cls)
            self._layers[table.name] = found
            # Taken out of the project by the user, a layer is gone; it is opened anew when needed.
            found.willBeDeleted.connect(partial(self._layers.pop, table.name, None))
            self._on_open(found)
            if table.cls == "Assignment":
                set_period_colors(found, self.layer(self._tables["OperationalPeriod"]))
        return found

    def open_each(self, filled: Collection[str], sar: bool) -> Iterator[None]:
        """Open every layer there is to show, one a step; ``filled`` are the tables that hold
        something."""
        for table in self._tables:
            cls = object_class(table.cls)
            drawn = cls.writing is Writing.FREE or (sar and cls.writing is Writing.SAR)
            wanted = table.name in filled or (drawn and table.geometry in cls.home)
            if wanted and table.name not in self._layers:
                self.layer(table)
                yield

    def opened(self) -> dict[str, QgsVectorLayer]:
        return dict(self._layers)

    def add_each(self, title: str) -> Iterator[None]:
        """Put the layers that hold something, or that people start with, into a group of the
        project, one a step."""
        project = QgsProject.instance()
        group = project.layerTreeRoot().insertGroup(0, title)
        chosen = [
            table
            for table in self._tables
            if table.name in self._layers
            and project.mapLayer(self._layers[table.name].id()) is None
            and (table.name in ALWAYS_SHOWN or self._layers[table.name].featureCount() != 0)
        ]
        for table in sorted(chosen, key=lambda t: _ORDER.index(t.geometry)):
            layer = self._layers.get(table.name)
            if layer is not None:
                project.addMapLayer(layer, False)
                group.addLayer(layer).setExpanded(False)
                yield

    def recount(self) -> None:
        """Let layers that lost the number of their objects count again.

        When the first of a file's layers is edited, QGIS sets the file to write-ahead logging; the
        others' connections, opened without locks, then cannot count (-1), although they can read.
        """
        for layer in self._layers.values():
            if layer.featureCount() < 0 and not layer.isEditable():
                layer.dataProvider().reloadData()

    def refresh(self, names: Iterable[str]) -> None:
        """Let layers show what was written to their tables: selections, styles and order stay."""
        written = set(names)
        for name in written & self._layers.keys():
            layer = self._layers[name]
            layer.dataProvider().reloadData()
            layer.updateExtents()
            layer.triggerRepaint()
        if "OperationalPeriod" in written:
            for name in ("Assignment_line", "Assignment_polygon"):
                if name in self._layers:
                    set_period_colors(self._layers[name], self._layers["OperationalPeriod"])

    def close(self) -> None:
        """Take the layers out of the project and let go of the file."""
        project = QgsProject.instance()
        ids = {name: layer.id() for name, layer in self._layers.items()}
        inside = [id for id in ids.values() if project.mapLayer(id) is not None]
        groups = {
            node.parent()
            for node in (project.layerTreeRoot().findLayer(id) for id in inside)
            if node is not None
        }
        project.removeMapLayers(inside)
        for group in groups:
            if isinstance(group, QgsLayerTreeGroup) and not group.children() and group.parent():
                group.parent().removeChildNode(group)
        outside = [self._layers[name] for name, id in ids.items() if id not in inside]
        bookkeeping = [self.__dict__[n] for n in ("state", "changes") if n in self.__dict__]
        for layer in (*outside, *bookkeeping):
            # a script may keep the object for long; the file must be free now
            layer.rollBack()
            layer.setDataSource("None", layer.name(), "memory")
        self._layers.clear()
