# SPDX-License-Identifier: GPL-2.0-or-later
"""Exports a map as shapefiles: ``python -m bench.exporting URL ID SECRET TEAM MAP``.

In turn with ogr2ogr, which makes shapefiles of the same tables of the local copy; then with the
map's layers open in QGIS. Prints one line of JSON with the processor seconds of every round, all
threads and programs counted: what else the machine does would otherwise be measured with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import qgisapp

TABLES = ("Marker", "Shape_line", "Shape_polygon")
ROUNDS = 3


def main(
    url: str, credential_id: str, secret: str, team: str, map_id: str
) -> dict[str, list[float]]:
    app = qgisapp.start()
    from caltopo_sync.plugin import api

    found: dict[str, list[float]] = {"closed": [], "ogr2ogr": [], "layers open": []}
    with tempfile.TemporaryDirectory(prefix="caltopo-bench-") as folder:
        connection = api.connect(url, credential_id=credential_id, secret=secret, team_id=team)
        opened = connection.open_map(map_id, workspace=folder, push_on_save=False)
        out = Path(folder) / "out"
        package = Path(opened.path)
        for number in range(ROUNDS):
            found["closed"].append(busy(partial(opened.export_shapefiles, out)))
            by_ogr = Path(folder) / f"ogr{number}"
            found["ogr2ogr"].append(busy(partial(ogr2ogr, package, by_ogr)))
        opened.layers()
        for _ in range(ROUNDS):
            found["layers open"].append(busy(partial(opened.export_shapefiles, out)))
        opened.close()
    del opened, app
    return found


def busy(work: Callable[[], object]) -> float:
    """Processor seconds of this process and of the programs it ran."""
    before = os.times()
    work()
    return sum(os.times()[:4]) - sum(before[:4])


def ogr2ogr(package: Path, folder: Path) -> None:
    subprocess.run(
        ["ogr2ogr", "-q", "-f", "ESRI Shapefile", str(folder), str(package), *TABLES,
         "-lco", "ENCODING=UTF-8"],
        stderr=subprocess.DEVNULL,
        check=True,
    )  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])), flush=True)
    # QGIS's own clean-up is not what is measured, and needs everything to be deleted in order.
    os._exit(0)
