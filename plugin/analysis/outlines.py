# SPDX-License-Identifier: GPL-2.0-or-later
"""GeoJSON as shapely geometries and back, without losing what shapely does not keep.

In degrees, longitudes running on across ±180 so that nothing is torn apart there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from ..caltopo.errors import MissingDependency, Rejected
from . import geodesy

GeoJson = Mapping[str, Any]
Position = Sequence[float]

SMALLEST = 1.0  # square metres; pieces below it come from rounding, not from what somebody drew


@contextmanager
def shapely_needed() -> Iterator[None]:
    """Around what imports shapely.  Raises MissingDependency where it is not installed."""
    try:
        yield
    except ImportError:
        raise MissingDependency(
            "This needs the Python library shapely, which is not installed.",
            hint="On Debian and Ubuntu install the package python3-shapely; QGIS for Windows and "
            "macOS brings it along. Then start QGIS again.",
        ) from None


class Outline:
    """A GeoJSON geometry's ``lines`` or ``areas``, in degrees.

    ``near`` is the longitude in whose turn of the globe it is to lie.  Positions keep what
    elements they had: ``position`` gives a corner back as it came.
    Raises Rejected for a geometry that is neither line nor area, or is broken.
    """

    def __init__(self, geometry: GeoJson | None, near: float | None = None) -> None:
        kind = (geometry or {}).get("type")
        coordinates: Any = (geometry or {}).get("coordinates")
        self.multi = kind in ("MultiLineString", "MultiPolygon")
        self.is_area = kind in ("Polygon", "MultiPolygon")
        if not self.is_area and kind not in ("LineString", "MultiLineString"):
            raise Rejected(
                "Only lines and areas can be cut, cropped or joined; this is "
                + ("a " + str(kind) if kind else "without a geometry") + "."
            )  # fmt: skip
        self._there: dict[tuple[float, float], Position] = {}
        try:
            parts = coordinates if self.multi else [coordinates]
            rings = parts if not self.is_area else [ring for part in parts for ring in part]
            first = float(rings[0][0][0])
            self.near = first if near is None else near
            if self.is_area:
                self.rings = [[self._unrolled(ring) for ring in part] for part in parts]
                self.lines: list[list[Position]] = []
            else:
                self.rings = []
                self.lines = [self._unrolled(line) for line in parts]
        except (TypeError, IndexError, ValueError):
            raise Rejected("Its geometry is broken: it has an empty line or ring.") from None

    def _unrolled(self, line: Sequence[Position]) -> list[Position]:
        """A line's positions, none further than half a turn of the globe from the one before."""
        found: list[Position] = []
        before = self.near
        for position in line:
            turns = round((before - position[0]) / 360)
            before = position[0] + 360 * turns
            there = (before, *position[1:])
            self._there.setdefault((before, position[1]), position)
            found.append(there)
        if not found:
            raise ValueError
        return found

    def position(self, x: float, y: float) -> list[float]:
        """A corner as it came; where there was none, a new one of two elements."""
        known = self._there.get((x, y))
        return list(known) if known is not None else [rolled(x), y]

    @property
    def flat(self) -> list[list[tuple[float, float]]]:
        return [[(p[0], p[1]) for p in line] for line in self.lines]

    def area(self) -> Any:
        """All areas as one valid shapely (Multi)Polygon, empty where they enclose nothing."""
        with shapely_needed():
            from shapely.geometry import MultiPolygon, Polygon
            from shapely.ops import unary_union
        found = []
        for shell, *holes in self.rings:
            corners = [[(p[0], p[1]) for p in ring] for ring in (shell, *holes)]
            if len(set(corners[0])) < 3:
                continue
            holes_of_size = [ring for ring in corners[1:] if len(set(ring)) > 2]
            found.append(valid(Polygon(corners[0], holes_of_size)))
        return unary_union(found) if found else MultiPolygon()

    def shape(self) -> Any:
        """The area, or the lines as one shapely geometry."""
        if self.is_area:
            return self.area()
        with shapely_needed():
            from shapely.geometry import LineString, MultiLineString
        lines = [LineString(line) for line in self.flat if len(set(line)) > 1]
        return lines[0] if len(lines) == 1 else MultiLineString(lines)

    def polygon(self, area: Any, *others: Outline) -> dict[str, Any]:
        """A shapely Polygon as GeoJSON, its outer ring counterclockwise; holes are kept."""
        with shapely_needed():
            from shapely.geometry.polygon import orient
        turned = orient(area)
        return {
            "type": "Polygon",
            "coordinates": [
                [self._best(x, y, others) for x, y in ring.coords]
                for ring in (turned.exterior, *turned.interiors)
            ],
        }

    def _best(self, x: float, y: float, others: Iterable[Outline]) -> list[float]:
        for outline in (self, *others):
            if (x, y) in outline._there:
                return outline.position(x, y)
        return self.position(x, y)


def rolled(lon: float) -> float:
    """A longitude within ±180."""
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def valid(area: Any) -> Any:
    """A self-crossing area as those it encloses; nothing of a bow tie is lost."""
    if area.is_valid:
        return area
    with shapely_needed():
        from shapely.ops import unary_union
        from shapely.validation import make_valid
    return unary_union(polygons(make_valid(area)))


def polygons(geometry: Any) -> list[Any]:
    """The polygons in a shapely geometry, without lines and points."""
    if geometry.geom_type == "Polygon":
        return [] if geometry.is_empty else [geometry]
    return [p for part in getattr(geometry, "geoms", ()) for p in polygons(part)]


def square_metres(area: Any) -> float:
    """Of a shapely (Multi)Polygon in degrees, on the ellipsoid."""
    return sum(
        geodesy.polygon_area([ring.coords for ring in (p.exterior, *p.interiors)])
        for p in polygons(area)
    )
