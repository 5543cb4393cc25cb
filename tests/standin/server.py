# SPDX-License-Identifier: GPL-2.0-or-later
"""The server in a thread of the test's own process."""

from __future__ import annotations

import asyncio
import threading
from types import TracebackType
from typing import Any

from aiohttp import web

from .app import Server
from .behaviour import Behaviour
from .control import Control
from .interface import Interface

_HOST = "127.0.0.1"
_KEEP_ALIVE = 3600.0  # idle connections of a long test stay open


class Running:
    """A web server on an event loop; `serve` runs until `stop`."""

    def __init__(self, control: Control, port: int = 0) -> None:
        self._control = control
        self._port = port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None
        self.url = ""

    async def serve(self, ready: threading.Event | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        app = Server(self._control, self._stopped.set).application()
        runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=0.1, keepalive_timeout=_KEEP_ALIVE
        )
        await runner.setup()
        site = web.TCPSite(runner, _HOST, self._port)
        await site.start()
        self._port = runner.addresses[0][1]  # a second start takes the same
        self.url = f"http://{_HOST}:{self._port}"
        if ready is not None:
            ready.set()
        try:
            await self._stopped.wait()
        finally:
            await runner.cleanup()

    def stop(self) -> None:
        """From another thread."""
        if self._loop is not None and self._stopped is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopped.set)


class Standin(Interface):
    """A stand-in CalTopo server on the loopback, as a context manager."""

    def __init__(self, behaviour: Behaviour | None = None, port: int = 0) -> None:
        self._control = Control(behaviour or Behaviour())
        self._running = Running(self._control, port)
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Standin:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        ready = threading.Event()
        failed: list[BaseException] = []

        def run() -> None:
            try:
                asyncio.run(self._running.serve(ready))
            except BaseException as error:
                failed.append(error)
                ready.set()

        self._thread = threading.Thread(target=run, name="standin", daemon=True)
        self._thread.start()
        if not ready.wait(10) or failed:
            raise RuntimeError("the stand-in did not start") from (failed[0] if failed else None)
        self.url = self._running.url

    def stop(self) -> None:
        """State stays; `start` brings the server back at the same address."""
        self._running.stop()
        if self._thread is not None:
            self._thread.join(10)
            self._thread = None

    def _do(self, name: str, **arguments: Any) -> Any:
        return self._control.do(name, **arguments)
