# SPDX-License-Identifier: GPL-2.0-or-later
"""The server in a process of its own, steered over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from .behaviour import Behaviour
from .interface import Interface

_TESTS = Path(__file__).resolve().parent.parent


class RemoteStandin(Interface):
    """`with RemoteStandin() as s` starts one; `RemoteStandin(url=…)` steers one that runs."""

    def __init__(self, behaviour: Behaviour | None = None, *, url: str = "", port: int = 0) -> None:
        self.url = url
        self._port = port
        self._behaviour = behaviour
        self._process: subprocess.Popen[str] | None = None
        self._mine = threading.local()
        self._connections: list[http.client.HTTPConnection] = []

    def __enter__(self) -> RemoteStandin:
        if not self.url:
            self.start()
        if self._behaviour is not None:
            self.behaviour = self._behaviour
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self.stop()
        self.close()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "standin", "--port", str(self._port), "--until-eof"],
            cwd=_TESTS,
            env={**os.environ, "PYTHONPATH": str(_TESTS)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not line:
            raise RuntimeError(f"the stand-in ended with {self._process.wait(10)}")
        self.url = json.loads(line)["url"]

    def stop(self) -> None:
        self._do("stop")
        if self._process is not None:
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(10)
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None

    def close(self) -> None:
        """Close the connections of all threads; the next call opens new ones."""
        for connection in list(self._connections):
            connection.close()

    def _do(self, name: str, **arguments: Any) -> Any:
        connection = self._connection()
        body = json.dumps(arguments).encode("utf-8")
        try:
            connection.request(
                "POST", f"/_standin/{name}", body, {"Content-Type": "application/json"}
            )
            answer = json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError):
            connection.close()
            raise
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def _connection(self) -> http.client.HTTPConnection:
        found: http.client.HTTPConnection | None = getattr(self._mine, "connection", None)
        if found is None:
            found = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
            self._mine.connection = found
            self._connections.append(found)
        return found
