# SPDX-License-Identifier: GPL-2.0-or-later
"""The menu “Selected objects”: what can be done with objects selected in a map's layers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from qgis.core import QgsWkbTypes
from qgis.PyQt.QtWidgets import QAction

from .. import api
from ..host.texts import tr
from .desktop import Desktop
from .reshaping import Reshape, ReshapeDialog
from .tools_dialog import ToolDialog
from .tools_drawing import Draw, DrawDialog
from .tools_selection import AREA, LINE, POINT, RESHAPED, Selected, Selection
from .values import as_tip

Kinds = tuple[QgsWkbTypes.GeometryType, ...]


@dataclass(frozen=True)
class Tool:
    """An entry: which selected objects it works with, and what it says where there are none."""

    text: str
    kinds: Kinds
    classes: tuple[str, ...]
    needs: str
    dialog: Callable[[Desktop, api.Map, list[Selected]], ToolDialog]
    only_one: bool = False


class ToolsPart:
    """Entries that cannot work now are off, and the first line of the menu says why."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._dialog: ToolDialog | None = None
        self.menu = desktop.object_menu = desktop.add_menu(tr("Selected ob&jects"))
        self.head = self.menu.addAction("")
        self.head.setEnabled(False)
        self.menu.addSeparator()
        self.actions: dict[str, QAction] = {}
        self._tools = _made()
        for name, tool in self._tools.items():
            action = self.menu.addAction(tool.text)
            action.triggered.connect(partial(self._run, name))
            self.actions[name] = action
            if name == "expand":
                self.menu.addSeparator()
        self.menu.aboutToShow.connect(self.look)

    def look(self) -> None:
        """Follow what is selected."""
        selection = Selection(self._desktop)
        self.head.setText(selection.in_words.replace("&", "&&"))
        for name, tool in self._tools.items():
            reason = _why_not(tool, selection)
            self.actions[name].setEnabled(not reason)
            self.actions[name].setToolTip(as_tip(reason))

    def remove(self) -> None:
        self.menu.aboutToShow.disconnect(self.look)
        if self._dialog is not None:
            self._dialog.close()

    def _run(self, name: str, _checked: bool = False) -> None:
        selection, tool = Selection(self._desktop), self._tools[name]
        reason = _why_not(tool, selection)
        if reason or selection.map is None:
            self._desktop.messages.warning(reason)
            return
        if self._dialog is not None:
            self._dialog.close()
        chosen = selection.objects(*tool.kinds, classes=tool.classes)
        self._dialog = tool.dialog(self._desktop, selection.map, chosen)
        self._dialog.finished.connect(self._forget)
        self._dialog.show()

    def _forget(self, _result: int) -> None:
        self._dialog = None


def _why_not(tool: Tool, selection: Selection) -> str:
    """Why a tool cannot work with what is selected, or ""."""
    if selection.reason:
        return selection.reason
    count = selection.count(*tool.kinds, classes=tool.classes)
    if not count or (tool.only_one and count > 1):
        return tool.needs
    return ""


def _made() -> dict[str, Tool]:
    found = {}
    for way, text in (
        (Reshape.CUT, tr("&Cut…")),
        (Reshape.CROP, tr("C&rop…")),
        (Reshape.EXPAND, tr("E&xpand…")),
    ):
        kinds: Kinds = (AREA,) if way is Reshape.EXPAND else (LINE, AREA)
        needs = (
            tr("Select an area: a shape or an assignment.")
            if way is Reshape.EXPAND
            else tr("Select lines or areas: shapes or assignments.")
        )
        found[way.value] = Tool(text, kinds, RESHAPED, needs, partial(ReshapeDialog, way))
    for what, text in (
        (Draw.RINGS, tr("Range r&ings…")),
        (Draw.BEARINGS, tr("&Bearing lines…")),
        (Draw.BUFFERS, tr("B&uffers…")),
    ):
        around = what is Draw.BUFFERS
        found[what.value] = Tool(
            text,
            (LINE, AREA) if around else (POINT,),
            (),
            tr("Select lines or areas.") if around else tr("Select one marker."),
            partial(DrawDialog, what),
            only_one=not around,
        )
    return found
