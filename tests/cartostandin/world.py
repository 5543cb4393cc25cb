# SPDX-License-Identifier: GPL-2.0-or-later
"""What the stand-in knows: tables, keys, templates, maps and renderers.  One lock holds it all."""

from __future__ import annotations

import json
import math
import sqlite3
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from .refusal import Refusal

Box = tuple[float, float, float, float]  # west, south, east, north in degrees
GEOMETRY = "the_geom_webmercator"
RENDERER_SECONDS = 60.0


@dataclass(frozen=True)
class Call:
    """A request as it came."""

    method: str
    path: str
    query: str
    authorization: str
    body: bytes
    at: float


@dataclass
class Table:
    rows: list[dict[str, Any]]
    private: bool
    changed: int  # ms since 1970; 0 where the server does not track it


@dataclass
class Layer:
    """A layer of a map that was made."""

    kind: str
    id: str
    explicit_id: bool
    options: dict[str, Any]
    as_owner: bool = False  # of a named map: reads with its owner's rights


@dataclass
class Group:
    """A map that was made, and when it was last used."""

    layers: list[Layer]
    key_role: str
    user: str | None  # of a named map
    template_hash: str
    tokens: list[str] | None  # None: open
    used: float


@dataclass
class World:
    """Everything; ``user`` is the account that is served."""

    user: str = "sarteam"
    ttl: float = 7200.0
    cdn: dict[str, Any] = field(default_factory=dict)
    renderer_delay: float = 0.05
    keys: dict[str, str] = field(
        default_factory=lambda: {
            "master_key": "master",
            "regular_key": "regular",
            "nomaps_key": "nomaps",
        }
    )
    tables: dict[str, Table] = field(default_factory=dict)
    templates: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    renderers: dict[tuple[str, ...], float] = field(default_factory=dict)  # last use
    kept: dict[tuple[str, ...], Group] = field(default_factory=dict)  # what renderers hold on to
    pending: set[tuple[str, ...]] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.database = sqlite3.connect(":memory:", check_same_thread=False)
        self.database.row_factory = sqlite3.Row

    def add_table(
        self, name: str, rows: list[dict[str, Any]], boxes: list[Box], private: bool, changed: int
    ) -> None:
        columns = list(rows[0]) if rows else ["cartodb_id"]
        listed = ", ".join(f'"{column}"' for column in [*columns, GEOMETRY])
        with self.lock:
            self.database.execute(f'DROP TABLE IF EXISTS "{name}"')
            self.database.execute(f'CREATE TABLE "{name}" ({listed})')
            marks = ", ".join("?" * (len(columns) + 1))
            for row, box in zip(rows, boxes):
                values = [*(row[column] for column in columns), json.dumps(box)]
                self.database.execute(f'INSERT INTO "{name}" VALUES ({marks})', values)
            self.tables[name] = Table(rows, private, changed)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """What a query gives, with the geometry as a box; sqlite3.Error where it is wrong."""
        with self.lock:
            found = self.database.execute(f"SELECT * FROM ({sql}) AS cdbq").fetchall()
        return [dict(row) for row in found]

    def read_tables(self, sql: str) -> list[str]:
        """The tables a query names."""
        words = sql.replace("(", " ").replace(")", " ").replace(",", " ").split()
        after = [b for a, b in zip(words, words[1:]) if a.lower() in ("from", "join", "update")]
        return [word.strip('"') for word in after]

    def group(self, md5: str) -> Group:
        """A map that has not expired; its clock starts again."""
        with self.lock:
            found = self.groups.get(md5)
            now = time.monotonic()
            if found is None or now - found.used > self.ttl:
                self.groups.pop(md5, None)
                raise Refusal(400, f"Invalid or nonexistent map configuration token '{md5}'")
            found.used = now
            return found

    def expire(self, renderers: bool) -> None:
        with self.lock:
            self.groups.clear()
            if renderers:
                self.renderers.clear()

    def has_renderer(self, key: tuple[str, ...]) -> bool:
        with self.lock:
            now = time.monotonic()
            alive = now - self.renderers.get(key, -math.inf) < RENDERER_SECONDS
            if alive:
                self.renderers[key] = now
            return alive
