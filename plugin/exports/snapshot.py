# SPDX-License-Identifier: GPL-2.0-or-later
"""What is saved in a local copy whose layers QGIS has open, as a file of its own."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ..caltopo.errors import Cancelled
from ..host.texts import tr

PAGES = 1000  # copied at a time; a save in QGIS waits for no more
PATIENCE = 20.0  # seconds without a page, while somebody else writes


def take(source: Path, target: Path, cancelled: Callable[[], bool]) -> None:
    """Copy what is committed in a GeoPackage, by SQLite's own online backup.

    It reads under SQLite's locks, sees a whole state whatever is saved meanwhile, and writes
    nothing to the source, nor does closing it: QGIS's connections are of the same process, and
    SQLite knows of them.  What is in an edit buffer is not in the file.  Any thread.  Raises
    Cancelled, sqlite3.Error.
    """
    moved = time.monotonic()
    left = -1

    def look(_status: int, remaining: int, _total: int) -> None:
        nonlocal left, moved
        if cancelled():
            raise Cancelled(tr("The export was cancelled."))
        if remaining != left:
            left, moved = remaining, time.monotonic()
        elif time.monotonic() - moved > PATIENCE:
            raise sqlite3.OperationalError("somebody else writes to " + source.name)

    uri = source.absolute().as_uri() + "?mode=ro"
    with (
        closing(sqlite3.connect(uri, uri=True)) as there,
        closing(sqlite3.connect(str(target), isolation_level=None)) as here,
    ):
        here.execute("PRAGMA synchronous = off")
        here.execute("PRAGMA journal_mode = off")
        there.backup(here, pages=PAGES, progress=look, sleep=0.05)
