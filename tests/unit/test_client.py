# SPDX-License-Identifier: GPL-2.0-or-later
"""The calls, against the stand-in server, which checks every signature and expiry."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.account import maps
from caltopo_sync.plugin.caltopo.client import Client, Stored
from caltopo_sync.plugin.caltopo.errors import (
    AuthError,
    BadAnswer,
    CalTopoError,
    Cancelled,
    NetworkError,
    NotFound,
    PermissionDenied,
    Rejected,
    ServerError,
    Throttled,
)
from caltopo_sync.plugin.caltopo.signing import Credential
from standin import Behaviour, Fault, Kind, Standin
from standin.icons import picture

MARKER = {
    "type": "Feature",
    "id": "0b7f1c52-2f5e-4a53-9c5b-5b6f5d0e7a11",
    "properties": {"class": "Marker", "title": "Café", "marker-size": "1"},
    "geometry": {"type": "Point", "coordinates": [-120.5, 39.25, 0, 0]},
}
BODY = '{"type":"Feature","properties":{"title":"Zürich + = & 100 %"},"geometry":null}'


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin() as standin:
        standin.add_map("ABC12", features=[MARKER], title="The search")
        yield standin


@pytest.fixture
def client(server: Standin) -> Iterator[Client]:
    key = server.add_credential()
    made = Client(server.url, Credential(key.id, key.secret), connect_timeout=3, read_timeout=5)
    yield made
    made.close()


def features(client: Client, since: int = 0) -> list[dict[str, Any]]:
    got: list[dict[str, Any]] = []
    client.map_since("ABC12", since, lambda feature, text: got.append(feature))
    return got


def test_a_map_is_read_with_ids_and_timestamp(client: Client, server: Standin) -> None:
    got: list[tuple[dict[str, Any], str]] = []
    told = client.map_since("ABC12", 0, lambda feature, text: got.append((feature, text)))
    assert [feature["id"] for feature, _ in got] == [MARKER["id"]]
    assert json.loads(got[0][1]) == got[0][0]
    assert told.count == 1
    assert told.ids is not None and told.ids["Marker"] == [MARKER["id"]]
    assert abs(told.timestamp - server.now()) < 10_000

    later = client.map_since("ABC12", told.timestamp, lambda feature, text: None)
    assert (later.count, later.ids) == (0, None)
    assert client.map_since("ABC12", -500, lambda feature, text: None).count == 1


def test_an_object_is_added_read_changed_and_deleted(client: Client, server: Standin) -> None:
    added = client.add_object("ABC12", "Marker", BODY)
    id = added.feature["id"]
    assert added.feature["properties"]["title"] == "Zürich + = & 100 %"
    assert json.loads(added.text) == added.feature
    assert client.get_object("ABC12", "Marker", id) == added

    body = json.dumps({"type": "Feature", "id": id, "properties": {"title": "moved"}})
    changed = client.edit_object("ABC12", "Marker", id, body)
    assert changed.feature["properties"]["title"] == "moved"
    assert server.objects("ABC12")[("Marker", id)] == changed.feature

    client.delete_object("ABC12", "Marker", id)
    assert ("Marker", id) not in server.objects("ABC12")
    with pytest.raises(NotFound) as caught:
        client.get_object("ABC12", "Marker", id)
    assert id in caught.value.text and not caught.value.retryable


def test_what_is_sent_is_what_was_given(client: Client, server: Standin) -> None:
    body = '{"properties":{"title":"a+b %2B c&d=e \\n ☃ 😀","n":1.50,"big":12345678901234567890}}'
    stored = client.add_object("ABC12", "Marker", body)
    assert '"n":1.50' in stored.text.replace(" ", "")
    assert "12345678901234567890" in stored.text
    assert stored.feature["properties"]["title"] == "a+b %2B c&d=e \n ☃ 😀"


@pytest.mark.parametrize(
    "id", ["onx_waypoints", "0", "a b", "a/b", "ü", "a?b#c", "50%", "a+b", "~x"]
)
def test_ids_that_are_no_uuids(client: Client, server: Standin, id: str) -> None:
    server.add_map("ODD12", features=[{**MARKER, "id": id}])
    stored = client.get_object("ODD12", "Marker", id)
    assert isinstance(stored, Stored) and stored.feature["id"] == id
    client.delete_object("ODD12", "Marker", id)
    assert server.objects("ODD12") == {}


def test_the_account_its_maps_and_a_new_map(client: Client, server: Standin) -> None:
    assert [(info.id, info.title) for info in maps(client.account_since("TEAM01", 0))] == [
        ("ABC12", "The search")
    ]
    assert client.map_info("TEAM01", "ABC12")["properties"]["title"] == "The search"
    state = {"type": "FeatureCollection", "features": [MARKER]}
    new = client.create_map(
        "TEAM01", json.dumps({"properties": {"title": "New", "mode": "sar"}, "state": state})
    )
    assert server.maps()[new]["title"] == "New"
    client.delete_map("TEAM01", new)
    assert new not in server.maps()


def test_a_map_made_without_objects_is_perhaps_made(client: Client, server: Standin) -> None:
    state = {"type": "FeatureCollection", "features": []}
    with pytest.raises(ServerError) as caught:
        client.create_map("TEAM01", json.dumps({"properties": {"title": "N"}, "state": state}))
    assert caught.value.perhaps_done and caught.value.status == 500
    assert len(server.maps()) == 2


def test_a_photo_in_three_steps_and_back(client: Client, server: Standin) -> None:
    media, photo = "7c0f7e52-0000-4000-8000-000000000001", b"\xff\xd8\xff" + bytes(range(256)) * 40
    server.behave(photos_rewritten=False)
    client.create_media(media, {"creator": "TEAM01"})
    client.upload_media(media, photo)
    body = {"type": "Feature", "properties": {"backendMediaId": media, "title": "shoe"}}
    client.add_object("ABC12", "MapMediaObject", json.dumps(body))
    assert base64.b64decode(server.photo(media) or "") == photo
    assert "properties" in client.media_info(media) or "metadata" in client.media_info(media)
    assert client.media_original(media, len(photo)) == photo
    with pytest.raises(BadAnswer, match="larger than"):
        client.media_original(media, len(photo) - 1)
    with pytest.raises(NotFound):
        client.media_original("7c0f7e52-0000-4000-8000-00000000ffff", 10)
    with pytest.raises(CalTopoError, match="empty"):
        client.upload_media(media, b"")


ICON = "icon-3DS52KG5-16-0.5-0.5-ff"
ADDRESS = "https://example.org/a b.png?x=1&y#z"


def test_icons_come_from_the_server_itself_and_without_a_signature(
    client: Client, server: Standin
) -> None:
    server.clear_calls()
    for symbol in (ICON, ADDRESS):
        assert client.icon(symbol, 10_000) == picture(symbol)
    assert [(c.path, c.account) for c in server.calls] == [("/icon.png", None)] * 2
    with pytest.raises(BadAnswer, match="larger than") as caught:
        client.icon(ADDRESS, 20)
    assert "example.org" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<svg/>", "not an icon"),
        (b"", "not an icon"),
        (b'<svg xmlns:x="">' + bytes([0, 0, 0, 9, 0, 0, 0, 9]) + b"</svg>", "not an icon"),
        (picture("icon-ABCDEFGH-999-"), "512 pixels"),
        (picture("x")[:18], "not an icon"),
    ],
)
def test_what_is_no_icon_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch, body: bytes, said: str
) -> None:
    monkeypatch.setattr("standin.endpoints.picture", lambda cfg: body)
    with pytest.raises(BadAnswer, match=said):
        client.icon("icon-x", 10_000)


def test_a_desktop_is_spoken_to_without_signatures() -> None:
    with Standin(Behaviour(desktop=True)) as server:
        server.add_map("RR2", features=[MARKER], title="Offline", team="LOCAL1")
        with_blank = Client(f" {server.url}/ ")
        assert with_blank.server == server.url and not with_blank.signed
        assert with_blank.map_since("RR2", 0, lambda feature, text: None).count == 1
        id = with_blank.add_object("RR2", "Marker", BODY).feature["id"]
        with_blank.delete_object("RR2", "Marker", id)
        listing = with_blank.desktop_account("LOCAL1")
        assert [info.title for info in maps(listing)] == ["Offline"]


def test_a_public_map_needs_no_credential_and_a_private_one_says_so(server: Standin) -> None:
    server.add_map("PUB12", features=[MARKER], sharing="PUBLIC")
    stranger = Client(server.url)
    assert stranger.map_since("PUB12", 0, lambda feature, text: None).count == 1
    with pytest.raises(AuthError) as caught:
        stranger.map_since("ABC12", 0, lambda feature, text: None)
    assert "asks for a credential" in caught.value.text
    assert not caught.value.retryable


def test_a_wrong_secret_gets_both_readings(server: Standin) -> None:
    server.add_credential()
    wrong = Client(server.url, Credential("CRED00000001", base64.b64encode(b"x" * 32).decode()))
    with pytest.raises(AuthError) as caught:
        features(wrong)
    assert caught.value.status == 401
    assert "secret" in caught.value.hint and "private" in caught.value.hint
    assert "clock" not in caught.value.hint and not caught.value.retryable


@pytest.mark.parametrize(("wrong", "side"), [(-600.0, "behind"), (600.0, "ahead of")])
def test_a_wrong_clock_is_learned_and_told(server: Standin, wrong: float, side: str) -> None:
    server.behave(longest_expiry=300.0)
    key = server.add_credential()
    client = Client(server.url, Credential(key.id, key.secret), clock=lambda: time.time() + wrong)
    with pytest.raises(AuthError) as caught:
        client.add_object("ABC12", "Marker", BODY)  # a write is never sent again here
    assert f"10 minutes {side}" in caught.value.hint
    assert caught.value.retryable
    assert abs(client.clock_offset + wrong) <= 1.5
    assert len(features(client)) == 1
    server.remove_credential(key.id)
    server.clear_calls()
    with pytest.raises(AuthError) as known:
        features(client)
    assert not known.value.retryable and len(server.calls) == 1


@pytest.mark.parametrize("wrong", [-600.0, 600.0])
def test_a_read_with_a_wrong_clock_is_signed_anew_once(server: Standin, wrong: float) -> None:
    server.behave(longest_expiry=300.0)
    key = server.add_credential()
    client = Client(server.url, Credential(key.id, key.secret), clock=lambda: time.time() + wrong)
    assert len(features(client)) == 1
    assert [call.status for call in server.calls] == [401, 200]


def test_a_wrong_date_beside_a_right_timestamp(client: Client, server: Standin) -> None:
    """A proxy may date answers by a clock of its own; signatures are the server's affair."""
    for offset in (7200.0, -7200.0):
        server.fault(Fault(Kind.WRONG_DATE, times=3, offset=offset))
        assert len(features(client)) > 0
        id = client.add_object("ABC12", "Marker", BODY, expires_in=20).feature["id"]
        assert abs(client.clock_offset) < 1
        client.edit_object("ABC12", "Marker", id, BODY, expires_in=20)
    assert {call.status for call in server.calls} == {200}


def test_a_wrong_date_that_comes_first(client: Client, server: Standin) -> None:
    """Where the first answer has no timestamp, only the Date is known, and may mislead."""
    server.fault(Fault(Kind.WRONG_DATE, times=None, offset=-7200.0))
    with pytest.raises(NotFound):
        client.get_object("ABC12", "Marker", "none")
    assert client.clock_offset < -7000
    assert len(features(client)) == 1
    assert [call.status for call in server.calls] == [404, 401, 200]
    assert abs(client.clock_offset) < 1


def test_a_refused_credential_costs_two_calls_at_most(client: Client, server: Standin) -> None:
    features(client)
    server.remove_credential("CRED00000001")
    server.fault(Fault(Kind.WRONG_DATE, times=None, offset=7200.0))
    for _ in range(4):
        server.clear_calls()
        with pytest.raises(AuthError):
            features(client)
        assert len(server.calls) <= 2


def test_the_offset_stays_nought_where_the_clock_is_right(client: Client) -> None:
    for _ in range(5):
        features(client)
    assert abs(client.clock_offset) < 0.05


def test_an_add_may_be_signed_to_expire_soon(client: Client, server: Standin) -> None:
    server.fault(Fault(Kind.LATE, method="POST", delay=0.3))
    with pytest.raises(AuthError):
        client.add_object("ABC12", "Marker", BODY, expires_in=0.1)
    assert len(server.objects("ABC12")) == 1


def test_levels_that_do_not_suffice(server: Standin) -> None:
    key = server.add_credential(permission="READ")
    reader = Client(server.url, Credential(key.id, key.secret))
    assert len(features(reader)) == 1
    for no_right in (403, 200):
        server.behave(no_right=no_right)
        with pytest.raises((PermissionDenied, Rejected)) as caught:
            reader.add_object("ABC12", "Marker", BODY)
        assert caught.value.status == no_right and not caught.value.perhaps_done
        if no_right == 403:
            assert isinstance(caught.value, PermissionDenied)
            assert "UPDATE" in caught.value.hint
    assert len(server.objects("ABC12")) == 1


def test_a_200_that_says_no_permission(client: Client, server: Standin) -> None:
    server.fault(Fault(Kind.ERROR, message="You do not have permission to edit this map"))
    with pytest.raises(PermissionDenied) as caught:
        client.add_object("ABC12", "Marker", BODY)
    assert "do not have permission" in caught.value.details
    server.fault(Fault(Kind.ERROR, message="error saving object"))
    with pytest.raises(Rejected) as refused:
        client.add_object("ABC12", "Marker", BODY)
    assert "error saving object" in refused.value.details
    assert not refused.value.perhaps_done and refused.value.status == 200


STATUSES = [
    (400, Rejected, False, False),
    (403, PermissionDenied, False, False),
    (404, NotFound, False, False),
    (409, Rejected, False, False),
    (413, Rejected, False, False),
    (429, Throttled, True, False),
    (500, ServerError, True, True),
    (502, ServerError, True, True),
    (503, ServerError, True, True),
]


@pytest.mark.parametrize(("status", "kind", "retryable", "perhaps"), STATUSES)
@pytest.mark.parametrize("body", ["json", "html", "text", "empty"])
def test_statuses(
    client: Client,
    server: Standin,
    status: int,
    kind: type[CalTopoError],
    retryable: bool,
    perhaps: bool,
    body: str,
) -> None:
    fault = Fault(Kind.STATUS, status=status, body=body, message="the tank is empty", times=3)
    server.fault(fault)
    with pytest.raises(kind) as read:
        features(client)
    assert (read.value.status, read.value.retryable) == (status, retryable)
    assert not read.value.perhaps_done
    assert "ABC12" in read.value.text and read.value.hint
    assert (read.value.details == "") == (body == "empty")
    assert "<" not in read.value.details
    for write in (
        lambda: client.add_object("ABC12", "Marker", BODY),
        lambda: client.delete_object("ABC12", "Marker", str(MARKER["id"])),
    ):
        with pytest.raises(kind) as caught:
            write()
        assert caught.value.perhaps_done == perhaps
        assert ("perhaps" in caught.value.hint or "may have" in caught.value.hint) == perhaps
    assert len(server.calls) == 3


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_as_seconds_and_as_a_date(client: Client, server: Standin, status: int) -> None:
    for given, low, high in (
        (7, 7, 7),
        ("0", 0, 0),
        (time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 90)), 85, 92),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0, 0),
    ):
        server.fault(Fault(Kind.STATUS, status=status, retry_after=given))
        with pytest.raises((Throttled, ServerError)) as caught:
            features(client)
        assert caught.value.retry_after is not None
        assert low <= caught.value.retry_after <= high
    for nonsense in (None, "soon", "-3", "1e9"):
        server.fault(Fault(Kind.STATUS, status=status, retry_after=nonsense))
        with pytest.raises((Throttled, ServerError)) as caught:
            features(client)
        assert caught.value.retry_after is None


@pytest.mark.parametrize("kind", [Kind.EMPTY, Kind.HTML, Kind.CUT, Kind.REDIRECT])
def test_answers_that_are_none(client: Client, server: Standin, kind: Kind) -> None:
    server.fault(Fault(kind, times=3, location="https://login.example.org/x?y=secretive"))
    with pytest.raises(BadAnswer) as read:
        features(client)
    assert not read.value.perhaps_done and "ABC12" in read.value.text
    for write in (
        lambda: client.add_object("ABC12", "Marker", BODY),
        lambda: client.delete_object("ABC12", "Marker", str(MARKER["id"])),
    ):
        with pytest.raises(BadAnswer) as caught:
            write()
        assert caught.value.perhaps_done
    if kind is Kind.REDIRECT:
        assert "login.example.org" in read.value.text
        assert "secretive" not in read.value.text + read.value.hint + read.value.details


def test_a_connection_that_breaks_off_in_the_answer(client: Client, server: Standin) -> None:
    server.fault(Fault(Kind.TRUNCATED, times=2))
    with pytest.raises((NetworkError, BadAnswer)) as read:
        features(client)
    assert read.value.retryable and not read.value.perhaps_done
    with pytest.raises((NetworkError, BadAnswer)) as caught:
        client.add_object("ABC12", "Marker", BODY)
    assert caught.value.perhaps_done
    assert len(server.objects("ABC12")) == 2


def test_lost_answers_are_perhaps_done_and_sent_once(client: Client, server: Standin) -> None:
    features(client)  # leaves a kept-alive connection
    server.clear_calls()
    server.fault(Fault(Kind.LOST, method="POST"))
    with pytest.raises(NetworkError) as caught:
        client.add_object("ABC12", "Marker", BODY)
    assert caught.value.perhaps_done and caught.value.retryable
    assert [call.method for call in server.calls] == ["POST"]
    assert len(server.objects("ABC12")) == 2


def test_silence_is_a_network_error(server: Standin) -> None:
    key = server.add_credential()
    hasty = Client(server.url, Credential(key.id, key.secret), read_timeout=0.1)
    server.fault(Fault(Kind.HANG, delay=2.0, times=2))
    with pytest.raises(NetworkError, match="did not answer") as read:
        features(hasty)
    assert read.value.retryable and not read.value.perhaps_done
    with pytest.raises(NetworkError) as caught:
        hasty.add_object("ABC12", "Marker", BODY)
    assert caught.value.perhaps_done


def test_reading_can_be_cancelled(client: Client, server: Standin) -> None:
    with pytest.raises(Cancelled):
        client.map_since("ABC12", 0, lambda feature, text: None, lambda: True)
    assert len(features(client)) == 1


def test_compressed_answers(client: Client, server: Standin) -> None:
    server.behave(compressed=True)
    assert len(features(client)) == 1
    assert client.add_object("ABC12", "Marker", BODY).feature["id"]


def test_many_threads_share_a_client_and_its_connections(client: Client, server: Standin) -> None:
    names = [f"object {number}" for number in range(60)]

    def add(name: str) -> str:
        body = json.dumps({"type": "Feature", "properties": {"title": name}})
        return str(client.add_object("ABC12", "Marker", body).feature["properties"]["title"])

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(add, names)) == sorted(names)
    assert len(server.objects("ABC12")) == 61


def test_a_callback_may_call_the_client(client: Client) -> None:
    got: list[Stored] = []
    client.map_since(
        "ABC12",
        0,
        lambda feature, text: got.append(client.get_object("ABC12", "Marker", feature["id"])),
    )
    assert got[0].feature["id"] == MARKER["id"]


def test_nothing_goes_out_after_closing(client: Client, server: Standin) -> None:
    server.latency = 0.3
    late: list[int] = []
    thread = threading.Thread(target=lambda: late.append(len(features(client))))
    thread.start()
    time.sleep(0.1)
    client.close()
    thread.join(5)
    assert late == [1]
    server.clear_calls()
    with pytest.raises(CalTopoError, match="closed"):
        features(client)
    assert server.calls == []


@pytest.mark.parametrize("body", ["", " ", "{}", " {} "])
def test_an_empty_payload_is_never_sent(client: Client, server: Standin, body: str) -> None:
    for write in (
        lambda: client.add_object("ABC12", "Marker", body),
        lambda: client.edit_object("ABC12", "Marker", "x", body),
        lambda: client.create_map("TEAM01", body),
    ):
        with pytest.raises(CalTopoError, match="nothing to send"):
            write()
    assert server.calls == []


@pytest.mark.parametrize(
    "bad", ["", "AB", "ABCDEFGH", "AB/12", "AB 12", "../..", "ABC12\n", "ÄBC12"]
)
def test_ids_that_cannot_stand_in_a_path(client: Client, server: Standin, bad: str) -> None:
    for call in (
        lambda: client.map_since(bad, 0, lambda feature, text: None),
        lambda: client.get_object(bad, "Marker", "x"),
        lambda: client.delete_map("TEAM01", bad),
    ):
        with pytest.raises(CalTopoError, match="not a map id"):
            call()
    for call in (
        lambda: client.get_object("ABC12", "Mark/er", "x"),
        lambda: client.add_object("ABC12", "", BODY),
        lambda: client.delete_object("ABC12", "Marker", ".."),
        lambda: client.account_since("TEAM01/x", 0),
        lambda: client.media_info("a/b"),
    ):
        with pytest.raises(CalTopoError, match="is not"):
            call()
    assert server.calls == []


@pytest.mark.parametrize(
    "server_address",
    ["", "caltopo.com", "ftp://caltopo.com", "https://", "https://user:pass@caltopo.com",
     "https://caltopo.com/path", "https://caltopo.com?x=1", "https://caltopo.com:port", "https://[::1"],
)  # fmt: skip
def test_what_is_no_server(server_address: str) -> None:
    with pytest.raises(CalTopoError, match="not the address") as caught:
        Client(server_address)
    assert "pass@" not in caught.value.text + caught.value.hint


def test_a_signature_goes_over_plain_http_only_to_this_computer() -> None:
    credential = Credential("CRED00000001", base64.b64encode(b"x" * 32).decode())
    for far in ("http://caltopo.com", "http://192.168.1.7:8080", "http://localhost.example.org"):
        with pytest.raises(CalTopoError, match="plain http"):
            Client(far, credential)
        assert not Client(far).signed
    for near in ("http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:8080"):
        assert Client(near, credential).signed
    assert Client("https://caltopo.com/", credential).server == "https://caltopo.com"
