# SPDX-License-Identifier: GPL-2.0-or-later
"""The stand-in on a socket, a thread per connection."""

from __future__ import annotations

import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from .answering import Answering, NoAnswer
from .world import Box, Call, World

_PATH = re.compile(r"/user/(?P<user>[^/]+)/api/v1/map(?P<rest>/.*)?")
_MOST_LINE = 16 * 1024


class CartoStandin:
    """A server in threads of the test's own process, as a context manager."""

    def __init__(self, user: str = "sarteam", port: int = 0) -> None:
        self.world = World(user)
        self._port = port
        self._server: ThreadingHTTPServer | None = None
        self._released = threading.Event()

    def __enter__(self) -> CartoStandin:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The account's address."""
        return f"http://127.0.0.1:{self._port}/user/{self.world.user}"

    @property
    def calls(self) -> list[Call]:
        with self.world.lock:
            return list(self.world.calls)

    def clear_calls(self) -> None:
        with self.world.lock:
            self.world.calls.clear()

    def add_table(
        self,
        name: str,
        rows: list[dict[str, Any]],
        boxes: list[Box],
        *,
        private: bool = False,
        changed: int = 0,
    ) -> None:
        """A table; each row has a box (west, south, east, north), a point where west is east."""
        self.world.add_table(name, rows, boxes, private, changed)

    def change(self, name: str, changed: int) -> None:
        """Say that a table's data changed at that time (ms since 1970)."""
        self.world.tables[name].changed = changed

    def expire(self, renderers: bool = True) -> None:
        """Let all maps expire, and with them the renderers that would go on for a minute."""
        self.world.expire(renderers)

    def start(self) -> None:
        """Listen; after `stop`, at the same address and with the same state."""
        self._released.clear()
        handler = type("Bound", (_Handler,), {"standin": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), handler)
        self._server.daemon_threads = True
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Stop listening; requests that hang are let go."""
        self._released.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class _Handler(BaseHTTPRequestHandler):
    standin: CartoStandin
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body go in two pieces; the second would wait 40 ms

    def _serve(self) -> None:
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        world = self.standin.world
        login = self.headers.get("Authorization", "")
        with world.lock:
            world.calls.append(Call(self.command, path, query, login, body, time.monotonic()))
        found = _PATH.fullmatch(path)
        if len(self.path) > _MOST_LINE or found is None:
            self._send(431 if found else 404, b"", "text/plain", {})
            return
        base = f"http://{self.headers['Host']}/user/{found['user']}/api/v1/map"
        headers = {name.lower(): value for name, value in self.headers.items()}
        answering = Answering(
            world, base, found["user"], self.command, found["rest"] or "", query, headers, body
        )
        try:
            reply = answering.reply()
        except NoAnswer:
            self.standin._released.wait(120)
            self.close_connection = True
            return
        self._send(reply.status, reply.body, reply.kind, reply.headers)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = _serve  # noqa: N815

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        shown = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
        for name, value in shown.items():
            self.send_header(name, value)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Carto-User", self.standin.world.user)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: tests look at `calls`."""
