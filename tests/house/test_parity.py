# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/parity.md names nothing that is not there, and leaves nothing blank without a reason."""

from __future__ import annotations

import importlib
import json
import subprocess
from pathlib import Path

import pytest
from caltopo_sync.plugin.algorithms.provider import ALGORITHMS
from house import parity

ROWS = list(parity.rows())
PEER = parity.ROOT / ".venv-peer" / "bin" / "python"


def test_the_table_is_read() -> None:
    assert len(ROWS) > 50
    assert sum(len(row.here) for row in ROWS) > 60


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.offered[:60])
def test_a_row_names_what_there_is(row: parity.Row) -> None:
    for name in row.here:
        module, _, path = name.partition(":")
        there = importlib.import_module("caltopo_sync.plugin." + module)
        for part in path.split("."):
            fields = getattr(there, "__dataclass_fields__", {})
            if part != "title" and part not in fields:  # those are set when a map is opened
                there = getattr(there, part)
    assert set(row.algorithms) <= {algorithm.NAME for algorithm in ALGORITHMS}
    for test in row.tests:
        path, _, name = test.partition("::")
        text = (parity.ROOT / path).read_text(encoding="utf-8")
        assert not name or "def " + name + "(" in text
    # what is not done says why, in words
    assert row.tests or len(row.text) > 40


def test_every_method_of_caltopo_python_has_its_row() -> None:
    if not PEER.exists():
        pytest.skip(f"caltopo_python is not installed: {PEER} is missing (`make venv` makes it)")
    script = (
        "import inspect, json, caltopo_python as c; s = c.CaltopoSession; "
        "print(json.dumps([n for n, f in vars(s).items() if callable(f) and n[0] != '_'] "
        "+ list(inspect.signature(s.__init__).parameters)[1:]))"
    )
    run = subprocess.run(
        [str(PEER), "-c", script], capture_output=True, text=True, check=True, cwd=Path("/")
    )
    offered = " ".join(row.offered for row in ROWS)
    missing = [name for name in json.loads(run.stdout.splitlines()[-1]) if name not in offered]
    assert missing == []
