# SPDX-License-Identifier: GPL-2.0-or-later
"""Selected lines and areas cut, cropped or expanded by another object of their map."""

from __future__ import annotations

from enum import Enum
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QCompleter

from .. import api
from ..host.texts import tr
from ..session.cutting import Reshaped
from ..sync.editing import MapObject
from .canvas_marks import BLUE, ORANGE
from .desktop import Desktop
from .tools_dialog import Told, ToolDialog, named
from .tools_selection import RESHAPED, Selected
from .values import counted, object_name

_AREAS = ("Polygon", "MultiPolygon")
_LINES = ("LineString", "MultiLineString")


class Reshape(Enum):
    """The three ways."""

    CUT = "cut"
    CROP = "crop"
    EXPAND = "expand"


class ReshapeDialog(ToolDialog):
    """An object in ``other`` changes the selected ones; the canvas shows which is which."""

    form = "reshape"

    how: Any
    other: Any
    other_label: Any
    beyond: Any
    beyond_label: Any
    delete: Any

    def __init__(
        self, way: Reshape, desktop: Desktop, opened: api.Map, selected: list[Selected]
    ) -> None:
        title, button, other, how = {
            Reshape.CUT: (
                tr("Cut"), tr("&Cut"), tr("Cut b&y"),
                tr("An area takes its inside away; a line that crosses from edge to edge splits."),
            ),
            Reshape.CROP: (
                tr("Crop"), tr("C&rop"), tr("Crop &to"),
                tr("What lies outside goes. A line is a corridor, as wide as given on each side."),
            ),
            Reshape.EXPAND: (
                tr("Expand"), tr("E&xpand"), tr("&By the area"),
                tr("The other area becomes part of the selected one."),
            ),
        }[way]  # fmt: skip
        super().__init__(desktop, opened, title, button)
        self._way, self._selected = way, selected
        self._others: list[MapObject] = []
        self._shapes: dict[tuple[str, str], Any] = {}
        self.how.setText(how)
        self.other_label.setText(other)
        for widget in (self.beyond, self.beyond_label):
            widget.setVisible(way is Reshape.CROP)
        self.delete.setVisible(way is not Reshape.CROP)
        self.other.setEnabled(False)
        self.other.lineEdit().setPlaceholderText(tr("Reading the map…"))
        self.other.currentIndexChanged.connect(self._on_other)
        self.other.editTextChanged.connect(self._enable)
        self._on_other()
        self.adjustSize()
        self.look_up(lambda: [o for cls in RESHAPED for o in opened.features(cls)], self._fill)

    def _fill(self, found: list[MapObject]) -> None:
        kinds = _AREAS if self._way is Reshape.EXPAND else _AREAS + _LINES
        chosen = [each.key for each in self._selected]
        fit = [o for o in found if o.geometry and o.geometry.get("type") in kinds]
        self._shapes = {o.key: o.geometry for o in found}
        # what is selected, too, is likely meant: the line first, then the last of the areas
        picked = [o for o in fit if o.key in chosen] if len(chosen) > 1 else []
        picked.sort(key=lambda o: (o.geometry or {}).get("type") in _AREAS)
        rest = [o for o in fit if o.key not in chosen]
        rest.sort(key=lambda o: o.title.casefold())
        self._others = [*picked, *rest]
        self.other.addItems([object_name(o.cls, o.title) for o in self._others])
        self.other.setCurrentIndex(0 if picked else -1)
        completer = QCompleter(self.other.model(), self.other)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.other.setCompleter(completer)
        self.other.setEnabled(True)
        self.other.lineEdit().setPlaceholderText(tr("Type a part of its title"))
        self.other.setFocus()
        self._on_other()

    def _by(self) -> MapObject | None:
        index = self.other.currentIndex()
        typed = self.other.currentText().strip().casefold()
        if 0 <= index < len(self._others) and self.other.itemText(index).casefold() == typed:
            return self._others[index]
        names = [self.other.itemText(i).casefold() for i in range(self.other.count())]
        return self._others[names.index(typed)] if names.count(typed) == 1 else None

    def _targets(self) -> list[Selected]:
        other = self._by()
        return [each for each in self._selected if other is None or each.key != other.key]

    def _on_other(self, *_: object) -> None:
        other, targets = self._by(), self._targets()
        self.said.setText(named(targets))
        drawn: list[tuple[Any, Any]] = [(BLUE, self._shapes.get(each.key)) for each in targets]
        legend = {tr("is changed"): BLUE}
        if other is not None:
            drawn.append((ORANGE, other.geometry))
            legend[tr("changes it")] = ORANGE
        self.marks.show(drawn, legend)
        self._enable()

    def ready(self) -> str:
        if not self.other.isEnabled():
            return tr("Reading the map…")
        if self._by() is None:
            return tr("Choose the other object by its title.")
        targets = self._targets()
        if not targets:
            return tr("An object cannot be changed by itself; choose another one.")
        if self._way is Reshape.EXPAND and len(targets) > 1:
            return tr("One area is expanded at a time; {count} are selected.").format(
                count=len(targets)
            )
        return ""

    def start(self) -> None:
        opened, other, way = self.map, self._by(), self._way
        if other is None:
            return
        keys = [each.key for each in self._targets()]
        delete, beyond = self.delete.isChecked(), self.beyond.value()

        def job() -> Reshaped:
            if way is Reshape.CUT:
                return opened.cut(keys, other.key, delete)
            if way is Reshape.CROP:
                return opened.crop(keys, other.key, beyond)
            return opened.expand(keys[0], other.key, delete)

        by = other.title or other.cls
        title = {
            Reshape.CUT: tr("Cut by {title}"),
            Reshape.CROP: tr("Cropped to {title}"),
            Reshape.EXPAND: tr("Expanded by {title}"),
        }[way].format(title=by)
        self.begin(title, job, lambda report: _told(title, report))


def _told(title: str, report: Reshaped) -> Told:
    done = counted(changed=report.edited, added=report.added, deleted=report.deleted)
    left = [item for item in report.items if item["reason"]]
    lines = [
        object_name(item["cls"], item["title"]) + ": "
        + (item["reason"] or {"add": tr("added"), "edit": tr("changed"), "delete": tr("deleted")}[
            item["kind"]
        ])
        for item in report.items
    ]  # fmt: skip
    if not done:
        return Told(tr("Nothing was changed. {why}").format(why=" ".join(lines)), changed=False)
    text = tr("{title}: {done}.").format(title=title, done=done)
    if left:
        text += " " + tr("Left as they are: {count}. {reason}").format(
            count=len(left), reason=left[0]["reason"]
        )
    return Told(text, "\n".join(lines))
