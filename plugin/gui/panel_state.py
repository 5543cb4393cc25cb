# SPDX-License-Identifier: GPL-2.0-or-later
"""What the panel and its dialogs know of one open map, brought up when the map says something."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .. import api
from ..caltopo.errors import CalTopoError
from ..host import sayings
from ..host.settings import Setting
from ..host.texts import tr
from ..layers.maplayers import MAP
from ..session.following import Event
from ..session.practice import PracticeMap
from .values import changes_in_words, object_name, objects_in_words, pause_in_words, when
from .work import Desk, Work

MOST_NEWS = 200
MOST_NAMES = 3


def waiting_since(map_id: str) -> Setting[float]:
    """Since when edits of a map wait to be pushed, in epoch seconds; 0.0: none does."""
    return Setting("waiting/" + map_id, 0.0, "epoch seconds since which edits of that map wait")


@dataclass(frozen=True)
class Look:
    """A map at one moment."""

    changes: list[api.Change] = field(default_factory=list)
    conflicts: list[api.Conflict] = field(default_factory=list)
    outbox: list[api.Waiting] = field(default_factory=list)
    not_shown: int = 0  # objects that colleagues changed and whose rows do not say so yet
    places: dict[tuple[str, str], Any] = field(default_factory=dict)  # geometries on the server
    read_only: str = ""
    refreshed: float = 0.0  # on the server's clock
    last_push: int | None = None

    @classmethod
    def at(cls, opened: api.Map) -> Look:
        """Look now.  Not on the main thread: a pull that is being stored holds the ledger."""
        changes, conflicts = opened.changes(), opened.conflicts()
        places = {}
        keys = {(c.cls, c.id) for c in changes} | {(c.cls, c.id) for c in conflicts}
        for key in keys:
            feature = opened.seen(*key)
            places[key] = feature.get("geometry") if feature else None
        return cls(
            changes, conflicts, opened.outbox(), len(opened.not_shown()), places,
            opened.read_only, opened.refreshed, opened.last_push(),
        )  # fmt: skip


@dataclass(frozen=True)
class News:
    """What a colleague did: ``kind`` is added, changed or deleted; ``at`` when it came here."""

    kind: str
    cls: str
    id: str
    title: str
    by: str
    what: str
    at: float


class MapState(QObject):
    """One open map.  Main thread; rows are looked at beside it, one look at a time.

    ``changed`` says that something of it is another than before; ``left`` what waits for a push
    that nobody has begun, when the map is opened or reached again, and "" as soon as nothing does.
    """

    changed = pyqtSignal()
    left = pyqtSignal(str)

    def __init__(self, desk: Desk, opened: api.Map) -> None:
        super().__init__()
        self.map = opened
        self.look = Look()
        self.job: Any = None
        self.news: deque[News] = deque(maxlen=MOST_NEWS)
        self.refreshed = 0.0  # by this computer's clock; 0.0: not since the map was opened
        self.offline_since = time.time() if opened.offline else 0.0
        self._desk = desk
        self._looking: Work[Look] | None = None
        self._again = False
        self._left = ""
        self._not_shown_since = 0.0
        self._to_tell = True
        self._back = False
        self._layers: list[tuple[Any, Any]] = []
        opened.job_started.connect(self._job_started)
        opened.job_ended.connect(self._job_ended)
        opened.put_off.connect(self._paused)
        self._pause_over = QTimer(self)
        self._pause_over.setSingleShot(True)
        self._pause_over.timeout.connect(self.changed)
        self._ends: list[Callable[[], None]] = [
            opened.on(Event.SYNCED, self._synced),
            opened.on(Event.OFFLINE, self._went_offline),
            opened.on(Event.ONLINE, self._came_back),
            opened.on(Event.CONFLICT, lambda conflict: self.look_again()),
            opened.on(Event.QUEUE, lambda waiting: self.look_again()),
        ]
        QgsProject.instance().layersAdded.connect(self._follow_layers)
        self._follow_layers(list(QgsProject.instance().mapLayers().values()))
        if not opened.offline and not opened.asleep:
            self.refreshed = time.time()
        self.look_again()

    def let_go(self) -> None:
        """The map is about to be closed."""
        for end in self._ends:
            end()
        self._ends.clear()
        self.map.job_started.disconnect(self._job_started)
        self.map.job_ended.disconnect(self._job_ended)
        self.map.put_off.disconnect(self._paused)
        self._pause_over.stop()
        QgsProject.instance().layersAdded.disconnect(self._follow_layers)
        for layer, slots in self._layers:
            for signal, slot in slots:
                signal.disconnect(slot)
            layer.willBeDeleted.disconnect(self._layer_goes)
        self._layers.clear()

    # -- in words -------------------------------------------------------------------------------

    @property
    def closed(self) -> bool:
        return not self._ends

    @property
    def offline(self) -> str:
        """Why the server cannot be had, or ""; an answer says more than how the last run ended."""
        return sayings.said(str(self.map.offline)) if self.offline_since else ""

    @property
    def unasked(self) -> str:
        """From when the map is, where its project brought it back and nothing has needed the
        network since; or ""."""
        return when(self.look.refreshed) if self.map.asleep and self.follows else ""

    @property
    def follows(self) -> bool:
        """Whether there is a server that can be asked for news."""
        return not self.map.only_shown and not isinstance(self.map, PracticeMap)

    @property
    def not_shown(self) -> str:
        """Why the map here is behind what was read from the server, or ""."""
        edited = sorted(layer.name() for layer, _ in self._layers if layer.isEditable())
        if not edited or not self.look.not_shown:
            return ""
        return tr(
            "What colleagues changed is not shown yet for {objects}, since {time}: you are editing "
            "{layers}. Save and stop editing to see it."
        ).format(
            objects=objects_in_words(self.look.not_shown),
            time=when(self._not_shown_since),
            layers=", ".join(edited),
        )

    @property
    def to_push(self) -> int:
        """How many changes a push is about; what was refused goes again by Retry alone."""
        return sum(change.state not in ("conflict", "parked") for change in self.look.changes)

    @property
    def refused(self) -> list[str]:
        """The objects whose changes the server did not take, by name."""
        return [object_name(c.cls, c.title) for c in self.look.changes if c.state == "parked"]

    def in_words(self) -> str:
        """The state in one line, the most pressing thing first."""
        found = []
        if self.job is not None:
            done, total = self.job.so_far
            found.append(
                tr("sending {done} of {total}").format(done=done, total=total)
                if total
                else tr("working…")
            )
        if self.look.conflicts:
            count = len(self.look.conflicts)
            found.append(
                tr("1 conflict") if count == 1 else tr("{count} conflicts").format(count=count)
            )
        count = self.to_push
        if count and not (self.job is not None and self.job.so_far[1]):
            found.append(
                tr("1 change to push")
                if count == 1
                else tr("{count} changes to push").format(count=count)
            )
        refused = len(self.refused)
        if refused:
            found.append(tr("{count} refused").format(count=refused))
        if self.not_shown:
            found.append(tr("{count} not shown yet").format(count=self.look.not_shown))
        if isinstance(self.map, PracticeMap):
            found.append(tr("practice, nothing is sent"))
        elif self.look.read_only:
            found.append(tr("read-only"))
        pause = self.map.pause
        if pause is not None and pause.asked:
            found.append(tr("the server asks to wait until {time}").format(time=when(pause.until)))
        elif self.unasked:
            found.append(tr("as it was at {time}").format(time=self.unasked))
        elif self.offline:
            found.append(tr("offline since {time}").format(time=when(self.offline_since)))
        return ", ".join(found) or tr("up to date")

    def reason(self) -> str:
        """Why the map is read-only or offline, or what holds changes back; "" where nothing is."""
        if self.look.read_only:
            return self.look.read_only
        pause = pause_in_words(self.map.pause)
        if self.offline:
            offline = tr("Offline since {time}. {reason}").format(
                time=when(self.offline_since), reason=self.offline
            )
            return " ".join(filter(None, (offline, pause, self.not_shown, self._left)))
        if self.unasked:
            unasked = tr(
                "As it was at {time}, from the copy on this computer. Nobody has asked the server "
                "since the project was opened: Refresh does."
            )
            return " ".join(filter(None, (unasked.format(time=self.unasked), self._left)))
        if pause:
            return pause
        if self.map.kept:
            return tr(
                "{objects} are gone from the server and kept here; Refresh asks about them again."
            ).format(objects=objects_in_words(self.map.kept))
        own_words = ("conflict", "parked")
        held = {
            sayings.said(c.reason)
            for c in self.look.changes
            if c.reason and c.state not in own_words
        }
        said = self.not_shown, self._refused_in_words(), *sorted(held)[:2], self._left
        return " ".join(filter(None, said))

    def _refused_in_words(self) -> str:
        refused = self.refused
        if not refused:
            return ""
        names = [*refused[:MOST_NAMES], *(["…"] if len(refused) > MOST_NAMES else [])]
        return tr("Refused by the server: {objects}. “Changes…” says why and tries again.").format(
            objects=", ".join(names)
        )

    def refreshed_in_words(self) -> str:
        return when(self.refreshed or self.look.refreshed)

    # -- looking --------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Find out what a push would send; waits for a job that runs, its end is a look anyway."""
        if self.closed:
            return
        self.changed.emit()
        if self._looking is not None or self.job is not None:
            self._again = True
            return
        self._again = False
        opened = self.map

        self._looking = Work(
            tr("Looking at the changes of {title}").format(title=opened.title),
            lambda: Look.at(opened), self._looked, self._not_looked, by_itself=True,
        )  # fmt: skip
        self._desk.start(self._looking)

    def _looked(self, look: Look) -> None:
        self._looking = None
        if self.closed:
            return
        self.look = look
        self._not_shown_since = (self._not_shown_since or time.time()) if look.not_shown else 0.0
        if self._again:
            self.look_again()
        else:
            self._note_left()
        self.changed.emit()

    def _note_left(self) -> None:
        """What waits although nothing goes on: it would not be sent by itself."""
        since = waiting_since(self.map.id)
        goes = any(change.state in ("ready", "unknown") for change in self.look.changes)
        if self.look.read_only or not self.follows or not goes:
            self._left, self._to_tell = "", False
            since.set(0.0)
            self.left.emit("")
            return
        since.set(since.get() or time.time())
        count = self.to_push
        said = (
            tr("1 change waits since {time} and is not sent by itself: press Push.")
            if count == 1
            else tr("{count} changes wait since {time} and are not sent by themselves: press Push.")
        )
        moment = when(since.get())
        self._left = said.format(count=count, time=moment)
        if self._to_tell:
            # short, because a bar shows one line
            said = (
                tr("Back online. Not sent since {time}: {changes} of {title}.")
                if self._back
                else tr("Not sent since {time}: {changes} of {title}.")
            )
            told = said.format(time=moment, changes=changes_in_words(count), title=self.map.title)
            self._to_tell = self._back = False
            self.left.emit(told)

    def _not_looked(self, error: CalTopoError) -> None:
        self._looking = None  # the map was closed meanwhile, or the next look will tell
        if self._again:
            self.look_again()

    # -- what the map tells ---------------------------------------------------------------------

    def _job_started(self, job: Any) -> None:
        self.job, self._left = job, ""
        job.progressChanged.connect(self._progressed)
        self.changed.emit()

    def _progressed(self, _percent: float) -> None:
        if not self.closed:  # a job that is under way when its map is closed tells until it ends
            self.changed.emit()

    def _paused(self) -> None:
        pause = self.map.pause
        if pause is not None:
            self._pause_over.start(int(1000 * (pause.until - time.time())) + 100)
        self.changed.emit()

    def _job_ended(self, job: Any) -> None:
        if self.job is job:
            self.job = None
        if not self.closed and self.map.offline and not self.offline_since:
            self.offline_since = time.time()  # it answered, and then did no more
        self.look_again()

    def _synced(self, report: api.PullReport) -> None:
        self.refreshed = time.time()
        self.offline_since = 0.0
        news = [item for item in report.items if item["kind"] in ("added", "changed", "deleted")]
        for item in news[-MOST_NEWS:]:
            said = {name: item.get(name, "") for name in ("kind", "cls", "id", "title", "by")}
            self.news.appendleft(News(what=item.get("what", ""), at=self.refreshed, **said))
        if report.items or len(self.look.conflicts) != report.conflicts:
            self.look_again()
        else:
            self.changed.emit()

    def _went_offline(self, _reason: str) -> None:
        self.offline_since = time.time()
        self.changed.emit()

    def _came_back(self, _nothing: str) -> None:
        self.offline_since = 0.0
        self._to_tell = self._back = True
        self.look_again()

    def _follow_layers(self, layers: list[Any]) -> None:
        for layer in layers:
            if layer.customProperty(MAP) != self.map.id or not hasattr(layer, "editingStopped"):
                continue
            slots = [
                (signal, self.look_again)
                for signal in (layer.afterCommitChanges, layer.editingStopped)
            ]
            for signal, slot in slots:
                signal.connect(slot)
            layer.willBeDeleted.connect(self._layer_goes)
            self._layers.append((layer, slots))

    def _layer_goes(self) -> None:
        gone = self.sender()
        self._layers = [(layer, slots) for layer, slots in self._layers if layer is not gone]
