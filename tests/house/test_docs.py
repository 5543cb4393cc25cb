# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages of docs/ hold together, and what they name exists: links, calls, commands, buttons."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from house import algorithms

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
TEXTS = [*PAGES, ROOT / "README.md"]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
INDENTED = re.compile(r"(?:^ {4,}.+\n)+", re.M)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def words(page: Path) -> str:
    """A page without its blocks and pieces of code."""
    return re.sub(r"`[^`\n]*`", "", FENCED.sub("", page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    plain = [re.sub(r"[^\w\- ]", "", heading.strip().lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(words(page)):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        other = (page.parent / name).resolve() if name else page
        assert other.is_file(), target
        assert not anchor or anchor in anchors(other), target


def test_every_page_is_reached_from_the_first() -> None:
    linked = set(LINK.findall(words(DOCS / "index.md")))
    assert {page.name for page in PAGES} - linked == {"index.md"}


def test_pictures_are_few_and_each_is_used() -> None:
    used = {target for page in PAGES for target in LINK.findall(words(page))}
    kept = list((DOCS / "images").iterdir())
    assert {"images/" + path.name for path in kept} <= used
    assert sum(path.stat().st_size for path in kept) < 1_500_000


# -- code --------------------------------------------------------------------------------------


def python_blocks() -> Iterator[tuple[str, str]]:
    for page in TEXTS:
        for language, code in FENCED.findall(page.read_text(encoding="utf-8")):
            if language == "python":
                yield page.name, code


@pytest.fixture(scope="module")
def known(qgis_app: object) -> dict[str, Any]:
    """What the names in the examples stand for."""
    api = importlib.import_module("caltopo_sync.plugin.api")
    editing = importlib.import_module("caltopo_sync.plugin.sync.editing")
    carto = importlib.import_module("caltopo_sync.plugin.carto.client")
    records = importlib.import_module("caltopo_sync.plugin.session.records")
    return {
        "api": api, "m": api.Map, "conn": api.Connection, "batch": editing.Batch,
        "maps": carto.MapsApi, "info": api.MapInfo, "made": api.MapInfo,
        "conflict": records.Conflict, "change": records.Change, "item": records.Waiting,
    }  # fmt: skip


def made_by(owner: Any) -> set[str]:
    """Attributes that a class and its bases give their objects when they are made."""
    bases = inspect.getmro(owner) if inspect.isclass(owner) else ()
    own = [base for base in bases if base.__module__.startswith("caltopo_sync")]
    return {n for base in own for n in re.findall(r"self\.(\w+) = ", inspect.getsource(base))}


def unknown(code: str, known: dict[str, Any]) -> Iterator[str]:
    """Modules, attributes and named arguments that an example uses and that do not exist."""
    own = {n.id for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Name)} & known.keys()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("caltopo_sync"):
            module = importlib.import_module(node.module or "")
            for alias in node.names:
                inside = hasattr(module, alias.name) or importlib.util.find_spec(
                    f"{node.module}.{alias.name}"
                )
                if not inside:
                    yield f"{node.module}.{alias.name}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = known[node.value.id] if node.value.id in own else None
            fields = getattr(owner, "__dataclass_fields__", {})
            there = hasattr(owner, node.attr) or node.attr in fields or node.attr in made_by(owner)
            if owner is not None and not there:
                yield f"{node.value.id}.{node.attr}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = known.get(getattr(node.func.value, "id", ""))
            function = getattr(owner, node.func.attr, None)
            if callable(function):
                taken = inspect.signature(function).parameters
                free = any(p.kind is p.VAR_KEYWORD for p in taken.values())
                for keyword in node.keywords:
                    if keyword.arg and keyword.arg not in taken and not free:
                        yield f"{node.func.attr}({keyword.arg}=)"
                places = [each for name, each in taken.items() if name != "self"]
                for given, place in zip(node.args, places):
                    takes = re.search("Mapping|dict|Any", str(place.annotation))
                    if isinstance(given, ast.Dict) and not takes:
                        yield f"{node.func.attr}({place.name}={ast.unparse(given)})"


@pytest.mark.parametrize(("page", "code"), list(python_blocks()))
def test_examples_compile_and_name_what_exists(page: str, code: str, known: dict[str, Any]) -> None:
    compile(code, page, "exec")
    assert list(unknown(code, known)) == []


@pytest.mark.parametrize(
    "code",
    [
        "api.conect()",
        "m.export_shapefile('out')",
        "m.export('a.gpkg', colour=1)",
        "m.edit('ICP', {'title': 'ICP 2'})",
        "from caltopo_sync.plugin import apis",
        "for change in m.changes():\n    change.colour",
    ],
)
def test_a_wrong_example_is_seen(code: str, known: dict[str, Any]) -> None:
    assert list(unknown(code, known))


def shell_lines() -> Iterator[tuple[str, str]]:
    for page in TEXTS:
        text = FENCED.sub("", page.read_text(encoding="utf-8"))
        for block in INDENTED.findall(text):
            for line in block.replace("\\\n", " ").splitlines():
                yield page.name, " ".join(line.split())


def test_make_has_the_targets_that_are_named() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.M))
    quoted = [
        re.sub(r"^.*?`make ([^`]*)`.*$", r"make \1", code)
        for page in TEXTS
        for code in re.findall(r"`make [^`]*`", page.read_text(encoding="utf-8"))
    ]
    lines = [line for _, line in shell_lines() if line.startswith("make ")]
    assert lines
    for line in [*quoted, *lines]:
        named = [word for word in line.strip("`").split()[1:] if re.fullmatch(r"[a-z-]+", word)]
        assert set(named[: line.count("=") or None]) <= targets, line


def test_qgis_process_has_the_algorithms_and_parameters_that_are_named(qgis_app: object) -> None:
    provider = importlib.import_module("caltopo_sync.plugin.algorithms.provider")
    taken: dict[str, set[str]] = {}
    for algorithm in (made() for made in provider.ALGORITHMS):
        algorithm.initAlgorithm()
        taken[algorithm.name()] = {each.name() for each in algorithm.parameterDefinitions()}
    runs = [
        (page, found.group(1), re.findall(r"(?<=\s)([A-Z_]+)=", line))
        for page, line in shell_lines()
        if (found := re.match(r"qgis_process (?:--json )?run caltopo:(\w+)", line))
    ]
    assert len(runs) > 10
    for page, name, given in runs:
        assert set(given) <= taken[name], (page, name)
    helps = {f"caltopo{name}" for name in taken}  # where the Help of an algorithm leads
    assert helps <= anchors(algorithms.PAGE)
    for page in PAGES:
        for name in re.findall(r"caltopo:(\w+)", page.read_text(encoding="utf-8")):
            assert name in taken, (page, name)


def test_the_page_of_algorithms_is_theirs(qgis_app: object) -> None:
    assert algorithms.PAGE.read_text(encoding="utf-8") == algorithms.text(), "make pages"


# -- words -------------------------------------------------------------------------------------


def test_what_is_pressed_is_there() -> None:
    """Bold words are titles of buttons, menus, columns and options, or of the page itself."""
    translations = importlib.import_module("house.translations")
    titles = {
        re.sub(r"&(?=\w)", "", text).strip(".…:") for _, text in translations.texts()
    } | OF_OTHERS
    for name in TASKS:
        for bold in re.findall(r"\*\*([^*]+)\*\*", words(DOCS / f"{name}.md")):
            if bold.endswith("."):
                continue  # a sentence
            for each in bold.split(" > "):
                listed = {part.strip(".…:") for part in each.split(", ")}
                assert each.strip(".…:") in titles or listed <= titles, f"{name}: {each}"


TASKS = (
    "start", "open", "push", "conflicts", "tools", "photos", "live", "team-maps", "options",
    "troubleshooting", "assignments", "export",
)  # fmt: skip
OF_OTHERS = {
    "Web", "Open", "Save", "Close", "Plugins", "Manage and Install Plugins", "Install from ZIP",
    "Save Layer Edits", "Cancel Edits", "Search", "By link", "Live tracks",
}  # fmt: skip


def test_every_form_has_a_page(qgis_app: object) -> None:
    help_ = importlib.import_module("caltopo_sync.plugin.gui.help")
    within = {"carto_layers", "map_chooser"}  # stand in other forms, whose page it is
    forms = {path.stem for path in (ROOT / "ui").glob("*.ui")} - within
    assert forms <= help_.PAGES.keys()
    for target in help_.PAGES.values():
        name, _, anchor = target.partition("#")
        assert not anchor or anchor in anchors(DOCS / name), target
        assert (DOCS / name).is_file(), target
    assert help_.anchor("What colleagues changed") in anchors(DOCS / "push.md")
