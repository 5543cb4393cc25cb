# SPDX-License-Identifier: GPL-2.0-or-later
"""Files are private, and no name from a server becomes a path."""

from __future__ import annotations

from pathlib import Path

import pytest
from caltopo_sync.plugin.host import log, paths, settings
from qgis.core import QgsApplication


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_workspace_is_in_the_profile(profile: Path) -> None:
    folder = paths.workspace()
    assert folder.is_relative_to(profile)
    assert mode(folder) == 0o700


def test_a_chosen_workspace_is_made_private(tmp_path: Path) -> None:
    assert paths.workspace(tmp_path / "maps") == tmp_path / "maps"
    assert mode(tmp_path / "maps") == 0o700
    settings.WORKSPACE.set(str(tmp_path / "set"))
    try:
        assert paths.workspace() == tmp_path / "set"
        assert paths.workspace(tmp_path / "given") == tmp_path / "given"
    finally:
        settings.WORKSPACE.set("")


def test_our_own_folder_is_made_private_again(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    ours.chmod(0o755)
    assert mode(paths.private_folder(ours)) == 0o700


def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o750)
    assert paths.workspace(shared) == shared
    assert mode(shared) == 0o750


def test_files_are_private_and_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"old")
    path.chmod(0o644)
    paths.write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ridge / North: 2nd OP", "Ridge _ North_ 2nd OP"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("a\x00b\nc", "a_b_c"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ("cont", "cont"),
        ("\u202egpj.exe", "_gpj.exe"),
        ("Šumava", "Šumava"),
        ("x" * 300, "x" * 80),
        ("😀" * 80, "😀" * 50),
        ("half \ud83d a letter", "half _ a letter"),
        ("NUL .png", "_NUL .png"),
        ("com¹", "_com¹"),
        ("CONOUT$", "_CONOUT$"),
        ("end. . ", "end"),
    ],
)
def test_names_are_cleaned(text: str, expected: str, tmp_path: Path) -> None:
    assert paths.clean_name(text) == expected
    (tmp_path / (expected + ".a-long-suffix.geojson")).touch()


def test_copies_are_named_by_server_and_map() -> None:
    assert paths.copy_stem("https://caltopo.com", "ABC12") == "caltopo.com_ABC12"
    assert paths.copy_stem("http://localhost:8080", "ABC12") == "localhost-8080_ABC12"


def test_the_log_hides_what_an_address_carries() -> None:
    seen: list[tuple[str, str]] = []

    def heard(text: str, tab: str, level: object) -> None:
        seen.append((text, tab))

    told = QgsApplication.messageLog().messageReceived
    told.connect(heard)
    log.error(
        ConnectionError("GET /api/v1/map/X?id=CRED01&expires=17&signature=abc%3D via http://u:p@h")
    )
    told.disconnect(heard)
    text, tab = seen[-1]
    assert tab == "CalTopo"
    assert text == "GET /api/v1/map/X?id=…&expires=…&signature=… via http://…@h"


def test_a_setting_comes_back_as_its_type() -> None:
    assert settings.PUSH_ON_SAVE.get() is True
    settings.PUSH_ON_SAVE.set(False)
    assert settings.PUSH_ON_SAVE.get() is False
    settings.PUSH_ON_SAVE.set(True)
    assert settings.PUSH_ON_SAVE.get() is True
