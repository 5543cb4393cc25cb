# SPDX-License-Identifier: GPL-2.0-or-later
"""Journeys through the real QGIS, from installing the zip: mouse and keys, a look at the server.

Each test is a QGIS process in a fresh profile on the tests' own screen; see ``journey/``.
"""

from __future__ import annotations

from gui.journey.process import beside_a_server, needs_a_screen

pytestmark = needs_a_screen


def test_from_the_zip_to_the_next_morning() -> None:
    with beside_a_server() as journey:
        journey.go("first_day")
        journey.go("next_day", str(journey.project))


def test_without_an_account() -> None:
    with beside_a_server() as journey:
        journey.go("without_account")
