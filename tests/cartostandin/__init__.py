# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in for a CARTO Maps API (Windshaft-cartodb), on the loopback, for tests.

    with CartoStandin() as server:
        server.add_table("segments", rows, boxes)
        server.add_table("private_poi", …, private=True)
        api = MapsApi(server.url, "master_key")    # keys: master_key, regular_key, nomaps_key
        server.calls, server.clear_calls(), server.expire(), server.change("segments")

It is a fake, but one held against recordings of the real server: `test_recordings` has it answer
recorded sequences with equal status and JSON. It keeps state: templates, tokens, keys, maps that
expire, renderers that outlive them, and the fault that a burst of requests for an expired map is
left without answers. SQL runs in SQLite; CartoCSS is only looked at as far as errors go.

It shares no code with the plugin.
"""

from __future__ import annotations

from .server import CartoStandin
from .world import Call

__all__ = ["Call", "CartoStandin"]
