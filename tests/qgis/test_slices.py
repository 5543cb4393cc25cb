# SPDX-License-Identifier: GPL-2.0-or-later
"""Work on rows goes in slices between which the user works on: nothing of theirs is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.layers.rows import LayerRows
from caltopo_sync.plugin.sync.rows import Delete, Row, Update
from caltopo_sync.plugin.sync.tables import Table
from qgis.core import QgsFeature, QgsSingleSymbolRenderer, QgsVectorLayer
from standin import Standin

COUNT = 120


@pytest.fixture
def many(server: Standin, conn: api.Connection, tmp_path: Path) -> Any:
    """A map with more markers than a slice writes."""
    server.add_map("MANY1", features=[_marker(i) for i in range(COUNT)], team="TEAM01")
    opened = conn.open_map("MANY1", workspace=tmp_path, push_on_save=False)
    opened.layers()
    yield opened
    opened.close()


def _marker(i: int, **more: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"00000000-0000-0000-0000-{i:012d}",
        "geometry": {"type": "Point", "coordinates": [-120 + i / 1000, 38.8]},
        "properties": {"class": "Marker", "title": "m" + str(i), "marker-symbol": "point", **more},
    }


def rows_of(many: Any) -> tuple[LayerRows, Table, dict[int, Row]]:
    rows = many._rows
    assert isinstance(rows, LayerRows)
    table = rows.tables["Marker"]
    return rows, table, {row.fid: row for part in rows.scan(table) for row in part}


def between_slices(rows: LayerRows, at: int, do: Callable[[], None]) -> None:
    """Have something done on the main thread between two slices that write."""
    gate, so_far = rows._set_gate, [0]

    def set_gate(value: int) -> None:
        gate(value)
        if value == 0:
            so_far[0] += 1

    def on_main(work: Callable[[], Any]) -> Any:
        if so_far[0] == at:
            so_far[0] += 1
            do()
        return work()

    rows._set_gate, rows._on_main = set_gate, on_main  # type: ignore[method-assign]


def commit(layer: QgsVectorLayer, fid: int, column: str, value: str) -> None:
    assert layer.startEditing()
    assert layer.changeAttributeValue(fid, layer.fields().indexOf(column), value)
    assert layer.commitChanges()


@pytest.mark.parametrize("edited_before", [False, True])
def test_what_the_user_saves_between_two_slices_is_not_written_over(
    many: Any, edited_before: bool
) -> None:
    layer = many.layers()["Marker"]
    rows, table, there = rows_of(many)
    fids = sorted(there)
    if edited_before:  # the file is in write-ahead logging from here on
        commit(layer, fids[0], "description", "before")
    between_slices(rows, 1, lambda: commit(layer, fids[-1], "title", "mine"))
    done = rows.write(
        [Update("Marker", f, {"title": there[f].values[table.index("title")]}, {"title": "theirs"})
         for f in fids]
    )  # fmt: skip
    assert done == [*fids[:-1], None]
    said = {f: row.values[table.index("title")] for f, row in rows.read(table, fids).items()}
    assert said == {**dict.fromkeys(fids, "theirs"), fids[-1]: "mine"}


def test_a_row_edited_between_two_slices_is_not_deleted(many: Any) -> None:
    layer = many.layers()["Marker"]
    rows, table, there = rows_of(many)
    fids = sorted(there)

    def meanwhile() -> None:
        commit(layer, fids[-1], "title", "mine")
        assert layer.startEditing()
        assert layer.deleteFeature(fids[-2])
        assert layer.commitChanges()

    between_slices(rows, 1, meanwhile)
    # in another order than the rows'
    done = rows.write([Delete("Marker", there[f]) for f in reversed(fids)])
    assert done == [None, None, *reversed(fids[:-2])]
    assert rows.read(table, fids).keys() == {fids[-1]}
    assert rows.written == {"Marker"}


def test_a_long_log_is_read_in_parts(many: Any) -> None:
    layer = many.layers()["Marker"]
    rows, _, there = rows_of(many)
    column = layer.fields().indexOf("description")
    for _ in range(2):
        assert layer.startEditing()
        for _ in range(6):
            for _ in range(COUNT):
                assert layer.addFeature(QgsFeature(layer.fields()))
        for fid in there:
            layer.changeAttributeValue(fid, column, "seen")
        assert layer.commitChanges()
    touched = rows.touched()
    assert len(touched) == 13 * COUNT == len({(t.table, t.fid) for t in touched})
    assert [t.seq for t in touched] == sorted(t.seq for t in touched)


def test_legends_know_what_is_written_without_asking_the_layer(
    server: Standin, many: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = many.layers()["Marker"]

    def asked(*_: Any) -> None:
        raise AssertionError("the layer was asked for the values of a column")

    monkeypatch.setattr("caltopo_sync.plugin.layers.styling.values", asked)
    monkeypatch.setattr("caltopo_sync.plugin.layers.styles.values", asked)

    def legend() -> str:
        if isinstance(layer.renderer(), QgsSingleSymbolRenderer):
            return ""  # one line, while all are the plain marker
        return " ".join(str(category.value()) for category in layer.renderer().categories())

    assert not any(symbol in legend() for symbol in ("clue", "fire", "camera"))
    server.colleague("MANY1").edit("Marker", _marker(7)["id"], {"marker-symbol": "clue"})
    many.refresh()
    assert "clue" in legend()
    commit(layer, next(layer.getFeatures()).id(), "marker_symbol", "fire")
    many.styling._catch_up()
    assert "fire" in legend()
    added = QgsFeature(layer.fields())
    added["marker_symbol"] = "camera"
    assert layer.startEditing() and layer.addFeature(added)
    many.styling._catch_up()
    assert "camera" in legend()
    layer.rollBack()
