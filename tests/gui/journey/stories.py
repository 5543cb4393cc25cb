# SPDX-License-Identifier: GPL-2.0-or-later
"""The stories: what somebody does in QGIS, by mouse and keys, and what the server has after it."""

from __future__ import annotations

import os
from pathlib import Path

from gui.journey.hand import (
    add_point,
    answer,
    blocking,
    branch,
    cell,
    choose_layer,
    drag,
    field,
    folded,
    locate,
    menu,
    press,
    retitle,
    row,
    wait_for,
    window,
    write,
)
from gui.journey.inside import (
    end,
    install,
    open_maps,
    panel,
    rest,
    state,
    states,
    tell,
    titled,
    traces,
    uninstall,
    unlock,
)
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtWidgets import QTreeView, QTreeWidget, QWidget
from qgis.utils import iface


def first_day() -> None:
    """From the zip to the first push; undo; a conflict; offline; leaving with something unsent."""
    install()
    _connect()
    _first_push()
    _undo()
    _drag()
    _locate()
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
    assert folded(layer)  # the map's other layers are to be seen
    add_point(layer, "Red cap", "Wet, under a bush", at=(60, 40))
    cap = wait_for(lambda: titled("Red cap"), "the marker on the server")
    assert cap["properties"]["description"] == "Wet, under a bush"
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


def _drag() -> None:
    """A map from the browser panel to the canvas."""
    (tree,) = iface.mainWindow().findChild(QWidget, "Browser").findChildren(QTreeView)
    line = branch(tree, "CalTopo", "County SAR", "TEAM01", "Night shift")
    drag(tree, line, to=iface.mapCanvas())
    wait_for(lambda: states().get("Night shift") == "up to date", "the map that was dropped", 60)


def _locate() -> None:
    """Maps and objects in QGIS's locator bar."""
    locate("ctm train", "Training ground")
    wait_for(lambda: states().get("Training ground") == "up to date", "the map that was found", 60)
    locate("cto red cap", "Red cap")
    canvas, layer = iface.mapCanvas(), choose_layer("Marker", map_id="DEMO1")
    (cap,) = [each for each in layer.getFeatures() if each["title"] == "Red cap"]
    there = canvas.mapSettings().layerToMapCoordinates(layer, cap.geometry().asPoint())
    wait_for(lambda: canvas.extent().center().distance(there) < 5, "Red cap in the middle")


def _conflict() -> None:
    row(open_maps(), "Echo Lakes search")
    tell("colleague_edits", cls="Marker", title="Red cap", values={"title": "Blue cap"})
    retitle(choose_layer("Marker", map_id="DEMO1"), "Red cap", "Green cap")
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
    retitle(choose_layer("Marker", map_id="DEMO1"), "Green cap", "White cap")
    wait_for(lambda: "offline" in state(), "the word that the link is down")
    tell("start")
    press("Push", panel())
    wait_for(lambda: titled("White cap"), "what waited, on the server")
    assert titled("Green cap") is None
    wait_for(lambda: state() == "up to date", "rest")


def _leave() -> None:
    tell("stop")
    retitle(choose_layer("Marker", map_id="DEMO1"), "White cap", "Grey cap")
    wait_for(lambda: "offline" in state(), "the word that the link is down")
    QgsProject.instance().setFileName(os.environ["CALTOPO_JOURNEY_PROJECT"])
    menu("Project", "Save")
    wait_for(lambda: not QgsProject.instance().isDirty(), "the saved project")
    rest()
    if QgsProject.instance().isDirty():  # what came in meanwhile is saved, too
        menu("Project", "Save")
        wait_for(lambda: not QgsProject.instance().isDirty(), "the project, saved again")
    end()
    answer("Close QGIS", then=lambda: menu("Project", "Exit QGIS"))


def next_day() -> None:
    """The project is opened again: the map is back with what was unsent, and nobody asks."""
    wait_for(lambda: "1 change" in state(), "the map with what was unsent", 60)
    assert "as it was at" in state()  # nobody has asked the server yet
    layer = choose_layer("Marker", map_id="DEMO1")
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
    assert layer.readOnly()
    assert layer.featureCount() == 17, layer.featureCount()
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


def smoke() -> None:
    """Installed, used for a moment, taken away again: nothing of it is left."""
    before = traces()
    install()
    menu("Web", "CalTopo", "Practice incident")
    wait_for(lambda: "practice" in state(), "the practice incident", 60)
    _connect()
    add_point(choose_layer("Marker", map_id="DEMO1"), "Red cap", "Wet", at=(60, 40))
    wait_for(lambda: titled("Red cap"), "the marker on the server")
    wait_for(lambda: state() == "up to date", "rest")
    rest()
    uninstall()
    assert not Path(QgsApplication.qgisSettingsDirPath(), "python/plugins/caltopo_sync").exists()
    wait_for(lambda: traces() == before, "a window without the plugin")


STORIES = {story.__name__: story for story in (first_day, next_day, without_account, smoke)}
