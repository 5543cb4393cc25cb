# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map goes out as files: its rows, with what was saved here and not pushed yet."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Union

from qgis.core import QgsFeature, QgsMapLayer

from ..caltopo.errors import CalTopoError, Cancelled
from ..caltopo.objects import MASKED, Geometry, geometry_kind, object_class
from ..exports import copies, drawing, fields, geojson, place, shapefiles, snapshot, staging
from ..exports.book import Book, Sheet, opened_dressed
from ..exports.naming import Names
from ..exports.readme import About
from ..exports.selection import Selection
from ..exports.shapefiles import Report
from ..exports.staging import Warned
from ..host import paths
from ..host.texts import tr
from ..layers.dressing import dress
from ..layers.rows import LayerRows
from ..sync.editing import MapObject
from ..sync.features import parse, properties_of
from ..sync.rows import Row
from ..sync.schema import rtree
from ..sync.sql import statement
from ..sync.tables import LOCAL_PREFIX, Table
from .selecting import Selecting, several

UTM = "UTM"
"""Instead of a CRS: the UTM zone that the middle of the map lies in."""
FORMATS = ("gpkg", "geojson", "gpx", "kml", "kmz", "csv")
PAPERS = ("letter", "a4")
Asked = Union[bool, Callable[[list[str]], bool]]


def never() -> bool:
    return False


def unheard(_done: float) -> None:
    """Progress that nobody wants to know of."""


class Exporting(Selecting):
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
        with place.scratch_beside(into) as scratch, told(into):
            stage = self._stage(scratch, chosen, fields.shapefile_fields, cancelled)
            _expect(stage.tables)
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
                installed = place.replace_one(scratch / name, into / name, _asked(overwrite))
                report.files = [str(installed)]
            else:
                done = place.install(made, into, report.files, _asked(overwrite))
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
        with place.scratch_beside(file.parent) as scratch, told(file.parent):
            made = scratch / ("made." + kind)
            warned = self._write(kind, made, scratch, chosen, report, cancelled, progress)
            report.warnings = [{"cls": w.cls, "id": w.id, "text": w.text} for w in warned]
            report.files = [str(place.replace_one(made, file, _asked(overwrite)))]
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
            _expect(stage.tables)
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
        _expect(objects)
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
            warned = drawing.write_kml(objects, everything, made, self.title, cancelled, progress)
        return warned + [told for _, told in aside]

    def assignment_book(
        self,
        path: str | os.PathLike[str],
        paper: str = "letter",
        operational_periods: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
        ids: Collection[str | tuple[str, str]] | None = None,
        *,
        template: str | os.PathLike[str] | None = None,
        background: Sequence[QgsMapLayer] = (),
        declination: float | None = None,
        overwrite: Asked = True,
        cancelled: Callable[[], bool] = never,
        progress: Callable[[float], None] = unheard,
    ) -> Report:
        """Write one PDF with a page for each assignment, by letter and number.

        ``paper`` is letter or a4; ``template`` another QGIS layout template, with an atlas map and
        labels like those of ui/layouts.  ``background`` are layers drawn below the map's.
        ``declination`` is that of the place and day, degrees east of true north.
        """
        known = paths.UI / "layouts" / ("assignment_" + paper.lower() + ".qpt")
        if template is None and paper.lower() not in PAPERS:
            raise CalTopoError(
                tr("“{paper}” is no paper; it must be letter or a4.").format(paper=paper)
            )
        chosen = self.selection(None, None, operational_periods, statuses, ids)
        file, report = Path(path), Report()
        with place.scratch_beside(file.parent) as scratch, told(file.parent):
            stage = self._stage(scratch, Selection(), fields.full_fields, cancelled)
            drawn = self._copied(stage, scratch, cancelled)
            sheet = Sheet(self.title, self.id, self._about(()).time, self.utm_zone(), declination)
            used = Path(template) if template is not None else known
            count = self._print(
                used, stage, drawn, chosen, background, sheet, scratch, cancelled, progress
            )
            report.counts = {"Assignment": {"page": count}}
            made = scratch / "book.pdf"
            report.files = [str(place.replace_one(made, file, _asked(overwrite)))]
        return report

    def _copied(
        self, stage: staging.Stage, scratch: Path, cancelled: Callable[[], bool]
    ) -> dict[str, Path]:
        """Each table with geometry as a file of its own, with its style beside it."""
        dressed = self._dress(stage)
        found = {}
        for table in stage.tables:
            if table.kind is Geometry.NONE:
                continue
            path = found[table.name] = scratch / (table.name + ".gpkg")
            one = staging.Stage(stage.path, [table])
            copies.write_geopackage(one, path, cancelled, unheard)
            dressed(path, table)
        return found

    def _print(
        self,
        template: Path,
        stage: staging.Stage,
        drawn: Mapping[str, Path],
        chosen: Selection,
        background: Sequence[QgsMapLayer],
        sheet: Sheet,
        scratch: Path,
        cancelled: Callable[[], bool],
        progress: Callable[[float], None],
    ) -> int:
        """The pages, each in a turn of the main thread; how many."""

        def begin() -> Book:
            kinds = (Geometry.POINT, Geometry.LINE, Geometry.POLYGON)
            shown, assigned = [], []
            for table in sorted(
                (t for t in stage.tables if t.name in drawn), key=lambda t: kinds.index(t.kind)
            ):
                layer = opened_dressed(drawn[table.name])
                shown.append(layer)
                if table.cls == "Assignment" and table.kind is not Geometry.POINT:
                    assigned.append(layer)
            wanted = [
                (layer, [f for f in layer.getFeatures() if chosen.takes(*_of(f))])
                for layer in assigned
            ]
            if not any(f.hasGeometry() for _, features in wanted for f in features):
                raise CalTopoError(
                    tr("There is no assignment with a place to make a page of."),
                    hint=tr("Select others, or draw them first."),
                )
            return Book(template, wanted, shown, background, sheet)

        book = self._main.call(begin)
        try:
            self._main.call(lambda: book.open(scratch / "book.pdf"))
            for number in range(book.pages):
                if cancelled():
                    raise Cancelled(tr("The map book was cancelled."))
                self._main.call(partial(book.page, number))
                progress((number + 1) / book.pages)
            self._main.call(book.close)
            return book.pages
        finally:
            self._main.call(book.clear)

    def utm_zone(self) -> str:
        """The code of the UTM zone that the middle of the map lies in, or EPSG:4326."""
        boxes = [box for box in self._extents() if box[0] <= box[2]]
        if not boxes:
            return "EPSG:4326"
        west, south, east, north = zip(*boxes)
        return utm_code((min(west) + max(east)) / 2, (min(south) + max(north)) / 2)

    # -- rows -----------------------------------------------------------------------------------

    def _stage(
        self,
        scratch: Path,
        chosen: Selection,
        fields_of: staging.FieldsOf,
        cancelled: Callable[[], bool],
    ) -> staging.Stage:
        with self._lane.turn():
            self._check_open()
            source = self.path
            tables = list(self._copy.tables)
            if isinstance(self._rows, LayerRows):
                # While QGIS has the file nothing else touches it, not even to read.
                source = scratch / "rows.sqlite"
                snapshot.write(source, self._all_rows(self._rows), cancelled)
            stage = staging.build(
                scratch / "stage.gpkg", source, tables, chosen, fields_of, Names(), cancelled
            )
        stage.warned += [told for _, told in self._aside(chosen)]
        return stage

    def _aside(self, chosen: Selection) -> list[tuple[MapObject, Warned]]:
        """Chosen objects that have no row, because their geometry cannot be stored."""
        found = []
        for (cls, id, reason), text in zip(self._ledger.aside(), self._ledger.aside_texts()):
            feature = parse(text) or {}
            said = {k: v for k, v in properties_of(feature).items() if k not in MASKED}
            if chosen.takes(cls, id, said):
                one = MapObject(cls, id, said, feature.get("geometry"))
                why = reason + "; it is left out, a GeoJSON export has it"
                found.append((one, Warned(cls, id, why)))
        return found

    def _all_rows(self, rows: LayerRows) -> Iterator[tuple[Table, Iterable[list[Row]]]]:
        for table in self._copy.tables:
            if table.name in self._filled or rows.is_open(table):
                yield table, rows.scan(table)

    def _extents(self) -> list[tuple[float, float, float, float]]:
        """West, south, east, north of every layer or table that holds something."""
        self._check_open()
        layers = self._layers
        if layers is not None:
            return self._main.call(
                lambda: [
                    (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
                    for box in (
                        each.extent() for each in layers.opened().values() if each.isSpatial()
                    )
                ]
            )
        with self._lane.turn(), closing(sqlite3.connect(str(self.path))) as db:
            text = "SELECT min(minx), min(miny), max(maxx), max(maxy) FROM $tree"
            found = [
                db.execute(statement(text, tree=rtree(table))).fetchone()
                for table in self._copy.tables
                if table.spatial
            ]
        return [box for box in found if box[0] is not None]

    def _dress(self, stage: staging.Stage) -> shapefiles.Dress:
        """Styles as the map's layers have them; layers are of the main thread."""
        colors = json.dumps(stage.period_colors, sort_keys=True)

        def one(path: Path, staged: staging.Staged) -> None:
            names: dict[str, str] = {}
            for each in staged.fields:  # the first of a property is its own; others explain it
                names.setdefault(each.raw or each.property.replace("-", "_"), each.name)
            self._main.call(lambda: dress(path, staged.cls, names, colors))

        return one

    def _about(self, chosen: tuple[str, ...]) -> About:
        now = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
        return About(self.id, self.title, self._wire.server, now, chosen)

    def _crs(self, text: str) -> str:
        return self.utm_zone() if text.strip().upper() == UTM else text.strip()

    def _check_open(self) -> None:
        if self._closed:
            raise CalTopoError(tr("The map is closed."))


def utm_code(lon: float, lat: float) -> str:
    """The EPSG code of a position's UTM zone (WGS 84).

    The zones of 6 degrees with the exceptions of Norway and Svalbard (NGA.STND.0037, 2014).
    """
    lon = (lon + 180) % 360 - 180
    zone = int((lon + 180) // 6) + 1
    if 56 <= lat < 64 and 3 <= lon < 12:
        zone = 32
    elif 72 <= lat <= 84 and 0 <= lon < 42:
        zone = 31 + 2 * int((lon + 3) // 12)
    return "EPSG:" + str((32600 if lat >= 0 else 32700) + zone)


def _of(feature: QgsFeature) -> tuple[str, str, dict[str, Any]]:
    """Class, id and properties of an assignment as a stage has it."""
    return (
        "Assignment",
        str(feature["caltopo_id"]),
        {name: feature[name] for name in ("folderId", "operationalPeriodId", "status")},
    )


def _asked(overwrite: Asked) -> Callable[[list[str]], bool]:
    return (lambda names: overwrite) if isinstance(overwrite, bool) else overwrite


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What the disk or SQLite says as an error that says what to do."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise CalTopoError(
            tr("The export to {folder} failed: {error}.").format(folder=folder, error=error),
            hint=tr(
                "Make room on the disk or choose another folder. What was there before is as it "
                "was."
            ),
        ) from None


def _expect(there: Collection[object]) -> None:
    if not there:
        raise CalTopoError(tr("There is nothing to export."), hint=tr("Select more of the map."))


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
