# SPDX-License-Identifier: GPL-2.0-or-later
"""Export an open map, or part of it, as files for others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QTreeWidgetItem

from .. import api
from ..caltopo.errors import CalTopoError
from ..caltopo.objects import STATUSES
from ..host import log, paths
from ..host.sayings import in_words
from ..host.texts import tr
from ..layers.maplayers import MAP
from ..layers.words import VALUES
from ..session.mainthread import main_thread
from . import resources
from .desktop import Desktop
from .questions import answer, question
from .values import class_name
from .work import Work

ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Format:
    """A kind of export: its title, ending ("" for a folder), and what is lost in it."""

    key: str
    title: str
    ending: str
    note: str


def formats() -> tuple[Format, ...]:
    return (
        Format("shp", tr("Shapefiles in a folder"), "", tr(
            "Every object; long texts whole in a side file. README.txt lists fields, counts and "
            "what was cut, skipped or split. Properties without a column in the table are lost.")),
        Format("zip", tr("Shapefiles as a zip"), "", tr(
            "The same, in one zip in the folder, named after the map.")),
        Format("gpkg", tr("GeoPackage"), ".gpkg", tr(
            "Every field whole, one table for each class and geometry. Properties without a column "
            "in the table are lost.")),
        Format("geojson", tr("GeoJSON, as CalTopo imports it"), ".geojson", tr(
            "Every property and id as on the map; another map can import it.")),
        Format("gpx", tr("GPX for GPS devices"), ".gpx", tr(
            "Waypoints and tracks with times; areas become tracks of their outline. Other "
            "properties are lost.")),
        Format("kml", tr("KML for Google Earth"), ".kml", tr(
            "Folders, colors, widths and fills; markers are dots in their color. Photos, and "
            "properties without a place in KML, are lost.")),
        Format("kmz", tr("KMZ for Google Earth"), ".kmz", tr(
            "As KML, with the picture of every icon in its color; the account's own icons where "
            "they were fetched.")),
        Format("csv", tr("Table of assignments (CSV)"), ".csv", tr(
            "Every field of the assignments, without their geometry.")),
        Format("letter", tr("Map book of assignments, Letter (PDF)"), ".pdf", tr(
            "A page for each assignment.")),
        Format("a4", tr("Map book of assignments, A4 (PDF)"), ".pdf", tr(
            "A page for each assignment.")),
    )  # fmt: skip


class ExportDialog(QDialog):
    """One export at a time, in the background; the dialog may stay open."""

    map: Any
    format: Any
    note: Any
    target: Any
    selected: Any
    choice: Any
    shapefile: Any
    crs: Any
    utm: Any
    with_z: Any
    with_m: Any
    state: Any
    progress: Any
    buttons: Any

    _progressed = pyqtSignal(float)

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop.window)
        resources.set_up(self, "export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desktop = desktop
        self._formats = formats()
        self._stop = Event()
        self._gone = False  # works that come back now find no dialog any more
        self._running: Work[Any] | None = None
        self._groups: dict[str, QTreeWidgetItem] = {}
        for opened in desktop.maps.all():
            self.map.addItem(opened.title, opened)
        for each in self._formats:
            self.format.addItem(each.title)
        self.crs.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
        self.progress.hide()
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.export = self.buttons.addButton(tr("E&xport"), role)
        self.export.setDefault(True)
        self.export.clicked.connect(self.start)
        self.stop = self.buttons.addButton(tr("&Cancel export"), role)
        self.stop.clicked.connect(self._stop.set)
        self.stop.setEnabled(False)
        self.buttons.rejected.connect(self.reject)
        self.map.currentIndexChanged.connect(self._show_map)
        self.format.currentIndexChanged.connect(self._show_format)
        self.target.fileChanged.connect(self._enable)
        self.utm.clicked.connect(self._use_utm)
        self._progressed.connect(lambda part: self.progress.setValue(round(100 * part)))
        self._show_map()
        self._show_format()

    @property
    def opened(self) -> api.Map | None:
        return self.map.currentData()

    @property
    def chosen_format(self) -> Format:
        return self._formats[self.format.currentIndex()]

    def start(self) -> None:
        """Export; a file that is there already is asked about."""
        opened, kind, path = self.opened, self.chosen_format, self.target.filePath().strip()
        if opened is None or not path or self._running is not None:
            return
        if kind.ending and not path.lower().endswith(kind.ending):
            path += kind.ending
            self.target.setFilePath(path)
        self._stop.clear()
        common = {
            **self._conditions(),
            "overwrite": lambda names: main_thread().call(partial(self._may_replace, names)),
            "cancelled": self._stop.is_set,
            "progress": self._progressed.emit,
        }
        self._running = Work(
            tr("Exporting {title}").format(title=opened.title),
            partial(self._job(opened, kind, path), **common),
            partial(self._done, path),
            self._failed,
        )
        self.progress.setValue(0)
        self.progress.show()
        self.state.setText(tr("Exporting…"))
        self._enable()
        self._desktop.desk.start(self._running)

    def _job(self, opened: api.Map, kind: Format, path: str) -> Callable[..., Any]:
        if kind.key in ("shp", "zip"):
            crs = self.crs.crs()
            return partial(
                opened.export_shapefiles,
                path,
                crs=crs.authid() or crs.toWkt(),
                z=self.with_z.isChecked(),
                m=self.with_m.isChecked(),
                zip=kind.key == "zip",
            )
        if kind.ending == ".pdf":
            below = [
                layer
                for layer in self._desktop.iface.mapCanvas().layers()
                if not layer.customProperty(MAP)
            ]

            def book(classes: None, folders: None, **rest: Any) -> Any:
                return opened.assignment_book(path, kind.key, background=below, **rest)

            return book
        return partial(opened.export, path, kind.key)

    def done(self, result: int) -> None:
        """Close; what runs is cancelled and leaves nothing."""
        self._gone = True
        self._stop.set()
        if self._running is not None:
            self._running.cancel()
            self._running = None
        super().done(result)

    # -- choosing -------------------------------------------------------------------------------

    def _conditions(self) -> dict[str, Any]:
        """What is ticked, as the map's export methods take it."""
        found: dict[str, Any] = dict.fromkeys(
            ("classes", "statuses", "folders", "operational_periods")
        )
        for name, group in self._groups.items():
            items = [group.child(i) for i in range(group.childCount())]
            ticked = [i.data(0, ID) for i in items if i.checkState(0) == Qt.CheckState.Checked]
            found[name] = ticked if ticked and not group.isHidden() else None
        found["ids"] = self._selected_ids() if self.selected.isChecked() else None
        return found

    def _selected_ids(self) -> list[tuple[str, str]]:
        opened = self.opened
        found = []
        for layer in QgsProject.instance().mapLayers().values():
            mine = opened is not None and layer.customProperty(MAP) == opened.id
            if mine and isinstance(layer, QgsVectorLayer):
                cls = layer.customProperty("caltopo/class")
                found += [(cls, f["caltopo_id"]) for f in layer.selectedFeatures()]
        return found

    def _show_map(self, *_: object) -> None:
        self.choice.clear()
        self._groups.clear()
        opened = self.opened
        if opened is None:
            self.state.setText(tr("No map is open. Open one first."))
            self._enable()
            return
        number = len(self._selected_ids())
        self.selected.setText(
            tr("Only objects &selected in the layers ({number})").format(number=number)
        )
        self.selected.setEnabled(number > 0)
        self.selected.setChecked(False)
        counts = opened.counts()
        self._add_group(
            "classes",
            tr("Classes"),
            [(cls, f"{class_name(cls)}  ({number})") for cls, number in counts.items()],
        )
        self._add_group(
            "statuses", tr("Statuses of assignments"), [(s, tr(VALUES[s])) for s in STATUSES]
        )
        for name in ("folders", "operational_periods"):
            self._groups.pop(name, None)
        self._desktop.desk.start(
            Work(
                tr("Looking at {title}").format(title=opened.title),
                lambda: {
                    cls: list(opened.features(cls)) for cls in ("Folder", "OperationalPeriod")
                },
                partial(self._show_folders, opened),
                self._failed,
            )
        )
        self._enable()

    def _show_folders(self, opened: api.Map, there: dict[str, Any]) -> None:
        if self._gone or opened is not self.opened:
            return
        for name, title, cls in (
            ("operational_periods", tr("Operational periods"), "OperationalPeriod"),
            ("folders", tr("Folders"), "Folder"),
        ):
            if name not in self._groups and there[cls]:
                self._add_group(name, title, [(o.id, o.title or o.id) for o in there[cls]])

    def _add_group(self, name: str, title: str, choices: list[tuple[str, str]]) -> None:
        group = QTreeWidgetItem([title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for value, text in choices:
            item = QTreeWidgetItem([text])
            item.setData(0, ID, value)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            group.addChild(item)
        self.choice.addTopLevelItem(group)
        group.setExpanded(name in ("classes", "operational_periods"))
        self._groups[name] = group
        self._hide_groups()

    def _hide_groups(self) -> None:
        """What a format has no use for is not offered."""
        kind = self.chosen_format
        for name, group in self._groups.items():
            only_assignments = kind.ending == ".pdf" or (kind.key == "csv" and name == "classes")
            group.setHidden(only_assignments and name in ("classes", "folders"))

    def _show_format(self, *_: object) -> None:
        kind = self.chosen_format
        self.note.setText(kind.note)
        self._hide_groups()
        self.shapefile.setVisible(kind.key in ("shp", "zip"))
        mode = QgsFileWidget.StorageMode
        self.target.setStorageMode(mode.SaveFile if kind.ending else mode.GetDirectory)
        self.target.setFilter(kind.title + " (*" + kind.ending + ")" if kind.ending else "")
        self.target.setConfirmOverwrite(False)  # asked once, when it is written
        opened = self.opened
        if opened is not None and kind.ending and self.target.filePath():
            given = Path(self.target.filePath())
            folder = given if given.is_dir() else given.parent
            name = paths.clean_name(opened.title, opened.id) + kind.ending
            self.target.setFilePath(str(folder / name))
        self._enable()

    def _use_utm(self) -> None:
        opened = self.opened
        if opened is not None:
            self._desktop.desk.start(
                Work(
                    tr("Looking for the UTM zone"),
                    opened.utm_zone,
                    self._show_crs,
                    self._failed,
                )
            )

    def _show_crs(self, code: str) -> None:
        if not self._gone:
            self.crs.setCrs(QgsCoordinateReferenceSystem(code))

    # -- while it runs --------------------------------------------------------------------------

    def _may_replace(self, names: list[str]) -> bool:
        shown = ", ".join(names[:6]) + (", …" if len(names) > 6 else "")
        box = question(
            self,
            tr("Files that are there already would be replaced ({number}): {names}.")
            .format(number=len(names), names=shown),
        )  # fmt: skip
        replace = box.addButton(tr("&Replace"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        return answer(box) is replace

    def _done(self, path: str, report: Any) -> None:
        self._running = None
        number = sum(n for kinds in report.counts.values() for n in kinds.values())
        told = tr("{number} objects were written to {path}.").format(number=number, path=path)
        if report.warnings:
            told += " " + tr("{number} are not quite as on the map:").format(
                number=len({(w["cls"], w["id"]) for w in report.warnings})
            )
            told += " " + report.warnings[0]["text"] + "."
        self.state.setText(told)
        self.progress.hide()
        self._enable()

    def _failed(self, error: CalTopoError) -> None:
        log.error(error)
        if self._gone:
            return
        self._running = None
        self.progress.hide()
        self.state.setText(in_words(error))
        self._enable()

    def _enable(self, *_: object) -> None:
        busy = self._running is not None
        reason = tr("An export is under way.") if busy else ""
        if self.opened is None:
            reason = tr("No CalTopo map is open.")
        elif not self.target.filePath().strip():
            reason = tr("Say where to export to.")
        resources.enable(self.export, reason)
        resources.enable(self.stop, "" if busy else tr("Nothing is being exported."))


class ExportPart:
    """The entry “Export map…” and its dialog, of which there is one at a time."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.dialog: ExportDialog | None = None
        desktop.add_action(tr("E&xport map…"), self.show)

    def show(self) -> None:
        """Show the dialog; one that is open already comes to the front."""
        if self.dialog is None:
            self.dialog = ExportDialog(self._desktop)
            self.dialog.finished.connect(self._forget)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def remove(self) -> None:
        if self.dialog is not None:
            self.dialog.close()

    def _forget(self, _result: int) -> None:
        self.dialog = None
