# SPDX-License-Identifier: GPL-2.0-or-later
"""Drives caltopo_python through a session; run by the interpreter of `.venv-peer`.

caltopo_python signs for https://caltopo.com only. Its requests go out as it built and signed them;
an adapter of requests, below everything of caltopo_python, carries them to the stand-in instead.
Prints what it saw as one line of JSON.

Arguments: the stand-in's url, credential id, secret, account, map.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from typing import Any

import requests
from requests.adapters import HTTPAdapter

CALTOPO = "https://caltopo.com/"


class ToStandin(HTTPAdapter):
    """Carries a request for caltopo.com to the stand-in; nothing else of it changes."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *args: Any, **more: Any) -> requests.Response:
        request.url = self._url + "/" + (request.url or "")[len(CALTOPO) :]
        return super().send(request, *args, **more)


def main(url: str, credential: str, secret: str, account: str, map_id: str) -> dict[str, Any]:
    def session() -> requests.Session:
        made = requests.Session()
        made.mount(CALTOPO, ToStandin(url))
        return made

    requests.session = session
    from caltopo_python import CaltopoSession

    def colleague(name: str, **arguments: Any) -> None:
        data = json.dumps({"map": map_id, "account": "WEB001", **arguments}).encode()
        urllib.request.urlopen(f"{url}/_standin/{name}", data, timeout=10).read()

    cts = CaltopoSession(
        "caltopo.com", map_id, id=credential, key=secret, accountId=account, sync=False
    )
    seen: dict[str, Any] = {"maps": cts.getMapList("Mountain Rescue"), "title": cts.getMapTitle()}

    folder = cts.addFolder("Day 1")
    marker = cts.addMarker(39.2, -120.2, "Last seen", folderId=folder)
    cts.addLine([[-120.3, 39.1], [-120.1, 39.1]], "Ridge")
    cts.addPolygon([[-120.3, 39.0], [-120.1, 39.0], [-120.1, 39.2], [-120.3, 39.2]], "Basin")
    period = cts.addOperationalPeriod("1")
    square = [[-120.6, 39.0], [-120.4, 39.0], [-120.4, 39.2], [-120.6, 39.2]]
    cts.addAreaAssignment(square, letter="AA", number="101", opId=period, priority="HIGH")
    cts.addMarker(39.3, -120.3, "Queued", dataQueue=True)
    cts.flush()

    cts.editFeature(id=marker, properties={"title": "Point last seen"})
    cts.moveMarker([-120.25, 39.25], id=marker)
    cut = cts.cut("Basin", "Ridge")
    track = cts.addLiveTrack("Team 1", "GRP-7")
    cts.updateLiveTrack(track, 39.1, -120.4)
    cts.updateLiveTrack(track, 39.2, -120.5)
    cts._doSync()
    cts.stopLiveTrack(track)

    colleague(
        "web_add",
        cls="Marker",
        id="by-colleague",
        properties={"title": "Clue"},
        geometry={"type": "Point", "coordinates": [-120.0, 39.0, 0, 0]},
    )
    cts._doSync()
    seen["colleague's"] = cts.getFeature("Marker", title="Clue")
    colleague("web_delete", cls="Marker", id="by-colleague")
    cts._doSync()
    seen["deleted"] = cts.getFeature("Marker", title="Clue")
    gone = cts.addMarker(39.0, -120.9, "To be deleted")
    seen["deleted itself"] = cts.delMarker(gone)
    cts._doSync()
    seen["cut"] = cut
    seen["cache"] = [[f["properties"]["class"], f["id"]] for f in cts.mapData["state"]["features"]]
    seen["title of the marker"] = cts.getFeature("Marker", id=marker)["properties"]["title"]
    return seen


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
