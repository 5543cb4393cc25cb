# SPDX-License-Identifier: GPL-2.0-or-later
"""What the maps of these tests hold."""

from __future__ import annotations

from typing import Any

MARKER: dict[str, Any] = {
    "type": "Feature",
    "id": "6c8f1a52-0000-4000-8000-000000000001",
    "properties": {"class": "Marker", "title": "ICP", "marker-symbol": "cp"},
    "geometry": {"type": "Point", "coordinates": [-120.1, 39.2]},
}
