# SPDX-License-Identifier: GPL-2.0-or-later
"""Features of any vector layer as Assignments, Markers or Shapes of an open map, again and again.

A run is one named batch, pushed like any edit, and taken back by ``undo``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from qgis.core import QgsVectorLayer

from ..analysis.assignments import (
    DELETE,
    KEEP,
    Outcome,
    Step,
)
from ..analysis.lettering import Dealer
from ..analysis.preparing import MAX_VERTICES
from ..caltopo import objects
from ..caltopo.errors import CalTopoError, Rejected
from ..host.texts import tr
from ..layers.sources import LayerSource
from ..sync.features import Unsendable, check_shape, parse, title_of
from ..sync.pushreport import PushReport
from ..sync.tables import LOCAL_PREFIX
from .editing import Editing
from .layerrun import LAYER_STYLE, Order, Run, limits
from .memory import Memory
from .permitted import hindrance
from .reach import UNREACHED
from .wanted import one_of

OWN_KINDS = ("Marker", "Shape")


@dataclass
class SendReport:
    """What a run did, or with ``dry_run`` would do.

    ``items``, one per object and per feature that was skipped: source_id (of the feature), key,
    cls, id and object_id (of the object; "" for one that is not there yet), title, outcome (added,
    edited, unchanged, deleted, kept, skipped), reason, vertices_before, vertices_after.
    ``kept`` counts objects that are no longer in the layer and stay; ``failed`` those that the
    server refused, ``waiting`` those not sent yet.  ``notes`` concern the whole run.
    ``shapes``: beside each item its geometry, GeoJSON or None.
    """

    added: int = 0
    edited: int = 0
    unchanged: int = 0
    deleted: int = 0
    skipped: int = 0
    kept: int = 0
    failed: int = 0
    waiting: int = 0
    dry_run: bool = False
    notes: list[str] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    pushed: PushReport | None = None
    shapes: list[Any] = field(default_factory=list, repr=False)

    def note(self, step: Step, cls: str) -> None:
        name = step.outcome.value
        setattr(self, name, getattr(self, name) + 1)
        self.items.append(
            {
                "source_id": step.source,
                "key": step.key,
                "cls": cls,
                "id": step.id,
                "object_id": step.id,
                "title": step.title,
                "outcome": name,
                "reason": " ".join(step.reasons),
                "vertices_before": step.vertices[0],
                "vertices_after": step.vertices[1],
            }
        )
        self.shapes.append(step.drawn)


class Assigning(Editing):
    """A layer's features as objects of the map."""

    def push_assignments(
        self,
        layer: QgsVectorLayer | LayerSource,
        fields: Mapping[str, Any] | None = None,
        key: str | None = None,
        letters_from: str | None = "AA",
        numbers_from: int | None = 101,
        operational_period: str | None = None,
        missing: str = KEEP,
        dry_run: bool = False,
        *,
        folder: str | None = None,
        tolerance: float = 0.0,
        max_vertices: int = MAX_VERTICES,
        only_selected: bool = False,
        source: str | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> SendReport:
        """Polygons and lines of any layer, in any CRS, as Assignments; then push.

        ``fields``: CalTopo's property name to a QGIS expression (a text; a field's name is one) or
        a constant; NULL leaves a property as it is.  A letter or number that is not given is dealt
        out, from ``letters_from`` and ``numbers_from`` on, those on the map left out; None deals
        none.  ``operational_period`` and ``folder`` are titles or ids, as is what an expression for
        them gives; a title that is not there yet is made.

        Run again, a feature is known by ``key``, an expression, or by its outline without one.
        What the layer has not changed since the last run is left as the map has it.  ``missing``
        says what becomes of objects whose feature is gone: "keep", "delete", or a status.  What was
        sent is remembered under ``source``, the layer's name by default, in the local copy.

        ``tolerance`` (metres) and ``max_vertices`` simplify outlines.  With ``dry_run`` nothing is
        changed, and the report says what would be.  Raises Rejected for what cannot be understood;
        a single feature's fault is reported.  Any thread but for the making of a LayerSource.
        """
        known = objects.object_class("Assignment").properties
        status = next(p for p in known if p.name == "status")
        allowed, missing = status.values, one_of(status, missing) or missing
        if missing not in (KEEP, DELETE, *allowed):
            raise Rejected(
                tr("“{missing}” is nothing to do with what is missing.").format(missing=missing),
                hint=tr("It may be {values}.").format(values=", ".join((KEEP, DELETE, *allowed))),
            )
        try:
            Dealer((), (), letters_from)
        except ValueError as error:
            raise Rejected(str(error), hint=tr("Letters are A to Z, as in AA.")) from None
        if numbers_from is not None and not (isinstance(numbers_from, int) and numbers_from >= 0):
            raise Rejected(
                tr("“{value}” is no number to begin with.").format(value=numbers_from),
                hint=tr("Give a whole number, as 101, or None to deal none."),
            )
        found = self._main.call(lambda: _source_of(layer, only_selected))
        return self._send(
            found,
            Order(
                "Assignment",
                fields or {},
                key,
                missing,
                limits(tolerance, max_vertices),
                source or found.name,
                None,
                letters_from,
                numbers_from,
                operational_period,
                folder,
                cancelled,
            ),
            dry_run,
        )

    def add_objects(
        self,
        layer: QgsVectorLayer | LayerSource,
        cls: str,
        fields: Mapping[str, Any] | None = None,
        style: str | Mapping[str, Any] | None = LAYER_STYLE,
        key: str | None = None,
        missing: str = KEEP,
        dry_run: bool = False,
        *,
        folder: str | None = None,
        tolerance: float = 0.0,
        max_vertices: int = MAX_VERTICES,
        only_selected: bool = False,
        source: str | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> SendReport:
        """Features of any layer as Markers or Shapes, as ``push_assignments`` does; then push.

        ``style``: "layer" takes colour, width, opacity and simple marker shapes from the layer's
        symbols; a mapping gives CalTopo's properties (``stroke``, ``fill-opacity``, …) by
        expression or constant; None leaves CalTopo's usual look.  ``missing``: "keep" or "delete".
        """
        if cls not in OWN_KINDS:
            raise Rejected(
                tr("Features become objects of the classes {classes}, not {cls}.").format(
                    classes=", ".join(OWN_KINDS), cls=cls
                ),
                hint=tr("Assignments are sent by push_assignments."),
            )
        if missing not in (KEEP, DELETE):
            raise Rejected(
                tr("“{missing}” is nothing to do with what is missing.").format(missing=missing),
                hint=tr("It may be {values}.").format(values=", ".join((KEEP, DELETE))),
            )
        if isinstance(style, str) and style != LAYER_STYLE:
            raise Rejected(
                tr("“{style}” is no style.").format(style=style),
                hint=tr("It may be “layer”, or properties and their values."),
            )
        found = self._main.call(lambda: _source_of(layer, only_selected))
        own = dict(style) if isinstance(style, Mapping) else {}
        return self._send(
            found,
            Order(
                cls,
                {**own, **(fields or {})},
                key,
                missing,
                limits(tolerance, max_vertices),
                source or found.name,
                LAYER_STYLE if isinstance(style, str) else None,
                folder=folder,
                cancelled=cancelled,
            ),
            dry_run,
        )

    def titles(self, cls: str) -> list[str]:
        """The titles of a class's objects as the server last said them, sorted; any thread, at
        once."""
        known = (self._ledger.object(cls, id) for id in self._ledger.ids(cls))
        found = {title_of(cls, parse(each.latest)) for each in known if each is not None}
        return sorted(filter(None, found), key=str.casefold)

    def _send(self, source: LayerSource, order: Order, dry_run: bool) -> SendReport:
        if source.only_selected and order.missing != KEEP:
            raise Rejected(
                tr("Of a selection nobody can say what is missing."),
                hint=tr("Send the whole layer, or keep what is missing."),
            )
        run = Run(source, order)
        report = SendReport(dry_run=dry_run, notes=self._hindrances(order.cls))
        if not dry_run:
            self._check_writable()
        if not self._look_only:
            with suppress(*UNREACHED):  # told by ``offline``
                self.refresh()
            if self.offline:
                report.notes.append(
                    tr("The map is as it was when the server was last reached: {why}").format(
                        why=self.offline
                    )
                )
            elif self._wire.signed and self.team_id and not self.read_only:
                report.notes += filter(None, [hindrance(self._wire, self.team_id, self.id)])
        if dry_run:
            with self._lane.turn():
                memory = Memory(self._ledger, order.cls, order.source)
                steps = run.steps(self._objects(), memory, _made_later)
            self._tell_what_is_not_sent(steps, order.cls)
        else:
            steps = self._set_rows(run, order)
        self._tell_what_waits(steps, order.cls)
        for step in steps:
            report.note(step, order.cls)
        report.notes += run.notes
        if not dry_run:
            self._push_and_tell(report)
        return report

    def _tell_what_waits(self, steps: list[Step], cls: str) -> None:
        """What the server is known not to keep is set here and not sent."""
        able = self._abilities()
        for step in steps:
            if step.shape is None or step.outcome not in (Outcome.ADDED, Outcome.EDITED):
                continue
            there = self._ledger.object(cls, step.id) if step.id else None
            latest = parse(there.latest) if there is not None else None
            try:
                check_shape(cls, step.shape, (latest or {}).get("geometry"), able)
            except Unsendable as error:
                step.reasons.append(tr("It waits here: {why}").format(why=error))

    def _tell_what_is_not_sent(self, steps: list[Step], cls: str) -> None:
        """What an earlier run has set and the server does not have is no less to be done."""
        pending = {change.id: change.reason for change in self.changes() if change.cls == cls}
        for step in steps:
            if step.id in pending and step.outcome in (Outcome.UNCHANGED, Outcome.KEPT):
                told = tr("It is set here, and waits to be sent. {why}")
                step.reasons.append(told.format(why=pending[step.id]).strip())

    def _hindrances(self, cls: str) -> list[str]:
        """What of the map as it is will keep the run from reaching the server."""
        notes = []
        if self._look_only:
            notes.append(
                tr("The map is read-only, nothing can be sent: {why}").format(why=self.read_only)
            )
        elif self.read_only:
            notes.append(
                tr("The map may not be written now ({why}); what is set waits here.").format(
                    why=self.read_only
                )
            )
        tables = [t for t in self._copy.tables if t.cls in (cls, "Folder", "OperationalPeriod")]
        held = dict.fromkeys(filter(None, (self._rows.busy(table) for table in tables)))
        if held:
            notes.append(
                tr("{why} Until that is saved or given up, nothing is set.").format(
                    why=" ".join(held)
                )
            )
        return notes

    def _set_rows(self, run: Run, order: Order) -> list[Step]:
        """Set the rows as one batch; what was sent is remembered before they are set."""
        steps: list[Step] = []
        memory, kept = Memory(self._ledger, order.cls, order.source), False
        try:
            with self.batch(order.name) as batch:
                steps = run.steps(
                    self._objects(), memory, lambda cls, title: batch.add(cls, _new(title), None)
                )
                run.gather(batch, steps)
                memory.keep(steps)
                kept = True
        except Rejected as error:
            if not kept:
                raise
            run.notes.append(error.text)  # of some rows; the others are set
        except CalTopoError:
            if kept:
                memory.put_back()
            raise
        ids = {s.id for s in steps if s.outcome in (Outcome.ADDED, Outcome.EDITED)}
        if ids:
            memory.done(ids, self._ledger.undoable(drafts=True))
        return steps

    def _push_and_tell(self, report: SendReport) -> None:
        """What is set is safe, so that no failure of the push hides the report."""
        done = report.added + report.edited + report.deleted
        try:
            report.pushed = self.push()
        except CalTopoError as error:
            report.waiting = done
            report.notes.append(
                tr("Nothing was sent yet; it waits here and goes with the next push. {why}").format(
                    why=" ".join(filter(None, (error.text, error.hint)))
                )
            )
            return
        report.failed, report.waiting = report.pushed.failed, report.pushed.waiting
        if report.pushed.denied:
            report.notes.append(
                tr(
                    "The server does not let this account write the map; it waits here. {why}"
                ).format(why=report.pushed.denied)
            )
        if report.pushed.unknown:
            report.notes.append(
                tr(
                    "{count} calls had no answer; they are looked for before they are repeated."
                ).format(count=report.pushed.unknown)
            )
        refused = {
            (i["cls"], i["id"]): i["reason"]
            for i in report.pushed.items
            if i["outcome"] == "parked"
        }
        for item in report.items:
            reason = refused.get((item["cls"], item["id"]))
            if reason is not None:
                counted = item["outcome"]
                setattr(report, counted, getattr(report, counted) - 1)
                item["outcome"] = "failed"
                item["reason"] = tr(
                    "The server refused it: {why} It is not sent again before it was changed, or "
                    "Retry was asked for."
                ).format(why=reason)
            there = self._ledger.alias(item["id"])
            if there is not None:
                item["id"] = item["object_id"] = there[1]
        refused_now = sum(item["outcome"] == "failed" for item in report.items)
        report.failed = max(report.failed, refused_now)


def _source_of(layer: Any, only_selected: bool) -> LayerSource:
    return layer if isinstance(layer, LayerSource) else LayerSource(layer, only_selected)


def _new(title: str) -> dict[str, Any]:
    return {"title": title}


def _made_later(cls: str, title: str) -> str:
    """The id that a preview gives to what is not made yet."""
    return LOCAL_PREFIX + cls + " " + title
