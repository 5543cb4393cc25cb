# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo_python at work on a map that somebody else works on, too; run by `.venv-peer`.

Reads commands as lines of JSON, `[method, arguments, keywords]`, and answers each with a line. A
method is one of CaltopoSession's, or `titles`: class and title of each object it knows of.

Arguments: the stand-in's url, credential id, secret, account, map.
"""

from __future__ import annotations

import contextlib
import json
import runpy
import sys
from pathlib import Path
from typing import Any

import requests

HERE = Path(__file__).resolve().parent
_SESSION = runpy.run_path(str(HERE.parent / "standin" / "caltopo_python_session.py"))


def main(url: str, credential: str, secret: str, account: str, map_id: str) -> None:
    def session() -> requests.Session:
        made = requests.Session()
        made.mount(_SESSION["CALTOPO"], _SESSION["ToStandin"](url))
        return made

    requests.session = session
    said = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # it tells what it does
        from caltopo_python import CaltopoSession

        cts = CaltopoSession(
            "caltopo.com", map_id, id=credential, key=secret, accountId=account, sync=False
        )

        def titles() -> list[Any]:
            there = cts.mapData["state"]["features"]
            return [[f["properties"]["class"], f["properties"].get("title")] for f in there]

        for line in sys.stdin:
            method, arguments, keywords = json.loads(line)
            done = titles if method == "titles" else getattr(cts, method)
            print(json.dumps(done(*arguments, **keywords), default=str), file=said, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
