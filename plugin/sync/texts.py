# SPDX-License-Identifier: GPL-2.0-or-later
"""Which texts some columns of a local copy hold: what its legends list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from .rows import Change, Insert, Row, Update
from .tables import Table, Value

MOST = 4000  # texts of a column; no legend lists as many


class Texts:
    """Read once from the closed file, for asking a layer holds the window up; then kept up by
    what is read and written.

    A text that is written over stays until the map is opened again: it does no harm in a legend.
    """

    def __init__(self) -> None:
        self._found: dict[str, dict[str, set[str]]] = {}

    def begin(self, table: Table, found: Mapping[str, Iterable[str]]) -> None:
        """All texts of a table that are wanted to be known, by column."""
        self._found[table.name] = {column: set(texts) for column, texts in found.items()}

    def of(self, table: Table, column: str) -> Collection[str] | None:
        """The texts of a column; None where they are not known."""
        return self._found.get(table.name, {}).get(column)

    def count(self, table: Table) -> int | None:
        """How many there are, which grows with each that is new; None where it is not known."""
        found = self._found.get(table.name)
        return None if found is None else sum(map(len, found.values()))

    def note(self, table: Table, column: str, value: Value) -> None:
        """A value that a row has from now on."""
        found = self._found.get(table.name, {}).get(column)
        if found is not None and isinstance(value, str) and len(found) < MOST:
            found.add(value)

    def note_row(self, table: Table, row: Row | Insert) -> None:
        for column in self._found.get(table.name, ()):
            self.note(table, column, row.values[table.index(column)])

    def note_change(self, table: Table, change: Change) -> None:
        """A change that was written."""
        if isinstance(change, Insert):
            self.note_row(table, change)
        elif isinstance(change, Update):
            for column, value in change.new.items():
                self.note(table, column, value)
