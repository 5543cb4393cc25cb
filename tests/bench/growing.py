# SPDX-License-Identifier: GPL-2.0-or-later
"""The same work on one map, whatever its size: ``python -m bench.growing URL ID SECRET TEAM MAP``.

Shows layers, finds ten edits, sends them, refreshes with ten changed objects, and exports. Prints
one line of JSON: seconds, and the longest time in milliseconds for which the main thread worked
without letting the window do anything else.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import qgisapp
from gui.pulse import Pulse
from standin import RemoteStandin

from . import working
from .exporting import busy

ROUNDS = 3
SHARE = 100  # of so many markers one is changed where the window's pauses are measured
PATIENCE = 300


def main(url: str, credential_id: str, secret: str, team: str, map_id: str) -> dict[str, Any]:
    app = qgisapp.start()
    from caltopo_sync.plugin import api
    from qgis.core import QgsApplication, QgsProject

    server = RemoteStandin(url=url)
    connection = api.connect(url, credential_id=credential_id, secret=secret, team_id=team)
    with tempfile.TemporaryDirectory(prefix="caltopo-bench-") as folder:
        opened = connection.open_map(map_id, workspace=folder, push_on_save=False)
        found: dict[str, Any] = {"hold showing": 1000 * longest_step(opened.show_in_steps())}
        while QgsApplication.taskManager().countActiveTasks():  # QGIS counts the features
            QgsApplication.processEvents()
        found["plan"] = statistics.median(
            working.plan_edits(opened, number) for number in range(ROUNDS)
        )
        found["push"] = seconds(opened.push)
        found["refresh"] = statistics.median(
            working.refresh(server, opened, number) for number in range(ROUNDS)
        )
        found["changed"], found["hold refreshing"] = hold_refreshing(server, opened)
        found["export"] = busy(partial(opened.export_shapefiles, Path(folder) / "out"))[0]
        QgsProject.instance().clear()  # its layers count their features beside this thread
        opened.close()
    del opened, app
    return found


def seconds(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def longest_step(steps: Any) -> float:
    """Seconds of processor time of the longest of the steps that a window takes one at a time."""
    longest, started = 0.0, time.thread_time()
    for _ in steps:
        longest = max(longest, time.thread_time() - started)
        started = time.thread_time()
    return max(longest, time.thread_time() - started)


def hold_refreshing(server: RemoteStandin, opened: Any) -> tuple[int, float]:
    """How many objects a colleague changed, and the longest work of the main thread meanwhile."""
    from qgis.PyQt.QtCore import QCoreApplication, QEventLoop

    layer = opened.layers()["Marker"]
    count = max(10, layer.featureCount() // SHARE)
    colleague = server.colleague(layer.customProperty("caltopo/map"))
    for feature in working.first_markers(opened, count):
        colleague.edit("Marker", feature["caltopo_id"], {"description": "seen from the ridge"})
    pulse = Pulse()
    with pulse.measuring():
        job = opened.refresh(wait=False)
        end = time.monotonic() + PATIENCE
        while not job.done:
            if time.monotonic() > end:
                raise TimeoutError
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    working.expect(job.wait().changed, count)
    return count, pulse.longest[1]


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])), flush=True)
    # QGIS's own clean-up is not what is measured, and needs everything to be deleted in order.
    os._exit(0)
