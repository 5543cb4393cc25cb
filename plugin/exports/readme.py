# SPDX-License-Identifier: GPL-2.0-or-later
"""The README.txt of an export: what is in it, and what is not as it was on the map."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from ..caltopo.objects import Geometry
from . import fields, place
from .staging import Stage, Warned

TOLD = 500  # warnings listed one by one


@dataclass(frozen=True)
class About:
    """Which map it is, and when it was exported; for the README."""

    map: str
    title: str
    server: str
    time: str
    chosen: tuple[str, ...] = ()  # what was selected, in words


def text(
    about: About,
    crs: str,
    dimensions: tuple[bool, bool],
    stage: Stage,
    counts: dict[str, dict[str, int]],
    warned: Sequence[Warned],
    names: Sequence[str],
) -> str:
    """Plain English, for people of other agencies."""
    lines = [
        place.MARK,
        "",
        "Map        " + " ".join(about.title.split()),
        "Map id     " + about.map,
        "Server     " + about.server,
        "Exported   " + about.time,
        "CRS        " + " ".join(crs.split()),
        "Dimension  " + _dimension(*dimensions),
        "Encoding   UTF-8",
        "Selection  " + ("; ".join(about.chosen) if about.chosen else "the whole map"),
        "",
        "Files",
        *("  " + name for name in names),
        "",
        "Objects",
    ]
    for table in stage.tables:
        count = counts.get(table.cls, {}).get(table.kind.value, 0)
        kind = "without geometry" if table.kind is Geometry.NONE else table.kind.value
        lines.append(_row((table.name, table.cls + ", " + kind, str(count)), (34, 42)))
    if not stage.tables:
        lines.append("  none")
    lines += ["", "What is not as it was on the map"]
    lines += ["  " + w.cls + " " + w.id + ": " + w.text for w in warned[:TOLD]]
    if len(warned) > TOLD:
        lines.append("  and " + str(len(warned) - TOLD) + " more")
    if not warned:
        lines.append("  nothing but what is said below of every shapefile")
    lines += [
        "",
        "Of every shapefile",
        *_ALWAYS,
        *(
            "  Icons in .qml files are letters of " + name + "; install it where boxes are drawn."
            for name in names
            if name.endswith(".ttf")
        ),
        "",
        "Fields (name, property on the map, type, meaning)",
    ]
    every = {f.name: f for table in stage.tables for f in table.fields}
    lines += [
        _row((name, prop, kind, what), (14, 24, 16))
        for name, prop, kind, what in fields.dictionary(every.values())
    ]
    lines += ["", "Fields of each file"]
    for table in stage.tables:
        lines += textwrap.wrap(
            table.name + ": " + ", ".join(f.name for f in table.fields),
            100,
            initial_indent="  ",
            subsequent_indent="      ",
        )
    return "\n".join(lines) + "\n"


_ALWAYS = (
    "  A text that is empty and one that is not there look the same; numbers and dates that are",
    "  not there are null. Days and times are UTC; a date field has no time of day, which is in",
    "  the text field beside it (…_t). Yes is 1, no is 0. Numbers have 8 decimals.",
    "  Colours, patterns, symbols and labels of single objects are in their fields; the .qml files",
    "  show them in QGIS, the .sld files what an SLD can say. Properties that CalTopo Sync has no",
    "  field for are not here; the GeoJSON export has them.",
)


def _dimension(z: bool, m: bool) -> str:
    said = ["elevation in metres as Z (0 where there is none)"] if z else []
    said += ["time in milliseconds since 1970, UTC, as M (0 where there is none)"] if m else []
    return " and ".join(said) if said else "2D"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, widths)]
    return ("  " + "".join([*padded, *cells[len(widths) :]])).rstrip()
