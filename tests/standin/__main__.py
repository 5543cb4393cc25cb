# SPDX-License-Identifier: GPL-2.0-or-later
"""`python -m standin`: the server as a process. Prints {"url": …} on one line when it is ready."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import threading

from .behaviour import Behaviour
from .control import Control
from .server import Running


def main() -> None:
    parser = argparse.ArgumentParser(prog="standin", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--desktop", action="store_true", help="answer as CalTopo Desktop does")
    parser.add_argument(
        "--until-eof", action="store_true", help="stop when standard input ends (the parent died)"
    )
    options = parser.parse_args()
    running = Running(Control(Behaviour(desktop=options.desktop)), options.port)
    ready = threading.Event()

    def announce() -> None:
        ready.wait()
        print(json.dumps({"url": running.url}), flush=True)

    def follow_parent() -> None:
        while os.read(0, 1024):  # not through sys.stdin: its lock would hold up the exit
            pass
        running.stop()

    threading.Thread(target=announce, daemon=True).start()
    if options.until_eof:
        threading.Thread(target=follow_parent, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(running.serve(ready))


if __name__ == "__main__":
    main()
