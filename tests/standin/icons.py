# SPDX-License-Identifier: GPL-2.0-or-later
"""Icons: a square of one colour for each ``cfg``, so that a test can tell whose picture it sees."""

from __future__ import annotations

import re
import struct
import zlib

_CUSTOM = re.compile(r"icon-[A-Z0-9]{8}-(\d{1,3})-")


def color_of(cfg: str) -> tuple[int, int, int]:
    """The colour of an icon's square: red, green, blue."""
    number = zlib.crc32(cfg.encode("utf-8"))
    return (number & 255, number >> 8 & 255, number >> 16 & 255)


def picture(cfg: str) -> bytes:
    """A PNG; an account's own icon has the size that its name says, others 24 pixels."""
    custom = _CUSTOM.match(cfg)
    side = int(custom[1]) if custom else 24
    row = b"\0" + bytes(color_of(cfg)) * side
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(row * side))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
