# SPDX-License-Identifier: GPL-2.0-or-later
"""What a fault makes of an answer."""

from __future__ import annotations

import json
import re

from .asking import Answer, page
from .exactjson import dumps, loads
from .faults import Fault, Kind

_FIRST_NUMBER = re.compile(rb'("coordinates":\[+)-?[\d.eE+-]+')
_CLASS = re.compile(rb'"class":')


def spoil(fault: Fault, answer: Answer | None) -> Answer:
    """The answer to send. `answer` is the real one, None where the call was not carried out."""
    kind = fault.kind
    if kind is Kind.STATUS:
        return _status(fault)
    if kind is Kind.ERROR:
        text = {"status": "error", "message": fault.message, "timestamp": 0}
        return Answer(body=json.dumps(text).encode("utf-8"))
    if kind is Kind.EMPTY:
        return Answer(content_type="text/html")
    if kind is Kind.HTML:
        return page(200, "CalTopo")
    if kind is Kind.REDIRECT:
        return Answer(302, headers={"Location": fault.location}, content_type="text/html")
    if answer is None:
        raise ValueError(f"{kind} needs a real answer")
    if kind is Kind.CUT:
        body = answer.body[: int(len(answer.body) * fault.fraction)]
        return Answer(answer.status, body, answer.content_type, answer.headers)
    if kind is Kind.NAN:
        return Answer(
            answer.status, _with_nan(answer.body, fault.named), answer.content_type, answer.headers
        )
    if kind is Kind.BROKEN:
        return Answer(
            answer.status, _with_broken(answer.body, fault), answer.content_type, answer.headers
        )
    return answer


def _status(fault: Fault) -> Answer:
    headers = dict(fault.headers)
    if fault.retry_after is not None:
        headers["Retry-After"] = str(fault.retry_after)
    if fault.body == "html":
        found = page(fault.status, fault.message)
        return Answer(fault.status, found.body, found.content_type, headers)
    if fault.body == "text":
        return Answer(fault.status, fault.message.encode("utf-8"), "text/plain", headers)
    if fault.body == "empty":
        return Answer(fault.status, headers=headers, content_type="text/html")
    text = {"status": "error", "code": fault.status, "message": fault.message}
    return Answer(fault.status, json.dumps(text).encode("utf-8"), headers=headers)


def _with_nan(body: bytes, named: str) -> bytes:
    if named:
        number = re.compile(rb'("' + re.escape(named.encode("utf-8")) + rb'":)-?[\d.eE+-]+')
        return number.sub(rb"\1NaN", body)
    changed, count = _FIRST_NUMBER.subn(rb"\1NaN", body, count=1)
    return changed if count else _CLASS.sub(rb'"not-a-number":NaN,"class":', body, count=1)


def _with_broken(body: bytes, fault: Fault) -> bytes:
    """Broken features among the real ones, and in `ids` where they have class and id."""
    answer = loads(body.decode("utf-8"))
    result = answer["result"]
    if "state" not in result:
        answer["result"] = fault.features[0]
        return dumps(answer).encode("utf-8")
    features = result["state"]["features"]
    middle = len(features) // 2
    features[middle:middle] = list(fault.features)
    for feature in fault.features:
        if "ids" in result and isinstance(feature, dict):
            cls = (feature.get("properties") or {}).get("class")
            if cls is not None:
                result["ids"].setdefault(cls, []).append(feature["id"])
    return dumps(answer).encode("utf-8")
