# SPDX-License-Identifier: GPL-2.0-or-later
"""What the help of all expression functions looks like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ..host.texts import tr

GROUP = "CalTopo"


def help_of(text: str, arguments: Mapping[str, str], examples: Sequence[str]) -> str:
    """As QGIS's own help of functions looks: what it gives, its arguments, examples."""
    rows = "".join(
        "<tr><td class='argument'>" + escape(name) + "</td><td>" + escape(said) + "</td></tr>"
        for name, said in arguments.items()
    )
    parts = ["<p>" + escape(text) + "</p>"]
    if rows:
        parts.append("<h4>" + tr("Arguments") + "</h4><div class='arguments'><table>" + rows)
        parts.append("</table></div>")
    parts.append("<h4>" + tr("Examples") + "</h4><div class='examples'><ul>")
    parts += ["<li><code>" + escape(example) + "</code></li>" for example in examples]
    return "".join([*parts, "</ul></div>"])
