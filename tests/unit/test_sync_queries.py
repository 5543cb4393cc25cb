# SPDX-License-Identifier: GPL-2.0-or-later
"""What is asked in every refresh and push costs what changed, not what the map holds."""

from __future__ import annotations

from pathlib import Path

from caltopo_sync.plugin.sync.database import VERSION
from caltopo_sync.plugin.sync.ledger import Ledger


def test_every_look_into_the_objects_has_an_index_of_its_own(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path / "x.ledger", {})
    ledger.index()
    asked: list[str] = []
    ledger._db.set_trace_callback(asked.append)
    ledger.displaced()
    ledger.pending(5)
    ledger.at("Marker", 1)
    ledger.object("Marker", "a")
    ledger.seen_after(5, "Marker")
    ledger._db.set_trace_callback(None)
    used = []
    for text in asked:
        if text.startswith("SELECT"):
            (plan, *_) = ledger._db.execute("EXPLAIN QUERY PLAN " + text).fetchall()
            assert plan[3].startswith("SEARCH"), plan
            used.append(plan[3].split("USING INDEX ")[1].split(" ")[0])
    assert used == [
        "object_displaced", "object_pending", "object_place", "object_key", "object_seen",
    ]  # fmt: skip
    ledger.close()


def test_all_ids_are_compared_without_reading_the_objects(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path / "x.ledger", {})
    rows = [(cls, id, "{}", cls, n, n) for cls in ("Marker", "Shape") for n, id in enumerate("abc")]
    ledger.load(rows)
    ledger.index()
    ledger.set_gone("Marker", "c")
    asked: list[str] = []
    ledger._db.set_trace_callback(asked.append)
    unlisted, unknown = ledger.compare({"Marker": ["b", "c", "x", "c"], "Clue": ["q"], "New": []})
    ledger._db.set_trace_callback(None)
    assert unlisted == [("Marker", "a"), ("Shape", "a"), ("Shape", "b"), ("Shape", "c")]
    assert unknown == [("Clue", "q"), ("Marker", "c"), ("Marker", "x")]
    for text in asked:
        (plan,) = ledger._db.execute("EXPLAIN QUERY PLAN " + text).fetchall()
        assert "USING COVERING INDEX object_key" in plan[3] or "object_pending" in plan[3], plan
    assert ledger.compare({"Marker": ["b", "a"], "Shape": ["c", "a", "b"]}) == ([], [])
    ledger.close()


def test_an_older_ledger_is_brought_to_date(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    ledger = Ledger.create(path, {})
    for index in ("history_push", "version_size"):
        ledger._db.execute("DROP INDEX " + index)
    ledger._db.execute("DROP TABLE drafted")
    ledger.set_meta("version", "1")
    ledger.close()
    for _ in range(2):
        ledger = Ledger(path)
        made = {name for (name,) in ledger._db.execute("SELECT name FROM sqlite_master")}
        assert {"history_push", "version_size", "drafted"} <= made
        assert ledger.meta("version") == str(VERSION)
        (plan,) = ledger._db.execute(
            "EXPLAIN QUERY PLAN SELECT coalesce(sum(size), 0) FROM version"
        ).fetchall()
        assert "version_size" in plan[3]
        ledger.close()


def test_references_are_found_however_they_are_written(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path / "x.ledger", {})
    texts = {
        "plain": '{"properties":{"folderId":"f"}}',
        "spaced": '{"properties" : { "folderId" :\n "f" } }',
        "classed": '{"properties":{"parentId":"Assignment:f"}}',
        "escaped": '{"properties":{"operationalPeriodId":"\\u00e9"}}',
        "raw": '{"properties":{"operationalPeriodId":"é"}}',
        "a title": '{"properties":{"title":"f"}}',
        "another": '{"properties":{"folderId":"ff"}}',
        "none": '{"properties":{"folderId":null}}',
        "gone": '{"properties":{"folderId":"f"}}',
    }
    ledger.load([("Marker", id, text, None, None, None) for id, text in texts.items()])
    ledger.index()
    ledger.set_gone("Marker", "gone")

    def found(*ids: str) -> set[str]:
        return {known.id for known in ledger.mentions(ids)}

    assert found("f") == {"plain", "spaced", "classed"}
    assert found("é") == {"escaped", "raw"}
    assert found("f", "é", *map(str, range(20))) == {"plain", "spaced", "classed", "escaped", "raw"}
    assert found() == found("x") == set()
    ledger.close()
