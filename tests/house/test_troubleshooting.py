# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/troubleshooting.md and the plugin say the same: each message there is one that people meet,
and what people have to act on is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/troubleshooting.md"

# Trouble that comes from outside: wherever it is raised, people look for it.
TROUBLE = {
    "AuthError", "PermissionDenied", "NetworkError", "ServerError", "Throttled", "MapInUse",
    "MissingDependency", "LayerInEditMode", "StoreUnavailable",
}  # fmt: skip
# Where an edit waits, is refused or set back, and where a local copy does not open: all sentences.
REASONS = (
    "sync/changes.py", "sync/database.py", "sync/features.py", "sync/geopackage.py",
    "sync/localcopy.py", "sync/plan.py", "sync/push.py", "sync/schema.py", "sync/setto.py",
    "sync/sql.py", "sync/undo.py", "session/openmap.py", "session/opening.py",
    "session/permitted.py",
)  # fmt: skip
# Warnings in a window's message bar, and failures that are put together for it.
WINDOW = ("gui/open_maps.py", "gui/project.py", "gui/layer_actions.py", "gui/telling.py")
# These need no page: they ask, tell of nothing to do, or stand before one that is there.
ENOUGH = {
    "… … to ….",
    "Its row is gone.",
    "It is there again.",
    "It was deleted here since.",
    "It was edited at this moment.",
    "Its geometry has no layer here.",
    "It refers to what comes back under another id and cannot be changed from here.",
    "… file … cannot be written.",
    "Saving would send … changes to the map, … of them deletes. Send them?",
    "… objects of … have vanished from the local copy. Were they deleted on purpose?",
    "A conflict is resolved by “mine” or “theirs”.",
    "The map is closed.",
    "Nothing is sent or fetched: …",
    "Nothing was changed. …",
    "… is read-only. …",
    "On the map: …. Not sent: …. …",
    "…: …. In conflict: ….",
    "…: …. Left as they are: …. …",
    "The practice incident is on this computer only.",
    "No web browser could be started. The link … is copied.",
}
SENTENCE = re.compile(r"^[A-Z“…](?!.* (WHERE|FROM) ).*\b[a-z]{2,} .*\b[a-z]{2,}.*([.?]|: …)$")


def spoken(node: ast.expr) -> str | None:
    """A text as people see it, with … for what differs; None where it is none."""
    if isinstance(node, ast.Constant):
        return re.sub(r"\{[^{}]*\}", "…", node.value) if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(each.value) if isinstance(each, ast.Constant) else "…" for each in node.values
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = spoken(node.left), spoken(node.right)
        return None if left is None and right is None else (left or "…") + (right or "…")
    if isinstance(node, ast.Call):  # tr("…").format(…)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            return spoken(node.func.value)
        if isinstance(node.func, ast.Name) and node.func.id == "tr":
            return spoken(node.args[0])
    return None


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "plugin").rglob("*.py")):
        name = path.relative_to(ROOT / "plugin").as_posix()
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def listed() -> list[str]:
    page = PAGE.read_text(encoding="utf-8")
    return [line[4:].strip() for line in page.splitlines() if line.startswith("### ")]


def beside() -> list[str]:
    """Messages that are named in the text below another one."""
    page = re.sub(r"\s+", " ", PAGE.read_text(encoding="utf-8"))
    return [each for each in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", page) if " " in each]


def test_messages_are_those_of_the_plugin() -> None:
    said = "\n".join(
        text
        for _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.expr) and (text := spoken(node))
    )
    assert len(listed()) > 30
    assert [message for message in listed() if message not in said] == []


def sentences(node: ast.AST) -> Iterator[str]:
    """Texts that begin and end as sentences do, less hints, documentation and SQL."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.keyword) and child.arg in ("hint", "details"):
            continue
        if isinstance(child, ast.Call) and getattr(child.func, "id", "") == "Cancelled":
            continue
        text = spoken(child) if isinstance(child, ast.expr) else None
        if text is None:
            yield from sentences(child)
        elif SENTENCE.search(text):
            yield text


def hints(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        text = spoken(node.value) if isinstance(node, ast.keyword) and node.arg == "hint" else None
        if text:
            yield text


def calls(tree: ast.AST, names: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            text = spoken(node.args[0]) if name in names else None
            if text and " " in text:
                yield text


def test_what_people_act_on_is_there() -> None:
    known = [each.rstrip(".…: ").lower() for each in [*listed(), *beside()]]
    missing = {
        f"{name}: {text}"
        for name, tree in sources()
        for text in (
            *calls(tree, TROUBLE),
            *(sentences(tree) if name in REASONS else ()),
            *(calls(tree, {"warning", "CalTopoError"}) if name in WINDOW else ()),
        )
        if text not in ENOUGH and not any(each in text.lower() for each in known)
    }
    assert sorted(missing) == []
