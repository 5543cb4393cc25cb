# SPDX-License-Identifier: GPL-2.0-or-later
"""The connection's Test button behind a proxy, and with a certificate nobody but QGIS trusts."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.gui.connection_dialog import ConnectionDialog
from caltopo_sync.plugin.gui.work import Desk
from caltopo_sync.plugin.host.credentials import Connection
from gui.window import wait_until
from qgis.core import (
    QgsApplication,
    QgsAuthCertUtils,
    QgsAuthConfigSslServer,
    QgsNetworkAccessManager,
    QgsSettings,
)  # fmt: skip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtNetwork import QSslCertificate, QSslError
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialogButtonBox, QPushButton
from standin import Standin

HOST = "caltopo.county.test"  # found by the proxy alone
SECONDS = 20


class Relay(socketserver.ThreadingTCPServer):
    """Hands every connection on to an address; ``context`` ends TLS, ``connect`` makes it a proxy
    that is asked with CONNECT and keeps what for."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(
        self, to: int, context: ssl.SSLContext | None = None, connect: bool = False
    ) -> None:
        self.to, self.context, self.connect = to, context, connect
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), Relayed)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Who does not trust the certificate hangs up; that is what is tested."""


class Relayed(socketserver.BaseRequestHandler):
    """One connection."""

    server: Relay

    def handle(self) -> None:
        near: socket.socket = self.request
        near.settimeout(SECONDS)
        if self.server.connect:
            head = b""
            while b"\r\n\r\n" not in head:
                head += near.recv(4096)
            self.server.asked.append(head.split(b"\r\n")[0].decode())
            near.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        if self.server.context is not None:
            near = self.server.context.wrap_socket(near, server_side=True)
        with socket.create_connection(("127.0.0.1", self.server.to), SECONDS) as far:
            back = threading.Thread(target=pump, args=(far, near), daemon=True)
            back.start()
            pump(near, far)
            back.join(SECONDS)


def pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def running(relay: Relay) -> Iterator[Relay]:
    threading.Thread(target=relay.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield relay
    finally:
        relay.shutdown()
        relay.server_close()


@pytest.fixture
def front(standin: Standin, tmp_path: Path) -> Iterator[Relay]:
    """The stand-in behind TLS with a certificate that it signed itself."""
    files = ("-keyout", "own.key", "-out", "own.pem", "-subj", "/CN=" + HOST)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *files],
        cwd=tmp_path, check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "own.pem", tmp_path / "own.key")
    port = urlsplit(standin.url).port
    assert port is not None
    with running(Relay(port, context)) as relay:
        yield relay


@pytest.fixture
def proxy(front: Relay) -> Iterator[Relay]:
    """A proxy in QGIS's settings."""
    with running(Relay(front.port, connect=True)) as relay:
        for key, value in (("Enabled", True), ("Type", "HttpProxy"), ("Host", "127.0.0.1"),
                           ("Port", str(relay.port))):  # fmt: skip
            QgsSettings().setValue("proxy/proxy" + key, value)
        yield relay
    QgsSettings().remove("proxy")
    QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()


@pytest.fixture
def form(connection: Connection, front: Relay) -> Iterator[ConnectionDialog]:
    """The connection's form, filled in."""
    made = ConnectionDialog(Desk(), connection)
    made.server.setText(f"https://{HOST}:{front.port}")
    made.show()
    yield made
    made.close()
    made.deleteLater()


def verdict(form: ConnectionDialog) -> str:
    """What pressing Test says in the end."""
    QTest.mouseClick(form.test, Qt.MouseButton.LeftButton)
    wait_until(form.test.isEnabled, SECONDS)
    return str(form.verdict.text())


def save_button(form: ConnectionDialog) -> QPushButton:
    return form.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)


def there_and_back(plugin: Any, connection: str, standin: Standin) -> None:
    """Open the map of a saved connection in the window, retitle its marker, and have it pushed."""
    plugin.desktop.maps.open(api.connection(connection), "ABC12", "Ridge search")
    wait_until(lambda: plugin.desktop.maps.find("ABC12"), SECONDS)
    opened = plugin.desktop.maps.find("ABC12")
    wait_until(lambda: opened.layers().get("Marker") is not None, SECONDS)
    layer = opened.layers()["Marker"]
    assert layer.startEditing()
    (marker,) = layer.getFeatures()
    layer.changeAttributeValue(marker.id(), layer.fields().indexOf("title"), "By the proxy")
    assert layer.commitChanges()
    wait_until(
        lambda: any(
            f["properties"]["title"] == "By the proxy" for f in standin.objects("ABC12").values()
        ),
        SECONDS,
    )
    plugin.desktop.maps.close(opened)


def test_through_the_proxy_to_a_certificate_qgis_was_told_about(
    form: ConnectionDialog,
    front: Relay,
    proxy: Relay,
    standin: Standin,
    tmp_path: Path,
    plugin: Any,
) -> None:
    standin.clear_calls()
    assert "certificate" in verdict(form)  # nobody was told about it yet
    assert standin.calls == []
    manager = QgsApplication.authManager()
    certificate = QSslCertificate.fromPath(str(tmp_path / "own.pem"))[0]
    told = QgsAuthConfigSslServer()
    told.setSslCertificate(certificate)
    told.setSslHostPort(f"{HOST}:{front.port}")
    told.setSslIgnoredErrorEnums([QSslError.SslError.SelfSignedCertificate])
    assert manager.storeSslCertCustomConfig(told)
    try:
        assert "It works. You are “SVC001”." in verdict(form)
        QTest.mouseClick(save_button(form), Qt.MouseButton.LeftButton)
        wait_until(lambda: not form.isVisible(), SECONDS)
        there_and_back(plugin, form.saved_name, standin)
    finally:
        sha = QgsAuthCertUtils.shaHexForCert(certificate)
        manager.removeSslCertCustomConfig(sha, f"{HOST}:{front.port}")
    assert standin.calls
    assert all(line.startswith(f"CONNECT {HOST}:{front.port} ") for line in proxy.asked)


def test_a_proxy_that_is_not_there_is_named(form: ConnectionDialog, proxy: Relay) -> None:
    proxy.shutdown()
    proxy.server_close()
    assert f"127.0.0.1:{proxy.port}" in verdict(form)
