# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects of an open map for scripts: found, added, edited, moved and deleted through its rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Union

from ..caltopo.errors import NotFound, Rejected
from ..host.texts import tr
from ..sync.editing import Batch, MapObject, Objects
from ..sync.geometry import positions
from ..sync.setto import SetBackReport
from .back import Back

METRES = 111_195.0  # of a degree of latitude on a sphere of 6371 km

# An object of the map: its id, its (class, id), its title, or the object itself.
Target = Union[str, "tuple[str, str]", MapObject]


class Editing(Back):
    """Edits are rows set at once, and pushed like any other.

    Raises LayerInEditMode where a layer they belong to is being edited.
    """

    def features(
        self,
        cls: str | None = None,
        title: str | None = None,
        letter: str | None = None,
        folder: str | None = None,
    ) -> Iterator[MapObject]:
        """Objects as the rows say them, with what was saved here and not pushed yet.

        ``title`` and ``letter`` are compared without regard to case and surrounding blanks;
        ``folder`` is a folder's id or title.
        """
        with self._lane.turn():
            found = list(self._objects().all(cls))
        folders = None if folder is None else self._folder_ids(folder)
        for each in found:
            said = each.properties
            if title is not None and not _alike(each.title, title):
                continue
            if letter is not None and not _alike(said.get("letter"), letter):
                continue
            if folders is None or said.get("folderId") in folders:
                yield each

    def feature(self, target: Target, cls: str | None = None) -> MapObject:
        """One object by id, (class, id) or title ("AC 103").

        Raises NotFound, and Rejected where a title or id is that of several.
        """
        with self._lane.turn():
            return self._found(target, cls)

    def add(
        self,
        cls: str,
        properties: Mapping[str, Any],
        geometry: Mapping[str, Any] | None = None,
    ) -> str:
        """A new object; the id it has here until it is pushed (``new-…``) and is found by after.

        ``geometry`` is GeoJSON in WGS 84, positions [longitude, latitude, …].
        """
        with self.batch("Added " + cls) as batch:
            return batch.add(cls, properties, geometry)

    def edit(
        self,
        id: Target,
        cls: str | None = None,
        properties: Mapping[str, Any] | None = None,
        geometry: Mapping[str, Any] | None = None,
    ) -> MapObject:
        """Give an object other properties, the rest stays, or another geometry; what it is then."""
        there = self.feature(id, cls)
        with self.batch("Edited " + (there.title or there.cls)) as batch:
            if geometry is None:
                batch.edit(there, properties)
            else:
                batch.edit(there, properties, geometry)
        return self.feature(there.key)

    def move(self, id: Target, lon: float, lat: float, cls: str | None = None) -> MapObject:
        """Put a point elsewhere: degrees in WGS 84, longitude first.  Its elevation goes."""
        there = self.feature(id, cls)
        was = (there.geometry or {}).get("coordinates") or ()
        zeros = [0] * max(0, len(was) - 2)  # as many elements as the server gave
        point = {"type": "Point", "coordinates": [lon, lat, *zeros]}
        return self.edit(there, geometry=point)

    def bounds(
        self, targets: Iterable[Target] | None = None, pad: float = 0.0, share: float = 0.0
    ) -> tuple[float, float, float, float]:
        """West, south, east and north of objects, of all by default; degrees in WGS 84.

        Grown by ``pad`` metres and by ``share`` of the longer side.  Raises NotFound where nothing
        has a place.
        """
        there = self.features() if targets is None else map(self.feature, targets)
        places = [p for each in there if each.geometry for p in positions(each.geometry)]
        if not places:
            raise NotFound(tr("None of these objects has a place on the map."))
        lons, lats = [p[0] for p in places], [p[1] for p in places]
        west, south, east, north = min(lons), min(lats), max(lons), max(lats)
        more = share * max(east - west, north - south)
        up = pad / METRES + more
        # a degree of longitude is shorter the further from the equator it is
        aside = pad / METRES / max(0.01, math.cos(math.radians((south + north) / 2))) + more
        return (max(-180.0, west - aside), max(-90.0, south - up),
                min(180.0, east + aside), min(90.0, north + up))  # fmt: skip

    def delete(self, id: Target | Iterable[Target], cls: str | None = None) -> int:
        """Delete an object, or several; how many rows went."""
        one = isinstance(id, (str, MapObject)) or is_pair(id)
        targets: Any = [id] if one or not isinstance(id, Iterable) else id
        there = [self.feature(each, cls) for each in targets]
        with self.batch("Deleted " + str(len(there)) + " objects") as batch:
            for each in there:
                batch.delete(each)
        return len(there)

    def undo(self, dry_run: bool = False) -> SetBackReport:
        """Take back the newest batch, pushed or not; called again, it goes one further back."""
        number = self._ledger.undoable(drafts=True)
        if number is None:
            return SetBackReport()
        return self.undo_push(dry_run=dry_run, push=number)

    @contextmanager
    def batch(self, name: str, send: bool = True) -> Iterator[Batch]:
        """Gather changes of several objects; the rows are set when the block ends without error.

        The batch goes out as one push of that name and is undone as one.  Where saving pushes, that
        begins at once; without ``send`` it goes out with the next push.
        """
        self._check_writable()
        with self._lane.turn():
            gathered = Batch(self._objects(), name)
            yield gathered
            report = gathered.apply() if len(gathered) else None
            self._after_work()
        if report is not None:
            refused = [item for item in report.items if item["outcome"] == "refused"]
            if send:
                self._sent_as_saved(report, False)
            if refused:
                raise Rejected(
                    tr("“{title}” was not changed: {reason}").format(
                        title=refused[0]["title"], reason=refused[0]["reason"]
                    ),
                    hint=tr("The other {refused} were.").format(
                        refused=len(report.items) - len(refused)
                    ),
                )

    def _objects(self) -> Objects:
        return Objects(self._copy.ledger, self._rows, self._sar, self._abilities())

    def _found(self, target: Target, cls: str | None) -> MapObject:
        if isinstance(target, MapObject):
            target = target.key
        if not isinstance(target, str) and not is_pair(target):
            raise Rejected(
                tr("“{target}” names no object.").format(target=target),
                hint=tr("Give its id, its (class, id), its title, or the object itself."),
            )
        if cls is not None and not isinstance(cls, str):
            raise Rejected(
                tr("“{cls}” is no class of objects.").format(cls=cls),
                hint=tr("Name the class, or give properties as properties=…."),
            )
        if isinstance(target, tuple):
            return self._objects().one(target[1], target[0])
        try:
            return self._objects().one(target, cls)
        except NotFound:
            titled = [o for o in self._objects().all(cls) if _alike(o.title, target)]
        if not titled:
            raise NotFound(
                tr("There is no object with the id or title “{target}” on the map.").format(
                    target=target
                ),
                hint=tr("Refresh the map and look again."),
            )
        if len(titled) > 1:
            raise Rejected(
                tr("{count} objects are called “{title}”: {found}.").format(
                    count=len(titled),
                    title=target,
                    found=", ".join(o.cls + " " + o.id for o in titled[:5]),
                ),
                hint=tr("Name the one that is meant by its class and id."),
            )
        return titled[0]

    def _folder_ids(self, folder: str) -> set[str]:
        with self._lane.turn():
            folders = list(self._objects().all("Folder"))
        found = {o.id for o in folders if o.id == folder or _alike(o.title, folder)}
        if not found:
            raise NotFound(tr("There is no folder “{title}” on the map.").format(title=folder))
        return found


def is_pair(target: Any) -> bool:
    """Whether that is a (class, id)."""
    return (
        isinstance(target, tuple)
        and len(target) == 2
        and all(isinstance(part, str) for part in target)
    )


def _alike(one: Any, other: str) -> bool:
    return isinstance(one, str) and one.strip().casefold() == other.strip().casefold()
