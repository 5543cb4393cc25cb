# SPDX-License-Identifier: GPL-2.0-or-later
"""What bad links, odd servers and proxies do to a call; above all, that nothing goes out twice."""

from __future__ import annotations

import base64
import gzip
import json
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from caltopo_sync.plugin.caltopo.client import Client
from caltopo_sync.plugin.caltopo.errors import BadAnswer, CalTopoError, NetworkError
from caltopo_sync.plugin.caltopo.signing import Credential, sign
from unit.rawserver import RawServer, Reply, Request, answer

SECRET = base64.b64encode(bytes(range(32))).decode()
CREDENTIAL = Credential("CRED00000001", SECRET)
BODY = '{"properties":{"title":"a & b = c + d % ü"},"geometry":null}'
FEATURE = {"id": "1", "properties": {"class": "Marker"}}
OBJECT = json.dumps({"status": "ok", "result": FEATURE, "timestamp": 1}).encode()
MAP = json.dumps(
    {"status": "ok", "result": {"state": {"features": [FEATURE]}, "timestamp": 7}}
).encode()


def usual(request: Request) -> Reply:
    return Reply(answer(MAP if "/since/" in request.target else OBJECT))


def client_of(server: RawServer, credential: Credential | None = CREDENTIAL, **more: Any) -> Client:
    return Client(server.url, credential, connect_timeout=2, read_timeout=2, **more)


def read(client: Client) -> int:
    return client.map_since("ABC12", 0, lambda feature, text: None).count


def add(client: Client) -> None:
    client.add_object("ABC12", "Marker", BODY)


def delete(client: Client) -> None:
    client.delete_object("ABC12", "Marker", "1")


def only(verb: str, reply: Reply) -> Callable[[Request], Reply]:
    return lambda request: reply if request.method == verb else usual(request)


def test_a_signed_post_as_it_stands_on_the_wire() -> None:
    with RawServer(usual) as server:
        add(client_of(server, clock=lambda: 1_700_000_000.0))
        (request,) = server.requests
        assert request.line == "POST /api/v1/map/ABC12/Marker HTTP/1.1"
        assert request.headers["content-type"] == "application/x-www-form-urlencoded"
        fields = dict(parse_qsl(request.body.decode("ascii"), strict_parsing=True))
        assert fields == {
            "id": "CRED00000001",
            "expires": "1700000120000",
            "json": BODY,
            "signature": sign(SECRET, "POST", "/api/v1/map/ABC12/Marker", 1700000120000, BODY),
        }


@pytest.mark.parametrize("call", [read, delete])
def test_a_signed_get_and_delete_carry_their_signature_in_the_query(
    call: Callable[[Client], Any],
) -> None:
    with RawServer(usual) as server:
        call(client_of(server, clock=lambda: 1_700_000_000.0))
        (request,) = server.requests
        path, _, query = request.target.partition("?")
        assert dict(parse_qsl(query, strict_parsing=True)) == {
            "id": "CRED00000001",
            "expires": "1700000120000",
            "signature": sign(SECRET, request.method, path, 1700000120000, ""),
        }
        assert request.body == b""
        assert "content-type" not in request.headers


def test_unsigned_calls_carry_nothing_but_the_payload() -> None:
    with RawServer(usual) as server:
        client = client_of(server, None)
        add(client), read(client), delete(client)
        post, get, deleted = server.requests
        assert parse_qsl(post.body.decode("ascii"), strict_parsing=True) == [("json", BODY)]
        assert "?" not in post.target + get.target + deleted.target
        assert get.body == deleted.body == b""


def test_each_try_is_signed_anew() -> None:
    now = [1_700_000_000.0]
    with RawServer(usual) as server:
        client = client_of(server, clock=lambda: now[0])
        add(client)
        now[0] += 5
        add(client)
        first, second = (dict(parse_qsl(r.body.decode())) for r in server.requests)
        assert int(second["expires"]) - int(first["expires"]) == 5000
        assert first["signature"] != second["signature"]


def test_expiry_counts_by_the_server_s_clock() -> None:
    dated = answer(OBJECT, headers=("Date: Tue, 14 Nov 2023 23:13:20 GMT",))
    with RawServer(lambda request: Reply(dated)) as server:
        client = client_of(server, clock=lambda: 1_700_000_000.0)
        add(client), client.add_object("ABC12", "Marker", BODY, expires_in=30)
        assert client.clock_offset == 3600
        expires = [int(dict(parse_qsl(r.body.decode()))["expires"]) for r in server.requests]
        assert expires == [1_700_000_120_000, 1_700_003_630_000]


def test_calls_one_after_another_use_one_connection() -> None:
    with RawServer(usual) as server:
        client = client_of(server)
        for _ in range(5):
            add(client), read(client)
        assert len(server.requests) == 10
        assert server.connections == 1


@pytest.mark.parametrize("write", [add, delete])
@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("kept_alive", [False, True])
def test_a_write_whose_connection_dies_arrives_once(
    write: Callable[[Client], None], reset: bool, kept_alive: bool
) -> None:
    verb = "POST" if write is add else "DELETE"
    with RawServer(only(verb, Reply(close=True, reset=reset))) as server:
        client = client_of(server)
        if kept_alive:
            read(client)
        with pytest.raises(NetworkError) as caught:
            write(client)
        assert caught.value.perhaps_done and caught.value.retryable
        time.sleep(0.05)
        assert [r.method for r in server.requests].count(verb) == 1


def test_a_write_after_the_server_closed_an_idle_connection_goes_through_once() -> None:
    with RawServer(usual) as server:
        client = client_of(server)
        read(client)
        server.close_connections()
        time.sleep(0.05)
        add(client)
        assert [r.method for r in server.requests] == ["GET", "POST"]
        assert server.connections == 2


def test_a_connection_idle_for_long_is_not_trusted() -> None:
    now = [1_700_000_000.0]
    with RawServer(usual) as server:
        client = client_of(server, clock=lambda: now[0])
        read(client)
        now[0] += 3600
        add(client)
        assert [r.connection for r in server.requests] == [1, 2]


def test_a_read_on_a_dead_kept_alive_connection_is_sent_again_once() -> None:
    with RawServer(lambda r: usual(r) if r.connection != 1 or len(server.requests) == 1
                   else Reply(close=True)) as server:  # fmt: skip
        client = client_of(server)
        assert (read(client), read(client)) == (1, 1)
        assert [r.connection for r in server.requests] == [1, 1, 2]


def test_a_read_on_a_new_connection_is_not_sent_again() -> None:
    with RawServer(lambda request: Reply(close=True)) as server:
        client = client_of(server)
        for _ in range(2):
            with pytest.raises(NetworkError) as caught:
                read(client)
            assert caught.value.retryable and not caught.value.perhaps_done
        assert len(server.requests) == 2


def test_a_read_that_dies_twice_is_an_error() -> None:
    with RawServer(
        lambda r: usual(r) if len(server.requests) == 1 else Reply(close=True)
    ) as server:
        client = client_of(server)
        read(client)
        with pytest.raises(NetworkError):
            read(client)
        assert len(server.requests) == 3


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    client = Client(f"http://127.0.0.1:{port}", CREDENTIAL)
    for call in (read, add, delete):
        with pytest.raises(NetworkError, match="could not be reached") as caught:
            call(client)
        assert "refused" in caught.value.text and f"127.0.0.1:{port}" in caught.value.text
        assert caught.value.retryable and not caught.value.perhaps_done


def test_a_name_nobody_has() -> None:
    with pytest.raises(NetworkError, match="could not be reached") as caught:
        add(Client("https://caltopo.invalid", CREDENTIAL, connect_timeout=3))
    assert not caught.value.perhaps_done


def test_a_server_that_does_not_take_the_connection() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        try:
            for each in waiting:  # fill the queue of connections; nobody accepts them
                each.setblocking(False)
                each.connect_ex(listener.getsockname())
            time.sleep(0.05)
            port = listener.getsockname()[1]
            client = Client(f"http://127.0.0.1:{port}", CREDENTIAL, connect_timeout=0.3)
            with pytest.raises(NetworkError, match="could not be reached") as caught:
                add(client)
            assert not caught.value.perhaps_done
        finally:
            for each in waiting:
                each.close()


def test_a_photo_cut_short_is_no_photo() -> None:
    with (
        RawServer(
            lambda request: Reply(answer(b"\xff\xd8" + b"x" * 500, length=1000), close=True)
        ) as server,
        pytest.raises(NetworkError, match="broke off") as caught,
    ):
        client_of(server).media_original("m-1", 10_000)
    assert caught.value.retryable


@pytest.mark.parametrize(
    ("body", "kind"), [(b"", "image/jpeg"), (b"<html>", "text/html"), (b"{}", "application/json")]
)
def test_what_is_no_photo(body: bytes, kind: str) -> None:
    raw = answer(body, headers=(f"Content-Type: {kind}",))
    with RawServer(lambda request: Reply(raw)) as server, pytest.raises(BadAnswer, match="photo"):
        client_of(server).media_original("m-1", 10_000)


def test_damaged_compression() -> None:
    zipped = bytearray(gzip.compress(OBJECT * 50))
    zipped[30:60] = b"x" * 30
    raw = answer(bytes(zipped), headers=("Content-Encoding: gzip",))
    with RawServer(lambda request: Reply(raw)) as server:
        with pytest.raises(BadAnswer, match="damaged") as caught:
            add(client_of(server))
        assert caught.value.perhaps_done and caught.value.retryable


BOMB = gzip.compress(gzip.compress(bytes(8 << 20), 1))


@pytest.mark.parametrize("encoding", ["gzip, gzip", "deflate,gzip", "br", "zstd", "GZIP , br"])
def test_compression_that_nobody_asked_for_is_not_taken_apart(encoding: str) -> None:
    raw = answer(BOMB, headers=("Content-Encoding: " + encoding,))
    with RawServer(lambda request: Reply(raw)) as server:
        client = client_of(server)
        tracemalloc.start()
        with pytest.raises(BadAnswer, match="compressed in a way nobody asked for"):
            client.media_original("m-1", 1 << 30)
        assert tracemalloc.get_traced_memory()[1] < 2 << 20
        tracemalloc.stop()
        asked = server.requests[0].headers["accept-encoding"]
        assert asked == "gzip, deflate"


def test_what_one_compression_hides_meets_the_cap() -> None:
    raw = answer(gzip.compress(bytes(5 << 20), 1), headers=("Content-Encoding: gzip",))
    with (
        RawServer(lambda request: Reply(raw)) as server,
        pytest.raises(BadAnswer, match="larger than 1000000 bytes"),
    ):
        client_of(server).media_original("m-1", 1_000_000)


def test_an_answer_in_chunks_that_breaks_off() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    raw = head + b"%x\r\n%s\r\n" % (len(MAP) - 10, MAP[:-10])
    with RawServer(lambda request: Reply(raw, close=True)) as server:
        client = client_of(server)
        with pytest.raises(NetworkError, match="broke off"):
            read(client)
    whole = head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(MAP), MAP)
    with RawServer(lambda request: Reply(whole)) as server:
        assert read(client_of(server)) == 1


def test_a_silence_in_the_middle_of_an_answer() -> None:
    with RawServer(lambda request: Reply(answer(OBJECT[:20], length=len(OBJECT)))) as server:
        client = Client(server.url, CREDENTIAL, read_timeout=0.3)
        with pytest.raises(NetworkError, match="broke off") as caught:
            add(client)
        assert caught.value.perhaps_done


def test_what_is_no_http() -> None:
    with RawServer(lambda request: Reply(b"SSH-2.0-OpenSSH\r\n\r\n", close=True)) as server:
        with pytest.raises(NetworkError) as caught:
            add(client_of(server))
        assert caught.value.perhaps_done


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temp", "308 Perm"])
def test_redirects_are_not_followed(status: str) -> None:
    with RawServer(usual) as elsewhere:
        raw = answer(b"", status, (f"Location: {elsewhere.url}/login?signature=stolen",))
        with RawServer(lambda request: Reply(raw)) as server:
            client = client_of(server)
            for call in (read, add, delete):
                with pytest.raises(BadAnswer, match=r"127\.0\.0\.1") as caught:
                    call(client)
                assert caught.value.perhaps_done == (call is not read)
                assert "stolen" not in caught.value.text
            assert len(server.requests) == 3
        assert elsewhere.requests == []


@pytest.mark.parametrize("status", ["201 Created", "204 No Content", "206 Partial Content"])
def test_no_other_status_is_a_success(status: str) -> None:
    raw = answer(b"" if "204" in status else OBJECT, status)
    with RawServer(lambda request: Reply(raw)) as server:
        with pytest.raises(BadAnswer) as caught:
            add(client_of(server))
        assert caught.value.perhaps_done and caught.value.status == int(status[:3])


RESULTS: dict[str, Any] = {
    "no result": {"status": "ok"},
    "null": {"status": "ok", "result": None},
    "list": {"status": "ok", "result": [FEATURE]},
    "no id": {"status": "ok", "result": {"properties": {}}},
    "empty id": {"status": "ok", "result": {"id": "", "properties": {}}},
    "number for an id": {"status": "ok", "result": {"id": 1, "properties": {}}},
    "no properties": {"status": "ok", "result": {"id": "1"}},
    "no status": {"result": FEATURE},
    "status twice removed": {"result": FEATURE, "state": "ok"},
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_of_the_wrong_shape(name: str) -> None:
    raw = answer(json.dumps(RESULTS[name]).encode())
    with RawServer(lambda request: Reply(raw)) as server:
        with pytest.raises(BadAnswer, match="adding a new Marker on map ABC12") as caught:
            add(client_of(server))
        assert caught.value.perhaps_done


@pytest.mark.parametrize("status", ["OK", "error", "", None, 200, True, ["ok"]])
def test_only_ok_is_ok(status: Any) -> None:
    raw = answer(json.dumps({"status": status, "message": "hm", "result": FEATURE}).encode())
    with RawServer(lambda request: Reply(raw)) as server, pytest.raises(CalTopoError):
        add(client_of(server))


def test_an_edit_answered_with_another_object() -> None:
    with RawServer(usual) as server:
        client = client_of(server)
        assert client.edit_object("ABC12", "Marker", "1", BODY).feature == FEATURE
        with pytest.raises(BadAnswer, match="another object"):
            client.edit_object("ABC12", "Marker", "2", BODY)


MAPS: dict[str, Any] = {
    "no timestamp": {"state": {"features": []}},
    "timestamp a text": {"state": {"features": []}, "timestamp": "7"},
    "timestamp true": {"state": {"features": []}, "timestamp": True},
    "ids a list": {"state": {"features": []}, "timestamp": 7, "ids": []},
    "ids of numbers": {"state": {"features": []}, "timestamp": 7, "ids": {"Marker": [1]}},
    "ids null inside": {"state": {"features": []}, "timestamp": 7, "ids": {"Marker": None}},
}


@pytest.mark.parametrize("name", MAPS)
def test_a_map_answer_of_the_wrong_shape(name: str) -> None:
    raw = answer(json.dumps({"status": "ok", "result": MAPS[name]}).encode())
    with RawServer(lambda request: Reply(raw)) as server, pytest.raises(BadAnswer, match="ABC12"):
        read(client_of(server))


def test_the_callback_s_bad_answer_stays_its_own() -> None:
    mine = BadAnswer("mine")

    def fail(feature: dict[str, Any], text: str) -> None:
        raise mine

    with RawServer(usual) as server:
        with pytest.raises(BadAnswer) as caught:
            client_of(server).map_since("ABC12", 0, fail)
        assert caught.value is mine and str(mine) == "mine"


def test_cookies_are_not_kept_and_the_agent_is_named() -> None:
    raw = answer(OBJECT, headers=("Set-Cookie: JSESSIONID=abc; Path=/",))
    with RawServer(lambda request: Reply(raw)) as server:
        client = client_of(server, user_agent="CalTopoSync/9 QGIS/3")
        add(client), add(client)
        assert "cookie" not in server.requests[1].headers
        assert server.requests[1].headers["user-agent"] == "CalTopoSync/9 QGIS/3"


def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with RawServer(usual) as server, RawServer(usual) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login me password secretive\n")
        monkeypatch.setenv("NETRC", str(netrc))
        add(client_of(server))
        assert proxy.requests == []
        assert "authorization" not in server.requests[0].headers


def through(proxy_url: str) -> Callable[[], requests.Session]:
    def new_session() -> requests.Session:
        session = requests.Session()
        session.proxies = {"http": proxy_url, "https": proxy_url}
        return session

    return new_session


def test_a_proxy_that_drops_a_post_it_has_got_leaves_it_perhaps_done() -> None:
    """urllib3 calls this "Cannot connect to proxy", which is not what happened."""
    with RawServer(lambda request: Reply(close=True)) as proxy:
        client = Client("http://127.0.0.1:9", CREDENTIAL, new_session=through(proxy.url))
        with pytest.raises(NetworkError) as caught:
            add(client)
        assert caught.value.perhaps_done
        assert [r.method for r in proxy.requests] == ["POST"]
        assert urlsplit(proxy.requests[0].target).path == "/api/v1/map/ABC12/Marker"


def test_a_proxy_that_is_not_there_or_refuses_the_tunnel() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    nowhere = Client("http://127.0.0.1:9", new_session=through(f"http://127.0.0.1:{port}"))
    with pytest.raises(NetworkError) as caught:
        add(nowhere)
    assert not caught.value.perhaps_done

    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    with RawServer(lambda request: Reply(refusal, close=True)) as proxy:
        client = Client("https://caltopo.com", CREDENTIAL, new_session=through(proxy.url))
        with pytest.raises(NetworkError, match="the proxy says 407") as refused:
            add(client)
        assert not refused.value.perhaps_done
        assert proxy.requests[0].method == "CONNECT"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", str(path), "-out", str(path) + ".crt"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode != 0:
        pytest.skip("openssl cannot make a certificate here")
    path.write_text(path.read_text() + Path(str(path) + ".crt").read_text())
    return path


@pytest.fixture
def tls_server(certificate: Path) -> Iterator[RawServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with RawServer(usual, tls=context) as server:
        yield server


def test_a_certificate_nobody_vouches_for(tls_server: RawServer) -> None:
    client = Client(f"https://localhost:{tls_server.port}", CREDENTIAL)
    with pytest.raises(NetworkError, match="could not prove") as caught:
        add(client)
    assert "self" in caught.value.text and "signed" in caught.value.text
    assert not caught.value.perhaps_done and not caught.value.retryable
    assert tls_server.requests == []


def test_a_session_s_own_certificates_count(tls_server: RawServer, certificate: Path) -> None:
    def new_session() -> requests.Session:
        session = requests.Session()
        session.verify = str(certificate)
        return session

    trusting = Client(f"https://localhost:{tls_server.port}", CREDENTIAL, new_session=new_session)
    add(trusting)
    trusting.close()
    with pytest.raises(NetworkError, match="could not prove"):
        add(Client(f"https://127.0.0.1:{tls_server.port}", CREDENTIAL, new_session=new_session))
    assert len(tls_server.requests) == 1


def test_https_asked_of_a_plain_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def speak_plainly() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        speaking = threading.Thread(target=speak_plainly, daemon=True)
        speaking.start()
        with pytest.raises(NetworkError, match="does not speak https") as caught:
            add(Client(f"https://127.0.0.1:{listener.getsockname()[1]}", CREDENTIAL))
        speaking.join(5)
        assert not caught.value.perhaps_done
