# SPDX-License-Identifier: GPL-2.0-or-later
"""The main job against a stand-in server: ``python -m demo`` with tests/ on the path."""
