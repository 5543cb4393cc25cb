# SPDX-License-Identifier: GPL-2.0-or-later
"""Parameters that say which objects of a map an algorithm exports."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingParameterString

from ..caltopo.errors import CalTopoError
from ..host.texts import later, tr

CLASSES, FOLDERS, PERIODS, STATUSES, IDS = "CLASSES", "FOLDERS", "PERIODS", "STATUSES", "IDS"

_TITLES = (
    (CLASSES, later("Classes, separated by ; (all if empty), as Marker;Shape;Assignment")),
    (FOLDERS, later("Folders by id or title, separated by ; (all if empty)")),
    (PERIODS, later("Operational periods by id or title, separated by ; (all if empty)")),
    (
        STATUSES,
        later("Statuses of assignments, separated by ; (all if empty), as INPROGRESS;COMPLETED"),
    ),
    (IDS, later("Objects by id, separated by ; (all if empty)")),
)


def parameters() -> list[QgsProcessingParameterString]:
    return [QgsProcessingParameterString(name, tr(title), optional=True) for name, title in _TITLES]


def chosen(algorithm: Any, values: dict[str, Any], context: Any) -> dict[str, Any]:
    """The keyword arguments of ``Map.export…`` that those parameters mean."""
    names = {
        "classes": CLASSES,
        "folders": FOLDERS,
        "operational_periods": PERIODS,
        "statuses": STATUSES,
        "ids": IDS,
    }
    found: dict[str, Any] = {}
    for word, name in names.items():
        text = algorithm.parameterAsString(values, name, context)
        listed = [part.strip() for part in text.split(";") if part.strip()]
        if text.strip() and not listed:
            raise CalTopoError(
                tr("“{text}” names nothing.").format(text=text), hint=tr("Separate names by ;")
            )
        found[word] = listed or None
    return found
