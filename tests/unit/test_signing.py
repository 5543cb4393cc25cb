# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import base64
import hashlib
import hmac

import pytest
from caltopo_sync.plugin.caltopo.errors import AuthError
from caltopo_sync.plugin.caltopo.signing import Credential, sign, string_to_sign
from hypothesis import given
from hypothesis import strategies as st

KEY = bytes(range(32))
SECRET = base64.b64encode(KEY).decode()
EXPIRES = 1700000120000

VECTORS = [
    ("GET", "/api/v1/map/ABC12/since/0", "", "uDnyuvoS5tULrNU5RLSsuMrsuLph22ZSXWuNP+DKSss="),
    (
        "DELETE",
        "/api/v1/map/ABC12/Marker/0b7f1c52-2f5e-4a53-9c5b-5b6f5d0e7a11",
        "",
        "1wvgxL3cnx+e0gTjMs3oK8BEDFremfoTUnuqKu0cmV8=",
    ),
    (
        "POST",
        "/api/v1/map/ABC12/Marker",
        '{"properties":{"title":"Café"},"geometry":{"type":"Point","coordinates":[-120.5,39.25]}}',
        "R9stcaKs/pPGkNA3nU6WlWg01KvwPaIFfU8oV0dt/bA=",
    ),
]


@pytest.mark.parametrize(("method", "path", "payload", "signature"), VECTORS)
def test_known_signatures(method: str, path: str, payload: str, signature: str) -> None:
    assert sign(SECRET, method, path, EXPIRES, payload) == signature


def test_the_newline_after_expires_is_there_without_a_payload() -> None:
    assert string_to_sign("get", "/a", 7, "") == "GET /a\n7\n"


@given(
    key=st.binary(min_size=1, max_size=64),
    path=st.text(st.characters(codec="utf-8")),
    expires=st.integers(0, 2**53),
    payload=st.text(st.characters(codec="utf-8")),
)
def test_any_signature_is_the_hmac_of_the_official_message(
    key: bytes, path: str, expires: int, payload: str
) -> None:
    message = f"POST {path}\n{expires}\n{payload}".encode()
    expected = base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()
    assert sign(base64.b64encode(key).decode(), "POST", path, expires, payload) == expected


def test_blanks_around_a_pasted_secret_do_no_harm() -> None:
    assert sign(f" {SECRET}\n", *VECTORS[0][:2], EXPIRES, "") == VECTORS[0][3]


@pytest.mark.parametrize("secret", ["", "  ", "not base64 at all", SECRET[:-1], "ü" * 44])
def test_an_incomplete_secret_is_said_to_be_so_and_not_shown(secret: str) -> None:
    with pytest.raises(AuthError) as caught:
        sign(secret, "GET", "/a", EXPIRES, "")
    assert "secret" in caught.value.text
    assert "again" in caught.value.hint
    if secret.strip():
        assert secret not in caught.value.text + caught.value.hint
    assert caught.value.__context__ is None


def test_a_credential_shows_nothing_of_itself() -> None:
    credential = Credential("CRED00000001", SECRET)
    for shown in (repr(credential), str(credential), f"{credential}", f"{[credential]}"):
        assert "CRED" not in shown
        assert SECRET not in shown
