# SPDX-License-Identifier: GPL-2.0-or-later
"""The map book, and the three algorithms that export."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.algorithms.assignmentbook import AssignmentBook
from caltopo_sync.plugin.algorithms.exportmap import ExportMap
from caltopo_sync.plugin.algorithms.exportshapefiles import ExportShapefiles
from caltopo_sync.plugin.caltopo.errors import CalTopoError, Cancelled
from caltopo_sync.plugin.exports import book
from caltopo_sync.plugin.session import mapbook
from caltopo_sync.plugin.session.gathering import utm_code
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsRasterMarkerSymbolLayer,
    QgsRectangle,
    QgsRenderContext,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage

POINT = {"type": "Point", "coordinates": [-120.5, 39.5]}


def pages(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_page_for_each_assignment(m: Any, tmp_path: Path, paper: str) -> None:
    file = tmp_path / "book.pdf"
    report = m.assignment_book(file, paper, declination=12.6)
    there = list(m.features("Assignment"))
    assert report.counts == {"Assignment": {"page": len(there)}} and pages(file) == len(there)
    size = b"612" if paper == "letter" else b"595"
    assert re.search(rb"/MediaBox\s*\[0 0 " + size, file.read_bytes())
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True,
                              text=True, timeout=60, check=True)  # fmt: skip
        sheets = done.stdout.split("\f")
        for object, sheet in zip(sorted(there, key=lambda o: book.natural(o.title)), sheets):
            assert object.title in sheet
            assert str(object.properties["preparedBy"]) in sheet
            assert "Mag. N 12.6° E" in sheet and "1:" in sheet
            said = object.properties["status"].replace("INPROGRESS", "IN PROGRESS")
            assert said in sheet


ALONE = """
import os, sys
sys.path[:0] = sys.argv[1:2]
import qgisapp
app = qgisapp.start()
from caltopo_sync.plugin import api
from qgis.PyQt.QtGui import QFontDatabase
standin, key, secret, folder = sys.argv[2:]
conn = api.connect(standin, credential_id=key, secret=secret, team_id="TEAM01")
opened = conn.open_map("ABC12", workspace=folder, push_on_save=False)
opened.assignment_book(folder + "/alone.pdf", statuses=["DRAFT"])
print("CalTopo Sync Markers" in QFontDatabase().families())
sys.stdout.flush()
os._exit(0)
"""


def test_a_script_that_opens_no_layers_prints_icons_not_boxes(server: Any, tmp_path: Path) -> None:
    key = server.add_credential()
    tests = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(tests), server.url, key.id, key.secret, str(tmp_path)],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert done.stdout.split()[-1] == "True", done.stderr
    assert pages(tmp_path / "alone.pdf") == 3


def test_the_accounts_own_icons_are_on_the_pages(
    m: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = QImage(24, 24, QImage.Format.Format_ARGB32)
    own.fill(0xFF1234AB)
    symbol = "http://127.0.0.1/icon/own.png"
    m._icons.file(symbol).parent.mkdir(exist_ok=True)
    assert own.save(str(m._icons.file(symbol)))
    target = next(o for o in m.features("Assignment") if o.title == "AA 101")
    place = target.geometry["coordinates"][0][0][:2]
    m.add("Marker", {"title": "own", "marker-symbol": symbol}, {"type": "Point",
          "coordinates": place})  # fmt: skip
    used: list[str] = []
    made = mapbook.opened_dressed

    def noted(path: Path) -> Any:
        layer = made(path)
        used.extend(
            each.path()
            for symbol in layer.renderer().symbols(QgsRenderContext())
            for each in symbol.symbolLayers()
            if isinstance(each, QgsRasterMarkerSymbolLayer)
        )
        return layer

    monkeypatch.setattr(mapbook, "opened_dressed", noted)
    m.assignment_book(tmp_path / "book.pdf", ids=[target.id])
    assert used == [str(m._icons.file(symbol))]


def test_folders_that_do_not_show_are_not_drawn(
    m: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = next(o for o in m.features("Assignment") if o.title == "AA 101")
    lunch = next(o for o in m.features("Marker") if o.title == "Lunch")
    x, y = lunch.geometry["coordinates"]
    pictures: list[QImage] = []

    class Noted(book.Book):
        def __init__(self, template: Any, wanted: Any, drawn: Any, *rest: Any) -> None:
            super().__init__(template, wanted, drawn, *rest)
            settings = QgsMapSettings()
            settings.setLayers([layer for layer in drawn if layer.name() == "markers"])
            settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
            settings.setExtent(QgsRectangle(x - 1e-4, y - 1e-4, x + 1e-4, y + 1e-4))
            settings.setOutputSize(QSize(50, 50))
            job = QgsMapRendererSequentialJob(settings)
            job.start()
            job.waitForFinished()
            pictures.append(job.renderedImage())

    monkeypatch.setattr(mapbook, "Book", Noted)
    m.assignment_book(tmp_path / "book.pdf", ids=[target.id])
    m.layers()
    m.show_folder("Imported: hiker's own plan", visible=True)
    m.assignment_book(tmp_path / "book.pdf", ids=[target.id])
    on_map, here = (picture.pixelColor(25, 25) for picture in pictures)
    assert on_map.name() == "#ffffff" and here.name() != "#ffffff"


def test_some_of_them(m: Any, tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    assert m.assignment_book(file, statuses=["DRAFT"]).counts["Assignment"]["page"] == sum(
        o.properties["status"] == "DRAFT" for o in m.features("Assignment")
    )
    before = file.read_bytes()
    with pytest.raises(CalTopoError, match="no assignment"):
        m.assignment_book(file, ids=["none"])
    told: list[float] = []
    with pytest.raises(Cancelled):
        m.assignment_book(file, progress=told.append, cancelled=lambda: len(told) == 2)
    with pytest.raises(CalTopoError, match="paper"):
        m.assignment_book(file, paper="a5")
    assert file.read_bytes() == before


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not here")
@pytest.mark.parametrize(
    ("today", "said"),
    [("2026-07-01", r"Mag. N 12\.[0-9]° E of true"), ("2031-01-01", "Mag. N: not available")],
)
def test_magnetic_north_is_that_of_the_place_and_day(
    m: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: str, said: str
) -> None:
    class Day(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.fromisoformat(today).replace(tzinfo=tz)

    monkeypatch.setattr(mapbook, "datetime", Day)
    m.assignment_book(tmp_path / "book.pdf", statuses=["DRAFT"])
    done = subprocess.run(["pdftotext", "-layout", str(tmp_path / "book.pdf"), "-"],
                          capture_output=True, text=True, timeout=60, check=True)  # fmt: skip
    assert len(re.findall(said, done.stdout)) == 3, done.stdout


def test_a_long_description_goes_on_on_the_next_page(m: Any, tmp_path: Path) -> None:
    target = next(o for o in m.features("Assignment") if o.title == "AA 101")
    text = "\n".join("Step " + str(n) + ": search both sides of the creek." for n in range(90))
    m.edit(target, properties={"description": text})
    m.assignment_book(tmp_path / "book.pdf", ids=[target.id])
    assert pages(tmp_path / "book.pdf") >= 3
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-layout", str(tmp_path / "book.pdf"), "-"],
                              capture_output=True, text=True, timeout=60, check=True)  # fmt: skip
        for n in range(90):
            assert "Step " + str(n) + ":" in done.stdout
        assert "continued on the next page" in done.stdout


def test_what_the_arrows_mean() -> None:
    none = book.norths(-1.84, None)
    assert none == "Grid N is up.\nTrue N 1.8° W of grid.\nMag. N: not available."
    assert book.norths(0.5, 12.61).endswith("Mag. N 12.6° E of true.")
    assert book.norths(0.5, -3.2, "WMM2025").endswith("Mag. N 3.2° W of true (WMM2025).")
    assert sorted(["AA 10", "B 1", "AA 9"], key=book.natural) == ["AA 9", "AA 10", "B 1"]


def test_utm_zones() -> None:
    assert utm_code(-120.08, 38.84) == "EPSG:32610"
    assert utm_code(5.3, 60.4) == "EPSG:32632"  # Bergen
    assert utm_code(15.6, 78.2) == "EPSG:32633"  # Longyearbyen
    assert utm_code(8.9, 78.0) == "EPSG:32631" and utm_code(180, -41) == "EPSG:32701"
    assert utm_code(172.6, -43.5) == "EPSG:32759"


def run(algorithm: Any, m: Any, monkeypatch: pytest.MonkeyPatch, **values: Any) -> dict[str, Any]:
    """Run an algorithm on the map that is open."""
    made = algorithm()
    made.initAlgorithm()

    class Here:
        def opened(self, *_: Any) -> Any:
            return m

    monkeypatch.setattr(made, "_connection", Here())
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    results: dict[str, Any] = made.processAlgorithm({"MAP": m.id, **values}, context, feedback)
    return results


def test_algorithms(m: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = run(ExportShapefiles, m, monkeypatch, OUTPUT=str(tmp_path / "shp"), UTM=True,
                  CLASSES="Marker; Clue", Z=True)  # fmt: skip
    assert results["OBJECTS"] == len([o for o in m.features() if o.cls in ("Marker", "Clue")])
    assert "EPSG:32610" in results["README"]
    assert json.loads(results["REPORT"])["counts"]["Clue"] == {"point": 3}
    results = run(ExportMap, m, monkeypatch, OUTPUT=str(tmp_path / "map.gpx"), STATUSES="DRAFT")
    assert results["OBJECTS"] == 3 and (tmp_path / "map.gpx").exists()
    results = run(AssignmentBook, m, monkeypatch, OUTPUT=str(tmp_path / "b.pdf"), PAPER=1,
                  PERIODS="OP 2: Sunday 0600-1800")  # fmt: skip
    assert results["PAGES"] == 5 and pages(tmp_path / "b.pdf") == 5
