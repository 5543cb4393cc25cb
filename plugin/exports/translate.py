# SPDX-License-Identifier: GPL-2.0-or-later
"""GDAL's own copying of tables, with progress, Cancel and errors told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from osgeo import gdal

from ..caltopo.errors import Cancelled
from ..host.texts import tr

Progress = Callable[[float], None]
EVERY = 128  # features between two looks; GDAL calls back after each of them


@contextmanager
def gdal_told() -> Iterator[list[str]]:
    """GDAL's errors gathered, instead of printed; what is only a warning is not an error."""
    said: list[str] = []

    def note(level: int, _number: int, text: str) -> None:
        if level >= gdal.CE_Failure:
            said.append(text)

    gdal.PushErrorHandler(note)
    try:
        yield said
    finally:
        gdal.PopErrorHandler()


def copy_table(
    source: Path | Any,
    table: str,
    target: Path | Any,
    options: list[str],
    cancelled: Callable[[], bool],
    progress: Progress,
) -> None:
    """Copy one table of a data source into another.  Raises OSError, Cancelled."""

    count = 0

    def step(done: float, _text: str, _data: Any) -> int:
        nonlocal count
        count += 1
        if count % EVERY and done < 1:
            return 1
        progress(done)
        return 0 if cancelled() else 1

    with gdal_told() as said:
        opened = gdal.OpenEx(str(source), gdal.OF_VECTOR) if isinstance(source, Path) else source
        given = gdal.VectorTranslateOptions(options=[*options, table], callback=step)
        destination = str(target) if isinstance(target, Path) else target
        made = gdal.VectorTranslate(destination, opened, options=given)
        good = bool(made)  # a data set, or 1 where one was given
        del made, opened
    if cancelled():
        raise Cancelled(tr("The export was cancelled."))
    if not good or said:
        raise OSError(said[0] if said else "GDAL gave no reason")
