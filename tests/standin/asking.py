# SPDX-License-Identifier: GPL-2.0-or-later
"""A request as the handlers see it, and the answers they give."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from .errors import Refusal
from .signatures import signer
from .world import World

FORM = "application/x-www-form-urlencoded"


@dataclass
class Asked:
    """A request, read to its end."""

    method: str
    path: str  # as sent, without the query
    query: str
    content_type: str
    body: bytes
    account: str | None = None
    expires: int | None = None
    parameters: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parameters = dict(parse_qsl(self.query, keep_blank_values=True))
        if self.method == "POST" and self.content_type == FORM:
            form = parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)
            self.parameters.update(form)
        if self.parameters.get("expires", "").isdigit():
            self.expires = int(self.parameters["expires"])

    @property
    def json(self) -> str:
        """The text of the json parameter; Refusal(400) where there is none."""
        text = self.parameters.get("json", "")
        if not text:
            raise Refusal(400, "json is missing")
        return text

    def authenticate(self, world: World) -> None:
        """Find out whose call this is; Refusal for a wrong or expired signature."""
        limit = world.behaviour.form_limit
        if limit is not None and len(self.body) > limit:
            raise Refusal(world.behaviour.form_limit_status, "form too large")
        if world.behaviour.desktop:
            self.account = "DESKTP"
            return
        credential = signer(
            self.parameters,
            self.method,
            self.path,
            world.people.secrets(),
            world.clock.now(),
            world.behaviour,
        )
        self.account = None if credential is None else world.people.keys[credential].account


@dataclass
class Answer:
    """What goes back."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


def ok(result: Any, now: int) -> Answer:
    return ok_text(
        json.dumps(result, separators=(",", ":"), ensure_ascii=False).encode("utf-8"), now
    )


def ok_text(result: bytes, now: int) -> Answer:
    """The usual envelope around a result that is JSON text already."""
    return Answer(body=b'{"result":%s,"status":"ok","timestamp":%d}' % (result, now))


def refused(refusal: Refusal, headers: Mapping[str, str] | None = None) -> Answer:
    text = {"status": "error", "code": refusal.status, "message": refusal.message}
    return Answer(refusal.status, json.dumps(text).encode("utf-8"), headers=headers or {})


def page(status: int, title: str) -> Answer:
    html = f"<!DOCTYPE html><html><title>{title}</title><body><h1>{title}</h1></body></html>"
    return Answer(status, html.encode("utf-8"), "text/html")
