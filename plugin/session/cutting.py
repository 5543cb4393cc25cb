# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines and areas of an open map cut, cropped and joined, as one named batch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Union

from ..analysis import cutting
from ..analysis.cutting import Found, Outcome
from ..caltopo.errors import CalTopoError, Rejected
from ..caltopo.objects import AUDIT_NAMES
from ..host.texts import tr
from ..sync.editing import Batch, MapObject
from .editing import Editing, Target, is_pair

Targets = Union[Target, Iterable[Target]]
Geometry = Callable[[Any], Outcome]


@dataclass
class Reshaped:
    """What a cut, crop or expand changed.

    ``items`` are dicts of kind (add, edit, delete), cls, id, title, outcome (done, unchanged) and
    reason; ids of added objects are local (``new-…``) until they are pushed.
    """

    added: int = 0
    edited: int = 0
    deleted: int = 0
    unchanged: int = 0
    items: list[dict[str, str]] = field(default_factory=list)

    def note(self, kind: str, key: tuple[str, str], title: str, reason: str = "") -> None:
        done = {"add": "added", "edit": "edited", "delete": "deleted"}[kind]
        name = "unchanged" if reason else done
        setattr(self, name, getattr(self, name) + 1)
        self.items.append({
            "kind": kind, "cls": key[0], "id": key[1], "title": title,
            "outcome": "unchanged" if reason else "done", "reason": reason,
        })  # fmt: skip


class Cutting(Editing):
    """Shapes and Assignments get other outlines; the rows are set at once and pushed as any edit.

    Targets are ids, (class, id) pairs or titles, one or several; one that is not there, or a title
    that several have, raises NotFound or Rejected.  Nothing is raised for a target that the other
    object does not change: it is ``unchanged`` in the report, with the reason.  Where parts come
    of it, the object stays the first of them (of an area the largest) and the others are new
    objects of its class, style and folder: “Road” gives “Road:1”, “AC 103” gives “AC:1 103”.
    """

    def cut(self, targets: Targets, cutter: Target, delete_cutter: bool = False) -> Reshaped:
        """Take a cutter's area out of the targets, or split them along its line.

        With ``delete_cutter`` it goes in the same batch, if every target was cut.
        """
        other = self._drawn(cutter)
        return self._reshape(
            tr("Cut by {title}"),
            self._all_of(targets, other),
            other,
            lambda shape: cutting.cut(shape, other.geometry),
            delete_cutter,
        )

    def crop(self, targets: Targets, boundary: Target, beyond: float = 10.0) -> Reshaped:
        """Keep of the targets what lies within a boundary's area and ``beyond`` metres around it.

        A line as boundary is a corridor, ``beyond`` wide on each side.
        """
        other = self._drawn(boundary)
        return self._reshape(
            tr("Cropped to {title}"),
            self._all_of(targets, other),
            other,
            lambda shape: cutting.crop(shape, other.geometry, beyond),
            False,
        )

    def expand(self, target: Target, other: Target, delete_other: bool = False) -> Reshaped:
        """Join another area to the target's; with ``delete_other`` that one goes, if it worked."""
        more = self._drawn(other)
        return self._reshape(
            tr("Expanded by {title}"),
            self._all_of(target, more),
            more,
            lambda shape: cutting.expand(shape, more.geometry),
            delete_other,
        )

    def _drawn(self, target: Target) -> MapObject:
        """The object of that name; a folder that is called the same is not meant."""
        try:
            return self.feature(target)
        except Rejected:
            if not isinstance(target, str):
                raise
            drawn = [o for o in self.features(title=target) if o.geometry is not None]
            if len(drawn) != 1:
                raise
            return drawn[0]

    def _named(self, targets: Targets) -> list[MapObject]:
        one = isinstance(targets, (str, MapObject)) or is_pair(targets)
        wanted: Any = [targets] if one or not isinstance(targets, Iterable) else targets
        found = {o.key: o for o in map(self._drawn, wanted)}
        if not found:
            raise Rejected(tr("No object was named."))
        return list(found.values())

    def _all_of(self, targets: Targets, other: MapObject) -> list[MapObject]:
        found = self._named(targets)
        if other.key in [o.key for o in found]:
            raise Rejected(
                tr("“{title}” cannot be changed by itself.").format(title=other.title),
                hint=tr("Name another object to change it by."),
            )
        return found

    def _reshape(
        self, name: str, targets: list[MapObject], other: MapObject, work: Geometry, delete: bool
    ) -> Reshaped:
        name = name.format(title=other.title or other.cls)
        outcomes = [(target, _worked_out(target, other, work)) for target in targets]
        taken = self._taken({t.cls for t, outcome in outcomes if len(outcome.parts) > 1})
        report = Reshaped()
        with self.batch(name) as batch:
            for target, outcome in outcomes:
                reason = _reason(outcome.found, other.title or other.cls)
                if not reason and self._rows.tables.find(target.cls, target.geometry) is None:
                    # without a row it could not be brought back
                    reason = tr("Its several parts have no layer here yet; open the map again.")
                if reason:
                    report.note("edit", target.key, target.title, reason)
                    continue
                self._change(batch, report, target, outcome.parts, taken)
            if delete and report.unchanged:
                kept = tr("It was kept, because not every object could be changed.")
                report.note("delete", other.key, other.title, kept)
                report.unchanged -= 1
            elif delete:
                _check(batch)
                batch.delete(other)
                report.note("delete", other.key, other.title)
        return report

    def _change(
        self,
        batch: Batch,
        report: Reshaped,
        target: MapObject,
        parts: list[dict[str, Any]],
        taken: dict[str, set[str]],
    ) -> None:
        properties = {k: v for k, v in target.properties.items() if k not in AUDIT_NAMES}
        first, *others = parts
        if target.geometry is not None and target.geometry.get("type") == first["type"]:
            batch.edit(target, None, first)
            report.note("edit", target.key, target.title)
        else:  # an object of several parts, which only the server can have made
            id = batch.add(target.cls, properties, first)
            batch.delete(target)
            report.note("add", (target.cls, id), target.title)
            report.note("delete", target.key, target.title)
        named = "letter" if target.cls == "Assignment" else "title"
        names = _names(str(properties.get(named) or ""), taken.get(target.cls, set()))
        for part in others:
            said = {**properties, named: next(names)}
            if target.cls == "Assignment":
                said.pop("title", None)  # it is made of letter and number
            id = batch.part(target, said, part)
            report.note("add", (target.cls, id), MapObject(target.cls, id, said, part).title)

    def _taken(self, classes: set[str]) -> dict[str, set[str]]:
        """Letters of assignments and titles of other objects that are in use."""
        return {
            cls: {
                str(o.properties.get("letter" if cls == "Assignment" else "title")).strip()
                for o in self.features(cls)
            }
            for cls in classes
        }


def _worked_out(target: MapObject, other: MapObject, work: Geometry) -> Outcome:
    try:
        return work(target.geometry)
    except Rejected as error:
        raise Rejected(
            tr("“{target}” cannot be changed by “{other}”: {reason}").format(
                target=target.title or target.cls, other=other.title or other.cls, reason=error.text
            ),
            hint=error.hint,
        ) from None


def _names(name: str, taken: set[str]) -> Iterator[str]:
    """``AC:1``, ``AC:2`` … that are free, also for what is ``AC:4`` already; nameless stay so."""
    base = re.sub(r":\d+$", "", name.strip())
    number = 0
    while True:
        number += 1
        made = base + ":" + str(number) if base else ""
        if made and made in taken:
            continue
        taken.add(made)
        yield made


def _check(batch: Batch) -> None:
    """Before what cannot be drawn again is deleted: whether all the rest can be done."""
    for item in batch.apply(dry_run=True).items:
        if item["outcome"] == "refused":
            raise CalTopoError(
                tr("Nothing was changed. “{title}”: {reason}").format(
                    title=item["title"], reason=item["reason"]
                )
            )


def _reason(found: Found, other: str) -> str:
    """Why an object was not changed; empty where it was."""
    return {
        Found.CHANGED: "",
        Found.APART: tr("It does not meet “{other}”."),
        Found.NOT_ACROSS: tr("“{other}” does not cross it from edge to edge."),
        Found.NOTHING_LEFT: tr("“{other}” covers all of it; nothing would be left."),
        Found.INSIDE: tr("All of it lies within “{other}”."),
        Found.OUTSIDE: tr("All of it lies outside “{other}”; nothing would be left."),
        Found.ONLY_AREAS: tr("Only areas can be joined."),
        Found.POINT_ONLY: tr("It meets “{other}” only in a point."),
        Found.ENCLOSES: tr("It encloses “{other}” already."),
        Found.EMPTY: tr("It, or “{other}”, encloses nothing."),
    }[found].format(other=other)
