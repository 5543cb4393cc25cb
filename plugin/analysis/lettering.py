# SPDX-License-Identifier: GPL-2.0-or-later
"""Assignment letters and numbers: AA, AB, … and 101, 102, …, those in use left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LETTER = re.compile(r"[A-Z]+\Z")
_PART = re.compile(r":\d+\Z")


def base_of(letter: str) -> str:
    """What a part is a part of: ``AC`` for ``AC:1``."""
    return _PART.sub("", letter.strip())


def following(letter: str) -> str:
    """The letter after one: AA, AB, …, AZ, BA, …, ZZ, AAA."""
    head = letter.rstrip("Z")
    tail = "A" * (len(letter) - len(head))
    return head[:-1] + chr(ord(head[-1]) + 1) + tail if head else "A" + tail


class Dealer:
    """Hands out letters and numbers that nobody has.

    ``letters_from`` and ``numbers_from`` are the first ones; an empty letter or None deals none.
    Raises ValueError for a first letter that is not of A to Z.
    """

    def __init__(
        self,
        letters: Iterable[str],
        numbers: Iterable[str],
        letters_from: str | None = "AA",
        numbers_from: int | None = 101,
    ) -> None:
        first = (letters_from or "").strip().upper()
        if first and not _LETTER.match(first):
            raise ValueError("“" + str(letters_from) + "” is no letter to begin with.")
        self._whole = {letter.strip().casefold() for letter in letters}
        self._bases = {base_of(letter).upper() for letter in letters}
        self._numbers = {number.strip() for number in numbers}
        self._letter, self._number = first, numbers_from

    def take(self, letter: str, number: str) -> None:
        """Those are in use from here on."""
        self._whole.add(letter.strip().casefold())
        self._bases.add(base_of(letter).upper())
        self._numbers.add(number.strip())

    def letter(self) -> str:
        """The next free letter, "" where none are dealt."""
        if not self._letter:
            return ""
        while self._letter in self._bases:
            self._letter = following(self._letter)
        self._bases.add(self._letter)
        self._whole.add(self._letter.casefold())
        return self._letter

    def number(self) -> str:
        """The next free number, "" where none are dealt."""
        if self._number is None:
            return ""
        while str(self._number) in self._numbers:
            self._number += 1
        self._numbers.add(str(self._number))
        return str(self._number)

    def part(self, letter: str) -> str:
        """A further part's letter: the base with the lowest number that is free."""
        base, n = base_of(letter), 1
        while (base + ":" + str(n)).casefold() in self._whole:
            n += 1
        self._whole.add((base + ":" + str(n)).casefold())
        return base + ":" + str(n)
