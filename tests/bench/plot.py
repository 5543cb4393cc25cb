# SPDX-License-Identifier: GPL-2.0-or-later
"""The plot of docs/performance.md; ``.venv-docs`` has matplotlib for it."""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "build" / "bench" / "results.json"
PICTURE = ROOT / "docs" / "images" / "growth.png"
SECONDS = (
    ("open", "open", "o-"),
    ("ogr2ogr", "ogr2ogr, the tables alone", "s--"),
    ("export", "export shapefiles (CPU)", "^-"),
    ("push", "push 10 edits", "D-"),
    ("refresh", "refresh, 10 changed", "v-"),
    ("plan", "find 10 edits", "x-"),
)
MEGABYTES = (("memory", "memory grown by", "o-"), ("answer", "the server's answer", "s--"))


def main() -> None:
    rows = json.loads(RESULTS.read_text(encoding="utf-8")).get("grow", {}).get("growth", [])
    if not rows:
        print("Growth was not measured yet: no plot.")
        return
    sizes = [row["objects"] for row in rows]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 4), layout="constrained")
    for name, label, mark in SECONDS:
        left.loglog(sizes, [row[name] for row in rows], mark, label=label)
    left.set_ylabel("seconds")
    for name, label, mark in MEGABYTES:
        right.loglog(sizes, [row[name] / 1e6 for row in rows], mark, label=label)
    right.set_ylabel("MB")
    for axes in (left, right):
        axes.set_xlabel("objects")
        axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
        axes.minorticks_off()
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
    figure.savefig(PICTURE, dpi=72, pil_kwargs={"optimize": True})
    print(f"{PICTURE.relative_to(ROOT)}, {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
