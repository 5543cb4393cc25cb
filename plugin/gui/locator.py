# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS's locator bar (Ctrl+K): finds maps, and objects of the maps that are open.

QGIS searches in a thread with a clone of the filter.  A clone is given its data in ``prepare``, on
the main thread: plain records and feature sources, as QGIS's own filters do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsFeedback,
    QgsIconUtils,
    QgsLocatorContext,
    QgsLocatorFilter,
    QgsLocatorResult,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QLineEdit

from ..caltopo import objects
from ..host import credentials
from ..host.texts import tr
from ..layers.maplayers import CLASS, MAP
from . import maps_model, resources
from .browser_part import open_map
from .connections import recent_maps
from .desktop import Desktop

SEARCHED = ("title", "letter", "number", "description", "name", "label", "alias", "callsign")
MOST = 40  # results of one search
MOST_TEXT = 80
MAPS_PREFIX = "ctm"  # QGIS wants three letters of a plugin
SHORTEST = 2  # letters of a search that is made without the prefix


@dataclass
class Layer:
    """A layer to search: what of it may be used in a thread."""

    id: str
    cls: str
    name: str
    map_title: str
    icon: QIcon
    columns: list[str]
    source: QgsVectorLayerFeatureSource


@dataclass(frozen=True)
class Found:
    """An object that holds every word of a search."""

    layer: Layer
    fid: int
    title: str
    letter: str
    text: str
    score: float


def pattern(word: str) -> str:
    """A word for ILIKE, with _ for what means something there or may have another case in SQLite;
    ``search`` looks at each row again."""
    plain = "".join(char if char.isascii() and char.isalnum() else "_" for char in word)
    return "%" + plain + "%"


def condition(columns: list[str], words: list[str]) -> str:
    """The expression that lets through rows whose columns hold every word."""
    parts = []
    for word in words:
        like = " ILIKE '" + pattern(word) + "'"
        parts.append("(" + " OR ".join('"' + column + '"' + like for column in columns) + ")")
    return " AND ".join(parts)


def search(
    layer: Layer, words: list[str], most: int, cancelled: Callable[[], bool]
) -> Iterator[Found]:
    """The objects of a layer that hold every word, in any column.  Any thread."""
    request = QgsFeatureRequest()
    request.setFilterExpression(condition(layer.columns, words))
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(layer.columns, layer.source.fields())
    count = 0
    for feature in layer.source.getFeatures(request):
        if cancelled() or count == most:
            return
        found = _judged(layer, feature, words)
        if found is not None:
            count += 1
            yield found


def _judged(layer: Layer, feature: QgsFeature, words: list[str]) -> Found | None:
    said = {column: feature[column] for column in layer.columns}
    texts = {k: " ".join(str(v).split()) for k, v in said.items() if v not in (None, "")}
    whole = " ".join(texts.values()).casefold()
    if not all(word in whole for word in words):
        return None
    title = objects.display_title(layer.cls, texts)
    return Found(
        layer,
        feature.id(),
        title or tr("untitled"),
        texts.get("letter", ""),
        texts.get("description", ""),
        _score(title.casefold(), words),
    )


def _score(title: str, words: list[str]) -> float:
    """1 for a title that is what was searched for, less the farther from it; above 0."""
    searched = " ".join(words)
    if title == searched:
        return 1.0
    if title.startswith(searched):
        return 0.9
    if all(word in title for word in words):
        return 0.7
    return 0.4


class ObjectsFilter(QgsLocatorFilter):
    """Finds objects of open maps by title, letter or description; a chosen one is zoomed to."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop
        self._layers: list[Layer] = []

    def clone(self) -> QgsLocatorFilter:
        return ObjectsFilter(self._desktop)

    def name(self) -> str:
        return "caltopo_objects"

    def displayName(self) -> str:  # noqa: N802 - QGIS's name
        return tr("Objects of CalTopo maps")

    def prefix(self) -> str:
        return "cto"

    def priority(self) -> QgsLocatorFilter.Priority:
        return QgsLocatorFilter.Priority.Medium

    def flags(self) -> QgsLocatorFilter.Flags:
        return QgsLocatorFilter.Flags()

    def prepare(self, string: str, context: QgsLocatorContext) -> list[str]:
        """Take what the search needs from the layers of the project; main thread."""
        self._layers = []
        if string.strip() and (context.usingPrefix or len(string.strip()) >= SHORTEST):
            for layer in QgsProject.instance().mapLayers().values():
                if isinstance(layer, QgsVectorLayer) and layer.customProperty(CLASS):
                    self._take(layer)
        return []

    def fetchResults(  # noqa: N802 - QGIS's name
        self, string: str, context: QgsLocatorContext, feedback: QgsFeedback
    ) -> None:
        words = string.casefold().split()
        left = MOST
        for layer in self._layers:
            for found in search(layer, words, left, feedback.isCanceled):
                left -= 1
                self.resultFetched.emit(self._result(found))
            if left <= 0 or feedback.isCanceled():
                return

    def triggerResult(self, result: QgsLocatorResult) -> None:  # noqa: N802 - QGIS's name
        """Zoom to the object and let it flash; main thread."""
        layer_id, fid = _data(result)
        layer = QgsProject.instance().mapLayer(layer_id)
        if layer is None:
            return
        canvas = self._desktop.iface.mapCanvas()
        canvas.zoomToFeatureIds(layer, [fid])
        canvas.flashFeatureIds(layer, [fid])

    def _take(self, layer: QgsVectorLayer) -> None:
        columns = [name for name in SEARCHED if layer.fields().indexOf(name) >= 0]
        if not columns or not layer.isSpatial() or layer.featureCount() == 0:
            return
        opened = self._desktop.maps.find(layer.customProperty(MAP))
        self._layers.append(
            Layer(
                layer.id(),
                layer.customProperty(CLASS),
                layer.name(),
                opened.title if opened is not None else "",
                QgsIconUtils.iconForLayer(layer),
                columns,
                QgsVectorLayerFeatureSource(layer),
            )
        )

    def _result(self, found: Found) -> QgsLocatorResult:
        result = QgsLocatorResult()
        result.displayString = _short(found.title)
        result.description = " · ".join(filter(None, (found.layer.name, _short(found.text))))
        result.group = found.layer.map_title
        result.icon = found.layer.icon
        result.score = found.score
        _set_data(result, [found.layer.id, found.fid])
        return result


class MapsFilter(QgsLocatorFilter):
    """Finds maps in the lists that were read, and among those opened lately; opens the chosen.

    Only with its prefix it asks for lists that were not read yet: that may take a password.
    """

    def __init__(self, desktop: Desktop, asked: set[str]) -> None:
        super().__init__()
        self._desktop = desktop
        self._asked = asked  # connections whose lists are read because somebody searches
        self._maps: list[tuple[str, str, str, str]] = []  # connection, id, title, where
        self._icon = resources.icon("map")

    def clone(self) -> QgsLocatorFilter:
        return MapsFilter(self._desktop, self._asked)

    def name(self) -> str:
        return "caltopo_maps"

    def displayName(self) -> str:  # noqa: N802 - QGIS's name
        return tr("CalTopo maps")

    def prefix(self) -> str:
        return MAPS_PREFIX

    def flags(self) -> QgsLocatorFilter.Flags:
        return QgsLocatorFilter.Flags()

    def prepare(self, string: str, context: QgsLocatorContext) -> list[str]:
        """Take the lists that are known; main thread."""
        accounts = self._desktop.accounts
        self._maps = []
        if not context.usingPrefix and len(string.strip()) < SHORTEST:
            return []
        seen: set[tuple[str, str]] = set()
        for name, listing in accounts.known():
            for info in listing.maps:
                changed = maps_model.when(info.updated.timestamp()) if info.updated else ""
                where = " · ".join(filter(None, (info.team, info.folder, changed)))
                self._maps.append((name, info.id, info.title, where))
                seen.add((name, info.id))
        for recent in recent_maps():
            if (recent.connection, recent.id) not in seen and recent.connection:
                where = tr("opened lately")
                self._maps.append((recent.connection, recent.id, recent.title, where))
        if context.usingPrefix:
            for name in credentials.names():
                state = accounts.state(name)
                if state.listing is None and state.error is None:
                    self._asked.add(name)
                    accounts.ask(name)
        return []

    def fetchResults(  # noqa: N802 - QGIS's name
        self, string: str, context: QgsLocatorContext, feedback: QgsFeedback
    ) -> None:
        words = string.casefold().split()
        left = MOST
        for connection, id, title, where in self._maps:
            if feedback.isCanceled() or left == 0:
                return
            text = " ".join((title, id, where)).casefold()
            if not all(word in text for word in words):
                continue
            left -= 1
            result = QgsLocatorResult()
            result.displayString = _short(title or id)
            result.description = " · ".join(filter(None, (id, where)))
            result.group = connection
            result.icon = self._icon
            result.score = _score(title.casefold(), words) if words else 0.5
            _set_data(result, [connection, id, title])
            self.resultFetched.emit(result)

    def triggerResult(self, result: QgsLocatorResult) -> None:  # noqa: N802 - QGIS's name
        """Open the map; main thread."""
        open_map(self._desktop, *_data(result))


class LocatorPart:
    """Registers both filters; a list of maps that arrives while one searches is searched, too."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._asked: set[str] = set()
        self._filters = [ObjectsFilter(desktop), MapsFilter(desktop, self._asked)]
        for each in self._filters:
            desktop.iface.registerLocatorFilter(each)
        desktop.accounts.changed.connect(self._search_again)

    def remove(self) -> None:
        self._desktop.accounts.changed.disconnect(self._search_again)
        for each in self._filters:
            self._desktop.iface.deregisterLocatorFilter(each)
        self._filters = []

    def _search_again(self, name: str) -> None:
        if name not in self._asked or self._desktop.accounts.state(name).reading:
            return
        self._asked.discard(name)
        # By names: PyQGIS does not know QGIS's own locator bar for the class it is.
        for typed in self._desktop.window.findChildren(QLineEdit):
            bar = typed.parent()
            is_bar = bar is not None and bar.metaObject().className() == "QgsLocatorWidget"
            if is_bar and typed.text().startswith(MAPS_PREFIX):
                self._desktop.iface.locatorSearch(typed.text())


def _short(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"


def _set_data(result: QgsLocatorResult, data: list[Any]) -> None:
    if hasattr(result, "setUserData"):  # QGIS 3.34 on
        result.setUserData(data)
    else:
        result.userData = data


def _data(result: QgsLocatorResult) -> list[Any]:
    return list(result.getUserData() if hasattr(result, "getUserData") else result.userData)
