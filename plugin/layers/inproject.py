# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers of local copies that a project has brought along, before their map is open.

While a copy is opened nobody else may have its file, so such layers let go of it and are given it
back as parts of the open map.  Style, form, place in the tree and id are the project's, and stay.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsEditFormConfig, QgsFields, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from ..caltopo.errors import LayerInEditMode
from ..host.texts import tr
from .styles import style_layer

MAP, CLASS = "caltopo/map", "caltopo/class"
INSTALL = "caltopo/install"  # a mark of who made the project; see ``Mark``
HELD = "caltopo/held"  # set where it was us who made a layer read-only
_AWAY = ".opening"  # no file has this name: a layer that points to it holds none


@dataclass(frozen=True)
class Brought:
    """A layer of the project over a table of a local copy."""

    layer: QgsVectorLayer
    path: Path
    table: str

    def let_go(self) -> None:
        """Point the layer to nothing; it keeps its looks."""
        self._point(Path(str(self.path) + _AWAY))

    def take_back(self) -> None:
        """Point it to its file again."""
        self._point(self.path)

    def _point(self, path: Path) -> None:
        self.layer.setDataSource(
            str(path) + "|layername=" + self.table, self.layer.name(), "ogr", False
        )

    def hold(self, why: str) -> None:
        """Show it and let nobody edit it; ``why`` stays with the layer."""
        if not self.layer.readOnly():
            self.layer.setCustomProperty(HELD, why)
            self.layer.setReadOnly(True)

    def free(self) -> None:
        """Undo ``hold``; a layer that the user made read-only stays so."""
        if self.layer.customProperty(HELD):
            self.layer.removeCustomProperty(HELD)
            self.layer.setReadOnly(False)

    def distrust(self) -> None:
        """Take away what a stranger's project could make it do: form code, actions, styles, joined
        and computed columns, default values, a subset."""
        layer = self.layer
        layer.setEditFormConfig(QgsEditFormConfig())
        layer.actions().clearActions()
        for join in list(layer.vectorJoins()):
            layer.removeJoin(join.joinLayerId())
        fields = layer.fields()
        for index in reversed(range(fields.count())):
            if fields.fieldOrigin(index) == QgsFields.FieldOrigin.OriginExpression:
                layer.removeExpressionField(index)
        layer.setSubsetString("")
        options = QgsVectorLayer.LayerOptions(QgsProject.instance().transformContext())
        options.loadDefaultStyle = False
        plain = QgsVectorLayer(layer.source(), layer.name(), "ogr", options)
        style = QDomDocument()
        plain.exportNamedStyle(style)
        layer.importNamedStyle(style)
        style_layer(layer, str(layer.customProperty(CLASS) or ""))


def brought() -> list[Brought]:
    """Layers of the project that say they are of a CalTopo map, in the order of the tree."""
    return [each for each in _all() if each.layer.customProperty(MAP)]


def _all() -> list[Brought]:
    project = QgsProject.instance()
    ordered = project.layerTreeRoot().layerOrder()
    rest = [layer for layer in project.mapLayers().values() if layer not in ordered]
    found = (_brought(layer) for layer in (*ordered, *rest))
    return [each for each in found if each is not None]


def brought_from(path: Path) -> list[Brought]:
    """Those of one local copy."""
    return [each for each in _all() if _same(each.path, path)]


def let_go_of(path: Path) -> list[Brought]:
    """Make the file free of the project's layers.  Raises LayerInEditMode, and then does nothing.

    Layers of a copy of the same map that is nowhere here (a project from another computer) are
    among them; they get this one.  Main thread.
    """
    found = brought_from(path)
    found += [
        replace(each, path=path)
        for each in brought()
        if each.path.name == path.name and not each.path.exists()
    ]
    for each in found:
        if each.layer.isEditable():
            raise LayerInEditMode(
                tr("The layer {name} of this map is being edited.").format(name=each.layer.name()),
                hint=tr("Save or discard its edits, then open the map again."),
            )
    for each in found:
        each.let_go()
    return found


def give_back(found: Sequence[Brought], why: str) -> None:
    """The map could not be opened: the layers are shown, to be looked at.  Main thread."""
    for each in found:
        each.take_back()
        each.hold(why)


def _brought(layer: QgsMapLayer) -> Brought | None:
    if not isinstance(layer, QgsVectorLayer) or layer.providerType() != "ogr":
        return None
    path, _, rest = layer.source().partition("|")
    table = next((p[10:] for p in rest.split("|") if p.startswith("layername=")), "")
    if path.endswith(_AWAY):
        path = path[: -len(_AWAY)]
    return Brought(layer, Path(path), table) if table else None


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
