# SPDX-License-Identifier: GPL-2.0-or-later
"""Where an open map is from, by which connection, and what it still owes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsVectorLayer

from ..layers.about import describe
from .openmap import OpenMap


class Origin(OpenMap):
    """A map that was reopened with its project sleeps until something needs the network."""

    def remember(self, connection: str, *, signed: bool) -> None:
        """By which saved connection the map is opened: its project opens it by that again."""
        self._ledger.set_meta("connection", connection)
        self._ledger.set_meta("signed", str(int(signed)))
        self._ledger.set_meta("guest", str(int(self._guest)))

    @property
    def connection(self) -> str:
        """The saved connection it was opened by last, or ""."""
        return self._ledger.meta("connection")

    @property
    def url(self) -> str:
        """Where people see the map in a browser."""
        return self.server + "/m/" + self.id

    def _attend(self, layer: QgsVectorLayer) -> None:
        super()._attend(layer)
        describe(layer, self.title, self.url)

    def unsent(self) -> int:
        """How many objects wait to be sent, at most.  Does not wait for what goes on."""
        ledger = self._ledger
        if self._look_only:
            return 0
        touched = {(t.table, t.fid) for t in self._rows.touched()}
        apart = 0
        for entry in ledger.outbox():
            known = ledger.object(*entry.key)
            places = {(entry.table, entry.fid), known and (known.table, known.fid)}
            apart += not places & touched
        return len(touched) + apart

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        with super()._reaching():
            self._wake()
            yield

    def _wake(self) -> None:
        waken = self._waken
        if waken is not None:
            self.reconnect(self._main.call(waken))
