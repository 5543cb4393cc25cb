# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs inside QGIS (``qgis --code``): one story by mouse and keys, told to the test.

The test process holds the server. What is on it is asked there, a line of JSON each way over
standard output and input; the last line says how the story ended.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

TESTS = Path(os.environ["CALTOPO_JOURNEY_TESTS"])
sys.path.insert(0, str(TESTS / "gui"))

from qgis.core import QgsApplication, QgsProject  # noqa: E402
from qgis.PyQt.QtCore import QTimer  # noqa: E402
from qgis.PyQt.QtWidgets import QApplication, QLineEdit, QTreeView, QTreeWidget, QWidget  # noqa: E402
from qgis.utils import iface  # noqa: E402

from journey.hand import (  # noqa: E402 - not before its place is known
    add_point,
    answer,
    blocking,
    cell,
    choose_layer,
    field,
    menu,
    press,
    retitle,
    row,
    wait_for,
    window,
    write,
)  # fmt: skip

PYTHON_TABS = ("Python error", "Python warning", "Plugins")
faults: list[str] = []


def tell(what: str, **values: Any) -> Any:
    """A question to the test process, and its answer."""
    print("journey: " + json.dumps({"what": what, **values}), flush=True)
    return json.loads(sys.stdin.readline())


def titled(title: str, map_id: str = "DEMO1") -> dict[str, Any] | None:
    """The object of that title on the server."""
    return tell("titled", map=map_id, title=title)


def panel() -> QWidget:
    """The CalTopo panel."""
    (dock,) = iface.mainWindow().findChildren(QWidget, "CalTopoPanel")
    return dock


def state() -> str:
    """What the panel says of its map; nothing while it is hidden."""
    (maps,) = [t for t in panel().findChildren(QTreeWidget) if t.accessibleName() == "Open maps"]
    item = maps.currentItem()
    return item.text(1) if item is not None and maps.isVisible() else ""


def install() -> None:
    """The zip, through QGIS's own installer."""
    import pyplugin_installer

    pyplugin_installer.instance().installFromZipFile(os.environ["CALTOPO_JOURNEY_ZIP"])


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


def first_day() -> None:
    """From the zip to the first push; undo; a conflict; offline; leaving with something unsent."""
    install()
    _connect()
    _first_push()
    _undo()
    _conflict()
    _offline()
    _leave()


def _connect() -> None:
    menu("Web", "CalTopo", "Open map…")
    chooser, key = window("Open CalTopo map"), tell("key")
    press("New…", chooser)
    form = window("CalTopo connection")
    for label, text in (
        ("Name", "County SAR"), ("Server", key["server"]), ("Credential id", key["id"]),
        ("Secret", key["secret"]), ("Team id", key["team"]),
    ):  # fmt: skip
        write(field(label, form), text)
    press("Test", form)
    wait_for(lambda: "It works. You are “SVC001”." in form.verdict.text(), "the verdict")
    blocking(unlock, lambda: press("Save", form))
    (maps,) = [view for view in chooser.findChildren(QTreeView) if view.isVisible()]
    row(maps, "Echo Lakes search")
    press("Open", chooser)
    wait_for(lambda: state() == "up to date", "an open map", 60)


def _first_push() -> None:
    layer = choose_layer("Marker")
    add_point(layer, "Red cap", at=(60, 40))
    wait_for(lambda: titled("Red cap"), "the marker on the server")
    wait_for(lambda: state() == "up to date", "rest")  # what follows is a push of its own
    retitle(layer, "Red cap", "Red cap, torn")
    wait_for(lambda: titled("Red cap, torn"), "the new title on the server")
    assert titled("Red cap") is None
    wait_for(lambda: state() == "up to date", "rest")


def _undo() -> None:
    press("Undo push…", panel())
    press("Undo", window("Undo a push"))
    wait_for(lambda: titled("Red cap"), "the former title on the server")
    assert titled("Red cap, torn") is None
    wait_for(lambda: state() == "up to date", "rest")


def _conflict() -> None:
    tell("colleague_edits", cls="Marker", title="Red cap", values={"title": "Blue cap"})
    retitle(choose_layer("Marker"), "Red cap", "Green cap")
    wait_for(lambda: state() == "1 conflict", "the conflict")
    assert titled("Blue cap") and not titled("Green cap")  # nobody is overwritten
    press("Conflicts… (1)", panel())
    dialog = window("Conflicts of Echo Lakes search")
    (properties,) = [t for t in dialog.findChildren(QTreeWidget) if t.isVisible()]
    cell(properties, "Title", 2)
    press("Resolve", dialog)
    wait_for(lambda: titled("Green cap"), "mine on the server")
    assert titled("Blue cap") is None
    press("Close", dialog)
    wait_for(lambda: state() == "up to date", "rest")


def _offline() -> None:
    tell("stop")
    retitle(choose_layer("Marker"), "Green cap", "White cap")
    wait_for(lambda: "offline" in state(), "the word that the link is down")
    tell("start")
    press("Push", panel())
    wait_for(lambda: titled("White cap"), "what waited, on the server")
    assert titled("Green cap") is None
    wait_for(lambda: state() == "up to date", "rest")


def _leave() -> None:
    tell("stop")
    retitle(choose_layer("Marker"), "White cap", "Grey cap")
    wait_for(lambda: "offline" in state(), "the word that the link is down")
    QgsProject.instance().setFileName(os.environ["CALTOPO_JOURNEY_PROJECT"])
    menu("Project", "Save")
    wait_for(lambda: not QgsProject.instance().isDirty(), "the saved project")
    wait_for(lambda: not QgsApplication.taskManager().countActiveTasks(), "rest")
    end()
    answer("Close QGIS", then=lambda: menu("Project", "Exit QGIS"))


def next_day() -> None:
    """The project is opened again: the map is back with what was unsent, and nobody asks."""
    wait_for(lambda: "1 change" in state(), "the map with what was unsent", 60)
    layer = choose_layer("Marker")
    assert [f["title"] for f in layer.getFeatures()].count("Grey cap") == 1
    assert not QgsApplication.authManager().masterPasswordIsSet()
    tell("start")

    def push() -> None:
        press("Push", panel())
        wait_for(lambda: titled("Grey cap"), "what was unsent, on the server")

    blocking(unlock, push)  # now that the network is needed
    assert titled("White cap") is None
    wait_for(lambda: state() == "up to date", "rest")


def without_account() -> None:
    """A public link is read without an account; the practice incident sends nothing."""
    install()
    menu("Web", "CalTopo", "Open map…")
    chooser = window("Open CalTopo map")
    write(field("Or a link or map id", chooser), tell("link", map="PUB12"))
    press("Open", chooser)
    press("Read from " + tell("host"))
    wait_for(lambda: "read-only" in state(), "a map to be read only", 60)
    layer = choose_layer("Marker")
    assert layer.readOnly() and layer.featureCount() == 17
    assert tell("methods") == ["GET"]
    menu("Web", "CalTopo", "Practice incident")
    wait_for(lambda: "practice" in state(), "the practice incident", 60)
    retitle(choose_layer("Marker", map_id="EKL26"), "Spike camp 1", "Spike camp one")
    press("Push", panel())
    calls = window("What a push would send")
    assert "nothing was sent" in calls.said.text()
    (listed,) = [t for t in calls.findChildren(QTreeWidget) if t.isVisible()]
    assert listed.topLevelItem(0).text(1) == "POST" and "Spike camp one" in calls.body.toPlainText()
    press("Close", calls)
    assert tell("methods") == ["GET"]


STORIES = {story.__name__: story for story in (first_day, next_day, without_account)}


def end(error: str = "") -> None:
    """The last word to the test."""
    tell("end", error=error, python=faults)


def run() -> None:
    """The story that the test asked for, and how it ended."""
    QgsApplication.messageLog().messageReceived.connect(
        lambda text, tag, level: faults.append(f"{tag}: {text}") if tag in PYTHON_TABS else None
    )
    story = STORIES[os.environ["CALTOPO_JOURNEY"]]
    try:
        story()
    except BaseException:
        end(traceback.format_exc())
        os._exit(1)
    if story is not first_day:  # that one leaves by itself
        tasks = QgsApplication.taskManager()
        wait_for(lambda: not tasks.countActiveTasks(), "rest")
        QgsProject.instance().setDirty(False)
        end()
        iface.actionExit().trigger()


QTimer.singleShot(0, run)
