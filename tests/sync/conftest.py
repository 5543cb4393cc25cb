# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in server with a map, and an analyst's local copy of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from standin import Standin
from sync.localmap import KEY, MAP, LocalMap


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin() as standin:
        standin.add_credential(*KEY)
        yield standin


@pytest.fixture
def open_map(server: Standin, tmp_path: Path) -> Iterator[Callable[..., LocalMap]]:
    """Puts features on the server's map and opens it."""
    opened: list[LocalMap] = []

    def make(*features: Any, copy: str = "copy", **options: Any) -> LocalMap:
        if MAP not in server.maps():
            server.add_map(MAP, features=features)
        opened.append(LocalMap(server.url, tmp_path / copy, **options))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
