# SPDX-License-Identifier: GPL-2.0-or-later
"""Saved connections: a name for a server, a team and a service account.

Name, server and team are QGIS settings. The credential (id and secret) is in QGIS's encrypted
authentication database and nowhere else, as an entry of the method Basic: username is the
credential's id, password its secret. Where that database is locked or missing, a credential can
be kept in memory until QGIS closes, if the user says so.

All functions belong on the main thread: QGIS may ask for its master password. A `Connection`
may be used in any thread.
"""

from __future__ import annotations

import configparser
import os
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..caltopo.errors import AuthError, CalTopoError, NotFound
from ..caltopo.signing import Credential
from . import authstore, log, settings
from .texts import tr

CALTOPO = "https://caltopo.com"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Connection:
    """A way to a server; ``credential`` is None for CalTopo Desktop and for public maps.

    ``team_id`` is the account whose maps are listed: the team's, or with a ``personal`` credential
    the person's own.
    """

    name: str
    server: str = CALTOPO
    team_id: str = ""
    credential: Credential | None = None
    personal: bool = False


class Kept(Enum):
    """Where a saved credential went."""

    NOWHERE = "there was none"
    ENCRYPTED = "in the QGIS authentication database"
    SESSION = "in memory, until QGIS is closed"

    @property
    def message(self) -> str:
        """What to tell the user; empty where all is as expected."""
        if self is not Kept.SESSION:
            return ""
        return tr("The secret is kept only until QGIS is closed; then it is asked for again.")


class StoreUnavailable(AuthError):  # noqa: N818 - it says what happened
    """QGIS's authentication database takes no credential: it is locked, or there is none."""


class _Changes(QObject):
    happened = pyqtSignal()


changes = _Changes()
"""``changes.happened`` is emitted when a saved connection is added, changed or removed."""

_session_only: dict[str, Credential] = {}


def names() -> list[str]:
    """The names of all saved connections."""
    return settings.connection_names()


def load(name: str) -> Connection:
    """The saved connection of this name, or that of an ini file (``path/to/cts.ini#section``).

    Raises NotFound when there is none and AuthError when its credential cannot be read.
    """
    if "#" in name or name.lower().endswith(".ini"):
        return from_ini(name)
    return replace(without_credential(name), credential=_credential(name))


def without_credential(name: str) -> Connection:
    """The saved connection of this name as far as the settings know it; raises NotFound."""
    if name not in names():
        known = ", ".join(names()) or tr("none yet")
        raise NotFound(
            tr("There is no connection “{name}”.").format(name=name),
            hint=tr("Saved connections: {known}.").format(known=known),
        )
    kept = settings.ConnectionSettings(name)
    return Connection(name, kept.server.get(), kept.team.get(), personal=kept.personal.get())


def expects_credential(name: str) -> bool:
    """Whether a saved connection has a credential, also where it cannot be read now."""
    kept = settings.ConnectionSettings(name)
    return bool(kept.authcfg.get()) or kept.session_only.get()


def save(connection: Connection, *, for_session: bool = False) -> Kept:
    """Keep a connection under its name, replacing one of that name; returns where the secret is.

    ``for_session`` keeps the secret in memory only. Raises CalTopoError for a name or server that
    cannot be used, and StoreUnavailable where the authentication database does not take the
    secret; nothing has changed then.
    """
    name = checked_name(connection.name)
    server = checked_server(connection.server, signed=connection.credential is not None)
    kept = settings.ConnectionSettings(name)
    where = _keep_credential(name, connection.credential, for_session)
    kept.mark()
    kept.server.set(server)
    kept.team.set(connection.team_id.strip())
    kept.personal.set(connection.personal)
    kept.session_only.set(where is Kept.SESSION)
    changes.happened.emit()
    return where


def _keep_credential(name: str, credential: Credential | None, for_session: bool) -> Kept:
    kept = settings.ConnectionSettings(name)
    if credential is None or for_session:
        _forget_credential(name)
    if credential is None:
        return Kept.NOWHERE
    if for_session:
        _session_only[name] = credential
        return Kept.SESSION
    authcfg = authstore.store(
        f"CalTopo: {name}", credential.id, credential.secret, kept.authcfg.get()
    )
    if not authcfg:
        raise StoreUnavailable(store_trouble(), hint=_way_on())
    _session_only.pop(name, None)
    kept.authcfg.set(authcfg)
    return Kept.ENCRYPTED


def remove(name: str) -> None:
    """Forget a connection and its credential; nothing happens when there is none."""
    if name in names():
        _forget_credential(name)
        settings.ConnectionSettings(name).forget()
        changes.happened.emit()


def store_trouble() -> str:
    """Why QGIS's authentication database takes and gives nothing, in a sentence."""
    if QgsApplication.authManager().isDisabled():
        return tr("QGIS's password store is not available on this computer.")
    return tr("QGIS's password store is locked: its master password was not given.")


def _way_on() -> str:
    return tr(
        "Unlock it with its master password (Settings > Options > Authentication), or keep the "
        "secret for this session only."
    )


def ini_sections(path: Path) -> list[str]:
    """The sections of a caltopo_python configuration file; raises NotFound and CalTopoError."""
    return _parsed(path).sections()


def from_ini(reference: str) -> Connection:
    """The connection of a caltopo_python configuration file: ``path/to/cts.ini#section``.

    The section holds ``id``, ``key``, ``accountId`` or ``accountIdInternet`` (which goes first),
    and perhaps ``server`` (caltopo.com where missing). Without ``#section`` the file must have
    only one. Comments may follow a value. Raises NotFound and CalTopoError; no text of the file
    is ever in an error.
    """
    location, _, section = reference.partition("#")
    path = Path(location).expanduser()
    parser = _parsed(path)
    if not section and len(parser.sections()) == 1:
        section = parser.sections()[0]
    if section not in parser:
        known = ", ".join(parser.sections()) or "none"
        raise NotFound(
            tr("{path} has no section “{section}”.").format(path=path, section=section),
            hint=tr("Its sections: {known}.").format(known=known),
        )
    _warn_if_open_to_others(path)
    values = parser[section]
    credential = _pair(values.get("id"), values.get("key"), f"{path}, section “{section}”")
    return Connection(
        f"{location}#{section}",
        checked_server(values.get("server", CALTOPO), signed=credential is not None),
        values.get("accountIdInternet") or values.get("accountId") or "",
        credential,
    )


def _parsed(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, inline_comment_prefixes=("#", ";"))
    try:
        parser.read_string(path.read_text(encoding="utf-8-sig"))
    except OSError as failure:
        raise NotFound(
            tr("{path} cannot be read: {reason}.").format(path=path, reason=failure.strerror)
        ) from None
    except (UnicodeDecodeError, configparser.Error):
        raise CalTopoError(
            tr("{path} is not a configuration file.").format(path=path),
            hint=tr("It has a [section] and below it lines like “id = …” and “key = …”."),
        ) from None
    return parser


def checked_name(name: str) -> str:
    """The name, trimmed; raises CalTopoError where the settings could not hold it."""
    trimmed = name.strip()
    if not trimmed or any(sign in trimmed for sign in "/\\#") or trimmed.endswith(".ini"):
        raise CalTopoError(
            tr("A connection needs a name without slashes and without “#”."),
            hint=tr("For instance: County SAR"),
        )
    return trimmed


def checked_server(address: str, *, signed: bool) -> str:
    """The address as ``https://host[:port]``; raises CalTopoError where requests must not go.

    Without a scheme it is https, on this computer (CalTopo Desktop) http. A signature does not
    cover the host, so signed requests go over plain http to this computer only.
    """
    text = address.strip().rstrip("/")
    if "://" not in text:
        host = urlsplit(f"//{text}").hostname
        text = f"{'http' if host in LOOPBACK else 'https'}://{text}"
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, port = urlsplit(""), ""
    host = parts.hostname or ""
    usable = host and not parts.username and not parts.path and not parts.query
    if not usable or parts.scheme not in ("http", "https"):
        raise CalTopoError(
            tr("The server's address cannot be used."),
            hint=tr("It is a host alone, like https://caltopo.com or http://localhost:8080."),
        )
    if signed and parts.scheme == "http" and host not in LOOPBACK:
        raise CalTopoError(
            tr("{host} is not this computer, so the connection must be encrypted.").format(
                host=host
            ),
            hint=tr("Use https://{host}{port}.").format(host=host, port=port),
        )
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def _credential(name: str) -> Credential | None:
    if name in _session_only:
        return _session_only[name]
    authcfg = settings.ConnectionSettings(name).authcfg.get()
    if not authcfg:
        if settings.ConnectionSettings(name).session_only.get():
            raise AuthError(
                tr("The secret of “{name}” was kept until QGIS was closed.").format(name=name),
                hint=tr("Enter it again."),
            )
        return None
    pair = authstore.read(authcfg)
    if pair is None:
        raise StoreUnavailable(
            tr("The credential of “{name}” cannot be read.").format(name=name)
            + " "
            + store_trouble(),
            hint=_way_on(),
        )
    return _pair(*pair, f"connection “{name}”")


def _pair(identifier: str | None, secret: str | None, where: str) -> Credential | None:
    identifier, secret = (identifier or "").strip(), (secret or "").strip()
    if not identifier and not secret:
        return None
    if not identifier or not secret:
        raise AuthError(
            tr("Half of a credential is missing in {where}.").format(where=where),
            hint=tr("A service account has an id of 12 letters and digits, and a secret."),
        )
    return Credential(identifier, secret)


def _forget_credential(name: str) -> None:
    _session_only.pop(name, None)
    kept = settings.ConnectionSettings(name)
    authcfg = kept.authcfg.get()
    if authcfg:
        QgsApplication.authManager().removeAuthenticationConfig(authcfg)
        kept.authcfg.set("")


def _warn_if_open_to_others(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        log.warning(f"{path} holds a secret and can be read by other users of this computer.")
