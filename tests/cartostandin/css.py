# SPDX-License-Identifier: GPL-2.0-or-later
"""CartoCSS, as far as its errors and its first colour go."""

from __future__ import annotations

import difflib
import re

PROPERTIES = (
    "polygon-fill", "polygon-opacity", "line-color", "line-width", "line-opacity", "marker-fill",
    "marker-width", "marker-opacity", "marker-allow-overlap", "marker-line-color",
)  # fmt: skip
COLORS = {
    "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255), "white": (255, 255, 255),
    "black": (0, 0, 0), "orange": (255, 165, 0), "yellow": (255, 255, 0),
    "transparent": (0, 0, 0),
}  # fmt: skip
_RULE = re.compile(r"([\w-]+)\s*:\s*([^;}]*);?")
_FILL = re.compile(r"(?:polygon-fill|marker-fill)\s*:\s*([^;\s]+)")


class CssError(Exception):
    """What the CartoCSS compiler says."""


def check(css: str, layer_id: str | None) -> None:
    """Raise CssError as the compiler would."""
    if layer_id is not None and " " in layer_id:
        whole = "#" + layer_id + css[len("#layer") :]
        blank = whole.index(" ")
        raise CssError(
            f"style0:1:{blank + 1} Invalid code: {whole[blank + 1 : whole.index(';') + 1]}"
        )
    if "}" not in css:
        raise CssError(f"style0:1:{len(css) + 1} missing closing `}}`")
    begin = css.index("{") + 1
    wrong = []
    for rule in _RULE.finditer(css[begin : css.rindex("}")]):
        name, value = rule[1], rule[2].strip()
        place = f"style0:1:{begin + rule.start() + 1}"
        if "<%" in value:
            wrong.append(f"{place} Invalid code: {rule[0]}")
        elif name not in PROPERTIES:
            near = difflib.get_close_matches(name, PROPERTIES, 1)
            meant = f" Did you mean {near[0]}?" if near else ""
            wrong.append(f"{place} Unrecognized rule: {name}.{meant}")
        elif name.endswith(("fill", "color")) and value.isalpha() and value not in COLORS:
            wrong.append(
                f"{place} Invalid value for {name}, the type color is expected. {value} (of type "
                "keyword)  was given."
            )
    if wrong:
        raise CssError("\n".join(wrong))
    odd = re.search(r"(polygon|marker)-fill:\s*#([0-9A-Fa-f]{4})\s*;", css)
    if odd:
        first, last = odd[2][:3].lower(), odd[2][3]
        long = "".join(digit * 2 for digit in first)
        symbolizer = {"polygon": "Polygon", "marker": "Markers"}[odd[1]] + "Symbolizer"
        raise CssError(
            f"Failed to parse expression: \"#{long} {last}\" in style '{layer_id or 'layer0'}' in "
            f"{symbolizer}"
        )


def fill(css: str) -> tuple[int, int, int]:
    """The colour of what a style fills."""
    found = _FILL.search(css)
    value = found[1] if found else "black"
    if value.startswith("#"):
        digits = value[1:]
        digits = digits if len(digits) == 6 else "".join(d * 2 for d in digits)
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16))
    return COLORS.get(value, (0, 0, 0))
