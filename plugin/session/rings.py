# SPDX-License-Identifier: GPL-2.0-or-later
"""Range rings, bearing lines, sectors and buffers drawn on an open map, as one named batch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Union

from ..analysis import rings
from ..analysis.rings import Drawing, North
from ..caltopo.errors import NotFound, Rejected
from ..host.texts import tr
from .cutting import Cutting, Targets
from .editing import Target, is_pair

Centre = Union[Target, "tuple[float, float]"]  # a marker, or longitude and latitude


class Rings(Cutting):
    """Drawings for planning; all are Shapes, pushed and undone as any edit.

    ``unit`` is m, km, ft or mi and is what titles say; ``folder`` is a folder's id or title, made
    where there is none; ``style`` are properties of a Shape (``{"stroke": "#0000FF"}``); with
    ``areas`` they are areas, and closed lines otherwise.  They return the local ids of the Shapes.
    """

    def range_rings(
        self,
        centre: Centre,
        distances: Sequence[float],
        bearings: Iterable[float] = (),
        sectors: Iterable[tuple[float, float]] = (),
        *,
        unit: str = "m",
        declination: float | None = None,
        areas: bool = False,
        folder: str | None = None,
        style: Mapping[str, Any] | None = None,
    ) -> list[str]:
        """Circles around a marker or position, lines and sectors from it to the outermost.

        Bearings are from true north, or with ``declination`` (degrees, east positive) from
        magnetic north; titles say which.  Sectors run clockwise from their first bearing.
        """
        name, place = self._centre(centre)
        if not distances:
            raise Rejected(tr("No distance was given."))
        north, far = North(declination), max(distances)
        drawn = [rings.ring(place, d, unit, areas) for d in sorted(distances)]
        drawn += [rings.bearing_line(place, b, far, unit, north) for b in bearings]
        drawn += [rings.sector(place, a, b, far, unit, north, areas) for a, b in sectors]
        return self._draw(tr("Range rings around {title}"), name, drawn, folder, style)

    def bearing_lines(
        self,
        centre: Centre,
        bearings: Iterable[float],
        length: float,
        *,
        unit: str = "m",
        declination: float | None = None,
        folder: str | None = None,
        style: Mapping[str, Any] | None = None,
    ) -> list[str]:
        """Lines from a marker or position, ``length`` long; bearings as for ``range_rings``."""
        name, place = self._centre(centre)
        north = North(declination)
        drawn = [rings.bearing_line(place, b, length, unit, north) for b in bearings]
        if not drawn:
            raise Rejected(tr("No bearing was given."))
        return self._draw(tr("Bearing lines from {title}"), name, drawn, folder, style)

    def buffers(
        self,
        targets: Targets,
        distances: Iterable[float],
        *,
        unit: str = "m",
        areas: bool = True,
        folder: str | None = None,
        style: Mapping[str, Any] | None = None,
    ) -> list[str]:
        """What lies within distances of lines and areas."""
        wanted, distances = self._named(targets), tuple(distances)
        if not distances:
            raise Rejected(tr("No distance was given."))
        drawn = [
            Drawing((each.title + " " + made.title).strip(), made.geometry)
            for each in wanted
            for distance in distances
            for made in rings.buffers(each.geometry, distance, unit, areas)
        ]
        title = ", ".join(each.title or each.cls for each in wanted[:3])
        return self._draw(tr("Buffers of {title}"), title, drawn, folder, style)

    def _centre(self, centre: Centre) -> tuple[str, list[float]]:
        if isinstance(centre, (tuple, list)) and not is_pair(centre):
            try:
                lon, lat = (float(part) for part in centre)
            except (TypeError, ValueError):
                lon = lat = math.nan
            if not (-180 <= lon <= 180 and -90 <= lat <= 90):
                raise Rejected(tr("The centre is no longitude and latitude in degrees."))
            return format(lat, ".5f") + ", " + format(lon, ".5f"), [lon, lat]
        there = self.feature(centre)  # type: ignore[arg-type]
        shape = there.geometry or {}
        if shape.get("type") != "Point":
            raise Rejected(
                tr("“{title}” is no point.").format(title=there.title or there.cls),
                hint=tr("Name a marker, or draw buffers around lines and areas."),
            )
        return there.title or there.cls, list(shape["coordinates"][:2])

    def _draw(
        self,
        name: str,
        title: str,
        drawn: list[Drawing],
        folder: str | None,
        style: Mapping[str, Any] | None,
    ) -> list[str]:
        ids = self._folder_there(folder) if folder else None
        with self.batch(name.format(title=title)) as batch:
            said: dict[str, Any] = dict(style or {})
            if folder and ids is None:
                ids = batch.add("Folder", {"title": folder}, None)
            if ids:
                said["folderId"] = ids
            return [batch.add("Shape", {**said, "title": d.title}, d.geometry) for d in drawn]

    def _folder_there(self, folder: str) -> str | None:
        try:
            found = self._folder_ids(folder)
        except NotFound:
            return None
        if len(found) > 1:
            raise Rejected(
                tr("{n} folders are called “{title}”.").format(n=len(found), title=folder),
                hint=tr("Name the one that is meant by its id."),
            )
        return next(iter(found))
