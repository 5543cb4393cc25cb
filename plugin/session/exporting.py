# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map goes out as files: its rows, with what was saved here and not pushed yet."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from ..caltopo.errors import CalTopoError
from ..caltopo.objects import geometry_kind, object_class
from ..exports import copies, drawing, fields, geojson, place, shapefiles
from ..exports.selection import Selection
from ..exports.shapefiles import Report
from ..exports.staging import Warned
from ..host import paths
from ..host.texts import tr
from ..layers import visibility
from ..layers.icons import Icons
from ..layers.pictures import Picture, draw, picture_of
from ..sync.editing import MapObject
from ..sync.tables import LOCAL_PREFIX
from .gathering import Asked, Gathering, asked, expect, never, unheard
from .selecting import several

MOST_ICONS = 1000  # of a KMZ; the rest are dots
FORMATS = ("gpkg", "geojson", "gpx", "kml", "kmz", "csv")


@dataclass
class Drawn:
    """Icons drawn for a KMZ, each once; ``files`` are they by their addresses in it."""

    on_main: Callable[[Callable[[], None]], None]
    custom: Icons
    folder: Path
    files: dict[str, Path] = field(default_factory=dict)
    _known: dict[Picture, str] = field(default_factory=dict)

    def address(self, object: MapObject) -> str:
        """Where the icon of a point is in the file; "" for what is no point.  Raises OSError."""
        if not (object.geometry or {}).get("type", "").endswith("Point"):
            return ""
        said = object.properties
        color = str(said.get("marker-color") or said.get("stroke") or "")
        picture = picture_of(object.cls, str(said.get("marker-symbol") or ""), color)
        if picture not in self._known:
            if len(self._known) >= MOST_ICONS:
                return ""
            name = "icon" + str(len(self._known)) + ".png"
            custom = self.custom.there([picture.symbol]).get(picture.symbol)
            self.on_main(lambda: draw(picture, custom, self.folder / name))
            self.files["files/" + name] = self.folder / name
            self._known[picture] = "files/" + name
        return self._known[picture]


class Exporting(Gathering):
    """Exports block, may be called from any thread, and change nothing on the map.

    What is unsaved in a layer's edit buffer does not go out.
    """

    def export_shapefiles(
        self,
        folder: str | os.PathLike[str],
        crs: str = "EPSG:4326",
        classes: Collection[str] | None = None,
        folders: Collection[str] | None = None,
        operational_periods: Collection[str] | None = None,
        ids: Collection[str | tuple[str, str]] | None = None,
        z: bool = False,
        m: bool = False,
        zip: bool = False,
        *,
        statuses: Collection[str] | None = None,
        overwrite: Asked = True,
        cancelled: Callable[[], bool] = never,
        progress: Callable[[float], None] = unheard,
    ) -> Report:
        """Write the map, or what is selected of it, as shapefiles into a folder.

        ``crs`` is a code, WKT, or "UTM" for the zone of the map.  ``folders`` and
        ``operational_periods`` are ids or titles, ``ids`` are ids or (class, id).  ``z`` adds
        elevations, ``m`` times.  With ``zip`` one zip named after the map is written instead.

        All files appear together or none does; those of an earlier export in that folder are
        replaced where ``overwrite`` is true, or a function given their names says so.  ``progress``
        is told 0 to 1.  Raises CalTopoError, NotFound for a folder or period that is not there,
        Cancelled.
        """
        chosen = self.selection(classes, folders, operational_periods, statuses, ids)
        into = Path(folder)
        with place.scratch_beside(into) as scratch:
            stage = self._stage(scratch, chosen, fields.shapefile_fields, cancelled)
            expect(stage.tables)
            target = shapefiles.Target(self._crs(crs), z, m)
            shapefiles.spatial_reference(target.crs)
            made = scratch / "made"
            made.mkdir()
            about = self._about(
                _words(
                    classes=classes,
                    folders=folders,
                    operational_periods=operational_periods,
                    statuses=statuses,
                    objects=ids,
                )
            )
            report = shapefiles.write(
                stage, made, target, about, self._dress(stage), cancelled, progress
            )
            if zip:
                name = paths.clean_name(self.title, self.id) + ".zip"
                shapefiles.zipped(made, report.files, scratch / name, cancelled)
                installed = place.replace_one(scratch / name, into / name, asked(overwrite))
                report.files = [str(installed)]
            else:
                done = place.install(made, into, report.files, asked(overwrite))
                report.files = [str(path) for path in done]
        return report

    def export(
        self,
        path: str | os.PathLike[str],
        format: str | None = None,
        classes: Collection[str] | None = None,
        folders: Collection[str] | None = None,
        operational_periods: Collection[str] | None = None,
        ids: Collection[str | tuple[str, str]] | None = None,
        *,
        statuses: Collection[str] | None = None,
        overwrite: Asked = True,
        cancelled: Callable[[], bool] = never,
        progress: Callable[[float], None] = unheard,
    ) -> Report:
        """Write the map, or what is selected of it, as one file; WGS 84.

        ``format`` is gpkg, geojson, gpx, kml, kmz or csv (the assignments), or what the path ends
        in.  The rest is as in ``export_shapefiles``.
        """
        file = Path(path)
        kind = (format or file.suffix.lstrip(".")).lower()
        kind = "geojson" if kind == "json" else kind
        if kind not in FORMATS:
            raise CalTopoError(
                tr("“{kind}” is no format that a map is exported to.").format(kind=kind),
                hint=tr("It must be one of {formats}; or export shapefiles.").format(
                    formats=", ".join(FORMATS)
                ),
            )
        if kind == "csv":
            classes = {"Assignment"} & set(classes if classes is not None else {"Assignment"})
        chosen = self.selection(classes, folders, operational_periods, statuses, ids)
        report = Report()
        with place.scratch_beside(file.parent) as scratch:
            made = scratch / ("made." + kind)
            warned = self._write(kind, made, scratch, chosen, report, cancelled, progress)
            report.warnings = [{"cls": w.cls, "id": w.id, "text": w.text} for w in warned]
            report.files = [str(place.replace_one(made, file, asked(overwrite)))]
        return report

    def _write(
        self,
        kind: str,
        made: Path,
        scratch: Path,
        chosen: Selection,
        report: Report,
        cancelled: Callable[[], bool],
        progress: Callable[[float], None],
    ) -> list[Warned]:
        if kind in ("gpkg", "csv"):
            stage = self._stage(scratch, chosen, fields.full_fields, cancelled)
            expect(stage.tables)
            write = copies.write_geopackage if kind == "gpkg" else copies.write_csv
            write(stage, made, cancelled, progress)
            for table in stage.tables:
                report.counts.setdefault(table.cls, {})[table.kind.value] = table.count
            return stage.warned
        everything = list(self.features())
        objects = [o for o in everything if chosen.takes(o.cls, o.id, o.properties)]
        aside = self._aside(chosen)
        if kind == "geojson":
            objects += [each for each, _ in aside]
        expect(objects)
        for each in objects:
            counts = report.counts.setdefault(each.cls, {})
            of = geometry_kind(object_class(each.cls), each.geometry).value
            of = "none" if each.geometry is None else of
            counts[of] = counts.get(of, 0) + 1
        if kind == "geojson":
            geojson.write(objects, made, cancelled, progress)
            text = tr("is not on the map yet; its id here is not the one it will have there")
            return [Warned(o.cls, o.id, text) for o in objects if o.id.startswith(LOCAL_PREFIX)]
        if kind == "gpx":
            warned = drawing.write_gpx(objects, made, cancelled, progress)
        else:
            folders, kmz = visibility.paths(self._folders()), kind == "kmz"
            icons = Drawn(self._main.call, self._icons, scratch)
            kml = scratch / "doc.kml" if kmz else made
            icon_of = icons.address if kmz else drawing.no_icon
            warned = drawing.write_kml(
                objects, everything, folders, kml, self.title, cancelled, progress, icon_of
            )
            if kmz:
                drawing.pack_kmz(kml, icons.files, made)
        return warned + [told for _, told in aside]


def _words(**conditions: Collection[object] | None) -> tuple[str, ...]:
    """What was selected, for people."""
    said = []
    for name, given in conditions.items():
        if given is None:
            continue
        wanted = several(given)
        listed = ", ".join(str(each) for each in list(wanted)[:10])
        more = "" if len(wanted) <= 10 else " and " + str(len(wanted) - 10) + " more"
        said.append(name.replace("_", " ") + ": " + listed + more)
    return tuple(said)
