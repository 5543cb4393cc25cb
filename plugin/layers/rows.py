# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows of an open local copy: everything through QGIS's own layers, on the main thread.

QGIS reads GeoPackages without locks; writes through the layer's own provider on the main thread
are the ones it always sees whole.  Work comes in slices, so that the window never waits for long.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby, islice
from typing import Any, TypeVar

from qgis.core import (
    NULL,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsVectorDataProvider,
    QgsVectorLayer,
)

from ..caltopo.errors import CalTopoError
from ..host.texts import tr
from ..sync.rows import SLICE, Change, Delete, Insert, Row, Touch, Update, still_holds
from ..sync.tables import GEOMETRY, ID, Table, Tables
from .maplayers import MapLayers, open_for_writing
from .reading import Look, Looking, for_a_while, rows_of

T = TypeVar("T")
OnMain = Callable[[Callable[[], T]], T]
Do = Callable[[Sequence[Change], Look], "list[int | None]"]
READ = 50  # ids, or lines of the log, that one turn of the main thread is for
TOUCHES = 500  # lines of the log read in one turn
LONG = 0.02  # seconds of work in a slice from which the next is smaller
FEWEST = 12  # rows of a slice; its two turns of the gate and its commits take longer than so many
FIRST = 16  # rows of the first slice, when nothing is known of the disk yet


class LayerRows:
    """Rows behind QGIS layers; see ``sync.rows.Rows``.

    Its methods may be called from any thread; ``on_main`` brings them to the main one.
    """

    def __init__(self, tables: Tables, layers: MapLayers, on_main: OnMain[Any]) -> None:
        self.tables = tables
        self._layers = layers
        self._on_main = on_main
        self._slice = FIRST
        self.written: set[str] = set()  # tables whose layers are to be repainted
        self.ajar = False  # whether the gate is open, also because it could not be shut
        self._failed = ""  # what a provider said that did not write

    # -- reading --------------------------------------------------------------------------------

    def touched(self) -> list[Touch]:
        found: dict[tuple[str, int], Touch] = {}  # a row that is touched meanwhile comes again
        after = -1
        while part := self._on_main(partial(self._touched, after)):
            after = part[-1].seq
            found.update(((touch.table, touch.fid), touch) for touch in part)
        return sorted(found.values())

    def _touched(self, after: int) -> list[Touch]:
        provider = self._layers.changes.dataProvider()
        tbl, row = (provider.fieldNameIndex(name) for name in ("tbl", "row"))
        request = QgsFeatureRequest().setFilterExpression('"fid" > ' + str(after))
        request.addOrderBy('"fid"').setLimit(TOUCHES)
        found = ((f.id(), f.attributes()) for f in provider.getFeatures(request))
        return sorted(Touch(seq, values[tbl], values[row]) for seq, values in found)

    def read(self, table: Table, fids: Collection[int]) -> dict[int, Row]:
        if not fids:
            return {}
        request = QgsFeatureRequest().setFilterFids(list(fids))
        found = {row.fid: row for part in self._parts(table, request) for row in part}
        for row in found.values():  # another program may have written it
            self._layers.texts.note_row(table, row)
        return found

    def _parts(self, table: Table, request: QgsFeatureRequest) -> Iterator[list[Row]]:
        """Rows, some in each turn of the main thread."""
        rows = self._on_main(lambda: self._reader(table, request))
        try:
            while part := self._on_main(partial(for_a_while, rows)):
                yield part
        finally:
            self._on_main(rows.close)

    def _reader(self, table: Table, request: QgsFeatureRequest) -> Generator[Row, None, None]:
        provider = self._layers.layer(table).dataProvider()
        indices = [provider.fieldNameIndex(name) for name in (ID, *table.column_names)]
        return rows_of(table, provider.getFeatures(request), indices)

    def _get(self, table: Table, request: QgsFeatureRequest) -> list[Row]:
        return list(self._reader(table, request))

    def find(self, table: Table, ids: Collection[str]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for part in _slices(ids, READ):
            wanted = ", ".join("'" + id.replace("'", "''") + "'" for id in part)
            request = QgsFeatureRequest().setFilterExpression('"caltopo_id" IN (' + wanted + ")")
            for row in self._on_main(partial(self._get, table, request)):
                found.setdefault(row.id or "", []).append(row.fid)
        return {id: sorted(fids) for id, fids in found.items()}

    def scan(self, table: Table) -> Iterator[list[Row]]:
        """Every row, some in each turn of the main thread."""
        yield from self._parts(table, QgsFeatureRequest())

    # -- writing --------------------------------------------------------------------------------

    def write(self, changes: Sequence[Change]) -> list[int | None]:
        def slice_(part: Sequence[Change], look: Look) -> list[int | None]:
            self._failed = ""
            with self._gate():
                done = self._apply(part, look)
            if self._failed:  # what was written is found to be so the next time
                raise _unwritable(self._failed)
            return done

        return self._in_slices(changes, slice_)

    def edit(self, changes: Sequence[Change]) -> list[int | None]:
        return self._in_slices(changes, self._apply)

    def _in_slices(self, changes: Sequence[Change], do: Do) -> list[int | None]:
        """Table by table, each in the order of its rows."""
        done: list[int | None] = [None] * len(changes)
        places = sorted(range(len(changes)), key=lambda i: (changes[i].table, _fid(changes[i])))
        for name, mine in groupby(places, key=lambda i: changes[i].table):
            table, left = self.tables[name], list(mine)
            self._on_main(partial(self._warm, table))
            fids = sorted({_fid(changes[i]) for i in left} - {0})
            looked = self._on_main(partial(Looking, partial(self._reader, table), fids))
            try:
                while left:
                    now, left = left[: self._slice], left[self._slice :]
                    part = [changes[i] for i in now]
                    found = self._on_main(partial(self._timed, do, part, looked.at))
                    for i, fid in zip(now, found):
                        done[i] = fid
            finally:
                self._on_main(looked.close)
        return done

    def _warm(self, table: Table) -> None:
        """Let QGIS open a table for writing: in a turn of its own, for it takes as long as the
        slices after it."""
        if self.busy(table) is None:
            open_for_writing(self._layers.layer(table))

    def _timed(self, do: Do, part: Sequence[Change], look: Look) -> list[int | None]:
        """One slice; the next is smaller where this one held the window up, or larger again."""
        # what waiting for the disk takes does not become less with fewer rows
        begun = time.thread_time()
        done = do(part, look)
        took = time.thread_time() - begun
        if took > LONG:
            self._slice = max(FEWEST, self._slice // 2)
        elif took < LONG / 3 and len(part) == self._slice:
            self._slice = min(SLICE, self._slice * 2)
        return done

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """Tracking and refusing triggers rest; never across a turn of the event loop."""
        self._set_gate(1)
        self.ajar = True
        try:
            yield
        finally:
            self.shut()

    def shut(self) -> None:
        """Shut the gate, where that could not be done after a slice.  Main thread.

        Raises CalTopoError where it still cannot.
        """
        if self.ajar:
            self._set_gate(0)
            self.ajar = False

    def _set_gate(self, value: int) -> None:
        provider = self._layers.state.dataProvider()
        index = provider.fieldNameIndex("gate")
        if not provider.changeAttributeValues({1: {index: value}}):
            raise _unwritable(_said(provider))

    def _apply(self, changes: Sequence[Change], look: Look) -> list[int | None]:
        """One slice, of one table.  Changes of one kind go to its provider together."""
        done: list[int | None] = [None] * len(changes)
        table = self.tables[changes[0].table]
        if self.busy(table) is None:
            mine = list(enumerate(changes))
            for change in changes:
                self._layers.texts.note_change(table, change)
            rows = look([_fid(c) for c in changes if not isinstance(c, Insert)])
            self._update(table, [(i, c) for i, c in mine if isinstance(c, Update)], rows, done)
            self._delete(table, [(i, c) for i, c in mine if isinstance(c, Delete)], rows, done)
            self._insert(table, [(i, c) for i, c in mine if isinstance(c, Insert)], done)
            self.written.add(table.name)
        return done

    def _update(
        self,
        table: Table,
        updates: Sequence[tuple[int, Update]],
        rows: Mapping[int, Row],
        done: list[int | None],
    ) -> None:
        provider = self._layers.layer(table).dataProvider()
        attributes: dict[int, dict[int, Any]] = {}
        shapes: dict[int, QgsGeometry] = {}
        going = []
        for i, update in updates:
            row = rows.get(update.fid)
            if row is None or not still_holds(table, row, update.old):
                continue
            columns = {
                provider.fieldNameIndex(c): _for_qgis(table, c, v)
                for c, v in update.new.items()
                if c != GEOMETRY
            }
            if columns:
                attributes[update.fid] = columns
            if GEOMETRY in update.new:
                shapes[update.fid] = _shape(update.new[GEOMETRY])
            going.append((i, update.fid))
        good = not attributes or provider.changeAttributeValues(attributes)
        good = (not shapes or provider.changeGeometryValues(shapes)) and good
        if good:
            for i, fid in going:
                done[i] = fid
        else:
            self._failed = _said(provider)

    def _delete(
        self,
        table: Table,
        deletes: Sequence[tuple[int, Delete]],
        rows: Mapping[int, Row],
        done: list[int | None],
    ) -> None:
        going = [(i, d.row.fid) for i, d in deletes if rows.get(d.row.fid) == d.row]
        provider = self._layers.layer(table).dataProvider()
        if not going:
            return
        if provider.deleteFeatures([fid for _, fid in going]):
            for i, fid in going:
                done[i] = fid
        else:
            self._failed = _said(provider)

    def _insert(
        self, table: Table, inserts: Sequence[tuple[int, Insert]], done: list[int | None]
    ) -> None:
        if not inserts:
            return
        provider = self._layers.layer(table).dataProvider()
        fields = provider.fields()
        features = []
        for _, insert in inserts:
            feature = QgsFeature(fields)
            feature.setAttribute(ID, insert.id)
            for prop, value in zip(table.columns, insert.values):
                feature.setAttribute(prop.column, _for_qgis(table, prop.column, value))
            if insert.wkb is not None:
                feature.setGeometry(_shape(insert.wkb))
            features.append(feature)
        good, added = provider.addFeatures(features)
        if good:
            for (i, _), feature in zip(inserts, added):
                done[i] = feature.id()
        else:
            self._failed = _said(provider)

    def note(self, table: Table, fids: Collection[int]) -> None:
        for part in _slices(fids, READ):
            self._on_main(partial(self._note, table, part))

    def _note(self, table: Table, fids: list[int]) -> None:
        provider = self._layers.changes.dataProvider()
        features = []
        for fid in fids:
            feature = QgsFeature(provider.fields())
            feature.setAttribute("tbl", table.name)
            feature.setAttribute("row", fid)
            features.append(feature)
        good, _ = provider.addFeatures(features)
        if not good:
            raise _unwritable(_said(provider))

    def forget(self, touches: Collection[Touch]) -> None:
        for part in _slices(touches, READ):
            self._on_main(partial(self._forget, [t.seq for t in part]))

    def _forget(self, seqs: list[int]) -> None:
        if self._in_transaction():
            return  # they are found to say nothing again, next time
        self._layers.changes.dataProvider().deleteFeatures(seqs)

    # -- edit mode ------------------------------------------------------------------------------

    def busy(self, table: Table) -> str | None:
        return self._on_main(lambda: self._busy(self._layers.layer(table)))

    def _busy(self, layer: QgsVectorLayer) -> str | None:
        if layer.isEditable():
            return tr("The layer {name} is being edited.").format(name=layer.name())
        if self._in_transaction():
            return tr("The project edits its layers in one transaction, which is open.")
        return None

    def _in_transaction(self) -> bool:
        """Whether QGIS holds the file's write lock (the project's automatic transactions)."""
        return any(
            layer.isEditable() and layer.dataProvider().transaction() is not None
            for layer in self._layers.opened().values()
        )

    def unsaved(self, table: Table) -> bool:
        return self._on_main(lambda: self._layers.layer(table).isModified())


def _fid(change: Change) -> int:
    """The row a change is about; 0 for one that is not there yet."""
    if isinstance(change, Insert):
        return 0
    return change.fid if isinstance(change, Update) else change.row.fid


def _slices(items: Collection[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def _for_qgis(table: Table, column: str, value: Any) -> Any:
    if value is None:
        return NULL
    if column != ID and table.property(column).kind.value == "BOOLEAN":
        return bool(value)
    return value


def _shape(wkb: bytes | None) -> QgsGeometry:
    shape = QgsGeometry()
    if wkb is not None:
        shape.fromWkb(wkb)
    return shape


def _unwritable(reason: str) -> CalTopoError:
    return CalTopoError(
        tr("The local copy cannot be written: {reason}.").format(reason=reason),
        hint=tr(
            "The disk is full, or another program holds the file. Make room or close that "
            "program, and try again. Nothing was lost."
        ),
        retryable=True,
    )


def _said(provider: QgsVectorDataProvider) -> str:
    errors = provider.errors() if provider.hasErrors() else []
    provider.clearErrors()
    return "; ".join(errors) or tr("QGIS gave no reason")
