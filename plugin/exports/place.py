# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that appear all together or not at all, in the place of an older export."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..caltopo.errors import CalTopoError
from ..host.texts import tr

_LISTED = re.compile(r"^  ([A-Za-z0-9_][A-Za-z0-9_.-]{0,120})$")
README = "README.txt"
MARK = "Exported from CalTopo by CalTopo Sync"


@contextmanager
def scratch_beside(folder: Path) -> Iterator[Path]:
    """An empty folder for what is being made, on the same disk, taken away afterwards.

    Raises CalTopoError where none can be made, and for what the disk or SQLite refuses meanwhile.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".caltopo-export-", dir=str(folder.absolute())))
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        yield made
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(folder, error) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def install(
    scratch: Path, folder: Path, names: Iterable[str], overwrite: Callable[[list[str]], bool]
) -> list[Path]:
    """Move finished files from ``scratch`` into ``folder``; their paths.

    What is in their way, and what an earlier export left there, goes; where a move fails all of it
    is put back.  ``overwrite`` is asked with the names that would go; raises CalTopoError where it
    says no, and OSError.
    """
    new = list(names)
    old = [n for n in dict.fromkeys((*new, *listed(folder))) if (folder / n).is_file()]
    if old and not overwrite(old):
        raise CalTopoError(
            tr("There are files in {folder} already: {old}.").format(
                folder=folder, old=", ".join(old[:5])
            ),
            hint=tr("Nothing was written. Choose another folder, or let them be replaced."),
        )
    aside = scratch / "replaced"
    aside.mkdir()
    moved: list[str] = []
    put: list[str] = []
    try:
        for name in old:
            os.replace(folder / name, aside / name)
            moved.append(name)
        for name in new:
            os.replace(scratch / name, folder / name)
            put.append(name)
    except OSError:
        for name in put:
            with suppress(OSError):
                (folder / name).unlink()
        for name in moved:
            with suppress(OSError):
                os.replace(aside / name, folder / name)
        raise
    return [folder / name for name in new]


def replace_one(made: Path, path: Path, overwrite: Callable[[list[str]], bool]) -> Path:
    """Move one finished file to where it belongs; as ``install``."""
    if path.exists() and not overwrite([path.name]):
        raise CalTopoError(
            tr("There is a file {name} already.").format(name=path.name),
            hint=tr("Nothing was written. Choose another name, or let it be replaced."),
        )
    os.replace(made, path)
    return path


def listed(folder: Path) -> list[str]:
    """The files that an earlier export in that folder says are its own."""
    try:
        text = (folder / README).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return []
    if not text.startswith(MARK):
        return []
    _, _, tail = text.partition("\nFiles\n")
    names = []
    for line in tail.splitlines():
        found = _LISTED.match(line)
        if found is None:
            break
        names.append(found.group(1))
    return names


def _unwritable(folder: Path, error: OSError | sqlite3.Error) -> CalTopoError:
    return CalTopoError(
        tr("The export could not be written to {folder}: {error}.").format(
            folder=folder, error=getattr(error, "strerror", None) or error
        ),
        hint=tr(
            "Choose another folder or make room on the disk. What was there before is as it was."
        ),
    )
