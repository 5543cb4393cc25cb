# SPDX-License-Identifier: GPL-2.0-or-later
"""Properties to columns and back, tables for every class, names that become SQL."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo import objects
from caltopo_sync.plugin.caltopo.objects import Geometry, Kind, Property
from caltopo_sync.plugin.sync import schema, sql
from caltopo_sync.plugin.sync.geometry import pack
from caltopo_sync.plugin.sync.geopackage import add_spatial_functions, create_table, finish
from caltopo_sync.plugin.sync.rows import row_hash
from caltopo_sync.plugin.sync.tables import Table, Tables, same, to_property
from hypothesis import given, settings
from hypothesis import strategies as st

LINE = {"type": "LineString", "coordinates": [[-120, 39], [-120.1, 39.1], [-120.2, 39]]}
RING = {"type": "Polygon", "coordinates": [[[-120, 39], [-120, 39.1], [-120.1, 39.1], [-120, 39]]]}

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(),
    st.sampled_from(["None", "1", "1.0", "1e5", "true", "NaN", "", " ", "\0", "\ud800"]),
    st.lists(st.integers()), st.dictionaries(st.text(), st.integers()),
)  # fmt: skip


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def empty() -> sqlite3.Connection:
    found = sqlite3.connect(":memory:", isolation_level=None)
    add_spatial_functions(found)
    return found


def begun() -> sqlite3.Connection:
    found = empty()
    for text in schema.BASE:
        found.execute(text)
    found.execute("INSERT INTO caltopo_state (fid, gate, sar) VALUES (1, 0, 0)")
    return found


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    found = begun()
    yield found
    found.close()


def every_table() -> list[Table]:
    tables = Tables()
    for cls in objects.CLASSES:
        for geometry in (None, point(0, 0), LINE, RING, {"type": "MultiPoint"}):
            tables.place(cls, geometry)
    return list(tables)


@settings(max_examples=25)
@given(st.sampled_from(every_table()), st.dictionaries(st.text(max_size=3), scalars), st.data())
def test_any_properties_become_a_row_that_reads_back_the_same(
    table: Table, properties: dict[str, Any], data: Any
) -> None:
    for prop in table.columns:
        if data.draw(st.booleans()):
            properties[prop.name] = data.draw(scalars)
    values = table.project(properties)
    assert len(values) == len(table.columns)
    with sqlite3.connect(":memory:") as db:
        kinds = ", ".join(f"c{n} {p.kind.value}" for n, p in enumerate(table.columns))
        db.execute(f"CREATE TABLE t ({kinds})")
        db.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(values))})", values)
        (stored,) = db.execute("SELECT * FROM t").fetchall()
    db.close()
    assert list(stored) == values
    assert row_hash("id", stored, None) == row_hash("id", values, None)
    assert all(same(p, a, b) for p, a, b in zip(table.columns, values, stored))


@pytest.mark.parametrize("kind, value, column", [
    (Kind.TEXT, 1, "1"), (Kind.TEXT, 1.0, "1"), (Kind.TEXT, 0.75, "0.75"),
    (Kind.TEXT, "None", "None"), (Kind.TEXT, math.inf, None), (Kind.TEXT, math.nan, None),
    (Kind.TEXT, True, "true"), (Kind.TEXT, [1], None), (Kind.TEXT, "a\0\ud83db", "a��b"),
    (Kind.REAL, 2, 2.0), (Kind.REAL, "1.5", 1.5), (Kind.REAL, math.nan, None),
    (Kind.REAL, math.inf, None), (Kind.REAL, "x", None), (Kind.REAL, True, None),
    (Kind.REAL, 2**60, float(2**60)), (Kind.REAL, 10**400, None),
    (Kind.INTEGER, 5, 5), (Kind.INTEGER, "5", 5), (Kind.INTEGER, 5.5, None),
    (Kind.INTEGER, 2**63, None), (Kind.INTEGER, True, None),
    (Kind.BOOLEAN, True, 1), (Kind.BOOLEAN, "False", 0), (Kind.BOOLEAN, 1, 1),
    (Kind.BOOLEAN, "x", None), (Kind.BOOLEAN, 2, None), (Kind.BOOLEAN, None, None),
    (Kind.BOOLEAN, [], None), (Kind.BOOLEAN, {}, None),
], ids=str)  # fmt: skip
def test_columns(kind: Kind, value: Any, column: Any) -> None:
    table = Table("t", "X", Geometry.NONE, (Property("p", kind),))
    (found,) = table.project({"p": value})
    assert found == column and type(found) is type(column)


SIZE, WORD = Property("marker-size", numeric=True), Property("title", cleared="")
WIDTH, SEEN = Property("w", Kind.REAL), Property("visible", Kind.BOOLEAN)


@pytest.mark.parametrize("prop, value, was, sent", [
    (SIZE, "2", "1", "2"), (SIZE, "2", 1, 2), (SIZE, "2", None, 2), (SIZE, "1.5", 1, 1.5),
    (SIZE, "big", 1, "big"), (SIZE, None, 1, None), (SIZE, None, "1", ""),
    (SIZE, None, "None", None),
    (WORD, "x", None, "x"), (WORD, "007", None, "007"), (WORD, "5", "4", "5"), (WORD, "5", 4, 5),
    (WORD, "five", 4, "five"), (WORD, "false", True, False), (WORD, None, "x", ""),
    (WIDTH, 3.0, 2, 3), (WIDTH, 3.0, "2", "3"), (WIDTH, 2.5, None, 2.5), (WIDTH, None, 2, None),
    (SEEN, 1, False, True), (SEEN, 0, "true", "false"), (SEEN, 1, None, True),
    (objects.FOLDER, None, "f", None), (objects.FOLDER, "", "f", None),
], ids=str)  # fmt: skip
def test_a_changed_value_keeps_its_json_type(
    prop: Property, value: Any, was: Any, sent: Any
) -> None:
    found = to_property(prop, value, was)
    assert found == sent and type(found) is type(sent)


def test_what_is_no_difference() -> None:
    assert same(SIZE, "1", "1.0") and same(SIZE, "", None) and not same(SIZE, "1", "None")
    assert same(WIDTH, 1.0, 1) and not same(WORD, "1", "1.0") and not same(WORD, "0", None)
    assert not same(SEEN, 0, None) and same(WORD, "", None)


HOSTILE = [
    'a"b', "a'b", "a;DROP TABLE meta;--", "a]b", "a`b", "$table", "${x}", "%s", "?", " ", "ü☃",
    "a\nb",
    "select", "gpkg_contents", "caltopo_state", "rtree_Marker_geom", "x" * 300,
    "1st", "-", "a.b", "Marker", "marker", "MARKER", "Shape_line", "shape_LINE", "Other",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_can_be_quoted(name: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute(
        sql.statement("CREATE TABLE $t ($columns)", t=name + "!", columns=(name, name + "2"))
    )
    db.execute(sql.statement("INSERT INTO $t VALUES $m", t=name + "!", m=sql.Marks(2)), (1, 2))
    assert db.execute(sql.statement("SELECT $c FROM $t", c=name, t=name + "!")).fetchall() == [(1,)]
    assert db.execute("SELECT " + sql.literal(name)).fetchall() == [(name,)]
    db.close()


def test_a_nul_is_no_name() -> None:
    for quoted in (sql.quote, sql.literal):
        with pytest.raises(ValueError):
            quoted("a\0b")


def test_classes_with_hostile_names_get_tables(db: sqlite3.Connection) -> None:
    tables = Tables()
    for cls in HOSTILE:
        for geometry in (None, point(0, 0), LINE):
            tables.place(cls, geometry)
    names = [table.name.lower() for table in tables]
    assert len(names) == len(set(names))
    for table in tables:
        create_table(db, table)
        finish(db, table)
    places = {(t.cls, t.geometry) for t in tables}
    assert len(places) == len(names)
    again = Tables((t.name, t.cls, t.geometry.value) for t in tables)
    assert [t.name for t in again] == [t.name for t in tables]


def test_a_server_cannot_fill_the_file_with_tables() -> None:
    tables = Tables()
    for n in range(500):
        tables.place(f"Class{n}", None)
    assert len(list(tables)) <= 120
    assert tables.place("Another", None) is tables.catch_all


class TestTriggers:
    @pytest.fixture(scope="class")
    def made(self) -> Iterator[sqlite3.Connection]:
        """Made once, for making a table takes more than trying it."""
        found = begun()
        for table in Tables():
            create_table(found, table)
            finish(found, table)
        yield found
        found.close()

    @pytest.fixture
    def rows(self, made: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
        found = empty()
        made.backup(found)
        yield found
        found.close()

    def log(self, db: sqlite3.Connection) -> list[tuple[str, int]]:
        return db.execute("SELECT tbl, row FROM caltopo_changes ORDER BY fid").fetchall()

    def test_tracking(self, rows: sqlite3.Connection) -> None:
        blob = pack(point(-120, 39)).blob
        rows.execute("INSERT INTO Marker (geom, title) VALUES (?, 'a')", (blob,))
        ((id,),) = rows.execute("SELECT caltopo_id FROM Marker").fetchall()
        assert id.startswith("new-") and len(id) == 28
        assert self.log(rows) == [("Marker", 1)]
        rows.execute("DELETE FROM caltopo_changes")
        rows.execute("UPDATE Marker SET title = 'a'")
        assert self.log(rows) == []
        rows.execute("UPDATE Marker SET title = 'b'")
        rows.execute("UPDATE Marker SET geom = ?", (pack(point(-121, 39)).blob,))
        assert self.log(rows) == [("Marker", 1)]
        rows.execute("INSERT INTO Folder (title) VALUES ('f')")
        rows.execute("UPDATE Marker SET title = 'c'")
        assert self.log(rows) == [("Folder", 1), ("Marker", 1)]
        rows.execute("UPDATE Marker SET fid = 9")
        assert self.log(rows) == [("Folder", 1), ("Marker", 1), ("Marker", 9)]
        rows.execute("DELETE FROM Marker")
        assert self.log(rows)[-1] == ("Marker", 9)

    def test_the_gate(self, rows: sqlite3.Connection) -> None:
        rows.execute("UPDATE caltopo_state SET gate = 1")
        rows.execute("INSERT INTO AppTrack (caltopo_id, title) VALUES ('a', 't')")
        rows.execute("UPDATE AppTrack SET title = 'u', caltopo_id = 'b'")
        rows.execute("DELETE FROM AppTrack")
        assert self.log(rows) == []

    @pytest.mark.parametrize("text, why", [
        ("UPDATE Marker SET caltopo_id = 'x'", "caltopo_id"),
        ("UPDATE Marker SET caltopo_id = NULL", "caltopo_id"),
        ("UPDATE Marker SET creator = 'me'", "cannot be edited"),
        ("UPDATE Marker SET _created_on = 5", "cannot be edited"),
        ("UPDATE Assignment_line SET status = 'DONE'", "status must be one of"),
        ("INSERT INTO Assignment_polygon (resourceType) VALUES ('CAT')", "resourceType"),
        ("INSERT INTO AppTrack (title) VALUES ('x')", "read-only here"),
        ("INSERT INTO Clue (title) VALUES ('x')", "option to write SAR"),
        ("INSERT INTO MapMediaObject (title) VALUES ('x')", "uploading"),
        ("INSERT INTO LiveTrack (title) VALUES ('x')", "its own command"),
        ("DELETE FROM LiveTrack", "its own command"),
        ("DELETE FROM AppTrack", "read-only here"),
        ("INSERT INTO Other (title) VALUES ('x')", "read-only here"),
    ])  # fmt: skip
    def test_refusing(self, rows: sqlite3.Connection, text: str, why: str) -> None:
        rows.execute("UPDATE caltopo_state SET gate = 1")
        for name in ("Marker", "Assignment_line", "AppTrack", "LiveTrack"):
            rows.execute(f"INSERT INTO {name} (caltopo_id) VALUES ('a')")
        rows.execute("UPDATE caltopo_state SET gate = 0")
        with pytest.raises(sqlite3.IntegrityError, match="CalTopo: .*" + why):
            rows.execute(text)
        assert self.log(rows) == []

    def test_positions_off_the_globe(self, rows: sqlite3.Connection) -> None:
        for lon, lat in ((181, 0), (-180.1, 0), (0, 90.5), (0, -91), (39, -120)):
            with pytest.raises(sqlite3.IntegrityError, match="CalTopo: a position lies outside"):
                rows.execute("INSERT INTO Marker (geom) VALUES (?)", (pack(point(lon, lat)).blob,))
        rows.execute("INSERT INTO Marker (geom) VALUES (?)", (pack(point(180, -90)).blob,))
        with pytest.raises(sqlite3.IntegrityError, match="CalTopo: a position lies outside"):
            rows.execute("UPDATE Marker SET geom = ?", (pack(point(200, 0)).blob,))

    def test_a_value_that_the_map_has_is_welcome(self, rows: sqlite3.Connection) -> None:
        rows.execute("UPDATE caltopo_state SET gate = 1")
        rows.execute(
            "INSERT INTO Assignment_line (caltopo_id, status) VALUES ('a', 'ODD'), ('b', '')"
        )
        rows.execute("UPDATE caltopo_state SET gate = 0")
        rows.execute("UPDATE Assignment_line SET status = 'ODD' WHERE caltopo_id = 'b'")
        rows.execute("UPDATE Assignment_line SET title = 'x', priority = 'HIGH'")

    def test_sar_objects_behind_the_option(self, rows: sqlite3.Connection) -> None:
        rows.execute("UPDATE caltopo_state SET sar = 1")
        rows.execute("INSERT INTO Clue (title) VALUES ('x')")
        rows.execute("UPDATE Clue SET title = 'y'")
        rows.execute("DELETE FROM Clue")

    def test_the_spatial_index_follows(self, rows: sqlite3.Connection) -> None:
        def boxes() -> list[Any]:
            return rows.execute("SELECT * FROM rtree_Shape_line_geom ORDER BY id").fetchall()

        blob, other = pack(LINE).blob, pack({**LINE, "coordinates": [[1, 2], [3, 4]]}).blob
        rows.execute("INSERT INTO Shape_line (geom) VALUES (?), (NULL)", (blob,))
        assert [b[0] for b in boxes()] == [1]
        rows.execute("UPDATE Shape_line SET geom = ? WHERE fid = 2", (other,))
        assert boxes()[1] == (2, 1.0, 3.0, 2.0, 4.0)
        rows.execute("UPDATE Shape_line SET geom = NULL WHERE fid = 1")
        rows.execute("UPDATE Shape_line SET fid = 7 WHERE fid = 2")
        assert [b[0] for b in boxes()] == [7]
        rows.execute("DELETE FROM Shape_line")
        assert boxes() == []
