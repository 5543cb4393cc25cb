# SPDX-License-Identifier: GPL-2.0-or-later
"""How much of each room of the plugin the tests take, lines and branches: ``make coverage``.

Prints a table and exits with 1 where a room that is to be taken whole is below 90 %, or all of them
together are below 80 %.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

WHOLE = ("caltopo", "sync", "analysis", "carto")
OF_THOSE, OF_ALL = 90.0, 80.0  # percent


def taken(files: Mapping[str, Any]) -> dict[str, tuple[int, int, float]]:
    """What there is by room, and in "all": statements, branches, and percent taken of both.

    ``files`` are those of ``coverage json``.
    """
    sums: dict[str, Counter[str]] = {"all": Counter()}
    for name, file in files.items():
        parts = PurePath(name).parts
        room = parts[1] if len(parts) > 2 else "plugin"
        for each in (room, "all"):
            sums.setdefault(each, Counter()).update(file["summary"])
    return {
        room: (
            there["num_statements"],
            there["num_branches"],
            100 * (there["covered_lines"] + there["covered_branches"])
            / ((there["num_statements"] + there["num_branches"]) or 1),
        )
        for room, there in sums.items()
    }  # fmt: skip


def missed(rooms: Mapping[str, tuple[int, int, float]]) -> list[str]:
    """Which rooms fall short of what is asked of them."""
    asked = {**dict.fromkeys(WHOLE, OF_THOSE), "all": OF_ALL}
    return [
        f"{room} is below {least:.0f} %"
        for room, least in asked.items()
        if room not in rooms or rooms[room][2] < least
    ]


if __name__ == "__main__":
    done = subprocess.run(
        [sys.executable, "-m", "coverage", "json", "--quiet", "-o", "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = taken(json.loads(done.stdout)["files"])
    print(f"{'room':12} {'statements':>10} {'branches':>9} {'taken':>7}")
    for room, (statements, branches, percent) in sorted(found.items(), key=lambda r: r[0] == "all"):
        print(f"{room:12} {statements:10} {branches:9} {percent:6.1f} %")
    short = missed(found)
    print("\n".join(short))
    sys.exit(1 if short else 0)
