# SPDX-License-Identifier: GPL-2.0-or-later
"""A page for each assignment of an open map, in one PDF."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import QgsFeature, QgsMapLayer

from ..caltopo.errors import CalTopoError, Cancelled
from ..caltopo.objects import Geometry
from ..exports import copies, fields, place, staging
from ..exports.book import Book, Sheet, opened_dressed
from ..exports.selection import Selection
from ..exports.shapefiles import Report
from ..host import paths
from ..host.texts import tr
from ..layers import visibility
from ..layers.visibility import Folder
from .gathering import Asked, Gathering, asked, never, unheard

PAPERS = ("letter", "a4")


class MapBook(Gathering):
    """The map book blocks, may be made from any thread, and changes nothing on the map."""

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
        Objects of folders that do not show are not drawn, but for assignments.
        ``declination`` in degrees east of true north takes the place of what the World Magnetic
        Model says for each page and today.
        """
        known = paths.UI / "layouts" / ("assignment_" + paper.lower() + ".qpt")
        if template is None and paper.lower() not in PAPERS:
            raise CalTopoError(
                tr("“{paper}” is no paper; it must be letter or a4.").format(paper=paper)
            )
        chosen = self.selection(None, None, operational_periods, statuses, ids)
        file, report = Path(path), Report()
        with place.scratch_beside(file.parent) as scratch:
            stage = self._stage(scratch, Selection(), fields.full_fields, cancelled)
            drawn = self._copied(stage, scratch, cancelled)
            now, today = self._about(()).time, datetime.now(timezone.utc).date()
            sheet = Sheet(self.title, self.id, now, self.utm_zone(), today, declination)
            used = Path(template) if template is not None else known
            count = self._print(
                used, stage, drawn, chosen, background, sheet, scratch, cancelled, progress
            )
            report.counts = {"Assignment": {"page": count}}
            made = scratch / "book.pdf"
            report.files = [str(place.replace_one(made, file, asked(overwrite)))]
        return report

    def _copied(
        self, stage: staging.Stage, scratch: Path, cancelled: Callable[[], bool]
    ) -> dict[str, Path]:
        """Each table with geometry as a file of its own, with its style beside it."""
        dressed = self._dress(stage, custom=True)
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

        folders = self._shown_folders()
        hidden = visibility.hidden(folders, {f.id: f.visible for f in folders})
        unlabelled = visibility.hidden(folders, {f.id: f.labels for f in folders})

        def begin() -> Book:
            kinds = (Geometry.POINT, Geometry.LINE, Geometry.POLYGON)
            shown, assigned = [], []
            for table in sorted(
                (t for t in stage.tables if t.name in drawn), key=lambda t: kinds.index(t.kind)
            ):
                layer = opened_dressed(drawn[table.name])
                shown.append(layer)
                if table.cls != "Assignment":
                    visibility.apply(layer, hidden, unlabelled)
                elif table.kind is not Geometry.POINT:
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

    def _shown_folders(self) -> list[Folder]:
        """The folders as they show here, or as the map has them where no layers are open."""
        layers = self._layers
        if layers is not None:
            return self._main.call(lambda: layers.styling.folders)
        return self._folders()


def _of(feature: QgsFeature) -> tuple[str, str, dict[str, Any]]:
    """Class, id and properties of an assignment as a stage has it."""
    return (
        "Assignment",
        str(feature["caltopo_id"]),
        {name: feature[name] for name in ("folderId", "operationalPeriodId", "status")},
    )
