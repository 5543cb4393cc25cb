# SPDX-License-Identifier: GPL-2.0-or-later
"""How a map's layers look, from their opening on: CalTopo's style, kept up while it is one.

A style that the user changed in any way is the user's from then on: refreshes leave it alone, its
order and visibility included, until "Reset CalTopo style".
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsFeatureRenderer,
    QgsMapLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QColor

from ..sync.tables import Table
from ..sync.texts import Texts
from . import visibility
from .assignments import ColorBy, Period
from .columns import add_columns, set_folder_paths, set_up_times
from .icons import Icons
from .markers import register_font
from .styles import MOST_CATEGORIES, Context, renderer, style_layer, values
from .visibility import Folder

OURS = "caltopo/style"  # a digest of the renderer we made; another one is the user's
SHOWN = "caltopo/folders"  # of the Folder layer: what the user chose to show, as JSON
COLOR_BY = "caltopo/color_by"  # of assignment layers: a name of ColorBy
CATEGORISED = ("marker_symbol", "marker_color", "marker_size", "marker_rotation", "pattern",
               "zIndexOffset", *(by.value for by in ColorBy))  # fmt: skip
_END: Any = object()
_SYMBOL_LAYER_ID = re.compile(r' (?:id|layerid|uuid)="\{?[0-9a-f-]{36}\}?"')


class Styling:
    """The looks of the layers of one map.  Main thread.

    ``qml`` is a folder of the user's own styles, ``<table>.qml`` or ``<class>.qml``, which are
    used instead of CalTopo's; ``remarks`` say which of them could not be.  ``texts`` are what the
    columns hold, where that is known without asking the layers; ``icons`` are the pictures of the
    account's own icons.
    """

    def __init__(
        self, qml: Path | None = None, texts: Texts | None = None, icons: Icons | None = None
    ) -> None:
        register_font()
        self._qml = qml
        self._icons = icons
        self._texts = texts or Texts()
        self._made: dict[str, tuple[int | None, Context]] = {}  # what the renderers were made for
        self._context = Context()
        self._dressed: dict[str, tuple[QgsVectorLayer, Table]] = {}
        self._waiting: set[str] = set()
        self._folders: list[Folder] = []
        self._shown: dict[str, bool] = {}  # what the user chose, by folder
        self._labelled: dict[str, bool] = {}
        self.remarks: list[str] = []

    def dress_each(self, layer: QgsVectorLayer, table: Table) -> Iterator[None]:
        """Give a layer that was just opened its style and computed columns, a piece a step."""
        self._take(layer, table)
        yield
        add_columns(layer)
        set_up_times(layer)
        yield
        self._style(layer, table)
        yield
        self._hide(layer)
        yield

    def adopt(self, layer: QgsVectorLayer, table: Table) -> None:
        """Take over a layer that a project brought: its style is the project's and stays."""
        self._take(layer, table)
        chosen = layer.customProperty(COLOR_BY)
        if chosen in ColorBy.__members__:
            self._context = replace(self._context, color_by=ColorBy[chosen])
        if not self.is_own(table.name):
            self._renew(layer, table)

    def _take(self, layer: QgsVectorLayer, table: Table) -> None:
        self._dressed[table.name] = (layer, table)
        layer.willBeDeleted.connect(partial(self._dressed.pop, table.name, None))
        if layer.isSpatial():
            layer.attributeValueChanged.connect(partial(self._edited, table.name))
            layer.featureAdded.connect(lambda _: self._soon(table.name))
        layer.afterCommitChanges.connect(lambda: self.step(self.follow_each([table.name])))
        if table.name == "OperationalPeriod":
            self._read_periods()
        elif table.name == "Folder":
            self._read_choices(layer)
            self._read_folders()

    def let_go(self) -> None:
        """Forget the layers; they are about to close."""
        self._dressed.clear()

    def follow_each(self, written: Collection[str]) -> Iterator[None]:
        """Make up for what was written to tables: new symbols, patterns, periods and folders; a
        layer a step."""
        if "OperationalPeriod" in written:
            self._read_periods()
        if "Folder" in written:
            self._read_folders()
        periods = (
            {"Assignment_line", "Assignment_polygon"} if "OperationalPeriod" in written else ()
        )
        for name in sorted({*written, *periods}):
            if name in self._dressed:
                self._renew(*self._dressed[name])
                yield
        if "Folder" in written:
            yield from self._hide_each()

    def step(self, steps: Iterator[None]) -> None:
        """One step now, the others each in a turn of its own."""
        if next(steps, _END) is not _END:
            QTimer.singleShot(0, partial(self.step, steps))

    def _edited(self, name: str, _row: int, column: int, value: object) -> None:
        layer, table = self._dressed.get(name, (None, None))
        if layer is None or table is None:
            return
        edited = layer.fields().at(column).name()
        if edited in CATEGORISED:
            self._texts.note(table, edited, value)
            self._soon(name)

    def _soon(self, name: str) -> None:
        """Draw what is being edited; many edits are made up for at once."""
        if not self._waiting:
            QTimer.singleShot(0, self._catch_up)
        self._waiting.add(name)

    def _catch_up(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for name in waiting & self._dressed.keys():
            layer, table = self._dressed[name]
            self._note_added(layer, table)
            self._renew(layer, table)

    def _note_added(self, layer: QgsVectorLayer, table: Table) -> None:
        """What objects hold that were drawn or pasted and not saved yet."""
        added = layer.editBuffer().addedFeatures().values() if layer.isEditable() else ()
        places = [(c, layer.fields().indexOf(c)) for c in CATEGORISED if c in table.column_names]
        for feature in added:
            values = feature.attributes()
            for column, place in places:
                self._texts.note(table, column, values[place])

    # -- the style ------------------------------------------------------------------------------

    def is_own(self, name: str) -> bool:
        """Whether the user changed the style of that table's layer, or a file of theirs gave it."""
        layer, _ = self._dressed[name]
        return layer.customProperty(OURS) != _digest(layer.renderer())

    def reset(self, names: Iterable[str] | None = None) -> None:
        """Bring CalTopo's style back, with what CalTopo shows and hides; all layers for None."""
        if names is None:
            self._shown.clear()
            self._labelled.clear()
            self._keep_choices()
        for name in list(self._dressed if names is None else names):
            layer, table = self._dressed[name]
            self._caltopo(layer, table)
            layer.triggerRepaint()
        for _ in self._hide_each():
            pass

    @property
    def color_by(self) -> ColorBy:
        """What decides the colour of assignments."""
        return self._context.color_by

    def set_color_by(self, by: ColorBy) -> None:
        """Colour assignments by something else; a style of the user's for them is replaced."""
        self._context = replace(self._context, color_by=by)
        for layer, table in list(self._dressed.values()):
            if table.cls == "Assignment":
                layer.setCustomProperty(COLOR_BY, by.name)  # for the project, if that is saved
                self._caltopo(layer, table)
                self._hide(layer)
                layer.triggerRepaint()

    def missing_icons(self) -> list[str]:
        """Symbols that only the server can draw and whose pictures are not here."""
        if self._icons is None:
            return []
        return self._icons.missing(self._symbols())

    def custom_icons(self) -> dict[str, Path]:
        """The pictures that are here of the account's own icons that the map uses, by symbol."""
        if self._icons is None:
            return {}
        return self._icons.there(sorted(self._symbols()))

    def show_icons(self) -> None:
        """Show pictures that have come."""
        for layer, table in self._with_icons():
            self._made.pop(table.name, None)
            self._renew(layer, table)

    def _symbols(self) -> set[str]:
        """Those that the map uses."""
        return {s for each in self._with_icons() for s in self._present(*each, "marker_symbol")}

    def _with_icons(self) -> list[tuple[QgsVectorLayer, Table]]:
        return [
            each for each in self._dressed.values()
            if each[0].isSpatial() and "marker_symbol" in each[1].column_names
        ]  # fmt: skip

    def _style(self, layer: QgsVectorLayer, table: Table) -> None:
        for stem in (table.name, table.cls):
            path = self._qml / (stem + ".qml") if self._qml else None
            if path is not None and path.is_file():
                said, good = _load(layer, path)
                if good:
                    return
                self.remarks.append(path.name + ": " + said)
        self._caltopo(layer, table)

    def _caltopo(self, layer: QgsVectorLayer, table: Table) -> None:
        style_layer(layer, table.cls, self._context_of(layer, table))
        self._made[table.name] = (self._texts.count(table), self._context)
        if layer.isSpatial():
            layer.setCustomProperty(OURS, _digest(layer.renderer()))

    def _renew(self, layer: QgsVectorLayer, table: Table) -> None:
        """The renderer again, where it is ours and something new is to be drawn."""
        now = (self._texts.count(table), self._context)
        if now[0] is not None and self._made.get(table.name) == now:
            return
        if not layer.isSpatial() or self.is_own(table.name):
            return
        self._made[table.name] = now
        made = renderer(layer, table.cls, self._context_of(layer, table))
        if made is None:
            return
        visibility.hide_in(made, layer, self._hidden())
        if layer.customProperty(OURS) != _digest(made):  # or the legend would be built anew
            layer.setRenderer(made)
            layer.setCustomProperty(OURS, _digest(layer.renderer()))
            layer.triggerRepaint()

    def _context_of(self, layer: QgsVectorLayer, table: Table) -> Context:
        pictures = {}
        if self._icons is not None and "marker_symbol" in table.column_names:
            pictures = self._icons.there(self._present(layer, table, "marker_symbol"))
        return replace(
            self._context, values=partial(self._present, layer, table), pictures=pictures
        )

    def _present(self, layer: QgsVectorLayer, table: Table, column: str) -> list[str]:
        known = self._texts.of(table, column)
        return values(layer, column) if known is None else sorted(known)[:MOST_CATEGORIES]

    def _read_periods(self) -> None:
        if "OperationalPeriod" not in self._dressed:
            return
        layer, _ = self._dressed["OperationalPeriod"]
        found = []
        for row in layer.dataProvider().getFeatures():
            texts = (row[name] for name in ("stroke", "fill") if row.fields().indexOf(name) >= 0)
            named = (_color(text) for text in texts)
            title = row["title"] if isinstance(row["title"], str) else ""
            found.append(Period(str(row["caltopo_id"]), title, next(filter(None, named), "")))
        found.sort(key=lambda p: (p.title.casefold(), p.id))
        self._context = replace(self._context, periods=tuple(found))

    # -- folders --------------------------------------------------------------------------------

    @property
    def folders(self) -> list[Folder]:
        """The map's folders as they show here: as CalTopo has them, or as the user chose."""
        return [
            replace(
                folder,
                visible=self._shown.get(folder.id, folder.visible),
                labels=self._labelled.get(folder.id, folder.labels),
            )
            for folder in self._folders
        ]

    def show_folder(self, id: str, visible: bool | None = None, labels: bool | None = None) -> None:
        """Show or hide a folder's objects or labels here; the map on the server stays as it is."""
        for _ in self.show_folder_each(id, visible, labels):
            pass

    def show_folder_each(
        self, id: str, visible: bool | None = None, labels: bool | None = None
    ) -> Iterator[None]:
        """The same, a layer a step; for a window, with ``step``."""
        if visible is not None:
            self._shown[id] = visible
        if labels is not None:
            self._labelled[id] = labels
        self._keep_choices()
        yield from self._hide_each()

    def _keep_choices(self) -> None:
        """With the project, if that is saved."""
        if "Folder" in self._dressed:
            said = json.dumps([self._shown, self._labelled], sort_keys=True)
            self._dressed["Folder"][0].setCustomProperty(SHOWN, said)

    def _read_choices(self, layer: QgsVectorLayer) -> None:
        try:
            shown, labelled = json.loads(layer.customProperty(SHOWN) or "[{}, {}]")
            self._shown = {str(k): v is True for k, v in shown.items()}
            self._labelled = {str(k): v is True for k, v in labelled.items()}
        except (ValueError, TypeError, AttributeError):
            self._shown, self._labelled = {}, {}

    def _read_folders(self) -> None:
        if "Folder" not in self._dressed:
            return
        layer, _ = self._dressed["Folder"]
        self._folders = [
            Folder(
                str(row["caltopo_id"]),
                row["title"] if isinstance(row["title"], str) else "",
                row["folderId"] if isinstance(row["folderId"], str) else "",
                row["visible"] is not False,
                row["labelVisible"] is not False,
            )
            for row in layer.dataProvider().getFeatures()
        ]
        self._folders.sort(key=lambda folder: (folder.title.casefold(), folder.id))

    def _hidden(self) -> set[str]:
        shown = {f.id: self._shown.get(f.id, f.visible) for f in self._folders}
        return visibility.hidden(self._folders, shown)

    def _unlabelled(self) -> set[str]:
        shown = {f.id: self._labelled.get(f.id, f.labels) for f in self._folders}
        return visibility.hidden(self._folders, shown)

    def _hide_each(self) -> Iterator[None]:
        for name in list(self._dressed):
            if name in self._dressed:
                self._hide(self._dressed[name][0])
                yield

    def _hide(self, layer: QgsVectorLayer) -> None:
        set_folder_paths(layer, visibility.paths(self._folders))
        if not layer.isSpatial():
            return
        name = next(n for n, (there, _) in self._dressed.items() if there is layer)
        ours = not self.is_own(name)
        visibility.apply(layer, self._hidden(), self._unlabelled())
        if ours:
            layer.setCustomProperty(OURS, _digest(layer.renderer()))


def _color(text: object) -> str:
    """A colour of the server's as ``#rrggbb``, "" for none."""
    color = QColor("#" + text.replace("#", "")) if isinstance(text, str) else QColor()
    return color.name() if color.isValid() else ""


def _digest(drawn: QgsFeatureRenderer | None) -> str:
    """A digest of a layer's renderer, without what differs from copy to copy."""
    if drawn is None:
        return ""
    text = _SYMBOL_LAYER_ID.sub("", visibility.text_of(drawn))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _load(layer: QgsVectorLayer, path: Path) -> tuple[str, bool]:
    """Symbols and labels of a style file; the columns' widgets and the rest stay as they are."""
    parts = QgsMapLayer.StyleCategory
    said, good = layer.loadNamedStyle(
        str(path), parts.Symbology | parts.Labeling | parts.Rendering | parts.MapTips
    )
    return said, good
