# SPDX-License-Identifier: GPL-2.0-or-later
"""A whole map as one GeoJSON file, as CalTopo's own export holds it, and back again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from ..caltopo import jsontext
from ..caltopo.errors import CalTopoError
from .features import parse, properties_of
from .incoming import Broken, judge
from .ledger import Ledger

# Whoever knows these can follow or imitate a device: they do not leave the map.
_NEVER_KEPT = ("spotPassword", "deviceId", "reportKey", "connectKey")


def write(ledger: Ledger, path: Path) -> int:
    """Write every object's newest text; the number of objects.

    The file appears whole or not at all, readable by the user alone.  Passwords and device ids
    are left out.
    """
    part = path.with_name(path.name + ".part")
    count = 0
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w",
                       encoding="utf-8") as file:  # fmt: skip
            head = {"map": ledger.meta("map"), "title": ledger.meta("title"),
                    "timestamp": ledger.timestamp}  # fmt: skip
            file.write('{"type": "FeatureCollection", "caltopo": ' + json.dumps(head))
            file.write(', "features": [')
            for known in ledger.objects():
                if known.gone or known.latest is None:
                    continue
                file.write((",\n" if count else "\n") + _without_secrets(known.latest))
                count += 1
            file.write("\n]}\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CalTopoError(
            "The backup " + path.name + " could not be written: " + (error.strerror or "") + ".",
            hint="Choose another folder or make room on the disk.",
        ) from None
    return count


def _without_secrets(text: str) -> str:
    if not any(name in text for name in _NEVER_KEPT):
        return text
    feature = parse(text) or {}
    properties = {k: v for k, v in properties_of(feature).items() if k not in _NEVER_KEPT}
    return jsontext.dumps({**feature, "properties": properties})


def read(path: Path) -> dict[tuple[str, str], str]:
    """The objects of a backup by class and id.  Raises CalTopoError for any other file."""
    try:
        found = jsontext.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or "it is not GeoJSON"
        raise CalTopoError(path.name + " cannot be read: " + reason + ".") from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise CalTopoError(path.name + " is no backup of a map: it has no features.")
    texts: dict[tuple[str, str], str] = {}
    for number, feature in enumerate(features, 1):
        try:
            cls, id, *_ = judge(feature, number)
        except Broken as broken:
            raise CalTopoError(
                "Object " + broken.id + " of " + path.name + " is broken: " + broken.reason + ".",
                hint="Nothing was changed. Restore from another backup.",
            ) from None
        texts[(cls, id)] = jsontext.dumps(feature)
    return texts


class Keeper:
    """Dated backups of one map in a folder; the newest ``keep`` stay."""

    def __init__(self, folder: Path, stem: str, keep: int, now: Callable[[], str]) -> None:
        self._folder = folder
        self._stem = stem
        self._keep = keep
        self._now = now

    def backup(self, ledger: Ledger) -> Path:
        """Write one more and drop the oldest."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        path = self._folder / (self._stem + "-" + self._now() + ".geojson")
        write(ledger, path)
        for old in sorted(self._folder.glob(self._stem + "-*.geojson"))[: -self._keep]:
            old.unlink(missing_ok=True)
        return path
