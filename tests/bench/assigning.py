# SPDX-License-Identifier: GPL-2.0-or-later
"""From 1,000 polygons of 200 vertices to assignments: their preview, and their push.

Run in a process of its own: ``python -m bench.assigning URL ID SECRET TEAM MAP``.  Prints one line
of JSON: the seconds of CPU of the best preview, and what of them the projecting alone takes; the
seconds of the push to a slow server, by the clock and of CPU.
"""

from __future__ import annotations

import json
import math
import os
import sys
import tempfile
import time
from typing import Any

import qgisapp
from standin import RemoteStandin

POLYGONS, VERTICES, ROUNDS = 1_000, 200, 3
LATENCY = 0.1  # seconds, as in ``working``


def outline(n: int) -> str:
    """A ring of its own, in metres of UTM zone 10, about 400 m across."""
    x, y = 600_000 + 600 * (n % 40), 4_300_000 + 600 * (n // 40)
    ring = []
    for step in range(VERTICES - 1):
        angle = 2 * math.pi * step / (VERTICES - 1)
        radius = 200 + 20 * math.sin(7 * angle + n)
        ring.append(f"{x + radius * math.cos(angle):.3f} {y + radius * math.sin(angle):.3f}")
    return f"POLYGON(({', '.join([*ring, ring[0]])}))"


def degrees(n: int) -> list[list[float]]:
    """A ring of as many vertices, as longitudes and latitudes."""
    west, south = -120.5 + 0.007 * (n % 40), 38.8 + 0.006 * (n // 40)
    turns = [2 * math.pi * step / (VERTICES - 1) for step in range(VERTICES - 1)]
    return [[west + 0.0025 * math.cos(t), south + 0.002 * math.sin(t)] for t in turns]


def layer_of_polygons() -> Any:
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    uri = "Polygon?crs=EPSG:32610&field=seg:string&field=poa:double"
    layer = QgsVectorLayer(uri, "Segments", "memory")
    features = []
    for n in range(POLYGONS):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"s{n}", n / POLYGONS])
        feature.setGeometry(QgsGeometry.fromWkt(outline(n)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def main(url: str, credential_id: str, secret: str, team: str, map_id: str) -> dict[str, float]:
    app = qgisapp.start()
    from caltopo_sync.plugin import api

    layer = layer_of_polygons()
    connection = api.connect(url, credential_id=credential_id, secret=secret, team_id=team)
    with tempfile.TemporaryDirectory(prefix="caltopo-bench-") as folder:
        m = connection.open_map(map_id, workspace=folder, push_on_save=False)
        fields = {"description": "'POA ' || poa", "priority": "if(poa > 0.5, 'HIGH', 'LOW')"}
        seconds = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            report = m.push_assignments(layer, fields, key="seg", dry_run=True)
            seconds.append(time.process_time() - begun)
        if report.added != POLYGONS:
            raise RuntimeError(f"{report.added} of {POLYGONS}: {report.items[:1]}")
        projecting = time.process_time()
        project(layer)
        projecting = time.process_time() - projecting
        pushed = push(m, layer, fields, RemoteStandin(url=url))
        m.close()
    del layer, app
    return {"preview": min(seconds), "projecting": projecting, **pushed}


def push(m: Any, layer: Any, fields: dict[str, str], server: RemoteStandin) -> dict[str, float]:
    """What is left to do once the rows are set."""
    sent: dict[str, float] = {}
    really = m.push

    def timed() -> Any:
        server.latency = LATENCY
        begun, busy = time.perf_counter(), time.process_time()
        report = really()
        sent.update(push=time.perf_counter() - begun, push_cpu=time.process_time() - busy)
        server.latency = 0
        return report

    m.push = timed
    report = m.push_assignments(layer, fields, key="seg")
    if report.added != POLYGONS or report.pushed.added != POLYGONS:
        raise RuntimeError(f"{report.added} of {POLYGONS}: {report.notes}")
    return sent


def project(layer: Any) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject

    transform = QgsCoordinateTransform(
        layer.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    for feature in layer.getFeatures():
        feature.geometry().transform(transform)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])), flush=True)
    os._exit(0)  # as in bench.opening
