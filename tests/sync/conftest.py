# SPDX-License-Identifier: GPL-2.0-or-later
"""What takes longer than the unit tests, with their server and local copy."""

from unit.conftest import open_map, server

__all__ = ["open_map", "server"]
