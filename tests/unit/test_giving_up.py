# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls that nobody waits for any longer: at a server that is silent, wherever it falls silent."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from caltopo_sync.plugin.caltopo.client import Client
from caltopo_sync.plugin.caltopo.errors import CalTopoError, Cancelled, NetworkError
from caltopo_sync.plugin.caltopo.lines import Waiter
from caltopo_sync.plugin.caltopo.signing import Credential
from unit.rawserver import RawServer, Reply, Request, answer

SOON = 20.0  # a busy machine is slow; a client that waits takes LONG
LONG = 60.0
CREDENTIAL = Credential("CREDENTIAL01", "c2VjcmV0")
ADDED = answer(b'{"status":"ok","result":{"id":"x","properties":{"title":"t"}}}')
HEAD = b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n%s\r\n{"status":"ok","result":'


def read(client: Client) -> int:
    return client.map_since("ABC12", 0, lambda feature, text: None).count


def add(client: Client) -> Any:
    return client.add_object("ABC12", "Marker", '{"properties":{"title":"t"}}').feature["id"]


def wait_until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


@contextmanager
def silent(reply: bytes = b"") -> Iterator[tuple[RawServer, threading.Event]]:
    """A server that says only so much of its answer until the event is set."""
    go = threading.Event()

    def handle(request: Request) -> Reply:
        if not reply:
            go.wait(LONG)
        return Reply(reply or ADDED)

    with RawServer(handle) as server:
        try:
            yield server, go
        finally:
            go.set()


def client_of(url: str, **more: Any) -> Client:
    return Client(url, CREDENTIAL, read_timeout=LONG, connect_timeout=LONG, **more)


@contextmanager
def under_way(call: Callable[[Client], Any], client: Client) -> Iterator[Future[Any]]:
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(call, client)
    client.close()


@pytest.mark.parametrize(
    "said", [b"", HEAD % b"", HEAD % b"Connection: close\r\n"], ids=["head", "body", "last body"]
)
def test_reading_ends_at_once(said: bytes) -> None:
    with silent(said) as (server, _):
        client = client_of(server.url)
        with under_way(read, client) as call:
            wait_until(lambda: server.requests)
            time.sleep(0.05)  # until what is said of the body has come
            client.give_up()
            with pytest.raises(Cancelled, match="reading map ABC12"):
                call.result(SOON)
        assert len(server.requests) == 1


def test_a_write_is_waited_for_a_while_and_then_perhaps_done() -> None:
    with silent() as (server, _):
        client = client_of(server.url)
        with under_way(add, client) as call:
            wait_until(lambda: server.requests)
            client.give_up(0.2)
            time.sleep(0.1)
            assert not call.done()
            with pytest.raises(NetworkError, match="was not waited for") as caught:
                call.result(SOON)
        assert caught.value.perhaps_done and caught.value.retryable
        assert len(server.requests) == 1


@pytest.mark.parametrize("patience", [LONG, None])
def test_a_write_that_is_answered_in_time_is_done(patience: float | None) -> None:
    with silent() as (server, go):
        client = client_of(server.url)
        with under_way(add, client) as call:
            wait_until(lambda: server.requests)
            client.give_up(patience)
            time.sleep(0.05)
            go.set()
            assert call.result(SOON) == "x"


def test_nothing_begins_after_it() -> None:
    with silent(ADDED) as (server, _):
        client = client_of(server.url)
        assert add(client) == "x"
        client.give_up(0.0)
        with pytest.raises(Cancelled):
            read(client)
        with pytest.raises(NetworkError, match="was not sent") as caught:
            add(client)
        assert not caught.value.perhaps_done and caught.value.retryable
        assert len(server.requests) == 1


@pytest.mark.parametrize("call", [read, add])
def test_nobody_waits_for_a_connection(call: Callable[[Client], Any]) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        queue = [socket.socket() for _ in range(4)]
        try:
            for each in queue:  # fill it; nobody accepts them
                each.setblocking(False)
                each.connect_ex(listener.getsockname())
            time.sleep(0.05)
            client = client_of(f"http://127.0.0.1:{listener.getsockname()[1]}")
            with under_way(call, client) as under:
                time.sleep(0.1)
                client.give_up(0.1)
                with pytest.raises(CalTopoError) as caught:
                    under.result(SOON)
            assert isinstance(caught.value, Cancelled if call is read else NetworkError)
            assert not caught.value.perhaps_done
        finally:
            for each in queue:
                each.close()


def test_nor_for_its_encryption_nor_for_a_proxy() -> None:
    def by_proxy() -> requests.Session:
        session = requests.Session()
        session.proxies = {"https": f"http://127.0.0.1:{port}"}
        return session

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        for client in (
            client_of(f"https://127.0.0.1:{port}"),
            client_of("https://caltopo.invalid", new_session=by_proxy),
        ):
            with under_way(read, client) as call:
                taken, _ = listener.accept()
                assert taken.recv(1)
                client.give_up()
                with pytest.raises(Cancelled):
                    call.result(SOON)
            taken.close()


def test_one_of_several_who_wait_gives_up_its_own_calls_alone() -> None:
    with silent() as (server, go):
        client, waiter = client_of(server.url), Waiter()

        def of_waiter() -> Any:
            with waiter.here():
                read(client)

        with ThreadPoolExecutor(2) as pool:
            other, mine = pool.submit(add, client), pool.submit(of_waiter)
            wait_until(lambda: len(server.requests) == 2)
            waiter.give_up()
            with pytest.raises(Cancelled):
                mine.result(SOON)
            with pytest.raises(Cancelled), waiter.here():
                read(client)
            go.set()
            assert other.result(SOON) == "x"
        assert add(client) == "x", "the line that was cut is whole again"
        client.close()


def test_what_is_closed_is_closed_for_the_server_too() -> None:
    """No hold on a connection outlives it."""
    with silent(ADDED) as (server, _):
        client = client_of(server.url)
        add(client)
        client.close()
        (connection,) = server._open
        wait_until(lambda: connection.fileno() < 0)  # the server has read its end
