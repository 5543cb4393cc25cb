# SPDX-License-Identifier: GPL-2.0-or-later
"""What every story needs inside QGIS: words with the test, the plugin's panel, how it ends.

The test process holds the server. What is on it is asked there, a line of JSON each way over
standard output and input; the last line says how the story ended.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import traceback
from functools import cache
from typing import Any, Callable

import qgis.utils
from gui.journey.hand import answer, blocking, menu, on_screen, plain, press, row, wait_for, write
from qgis.core import QgsApplication, QgsExpression, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDockWidget,
    QLineEdit,
    QListView,
    QListWidget,
    QTabWidget,
    QTreeWidget,
    QWidget,
)
from qgis.utils import iface

LOG_TABS = ("Python error", "Python warning", "Plugins")
BEGINS = re.compile(r"\d{4}-\d\d-\d\dT")  # a message; the lines after it belong to it
OF_QGIS = re.compile(r" warning:/usr/(share|lib)/\S*/?qgis/\S*:\d+: DeprecationWarning:")


def tell(what: str, **values: Any) -> Any:
    """A question to the test process, and its answer."""
    print("journey: " + json.dumps({"what": what, **values}), flush=True)
    return json.loads(sys.stdin.readline())


def titled(title: str, map_id: str = "DEMO1") -> dict[str, Any] | None:
    """The object of that title on the server."""
    return tell("titled", map=map_id, title=title)


@cache  # QGIS's window has thousands of widgets, and waits look often
def panel() -> QWidget:
    """The CalTopo panel."""
    (dock,) = iface.mainWindow().findChildren(QWidget, "CalTopoPanel")
    return dock


@cache
def open_maps() -> QTreeWidget:
    """The panel's list of maps."""
    (maps,) = [t for t in panel().findChildren(QTreeWidget) if t.accessibleName() == "Open maps"]
    return maps


def states() -> dict[str, str]:
    """What the panel says of each map, by its title; nothing while it is hidden."""
    maps = open_maps()
    items = [maps.topLevelItem(number) for number in range(maps.topLevelItemCount())]
    return {each.text(0): each.text(1) for each in items} if maps.isVisible() else {}


def state() -> str:
    """What it says of the map that is chosen there."""
    item = open_maps().currentItem()
    return states().get(item.text(0), "") if item is not None else ""


def traces() -> dict[str, Any]:
    """What plugins leave in a window: names and counts."""
    window, registries = iface.mainWindow(), QgsApplication.instance()
    return {
        "docks": sorted(w.objectName() for w in window.findChildren(QDockWidget)),
        "menus": sorted(plain(action.text()) for action in window.menuBar().actions()),
        "web": [plain(action.text()) for action in iface.webMenu().actions()],
        "buttons": [plain(action.text()) for action in iface.webToolBar().actions()],
        "processing": sorted(p.id() for p in registries.processingRegistry().providers()),
        "browser": sorted(p.name() for p in registries.dataItemProviderRegistry().providers()),
        "browser menus": sorted(p.name() for p in QgsGui.dataItemGuiProviderRegistry().providers()),
        "sources": sorted(p.name() for p in QgsGui.sourceSelectProviderRegistry().providers()),
        "functions": sorted(f.name() for f in QgsExpression.Functions() if "caltopo" in f.name()),
        "modules": sorted(name for name in sys.modules if name.startswith("caltopo_sync")),
        "threads": sorted(t.name for t in threading.enumerate() if "caltopo" in t.name),
    }


def in_plugin_manager(page: str, work: Callable[[QWidget], None]) -> None:
    """Do something on a page of QGIS's own dialog for plugins, and close it."""

    def meanwhile() -> None:
        manager = QApplication.activeModalWidget()
        row(manager.findChild(QListWidget, "mOptionsListWidget"), page)
        work(manager)
        press("Close", manager)

    blocking(meanwhile, lambda: menu("Plugins", "Manage and Install Plugins…"))


def install() -> None:
    """The zip, as a user does it."""

    def work(manager: QWidget) -> None:
        path = manager.findChild(QWidget, "mZipFileWidget").findChild(QLineEdit)
        write(path, os.environ["CALTOPO_JOURNEY_ZIP"])
        answer("Yes", then=lambda: press("Install Plugin", manager))  # from an untrusted source

    in_plugin_manager("Install from ZIP", work)


def uninstall() -> None:
    """Take it away again, as a user does it."""

    def work(manager: QWidget) -> None:
        row(manager.findChild(QListView, "vwPlugins"), "CalTopo Sync")
        answer("Yes", then=lambda: press("Uninstall Plugin", manager))

    in_plugin_manager("Installed", work)


def unlock() -> None:
    """QGIS asks for its master password; the first time it wants it twice."""
    dialog = wait_for(lambda: next((w for w in QApplication.topLevelWidgets()
                                    if w.windowTitle() == "Enter Credentials"), None),
                      "QGIS's question for the master password")  # fmt: skip
    for name in ("leMasterPass", "leMasterPassVerify"):
        entry = dialog.findChild(QLineEdit, name)
        if entry.isVisible():
            write(entry, "only for a journey")
    press("Ok", dialog)


def rest() -> None:
    """Wait until nothing runs."""
    tasks = QgsApplication.taskManager()
    wait_for(lambda: not tasks.countActiveTasks(), "rest")


def log() -> list[str]:
    """What QGIS's log says of Python and of plugins, but that one was loaded, and that QGIS's own
    code calls what a newer Python gives up."""
    found = []
    for tabs in iface.mainWindow().findChild(QWidget, "MessageLog").findChildren(QTabWidget):
        for number in range(tabs.count()):
            own = False
            for line in tabs.widget(number).toPlainText().splitlines():
                if BEGINS.match(line):
                    own = OF_QGIS.search(line) is not None
                if tabs.tabText(number) in LOG_TABS and not own and " Loaded " not in line:
                    found.append(f"{tabs.tabText(number)}: {line}")
    return found


def end(error: str = "") -> None:
    """The last word to the test; what goes wrong after it is among what QGIS printed."""
    if sys.stdin.closed:
        print(error, flush=True)
        return
    tell("end", error=error, log=log())
    sys.stdin.close()


def fail(kind: Any, error: BaseException, where: Any, *words: Any) -> None:
    """An error that QGIS would show in a window of its own: the end of the story."""
    end("".join(traceback.format_exception(kind, error, where)))
    os._exit(1)


def stuck() -> None:
    """The story has had its time; where it stands, and what is to be seen."""
    end(f"Too slow. On the screen: {on_screen()}\n" + "".join(traceback.format_stack()))
    os._exit(1)


def run(stories: dict[str, Callable[[], None]]) -> None:
    """The story that the test asked for; QGIS is closed after it, where the story did not."""
    QTimer.singleShot(int(os.environ["CALTOPO_JOURNEY_SECONDS"]) * 1000, stuck)
    qgis.utils.open_stack_dialog = fail  # or QGIS shows it in a window, and waits
    try:
        stories[os.environ["CALTOPO_JOURNEY"]]()
    except BaseException:
        end(traceback.format_exc())
        os._exit(1)
    if not sys.stdin.closed:
        rest()
        QgsProject.instance().setDirty(False)
        end()
        iface.actionExit().trigger()
