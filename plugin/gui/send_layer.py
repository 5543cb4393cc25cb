# SPDX-License-Identifier: GPL-2.0-or-later
"""Send a layer's features to an open map, after a preview that says what will become of each."""

from __future__ import annotations

import json
from typing import Any

from qgis.core import QgsMapLayerProxyModel, QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTreeWidgetItem

from .. import api
from ..caltopo import objects
from ..caltopo.errors import CalTopoError
from ..host.texts import tr
from ..layers.sources import LayerSource
from ..session.assigning import SendReport
from ..session.layerrun import LAYER_STYLE
from . import resources
from .canvas_marks import go_to
from .desktop import Desktop
from .messages import Messages
from .send_layer_fields import PropertyFields, said_by
from .send_layer_map import INKS, PreviewMap
from .values import as_tip, counted
from .work import Work

POINTS = QgsWkbTypes.GeometryType.PointGeometry
LAST = "caltopo/send/"  # of the layer's custom properties: what was sent last, by class
# what has to be looked at comes first
_ORDER = ("skipped", "failed", "deleted", "edited", "added", "kept", "unchanged")


def _words(dry_run: bool) -> dict[str, str]:
    return {
        "skipped": tr("skipped"),
        "failed": tr("refused"),
        "deleted": tr("to delete") if dry_run else tr("deleted"),
        "edited": tr("to change") if dry_run else tr("changed"),
        "added": tr("to add") if dry_run else tr("added"),
        "kept": tr("kept"),
        "unchanged": tr("unchanged"),
    }


class SendLayerDialog(QDialog):
    """Sends only what was previewed: any change of the form asks for another preview."""

    # the children of ui/send_layer.ui
    bar: Any
    layer: Any
    map: Any
    become: Any
    tabs: Any
    fields: Any
    look: Any
    letters: Any
    numbers: Any
    number_from: Any
    letter_from: Any
    period: Any
    period_label: Any
    folder: Any
    key: Any
    missing: Any
    tolerance: Any
    vertices: Any
    selected: Any
    splitter: Any
    right: Any
    canvas: Any
    steps: Any
    summary: Any
    busy: Any
    buttons: Any

    def __init__(self, desktop: Desktop, layer: QgsVectorLayer | None = None) -> None:
        super().__init__(desktop.window)
        resources.set_up(self, "send_layer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desktop = desktop
        self._messages = Messages(self.bar)
        self._work: Work[SendReport] | None = None
        self._filling = False
        self._maps: list[api.Map] = []
        self._picture = PreviewMap(self.canvas)
        self._properties = PropertyFields(self.fields, self._stale)
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.HasGeometry)
        self.become.addItem(tr("Assignments"), "Assignment")
        self.become.addItem(tr("Shapes"), "Shape")
        self.become.addItem(tr("Markers"), "Marker")
        self.steps.setHeaderLabels(
            [tr("What"), tr("Object"), tr("Feature"), tr("Vertices"), tr("Why")]
        )
        roles = QDialogButtonBox.ButtonRole
        self.preview_button = self.buttons.addButton(tr("&Preview"), roles.ActionRole)
        self.send_button = self.buttons.addButton(tr("&Send"), roles.ActionRole)
        for button in (self.preview_button, self.send_button):
            button.setAutoDefault(False)
        self.preview_button.setDefault(True)
        self.send_button.setToolTip(tr("Do what the preview says; it can be undone as one"))
        self.splitter.setSizes([400, 680])
        self.right.setSizes([380, 240])
        self._fill_maps()
        if layer is not None:
            self.layer.setLayer(layer)
        self._connect()
        self._on_layer()

    def _connect(self) -> None:
        self.layer.layerChanged.connect(self._on_layer)
        self.become.currentIndexChanged.connect(self._on_class)
        self.map.currentIndexChanged.connect(self._on_map)
        self.preview_button.clicked.connect(self.preview)
        self.send_button.clicked.connect(self.send)
        self.buttons.rejected.connect(self.reject)
        self.steps.itemActivated.connect(lambda item, _: self._go_to(item))
        self.steps.itemDoubleClicked.connect(lambda item, _: self._go_to(item))
        for signal in (
            self.look.toggled,
            self.letters.toggled,
            self.numbers.toggled,
            self.selected.toggled,
            self.letter_from.textChanged,
            self.number_from.valueChanged,
            self.period.currentTextChanged,
            self.folder.currentTextChanged,
            self.key.fieldChanged,
            self.missing.currentIndexChanged,
            self.tolerance.valueChanged,
            self.vertices.valueChanged,
        ):
            signal.connect(lambda *_: self._stale())
        self._desktop.maps.opened.connect(self._fill_maps)
        self._desktop.maps.closing.connect(self._on_closing)

    def done(self, result: int) -> None:
        """Close; what runs goes on, and nobody is told here."""
        self._desktop.maps.opened.disconnect(self._fill_maps)
        self._desktop.maps.closing.disconnect(self._on_closing)
        self._picture.clear()
        self._work = None
        super().done(result)

    # -- the form -------------------------------------------------------------------------------

    @property
    def cls(self) -> str:
        return str(self.become.currentData())

    def _fill_maps(self, *_: Any) -> None:
        self._maps = self._desktop.maps.all()
        self.map.clear()
        for opened in self._maps:
            self.map.addItem(opened.title, opened.id)
        self._on_map()

    def _on_closing(self, closing: api.Map) -> None:
        self._work = None
        self._fill_maps()
        if closing in self._maps:
            at = self._maps.index(closing)
            self._maps.pop(at)
            self.map.removeItem(at)

    def _chosen_map(self) -> api.Map | None:
        at = self.map.currentIndex()
        return self._maps[at] if 0 <= at < len(self._maps) else None

    def _on_map(self, *_: Any) -> None:
        """Offer the map's folders and operational periods, as they were last seen."""
        m = self._chosen_map()
        for box, cls in ((self.period, "OperationalPeriod"), (self.folder, "Folder")):
            said = box.currentText()
            box.clear()
            box.addItem("")
            if m is not None:
                box.addItems(m.titles(cls))
            box.setCurrentText(said)
        self._stale()

    def _on_layer(self, *_: Any) -> None:
        layer = self.layer.currentLayer()
        self.key.setLayer(layer)
        self.key.setField("")
        points = layer is not None and layer.geometryType() == POINTS
        if points != (self.cls == "Marker"):
            self.become.setCurrentIndex(self.become.findData("Marker" if points else "Assignment"))
        self._on_class()

    def _on_class(self, *_: Any) -> None:
        self._filling = True
        layer, cls = self.layer.currentLayer(), self.cls
        self._properties.set_class(cls, layer)
        lettered = cls == "Assignment"
        for widget in (
            self.letters,
            self.letter_from,
            self.numbers,
            self.number_from,
            self.period,
            self.period_label,
        ):
            widget.setVisible(lettered)
        self.look.setVisible(not lettered)
        self.missing.clear()
        self.missing.addItem(tr("stays on the map"), "keep")
        self.missing.addItem(tr("is deleted"), "delete")
        if lettered:
            statuses = next(
                p.values for p in objects.object_class(cls).properties if p.name == "status"
            )
            for status in statuses:
                self.missing.addItem(tr("gets the status {status}").format(status=status), status)
        if layer is not None:
            self._recall(layer.customProperty(LAST + cls))
        self._filling = False
        self._stale()

    def _recall(self, text: Any) -> None:
        """What was sent of this layer last time."""
        try:
            said = json.loads(text) if text else None
        except (TypeError, ValueError):
            said = None
        if not isinstance(said, dict):
            return
        self._properties.fill(said.get("fields") or {})
        self.key.setField(str(said.get("key") or ""))
        self.missing.setCurrentIndex(max(0, self.missing.findData(said.get("missing"))))
        self.period.setCurrentText(str(said.get("operational_period") or ""))
        self.folder.setCurrentText(str(said.get("folder") or ""))
        self.tolerance.setValue(float(said.get("tolerance") or 0))
        self.vertices.setValue(int(said.get("max_vertices") or self.vertices.value()))

    def order(self) -> dict[str, Any]:
        """The keyword arguments of the run that the form describes."""
        said: dict[str, Any] = {
            "fields": self._properties.said(),
            "key": said_by(self.key) or None,
            "missing": self.missing.currentData(),
            "folder": self.folder.currentText().strip() or None,
            "tolerance": self.tolerance.value(),
            "max_vertices": self.vertices.value(),
        }
        if self.cls == "Assignment":
            said["letters_from"] = self.letter_from.text() if self.letters.isChecked() else None
            said["numbers_from"] = self.number_from.value() if self.numbers.isChecked() else None
            said["operational_period"] = self.period.currentText().strip() or None
        else:
            said["style"] = LAYER_STYLE if self.look.isChecked() else None
        return said

    # -- preview and sending --------------------------------------------------------------------

    def _stale(self) -> None:
        """What was previewed is not what the form says now."""
        if self._filling:
            return
        resources.enable(self.send_button, tr("Look at the preview first."))
        ready = self._chosen_map() is not None and self.layer.currentLayer() is not None
        none = "" if ready else tr("Choose a layer, and a CalTopo map that is open.")
        busy = tr("Wait until what was begun is done.") if self._work is not None else ""
        resources.enable(self.preview_button, none or busy)
        if self._work is not None:
            return
        self.steps.clear()
        self._picture.clear()
        if self._chosen_map() is None:
            self.summary.setText(tr("No CalTopo map is open; open one first."))
        elif not ready:
            self.summary.setText(tr("The project has no vector layer."))
        else:
            self.summary.setText(tr("“Preview” shows what would be sent. Nothing is changed yet."))

    def preview(self) -> None:
        """Say what would become of each feature."""
        self._start(dry_run=True)

    def send(self) -> None:
        """Do it."""
        self._start(dry_run=False)

    def _start(self, *, dry_run: bool) -> None:
        m, layer, cls = self._chosen_map(), self.layer.currentLayer(), self.cls
        if m is None or layer is None or self._work is not None:
            return
        order = self.order()
        try:
            source = LayerSource(layer, self.selected.isChecked())
        except CalTopoError as error:
            self._messages.failure(error)
            return
        work: Work[SendReport]

        def job() -> SendReport:
            if cls == "Assignment":
                return m.push_assignments(
                    source, dry_run=dry_run, cancelled=work.isCanceled, **order
                )
            return m.add_objects(source, cls, dry_run=dry_run, cancelled=work.isCanceled, **order)

        def done(report: SendReport) -> None:
            if not dry_run:
                self._desktop.messages.info(
                    tr("{layer}: {counts}.").format(layer=source.name, counts=_counted(report))
                )
            if self._work is work:
                self._work = None
                if not dry_run:
                    layer.setCustomProperty(LAST + cls, json.dumps(order))
                    QgsProject.instance().setDirty(True)
                self._show(report)

        def failed(error: CalTopoError) -> None:
            if self._work is work:
                self._work = None
                self._busy(False)
                self._stale()
                self._messages.failure(error)
            else:
                self._desktop.messages.failure(error)

        title = tr("Preview of {layer}") if dry_run else tr("Sending {layer}")
        work = Work(title.format(layer=source.name), job, done, failed)
        self._work = work
        self._busy(True)
        self.summary.setText(tr("Reading the layer and the map…") if dry_run else tr("Sending…"))
        self._desktop.desk.start(work)

    def _busy(self, busy: bool) -> None:
        self.busy.setVisible(busy)
        self.tabs.setEnabled(not busy)
        for widget in (self.layer, self.map, self.become, self.selected):
            widget.setEnabled(not busy)
        wait = tr("Wait until what was begun is done.")
        resources.enable(self.preview_button, wait if busy else "")
        resources.enable(self.send_button, wait if busy else tr("Look at the preview first."))

    def _show(self, report: SendReport) -> None:
        self._busy(False)
        self.steps.clear()
        words = _words(report.dry_run)
        rows = sorted(
            zip(report.items, report.shapes), key=lambda row: _ORDER.index(row[0]["outcome"])
        )
        for item, shape in rows:
            before, after = item["vertices_before"], item["vertices_after"]
            vertices = str(before) if before == after else str(before) + " → " + str(after)
            row = QTreeWidgetItem(
                [
                    words[item["outcome"]],
                    item["title"],
                    item["key"] or item["source_id"],
                    vertices if before else "",
                    item["reason"],
                ]
            )
            row.setToolTip(4, as_tip(item["reason"]))
            row.setData(0, Qt.ItemDataRole.UserRole, shape)
            if item["outcome"] in INKS:
                row.setIcon(0, INKS[item["outcome"]].icon())
            self.steps.addTopLevelItem(row)
        for column in range(4):
            self.steps.resizeColumnToContents(column)
        self.summary.setText("\n".join([_counted(report), *report.notes]))
        self._picture.show(report, self._desktop.iface.mapCanvas().layers())
        some = report.added + report.edited + report.deleted
        reason = "" if some else tr("There is nothing to send.")
        resources.enable(
            self.send_button, reason if report.dry_run else tr("Look at the preview first.")
        )

    def _go_to(self, item: QTreeWidgetItem) -> None:
        go_to(self.canvas, [item.data(0, Qt.ItemDataRole.UserRole)])


def _counted(report: SendReport) -> str:
    done = (
        ("to_delete", "to_change", "to_add") if report.dry_run else ("deleted", "changed", "added")
    )
    numbers = (report.deleted, report.edited, report.added)
    said = counted(
        skipped=report.skipped,
        refused=report.failed,
        **dict(zip(done, numbers)),
        kept=report.kept,
        unchanged=report.unchanged,
        waiting=report.waiting,
    )
    return said or tr("nothing to do")


class SendLayerPart:
    """The entry “Send layer…” and its dialog, of which there is one at a time."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.dialog: SendLayerDialog | None = None
        desktop.add_action(tr("Send la&yer to CalTopo…"), lambda: self.show(None))
        desktop.layer_tools[tr("&Send to CalTopo…")] = self.show

    def show(self, layer: QgsVectorLayer | None) -> None:
        """Show the dialog for a layer, the current one if None."""
        if self.dialog is not None:
            self.dialog.close()
        iface = self._desktop.iface
        chosen = layer if layer is not None else iface.activeLayer()
        vector = chosen if isinstance(chosen, QgsVectorLayer) else None
        self.dialog = SendLayerDialog(self._desktop, vector)
        self.dialog.finished.connect(self._forget)
        self.dialog.show()

    def remove(self) -> None:
        """Close the dialog."""
        if self.dialog is not None:
            self.dialog.close()

    def _forget(self, _result: int) -> None:
        self.dialog = None
