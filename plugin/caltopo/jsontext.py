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
from collections.abc import Mapping
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


class _Odd(Number):
    """NaN or an infinity: equal to what was written alike, so that it is no change each time."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Odd) and other.text == self.text

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.text)


def loads(text: str) -> Any:
    """Read JSON text. NaN and Infinity, which are no JSON, are Numbers that remember the word.

    Raises ValueError where it is not JSON, also when it is nested too deeply to be read.
    """
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise ValueError("the JSON text is nested too deeply") from None


def dumps(value: Any) -> str:
    """Write JSON without blanks, keys in their order, characters beyond ASCII as themselves.

    Numbers of ``loads`` as they were written, NaN and Infinity among them; others as Python writes
    them, NaN and infinities as null. Raises TypeError for what JSON has no word for, ValueError for
    a value nested too deeply.
    """
    pieces: list[str] = []
    try:
        _write(value, pieces)
    except RecursionError:
        raise ValueError("the value is nested too deeply for JSON") from None
    return "".join(pieces)


def strict(value: Any) -> str:
    """The same with null for NaN and infinities also where ``loads`` gave them: for files that
    other programs read."""
    return dumps(_without_odd(value))


def unreadable(properties: Mapping[str, Any]) -> list[str]:
    """The names of members that are, or hold, NaN or an infinity: no JSON, and no number.

    ``1e999`` is none of them: it is a number that goes back as it was written.
    """
    return [name for name, value in properties.items() if _without_odd(value) is not value]


def _without_odd(value: Any) -> Any:
    """The value itself, or a copy where there is NaN or an infinity in it."""
    if isinstance(value, dict):
        found: Any = {key: _without_odd(member) for key, member in value.items()}
        return found if any(found[key] is not value[key] for key in value) else value
    if isinstance(value, list):
        found = [_without_odd(member) for member in value]
        return found if any(one is not other for one, other in zip(found, value)) else value
    odd = isinstance(value, _Odd) or (type(value) is float and not math.isfinite(value))
    return None if odd else value


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


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=_real, parse_constant=_Odd)
