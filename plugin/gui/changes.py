# SPDX-License-Identifier: GPL-2.0-or-later
"""What a push would send: a table, on the canvas, each change to be taken back or tried again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from .. import api
from ..caltopo.errors import CalTopoError
from ..host.sayings import said
from ..host.texts import later, tr
from . import resources
from .canvas_marks import BLUE, ORANGE, RED, Ink, Shape
from .desktop import Desktop
from .map_dialog import MapDialog
from .panel_state import MapState
from .values import as_tip, object_name

NAME, CHANGE, OLD, NEW, STATE = range(5)
MOST_DRAWN = 500  # beyond that a canvas only gets slower
MOST_LISTED = 500  # nobody reads more, and the window must not stand still for it
UNFOLDED = 20
ROLE = Qt.ItemDataRole.UserRole

INKS: dict[str, Ink] = {"add": BLUE, "edit": ORANGE, "delete": RED}


class ChangesDialog(MapDialog):
    """Follows the map's state while it is open."""

    form = "changes"
    title = later("Changes of {title}")

    # the children of ui/changes.ui
    summary: Any
    changes: Any
    on_map: Any
    zoom: Any
    discard: Any
    retry: Any
    push: Any
    buttons: Any

    def __init__(self, desktop: Desktop, state: MapState) -> None:
        super().__init__(desktop, state)
        self._shown: list[api.Change] | None = None
        self.changes.setHeaderLabels(
            [tr("Object or property"), tr("Change"), tr("On the map"), tr("Here"), tr("State")]
        )
        resources.set_widths(self.changes, {NAME: 230, OLD: 190, NEW: 190})
        self.changes.currentItemChanged.connect(lambda *_: self._enable())
        self.changes.itemExpanded.connect(self._unfold)
        self.changes.itemActivated.connect(lambda *_: self._zoom())
        self.zoom.clicked.connect(self._zoom)
        self.discard.clicked.connect(self._ask_to_discard)
        self.retry.clicked.connect(self._retry)
        self.push.clicked.connect(self._push)
        self.on_map.toggled.connect(self._draw)
        self.buttons.rejected.connect(self.reject)
        state.changed.connect(self.follow)
        self.follow()

    def current(self) -> api.Change | None:
        """The change that is chosen, also where one of its properties is."""
        item = self.changes.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return item.data(NAME, ROLE) if item is not None else None

    def follow(self) -> None:
        """Show what the last look at the map found."""
        found = self.state.look.changes
        if found != self._shown:
            self._rebuild(found)
            self._draw()
        if not found:
            summary = tr("A push would send nothing: everything here is on the map.")
        elif self.state.refused:
            summary = tr(
                "{words}. Saved on this computer; a push sends them, Retry what was refused."
            )
        else:
            summary = tr("{words}. Saved on this computer; a push sends them.")
        self.summary.setText(summary.format(words=self.state.in_words()))
        if len(found) > MOST_LISTED:
            first = tr("The first {count} are listed.").format(count=MOST_LISTED)
            self.summary.setText(f"{self.summary.text()} {first}")
        self._enable()

    def _rebuild(self, found: list[api.Change]) -> None:
        before = self.current()
        self._shown = found
        self.changes.clear()
        words = {"add": tr("added"), "edit": tr("edited"), "delete": tr("deleted")}
        icons = {kind: ink.icon() for kind, ink in INKS.items()}
        rows = []
        for change in found[:MOST_LISTED]:
            row = QTreeWidgetItem(
                [object_name(change.cls, change.title), words.get(change.kind, change.kind),
                 "", "", _state_in_words(change)]
            )  # fmt: skip
            row.setIcon(CHANGE, icons[change.kind])
            row.setData(NAME, ROLE, change)
            row.setToolTip(STATE, as_tip(said(change.reason)))
            if change.fields:
                row.setChildIndicatorPolicy(_UNFOLDS)
            rows.append(row)
        self.changes.addTopLevelItems(rows)
        for row in rows[:UNFOLDED]:
            row.setExpanded(row.data(NAME, ROLE).kind == "edit")
        same = [
            row
            for row, change in zip(rows, found)
            if before is not None and (before.cls, before.id) == (change.cls, change.id)
        ]
        if same:
            self.changes.setCurrentItem(same[0])
        if self.changes.currentItem() is None and found:
            self.changes.setCurrentItem(self.changes.topLevelItem(0))

    def _unfold(self, row: QTreeWidgetItem) -> None:
        """The properties of a change, made when somebody wants to see them."""
        change = row.data(NAME, ROLE)
        if change is None or row.childCount():
            return
        for name, (old, new) in change.fields.items():
            texts = [self.wording.name(change.cls, name), "",
                     self.wording.value(change.cls, name, old),
                     self.wording.value(change.cls, name, new, old), ""]  # fmt: skip
            line = QTreeWidgetItem([text.replace("\n", " ⏎ ") for text in texts])
            line.setToolTip(OLD, as_tip(texts[OLD]))
            line.setToolTip(NEW, as_tip(texts[NEW]))
            row.addChild(line)

    def _enable(self) -> None:
        chosen, busy = self.current(), self.why_busy
        refused = (
            chosen is not None
            and chosen.state in ("parked", "waiting")
            and self._waiting(chosen) is not None
        )
        none = "" if chosen is not None else tr("Choose a change first.")
        resources.enable(self.zoom, none)
        resources.enable(self.discard, none or busy)
        well = "" if refused else tr("Only a change that was refused or waits can be sent again.")
        resources.enable(self.retry, none or well or busy)
        nothing = "" if self._shown else tr("There is nothing to push.")
        if self._shown and len(self.state.refused) == len(self._shown):
            nothing = tr("Only Retry sends again what was refused.")
        job = self.state.job is not None
        resources.enable(self.push, nothing or busy or (tr("A job is under way.") if job else ""))

    def shapes(self, change: api.Change) -> tuple[Shape | None, Shape | None]:
        """Where an object is on the map and where it is here, as far as that is somewhere else."""
        old, new = change.fields.get("geometry", (None, None))
        there = self.state.look.places.get((change.cls, change.id)) if old is None else old
        if change.kind == "delete":
            return there, None
        return (old, new) if new is not None else (None, there)

    def _draw(self, *_: Any) -> None:
        if not self.on_map.isChecked():
            self.marks.clear()
            return
        legend = {
            tr("added here"): INKS["add"],
            tr("edited here"): INKS["edit"],
            tr("deleted here"): INKS["delete"],
        }
        if any(
            change.kind == "edit" and "geometry" in change.fields for change in self._shown or ()
        ):
            legend[tr("as it is on the map")] = _WAS
        self.marks.show(self._drawn(), legend)

    def _drawn(self) -> Iterator[tuple[Ink, Shape | None]]:
        for change in (self._shown or [])[:MOST_DRAWN]:
            old, new = self.shapes(change)
            yield (RED if change.kind == "delete" else _WAS), old
            yield INKS[change.kind], new

    def _zoom(self) -> None:
        change = self.current()
        if change is not None:
            self.go_to(list(self.shapes(change)))

    def _waiting(self, change: api.Change) -> api.Waiting | None:
        key = change.cls, change.id
        return next((w for w in self.state.look.outbox if (w.cls, w.id) == key), None)

    def _ask_to_discard(self) -> None:
        change = self.current()
        if change is None:
            return
        then = {
            "add": tr("The new object is removed here; it was never on the map."),
            "edit": tr("The object becomes again what it is on the map."),
            "delete": tr("The object comes back here; it is still on the map."),
        }[change.kind]
        self.confirm(
            tr("Take back your change of {object}?").format(
                object=object_name(change.cls, change.title)
            ),
            then,
            tr("&Take it back"),
            lambda: self._discard(change),
        )

    def _discard(self, change: api.Change) -> None:
        opened = self.state.map
        self.beside(
            tr("Taking back a change of {title}").format(title=opened.title),
            lambda: opened.discard(change),
        )

    def _retry(self) -> None:
        change = self.current()
        item = self._waiting(change) if change is not None else None
        if item is None:
            return
        opened = self.state.map
        self.beside(
            tr("Trying a change of {title} again").format(title=opened.title),
            lambda: opened.retry(item),
            lambda _: self._push(),
        )

    def _push(self) -> None:
        try:
            self.state.map.push(wait=False)
        except CalTopoError as error:
            self.desktop.messages.failure(error)


_UNFOLDS = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
_WAS = Ink("#999999", Qt.PenStyle.DashDotLine, BLUE.point)


def _state_in_words(change: api.Change) -> str:
    words = {
        "ready": tr("ready"),
        "waiting": tr("waits"),
        "conflict": tr("in conflict"),
        "parked": tr("refused by the server"),
        "unknown": tr("on its way, outcome unknown"),
    }
    shown = words.get(change.state, change.state)
    return f"{shown}: {said(change.reason)}" if change.reason else shown
