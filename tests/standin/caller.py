# SPDX-License-Identifier: GPL-2.0-or-later
"""A plain client, as the official page's sample code is one: signs a call and gives the answer."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urlencode, urlsplit

from .accounts import Key
from .signatures import signature_of


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.data)

    @property
    def result(self) -> Any:
        """The result of a call that must have gone well."""
        answer = self.json
        if self.status != 200 or answer["status"] != "ok":
            raise AssertionError(f"{self.status}: {self.data[:500]!r}")
        return answer["result"]

    @property
    def message(self) -> str:
        """The words of a refusal."""
        return self.json["message"]


class Caller:
    """Calls over one kept-alive connection, from one thread. Without a key nothing is signed."""

    def __init__(self, url: str, key: Key | None = None, timeout: float = 10.0) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=timeout)
        self._key = key

    def __enter__(self) -> Caller:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def get(self, path: str, **more: Any) -> Reply:
        return self.call("GET", path, **more)

    def delete(self, path: str, **more: Any) -> Reply:
        return self.call("DELETE", path, **more)

    def post(self, path: str, payload: Any, **more: Any) -> Reply:
        """`payload` is JSON text, or a value to be written as JSON."""
        text = payload if isinstance(payload, str) else json.dumps(payload)
        return self.call("POST", path, text, **more)

    def call(
        self,
        method: str,
        path: str,
        payload: str = "",
        *,
        expires_in: float = 120.0,
        **parameters: str,
    ) -> Reply:
        """`parameters` are sent besides, or instead of, those of the signature."""
        sent = dict(self._signature(method, path, payload, expires_in)) if self._key else {}
        if payload:
            sent["json"] = payload
        form = urlencode({**sent, **parameters})
        headers = {}
        body = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = form
        elif form:
            path = f"{path}?{form}"
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            return Reply(response.status, dict(response.getheaders()), response.read())
        except BaseException:
            self._connection.close()
            raise

    def _signature(self, method: str, path: str, payload: str, expires_in: float) -> dict[str, str]:
        if self._key is None:
            raise ValueError("nothing to sign with")
        expires = str(int((time.time() + expires_in) * 1000))
        signature = signature_of(self._key.secret, method, path, expires, payload)
        return {"id": self._key.id, "expires": expires, "signature": signature}
