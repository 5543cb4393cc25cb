# SPDX-License-Identifier: GPL-2.0-or-later
"""A server on a bare socket, for what no web framework would do."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO, Callable


@dataclass(frozen=True)
class Request:
    """A request as it came over the wire."""

    line: str
    headers: dict[str, str]
    body: bytes
    connection: int

    @property
    def method(self) -> str:
        return self.line.split(" ", 1)[0]

    @property
    def target(self) -> str:
        return self.line.split(" ")[1]


@dataclass(frozen=True)
class Reply:
    """Bytes to answer with, then the fate of the connection."""

    raw: bytes = b""
    close: bool = False
    reset: bool = False


Handler = Callable[[Request], Reply]


def answer(
    body: bytes, status: str = "200 OK", headers: tuple[str, ...] = (), length: int | None = None
) -> bytes:
    told = len(body) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Length: {told}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


@dataclass
class RawServer:
    """Answers each request by ``handler``; a thread per connection; notes what came."""

    handler: Handler
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> RawServer:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        accepting = threading.Thread(target=self._accept, daemon=True)
        accepting.start()
        self._threads.append(accepting)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.close_connections()
        for thread in self._threads:
            thread.join(5)

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close_connections(self) -> None:
        """What a server does with connections idle too long."""
        for connection in self._open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            serving = threading.Thread(
                target=self._serve, args=(connection, self.connections), daemon=True
            )
            serving.start()
            self._threads.append(serving)

    def _serve(self, connection: socket.socket, number: int) -> None:
        if self.tls is not None:
            try:
                connection = self.tls.wrap_socket(connection, server_side=True)
            except OSError:
                return
        with connection, connection.makefile("rb") as stream:
            while True:
                try:
                    request = self._read(stream, number)
                except OSError:
                    return
                if request is None:
                    return
                self.requests.append(request)
                reply = self.handler(request)
                if reply.reset:
                    linger = struct.pack("ii", 1, 0)
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    connection.shutdown(socket.SHUT_RD)
                    return
                try:
                    connection.sendall(reply.raw)
                    if reply.close:
                        connection.shutdown(socket.SHUT_RDWR)
                        return
                except OSError:
                    return

    @staticmethod
    def _read(stream: BinaryIO, number: int) -> Request | None:
        line = stream.readline()
        if not line:
            return None
        headers: dict[str, str] = {}
        while True:
            header = stream.readline().decode("latin-1").strip()
            if not header:
                break
            name, _, value = header.partition(":")
            headers[name.lower()] = value.strip()
        body = stream.read(int(headers.get("content-length", 0)))
        return Request(line.decode("latin-1").strip(), headers, body, number)
