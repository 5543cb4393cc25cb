# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures of an account's own icons, kept beside the local copy for the next time, offline too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .symbols import is_custom


@dataclass(frozen=True)
class Icons:
    """The pictures of one map's icons: files in ``folder`` that bear the local copy's name.

    A symbol may be an address or anything else the server says, so no part of it gets into a path.
    """

    folder: Path
    stem: str

    def file(self, symbol: str) -> Path:
        """Where the picture of a symbol is, or is to be put."""
        digest = hashlib.sha256(symbol.encode("utf-8", "replace")).hexdigest()[:32]
        return self.folder / f"{self.stem}-{digest}.png"

    def there(self, symbols: Iterable[str]) -> dict[str, Path]:
        """The files of those symbols that have one."""
        files = {symbol: self.file(symbol) for symbol in symbols if is_custom(symbol)}
        return {symbol: path for symbol, path in files.items() if path.is_file()}

    def missing(self, symbols: Iterable[str]) -> list[str]:
        """Those that only the server can draw and that were not fetched yet."""
        return sorted(s for s in symbols if is_custom(s) and not self.file(s).is_file())
