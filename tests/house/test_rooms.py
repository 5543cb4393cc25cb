# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of ``make coverage`` are sums by room, and what falls short is named."""

from __future__ import annotations

from typing import Any

from house.rooms import WHOLE, missed, taken


def file(statements: int, covered: int, branches: int = 0, both: int = 0) -> dict[str, Any]:
    return {"summary": {"num_statements": statements, "covered_lines": covered,
                        "num_branches": branches, "covered_branches": both}}  # fmt: skip


def test_rooms_are_summed_lines_and_branches_alike() -> None:
    found = taken({
        "plugin/sync/pull.py": file(80, 80, 10, 0),
        "plugin/sync/push.py": file(10, 10),
        "plugin/gui/panel.py": file(100, 0),
        "plugin/main.py": file(0, 0),
    })  # fmt: skip
    assert found["sync"] == (90, 10, 90.0)
    assert found["all"] == (190, 10, 45.0)
    assert found["plugin"] == (0, 0, 0.0)


def test_a_room_below_its_mark_is_named_and_so_is_one_that_is_not_there() -> None:
    good = dict.fromkeys(WHOLE, (10, 0, 90.0)) | {"all": (40, 0, 80.0)}
    assert missed(good) == []
    assert missed({**good, "sync": (10, 0, 89.9)}) == ["sync is below 90 %"]
    assert missed({**good, "all": (40, 0, 79.9)}) == ["all is below 80 %"]
    assert missed({room: each for room, each in good.items() if room != "carto"}) == [
        "carto is below 90 %"
    ]
