# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map: its files and lock, its layers, its jobs, its pulls and pushes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from qgis.core import QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..caltopo.client import Client
from ..caltopo.errors import CalTopoError, PermissionDenied
from ..caltopo.lines import PATIENCE
from ..host import learned, settings
from ..host.texts import tr
from ..layers.forms import give_back_texts
from ..layers.icons import Icons
from ..layers.inproject import Brought
from ..layers.maplayers import MapLayers
from ..layers.rows import LayerRows
from ..sync import backup, setback
from ..sync.abilities import Abilities
from ..sync.changes import Finder
from ..sync.geopackage import ClosedRows
from ..sync.ledger import Ledger
from ..sync.localcopy import LocalCopy, Paths
from ..sync.merge import BringUp
from ..sync.pace import Hooks
from ..sync.pull import Gone, Puller, PullReport
from ..sync.push import Pusher
from ..sync.pushreport import PushReport
from .job import Job, Lane
from .lock import CopyLock
from .looking import Looking
from .mainthread import main_thread
from .reach import Pause, Reach
from .records import Change, Conflict, Waiting, change_of, sum_of
from .standing import Standing

_SHOWN: Any = object()
MANY_CALLS, MANY_DELETES = 100, 25  # of one save, before it is asked about
SHORT = 1.0  # seconds of a pause that nobody needs to be told


class OpenMap(QObject, Looking, Standing):
    """What every other part of an open map rests on; ``map.Map`` says the rules of them all."""

    job_started = pyqtSignal(object)
    job_ended = pyqtSignal(object)
    put_off = pyqtSignal()  # there is a ``pause`` before the server is asked again
    refused = pyqtSignal(object)  # an AuthError: another credential is needed; see ``reconnect``

    _open_ones: ClassVar[dict[Path, Any]] = {}

    def __init__(
        self,
        wire: Client,
        map_id: str,
        copy: LocalCopy,
        lock: CopyLock,
        *,
        sar: bool = False,
        push_on_save: bool = False,
        read_only: str = "",
        guest: bool = False,
        scrap: TemporaryDirectory[str] | None = None,
        brought: Sequence[Brought] = (),
        waken: Callable[[], Client] | None = None,
    ) -> None:
        super().__init__()
        self.id = map_id
        self.server = wire.server
        self.title = copy.ledger.meta("title") or map_id
        self.push_on_save = push_on_save
        self.team_id = ""  # of the account it was opened by
        self._look_only = read_only  # why nothing is ever sent from this copy
        self._guest = guest  # reads a public map without an account
        # Asked on the main thread: may a large save go out, may many objects be removed here?
        # Without anybody to ask, the former waits for a push, and the latter, which a full answer
        # has confirmed by then, is done; removed objects stay in the history.
        self.approve: Callable[[str], bool] = lambda question: False
        self.approve_removal: Callable[[list[Gone]], bool] = lambda gone: True
        self._kept: set[tuple[str, str]] = set()  # gone from the server, and not removed here
        self._wire = wire
        self._former: list[Client] = []  # replaced; a run may still be under way with one
        self._reach = Reach(self.refused.emit)
        self._pause: Pause | None = None
        self._copy = copy
        self._lock = lock
        self._sar = sar
        self._main = main_thread()
        self.moveToThread(self._main.thread())
        self._lane = Lane(self._main)
        self._layers: MapLayers | None = None
        self._brought = brought  # layers that the project had before the map was open
        # Asked on the main thread before the first call: the client of a map that was reopened
        # without its credential.
        self._waken = waken
        self._filled: set[str] = set()  # tables that held something before layers were opened
        self._rows: ClosedRows | LayerRows = copy.rows
        self._icons = Icons(self.path.parent / "icons", self.path.stem)
        self._layers_known = False  # whether the server was asked what the map opens with
        self._no_icons: set[str] = set()  # that the server could not draw
        self._saved: list[Job[PushReport]] = []  # pushes begun by saving, not yet reported
        self._connected: list[tuple[QgsVectorLayer, Any, Any]] = []
        self._closed = False
        self._scrap = scrap
        self._backed_up = False
        copy.ledger.kept = max(0, settings.HISTORY.get()) << 20
        geopackage = copy.paths.geopackage
        self._keeper = backup.Keeper(
            geopackage.parent / "backups",
            geopackage.stem,
            settings.BACKUPS.get(),
            lambda: time.strftime("%Y%m%d-%H%M%S"),
        )
        self._open_ones[copy.paths.geopackage] = self

    # -- opening and closing --------------------------------------------------------------------

    @classmethod
    def opened(cls, paths: Paths) -> Any:
        """The map that this process has open from those files."""
        return cls._open_ones.get(paths.geopackage)

    def reconnect(self, wire: Client) -> None:
        """Go on with another client, of a connection whose credential is right.

        It is the map's from here on; a run that is under way ends with the former.  Raises
        CalTopoError where it leads to another server.
        """
        here, there = self.server, wire.server
        if self._closed or there != here:
            wire.close()
            self._check_writable()
            text = tr("This map is from {here}, not from {there}.")
            raise CalTopoError(text.format(here=here, there=there))
        self._former.append(self._wire)
        self._wire = wire
        self._waken = None
        if wire.signed and self._guest:
            self._guest = False
            for layer in self.layers().values():
                layer.setReadOnly(False)
        self._reach.ask_again()

    def _put_off(self, seconds: float, asked: bool) -> None:
        """Any thread."""
        if seconds >= SHORT:
            self._pause = Pause(time.time() + seconds, asked)
            self.put_off.emit()

    def close(self) -> None:
        """Stop, take the layers away, let go of the files.

        A call in flight that reads ends at once; one that writes is waited for some seconds, and
        then known as perhaps done.  What is not sent stays in the local copy and goes when the map
        is opened and pushed again.
        """
        if self._closed:
            return
        self._closed = True
        wires = (*self._former, self._wire)
        self._lane.cancel()
        for wire in wires:
            wire.give_up(PATIENCE)
        self._lane.wait()
        with self._lane.turn():  # whoever looks at rows this moment may finish
            pass
        for layer, signal, slot in self._connected:
            if not sip.isdeleted(layer):
                signal.disconnect(slot)
        self._connected.clear()
        if self._layers is None:
            self._copy.close()
        else:
            layers, self._layers = self._layers, None
            self._before_saving()
            self._main.call(layers.close)
            if not (isinstance(self._rows, LayerRows) and self._rows.ajar):
                self._copy.ledger.note_closed()
            self._copy.ledger.close()
        for wire in wires:
            wire.close()
        self._open_ones.pop(self._copy.paths.geopackage, None)
        self._lock.release()
        if self._scrap is not None:
            self._scrap.cleanup()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for what goes on in the background; False when ``timeout`` seconds were too few."""
        return self._lane.wait(timeout)

    # -- layers ---------------------------------------------------------------------------------

    def layers(self) -> dict[str, QgsVectorLayer]:
        """The map's layers by table name, the same objects until ``close``.  Main thread."""
        layers = self._map_layers()
        for _ in layers.open_each(self._filled, self._sar):
            pass
        return layers.opened()

    def _map_layers(self) -> MapLayers:
        """From here on the file belongs to QGIS."""
        if self._layers is None:
            with self._lane.turn():
                if self._closed:
                    raise CalTopoError(tr("The map is closed."))
                self._filled = self._copy.rows.filled()
                self._copy.rows.close()
                path, tables = self._copy.paths.geopackage, self._copy.tables
                mark = settings.install_mark()
                styles = settings.STYLES.get()
                self._layers = MapLayers(
                    path, tables, self.id, self._attend, self._brought, mark,
                    Path(styles) if styles else None, self._copy.rows.texts, self._icons,
                )  # fmt: skip
                self._rows = LayerRows(tables, self._layers, self._main.call)
        return self._layers

    def _attend(self, layer: QgsVectorLayer) -> None:
        """Follow what the user does with a layer."""
        if self._look_only or self._guest:
            layer.setReadOnly(True)
        self._connect(layer, layer.beforeCommitChanges, self._before_saving)
        self._connect(layer, layer.beforeCommitChanges, partial(give_back_texts, layer))
        self._connect(layer, layer.afterCommitChanges, self._on_saved)
        self._connect(layer, layer.editingStopped, self._on_editing_stopped)

    def _connect(self, layer: QgsVectorLayer, signal: Any, slot: Callable[[], None]) -> None:
        signal.connect(slot)
        self._connected.append((layer, signal, slot))

    def add_to_project(self) -> None:
        """Show the map's layers in the current project, as a group.  Main thread."""
        for _ in self.show_in_steps():
            pass

    def show_in_steps(self) -> Iterator[None]:
        """The same, a layer a step, for a window that must not stand still."""
        layers = self._map_layers()
        yield from layers.open_each(self._filled, self._sar)
        yield from layers.add_each(self.title)

    # -- looking --------------------------------------------------------------------------------

    def changes(self) -> list[Change]:
        """What a push would send, and what holds it back."""
        if self._look_only:
            return []
        with self._lane.turn():
            ledger = self._ledger  # the map may have been closed meanwhile
            found = self._finder().find()
            states = {e.key: e for e in ledger.outbox()}
            conflicts = {(c.cls, c.id) for c in ledger.conflicts()}
        return [change_of(c, states.get(c.key), c.key in conflicts) for c in found]

    # -- pull and push --------------------------------------------------------------------------

    def refresh(self, wait: bool = True, whole: bool | None = None) -> PullReport | Job[PullReport]:
        """Bring in what changed on the server; with ``wait=False`` in the background.

        ``whole`` reads the whole map instead, which also finds what earlier answers left out;
        None does so every so often (setting ``full_check_minutes``).  Many objects that are gone
        from the server and were kept here are asked about again.
        """
        self._check_writable()

        def pull(cancelled: Callable[[], bool]) -> PullReport:
            self._kept.clear()
            return self._pull(cancelled, whole)

        if wait:
            with self._lane.turn():
                return pull(lambda: False)
        return self._begin("Refreshing " + self.title, lambda job: pull(job.isCanceled))

    def push(self, wait: bool = True) -> PushReport | Job[PushReport]:
        """Send every local change that can go; with ``wait=False`` in the background.

        Pushes that saving began are waited for and counted in; what one of them could not send
        goes now.
        """
        self._check_writable()
        if self._guest:
            raise PermissionDenied(
                tr("Nothing is sent from {title}: it is opened without an account.").format(
                    title=self.title
                ),
                hint=tr("Open it with a connection whose account may write it."),
            )
        self._reach.ask_again()
        if not wait:
            return self._begin("Pushing " + self.title, self._push_job)
        reports = []
        while self._saved:
            with suppress(CalTopoError):  # its error is old; this push meets the same, or none
                reports.append(self._saved.pop(0).wait())
        with self._lane.turn():
            reports.append(self._push(Hooks()))
        return sum_of(reports)

    def resolve(self, conflict: Conflict, choice: str | Mapping[str, str]) -> None:
        """Decide a conflict: "mine", "theirs", or one of them for each property.

        Properties left out of a mapping stay in conflict.  "mine" goes out with the next push.
        """
        given = [choice] if isinstance(choice, str) else list(choice.values())
        if not set(given) <= {"mine", "theirs"}:
            raise CalTopoError(tr("A conflict is resolved by “mine” or “theirs”."))

        def choose(name: str) -> str | None:
            return choice if isinstance(choice, str) else choice.get(name)

        self._check_writable()
        with self._lane.turn():
            bring_up = BringUp(self._copy.ledger, self._rows)
            bring_up.only([(conflict.cls, conflict.id)], choose)
            self._after_work()
        if bring_up.waiting:
            raise CalTopoError(
                tr("The conflict cannot be resolved now. {values}").format(
                    values=" ".join(bring_up.waiting.values())
                ),
                hint=tr("Save or stop editing that layer first."),
            )

    def retry(self, item: Waiting) -> None:
        """Let a refused or waiting call go out with the next push, and an add that something on
        the map may be: it is sent all the same.

        A call that may yet take effect stays as it is; a push waits for its outcome.
        """
        with self._lane.turn():
            setback.retry(self._ledger, item.kind, (item.cls, item.id))

    def discard(self, change: Change) -> None:
        """Take a local change back; the row says again what the server says."""
        self._check_writable()
        with self._lane.turn():
            for found in self._finder().find():
                if found.key != (change.cls, change.id):
                    continue
                try:
                    done = setback.discard(self._copy.ledger, self._rows, found)
                except setback.StillOnItsWay:
                    raise CalTopoError(
                        tr("{title} may be on the server already.").format(title=change.title),
                        hint=tr("Push or refresh first; then it is known and can be changed back."),
                    ) from None
                if not done:
                    raise CalTopoError(
                        tr("The change of {title} cannot be taken back now.").format(
                            title=change.title
                        ),
                        hint=tr("Save or stop editing its layer first."),
                    )
            self._after_work()

    # -- work -----------------------------------------------------------------------------------

    def _finder(self) -> Finder:
        return Finder(self._copy.ledger, self._rows, self._sar)

    def _puller(self) -> Puller:
        puller = Puller(self._wire, self._copy.ledger, self._rows, self.id)
        puller.ask = lambda gone: self._main.call(lambda: self.approve_removal(gone))
        puller.kept = self._kept
        puller.lag = self._abilities().lag
        return puller

    def _abilities(self) -> Abilities:
        """What the map's server was seen to do; see ``Connection.check_server``."""
        return Abilities.of(learned.of(self.server))

    def _pull(self, cancelled: Callable[[], bool], whole: bool | None) -> PullReport:
        with self._reaching():
            full = self._is_whole_due() if whole is None else whole
            return self._puller().run(full=full, cancelled=cancelled)

    def _is_whole_due(self) -> bool:
        """Whether it is time to look for increments that got lost."""
        every = settings.FULL_CHECK.get() * 60
        age = time.time() - self._copy.ledger.whole_at
        return every > 0 and not 0 <= age < every

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Talking to the server; layers show what was written."""
        try:
            with self._reach.trying():
                yield
            self._pause = None
        except CalTopoError as error:
            self._put_off(error.retry_after or 0.0, True)
            raise
        finally:
            self._after_work()

    def _push_job(self, job: Job[PushReport]) -> PushReport:
        return self._push(Hooks(job.progress_of, job.isCanceled))

    def _keep_backup(self) -> None:
        """Before the first call of a session the map is kept as it was."""
        if not self._backed_up:
            self._keeper.backup(self._copy.ledger)
            self._backed_up = True

    def _push_saved(self, job: Job[PushReport]) -> PushReport:
        return self._push(Hooks(job.progress_of, job.isCanceled, self._approve))

    def _approve(self, calls: int, deletes: int) -> bool:
        """Whether what one save would send may go without asking, or the user says so."""
        if calls <= MANY_CALLS and deletes <= MANY_DELETES:
            return True
        question = tr(
            "Saving would send {calls} changes to the map, {deletes} of them deletes. Send them?"
        ).format(calls=calls, deletes=deletes)
        return self._main.call(lambda: self.approve(question))

    def _push(self, hooks: Hooks) -> PushReport:
        hooks.before_sending, hooks.pause = self._keep_backup, self._put_off
        with self._reaching():
            pusher = Pusher(
                self._wire, self._copy.ledger, self._rows, self.id, self._puller(), self._sar,
                abilities=self._abilities(),
            )  # fmt: skip
            try:
                return pusher.run("Push", hooks)
            finally:
                learned.keep(self.server, pusher.learning.found)

    def _after_work(self) -> None:
        rows, layers = self._rows, self._layers
        if layers is not None and isinstance(rows, LayerRows) and rows.written:
            written, rows.written = rows.written, set()
            steps = layers.refresh_each(sorted(written))
            while self._main.call(partial(next, steps, _SHOWN)) is not _SHOWN:
                pass

    def repeat(self, job: Job[Any]) -> Job[Any]:
        """Begin work again that has failed."""
        self._check_writable()
        self._reach.ask_again()
        return self._begin(job.description(), job.asked, beside=job.beside)

    def _begin(self, title: str, work: Callable[[Job[Any]], Any], beside: bool = False) -> Job[Any]:
        job = self._lane.start(title, work, self.job_ended.emit, beside)
        self.job_started.emit(job)
        return job

    @property
    def _ledger(self) -> Ledger:
        """The ledger, for looking; raises CalTopoError once the map is closed."""
        if self._closed:
            raise CalTopoError(tr("The map is closed."))
        return self._copy.ledger

    def _check_writable(self) -> None:
        if self._closed:
            raise CalTopoError(tr("The map is closed."))
        if self._look_only:
            raise PermissionDenied(
                tr("Nothing is sent or fetched: {look_only}").format(look_only=self._look_only)
            )

    # -- what QGIS tells ------------------------------------------------------------------------

    def _before_saving(self, *_: Any) -> None:
        """What is saved must be tracked, also after a slice of ours met a full disk."""
        if isinstance(self._rows, LayerRows):
            with suppress(CalTopoError):  # then the disk is full for this save, too
                self._main.call(self._rows.shut)

    def _on_saved(self) -> None:
        if self.push_on_save and not self._look_only and not self._closed:
            self._saved = [job for job in self._saved if not (job.done and job.error)]
            self._saved.append(self._begin("Pushing " + self.title, self._push_saved))

    def _on_editing_stopped(self) -> None:
        """Rows that waited for a layer to leave edit mode are brought up now."""
        if self._closed or self._look_only or not self._copy.ledger.pending(1):
            return
        self._begin("Updating " + self.title, self._bring_up)

    def _bring_up(self, job: Job[None]) -> None:
        BringUp(self._copy.ledger, self._rows).run(job.isCanceled)
        self._after_work()
