# SPDX-License-Identifier: GPL-2.0-or-later
"""Live tracks of an open map: begun, fed with positions, ended as a line.

None of this is in the official API.  Seen in use: a LiveTrack is made without geometry and listens
to ``FLEET:group-device``; whoever reports a position for that device makes it grow; it is ended by
making a Shape of it and deleting it.
"""

from __future__ import annotations

import hashlib
import math
from contextlib import suppress
from typing import Any

from ..caltopo import jsontext
from ..caltopo.errors import CalTopoError, NotFound, Rejected
from ..host.texts import tr
from ..sync.editing import MapObject
from ..sync.features import parse, properties_of
from ..sync.ledger import Known
from .appearing import Appearing
from .editing import Target
from .job import Job

FLEET = "FLEET:"
EXPIRES = 30.0  # seconds after which a track whose call had no answer can no longer appear


class Live(Appearing):
    """Live tracks.  With ``wait=False`` calls give a job.  The device's group is as good as a key
    and is told to nobody."""

    def live_track(
        self,
        title: str,
        device: str,
        folder: str | None = None,
        color: str = "#FF0000",
        wait: bool = True,
    ) -> str | Job[str]:
        """Begin to follow a device, ``group-device``; the LiveTrack's id.

        One that follows the device on this map already is given back.  Raises CalTopoError.
        """
        self._check_writable()
        listens = _listens_to(device)
        if wait:
            return self._begin_track(title, listens, folder, color)
        told = tr("Beginning the live track {title}").format(title=title)
        return self._begin(
            told, lambda job: self._begin_track(title, listens, folder, color), beside=True
        )

    def _begin_track(self, title: str, listens: str, folder: str | None, color: str) -> str:
        self.refresh()  # somebody may follow it by now, or an earlier call of ours does
        there = self._listening(listens)
        if there is not None:
            return there.id
        properties: dict[str, Any] = {
            "class": "LiveTrack",
            "title": title,
            "deviceId": listens,
            "stroke": color,
            "stroke-width": 2,
            "stroke-opacity": 1,
            "pattern": "solid",
        }
        if folder is not None:
            properties["folderId"] = sorted(self._folder_ids(folder))[0]
        body = jsontext.dumps({"type": "Feature", "properties": properties})
        made: list[str] = []

        def make() -> None:
            made.append(self._wire.add_object(self.id, "LiveTrack", body, EXPIRES).feature["id"])

        self._make_once(
            hashlib.sha256(listens.encode("utf-8")).hexdigest(),  # the group itself is told nobody
            lambda: self._listening(listens) is not None,
            make,
            EXPIRES,
        )
        if made:
            self.refresh()
            return made[0]
        there = self._listening(listens)
        if there is None:  # ended by somebody just now
            raise NotFound(tr("The live track of this device is not on the map any more."))
        return there.id

    def report_position(
        self,
        track: Target,
        lat: float,
        lon: float,
        ele: float | None = None,
        wait: bool = True,
    ) -> Job[None] | None:
        """Tell CalTopo where a track's device is now: degrees in WGS 84, metres.

        CalTopo's clients report at most every five seconds.  Raises CalTopoError.
        """
        numbers = [lat, lon] if ele is None else [lat, lon, ele]
        finite = all(isinstance(n, (int, float)) and math.isfinite(n) for n in numbers)
        if not finite or abs(lat) > 90 or abs(lon) > 180:
            raise Rejected(
                tr("{lat}, {lon} is no position.").format(lat=lat, lon=lon),
                hint=tr("Latitude comes first; are the two swapped?")
                if finite and abs(lat) > 90
                else tr("Give degrees in WGS 84, and metres."),
            )
        there = self._live(track)
        listens = str(properties_of(parse(there.latest) or {}).get("deviceId") or "")
        group, dash, device = listens[len(FLEET) :].partition("-")
        if not listens.startswith(FLEET) or not dash or not group or not device:
            raise Rejected(
                tr("The device of this track reports by itself; no position can be given for it.")
            )

        def report(job: Job[None] | None) -> None:
            self._wire.report_position(group, device, lat, lon, ele)

        if not wait:
            return self._begin(tr("Reporting a position"), report, beside=True)
        report(None)
        return None

    def stop_live_track(self, id: Target, wait: bool = True) -> str | Job[str | None] | None:
        """End a live track; the id of the line that it becomes, None where it never moved.

        Title, description, folder, colours, elevations and times stay, and so does what refers
        to it.  Run again after a failure it goes on where it stood.
        """
        self._check_writable()
        if wait:
            return self._stop_track(id)
        return self._begin(tr("Ending a live track"), lambda job: self._stop_track(id), beside=True)

    def _stop_track(self, track: Target) -> str | None:
        self.refresh()
        there = self._live(track)
        line = self._line_of(there)
        if line is not None:
            self.push()
            self._line_of(self._copy.ledger.object(*there.key) or there)  # it may have grown since
            self.push()
            left = [c for c in self.outbox() if c.cls == "Shape" and c.id == line]
            if left:
                raise CalTopoError(
                    tr("The line of this track is not on the map yet; the track goes on."),
                    details=left[0].reason,
                    hint=tr("Try again when it was pushed."),
                )
        with suppress(NotFound):  # somebody else was quicker
            self._wire.delete_object(self.id, "LiveTrack", there.id)
        self.refresh()
        return None if line is None else self.feature(line, "Shape").id

    def _line_of(self, there: Known) -> str | None:
        """The line a track becomes, made once, and lengthened where the track has grown since."""
        note = "stopped " + there.id
        feature = parse(there.latest) or {}
        shape = feature.get("geometry")
        if not shape or shape.get("type") != "LineString" or len(shape["coordinates"]) < 2:
            return None
        geometry = {k: v for k, v in shape.items() if k in ("type", "coordinates")}
        made = self._copy.ledger.meta(note)
        if made:
            drawn: MapObject = self.feature(made, "Shape")
            known = drawn.geometry or geometry
            if len(known["coordinates"]) < len(geometry["coordinates"]):
                self.edit(drawn, geometry=geometry)
            return made
        said = {k: v for k, v in properties_of(feature).items() if k in _KEPT}
        with self.batch(tr("Stopped {title}").format(title=said.get("title") or there.id)) as batch:
            line = batch.add("Shape", said, geometry)
            for each in self._objects().all():
                if each.properties.get("parentId") == "LiveTrack:" + there.id:
                    batch.edit(each, {"parentId": "Shape:" + line})
        self._copy.ledger.set_meta(note, line)
        return line

    def _live(self, track: Target) -> Known:
        found: MapObject = self.feature(track, "LiveTrack" if isinstance(track, str) else None)
        known = self._copy.ledger.object("LiveTrack", found.id)
        if known is None:
            raise NotFound(tr("“{title}” is no live track.").format(title=found.title))
        return known

    def _listening(self, listens: str) -> Known | None:
        for known in self._copy.ledger.of_class("LiveTrack"):
            if properties_of(parse(known.latest) or {}).get("deviceId") == listens:
                return known
        return None


_KEPT = ("title", "description", "folderId", "stroke", "stroke-width", "stroke-opacity", "pattern")


def _listens_to(device: str) -> str:
    group, dash, name = device.strip().partition("-")
    if not group or not dash or not name:
        raise Rejected(
            tr("A device is named by its group and id with a hyphen between."),
            hint=tr("Take both from CalTopo's page of the team's or the device's trackers."),
        )
    return FLEET + device.strip()
