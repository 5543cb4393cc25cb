# SPDX-License-Identifier: GPL-2.0-or-later
"""The QGIS layers of one local copy: opened, dressed, grouped in the project, refreshed."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsFeatureRequest,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsProject,
    QgsVectorLayer,
)

from ..caltopo.errors import CalTopoError
from ..caltopo.objects import Geometry, Writing, object_class
from ..host.texts import later, tr
from ..sync import schema
from ..sync.tables import Table, Tables
from ..sync.texts import Texts
from .columns import relate
from .forms import PICKED, replace_unfit, set_up_form
from .icons import Icons
from .inproject import CLASS, INSTALL, MAP, Brought
from .styling import Styling

ALWAYS_SHOWN = ("Marker", "Shape_line", "Shape_polygon", "Assignment_polygon", "Folder")
_TITLES = later(
    {
        "Marker": "Markers",
        "Shape_line": "Lines",
        "Shape_polygon": "Polygons",
        "Assignment_line": "Assignments (lines)",
        "Assignment_polygon": "Assignments (areas)",
        "Clue": "Clues",
        "MapMediaObject": "Photos",
        "LiveTrack": "Live tracks",
        "LiveTrack_point": "Live positions",
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
)
_KINDS = later({"point": "points", "line": "lines", "polygon": "areas", "other": "other places"})
_OPENED: Any = object()
CHECKED = 500  # selected objects that are looked for after a refresh, not to select what is gone
# points above lines above areas, tables at the bottom
_ORDER = (Geometry.POINT, Geometry.LINE, Geometry.POLYGON, Geometry.OTHER, Geometry.NONE)


def title_of(table: str) -> str:
    """What a layer is called: ``WeatherStation (points)`` where the class is not known."""
    if table in _TITLES:
        return tr(_TITLES[table])
    cls, _, kind = table.rpartition("_")
    return f"{cls} ({tr(_KINDS[kind])})" if cls and kind in _KINDS else table


class MapLayers:
    """Layers over a GeoPackage that nothing else has open.  Main thread.

    Tables that something can be added to are layers from the start; others are once they hold
    an object.  ``on_open`` is told of every layer.  ``brought`` are those that the project has
    already, and that have let go of the file; ``mark`` tells from whom the project is; ``styles``
    is a folder of the user's own style files; ``texts`` are what legends list; ``icons`` are the
    pictures of custom icons.
    """

    def __init__(
        self,
        path: Path,
        tables: Tables,
        map_id: str,
        on_open: Callable[[QgsVectorLayer], None],
        brought: Sequence[Brought] = (),
        mark: str = "",
        styles: Path | None = None,
        texts: Texts | None = None,
        icons: Icons | None = None,
    ) -> None:
        self.texts = texts or Texts()
        self.styling = Styling(styles, self.texts, icons)
        self._path = path
        self._tables = tables
        self._map_id = map_id
        self._on_open = on_open
        self._layers: dict[str, QgsVectorLayer] = {}
        self._mark = mark
        self._brought = [each for each in brought if tables.get(each.table) is not None]
        self._half_open: dict[str, Iterator[None]] = {}
        self._taken_out: set[str] = set()  # the user does not want to see them
        self._shown = False  # whether the project has, or had, these layers

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
            str(self._path) + "|layername=" + table,
            title_of(table),
            "ogr",
            options,
        )
        if not layer.isValid():
            raise CalTopoError(
                tr("QGIS cannot open the layer {table} of {name}.").format(
                    table=table, name=self._path.name
                ),
                details=layer.error().summary(),
            )
        return layer

    def layer(self, table: Table) -> QgsVectorLayer:
        """The layer of a table; opened now if it was not yet."""
        for _ in self._opening(table):
            pass
        return self._layers[table.name]

    def _opening(self, table: Table) -> Iterator[None]:
        """Open a table's layer, a piece a step; whoever needs it at once finishes it."""
        yield from self._open_first()
        name = table.name
        if name not in self._layers:
            steps = self._half_open.setdefault(name, self._open_dressed(table))
            while name in self._half_open and next(steps, _OPENED) is not _OPENED:
                yield

    def _open_first(self) -> Iterator[None]:
        """The gate's table before all others, and for writing.

        QGIS reads a GeoPackage without locks until one of its layers is written, and sets the file
        to write-ahead logging only then: readers from before cannot count any more, and may see a
        row torn.  Those that find the log there read with locks.
        """
        if "state" not in self.__dict__:
            state = self.state
            yield
            open_for_writing(state)
            yield

    def _open_dressed(self, table: Table) -> Iterator[None]:
        try:
            for cls in PICKED:
                if cls != table.cls and any(p.refers_to == cls for p in table.columns):
                    yield from self._opening(self._tables[cls])
            found = self._take_back(table)
            yield
            if found is None:
                found = self._open(table.name)
                yield
                set_up_form(found, table, lambda cls: self.layer(self._tables[cls]))
                yield
                yield from self.styling.dress_each(found, table)
            self._welcome(table, found)
        finally:
            self._half_open.pop(table.name, None)

    def _welcome(self, table: Table, layer: QgsVectorLayer) -> None:
        layer.setCustomProperty(MAP, self._map_id)
        layer.setCustomProperty(CLASS, table.cls)
        layer.setCustomProperty(INSTALL, self._mark)
        self._layers[table.name] = layer
        # Taken out of the project by the user, a layer is gone; it is opened anew when needed.
        layer.willBeDeleted.connect(partial(_lose, weakref.ref(self), table.name))
        self._on_open(layer)

    def _take_back(self, table: Table) -> QgsVectorLayer | None:
        """The project's own layer of a table; others of it see the file again, too."""
        mine = [each for each in self._brought if each.table == table.name]
        for each in mine:
            self._brought.remove(each)
            each.take_back()
            each.free()
            if each.layer.customProperty(INSTALL) != self._mark:  # a stranger's project
                each.distrust()
                set_up_form(each.layer, table, lambda cls: self.layer(self._tables[cls]))
            replace_unfit(each.layer, table)
            if object_class(table.cls).writing is Writing.NONE:
                each.layer.setReadOnly(True)
        valid = [each.layer for each in mine if each.layer.isValid()]
        if not valid:
            return None
        if valid[0].customProperty(INSTALL) == self._mark:
            self.styling.adopt(valid[0], table)
        else:
            for _ in self.styling.dress_each(valid[0], table):
                pass
        return valid[0]

    def lose(self, name: str) -> None:
        """A layer is about to be deleted."""
        self._layers.pop(name, None)
        self._taken_out.add(name)

    def open_each(self, filled: Collection[str], sar: bool) -> Iterator[None]:
        """Open every layer there is to show, in steps of some milliseconds; ``filled`` are the
        tables that hold something."""
        yield from self._open_first()
        if "changes" not in self.__dict__:
            _ = self.changes
            yield
        if self._brought:
            self._shown = True
            there = {each.table for each in self._brought}
            self._taken_out |= set(filled) - there  # not in the project, so not wanted there
        while self._brought:
            yield from self._opening(self._tables[self._brought[0].table])
        for table in self._tables:
            cls = object_class(table.cls)
            drawn = cls.writing is Writing.FREE or (sar and cls.writing is Writing.SAR)
            wanted = table.name in filled or (drawn and table.geometry in cls.home)
            if wanted:
                yield from self._opening(table)

    def opened(self) -> dict[str, QgsVectorLayer]:
        return dict(self._layers)

    def add_each(self, title: str) -> Iterator[None]:
        """Put the layers that hold something, or that people start with, into a group of the
        project, one a step.  A project that had the map keeps what it shows of it."""
        project = QgsProject.instance()
        listed = set()  # forms look for what they list among the project's layers
        for name in PICKED:
            layer = self._layers.get(name)
            if layer is not None and project.mapLayer(layer.id()) is None:
                listed.add(name)
                project.addMapLayer(layer, False)
                yield
        if not self._shown:
            self._shown = True
            group = project.layerTreeRoot().insertGroup(0, title)
            for table in self._in_order():
                layer = self._layers.get(table.name)
                if layer is None:
                    continue
                if table.name not in listed and project.mapLayer(layer.id()) is not None:
                    continue
                if table.name in ALWAYS_SHOWN or layer.featureCount() != 0:
                    project.addMapLayer(layer, False)
                    group.addChildNode(_folded(layer))
                    yield
        relate(self._layers, self._map_id)
        yield

    def _in_order(self) -> list[Table]:
        return sorted(self._tables, key=lambda t: _ORDER.index(t.geometry))

    def _show_new(self, names: Iterable[str]) -> None:
        """Tables that hold something for the first time appear in the map's group."""
        if not self._shown:
            return
        project, root = QgsProject.instance(), QgsProject.instance().layerTreeRoot()
        nodes = {name: root.findLayer(layer.id()) for name, layer in self._layers.items()}
        groups = [node.parent() for node in nodes.values() if node is not None]
        for name in names:
            layer = self._layers.get(name)
            if layer is None or nodes[name] is not None or name in self._taken_out or not groups:
                continue
            if layer.featureCount() != 0:
                order = [t.name for t in self._in_order()]
                after = order[order.index(name) :]
                below = [nodes[n] for n in after if nodes.get(n) is not None]
                there = [node for node in below if node.parent() is groups[0]]
                at = groups[0].children().index(there[0]) if there else -1
                project.addMapLayer(layer, False)
                groups[0].insertChildNode(at, _folded(layer))
                relate(self._layers, self._map_id)

    def refresh_each(self, names: Iterable[str]) -> Iterator[None]:
        """Let layers show what was written to their tables, in steps of some milliseconds:
        selections, styles and order stay."""
        written = set(names)
        for name in sorted(written & self._layers.keys()):
            layer = self._layers.get(name)
            if layer is not None:
                _reload(layer)
                layer.updateExtents()
                layer.triggerRepaint()
                yield
        self._show_new(sorted(written))
        yield
        yield from self.styling.follow_each(written)

    def close(self) -> None:
        """Take the layers out of the project and let go of the file."""
        self.styling.let_go()
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
        # They are dropped here and now: Python's garbage collection may run in any thread, and a
        # layer must be deleted in its own.
        bookkeeping = [self.__dict__.pop(n) for n in ("state", "changes") if n in self.__dict__]
        for layer in (*outside, *bookkeeping):
            # a script may keep the object for long; the file must be free now
            layer.rollBack()
            layer.setDataSource("None", layer.name(), "memory")
        self._layers.clear()


def open_for_writing(layer: QgsVectorLayer) -> None:
    """Let QGIS open a layer's file for writing before anything is to be written."""
    provider = layer.dataProvider()
    provider.changeAttributeValues({})
    provider.clearErrors()  # a disk that is full says so when something is written


def _folded(layer: QgsVectorLayer) -> QgsLayerTreeLayer:
    """For the layer tree, the legend folded from the start: folded after it was put into a group
    that is new, the view would fold the group and leave the legend open."""
    node = QgsLayerTreeLayer(layer)
    node.setExpanded(False)
    return node


def _lose(layers: weakref.ref[MapLayers], name: str) -> None:
    # A layer can be deleted in the same breath as the object that opened it, by Python's garbage
    # collection, which leaves that object empty.
    alive = layers()
    if alive is not None:
        alive.lose(name)


def _reload(layer: QgsVectorLayer) -> None:
    """Let a layer look at its file again; QGIS would drop the selection."""
    selected = layer.selectedFeatureIds()
    layer.dataProvider().reloadData()
    if 0 < len(selected) <= CHECKED:
        request = QgsFeatureRequest().setFilterFids(selected).setNoAttributes()
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        selected = [feature.id() for feature in layer.getFeatures(request)]
    if selected:
        layer.selectByIds(selected)
