# SPDX-License-Identifier: GPL-2.0-or-later
"""How the server answers where CalTopo's own answer is not known: both answers to each question."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from enum import Enum
from typing import Any


class Ids(str, Enum):
    """When a since answer lists all ids."""

    AUTO = "auto"  # on since/0, and when something was deleted since then
    ALWAYS = "always"
    NEVER = "never"  # not even after a deletion; since/0 still has them


class ClientId(str, Enum):
    """What a POST to an id that never existed does."""

    KEPT = "kept"
    REPLACED = "replaced"
    REFUSED = "refused"


class DeletedEdit(str, Enum):
    """What an edit of a deleted object does."""

    REFUSED = "refused"
    RECREATED = "recreated"


class FolderChildren(str, Enum):
    """What deleting a folder does to the objects in it."""

    ORPHANED = "orphaned"  # they keep a folderId that leads nowhere
    CLEARED = "cleared"  # their folderId becomes null
    DELETED = "deleted"


class AuditKeys(str, Enum):
    """What becomes of `updated`, `creator` and `-…` keys in the body of an edit."""

    IGNORED = "ignored"
    STORED = "stored"
    REFUSED = "refused"


class NoProperties(str, Enum):
    """What an edit without properties does to them."""

    REFUSED = "refused"
    KEPT = "kept"
    BLANKED = "blanked"  # one title of a single blank is left, as seen on CalTopo Desktop


class Shapes(str, Enum):
    """What becomes of holes and of several parts in a geometry."""

    KEPT = "kept"
    FLATTENED = "flattened"  # the first ring or part is kept
    REFUSED = "refused"


@dataclass(frozen=True)
class Behaviour:
    """The answers this server gives.

    The defaults are what was seen; where nothing was seen, the strict answer.
    """

    # who may
    desktop: bool = False  # CalTopo Desktop: nothing is signed, everything is allowed
    no_right: int = 403  # a level too low: 403, 401, or 200 with a status that is not ok
    no_access: int = 401  # no right to see the map at all
    unknown_map: int = 404
    expired: int = 401
    longest_expiry: float | None = None  # seconds from now that a signature may be valid
    delete_needs: str = "UPDATE"
    account_since_needs: str = "ADMIN"
    new_map_hidden: float = 0.0  # seconds in which a new map answers 401
    empty_map_error: bool = True  # a map made without features answers 500, though it is made

    new_map_redirects: bool = False  # CalTopo Desktop up to 4214: the new map's address in Location

    # adding
    client_ids: ClientId = ClientId.KEPT
    body_id_kept: bool = False  # the id inside the body of an add
    map_feature_ids_kept: bool = True  # ids in the state of a new map
    folder_on_add_ignored: bool = False

    # editing and deleting
    keys_kept: frozenset[str] = frozenset()  # classes whose missing keys survive an edit
    no_properties: NoProperties = NoProperties.REFUSED
    null_geometry_removes: bool = True  # False: geometry null is read as geometry omitted
    audit_keys: AuditKeys = AuditKeys.IGNORED
    deleted_edit: DeletedEdit = DeletedEdit.REFUSED
    missing: int = 404  # an object that is not there; 400 was seen for a delete, 200 is lax
    folder_children: FolderChildren = FolderChildren.ORPHANED
    track_edit_empty: bool = (
        False  # CalTopo Desktop 4231: an AppTrack edit answers 200 without JSON
    )
    incremental_appends: bool = False  # a posted geometry with `incremental` adds its points

    # what is stored
    points_padded: bool = False  # [lon,lat] is stored as [lon,lat,0,0]
    longitudes_rewritten: bool = False  # (x+540) mod 360 - 180, with its last-bit noise
    integers_shortened: bool = False  # 1449.0 is stored as 1449
    rings_closed: bool = False
    holes: Shapes = Shapes.KEPT
    multi: Shapes = Shapes.KEPT
    assignment_title_empty: bool = False
    photos_rewritten: bool = True  # a photo never comes back byte for byte

    # since
    ids: Ids = Ids.AUTO
    empty_classes: bool = True  # classes without objects are listed in ids
    deletion_memory: float | None = None  # seconds; a since older than that always gets ids
    overlap: float = 0.0  # seconds of earlier changes that are delivered again
    repeated: bool = False  # each feature comes twice in one answer
    shuffled: bool = False
    geometry_deltas: bool = False  # a change of geometry alone comes with `nop` and no properties
    property_deltas: bool = False  # a change of properties alone comes without geometry
    track_deltas: bool = False  # a growing track comes as its new points
    visible_after: float = 0.0  # seconds until a write shows in since

    # limits
    form_limit: int | None = None  # bytes of a form
    form_limit_status: int = 413
    rate: int | None = None  # requests in a second, then `throttled`
    throttled: int = 429
    retry_after: int | None = 1
    keep_alive: bool = True  # False: every answer ends its connection, and says so
    compressed: bool = False  # gzip for clients that take it

    def __post_init__(self) -> None:
        for name, kind in _ENUMS.items():
            object.__setattr__(self, name, kind(getattr(self, name)))
        object.__setattr__(self, "keys_kept", frozenset(self.keys_kept))

    def with_changes(self, **changes: Any) -> Behaviour:
        return replace(self, **changes)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "keys_kept": sorted(self.keys_kept)}


_ENUMS: dict[str, type[Enum]] = {
    field.name: type(field.default)
    for field in fields(Behaviour)
    if isinstance(field.default, Enum)
}
