# SPDX-License-Identifier: GPL-2.0-or-later
"""Expression functions: titles of folders and periods, and links.

Expressions are evaluated in any thread, while drawing in several at once.  So functions look only
at what is kept here; it is read on the main thread when a map's tables change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionFunction,
    QgsExpressionNodeFunction,
)
from qgis.PyQt.QtCore import QTimer

from .. import api
from ..host.texts import tr
from ..layers.forms import PICKED
from ..layers.function_help import GROUP, help_of
from .desktop import Desktop


@dataclass
class Known:
    """What functions may ask of one open map: its link, and titles by class and id."""

    url: str
    titles: dict[str, Mapping[str, str]] = field(default_factory=dict)


class Titles:
    """Titles of folders and operational periods of the open maps, by layer id.  Main thread."""

    def __init__(self, desktop: Desktop) -> None:
        self.by_layer: dict[str, Known] = {}
        self._known: dict[api.Map, Known] = {}
        self._ears: dict[api.Map, list[Callable[[], object]]] = {}
        self._unread: list[tuple[api.Map, str]] = []
        self._end = desktop.maps.follow(self._on_opened, self._on_closing)

    def remove(self) -> None:
        """Listen no more."""
        self._end()
        for opened in list(self._known):
            self._on_closing(opened)

    def _on_opened(self, opened: api.Map) -> None:
        self._known[opened] = Known(opened.url)
        layers = opened.layers()
        self._ears[opened] = []
        for cls in PICKED:
            layer = layers.get(cls)
            if layer is not None:
                self._soon(opened, cls)
                read = partial(self._soon, opened, cls)
                layer.dataChanged.connect(read)
                layer.afterCommitChanges.connect(read)
                self._ears[opened] += [
                    partial(layer.dataChanged.disconnect, read),
                    partial(layer.afterCommitChanges.disconnect, read),
                ]
        self._index()

    def _on_closing(self, opened: api.Map) -> None:
        for end in self._ears.pop(opened, []):
            try:
                end()
            except (RuntimeError, TypeError):
                continue  # the user has taken the layer out of the project
        self._known.pop(opened, None)
        self._index()

    def _index(self) -> None:
        # Replaced as a whole: others read it meanwhile.
        self.by_layer = {
            layer.id(): known
            for opened, known in self._known.items()
            for layer in opened.layers().values()
        }

    def _soon(self, opened: api.Map, cls: str) -> None:
        """Read a layer in a turn of the event loop that is not that of another."""
        if (opened, cls) not in self._unread:
            self._unread.append((opened, cls))
            if len(self._unread) == 1:
                QTimer.singleShot(1, self._read_next)

    def _read_next(self) -> None:
        opened, cls = self._unread.pop(0)
        if self._unread:
            QTimer.singleShot(1, self._read_next)
        self._read(opened, cls)

    def _read(self, opened: api.Map, cls: str) -> None:
        if opened not in self._known:
            return  # closed meanwhile
        layer = opened.layers().get(cls)
        if layer is not None:
            self._known[opened].titles[cls] = {
                str(row["caltopo_id"]): row["title"]
                for row in layer.getFeatures()
                if isinstance(row["title"], str)
            }
        self._index()


class _Function(QgsExpressionFunction):
    """A function of a fixed help text; ``work(values, context)`` may raise ValueError."""

    def __init__(
        self,
        name: str,
        parameters: Sequence[QgsExpressionFunction.Parameter],
        help_text: str,
        columns: Sequence[str],
        geometry: bool,
        work: Callable[[Sequence[Any], QgsExpressionContext | None], Any],
    ) -> None:
        super().__init__(name, list(parameters), GROUP, help_text)
        self._work, self._columns, self._geometry = work, set(columns), geometry

    def func(
        self,
        values: Sequence[Any],
        context: QgsExpressionContext | None,
        parent: QgsExpression,
        node: QgsExpressionNodeFunction | None,
    ) -> Any:
        """Called by QGIS, in any thread."""
        try:
            return self._work(values, context)
        except ValueError as error:
            parent.setEvalErrorString(str(error))
            return None

    def referencedColumns(self, node: QgsExpressionNodeFunction) -> set[str]:  # noqa: N802
        """The columns it looks at although they are not written in the expression."""
        return self._columns

    def usesGeometry(self, node: QgsExpressionNodeFunction) -> bool:  # noqa: N802
        """Whether it needs the feature's geometry."""
        return self._geometry


class ExpressionsPart:
    """Registers the functions with QGIS, and takes them away."""

    def __init__(self, desktop: Desktop) -> None:
        self._titles = Titles(desktop)
        parameter = QgsExpressionFunction.Parameter
        id = parameter("id", True, None)
        self.functions = [
            _Function(
                "caltopo_folder",
                [id],
                help_of(
                    tr("The title of the folder an object is in; NULL where it is in none."),
                    {"id": tr("id of a folder; where missing, the object's folderId")},
                    ["caltopo_folder()", "caltopo_folder(\"folderId\") = 'Hazards'"],
                ),
                ["folderId"],
                False,
                partial(self._title, "Folder", "folderId"),
            ),
            _Function(
                "caltopo_op_title",
                [id],
                help_of(
                    tr("The title of the operational period an assignment belongs to."),
                    {"id": tr("id of a period; where missing, the object's operationalPeriodId")},
                    ["caltopo_op_title()"],
                ),
                ["operationalPeriodId"],
                False,
                partial(self._title, "OperationalPeriod", "operationalPeriodId"),
            ),
            _Function(
                "caltopo_url",
                [],
                help_of(
                    tr("The link to the CalTopo map that the layer is of."), {}, ["caltopo_url()"]
                ),
                [],
                False,
                self._url,
            ),
        ]
        for function in self.functions:
            QgsExpression.registerFunction(function)

    def remove(self) -> None:
        """Expressions that use them say so from now on."""
        for function in self.functions:
            QgsExpression.unregisterFunction(function.name())
        self.functions = []
        self._titles.remove()

    def _title(
        self, cls: str, column: str, values: Sequence[Any], context: QgsExpressionContext | None
    ) -> str | None:
        known = self._of(context)
        id = values[0] if values and isinstance(values[0], str) else None
        if id is None and context is not None and context.feature().isValid():
            feature = context.feature()
            at = feature.fieldNameIndex(column)
            id = feature.attribute(at) if at >= 0 else None
        if known is None or not isinstance(id, str):
            return None
        return known.titles.get(cls, {}).get(id)

    def _url(self, values: Sequence[Any], context: QgsExpressionContext | None) -> str | None:
        known = self._of(context)
        return known.url if known is not None else None

    def _of(self, context: QgsExpressionContext | None) -> Known | None:
        layer = context.variable("layer_id") if context is not None else None
        return self._titles.by_layer.get(str(layer))
