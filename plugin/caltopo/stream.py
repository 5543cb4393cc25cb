# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading CalTopo's answers while they arrive.

A map of 100,000 objects is 83 MB of JSON. Decoded in one piece it takes ten times that in memory;
here its features are decoded one after another from a window of the text, in time linear in the
answer and with memory for a window and the largest feature.

Envelope, as the official Teams API page and real answers have it::

    {"result": {"state": {"type": "FeatureCollection", "features": [...]},
                "ids": {class: [id, ...]}, "timestamp": ms},
     "status": "ok", "timestamp": ms}

Keys may come in any order. The envelope is returned, not judged: the status is the caller's.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Callable

from .errors import BadAnswer, Cancelled

WINDOW = 1 << 20  # bytes
MAX_BYTES = 1 << 30

OnFeature = Callable[[Any, str], None]
_Reader = Callable[["_Text"], Any]

_decode = json.JSONDecoder().raw_decode
_blanks = re.compile(r"[ \t\n\r]*").match
# A text cut inside a number, a literal or an escape shows as an error this near to its end.
_LONGEST_CUT = 16


def read_answer(
    chunks: Iterable[bytes],
    on_feature: OnFeature,
    *,
    max_bytes: int = MAX_BYTES,
    cancelled: Callable[[], bool] | None = None,
    subject: str = "The answer",
) -> dict[str, Any]:
    """Hand each of ``result.state.features`` on, with its exact text; return the rest.

    In the envelope returned, ``features`` is their count. ``on_feature`` is called while the
    answer is still arriving, so what it was given counts only once this has returned. It judges
    what it is given: an entry that is null or no object is handed on, too. Its own exceptions
    pass through. NaN and Infinity inside a feature are handed on as floats.
    ``subject`` begins the texts of errors.

    Raises BadAnswer for anything that is not such an answer (an answer whose status is not "ok"
    need not have features), Cancelled once ``cancelled()`` is true, and what ``chunks`` raises.
    """
    text = _Text(chunks, max_bytes, cancelled, subject)
    count: list[int] = []

    def features(text: _Text) -> int:
        count.append(_read_features(text, on_feature))
        return count[0]

    state = {"features": ("[", features)}
    result = {"state": ("{", lambda text: _read_object(text, state))}
    envelope = _read_whole(text, {"result": ("{", lambda text: _read_object(text, result))})
    if envelope.get("status") == "ok" and not count:
        raise text.bad("holds no list of objects (result.state.features)")
    return envelope


def read_result(
    chunks: Iterable[bytes],
    *,
    max_bytes: int = MAX_BYTES,
    subject: str = "The answer",
    perhaps_done: bool = False,
) -> tuple[dict[str, Any], str]:
    """Read an answer whole: the envelope, and the exact text of its ``result`` ("" if none).

    Raises BadAnswer, with ``perhaps_done`` as told, and what ``chunks`` raises.
    """
    text = _Text(chunks, max_bytes, None, subject, perhaps_done)
    found: list[str] = []

    def result(text: _Text) -> Any:
        value, exact = text.value()
        found.append(exact)
        return value

    envelope = _read_whole(text, {"result": ("", result)})
    return envelope, "".join(found)


def _read_whole(text: _Text, readers: Mapping[str, tuple[str, _Reader]]) -> dict[str, Any]:
    first = text.peek()
    if not first:
        raise text.bad("is empty")
    if first == "<":
        raise text.bad("is a web page, not data", _WEB_PAGE, retryable=True)
    if first != "{":
        raise text.bad("is not a JSON object")
    envelope = _read_object(text, readers)
    if text.peek():
        raise text.wrong("there is something after its end")
    return envelope


def _read_object(text: _Text, readers: Mapping[str, tuple[str, _Reader]]) -> dict[str, Any]:
    """Read a JSON object; a member named in ``readers`` by its reader, if it opens as told."""
    found: dict[str, Any] = {}
    for key in _keys(text):
        if key in found:
            raise text.wrong(f"the key {key[:40]!r} comes twice")
        opening, reader = readers.get(key, ("", None))
        if reader is not None and (not opening or text.peek() == opening):
            found[key] = reader(text)
        else:
            found[key] = text.value()[0]
    return found


def _keys(text: _Text) -> Iterator[str]:
    """Walk an object; at each key the text stands at its value, which the caller reads."""
    text.take("{")
    if text.peek() == "}":
        text.take("}")
        return
    while True:
        text.need('"', "a key is missing")
        key = text.value()[0]
        text.take(":")
        yield key
        if text.take(",}") == "}":
            return


def _read_features(text: _Text, on_feature: OnFeature) -> int:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        return 0
    count = 0
    while True:
        feature, exact = text.value()
        on_feature(feature, exact)
        count += 1
        if text.take(",]") == "]":
            return count


class _Text:
    """The answer's text: a window that moves over it, and a place in the window."""

    def __init__(
        self,
        chunks: Iterable[bytes],
        max_bytes: int,
        cancelled: Callable[[], bool] | None,
        subject: str,
        perhaps_done: bool = False,
    ) -> None:
        self._chunks = iter(chunks)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._max_bytes = max_bytes
        self._cancelled = cancelled
        self._subject = subject
        self._perhaps_done = perhaps_done
        self._bytes = 0
        self._passed = 0  # characters before the window
        self._window = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is not blank, or "" at the end."""
        char = self._window[self._at : self._at + 1]
        if char > " ":
            return char
        while True:
            self._at = _blanks(self._window, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> str:
        """Pass the next character, which must be one of ``wanted``."""
        char = self.peek()
        if not char:
            raise self._cut_short()
        if char not in wanted:
            raise self.wrong(f"{' or '.join(wanted)} expected")
        self._at += 1
        return char

    def need(self, wanted: str, why_not: str) -> None:
        """See that the next character is the one wanted."""
        char = self.peek()
        if not char:
            raise self._cut_short()
        if char != wanted:
            raise self.wrong(why_not)

    def value(self) -> tuple[Any, str]:
        """Pass one JSON value: the value and its exact text."""
        self.peek()
        while True:
            decoded = self._decoded()
            if decoded is not None:
                value, end = decoded
                exact = self._window[self._at : end]
                self._at = end
                return value, exact

    def wrong(self, why: str) -> BadAnswer:
        place = self._passed + self._at
        return self.bad(f"is not what CalTopo sends: {why} (character {place})")

    def bad(self, what: str, hint: str = "", *, retryable: bool = False) -> BadAnswer:
        return BadAnswer(
            f"{self._subject} {what}.",
            hint=hint or _NOT_CALTOPO,
            retryable=retryable,
            perhaps_done=self._perhaps_done,
        )

    def _decoded(self) -> tuple[Any, int] | None:
        """The value at this place and where it ends; None if the window had to grow first."""
        try:
            value, end = _decode(self._window, self._at)
        except json.JSONDecodeError as error:
            failed_at, message = error.pos, error.msg
        except RecursionError:
            failed_at, message = -1, "it is nested too deeply"
        except ValueError:  # an integer beyond the interpreter's limit of digits
            failed_at, message = -1, "it holds a number too long to be read"
        else:
            if end == len(self._window) and isinstance(value, (int, float)) and self._more():
                return None  # perhaps only the first digits of a number
            return value, end
        if failed_at < 0:
            raise self.wrong(message)
        unterminated = message.startswith("Unterminated string")
        if unterminated or failed_at >= len(self._window) - _LONGEST_CUT:
            if self._more():
                return None
            if unterminated or failed_at >= len(self._window) or not self._closed():
                raise self._cut_short()
        self._at = failed_at
        raise self.wrong("no JSON")

    def _closed(self) -> bool:
        return self._window.rstrip().endswith("}")

    def _more(self) -> bool:
        """Let the window begin at this place and append to it; False at the end.

        What is appended is at least as long as what is still unread, so that a feature larger
        than the window is decoded a few times, not once per window.
        """
        if self._ended:
            return False
        kept = self._window[self._at :]
        fresh = self._read(max(WINDOW, len(kept)))
        self._passed += self._at
        self._window, self._at = kept + fresh, 0
        return bool(fresh)

    def _read(self, wanted: int) -> str:
        pieces: list[bytes] = []
        held = 0
        while held < wanted:
            if self._cancelled is not None and self._cancelled():
                raise Cancelled("Stopped.")
            chunk = next(self._chunks, None)
            if chunk is None:
                self._ended = True
                break
            pieces.append(chunk)
            held += len(chunk)
        self._bytes += held
        if self._bytes > self._max_bytes:
            raise self.bad(f"is larger than {self._max_bytes} bytes, the most that is read")
        return self._text_of(b"".join(pieces))

    def _text_of(self, raw: bytes) -> str:
        try:
            return self._decoder.decode(raw, self._ended)
        except UnicodeDecodeError as error:
            cut = self._ended and error.reason == "unexpected end of data"
        if cut:
            raise self._cut_short()
        raise self.bad("is not text in UTF-8")

    def _cut_short(self) -> BadAnswer:
        return self.bad(
            f"ends too early, after {self._bytes} bytes",
            "The connection may be bad; try again.",
            retryable=True,
        )


_NOT_CALTOPO = "Check that the server's address is that of a CalTopo server, then try again."
_WEB_PAGE = (
    "A sign-in page of the local network, a proxy or a maintenance page may stand in between: "
    "open the server's address in a web browser, then try again."
)
