# SPDX-License-Identifier: GPL-2.0-or-later
"""What the stand-in remembers, and the fault of the real server that it shows."""

from __future__ import annotations

import threading

import requests

from cartostandin import CartoStandin

ROWS = [{"cartodb_id": 7, "name": "Ridge"}]
BOXES = [(-120.2, 38.7, -120.0, 38.9)]
CONFIG = {
    "version": "1.3.0",
    "layers": [
        {
            "type": "mapnik",
            "options": {
                "sql": "select * from segments",
                "cartocss": "#layer { polygon-fill: red; }",
                "cartocss_version": "2.1.1",
                "interactivity": ["cartodb_id"],
            },
        }
    ],
}


def burst(base: str, path: str, count: int = 12) -> list[int | None]:
    """Status of requests made at once; None where no answer came in two seconds."""
    found: list[int | None] = []

    def ask(number: int) -> None:
        try:
            url = f"{base}/{path}".format(x=656 + number % 4, y=1570 + number // 4)
            found.append(requests.get(url, timeout=2).status_code)
        except requests.Timeout:
            found.append(None)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    return found


def test_a_burst_for_an_expired_map_is_left_without_answers() -> None:
    with CartoStandin() as server:
        server.add_table("segments", ROWS, BOXES)
        base = f"{server.url}/api/v1/map"
        made = requests.post(base, json=CONFIG, timeout=5).json()["layergroupid"]
        assert burst(base, made + "/12/{x}/{y}.png") == [200] * 12
        server.expire()
        expired = burst(base, made + "/12/{x}/{y}.png")
        assert 400 in expired and expired.count(None) > 4, expired
        missing = burst(base, "named/nope/all/12/{x}/{y}.png")
        assert 404 in missing and None in missing, missing
        again = requests.post(base, json=CONFIG, timeout=5).json()["layergroupid"]
        assert again == made
        assert burst(base, made + "/12/{x}/{y}.png") == [200] * 12


def test_grids_and_pictures_show_the_same_boxes() -> None:
    with CartoStandin() as server:
        server.add_table("segments", ROWS, BOXES)
        base = f"{server.url}/api/v1/map"
        made = requests.post(base, json=CONFIG, timeout=5).json()["layergroupid"]
        grid = requests.get(f"{base}/{made}/0/8/42/97.grid.json", timeout=5).json()
        assert grid["data"] == {"1": {"cartodb_id": 7}}
        assert 0 < sum(line.count("!") for line in grid["grid"]) < 64 * 64
        server.change("segments", 5)
        again = requests.post(base, json=CONFIG, timeout=5).json()["layergroupid"]
        assert again != made and again.split(":")[0] == made.split(":")[0]
