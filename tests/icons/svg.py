# SPDX-License-Identifier: GPL-2.0-or-later
"""The icons as SVG files that QGIS fills in the symbol's own colours."""

from __future__ import annotations

from pathlib import Path

from caltopo_sync.plugin.layers.symbols import ICONS
from shapely.geometry.base import BaseGeometry

from . import outlines
from .drawing import halo, polygons

FOLDER = Path("ui/icons/markers")
_LICENCE = "<!-- SPDX-License-Identifier: GPL-2.0-or-later -->"


def texts() -> dict[str, str]:
    """The file of every icon, by its name."""
    return {icon.name: _text(outlines.ICONS[icon.name]) for icon in ICONS}


def _text(drawn: BaseGeometry) -> str:
    rim, ink = _path(halo(drawn)), _path(drawn.simplify(0.05))
    return (
        f'{_LICENCE}\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 24 24" '
        'width="24" height="24">\n'
        f'<path fill="param(outline) #ffffff" fill-rule="evenodd" d="{rim}"/>\n'
        f'<path fill="param(fill) #555555" fill-rule="evenodd" d="{ink}"/>\n</svg>\n'
    )


def _path(drawn: BaseGeometry) -> str:
    lines = [line for p in polygons(drawn) for line in (p.exterior, *p.interiors)]
    return "".join(
        "M" + "L".join(f"{_short(x)} {_short(-y)}" for x, y in list(line.coords)[:-1]) + "Z"
        for line in lines
    )


def _short(value: float) -> str:
    return f"{round(value, 2) + 0.0:g}"
