# SPDX-License-Identifier: GPL-2.0-or-later
"""The stand-in's signature check, against the published form and known signatures."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from standin import Caller, Standin
from standin.signatures import signature_of, text_to_sign

SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="  # bytes 0 to 31
EXPIRES = "1700000120000"
SINCE = "/api/v1/map/ABC12/since/0"


@pytest.fixture
def server() -> Iterator[Standin]:
    with Standin() as running:
        running.add_map("ABC12")
        yield running


@pytest.mark.parametrize(
    ("method", "path", "payload", "signature"),
    [
        ("GET", SINCE, "", "uDnyuvoS5tULrNU5RLSsuMrsuLph22ZSXWuNP+DKSss="),
        (
            "DELETE",
            "/api/v1/map/ABC12/Marker/0b7f1c52-2f5e-4a53-9c5b-5b6f5d0e7a11",
            "",
            "1wvgxL3cnx+e0gTjMs3oK8BEDFremfoTUnuqKu0cmV8=",
        ),
        (
            "POST",
            "/api/v1/map/ABC12/Marker",
            '{"properties":{"title":"Café"},'
            '"geometry":{"type":"Point","coordinates":[-120.5,39.25]}}',
            "R9stcaKs/pPGkNA3nU6WlWg01KvwPaIFfU8oV0dt/bA=",
        ),
    ],
)
def test_known_signatures(method: str, path: str, payload: str, signature: str) -> None:
    assert signature_of(SECRET, method, path, EXPIRES, payload) == signature


def test_an_empty_payload_still_has_its_line() -> None:
    assert text_to_sign("get", SINCE, EXPIRES, "") == f"GET {SINCE}\n{EXPIRES}\n"


def test_a_signed_call_is_taken_and_a_wrong_secret_is_not(server: Standin) -> None:
    key = server.add_credential(secret=SECRET)
    with Caller(server.url, key) as caller:
        assert caller.get(SINCE).status == 200
        server.add_credential(secret=SECRET[:-2] + "w=")
        reply = caller.get(SINCE)
    assert (reply.status, reply.message) == (401, "Authentication Required")
    assert [call.account for call in server.calls] == ["SVC001", None]


def test_a_call_without_signature_or_with_half_of_one_is_not_taken(server: Standin) -> None:
    key = server.add_credential()
    with Caller(server.url) as caller:
        assert caller.get(SINCE).status == 401
        assert caller.get(SINCE, id=key.id, expires="9999999999999").status == 401
        assert caller.get(SINCE, id=key.id, signature="AAAA").status == 401


def test_the_payload_is_signed(server: Standin) -> None:
    key = server.add_credential()
    with Caller(server.url, key) as caller:
        reply = caller.post(
            "/api/v1/map/ABC12/Folder", {"properties": {"title": "a"}}, json='{"properties":{}}'
        )
    assert reply.status == 401
    assert server.objects("ABC12") == {}


def test_the_path_is_signed_as_it_was_sent(server: Standin) -> None:
    key = server.add_credential()
    folder = {"type": "Feature", "id": "day 1", "properties": {"class": "Folder"}}
    server.add_map("ABC13", [folder])
    with Caller(server.url, key) as caller:
        reply = caller.get("/api/v1/map/ABC13/Folder/" + quote("day 1"))
    assert reply.result["id"] == "day 1"


def test_parameters_of_a_post_may_be_in_the_query(server: Standin) -> None:
    key = server.add_credential(secret=SECRET)
    payload = '{"properties":{"title":"a"}}'
    path = "/api/v1/map/ABC12/Folder"
    expires = str(server.now() + 60_000)
    signature = quote(signature_of(SECRET, "POST", path, expires, payload), safe="")
    query = f"?id={key.id}&expires={expires}&signature={signature}&json={quote(payload)}"
    with Caller(server.url) as caller:
        assert caller.call("POST", path + query).result["properties"]["title"] == "a"


def test_expiry_is_checked_against_the_servers_clock(server: Standin) -> None:
    key = server.add_credential()
    with Caller(server.url, key) as caller:
        assert caller.get(SINCE, expires_in=-1).status == 401
        server.clock_offset = 300.0
        late = caller.get(SINCE)
        assert late.status == 401
        assert caller.get(SINCE, expires_in=400).status == 200
        server.behave(expired=403, longest_expiry=200.0)
        assert caller.get(SINCE, expires_in=400).status == 200
        assert caller.get(SINCE, expires_in=600).status == 403
