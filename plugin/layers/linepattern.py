# SPDX-License-Identifier: GPL-2.0-or-later
"""The grammar of CalTopo's line patterns.

A pattern is pieces joined by ``;``, each ``path,offset,interval,T|F``.  The path is of M, L, A and
Z in pixels, x across the line, y along it, negative forward.  T draws the line itself, too; the
offset is pixels, or a share of the line (100% is its end); without an interval the piece stands
once.  Inferred from strings in real maps and from what public clients do with them; the
grammar is not documented.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

SOLID = "solid"
MAX_LENGTH = 1000  # characters; a server's text, not a drawing
_TOKEN = re.compile(r"\s*(?:([MLAZ])|([-+]?(?:\d+\.?\d*|\.\d+)))[\s,]*")
_ARGUMENTS = {"M": 2, "L": 2, "A": 7, "Z": 0}


@dataclass(frozen=True)
class Command:
    """One command of a path: its letter and its numbers as they were written."""

    letter: str
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A path that is repeated along the line.

    ``offset`` is pixels, or with ``relative`` a share of the line from 0 to 1; ``interval`` is
    pixels, None for once; ``on_line`` draws the line below it.
    """

    path: tuple[Command, ...]
    offset: float = 0.0
    relative: bool = False
    interval: float | None = None
    on_line: bool = False

    @property
    def ink(self) -> tuple[Command, ...]:
        """The path without moves that nothing is drawn from."""
        after = [*self.path[1:], Command("M", (0, 0))]
        return tuple(c for c, n in zip(self.path, after) if not (c.letter == n.letter == "M"))

    @property
    def dash(self) -> tuple[float, float] | None:
        """Begin and end along the line in pixels, forward, where the piece is a plain dash."""
        ink = self.ink
        if [c.letter for c in ink] != ["M", "L"] or self.on_line or self.relative:
            return None
        (x0, y0), (x1, y1) = ink[0].numbers, ink[1].numbers
        if x0 or x1 or y0 == y1 or not self.interval:
            return None
        return min(-y0, -y1) + self.offset, max(-y0, -y1) + self.offset

    @property
    def reach(self) -> float:
        """Pixels from the piece's middle that its path reaches at most."""
        far = 0.0
        for command in self.path:
            if command.numbers:
                x, y = command.numbers[-2:]
                radius = max(command.numbers[:2]) * 2 if command.letter == "A" else 0
                far = max(far, abs(x) + radius / 2, abs(y) + radius / 2)
        return far


def parse(text: object) -> list[Piece] | None:
    """The pieces of a pattern; none for a solid line; None where it cannot be understood."""
    if text is None or (isinstance(text, str) and text.strip() in ("", SOLID)):
        return []
    if not isinstance(text, str) or len(text) > MAX_LENGTH:
        return None
    pieces = [_piece(part) for part in text.split(";") if part.strip()]
    found = [piece for piece in pieces if piece is not None]
    return found if found and len(found) == len(pieces) else None


def _piece(text: str) -> Piece | None:
    # numbers of a path may be parted by commas: the last three fields are looked for from behind
    found = re.fullmatch(
        r"(?P<path>[MLAZ\d\s.,+-]+?)"
        r"(?:,\s*(?P<offset>[-+]?[\d.]+%?)?\s*"
        r"(?:,\s*(?P<interval>[\d.]+)?\s*(?:,\s*(?P<base>[TF])?\s*)?)?)?",
        text.strip(),
    )
    if found is None:
        return None
    path = _path(found["path"])
    try:
        offset, relative = _offset(found["offset"])
        interval = float(found["interval"]) if found["interval"] else None
    except ValueError:
        return None
    if all(command.letter in "MZ" for command in path) or (
        interval is not None and not 0.5 <= interval <= 10_000
    ):
        return None
    return Piece(path, offset, relative, interval, found["base"] == "T")


def _offset(text: str | None) -> tuple[float, bool]:
    if not text:
        return 0.0, False
    if text.endswith("%"):
        return min(1.0, max(0.0, float(text[:-1]) / 100)), True
    return float(text), False


def _path(text: str) -> tuple[Command, ...]:
    """The commands; empty where the text is no path.  Further pairs after M or L are lines."""
    letter, place = "", 0
    numbers: list[float] = []
    commands: list[Command] = []

    def take() -> bool:
        count = _ARGUMENTS.get(letter, -1)
        if count == 0:
            commands.append(Command(letter))
            return not numbers
        if count < 0 or not numbers or len(numbers) % count:
            return letter == "" and not numbers
        for i in range(0, len(numbers), count):
            name = "L" if letter == "M" and i else letter
            commands.append(Command(name, tuple(numbers[i : i + count])))
        return True

    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            return ()
        place = token.end()
        if token[1]:
            if not take():
                return ()
            letter, numbers = token[1], []
        else:
            number = float(token[2])
            if not math.isfinite(number) or abs(number) > 1000:
                return ()
            numbers.append(number)
    if not take() or not commands or commands[0].letter != "M":
        return ()
    return tuple(commands)


def dashes(pieces: list[Piece]) -> list[float] | None:
    """A pattern of plain dashes of one interval as ink, gap, ink, gap… in pixels, else None."""
    spans = [piece.dash for piece in pieces]
    intervals = {piece.interval for piece in pieces}
    if not pieces or len(intervals) != 1 or any(span is None for span in spans):
        return None
    interval = intervals.pop() or 0.0
    begin, end = zip(*sorted(span for span in spans if span is not None))
    following = [*begin[1:], begin[0] + interval]
    if any(e >= b for e, b in zip(end, following)):
        return None
    return [value for b, e, n in zip(begin, end, following) for value in (e - b, n - e)]
