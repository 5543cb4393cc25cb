# SPDX-License-Identifier: GPL-2.0-or-later
"""What syncing needs of a client; it is handed one and makes none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol


class Stored(Protocol):
    """An object as the server holds it, and its exact text."""

    @property
    def feature(self) -> dict[str, Any]: ...

    @property
    def text(self) -> str: ...


class Since(Protocol):
    """A map answer without its features."""

    @property
    def timestamp(self) -> int: ...

    @property
    def ids(self) -> Mapping[str, Sequence[str]] | None: ...

    @property
    def count(self) -> int: ...


class Wire(Protocol):
    """CalTopo's map calls; each blocks and raises CalTopoError."""

    @property
    def signed(self) -> bool: ...

    @property
    def clock_offset(self) -> float: ...

    def map_since(
        self,
        map_id: str,
        since_ms: int,
        on_feature: Callable[[Any, str], None],
        cancelled: Callable[[], bool] | None = None,
    ) -> Since: ...

    def get_object(self, map_id: str, cls: str, id: str) -> Stored: ...

    def add_object(
        self, map_id: str, cls: str, body: str, expires_in: float, id: str | None = None
    ) -> Stored: ...

    def edit_object(
        self, map_id: str, cls: str, id: str, body: str, expires_in: float
    ) -> Stored: ...

    def delete_object(self, map_id: str, cls: str, id: str, expires_in: float) -> None: ...
