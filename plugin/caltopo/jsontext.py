# SPDX-License-Identifier: GPL-2.0-or-later
"""JSON whose numbers come back letter for letter.

An edit sends the whole property set and perhaps the whole geometry; what the user did not touch
must go back as it came: ``1.0`` stays ``1.0``, ``1e5`` stays ``1e5``, and a coordinate with
twenty digits keeps them.

``loads`` gives ordinary Python values. A number is an ``int``, or a ``float`` where Python writes
it as it was written; otherwise a ``Number``, which is that float and remembers its text.
"""

from __future__ import annotations

import json
import math
import re
from itertools import chain
from typing import Any

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PLAIN = {int, float}  # types that it writes as ``dumps`` does, where they are finite


class Number(float):
    """A float that remembers how it was written. Reckoning with it gives plain numbers."""

    __slots__ = ("text",)

    text: str

    def __new__(cls, text: str) -> Number:
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]  # copies keep the text
        return (self.text,)


def loads(text: str) -> Any:
    """Read JSON text. NaN and Infinity, which are no JSON, are read as floats.

    Raises ValueError where it is not JSON, also when it is nested too deeply to be read.
    """
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise ValueError("the JSON text is nested too deeply") from None


def dumps(value: Any) -> str:
    """Write JSON without blanks, keys in their order, characters beyond ASCII as themselves.

    Numbers of ``loads`` as they were written, others as Python writes them; NaN and infinities as
    null. Raises TypeError for what JSON has no word for, ValueError for a value nested too deeply.
    """
    pieces: list[str] = []
    try:
        _write(value, pieces)
    except RecursionError:
        raise ValueError("the value is nested too deeply for JSON") from None
    return "".join(pieces)


def _write(value: Any, pieces: list[str]) -> None:
    if value is None:
        pieces.append("null")
    elif value is True:
        pieces.append("true")
    elif value is False:
        pieces.append("false")
    elif isinstance(value, str):
        pieces.append(_string(value))
    elif isinstance(value, Number):
        pieces.append(value.text)
    elif isinstance(value, int):
        pieces.append(int.__repr__(value))
    elif isinstance(value, float):
        pieces.append(float.__repr__(value) if math.isfinite(value) else "null")
    elif isinstance(value, dict):
        _write_object(value, pieces)
    elif isinstance(value, (list, tuple)):
        _write_array(value, pieces)
    else:
        raise TypeError(f"JSON has no word for a {type(value).__name__}")


def _write_object(value: dict[Any, Any], pieces: list[str]) -> None:
    opening = "{"
    for key, member in value.items():
        if not isinstance(key, str):
            raise TypeError(f"a key of a JSON object must be a string, not {type(key).__name__}")
        pieces.append(f"{opening}{_string(key)}:")
        _write(member, pieces)
        opening = ","
    pieces.append("}" if value else "{}")


def _write_array(value: list[Any] | tuple[Any, ...], pieces: list[str]) -> None:
    if _is_plain(value):
        pieces.append(_plain(value))
        return
    opening = "["
    for member in value:
        pieces.append(opening)
        _write(member, pieces)
        opening = ","
    pieces.append("]" if value else "[]")


def _is_plain(value: list[Any] | tuple[Any, ...]) -> bool:
    """Whether an array is one of plain finite numbers, or of positions of such: most of what there
    is to write are coordinates, and for those the standard library's encoder is much faster."""
    types = set(map(type, value))
    if types == {list}:
        numbers = list(chain.from_iterable(value))
        types = set(map(type, numbers))
    else:
        numbers = list(value)
    if not types <= _PLAIN:
        return False
    try:
        return math.isfinite(sum(numbers))
    except OverflowError:
        return False


def _string(value: str) -> str:
    """A JSON string; half a surrogate pair is escaped, because UTF-8 cannot carry it."""
    quoted = _quoted(value)
    if quoted.isascii():
        return quoted
    return _LONE_SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", quoted)


def _integer(text: str) -> int | float:
    return Number(text) if text == "-0" else int(text)


def _real(text: str) -> float:
    plain = float(text)
    return plain if repr(plain) == text else Number(text)


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=_real)
