# SPDX-License-Identifier: GPL-2.0-or-later
"""Photos put on a map from files, and brought back to a folder."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QInputDialog,
    QTreeWidgetItem,
)

from .. import api
from ..caltopo.errors import CalTopoError
from ..host.sayings import in_words
from ..host.texts import tr
from ..session.photos import PhotoReport
from . import resources
from .desktop import Desktop
from .tools_selection import Selection
from .values import as_tip, counted, object_name

NAME, BECAME = range(2)
PATH = Qt.ItemDataRole.UserRole
ENDINGS = "*.jpg *.jpeg *.png *.heic *.heif *.webp *.tif *.tiff *.gif *.bmp"


class PhotosDialog(QDialog):
    """Pictures by choice or drop, and where they belong; what became of each stays to be read."""

    # the children of ui/photos.ui
    map: Any
    files: Any
    add: Any
    take: Any
    parent_object: Any
    folder: Any
    longest: Any
    state: Any
    busy: Any
    buttons: Any

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop.window)
        resources.set_up(self, "photos")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desktop = desktop
        self._job: Any = None
        self._gone = False
        self._maps = [m for m in desktop.maps.all() if not m.read_only]
        self.map.addItems([m.title for m in self._maps])
        here = Selection(desktop).map
        if here in self._maps:
            self.map.setCurrentIndex(self._maps.index(here))
        self.files.setHeaderLabels([tr("Picture"), tr("What became of it")])
        self.files.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.ResizeToContents)
        roles = QDialogButtonBox.ButtonRole
        self.send = self.buttons.addButton(tr("&Send"), roles.ActionRole)
        self.send.setDefault(True)
        self.stop = self.buttons.addButton(tr("S&top"), roles.ActionRole)
        self.send.clicked.connect(lambda: self.start())
        self.stop.clicked.connect(lambda: self._stop())
        self.add.clicked.connect(lambda: self._choose())
        self.take.clicked.connect(lambda: self._take())
        self.files.itemSelectionChanged.connect(self._enable)
        self.map.currentIndexChanged.connect(self._on_map)
        self.buttons.rejected.connect(self.reject)
        desktop.maps.closing.connect(self._on_closing)
        self._on_map()

    # -- the form -------------------------------------------------------------------------------

    @property
    def opened(self) -> api.Map | None:
        index = self.map.currentIndex()
        return self._maps[index] if 0 <= index < len(self._maps) else None

    def add_files(self, paths: Iterable[str]) -> None:
        """Pictures that are not in the list yet."""
        there = {self._path(row) for row in self._rows()}
        for path in paths:
            if path not in there:
                there.add(path)
                row = QTreeWidgetItem([Path(path).name, ""])
                row.setData(NAME, PATH, path)
                row.setToolTip(NAME, as_tip(path))
                self.files.addTopLevelItem(row)
        self._enable()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if self._job is None and _local(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.add_files(_local(event))
        event.acceptProposedAction()

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("Pictures"), "", tr("Pictures") + " (" + ENDINGS + ");;" + tr("All files (*)")
        )
        self.add_files(names)

    def _take(self) -> None:
        for row in self.files.selectedItems():
            self.files.takeTopLevelItem(self.files.indexOfTopLevelItem(row))
        self._enable()

    def _rows(self) -> list[QTreeWidgetItem]:
        return [self.files.topLevelItem(i) for i in range(self.files.topLevelItemCount())]

    def _path(self, row: QTreeWidgetItem) -> str:
        return str(row.data(NAME, PATH))

    def _on_map(self, *_: object) -> None:
        opened = self.opened
        self.parent_object.clear()
        self.parent_object.addItem(tr("nothing: where they were taken"), None)
        self.folder.clear()
        self.folder.addItem("", None)
        if opened is not None:
            for each in Selection(self._desktop, opened).objects():
                self.parent_object.addItem(object_name(each.cls, each.title), each.key)
            self.folder.addItems(opened.titles("Folder"))
        # one selected object is meant
        self.parent_object.setCurrentIndex(1 if self.parent_object.count() == 2 else 0)
        self._enable()

    def _enable(self) -> None:
        busy = self._job is not None
        for widget in (self.map, self.add, self.parent_object, self.folder, self.longest):
            widget.setEnabled(not busy)
        wait = tr("Photos are being sent.") if busy else ""
        chosen = bool(self.files.selectedItems())
        resources.enable(self.take, wait or ("" if chosen else tr("Choose photos in the list.")))
        none = "" if self._rows() else tr("Add photos first.")
        closed = "" if self.opened is not None else tr("No CalTopo map is open.")
        resources.enable(self.send, wait or closed or none)
        resources.enable(self.stop, "" if busy else tr("Nothing is being sent."))
        self.busy.setVisible(busy)

    # -- sending --------------------------------------------------------------------------------

    def start(self) -> None:
        """Send them; the dialog may be closed meanwhile."""
        opened = self.opened
        if opened is None or self._job is not None:
            return
        for row in self._rows():
            row.setText(BECAME, "")
        opened.job_ended.connect(self._on_ended)
        try:
            self._job = opened.upload_photos(
                [self._path(row) for row in self._rows()],
                parent=self.parent_object.currentData(),
                folder=self.folder.currentText() or None,
                longest=self.longest.value() or None,
                wait=False,
            )
        except CalTopoError as error:
            opened.job_ended.disconnect(self._on_ended)
            self.state.setText(in_words(error))
            return
        self._job.progressChanged.connect(self._on_progress)
        self.busy.setValue(0)
        self.state.setText(tr("Sending…"))
        self._enable()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_ended(self, job: Any) -> None:
        """A job of the map has ended."""
        opened = self.opened
        if job is not self._job or self._gone or opened is None:
            return
        opened.job_ended.disconnect(self._on_ended)
        self._job = None
        if isinstance(job.result, PhotoReport):
            self._show(job.result)
        else:
            error = job.error
            text = error.text if isinstance(error, CalTopoError) else str(error)
            hint = error.hint if isinstance(error, CalTopoError) else ""
            self.state.setText(" ".join(filter(None, (text, hint))))
        self._enable()

    def _show(self, report: PhotoReport) -> None:
        self.state.setText(_counted(report))
        became = {item["path"]: item for item in report.items}
        for row in self._rows():
            item = became.get(str(Path(self._path(row))))
            row.setText(BECAME, _outcome(item) if item else tr("not sent"))
            row.setToolTip(BECAME, as_tip(row.text(BECAME)))

    def _on_progress(self, percent: float) -> None:
        if not self._gone:
            self.busy.setValue(int(percent))

    def _on_closing(self, closing: api.Map) -> None:
        if closing in self._maps:
            self.reject()

    def done(self, result: int) -> None:
        """Close; what is being sent goes on, and its end is told in the window."""
        if not self._gone:
            self._gone = True
            self._desktop.maps.closing.disconnect(self._on_closing)
            if self._job is not None and self.opened is not None:
                self.opened.job_ended.disconnect(self._on_ended)
        super().done(result)


class PhotosPart:
    """The menu “Photos”, and the words about what became of them."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.dialog: PhotosDialog | None = None
        self._slots: dict[api.Map, Any] = {}
        self.menu = desktop.add_menu(tr("P&hotos"))
        self.send = self.menu.addAction(tr("&Send photos to a map…"))
        self.send.triggered.connect(lambda: self.show())
        self.fetch = self.menu.addAction(tr("&Download the photos of a map…"))
        self.fetch.triggered.connect(lambda: self.download())
        self.menu.aboutToShow.connect(self.look)
        self._end = desktop.maps.follow(self._opened, self._closing)

    def look(self) -> None:
        """Follow which maps are open."""
        there = self._desktop.maps.all()
        none = "" if there else tr("No CalTopo map is open.")
        writable = any(not m.read_only for m in there)
        self.send.setToolTip(none or ("" if writable else tr("No open map may be written.")))
        self.send.setEnabled(writable)
        with_photos = any(m.counts().get("MapMediaObject") for m in there)
        self.fetch.setToolTip(none or ("" if with_photos else tr("No open map has photos.")))
        self.fetch.setEnabled(with_photos)

    def show(self) -> PhotosDialog:
        """Show the dialog; one that is open already comes to the front."""
        if self.dialog is None:
            self.dialog = PhotosDialog(self._desktop)
            self.dialog.finished.connect(self._forget)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        return self.dialog

    def download(self) -> None:
        """Bring a map's photos to a folder that is asked for."""
        having = [m for m in self._desktop.maps.all() if m.counts().get("MapMediaObject")]
        opened = having[0] if len(having) == 1 else self._ask_map(having)
        if opened is None:
            return
        folder = QFileDialog.getExistingDirectory(
            self._desktop.window, tr("Folder for the photos of {title}").format(title=opened.title)
        )
        if not folder:
            return
        try:
            opened.download_photos(folder, wait=False)
        except CalTopoError as error:
            self._desktop.messages.failure(error)

    def remove(self) -> None:
        self._end()
        self.menu.aboutToShow.disconnect(self.look)
        for opened in list(self._slots):
            self._closing(opened)
        if self.dialog is not None:
            self.dialog.close()

    def _ask_map(self, there: list[api.Map]) -> api.Map | None:
        names = [m.title + "  (" + m.id + ")" for m in there]
        name, good = QInputDialog.getItem(
            self._desktop.window, tr("Download photos"), tr("Map:"), names, 0, False
        )
        return there[names.index(name)] if good else None

    def _opened(self, opened: api.Map) -> None:
        slot = self._slots[opened] = partial(self._ended, opened)
        opened.job_ended.connect(slot)

    def _closing(self, opened: api.Map) -> None:
        slot = self._slots.pop(opened, None)
        if slot is not None:
            opened.job_ended.disconnect(slot)

    def _ended(self, opened: api.Map, job: Any) -> None:
        report = job.result
        if opened not in self._slots or not isinstance(report, PhotoReport):
            return
        text = tr("{what}: {counts}").format(what=job.description(), counts=_counted(report))
        details = "\n".join(
            (Path(item["path"]).name or item["title"]) + ": " + _outcome(item)
            for item in report.items
        )
        if report.failed:
            self._desktop.messages.warning(text, details)
        else:
            self._desktop.messages.info(text, details)

    def _forget(self, _result: int) -> None:
        self.dialog = None


def _counted(report: PhotoReport) -> str:
    """``3 done, 1 there already, 1 failed.``"""
    said = counted(done=report.done, there_already=report.already, failed=report.failed)
    return (said or tr("nothing to do")) + "."


def _outcome(item: dict[str, str]) -> str:
    words = {"done": tr("done"), "already": tr("there already"), "failed": tr("failed")}
    said = words[item["outcome"]]
    return said + ": " + item["reason"] if item["reason"] else said


def _local(event: QDropEvent) -> list[str]:
    """The files of what is dragged here."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
