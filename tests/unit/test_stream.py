# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import gc
import json
import math
import tracemalloc
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo import stream
from caltopo_sync.plugin.caltopo.errors import BadAnswer, Cancelled
from caltopo_sync.plugin.caltopo.stream import read_answer, read_result
from hypothesis import given, settings
from hypothesis import strategies as st


def envelope(features: Any, **more: Any) -> dict[str, Any]:
    state = {"type": "FeatureCollection", "features": features}
    return {
        "result": {"state": state, "timestamp": 17, "ids": {"Marker": ["a"]}},
        "status": "ok",
        "timestamp": 18,
        **more,
    }


def read(chunks: Iterable[bytes]) -> tuple[dict[str, Any], list[tuple[Any, str]]]:
    got: list[tuple[Any, str]] = []
    return read_answer(chunks, lambda feature, text: got.append((feature, text))), got


def read_text(text: str) -> tuple[dict[str, Any], list[tuple[Any, str]]]:
    return read([text.encode()])


@pytest.fixture(params=[stream.WINDOW, 64, 1])
def window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(stream, "WINDOW", request.param)
    return int(request.param)


def test_features_come_one_by_one_with_their_exact_text(window: int) -> None:
    one, two = '{ "id" :"1", "n": 1.0e2 }', '{"id":"2","t":"Zürich 😀","g":{"c":[1,2.50]}}'
    text = f'{{"status":"ok","result":{{"state":{{"features":[ {one} ,\n{two}]}},"timestamp":5}}}}'
    told, got = read_text(text)
    assert [exact for _, exact in got] == [one, two]
    assert [feature for feature, _ in got] == [json.loads(one), json.loads(two)]
    assert told == {"status": "ok", "result": {"state": {"features": 2}, "timestamp": 5}}


def test_entries_that_are_no_objects_are_handed_on(window: int) -> None:
    entries = ["null", '"x"', "17", "[]", "{}", "true", "-1.5e3"]
    text = '{"status":"ok","result":{"state":{"features":[' + ",".join(entries) + "]}}}"
    told, got = read_text(text)
    assert [exact for _, exact in got] == entries
    assert [entry for entry, _ in got] == [json.loads(entry) for entry in entries]
    assert told["result"]["state"]["features"] == len(entries)


def test_keys_may_come_in_any_order(window: int) -> None:
    features = [{"id": "1"}, {"id": "2"}]
    for turned in (False, True):
        whole = envelope(features, more={"x": [1, 2]})
        if turned:
            whole["result"] = dict(reversed(whole["result"].items()))
            whole = dict(reversed(whole.items()))
        told, got = read_text(json.dumps(whole))
        assert [feature for feature, _ in got] == features
        whole["result"]["state"]["features"] = 2
        assert told == whole
        assert list(told) == list(whole)


_numbers = st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
_json = st.recursive(
    st.none() | st.booleans() | _numbers | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)
_objects = st.dictionaries(st.text(max_size=6), _json, max_size=5)


@settings(max_examples=25, deadline=None)
@given(
    features=st.lists(_objects, max_size=5),
    more=st.dictionaries(
        st.text(max_size=6).filter(lambda k: k not in ("result", "status")), _json
    ),
    indent=st.sampled_from([None, 0, 2]),
    escaped=st.booleans(),
    window=st.sampled_from([1, 2, 7, 64, 1 << 20]),
    cuts=st.lists(st.integers(0, 4000), max_size=30),
)
def test_an_answer_cut_anywhere_reads_as_json_loads_does(
    features: list[dict[str, Any]],
    more: dict[str, Any],
    indent: int | None,
    escaped: bool,
    window: int,
    cuts: list[int],
) -> None:
    whole = {**more, **envelope(features, **{k: more[k] for k in more})}
    text = json.dumps(whole, indent=indent, ensure_ascii=escaped)
    raw = text.encode("utf-8", "surrogatepass" if escaped else "replace")
    edges = sorted({0, len(raw), *(cut for cut in cuts if cut < len(raw))})
    chunks = [raw[a:b] for a, b in zip(edges, edges[1:])]
    expected = json.loads(raw.decode("utf-8"))
    expected_features = expected["result"]["state"]["features"]
    before, stream.WINDOW = stream.WINDOW, window
    try:
        told, got = read(chunks)
    finally:
        stream.WINDOW = before
    assert [feature for feature, _ in got] == expected_features
    assert [json.loads(exact) for _, exact in got] == expected_features
    expected["result"]["state"]["features"] = len(expected_features)
    assert told == expected


def test_byte_by_byte_with_characters_of_every_length(window: int) -> None:
    raw = json.dumps(envelope([{"t": "aé☃😀"}, {"t": "𐍈\\"}]), ensure_ascii=False).encode()
    _, got = read(raw[i : i + 1] for i in range(len(raw)))
    assert [feature["t"] for feature, _ in got] == ["aé☃😀", "𐍈\\"]


def test_nan_in_a_feature_is_handed_on() -> None:
    _, got = read_text('{"status":"ok","result":{"state":{"features":[{"c":[NaN,-Infinity,1]}]}}}')
    west, north, last = got[0][0]["c"]
    assert math.isnan(west) and north == -math.inf and last == 1


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(stream, "WINDOW", 32_768)
    return 4096  # how much of an answer comes at once


def test_a_feature_larger_than_many_windows(narrow: int) -> None:
    line = {"id": "long", "c": [[i / 7, i / 9] for i in range(8000)], "t": "é" * 200_000}
    raw = json.dumps(envelope([{"id": "1"}, line, {"id": "2"}]), ensure_ascii=False).encode()
    assert len(raw) > 10 * stream.WINDOW
    _, got = read(raw[i : i + narrow] for i in range(0, len(raw), narrow))
    assert [feature["id"] for feature, _ in got] == ["1", "long", "2"]
    assert got[1][0] == line


def test_a_large_feature_is_decoded_a_few_times_not_once_per_window(
    narrow: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = json.dumps(envelope([{"c": [[i / 7, i / 9] for i in range(20_000)]}])).encode()
    assert len(raw) > 10 * stream.WINDOW
    looked_at: list[int] = []
    decode = stream._decode

    def counted(text: str, at: int) -> tuple[Any, int]:
        looked_at.append(len(text) - at)
        return decode(text, at)

    monkeypatch.setattr(stream, "_decode", counted)
    read(raw[i : i + narrow] for i in range(0, len(raw), narrow))
    assert sum(length for length in looked_at if length > 1000) < 4 * len(raw)


def test_memory_stays_small_over_many_features(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "WINDOW", 131_072)
    piece = json.dumps({"id": "x" * 36, "t": "y" * 700}).encode()

    def chunks() -> Iterator[bytes]:
        yield b'{"status":"ok","result":{"state":{"features":['
        for _ in range(5000):
            yield piece + b","
        yield piece + b"]}}}"

    gc.collect()
    tracemalloc.start()
    told = read_answer(chunks(), lambda feature, text: None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told["result"]["state"]["features"] == 5001
    assert peak < 12 * stream.WINDOW


def test_no_features_and_features_of_a_refusal(window: int) -> None:
    assert read_text(json.dumps(envelope([])))[0]["result"]["state"]["features"] == 0
    refused = {"status": "error", "message": "no", "timestamp": 1}
    assert read_text(json.dumps(refused)) == (refused, [])


GOOD = json.dumps(envelope([{"id": "1", "t": "é😀", "n": 1.5, "b": True}]), ensure_ascii=False)

BAD = {
    "empty": "",
    "blank": " \n\t ",
    "html": "<!DOCTYPE html><html><body>Sign in</body></html>",
    "html after blanks": "\n\n <html>",
    "words": "Internal error",
    "array": "[1,2]",
    "number": "17",
    "null": "null",
    "nothing after": '{"status":"ok",',
    "no features": '{"status":"ok","timestamp":1,"result":{"state":{},"timestamp":1}}',
    "no state": '{"status":"ok","result":{"timestamp":1}}',
    "no result": '{"status":"ok"}',
    "null result": '{"status":"ok","result":null}',
    "features an object": '{"status":"ok","result":{"state":{"features":{}}}}',
    "features null": '{"status":"ok","result":{"state":{"features":null}}}',
    "state a list": '{"status":"ok","result":{"state":[]}}',
    "status twice": '{"status":"ok","status":"ok","result":{"state":{"features":[]}}}',
    "result twice": '{"status":"ok","result":{"state":{"features":[]}},"result":{}}',
    "features twice": '{"status":"ok","result":{"state":{"features":[],"features":[]}}}',
    "escaped twice": '{"status":"ok","result":{"state":{"features":[],"f\\u0065atures":[]}}}',
    "something after": GOOD + "x",
    "another after": GOOD + GOOD,
    "comma after": GOOD + ",",
    "trailing comma": '{"status":"ok","result":{"state":{"features":[{},]}}}',
    "missing comma": '{"status":"ok","result":{"state":{"features":[{} {}]}}}',
    "missing colon": '{"status" "ok"}',
    "key without quotes": '{status:"ok"}',
    "broken feature": '{"status":"ok","result":{"state":{"features":[{"a":}]}}}',
    "raw control character": '{"status":"ok","result":{"state":{"features":[{"a":"\x01"}]}}}',
    "deep": '{"status":"ok","result":{"state":{"features":[{"a":' + "[" * 200_000,
    "deep in the envelope": '{"a":' * 100_000,
    "endless number": '{"status":"ok","timestamp":' + "9" * 6000 + "}",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_answer_is_a_bad_answer(name: str, window: int) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_text(BAD[name])
    assert caught.value.text.startswith("The answer ")
    assert caught.value.hint


@pytest.mark.parametrize("size", range(1, len(GOOD.encode())))
def test_an_answer_cut_short_says_so(size: int) -> None:
    with pytest.raises(BadAnswer, match="too early") as caught:
        read([GOOD.encode()[:size]])
    assert caught.value.retryable


def test_bytes_that_are_no_utf8(window: int) -> None:
    with pytest.raises(BadAnswer, match="UTF-8"):
        read([b'{"status":"ok\xff\xfe"}'])
    with pytest.raises(BadAnswer, match="UTF-8"):
        read([b'{"status":"ok"', b"\xc3(", b"}"])


def test_the_cap_holds() -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"a":"'
        while True:
            yield b"x" * 65536

    with pytest.raises(BadAnswer, match="larger than"):
        read_answer(endless(), lambda feature, text: None, max_bytes=3 << 20)
    raw = GOOD.encode()
    assert read_answer([raw], lambda feature, text: None, max_bytes=len(raw))
    with pytest.raises(BadAnswer, match="larger than"):
        read_answer([raw], lambda feature, text: None, max_bytes=len(raw) - 1)


@pytest.mark.parametrize(
    "error", [KeyError("x"), BadAnswer("mine"), StopIteration(), ValueError("v")]
)
def test_the_callback_s_own_exceptions_pass_through(error: Exception) -> None:
    def fail(feature: dict[str, Any], text: str) -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        read_answer([GOOD.encode()], fail)
    assert caught.value is error


def test_the_exceptions_of_the_source_pass_through() -> None:
    def chunks() -> Iterator[bytes]:
        yield GOOD.encode()[:50]
        raise OSError("cut")

    with pytest.raises(OSError, match="cut"):
        read(chunks())


def test_cancelling_stops_reading() -> None:
    taken: list[int] = []

    def chunks() -> Iterator[bytes]:
        yield b'{"status":"ok","result":{"state":{"features":[{}'
        for number in range(1000):
            taken.append(number)
            yield b"," + b" " * stream.WINDOW + b"{}"
        yield b"]}}}"

    with pytest.raises(Cancelled):
        read_answer(chunks(), lambda feature, text: None, cancelled=lambda: len(taken) >= 3)
    assert len(taken) == 3


def test_subject_and_outcome_are_told() -> None:
    with pytest.raises(BadAnswer) as caught:
        read_result([b""], subject="What caltopo.com said", perhaps_done=True)
    assert caught.value.text.startswith("What caltopo.com said is empty")
    assert caught.value.perhaps_done


def test_a_result_comes_with_its_exact_text(window: int) -> None:
    result = '{"id": "1",  "n":[1.0, 2e3], "t":"é"}'
    told, exact = read_result([f'{{"status":"ok", "result" : {result} , "timestamp":1}}'.encode()])
    assert exact == result
    assert told["result"] == json.loads(result)
    assert read_result([b'{"status":"ok"}']) == ({"status": "ok"}, "")
    assert read_result([b'{"result":null,"status":"ok"}'])[1] == "null"
    assert read_result([b'{"status":"ok","result":12345}'])[0]["result"] == 12345
