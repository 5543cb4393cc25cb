# SPDX-License-Identifier: GPL-2.0-or-later
"""An object's looks in OGR's words (OGR feature style specification), for KML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..sync.editing import MapObject
from ..sync.tables import as_number

_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")


def style_of(object: MapObject, period_colors: Mapping[str, str], icon: str = "") -> str:
    """A style string: pen and brush, or a symbol; assignments have their period's colour.

    ``icon`` is the picture of a point within the file; without one it is a dot in its colour.
    """
    said = object.properties
    kind = (object.geometry or {}).get("type", "")
    period = period_colors.get(str(said.get("operationalPeriodId")))
    if kind.endswith("Point"):
        color = _color(said.get("marker-color") or said.get("stroke"), "FF0000")
        drawn = 'id:"' + icon + '"' if icon else "c:#" + color + "FF"
        size = as_number(said.get("marker-size")) or 1.0
        angle = as_number(said.get("marker-rotation")) or 0.0
        return "SYMBOL(" + drawn + ",s:" + repr(size) + ",a:" + repr(-angle % 360) + ")"
    stroke = _color(period or said.get("stroke"), "FF0000")
    width = as_number(said.get("stroke-width")) or 2.0
    pen = "PEN(c:#" + stroke + _alpha(said.get("stroke-opacity"), 1.0) + ",w:" + repr(width) + "px)"
    if not kind.endswith("Polygon"):
        return pen
    fill = _color(period or said.get("fill"), stroke)
    return "BRUSH(fc:#" + fill + _alpha(said.get("fill-opacity"), 0.1) + ");" + pen


def _color(value: Any, default: str) -> str:
    found = _HEX.fullmatch(value.strip()) if isinstance(value, str) else None
    return found.group(1).upper() if found else default


def _alpha(value: Any, default: float) -> str:
    number = as_number(value)
    return format(round(255 * min(1.0, max(0.0, default if number is None else number))), "02X")
