# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map is built of parts that must not get in each other's way."""

from __future__ import annotations

from caltopo_sync.plugin import api
from caltopo_sync.plugin.session.openmap import OpenMap


def test_parts_share_no_names_by_accident() -> None:
    parts = [c for c in api.Map.__mro__ if c.__module__.startswith("caltopo_sync")]
    found = []
    for number, one in enumerate(parts):
        for other in parts[number + 1 :]:
            if issubclass(one, other):
                continue  # it builds on the other, and may change what that does
            both = {n for n in vars(one).keys() & vars(other).keys() if not n.startswith("__")}
            both -= vars(OpenMap).keys()  # each builds on what that does
            found += [f"{one.__name__} and {other.__name__}: {name}" for name in sorted(both)]
    assert found == []
