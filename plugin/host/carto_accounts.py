# SPDX-License-Identifier: GPL-2.0-or-later
"""Accounts at CARTO Maps APIs: a name for an address and an API key, and the tokens of named maps.

Name and address are QGIS settings. The key is an entry (method Basic: the account's user, the key)
of QGIS's encrypted authentication database and nowhere else, so that QGIS itself can send it with
tiles by the entry's id. Auth tokens are entries too.

Functions belong on the main thread, where QGIS may ask for its master password; a `CartoAccount`
may be used in any.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlsplit

from qgis.core import QgsApplication, QgsSettings

from ..caltopo.errors import AuthError, CalTopoError, NotFound
from ..carto.address import address
from ..carto.client import MapsApi
from ..carto.errors import CartoError
from . import authstore, network
from .credentials import checked_name
from .network import NetworkSettings
from .settings import GROUP, Setting
from .texts import tr

_ACCOUNTS = "carto_accounts"
_TOKENS = "carto_tokens"
_USED = "carto_used"

_session_tokens: dict[tuple[str, str], str] = {}


class CartoMapError(CalTopoError, CartoError):
    """What a Maps API said, as the rest of the plugin tells errors; ``errors`` and ``layer`` as in
    CartoError."""

    def __init__(self, error: CartoError) -> None:
        CalTopoError.__init__(
            self,
            error.text,
            details="\n".join(text for text in error.errors if text not in error.text),
            hint=error.hint,
            retryable=error.retryable,
            status=error.status,
            retry_after=error.retry_after,
        )
        self.errors = error.errors
        self.layer = error.layer


@dataclass(frozen=True)
class CartoAccount:
    """A way to an account; ``api_key`` is None where only public data are drawn.

    ``name`` is the one it is saved under; its address where it is not saved.
    ``authcfg`` is the id of the key's entry, which QGIS sends along with tiles.
    """

    name: str
    base_url: str
    api_key: str | None = field(default=None, repr=False)
    authcfg: str = ""

    def network(self) -> NetworkSettings:
        """QGIS's proxy, certificates and timeout for its server; some 50 ms.  Main thread; raises
        CartoMapError."""
        try:
            parts = urlsplit(address(self.base_url, with_key=self.api_key is not None).account)
        except CartoError as error:
            raise CartoMapError(error) from None
        return network.network_settings(f"{parts.scheme}://{parts.netloc}")

    def client(self, settings: NetworkSettings | None = None) -> MapsApi:
        """A client with these network settings, or with those of now.  Main thread; raises
        CartoMapError."""
        qgis = settings or self.network()
        try:
            return MapsApi(self.base_url, self.api_key, new_session=qgis.new_session, timeout=None)
        except CartoError as error:
            raise CartoMapError(error) from None


def names() -> list[str]:
    """The names of all saved accounts, sorted as people sort."""
    settings = QgsSettings()
    settings.beginGroup(f"{GROUP}/{_ACCOUNTS}")
    found = settings.childGroups()
    settings.endGroup()
    return sorted(found, key=str.casefold)


def load(name: str) -> CartoAccount:
    """The saved account of this name, or one without key for an address.

    Raises NotFound, and AuthError where the key cannot be read.
    """
    if "://" in name:
        return CartoAccount(name, name)
    account = without_key(name)
    if not account.authcfg:
        return account
    pair = authstore.read(account.authcfg)
    if pair is None or not pair[1]:
        raise AuthError(
            tr("The API key of “{name}” cannot be read from QGIS's password store.").format(
                name=name
            ),
            hint=tr(
                "Unlock the store with its master password (Settings > Options > "
                "Authentication), or enter the key again."
            ),
        )
    return replace(account, api_key=pair[1])


def without_key(name: str) -> CartoAccount:
    """The saved account of this name as far as the settings know it; raises NotFound."""
    if name not in names():
        known = ", ".join(names()) or tr("none yet")
        raise NotFound(
            tr("There is no CARTO account “{name}”.").format(name=name),
            hint=tr("Saved accounts: {known}.").format(known=known),
        )
    return CartoAccount(name, _url(name).get(), authcfg=_authcfg(name).get())


def save(account: CartoAccount) -> None:
    """Keep an account under its name, replacing one of that name.

    Raises CalTopoError for a name or address that cannot be used, for a key that would go over
    plain http, and where QGIS's password store is locked: tiles get the key from there alone.
    """
    name = checked_name(account.name)
    try:
        place = address(account.base_url, with_key=account.api_key is not None)
    except CartoError as error:
        raise CartoMapError(error) from None
    before = _authcfg(name).get()
    if account.api_key is not None:
        authcfg = authstore.store(f"CARTO: {name}", place.user, account.api_key, before)
        if not authcfg:
            raise CalTopoError(
                tr(
                    "QGIS's password store is locked or not available, and the API key is kept "
                    "there alone."
                ),
                hint=tr("Unlock it under Settings > Options > Authentication and save again."),
            )
        _authcfg(name).set(authcfg)
    elif before:
        QgsApplication.authManager().removeAuthenticationConfig(before)
        _authcfg(name).set("")
    _url(name).set(place.account)


def remove(name: str) -> None:
    """Forget an account, its key and its tokens; nothing happens when there is none."""
    manager = QgsApplication.authManager()
    if name not in names():
        return
    settings = QgsSettings()
    settings.beginGroup(_token_group(name))
    tokens = [str(settings.value(key)) for key in settings.childKeys()]
    settings.endGroup()
    for authcfg in filter(None, [_authcfg(name).get(), *tokens]):
        manager.removeAuthenticationConfig(authcfg)
    settings.remove(_token_group(name))
    settings.remove(f"{GROUP}/{_ACCOUNTS}/{name}")


def token(account: str, map_name: str) -> str | None:
    """The auth token kept for a named map of an account."""
    kept = _session_tokens.get((account, map_name))
    if kept is not None:
        return kept
    authcfg = _token(account, map_name).get()
    pair = authstore.read(authcfg) if authcfg else None
    return (pair[1] or None) if pair else None


def keep_token(account: str, map_name: str, value: str) -> None:
    """Keep the auth token of a named map; until QGIS closes, where the store is locked."""
    setting = _token(account, map_name)
    title = f"CARTO token: {account}, {map_name}"
    authcfg = authstore.store(title, map_name, value, setting.get())
    if authcfg:
        setting.set(authcfg)
    else:
        _session_tokens[account, map_name] = value


def may_be_asked(account: str) -> bool:
    """Whether requests may go to this account without anybody saying so: a saved one, or an
    address that was given here before. A project may come from anybody and name any address."""
    return account in names() or Setting(f"{_USED}/{quote(account, safe='')}", False, "").get()


def note_used(account: str) -> None:
    """Remember an address that was given here."""
    if "://" in account:
        Setting(f"{_USED}/{quote(account, safe='')}", False, "maps come from here").set(True)


def _url(name: str) -> Setting[str]:
    return Setting(f"{_ACCOUNTS}/{name}/url", "", "address of the account")


def _authcfg(name: str) -> Setting[str]:
    return Setting(f"{_ACCOUNTS}/{name}/authcfg", "", "id of the key's entry")


def _token(account: str, map_name: str) -> Setting[str]:
    return Setting(
        f"{_TOKENS}/{quote(account, safe='')}/{quote(map_name, safe='')}", "", "id of an entry"
    )


def _token_group(account: str) -> str:
    return f"{GROUP}/{_TOKENS}/{quote(account, safe='')}"
