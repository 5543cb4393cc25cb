# SPDX-License-Identifier: GPL-2.0-or-later
"""Work on open maps, in a process of its own: ``python -m bench.working URL ID SECRET TEAM``.

Finds and plans ten edits, and refreshes with ten changed objects, on a small and a large map in
turn; refreshes the large one with nothing changed, also where all ids are listed; pushes 200 edits
to a slow server. Prints one line of JSON with the seconds of every round.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import Any

import qgisapp
from standin import RemoteStandin

SMALL, LARGE = "BEN001", "BEN100"
ROUNDS = 9
EDITS = 10
PUSHED = 200
LATENCY = 0.1


def main(url: str, credential_id: str, secret: str, team: str) -> dict[str, Any]:
    app = qgisapp.start()
    from caltopo_sync.plugin import api

    server = RemoteStandin(url=url)
    connection = api.connect(url, credential_id=credential_id, secret=secret, team_id=team)
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="caltopo-bench-") as folder:
        maps = {
            map_id: connection.open_map(map_id, workspace=folder, push_on_save=False)
            for map_id in (SMALL, LARGE)
        }
        found["plan"] = in_turn(maps, plan_edits)
        for opened in maps.values():
            opened.push()
        found["refresh"] = in_turn(maps, lambda opened, n: refresh(server, opened, n))
        time.sleep(6)  # what was changed is told again for some seconds
        found["quiet"] = [quiet(server, maps[LARGE]) for _ in range(ROUNDS)]
        found["quiet with ids"] = quiet_with_ids(server, maps[LARGE], url, credential_id, secret)
        found["push"] = push(server, maps[SMALL])
        found["one after another"] = one_after_another(server, url, credential_id, secret, SMALL)
        for opened in maps.values():
            opened.close()
    del maps, app
    return found


def in_turn(maps: dict[str, Any], work: Any) -> dict[str, list[float]]:
    """Seconds of ``work(map, round)`` on each map in turn; the first round is not counted."""
    seconds: dict[str, list[float]] = {map_id: [] for map_id in maps}
    for number in range(ROUNDS + 1):
        for map_id, opened in maps.items():
            took = work(opened, number)
            if number:
                seconds[map_id].append(took)
    return seconds


def plan_edits(opened: Any, number: int) -> float:
    """Edit ten markers anew and save, then find and plan what there is to push."""
    edit_markers(opened, EDITS, f"round {number}")
    started = time.perf_counter()
    changes = opened.changes()
    took = time.perf_counter() - started
    expect([change.kind for change in changes], ["edit"] * EDITS)
    return took


def refresh(server: RemoteStandin, opened: Any, number: int) -> float:
    """A colleague edits ten markers, then the map is refreshed."""
    map_id = opened.layers()["Marker"].customProperty("caltopo/map")
    colleague = server.colleague(map_id)
    ids = [feature["caltopo_id"] for feature in first_markers(opened, EDITS)]
    for id in ids:
        colleague.edit("Marker", id, {"description": f"seen in round {number}"})
    time.sleep(0.6)  # beyond the overlap of increments, so that each round has its own ten
    started = time.perf_counter()
    report = opened.refresh()
    took = time.perf_counter() - started
    expect(report.changed, EDITS)
    return took


def quiet(server: RemoteStandin, opened: Any) -> float:
    """A refresh that brings nothing: the processor time of it, at one request."""
    before = len(server.calls)
    started = time.process_time()
    report = opened.refresh()
    took = time.process_time() - started
    expect((report.added, report.changed, report.deleted), (0, 0, 0))
    expect(len(server.calls_after(before)), 1)
    return took


def quiet_with_ids(
    server: RemoteStandin, opened: Any, url: str, credential_id: str, secret: str
) -> list[float]:
    """The same of a server that lists all ids each time, less asking and reading the answer."""
    from caltopo_sync.plugin.caltopo.client import Client
    from caltopo_sync.plugin.caltopo.signing import Credential

    server.behave(ids="always")
    found = []
    with contextlib.closing(Client(url, Credential(credential_id, secret))) as client:
        since = client.map_since(LARGE, 0, lambda feature, text: None).timestamp
        for _ in range(ROUNDS):
            started = time.process_time()
            answer = client.map_since(LARGE, since, lambda feature, text: None)
            asking = time.process_time() - started
            expect(sum(map(len, answer.ids.values())) >= 100_000, True)
            found.append(quiet(server, opened) - asking)
    server.behave(ids="auto")
    return found


def push(server: RemoteStandin, opened: Any) -> float:
    edit_markers(opened, PUSHED, "pushed")
    server.latency = LATENCY
    started = time.perf_counter()
    report = opened.push()
    took = time.perf_counter() - started
    server.latency = 0
    expect(report.edited, PUSHED)
    return took


def one_after_another(
    server: RemoteStandin, url: str, credential_id: str, secret: str, map_id: str
) -> float:
    """As many edits by single calls over one kept-alive connection."""
    from caltopo_sync.plugin.caltopo.client import Client
    from caltopo_sync.plugin.caltopo.signing import Credential

    texts = [
        (key, json.loads(text)) for key, text in server.texts(map_id).items() if key[0] == "Marker"
    ][:PUSHED]
    client = Client(url, Credential(credential_id, secret))
    server.latency = LATENCY
    started = time.perf_counter()
    for (cls, id), feature in texts:
        body = {"type": "Feature", "id": id, "properties": feature["properties"]}
        client.edit_object(map_id, cls, id, json.dumps(body))
    took = time.perf_counter() - started
    server.latency = 0
    client.close()
    expect(len(texts), PUSHED)
    return took


def edit_markers(opened: Any, count: int, title: str) -> None:
    layer = opened.layers()["Marker"]
    column = layer.fields().indexOf("title")
    expect(layer.startEditing(), True)
    for feature in first_markers(opened, count):
        layer.changeAttributeValue(feature.id(), column, f"{title} {feature.id()}")
    expect(layer.commitChanges(), True)


def first_markers(opened: Any, count: int) -> Sequence[Any]:
    from qgis.core import QgsFeatureRequest

    return list(opened.layers()["Marker"].getFeatures(QgsFeatureRequest().setLimit(count)))


def expect(found: Any, wanted: Any) -> None:
    """A measurement of something else than what was meant is worth nothing."""
    if found != wanted:
        raise RuntimeError(f"{found!r} where {wanted!r} was expected")


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])), flush=True)
    # QGIS's own clean-up is not what is measured, and needs everything to be deleted in order.
    os._exit(0)
