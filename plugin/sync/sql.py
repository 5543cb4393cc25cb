# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place where a name becomes part of an SQL statement."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from string import Template
from typing import Any, NamedTuple, Union

from ..caltopo.errors import CalTopoError


class Marks(NamedTuple):
    """So many parameter marks, for a VALUES list; ``rows`` lists of them."""

    number: int
    rows: int = 1


def unwritable(path: Path, error: Exception) -> CalTopoError:
    """What is said where a file of a local copy cannot be written: mostly, the disk is full."""
    full = "disk is full" in str(error) or getattr(error, "errno", 0) == errno.ENOSPC
    return CalTopoError(
        ("The disk is full: the" if full else "The") + " file " + path.name + " cannot be written.",
        details=str(error),
        hint="Make room on the disk where it is full, or close the program that holds the file, "
        "and try again. Nothing was lost.",
    )


def damaged(path: Path, error: Exception) -> CalTopoError:
    """What is said where a file of a local copy holds what it cannot hold."""
    return CalTopoError(
        "The file " + path.name + " of this local copy is damaged and cannot be read.",
        details=str(error),
        hint="Move the copy's GeoPackage and ledger away together and open the map again; unsent "
        "edits stay in the GeoPackage.",
    )


# What SQLite says of files that are whole but cannot be used now.  A full disk is an I/O error,
# too, where it is the small file beside a write-ahead log that does not fit.
_NOT_NOW = ("disk is full", "disk I/O error", "locked", "unable to open", "readonly")


def not_now(error: Exception) -> bool:
    """Whether a file is not damaged, as far as that error goes."""
    return any(text in str(error) for text in _NOT_NOW)


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
        return ", ".join(["(" + ", ".join("?" * names.number) + ")"] * names.rows)
    return quote(names) if isinstance(names, str) else ", ".join(map(quote, names))


_TOGETHER = 32  # rows of one statement; more gain little, and SQLite once took 999 marks at most


def insert_many(
    db: sqlite3.Connection, insert: Callable[[int], str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert many rows, several with one statement: a third faster than one by one.

    ``insert`` gives the statement for a number of rows.
    """
    whole = len(rows) - len(rows) % _TOGETHER
    if whole:
        text = insert(_TOGETHER)
        for start in range(0, whole, _TOGETHER):
            db.execute(text, list(chain.from_iterable(rows[start : start + _TOGETHER])))
    if whole < len(rows):
        db.executemany(insert(1), rows[whole:])
