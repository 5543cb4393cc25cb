# SPDX-License-Identifier: GPL-2.0-or-later
"""What a program of the repository has made is what it makes now."""

from __future__ import annotations

from data import make_incident


def test_the_incident() -> None:
    assert make_incident.FILE.read_text(encoding="utf-8") == make_incident.text()
