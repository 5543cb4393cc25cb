# SPDX-License-Identifier: GPL-2.0-or-later
"""CARTO maps as layers: tiles from an address that is made anew, below the team's maps.

A layer keeps the recipe of its map, and no address: the one it draws from is good for a while only,
and may hold an auth token. In a project file its source is empty, so a project never opens with an
address that has expired: the server does not answer all requests for such a map, and QGIS would
wait for them (both seen in real answers).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Union

from qgis.core import (
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorTileBasicRenderer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from .maplayers import MAP
from .xyz import xyz_source

RECIPE = "caltopo/carto"
GROUP_NAME = "Reference (CARTO)"
GROUP_MARK = "caltopo/carto-group"
MOST_ZOOM = 20
# valid, and nothing to draw: QGIS asks nobody for it
EMPTY = "type=xyz&url=data:,&zmin=0&zmax=0"

CartoLayer = Union[QgsRasterLayer, QgsVectorTileLayer]


@dataclass(frozen=True)
class Recipe:
    """What a map is made of: ``config`` (a MapConfig), or ``name`` of a named map with ``params``.

    ``account`` is the name of a saved one or an address. ``retina``: tiles of double resolution;
    ``vector``: vector tiles, drawn by QGIS.  No secret is ever in it.
    """

    account: str
    config: dict[str, Any] | None = None
    name: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    retina: bool = False
    vector: bool = False

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Recipe | None:
        """The recipe in a layer's property; None where it is none."""
        try:
            told = json.loads(text)
            made = cls(**told)
        except (TypeError, ValueError):
            return None
        whole = isinstance(made.account, str) and isinstance(made.name, str)
        one = isinstance(made.config, dict) != bool(made.name)
        return made if whole and one and isinstance(made.params, dict) else None

    @property
    def kind(self) -> str:
        """The ending of its tiles."""
        return "mvt" if self.vector else "png"


def recipe_of(layer: QgsMapLayer) -> Recipe | None:
    """The recipe of a CARTO layer, None for all others."""
    text = layer.customProperty(RECIPE)
    return Recipe.read(text) if isinstance(text, str) else None


def new_layer(title: str, recipe: Recipe) -> CartoLayer:
    """A layer that draws nothing yet."""
    layer: CartoLayer
    if recipe.vector:
        layer = QgsVectorTileLayer(EMPTY, title)
        renderer = QgsVectorTileBasicRenderer()
        renderer.setStyles(QgsVectorTileBasicRenderer.simpleStyleWithRandomColors())
        layer.setRenderer(renderer)
    else:
        layer = QgsRasterLayer(EMPTY, title, "wms")
    layer.setCustomProperty(RECIPE, recipe.text())
    return layer


def draw_from(layer: CartoLayer, url: str, recipe: Recipe, authcfg: str) -> None:
    """Let a layer draw tiles from an address with ``{z}``, ``{x}``, ``{y}``; nothing happens when
    it does already."""
    source = xyz_source(url, MOST_ZOOM)
    if recipe.retina and not recipe.vector:
        source += "&tilePixelRatio=2"
    if authcfg:
        source += f"&authcfg={authcfg}"
    if layer.source() != source:
        _set_source(layer, source)
    layer.triggerRepaint()


def take_out(layer: CartoLayer) -> None:
    """Let a layer draw nothing and ask nobody."""
    if layer.source() != EMPTY:
        _set_source(layer, EMPTY)
        layer.triggerRepaint()


def is_out(layer: QgsMapLayer) -> bool:
    """Whether it draws nothing."""
    return bool(layer.source() == EMPTY)


def place(layer: CartoLayer) -> None:
    """Put a layer into the project: into the group of CARTO maps, which is below the team's maps
    and above all else."""
    project = QgsProject.instance()
    root = project.layerTreeRoot()
    group = next((g for g in root.findGroups() if g.customProperty(GROUP_MARK)), None)
    if group is None:
        children = root.children()
        ours = [index for index, node in enumerate(children) if _holds_map(node)]
        group = root.insertGroup(ours[-1] + 1 if ours else 0, GROUP_NAME)
        group.setCustomProperty(GROUP_MARK, True)
    project.addMapLayer(layer, False)
    group.insertLayer(0, layer)


def keep_out_of_file(layer: QgsMapLayer, element: QDomElement, document: QDomDocument) -> None:
    """For ``QgsProject.writeMapLayer``: in the file a CARTO layer draws from nowhere."""
    if recipe_of(layer) is not None:
        source = element.firstChildElement("datasource")
        source.firstChild().setNodeValue(EMPTY)


def keep_out_of_tree(is_carto: Callable[[str], bool], document: QDomDocument) -> None:
    """For ``QgsProject.writeProject``: the layer tree repeats the sources of its layers."""
    nodes = document.elementsByTagName("layer-tree-layer")
    for index in range(nodes.count()):
        element = nodes.at(index).toElement()
        if is_carto(element.attribute("id")):
            element.setAttribute("source", EMPTY)


def _set_source(layer: CartoLayer, source: str) -> None:
    """A new source for a layer that keeps its id, name, style and opacity."""
    provider = "wms" if isinstance(layer, QgsRasterLayer) else "xyzvectortiles"
    layer.setDataSource(source, layer.name(), provider, False)


def _holds_map(node: Any) -> bool:
    if not isinstance(node, QgsLayerTreeGroup):
        return False
    layers = [found.layer() for found in node.findLayers()]
    return any(layer is not None and layer.customProperty(MAP) for layer in layers)
