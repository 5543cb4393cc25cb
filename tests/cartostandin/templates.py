# SPDX-License-Identifier: GPL-2.0-or-later
"""Named maps: what the server checks of a template, and how it puts values into it."""

from __future__ import annotations

import copy
import re
from typing import Any

from .refusal import Refusal

_NUMBER = re.compile(r"[+-]?\d+(e[+-]?\d+)?|\.\d+", re.IGNORECASE)
_COLOR = re.compile(r"[A-Za-z]+|#[0-9A-Fa-f]{3,6}")


def checked(template: Any) -> dict[str, Any]:
    """The template as it is kept; Refusal where the server refuses it."""
    found = template if isinstance(template, dict) else {}
    version = found.get("version", "undefined")
    if version != "0.0.1":
        raise Refusal(400, f"Unsupported template version {version}")
    name = found.get("name")
    if not name:
        raise Refusal(400, "Missing template name")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        raise Refusal(400, f"Invalid characters in template name '{name}'")
    group = found.get("layergroup")
    if not group:
        raise Refusal(400, "Missing layergroup")
    if not group.get("layers"):
        raise Refusal(400, "Missing or empty layers array from layergroup config")
    bare = [str(i) for i, layer in enumerate(group["layers"]) if not layer.get("options")]
    if bare:
        raise Refusal(400, f"Missing `options` in layergroup config for layers: {', '.join(bare)}")
    for key, told in (found.get("placeholders") or {}).items():
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", key):
            raise Refusal(400, f"Invalid characters in placeholder name '{key}'")
        for part in ("default", "type"):
            if part not in told:
                raise Refusal(400, f"Missing {part} for placeholder '{key}'")
    auth = dict(found.get("auth") or {})
    auth.setdefault("method", "open")
    if auth["method"] == "token":
        if "valid_tokens" not in auth:
            raise Refusal(400, "Invalid 'token' authentication: missing valid_tokens")
        if not auth["valid_tokens"]:
            raise Refusal(400, "Invalid 'token' authentication: no valid_tokens")
    elif auth["method"] != "open":
        raise Refusal(400, f"Unsupported authentication method: {auth['method']}")
    return {**found, "auth": auth}


def may_make(template: dict[str, Any], tokens: list[str]) -> bool:
    auth = template["auth"]
    return auth["method"] == "open" or bool(set(tokens) & set(auth["valid_tokens"]))


def filled(template: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
    """The MapConfig with values in it."""
    values = {
        key: _written(key, told["type"], params.get(key, told["default"]))
        for key, told in (template.get("placeholders") or {}).items()
    }
    group: dict[str, Any] = copy.deepcopy(template["layergroup"])
    for index, layer in enumerate(group["layers"]):
        options = layer["options"]
        style = (params.get("styles") or {}).get(str(index))
        if style:
            options["cartocss"] = style
        for key in ("sql", "cartocss"):
            if isinstance(options.get(key), str):
                options[key] = _put(options[key], values)
    if isinstance(params.get("buffersize"), dict):
        group["buffersize"] = params["buffersize"]
    elif isinstance(group.get("buffersize"), dict):
        group["buffersize"] = {
            kind: _put(size, values) if isinstance(size, str) else size
            for kind, size in group["buffersize"].items()
        }
    return group


def _put(text: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        pattern = re.compile(r"<%=\s*" + key + r"\s*%>")
        # a JavaScript replacement pattern: $$ is $, $& is what was found
        text = pattern.sub(
            lambda found, value=value: re.sub(
                r"\$([$&])", lambda sign: "$" if sign[1] == "$" else found[0], value
            ),
            text,
        )
    return text


def _written(key: str, kind: str, value: Any) -> str:
    if kind in ("sql_literal", "sql_ident"):
        if value is None:
            raise Refusal(400, "Cannot read properties of null (reading 'replace')")
        if not isinstance(value, str):
            raise Refusal(400, "val.replace is not a function")
        return value.replace("'", "''") if kind == "sql_literal" else value.replace('"', '""')
    if kind == "number" and isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(value)
    if kind not in ("number", "css_color"):
        raise Refusal(400, f"Invalid placeholder type '{kind}'")
    if value is None:
        raise Refusal(400, "Cannot read properties of null (reading 'match')")
    if not isinstance(value, str):
        raise Refusal(400, "val.match is not a function")
    if not (_NUMBER if kind == "number" else _COLOR).fullmatch(value):
        raise Refusal(400, f"Invalid {kind} value for template parameter '{key}': {value}")
    return value
