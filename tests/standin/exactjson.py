# SPDX-License-Identifier: GPL-2.0-or-later
"""JSON whose numbers stay as they were written, so that stored objects can be compared by bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_quoted = json.encoder.encode_basestring
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_FEATURES = re.compile(r'"features"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


@dataclass(frozen=True)
class Number:
    """A number as it was written."""

    text: str

    def plain(self) -> int | float:
        return json.loads(self.text)


def _quote(text: str) -> str:
    """Half a surrogate pair stays escaped: UTF-8 cannot carry it."""
    return _HALF_PAIR.sub(lambda half: f"\\u{ord(half.group()):04x}", _quoted(text))


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def loads(text: str) -> Any:
    """Parse strictly (no NaN, no Infinity); numbers become `Number`. Raises ValueError."""
    return json.loads(text, parse_float=Number, parse_int=Number, parse_constant=_no_constant)


def dumps(value: Any) -> str:
    """Compact JSON text; a `Number` is written as it came, others as json writes them."""
    return "".join(_pieces(value))


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, Number):
        yield value.text
    elif isinstance(value, str):
        yield _quote(value)
    elif isinstance(value, dict):
        opening = "{"
        for key, item in value.items():
            yield f"{opening}{_quote(key)}:"
            yield from _pieces(item)
            opening = ","
        yield "{}" if opening == "{" else "}"
    elif isinstance(value, (list, tuple)):
        opening = "["
        for item in value:
            yield opening
            yield from _pieces(item)
            opening = ","
        yield "[]" if opening == "[" else "]"
    else:
        yield json.dumps(value, allow_nan=False)


def plain(value: Any) -> Any:
    """The same value with ordinary Python numbers."""
    if isinstance(value, Number):
        return value.plain()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def feature_texts(text: str) -> Iterator[str]:
    """The exact text of each feature of a GeoJSON file, or of a saved map answer."""
    start = _FEATURES.search(text)
    if start is None:
        raise ValueError("no features in this text")
    decode = json.JSONDecoder().raw_decode
    position = _BETWEEN.match(text, start.end()).end()
    while text[position] != "]":
        _, end = decode(text, position)
        yield text[position:end]
        position = _BETWEEN.match(text, end).end()
