# SPDX-License-Identifier: GPL-2.0-or-later
"""A local copy of a map on the stand-in server, worked on by SQL: no QGIS, no threads."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from caltopo_sync.plugin.caltopo import jsontext
from caltopo_sync.plugin.caltopo.client import Client
from caltopo_sync.plugin.caltopo.signing import Credential
from caltopo_sync.plugin.sync import geometry
from caltopo_sync.plugin.sync.abilities import UNTRIED, Abilities
from caltopo_sync.plugin.sync.changes import Changed, Finder
from caltopo_sync.plugin.sync.features import values_of, wkb_of
from caltopo_sync.plugin.sync.geopackage import add_spatial_functions
from caltopo_sync.plugin.sync.incoming import Broken, judge
from caltopo_sync.plugin.sync.ledger import Ledger
from caltopo_sync.plugin.sync.localcopy import LocalCopy, Paths, first_load
from caltopo_sync.plugin.sync.merge import BringUp
from caltopo_sync.plugin.sync.outbox import Entry
from caltopo_sync.plugin.sync.pace import Hooks, Pace
from caltopo_sync.plugin.sync.pull import Puller, PullReport
from caltopo_sync.plugin.sync.push import Pusher
from caltopo_sync.plugin.sync.pushreport import PushReport
from caltopo_sync.plugin.sync.tables import GEOMETRY, ID, Table, as_number
from standin.interface import Interface

Key = tuple[str, str]
MAP = "ABC12"
QUICK = Pace(expires=1.0, margin=0.3, unsigned=1.0, look=0.05, pause=0.01, longest=2.0)
KEY = ("CRED00000001", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")


def marker(id: str, lon: float = -120.0, lat: float = 39.0, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": id,
        "properties": {"class": "Marker", "title": id, **properties},
        "geometry": {"type": "Point", "coordinates": [lon, lat, 0, 0]},
    }


def shape(id: str, geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    said = {"class": "Shape", "title": id, **properties}
    return {"type": "Feature", "id": id, "properties": said, "geometry": geometry}


def folder(id: str, cls: str = "Folder", **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": id, "properties": {"class": cls, "title": id, **properties}}


LINE = {"type": "LineString", "coordinates": [[-120, 39], [-120.1, 39.1], [-120.2, 39]]}
RING = {"type": "Polygon", "coordinates": [[[-120, 39], [-120, 39.1], [-120.1, 39.1], [-120, 39]]]}


def point(lon: float, lat: float, *more: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat, *more]}


class LocalMap:
    """One analyst's copy.  Rows are changed by SQL on a connection of its own, as tools do."""

    def __init__(
        self,
        url: str,
        folder: Path,
        *,
        signed: bool = True,
        sar: bool = False,
        pace: Pace = QUICK,
        key: tuple[str, str] = KEY,
        abilities: Abilities = UNTRIED,
    ) -> None:
        self.client = Client(
            url, Credential(*key) if signed else None, connect_timeout=2, read_timeout=2
        )
        folder.mkdir(exist_ok=True)
        self.paths = Paths.of(folder, "test")
        self.sar = sar
        self.pace = pace
        self.abilities = abilities
        self.learned: dict[str, str] = {}
        if not self.paths.geopackage.exists():
            first_load(self.client, MAP, self.paths, url, sar)
        self.copy = self._open()

    def _open(self, ask: Callable[[str], bool] = lambda question: False) -> LocalCopy:
        copy = LocalCopy.open(self.paths, self.sar, ask)
        self._db = sqlite3.connect(str(self.paths.geopackage), isolation_level=None)
        add_spatial_functions(self._db)
        return copy

    def close(self) -> None:
        self._db.close()
        self.copy.close()
        self.client.close()

    def crash(self) -> None:
        """Let go of everything without a clean close."""
        self._db.close()
        self.copy.rows._db.close()
        self.copy.ledger._db.close()

    def reopen(
        self, *, crashed: bool = False, ask: Callable[[str], bool] = lambda question: False
    ) -> None:
        if crashed:
            self.crash()
        else:
            self._db.close()
            self.copy.close()
        self.copy = self._open(ask)

    # -- sync -----------------------------------------------------------------------------------

    @property
    def ledger(self) -> Ledger:
        return self.copy.ledger

    def puller(self) -> Puller:
        puller = Puller(self.client, self.copy.ledger, self.copy.rows, MAP)
        puller.lag = self.abilities.lag
        return puller

    def pull(self, full: bool = False) -> PullReport:
        return self.puller().run(full=full)

    def push(self, hooks: Hooks | None = None) -> PushReport:
        pusher = Pusher(
            self.client, self.copy.ledger, self.copy.rows, MAP, self.puller(), self.sar, self.pace,
            self.abilities,
        )  # fmt: skip
        try:
            return pusher.run("Push", hooks or Hooks())
        finally:
            self.learned.update(pusher.learning.found)

    def changes(self) -> list[Changed]:
        return Finder(self.copy.ledger, self.copy.rows, self.sar).find()

    def outbox(self) -> list[Entry]:
        return self.copy.ledger.outbox()

    def resolve(self, cls: str, id: str, choice: str) -> None:
        BringUp(self.copy.ledger, self.copy.rows).only([(cls, id)], lambda name: choice)

    # -- rows -----------------------------------------------------------------------------------

    def sql(self, text: str, *values: Any) -> list[Any]:
        return self._db.execute(text, values).fetchall()

    def edit(self, table: str, id: str, **columns: Any) -> None:
        """Change columns of the row with an id; ``geom`` as GeoJSON."""
        values = {k: _stored(v) if k == GEOMETRY else v for k, v in columns.items()}
        text = ", ".join(f'"{column}" = ?' for column in values)
        done = self._db.execute(
            f'UPDATE "{table}" SET {text} WHERE caltopo_id = ?', (*values.values(), id)
        )
        assert done.rowcount == 1

    def add(self, table: str, geom: dict[str, Any] | None = None, **columns: Any) -> int:
        """A new row; its fid."""
        values = dict(columns)
        if geom is not None:
            values[GEOMETRY] = _stored(geom)
        names = ", ".join(f'"{column}"' for column in values)
        marks = ", ".join("?" * len(values))
        done = self._db.execute(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values())
        )
        return int(done.lastrowid or 0)

    def delete(self, table: str, id: str) -> None:
        done = self._db.execute(f'DELETE FROM "{table}" WHERE caltopo_id = ?', (id,))
        assert done.rowcount == 1

    def row(self, table: str, id: str) -> dict[str, Any]:
        """The row with an id, ``geom`` as GeoJSON."""
        found = self.rows(table)
        assert list(found).count(id) == 1
        return found[id]

    def rows(self, table: str) -> dict[str, dict[str, Any]]:
        """Rows by id; fails where an id comes twice."""
        known = self.copy.tables[table]
        found: dict[str, dict[str, Any]] = {}
        for row in self.copy.rows.scan(known):
            assert row.id is not None and row.id not in found, f"{row.id} twice in {table}"
            found[row.id] = dict(zip(known.column_names, row.values), fid=row.fid)
            if known.spatial:
                found[row.id][GEOMETRY] = geometry.unpack(row.wkb) if row.wkb else None
        return found

    def everything(self) -> dict[tuple[str, str], tuple[str, list[Any], bytes | None]]:
        """All rows: (class, id) to table, columns (Python values) and geometry."""
        found: dict[tuple[str, str], tuple[str, list[Any], bytes | None]] = {}
        for table in self.copy.tables:
            for row in self.copy.rows.scan(table):
                cls = str(row.values[0]) if table is self.copy.tables.catch_all else table.cls
                key = (cls, row.id or "")
                assert key not in found, f"{key} twice"
                found[key] = (table.name, list(row.values), row.wkb)
        return found


def _stored(geom: dict[str, Any] | None) -> bytes | None:
    return None if geom is None else geometry.pack(geom).blob


def projected(table: Table, text: str) -> tuple[str, list[Any], bytes | None]:
    """The row that an object's text describes."""
    feature = jsontext.loads(text)
    return table.name, values_of(table, feature), wkb_of(table, feature)


def expect_equal(
    local: LocalMap, server: Interface, *, but: Collection[Key] = (), audit: bool = True
) -> None:
    """Rows say what the server says: nothing lost, nothing doubled, nothing waiting."""
    there: dict[tuple[str, str], tuple[str, list[Any], bytes | None]] = {}
    texts = server.texts(MAP)
    for (cls, id), text in texts.items():
        try:
            came = judge(json.loads(text))
        except Broken:
            continue
        table = local.copy.tables.find(cls, came.geometry) or local.copy.tables.catch_all
        there[(cls, id)] = projected(table, text)
    here = local.everything()
    for key in but:
        here.pop(key, None)
        there.pop(key, None)
    assert here.keys() == there.keys()
    for key, (name, values, wkb) in there.items():
        table = local.copy.tables[name]
        assert here[key][0] == name, key
        for prop, mine, theirs in zip(table.columns, here[key][1], values):
            if prop.read_only and not audit:
                continue
            same = mine == theirs or (mine in (None, "") and theirs in (None, ""))
            if not same and as_number(mine) is not None:
                same = as_number(mine) == as_number(theirs)
            assert same, (key, prop.name, mine, theirs)
        assert _same_wkb(here[key][2], wkb), key
    for known in local.ledger.objects():
        if known.key not in but:
            assert known.table is not None and known.fid is not None and not known.gone
            assert known.server is None
            assert not audit or same_json(texts[known.key], known.base or "")


def _same_wkb(one: bytes | None, other: bytes | None) -> bool:
    if one is None or other is None:
        return one == other
    return geometry.same(geometry.unpack(one), geometry.unpack(other))


def same_json(one: str, other: str) -> bool:
    """Equal, whatever the order of keys and the blanks; numbers as they are written."""
    return _canonical(one) == _canonical(other)


def _canonical(text: str) -> Any:
    return json.loads(text, parse_float=_Spelled, parse_int=_Spelled)


class _Spelled(str):
    """A number's text; never equal to a string."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Spelled) and str.__eq__(self, other)

    def __hash__(self) -> int:
        return str.__hash__(self)


def writes(server: Interface) -> list[tuple[str, str | None, str | None]]:
    """The writing calls so far: method, class, id."""
    return [(c.method, c.cls, c.id) for c in server.calls if c.method != "GET"]


__all__ = ["ID", "MAP", "QUICK", "LocalMap", "expect_equal", "same_json", "writes"]
