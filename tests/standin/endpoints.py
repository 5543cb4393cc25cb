# SPDX-License-Identifier: GPL-2.0-or-later
"""CalTopo's endpoints. Each takes the world (locked), the request and the parts of its address."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Callable

from .accountlist import account_since, folder_feature, map_feature, sideload_account
from .accounts import Level
from .asking import Answer, Asked, ok, ok_text, page
from .errors import UNAUTHENTICATED, Refusal
from .exactjson import dumps, loads, plain
from .icons import picture
from .mapstate import MapState
from .media import Photo, rewritten
from .since import since_answer
from .world import UserFolder, World

Handler = Callable[..., Answer]
_SINCE = re.compile(r"-?\d{1,18}")


def map_since(world: World, asked: Asked, map: str, since: str) -> Answer:
    state = world.allowed_map(map, asked.account, Level.READ)
    now = world.clock.now()
    return Answer(body=since_answer(state, _moment(since), now, world.behaviour, world.random))


def get_object(world: World, asked: Asked, map: str, cls: str, id: str) -> Answer:
    state = world.allowed_map(map, asked.account, Level.READ)
    if (cls, id) not in state.texts:
        raise Refusal(404, "object not found")
    return ok_text(state.texts[(cls, id)], world.clock.now())


def post_object(world: World, asked: Asked, map: str, cls: str, id: str | None = None) -> Answer:
    state = world.allowed_map(map, asked.account, Level.UPDATE)
    text = world.writer(state, asked.account or "").post(cls, id, asked.json)
    if cls == "AppTrack" and id is not None and world.behaviour.track_edit_empty:
        return Answer()
    return ok_text(text, world.clock.now())


def delete_object(world: World, asked: Asked, map: str, cls: str, id: str) -> Answer:
    state = world.allowed_map(map, asked.account, Level[world.behaviour.delete_needs])
    world.writer(state, asked.account or "").delete(cls, id)
    return ok({}, world.clock.now())


def save_many(world: World, asked: Asked, map: str) -> Answer:
    """The old bulk add: {class: [feature, ...]}."""
    state = world.allowed_map(map, asked.account, Level.UPDATE)
    writer = world.writer(state, asked.account or "")
    stored = {}
    for cls, features in _object(asked.json).items():
        stored[cls] = [loads(writer.post(cls, None, dumps(each)).decode()) for each in features]
    return ok_text(dumps(stored).encode("utf-8"), world.clock.now())


def since_of_account(world: World, asked: Asked, account: str, since: str) -> Answer:
    needed = Level[world.behaviour.account_since_needs]
    world.check_team(account, asked.account, needed)
    return ok(account_since(world, account, asked.account or "", _moment(since)), world.clock.now())


def sideload(world: World, asked: Asked, account: str) -> Answer:
    world.check_team(account, asked.account, Level.READ)
    return ok(sideload_account(world, account, asked.account or ""), world.clock.now())


def create_map(world: World, asked: Asked, account: str) -> Answer:
    world.check_team(account, asked.account, Level.UPDATE)
    body = _object(asked.json)
    properties = body.get("properties")
    if not isinstance(properties, dict):
        raise Refusal(400, "properties are missing")
    features = (body.get("state") or {}).get("features") or []
    state = world.new_map(None, account, asked.account or "", plain(properties), features)
    if not features and world.behaviour.empty_map_error:
        raise Refusal(500, "internal server error")
    if world.behaviour.new_map_redirects:
        return Answer(302, headers={"Location": f"/m/{state.id}"}, content_type="text/html")
    return ok(map_feature(state), world.clock.now())


def get_map(world: World, asked: Asked, account: str, map: str) -> Answer:
    state = _map_of(world, asked, account, map, Level.READ)
    return ok(map_feature(state), world.clock.now())


def edit_map(world: World, asked: Asked, account: str, map: str) -> Answer:
    state = _map_of(world, asked, account, map, Level.UPDATE)
    properties = plain(_object(asked.json).get("properties") or {})
    state.title = properties.get("title", state.title)
    state.mode = properties.get("mode", state.mode)
    state.sharing = properties.get("sharing", state.sharing)
    state.folder = properties.get("folderId", state.folder)
    if isinstance(properties.get("mapConfig"), str):
        state.config = properties["mapConfig"]
    state.changed = world.clock.tick()
    return ok(map_feature(state), world.clock.now())


def delete_map(world: World, asked: Asked, account: str, map: str) -> Answer:
    _map_of(world, asked, account, map, Level.MANAGE)
    world.delete_map(map)
    return ok({}, world.clock.now())


def post_folder(world: World, asked: Asked, account: str, id: str | None = None) -> Answer:
    world.check_team(account, asked.account, Level.UPDATE)
    properties = plain(_object(asked.json).get("properties") or {})
    if id is not None and id not in world.folders:
        raise Refusal(404, "folder not found")
    now = world.clock.tick()
    folder = UserFolder(
        id or f"F{now:X}",
        account,
        properties.get("title", ""),
        properties.get("folderId"),
        now,
    )
    world.folders[folder.id] = folder
    return ok(folder_feature(folder), world.clock.now())


def delete_folder(world: World, asked: Asked, account: str, id: str) -> Answer:
    world.check_team(account, asked.account, Level.UPDATE)
    if world.folders.pop(id, None) is None:
        raise Refusal(404, "folder not found")
    world.last_account_deletion = world.clock.tick()
    return ok({}, world.clock.now())


def create_media(world: World, asked: Asked, media: str) -> Answer:
    account = _signed(asked)
    properties = plain(_object(asked.json).get("properties") or {})
    if media in world.photos:
        raise Refusal(400, "this media id is taken")
    if properties.get("creator") in world.people.teams:
        world.check_team(properties["creator"], asked.account, Level.UPDATE)
    world.photos[media] = Photo(media, account, properties, world.clock.tick())
    return ok(world.photos[media].info(), world.clock.now())


def upload_media(world: World, asked: Asked, media: str) -> Answer:
    account = _signed(asked)
    photo = _photo(world, media)
    if photo.account != account:
        raise Refusal(world.behaviour.no_right, "no permission")
    try:
        data = base64.b64decode(_object(asked.json)["data"], validate=True)
    except (KeyError, TypeError, binascii.Error):
        raise Refusal(400, "data is no base64") from None
    photo.data = rewritten(data) if world.behaviour.photos_rewritten else data
    return ok(photo.info(), world.clock.now())


def media_info(world: World, asked: Asked, media: str) -> Answer:
    _signed(asked)
    if media.lower().endswith((".jpg", ".png")):
        raise Refusal(400, "bad request")
    return ok(_photo(world, media).info(), world.clock.now())


def media_original(world: World, asked: Asked, media: str) -> Answer:
    _signed(asked)
    photo = _photo(world, media)
    if photo.data is None:
        raise Refusal(404, "media has no data")
    return Answer(body=photo.data, content_type=photo.content_type())


def media_of_map(world: World, asked: Asked, map: str, media: str) -> Answer:
    """An address people try; it answers 200 without a byte."""
    world.allowed_map(map, asked.account, Level.READ)
    return Answer()


def report_position(world: World, asked: Asked, group: str) -> Answer:
    """Unsigned: whoever knows the group may report."""
    given = asked.parameters
    try:
        position = [float(given["lng"]), float(given["lat"])]
        position += [float(given.get("ele") or 0), float(given.get("time") or world.clock.now())]
    except (KeyError, ValueError):
        raise Refusal(400, "id, lat and lng are needed") from None
    if any(number != number for number in position):
        raise Refusal(400, "a position holds something that is no number")
    exact: list[Any] = [int(number) if number.is_integer() else number for number in position]
    world.report_position(f"FLEET:{group}-{given.get('id', '')}", exact)
    return Answer() if world.behaviour.desktop else ok({}, world.clock.now())


def icon(world: World, asked: Asked) -> Answer:
    """Anybody may ask; a name that is not known gives the default icon, not an error."""
    return Answer(body=picture(asked.parameters.get("cfg", "")), content_type="image/png")


def userdata(world: World, asked: Asked) -> Answer:
    _signed(asked)
    _object(asked.json)
    return ok({}, world.clock.now())


def nothing_here(world: World, asked: Asked) -> Answer:
    return page(404, "Page Not Found")


_MAP = "/api/v1/map/{map}"
_ACCOUNT = "/api/v1/acct/{account}"

# ordered: the first that fits is taken
ENDPOINTS: tuple[tuple[str, str, Handler], ...] = (
    ("GET", _MAP + "/since/{since}", map_since),
    ("GET", _MAP + "/media/{media}", media_of_map),
    ("GET", _MAP + "/{cls}/{id}", get_object),
    ("POST", _MAP + "/{cls}", post_object),
    ("POST", _MAP + "/{cls}/{id}", post_object),
    ("DELETE", _MAP + "/{cls}/{id}", delete_object),
    ("POST", "/api/v0/map/{map}/save", save_many),
    ("GET", _ACCOUNT + "/since/{since}", since_of_account),
    ("POST", _ACCOUNT + "/CollaborativeMap", create_map),
    ("GET", _ACCOUNT + "/CollaborativeMap/{map}", get_map),
    ("POST", _ACCOUNT + "/CollaborativeMap/{map}", edit_map),
    ("DELETE", _ACCOUNT + "/CollaborativeMap/{map}", delete_map),
    ("POST", _ACCOUNT + "/UserFolder", post_folder),
    ("POST", _ACCOUNT + "/UserFolder/{id}", post_folder),
    ("DELETE", _ACCOUNT + "/UserFolder/{id}", delete_folder),
    ("GET", "/sideload/account/{account}.json", sideload),
    ("POST", "/api/v1/media/{media}", create_media),
    ("POST", "/api/v1/media/{media}/data", upload_media),
    ("GET", "/api/v1/media/{media}", media_info),
    ("GET", "/api/v1/media/{media}/original", media_original),
    ("GET", "/api/v1/position/report/{group}", report_position),
    ("GET", "/icon.png", icon),
    ("POST", "/api/v0/userdata", userdata),
)

UNSIGNED = {report_position, icon, nothing_here}


def _object(text: str) -> dict[str, Any]:
    try:
        value = loads(text)
    except ValueError as error:
        raise Refusal(400, f"json cannot be read: {error}") from None
    if not isinstance(value, dict):
        raise Refusal(400, "json is no object")
    return value


def _moment(text: str) -> int:
    if not _SINCE.fullmatch(text):
        raise Refusal(400, "not a timestamp")
    return int(text)


def _map_of(world: World, asked: Asked, account: str, map: str, needed: Level) -> MapState:
    state = world.allowed_map(map, asked.account, needed)
    if state.team != account:
        raise Refusal(404, "map not found in this account")
    return state


def _signed(asked: Asked) -> str:
    if asked.account is None:
        raise Refusal(401, UNAUTHENTICATED)
    return asked.account


def _photo(world: World, media: str) -> Photo:
    if media not in world.photos:
        raise Refusal(404, "media not found")
    return world.photos[media]
