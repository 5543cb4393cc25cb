# SPDX-License-Identifier: GPL-2.0-or-later
"""Draws markers as the plugin styles them and as plain circles: ``python -m bench.drawing``.

Prints one line of JSON: seconds of processor time of several pictures of 1200 by 900 pixels for
each, which other programs disturb less than the clock.  The circles have the same data-defined
colour, size and rotation, and the size of the icons.
"""

from __future__ import annotations

import json
import os
import random
import time
from typing import Any

import qgisapp

ICONS, ROUNDS = 20, 5


def main() -> dict[str, Any]:
    app = qgisapp.start()
    from caltopo_sync.plugin.layers.markers import override, register_font
    from caltopo_sync.plugin.layers.styles import style_layer
    from caltopo_sync.plugin.layers.symbols import symbols
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsFeature,
        QgsGeometry,
        QgsMapRendererParallelJob,
        QgsMapSettings,
        QgsMarkerSymbol,
        QgsPointXY,
        QgsRectangle,
        QgsSingleSymbolRenderer,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtCore import QSize

    register_font()
    columns = ("title", "marker_symbol", "marker_color", "marker_size", "marker_rotation")
    chance = random.Random(7)

    def layer(count: int, sized: bool, turned: str) -> Any:
        fields = "".join(f"&field={name}:string" for name in columns)
        made = QgsVectorLayer("Point?crs=EPSG:3857" + fields, "markers", "memory")
        features = []
        for number in range(count):
            feature = QgsFeature(made.fields())
            place = QgsPointXY(chance.uniform(0, 1200), chance.uniform(0, 900))
            feature.setGeometry(QgsGeometry.fromPointXY(place))
            symbol = chance.choice(symbols()[:ICONS])
            size = chance.choice(("0.75", "1", "1.5")) if sized else "1"
            turns = turned == "all" or (turned == "arrows" and symbol.startswith("a:"))
            angle = chance.choice(("45", "90", None)) if turns else None
            color = f"#{chance.randrange(1 << 24):06X}"
            feature.setAttributes([f"Marker {number}", symbol, color, size, angle])
            features.append(feature)
        made.dataProvider().addFeatures(features)
        return made

    def draw(drawn: Any) -> float:
        settings = QgsMapSettings()
        settings.setLayers([drawn])
        settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
        settings.setExtent(QgsRectangle(0, 0, 1200, 900))
        settings.setOutputSize(QSize(1200, 900))
        started = time.process_time()
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        return time.process_time() - started

    def circles(sized: bool, turned: str) -> Any:
        symbol = QgsMarkerSymbol.createSimple(
            {"name": "circle", "size": "18", "size_unit": "Point"}
        )
        dot = symbol.symbolLayer(0)
        override(dot, "FillColor", '"marker_color"')
        if sized:
            override(dot, "Size", '18 * "marker_size"')
        if turned:
            override(dot, "Angle", '"marker_rotation"')
        return QgsSingleSymbolRenderer(symbol)

    found: dict[str, Any] = {}
    for name, count, sized, turned in (
        ("plain", 10_000, False, ""), ("sized", 10_000, True, ""),
        ("arrows", 10_000, True, "arrows"), ("turned", 10_000, True, "all"),
        ("many", 100_000, False, ""),
    ):  # fmt: skip
        drawn = layer(count, sized, turned)
        style_layer(drawn, "Marker")
        drawn.setLabelsEnabled(False)
        ways = {"icons": drawn.renderer().clone(), "circles": circles(sized, turned)}
        times: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(ROUNDS if count < 50_000 else 2):
            for way, renderer in ways.items():
                drawn.setRenderer(renderer.clone())
                times[way].append(draw(drawn))
        found[name] = times
    # All 100,000 are in the picture, and it is at a scale that has labels.
    drawn.setRenderer(ways["icons"].clone())
    drawn.setLabelsEnabled(True)
    found["labelled"] = {"icons": [draw(drawn) for _ in range(2)]}
    del app
    return found


if __name__ == "__main__":
    print(json.dumps(main()), flush=True)
    os._exit(0)
