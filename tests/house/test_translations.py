# SPDX-License-Identifier: GPL-2.0-or-later
"""Every text people read can be translated, and translations are whole and fit their texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from caltopo_sync.plugin.host import sayings
from house import test_troubleshooting as messages
from house import translations
from house.translations import Key

ROOT = translations.ROOT
ROOMS = ("gui", "algorithms", "session", "layers", "host")
FILES = sorted(translations.FOLDER.glob("*.ts"))
AGAIN = "`make translations` brings i18n/ up to date and lists what is to translate"

# What tells people something, and where in it the text is: by place or by name.
ERRORS = re.compile(
    r"(CalTopo|CarTo|Carto|CartoMap|Auth|Network|Server)Error$|^(NotFound|PermissionDenied|Rejected"
    r"|Throttled|BadAnswer|Cancelled|MapInUse|MissingDependency|LayerInEditMode"
    r"|QgsProcessingException)$"
)
WIDGETS = {
    "QLabel", "QPushButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox", "QToolButton",
    "setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle",
    "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setInformativeText",
    "addAction", "addMenu", "addButton", "addRow", "addTab", "add_action", "add_menu", "question",
    "info", "warning", "failure", "lasting", "progress", "pushInfo", "pushWarning", "reportError",
}  # fmt: skip
LOGS = {"log", "_log", "logger"}  # what goes into the log is for whoever mends a fault
WORD = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}|^[A-Z][a-zäöü]{2,}[…:.]?$")

# A text that is not a literal where it is shown is marked by `later` where it is made: that is
# seen of tables; of these somebody has looked.
SHOWN_LATER = {
    "algorithms/base.py": {"self.TITLE", "self.HELP", "self.WHOSE", "text"},
    "algorithms/cartobase.py": {"self.ACCOUNT_TEXT", "text"},
    "algorithms/choosing.py": {"title"},
    "algorithms/searchfigures.py": {"text"},
    "algorithms/sending.py": {"text"},
    "gui/look_part.py": {"by.title"},
    "host/sayings.py": {"template"},
    "gui/map_dialog.py": {"self.title"},
    "gui/options.py": {"setting.title", "setting.meaning"},
    "gui/style_tool.py": {"icon.title"},
    "layers/assignments.py": {"title"},
    "layers/configured.py": {"name"},
    "layers/forms.py": {"known"},
    "layers/markers.py": {"glyph.title", "DOT.title"},
}


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def plain(node: ast.expr) -> Iterator[str]:
    """The literal words in an expression that no `tr` is around."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(v.value for v in node.values if isinstance(v, ast.Constant))
    elif isinstance(node, ast.BinOp):
        yield from plain(node.left)
        yield from plain(node.right)
    elif isinstance(node, ast.IfExp):
        yield from plain(node.body)
        yield from plain(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from plain(value)


def untranslated(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        owner = getattr(node.func, "value", None)
        if isinstance(owner, ast.Name) and owner.id in LOGS:
            continue
        told: list[ast.expr] = []
        if name.startswith(("QgsProcessingParameter", "QgsProcessingOutput")):
            told = node.args[1:2]
        elif ERRORS.search(name):
            told = node.args[:1] + [k.value for k in node.keywords if k.arg == "hint"]
        elif name in WIDGETS:
            told = node.args[:3] + [k.value for k in node.keywords if k.arg in ("title", "more")]
        for each in told:
            yield from (f"{node.lineno}: {text}" for text in plain(each) if WORD.search(text))


def test_what_is_shown_goes_through_tr() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{text}"
        for room in ROOMS
        for path in sorted((ROOT / "plugin" / room).rglob("*.py"))
        for text in untranslated(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'raise NotFound("There is no such map.")',
        'raise CalTopoError(tr("Well."), hint=f"Look at {x} again.")',
        'raise Rejected("The map " + name + " is closed.")',
        'box.setText("Nothing was sent")',
        'QPushButton("Cancel")',
        'QgsProcessingParameterString(NAME, "Name of the map")',
        'messages.info("Done so far" if x else tr("Done"))',
    ],
)
def test_a_text_beside_tr_is_seen(source: str) -> None:
    assert list(untranslated(source))


def test_what_tr_is_given_is_a_literal_or_known_as_shown_later() -> None:
    """Also no text that was put together before: no translator would ever be shown it."""
    trees = {
        path.relative_to(ROOT / "plugin").as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "plugin").rglob("*.py"))
    }
    tables = {name for tree in trees.values() for name in made_for_later(tree)}
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) == "tr":
                given = node.args[0]
                literal = isinstance(given, ast.Constant) and isinstance(given.value, str)
                listed = isinstance(given, ast.Subscript) and ast.unparse(given.value) in tables
                known = literal or listed or ast.unparse(given) in SHOWN_LATER.get(name, set())
                assert known, f"{name}:{node.lineno}"


def made_for_later(tree: ast.Module) -> Iterator[str]:
    """The tables of a module that `later` has marked."""
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            marked = [n for n in ast.walk(node.value) if isinstance(n, ast.Call)]
            if any(called(each) == "later" for each in marked):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                yield from (each.id for each in targets if isinstance(each, ast.Name))


def run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: all but what functions do when they are called."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            later = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            yield from (inner for each in later for inner in ast.walk(each))
        else:
            yield node
            yield from run_at_import(node)


def test_nothing_is_translated_before_the_language_is_known() -> None:
    """Modules are imported before; their tables use `later`."""
    for path in sorted((ROOT / "plugin").rglob("*.py")):
        for node in run_at_import(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Call) and called(node) == "tr"), (
                f"{path}:{node.lineno}"
            )


def test_a_text_that_is_translated_too_early_is_seen() -> None:
    for early in ("A = tr('x')", "class B:\n    C = [tr('x')]", "def d(e=tr('x')):\n    pass"):
        nodes = run_at_import(ast.parse(early))
        assert [n for n in nodes if isinstance(n, ast.Call) and called(n) == "tr"]
    assert not [
        n
        for n in run_at_import(ast.parse("def f():\n    return tr('x')"))
        if isinstance(n, ast.Call)
    ]


# The rooms without QGIS speak English; what people are shown of them is translated in sayings.
SPEAK = (
    "caltopo/answers.py", "caltopo/failures.py", "caltopo/signing.py", "caltopo/stream.py",
    "caltopo/transport.py", "sync/changes.py", "sync/database.py", "sync/features.py",
    "sync/geopackage.py", "sync/localcopy.py", "sync/plan.py", "sync/push.py", "sync/setto.py",
    "sync/sql.py", "sync/undo.py",
)  # fmt: skip
ELSEWHERE = {  # asked where nobody is; put together of parts that are known
    "… objects of … have vanished from the local copy. Were they deleted on purpose?",
    "Objects of class … are not … from here.",
    "It was sent and no answer came. …… on the map may be it, changed by somebody since. Retry "
    "sends it all the same; Discard drops it here and leaves what is on the map.",
    "… file … cannot be written.",
}


def test_what_the_rooms_without_qgis_say_can_be_translated() -> None:
    known = {re.sub(r"\{\w+\}", "…", each) for each in sayings.SAYINGS}
    spoken = {
        f"{name}: {text}"
        for name, tree in messages.sources()
        if name in SPEAK
        for text in (*messages.sentences(tree), *messages.hints(tree))
        if text not in known | ELSEWHERE
    }
    assert sorted(spoken) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_translation_is_whole(path: Path) -> None:
    there, translated = translations.texts().keys(), translations.read(path).keys()
    assert (sorted(there - translated), sorted(translated - there)) == ([], []), AGAIN


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}|<%=.*?%>|%\d", text))


def mnemonics(text: str) -> int:
    return len(re.findall(r"&(?=\w)", text.replace("&&", "")))


def edges(text: str) -> tuple[str, str, int]:
    """What a sentence runs on with, blanks at its ends, and paragraphs."""
    last = text[-1:] if text[-1:] in ".:…?" else ""
    return (
        last,
        text[: len(text) - len(text.lstrip())] + text[len(text.rstrip()) :],
        text.count("\n"),
    )


def misfits(translated: dict[Key, str]) -> list[str]:
    return [
        f"{source!r}: {text!r}"
        for (_, source), text in translated.items()
        if placeholders(source) != placeholders(text)
        or mnemonics(source) != mnemonics(text)
        or edges(source) != edges(text)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_placeholders_mnemonics_and_edges_are_kept(path: Path) -> None:
    assert misfits(translations.read(path)) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Opening {title}", "Abriendo {titulo}"),
        ("&Open", "Abrir"),
        ("Open…", "Abrir"),
        ("It is {x:,}.", "Es {x}."),
        ("One\n\ntwo", "Uno dos"),
    ],
)
def test_a_misfit_is_seen(source: str, text: str) -> None:
    assert misfits({("", source): text})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_ships_is_what_was_translated(path: Path, qgis_app: object) -> None:
    from qgis.PyQt.QtCore import QCoreApplication, QTranslator

    shipped = QTranslator()
    assert shipped.load(str(path.with_suffix(".qm")))
    QCoreApplication.installTranslator(shipped)
    try:
        for (context, source), text in translations.read(path).items():
            assert QCoreApplication.translate(context, source) == text, AGAIN
    finally:
        QCoreApplication.removeTranslator(shipped)


def test_a_mnemonic_is_given_once_in_a_form() -> None:
    """In every language: two of a kind, and the key moves to and fro instead of doing it."""
    for path in FILES:
        translated = translations.read(path)
        for form in sorted((ROOT / "ui").glob("*.ui")):
            keys = list(translations.in_form(form))
            once = _doubled([source for _, source in keys])
            assert _doubled([translated.get(key, "") for key in keys]) <= once, (path, form)


def test_a_mnemonic_is_given_once_where_a_form_stands_in_another() -> None:
    inner = {"carto_layers": ("carto_manager", "carto_template"), "map_chooser": ("open_map",)}
    for path in FILES:
        translated = translations.read(path)
        for part, wholes in inner.items():
            for whole in wholes:
                forms = [ROOT / "ui" / f"{name}.ui" for name in (part, whole)]
                keys = [key for form in forms for key in translations.in_form(form)]
                once = _doubled([source for _, source in keys])
                assert _doubled([translated.get(key, "") for key in keys]) <= once, (path, whole)


def _doubled(texts: list[str]) -> int:
    letters = [m.group(1).lower() for text in texts for m in re.finditer(r"&(\w)", text)]
    return len(letters) - len(set(letters))
