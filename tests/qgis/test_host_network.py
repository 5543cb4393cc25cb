# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests leave as QGIS's network settings say: a real proxy and a private CA stand between."""

from __future__ import annotations

import base64
import contextlib
import select
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests
from caltopo_sync.plugin.caltopo.errors import MissingDependency
from caltopo_sync.plugin.host import network
from qgis.core import (
    QgsApplication,
    QgsAuthCertUtils,
    QgsAuthConfigSslServer,
    QgsNetworkAccessManager,
    QgsSettings,
)
from qgis.PyQt.QtNetwork import QSslCertificate, QSslError

TIMEOUT = 10


class Answer(BaseHTTPRequestHandler):
    """Says hello, and keeps what it was asked with."""

    server: Server

    def do_GET(self) -> None:
        self.server.seen.append(dict(self.headers))
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """A web server that keeps the headers it was asked with, and takes broken-off calls calmly."""

    def __init__(self, port: int = 0) -> None:
        self.seen: list[dict[str, str]] = []
        super().__init__(("127.0.0.1", port), Answer)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust the certificate hangs up; that is what is tested."""


ELSEWHERE = "public.example"  # a host that only the proxy can reach


class Proxy(socketserver.ThreadingTCPServer):
    """A forward proxy: CONNECT and absolute addresses, with a login where one is set."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, login: str = "") -> None:
        self.login = login
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), ProxyHandler)

    @property
    def port(self) -> int:
        return self.server_address[1]


class ProxyHandler(socketserver.StreamRequestHandler):
    """One connection from a client to the proxy."""

    server: Proxy
    timeout = TIMEOUT

    def handle(self) -> None:
        method, target, _ = self.rfile.readline().decode().split(" ", 2)
        headers = {}
        while (line := self.rfile.readline().strip().decode()) != "":
            key, value = line.split(":", 1)
            headers[key.lower()] = value.strip()
        self.server.asked.append(f"{method} {target}")
        wanted = "Basic " + base64.b64encode(self.server.login.encode()).decode()
        if self.server.login and headers.get("proxy-authorization") != wanted:
            self.wfile.write(b"HTTP/1.1 407 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        place = target if method == "CONNECT" else target.split("/")[2]
        host, port = place.rsplit(":", 1)
        host = "127.0.0.1" if host == ELSEWHERE else host
        with socket.create_connection((host, int(port)), timeout=TIMEOUT) as upstream:
            if method == "CONNECT":
                self.wfile.write(b"HTTP/1.1 200 Connected\r\n\r\n")
            else:
                path = "/" + target.split("/", 3)[3]
                upstream.sendall(f"{method} {path} HTTP/1.0\r\nHost: {place}\r\n\r\n".encode())
            self.pump(upstream)

    def pump(self, upstream: socket.socket) -> None:
        ends = {self.connection: upstream, upstream: self.connection}
        while True:
            ready, _, _ = select.select(list(ends), [], [], TIMEOUT)
            for source in ready:
                data = source.recv(65536)
                if not data:
                    return
                ends[source].sendall(data)
            if not ready:
                return


@contextlib.contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(TIMEOUT)


def openssl(*arguments: str, folder: Path) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a private CA, a certificate of its for localhost, and two self-signed ones."""
    folder = tmp_path_factory.mktemp("ca")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Private CA",
            "-addext", "keyUsage=keyCertSign", folder=folder)  # fmt: skip
    openssl("req", *key[:-2], "-keyout", "issued.key", "-out", "issued.csr", "-subj",
            "/CN=localhost", folder=folder)  # fmt: skip
    (folder / "extensions").write_text("subjectAltName=DNS:localhost\n")
    openssl("x509", "-req", "-in", "issued.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-days", "2", "-extfile", "extensions", "-out", "issued.pem",
            folder=folder)  # fmt: skip
    for name in ("own", "changed"):  # for a name that is not the host's, as appliances have
        openssl("req", "-x509", *key, "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj",
                "/CN=appliance", folder=folder)  # fmt: skip
    return folder


@contextlib.contextmanager
def https(folder: Path, name: str, port: int = 0) -> Iterator[Server]:
    server = Server(port)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    with serving(server):
        yield server


@pytest.fixture
def issued(authority: Path) -> Iterator[Server]:
    """An https server whose certificate the private CA issued."""
    with https(authority, "issued") as server:
        yield server


def address(server: Server) -> str:
    return f"https://localhost:{server.server_address[1]}"


def get(url: str) -> requests.Response:
    with network.network_settings(url).new_session() as session:
        return session.get(url, timeout=TIMEOUT)


@pytest.fixture(autouse=True)
def restore() -> Iterator[None]:
    yield
    QgsSettings().remove("proxy")
    QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()
    manager = QgsApplication.authManager()
    for config in manager.sslCertCustomConfigs():
        manager.removeSslCertCustomConfig(
            QgsAuthCertUtils.shaHexForCert(config.sslCertificate()), config.sslHostPort()
        )


@pytest.fixture
def trusted(authority: Path) -> Iterator[None]:
    """The private CA among the authorities QGIS trusts."""
    manager = QgsApplication.authManager()
    certificate = QSslCertificate.fromPath(str(authority / "ca.pem"))[0]
    assert manager.storeCertAuthority(certificate)
    rebuild_caches()
    yield
    manager.removeCertAuthority(certificate)
    rebuild_caches()


def rebuild_caches() -> None:
    """What QGIS does when its certificate manager is closed."""
    manager = QgsApplication.authManager()
    manager.rebuildCaCertsCache()
    manager.rebuildCertTrustCache()
    manager.rebuildTrustedCaCertsCache()


def set_proxy(port: int, **more: object) -> None:
    values = {"proxyEnabled": True, "proxyType": "HttpProxy", "proxyHost": "127.0.0.1",
              "proxyPort": str(port), **more}  # fmt: skip
    for key, value in values.items():
        QgsSettings().setValue(f"proxy/{key}", value)


def accept(server: Server, certificate: Path) -> None:
    """What QGIS stores when a user accepts a faulty certificate for a host."""
    config = QgsAuthConfigSslServer()
    config.setSslCertificate(QSslCertificate.fromPath(str(certificate))[0])
    config.setSslHostPort(f"localhost:{server.server_address[1]}")
    config.setSslIgnoredErrorEnums([QSslError.SslError.SelfSignedCertificate])
    if not QgsApplication.authManager().storeSslCertCustomConfig(config):
        raise RuntimeError("QGIS did not take the exception")


def test_a_private_authority_is_refused_until_qgis_trusts_it(issued: Server) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        get(address(issued))


def test_an_authority_qgis_trusts_is_trusted(issued: Server, trusted: None) -> None:
    assert get(address(issued)).text == "hello"


def test_the_agent_names_plugin_and_qgis(issued: Server, trusted: None) -> None:
    get(address(issued))
    agent = issued.seen[0]["User-Agent"]
    assert agent.startswith("CalTopo-Sync/0.") and " QGIS/3." in agent
    agent.encode("ascii")


def test_the_proxy_of_qgis_is_taken(issued: Server, trusted: None) -> None:
    with Proxy() as proxy, serving(proxy):
        set_proxy(proxy.port)
        assert get(address(issued)).text == "hello"
        assert proxy.asked == [f"CONNECT localhost:{issued.server_address[1]}"]


def test_plain_requests_take_it_too() -> None:
    server = Server()
    url = f"http://{ELSEWHERE}:{server.server_address[1]}/x"
    with serving(server), Proxy() as proxy, serving(proxy):
        set_proxy(proxy.port)
        assert get(url).text == "hello"
        assert proxy.asked == [f"GET {url}"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_plain_requests_to_this_computer_stay_on_it(host: str) -> None:
    server = Server()
    with serving(server), Proxy() as proxy, serving(proxy):
        set_proxy(proxy.port)
        assert get(f"http://{host}:{server.server_address[1]}/x").text == "hello"
        assert proxy.asked == []


def test_a_proxy_with_a_login(issued: Server, trusted: None) -> None:
    with Proxy("field user:p@ss:word/1") as proxy, serving(proxy):
        set_proxy(proxy.port, proxyUser="field user", proxyPassword="p@ss:word/1")
        assert get(address(issued)).text == "hello"
        set_proxy(proxy.port, proxyUser="field user", proxyPassword="other")
        with pytest.raises(requests.exceptions.ProxyError) as refused:
            get(address(issued))
        assert "other" not in str(refused.value)


@pytest.mark.parametrize("key", ["noProxyUrls", "proxyExcludedUrls"])
def test_excluded_servers_are_reached_directly(issued: Server, trusted: None, key: str) -> None:
    with Proxy() as proxy, serving(proxy):
        set_proxy(proxy.port, **{key: [address(issued)]})
        assert get(address(issued)).text == "hello"
        assert proxy.asked == []


def test_the_systems_proxy(issued: Server, trusted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with Proxy() as proxy, serving(proxy):
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        assert get(address(issued)).text == "hello"
        assert proxy.asked == []  # QGIS is not set to a proxy, whatever the environment says
        set_proxy(0, proxyType="DefaultProxy")
        assert get(address(issued)).text == "hello"
        assert len(proxy.asked) == 1


def test_a_socks_proxy_asks_for_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    set_proxy(1080, proxyType="Socks5Proxy")
    assert network.network_settings("https://caltopo.com").proxy == "socks5h://127.0.0.1:1080"
    monkeypatch.setattr(network.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingDependency) as missing:
        network.network_settings("https://caltopo.com")
    assert "PySocks" in missing.value.hint


def test_an_accepted_certificate_is_pinned(authority: Path) -> None:
    with https(authority, "own") as server:
        with pytest.raises(requests.exceptions.SSLError):
            get(address(server))
        accept(server, authority / "own.pem")
        assert get(address(server)).text == "hello"


def test_an_accepted_certificate_also_behind_a_proxy(authority: Path) -> None:
    with https(authority, "own") as server, Proxy() as proxy, serving(proxy):
        set_proxy(proxy.port)
        accept(server, authority / "own.pem")
        assert get(address(server)).text == "hello"
        assert len(proxy.asked) == 1


def test_an_issued_certificate_can_be_accepted_without_its_authority(
    issued: Server, authority: Path
) -> None:
    accept(issued, authority / "issued.pem")
    assert get(address(issued)).text == "hello"


@pytest.mark.parametrize("now", ["changed", "issued"])
def test_another_certificate_in_its_place_is_refused(
    authority: Path, trusted: None, now: str
) -> None:
    with https(authority, now) as server:
        accept(server, authority / "own.pem")
        with pytest.raises(requests.exceptions.SSLError):
            get(address(server))
        assert server.seen == []


def test_the_exception_is_for_one_host_only(authority: Path) -> None:
    with https(authority, "own") as accepted, https(authority, "own") as other:
        accept(accepted, authority / "own.pem")
        assert get(address(accepted)).text == "hello"
        with pytest.raises(requests.exceptions.SSLError):
            get(address(other))


def test_settings_read_here_serve_other_threads(issued: Server, trusted: None) -> None:
    settings = network.network_settings(address(issued))
    answers: list[str] = []

    def ask() -> None:
        with settings.new_session() as session:
            answers.append(session.get(address(issued), timeout=TIMEOUT).text)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TIMEOUT)
    assert answers == ["hello"] * 3


def test_a_call_without_timeout_gets_the_one_of_qgis() -> None:
    silent = socket.create_server(("127.0.0.1", 0))  # takes the connection and says nothing
    before = QgsNetworkAccessManager.timeout()
    QgsNetworkAccessManager.setTimeout(300)
    try:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with (
            network.network_settings(url).new_session() as session,
            pytest.raises(requests.exceptions.ReadTimeout),
        ):
            session.get(url)
    finally:
        QgsNetworkAccessManager.setTimeout(before)
        silent.close()


def test_the_bundle_is_private_and_whole(authority: Path, trusted: None) -> None:
    bundle = network.network_settings("https://caltopo.com").bundle
    assert bundle.stat().st_mode & 0o777 == 0o600
    text = bundle.read_text()
    assert (authority / "ca.pem").read_text().split()[3] in text
    assert text.count("BEGIN CERTIFICATE") > 50


def test_an_authority_qgis_distrusts_is_left_out(authority: Path, trusted: None) -> None:
    manager = QgsApplication.authManager()
    certificate = QSslCertificate.fromPath(str(authority / "ca.pem"))[0]
    assert manager.storeCertTrustPolicy(certificate, QgsAuthCertUtils.CertTrustPolicy.Untrusted)
    rebuild_caches()
    try:
        text = network.network_settings("https://caltopo.com").bundle.read_text()
        assert (authority / "ca.pem").read_text().split()[3] not in text
    finally:
        manager.removeCertTrustPolicy(certificate)
