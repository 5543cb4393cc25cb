# SPDX-License-Identifier: GPL-2.0-or-later
"""Which objects of an open map are meant by classes, folders, periods, statuses and ids."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..caltopo.errors import NotFound
from ..caltopo.objects import CLASSES
from ..exports.selection import Selection
from ..host.texts import tr
from ..sync.editing import MapObject
from .editing import Editing

_BELONGING = ("Clue", "FieldTrack", "FieldWaypoint", "MapMediaObject")


class Selecting(Editing):
    """Choosing objects; any thread."""

    def selection(
        self,
        classes: Collection[str] | None = None,
        folders: Collection[str] | None = None,
        operational_periods: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
        ids: Collection[str | tuple[str, str]] | None = None,
    ) -> Selection:
        """Which objects those conditions mean; see ``export_shapefiles``."""
        periods = None
        if operational_periods is not None:
            periods = self._titled("OperationalPeriod", several(operational_periods))
        return Selection(
            None if classes is None else self._classes(several(classes)),
            None if folders is None else self._with_subfolders(several(folders)),
            periods,
            None if statuses is None else frozenset(several(statuses)),
            None if ids is None else tuple(several(ids)),
            self._members(periods or ()),
        )

    def _classes(self, wanted: Collection[str]) -> frozenset[str]:
        """Classes by their names in any case.  Raises NotFound."""
        known = {cls.casefold(): cls for cls in (*CLASSES, *self.counts())}
        for cls in wanted:
            if cls.casefold() not in known:
                raise NotFound(
                    tr("There is no class “{cls}”.").format(cls=cls),
                    hint=tr("There are {values}.").format(values=", ".join(sorted(known.values()))),
                )
        return frozenset(known[cls.casefold()] for cls in wanted)

    def _members(self, periods: Collection[str]) -> frozenset[tuple[str, str]]:
        """What belongs to those periods' assignments: clues, imported tracks, photos of them."""
        if not periods:
            return frozenset()
        owners = {("OperationalPeriod", id) for id in periods}
        for each in self.features("Assignment"):
            if each.properties.get("operationalPeriodId") in periods:
                owners.add(each.key)
        found: set[tuple[str, str]] = set()
        for cls in _BELONGING:
            for each in self.features(cls):
                said = each.properties
                of = str(said.get("parentId") or "").partition(":")
                if ("Assignment", said.get("assignmentId")) in owners or of[::2] in owners:
                    found.add(each.key)
                    owners.add(each.key)
        return frozenset(found)

    def _titled(self, cls: str, wanted: Collection[str]) -> frozenset[str]:
        """The ids of folders or periods given by id or title.  Raises NotFound."""
        there = list(self.features(cls))
        found: set[str] = set()
        for text in wanted:
            ids = {o.id for o in there if text == o.id or _alike(o.title, text)}
            if not ids:
                said = (
                    tr("There is no folder “{title}” on the map.")
                    if cls == "Folder"
                    else tr("There is no operational period “{title}” on the map.")
                )
                raise NotFound(said.format(title=text))
            found |= ids
        return frozenset(found)

    def _with_subfolders(self, wanted: Collection[str]) -> frozenset[str]:
        found = set(self._titled("Folder", wanted))
        there: list[MapObject] = list(self.features("Folder"))
        more = True
        while more:
            inside = {o.id for o in there if o.properties.get("folderId") in found}
            more = not inside <= found
            found |= inside
        return frozenset(found)


def several(wanted: Collection[Any]) -> Collection[Any]:
    """What was given; a single text is one, and not its letters."""
    return (wanted,) if isinstance(wanted, str) else wanted


def _alike(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
