# SPDX-License-Identifier: GPL-2.0-or-later
"""The worked example of the documentation, as it stands there."""

from __future__ import annotations

import csv
import runpy
import shutil
from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtGui import QImage

pytest.importorskip("shapely")
EXAMPLE = Path(__file__).parents[2] / "docs" / "example"


def test_the_raster_is_what_its_script_writes() -> None:
    made = runpy.run_path(str(EXAMPLE / "make_probability.py"))
    assert (EXAMPLE / "probability.asc").read_text(encoding="ascii") == made["text"]()
    assert (EXAMPLE / "probability.prj").read_text(encoding="ascii") == made["CRS"] + "\n"


def test_from_raster_to_map(server: Any, m: Any, tmp_path: Path) -> None:
    example = runpy.run_path(str(EXAMPLE / "search.py"))
    folder = tmp_path / "out"
    folder.mkdir()
    for name in ("probability.asc", "probability.prj"):  # QGIS writes its statistics beside it
        shutil.copy(EXAMPLE / name, tmp_path)

    def plan() -> dict[str, Any]:
        return dict(example["plan_search"](m, str(tmp_path / "probability.asc"), str(folder)))

    done = plan()
    report, figures, totals = done["report"], done["figures"], done["totals"]
    assert report.added > 5 and report.failed == report.skipped == 0
    assert 0.8 <= sum(each.poa for each in figures) < 0.9
    assert totals.pos == 0 and 0 < totals.pos_planned < 0.8
    for each in figures:
        there = server.objects("ABC12")["Assignment", each.id]["properties"]
        assert there["description"] == f"POA {100 * each.poa:.1f} %"
        assert each.area_m2 == pytest.approx(1e6, rel=2e-3)
    with open(folder / "figures.csv", encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == len(figures)
    picture = QImage(str(folder / "map.png"))
    colours = {picture.pixelColor(x, y).name() for x in range(0, 900, 9) for y in range(0, 750, 9)}
    assert picture.width() == 900 and len(colours) > 20
    before = len(server.objects("ABC12"))
    again = plan()["report"]
    assert (again.added, again.unchanged) == (0, len(figures))
    assert len(server.objects("ABC12")) == before
