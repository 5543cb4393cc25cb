# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps come and go with the project: opened again, first seen, closed with unsent changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsApplicationExitBlockerInterface
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QInputDialog, QMessageBox, QTreeView

from .. import api
from ..caltopo.errors import CalTopoError, Cancelled
from ..host import credentials, settings
from ..host.texts import tr
from ..layers.inproject import INSTALL, Brought, brought
from .desktop import Desktop
from .open_maps import OpenMaps
from .questions import answer, question
from .values import changes_in_words
from .work import Work

WGS84 = "EPSG:4326"
WEB_MERCATOR = "EPSG:3857"
LAID_OUT_MS = 400  # after which the panel that has appeared leaves the map its final width
SIZED_MS = 1500  # QGIS finds how large a legend's symbols are a second after they were added
LEAST_DEGREES = 0.005  # around a map of one object


class ProjectPart:
    """What happens to maps when a project is read or closed."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._opening = 0
        self._blocker = _ExitBlocker(desktop)
        desktop.iface.registerApplicationExitBlocker(self._blocker)
        QgsProject.instance().readProject.connect(self._on_read)
        desktop.maps.opened.connect(self._on_opened)
        desktop.maps.closing.connect(self._on_closing)
        if brought():  # the plugin was switched on with a project open
            QTimer.singleShot(0, self.reopen)

    def remove(self) -> None:
        """Take everything away again."""
        QgsProject.instance().readProject.disconnect(self._on_read)
        self._desktop.iface.unregisterApplicationExitBlocker(self._blocker)
        self._desktop.maps.opened.disconnect(self._on_opened)
        self._desktop.maps.closing.disconnect(self._on_closing)

    # -- opening --------------------------------------------------------------------------------

    def _on_read(self, *_: object) -> None:
        self.reopen()

    def reopen(self) -> None:
        """Open the maps whose layers the project has, from their local copies."""
        there = {opened.path for opened in self._desktop.maps.all()}
        found: dict[Path, list[Brought]] = {}
        for each in brought():
            if each.path not in there:
                found.setdefault(each.path, []).append(each)
        for path, layers in found.items():
            mark = layers[0].layer.customProperty(INSTALL)
            if mark != settings.install_mark():
                self._hold_strangers(path, layers)
            elif not path.exists():
                self._tell_missing(path)
            else:
                self._start(path)

    def _start(self, path: Path) -> None:
        desktop, canvas = self._desktop, self._desktop.iface.mapCanvas()
        push_on_save = settings.PUSH_ON_SAVE.get()

        def over() -> None:
            self._opening -= 1
            if not self._opening:
                canvas.freeze(False)
                canvas.refresh()

        def done(opened: api.Map) -> None:
            over()
            desktop.maps.show(opened, opened.connection)

        def failed(error: CalTopoError) -> None:
            over()
            desktop.messages.failure(error, again=partial(self._start, path))

        def dropped(opened: api.Map) -> None:
            over()
            opened.close()

        # Nothing is drawn from a file that changes hands.
        canvas.stopRendering()
        canvas.freeze(True)
        self._opening += 1
        desktop.desk.start(
            Work(
                tr("Opening {name}").format(name=path.stem),
                lambda: api.reopen(path, push_on_save, self._choose),
                done,
                failed,
                dropped,
            )
        )

    def _choose(self, name: str, server: str) -> str:
        """Which saved connection a copy is used with for the first time; "" for none."""
        fitting = [
            known
            for known in credentials.names()
            if credentials.without_credential(known).server == server
        ]
        if not fitting:
            return ""
        question = tr("The map {name} is from {server}.\nConnect to it by:")
        chosen, good = QInputDialog.getItem(
            self._desktop.window,
            tr("CalTopo"),
            question.format(name=name, server=server),
            fitting,
            0,
            False,
        )
        if not good:
            raise Cancelled(tr("No connection was chosen."))
        return str(chosen)

    def _hold_strangers(self, path: Path, layers: list[Brought]) -> None:
        for each in layers:
            each.distrust()
            each.hold(tr("The project was made by another installation."))
        hint = tr("Its layers of {name} are shown read-only, in our own style.")
        mend: tuple[str, Callable[[], None]] | None = None
        if path.exists():
            mend = tr("Open the map"), partial(self._start, path)
        else:
            hint = tr("Open {name} yourself; the project's layers then show your copy of it.")
        self._desktop.messages.failure(
            CalTopoError(
                tr("This project was made by another installation."),
                hint=hint.format(name=path.stem),
            ),
            mend=mend,
        )

    def _tell_missing(self, path: Path) -> None:
        self._desktop.messages.failure(
            CalTopoError(
                tr("The project shows the CalTopo map {name}, whose local copy is gone.").format(
                    name=path.stem
                ),
                hint=tr("Open the map again; the project's layers then show the new copy."),
                details=str(path),
            )
        )

    # -- first seen -----------------------------------------------------------------------------

    def _on_opened(self, opened: api.Map) -> None:
        tree = self._desktop.iface.layerTreeView()
        QTimer.singleShot(SIZED_MS, partial(_lay_out, tree))
        own = {layer.id() for layer in opened.layers().values()}
        if not opened.asleep and set(QgsProject.instance().mapLayers()) <= own:
            layers = list(opened.layers().values())
            QTimer.singleShot(
                LAID_OUT_MS, partial(measure, self._desktop.maps, opened, layers, self._look_at)
            )

    def _look_at(self, opened: api.Map) -> None:
        """The first map of a project says where that is."""
        extent = extent_of(opened)
        if extent.isNull():
            return
        project, canvas = QgsProject.instance(), self._desktop.iface.mapCanvas()
        if not project.crs().isValid() or project.crs().isGeographic():
            project.setCrs(sensible_crs(extent))
            canvas.setDestinationCrs(project.crs())
        wgs84 = QgsCoordinateReferenceSystem(WGS84)
        try:
            shown = QgsCoordinateTransform(
                wgs84, canvas.mapSettings().destinationCrs(), project
            ).transformBoundingBox(extent)
        except QgsCsException:
            return  # an object where this projection has no place
        shown.scale(1.1)
        canvas.setExtent(shown)
        canvas.refresh()

    # -- closing --------------------------------------------------------------------------------

    def _on_closing(self, opened: api.Map) -> None:
        waiting = opened.unsent()
        if waiting:
            self._desktop.messages.warning(
                tr(
                    "{title} is closed and not all is sent: {changes}. That is kept on this "
                    "computer: open the map again and push."
                ).format(title=opened.title, changes=changes_in_words(waiting))
            )


class _ExitBlocker(QgsApplicationExitBlockerInterface):
    """Asks before QGIS is closed with changes that were not sent."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop

    def allowExit(self) -> bool:  # noqa: N802 - QGIS's name
        waiting = {opened.title: opened.unsent() for opened in self._desktop.maps.all()}
        lines = [
            f"{title}: {changes_in_words(number)}" for title, number in waiting.items() if number
        ]
        if not lines:
            return True
        box = question(
            self._desktop.window,
            tr("Some changes have not been sent to CalTopo."),
            "\n".join(lines)
            + "\n\n"
            + tr("They are kept on this computer: open the map again and push them."),
            title=tr("CalTopo"),
        )
        leave = box.addButton(tr("&Close QGIS"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(tr("&Stay"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        return answer(box) is leave


def _lay_out(legend: QTreeView) -> None:
    """Give its lines the height of their symbols.  QGIS leaves them at that of 16 pixels, and cuts
    what is larger, until something else changes the legend: seen when a second map was opened."""
    if not sip.isdeleted(legend):
        legend.doItemsLayout()


def measure(
    maps: OpenMaps,
    opened: api.Map,
    layers: list[QgsVectorLayer],
    then: Callable[[api.Map], None],
) -> None:
    """Have one layer after the other find its extent, which it then knows; with a map that is
    closed meanwhile nothing more is done."""
    if opened not in maps.all():
        return
    if not layers:
        then(opened)
        return
    layer = layers.pop()
    if not sip.isdeleted(layer):
        layer.extent()
    QTimer.singleShot(1, partial(measure, maps, opened, layers, then))


def extent_of(opened: api.Map) -> QgsRectangle:
    """Where a map's objects are, in WGS 84; null where it has none."""
    extents = [
        layer.extent()
        for layer in opened.layers().values()
        if layer.isSpatial() and layer.featureCount() != 0 and layer.extent().isFinite()
    ]
    if not extents:
        return QgsRectangle()
    extent = extents[0]
    for each in extents[1:]:
        extent.combineExtentWith(each)
    if max(extent.width(), extent.height()) < LEAST_DEGREES:
        extent.grow(LEAST_DEGREES)
    return extent


def sensible_crs(extent: QgsRectangle) -> QgsCoordinateReferenceSystem:
    """UTM of the zone a map is in, which field maps and distances are in; for one that spans more
    than a zone, or lies near a pole, web maps' Mercator."""
    centre = extent.center()
    if extent.width() > 9 or abs(centre.y()) > 80:
        return QgsCoordinateReferenceSystem(WEB_MERCATOR)
    zone = min(60, max(1, int((centre.x() + 180) // 6) + 1))
    return QgsCoordinateReferenceSystem.fromEpsgId((32600 if centre.y() >= 0 else 32700) + zone)
