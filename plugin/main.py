# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin as QGIS sees it: registers things, and takes every one of them away again."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from qgis.core import QgsApplication

from .algorithms.provider import CalTopoProvider
from .gui.blank_texts import BlankTextsPart
from .gui.browser_part import BrowserPart
from .gui.carto_part import CartoPart
from .gui.desktop import Desktop, Part
from .gui.diagnostics import DiagnosticsPart
from .gui.editing_forms import EditingFormsPart
from .gui.export_dialog import ExportPart
from .gui.expressions import ExpressionsPart
from .gui.help_part import HelpPart
from .gui.layer_actions import LayerActionsPart
from .gui.live import LivePart
from .gui.locator import LocatorPart
from .gui.look_part import LookPart
from .gui.new_map_part import MapsPart
from .gui.open_dialog import OpenMapPart
from .gui.options import OptionsPart
from .gui.panel import PanelPart
from .gui.photos import PhotosPart
from .gui.practice import PracticePart
from .gui.project import ProjectPart
from .gui.send_layer import SendLayerPart
from .gui.source_select import SourceSelectPart
from .gui.thumbnails import ThumbnailsPart
from .gui.tools import ToolsPart
from .host.language import Language

# In this order their entries are in the CalTopo menu.
PARTS: tuple[type[Part], ...] = (
    OpenMapPart,
    PracticePart,
    BrowserPart,
    SourceSelectPart,
    LocatorPart,
    ToolsPart,  # before the panel, which has its menu
    PanelPart,
    MapsPart,
    SendLayerPart,
    ExportPart,
    PhotosPart,
    LivePart,
    LookPart,
    CartoPart,
    ProjectPart,
    ThumbnailsPart,
    ExpressionsPart,
    BlankTextsPart,
    EditingFormsPart,
    OptionsPart,
    DiagnosticsPart,
    HelpPart,
    LayerActionsPart,  # last, because other parts say what it offers
)


class CalTopoSyncPlugin:
    """One per QGIS; ``iface`` is QGIS's window, or None in qgis_process."""

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._language = Language()  # before the first text is asked for
        self._provider: CalTopoProvider | None = None
        self.desktop: Desktop | None = None
        self.parts: list[Part] = []

    def initProcessing(self) -> None:  # noqa: N802 - QGIS's name
        """Register the Processing provider; all that qgis_process wants."""
        self._provider = CalTopoProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:  # noqa: N802 - QGIS's name
        """Register everything with the window. Nothing is read from disk or network here."""
        self.initProcessing()
        self.desktop = Desktop(self._iface)
        self.parts = [part(self.desktop) for part in PARTS]

    def unload(self) -> None:
        """Take everything away again, the last first, and close the maps.

        What cannot be taken away does not keep the rest here: its error is raised at the end.
        """
        with ExitStack() as left:
            left.callback(self._language.remove)
            left.callback(self._remove_provider)
            if self.desktop is not None:
                left.callback(self.desktop.clear)
            for part in self.parts:
                left.callback(part.remove)
            self.desktop, self.parts = None, []

    def _remove_provider(self) -> None:
        provider, self._provider = self._provider, None
        if provider is not None:
            provider.withdraw()
            QgsApplication.processingRegistry().removeProvider(provider)
