# SPDX-License-Identifier: GPL-2.0-or-later
"""How Sphinx builds the site from the pages beside this file: ``make docs``."""

from __future__ import annotations

import re
from typing import Any

project = "CalTopo Sync"
author = copyright = "CalTopo Sync maintainers"
extensions = ["myst_parser"]
exclude_patterns = ["example"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = "CalTopo Sync"
html_copy_source = html_show_sourcelink = False


def _add_contents(app: Any, page: str, source: list[str]) -> None:
    """Sphinx wants its own table of contents; the links of index.md are it, in their order."""
    if page == "index":
        pages = dict.fromkeys(re.findall(r"\]\(([\w-]+)\.md\)", source[0]))
        source[0] += "\n```{toctree}\n:hidden:\n\n" + "\n".join(pages) + "\n```\n"


def setup(app: Any) -> None:
    app.connect("source-read", _add_contents)
