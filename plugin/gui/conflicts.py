# SPDX-License-Identifier: GPL-2.0-or-later
"""Conflicts, property by property: what it was, mine, theirs, and what shall become of it."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QListWidgetItem, QTreeWidgetItem

from .. import api
from ..caltopo.errors import CalTopoError
from ..host.texts import later, tr
from . import resources
from .canvas_marks import BLUE, RED, Ink, Shape
from .desktop import Desktop
from .map_dialog import MapDialog
from .panel_state import MapState
from .values import as_tip, object_name

NAME, BASE, MINE, THEIRS, RESULT = range(5)
SIDES = {MINE: "mine", THEIRS: "theirs"}
ROLE = Qt.ItemDataRole.UserRole
WAS = Ink("#999999", Qt.PenStyle.DashDotLine, BLUE.point)


class ConflictsDialog(MapDialog):
    """One object at a time; nothing is decided before a button is pressed."""

    form = "conflicts"
    title = later("Conflicts of {title}")

    # the children of ui/conflicts.ui
    conflicts: Any
    what: Any
    properties: Any
    mine: Any
    theirs: Any
    zoom: Any
    resolve: Any
    all_mine: Any
    all_theirs: Any
    buttons: Any
    splitter: Any

    def __init__(self, desktop: Desktop, state: MapState) -> None:
        super().__init__(desktop, state)
        self._shown: list[api.Conflict] | None = None
        self._choices: dict[str, str] = {}
        self._filling = self._toggled = False
        self.properties.setHeaderLabels(
            [tr("Property"), tr("Before both"), tr("Mine"), tr("Theirs"), tr("Result")]
        )
        header = self.properties.headerItem()
        for column, ink in ((BASE, WAS), (MINE, BLUE), (THEIRS, RED)):
            header.setIcon(column, ink.icon())
        widths = {NAME: 110, BASE: 140, MINE: 165, THEIRS: 165}
        resources.set_widths(self.properties, widths)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([200, 760])
        self.conflicts.currentItemChanged.connect(lambda *_: self._show_current())
        self.properties.itemChanged.connect(self._checked)
        self.properties.itemClicked.connect(self._clicked)
        self.mine.clicked.connect(lambda: self._choose_all("mine"))
        self.theirs.clicked.connect(lambda: self._choose_all("theirs"))
        self.zoom.clicked.connect(self._zoom)
        self.resolve.clicked.connect(self._resolve)
        self.all_mine.clicked.connect(lambda: self._ask_all("mine"))
        self.all_theirs.clicked.connect(lambda: self._ask_all("theirs"))
        self.buttons.rejected.connect(self.reject)
        state.changed.connect(self.follow)
        self.follow()

    def current(self) -> api.Conflict | None:
        item = self.conflicts.currentItem()
        return item.data(ROLE) if item is not None else None

    def follow(self) -> None:
        """Show what the last look at the map found; choices for the shown object stay."""
        found = self.state.look.conflicts
        if found != self._shown:
            self._shown = found
            before = self.current()
            kept = dict(self._choices)
            self.conflicts.clear()
            for conflict in found:
                item = QListWidgetItem(object_name(conflict.cls, conflict.title))
                item.setData(ROLE, conflict)
                self.conflicts.addItem(item)
                if before is not None and (before.cls, before.id) == (conflict.cls, conflict.id):
                    self.conflicts.setCurrentItem(item)
            if self.conflicts.currentItem() is None and found:
                self.conflicts.setCurrentRow(0)
            now = self.current()
            if before is not None and now is not None and before == now:
                self._choices = kept
                self._show_results()
            if not found:
                self._show_current()
        self._enable()

    # -- one object -----------------------------------------------------------------------------

    def _show_current(self) -> None:
        conflict = self.current()
        self._choices = {}
        self._filling = True
        self.properties.clear()
        if conflict is None:
            self.what.setText(tr("There is no conflict."))
            self.marks.clear()
        else:
            self.what.setText(_what_happened(conflict))
            for name, values in conflict.properties.items():
                self.properties.addTopLevelItem(self._row(conflict, name, values))
            self.marks.show(self._drawn(conflict), self._legend(conflict))
        self._filling = False
        self._show_results()
        self._enable()

    def _row(
        self, conflict: api.Conflict, name: str, values: tuple[Any, Any, Any]
    ) -> QTreeWidgetItem:
        row = QTreeWidgetItem([self.wording.name(conflict.cls, name)])
        row.setData(NAME, ROLE, name)
        base, *sides = values
        texts = [self.wording.value(conflict.cls, name, base)]
        texts += [self.wording.value(conflict.cls, name, side, base) for side in sides]
        if conflict.kind == "deleted here":
            texts[1] = tr("(deleted)")
        elif conflict.kind == "deleted there":
            texts[2] = tr("(deleted)")
        for column, text in zip((BASE, MINE, THEIRS), texts):
            row.setText(column, text.replace("\n", " ⏎ "))
            row.setToolTip(column, as_tip(text))
        for column in SIDES:
            row.setCheckState(column, Qt.CheckState.Unchecked)
        return row

    def _drawn(self, conflict: api.Conflict) -> list[tuple[Ink, Shape | None]]:
        shapes = self.shapes(conflict)
        return [(WAS, shapes[0]), (RED, shapes[2]), (BLUE, shapes[1])]

    def _legend(self, conflict: api.Conflict) -> dict[str, Ink]:
        if "geometry" not in conflict.properties:
            return {tr("the object in conflict"): RED}
        return {tr("before both"): WAS, tr("mine"): BLUE, tr("theirs"): RED}

    def shapes(self, conflict: api.Conflict) -> tuple[Shape | None, Shape | None, Shape | None]:
        """Before, mine and theirs; the one place of the object where that is not in conflict."""
        if "geometry" in conflict.properties:
            return conflict.properties["geometry"]
        return None, None, self.state.look.places.get((conflict.cls, conflict.id))

    # -- choosing -------------------------------------------------------------------------------

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        """A click anywhere in a cell takes its value, not only one on the small box."""
        if column in SIDES and not self._toggled:
            side = SIDES[column]
            self._choose(item, None if self._choices.get(item.data(NAME, ROLE)) == side else side)

    def _checked(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling or column not in SIDES:
            return
        self._toggled = True  # the click on the box, if it was one, is about to be told as well
        QTimer.singleShot(0, self._forget_toggle)
        side, name = SIDES[column], item.data(NAME, ROLE)
        if item.checkState(column) == Qt.CheckState.Checked:
            self._choose(item, side)
        elif self._choices.get(name) == side:
            self._choose(item, None)

    def _forget_toggle(self) -> None:
        self._toggled = False

    def _choose(self, item: QTreeWidgetItem, side: str | None) -> None:
        conflict = self.current()
        if conflict is None:
            return
        # of an object that one side deleted, either stays whole
        names = [item.data(NAME, ROLE)] if conflict.kind == "edit" else list(conflict.properties)
        for name in names:
            if side is None:
                self._choices.pop(name, None)
            else:
                self._choices[name] = side
        self._show_results()

    def _choose_all(self, side: str) -> None:
        conflict = self.current()
        if conflict is not None:
            self._choices = dict.fromkeys(conflict.properties, side)
            self._show_results()

    def _show_results(self) -> None:
        self._filling = True
        for number in range(self.properties.topLevelItemCount()):
            row = self.properties.topLevelItem(number)
            side = self._choices.get(row.data(NAME, ROLE))
            for column, each in SIDES.items():
                checked = Qt.CheckState.Checked if side == each else Qt.CheckState.Unchecked
                row.setCheckState(column, checked)
            taken = next((column for column, each in SIDES.items() if each == side), None)
            text = row.text(taken) if taken is not None else tr("not decided")
            row.setText(RESULT, text)
            font = row.font(NAME)
            font.setBold(taken is not None)
            font.setItalic(taken is None)
            row.setFont(RESULT, font)
        self._filling = False
        self._enable()

    def _enable(self) -> None:
        conflict, busy = self.current(), self.why_busy
        none = "" if conflict is not None else tr("Choose a conflict first.")
        for button in (self.mine, self.theirs, self.zoom):
            resources.enable(button, none)
        undecided = "" if self._choices else tr("Tick the values that shall hold first.")
        resources.enable(self.resolve, none or undecided or busy)
        nothing = "" if self._shown else tr("There is no conflict.")
        for button in (self.all_mine, self.all_theirs):
            resources.enable(button, nothing or busy)
        if conflict is not None:
            left = len(conflict.properties) - len(self._choices)
            self.resolve.setText(
                tr("&Resolve") if not left or not self._choices else tr("&Resolve what is decided")
            )

    def _zoom(self) -> None:
        conflict = self.current()
        if conflict is not None:
            self.go_to(list(self.shapes(conflict)))

    # -- deciding -------------------------------------------------------------------------------

    def _resolve(self) -> None:
        conflict, choices = self.current(), dict(self._choices)
        if conflict is None or not choices:
            return
        opened = self.state.map
        self.beside(
            tr("Resolving a conflict of {title}").format(title=opened.title),
            lambda: opened.resolve(conflict, choices),
            lambda _: self._resolved("mine" in choices.values(), 1),
        )

    def _ask_all(self, side: str) -> None:
        found = list(self._shown or ())
        keep = side == "mine"
        self.confirm(
            tr("Settle {count} conflicts at once?").format(count=len(found)),
            tr("Your values replace those of your colleagues with the next push.")
            if keep
            else tr("Your values are given up; the objects become what they are on the map."),
            tr("Keep &mine") if keep else tr("Take &theirs"),
            lambda: self._resolve_all(found, side),
        )

    def _resolve_all(self, found: list[api.Conflict], side: str) -> None:
        opened = self.state.map

        def job() -> None:
            for conflict in found:
                opened.resolve(conflict, side)

        self.beside(
            tr("Resolving the conflicts of {title}").format(title=opened.title),
            job,
            lambda _: self._resolved(side == "mine", len(found)),
        )

    def _resolved(self, goes_out: bool, count: int) -> None:
        """What was decided as mine goes out, at once where saving pushes."""
        opened = self.state.map
        if goes_out and opened.push_on_save:
            try:
                opened.push(wait=False)
            except CalTopoError as error:
                self.desktop.messages.failure(error)
        elif goes_out:
            self.desktop.messages.info(tr("It is settled; push to send your values."))


def _what_happened(conflict: api.Conflict) -> str:
    name = object_name(conflict.cls, conflict.title)
    text = {
        "deleted here": tr("You deleted {name}, and a colleague changed it meanwhile. "
                           "Mine deletes it on the map, Theirs brings it back here."),
        "deleted there": tr("You changed {name}, and a colleague deleted it meanwhile. "
                            "Mine adds it to the map again, Theirs deletes it here."),
    }.get(
        conflict.kind,
        tr("You and a colleague both changed {name}. Take one value in each row; "
           "what is not decided stays in conflict."),
    )  # fmt: skip
    return text.format(name=name)
