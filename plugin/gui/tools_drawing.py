# SPDX-License-Identifier: GPL-2.0-or-later
"""Range rings and bearing lines around a selected marker, buffers around lines and areas."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from qgis.PyQt.QtGui import QColor

from .. import api
from ..analysis.rings import UNITS
from ..host.texts import tr
from .desktop import Desktop
from .tools_dialog import Told, ToolDialog, named
from .tools_selection import Selected
from .values import objects_in_words

_SECTOR = re.compile(r"(\d+(?:\.\d+)?)\s*[-\u2013]\s*(\d+(?:\.\d+)?)\Z")


class Draw(Enum):
    """What is drawn."""

    RINGS = "rings"
    BEARINGS = "bearings"
    BUFFERS = "buffers"


class DrawDialog(ToolDialog):
    """New Shapes around what is selected."""

    form = "draw"

    how: Any
    distances: Any
    distances_label: Any
    unit: Any
    bearings: Any
    bearings_label: Any
    sectors: Any
    sectors_label: Any
    magnetic: Any
    declination: Any
    areas: Any
    folder: Any
    color: Any

    def __init__(
        self, what: Draw, desktop: Desktop, opened: api.Map, selected: list[Selected]
    ) -> None:
        title, how = {
            Draw.RINGS: (
                tr("Range rings"),
                tr("Circles at these distances; lines and sectors reach to the outermost."),
            ),
            Draw.BEARINGS: (tr("Bearing lines"), tr("A line for each bearing, that long.")),
            Draw.BUFFERS: (
                tr("Buffers"), tr("What lies within these distances of lines and areas."),
            ),
        }[what]  # fmt: skip
        super().__init__(desktop, opened, title, tr("Dra&w"))
        self._what, self._selected = what, selected
        self.said.setText(named(selected))
        self.how.setText(how)
        self.unit.addItems(list(UNITS))
        self.color.setColor(QColor("#FF0000"))
        self.folder.addItem("")
        self.folder.addItems(opened.titles("Folder"))
        if what is Draw.BEARINGS:
            self.distances_label.setText(tr("&Length"))
            self.distances.setText("1000")
        shown = {
            Draw.RINGS: (self.bearings, self.sectors, self.magnetic, self.areas),
            Draw.BEARINGS: (self.bearings, self.magnetic),
            Draw.BUFFERS: (self.areas,),
        }[what]
        for field, beside in (
            (self.bearings, self.bearings_label),
            (self.sectors, self.sectors_label),
            (self.magnetic, self.declination),
            (self.areas, self.areas),
        ):
            for widget in (field, beside):
                widget.setVisible(field in shown)
        self.areas.setChecked(what is Draw.BUFFERS)
        self.magnetic.toggled.connect(self.declination.setEnabled)
        for edit in (self.distances, self.bearings, self.sectors):
            edit.textChanged.connect(self._enable)
        (self.bearings if what is Draw.BEARINGS else self.distances).setFocus()
        self._enable()
        self.adjustSize()

    def ready(self) -> str:
        try:
            distances, bearings = numbers(self.distances.text()), numbers(self.bearings.text())
            sectors(self.sectors.text())
        except ValueError as error:
            return str(error)
        if not distances or min(distances) <= 0:
            return tr("Give distances, with commas between.")
        if self._what is Draw.BEARINGS and len(distances) > 1:
            return tr("Give one length.")
        if self._what is Draw.BEARINGS and not bearings:
            return tr("Give bearings in degrees, with commas between.")
        return ""

    def start(self) -> None:
        opened, what = self.map, self._what
        distances, bearings = numbers(self.distances.text()), numbers(self.bearings.text())
        between = sectors(self.sectors.text())
        keys = [each.key for each in self._selected]
        color = self.color.color().name().upper()
        areas = self.areas.isChecked() and what is not Draw.BEARINGS
        declination = self.declination.value() if self.magnetic.isChecked() else None
        look: dict[str, Any] = {
            "unit": self.unit.currentText(),
            "folder": self.folder.currentText().strip() or None,
            "style": {"stroke": color, "fill": color} if areas else {"stroke": color},
        }

        def job() -> list[str]:
            if what is Draw.BUFFERS:
                return opened.buffers(keys, distances, areas=areas, **look)
            if what is Draw.BEARINGS:
                return opened.bearing_lines(
                    keys[0], bearings, distances[0], declination=declination, **look
                )
            return opened.range_rings(
                keys[0], distances, bearings, between,
                declination=declination, areas=areas, **look,
            )  # fmt: skip

        title = self.windowTitle()

        def told(ids: list[str]) -> Told:
            drawn = objects_in_words(len(ids))
            return Told(tr("{title}: {drawn} drawn.").format(title=title, drawn=drawn), "", True)

        self.begin(title, job, told)


def numbers(text: str) -> list[float]:
    """Numbers with commas, semicolons or blanks between.  Raises ValueError."""
    found = []
    for part in re.split(r"[,;\s]+", text.strip()):
        if not part:
            continue
        if not re.fullmatch(r"-?\d+(?:\.\d+)?", part):
            raise ValueError(tr("“{text}” is no number.").format(text=part))
        found.append(float(part))
    return found


def sectors(text: str) -> list[tuple[float, float]]:
    """Pairs of bearings, ``350-10, 90-120``.  Raises ValueError."""
    found = []
    for part in filter(None, (p.strip() for p in re.split(r"[,;]", text))):
        ends = _SECTOR.match(part)
        if ends is None:
            raise ValueError(
                tr("“{text}” is no sector; write two bearings, as in 350-10.").format(text=part)
            )
        found.append((float(ends[1]), float(ends[2])))
    return found
