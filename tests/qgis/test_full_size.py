# SPDX-License-Identifier: GPL-2.0-or-later
"""What unit tests try on a few vertices and cells, on as many as real layers have.

It needs no QGIS, but more seconds than a unit test may take.
"""

from __future__ import annotations

import time

import pytest
from caltopo_sync.plugin.analysis.preparing import Limits
from unit.test_analysis_figures import look_under
from unit.test_assignments import thin_jagged

pytest.importorskip("shapely")


def test_a_jagged_outline_is_thinned_in_seconds() -> None:
    assert Limits().vertices == 10_000
    begun = time.process_time()
    thin_jagged(8_000, Limits())
    assert time.process_time() - begun < 15  # with shapely alone, a minute


def test_a_large_raster_is_quick() -> None:
    """40,000 cells under twenty segments: the cells along borders are what costs."""
    begun = time.process_time()
    look_under(200, 20)
    assert time.process_time() - begun < 20
