# SPDX-License-Identifier: GPL-2.0-or-later
"""Templates of named maps: their rules, and values for their placeholders.

The server checks little when a template is created: a wrong type of placeholder, SQL and CartoCSS
come to light when a map is made from it (seen in real answers). So more is checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

from .errors import CartoError
from .mapconfig import Problem, problems, raise_for

VERSION = "0.0.1"
# Servers before 2015 want a letter first and no dash.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
PLACEHOLDER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_USE = re.compile(r"<%=\s*(.*?)\s*%>")
_COLOR = re.compile(r"[A-Za-z]+|#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}")


class Kind(Enum):
    """How a placeholder's value is written into SQL or CartoCSS."""

    LITERAL = "sql_literal"
    IDENTIFIER = "sql_ident"
    NUMBER = "number"
    COLOR = "css_color"


def check_template(template: Any) -> None:
    """Raise CartoError with all problems of a template."""
    raise_for(list(template_problems(template)), "This named map cannot be sent")


def template_problems(template: Any) -> Iterator[Problem]:
    """All that a server would refuse, at once or when a map is made of it."""
    if not isinstance(template, dict):
        yield Problem("a template is an object.")
        return
    if template.get("version") != VERSION:
        yield Problem(f"the version of a template is {VERSION}, not {template.get('version')!r}.")
    name = template.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        yield Problem(
            f"the name {name!r} must begin with a letter or digit and hold only letters, digits, "
            "_ and -."
        )
    yield from _auth(template.get("auth"))
    yield from _placeholders(template.get("placeholders"))
    group = template.get("layergroup")
    if not isinstance(group, dict):
        yield Problem("the layergroup, its MapConfig, is missing.")
        return
    yield from problems(group)
    yield from _uses(group, set(placeholders(template)))


def placeholders(template: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The declared placeholders: name to ``{"type", "default"}``."""
    found = template.get("placeholders")
    return found if isinstance(found, dict) else {}


def needs_token(template: dict[str, Any]) -> bool:
    """Whether a map is made from it only with an auth token."""
    auth = template.get("auth")
    return isinstance(auth, dict) and auth.get("method") == "token"


def check_params(template: dict[str, Any], params: dict[str, Any]) -> None:
    """Raise CartoError for values the server would refuse or silently leave out."""
    declared = placeholders(template)
    found = []
    for name, value in params.items():
        if name in ("styles", "buffersize"):
            continue  # read in the server's source: CSS per layer, and the buffer
        if name not in declared:
            known = ", ".join(declared) or "none"
            found.append(Problem(f"there is no placeholder {name!r}; there are: {known}."))
        else:
            found += _value_problems(name, str(declared[name].get("type")), value)
    raise_for(found, "This named map cannot be made")


def value_of(kind: str, text: str) -> Any:
    """What a form's text stands for.  Numbers become numbers: as texts the server refuses many
    (``"1.5"``, seen in real answers).  Raises CartoError."""
    if kind == Kind.NUMBER.value:
        try:
            number = float(text)
        except ValueError:
            raise CartoError(f"“{text}” is no number.") from None
        if number != number or number in (float("inf"), float("-inf")):
            raise CartoError(f"“{text}” is no number that can be sent.")
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    if kind == Kind.COLOR.value and not _COLOR.fullmatch(text):
        raise CartoError(f"“{text}” is no colour: give a name, #rgb or #rrggbb.")
    return text


def _auth(auth: Any) -> Iterator[Problem]:
    if auth is None:
        return
    method = auth.get("method", "open") if isinstance(auth, dict) else None
    if method not in ("open", "token"):
        yield Problem("auth has the method open or token.")
    elif method == "token":
        tokens = auth.get("valid_tokens")
        if not isinstance(tokens, list) or not tokens or not all(
            isinstance(token, str) and token for token in tokens
        ):  # fmt: skip
            yield Problem("auth by token needs valid_tokens, a list of at least one text.")


def _placeholders(declared: Any) -> Iterator[Problem]:
    if declared is None:
        return
    if not isinstance(declared, dict):
        yield Problem("placeholders is an object of names.")
        return
    kinds = [kind.value for kind in Kind]
    for name, told in declared.items():
        told = told if isinstance(told, dict) else {}
        if not PLACEHOLDER_NAME.fullmatch(name):
            yield Problem(
                f"the placeholder {name!r} must begin with a letter and hold only letters, digits "
                "and _."
            )
        if told.get("type") not in kinds:
            yield Problem(f"the placeholder {name!r} has no type of {', '.join(kinds)}.")
        elif "default" not in told:
            yield Problem(f"the placeholder {name!r} has no default.")
        else:
            yield from _value_problems(name, told["type"], told["default"])


def _value_problems(name: str, kind: str, value: Any) -> list[Problem]:
    if kind == Kind.NUMBER.value:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return []
        return [Problem(f"{name} must be a number, not {value!r}.")]
    if not isinstance(value, str):
        return [Problem(f"{name} must be a text, not {value!r}.")]
    if kind == Kind.COLOR.value and not _COLOR.fullmatch(value):
        return [Problem(f"{name} must be a colour (a name, #rgb or #rrggbb), not {value!r}.")]
    return []


def _uses(group: dict[str, Any], declared: set[str]) -> Iterator[Problem]:
    """Placeholders that are used and not declared: they would be left standing."""
    layers = group.get("layers")
    for index, layer in enumerate(layers if isinstance(layers, list) else []):
        options = layer.get("options") if isinstance(layer, dict) else None
        if not isinstance(options, dict):
            yield Problem("its options are missing.", index)
            continue
        for key in ("sql", "cartocss"):
            text = options.get(key)
            for name in _USE.findall(text) if isinstance(text, str) else ():
                if name not in declared:
                    yield Problem(f"{key} uses {name!r}, which is not declared.", index)
