# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/parity.md names nothing that is not there, and leaves nothing blank without a reason."""

from __future__ import annotations

import importlib
import json
import re
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


# of every call of theirs that adds, edits or deletes
EVERYWHERE = {"timeout", "callbacks", "blocking", "returnJson", "dataQueue"}


def test_every_method_and_option_of_caltopo_python_has_its_row() -> None:
    if not PEER.exists():
        pytest.skip(f"caltopo_python is not installed: {PEER} is missing (`make venv` makes it)")
    script = (
        "import inspect, json, caltopo_python as c; s = c.CaltopoSession; "
        "print(json.dumps({n: list(inspect.signature(f).parameters)[1:] "
        "for n, f in vars(s).items() if callable(f) and (n[0] != '_' or n == '__init__')}))"
    )
    run = subprocess.run(
        [str(PEER), "-c", script], capture_output=True, text=True, check=True, cwd=Path("/")
    )
    offered = [set(re.findall(r"\w+", row.offered)) for row in ROWS]
    everything = set().union(*offered)
    assert everything >= EVERYWHERE
    missing = []
    for method, options in json.loads(run.stdout.splitlines()[-1]).items():
        of_it = [words for words in offered if method in words or method == "__init__"]
        missing += [method] * (not of_it)
        said = everything if method == "__init__" else set().union(EVERYWHERE, *of_it)
        if {"getFeatures", "getFeature"} & {method}:  # their options have rows of their own
            said = everything
        missing += [method + "(" + option + ")" for option in options if option not in said]
    assert missing == []
