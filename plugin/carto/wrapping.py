# SPDX-License-Identifier: GPL-2.0-or-later
"""How a map goes into a query (LZMA) and an answer into a script (JSONP)."""

from __future__ import annotations

import base64
import json
import lzma
import re
from typing import Any

_CALL = re.compile(r"^\s*(?:/\*\*/\s*)?(?:typeof\s+\S+\s*===\s*'function'\s*&&\s*)?[\w$.\[\]]+\(")


def compressed(query: dict[str, Any]) -> str:
    """The value of the parameter ``lzma`` that stands for these query parameters.

    LZMA-alone bytes, each moved by 128 modulo 256, in base64; of JSON that holds a whole query, so
    a map goes in as ``{"config": "<json text>"}`` (taken by a real server).
    """
    data = lzma.compress(json.dumps(query).encode(), format=lzma.FORMAT_ALONE)
    return base64.b64encode(bytes((byte + 128) % 256 for byte in data)).decode("ascii")


def unwrapped(text: str) -> Any:
    """The value in a JSONP answer, old or new form; raises ValueError where it is none.

    New servers write ``/**/ typeof cb === 'function' && cb(…);``, old ones ``cb(…)``.
    """
    opening = _CALL.match(text)
    closing = text.rstrip().rstrip(";").rstrip()
    if opening is None or not closing.endswith(")"):
        raise ValueError("not a JSONP answer")
    return json.loads(closing[opening.end() : -1])
