# SPDX-License-Identifier: GPL-2.0-or-later
"""CalTopo's calls, one method each.

From the official Teams API page: listing an account, reading a map, adding, editing and deleting
one object (of any class), creating and deleting a map, and the steps of a photo. Seen in use by
other clients: reading a single object, a map's properties, a photo and an icon, and CalTopo
Desktop's account listing.

Every call blocks and raises CalTopoError (see errors.py) when it fails. A call that writes is made
once; deciding whether to repeat it is the caller's, by ``retryable`` and ``perhaps_done``.
"""

from __future__ import annotations

import base64
import json
import re
import struct
import time
from dataclasses import dataclass, replace
from typing import Any, Callable
from urllib.parse import quote, urlencode

import requests

from . import jsontext
from .answers import Answer, Call, accepted
from .errors import CalTopoError
from .signing import Credential
from .stream import OnFeature, read_answer, read_result
from .transport import Transport

USER_AGENT = "CalTopoSync (QGIS plugin)"

_ACCOUNT_TIMEOUT = 180.0  # listing a large account was seen to take 104 s
# A photo on a slow link must still be valid when its last byte arrives; this much was seen in use.
_UPLOAD_EXPIRES_IN = 300.0

_MAP_ID = re.compile(r"[A-Za-z0-9]{3,7}")
_ACCOUNT_ID = re.compile(r"[A-Za-z0-9_-]+")
_CLASS = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_MEDIA_ID = re.compile(r"[A-Za-z0-9-]+")
_PNG_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_MOST_ICON_PIXELS = 512  # of a side; icons have 24, and a few are larger


@dataclass(frozen=True)
class Since:
    """What a map answer says besides its features.

    ``timestamp``: server time in epoch milliseconds, to ask from next time. ``ids``: all ids of
    the map by class, None where the server did not send them (nothing was deleted).
    ``count``: how many features came.
    """

    timestamp: int
    ids: dict[str, list[str]] | None
    count: int


@dataclass(frozen=True)
class Stored:
    """An object as the server holds it; ``text`` is its exact JSON text in the answer."""

    feature: dict[str, Any]
    text: str


class Client:
    """CalTopo, or a CalTopo Desktop, at one address. Safe from several threads at once.

    Without a credential, calls are unsigned: what CalTopo Desktop expects, and enough to read a
    public map. ``new_session`` gives requests sessions with the proxies and certificates to use.
    ``connect_timeout`` and ``read_timeout`` are seconds; the latter counts silence, not the whole.
    ``clock`` gives epoch seconds. Raises CalTopoError where ``server`` is no server's address, and
    for a credential that would travel over plain http to another computer.
    """

    def __init__(
        self,
        server: str,
        credential: Credential | None = None,
        *,
        new_session: Callable[[], requests.Session] = requests.Session,
        connect_timeout: float = 10.0,
        read_timeout: float = 60.0,
        clock: Callable[[], float] = time.time,
        user_agent: str = USER_AGENT,
    ) -> None:
        self._transport = Transport(
            server,
            credential,
            new_session=new_session,
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            clock=clock,
            user_agent=user_agent,
        )

    @property
    def server(self) -> str:
        """The server's address, without a slash at its end."""
        return self._transport.server

    @property
    def signed(self) -> bool:
        """Whether calls are signed."""
        return self._transport.signed

    @property
    def clock_offset(self) -> float:
        """Server clock minus local clock in seconds, learned from answers; 0 before the first."""
        return self._transport.clock.offset

    def give_up(self, patience: float | None = None) -> None:
        """Let no call begin any more, and end those that read, with Cancelled.

        One that writes is waited for, with ``patience`` for so many seconds at most: then it has
        perhaps taken effect. Returns at once.
        """
        self._transport.give_up(patience)

    def close(self) -> None:
        """Close the connections; a call in flight ends first. No calls after this."""
        self._transport.close()

    def map_since(
        self,
        map_id: str,
        since_ms: int,
        on_feature: OnFeature,
        cancelled: Callable[[], bool] | None = None,
    ) -> Since:
        """Read a map's objects changed since a server timestamp (0: all).

        ``on_feature(feature, text)`` is called while they arrive, in no order; they count only
        once this returns. A feature may be partial: no ``geometry`` key, or properties with
        ``nop``. Raises Cancelled once ``cancelled()`` is true.
        """
        map_id = _matching(_MAP_ID, map_id, "a map id")
        call = Call(
            "GET",
            f"/api/v1/map/{map_id}/since/{int(since_ms)}",
            f"reading map {map_id}",
            needs="READ",
        )
        with self._transport.send(call) as answer:
            envelope = read_answer(
                answer.body, on_feature, cancelled=cancelled, subject=answer.subject
            )
        result = _object(answer, accepted(answer, envelope))
        timestamp = result.get("timestamp", envelope.get("timestamp"))
        self._transport.learn(answer, timestamp)
        if not isinstance(timestamp, int) or isinstance(timestamp, bool):
            raise answer.bad("has no timestamp")
        return Since(timestamp, _ids(answer, result), result["state"]["features"])

    def get_object(self, map_id: str, cls: str, id: str) -> Stored:
        """Read one object. Raises NotFound where it is gone."""
        path, what = _object_path(map_id, cls, id)
        return self._stored(Call("GET", path, f"reading {what}", needs="READ"), id)

    def add_object(
        self, map_id: str, cls: str, body: str, expires_in: float = 120.0, id: str | None = None
    ) -> Stored:
        """Add an object; ``body`` is a Feature as JSON text, without an id.

        With an ``id`` of our choosing (also in the body) the server is asked to give it that one.
        Not in the official API: some servers do, some give another, some answer 404.
        The request is void once ``expires_in`` seconds have passed by the server's clock.
        """
        path, what = _object_path(map_id, cls)
        if id is not None:
            path, _ = _object_path(map_id, cls, id)
        call = Call("POST", path, f"adding {what}", _body(body), expires_in, needs="UPDATE")
        return self._stored(call)

    def edit_object(
        self, map_id: str, cls: str, id: str, body: str, expires_in: float = 120.0
    ) -> Stored:
        """Change an object; ``body`` is a Feature with its id and *all* its properties.

        The server replaces the properties as a whole; a geometry left out is kept.
        """
        path, what = _object_path(map_id, cls, id)
        call = Call("POST", path, f"changing {what}", _body(body), expires_in, needs="UPDATE")
        return self._stored(call, id)

    def delete_object(self, map_id: str, cls: str, id: str, expires_in: float = 120.0) -> None:
        """Delete an object."""
        path, what = _object_path(map_id, cls, id)
        call = Call("DELETE", path, f"deleting {what}", expires_in=expires_in, needs="UPDATE")
        self._result(call)

    def account_since(self, team_id: str, since_ms: int = 0) -> dict[str, Any]:
        """Everything the team's account sees, changed since a server timestamp (0: all).

        The result has ``features``, ``accounts``, ``groups``, ``rels``, perhaps ``ids``, and
        ``timestamp``; account.py reads it.
        """
        team_id = _matching(_ACCOUNT_ID, team_id, "a team id")
        call = Call(
            "GET",
            f"/api/v1/acct/{team_id}/since/{int(since_ms)}",
            f"listing the maps of team {team_id}",
            read_timeout=_ACCOUNT_TIMEOUT,
            needs="ADMIN",
        )
        answer, result, _ = self._result(call)
        found = _object(answer, result)
        if not isinstance(found.get("features"), list):
            raise answer.bad("holds no list of maps (result.features)")
        return found

    def desktop_account(self, account: str) -> dict[str, Any]:
        """The older account listing, the one CalTopo Desktop has; account.py reads it.

        The lists are in the result as in ``account_since``, or under ``account`` in it, or both.
        """
        account = _matching(_ACCOUNT_ID, account, "an account id")
        call = Call(
            "GET",
            f"/sideload/account/{account}.json",
            f"listing the maps of account {account}",
            '{"full":true}',
            read_timeout=_ACCOUNT_TIMEOUT,
        )
        answer, result, _ = self._result(call)
        found = _object(answer, result)
        if not isinstance(found.get("features"), list) and not isinstance(
            found.get("account"), dict
        ):
            raise answer.bad("holds no list of maps")
        return found

    def map_info(self, team_id: str, map_id: str) -> dict[str, Any]:
        """A map's own object: ``properties`` holds title, mode, sharing and more."""
        answer, result, _ = self._result(_map_call("GET", team_id, map_id, "reading", "READ"))
        found = _object(answer, result)
        _object(answer, found.get("properties"))
        return found

    def create_map(self, team_id: str, body: str) -> str:
        """Create a map and give its id. ``body``: {"properties": …, "state": FeatureCollection}.

        The state must hold a feature: for an empty one the server makes the map and answers 500.
        """
        team_id = _matching(_ACCOUNT_ID, team_id, "a team id")
        call = Call(
            "POST",
            f"/api/v1/acct/{team_id}/CollaborativeMap",
            f"creating a map in team {team_id}",
            _body(body),
            needs="UPDATE",
        )
        answer, result, _ = self._result(call)
        map_id = _object(answer, result).get("id")
        if not isinstance(map_id, str) or not _MAP_ID.fullmatch(map_id):
            raise answer.bad("does not name the new map")
        return map_id

    def edit_map(self, team_id: str, map_id: str, body: str) -> None:
        """Change a map's own properties. ``body``: {"properties": all of them}.

        Not in the official API; CalTopo's own page and other clients do it.
        """
        call = _map_call("POST", team_id, map_id, "changing", "UPDATE")
        self._result(replace(call, payload=_body(body)))

    def delete_map(self, team_id: str, map_id: str) -> None:
        """Delete a map for everybody."""
        self._result(_map_call("DELETE", team_id, map_id, "deleting", "MANAGE"))

    def create_media(self, media_id: str, properties: dict[str, Any]) -> None:
        """First step of a photo: announce it under a UUID of our making.

        ``properties`` holds at least ``creator``, the team's id. The second step is
        ``upload_media``, the third ``add_object`` of a MapMediaObject that refers to it.
        """
        body = jsontext.dumps({"properties": properties})
        self._result(_media_call("POST", media_id, "", "announcing a photo", body))

    def upload_media(self, media_id: str, data: bytes) -> None:
        """Second step of a photo: its file, whole."""
        if not data:
            raise CalTopoError("The photo's file is empty.", hint="Choose another file.")
        body = json.dumps({"data": base64.b64encode(data).decode("ascii")})
        self._result(_media_call("POST", media_id, "/data", "uploading a photo", body))

    def media_info(self, media_id: str) -> dict[str, Any]:
        """What the server knows of a photo (``properties``, ``metadata``)."""
        answer, result, _ = self._result(_media_call("GET", media_id, "", "reading a photo"))
        return _object(answer, result)

    def media_original(self, media_id: str, max_bytes: int) -> bytes:
        """A photo's file (as the server re-encoded it), of at most ``max_bytes``."""
        call = _media_call("GET", media_id, "/original", "downloading a photo")
        answer, data = self._file(call, max_bytes)
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if not data or kind in ("text/html", "application/json"):
            raise answer.bad("is not a photo")
        return data

    def icon(self, symbol: str, max_bytes: int) -> bytes:
        """The server's own picture of a ``marker-symbol``: a PNG of at most ``max_bytes``.

        Also for a symbol that is an address: it is this server that is asked, never that address.
        Not in the official API; CalTopo's own page does it, and without a signature.
        """
        path = "/icon.png?cfg=" + quote(symbol, safe="")
        call = Call("GET", path, "fetching an icon", key=symbol)
        answer, data = self._file(call, max_bytes)
        head, size = data[: len(_PNG_HEAD)], data[len(_PNG_HEAD) : len(_PNG_HEAD) + 8]
        if head != _PNG_HEAD or len(size) < 8:
            raise answer.bad("is not an icon (a PNG)")
        if not all(0 < side <= _MOST_ICON_PIXELS for side in struct.unpack(">II", size)):
            raise answer.bad(f"is a picture of more than {_MOST_ICON_PIXELS} pixels a side")
        return data

    def report_position(
        self, group: str, device: str, lat: float, lon: float, ele: float | None = None
    ) -> None:
        """Tell where a device is; degrees, and metres as far as is known.

        Not in the official API: every LiveTrack that listens to ``FLEET:group-device`` grows.  The
        call is not signed, so who knows the group can make it; it is told to nobody.
        """
        given = {"id": device, "lat": repr(lat), "lng": repr(lon)}
        if ele is not None:
            given["ele"] = repr(ele)
        path = "/api/v1/position/report/" + quote(group, safe="") + "?" + urlencode(given)
        call = Call("GET", path, "reporting a position", key=group)
        with self._transport.send(call) as answer:
            for _ in answer.body:  # CalTopo Desktop answers without a byte
                pass

    def _result(self, call: Call) -> tuple[Answer, Any, str]:
        """Make a call; its answer, the result and the result's exact text."""
        with self._transport.send(call) as answer:
            envelope, text = read_result(
                answer.body, subject=answer.subject, perhaps_done=call.writes
            )
        result = accepted(answer, envelope)
        self._transport.learn(answer, envelope.get("timestamp"))
        return answer, result, text

    def _file(self, call: Call, max_bytes: int) -> tuple[Answer, bytes]:
        """Make a call whose answer is a file."""
        pieces: list[bytes] = []
        held = 0
        with self._transport.send(call) as answer:
            for piece in answer.body:
                pieces.append(piece)
                held += len(piece)
                if held > max_bytes:
                    raise answer.bad(f"is larger than {max_bytes} bytes, the most that is read")
        return answer, b"".join(pieces)

    def _stored(self, call: Call, id: str | None = None) -> Stored:
        answer, result, text = self._result(call)
        feature = _object(answer, result)
        _object(answer, feature.get("properties"))
        found = feature.get("id")
        if not isinstance(found, str) or not found:
            raise answer.bad("holds an object without an id")
        if id is not None and found != id:
            raise answer.bad("is about another object")
        return Stored(feature, text)


def _map_call(method: str, team_id: str, map_id: str, doing: str, needs: str) -> Call:
    team_id = _matching(_ACCOUNT_ID, team_id, "a team id")
    map_id = _matching(_MAP_ID, map_id, "a map id")
    path = f"/api/v1/acct/{team_id}/CollaborativeMap/{map_id}"
    return Call(method, path, f"{doing} map {map_id} of team {team_id}", needs=needs)


def _media_call(method: str, media_id: str, step: str, what: str, body: str = "") -> Call:
    media_id = _matching(_MEDIA_ID, media_id, "a photo id")
    path = f"/api/v1/media/{media_id}{step}"
    return Call(method, path, what, body, _UPLOAD_EXPIRES_IN, needs="UPDATE" if body else "READ")


def _object_path(map_id: str, cls: str, id: str | None = None) -> tuple[str, str]:
    """The path of a class or of one object on a map, and how to tell people of it.

    Ids are not always UUIDs (an import keeps those of its file), so they are percent-encoded.
    """
    map_id = _matching(_MAP_ID, map_id, "a map id")
    cls = _matching(_CLASS, cls, "an object class")
    path = f"/api/v1/map/{map_id}/{cls}"
    if id is None:
        return path, f"a new {cls} on map {map_id}"
    if id in ("", ".", ".."):
        raise CalTopoError(f"{id!r} is not the id of an object.")
    return f"{path}/{quote(id, safe='')}", f"{cls} {id[:40]} on map {map_id}"


def _matching(pattern: re.Pattern[str], text: str, name: str) -> str:
    """``text``, if it may stand in a path under that name."""
    if not pattern.fullmatch(text):
        raise CalTopoError(f"{text[:40]!r} is not {name}.")
    return text


def _body(text: str) -> str:
    """A payload, which is never empty: the server answers an empty one with an error or worse.

    Nor does it hold NaN or an infinity, for which JSON has no word.
    """
    if text.strip() in ("", "{}"):
        raise CalTopoError("There is nothing to send.")
    if "NaN" in text or "Infinity" in text:
        said = jsontext.loads(text)
        odd = jsontext.unreadable(said.get("properties") or {}) or jsontext.unreadable(said)
        if odd:
            raise CalTopoError(
                "It was not sent: its " + ", ".join(odd) + " is no number (NaN or infinite).",
                hint="Give it a value.",
            )
    return text


def _object(answer: Answer, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise answer.bad("does not hold what was asked for")
    return value


def _ids(answer: Answer, result: dict[str, Any]) -> dict[str, list[str]] | None:
    """All ids by class. Deletions are read from them, so anything odd is refused."""
    ids = result.get("ids")
    if ids is None:
        return None
    if not isinstance(ids, dict) or not all(
        isinstance(listed, list) and all(isinstance(id, str) for id in listed)
        for listed in ids.values()
    ):
        raise answer.bad("lists ids in an unknown way")
    return ids
