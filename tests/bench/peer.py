# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens a map once with caltopo_python; run by the interpreter of ``.venv-peer``.

``python peer.py URL ID SECRET ACCOUNT MAP [FILE]`` prints the seconds as one line of JSON; those of
adding the areas of FILE as assignments, one by one, where there is one. caltopo_python
signs for https://caltopo.com only; an adapter of requests carries what it sends to the stand-in.
Everything else is as it comes, its log of every object included (about a quarter of its time).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
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


def main(
    url: str, credential: str, secret: str, account: str, map_id: str, areas: str = ""
) -> dict[str, float]:
    plain = requests.Session

    def session() -> requests.Session:
        made = plain()
        made.mount(CALTOPO, ToStandin(url))
        return made

    requests.session = session
    from caltopo_python import CaltopoSession

    started = time.perf_counter()
    opened = CaltopoSession(
        "caltopo.com", map_id, id=credential, key=secret, accountId=account, sync=False,
        syncTimeout=120,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    if areas:
        return adding(opened, json.loads(Path(areas).read_text(encoding="utf-8")))
    return {"seconds": seconds, "objects": len(opened.mapData["state"]["features"])}


def adding(opened: Any, rings: list[Any]) -> dict[str, float]:
    started, busy = time.perf_counter(), time.process_time()
    for number, ring in enumerate(rings):
        if not opened.addAssignment(
            ring, "Area", letter="P", number=str(number), timeout=120, blocking=True
        ):
            raise RuntimeError(f"area {number} was not added")
    return {
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() - busy,
        "objects": len(rings),
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])), flush=True)
