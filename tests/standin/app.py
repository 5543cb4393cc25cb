# SPDX-License-Identifier: GPL-2.0-or-later
"""The web application: reads requests, lets faults happen, records calls, sends answers."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable
from email.utils import formatdate
from typing import Any, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.client_exceptions import ClientConnectionError

from . import misfortune
from .asking import Answer, Asked, refused
from .calls import Call
from .control import Control, ControlError
from .endpoints import ENDPOINTS, UNSIGNED, Handler, nothing_here
from .errors import Refusal
from .faults import Fault, Kind

_PIECE = 1 << 20
_GONE = (ConnectionError, ClientConnectionError)


class Server:
    """Ties one `Control` to the web."""

    def __init__(self, control: Control, stop: Callable[[], None]) -> None:
        self._control = control
        self._world = control.world
        self._stop = stop
        self._carried: dict[Any, int] = {}  # peer address -> number of the connection
        self._connections = 0
        self._in_flight = 0
        self._second = 0
        self._in_second = 0

    def application(self) -> web.Application:
        app = web.Application(client_max_size=1 << 30)
        app.router.add_route("*", "/_standin/{name}", self._steer)
        for method, path, handler in ENDPOINTS:
            app.router.add_route(method, path, self._answering(handler))
        app.router.add_route("*", "/{anything:.*}", self._answering(nothing_here))
        return app

    async def _steer(self, request: web.Request) -> web.Response:
        """The tests' own door."""
        name = request.match_info["name"]
        text = await request.text()
        arguments = json.loads(text) if text else {}
        if name == "stop":
            asyncio.get_running_loop().call_later(0.05, self._stop)
            return web.json_response({"value": None})
        try:
            value = self._control.do(name, **arguments)
        except (ControlError, KeyError, TypeError, ValueError, Refusal) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        return web.json_response({"value": value})

    def _answering(
        self, handler: Handler
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            call, asked = await self._arrived(request)
            self._in_flight += 1
            begun = time.monotonic()
            try:
                return await self._played(request, handler, call, asked)
            except _GONE:
                return web.Response(status=499)
            finally:
                self._in_flight -= 1
                call.took = time.monotonic() - begun
                call.done = True

        return answer

    async def _arrived(self, request: web.Request) -> tuple[Call, Asked]:
        body = await request.read()
        address = urlsplit(request.raw_path)
        asked = Asked(request.method, address.path, address.query, request.content_type, body)
        peer = request.transport
        reused = peer in self._carried
        if not reused:
            self._connections += 1
            self._carried = {
                known: number for known, number in self._carried.items() if not known.is_closing()
            }
            self._carried[peer] = self._connections
        names = request.match_info
        call = Call(
            method=request.method,
            path=address.path,
            map=names.get("map"),
            cls=names.get("cls"),
            id=names.get("id"),
            json=asked.parameters.get("json") or None,
            status=None,
            at=self._world.clock.date(),
            account=None,
            expires=asked.expires,
            fault=None,
            reused=reused,
            connection=self._carried[peer],
            in_flight=self._in_flight + 1,
        )
        self._control.note(call)
        return call, asked

    async def _played(
        self, request: web.Request, handler: Handler, call: Call, asked: Asked
    ) -> web.StreamResponse:
        world = self._world
        with world.lock:
            fault = self._control.faults.take(call.method, call.path, world.random)
            latency = self._control.latency
        if fault is not None:
            call.fault = fault.kind.value
        if latency:
            await asyncio.sleep(latency)
        if fault is None:
            return await self._send(request, call, self._carried_out(request, handler, call, asked))
        if fault.kind is Kind.LATE:
            if fault.checked_first:
                with world.lock:
                    early = self._check(asked, handler)
                if early is not None:
                    return await self._send(request, call, early)
            await asyncio.sleep(fault.delay)
        answer = None
        if fault.commits:
            answer = self._carried_out(request, handler, call, asked, checked=fault.checked_first)
        return await self._spoilt(request, call, fault, answer)

    async def _spoilt(
        self, request: web.Request, call: Call, fault: Fault, answer: Answer | None
    ) -> web.StreamResponse:
        kind = fault.kind
        if kind in (Kind.DROP, Kind.LOST, Kind.HANG):
            if kind is Kind.HANG:
                await asyncio.sleep(fault.delay)
            call.status = None
            return self._hung_up(request, fault)
        changed = misfortune.spoil(fault, answer)
        if kind is Kind.TRUNCATED:
            return await self._broken_off(request, call, fault, changed)
        if kind is Kind.SLOW:
            return await self._send(request, call, changed, seconds=fault.delay)
        offset = fault.offset if kind is Kind.WRONG_DATE else 0.0
        sent = await self._send(request, call, changed, date_offset=offset)
        if kind is Kind.CLOSED:
            self._hung_up(request, fault)
        return sent

    def _carried_out(
        self,
        request: web.Request,
        handler: Handler,
        call: Call,
        asked: Asked,
        checked: bool = False,
    ) -> Answer:
        world = self._world
        with world.lock:
            try:
                if not checked:
                    early = self._check(asked, handler)
                    if early is not None:
                        return early
                call.account = asked.account
                answer = handler(world, asked, **_names(request, handler))
            except Refusal as refusal:
                call.account = asked.account
                answer = refused(refusal)
        call.status = answer.status
        return answer

    def _check(self, asked: Asked, handler: Handler) -> Answer | None:
        """Rate, then signature; an answer where the call goes no further."""
        behaviour = self._world.behaviour
        second = int(time.monotonic())
        self._in_second = self._in_second + 1 if second == self._second else 1
        self._second = second
        if behaviour.rate is not None and self._in_second > behaviour.rate:
            headers = {}
            if behaviour.retry_after is not None:
                headers["Retry-After"] = str(behaviour.retry_after)
            return refused(Refusal(behaviour.throttled, "too many requests"), headers)
        if handler not in UNSIGNED:
            try:
                asked.authenticate(self._world)
            except Refusal as refusal:
                return refused(refusal)
        return None

    async def _send(
        self,
        request: web.Request,
        call: Call,
        answer: Answer,
        seconds: float = 0.0,
        date_offset: float = 0.0,
    ) -> web.StreamResponse:
        call.status = answer.status
        response = self._head(answer, date_offset)
        if not self._world.behaviour.keep_alive:
            response.force_close()
        if self._world.behaviour.compressed:
            response.enable_compression()
        else:
            response.content_length = len(answer.body)
        await response.prepare(request)
        body = memoryview(answer.body)
        pieces = max(1, min(len(answer.body), int(seconds * 20)))
        size = min(_PIECE, -(-len(answer.body) // pieces)) if seconds else _PIECE
        for start in range(0, len(answer.body), max(1, size)):
            await response.write(body[start : start + max(1, size)])
            if seconds:
                await asyncio.sleep(seconds / pieces)
        await response.write_eof()
        return response

    async def _broken_off(
        self, request: web.Request, call: Call, fault: Fault, answer: Answer
    ) -> web.StreamResponse:
        call.status = answer.status
        response = self._head(answer, 0.0)
        response.content_length = len(answer.body)
        await response.prepare(request)
        await response.write(answer.body[: int(len(answer.body) * fault.fraction)])
        self._hung_up(request, fault)
        return response

    def _hung_up(self, request: web.Request, fault: Fault) -> web.Response:
        transport = request.transport
        if transport is not None:
            if fault.reset:
                transport.abort()
            else:
                transport.close()
        return web.Response(status=499)

    def _head(self, answer: Answer, date_offset: float) -> web.StreamResponse:
        response = web.StreamResponse(status=answer.status, headers=dict(answer.headers))
        response.content_type = answer.content_type
        if answer.content_type.startswith(("application/json", "text/")):
            response.charset = "utf-8"
        moment = self._world.clock.date() + date_offset
        response.headers["Date"] = formatdate(moment, usegmt=True)
        return response


def _names(request: web.Request, handler: Handler) -> dict[str, str]:
    return {} if handler is nothing_here else dict(request.match_info)
