# SPDX-License-Identifier: GPL-2.0-or-later
"""The grammar of line patterns, on strings of maps and of our own."""

from __future__ import annotations

import pytest
from caltopo_sync.plugin.layers.linepattern import dashes, parse
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize("text", [None, "", "solid", "  solid "])
def test_solid(text: str | None) -> None:
    assert parse(text) == []


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("M0 -1 L0 1,,8,F", [2, 6]),
        ("M0 -3 L0 3,,12,F", [6, 6]),
        ("M0 -3 L0 3,0,16,F;M0 -1L0 0,8,16", [6, 5, 1, 4]),
        ("M0,-2 L0,2,,10", [4, 6]),
    ],
)
def test_dashes(text: str, lengths: list[float]) -> None:
    pieces = parse(text)
    assert pieces is not None
    assert dashes(pieces) == lengths


def test_a_tick_on_a_line() -> None:
    (piece,) = parse("M-5 0 L5 0,10,20,T") or []
    assert (piece.offset, piece.interval, piece.on_line) == (10, 20, True)
    assert dashes([piece]) is None
    assert piece.reach == 5


def test_at_the_end_and_once() -> None:
    (end,) = parse("M-4 6 L0 -2 L4 6 Z,100%,,T") or []
    assert end.relative and end.offset == 1 and end.interval is None
    assert [c.letter for c in end.path] == ["M", "L", "L", "Z"]


def test_moves_that_draw_nothing_widen_the_piece_only() -> None:
    (piece,) = parse("M-6 0M6 0M-4 -4 L4 4 M4 -4 L-4 4,,10,F") or []
    assert [c.letter for c in piece.ink] == ["M", "L", "M", "L"]
    assert piece.reach == 6


def test_arcs_and_odd_blanks() -> None:
    (piece,) = parse("M3 0A3 3 0 1 0\t-3 0 A3  3 0 1 0 3 0 , , 15 ,F") or []
    assert [c.letter for c in piece.path] == ["M", "A", "A"]


@pytest.mark.parametrize(
    "text",
    ["dash", "M0", "L0 1,,8,F", "M0 0 Q1 1,,8,F", "M0 0L1,,8,F", "M0 0L1 1,,0,F", "M0 0L1 1,,8,X",
     "M0 0L1 1,,8,F;dash", ";", "M0 0L1e9 0,,8,F", "M0 0L99999 0,,8,F", 7, "M0 0" * 500],
)  # fmt: skip
def test_what_is_no_pattern(text: object) -> None:
    assert parse(text) is None


@given(st.text(alphabet="MLAZ0123456789 .,-;%TF", max_size=60))
def test_any_text_is_answered(text: str) -> None:
    pieces = parse(text)
    for piece in pieces or []:
        assert piece.path[0].letter == "M"
        assert piece.reach <= 4000
    if pieces:
        assert dashes(pieces) is None or min(dashes(pieces) or [1]) > 0
