# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps of any size for measuring: half markers, a quarter lines, a quarter polygons.

``python -m bench.make_map 100000 map.json`` writes the text of a since/0 answer; the same size
gives the same file every time. Lines have 20 vertices, polygons 15 and the closing one; every
object has about a dozen properties. Nothing is held in memory but the ids.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

TIMESTAMP = 1_789_300_000_000
"""The server's clock when the answer was given, epoch milliseconds."""
WEST, SOUTH, WIDTH, HEIGHT = -120.9, 38.2, 1.6, 1.4
"""Degrees; about 140 by 155 kilometres."""
LINE_VERTICES = 20
POLYGON_VERTICES = 15
FOLDERS = 8

_COLORS = ("#FF0000", "#00AA33", "#1F4FD8", "#FF8800", "#8E24AA", "#00838F", "#6D4C41", "#1A1A1A")
_SYMBOLS = ("point", "camping", "flag-1", "danger", "hut", "c:target1", "circle-a", "medevac-site")
_WORDS = ("ridge", "creek", "meadow", "saddle", "camp", "trail", "lake", "talus", "gully", "road")


def features(count: int) -> Iterator[dict[str, Any]]:
    """Eight folders, then ``count`` objects, kinds mixed as on a real map."""
    chance = random.Random(count)
    folders = [_identifier(chance) for _ in range(FOLDERS)]
    for index, folder in enumerate(folders):
        yield {
            "type": "Feature",
            "id": folder,
            "properties": {
                **_common(chance, index, "Folder", folders),
                "folderId": None,
                "visible": True,
                "labelVisible": True,
            },
        }
    for index in range(count):
        place = (WEST + WIDTH * chance.random(), SOUTH + HEIGHT * chance.random())
        if index % 2 == 0:
            yield _marker(chance, index, place, folders)
        elif index % 4 == 1:
            yield _line(chance, index, place, folders)
        else:
            yield _polygon(chance, index, place, folders)


def write(count: int, out: TextIO) -> None:
    """The answer of since/0, features first, then all ids by class."""
    out.write('{"result":{"state":{"type":"FeatureCollection","features":[')
    ids: dict[str, list[str]] = {"Folder": [], "Marker": [], "Shape": []}
    for index, feature in enumerate(features(count)):
        out.write(",\n" if index else "\n")
        json.dump(feature, out, separators=(",", ":"))
        ids[feature["properties"]["class"]].append(feature["id"])
    out.write('\n]},"ids":')
    json.dump(ids, out, separators=(",", ":"))
    out.write(f',"timestamp":{TIMESTAMP}}},"status":"ok","timestamp":{TIMESTAMP}}}')


def write_geojson(count: int, out: TextIO) -> None:
    """The same features as a plain FeatureCollection, for programs that read GeoJSON."""
    out.write('{"type":"FeatureCollection","features":[')
    for index, feature in enumerate(features(count)):
        out.write(",\n" if index else "\n")
        json.dump(feature, out, separators=(",", ":"))
    out.write("\n]}")


def _identifier(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def _common(chance: random.Random, index: int, cls: str, folders: list[str]) -> dict[str, Any]:
    made = TIMESTAMP - 86_400_000 + index * 800 % 86_000_000
    return {
        "title": f"{chance.choice(_WORDS)} {index}",
        "description": " ".join(chance.choices(_WORDS, k=index % 12)),
        "folderId": chance.choice(folders) if index % 3 else None,
        "class": cls,
        "creator": "ALDER1",
        "updated": made,
        "-created-by": "ALDER1",
        "-created-on": made,
        "-updated-by": "ALDER1",
        "-updated-on": made,
    }


def _marker(
    chance: random.Random, index: int, place: tuple[float, float], folders: list[str]
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": _identifier(chance),
        "geometry": {"type": "Point", "coordinates": [_round(place[0]), _round(place[1]), 0, 0]},
        "properties": {
            **_common(chance, index, "Marker", folders),
            "marker-symbol": chance.choice(_SYMBOLS),
            "marker-color": chance.choice(_COLORS),
            "marker-size": "1" if index % 5 else 1,
            "marker-rotation": None,
        },
    }


def _line(
    chance: random.Random, index: int, place: tuple[float, float], folders: list[str]
) -> dict[str, Any]:
    lon, lat = place
    heading = chance.uniform(0, 2 * math.pi)
    positions = []
    for _ in range(LINE_VERTICES):
        positions.append([_round(lon), _round(lat)])
        heading += chance.uniform(-0.5, 0.5)
        lon += 0.0012 * math.cos(heading)
        lat += 0.001 * math.sin(heading)
    return {
        "type": "Feature",
        "id": _identifier(chance),
        "geometry": {"type": "LineString", "coordinates": positions},
        "properties": {
            **_common(chance, index, "Shape", folders),
            "stroke": chance.choice(_COLORS),
            "stroke-width": 2,
            "stroke-opacity": 1,
            "pattern": "solid",
        },
    }


def _polygon(
    chance: random.Random, index: int, place: tuple[float, float], folders: list[str]
) -> dict[str, Any]:
    color = chance.choice(_COLORS)
    ring = []
    for corner in range(POLYGON_VERTICES):
        angle = 2 * math.pi * corner / POLYGON_VERTICES
        reach = chance.uniform(0.6, 1.0) * 0.006
        ring.append(
            [
                _round(place[0] + 1.28 * reach * math.cos(angle)),
                _round(place[1] + reach * math.sin(angle)),
            ]
        )
    return {
        "type": "Feature",
        "id": _identifier(chance),
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        "properties": {
            **_common(chance, index, "Shape", folders),
            "stroke": color,
            "stroke-width": 2,
            "stroke-opacity": 1,
            "fill": color,
            "fill-opacity": 0.1,
        },
    }


def _round(degrees: float) -> float:
    return round(degrees, 7)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.make_map", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--geojson", action="store_true", help="a plain FeatureCollection")
    options = parser.parse_args()
    with options.file.open("w", encoding="utf-8") as file:
        (write_geojson if options.geojson else write)(options.count, file)
