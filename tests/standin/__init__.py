# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in for caltopo.com and CalTopo Desktop, on the loopback, for tests, demos and benches.

    with Standin() as server:                       # RemoteStandin(): in a process of its own
        key = server.add_credential()
        server.add_map("ABC12", path="map.json")
        ...                                         # a client works with server.url and key
        server.colleague("ABC12").edit("Marker", id, {"title": "seen here"})
        server.fault(Fault(Kind.LOST, method="POST"))
        server.objects("ABC12"), server.calls

It shares no code with the plugin, so that a mistake in the plugin's signing or forms must show.
"""

from __future__ import annotations

from .accounts import Key, Level
from .behaviour import (
    AuditKeys,
    Behaviour,
    ClientId,
    DeletedEdit,
    FolderChildren,
    Ids,
    NoProperties,
    Shapes,
)
from .caller import Caller, Reply
from .calls import Call
from .faults import BROKEN_FEATURES, Fault, Kind
from .interface import Colleague
from .remote import RemoteStandin
from .server import Standin

__all__ = [
    "BROKEN_FEATURES",
    "AuditKeys",
    "Behaviour",
    "Call",
    "Caller",
    "ClientId",
    "Colleague",
    "DeletedEdit",
    "Fault",
    "FolderChildren",
    "Ids",
    "Key",
    "Kind",
    "Level",
    "NoProperties",
    "RemoteStandin",
    "Reply",
    "Shapes",
    "Standin",
]
