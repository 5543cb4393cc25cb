# SPDX-License-Identifier: GPL-2.0-or-later
"""The texts people read, for translators: ``i18n/caltopo_sync_LANGUAGE.ts`` from the sources.

``python tests/house/translations.py`` brings every .ts up to date, keeps what is translated, drops
texts that are gone, compiles the .qm beside it, and lists what is not translated yet.
Qt's own lupdate does not know ``later``, and leaves out a text after a syntax newer than itself;
this reads Python as Python does. Compiling is left to Qt's lrelease.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "i18n"
CONTEXT = "CalTopoSync"  # as in plugin/host/texts.py; texts of a form have the form's class
MARKS = ("tr", "later")
LRELEASE = ("lrelease", "/usr/lib/qt6/bin/lrelease", "/usr/lib/qt5/bin/lrelease")

Key = tuple[str, str]  # context and text
Places = dict[Key, set[str]]


def texts() -> Places:
    """Every text with the files it is in, as paths from the root."""
    found: Places = {}
    for path in sorted((ROOT / "plugin").rglob("*.py")):
        for text in in_source(path.read_text(encoding="utf-8")):
            found.setdefault((CONTEXT, text), set()).add(path.relative_to(ROOT).as_posix())
    for path in sorted((ROOT / "ui").glob("*.ui")):
        for key in in_form(path):
            found.setdefault(key, set()).add(path.relative_to(ROOT).as_posix())
    return found


def in_source(source: str) -> Iterator[str]:
    """The literals that a Python source hands to ``tr`` or ``later``."""
    for node in ast.walk(ast.parse(source)):
        name = node.func if isinstance(node, ast.Call) else None
        if isinstance(name, ast.Name) and name.id in MARKS and len(node.args) == 1:
            yield from _literals(node.args[0])


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    parts: Iterable[ast.expr] = ()
    if isinstance(node, ast.Dict):
        parts = node.values
    elif isinstance(node, (ast.Tuple, ast.List)):
        parts = node.elts
    for part in parts:
        yield from _literals(part)


def in_form(path: Path) -> Iterator[Key]:
    """The texts of a .ui file."""
    form = ElementTree.parse(path).getroot()
    for string in form.iter("string"):
        if string.text and string.get("notr") != "true":
            yield form.findtext("class", ""), string.text


def read(path: Path) -> dict[Key, str]:
    """What a .ts file has translated."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text:
                key = (context.findtext("name", ""), message.findtext("source", ""))
                found[key] = translation.text
    return found


def write(path: Path, there: Places, translated: dict[Key, str]) -> None:
    """A .ts file: contexts and texts in order, so that a change shows as what it is."""
    root = ElementTree.Element("TS", version="2.1", language=path.stem.rpartition("_")[2])
    contexts: dict[str, ElementTree.Element] = {}
    for key in sorted(there):
        if key[0] not in contexts:
            contexts[key[0]] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[key[0]], "name").text = key[0]
        message = ElementTree.SubElement(contexts[key[0]], "message")
        for place in sorted(there[key]):
            ElementTree.SubElement(message, "location", filename="../" + place)
        ElementTree.SubElement(message, "source").text = key[1]
        translation = ElementTree.SubElement(message, "translation")
        if key in translated:
            translation.text = translated[key]
        else:
            translation.set("type", "unfinished")
    ElementTree.indent(root, "    ")
    text = ElementTree.tostring(root, encoding="unicode")
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + text + "\n", encoding="utf-8"
    )


def compile_all(paths: Iterable[Path]) -> None:
    """Write the .qm of each .ts.  Raises SystemExit where Qt's tool is missing."""
    tool = next(filter(None, map(shutil.which, LRELEASE)), None)
    if tool is None:
        raise SystemExit("lrelease is missing: apt-get install qttools5-dev-tools")
    for path in paths:
        made = path.with_suffix(".qm")
        subprocess.run([tool, "-silent", str(path), "-qm", str(made)], check=True, timeout=60)


def main() -> int:
    there = texts()
    paths = sorted(FOLDER.glob("*.ts"))
    before = {path: read(path) for path in paths}
    for path, translated in before.items():
        write(path, there, translated)
    compile_all(paths)
    missing = 0
    for path, translated in before.items():
        left = sorted(key for key in there if key not in translated)
        gone = len(translated.keys() - there.keys())
        print(f"{path.name}: {len(there)} texts, {len(left)} to translate, {gone} gone")
        for context, text in left:
            print(f"  {context}: {text!r}")
        missing += len(left)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
