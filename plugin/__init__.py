# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin: see docs/architecture.md for its rooms."""
