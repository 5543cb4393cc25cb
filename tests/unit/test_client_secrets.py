# SPDX-License-Identifier: GPL-2.0-or-later
"""Nothing secret in any error, whatever fails: planted values are looked for everywhere."""

from __future__ import annotations

import base64
import html
import json
import logging
import re
import socket
import traceback
from typing import Any, Callable
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

import pytest
import requests
from caltopo_sync.plugin.caltopo.client import Client
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.caltopo.signing import Credential
from unit.rawserver import RawServer, Reply, Request, answer

ID = "PLANTED+ID/01"
SECRET = base64.b64encode(b"\xfb\xef\xbe planted secret \xff\xfe").decode()
BODY = '{"properties":{"title":"a body"}}'

Echo = Callable[[Request], bytes]


def planted(requests_seen: list[Request]) -> set[str]:
    """All secret values, in all forms they may take in a text."""
    values = {ID, SECRET}
    for request in requests_seen:
        fields = dict(parse_qsl(urlsplit(request.target).query or request.body.decode()))
        values |= {fields[name] for name in ("signature", "id") if name in fields}
    forms = {form(value) for value in values for form in (str, quote, quote_plus, html.escape)}
    return forms | {form.lower() for form in forms} | {quote(value, safe="") for value in values}


def everything_about(error: BaseException) -> str:
    """What an exception shows, in any way a program prints one."""
    shown = [str(error), repr(error), repr(error.args), repr(vars(error))]
    shown += traceback.format_exception(type(error), error, error.__traceback__)
    for inner in (error.__cause__, error.__context__):
        if inner is not None:
            shown.append(everything_about(inner))
    return "\n".join(shown)


def calls(client: Client) -> list[Callable[[], Any]]:
    return [
        lambda: client.map_since("ABC12", 0, lambda feature, text: None),
        lambda: client.add_object("ABC12", "Marker", BODY),
        lambda: client.edit_object("ABC12", "Marker", "x y", BODY),
        lambda: client.delete_object("ABC12", "Marker", "1"),
        lambda: client.account_since("TEAM01", 0),
        lambda: client.desktop_account("TEAM01"),
        lambda: client.media_original("m-1", 100),
    ]


def check(client: Client, server: RawServer, caplog: pytest.LogCaptureFixture) -> None:
    for call in calls(client):
        with pytest.raises(CalTopoError) as caught:
            call()
        error = caught.value
        assert error.__cause__ is None and error.__context__ is None
        text = everything_about(error) + caplog.text
        for value in planted(server.requests):
            assert value not in text, type(error)
        assert not re.search(r"expires\W{1,9}\d", text)
    client.close()  # or what it filters out of logs would be looked for again with every other


def echo_line(request: Request) -> bytes:
    return request.line.encode() + b" " + request.body


def echo_fields(request: Request) -> bytes:
    fields = parse_qsl(urlsplit(request.target).query or request.body.decode())
    return " ".join(f"{name} is {value};" for name, value in fields).encode()


def echo_json(request: Request) -> bytes:
    return json.dumps({"status": "error", "message": echo_fields(request).decode()}).encode()


def echo_page(request: Request) -> bytes:
    words = html.escape((echo_line(request) + echo_fields(request)).decode())
    return f"<html><head><script>x='{words}'</script></head><p>{words}</p></html>".encode()


@pytest.fixture(autouse=True)
def debugging(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


@pytest.mark.parametrize("echo", [echo_line, echo_fields, echo_json, echo_page])
@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 404, 409, 429, 500, 503])
def test_servers_that_echo_what_they_got(
    status: int, echo: Echo, caplog: pytest.LogCaptureFixture
) -> None:
    def handler(request: Request) -> Reply:
        location = f"Location: http://{ID}/?{urlsplit(request.target).query}"
        return Reply(answer(echo(request), f"{status} Echo", (location, f"X-{ID}: {SECRET}")))

    with RawServer(handler) as server:
        check(Client(server.url, Credential(ID, SECRET)), server, caplog)
        assert len(server.requests) == len(calls(Client(server.url)))


BREAKS = {
    "closed": Reply(close=True),
    "reset": Reply(close=True, reset=True),
    "cut": Reply(answer(b'{"status":', length=99), close=True),
    "cut page": Reply(answer(b"<html>", "500 Oops", length=99), close=True),
    "empty": Reply(answer(b"")),
    "no http": Reply(b"\x00\x01\x02\r\n\r\n", close=True),
    "damaged": Reply(answer(b"\x1f\x8b\x08xxxx", headers=("Content-Encoding: gzip",))),
    "bad headers": Reply(b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", close=True),
    "deep": Reply(answer(b'{"a":' * 50_000)),
}


@pytest.mark.parametrize("name", BREAKS)
def test_connections_that_break(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with RawServer(lambda request: BREAKS[name]) as server:
        check(Client(server.url, Credential(ID, SECRET)), server, caplog)


def test_silence_and_nobody_there(caplog: pytest.LogCaptureFixture) -> None:
    with RawServer(lambda request: Reply()) as server:
        credential = Credential(ID, SECRET)
        client = Client(server.url, credential, read_timeout=0.03)
        for call in calls(client)[:4]:
            with pytest.raises(CalTopoError) as caught:
                call()
            text = everything_about(caught.value) + caplog.text
            assert not any(value in text for value in planted(server.requests))
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with RawServer(lambda request: Reply()) as server:
        check(Client(f"http://127.0.0.1:{port}", credential), server, caplog)
        check(Client("https://caltopo.invalid", credential, connect_timeout=2), server, caplog)


def test_a_proxy_s_password_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    def new_session() -> requests.Session:
        session = requests.Session()
        session.proxies = {"http": "http://PLANTEDUSER:PLANTEDPASS@127.0.0.1:9"}
        return session

    client = Client("http://127.0.0.1:8", Credential(ID, SECRET), new_session=new_session)
    for call in calls(client):
        with pytest.raises(CalTopoError) as caught:
            call()
        assert "PLANTED" not in everything_about(caught.value) + caplog.text


def test_debug_logs_of_urllib3_show_no_query(caplog: pytest.LogCaptureFixture) -> None:
    found = json.dumps({"status": "ok", "result": {"state": {"features": []}, "timestamp": 1}})
    with RawServer(lambda request: Reply(answer(found.encode()))) as server:
        client = Client(server.url, Credential(ID, SECRET))
        client.map_since("ABC12", 0, lambda feature, text: None)
        assert "/api/v1/map/ABC12/since/0" in caplog.text
        assert not any(value in caplog.text for value in planted(server.requests))
        assert "signature" not in caplog.text


def test_the_log_filter_goes_with_the_client() -> None:
    logs = [logging.getLogger(name) for name in ("urllib3.connectionpool", "urllib3.connection")]
    before = [len(log.filters) for log in logs]
    client = Client("http://127.0.0.1:9", Credential(ID, SECRET))
    assert [len(log.filters) for log in logs] == [count + 1 for count in before]
    client.close()
    client.close()
    assert [len(log.filters) for log in logs] == before


def test_a_client_shows_nothing_of_its_credential() -> None:
    client = Client("http://127.0.0.1:9", Credential(ID, SECRET))
    for shown in (repr(client), str(vars(client)), repr(vars(vars(client)["_transport"]))):
        assert ID not in shown and SECRET not in shown


def test_an_error_made_while_another_is_dealt_with_judges_for_itself() -> None:
    """The caller may be busy with a failed connection of something else."""
    with RawServer(lambda request: Reply(close=True)) as server:
        client = Client(server.url, Credential(ID, SECRET))
        with socket.create_server(("127.0.0.1", 0)) as gone:
            port = gone.getsockname()[1]
        try:
            requests.get(f"http://127.0.0.1:{port}", timeout=1)
        except requests.ConnectionError:
            with pytest.raises(CalTopoError) as caught:
                client.add_object("ABC12", "Marker", BODY)
            assert caught.value.perhaps_done
