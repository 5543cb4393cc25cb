# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/performance.md from the figures of the last runs, which ``build/bench/results.json`` keeps.

A run of some parts replaces the figures of those; the page tells when each was measured, and how
busy the machine was with other things.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
RESULTS = ROOT / "build" / "bench" / "results.json"
PLOT = "images/growth.png"
TITLES: Mapping[str, str] = {
    "open": "Opening",
    "work": "Finding edits, refreshing, pushing",
    "assign": "Assignments",
    "export": "Exports",
    "draw": "Drawing",
    "grow": "From 1,000 to 100,000 objects",
}
# heading, figure, how much of it is one unit of the table, digits
COLUMNS = (
    ("objects", "objects", 1, 0),
    ("answer, MB", "answer", 1e6, 1),
    ("open, s", "open", 1, 2),
    ("ogr2ogr, s", "ogr2ogr", 1, 2),
    ("memory, MB", "memory", 1e6, 0),
    ("find 10 edits, ms", "plan", 1e-3, 1),
    ("push 10, s", "push", 1, 2),
    ("refresh 10, ms", "refresh", 1e-3, 0),
    ("longest hold, ms", "hold", 1, 0),
    ("export, s of CPU", "export", 1, 2),
)
HOLD = 50  # ms that the main thread may be held
OPENING = """# How fast

`make bench` measures what was asked of the plugin and writes this page. Mostly these are ratios,
measured in one run on one machine: what another computer needs differs, the ratios hardly do. The
map is made up: half markers, a quarter lines of 20 vertices, a quarter polygons of 15, a dozen
properties each. The server is a stand-in on the same machine, so that no network is measured.

Limits marked *own* are our own, for cases that nobody asked for.

The yardsticks, so that nobody takes them for more than they are:

* **ogr2ogr** (GDAL) makes the same three tables from the same GeoJSON in three runs, each of which
  reads all of it, for it cannot part them in one; its programs start within the time, QGIS has
  started before. For exports it writes shapefiles of the tables of the local copy: with the columns
  that the export has, and with the raw ones.
* **caltopo_python** 2.0.0 opens the same map in memory, its log of every object included, which is
  about a quarter of its time. Adding is timed with 100 areas, one after another.

The best of several runs counts for opening, drawing and exporting, of the yardstick as well; the
middle one of nine for finding edits and refreshing.
"""
GROWTH = """
*open*: from the call to layers in edit mode. *ogr2ogr*: the three tables alone. *memory*: by how
much the process grew at most. *find*: what a push would send, after ten edits.
*push* keeps the whole map as a backup first, as the first push of a session does. *refresh*: ten
objects were changed on the server. *longest hold*: for how long the main thread worked at a
stretch, while layers were shown and while a refresh brought in one marker of a hundred (at least
ten): the window does nothing else for so long, and by the clock for longer where other programs
want the processor. *export*: shapefiles of the whole map.

Asked: the main thread is never held for more than {limit} ms. Measured: {hold:.0f} ms, {verdict}.

![Seconds and megabytes against the number of objects]({plot})
"""


def machine() -> dict[str, Any]:
    """What was measured on, and how many programs wanted a processor when it began."""
    from osgeo import gdal
    from qgis.core import Qgis

    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.platform()),
        "qgis": Qgis.version().split("-")[0],
        "gdal": gdal.__version__,
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
        "when": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def kept() -> dict[str, Any]:
    """Figures of former runs by part: ``measures`` or ``growth``, and ``machine``."""
    if RESULTS.exists():
        found = json.loads(RESULTS.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def keep(parts: Mapping[str, Any]) -> None:
    RESULTS.write_text(json.dumps(parts, indent=1) + "\n", encoding="utf-8")


def text(parts: Mapping[str, Any]) -> str:
    """The page; parts that were never run are named."""
    return "\n".join([OPENING, *_lines(parts)]) + "\n"


def _lines(parts: Mapping[str, Any]) -> Iterator[str]:
    for part, title in TITLES.items():
        if part not in parts:
            continue
        yield "## " + title
        yield ""
        if "growth" in parts[part]:
            yield from _growth(parts[part]["growth"])
        else:
            yield from _measures(parts[part]["measures"])
        yield ""
        yield _where(parts[part]["machine"])
        yield ""
    missing = [title for part, title in TITLES.items() if part not in parts]
    if missing:
        yield "Not measured yet: " + ", ".join(missing) + "."


def _measures(measures: list[dict[str, Any]]) -> Iterator[str]:
    yield "| | measured | asked | |"
    yield "|---|---:|---:|---|"
    for each in measures:
        sign = "at most" if each["at_most"] else "at least"
        limit = f"{sign} {each['target']:g}" + (" (*own*)" if each.get("own") else "")
        yield f"| {each['name']} | {each['value']:.2f} | {limit} | {_verdict(each['passed'])} |"


def _verdict(passed: bool) -> str:
    return "held" if passed else "**missed**"


def _growth(rows: list[dict[str, float]]) -> Iterator[str]:
    yield "| " + " | ".join(heading for heading, *_ in COLUMNS) + " |"
    yield "|" + "---:|" * len(COLUMNS)
    for row in rows:
        cells = [f"{row[name] / unit:,.{digits}f}" for _, name, unit, digits in COLUMNS]
        yield "| " + " | ".join(cells) + " |"
    hold = max(row["hold"] for row in rows)
    yield GROWTH.format(plot=PLOT, limit=HOLD, hold=hold, verdict=_verdict(hold <= HOLD))


def _where(machine: Mapping[str, Any]) -> str:
    return (
        f"{machine['when']}; {machine['processor']}, {machine['cores']} cores; "
        f"{machine['system']}, QGIS {machine['qgis']}, GDAL {machine['gdal']}, "
        f"Python {machine['python']}; load when it began {machine['load']:.1f}."
    )
