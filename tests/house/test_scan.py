# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip users install holds what it should, and the scan catches what it should."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Callable

import pytest
from house.scan import form, placeholders, scan

ROOT = Path(__file__).parents[2]
NAME = "caltopo_sync"


def pack(folder: Path, archive: Path) -> Path:
    """Zip a folder with its top name and its permissions."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(folder.rglob("*")):
            opened.write(path, path.relative_to(folder.parent).as_posix())
    return archive


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip as `make zip` makes it."""
    archive = tmp_path_factory.mktemp("zip") / f"{NAME}.zip"
    subprocess.run(["make", "--silent", "zip", f"ZIP={archive}"], cwd=ROOT, check=True, timeout=60)
    return archive


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small package the site would take, to plant something into."""
    folder = tmp_path / NAME
    (folder / "plugin").mkdir(parents=True)
    for name in ("__init__.py", "metadata.txt", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    icon = folder / "ui/icons/caltopo_sync.svg"
    icon.parent.mkdir(parents=True)
    shutil.copy(ROOT / "ui/icons/caltopo_sync.svg", icon)
    (folder / "plugin/clean.py").write_text('"""Nothing here."""\n')
    return folder


def test_the_zip_holds_what_users_need_and_no_more(built: Path) -> None:
    with zipfile.ZipFile(built) as opened:
        names = [name.removeprefix(f"{NAME}/") for name in opened.namelist()]
    assert {"metadata.txt", "__init__.py", "LICENSE", "plugin/__init__.py"} <= set(names)
    top = {name.split("/")[0] for name in names} - {""}
    files = {"metadata.txt", "__init__.py", "LICENSE", "README.md", "CHANGELOG.md"}
    assert top <= files | {"plugin", "ui", "i18n", "docs"}
    assert "i18n/caltopo_sync_es.qm" in names


def test_the_copy_to_plant_into_is_clean(copy: Path, tmp_path: Path) -> None:
    assert scan(pack(copy, tmp_path / "x.zip")) == []


def file(name: str, mode: int = 0o644) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")
        path.chmod(stat.S_IFREG | mode)

    return plant


def metadata(old: str, new: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        path = folder / "metadata.txt"
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"metadata.txt has no {old}")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return plant


SECRET = "AKIA" + "QX7ZP2MWN4LRT6VD"  # of the form of a cloud key, and nobody's


SOURCES = [
    ("B101", "assert 1\n"),
    ("B105", 'token = ""\n'),
    ("B107", 'def sign(secret=""):\n    return secret\n'),
    ("B110", "try:\n    x = 1\nexcept Exception:\n    pass\n"),
    ("B113", 'import requests\n\nrequests.get("https://caltopo.com")\n'),
    ("B311", "import random\n\nx = random.random()\n"),
    ("B324", 'import hashlib\n\nx = hashlib.md5(b"x")\n'),
    ("B501", 'import requests\n\nrequests.get("x", verify=False, timeout=1)\n'),
    ("B602", 'import subprocess\n\nsubprocess.run("ls", shell=True)\n'),
    ("B608", 'def all_of(table):\n    return f"SELECT * FROM {table}"\n'),
    ("secret", f'access = "{SECRET}"\n'),
    ("flake8", "import os\n"),
    ("bandit", "def broken(:\n"),
]


def test_planted_faults_in_sources_are_caught(copy: Path, tmp_path: Path) -> None:
    for check, text in SOURCES:
        (copy / f"plugin/planted_{check}.py").write_text(text)
    caught = {(found.check, found.where) for found in scan(pack(copy, tmp_path / "x.zip"))}
    for check, _text in SOURCES:
        assert any(c == check and f"planted_{check}.py" in where for c, where in caught), check


@pytest.mark.parametrize(
    ("check", "plant"),
    [
        ("permissions", file("plugin/tool.py", 0o755)),
        ("suspicious", file("plugin/tool.exe")),
        ("hidden", file(".github/workflow.yml")),
        ("leftover", file("plugin/__pycache__/x.pyc")),
        ("not shipped", file("tests/test_x.py")),
        ("metadata", metadata("\nemail=", "\nmail=")),
        ("metadata", metadata("\nabout=", "\nabout=50 % of it. ")),
        ("metadata", metadata("\nversion=0", "\nversion=v0")),
        ("metadata", metadata("\ntracker=https", "\ntracker=ask")),
        ("metadata", metadata("name=CalTopo Sync", "name=CalTopo Plugin")),
        ("metadata", metadata("icon=ui", "icon=where")),
        ("layout", lambda folder: (folder / "LICENSE").unlink()),
        ("layout", lambda folder: (folder / "metadata.txt").rename(folder / "metadata.md")),
    ],
)
def test_a_fault_in_its_form_is_caught(
    copy: Path, tmp_path: Path, check: str, plant: Callable[[Path], None]
) -> None:
    plant(copy)
    assert check in {finding.check for finding in form(pack(copy, tmp_path / "x.zip"))}


def test_addresses_nobody_can_reach_are_named(copy: Path, tmp_path: Path) -> None:
    text = (
        "[general]\nname=X\nabout=See https://example.org/\nemail=us@caltopo-sync.example\n"
        "homepage=https://caltopo-sync.example/\ntracker=https://host.org/a.example.html\n"
        "repository = https://caltopo-sync.example\n"
    )
    (copy / "metadata.txt").write_text(text)
    named = placeholders(pack(copy, tmp_path / "x.zip"))
    assert named == ["email", "homepage", "repository"]


@pytest.mark.parametrize("name", ["caltopo-sync", "caltopo_plugin", "1caltopo"])
def test_a_bad_folder_name_is_caught(copy: Path, tmp_path: Path, name: str) -> None:
    folder = copy.rename(tmp_path / name)
    assert "name" in {finding.check for finding in form(pack(folder, tmp_path / "x.zip"))}


def test_two_folders_are_caught(copy: Path, tmp_path: Path) -> None:
    archive = pack(copy, tmp_path / "x.zip")
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("second/__init__.py", "")
    assert "layout" in {finding.check for finding in form(archive)}


def test_a_path_out_of_the_folder_is_caught(copy: Path, tmp_path: Path) -> None:
    archive = pack(copy, tmp_path / "x.zip")
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr(f"{NAME}/../../evil.py", "")
    assert [finding.check for finding in form(archive)] == ["path"]


def test_a_heavy_zip_is_caught(tmp_path: Path) -> None:
    archive = tmp_path / "x.zip"
    with archive.open("wb") as opened:
        opened.truncate(26 * 1024 * 1024)
    assert [finding.check for finding in form(archive)] == ["size"]


def test_the_command_fails_on_findings(copy: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tests/house/scan.py")]
    clean = pack(copy, tmp_path / "clean.zip")
    (copy / "plugin/planted.py").write_text("assert 1\n")
    faulty = pack(copy, tmp_path / "faulty.zip")
    assert subprocess.run([*command, clean], timeout=120, check=False).returncode == 0
    assert subprocess.run([*command, faulty], timeout=120, check=False).returncode == 1
