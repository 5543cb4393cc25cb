# SPDX-License-Identifier: GPL-2.0-or-later
"""What makes the stand-in worth anything: it answers recorded sequences as the real server did.

Status and JSON are equal, with three allowances. Ids (md5s) are the stand-in's own, but one to one.
PostGIS's own texts are compared up to the word that is in error. Pictures are compared by kind
only, grids by the rows they show, and a planner's guess of the number of rows not at all.
Left out and counted: torque, and requests whose text the recording has dropped.

The data are read from the recordings, which lie beside the repository; without them: skipped.
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
import requests

from cartostandin import CartoStandin

FOLDER = Path(__file__).parents[3] / "shared/data/carto"
SEGMENTS, CLUES, LATER = 1795165200000, 1795168800000, 1795172400000
CDN = {
    scheme: {"url": f"{scheme}://{{s}}.cdn.test:{port}/user", "subdomains": ["a", "b", "c"]}
    for scheme, port in (("http", 58181), ("https", 58443))
}
LEFT_OUT = re.compile(r"torque|<dropped")
MD5 = re.compile(r"\b[0-9a-f]{32}\b")

Recording = dict[str, Any]


def recordings(name: str) -> list[Recording]:
    path = FOLDER / f"{name}.json"
    if not path.exists():
        pytest.skip("the recordings are not beside this repository")
    found: list[Recording] = json.loads(path.read_text(encoding="utf-8"))
    return found


def boxes(grid: dict[str, Any], z: int, x: int, y: int) -> dict[int, Any]:
    """Where the rows of a recorded grid lie: the box around their cells, in degrees."""
    cells: dict[str, list[tuple[int, int]]] = {}
    for line, text in enumerate(grid["grid"]):
        for column, sign in enumerate(text):
            code = ord(sign)
            key = grid["keys"][code - 32 - (code >= 35) - (code >= 93)]
            cells.setdefault(key, []).append((column, line))

    def degrees(column: float, line: float) -> tuple[float, float]:
        across, down = (x + column / 64) / 2**z, (y + line / 64) / 2**z
        return across * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))

    found = {}
    for key, row in grid["data"].items():
        columns, lines = [c for c, _ in cells[key]], [line for _, line in cells[key]]
        west, north = degrees(min(columns), min(lines))
        east, south = degrees(max(columns) + 1, max(lines) + 1)
        found[row["cartodb_id"]] = (west, south, east, north)
    return found


def fill(server: CartoStandin) -> None:
    """Tables that hold what the recordings show of them."""
    anon = {r["label"] + r["path"].rpartition(":")[2]: r for r in recordings("anon")}
    tile = "anon.get1795168800000/{}/12/656/1572.grid.json"
    segments = json.loads(anon[tile.format(0)]["text"])
    clues = json.loads(anon[tile.format(1)]["text"])
    columns = ("cartodb_id", "name", "state", "poa")
    rows = {
        row["cartodb_id"]: dict.fromkeys(columns, None) | row for row in segments["data"].values()
    }
    for number in (1, 2, 3, 4):
        told = anon.get(f"anon.get1795168800000/0/attributes/{number}")
        rows.setdefault(number, dict.fromkeys(columns, None) | {"cartodb_id": number})
        if told is not None:
            rows[number].update(json.loads(told["text"]))
    where = boxes(segments, 12, 656, 1572)
    far = (-60.0, 10.0, -60.0, 10.0)
    ids = sorted(rows)
    server.add_table(
        "segments", [rows[i] for i in ids], [where.get(i, far) for i in ids], changed=SEGMENTS
    )
    points = boxes(clues, 12, 656, 1572)
    labels = {row["cartodb_id"]: row["label"] for row in clues["data"].values()}
    moment = next(
        json.loads(r["text"])["found"]
        for r in recordings("named")
        if r["path"].endswith("/0/attributes/1?auth_token=tok1")
    )
    listed = [
        {"cartodb_id": i, "label": labels.get(i, f"clue {i}"), "found": moment} for i in range(1, 8)
    ]
    places = [points.get(i, far) for i in range(1, 8)]
    server.add_table("clues", listed, places, changed=CLUES)
    server.add_table("private_poi", listed, places, private=True)


class Comparison:
    """Plays one recording after the other and compares."""

    def __init__(self, server: CartoStandin) -> None:
        self._server = server
        self._base = f"{server.url}/api/v1/map"
        self._ids: dict[str, str] = {}  # recorded to ours

    def play(self, recording: Recording) -> None:
        base = self._base
        if recording["label"] == "anon.create.unknownuser":
            base = base.replace("sarteam", "nobody")
        body, headers = recording["request_body"], dict(recording["request_headers"])
        data = body.encode() if isinstance(body, str) else None
        if isinstance(body, dict):
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        answer = requests.request(
            recording["method"],
            base + self._ours(recording["path"]),
            data=data,
            headers=headers,
            timeout=10,
        )
        label = recording["label"] + " " + recording["path"][:120]
        assert answer.status_code == recording["status"], (label, answer.text[:300])
        if recording["text"] is None:
            assert answer.headers["Content-Type"].split("/")[0] in ("image", "application"), label
            return
        self._learn(recording["text"], answer.text)
        told, said = self._readable(self._ours(recording["text"])), self._readable(answer.text)
        assert said == told, label

    def _learn(self, told: str, said: str) -> None:
        """Ids that are new in an answer; one of theirs is one of ours."""
        pattern = r'"layergroupid":\s*"(?:\w+@(\w+)@)?(\w+):'
        theirs, ours = re.search(pattern, told), re.search(pattern, said)
        if theirs is None or ours is None:
            return
        for mine, yours in zip(theirs.groups(), ours.groups()):
            if mine is not None:
                assert self._ids.setdefault(mine, yours) == yours
        assert len(set(self._ids.values())) == len(self._ids)

    def _ours(self, text: str) -> str:
        for theirs, ours in self._ids.items():
            text = text.replace(theirs, ours)
        host = self._base.split("/")[2]
        return re.sub(r"127\.0\.0\.1:58181(?=/user/sarteam)", host, text)

    def _readable(self, text: str) -> Any:
        prefix, opening, rest = text.partition("&& ")
        if text.startswith("/**/"):
            name, _, value = rest.partition("(")
            return (prefix, opening, name, self._comparable(json.loads(value[:-2])))
        try:
            return self._comparable(json.loads(text))
        except ValueError:
            return text

    def _comparable(self, value: Any) -> Any:
        if isinstance(value, dict):
            if "grid" in value and "keys" in value:
                return sorted(map(json.dumps, value["data"].values()))
            if "template_ids" in value:
                return sorted(value["template_ids"])
            return {k: self._comparable(v) for k, v in value.items() if k != "stats"}
        if isinstance(value, list):
            return [self._comparable(item) for item in value]
        if isinstance(value, str) and value.startswith("Postgis Plugin"):
            return re.split(r"\n| near ", value)[0]
        return value


def events(name: str, recording: Recording, server: CartoStandin) -> None:
    """What happened to the server between the recordings."""
    tables = server.world.tables
    label = recording["label"]
    if name == "lzma":
        tables["segments"].changed = tables["clues"].changed = LATER
    elif label in ("ttl.expired.grid", "ttl.expired.attr", "ttl.expired.static"):
        server.expire(renderers=False)
    elif label == "cb.after-change":
        tables["segments"].changed = tables["clues"].changed = LATER
    if name == "misc":
        server.world.cdn = {
            "http": "127.0.0.1:58181/user", "https": "127.0.0.1:58443/user", "templates": CDN,
        }  # fmt: skip


@pytest.mark.parametrize("name", ["anon", "lzma", "misc", "named"])
def test_recorded_sequences(name: str) -> None:
    found = recordings(name)
    played = 0
    with CartoStandin() as server:
        server.world.renderer_delay = 0.0
        fill(server)
        comparison = Comparison(server)
        for recording in found:
            texts = (recording["label"], recording["path"], str(recording["request_body"])[:20])
            if LEFT_OUT.search("\n".join(texts)):
                continue
            events(name, recording, server)
            comparison.play(recording)
            played += 1
    print(f"\n{name}: {played} of {len(found)} recordings answered alike")
