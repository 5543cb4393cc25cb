# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS's network settings, for requests.

Requests go through the `requests` library and not through Qt, because Qt sends a POST again by
itself when a server closes without an answer: an object would be added twice. This carries over
what people have set in QGIS: proxy, certificates, exceptions for single hosts, timeout.
"""

from __future__ import annotations

import configparser
import hashlib
import importlib.util
import ssl
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import requests
from qgis.core import Qgis, QgsApplication, QgsAuthCertUtils, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkProxy, QNetworkProxyQuery
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from ..caltopo.errors import CalTopoError, MissingDependency
from . import paths
from .credentials import LOOPBACK
from .texts import tr

CONNECT_SECONDS = 10.0
_PARTIAL_CHAIN = 0x80000  # ssl.VERIFY_X509_PARTIAL_CHAIN, which Python 3.9 does not name


@dataclass(frozen=True, repr=False)
class NetworkSettings:
    """How requests to one server leave this computer.  Made on the main thread, used in any.

    ``proxy`` is an address with its login, or empty. ``bundle`` is the file of the trusted
    certificates. ``pin`` is the certificate (DER) of a server that the user accepted as it is.
    """

    server: str
    proxy: str
    bundle: Path
    pin: bytes | None
    connect_timeout: float
    read_timeout: float
    user_agent: str

    def new_session(self) -> requests.Session:
        """A session of its own for the calling thread; nothing in it comes from the environment."""
        session = requests.Session()
        session.trust_env = False
        session.verify = str(self.bundle)
        session.headers["User-Agent"] = self.user_agent
        if self.proxy:
            session.proxies = {"http": self.proxy, "https": self.proxy}
        adapter = _Adapter(self)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        return session


def network_settings(server: str) -> NetworkSettings:
    """Read what QGIS has set for requests to this server.  Main thread.

    Raises MissingDependency for a SOCKS proxy without PySocks.
    """
    return NetworkSettings(
        server,
        _proxy(server),
        _certificate_bundle(),
        _accepted_certificate(server),
        CONNECT_SECONDS,
        QgsNetworkAccessManager.timeout() / 1000,
        user_agent(),
    )


def user_agent() -> str:
    """The name under which servers see us: ``CalTopo-Sync/0.1.0 QGIS/3.22.16``."""
    qgis = Qgis.version().split("-")[0]  # the rest is the release's name, not always ASCII
    return f"CalTopo-Sync/{plugin_version()} QGIS/{qgis}"


def plugin_version() -> str:
    """The version in metadata.txt."""
    parser = configparser.ConfigParser()
    parser.read(Path(__file__).parents[2] / "metadata.txt", encoding="utf-8")
    return parser.get("general", "version")


class _Adapter(HTTPAdapter):
    """Adds the timeouts where a call gives none, and the accepted certificate of the server."""

    def __init__(self, settings: NetworkSettings) -> None:
        self._settings = settings
        self._tls: dict[str, Any] = {}
        if settings.pin:
            # The certificate is an anchor for the chain, and the only one that will do.
            try:
                context = ssl.create_default_context(cadata=settings.pin)
            except ssl.SSLError:
                # QGIS's password store may leave an error of its own in OpenSSL's queue of this
                # thread, which Python takes for one of this call; the call has emptied the queue.
                context = ssl.create_default_context(cadata=settings.pin)
            context.check_hostname = False  # the fingerprint says more than a name
            context.verify_flags = ssl.VerifyFlags(context.verify_flags | _PARTIAL_CHAIN)
            self._tls["ssl_context"] = context
            self._tls["assert_fingerprint"] = hashlib.sha256(settings.pin).hexdigest()
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **{**kwargs, **self._tls})

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        return super().proxy_manager_for(proxy, **{**kwargs, **self._tls})

    def send(self, request: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = (self._settings.connect_timeout, self._settings.read_timeout)
        return super().send(request, **kwargs)


def _proxy(server: str) -> str:
    """The proxy QGIS would take to this server: its own, the system's, or none (empty).

    Requests over plain http never leave this computer: not to a proxy either, whose localhost is
    another computer's and which could read what they say.
    """
    parts = urlsplit(server)
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return ""
    manager = QgsNetworkAccessManager.instance()
    manager.setupDefaultProxyAndCache()  # settings may have changed since QGIS started
    query = QNetworkProxyQuery(QUrl(server))
    proxy = (manager.proxyFactory().queryProxy(query) or [QNetworkProxy.applicationProxy()])[0]
    if proxy.type() == QNetworkProxy.ProxyType.DefaultProxy:
        proxy = QNetworkProxy.applicationProxy()
    kinds = {
        QNetworkProxy.ProxyType.HttpProxy: "http",
        QNetworkProxy.ProxyType.HttpCachingProxy: "http",
        QNetworkProxy.ProxyType.Socks5Proxy: "socks5h",
    }
    if proxy.type() not in kinds or not proxy.hostName():
        return ""
    scheme = kinds[proxy.type()]
    if scheme == "socks5h" and importlib.util.find_spec("socks") is None:
        raise MissingDependency(
            tr("QGIS is set to a SOCKS proxy, and the Python package for it is missing."),
            hint=tr(
                "Install PySocks (Debian and Ubuntu: python3-socks), or choose an HTTP proxy "
                "under Settings > Options > Network."
            ),
        )
    login = ""
    if proxy.user():
        login = f"{quote(proxy.user(), safe='')}:{quote(proxy.password(), safe='')}@"
    host = f"[{proxy.hostName()}]" if ":" in proxy.hostName() else proxy.hostName()
    return f"{scheme}://{login}{host}:{proxy.port()}"


def _certificate_bundle() -> Path:
    """The file of all trusted certificates: the system's and those QGIS trusts on top."""
    manager = QgsApplication.authManager()
    ours = bytes(manager.trustedCaCertsPemText()).decode("ascii", "replace")
    system = Path(DEFAULT_CA_BUNDLE_PATH).read_text(encoding="utf-8", errors="replace")
    untrusted = QgsAuthCertUtils.CertTrustPolicy.Untrusted
    refused = {bytes(certificate.toDer()) for certificate in manager.untrustedCaCerts()} | {
        bytes(certificate.toDer())
        for certificate in manager.trustedCaCerts()  # 3.40 leaves distrusted ones among them
        if manager.certTrustPolicy(certificate) == untrusted
    }
    trusted = {**_certificates(system), **_certificates(ours)}
    text = "\n".join(pem for der, pem in trusted.items() if der not in refused) + "\n"
    path = paths.own_folder() / "certificates.pem"
    data = text.encode("ascii")
    if not path.exists() or path.read_bytes() != data:
        paths.write_private(path, data)
    return path


@lru_cache(maxsize=4)  # a system has a hundred and more, and each connection asks for them
def _certificates(text: str) -> dict[bytes, str]:
    """The certificates of a PEM text, by their DER form."""
    found = {}
    for part in text.split(ssl.PEM_HEADER)[1:]:
        body, end, _ = part.partition(ssl.PEM_FOOTER)
        if end:
            pem = f"{ssl.PEM_HEADER}{body}{ssl.PEM_FOOTER}"
            found[ssl.PEM_cert_to_DER_cert(pem)] = pem
    return found


def _accepted_certificate(server: str) -> bytes | None:
    """The certificate the user accepted for this host and port in spite of its faults."""
    parts = urlsplit(server)
    if parts.scheme != "https":
        return None
    manager = QgsApplication.authManager()
    if manager.isDisabled():
        return None
    config = manager.sslCertCustomConfigByHost(f"{parts.hostname}:{parts.port or 443}")
    if config.isNull() or not config.sslIgnoredErrorEnums():
        return None
    certificate = bytes(config.sslCertificate().toDer())
    if not certificate:
        raise CalTopoError(
            tr("QGIS holds an exception for {hostname} without a certificate.").format(
                hostname=parts.hostname
            ),
            hint=tr("Remove it under Settings > Options > Authentication > Manage Certificates."),
        )
    return certificate
