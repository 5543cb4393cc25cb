# SPDX-License-Identifier: GPL-2.0-or-later
"""The shape of the house: who may import whom, and what no source file may hold."""

from __future__ import annotations

import ast
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "plugin"

ON_THE_WIRE = {"caltopo", "carto", "sync", "analysis"}
# What each part of plugin/ may import of the others; itself it may always.
MAY_IMPORT = {
    "main": {"gui", "algorithms", "api", "host"},
    "gui": {"api", "session", "layers", "exports", "host", *ON_THE_WIRE},
    "algorithms": {"api", "session", "layers", "exports", "host", *ON_THE_WIRE},
    "api": {"session", "layers", "exports", "host", *ON_THE_WIRE},
    "session": {"layers", "exports", "host", *ON_THE_WIRE},
    "layers": {"host.texts", "host.fieldtypes", *ON_THE_WIRE},
    "exports": {"host.texts", "host.fieldtypes", *ON_THE_WIRE},
    "host": ON_THE_WIRE,
    "caltopo": set(),
    "carto": set(),
    "sync": {"caltopo.objects", "caltopo.errors", "caltopo.jsontext"},
    "analysis": {"caltopo.errors"},
}


@dataclass(frozen=True)
class Import:
    """One import statement: where it stands and the module it names from plugin/ on."""

    source: Path
    line: int
    target: str
    relative: bool

    def __str__(self) -> str:
        return f"{self.source}:{self.line} imports {self.target}"


def sources(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def package_sources() -> list[Path]:
    """Everything a user gets as Python."""
    return [ROOT / "__init__.py", *sources(PLUGIN)]


def all_sources() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"]


def imports(path: Path, root: Path = ROOT) -> list[Import]:
    """All imports of a file, also those inside functions; relative ones resolved to a room."""
    package = list(path.relative_to(root).with_suffix("").parts[:-1])
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            found += [Import(path, node.lineno, alias.name, False) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if not node.level:
                found.append(Import(path, node.lineno, node.module or "", False))
                continue
            base = package[: len(package) - node.level + 1]
            module = [*base, *(node.module.split(".") if node.module else [])]
            for alias in node.names:
                # `from ..caltopo import objects` names a module, not something in __init__.py
                inner = [*module, alias.name]
                is_module = (root.joinpath(*inner).with_suffix(".py")).exists()
                target = inner if is_module or len(module) < 2 else module
                found.append(Import(path, node.lineno, ".".join(target), True))
    return found


def room(path: Path, root: Path = ROOT) -> str:
    return path.relative_to(root).with_suffix("").parts[1]


def against_the_rule(path: Path, root: Path = ROOT) -> list[str]:
    """The imports of one file under plugin/ that go sideways or upwards."""
    here = room(path, root)
    if here == "__init__":
        return [str(found) for found in imports(path, root) if found.relative]
    allowed = MAY_IMPORT[here] | {here}
    wrong = []
    for found in imports(path, root):
        if not found.relative:
            top = found.target.split(".")[0]
            if here in ON_THE_WIRE and (top == "qgis" or top.startswith("PyQt")):
                wrong.append(str(found))
            if top in ("caltopo_sync", "plugin") or top.startswith(("PyQt", "PySide")):
                wrong.append(str(found))
            continue
        inside = found.target.split(".")[1:]
        if not any(inside[: len(rule.split("."))] == rule.split(".") for rule in allowed):
            wrong.append(str(found))
    return wrong


def test_imports_go_one_way() -> None:
    assert [text for path in sources(PLUGIN) for text in against_the_rule(path)] == []


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("caltopo/client.py", "import qgis.core"),
        ("sync/pull.py", "from ..caltopo import client"),
        ("sync/pull.py", "from ..caltopo.client import Client"),
        ("caltopo/client.py", "from ..sync import ledger"),
        ("session/job.py", "from .. import api"),
        ("layers/tree.py", "from ..session.job import Job"),
        ("api.py", "from .gui.open_dialog import OpenDialog"),
        ("api.py", "from caltopo_sync.plugin import session"),
        ("host/log.py", "from PyQt5.QtCore import Qt"),
        ("gui/panel.py", "def show():\n    from ..main import CalTopoSyncPlugin"),
    ],
)
def test_a_wrong_import_is_seen(tmp_path: Path, where: str, line: str) -> None:
    plugin = tmp_path / "plugin"
    for name in ("caltopo/client", "sync/ledger", "session/job", "api", "main", where[:-3]):
        path = (plugin / name).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (plugin / where).write_text(line + "\n")
    assert against_the_rule(plugin / where, tmp_path)


def test_gui_is_known_to_main_only() -> None:
    known = {
        found.source.relative_to(PLUGIN).parts[0]
        for path in sources(PLUGIN)
        for found in imports(path)
        if found.relative and found.target.startswith("plugin.gui")
    }
    assert known <= {"main.py", "gui"}


def test_iface_is_passed_in() -> None:
    for path in package_sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert "iface" not in [alias.name for alias in node.names], path
            if isinstance(node, ast.Attribute) and node.attr == "iface":
                owner = node.value  # the desktop, which was handed it, or whoever keeps it
                name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
                assert name in ("self", "desktop", "_desktop"), path


def test_every_room_has_a_rule() -> None:
    rooms = {path.name for path in PLUGIN.iterdir() if (path / "__init__.py").exists()}
    files = {path.stem for path in PLUGIN.glob("*.py")} - {"__init__"}
    assert rooms | files <= set(MAY_IMPORT)


def test_files_are_small() -> None:
    for path in sources(PLUGIN):
        limit = 200 if path == PLUGIN / "main.py" else 500
        assert len(path.read_text(encoding="utf-8").splitlines()) < limit, path


def test_nothing_prints() -> None:
    for path in package_sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", f"{path}:{node.lineno}"


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}
    assert not [path for path in all_sources() if path.name in drawers]


def test_every_source_names_its_licence() -> None:
    for path in all_sources():
        first, *rest = path.read_text(encoding="utf-8").splitlines() or [""]
        if first.startswith("#!"):
            first = rest[0]
        assert first == "# SPDX-License-Identifier: GPL-2.0-or-later", path


def test_python_3_9_reads_it() -> None:
    for path in package_sources():
        ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=(3, 9))


def test_annotations_are_postponed() -> None:
    for path in all_sources():
        text = path.read_text(encoding="utf-8")
        if re.search(r"^(def|class|    def) ", text, re.M):
            assert "from __future__ import annotations" in text, path


def test_ui_files_are_plain() -> None:
    for path in (ROOT / "ui").rglob("*.ui"):
        text = path.read_text(encoding="utf-8")
        assert "<connections>" not in text, path
        assert "styleSheet" not in text, path


def test_nothing_of_this_machine_is_tracked() -> None:
    places = {str(ROOT.parent), str(Path.home()), "/home", "/root"} - {"/"}
    pattern = re.compile(rf"(?<![\w.~}}])({'|'.join(map(re.escape, places))})/\w")
    for path in tracked():
        if path in (Path(__file__), ROOT / "LICENSE") or path.suffix in (".png", ".jpg", ".gz"):
            continue
        found = pattern.search(path.read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{path} speaks of {found.group() if found else ''}"
