# SPDX-License-Identifier: GPL-2.0-or-later
"""A disk that is full from the n-th write on, for all that SQLite writes in this process."""

from __future__ import annotations

import ctypes
import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_INT, _PTR = ctypes.c_int, ctypes.c_void_p
# The calls of the operating system that SQLite's own tests replace, too.
_WRITES = {
    "write": (ctypes.c_ssize_t, _INT, _PTR, ctypes.c_size_t),
    "pwrite": (ctypes.c_ssize_t, _INT, _PTR, ctypes.c_size_t, ctypes.c_int64),
    "pwrite64": (ctypes.c_ssize_t, _INT, _PTR, ctypes.c_size_t, ctypes.c_int64),
}


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, as far as it is needed."""

    _fields_ = [
        ("version", _INT), ("size", _INT), ("longest", _INT), ("next", _PTR),
        ("name", ctypes.c_char_p), ("data", _PTR), ("calls", _PTR * 13),
        ("set_call", ctypes.CFUNCTYPE(_INT, _PTR, ctypes.c_char_p, _PTR)),
    ]  # fmt: skip


class Disk:
    """Counts writes; ``full_from`` is the first that finds no room, 0 where all do."""

    def __init__(self) -> None:
        self.full_from = 0
        self.writes = 0

    def fill(self, number: int) -> None:
        """From the n-th write from now on the disk is full."""
        self.writes, self.full_from = 0, number

    def make_room(self) -> None:
        self.full_from = 0

    @property
    def was_full(self) -> bool:
        return 0 < self.full_from <= self.writes

    def refuses(self) -> bool:
        self.writes += 1
        if self.was_full:
            ctypes.set_errno(errno.ENOSPC)
        return self.was_full


@contextmanager
def small_disk() -> Iterator[Disk]:
    """What SQLite writes goes over a disk that can be full."""
    disk = Disk()
    sqlite = ctypes.CDLL("libsqlite3.so.0")
    sqlite.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = sqlite.sqlite3_vfs_find(None)
    kept = [_refusing(disk, name) for name in _WRITES]
    for name, call in zip(_WRITES, kept):
        vfs.contents.set_call(vfs, name.encode(), ctypes.cast(call, _PTR))
    try:
        yield disk
    finally:
        for name in _WRITES:
            vfs.contents.set_call(vfs, name.encode(), None)


def _refusing(disk: Disk, name: str) -> Any:
    result, *arguments = _WRITES[name]
    kind = ctypes.CFUNCTYPE(result, *arguments, use_errno=True)
    real = kind((name, ctypes.CDLL(None, use_errno=True)))

    @kind
    def write(*given: Any) -> int:
        return -1 if disk.refuses() else int(real(*given))

    return write
