# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip in the real QGIS: installed, used for a moment, taken away; nothing in QGIS's log."""

from __future__ import annotations

from gui.journey.process import beside_a_server, needs_a_screen

pytestmark = needs_a_screen


def test_installed_used_and_taken_away() -> None:
    with beside_a_server() as journey:
        journey.go("smoke")
