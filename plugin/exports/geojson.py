# SPDX-License-Identifier: GPL-2.0-or-later
"""A map as one GeoJSON file in the form of CalTopo's own export, which CalTopo reads again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ..caltopo import jsontext
from ..caltopo.errors import Cancelled
from ..host.texts import tr
from ..sync.editing import MapObject
from .translate import Progress


def write(
    objects: Sequence[MapObject],
    path: Path,
    cancelled: Callable[[], bool],
    progress: Progress,
) -> None:
    """Write every property as it is, known or not, numbers letter for letter, ids as on the map.

    A file import of CalTopo keeps given ids, so objects that refer to each other still do (seen in
    real files before and after).  Raises OSError, Cancelled.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, each in enumerate(objects):
            if number % 100 == 0:
                progress(number / len(objects))
                if cancelled():
                    raise Cancelled(tr("The export was cancelled."))
            file.write((",\n" if number else "\n") + jsontext.strict(feature_of(each)))
        file.write("\n]}\n")
    progress(1.0)


def feature_of(object: MapObject) -> dict[str, Any]:
    """One object; without geometry, it has a null one, as in CalTopo's export."""
    return {
        "type": "Feature",
        "id": object.id,
        "geometry": object.geometry,
        "properties": {**object.properties, "class": object.cls},
    }
