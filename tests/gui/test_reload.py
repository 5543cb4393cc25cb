# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin comes and goes without a trace, as often as one likes."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
from caltopo_sync import classFactory
from gui.window import Window, settle
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAction, QApplication, QWidget


def traces(window: Window) -> dict[str, Any]:
    """Everything a plugin may leave behind."""
    settle()
    gc.collect()
    settle()
    main, project = window.mainWindow(), QgsProject.instance()
    log, tasks = QgsApplication.messageLog(), QgsApplication.taskManager()
    window.layerTreeView()  # made when it is first asked for
    return {
        "actions": sorted(action.text() for action in main.findChildren(QAction)),
        "widgets": len(main.findChildren(QWidget)),
        "objects": len(main.findChildren(QObject)),
        "windows": len(QApplication.topLevelWidgets()),
        "messages": len(window.messageBar().items()),
        "providers": [
            provider.id() for provider in QgsApplication.processingRegistry().providers()
        ],
        "receivers": [
            project.receivers(project.removeAll),
            project.receivers(project.cleared),
            project.receivers(project.readProject),
            project.receivers(project.layersAdded),
            log.receivers(log.messageReceived),
            tasks.receivers(tasks.allTasksFinished),
        ],
        "tasks": tasks.count(),
        "browser": [p.name() for p in QgsApplication.dataItemProviderRegistry().providers()],
        "browser menus": [p.name() for p in QgsGui.dataItemGuiProviderRegistry().providers()],
        "data sources": [p.name() for p in QgsGui.sourceSelectProviderRegistry().providers()],
        "locator": [each.name() for each in window.locator.filters()],
        "drops": len(window.drop_handlers),
        "layers": len(project.mapLayers()),
    }


def test_load_unload_load(window: Window) -> None:
    before = traces(window)
    loaded = []
    for _ in range(2):
        plugin = classFactory(window)
        plugin.initGui()
        loaded.append(traces(window))
        plugin.unload()
        gone = weakref.ref(plugin)
        del plugin
        assert traces(window) == before
        assert gone() is None
    first, second = loaded
    assert first == second
    assert "caltopo" in first["providers"]
    assert "CalTopo" in first["browser"] and "caltopo" in first["browser menus"]
    assert "caltopo" in first["data sources"]
    assert {"caltopo_objects", "caltopo_maps"} <= set(first["locator"])
    assert first["drops"] == 1
    assert "&Open map…" in first["actions"]
    assert first["receivers"] != before["receivers"]  # or this test would count nothing


def test_a_part_that_fails_keeps_nothing_else_here(window: Window) -> None:
    before = traces(window)
    plugin = classFactory(window)
    plugin.initGui()
    part = plugin.parts[len(plugin.parts) // 2]
    remove = part.remove

    def fail() -> None:
        remove()
        raise LookupError("half gone")

    part.remove = fail
    with pytest.raises(LookupError, match="half gone"):
        plugin.unload()
    del plugin, part
    assert traces(window) == before


def test_unload_with_the_dialog_open(window: Window) -> None:
    before = traces(window)
    plugin = classFactory(window)
    plugin.initGui()
    plugin.parts[0].show()
    plugin.parts[0].show()
    settle()
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert [widget.windowTitle() for widget in shown].count("Open CalTopo map") == 1
    plugin.unload()
    del plugin, shown
    assert traces(window) == before


def test_without_a_window_there_is_the_provider_alone() -> None:
    registry = QgsApplication.processingRegistry()
    plugin = classFactory(None)
    plugin.initProcessing()
    assert registry.providerById("caltopo") is not None
    plugin.unload()
    assert registry.providerById("caltopo") is None
