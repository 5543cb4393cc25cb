# SPDX-License-Identifier: GPL-2.0-or-later
"""Past pushes and former states of objects: looked at, undone, restored."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from .. import api
from ..caltopo import objects
from ..host.texts import later, tr
from ..session.since import Version, differing, state_of
from . import resources
from .canvas_marks import BLUE, ORANGE, Shape
from .desktop import Desktop
from .map_dialog import MapDialog
from .panel_state import MapState
from .undoing import Undoing
from .values import as_tip, counted, object_name, push_name, when

ROLE = Qt.ItemDataRole.UserRole
TIME, WHAT, COUNTS = range(3)
MOST_LISTED = 1000
UNTIL, THEN, NOW = range(3)


class HistoryDialog(MapDialog):
    """Pushes on the left, on the right the former states of the object chosen there."""

    form = "history"
    title = later("History of {title}")

    # the children of ui/history.ui
    splitter: Any
    pushes: Any
    undo: Any
    zoom: Any
    versions_label: Any
    versions: Any
    on_map: Any
    restore: Any
    buttons: Any

    def __init__(self, desktop: Desktop, state: MapState) -> None:
        super().__init__(desktop, state)
        self._shown: list[dict[str, Any]] | None = None
        self._key: tuple[str, str] | None = None
        self._undoing = Undoing(desktop, self)
        self._now: dict[str, Any] | None = None  # the object chosen, as the server last said it
        self._reading = False
        self.pushes.setHeaderLabels([tr("Time"), tr("Push or object"), tr("What it did")])
        resources.set_widths(self.pushes, {TIME: 125, WHAT: 190})
        self.versions.setHeaderLabels([tr("Was so until"), tr("Then"), tr("Now on the map")])
        resources.set_widths(self.versions, {UNTIL: 150, THEN: 140})
        self.splitter.setSizes([500, 460])
        self.pushes.currentItemChanged.connect(lambda *_: self._show_versions())
        self.pushes.itemExpanded.connect(self._unfold)
        self.pushes.itemActivated.connect(lambda *_: self._zoom())
        self.versions.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.undo.clicked.connect(self._undo)
        self.zoom.clicked.connect(self._zoom)
        self.restore.clicked.connect(self._ask_to_restore)
        self.on_map.toggled.connect(lambda *_: self._show_chosen())
        self.buttons.rejected.connect(self.reject)
        state.changed.connect(self.follow)
        self.read()

    # -- pushes ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the history again, beside the main thread: it may name many objects."""
        self._reading = True
        opened = self.state.map
        self.beside(
            tr("Reading the history of {title}").format(title=opened.title),
            opened.history,
            self._fill,
        )

    def follow(self) -> None:
        """A push or an undo ended, or something else did: the look after it is the time."""
        if not self.busy and not self._reading and self.state.job is None and self._stale():
            self.read()
        self._enable()

    def _stale(self) -> bool:
        if self.state.closed:
            return False
        return self.state.look.last_push != (self._shown[0]["push"] if self._shown else None)

    def _fill(self, found: list[dict[str, Any]]) -> None:
        self._reading = False
        if self.state.closed or found == self._shown:
            return
        self._shown = found
        chosen = self._key
        self.pushes.clear()
        numbers = {push["push"]: push for push in found}
        for push in found:
            row = QTreeWidgetItem(
                [when(push["started"]), _name(push, numbers),
                 counted(added=push["added"], edited=push["edited"], deleted=push["deleted"])]
            )  # fmt: skip
            row.setToolTip(WHAT, as_tip(row.text(WHAT)))
            row.setData(TIME, ROLE, push)
            row.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self.pushes.addTopLevelItem(row)
        if found:
            first = self.pushes.topLevelItem(0)
            first.setExpanded(True)
            lines = [first.child(n) for n in range(first.childCount())]
            same = [line for line in lines if line.data(TIME, ROLE) == chosen]
            self.pushes.setCurrentItem(same[0] if same else first)
        self._show_versions()

    def _unfold(self, row: QTreeWidgetItem) -> None:
        """The objects of a push, made when somebody wants to see them."""
        push = row.data(TIME, ROLE)
        if not isinstance(push, dict) or row.childCount():
            return
        words = {"add": tr("added"), "edit": tr("edited"), "delete": tr("deleted")}
        for item in push["items"][:MOST_LISTED]:
            line = QTreeWidgetItem(
                ["", object_name(item["cls"], item["title"]), words.get(item["kind"], "")]
            )
            line.setData(TIME, ROLE, (item["cls"], item["id"]))
            row.addChild(line)

    def current_push(self) -> dict[str, Any] | None:
        item = self.pushes.currentItem()
        if item is not None and item.parent() is not None:
            item = item.parent()
        return item.data(TIME, ROLE) if item is not None else None

    def _undo(self) -> None:
        push = self.current_push()
        if push is not None:
            self._undoing.ask(self.state, push["push"])

    def _zoom(self) -> None:
        item = self.pushes.currentItem()
        if item is None:
            return
        data = item.data(TIME, ROLE)
        keys = [data] if isinstance(data, tuple) else [(i["cls"], i["id"]) for i in data["items"]]
        opened = self.state.map

        def job() -> list[Shape | None]:
            features = (opened.seen(*key) for key in keys[:MOST_LISTED])
            return [feature.get("geometry") if feature else None for feature in features]

        self.ask(tr("Looking for objects of {title}").format(title=opened.title), job, self.go_to)

    # -- versions -------------------------------------------------------------------------------

    def show_object(self, cls: str, id: str) -> None:
        """Show the former states of an object, whether a push touched it or not."""
        self._key, self._now = (cls, id), None
        self.versions.clear()
        self.versions_label.setText(tr("Looking…"))
        opened = self.state.map

        def job() -> tuple[dict[str, Any] | None, bool, list[Version]]:
            return opened.seen(cls, id), opened.is_gone(cls, id), opened.versions(cls, id)

        self.ask(
            tr("Reading the versions of an object of {title}").format(title=opened.title),
            job,
            lambda found: self._fill_versions((cls, id), *found),
        )

    def _fill_versions(
        self, key: tuple[str, str], now: dict[str, Any] | None, gone: bool, found: list[Version]
    ) -> None:
        if key != self._key:
            return  # another was chosen meanwhile
        cls, self._now = key[0], now
        title = objects.display_title(cls, (now or {}).get("properties") or {})
        self.versions.clear()
        self.versions_label.setText(
            tr("&Versions of {object}").format(object=object_name(cls, title).replace("&", "&&"))
            if found
            else tr("There is no earlier version of {object} in this copy.").format(
                object=object_name(cls, title).replace("&", "&&")
            )
        )
        for version in reversed(found):
            row = self._row(cls, version, None if gone else now)
            self.versions.addTopLevelItem(row)
            row.setFirstColumnSpanned(True)
        if found:
            self.versions.setCurrentItem(self.versions.topLevelItem(0))

    def _row(self, cls: str, version: Version, now: dict[str, Any] | None) -> QTreeWidgetItem:
        then = state_of(version)
        fields = differing(then, now or {})
        row = QTreeWidgetItem([when(version.seen)])
        row.setData(UNTIL, ROLE, version)
        if now is None:
            row.setText(UNTIL, tr("{time}: deleted since").format(time=when(version.seen)))
        else:
            names = ", ".join(self.wording.name(cls, name) for name in fields)
            same = tr("the same as now")
            row.setText(UNTIL, f"{when(version.seen)}: {names or same}")
        row.setToolTip(UNTIL, as_tip(row.text(UNTIL)))
        for name, (old, new) in fields.items():
            texts = [self.wording.name(cls, name), self.wording.value(cls, name, old),
                     self.wording.value(cls, name, new, old)]  # fmt: skip
            line = QTreeWidgetItem([text.replace("\n", " ⏎ ") for text in texts])
            line.setToolTip(THEN, as_tip(texts[THEN]))
            line.setToolTip(NOW, as_tip(texts[NOW]))
            row.addChild(line)
        row.setExpanded(True)
        return row

    def _show_versions(self) -> None:
        item = self.pushes.currentItem()
        data = item.data(TIME, ROLE) if item is not None else None
        if isinstance(data, tuple):
            self.show_object(*data)
        else:
            self._key = None
            self.versions.clear()
            self.versions_label.setText(
                tr("Choose an object of a push to see what it was before.")
                if self._shown
                else tr("Nothing was pushed from this computer yet.")
            )
        self._show_chosen()
        self._enable()

    def current_version(self) -> Version | None:
        item = self.versions.currentItem()
        if item is not None and item.parent() is not None:
            item = item.parent()
        return item.data(UNTIL, ROLE) if item is not None else None

    def _show_chosen(self) -> None:
        version = self.current_version()
        for number in range(self.versions.topLevelItemCount()):
            row = self.versions.topLevelItem(number)
            row.setExpanded(row is self._row_of(self.versions.currentItem()))
        if version is None or self._key is None or not self.on_map.isChecked():
            self.marks.clear()
        else:
            then: Shape | None = state_of(version).get("geometry")
            self.marks.show(
                [(BLUE, (self._now or {}).get("geometry")), (ORANGE, then)],
                {tr("now"): BLUE, tr("the version chosen"): ORANGE},
            )
        self._enable()

    @staticmethod
    def _row_of(item: QTreeWidgetItem | None) -> QTreeWidgetItem | None:
        return item.parent() if item is not None and item.parent() is not None else item

    def _ask_to_restore(self) -> None:
        version, key = self.current_version(), self._key
        if version is None or key is None:
            return
        title = objects.display_title(key[0], state_of(version).get("properties") or {})
        sent = self.state.map.push_on_save
        self.confirm(
            tr("Restore {object} as it was until {time}?").format(
                object=object_name(key[0], title), time=when(version.seen)
            ),
            tr("It is sent to the map at once, and can be undone.")
            if sent
            else tr("It goes to the map with the next push, and can be undone."),
            tr("&Restore"),
            lambda: self._restore(key, version),
        )

    def _restore(self, key: tuple[str, str], version: Version) -> None:
        opened = self.state.map

        def done(report: api.SetBackReport) -> None:
            if not self.state.closed:
                self.desktop.maps.telling.set_back(opened, report)

        self.beside(
            tr("Restoring an object of {title}").format(title=opened.title),
            lambda: opened.restore(*key, version.number),
            done,
        )

    def _enable(self) -> None:
        job = self.state.job is not None
        busy = self.why_busy or (tr("A job is under way.") if job else "")
        push = "" if self.current_push() is not None else tr("Choose a push first.")
        there = self.pushes.currentItem() is not None
        version = "" if self.current_version() is not None else tr("Choose a version first.")
        resources.enable(self.undo, push or busy)
        resources.enable(self.zoom, "" if there else tr("Choose a push or an object first."))
        resources.enable(self.restore, version or busy)


def _name(push: dict[str, Any], pushes: dict[int, dict[str, Any]]) -> str:
    name = push_name(str(push["name"]))
    undone = pushes.get(push["undone_by"] or 0)
    if undone is not None:
        name = tr("{name} (undone {time})").format(name=name, time=when(undone["started"]))
    return name
