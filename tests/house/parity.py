# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of docs/parity.md: what it names, and whether its tests notice when that does nothing.

``python tests/house/parity.py`` puts an empty function in the place of each callable in turn, runs
the row's test and expects it to fail.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "parity.md"
MODULES = {
    "Client": "caltopo.client:Client",
    "Connection": "api:Connection",
    "Map": "api:Map",
    "Batch": "sync.editing:Batch",
    "signing": "caltopo.signing:",
    "listing": "caltopo.listing:",
    "account": "caltopo.account:",
    "MapInfo": "caltopo.account:MapInfo",
    "MapsApi": "carto.client:MapsApi",
}
_NAME = re.compile(r"`([A-Za-z]+)\.([a-z_]+)`")
_FUNCTION = re.compile(r"`(connect|connection)`")
_ALGORITHM = re.compile(r"`caltopo:([a-z]+)`")
_TEST = re.compile(r"`(tests/[^`]+)`")


class Row(NamedTuple):
    """A line of the table; ``here`` holds callables as ``module:Class.name``."""

    offered: str
    here: tuple[str, ...]
    algorithms: tuple[str, ...]
    tests: tuple[str, ...]
    text: str


def rows() -> Iterator[Row]:
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("| ") or line.startswith("| Offered"):
            continue
        offered, here, test = (cell.strip() for cell in line.strip("|").split("|"))
        found = [MODULES[who] + "." + name for who, name in _NAME.findall(here)]
        found += ["api:." + name for name in _FUNCTION.findall(here)]
        found = [each.replace(":.", ":") for each in found]
        yield Row(offered, tuple(found), tuple(_ALGORITHM.findall(here)),
                  tuple(_TEST.findall(test)), here)  # fmt: skip


def main(wanted: str = "") -> int:
    missed = 0
    done: set[tuple[str, str]] = set()
    for row in rows():
        for name in row.here:
            for test in row.tests:
                attribute = name.rpartition(".")[2].rpartition(":")[2]
                if (name, test) in done or wanted not in name or attribute in ("title", "folder"):
                    continue  # a property, not a function
                done.add((name, test))
                run = subprocess.run(
                    [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", test],
                    cwd=ROOT, env={**os.environ, "CALTOPO_EMPTY": name},
                    capture_output=True, text=True, check=False,
                )  # fmt: skip
                noticed = run.returncode == 1 and "caltopo_empty" not in run.stderr
                missed += not noticed
                print(("noticed  " if noticed else "MISSED   ") + name + "  " + test, flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
