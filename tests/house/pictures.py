# SPDX-License-Identifier: GPL-2.0-or-later
"""The pictures of docs/, from those that ``make screenshots`` draws; ``make pictures`` writes them.

They are few, narrow enough for a page, and of few colours: all of them together are below a
megabyte and a half, because they ship with the plugin as its help.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]
DRAWN = ROOT / "build" / "screenshots"
FOLDER = ROOT / "docs" / "images"
WIDTH = 640  # pixels
COLOURS = 96

# name on the page, name of the drawing, rows of pixels that are kept (None: all)
PICTURES = (
    ("connection", "connection", None),
    ("open_map", "open_map", None),
    ("panel", "panel_changes_light", 348),
    ("conflicts", "conflicts_light", None),
    ("photos", "photos", None),
    ("send_layer", "send_layer", None),
    ("export", "export", None),
    ("styled_map", "styled_map", None),
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, drawn, rows in PICTURES:
        with Image.open(DRAWN / f"{drawn}.png") as opened:
            image = opened.convert("RGB")
        if rows is not None:
            image = image.crop((0, 0, image.width, min(rows, image.height)))
        image.thumbnail((WIDTH, image.height))
        image.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
    total = sum(path.stat().st_size for path in FOLDER.iterdir())
    print(f"{len(PICTURES)} pictures, {total / 1000:.0f} kB in {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
