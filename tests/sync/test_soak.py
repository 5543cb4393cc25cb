# SPDX-License-Identifier: GPL-2.0-or-later
"""A share of the soak; ``make soak`` runs the whole."""

from __future__ import annotations

import random

import pytest
from sync.soak import soak


@pytest.mark.timeout(150)
@pytest.mark.parametrize("seed", [7, None], ids=["fixed", "random"])
def test_nothing_lost_and_nothing_doubled(seed: int | None) -> None:
    edits = 800 if seed is not None else 300
    seed = seed if seed is not None else random.SystemRandom().randrange(10**6)
    print(f"python -m sync.soak --edits {edits} --seed {seed}")
    counts = soak(edits, seed)
    print(dict(counts))
    assert counts["edits"] == edits
    if edits >= 800:
        assert counts["undone objects"] and counts["restores"] and counts["discards"]
    assert counts["adds"] >= 0.3 * edits and counts["deletes"] >= 0.05 * edits
