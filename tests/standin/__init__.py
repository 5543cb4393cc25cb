# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in for caltopo.com and for CalTopo Desktop, on the loopback. It shares no code with the plugin."""

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
    "Shapes",
    "Standin",
]
