# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place where a name becomes part of an SQL statement."""

from __future__ import annotations

from collections.abc import Iterable
from string import Template
from typing import NamedTuple, Union


class Marks(NamedTuple):
    """So many parameter marks, for a VALUES list."""

    number: int


Names = Union[str, Iterable[str], Marks]


def quote(name: str) -> str:
    """An SQL identifier, quoted; any text is safe."""
    if "\0" in name:
        raise ValueError("an SQL name cannot hold a NUL character")
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string literal, for trigger bodies, which cannot take parameters."""
    if "\0" in text:
        raise ValueError("an SQL text cannot hold a NUL character")
    return "'" + text.replace("'", "''") + "'"


def statement(template: str, **names: Names) -> str:
    """``template`` with each ``$name`` replaced by one quoted identifier, a list of them, or a
    list of parameter marks."""
    return Template(template).substitute({key: _written(value) for key, value in names.items()})


def _written(names: Names) -> str:
    if isinstance(names, Marks):
        return ", ".join("?" * names.number)
    return quote(names) if isinstance(names, str) else ", ".join(map(quote, names))
