# SPDX-License-Identifier: GPL-2.0-or-later
"""What is new, changed and gone since a moment, say the last briefing: listed and coloured."""

from __future__ import annotations

import time
from typing import Any

from qgis.PyQt.QtCore import QDateTime, Qt
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from ..host.settings import Setting
from ..host.texts import later, tr
from ..session.since import Difference
from . import resources
from .canvas_marks import BLUE, ORANGE, RED, Ink
from .desktop import Desktop
from .map_dialog import MapDialog
from .panel_state import MapState
from .values import as_tip, counted, object_name, objects_in_words, when

OBJECT, HOW, WHEN, BY, WHAT = range(5)
ROLE = Qt.ItemDataRole.UserRole
MOST_DRAWN = MOST_LISTED = 500  # the newest; the window must not stand still for the rest
HOUR = 3600

INKS: dict[str, Ink] = {"new": BLUE, "changed": ORANGE, "gone": RED}


_UNFOLDS = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator


def briefing_of(map_id: str) -> Setting[float]:
    """When the last briefing on a map was, in epoch seconds; 0.0: never."""
    return Setting("briefings/" + map_id, 0.0, "epoch seconds of the last briefing on that map")


class ChangedSinceDialog(MapDialog):
    """Asks the local copy alone; the panel says how old that is."""

    form = "changed_since"
    title = later("What changed on {title}")

    # the children of ui/changed_since.ui
    moment: Any
    preset: Any
    briefed: Any
    summary: Any
    differences: Any
    on_map: Any
    zoom: Any
    zoom_all: Any
    buttons: Any

    def __init__(self, desktop: Desktop, state: MapState) -> None:
        super().__init__(desktop, state)
        self._briefing = briefing_of(state.map.id)
        self._shown: list[Difference] = []
        self._wanted = False
        self.differences.setHeaderLabels(
            [tr("Object"), tr("It is"), tr("When"), tr("By"), tr("What of it")]
        )
        widths = {OBJECT: 240, HOW: 110, WHEN: 120, BY: 90}
        resources.set_widths(self.differences, widths)
        self._fill_presets()
        # a briefing is more often than not some hours ago
        self._set_moment(self._briefing.get() or time.time() - 12 * HOUR)
        self.moment.dateTimeChanged.connect(lambda _: self.read())
        self.preset.activated.connect(self._take_preset)
        self.briefed.clicked.connect(self._note_briefing)
        self.differences.currentItemChanged.connect(lambda *_: self._enable())
        self.differences.itemExpanded.connect(self._unfold)
        self.differences.itemActivated.connect(lambda *_: self._zoom())
        self.zoom.clicked.connect(self._zoom)
        self.zoom_all.clicked.connect(
            lambda: self.go_to([d.geometry for d in self._shown[:MOST_DRAWN]])
        )
        self.on_map.toggled.connect(lambda _: self._draw())
        self.buttons.rejected.connect(self.reject)
        self._heard = len(state.news)
        state.changed.connect(self.follow)
        self.read()

    # -- the moment -----------------------------------------------------------------------------

    def _fill_presets(self) -> None:
        now = time.time()
        self.preset.clear()
        self.preset.addItem(tr("choose…"), 0.0)
        last = self._briefing.get()
        if last:
            self.preset.addItem(tr("last briefing, {time}").format(time=when(last)), last)
        for hours in (1, 2, 6, 12, 24, 48):
            text = tr("last hour") if hours == 1 else tr("last {hours} hours").format(hours=hours)
            self.preset.addItem(text, now - hours * HOUR)

    def _take_preset(self, index: int) -> None:
        seconds = self.preset.itemData(index)
        if seconds:
            self._set_moment(seconds)

    def _set_moment(self, seconds: float) -> None:
        self.moment.setDateTime(QDateTime.fromSecsSinceEpoch(int(seconds)))

    def _note_briefing(self) -> None:
        self._briefing.set(float(int(time.time())))
        self._fill_presets()
        self._set_moment(self._briefing.get())

    # -- what there is --------------------------------------------------------------------------

    def read(self) -> None:
        """Ask the copy; where it is being asked already, once more after that."""
        if self.busy:
            self._wanted = True
            return
        self._wanted = False
        opened, moment = self.state.map, float(self.moment.dateTime().toSecsSinceEpoch())
        self.summary.setText(tr("Looking…"))
        self.beside(
            tr("Looking what changed on {title}").format(title=opened.title),
            lambda: opened.changed_since(moment),
            self._fill,
        )

    def follow(self) -> None:
        if len(self.state.news) != self._heard:
            self._heard = len(self.state.news)
            self.read()

    def _fill(self, found: list[Difference]) -> None:
        if self.state.closed:
            return
        if self._wanted:
            self.read()
            return
        self._shown = found
        self.differences.clear()
        words = {"new": tr("new"), "changed": tr("changed"), "gone": tr("gone")}
        icons = {kind: ink.icon() for kind, ink in INKS.items()}
        rows = []
        for each in found[:MOST_LISTED]:
            names = [self.wording.name(each.cls, name) for name in each.fields or ()]
            row = QTreeWidgetItem(
                [object_name(each.cls, each.title), words[each.kind], when(each.at),
                 self.desktop.accounts.called(each.by) or "—", ", ".join(names)]
            )  # fmt: skip
            row.setIcon(HOW, icons[each.kind])
            row.setData(OBJECT, ROLE, each)
            if each.fields:
                row.setChildIndicatorPolicy(_UNFOLDS)
            rows.append(row)
        self.differences.addTopLevelItems(rows)
        kinds = [each.kind for each in found]
        counts = counted(**{kind: kinds.count(kind) for kind in INKS})
        text = (
            tr("{objects} since then: {counts}.").format(
                objects=objects_in_words(len(found)), counts=counts
            )
            if found
            else tr("Nothing changed since then.")
        )
        asof = tr("As the map was at {time}.").format(time=self.state.refreshed_in_words())
        self.summary.setText(f"{text} {asof}")
        if len(found) > MOST_LISTED:
            newest = tr("The newest {count} are listed.").format(count=MOST_LISTED)
            self.summary.setText(f"{self.summary.text()} {newest}")
        self._draw()
        self._enable()

    def _unfold(self, row: QTreeWidgetItem) -> None:
        """What of an object is another, made when somebody wants to see it."""
        each = row.data(OBJECT, ROLE)
        if each is None or row.childCount():
            return
        for name, (then, now) in (each.fields or {}).items():
            then_and_now = tr("{then} → {now}").format(
                then=self.wording.value(each.cls, name, then),
                now=self.wording.value(each.cls, name, now, then),
            )
            line = QTreeWidgetItem([self.wording.name(each.cls, name), "", "", ""])
            line.setText(WHAT, then_and_now.replace("\n", " ⏎ "))
            line.setToolTip(WHAT, as_tip(then_and_now))
            row.addChild(line)

    def _draw(self) -> None:
        if not self.on_map.isChecked():
            self.marks.clear()
            return
        drawn = ((INKS[each.kind], each.geometry) for each in self._shown[:MOST_DRAWN])
        legend = {tr("new"): BLUE, tr("changed"): ORANGE, tr("gone"): RED}
        self.marks.show(drawn, legend)

    def current(self) -> Difference | None:
        item = self.differences.currentItem()
        if item is not None and item.parent() is not None:
            item = item.parent()
        return item.data(OBJECT, ROLE) if item is not None else None

    def _zoom(self) -> None:
        each = self.current()
        if each is not None:
            self.go_to([each.geometry])

    def _enable(self) -> None:
        chosen = self.current() is not None
        resources.enable(self.zoom, "" if chosen else tr("Choose an object first."))
        resources.enable(self.zoom_all, "" if self._shown else tr("Nothing changed since then."))
