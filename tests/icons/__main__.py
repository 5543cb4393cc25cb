# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds the marker symbols: ``python -m icons`` writes the font and one SVG file for each icon."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    runpy.run_path(str(ROOT / "conftest.py"))  # the plugin under its own name
    from . import font, svg

    target = ROOT / font.FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(font.build())
    folder = ROOT / svg.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made = svg.texts()
    for path in folder.glob("*.svg"):
        if path.stem not in made:
            path.unlink()
    for name, text in made.items():
        (folder / f"{name}.svg").write_text(text, encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes; {len(made)} SVG files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
