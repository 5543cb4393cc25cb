# SPDX-License-Identifier: GPL-2.0-or-later
"""What is new, changed and gone on a map since a moment, and what an object was last seen as."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..caltopo import objects
from ..sync.features import parse, properties_of, title_of
from ..sync.geometry import BrokenGeometry, pack
from ..sync.geometry import same as same_shape
from ..sync.history import Version
from .openmap import OpenMap

# Of an object's text, when it was made and changed; epoch ms on the server's clock (seen in real
# answers).  Read so, 100,000 texts need not be parsed to find the few that are of interest.
_STAMPS = re.compile(r'"(-created-on|-updated-on|updated)"\s*:\s*(\d{10,16})')


@dataclass(frozen=True)
class Difference:
    """An object that is another than at a moment.

    ``kind`` is "new", "changed" or "gone"; ``at`` is when, in epoch seconds, 0.0 where nobody
    knows; ``by`` is the account that the server names, or "".  ``geometry`` is GeoJSON in WGS 84,
    the last one of what is gone.  ``fields`` maps property names to (then, now), the geometry under
    ``geometry``; None where this copy does not know what the object was then.
    """

    kind: str
    cls: str
    id: str
    title: str
    at: float
    by: str
    geometry: Mapping[str, Any] | None = field(repr=False)
    fields: Mapping[str, tuple[Any, Any]] | None = field(repr=False, default=None)


def state_of(version: Version) -> dict[str, Any]:
    """A former state of an object as a GeoJSON feature."""
    return parse(version.text) or {}


def wkb_of(shape: Any) -> bytes | None:
    """A GeoJSON geometry as WKB; None for none and for one that cannot be drawn."""
    try:
        return pack(dict(shape)).wkb if isinstance(shape, Mapping) else None
    except (BrokenGeometry, KeyError, TypeError):
        return None


class Since(OpenMap):
    """Looks into the ledger alone: any thread, whatever goes on with the map meanwhile."""

    def seen(self, cls: str, id: str) -> dict[str, Any] | None:
        """An object as the server last said it, as a GeoJSON feature; of one that is gone its last
        state; None for one that this copy has never seen on the server."""
        known = self._ledger.object(cls, id)
        if known is not None:
            return parse(known.latest)
        former = self._ledger.versions(cls, id)
        return parse(former[-1].text) if former else None

    def is_gone(self, cls: str, id: str) -> bool:
        """Whether the server no longer has an object."""
        known = self._ledger.object(cls, id)
        return known is None or known.gone

    def last_push(self) -> int | None:
        """The number of the newest push in ``history``."""
        return self._ledger.last_push()

    def undoable(self, drafts: bool = False) -> int | None:
        """The number of the push that ``undo_push`` would take back; with ``drafts`` also of a
        batch of which nothing was sent yet, which ``undo`` would."""
        return self._ledger.undoable(drafts)

    @property
    def refreshed(self) -> float:
        """When the server's last answer was stored, on its clock in epoch seconds; 0.0: never."""
        return self._ledger.timestamp / 1000

    def changed_since(self, moment: float) -> list[Difference]:
        """What others and we did to the map after ``moment`` (epoch seconds), newest first.

        What is new or changed is told by the server's stamps; what is gone by when this copy saw
        it go.  Reads every object's text: for 100,000 that takes about a second.
        """
        found = []
        after = moment * 1000
        for known in self._ledger.objects():
            text = known.latest
            if text is None or known.gone:
                continue
            stamps = {name: int(value) for name, value in _STAMPS.findall(text)}
            changed = max(stamps.get("-updated-on", 0), stamps.get("updated", 0))
            made = stamps.get("-created-on", 0)
            if max(changed, made, known.first_seen) <= after:
                continue
            # a copied map's objects are older than the map: what came since is new all the same
            new = made > after or (not made and known.first_seen > after)
            if not new and changed <= after:
                continue
            found.append(self._difference("new" if new else "changed", known.key, text,
                                          max(changed, made) / 1000, moment))  # fmt: skip
        for cls, id, text, removed in self._ledger.removed_after(moment):
            found.append(self._difference("gone", (cls, id), text, removed, moment))
        return sorted(found, key=lambda each: -each.at)

    def _difference(
        self, kind: str, key: tuple[str, str], text: str, at: float, moment: float
    ) -> Difference:
        feature = parse(text) or {}
        said = properties_of(feature)
        by = said.get("-updated-by") or said.get("creator") if kind != "gone" else ""
        fields = None
        if kind == "changed":
            then = [v.text for v in self._ledger.versions(*key) if v.seen > moment]
            fields = differing(parse(then[0]) or {}, feature) if then else None
        return Difference(
            kind, *key, title_of(key[0], feature), at, by if isinstance(by, str) else "",
            feature.get("geometry"), fields,
        )  # fmt: skip


def differing(then: dict[str, Any], now: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """By property name (then, now) of two states of an object, ``geometry`` among them; what the
    server notes by itself, and what must not be shown, is left out."""
    old, new = properties_of(then), properties_of(now)
    apart = objects.AUDIT_NAMES | set(objects.MASKED)
    found = {
        name: (old.get(name), new.get(name))
        for name in sorted({*old, *new} - apart)
        if old.get(name) != new.get(name)
    }
    was, is_ = then.get("geometry"), now.get("geometry")
    if was != is_ and not (was and is_ and was["type"] == is_["type"] and same_shape(was, is_)):
        found["geometry"] = (was, is_)
    return found
