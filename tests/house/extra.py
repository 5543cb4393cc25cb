# SPDX-License-Identifier: GPL-2.0-or-later
"""Print one list of pyproject.toml's optional dependencies, for ``pip install -r``."""

from __future__ import annotations

import sys
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:  # Python before 3.11; pip carries the same parser
    from pip._vendor import tomli as tomllib

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def extra(name: str) -> list[str]:
    """Return the requirements of one list; an unknown name is an error."""
    lists = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    return lists[name]


if __name__ == "__main__":
    print("\n".join(extra(sys.argv[1])))
