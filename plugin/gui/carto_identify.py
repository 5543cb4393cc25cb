# SPDX-License-Identifier: GPL-2.0-or-later
"""A map tool that asks what lies under a click in CARTO layers, and the panel that shows it."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QDockWidget,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..caltopo.errors import CalTopoError
from ..host.sayings import in_words
from ..host.texts import tr
from ..layers.carto import CartoLayer, recipe_of
from ..session.cartoidentify import Found, identify
from ..session.cartolayers import Errand, keeper
from . import help
from .work import Desk, Work

_WIDEST = 156543.03392804097  # metres of a pixel of 256 px tiles at zoom 0


class CartoIdentifyPanel(QDockWidget):
    """What was found: a branch per object, a row per column.  All texts are plain."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("CARTO objects"), parent)
        self.setObjectName("caltopo_carto_objects")
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([tr("Column"), tr("Value")])
        self.tree.setAlternatingRowColors(True)
        inside = QWidget()
        inside.setMinimumWidth(inside.fontMetrics().horizontalAdvance("x") * 40)
        layout = QVBoxLayout(inside)
        layout.addWidget(self.state)
        layout.addWidget(self.tree)
        self.setWidget(inside)
        help.offer(self, "carto_identify")

    def begin(self, text: str) -> None:
        """Forget what was found before."""
        self.tree.clear()
        self.state.setText(text)
        self.show()

    def add(self, title: str, found: list[Found]) -> None:
        """Show the objects of one layer of the project."""
        for each in found:
            branch = QTreeWidgetItem([f"{title}, {each.layer_id}"])
            for name, value in each.columns.items():
                QTreeWidgetItem(branch, [name, _shown(value)])
            self.tree.addTopLevelItem(branch)
            branch.setFirstColumnSpanned(True)
            branch.setExpanded(True)
        self.tree.resizeColumnToContents(0)

    def count(self) -> int:
        return int(self.tree.topLevelItemCount())


class CartoIdentifyTool(QgsMapTool):
    """Asks the CARTO layers that are drawn.  Escape ends it."""

    def __init__(self, canvas: QgsMapCanvas, desk: Desk, panel: Callable[[], CartoIdentifyPanel]):
        super().__init__(canvas)
        self._desk, self._panel = desk, panel
        self._asking = 0  # counts, so that answers to clicks before are dropped
        self._waiting = 0
        self._errors: list[str] = []
        self.setCursor(Qt.CursorShape.WhatsThisCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        self.ask(self.toMapCoordinates(event.pos()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - QGIS's name
        if event.key() == Qt.Key.Key_Escape:
            self.canvas().unsetMapTool(self)
            event.accept()

    def deactivate(self) -> None:
        """Another tool: nothing is waited for any more."""
        self.forget()
        super().deactivate()

    def forget(self) -> None:
        """Expect no answers any more."""
        self._asking += 1
        self._waiting, self._errors = 0, []

    def ask(self, point: Any) -> None:
        """Ask at a point of the canvas (its coordinates)."""
        self.forget()
        panel = self._panel()
        asked = [
            layer
            for layer in self.canvas().layers()
            if recipe_of(layer) is not None and keeper().made(layer) is not None
        ]
        if not asked:
            panel.begin(tr("No CARTO layer is drawn here."))
            return
        panel.begin(tr("Asking…"))
        place = self._degrees(point)
        self._waiting = len(asked)
        for layer in asked:
            self._start(layer, place.x(), place.y(), self._zoom())

    def _start(self, layer: CartoLayer, lon: float, lat: float, zoom: int) -> None:
        recipe, made = recipe_of(layer), keeper().made(layer)
        if recipe is None or made is None:
            return
        title = layer.name()
        try:
            errand = Errand.of(recipe)
        except CalTopoError as error:
            self._failed(self._asking, error)
            return
        self._desk.start(
            Work(
                tr("Asking what lies in {title}").format(title=title),
                lambda: identify(errand, made, lon, lat, zoom),
                partial(self._found, self._asking, title),
                partial(self._failed, self._asking),
            )
        )

    def _found(self, asking: int, title: str, found: list[Found]) -> None:
        if asking == self._asking:
            self._panel().add(title, found)
            self._ended()

    def _failed(self, asking: int, error: CalTopoError) -> None:
        if asking == self._asking:
            self._errors.append(in_words(error))
            self._ended()

    def _ended(self) -> None:
        self._waiting -= 1
        panel = self._panel()
        if self._waiting > 0:
            return
        count = panel.count()
        told = tr("Nothing found here.") if not count and not self._errors else ""
        panel.state.setText("\n".join(filter(None, [told, *self._errors])))
        panel.state.setVisible(bool(panel.state.text()))

    def _degrees(self, point: Any) -> Any:
        return self._to("EPSG:4326").transform(point)

    def _zoom(self) -> int:
        """The zoom whose tiles have about the size of the canvas's pixels."""
        canvas = self.canvas()
        box = self._to("EPSG:3857").transformBoundingBox(canvas.extent())
        metres = box.width() / max(canvas.width(), 1)
        return max(0, round(math.log2(_WIDEST / metres))) if metres > 0 else 0

    def _to(self, crs: str) -> QgsCoordinateTransform:
        return QgsCoordinateTransform(
            self.canvas().mapSettings().destinationCrs(),
            QgsCoordinateReferenceSystem(crs),
            QgsProject.instance(),
        )


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
