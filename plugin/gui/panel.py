# SPDX-License-Identifier: GPL-2.0-or-later
"""The CalTopo panel: the open maps, how each stands, and what colleagues do to them."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QEvent, QSize, Qt, QTimer
from qgis.PyQt.QtWidgets import QAction, QTreeWidgetItem, QWidget

from .. import api
from ..caltopo.errors import CalTopoError
from ..host import settings
from ..host.texts import tr
from . import help, resources
from .canvas_marks import go_to
from .changed_since import ChangedSinceDialog
from .changes import ChangesDialog
from .conflicts import ConflictsDialog
from .desktop import Desktop
from .history import HistoryDialog
from .map_dialog import MapDialog
from .panel_state import MapState, News
from .two_lines import TwoLines
from .undoing import Undoing
from .values import as_tip, object_name, when
from .work import Work

ROLE = Qt.ItemDataRole.UserRole
WIDE = 40  # letters in a line
MAP, STATE = range(2)
WHEN, OBJECT, WHAT, BY = range(4)


class Panel(QWidget):
    """One map is chosen in the list on top; the rest is about that one."""

    # the children of ui/panel.ui
    pages: Any
    empty: Any
    full: Any
    open_map: Any
    practice: Any
    help: Any
    maps: Any
    reason: Any
    progress: Any
    push: Any
    refresh: Any
    undo: Any
    changes: Any
    conflicts: Any
    history: Any
    live: Any
    interval: Any
    refreshed: Any
    since: Any
    news: Any
    objects: Any

    _made = False  # Qt tells of styles while a widget is being made, too

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        resources.set_up(self, "panel")
        self._desktop = desktop
        self._states: dict[api.Map, MapState] = {}
        self._dialogs: dict[tuple[type[MapDialog], api.Map], MapDialog] = {}
        self._undoing = Undoing(desktop, desktop.window)
        self._news: list[News] | None = None
        TwoLines(self.maps, MAP, lambda texts: texts[STATE])
        TwoLines(self.news, OBJECT, _told)
        self.maps.header().sectionResized.connect(lambda *_: self._arrange())
        self.open_map.clicked.connect(lambda: desktop.open_dialog())
        self.practice.clicked.connect(lambda: desktop.open_practice())
        self.help.clicked.connect(lambda: help.show("start.md", self))
        self.maps.currentItemChanged.connect(lambda *_: self._show_current())
        self.push.clicked.connect(self._push)
        self.refresh.clicked.connect(self._refresh)
        self.undo.clicked.connect(self._undo)
        for button, kind in (
            (self.changes, ChangesDialog),
            (self.conflicts, ConflictsDialog),
            (self.history, HistoryDialog),
            (self.since, ChangedSinceDialog),
        ):
            button.clicked.connect(partial(self._show_of_current, kind))
        self.live.toggled.connect(lambda _: self._set_live())
        self.interval.valueChanged.connect(lambda _: self._set_live())
        self.news.itemClicked.connect(lambda item, _: self._go_to(item))
        self.news.itemActivated.connect(lambda item, _: self._go_to(item))
        self.objects.setMenu(desktop.object_menu)
        self._made = True
        self._arrange()

    # -- maps come and go -----------------------------------------------------------------------

    def add(self, opened: api.Map) -> None:
        """A map whose layers are in the project."""
        state = MapState(self._desktop.desk, opened)
        self._states[opened] = state
        state.changed.connect(partial(self._show, state))
        state.left.connect(partial(self._desktop.maps.telling.offer_push, opened))
        row = QTreeWidgetItem([opened.title, ""])
        row.setData(MAP, ROLE, opened)
        self.maps.addTopLevelItem(row)
        if settings.LIVE_REFRESH.get() and state.follows:
            self._follow(opened, settings.LIVE_SECONDS.get())
        self.maps.setCurrentItem(row)
        self._show(state)
        self._arrange()

    def take(self, opened: api.Map) -> None:
        """A map that is about to be closed."""
        state = self._states.pop(opened, None)
        if state is None:
            return
        state.let_go()
        for key, dialog in list(self._dialogs.items()):
            if key[1] is opened:
                dialog.close()
        row = self._row(opened)
        if row is not None:
            self.maps.takeTopLevelItem(self.maps.indexOfTopLevelItem(row))
        self._arrange()
        self._show_current()

    def clear(self) -> None:
        for opened in list(self._states):
            self.take(opened)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow, as in a small window the map and QGIS's docks need the room; and yet such that a
        state is read at a glance."""
        width = max(self.minimumSizeHint().width(), WIDE * self.fontMetrics().averageCharWidth())
        return QSize(width, super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another theme or font: lines are as high as it says."""
        super().changeEvent(event)
        if self._made and event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            QTimer.singleShot(0, self._arrange)

    def _arrange(self) -> None:
        self.pages.setCurrentWidget(self.full if self._states else self.empty)
        self.maps.doItemsLayout()  # a line more of a state, or one less
        rows = [self.maps.topLevelItem(n) for n in range(min(5, len(self._states)))]
        lines = sum(self.maps.visualItemRect(row).height() for row in rows)
        self.maps.setFixedHeight((lines or 20) + 2 * self.maps.frameWidth())

    def _row(self, opened: api.Map) -> QTreeWidgetItem | None:
        rows = map(self.maps.topLevelItem, range(self.maps.topLevelItemCount()))
        return next((row for row in rows if row.data(MAP, ROLE) is opened), None)

    def current(self) -> MapState | None:
        """The state of the map that is chosen."""
        item = self.maps.currentItem()
        return self._states.get(item.data(MAP, ROLE)) if item is not None else None

    # -- what is shown --------------------------------------------------------------------------

    def _show(self, state: MapState) -> None:
        row = self._row(state.map)
        if row is None or state.closed:
            return
        words = state.in_words()
        if row.text(STATE) != words:
            row.setText(STATE, words)
            row.setData(MAP, Qt.ItemDataRole.AccessibleTextRole, " ".join(_texts(row)))
            self._arrange()
        row.setToolTip(MAP, self._origin(state.map))
        if state is self.current():
            self._show_current()

    def _origin(self, opened: api.Map) -> str:
        """Which map it is, and by whose account it is read and written here."""
        by = self._desktop.maps.connection_of(opened)
        account = tr("by the connection “{name}”").format(name=by) if by else ""
        if opened.guest:
            account = tr("without an account")
        return as_tip("\n".join(filter(None, (opened.title, opened.url, account))))

    def _show_current(self) -> None:
        state = self.current()
        if state is None or state.closed:
            return
        opened = state.map
        reason = state.reason()
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        done, total = state.job.so_far if state.job is not None else (0, 0)
        self.progress.setVisible(state.job is not None)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setFormat(tr("{done} of {total}").format(done=done, total=total))
        busy = tr("Wait until what goes on with the map is done.") if state.job is not None else ""
        shut = opened.read_only if opened.only_shown else ""
        sent = state.look.last_push is not None
        never = "" if sent else tr("Nothing was pushed from this computer yet.")
        resources.enable(self.push, shut or (opened.read_only if opened.guest else "") or busy)
        resources.enable(self.refresh, shut or busy)
        resources.enable(self.undo, shut or busy or never)
        changes, conflicts = len(state.look.changes), len(state.look.conflicts)
        self.changes.setText(_with_count(tr("&Changes…"), changes))
        self.conflicts.setText(_with_count(tr("Con&flicts…"), conflicts))
        for button in (self.changes, self.conflicts):
            font = button.font()
            font.setBold(button is self.conflicts and conflicts > 0)
            button.setFont(font)
        for widget in (self.live, self.interval):
            widget.blockSignals(True)
        every = opened.sync_interval
        self.live.setChecked(every > 0)
        nobody = "" if state.follows else tr("There is no server to ask for this map.")
        resources.enable(self.live, nobody)
        self.interval.setValue(int(every or settings.LIVE_SECONDS.get()))
        resources.enable(self.interval, nobody)
        for widget in (self.live, self.interval):
            widget.blockSignals(False)
        self.refreshed.setText(tr("Last refresh: {time}").format(time=state.refreshed_in_words()))
        self._show_news(state)

    def _show_news(self, state: MapState) -> None:
        found = list(state.news)
        if found == self._news:
            return
        self._news = found
        self.news.clear()
        rows = []
        for each in found:
            row = QTreeWidgetItem(
                [when(each.at), object_name(each.cls, each.title), _what(each),
                 self._desktop.accounts.called(each.by)]
            )  # fmt: skip
            row.setToolTip(OBJECT, as_tip("\n".join(filter(None, (row.text(OBJECT), each.by)))))
            row.setData(OBJECT, Qt.ItemDataRole.AccessibleTextRole, " ".join(_texts(row)))
            row.setData(WHEN, ROLE, each)
            rows.append(row)
        self.news.addTopLevelItems(rows)

    def _go_to(self, item: QTreeWidgetItem) -> None:
        state, each = self.current(), item.data(WHEN, ROLE)
        if state is None or each is None:
            return
        opened, canvas = state.map, self._desktop.iface.mapCanvas()

        def found(feature: dict[str, Any] | None) -> None:
            if not go_to(canvas, [feature.get("geometry") if feature else None]):
                self._desktop.messages.info(tr("This object has no place on the map."))

        self._desktop.desk.start(
            Work(
                tr("Looking for {object}").format(object=object_name(each.cls, each.title)),
                lambda: opened.seen(each.cls, each.id),
                found,
                self._desktop.messages.failure,
                lambda feature: None,
            )
        )

    # -- buttons --------------------------------------------------------------------------------

    def _push(self) -> None:
        self._begin(lambda opened: opened.push(wait=False))

    def _refresh(self) -> None:
        self._begin(lambda opened: opened.refresh(wait=False))

    def _undo(self) -> None:
        state = self.current()
        if state is not None:
            self._undoing.ask(state)

    def _begin(self, work: Any) -> None:
        state = self.current()
        if state is None:
            return
        try:
            work(state.map)
        except CalTopoError as error:
            self._desktop.messages.failure(error)

    def _set_live(self) -> None:
        state = self.current()
        if state is None:
            return
        settings.LIVE_REFRESH.set(self.live.isChecked())
        settings.LIVE_SECONDS.set(self.interval.value())
        self._follow(state.map, self.interval.value() if self.live.isChecked() else 0)
        self._show_current()

    def _follow(self, opened: api.Map, seconds: int) -> None:
        try:
            opened.sync(float(seconds) or None)
        except CalTopoError as error:
            self._desktop.messages.failure(error)

    def _show_of_current(self, kind: type[MapDialog], _checked: bool = False) -> None:
        state = self.current()
        if state is not None:
            self.show_dialog(kind, state.map)

    def show_dialog(self, kind: type[MapDialog], opened: api.Map) -> MapDialog | None:
        """A window about a map; one that is open already comes to the front."""
        state = self._states.get(opened)
        if state is None:
            return None
        key = kind, opened
        dialog = self._dialogs.get(key)
        if dialog is None:
            dialog = kind(self._desktop, state)
            dialog.finished.connect(partial(self._forget, key))
            self._dialogs[key] = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def _forget(self, key: tuple[type[MapDialog], api.Map], _result: int) -> None:
        dialog = self._dialogs.pop(key, None)
        state = self._states.get(key[1])
        if dialog is not None and state is not None:
            state.changed.disconnect(dialog.follow)


class PanelPart:
    """The dock, and the entry of the menu that shows and hides it."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.dock = QgsDockWidget(tr("CalTopo"), desktop.window)
        self.dock.setObjectName("CalTopoPanel")  # by this QGIS remembers where it was put
        self.panel = Panel(desktop)
        self.dock.setWidget(self.panel)
        desktop.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.hide()
        self._shown_once = False
        self.action: QAction = desktop.add_action(
            tr("CalTopo &panel"), self.toggle, "panel", in_toolbar=True
        )
        self.action.setCheckable(True)
        self.dock.visibilityChanged.connect(self.action.setChecked)
        desktop.maps.opened.connect(self._opened)
        desktop.maps.closing.connect(self.panel.take)
        telling = desktop.maps.telling
        telling.show_changes = partial(self.panel.show_dialog, ChangesDialog)
        telling.show_conflicts = partial(self.panel.show_dialog, ConflictsDialog)
        for opened in desktop.maps.all():
            self.panel.add(opened)
        if not settings.PANEL_SHOWN.get():  # new here: it says what to do first
            settings.PANEL_SHOWN.set(True)
            self.dock.setUserVisible(True)

    def toggle(self) -> None:
        """Show the panel, or hide it."""
        self.dock.setUserVisible(not self.dock.isUserVisible())

    def remove(self) -> None:
        maps = self._desktop.maps
        maps.opened.disconnect(self._opened)
        maps.closing.disconnect(self.panel.take)
        maps.telling.show_changes = maps.telling.show_conflicts = None
        self.panel.clear()
        self.dock.visibilityChanged.disconnect(self.action.setChecked)
        self._desktop.remove_action(self.action)
        self._desktop.iface.removeDockWidget(self.dock)
        self.dock.deleteLater()

    def _opened(self, opened: api.Map) -> None:
        self._desktop.accounts.recall(self._desktop.maps.connection_of(opened))
        self.panel.add(opened)
        if not self._shown_once:
            self._shown_once = True
            self.dock.setUserVisible(True)


def _told(texts: list[str]) -> str:
    return ", ".join(filter(None, (texts[WHAT], texts[BY], texts[WHEN])))


def _texts(row: QTreeWidgetItem) -> list[str]:
    """All columns of a row, which shows them in one: what a screen reader says."""
    return [row.text(column) for column in range(row.columnCount())]


def _with_count(text: str, count: int) -> str:
    return f"{text} ({count})" if count else text


def _what(each: News) -> str:
    words = {"added": tr("added"), "deleted": tr("deleted")}
    if each.kind in words:
        return words[each.kind]
    return tr("moved") if each.what == "geometry" else tr("changed")
