# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a connection works, who it makes us, and what exactly is wrong where it does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ..caltopo import account
from ..caltopo.account import Listing, Team
from ..caltopo.client import Client
from ..caltopo.errors import (
    AuthError,
    CalTopoError,
    NetworkError,
    NotFound,
    PermissionDenied,
    Rejected,
)
from ..host import sayings
from ..host.texts import tr

CLOCK_SECONDS = 60.0  # by which a clock may be wrong before a signature is in danger
NO_MAP = "000"  # an id to ask a server for that lists no maps
MOST_TEAMS = 8


@dataclass(frozen=True)
class Verdict:
    """What a test found: ``headline`` in a sentence, ``sentences`` what belongs to it."""

    works: bool
    headline: str
    sentences: tuple[str, ...] = ()


def try_connection(conn: Any) -> Verdict:
    """Ask the server once with a connection of the api.  Any thread; raises nothing of its own."""
    client: Client = conn.client()
    try:
        if not conn.team_id:
            return _answering(client, conn)
        listed = client.account_since if client.signed else client.desktop_account
        return _working(account.listing(listed(conn.team_id)), client)
    except CalTopoError as error:
        return explained(error, client.clock_offset, conn.proxy, client.signed)
    finally:
        client.close()


def _answering(client: Client, conn: Any) -> Verdict:
    """Without an account there is no list; any CalTopo answer will do."""
    try:
        client.map_since(NO_MAP, -1, lambda feature, text: None)
    except (NotFound, Rejected, PermissionDenied):
        pass
    except AuthError:
        if client.signed:
            raise
    return Verdict(
        True,
        tr("{server} answers.").format(server=conn.server),
        (tr("Maps are opened by link or id; give an account id to have them listed."),),
    )


def _working(found: Listing, client: Client) -> Verdict:
    who = tr("You are “{account}”.").format(account=found.account) if found.account else ""
    sentences = [_teams(found.teams), _maps(found)]
    if client.signed:
        sentences.append(
            tr(
                "CalTopo lists a team's maps to accounts of the level ADMIN, so you may read, "
                "edit and delete there, unless a push says otherwise."
            )
        )
    if abs(client.clock_offset) > CLOCK_SECONDS:
        sentences.append(_clock(client.clock_offset))
    headline = " ".join(filter(None, (tr("It works."), who)))
    return Verdict(True, headline, tuple(filter(None, sentences)))


def _teams(teams: list[Team]) -> str:
    if not teams:
        return tr("You see no team.")
    titles = [team.title for team in teams[:MOST_TEAMS]]
    if len(teams) > MOST_TEAMS:
        titles.append("…")
    return tr("Teams you see: {teams}.").format(teams=", ".join(titles))


def _maps(found: Listing) -> str:
    marks = Counter(info.permission for info in found.maps if info.bookmark)
    if not marks:
        return tr("Maps: {count}.").format(count=len(found.maps))
    return tr("Maps: {count}, {marks} of them bookmarks ({read} read only).").format(
        count=len(found.maps), marks=sum(marks.values()), read=marks["READ"]
    )


def _clock(offset: float) -> str:
    minutes = max(1, round(abs(offset) / 60))
    text = (
        tr("This computer's clock is {minutes} min behind the server's: set it.")
        if offset > 0
        else tr("This computer's clock is {minutes} min ahead of the server's: set it.")
    )
    return text.format(minutes=minutes)


def explained(error: CalTopoError, offset: float, proxy: str, signed: bool) -> Verdict:
    """What is wrong, by what failed: clock, credential, permission, network, proxy, address."""
    told = tuple(sayings.said(part) for part in (error.text, error.details, error.hint) if part)
    if isinstance(error, AuthError) and signed and error.status is None:
        return Verdict(False, tr("The secret cannot be used."), (error.text, error.hint))
    if isinstance(error, AuthError) and signed and abs(offset) > CLOCK_SECONDS:
        return Verdict(
            False,
            tr("This computer's clock is wrong."),
            (_clock(offset), tr("A signature made with it is not valid.")),
        )
    if isinstance(error, AuthError) and signed:
        return Verdict(
            False,
            tr("The server does not accept this credential."),
            (
                tr("Id, secret or team id is wrong, or an admin has withdrawn the credential."),
                tr("Copy all three again, whole; the secret is shown only when it is made."),
            ),
        )
    if isinstance(error, PermissionDenied):
        return Verdict(
            False,
            tr("The credential is right, but it may not list this team's maps."),
            (
                tr("CalTopo asks the level ADMIN for that: see the team's admin page."),
                tr("Maps can be opened by their link all the same."),
            ),
        )
    if isinstance(error, NotFound):
        return Verdict(False, tr("There is no such team, or not for this account."), told)
    if isinstance(error, NetworkError):
        through = tr("Requests go through the proxy {proxy} (Settings > Options > Network).")
        said = (*told, through.format(proxy=proxy)) if proxy else told
        return Verdict(False, tr("The server could not be reached."), said)
    return Verdict(False, tr("The server does not answer as CalTopo does."), told)
