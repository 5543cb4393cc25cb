# SPDX-License-Identifier: GPL-2.0-or-later
"""Connections are found again, and their secrets are in the authentication database only."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import AuthError, CalTopoError, NotFound
from caltopo_sync.plugin.caltopo.signing import Credential
from caltopo_sync.plugin.host import credentials
from caltopo_sync.plugin.host.credentials import Connection, Kept, StoreUnavailable
from qgis.core import QgsApplication, QgsSettings

SECRET = "bm90LWEtc2VjcmV0LWJ1dC1sb25nLWVub3VnaC0xMjM0NQ=="
CREDENTIAL = Credential("MADEUP000001", SECRET)
COUNTY = Connection("County SAR", "https://caltopo.com", "TEAM01", CREDENTIAL)


@pytest.fixture(autouse=True)
def forget_all() -> Iterator[None]:
    yield
    for name in credentials.names():
        credentials.remove(name)


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The authentication database without its master password, and nobody to ask for it."""
    manager = QgsApplication.authManager()
    manager.clearMasterPassword()
    yield manager
    manager.setMasterPassword("only for these tests", True)


def test_a_saved_connection_is_found_again() -> None:
    assert credentials.save(COUNTY) is Kept.ENCRYPTED
    assert credentials.names() == ["County SAR"]
    assert credentials.load("County SAR") == COUNTY


def test_without_credential_nothing_goes_to_the_database() -> None:
    before = QgsApplication.authManager().configIds()
    desktop = Connection("Desktop", "http://localhost:8080")
    assert credentials.save(desktop) is Kept.NOWHERE
    assert credentials.load("Desktop") == desktop
    assert QgsApplication.authManager().configIds() == before


def test_saving_again_replaces() -> None:
    credentials.save(COUNTY)
    entries = QgsApplication.authManager().configIds()
    second = Credential("MADEUP000002", SECRET)
    other = Connection("County SAR", "https://training.example", "TEAM02", second)
    credentials.save(other)
    assert credentials.load("County SAR") == other
    assert QgsApplication.authManager().configIds() == entries
    credentials.save(Connection("County SAR"))
    assert credentials.load("County SAR") == Connection("County SAR")
    assert not set(entries) & set(QgsApplication.authManager().configIds())


def test_a_removed_connection_leaves_nothing() -> None:
    before = set(QgsApplication.authManager().configIds())
    credentials.save(COUNTY)
    credentials.remove("County SAR")
    assert credentials.names() == []
    assert set(QgsApplication.authManager().configIds()) == before
    assert not [key for key in QgsSettings().allKeys() if "County SAR" in key]
    with pytest.raises(NotFound):
        credentials.load("County SAR")


def test_the_secret_is_in_no_file_as_it_is(profile: Path) -> None:
    credentials.save(COUNTY)
    QgsSettings().sync()
    settings_files = list(profile.rglob("*.ini"))
    assert settings_files, "the settings of the tests are expected in the profile"
    assert any(b"County%20SAR" in path.read_bytes() for path in settings_files)
    for path in profile.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert SECRET.encode() not in data, path
            assert CREDENTIAL.id.encode() not in data, path


def test_repr_and_errors_hide_the_secret() -> None:
    assert SECRET not in repr(COUNTY)
    assert CREDENTIAL.id not in repr(COUNTY)


def test_a_locked_database_takes_nothing_and_changes_nothing(locked: Any) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        credentials.save(COUNTY)
    assert "locked" in caught.value.text and "this session only" in caught.value.hint
    assert credentials.names() == []


def test_a_locked_database_and_a_secret_for_the_session(
    locked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = credentials.save(COUNTY, for_session=True)
    assert kept is Kept.SESSION
    assert "until QGIS is closed" in kept.message
    assert credentials.load("County SAR") == COUNTY
    monkeypatch.setattr(credentials, "_session_only", {})  # as in the next session
    assert credentials.expects_credential("County SAR")
    with pytest.raises(AuthError) as caught:
        credentials.load("County SAR")
    assert "until QGIS was closed" in caught.value.text


def test_a_secret_kept_for_the_session_leaves_the_store() -> None:
    before = set(QgsApplication.authManager().configIds())
    credentials.save(COUNTY)
    credentials.save(COUNTY, for_session=True)
    assert set(QgsApplication.authManager().configIds()) == before
    assert credentials.load("County SAR") == COUNTY


def test_changes_are_told_and_a_person_s_credential_is_known_as_such() -> None:
    told: list[int] = []
    note = lambda: told.append(1)  # noqa: E731
    credentials.changes.happened.connect(note)
    credentials.save(replace(COUNTY, personal=True))
    assert credentials.load("County SAR").personal
    credentials.remove("County SAR")
    credentials.changes.happened.disconnect(note)
    assert len(told) == 2


def test_a_locked_database_says_what_to_do(locked: Any) -> None:
    locked.setMasterPassword("only for these tests", True)
    credentials.save(COUNTY)
    locked.clearMasterPassword()
    with pytest.raises(AuthError) as caught:
        credentials.load("County SAR")
    assert "master password" in caught.value.hint and "County SAR" in caught.value.text


@pytest.mark.parametrize("name", ["", "  ", "a/b", "a\\b", "cts.ini#x", "cts.ini"])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(CalTopoError):
        credentials.save(Connection(name))
    assert credentials.names() == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("caltopo.com", "https://caltopo.com"),
        (" https://caltopo.com/ ", "https://caltopo.com"),
        ("localhost:8080", "http://localhost:8080"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("https://maps.example:8443", "https://maps.example:8443"),
    ],
)
def test_addresses(address: str, expected: str) -> None:
    assert credentials.checked_server(address, signed=True) == expected


@pytest.mark.parametrize(
    "address",
    ["", "ftp://x", "http://caltopo.com", "https://u:p@x", "https://x/m/ABC12", "https://x:y", "?"],
)
def test_addresses_that_get_no_signature(address: str) -> None:
    with pytest.raises(CalTopoError):
        credentials.checked_server(address, signed=True)


def test_an_unsigned_server_in_the_house_may_be_plain() -> None:
    assert (
        credentials.checked_server("http://10.0.0.7:8080", signed=False) == "http://10.0.0.7:8080"
    )


INI = f"""
[county]
id = MADEUP000001   # of the service account
key = {SECRET} # shown once
accountId = TEAM01
[night]
id=MADEUP000001
key={SECRET}
accountId=TEAM01
accountIdInternet=TEAM02
server=http://localhost:8080
[half]
id=MADEUP000001
[public]
server=https://caltopo.com
"""


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    path = tmp_path / "cts.ini"
    path.write_text(INI, encoding="utf-8")
    path.chmod(stat.S_IRUSR)
    return path


def test_an_ini_file_names_connections(ini: Path) -> None:
    county = credentials.load(f"{ini}#county")
    assert (county.server, county.team_id) == ("https://caltopo.com", "TEAM01")
    assert county.credential == CREDENTIAL
    night = credentials.load(f"{ini}#night")
    assert (night.server, night.team_id) == ("http://localhost:8080", "TEAM02")
    assert credentials.load(f"{ini}#public").credential is None
    assert credentials.ini_sections(ini) == ["county", "night", "half", "public"]


def test_faults_of_an_ini_file_hold_no_secret(ini: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound) as missing:
        credentials.load(f"{ini}#nobody")
    assert "county" in missing.value.hint
    with pytest.raises(AuthError):
        credentials.load(f"{ini}#half")
    other = tmp_path / "other.ini"
    other.write_text(f"[x]\nkey={SECRET}\n")
    with pytest.raises(AuthError) as halved:
        credentials.load(f"{other}#x")
    assert SECRET not in str(vars(halved.value))
    with pytest.raises(NotFound):
        credentials.load(f"{ini}")  # four sections and none chosen
    with pytest.raises(NotFound):
        credentials.load(f"{tmp_path}/none.ini#x")
    broken = tmp_path / "broken.ini"
    broken.write_text(f"{SECRET}\n[x]\n")
    with pytest.raises(CalTopoError) as unreadable:
        credentials.load(f"{broken}#x")
    shown = f"{unreadable.value}{unreadable.value.hint}{unreadable.value.details}"
    assert SECRET not in shown
    assert unreadable.value.__cause__ is None


def test_an_ini_file_open_to_others_is_noted(ini: Path) -> None:
    seen: list[str] = []

    def heard(text: str, tab: str, level: object) -> None:
        seen.append(text)

    told = QgsApplication.messageLog().messageReceived
    told.connect(heard)
    credentials.load(f"{ini}#county")
    assert not [text for text in seen if "other users" in text]
    ini.chmod(0o644)
    credentials.load(f"{ini}#county")
    told.disconnect(heard)
    assert [text for text in seen if "other users" in text]
    assert not [text for text in seen if SECRET in text]


def test_the_template_of_an_ini_file_fits(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "ui" / "cts.ini.template").read_text(encoding="utf-8")
    filled = tmp_path / "cts.ini"
    filled.write_text(
        text.replace("\nid =\n", f"\nid = {CREDENTIAL.id}\n")
        .replace("\nkey =\n", f"\nkey = {CREDENTIAL.secret}\n")
        .replace("\naccountId =\n", "\naccountId = ABC123\n")
        .replace("\n#[desktop]\n#accountId =\n#server", "\n[desktop]\naccountId = XY12\nserver"),
        encoding="utf-8",
    )
    filled.chmod(stat.S_IRUSR)
    county = credentials.load(f"{filled}#county")
    assert (county.server, county.team_id) == ("https://caltopo.com", "ABC123")
    assert county.credential == CREDENTIAL
    desktop = credentials.load(f"{filled}#desktop")
    assert (desktop.server, desktop.team_id) == ("http://localhost:8080", "XY12")
    assert desktop.credential is None
