# SPDX-License-Identifier: GPL-2.0-or-later
"""The main job, end to end: open a team map, edit it in QGIS, see the edits arrive as calls.

The server is a stand-in on this machine, the search and everyone in it are made up. Neither an
account nor a display is needed.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from typing import Any

import qgisapp
from data import make_incident
from standin import RemoteStandin, Standin

OUT = qgisapp.ROOT / "build" / "demo"
WAIT = 30.0
"""Seconds that anything in the background may take."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument(
        "--serve", action="store_true", help="keep the stand-in running for a QGIS to connect to"
    )
    parser.add_argument("--port", type=int, default=0, help="with --serve; 0 takes a free one")
    options = parser.parse_args()
    return serve(options.port) if options.serve else show()


def serve(port: int) -> int:
    """Run the stand-in with the incident until interrupted."""
    with Standin(port=port) as server:
        key = add_incident(server)
        print(f"The stand-in server has the map {make_incident.MAP_ID}. Connect QGIS to")
        for name, value in (("server", server.url), ("team", key.team),
                            ("credential id", key.id), ("secret", key.secret)):  # fmt: skip
            print(f"  {name:14} {value}")
        print("Ctrl-C ends it.", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    return 0


def add_incident(server: Any) -> Any:
    """Put the incident on a stand-in; returns the key to it."""
    key = server.add_credential()
    server.add_team(key.team, "Alder County SAR (made up)")
    server.add_map(
        make_incident.MAP_ID, path=make_incident.FILE, team=key.team, title=make_incident.TITLE
    )
    return key


class Account:
    """Prints what happened, with how long it took."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._step = self._started

    def say(self, text: str) -> None:
        now = time.perf_counter()
        print(f"{now - self._step:6.2f} s  {text}", flush=True)
        self._step = now

    def note(self, text: str) -> None:
        print(f"          {text}")

    def close(self) -> None:
        print(f"{time.perf_counter() - self._started:6.2f} s  in all")


def show() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    account = Account()
    print("CalTopo Sync, from a team map to its edits on the server. All made up.\n")
    app = qgisapp.start(gui=True)
    from caltopo_sync.plugin import api
    from qgis.core import Qgis

    from . import basemap, sheet, story

    account.say(f"QGIS {Qgis.QGIS_VERSION.split('-')[0]} without a window")
    with RemoteStandin() as server, tempfile.TemporaryDirectory(prefix="caltopo-demo-") as folder:
        key = add_incident(server)
        account.say(f"A stand-in for caltopo.com at {server.url}, checking every signature")

        connection = api.connect(
            server.url, credential_id=key.id, secret=key.secret, team_id=key.team
        )
        opened = connection.open_map(make_incident.MAP_ID, workspace=folder)
        layers = opened.layers()
        objects = sum(layer.featureCount() for layer in layers.values())
        account.say(f"“{opened.title}” open: {objects} objects in {len(layers)} layers")

        server.clear_calls()
        story.analyst_edits(layers)
        account.say("Edited and saved in six edit sessions; each save starts a push")
        settle(opened)
        calls = [call for call in server.calls if call.method != "GET"]
        account.say(f"Pushed: {len(calls)} calls, one for each object, and nothing left to send")
        for call in calls:
            account.note(describe(call, server))
        expect(Counter(call.method for call in calls), {"POST": 5, "DELETE": 1})
        expect({call.status for call in calls}, {200})

        story.colleague_edits(server.colleague(make_incident.MAP_ID), server.objects(opened.id))
        account.say("A colleague changes the map in the browser")
        report = opened.refresh()
        account.say(
            f"Refreshed: {report.added} added, {report.changed} changed, {report.deleted} deleted"
            f", {report.conflicts} in conflict"
        )
        expect((report.added, report.changed, report.deleted, report.conflicts), (1, 1, 1, 0))

        path = OUT / "map.png"
        layers = opened.layers()
        sheet.draw(layers, basemap.layers(OUT), opened.title, notes(layers), path)
        account.say(f"Drawn: {path.relative_to(qgisapp.ROOT)}")
        opened.close()
    account.close()
    sys.stdout.flush()
    del app
    return 0


def settle(opened: Any) -> None:
    """Wait until the background has pushed everything."""
    if not opened.wait(WAIT):
        raise TimeoutError(f"still pushing after {WAIT:g} s")
    expect(opened.changes(), [])


def describe(call: Any, server: Any) -> str:
    """A call in one line: what was done to which object, and what the server said."""
    if call.method == "DELETE":
        title = "gone from the map"
    else:
        body = call.body
        title = body["properties"].get("title") or body["properties"].get("class", "")
        parts = "everything" if call.id is None else "properties"
        if call.id is not None and "geometry" in body:
            parts = "properties and place"
        title = f"{title} ({parts})"
    place = call.path.replace("/api/v1", "…")
    return f"{call.status} {call.method:6} {place[:66]:<67} {title}"


def notes(layers: Any) -> list[Any]:
    """What stands beside the map: what the analyst asks first."""
    from .sheet import Note

    statuses: Counter[str] = Counter()
    for name in ("Assignment_polygon", "Assignment_line"):
        statuses.update(feature["status"] for feature in layers[name].getFeatures())
    lines = [f"{sum(statuses.values())} assignments"]
    for status, text in (("COMPLETED", "completed"), ("INPROGRESS", "in progress"),
                         ("PREPARED", "prepared"), ("DRAFT", "draft")):  # fmt: skip
        lines.append(f"    {statuses[status]}  {text}")
    lines.append(f"{layers['Clue'].featureCount()} clues")
    found = [Note("Made-up incident. Not for navigation."), Note("\n".join(lines))]
    for period in layers["OperationalPeriod"].getFeatures():
        found.append(Note(period["title"], color=period["stroke"], bold=True))
    return found


def expect(found: Any, wanted: Any) -> None:
    """The demo shows what works; where it does not, it says so and fails."""
    if found != wanted:
        raise RuntimeError(f"{found!r} where {wanted!r} was expected")


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # QGIS's clean-up needs every Python object gone in order; the work is done and said.
    os._exit(code)
