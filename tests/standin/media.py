# SPDX-License-Identifier: GPL-2.0-or-later
"""Photos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_REWRITTEN = b"re-encoded by the server"


@dataclass
class Photo:
    """A photo: its properties first, its bytes later."""

    id: str
    account: str
    properties: dict[str, Any]
    created: int
    data: bytes | None = None

    def info(self) -> dict[str, Any]:
        """`properties` and `metadata` of the answer about a photo."""
        properties = {
            "filename": f"{self.id}.{self.format()}",
            "exifCreatedTZ": "",
            **self.properties,
        }
        metadata = {
            "exifCreated": self.created,
            "filesize": len(self.data or b""),
            "format": self.format(),
        }
        return {"id": self.id, "properties": properties, "metadata": metadata}

    def format(self) -> str:
        return "png" if (self.data or b"").startswith(b"\x89PNG") else "jpg"

    def content_type(self) -> str:
        return "image/png" if self.format() == "png" else "image/jpeg"


def rewritten(data: bytes) -> bytes:
    """The same picture in other bytes, as after CalTopo's re-encoding: a comment enters a JPEG."""
    if not data.startswith(b"\xff\xd8"):
        return data
    comment = b"\xff\xfe" + (len(_REWRITTEN) + 2).to_bytes(2, "big") + _REWRITTEN
    return data[:2] + comment + data[2:]
