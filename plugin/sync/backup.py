# SPDX-License-Identifier: GPL-2.0-or-later
"""A whole map as one GeoJSON file, as CalTopo's own export holds it, and back again."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..caltopo.errors import CalTopoError
from .features import without_secrets
from .incoming import Broken, judge
from .ledger import Ledger

Key = tuple[str, str]

_HEAD = '{"type": "FeatureCollection", "caltopo": '
_BLANKS = re.compile(r"[ \t\n\r]*")


class Backup(NamedTuple):
    """What a backup holds: the map it is of, and its objects' texts by class and id."""

    map: str
    title: str
    timestamp: int
    texts: dict[Key, str]


def write(ledger: Ledger, path: Path) -> int:
    """Write every object's newest text; the number of objects.

    The file appears whole or not at all, readable by the user alone.  Passwords and device ids
    are left out.  Objects that could not be shown are in it beside the features, under
    ``notShown``.
    """
    head = {"map": ledger.meta("map"), "title": ledger.meta("title"),
            "timestamp": ledger.timestamp}  # fmt: skip
    texts = (k.latest for k in ledger.objects() if not k.gone and k.latest is not None)
    return write_texts(path, head, texts, ledger.aside_texts())


def write_texts(
    path: Path, head: dict[str, Any], texts: Iterable[str], not_shown: Iterable[str] = ()
) -> int:
    """The same from objects' texts; ``head`` holds map, title and the server's timestamp."""
    part = path.with_name(path.name + ".part")
    count = 0
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w",
                       encoding="utf-8", newline="\n") as file:  # fmt: skip
            file.write(_HEAD + json.dumps(head) + ', "features": [')
            for text in texts:
                file.write((",\n" if count else "\n") + without_secrets(text))
                count += 1
            file.write('\n], "notShown": [')
            file.write(",\n".join(map(without_secrets, not_shown)) + "]}\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except (OSError, ValueError) as error:
        part.unlink(missing_ok=True)
        reason = getattr(error, "strerror", "") or "a text of it has no form in UTF-8"
        raise CalTopoError(
            "The backup " + path.name + " could not be written: " + reason + ".",
            hint="Choose another folder or make room on the disk.",
        ) from None
    return count


def read(path: Path, map_id: str | None = None) -> Backup:
    """A backup, its texts letter for letter.

    Raises CalTopoError for any other file, and for one of another map than ``map_id``.
    """
    try:
        text = path.read_text(encoding="utf-8")
        whole = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", "") or "it is broken or no GeoJSON"
        raise CalTopoError(path.name + " cannot be read: " + reason + ".") from None
    head = whole.get("caltopo") if isinstance(whole, dict) else None
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(head, dict) or not isinstance(features, list):
        raise CalTopoError(
            path.name + " is no backup of a map that CalTopo Sync has written.",
            hint="Nothing was changed.",
        )
    of = str(head.get("map") or "")
    if map_id is not None and of != map_id:
        raise CalTopoError(
            path.name + " is a backup of another map (" + (ascii(of)[1:-1] or "unknown") + ").",
            hint="Nothing was changed.",
        )
    texts: dict[Key, str] = {}
    for number, (feature, exact) in enumerate(zip(features, _exact(text)), 1):
        try:
            cls, id, *_ = judge(feature, number)
        except Broken as broken:
            raise CalTopoError(
                "Object " + broken.id + " of " + path.name + " is broken: " + broken.reason + ".",
                hint="Nothing was changed. Restore from another backup.",
            ) from None
        texts[(cls, id)] = exact
    if len(texts) != len(features):
        raise CalTopoError(path.name + " names an object twice.", hint="Nothing was changed.")
    timestamp = head.get("timestamp")
    return Backup(of, str(head.get("title") or ""), timestamp if isinstance(timestamp, int) else 0,
                  texts)  # fmt: skip


def _exact(text: str) -> Iterator[str]:
    """The exact texts of a file's features.  The file was read as JSON before."""
    decode: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().raw_decode
    at = _member(text, "features", decode)
    while True:
        at = _after(text, at + 1)
        if text[at] == "]":
            return
        _, end = decode(text, at)
        yield text[at:end]
        at = _after(text, end)
        if text[at] == "]":
            return


def _member(text: str, name: str, decode: Callable[[str, int], tuple[Any, int]]) -> int:
    """Where the value of a member of the outermost object begins, the last one of that name."""
    found, at = -1, _after(text, _after(text, 0) + 1)
    while text[at] != "}":
        key, at = decode(text, at)
        at = _after(text, _after(text, at) + 1)
        if key == name:
            found = at
        _, at = decode(text, at)
        at = _after(text, at)
        if text[at] == ",":
            at = _after(text, at + 1)
    return found


def _after(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks is not None else at


class Keeper:
    """Dated backups of one map in a folder; the newest ``keep`` stay."""

    def __init__(self, folder: Path, stem: str, keep: int, now: Callable[[], str]) -> None:
        self._folder = folder
        self._stem = stem
        self._keep = keep
        self._now = now

    def backup(self, ledger: Ledger) -> Path:
        """Write one more and drop the oldest.  ``now`` gives texts that sort by time."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise CalTopoError(
                "The folder for backups cannot be made: " + (error.strerror or "") + ".",
                hint="Make room on the disk, or make the folder writable.",
            ) from None
        path = self._folder / (self._stem + "-" + self._now() + ".geojson")
        write(ledger, path)
        head = self._stem + "-"
        kept = sorted(
            each
            for each in self._folder.iterdir()
            if each.name.startswith(head) and _DATED.fullmatch(each.name[len(head) :])
        )
        for old in kept[: -max(1, self._keep)]:
            old.unlink(missing_ok=True)
        return path


_DATED = re.compile(r"[0-9-]+\.geojson")
