# SPDX-License-Identifier: GPL-2.0-or-later
"""One owner per local copy: a lock of the operating system, gone by itself with its process."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

from ..caltopo.errors import MapInUse
from ..host.texts import tr

if os.name == "nt":
    import msvcrt

    def _try_lock(fd: int) -> bool:
        try:
            os.lseek(fd, 1 << 20, os.SEEK_SET)  # beyond the text, which others may read
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class CopyLock:
    """Held from construction until ``release``.  Raises MapInUse, naming the other owner."""

    def __init__(self, path: Path, map_id: str) -> None:
        self._fd = os.open(str(path), os.O_RDWR | os.O_CREAT, 0o600)
        if not _try_lock(self._fd):
            owner = _owner(path)
            os.close(self._fd)
            raise MapInUse(
                tr("The local copy of map {map_id} is in use by {owner}.").format(
                    map_id=map_id, owner=owner
                ),
                hint=tr("Close it there, or choose another workspace folder."),
            )
        os.ftruncate(self._fd, 0)
        os.lseek(self._fd, 0, os.SEEK_SET)
        note = {"process": os.getpid(), "host": socket.gethostname()}
        os.write(self._fd, json.dumps(note).encode())

    def release(self) -> None:
        """Let others have it; the file stays, its lock is what counts."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _owner(path: Path) -> str:
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
        process, host = int(note["process"]), str(note["host"])
    except (OSError, ValueError, KeyError, TypeError):
        return tr("another program")
    if process == os.getpid() and host == socket.gethostname():
        return tr("this program (process {process}): it is open here already").format(
            process=process
        )
    return tr("process {process} on {host}").format(process=process, host=host)
