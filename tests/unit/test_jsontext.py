# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import copy
import json
import math
import pickle
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo import jsontext
from hypothesis import given, settings
from hypothesis import strategies as st

REAL_MAPS = Path(__file__).parents[3] / "shared" / "data" / "maps"

NUMBERS = [
    "0", "-0", "1", "-1", "1.0", "-0.0", "1.10", "0.5", "1e5", "1E5", "1e+5", "1.0E-07",
    "0.1000000000000000055", "12345678901234567890", "123456789012345678901234567890.5",
    "-120.50000000000001", "1e999", "5e-400", "1741204386117", "1.7412043861170E12",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_comes_back_letter_for_letter(number: str) -> None:
    for text in (number, f"[{number},{number}]", f'{{"a":{{"b":[{number}]}}}}'):
        assert jsontext.dumps(jsontext.loads(text)) == text


def test_numbers_read_as_numbers() -> None:
    one, tenth, big = jsontext.loads("[1.0, 0.1000000000000000055, 12345678901234567890]")
    assert one == 1 and isinstance(one, float)
    assert tenth == 0.1 and tenth + 1 == 1.1 and f"{tenth:.2f}" == "0.10"
    assert big == 12345678901234567890 and isinstance(big, int)
    assert jsontext.dumps(tenth + 0.0) == "0.1"


def test_copies_keep_how_a_number_was_written() -> None:
    value = jsontext.loads('{"a": [1e5, -0]}')
    for again in (copy.deepcopy(value), copy.copy(value), pickle.loads(pickle.dumps(value))):
        assert jsontext.dumps(again) == '{"a":[1e5,-0]}'


def test_ordinary_values_are_written_as_python_writes_them() -> None:
    value = {"b": [1, 1.0, 0.1, True, False, None, "x"], "a": (), "c": {}, "d": 10**25}
    expected = '{"b":[1,1.0,0.1,true,false,null,"x"],"a":[],"c":{},"d":10000000000000000000000000}'
    assert jsontext.dumps(value) == expected


def test_nan_and_infinity_are_kept_as_they_came_and_told() -> None:
    value = jsontext.loads("[NaN, Infinity, -Infinity, 1e999]")
    assert math.isnan(value[0]) and list(map(float, value[1:])) == [math.inf, -math.inf, math.inf]
    assert value == jsontext.loads("[NaN, Infinity, -Infinity, 1e999]"), "nothing has changed"
    assert value[0] != value[1] and value[0] == copy.copy(value[0])
    assert jsontext.dumps(value) == "[NaN,Infinity,-Infinity,1e999]"
    assert jsontext.strict({"a": value, "b": 1}) == '{"a":[null,null,null,1e999],"b":1}'
    said = {"a": {"b": value[:1]}, "c": 1e300, "d": value[3], "e": float("nan")}
    assert jsontext.unreadable(said) == ["a", "e"]
    assert jsontext.dumps([float("nan"), 1.5]) == "[null,1.5]", "one that nobody wrote"


def test_strings_keep_their_characters_and_stay_fit_for_utf8() -> None:
    text = '["Café ☃ 😀","\\ud83d\\ude00","\\ud800","a\\n\\u0000\\"\\\\"]'
    written = jsontext.dumps(jsontext.loads(text))
    assert written == '["Café ☃ 😀","😀","\\ud800","a\\n\\u0000\\"\\\\"]'
    assert written.encode("utf-8")


_scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
_values = st.recursive(
    _scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30
)


@settings(max_examples=25)
@given(_values)
def test_any_value_reads_back_and_any_text_is_stable(value: Any) -> None:
    written = jsontext.dumps(value)
    assert json.loads(written) == value
    assert jsontext.dumps(jsontext.loads(written)) == written


@settings(max_examples=25)
@given(
    st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?", fullmatch=True)
)
def test_any_number_comes_back(number: str) -> None:
    assert jsontext.dumps(jsontext.loads(number)) == number


@pytest.mark.parametrize(
    "text", ["", "{", '{"a":}', "[1,]", "nul", "[" * 100_000, "1 2", "9" * 5000 + "."]
)
def test_what_is_no_json_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        jsontext.loads(text)


def test_a_value_too_deep_or_without_a_json_word_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ValueError):
        jsontext.dumps(deep)
    for value in ({1: 2}, [object()], b"bytes", {1.5}):
        with pytest.raises(TypeError):
            jsontext.dumps(value)


@pytest.mark.parametrize(
    "name", ["export-bitterroots", "export-dark-divide", "export-after-caltopo"]
)
def test_real_maps_come_back_number_for_number(name: str) -> None:
    path = REAL_MAPS / f"{name}.json"
    if not path.exists():
        pytest.skip(f"the real map {name} is not here")
    text = path.read_text("utf-8")
    written = jsontext.dumps(jsontext.loads(text))
    assert _numbers(written) == _numbers(text)
    assert json.loads(written) == json.loads(text)


def _numbers(text: str) -> list[str]:
    found: list[str] = []

    def note(number: str) -> float:
        found.append(number)
        return 0.0

    json.loads(text, parse_int=note, parse_float=note)
    return found
