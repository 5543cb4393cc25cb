# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts in tables that people open with a spreadsheet, which runs what begins like a formula."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

_MOST = 2**31 - 1  # letters of a cell; Python usually takes 131,072
_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> Any:
    """A value as a cell that is not run: with an apostrophe before it, if it is not a number."""
    if not isinstance(value, str) or not value.startswith(_BEGINS):
        return value
    try:
        float(value)
    except ValueError:
        return "'" + value
    return value


def defuse(path: Path, encoding: str) -> None:
    """Do so with every cell of a CSV.  Raises OSError."""
    part = path.with_name(path.name + ".part")
    usual = csv.field_size_limit(_MOST)
    try:
        with (
            path.open(encoding=encoding, newline="") as read,
            part.open("w", encoding=encoding, newline="") as written,
        ):
            out = csv.writer(written, lineterminator="\n")
            out.writerows([cell(value) for value in row] for row in csv.reader(read))
    finally:
        csv.field_size_limit(usual)
    part.replace(path)
