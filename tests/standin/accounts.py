# SPDX-License-Identifier: GPL-2.0-or-later
"""Credentials, teams, bookmarks, and what each account may do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """Permission levels; the first three have the numbers bookmarks use."""

    READ = 10
    UPDATE = 16
    WRITE = 20
    MANAGE = 30
    ADMIN = 40


@dataclass(frozen=True)
class Key:
    """A credential as its owner holds it."""

    id: str
    secret: str
    team: str
    account: str


@dataclass
class Team:
    id: str
    title: str
    parent: str | None


@dataclass
class Bookmark:
    """A map of somebody else in the list of an account or team."""

    id: str
    owner: str  # account or team
    map: str
    title: str
    level: Level
    folder: str | None


@dataclass
class People:
    """Who there is, and who may do what."""

    keys: dict[str, Key] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    bookmarks: dict[str, Bookmark] = field(default_factory=dict)
    team_levels: dict[tuple[str, str], Level | None] = field(default_factory=dict)
    map_levels: dict[tuple[str, str], Level | None] = field(default_factory=dict)

    def secrets(self) -> dict[str, str]:
        return {key.id: key.secret for key in self.keys.values()}

    def above(self, team: str) -> Iterator[str]:
        """The team, and the teams it belongs to."""
        at: str | None = team
        while at is not None:
            yield at
            at = self.teams[at].parent if at in self.teams else None

    def below(self, team: str) -> list[str]:
        """The team and its subteams."""
        return [team] + [
            other for other in self.teams if other != team and team in self.above(other)
        ]

    def teams_of(self, account: str) -> list[str]:
        """The teams an account is in, by itself or through a team above."""
        joined = [
            team for (who, team), level in self.team_levels.items() if who == account and level
        ]
        return [below for team in joined for below in self.below(team)]

    def team_level(self, account: str, team: str) -> Level | None:
        if account == team:
            return Level.ADMIN
        for above in self.above(team):
            if (account, above) in self.team_levels:
                return self.team_levels[(account, above)]
        return None

    def map_level(self, account: str, map_id: str, team: str, sharing: str) -> Level | None:
        """The level of an account on a map; None where it may not see the map."""
        if (account, map_id) in self.map_levels:
            return self.map_levels[(account, map_id)]
        owners = {account, *self.teams_of(account)}
        levels = [
            self.team_level(account, team),
            *(
                mark.level
                for mark in self.bookmarks.values()
                if mark.map == map_id and mark.owner in owners
            ),
            Level.READ if sharing in ("URL", "PUBLIC") else None,
        ]
        return max((level for level in levels if level is not None), default=None)
