# SPDX-License-Identifier: GPL-2.0-or-later
"""Every promise of docs/security.md names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    line.split("|")[1:3]
    for line in (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Promise")
]


@pytest.mark.parametrize(("promise", "tests"), ROWS, ids=[row[0].strip()[:50] for row in ROWS])
def test_a_promise_is_shown(promise: str, tests: str) -> None:
    named = re.findall(r"`(tests/[^`]+)::([^`]+)`", tests)
    assert named, promise
    for path, name in named:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert f"def {name}(" in text, f"{path} has no {name}"


def test_the_table_is_read() -> None:
    assert len(ROWS) > 12
