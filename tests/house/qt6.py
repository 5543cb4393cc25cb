# SPDX-License-Identifier: GPL-2.0-or-later
"""Says what in our sources would not hold under Qt 6 and QGIS 4, with three judges.

``.venv-qt6/bin/python tests/house/qt6.py qt`` asks the real PyQt6 whether it has every name that
we take of ``qgis.PyQt``, and loads every file of ui/. ``.venv/bin/python tests/house/qt6.py qgis``
asks the QGIS here whether every enum value of its classes is named with its enum; ``… calls`` has
mypy compare what is called, and with what, with PyQt6's own signatures. Calls that Qt 6 dropped
(``exec_``, ``QRegExp``, …) are flake8-qgis's part, too; see ``make lint``.
"""

from __future__ import annotations

import ast
import enum
import importlib
import os
import re
import subprocess
import sys
import types
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".mypy_cache/qt6"

# QGIS's own qgis.PyQt gives them here too, where Qt 5 had them.
ELSEWHERE = {"QAction": "QtGui", "QActionGroup": "QtGui", "QShortcut": "QtGui"}
QT5_ALONE = "# noqa: QGS402 - Qt 5"  # ends a line that Qt 6 never comes to

# PyQt6's signatures under the names of qgis.PyQt; QGIS's own classes are not looked into.
ANYTHING = "from typing import Any\ndef __getattr__(name: str) -> Any: ...\n"
STUBS = {
    "__init__": "",
    **dict.fromkeys(("core", "gui", "utils", "PyQt/sip", "PyQt/uic"), ANYTHING),
    "PyQt/__init__": "",
    "PyQt/QtCore": "from typing import Any\nfrom PyQt6.QtCore import *\nNULL: Any\n",
    "PyQt/QtWidgets": "from PyQt6.QtWidgets import *\nfrom PyQt6.QtGui import "
    "QAction as QAction, QActionGroup as QActionGroup, QShortcut as QShortcut\n",
    **{
        f"PyQt/{module}": f"from PyQt6.{module} import *\n"
        for module in ("QtGui", "QtNetwork", "QtTest", "QtXml")
    },
}
RULES = """[mypy]
python_version = 3.10
check_untyped_defs = True
strict_optional = False
ignore_missing_imports = True
[mypy-qgis.*]
ignore_errors = True
"""
CALLS = re.compile(
    r"^(\S+?):(\d+): error: (.*)  \[(?:attr-defined|call-arg|arg-type|call-overload)\]$"
)
# What the signatures leave out: PyQt6 takes these.
TAKEN = re.compile(
    r'for "connect" of "pyqtBoundSignal"|of "bytes" matches argument type "QByteArray"'
    r'|"QLayout" has no attribute|"QCoreApplication" has no attribute "focusChanged"'
    r'|has no attribute "doItemsLayout"'  # a slot of Qt's own
)


def chains(source: str, package: str) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield line, module, name and the attributes asked of it, for what is imported of a package.

    An import itself is a chain without attributes.
    """
    tree = ast.parse(source)
    names: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package):
            for alias in node.names:
                names[alias.asname or alias.name] = (str(node.module), alias.name)
                yield node.lineno, str(node.module), alias.name, []
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or id(node) in inner:
            continue
        attributes: list[str] = []
        holder: ast.expr = node
        while isinstance(holder, ast.Attribute):
            attributes.insert(0, holder.attr)
            holder = holder.value
        if isinstance(holder, ast.Name) and holder.id in names:
            yield node.lineno, *names[holder.id], attributes


def missing_in_qt6(source: str) -> list[tuple[int, str]]:
    """Return what PyQt6 does not have of the names that a source takes of ``qgis.PyQt``."""
    found = []
    lines = source.splitlines()
    for line, module, name, attributes in chains(source, "qgis.PyQt"):
        if lines[line - 1].endswith(QT5_ALONE) or (name == "NULL" and not attributes):
            continue
        submodule = module[len("qgis.PyQt") :].lstrip(".")
        try:
            if not submodule:  # from qgis.PyQt import uic
                value: Any = importlib.import_module(f"PyQt6.{name}")
            else:
                submodule = ELSEWHERE.get(name, submodule)
                value = getattr(importlib.import_module(f"PyQt6.{submodule}"), name)
            for attribute in attributes:
                if not isinstance(value, (type, types.ModuleType)):
                    break  # an attribute of a value, not of a class
                value = getattr(value, attribute)
        except (ImportError, AttributeError) as error:
            text = ".".join([name, *attributes])
            found.append((line, f"{text} is not in PyQt6: {error}"))
    return found


def unscoped_in_qgis(source: str) -> list[tuple[int, str]]:
    """Return the enum values of QGIS's classes that a source names without their enum."""
    found = []
    for line, module, name, attributes in chains(source, "qgis."):
        if module.startswith("qgis.PyQt"):
            continue
        value: Any = getattr(importlib.import_module(module), name, None)
        for attribute in attributes:
            holder, value = value, getattr(value, attribute, None)
            if not isinstance(holder, type):
                break
            is_value = isinstance(value, (int, enum.Enum)) and type(value) not in (int, bool)
            if is_value and not isinstance(value, holder):
                kind = type(value).__name__
                found.append((line, f"{name}.{attribute}: write {name}.{kind}.{attribute}"))
    return found


class _Anything:
    """Takes every call that a form makes on a widget of QGIS."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *given, **named: None


def unloadable_in_qt6(form: Path) -> str:
    """Load a form with PyQt6, QGIS's widgets replaced by those they extend; "" when it loads."""
    widgets, uic = map(importlib.import_module, ("PyQt6.QtWidgets", "PyQt6.uic"))
    for custom in ElementTree.parse(form).iter("customwidget"):
        name, base, header = (custom.findtext(key, "") for key in ("class", "extends", "header"))
        header = header.replace("/", ".")
        module_name = header[:-2] if header.endswith(".h") else header
        parts = module_name.split(".")
        for count in range(1, len(parts) + 1):
            package = ".".join(parts[:count])
            if package not in sys.modules:
                sys.modules[package] = types.ModuleType(package)
        stand_in = type(name, (_Anything, getattr(widgets, base)), {})
        setattr(sys.modules[module_name], name, stand_in)
    try:
        uic.loadUi(str(form))
    except Exception as error:  # whatever it is, the form does not load
        return f"{type(error).__name__}: {error}"
    return ""


def refused_calls(*paths: Path) -> list[str]:
    """Return the calls in files or folders that do not fit PyQt6's signatures.

    mypy is that of the interpreter here, PyQt6 that of ``.venv-qt6``.
    """
    for name, text in STUBS.items():
        stub = CACHE / "stubs/qgis" / f"{name}.pyi"
        if not stub.exists() or stub.read_text(encoding="utf-8") != text:
            stub.parent.mkdir(parents=True, exist_ok=True)
            stub.write_text(text, encoding="utf-8")
    # what was said of a file of that name elsewhere is not to be said again
    kept = CACHE if all(path.is_relative_to(ROOT) for path in paths) else Path(os.devnull)
    rules = CACHE / "mypy.ini"
    rules.write_text(RULES, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(rules), "--no-pretty",
               "--cache-dir", str(kept), "--no-error-summary",
               "--python-executable", str(ROOT / ".venv-qt6/bin/python"),
               *map(str, paths)]  # fmt: skip
    answer = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "MYPYPATH": str(CACHE / "stubs")},
    )  # fmt: skip
    if answer.returncode > 1:
        raise SystemExit(answer.stderr or answer.stdout)
    found = []
    for line in answer.stdout.splitlines():
        wrong = CALLS.match(line)
        if wrong is None or TAKEN.search(line):
            continue
        said = (ROOT / wrong[1]).read_text(encoding="utf-8").splitlines()[int(wrong[2]) - 1]
        if not said.endswith(QT5_ALONE):
            found.append(f"{wrong[1]}:{wrong[2]}: {wrong[3]}")
    return found


def tracked(*patterns: str) -> list[Path]:
    """Return the files of the repository, those included that are new and not ignored."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others",
               "--exclude-standard", "--", *patterns]  # fmt: skip
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


def main(judge: str) -> int:
    """Print what one judge finds, and return 1 if that is anything."""
    found = refused_calls(ROOT / "plugin") if judge == "calls" else []
    for path in tracked("*.py") if judge != "calls" else ():
        source = path.read_text(encoding="utf-8")
        wrong = missing_in_qt6(source) if judge == "qt" else unscoped_in_qgis(source)
        found += [f"{path.relative_to(ROOT)}:{line}: {text}" for line, text in wrong]
    if judge == "qt":
        application = importlib.import_module("PyQt6.QtWidgets").QApplication(["qt6"])
        for form in tracked("*.ui"):
            text = unloadable_in_qt6(form)
            if text:
                found.append(f"{form.relative_to(ROOT)}: {text}")
        application.quit()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
