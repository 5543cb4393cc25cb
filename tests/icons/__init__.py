# SPDX-License-Identifier: GPL-2.0-or-later
"""The marker symbols' one source: drawn here, built into SVG files and an icon font."""
