# SPDX-License-Identifier: GPL-2.0-or-later
# ruff: noqa: N818 - an answer, not a failure of the program
"""Errors in the server's form."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, *texts: str, kind: str = "unknown", **context: Any) -> None:
        super().__init__(texts[0])
        self.status = status
        self.texts = texts
        self.body = {
            "errors": list(texts),
            "errors_with_context": [{"type": kind, "message": text, **context} for text in texts],
        }


def at_layer(status: int, text: str, index: int, id: str, **context: Any) -> Refusal:
    """An error about one layer."""
    layer = {"id": id, "index": index, "type": "mapnik"}
    return Refusal(status, text, kind="layer", **context, layer=layer)
