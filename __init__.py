# SPDX-License-Identifier: GPL-2.0-or-later
"""CalTopo Sync: CalTopo team maps as editable QGIS layers."""

from __future__ import annotations

from typing import Any


def classFactory(iface: Any) -> Any:  # noqa: N802 - the name QGIS calls
    """Give QGIS the plugin object; nothing is imported or read before QGIS asks for it."""
    from .plugin.main import CalTopoSyncPlugin

    return CalTopoSyncPlugin(iface)
