# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map's rows as an export needs them, with what was saved here and not pushed yet."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import Union

from ..caltopo.errors import CalTopoError
from ..caltopo.objects import MASKED
from ..exports import shapefiles, snapshot, staging
from ..exports.naming import Names
from ..exports.readme import About
from ..exports.selection import Selection
from ..exports.staging import Warned
from ..host.texts import tr
from ..layers.assignments import Period
from ..layers.dressing import LOOKS, dress
from ..layers.visibility import Folder
from ..sync.editing import MapObject
from ..sync.features import parse, properties_of
from ..sync.schema import rtree
from ..sync.sql import statement
from .selecting import Selecting

UTM = "UTM"
"""Instead of a CRS: the UTM zone that the middle of the map lies in."""
MOST_VALUES = 4000  # of a column that a style looks at
Asked = Union[bool, Callable[[list[str]], bool]]


def never() -> bool:
    return False


def unheard(_done: float) -> None:
    """Progress that nobody wants to know of."""


class Gathering(Selecting):
    """What all exports have in common; any thread."""

    def utm_zone(self) -> str:
        """The code of the UTM zone that the middle of the map lies in, or EPSG:4326."""
        boxes = [box for box in self._extents() if box[0] <= box[2]]
        if not boxes:
            return "EPSG:4326"
        west, south, east, north = zip(*boxes)
        return utm_code((min(west) + max(east)) / 2, (min(south) + max(north)) / 2)

    def _stage(
        self,
        scratch: Path,
        chosen: Selection,
        fields_of: staging.FieldsOf,
        cancelled: Callable[[], bool],
    ) -> staging.Stage:
        with self._lane.turn():
            self._check_open()
            source, tables = self.path, list(self._copy.tables)
            if self._layers is not None:  # whoever saves meanwhile waits for no more than a copy
                source = scratch / "rows.gpkg"
                snapshot.take(self.path, source, cancelled)
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

    def _dress(self, stage: staging.Stage, custom: bool = False) -> shapefiles.Dress:
        """Styles as the map's layers have them; layers are of the main thread.

        With ``custom`` they show the pictures of an account's own icons, which lie on this disk.
        """
        periods = [Period(*each) for each in stage.periods]

        def one(path: Path, staged: staging.Staged) -> None:
            names: dict[str, str] = {}
            for each in staged.fields:  # the first of a property is its own; others explain it
                names.setdefault(each.raw or each.property.replace("-", "_"), each.name)
            held = {
                column: staging.distinct(stage, staged, names[column], MOST_VALUES)
                for column in LOOKS
                if column in names
            }
            pictures = self._icons.there(held.get("marker_symbol", ())) if custom else {}
            self._main.call(lambda: dress(path, staged.cls, names, periods, held, pictures))

        return one

    def _folders(self) -> list[Folder]:
        """The folders as the map has them."""
        return [
            Folder(
                each.id,
                each.title,
                str(each.properties.get("folderId") or ""),
                each.properties.get("visible") is not False,
                each.properties.get("labelVisible") is not False,
            )
            for each in self.features("Folder")
        ]

    def _about(self, chosen: tuple[str, ...]) -> About:
        now = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
        return About(self.id, self.title, self.server, now, chosen)

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


def asked(overwrite: Asked) -> Callable[[list[str]], bool]:
    return (lambda names: overwrite) if isinstance(overwrite, bool) else overwrite


def expect(there: Collection[object]) -> None:
    if not there:
        raise CalTopoError(tr("There is nothing to export."), hint=tr("Select more of the map."))
