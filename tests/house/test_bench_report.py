# SPDX-License-Identifier: GPL-2.0-or-later
"""The page that `make bench` writes says what was measured, what was missed, and on what."""

from __future__ import annotations

from typing import Any

from bench import report

MACHINE = {
    "processor": "Some CPU", "cores": 2, "system": "Debian", "qgis": "3.22.16", "gdal": "3.6.2",
    "python": "3.11.2", "load": 0.5, "when": "2026-11-22 03:00 UTC",
}  # fmt: skip


def measure(name: str, value: float, target: float, at_most: bool) -> dict[str, Any]:
    passed = value <= target if at_most else value >= target
    return {
        "name": name, "value": value, "target": target, "at_most": at_most, "passed": passed,
    }  # fmt: skip


def test_what_was_held_and_what_was_missed() -> None:
    held = measure("open 10,000", 0.31, 0.4, True)
    own = {**measure("turned", 1.3, 1.6, True), "own": True}
    missed = measure("push 200 edits", 4.2, 5, False)
    page = report.text({"open": {"measures": [held, missed, own], "machine": MACHINE}})
    assert "| open 10,000 | 0.31 | at most 0.4 | held |" in page
    assert "| push 200 edits | 4.20 | at least 5 | **missed** |" in page
    assert "| turned | 1.30 | at most 1.6 (*own*) | held |" in page
    assert "Some CPU, 2 cores; Debian, QGIS 3.22.16" in page
    assert "load when it began 0.5" in page


def test_parts_that_were_not_run_are_named() -> None:
    page = report.text({"open": {"measures": [], "machine": MACHINE}})
    assert "Not measured yet: Finding edits, refreshing, pushing, Assignments" in page


def test_growth_in_the_units_of_its_headings() -> None:
    row = {
        "objects": 100_000, "answer": 76_500_000, "open": 3.21, "ogr2ogr": 11.0, "plan": 0.0271,
        "memory": 104_000_000, "push": 0.5, "refresh": 0.134, "hold": 41.2, "export": 3.4,
    }  # fmt: skip
    page = report.text({"grow": {"growth": [row], "machine": MACHINE}})
    assert "| 100,000 | 76.5 | 3.21 | 11.00 | 104 | 27.1 | 0.50 | 134 | 41 | 3.40 |" in page
    assert f"]({report.PLOT})" in page
    assert "Measured: 41 ms, held." in page
    page = report.text({"grow": {"growth": [row, {**row, "hold": 50.6}], "machine": MACHINE}})
    assert "Measured: 51 ms, **missed**." in page
