# SPDX-License-Identifier: GPL-2.0-or-later
"""The checks plugins.qgis.org makes on an uploaded zip, made here first and with no mercy.

``python tests/house/scan.py build/caltopo_sync.zip`` prints what it finds and exits with 1.
What the site only remarks on (flake8, permissions, odd files) counts as much as what blocks.
"""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 25 * 1024 * 1024
REQUIRED_KEYS = (
    "name", "description", "version", "qgisMinimumVersion", "author", "email", "about",
    "tracker", "repository", "homepage",
)  # fmt: skip
URL_KEYS = ("homepage", "tracker", "repository")
SUSPICIOUS = {".exe", ".dll", ".so", ".dylib", ".bat", ".sh", ".ps1", ".cmd", ".pyd", ".jar"}
FORBIDDEN_PARTS = {"__pycache__", "__MACOSX", ".git", ".svn", "node_modules"}
NOT_SHIPPED = {"tests", "conftest.py", "pyproject.toml", "Makefile", "build"}

# The rules the site has switched on: those nobody may skip, then those an uploader may.
# Rules that newer versions of bandit dropped are left out at run time.
BANDIT_RULES = (
    "B102 B103 B105 B106 B107 B111 B201 B202 B301 B302 B304 B305 B306 B307 B312 B321 B323 B401 "
    "B402 B412 B413 B501 B502 B503 B505 B506 B507 B601 B602 B604 B605 B609 B610 B611 B612 B613 "
    "B615 B701 B101 B104 B108 B110 B112 B113 B303 B308 B310 B311 B313 B314 B315 B316 B317 B318 "
    "B319 B320 B324 B403 B405 B406 B407 B408 B409 B504 B508 B509 B603 B606 B607 B608 B614 B702 "
    "B703 B704"
)


@dataclass(frozen=True)
class Finding:
    """One thing the site would object to, or remark on."""

    check: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.check}: {self.where}: {self.text}"


def scan(archive: Path) -> list[Finding]:
    """Return everything found in the zip; nothing of it is run or imported."""
    found = form(archive)
    if any(finding.check in ("size", "path") for finding in found):
        return found
    with zipfile.ZipFile(archive) as opened, tempfile.TemporaryDirectory() as folder:
        opened.extractall(folder)
        for top in [path for path in Path(folder).iterdir() if path.is_dir()]:
            found += _bandit(top) + _secrets(top) + _flake8(top)
    return found


def form(archive: Path) -> list[Finding]:
    """Return what is wrong with the zip's layout, permissions and metadata alone."""
    if archive.stat().st_size > MAX_BYTES:
        return [Finding("size", archive.name, "larger than 25 MB")]
    with zipfile.ZipFile(archive) as opened:
        entries = opened.infolist()
        found = _layout(entries)
        if any(finding.check == "path" for finding in found):
            return found
        names = {entry.filename for entry in entries}
        for top in sorted({name.split("/")[0] for name in names}):
            metadata = f"{top}/metadata.txt"
            text = opened.read(metadata) if metadata in names else None
            found += _metadata(top, text, names)
    return found + _permissions(entries)


def _layout(entries: list[zipfile.ZipInfo]) -> list[Finding]:
    found = []
    names = [entry.filename for entry in entries]
    for name in names:
        parts = name.split("/")
        if ".." in parts or "\\" in name or name.startswith("/") or re.match(r"[A-Za-z]:", name):
            found.append(Finding("path", name, "leads out of the folder"))
        inside = [part for part in parts[1:] if part]
        if any(part.startswith(".") and part != ".." for part in inside):
            found.append(Finding("hidden", name, "hidden files are not for users"))
        if FORBIDDEN_PARTS & set(parts) or name.endswith((".pyc", ".pyo")):
            found.append(Finding("leftover", name, "made by a tool"))
        if inside and inside[0] in NOT_SHIPPED:
            found.append(Finding("not shipped", name, "belongs to the work on the plugin only"))
        if Path(name).suffix.lower() in SUSPICIOUS:
            found.append(Finding("suspicious", name, "a kind of file the site lists"))
    tops = {name.split("/")[0] for name in names}
    if len(tops) != 1:
        found.append(Finding("layout", ", ".join(sorted(tops)), "must be one folder"))
    for top in tops:
        if not top.isidentifier() or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]+", top):
            found.append(Finding("name", top, "must be a Python identifier"))
        if "plugin" in top.lower():
            found.append(Finding("name", top, "must not say plugin"))
        for needed in ("__init__.py", "metadata.txt", "LICENSE"):
            if f"{top}/{needed}" not in names:
                found.append(Finding("layout", f"{top}/{needed}", "missing"))
    return found


def _permissions(entries: list[zipfile.ZipInfo]) -> list[Finding]:
    return [
        Finding("permissions", entry.filename, "is executable")
        for entry in entries
        if not entry.is_dir() and (entry.external_attr >> 16) & 0o111
    ]


def _metadata(top: str, text: bytes | None, names: set[str]) -> list[Finding]:
    def wrong(key: str, text: str) -> Finding:
        return Finding("metadata", key, text)

    parser = configparser.ConfigParser()  # with interpolation, as the site reads it
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    if text is None:
        return [wrong("metadata.txt", "missing")]
    try:
        parser.read_string(text.decode("utf-8"))
        values = dict(parser["general"])
    except (UnicodeDecodeError, configparser.Error, KeyError) as error:
        return [wrong("metadata.txt", f"cannot be read: {error}")]
    found = [wrong(key, "missing") for key in REQUIRED_KEYS if not values.get(key, "").strip()]
    if "plugin" in values.get("name", "").lower():
        found.append(wrong("name", "must not say plugin"))
    for key in ("version", "qgisMinimumVersion", "qgisMaximumVersion"):
        if not re.fullmatch(r"\d+(\.\d+)+", values.get(key, "")):
            found.append(wrong(key, "must be numbers with dots"))
    for key in URL_KEYS:
        if not re.match(r"https?://[^\s/]+", values.get(key, "")):
            found.append(wrong(key, "must be a web address"))
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", values.get("email", "")):
        found.append(wrong("email", "must be an address"))
    if "/" in values.get("author", ""):
        found.append(wrong("author", "must not have a slash"))
    icon = values.get("icon")
    if icon and f"{top}/{icon}" not in names:
        found.append(wrong("icon", f"{icon} is not in the zip"))
    return found


def placeholders(archive: Path) -> list[str]:
    """Return the keys of metadata.txt whose addresses nobody can reach, for a release to settle.

    ``.example`` is a name that no address will ever have (RFC 2606).
    """
    with zipfile.ZipFile(archive) as opened:
        name = next(each for each in opened.namelist() if each.endswith("/metadata.txt"))
        lines = opened.read(name).decode("utf-8").splitlines()
    return [
        line.partition("=")[0].strip()
        for line in lines
        if line.startswith((*URL_KEYS, "email")) and re.search(r"\.example(/|\s*$)", line)
    ]


def _bandit(folder: Path) -> list[Finding]:
    usage = _run("bandit", "--help").stdout
    known = [rule for rule in BANDIT_RULES.split() if re.search(rf"\b{rule}\b", usage)]
    arguments = ("--recursive", "--quiet", "--format", "json", "--tests", ",".join(known), ".")
    report = json.loads(_run("bandit", *arguments, folder=folder).stdout)
    return [
        Finding(item["test_id"], f"{item['filename']}:{item['line_number']}", item["issue_text"])
        for item in report["results"]
    ] + [Finding("bandit", item["filename"], item["reason"]) for item in report["errors"]]


def _secrets(folder: Path) -> list[Finding]:
    # The command ends with 0 whatever it finds, so its report decides.
    arguments = ("scan", "--all-files", "--no-verify", "--exclude-files", r"metadata\.txt$", ".")
    report = json.loads(_run("detect_secrets", *arguments, folder=folder).stdout)
    return [
        Finding("secret", f"{name}:{item['line_number']}", item["type"])
        for name, items in report["results"].items()
        for item in items
    ]


def _flake8(folder: Path) -> list[Finding]:
    # E203 contradicts PEP 8 where a slice has an expression in it, as flake8 itself says.
    arguments = ("--max-line-length=120", "--extend-ignore=E203", ".")
    lines = _run("flake8", *arguments, folder=folder).stdout.splitlines()
    return [Finding("flake8", *line.split(": ", 1)) for line in lines if ": " in line]


def _run(module: str, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{module} did not run: {done.stderr.strip()}")
    return done


if __name__ == "__main__":
    results = scan(Path(sys.argv[1]))
    for result in results:
        print(result)
    print(f"{len(results)} findings in {sys.argv[1]}")
    unsettled = placeholders(Path(sys.argv[1]))
    if unsettled:
        print("To do before a release: real addresses in metadata.txt for", *unsettled)
    sys.exit(1 if results else 0)
