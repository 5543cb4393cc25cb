# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens a map once, in a process of its own: ``python -m bench.opening URL ID SECRET TEAM MAP``.

Prints one line of JSON: seconds from the call to layers in edit mode, and how the process's memory
grew in between. QGIS and the plugin are loaded before; nothing else of the work is done before.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time

import qgisapp

from .measures import memory_now, memory_peak

EDITED = ("Marker", "Shape_line", "Shape_polygon")


def main(url: str, credential_id: str, secret: str, team: str, map_id: str) -> dict[str, float]:
    app = qgisapp.start()
    from caltopo_sync.plugin import api

    with tempfile.TemporaryDirectory(prefix="caltopo-bench-") as workspace:
        before = memory_now()
        started = time.perf_counter()
        connection = api.connect(url, credential_id=credential_id, secret=secret, team_id=team)
        opened = connection.open_map(map_id, workspace=workspace)
        layers = opened.layers()
        for name in EDITED:
            if not layers[name].startEditing():
                raise RuntimeError(f"{name} cannot be edited")
        seconds = time.perf_counter() - started
        peak = memory_peak()
        counts = {name: layers[name].featureCount() for name in EDITED}
        for name in EDITED:
            layers[name].rollBack()
        opened.close()
    found = {"seconds": seconds, "memory": peak - before, "objects": sum(counts.values())}
    del layers, opened, app
    return found


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])), flush=True)
    # QGIS's own clean-up is not what is measured, and needs everything to be deleted in order.
    os._exit(0)
