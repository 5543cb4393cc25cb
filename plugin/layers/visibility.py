# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects and labels of hidden folders are not drawn, through the style.

A subset of the layer would hinder editing.  Instead every symbol layer, whoever made the style,
is switched off for objects of those folders, and so are their labels; nothing else is changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from qgis.core import (
    QgsFeatureRenderer,
    QgsPalLayerSettings,
    QgsProperty,
    QgsReadWriteContext,
    QgsRenderContext,
    QgsRuleBasedLabeling,
    QgsSymbol,
    QgsSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtXml import QDomDocument

from ..host.texts import tr

_MARK = "/* CalTopo folders */"


@dataclass(frozen=True)
class Folder:
    """A folder of the map: what it is called, what it lies in, and what the map shows of it."""

    id: str
    title: str
    parent: str = ""
    visible: bool = True
    labels: bool = True


def paths(folders: Iterable[Folder]) -> dict[str, str]:
    """Each folder's title with those of the folders around it, ``Tracks / Sunday``, by id."""
    known = {folder.id: folder for folder in folders}
    found = {}
    for id in known:
        titles: list[str] = []
        seen: set[str] = set()
        at = id
        while at in known and at not in seen:  # a folder in itself ends, too
            seen.add(at)
            titles.insert(0, known[at].title or tr("(no title)"))
            at = known[at].parent
        found[id] = " / ".join(titles)
    return found


def hidden(folders: Iterable[Folder], shown: Mapping[str, bool]) -> set[str]:
    """The folders that do not show, themselves or by a folder around them; ``shown`` by id."""
    known = {folder.id: folder for folder in folders}
    found = set()
    for id in known:
        seen: set[str] = set()
        at = id
        while at in known and at not in seen:
            seen.add(at)
            if not shown.get(at, True):
                found.add(id)
                break
            at = known[at].parent
    return found


def apply(layer: QgsVectorLayer, objects: Collection[str], labels: Collection[str]) -> bool:
    """Hide the objects of the folders ``objects`` and the labels of ``labels``, show all others.

    Main thread.  False where nothing had to be changed.
    """
    if layer.fields().indexOf("folderId") < 0 or not layer.isSpatial():
        return False
    renderer = layer.renderer().clone()
    changed = hide_in(renderer, layer, objects)
    if changed:
        layer.setRenderer(renderer)
    changed = _hide_labels(layer, _not_in({*objects, *labels})) or changed
    if changed:
        layer.triggerRepaint()
    return changed


def _not_in(folders: Collection[str]) -> str:
    if not folders:
        return ""
    listed = ", ".join("'" + id.replace("\\", "\\\\").replace("'", "''") + "'"
                       for id in sorted(folders))  # fmt: skip
    return f"{_MARK} coalesce(\"folderId\", '') NOT IN ({listed})"


def hide_in(renderer: QgsFeatureRenderer, layer: QgsVectorLayer, objects: Collection[str]) -> bool:
    """Let a renderer for a layer leave out the objects of the folders ``objects``, and no others.

    False where nothing had to be changed, or could be.
    """
    if layer.fields().indexOf("folderId") < 0:
        return False
    if not objects and not _hides(renderer):
        return False
    condition = _not_in(objects)
    # one for all of them, for to read a long one takes longer than anything else here
    property_ = QgsProperty.fromExpression(condition) if condition else QgsProperty()
    changed = False
    for symbol in renderer.symbols(QgsRenderContext()):
        for part in _parts(symbol):
            changed = _switch(part, condition, property_) or changed
    # Only some kinds of renderers hand out their own symbols; others hand out copies.
    return changed and _says(renderer, condition)


def _hides(renderer: QgsFeatureRenderer) -> bool:
    """Whether it hides any folder: looked for in its text, for symbols are only told to a render
    context, and the first of a process takes QGIS 50 ms."""
    return _MARK in text_of(renderer)


def text_of(renderer: QgsFeatureRenderer) -> str:
    """A renderer as QGIS writes it into a project."""
    document = QDomDocument()
    document.appendChild(renderer.save(document, QgsReadWriteContext()))
    return document.toString(-1)


def _says(renderer: QgsFeatureRenderer, condition: str) -> bool:
    symbols = renderer.symbols(QgsRenderContext())
    return all(_condition(part) == condition for s in symbols for part in _parts(s))


def _parts(symbol: QgsSymbol) -> Iterable[QgsSymbolLayer]:
    return [symbol.symbolLayer(i) for i in range(symbol.symbolLayerCount())]


def _enabled() -> int:
    keys = QgsSymbolLayer.Property
    found = getattr(keys, "PropertyLayerEnabled", None)
    return keys.LayerEnabled if found is None else found


def _condition(part: QgsSymbolLayer) -> str:
    there = part.dataDefinedProperties().property(_enabled())
    text = there.expressionString() if there.isActive() else ""
    return text if text.startswith(_MARK) else ""


def _switch(part: QgsSymbolLayer, condition: str, property_: QgsProperty) -> bool:
    there = part.dataDefinedProperties().property(_enabled())
    if there.isActive() and not there.expressionString().startswith(_MARK):
        return False  # the user's own condition
    if _condition(part) == condition:
        return False
    part.setDataDefinedProperty(_enabled(), property_)
    return True


def _hide_labels(layer: QgsVectorLayer, condition: str) -> bool:
    labeling = layer.labeling()
    if isinstance(labeling, QgsVectorLayerSimpleLabeling):
        settings = labeling.settings()
        if not _show(settings, condition):
            return False
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
        return True
    if isinstance(labeling, QgsRuleBasedLabeling):
        copy = labeling.clone()
        changed = False
        for rule in copy.rootRule().descendants():
            settings = rule.settings()
            if settings is not None and _show(settings, condition):
                rule.setSettings(QgsPalLayerSettings(settings))
                changed = True
        if changed:
            layer.setLabeling(copy)
        return changed
    return False


def _show(settings: QgsPalLayerSettings, condition: str) -> bool:
    properties = settings.dataDefinedProperties()
    key = QgsPalLayerSettings.Property.Show
    there = properties.property(key)
    text = there.expressionString() if there.isActive() else ""
    if text == condition or (text and not text.startswith(_MARK)):
        return False
    properties.setProperty(
        key, QgsProperty.fromExpression(condition) if condition else QgsProperty()
    )
    settings.setDataDefinedProperties(properties)
    return True
