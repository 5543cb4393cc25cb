# SPDX-License-Identifier: GPL-2.0-or-later
"""Exports a map as shapefiles: ``python -m bench.exporting URL ID SECRET TEAM MAP``.

In turn with ogr2ogr, which makes shapefiles of the same tables of the local copy: with the columns
that the export has, and with the raw ones. Then with the map's layers open in QGIS. Prints one line
of JSON with the seconds of every round: of processor time, all threads and programs counted, for
what else the machine does would otherwise be measured with it; and by the clock.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import qgisapp

from . import ogrshapes

ROUNDS = 4


def main(
    url: str, credential_id: str, secret: str, team: str, map_id: str
) -> dict[str, list[tuple[float, float]]]:
    app = qgisapp.start()
    from caltopo_sync.plugin import api

    found: dict[str, list[tuple[float, float]]] = {
        "closed": [], "same columns": [], "raw columns": [], "layers open": [],
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="caltopo-bench-") as folder:
        connection = api.connect(url, credential_id=credential_id, secret=secret, team_id=team)
        opened = connection.open_map(map_id, workspace=folder, push_on_save=False)
        out = Path(folder) / "out"
        package = Path(opened.path)

        def theirs(name: str, number: int) -> None:
            by_ogr = Path(folder) / f"{name}-{number}"
            if name == "same columns":
                found[name].append(busy(partial(ogrshapes.same_columns, package, out, by_ogr)))
            else:
                found[name].append(busy(partial(ogrshapes.plain, package, by_ogr)))

        for number in range(ROUNDS):
            found["closed"].append(busy(partial(opened.export_shapefiles, out)))
            theirs("same columns", number)
            theirs("raw columns", number)
        opened.layers()
        for _ in range(ROUNDS):
            found["layers open"].append(busy(partial(opened.export_shapefiles, out)))
        opened.close()
    del opened, app
    return found


def busy(work: Callable[[], object]) -> tuple[float, float]:
    """Processor seconds of this process and of the programs it ran, and seconds by the clock."""
    before, begun = os.times(), time.perf_counter()
    work()
    return sum(os.times()[:4]) - sum(before[:4]), time.perf_counter() - begun


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])), flush=True)
    # QGIS's own clean-up is not what is measured, and needs everything to be deleted in order.
    os._exit(0)
